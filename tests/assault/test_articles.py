"""Articles of any marks and sizes: every step makes something of them, and what is left out is told."""

from __future__ import annotations

from datetime import date

from briefing.configuration import bounds
from briefing.extract.findings import Found
from briefing.pipeline import make_brief
from briefing.reading.annotation import annotate
from briefing.sources.cleaning import clean
from briefing.sources.cutting import broken, cut
from briefing.sources.text import read_text_file

DAY = date(2022, 2, 16)
PIECES = ("“", "”", "‘", "’", '"', "'", "«", "»", "(", ")", "[", "—", ", ", ". ", "\n", "\n\n", " ", "he said ", "Wallace said ", "Mr ", "on Monday ", "12 people ", "$5 million ", "and ", "that ", "will ", "KYIV (Reuters) - ", "\u0301", "\u200b", "\u202e", "\x85", "\x9f", "https://example.org/", "a" * 40, "…", "?", "of the ", "Sir John Smith ", "three days ago ", "\u2028", "😀", "1,000")  # fmt: skip
SIZES = (0, 1, 3, 40, 400)


def test_any_text_gives_findings_without_an_error(rounds, project, cache_dir):
    for chance in rounds:
        text = "".join(chance.choices(PIECES, k=chance.choice(SIZES))) + " Wallace and Shoigu met in Moscow."
        path = cache_dir / "article.txt"
        path.write_text(text, encoding="utf-8")
        article = read_text_file(path, name="article.txt")
        found = Found(annotate([article]), isolated=True)
        found.all()
        assert not found.left_out, text
        brief = make_brief([article], project.focus("wallace-shoigu"), as_of=DAY, model="en_core_web_sm")
        assert not [note for note in brief.notes if note.kind == "left-out"], text


def test_any_size_is_read_within_the_bounds_and_what_is_lost_is_told(rounds):
    for chance in rounds:
        pieces = chance.choices(PIECES, k=chance.randrange(1, 4))
        raw = "".join(pieces) * chance.choice((1, 100, 10_000, 100_000))
        whole, told = broken(raw)
        cleaned, more = cut(clean(whole))
        assert len(cleaned.text) <= bounds.MOST_CHARACTERS
        assert all(len(line) <= bounds.LONGEST_LINE for line in cleaned.text.split("\n"))
        shortened = len("".join(clean(whole).text.split())) > len("".join(cleaned.text.split()))
        assert bool(more) == shortened
        assert all(line.isprintable() and len(line) < 200 for line in (*told, *more))
        assert all(heading.at < len(cleaned.text) for heading in cleaned.headings)

"""A report in a language without a lexicon: a source like others, in which nothing is looked for, with a note."""

from __future__ import annotations

from datetime import date

import briefing
from briefing.model import Article

ENGLISH = Article(
    id="a", title="Talks in Bern", publisher="The Courier", published=date(2022, 2, 11),
    text="Foreign minister Ann Lee met envoys in Bern on Friday. “The talks were frank,” Lee told reporters in Bern.",
)  # fmt: skip
GERMAN = Article(
    id="b", title="Gespräche in Bern", publisher="Der Bote", published=date(2022, 2, 11), language="de-CH",
    text="Außenministerin Ann Lee traf am Freitag in Bern Gesandte. „Die Gespräche waren offen“, sagte Lee in Bern.",
)  # fmt: skip


def test_a_text_in_another_language_passes_through_untouched():
    assert briefing.quotes([GERMAN]) == ()
    assert briefing.actors([GERMAN]) == ()
    assert briefing.figures([GERMAN]) == ()
    together = briefing.quotes([ENGLISH, GERMAN])
    assert [quote.citations[0].source for quote in together] == ["a"]


def test_it_stays_a_source_and_a_note_says_so():
    brief = briefing.compose([ENGLISH, GERMAN], {"title": "Bern", "terms": ["Bern", "talks"]})
    german = next(source for source in brief.sources if source.language == "de-CH")
    assert [note.source for note in brief.notes if note.kind == "language"] == [german.id]
    assert not any(c.source == german.id for point in brief.key_points for c in point.citations[:1])
    assert "without a lexicon" in briefing.render(brief, "html")

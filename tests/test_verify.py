"""Verification: a brief is proved by itself and by making it again, and what was changed is named."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.brief.contract import from_json, to_json
from briefing.brief.verification import citations, verify
from briefing.configuration.project import load_project
from briefing.errors import ConfigError, OutputError
from briefing.model import Outlook
from briefing.proof import prove, read_evidence


@pytest.fixture
def here(made, root, tmp_path):
    """A brief, and a copy of its sources to damage."""
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    return made, tmp_path


def test_every_citation_of_a_brief_holds(here):
    brief, folder = here
    assert len(citations(brief)) > 100
    assert verify(brief, folder) == ()
    assert verify(from_json(to_json(brief)), folder) == ()


def test_every_citation_stands_in_the_file_as_it_was_read(here):
    brief, folder = here
    files = {
        source.id: "".join((folder / source.file).read_text(encoding="utf-8").split())
        for source in brief.sources
    }
    for citation in citations(brief):
        assert "".join(citation.text.split()) in files[citation.source]


def test_each_passage_has_its_context(here):
    brief, _ = here
    around = [c for source in brief.sources for c in source.context]
    assert any(len(c.text) > 300 for c in around)
    assert all("\n" not in c.text for c in around)
    for citation in citations(replace(brief, sources=(), facts=())):
        assert any(
            c.source == citation.source and c.start <= citation.start and citation.end <= c.end
            for c in around
        )


def test_one_changed_character_names_the_passage(here):
    brief, folder = here
    point = brief.key_points[0]
    source = next(s for s in brief.sources if s.id == point.citations[0].source)
    path = folder / source.file
    changed = point.text[:20].swapcase()[:1] + point.text[1:]
    text = path.read_text(encoding="utf-8")
    assert point.text in text
    path.write_text(text.replace(point.text, changed), encoding="utf-8")
    problems = verify(brief, folder)
    assert any(problem.startswith("K1: no longer at") and point.text[:60] in problem for problem in problems)


def test_a_change_outside_the_cited_passages_is_told(here):
    brief, folder = here
    source = brief.sources[0]
    path = folder / source.file
    path.write_text(path.read_text(encoding="utf-8") + "\nOne more line stands here.\n", encoding="utf-8")
    (problem,) = verify(brief, folder)
    assert "the text has changed since" in problem
    assert source.file in problem


def test_furniture_may_change(here):
    brief, folder = here
    path = folder / "seeds" / "002_3eb661917a67719b.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\nPost a Comment\n", encoding="utf-8")
    assert verify(brief, folder) == ()


def test_a_missing_source_is_told_with_what_hangs_on_it(here):
    brief, folder = here
    (folder / brief.sources[0].file).unlink()
    (problem,) = verify(brief, folder)
    assert "there is no such file" in problem
    assert "citations are unproven" in problem


def test_a_statement_that_is_not_what_it_cites_is_told(here):
    brief, folder = here
    forged = replace(brief.key_points[0], text="Peace has broken out.")
    problems = verify(replace(brief, key_points=(forged, *brief.key_points[1:])), folder)
    assert problems == ("K1: the statement is not what it cites: Peace has broken out.",)


def test_a_sentence_that_holds_none_of_the_words_is_told(here):
    brief, folder = here
    spoken = next(quote for quote in brief.quotes if quote.sentences)
    elsewhere = brief.sources[0].context[0]
    other = replace(spoken, sentences=(elsewhere,)) if elsewhere != spoken.sentences[0] else spoken
    problems = verify(replace(brief, quotes=(other,)), folder)
    assert any(f"{spoken.id}: none of its words stand in this sentence" in one for one in problems)
    assert any(f"{spoken.id}: these words stand in none of its sentences" in one for one in problems)
    longer = replace(spoken.sentences[0], text=f"{spoken.sentences[0].text} Not so.")
    problems = verify(replace(brief, quotes=(replace(spoken, sentences=(longer,)),)), folder)
    assert any(one.startswith(f"{spoken.id}: no longer at") for one in problems)


def test_a_citation_of_a_source_that_is_not_listed_is_told(here):
    brief, folder = here
    strange = replace(
        brief.key_points[0], citations=(replace(brief.key_points[0].citations[0], source="S99"),)
    )
    problems = verify(replace(brief, key_points=(strange, *brief.key_points[1:])), folder)
    assert problems == ("K1: cites S99, which is not among the sources",)


def test_a_path_out_of_the_project_is_not_followed(here):
    brief, folder = here
    outside = replace(brief.sources[0], file="../../../etc/passwd")
    problems = verify(replace(brief, sources=(outside, *brief.sources[1:])), folder)
    assert "leads out of the project" in problems[0]


# --- what a brief proves by itself ------------------------------------------------------------------


@pytest.mark.parametrize("name", ["key_points", "quotes", "actions", "timeline", "outlook", "background"])
def test_a_statement_without_a_citation_is_false(name, here):
    brief, folder = here
    one = next(iter(getattr(brief, name)), None) or Outlook("O1", "Talks may go on.", "may", ())
    bare = replace(one, id="X1", citations=())
    forged = replace(brief, **{name: (*getattr(brief, name), bare)})
    assert any(problem.startswith("X1: it cites nothing") for problem in verify(forged, folder))


def test_a_figure_without_an_observation_is_false(here):
    brief, folder = here
    forged = replace(brief, figures=(replace(brief.figures[0], observations=()), *brief.figures[1:]))
    assert verify(forged, folder) == (f"{brief.figures[0].id}: it cites nothing: {brief.figures[0].what}",)


def test_an_emptied_brief_is_false(here):
    brief, folder = here
    emptied = replace(
        brief, key_points=(), quotes=(), actors=(), timeline=(), figures=(), actions=(), coverage={}
    )
    assert "key_points: nothing is in it, and no note says that it is empty" in verify(emptied, folder)


def test_a_truncated_statement_is_false(here):
    brief, folder = here
    short = replace(brief.key_points[0], text=brief.key_points[0].text[:40])
    (problem,) = verify(replace(brief, key_points=(short, *brief.key_points[1:])), folder)
    assert problem.startswith("K1: the statement is not what it cites")


def test_counts_and_references_are_looked_at(here):
    brief, folder = here
    point, quote = brief.key_points[0], next(quote for quote in brief.quotes if quote.speaker)
    more = replace(point, publishers=point.publishers + 1)
    strange = tuple(replace(q, speaker="A999") if q.id == quote.id else q for q in brief.quotes)
    problems = verify(replace(brief, key_points=(more, *brief.key_points[1:]), quotes=strange), folder)
    assert problems == (
        f"K1: it has {point.publishers} independent publishers, not {more.publishers}",
        f"{quote.id}: it names A999, which is not among the actors",
    )
    twice = replace(brief, timeline=(*brief.timeline, brief.timeline[0]))
    assert verify(twice, folder) == (f"timeline: {brief.timeline[0].id} stands in it 2 times",)


# --- what making it again proves --------------------------------------------------------------------


@pytest.fixture
def own_desk(desk, tmp_path):
    """A copy of the project with its editions, to change."""
    shutil.copytree(desk, tmp_path / "desk")
    return tmp_path / "desk"


def proved(folder, cache_dir, *, file="2022-02-16/wallace-shoigu.json", project=True):
    evidence = read_evidence(folder / "out" / file)
    return prove(evidence, load_project(folder) if project else None, folder, cache_dir=cache_dir)


def cited_in(folder, file="2022-02-16/wallace-shoigu.json"):
    """How many citations stand in an edition on disk, wherever they stand."""
    found = []
    json.loads(
        (folder / "out" / file).read_text(encoding="utf-8"), object_hook=lambda o: found.append(set(o))
    )
    return sum({"source", "start", "end", "text"} == names for names in found)


def rewritten(folder, file="2022-02-16/wallace-shoigu.json", **changes):
    """Change values of an edition on disk, given by their path with __ between the names."""
    path = folder / "out" / file
    tree = json.loads(path.read_text(encoding="utf-8"))
    for name, value in changes.items():
        *outer, last = name.split("__")
        block = tree
        for key in outer:
            block = block[key]
        block[last] = value
    path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize("file", ["2022-02-11/wallace-shoigu.json", "2022-02-16/minsk-accords.pdf"])
def test_an_edition_is_proved(file, desk, cache_dir):
    verdict = proved(desk, cache_dir, file=file)
    assert verdict.exit_status == 0, verdict
    assert any("made again" in line for line in verdict.proved)


def test_a_file_written_otherwise_says_the_same(own_desk, cache_dir):
    rewritten(own_desk)
    assert proved(own_desk, cache_dir).exit_status == 0


@pytest.mark.parametrize(
    ("changes", "status", "told"),
    [
        ({"edition__previous": None}, 1, "edition.number: 2; made again it is 1"),
        ({"edition__previous_sha256": "0" * 64}, 1, "is another edition than the one"),
        ({"edition__as_of": "2022-02-15"}, 1, "edition.period.end"),
        ({"focus__id": "minsk-accords"}, 1, 'focus.id: "minsk-accords"; made again it is "wallace-shoigu"'),
        ({"edition__generated_at": "2022-02-16T01:00:00Z"}, 3, "nor what SOURCE_DATE_EPOCH says now"),
        ({"made_with__program": "9.9"}, 3, "made by version 9.9 of this program"),
        ({"made_with__language_model": "other 1.0"}, 3, "with the language model other 1.0"),
        ({"made_with__libraries": "spacy 1"}, 3, "with spacy 1"),
        ({"made_with__configuration": "0" * 64}, 3, "the configuration has changed since"),
        ({"made_with__theme": "0" * 64}, 3, "the theme, its values or the day's assessment have changed"),
        ({"made_with__read": []}, 1, "sources"),
        ({"made_with__read": ["0" * 64]}, 3, "1 is gone or changed"),
        ({"made_with": None}, 3, "does not say what it was made with"),
        ({"later": "x"}, 1, "later: this version knows no such name"),
        ({"later": "x", "made_with__program": "9.9"}, 3, "later: this version knows no such name"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_what_an_edition_was_made_of_is_looked_at(changes, status, told, own_desk, cache_dir):
    rewritten(own_desk, **changes)
    verdict = proved(own_desk, cache_dir)
    assert verdict.exit_status == status, verdict
    assert any(told in line for line in (*verdict.false, *verdict.unproven)), verdict


def test_source_date_epoch_stands_for_the_making(own_desk, cache_dir, monkeypatch):
    rewritten(own_desk, edition__generated_at="2022-02-16T01:00:00Z")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1644973200")
    assert proved(own_desk, cache_dir).exit_status == 0


def test_without_a_configuration_it_says_what_is_not_proved(desk, cache_dir):
    verdict = proved(desk, cache_dir, project=False)
    assert verdict.exit_status == 3
    assert verdict.proved == (f"{cited_in(desk)} citations in 5 sources hold",)
    assert "who speaks, what agrees and what changed is not proved" in verdict.unproven[0]


def test_a_changed_configuration_is_told(own_desk, cache_dir):
    path = own_desk / "config/focus/wallace-shoigu.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\nminimum_confidence: 0.9\n", encoding="utf-8")
    verdict = proved(own_desk, cache_dir)
    assert verdict.exit_status == 3
    assert "the configuration has changed since" in verdict.unproven[0]


def test_what_concerns_mail_alone_is_no_change(own_desk, cache_dir):
    path = own_desk / "config/focus/wallace-shoigu.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\nsubject: Talks today\n", encoding="utf-8")
    assert proved(own_desk, cache_dir).exit_status == 0


def test_an_edition_before_that_is_gone_leaves_open_what_changed_and_nothing_else(own_desk, cache_dir):
    (own_desk / "out/2022-02-11/wallace-shoigu.json").unlink()
    verdict = proved(own_desk, cache_dir)
    assert verdict.exit_status == 3, verdict
    assert "that it was compared with is not there" in verdict.unproven[0]
    rewritten(own_desk, focus__title="Another title")
    assert proved(own_desk, cache_dir).false[0].startswith("focus.title")


def test_a_forged_edition_before_is_seen(own_desk, cache_dir):
    rewritten(own_desk, "2022-02-11/wallace-shoigu.json", key_points=[])
    verdict = proved(own_desk, cache_dir)
    assert verdict.exit_status == 1
    assert "is another edition than the one that it was compared with" in verdict.false[0]


def test_a_changed_source_makes_few_lines(own_desk, cache_dir):
    path = own_desk / "seeds/000_780e8946524df67f.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Minsk", "Mynsk"), encoding="utf-8")
    verdict = proved(own_desk, cache_dir)
    assert verdict.exit_status == 1
    assert "the text has changed since" in verdict.false[0]
    assert any("made again it differs in" in line for line in verdict.unproven)


def test_a_report_that_comes_later_changes_nothing(own_desk, cache_dir):
    late = "---\npublished: 2022-02-16\n---\nBen Wallace met Sergey Shoigu in Moscow and spoke of Ukraine.\n"
    (own_desk / "seeds/late.txt").write_text(late, encoding="utf-8")
    (own_desk / "seeds/broken.txt").write_bytes(b"\x00")
    verdict = proved(own_desk, cache_dir)
    assert verdict.false == ()
    assert verdict.unproven == ("notes: seeds/broken.txt cannot be read, and it does not say so",)
    (own_desk / "seeds/broken.txt").unlink()
    verdict = proved(own_desk, cache_dir)
    assert verdict.exit_status == 0
    assert "1 more being there now" in verdict.proved[-1]


def test_a_source_that_is_gone_is_not_provable(own_desk, cache_dir):
    (own_desk / "seeds/000_780e8946524df67f.txt").unlink()
    manifest = own_desk / "seeds/sources.yaml"
    manifest.write_text("sources: []\n", encoding="utf-8")
    verdict = proved(own_desk, cache_dir, project=False)
    assert verdict.exit_status == 3
    assert "citations are unproven" in verdict.unproven[0]


# --- files that people damage -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"a": ' * 200_000,
        b"9" * 10_000,
        b'{"contract": 1e999}',
        b'{"contract": NaN}',
        b'{"focus": {"id": "a", "id": "b"}}',
        b'{"contract": 7}',
        b'{"contract": true}',
        b'{"contract": 1, "focus": 3}',
        b'"\\ud800"',
        b"%PDF-1.7\n%%EOF",
    ],
    ids=lambda content: repr(content[:12]),
)
def test_what_is_no_brief_is_one_clear_line(content, tmp_path):
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(OutputError) as told:
        read_evidence(tmp_path / "x.json")
    first = str(told.value).splitlines()[0]
    assert first.startswith(f"brief: {tmp_path / 'x.json'}: ")
    assert len(first) < len(str(tmp_path)) + 200


def test_what_is_no_file_is_told(tmp_path):
    os.mkfifo(tmp_path / "pipe.json")
    for name in ("pipe.json", "none.json", "."):
        with pytest.raises(OutputError):
            read_evidence(tmp_path / name)
    with pytest.raises(OutputError, match="not a file"):
        read_evidence(Path("/dev/zero"))


@pytest.mark.parametrize("ending", ["html", "md", "txt", "mail.html", "eml", "json.sig"])
def test_pages_are_not_its_input_and_it_says_where_the_data_is(ending, tmp_path):
    (tmp_path / "talks.json").write_text("{}")
    with pytest.raises(ConfigError, match=r"carries no data.*\n.*talks\.json, which lies beside it"):
        read_evidence(tmp_path / f"talks.{ending}")


@pytest.mark.parametrize(("length", "shown"), [(90, "x" * 90), (120, "x" * 90 + "…")])
def test_a_long_passage_is_shown_by_its_beginning(here, length, shown):
    brief, folder = here
    forged = replace(brief.key_points[0], text="x" * length)
    problems = verify(replace(brief, key_points=(forged, *brief.key_points[1:])), folder)
    assert problems == (f"K1: the statement is not what it cites: {shown}",)

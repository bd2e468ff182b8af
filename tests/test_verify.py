"""Verification: every citation is proved, and one changed character is found."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from briefing.brief.contract import from_json, to_json
from briefing.brief.verification import citations, verify


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
    for citation in citations(replace(brief, sources=())):
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
    assert "cannot be read" in problem
    assert "citations are unproven" in problem


def test_a_statement_that_is_not_what_it_cites_is_told(here):
    brief, folder = here
    forged = replace(brief.key_points[0], text="Peace has broken out.")
    problems = verify(replace(brief, key_points=(forged, *brief.key_points[1:])), folder)
    assert problems == ("K1: the statement is not what it cites: Peace has broken out.",)


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


@pytest.mark.parametrize(("length", "shown"), [(90, "x" * 90), (120, "x" * 90 + "…")])
def test_a_long_passage_is_shown_by_its_beginning(here, length, shown):
    brief, folder = here
    forged = replace(brief.key_points[0], text="x" * length)
    problems = verify(replace(brief, key_points=(forged, *brief.key_points[1:])), folder)
    assert problems == (f"K1: the statement is not what it cites: {shown}",)

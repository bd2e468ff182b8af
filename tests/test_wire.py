"""The wire: lines of 70 columns, paragraphs numbered through, words as printed."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from briefing.model import Source
from briefing.rendering import Theme, render

WIRE = Theme(name="wire")
WIDTH = 70


def _load(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


example = _load("brief_example")
BRIEF = example.example_brief()
TEXT = render(BRIEF, "txt", theme=WIRE)
MARKDOWN = render(BRIEF, "md", theme=WIRE)


def _numbers(text):
    return [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]


def test_lines_are_short_but_for_words_that_cannot_be_broken():
    assert all(len(line) <= WIDTH or " " not in line.strip() for line in TEXT.splitlines())
    assert not any(line != line.rstrip() for line in TEXT.splitlines())


@pytest.mark.parametrize("made", [TEXT, MARKDOWN], ids=["txt", "md"])
def test_paragraphs_are_numbered_through(made):
    numbers = _numbers(made)
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > len(BRIEF.key_points) + 4


def test_opening_and_ending():
    lines = TEXT.splitlines()
    assert lines[0] == "TLP:AMBER".rjust(WIDTH)
    assert lines[2] == "WALLACE-SHOIGU / 2"
    assert "Situation brief. Edition 2. As of 16 February 2022" in TEXT.replace("\u00a0", " ")
    assert lines[-1] == "TLP:AMBER".rjust(WIDTH)
    assert "\n\nENDS\n\n" in TEXT
    assert MARKDOWN.startswith("**TLP:AMBER**\n\n**WALLACE-SHOIGU / 2**\n\n# ")
    assert "\n\nENDS\n" in MARKDOWN


def test_passages_stand_whole_with_their_numbers():
    flat = " ".join(TEXT.split())
    for point in BRIEF.key_points:
        assert f"{point.text} [{point.citations[0].source[1:]}]" in flat
    for item in BRIEF.outlook:
        assert item.text in flat


def test_changes_refer_to_paragraphs():
    flat = " ".join(TEXT.split())
    assert "New: Key points 1, 5, 6; 3 events; 1 quotation." in flat
    assert "Updated: Key point 2: ‘There’s over 100 battalion" in flat
    assert "**Updated:** Key point 2: ‘There’s over 100 battalion" in MARKDOWN


def test_paragraphs_are_not_referred_to_before_they_have_numbers(tmp_path):
    house = tmp_path / "house"
    house.mkdir()
    house.joinpath("theme.yaml").write_text("extends: wire\nsections: [changes, key_points]\n")
    for kind in ("txt", "md"):
        made = render(BRIEF, kind, theme=Theme((tmp_path,), "house"))
        assert "3 key points" in made
        numbers = _numbers(made)
        assert numbers == list(range(1, len(numbers) + 1))
        assert "Sources" not in made
        assert "SOURCES" not in made


def test_every_section_and_every_block(tmp_path):
    house = tmp_path / "house"
    house.mkdir()
    house.joinpath("theme.yaml").write_text(
        "extends: wire\nsections: [assessment, key_points, changes, actors, positions, how_quoted, timeline, figures, coverage, outlook, background, sources, notes]\n"
    )
    house.joinpath("brief.txt").write_text(
        '{% extends "wire/brief.txt" %}{% block disclaimer %}\nFor members only.\n{% endblock %}'
    )
    made = render(BRIEF, "txt", theme=Theme((tmp_path,), "house"), vars={"assessment": "One.\n\nTwo."})
    assert "For members only." in made
    for heading in (
        "ASSESSMENT",
        "ACTORS",
        "HOW IT WAS QUOTED",
        "TIMELINE",
        "WHO REPORTS WHAT",
        "BACKGROUND",
    ):
        assert f"\n\n{heading}\n" in made
    assert all(len(line) <= WIDTH or " " not in line.strip() for line in made.splitlines())
    assert "\n\n## Timeline\n" in render(BRIEF, "md", theme=Theme((tmp_path,), "house"))


def test_markdown_is_what_it_looks_like():
    page = MarkdownIt().render(MARKDOWN)
    items = len(_numbers(MARKDOWN))
    assert page.count("<h1>") == 1
    assert (
        sum(len(re.findall(r"<li>\n<p>", part.partition("</ol>")[0])) for part in page.split("<ol")[1:])
        >= items
    )
    assert '<ol start="8">' in page


def test_figures_stay_inside_paragraphs_with_three_digits():
    points = tuple(replace(BRIEF.key_points[0], id=f"K{n}") for n in range(1, 121))
    page = MarkdownIt().render(render(replace(BRIEF, key_points=points), "md", theme=WIRE))
    figures = page.partition("<h2>Figures</h2>")[2].partition("<h2>")[0]
    assert "<pre>" not in figures
    assert re.match(r'\s*<ol start="\d{3}">', figures)
    assert figures.count("<ol") == 1


def test_hostile_words_stay_words():
    words = "<script>alert(1)</script> **bold** & 'quoted' [x](javascript:1) {{ 7 * 7 }}\nENDS"
    point = replace(BRIEF.key_points[0], text=words)
    event = replace(BRIEF.timeline[0], text=words, expression=words)
    brief = replace(BRIEF, key_points=(point,), timeline=(event,))
    flat = " ".join(render(brief, "txt", theme=WIRE).split())
    assert " ".join(words.split()) in flat
    assert "&amp;" not in flat
    page = MarkdownIt("commonmark").render(render(brief, "md", theme=WIRE))
    assert "<script" not in page
    assert "javascript:1)" in page
    assert 'href="javascript' not in page


def test_other_scripts_stand_as_printed():
    for words in (
        "外交部長は会談が続いていると述べた。" * 3,
        "قال الوزير إن المحادثات مستمرة",
        "Міністр сказав",
    ):
        point = replace(BRIEF.key_points[0], text=words)
        assert words in " ".join(render(replace(BRIEF, key_points=(point,)), "txt", theme=WIRE).split())


def test_an_empty_brief_says_so():
    for kind in ("txt", "md"):
        made = render(example.empty_brief(), kind, theme=WIRE)
        assert "1. " in made
        assert "No passage in the sources met this focus." in made
        assert "First edition." in made
        assert "Nothing was found for: Key points, Positions." in made


def test_optional_values_may_be_missing():
    brief = replace(example.empty_brief(), sources=(Source(id="S1", sha256="0" * 64, words=1),))
    for kind in ("txt", "md"):
        made = render(brief, kind, theme=WIRE)
        assert "publisher not known, date not known - untitled, begins:" in made.replace("\u00a0", " ")
        assert "None" not in made


def test_html_is_that_of_the_full_brief():
    assert 'id="key-points"' in render(BRIEF, theme=WIRE)

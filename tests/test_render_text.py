"""Markdown and plain text: foreign words cannot make markup, headings, links or lines of their own."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.rendering import Theme, render
from briefing.rendering.escape import markdown, one_line


def _load(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


example = _load("brief_example")
BRIEF = example.example_brief()
READER = MarkdownIt("gfm-like", {"html": True, "linkify": False})
MARKDOWN = render(BRIEF, "md")
TEXT = render(BRIEF, "txt")

HOSTILE = (
    "# heading",
    "- item\n- item",
    "1. one",
    "23) two",
    "> quoted",
    "    code",
    "```\ncode\n```",
    "---",
    "===",
    "*a* _b_ **c** `d` ~~e~~ ==f==",
    "[x](https://evil.example) ![y](https://evil.example/p.png)",
    "[x]: https://evil.example",
    "[^1]: note",
    "[1] [4]",
    "<script>alert(1)</script> <https://evil.example> <b>",
    "&lt;b&gt; &copy; &#60;",
    "a | b | c",
    "ends with a backslash \\",
    "a\\*b",
    "line\u2028separator\x85next\x0bthird",
    "title\n=====",
    "{{ brief }} {% raw %}",
    "$x$ and $y$",
    "+ plus",
    ": definition",
    "tab\tseparated",
)


def _shown(markup):
    """The text that a reader sees, and the kinds of all tokens."""
    tokens = READER.parse(markup)
    flat = [child for token in tokens for child in (token, *(token.children or ()))]
    return "".join(t.content for t in flat if t.type in ("text", "text_special", "code_inline")), {
        t.type for t in flat
    }


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_shows_the_very_words(words):
    shown, kinds = _shown(markdown(words))
    assert shown == one_line(words)
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_markdown_shows_any_words(words):
    shown, kinds = _shown(f"x {markdown(words)}")
    assert shown == f"x {one_line(words)}".rstrip()
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_markdown_begins_with_any_words(words):
    shown, _ = _shown(markdown(words))
    assert shown == one_line(words)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_brief_of_hostile_words_has_the_structure_of_any_other(words):
    def structure(text):
        point = replace(BRIEF.key_points[0], text=text, reason=text)
        brief = replace(
            BRIEF,
            focus=replace(BRIEF.focus, title=text),
            key_points=(point, *BRIEF.key_points[1:]),
            sources=tuple(replace(source, title=text, publisher=text) for source in BRIEF.sources),
            actors=tuple(replace(actor, name=text) for actor in BRIEF.actors),
        )
        return [token.type for token in READER.parse(render(brief, "md"))]

    assert structure(words) == structure("plain words")


def test_markdown_has_a_table_and_the_sections_in_order():
    headings = re.findall(r"^## (.*)$", MARKDOWN, re.MULTILINE)
    assert headings == [
        "Key points", "What changed", "Actors", "Positions", "How it was quoted", "Timeline", "Figures",
        "Who reports what", "Outlook", "Background", "Sources", "Notes",
    ]  # fmt: skip
    assert "table_open" in {token.type for token in READER.parse(MARKDOWN)}
    assert "**zero percent**" in MARKDOWN


def test_markdown_citations_lead_to_the_sources_addresses():
    links = [
        (child.attrs["href"])
        for token in READER.parse(MARKDOWN)
        for child in token.children or ()
        if child.type == "link_open"
    ]
    assert "https://metro.co.uk/2022/02/11/b" in links
    assert set(links) == {source.url for source in BRIEF.sources if source.url}


def test_markdown_links_to_web_addresses_only():
    sources = (
        replace(BRIEF.sources[0], url="javascript:alert(1)"),
        replace(BRIEF.sources[1], url="https://a.example/<b>_c_)"),
    )
    made = render(replace(BRIEF, sources=(*sources, *BRIEF.sources[2:])), "md")
    assert "javascript" not in made
    assert "<https://a.example/%3Cb%3E_c_)>" in made


def test_text_keeps_to_its_width():
    for line in TEXT.splitlines():
        assert len(line) <= 78 or " " not in line.strip()
    assert TEXT.splitlines()[0] == "TLP:AMBER".rjust(78)


def test_text_has_every_passage():
    flat = " ".join(TEXT.split())
    for point in BRIEF.key_points:
        assert one_line(point.text) in flat
    for event in BRIEF.timeline:
        assert one_line(event.text) in flat


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_text_has_no_control_characters(words):
    point = replace(BRIEF.key_points[0], text=words, reason=words)
    made = render(replace(example.empty_brief(), key_points=(point,), sources=BRIEF.sources), "txt")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", made)


@pytest.mark.parametrize("format_name", ["md", "txt"])
@pytest.mark.parametrize("theme", ["sitrep", "wire"])
def test_old_words_stand_beside_new_and_reports_are_named(theme, format_name):
    made = render(BRIEF, format_name, theme=Theme(name=theme))
    said = " ".join(made.replace("*", "").replace("\u00a0", " ").replace("\\", "").split())
    updated = next(change for change in BRIEF.changes.updated if change.kind == "key_points")
    now = f"{one_line(updated.text)} [4], publisher not known, 16 February 2022"
    assert f"{now} (Before: {one_line(updated.before)} [2], Metro, 11 February 2022)" in said
    value = "130,000-plus troops [4], Ben Wallace, publisher not known, 16 February 2022"
    assert f"{value} (Before: over 100,000 [3], Ben Wallace, RT, 11 February 2022)" in said
    fact, was = BRIEF.facts
    assert f"New: {one_line(fact.text)} [4] (1 publisher)" in said
    assert f"Overtaken: {one_line(was.text)} [1] (Now: {one_line(fact.text)} [4])" in said
    assert "Late report: [1] The Guardian, 11 February 2022: " in said
    assert "Altered report: [2] Metro, 11 February 2022: UK defence chiefs fly to Moscow" in said


def test_same_words_again():
    assert render(BRIEF, "md") == MARKDOWN
    assert render(BRIEF, "txt") == TEXT


@pytest.mark.parametrize("kind", ["md", "txt"])
@pytest.mark.parametrize("theme", ["sitrep", "wire"])
def test_a_key_point_has_the_day_of_its_report(kind, theme):
    page = " ".join(render(BRIEF, kind, theme=Theme(name=theme)).split())
    assert "(16 Feb; New; 1 publisher)" in page
    assert "(11 Feb; Repeated; 3 publishers)" in page

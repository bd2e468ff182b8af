"""The page as HTML: every link leads somewhere, what is foreign is escaped, what is missing is said."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import tinyhtml5
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Actor, Changes, Citation, Copy, KeyPoint, Quote, Section, Source
from briefing.rendering import Theme, charts, render
from briefing.rendering.differences import compared
from briefing.rendering.escape import visible, web_address
from briefing.rendering.language import load_language
from briefing.rendering.view import source_numbers


def _load(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


example = _load("brief_example")
BRIEF = example.example_brief()
ENGLISH = load_language("en", Theme().load())
HTML = render(BRIEF)

HOSTILE = (
    "</p><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><a href="javascript:alert(1)">x</a>',
    "{{ brief }} {% raw %} {# note #}",
    "</style><style>*{display:none}",
    "<!--screen--> --> <!--/screen-->",
    "a\x00b\x1bc\u202ed\ufeffe\x85f\u2028g",
    "&lt;b&gt; &amp; &#x3c;",
)


def _tree(html):
    return tinyhtml5.parse(html, namespace_html_elements=False)


def _text(html):
    return " ".join("".join(_tree(html).find("body").itertext()).split())


def _ids(html):
    return [node.get("id") for node in _tree(html).iter() if node.get("id")]


def with_text(words, url=None):
    """The example with ``words`` wherever foreign text can stand."""
    citation = replace(BRIEF.key_points[0].citations[0], text=words)
    return replace(
        BRIEF,
        focus=replace(BRIEF.focus, title=words, handling=words),
        sources=(
            Source(
                id="S1", sha256="0" * 64, words=2, title=words, publisher=words, family=words + "x", url=url, file=words,
                affiliation=words, reliability=words, language="ar", copies=(Copy(0.9, words, url, words),),
            ),
            Source(id="S4", sha256="1" * 64, words=1, opening=words, language=words),
        ),
        key_points=(KeyPoint("K1", words, (citation,), 1, "new", words),),
        actors=(Actor("A1", words, "person", (example.Role(words, (citation,)),), (words,), 3, ("S1",), words),),
        quotes=(
            Quote("Q1", f"{words} and three more words", "direct", (citation,), 1.0, "A1", None, words,
                  (example.Variant(words, citation), example.Variant("x", replace(citation, start=9999)))),
        ),
        timeline=tuple(replace(event, text=words, expression=words, date=words) for event in BRIEF.timeline[:1]),
        figures=(example.Figure("F1", words, "differing", (replace(BRIEF.figures[0].observations[0], text=words),)),),
        outlook=(replace(BRIEF.outlook[0], text=words, hedge=words),),
        background=(replace(BRIEF.background[0], text=words),),
        coverage={"K1": (words,)},
        changes=replace(BRIEF.changes, updated=(example.Change("key_points", words, "K1", words),)),
        notes=(example.Note("skipped", words, words),),
    )  # fmt: skip


def test_every_internal_link_leads_to_an_id_and_no_id_stands_twice():
    ids = _ids(HTML)
    assert len(ids) == len(set(ids))
    links = re.findall(r'href="#([^"]+)"', HTML)
    assert len(links) > 60
    assert not set(links) - set(ids)


def test_citation_numbers_are_those_of_the_sources():
    found = re.findall(r'<sup class="cite">(.*?)</sup>', HTML)
    assert found
    for number, shown in re.findall(r'href="#s(\d+)"[^>]*>(\d+)</a>', "".join(found)):
        assert number == shown
    assert 'id="s5"' in HTML


def test_endnotes_link_back_to_what_cites_them():
    note = HTML[HTML.index('id="s1"') : HTML.index('id="s2"')]
    assert '<a href="#key-3">Key point 3</a>' in note
    assert 'href="#event-E2"' in note


def test_passages_stand_verbatim_and_no_quotation_mark_is_added():
    text = _text(HTML)
    for point in BRIEF.key_points:
        assert " ".join(point.text.split()) in text
    for quote in BRIEF.quotes[:1]:
        assert f"‘{quote.text}" not in text


def test_nothing_is_fetched_and_nothing_runs():
    assert "<script" not in HTML
    assert "<link" not in HTML
    assert "@import" not in HTML
    assert "@font-face" not in HTML
    assert not re.search(r"url\((?!\"?data:)", HTML)
    assert not re.search(r'\ssrc="', HTML)


def test_document_has_language_title_headings_and_described_pictures():
    tree = _tree(HTML)
    assert tree.get("lang") == "en"
    assert tree.find("head/title").text == f"{BRIEF.focus.title}, 16\u00a0February 2022"
    assert len(tree.findall(".//h1")) == 1
    pictures = [node for node in tree.iter() if node.tag.endswith("svg")]
    assert len(pictures) == 4  # timeline, presence, and two figures that move
    for picture in pictures:
        assert [child.tag.rpartition("}")[2] for child in picture][:2] == ["title", "desc"]
    for table in tree.iter("table"):
        assert all(cell.get("scope") for cell in table.iter("th"))


def test_parses_without_errors():
    from tinyhtml5.parser import HTMLParser

    parser = HTMLParser(namespace_html_elements=False)
    parser.parse(HTML)
    assert parser.errors == []


@pytest.mark.parametrize("words", HOSTILE)
def test_foreign_text_comes_out_as_text(words):
    html = render(with_text(words, url="javascript:alert(1)"))
    tree = _tree(html)
    for node in tree.iter():
        if isinstance(node.tag, str):
            assert node.tag not in ("script", "img", "iframe", "object")
            assert not any(name.startswith("on") for name in node.attrib)
            assert not (node.get("href") or "").startswith("javascript")
    assert len(list(tree.iter("style"))) == 4
    assert " ".join(visible(words).split()) in _text(html)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", html)


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_text_renders_and_adds_no_element(words):
    def tags(html):
        return {str(node.tag) for node in _tree(html).iter()}

    assert tags(render(with_text(words))) <= tags(HTML)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c&d=1", "https://example.org/a?b=c&d=1"),
        ("http://exämple.org/ü", "http://ex%C3%A4mple.org/%C3%BC"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//example.org", None),
        ("https:///nohost", None),
        ("http://[", None),
        ("http://example.org:99999/", None),
        ("https://example.org/a b", None),
        ("https://example.org/\x00", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_linked_to(url, expected):
    assert web_address(url) == expected
    if url:
        html = render(with_text("plain", url=url))
        hrefs = set(re.findall(r'href="([^#"][^"]*)"', html))
        assert hrefs == ({expected.replace("&", "&amp;")} if expected else set())


def test_passage_in_another_language_says_so():
    german = replace(BRIEF.sources[0], language="de")
    html = render(replace(BRIEF, sources=(german, *BRIEF.sources[1:])))
    assert '<span class="passage" lang="de" dir="ltr">By contrast' in html


def test_first_edition_and_no_change_are_said():
    first = render(replace(BRIEF, changes=Changes()))
    assert "First edition." in first
    assert 'class="tag' not in first
    same = render(replace(BRIEF, changes=Changes(since=date(2022, 2, 11))))
    assert "Nothing new since edition 1 (11\u00a0February 2022)." in same


def test_late_and_altered_reports_are_named_and_lead_to_their_endnotes():
    part = re.search(r'<section id="changes">.*?</section>', render(BRIEF), re.DOTALL)[0]
    said = _text(f"<body>{part}</body>")
    assert "Late report The Guardian, 11 February 2022: " in said
    assert "Altered report Metro, 11 February 2022: UK defence chiefs fly to Moscow" in said
    assert re.findall(r'href="#(s\d)"', part)[-2:] == ["s1", "s2"]


def test_the_page_says_how_many_publishers_and_not_how_a_passage_was_ranked():
    ranked = tuple(replace(point, rank=3971, candidates=7878) for point in BRIEF.key_points)
    text = _text(render(replace(BRIEF, key_points=ranked)))
    assert "2 publishers" in text
    assert "centrality" not in text
    assert "3971" not in text


def test_empty_brief_says_what_is_empty():
    text = _text(render(example.empty_brief()))
    assert "No passage in the sources met this focus." in text
    assert "First edition." in text
    assert "Nothing was found for: Key points, Positions." in text
    assert "Timeline" not in text


def test_sections_that_are_switched_off_or_sized_are_obeyed():
    sections = (Section("key_points"), Section("actors", 2), Section("figures", 1), Section("quotes", 3))
    html = render(replace(BRIEF, sections=sections))
    ids = _ids(html)
    assert "changes" not in ids
    assert "how-quoted" not in ids
    assert [one for one in ids if one.startswith("actor-")] == ["actor-A1", "actor-A2"]
    assert len([one for one in ids if one.startswith("figure-")]) == 1
    assert len([one for one in ids if one.startswith("quote-")]) == 3


def test_handling_marking_stands_at_both_ends_and_is_not_translated():
    found = re.findall(r'<p class="marking[^>]*>', HTML)
    assert len(found) == 2
    assert all('translate="no"' in tag and "tlp-amber" in tag for tag in found)
    assert "marking-top" not in render(example.empty_brief()).split("<body>")[1]


def test_unknown_speakers_take_no_position():
    assert (
        "soldiers stayed at the border’"
        not in HTML[HTML.index('id="positions"') : HTML.index('id="how-quoted"')]
    )


def test_one_utterance_is_shown_once():
    quotes = HTML[HTML.index('id="positions"') : HTML.index('id="how-quoted"')]
    shown = re.sub(r'<span class="context".*?</span></span>', "", quotes)
    assert shown.count("to where we can resolve our issues together") == 1
    printings = HTML[HTML.index('id="how-quoted"') : HTML.index('id="timeline"')]
    assert (
        re.sub(r'<span class="context".*?</span></span>', "", printings).count("I hope that by speaking") == 2
    )
    assert "<mark>zero percent</mark>" in printings
    assert '<span class="edit">[they]</span>' in printings


def test_each_number_shows_the_passage_in_its_context():
    whole = "Before it. The very words. After <b>it</b>."
    source = Source(
        "S1", "0" * 64, 9, publisher="The Paper", context=(Citation("S1", 5, 5 + len(whole), whole),)
    )
    point = KeyPoint("K1", "The very words.", (Citation("S1", 16, 31, "The very words."),), 1, "new", "")
    html = render(replace(example.empty_brief(), sources=(source,), key_points=(point,)))
    shown = html[html.index('class="context"') :]
    assert "Before it. <b>The very words.</b> After &lt;b&gt;it&lt;/b&gt;." in shown[: shown.index("</sup>")]
    assert ".ref:focus-within .context" in html


def test_a_figure_that_moved_is_drawn():
    figure = next(f for f in BRIEF.figures if f.agreement != "agreed")
    drawn = charts.movement(figure)
    assert drawn is not None
    assert len({point.y for point in drawn.points}) >= 2
    biggest = max(drawn.points, key=lambda point: point.observation.low or 0)
    assert biggest.y == min(point.y for point in drawn.points)
    assert charts.movement(replace(figure, observations=figure.observations[:1])) is None


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_runs_joined_are_the_text(texts):
    for text, runs in zip(texts, compared(texts), strict=True):
        assert "".join(run.text for run in runs) == text


def test_case_and_punctuation_are_no_difference():
    for runs in compared(["“We will see,” he said", "'we will see' he said"]):
        assert {run.kind for run in runs} == {"same"}


def test_texts_with_little_in_common_are_left_unmarked():
    for runs in compared(["one two three four five six", "six other words stand in here"]):
        assert {run.kind for run in runs} == {"same"}


def test_words_beyond_a_shared_quotation_are_left_unmarked():
    first, second = compared(
        [
            "‘absolutely no deafness or dumbness’ in his meeting with the defence chiefs",
            "there has been “absolutely no deafness or blindness” which, he said, had marked the talks before",
        ]
    )
    assert [run.text for run in first if run.kind == "different"] == ["dumbness"]
    assert [run.text for run in second if run.kind == "different"] == ["blindness"]


def test_a_number_that_differs_is_marked():
    first, second = compared(["over 100,000 troops", "over 130,000 troops"])
    assert [run.text for run in first if run.kind == "different"] == ["100,000"]
    assert [run.text for run in second if run.kind == "different"] == ["130,000"]


@pytest.mark.parametrize(
    ("given_date", "shown"),
    [
        (date(2022, 2, 1), "1\u00a0February 2022"),
        ("2022-02-10", "10\u00a0February 2022"),
        ("2022-02", "February 2022"),
        ("2022", "2022"),
        ("2022-13", "2022-13"),
        ("soon", "soon"),
    ],
)
def test_days_in_words(given_date, shown):
    assert ENGLISH.day(given_date) == shown


def test_periods_say_shared_parts_once():
    assert ENGLISH.days(date(2022, 2, 8), date(2022, 2, 11)) == "8–11\u00a0February 2022"
    assert ENGLISH.days(date(2022, 1, 28), date(2022, 2, 3)) == "28\u00a0January\u00a0– 3\u00a0February 2022"
    assert (
        ENGLISH.days(date(2021, 12, 28), date(2022, 1, 3))
        == "28\u00a0December 2021\u00a0– 3\u00a0January 2022"
    )
    assert ENGLISH.days(date(2022, 2, 8), date(2022, 2, 8)) == "8\u00a0February 2022"


def test_source_numbers_follow_the_ids():
    assert source_numbers([Source("S3", "", 0), Source("S7", "", 0)]) == {"S3": 3, "S7": 7}
    assert source_numbers([Source("x", "", 0), Source("S7", "", 0)]) == {"x": 1, "S7": 2}


def test_same_bytes_in_another_process():
    code = f"""
import importlib.util, sys
spec = importlib.util.spec_from_file_location("brief_example", {str(Path(example.__file__))!r})
module = importlib.util.module_from_spec(spec); spec.loader.exec_module(module)
from briefing.rendering import Theme, charts, render
sys.stdout.reconfigure(encoding="utf-8")
sys.stdout.write(render(module.example_brief()))
"""
    made = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONHASHSEED": "7", "PATH": ""}
    )
    assert made.stdout.decode() == HTML


def test_importing_loads_neither_jinja_nor_weasyprint():
    code = "import sys, briefing.rendering; print([m for m in ('jinja2', 'weasyprint', 'spacy') if m in sys.modules])"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"

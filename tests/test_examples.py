"""The worked examples: each renders whatever the brief, is read by machines as the stock theme is, and starts a project."""

from __future__ import annotations

import importlib.util
import io
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import tinyhtml5
from PIL import Image

from briefing.commands.starter import examples, start_project
from briefing.configuration.resources import bundled
from briefing.errors import ConfigError
from briefing.rendering import Theme, render
from briefing.themes.check import check_theme

FOLDER = bundled("examples")
NAMES = ("cable", "newsroom", "risk-note")
ASSESSMENT = "The accounts differ.\n\n- one <b>\n- two"


def _load(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


example = _load("brief_example")
BRIEF = example.example_brief()
VARS = {"assessment": ASSESSMENT, "exposure": "Two *suppliers* <script>.", "to": "A <b>"}


def _theme(name):
    return Theme((FOLDER,), name)


@pytest.fixture(scope="module", params=NAMES)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def html(name):
    return render(BRIEF, theme=_theme(name), vars=VARS)


@pytest.fixture(scope="module")
def pdf(name):
    return render(BRIEF, "pdf", theme=_theme(name), vars=VARS)


def _text(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _structure(node):
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from _structure(one)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _structure(node.K)


def _numbers(html):
    return [int(number) for number in re.findall(r'<span class="para">(\d+)\.</span>', html)]


def test_these_are_the_examples():
    assert examples() == NAMES


def test_the_kit_finds_nothing_wrong(name):
    assert [str(one) for one in check_theme(_theme(name))] == []


def test_ids_are_unique_and_links_lead_somewhere(html):
    ids = Counter(re.findall(r'\sid="([^"]+)"', html))
    assert not [one for one, times in ids.items() if times > 1]
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert len(links) > 5
    assert not links - set(ids)
    for names in re.findall(r'aria-labelledby="([^"]+)"', html):
        assert not set(names.split()) - set(ids)


def test_what_a_person_writes_is_shown_and_cannot_act(name, html):
    assert "The accounts differ." in html
    assert "<b>\n" not in html
    tree = tinyhtml5.parse(html, namespace_html_elements=False)
    assert not list(tree.iter("script"))
    if name == "risk-note":
        assert "Two <em>suppliers</em> &lt;script&gt;." in html
        for kind in ("md", "txt"):
            made = render(BRIEF, kind, theme=_theme(name), vars=VARS)
            assert "suppliers" in made
    if name == "cable":
        assert "A &lt;b&gt;" in html


@pytest.mark.parametrize("kind", ["html", "pdf", "md", "txt"])
def test_an_empty_brief_is_a_page(name, kind):
    made = render(example.empty_brief(), kind, theme=_theme(name))
    text = "".join(_text(made)) if kind == "pdf" else made
    assert "A quiet day" in text or "A QUIET DAY" in text
    assert "No passage in the sources met this focus." in " ".join(text.split())


def test_headings_are_in_order(name):
    for brief in (BRIEF, example.empty_brief()):
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", render(brief, theme=_theme(name)))]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_pdf_is_tagged(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert BRIEF.focus.title in str(opened.docinfo["/Title"])
        assert str(opened.Root.Lang) == "en"
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        elements = list(_structure(opened.Root.StructTreeRoot.K))
        kinds = [str(node.S) for node in elements]
        assert kinds.count("/H1") == 1
        assert kinds.index("/H1") < kinds.index("/H2")
        assert all(str(node.Alt) for node in elements if node.S == "/Figure")
        links = [note for page in opened.pages for note in page.get("/Annots", ()) if note.Subtype == "/Link"]
        assert links
        assert all(str(note.Contents) for note in links)


def test_the_marking_stands_at_top_and_bottom_of_every_page(name, pdf):
    for text in _text(pdf):
        assert text.count("TLP:AMBER") == 2
    if name == "cable":
        brief = replace(BRIEF, focus=replace(BRIEF.focus, handling="OFFICIAL-SENSITIVE"))
        for text in _text(render(brief, "pdf", theme=_theme(name))):
            assert text.count("OFFICIAL-SENSITIVE") == 2


def test_letter_paper(name):
    made = render(example.empty_brief(), "pdf", theme=_theme(name), vars={"paper": "letter"})
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert [round(float(side)) for side in opened.pages[0].MediaBox] == [0, 0, 612, 792]


@pytest.mark.parametrize("language", ["de", "fr"])
def test_the_furniture_is_translated(name, language):
    theme = _theme(name)
    brief = replace(BRIEF, focus=replace(BRIEF.focus, language=language))
    html = render(brief, theme=theme, vars=VARS)
    titles = dict(zip(re.findall(r"<h2>(.*?)</h2>", render(BRIEF, theme=theme, vars=VARS)), re.findall(r"<h2>(.*?)</h2>", html), strict=True))  # fmt: skip
    same = {english for english, said in titles.items() if english == said}
    assert same <= {"Positions", "Sources", "Notes", "Actors"}  # the same word in French
    own = set()
    for path in theme.load().folders[0].rglob("*.html"):
        own |= set(re.findall(r'[\s{(]_\("([^"]+)"', path.read_text(encoding="utf-8")))
    words = render(replace(BRIEF, focus=replace(BRIEF.focus, language="en")), theme=theme, vars=VARS)
    untranslated = {
        one for one in own if "%" not in one and f">{one}<" in words and f">{one}<" in html and len(one) > 9
    }
    assert not untranslated - {"Positions"}


def test_paragraphs_of_the_cable_are_numbered_without_gaps():
    theme = _theme("cable")
    full = _numbers(render(BRIEF, theme=theme, vars=VARS))
    assert full == list(range(1, len(full) + 1))
    assert len(full) > 20
    assert _numbers(render(example.empty_brief(), theme=theme)) == [1, 2]
    assert _numbers(render(replace(BRIEF, figures=(), timeline=()), theme=theme)) == list(
        range(1, len(full) - len(BRIEF.figures) - len(BRIEF.timeline))
    )
    shown = "\n".join(_text(render(BRIEF, "pdf", theme=theme, vars=VARS)))
    for number in full:
        assert re.search(rf"(?m)^{number}\. *\S", shown), number


def test_the_comment_is_last_before_the_sources_of_the_cable():
    html = render(BRIEF, theme=_theme("cable"), vars=VARS)
    sections = re.findall(r'<section id="([\w-]+)"', html)
    assert sections[-3:] == ["assessment", "sources", "notes"]
    assert "Written by a person" in html[html.index('id="assessment"') :]


def test_the_risk_note_begins_with_its_charts():
    html = render(BRIEF, theme=_theme("risk-note"))
    assert re.findall(r'<section id="([\w-]+)"', html)[0] == "exhibits"
    charts = html[html.index('id="exhibits"') : html.index('id="key-points"')]
    assert charts.count("<svg") == 3
    assert "11\u00a0Feb: 4. 16\u00a0Feb: 1." in charts  # the sources by day
    assert "<title" in charts
    assert "<desc" in charts


def test_each_has_a_readme_and_a_picture_of_page_one(name):
    readme = (FOLDER / name / "README.md").read_text(encoding="utf-8")
    for path in (FOLDER / name).rglob("*"):
        if path.suffix in (".html", ".css", ".yaml", ".svg") and path.name != "picture.png":
            assert path.name in readme, path.name
    with Image.open(FOLDER / name / "picture.png") as picture:
        assert 780 <= picture.width <= 820
        assert picture.height > picture.width
    assert (FOLDER / name / "picture.png").stat().st_size < 100_000


def test_a_project_starts_with_an_example(name, tmp_path):
    made = start_project(tmp_path / "desk", name)
    assert tmp_path / "desk/templates" / name / "theme.yaml" in made
    focus = (tmp_path / "desk/config/focus/my-situation.yaml").read_text()
    assert f"\ntemplate: {name}\n" in focus
    own = Theme((tmp_path / "desk/templates",), name)
    assert render(BRIEF, theme=own, vars=VARS) == render(BRIEF, theme=_theme(name), vars=VARS)


def test_an_unknown_example_is_told_before_anything_is_written(tmp_path):
    with pytest.raises(ConfigError, match="there is no example 'newsrom'") as caught:
        start_project(tmp_path / "desk", "newsrom")
    assert caught.value.cause.endswith("; did you mean newsroom?")
    assert caught.value.advice == "There are: cable, newsroom, risk-note"
    assert not (tmp_path / "desk").exists()

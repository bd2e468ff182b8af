"""One page, whatever the brief holds: nothing over the margins, nothing over anything else, no passage cut."""

from __future__ import annotations

import importlib.util
import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from briefing.model import (
    Actor,
    Change,
    Changes,
    Citation,
    Event,
    Figure,
    KeyPoint,
    Observation,
    Outlook,
    Source,
)
from briefing.rendering import Theme, render

PAGE = Theme(name="onepager")
MARGIN = 16 * 72 / 25.4  # points, left and right
LOCALE = Path(__file__).parents[1] / "templates" / "sitrep" / "locale"


def _load(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


example = _load("brief_example")
BRIEF = example.example_brief()


def heavy_brief(text, sources=40, count=16):
    """A brief with many sources and ``count`` of everything, each of its words being ``text``."""
    ids = [f"S{number}" for number in range(1, sources + 1)]

    def cited(n):
        return tuple(Citation(ids[(n * 7 + step) % sources], n, n + len(text), text) for step in range(5))

    many = range(1, count + 1)
    return replace(
        BRIEF,
        sources=tuple(
            Source(id=one, sha256="0" * 64, words=9, title=f"{one} {text}", publisher=f"Publisher {one}", published=date(2022, 2, 16),
                   affiliation="state media", language="uk", url=f"https://example.org/{one}")
            for one in ids
        ),
        key_points=tuple(KeyPoint(f"K{n}", f"Point{n}: {text}", cited(n), 5, "updated", text) for n in many),
        actors=(Actor("A1", text, "person", (), (), 9, tuple(ids), None, True),),
        timeline=tuple(Event(f"E{n}", f"2022-02-{n % 15 + 1:02}", "day", text, text, cited(n)) for n in many),
        figures=tuple(
            Figure(f"F{n}", text, "differing", tuple(Observation(text, n * 10 + m, None, None, "A1", "2022-02-16", one) for m, one in enumerate(cited(n))))
            for n in many
        ),
        outlook=tuple(Outlook(f"O{n}", text, "may", cited(n), "A1") for n in many),
        changes=Changes(
            date(2022, 2, 11),
            new=tuple(Change("key_points", text, f"K{n}") for n in many),
            updated=tuple(Change("figures", text, f"F{n}", f"before {text}") for n in many),
            late=tuple(Change("sources", text, one) for one in ids),
            altered=tuple(Change("sources", text, one) for one in ids),
        ),
    )  # fmt: skip


def _opened(brief, **values):
    return pypdfium2.PdfDocument(render(brief, "pdf", theme=PAGE, vars=values))


def _faults(document):
    """What stands over a margin of the page, and pairs of lines that stand over each other."""
    page = document[0]
    width, height = page.get_size()
    text = page.get_textpage()
    boxes = [text.get_rect(place) for place in range(text.count_rects())]
    faults = [
        text.get_text_bounded(*box)
        for box in boxes
        if box[0] < MARGIN - 2 or box[2] > width - MARGIN + 2 or box[1] < 14 or box[3] > height - 14
    ]
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            if across > 1.5 and down > 3.2:
                faults.append((text.get_text_bounded(*one), text.get_text_bounded(*other)))
    return faults


def _check(brief, **values):
    document = _opened(brief, **values)
    try:
        assert len(document) == 1
        assert _faults(document) == []
    finally:
        document.close()


@pytest.mark.parametrize("paper", ["A4", "letter"])
@pytest.mark.parametrize("make", [example.example_brief, example.empty_brief])
def test_one_page_on_both_papers(make, paper):
    _check(make(), paper=paper)


@pytest.mark.parametrize("language", ["de", "fr"])
def test_one_page_in_other_languages(language):
    if not (LOCALE / language).is_dir():
        pytest.skip(f"there are no words in {language}")
    _check(replace(BRIEF, focus=replace(BRIEF.focus, language=language)))


@pytest.mark.parametrize(
    "text",
    [
        "Short.",
        "The minister said on Friday that the talks would go on. " * 4,
        "WWWW MMMM " * 40,
        "外交部長は会談が続いていると述べた。" * 12,
        "https://example.org/" + "a" * 700,
        "word " * 750,
    ],
    ids=["short", "usual", "wide", "cjk", "unbroken", "long"],
)
def test_one_page_whatever_the_passages(text):
    _check(heavy_brief(text))


def test_one_page_of_two_hundred_sources_on_letter():
    _check(
        heavy_brief("The minister said on Friday that the talks would go on. " * 3, 200, 40), paper="letter"
    )


def test_one_page_with_a_long_title_and_an_assessment():
    brief = replace(
        BRIEF, focus=replace(BRIEF.focus, title="A title that says far too much about far too little. " * 12)
    )
    _check(brief, assessment="The talks have changed little.\n\n" + "A paragraph of an assessment. " * 30)


def test_every_section_fits(tmp_path):
    house = tmp_path / "house"
    house.mkdir()
    house.joinpath("theme.yaml").write_text(
        "extends: onepager\nsections: [key_points, actors, positions, how_quoted, timeline, figures, coverage, outlook, background, changes, sources, notes]\n"
    )
    theme = Theme((tmp_path,), "house")
    document = pypdfium2.PdfDocument(render(BRIEF, "pdf", theme=theme))
    assert len(document) == 1
    assert _faults(document) == []
    document.close()
    page = render(BRIEF, theme=theme)
    assert [name for name in ("actors", "positions", "how-quoted") if f'id="{name}"' in page]


def _words(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_passages_are_whole_or_left_out_and_counted():
    brief = heavy_brief("The minister said on Friday that the talks would go on. " * 4)
    page = render(brief, theme=PAGE)
    shown = {int(number) for number in re.findall(r'id="key-(\d+)"', page)}
    assert shown
    section = _words(page.partition('id="key-points"')[2].partition("</section>")[0])
    for number, point in enumerate(brief.key_points, 1):
        assert (" ".join(point.text.split()) in section) == (number in shown)
    left = len(brief.key_points) - len(shown)
    assert f"{left} more in the full brief." in section
    assert f"{left} key points" in _words(page.partition('class="rest"')[2].partition("</p>")[0])


def test_a_passage_too_long_for_the_page_makes_way_for_the_next():
    long = replace(BRIEF.key_points[0], text="word " * 4000)
    page = render(replace(BRIEF, key_points=(long, *BRIEF.key_points[1:])), theme=PAGE)
    assert 'id="key-1"' not in page
    assert 'id="key-2"' in page
    assert "word word" not in page


@pytest.mark.parametrize("brief", [BRIEF, heavy_brief("Short.")], ids=["example", "heavy"])
def test_each_number_leads_to_an_endnote_of_the_page(brief):
    page = render(brief, theme=PAGE)
    cited = re.findall(r'<span class="ref"><a( href="#s\d+")?>(\d+)</a>', page)
    assert cited
    assert all(target for target, _ in cited)


def test_the_example_keeps_its_key_points_changes_and_figures():
    page = render(BRIEF, theme=PAGE)
    said = _words(page)
    for point in BRIEF.key_points:
        assert " ".join(point.text.split()) in said
    for words in (
        "TLP:AMBER",
        "Late report:",
        "Altered report:",
        "changed over time",
        "2 publishers",
        "Repeated",
    ):
        assert words in said
    assert (
        page.index('id="key-points"')
        < page.index('id="changes"')
        < page.index('id="figures"')
        < page.index('id="sources"')
    )


def test_an_empty_brief_says_so():
    said = _words(render(example.empty_brief(), theme=PAGE))
    assert "No passage in the sources met this focus." in said
    assert "First edition." in said
    assert "full brief" not in said


def test_sections_can_be_dropped_and_blocks_replaced(tmp_path):
    house = tmp_path / "house"
    house.mkdir()
    house.joinpath("theme.yaml").write_text(
        "extends: onepager\nsections: [changes, key_points]\nvars: {reserve: 60}\n"
    )
    house.joinpath("brief.html").write_text(
        '{% extends "onepager/brief.html" %}{% block footer %}<p>For the minister.</p>{% endblock %}'
    )
    page = render(BRIEF, theme=Theme((tmp_path,), "house"))
    assert "For the minister." in page
    assert 'id="sources"' not in page
    assert 'id="figures"' not in page


def test_hostile_words_are_escaped():
    point = replace(BRIEF.key_points[0], text='<script>alert("x")</script> {{ 7 * 7 }}')
    page = render(replace(BRIEF, key_points=(point,)), theme=PAGE)
    assert "<script" not in page
    assert "{{ 7 * 7 }}" in page


def test_optional_values_may_be_missing():
    bare = Source(id="S1", sha256="0" * 64, words=1)
    point = KeyPoint(
        "K1", "Words.", (Citation("S1", 0, 6, "Words."), Citation("S9", 0, 6, "Words.")), 0, "new", "x"
    )
    brief = replace(
        example.empty_brief(),
        sources=(bare,),
        key_points=(point,),
        figures=(Figure("F1", "x", "differing", ()),),
    )
    _check(brief)
    assert "publisher not known" in render(brief, theme=PAGE)


def test_tagged_with_headings_in_order():
    with pikepdf.open(io.BytesIO(render(BRIEF, "pdf", theme=PAGE))) as pdf:
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo["/Title"]).startswith(BRIEF.focus.title)
        levels = [int(tag[2]) for tag in _tags(pdf.Root.StructTreeRoot.K) if re.fullmatch(r"/H[1-6]", tag)]
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert titles[:3] == ["Key points", "What changed", "Figures"]


def _tags(node):
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from _tags(one)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)
        if "/K" in node:
            yield from _tags(node.K)


def test_same_bytes_again():
    assert render(BRIEF, "pdf", theme=PAGE) == render(BRIEF, "pdf", theme=PAGE)


@pytest.mark.skipif(not shutil.which("chromium"), reason="there is no chromium on this machine")
def test_one_page_from_a_browser(tmp_path):
    page, made = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(render(BRIEF, theme=PAGE))
    options = [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--no-pdf-header-footer", f"--user-data-dir={tmp_path / 'profile'}",
    ]  # fmt: skip
    subprocess.run(
        ["chromium", *options, f"--print-to-pdf={made}", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=60,
    )
    document = pypdfium2.PdfDocument(made)
    assert len(document) == 1
    document.close()

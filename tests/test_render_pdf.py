"""The PDF: tagged, dated, linked, repeatable, and made only of what may be read."""

from __future__ import annotations

import builtins
import hashlib
import importlib.util
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from briefing.brief.contract import from_pdf, to_json
from briefing.errors import OutputError, RenderError, TemplateError
from briefing.rendering import Theme, render
from briefing.rendering.pdf import pdf_from_html

MADE_AT = datetime(2022, 2, 16, tzinfo=UTC)


def _load(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


example = _load("brief_example")
BRIEF = example.example_brief()


@pytest.fixture(scope="module")
def made():
    return render(BRIEF, "pdf")


@pytest.fixture(scope="module")
def pdf(made):
    with pikepdf.open(io.BytesIO(made)) as opened:
        yield opened


def test_the_pdf_carries_its_data(made, pdf):
    assert from_pdf(made) == BRIEF
    (name,) = pdf.attachments
    assert name == f"{BRIEF.focus.id}.json"
    assert pdf.attachments[name].get_file().read_bytes() == to_json(BRIEF)


def test_a_pdf_without_data_is_told():
    bare = pikepdf.new()
    bare.add_blank_page()
    kept = io.BytesIO()
    bare.save(kept)
    with pytest.raises(OutputError, match="carries no brief"):
        from_pdf(kept.getvalue(), name="x.pdf")
    for broken in (b"", b"%PDF-1.7\n", b"not a pdf at all"):
        with pytest.raises(OutputError, match="not a readable PDF"):
            from_pdf(broken, name="x.pdf")


def _page_texts(made):
    document = pypdfium2.PdfDocument(made)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _structure(pdf):
    """The structure tree's elements, in reading order."""

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for one in node:
                yield from walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from walk(node.K)

    return list(walk(pdf.Root.StructTreeRoot.K))


def _document(body, css=""):
    return f'<!DOCTYPE html><html lang="en"><head><title>t</title><style>{css}</style></head><body>{body}</body></html>'


def _set(html, folders=()):
    return pdf_from_html(html, styles=(), folders=folders, made_at=MADE_AT)


def test_same_bytes_in_another_process(made):
    code = f"""
import hashlib, importlib.util
spec = importlib.util.spec_from_file_location("brief_example", {str(Path(example.__file__))!r})
module = importlib.util.module_from_spec(spec); spec.loader.exec_module(module)
from briefing.rendering import render
print(hashlib.sha256(render(module.example_brief(), "pdf")).hexdigest())
"""
    environ = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    printed = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**environ, "PYTHONHASHSEED": "9"},
    )
    assert printed.stdout.strip() == hashlib.sha256(made).hexdigest()


def test_same_bytes_again():
    brief = example.empty_brief()
    assert render(brief, "pdf") == render(brief, "pdf")


def test_environment_is_left_as_it_was(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = dict(os.environ)
    _set(_document("x"))
    assert dict(os.environ) == before
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    _set(_document("x"))
    assert os.environ["SOURCE_DATE_EPOCH"] == "7"


def test_title_language_dates_and_conformance(pdf):
    assert str(pdf.docinfo["/Title"]) == f"{BRIEF.focus.title}, 16\u00a0February 2022"
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20220216000000")
    assert str(pdf.docinfo["/ModDate"]).startswith("D:20220216000000")
    assert str(pdf.Root.Lang) == "en"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_outline_has_the_sections_and_nothing_else(pdf):
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        assert not any(item.children for item in outline.root)
    assert titles == [
        "Key points", "What changed", "Actors", "Positions", "How it was quoted", "Timeline", "Figures",
        "Who reports what", "Outlook", "Background", "Sources", "Notes",
    ]  # fmt: skip


def test_pictures_and_table_headers_are_tagged(pdf):
    elements = _structure(pdf)
    pictures = [node for node in elements if node.S == "/Figure"]
    assert len(pictures) == 4  # timeline, presence, and two figures that move
    assert all(str(node.Alt) for node in pictures)
    kinds = [str(node.S) for node in elements]
    assert kinds.index("/H1") < kinds.index("/H2") < kinds.index("/Table")
    assert kinds.count("/TH") > 20


def test_every_link_is_an_annotation_with_words_and_leads_somewhere(pdf):
    names = pdf.Root.Names.Dests.Names
    targets = {str(names[place]) for place in range(0, len(names), 2)}
    links = [note for page in pdf.pages for note in page.get("/Annots", ()) if note.Subtype == "/Link"]
    assert len(links) > 60
    for link in links:
        assert str(link.Contents)
        if "/Dest" in link:
            assert str(link.Dest) in targets
        else:
            assert re.match(r"https?://", str(link.A.URI))


def test_every_page_is_numbered_and_carries_the_marking_twice(made, pdf):
    texts = _page_texts(made)
    assert 4 <= len(texts) == len(pdf.pages) <= 7
    for number, text in enumerate(texts, 1):
        assert text.count("TLP:AMBER") == 2
        assert f"{number} / {len(texts)}" in text


def test_key_points_and_what_is_new_stand_on_page_one(made):
    first, second = _page_texts(made)[:2]
    assert "Key points" in first
    assert "What changed" in first
    assert "Before: over 100,000" in first
    assert "Late report" in first + second
    assert "Actors" not in first


def test_only_the_packaged_fonts_are_used(pdf):
    fonts = {
        str(font.BaseFont).partition("+")[2] for page in pdf.pages for font in page.Resources.Font.values()
    }
    assert fonts
    assert all(name.startswith(("Source-Serif-Pro", "Source-Sans-Pro")) for name in fonts), fonts


def test_without_a_marking_there_is_none():
    assert not any("TLP" in text for text in _page_texts(render(example.empty_brief(), "pdf")))


def test_letter_paper():
    made = render(example.empty_brief(), "pdf", vars={"paper": "letter"})
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert [round(float(side)) for side in opened.pages[0].MediaBox] == [0, 0, 612, 792]


def test_foreign_scripts_and_long_words_are_set():
    words = ("漢字と仮名", "شكرا جزيلا", "🙂 emoji", "x" * 400, "\u202eabc\x00")
    points = tuple(replace(BRIEF.key_points[0], id=f"K{n}", text=text) for n, text in enumerate(words))
    made = render(replace(example.empty_brief(), sources=BRIEF.sources, key_points=points), "pdf")
    assert "emoji" in _page_texts(made)[0]


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1:9/x.png", "https://example.org/x.png", "//example.org/x"]
)
def test_nothing_outside_the_theme_is_read(url):
    with pytest.raises(TemplateError, match="PDF"):
        _set(_document(f'<img alt="a" src="{url}">'))
    with pytest.raises(TemplateError, match="PDF"):
        _set(_document("x", f'body {{ background: url("{url}") }}'))


def test_files_beside_the_theme_are_not_read(tmp_path):
    theme = tmp_path / "theme"
    theme.mkdir()
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
    (theme / "link.svg").symlink_to(secret)
    (theme / "own.svg").write_text(secret.read_text())
    assert _set(_document(f'<img alt="a" src="{(theme / "own.svg").as_uri()}">'), [theme])
    for name in ("../secret.svg", "link.svg"):
        with pytest.raises(TemplateError, match="outside the theme"):
            _set(_document(f'<img alt="a" src="{theme.as_uri()}/{name}">'), [theme])


def test_whatever_weasyprint_logs_is_an_error():
    with pytest.raises(TemplateError, match="clip-path"):
        _set(_document("x", "p { clip-path: inset(50%) }"))
    with pytest.raises(TemplateError, match="no-such-place"):
        _set(_document('<a href="#no-such-place">x</a>'))


def test_mistake_in_a_users_style_sheet_is_told(tmp_path):
    (tmp_path / "sitrep").mkdir()
    (tmp_path / "sitrep" / "pdf.css").write_text("@page { size: gigantic }")
    with pytest.raises(TemplateError, match="gigantic"):
        render(example.empty_brief(), "pdf", theme=Theme((tmp_path,)))


def test_missing_pango_says_how_to_install_it(monkeypatch):
    real = builtins.__import__

    def without_pango(name, *args, **kwargs):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(RenderError) as caught:
        render(BRIEF, "pdf")
    assert "sudo apt-get install libpango-1.0-0" in caught.value.advice


def test_screen_only_parts_are_left_out(made):
    assert not any("characters" in text for text in _page_texts(made))

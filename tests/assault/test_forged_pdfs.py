"""Forgeries of an edition's PDF with its data left whole: what is printed must be what the data says."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from briefing.brief.contract import from_json, json_in_pdf, to_json
from briefing.configuration.project import load_project
from briefing.errors import OutputError
from briefing.proof.printing import Layout, compare_print, lay_out
from briefing.rendering import render

FALSE_PAGE = "<h1>The Minsk accords</h1><p>War was declared this morning, 300 tanks crossed the river.</p>"


@pytest.fixture(scope="module")
def edition(desk):
    """The PDF, its brief, and what it is compared with: laid out again once."""
    content = (desk / "out/2022-02-16/minsk-accords.pdf").read_bytes()
    brief = from_json(json_in_pdf(content))
    return content, brief, lay_out(brief, load_project(desk))


@pytest.fixture(scope="module")
def false_page(edition):
    """A page that looks like one of this program's and says something else."""
    from briefing.rendering.pdf import pdf_from_html

    made_at = edition[1].edition.generated_at
    page = f"<html lang=en><head><title>The Minsk accords</title></head><body>{FALSE_PAGE}</body></html>"
    return pdf_from_html(page, styles=(), folders=(), made_at=made_at)


def test_what_nobody_forged_is_the_same_byte_for_byte(edition):
    verdict = compare_print(*edition)
    assert verdict.exit_status == 0
    assert "byte for byte" in verdict.proved[0]


# --- pages ----------------------------------------------------------------------------------------


def replaced(pdf, false):
    pdf.pages[0] = false.pages[0]


def removed(pdf, _):
    del pdf.pages[-1]


def appended(pdf, false):
    pdf.pages.append(false.pages[0])


def put_first(pdf, false):
    pdf.pages.insert(0, false.pages[0])


def doubled(pdf, _):
    pdf.pages.append(pdf.pages[0])


def swapped(pdf, _):
    pdf.pages.reverse()


def overlaid(pdf, _):
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    pdf.pages[0].add_resource(font, pikepdf.Name.Font, pikepdf.Name("/FX"))
    pdf.pages[0].contents_add(b"q BT /FX 30 Tf 60 500 Td (WAR) Tj ET Q")


def blackened(pdf, _):
    pdf.pages[0].contents_add(b"q 0 0 0 rg 50 400 500 200 re f Q")


def underlaid(pdf, _):
    pdf.pages[0].contents_add(b"q 1 1 0 rg 50 400 500 200 re f Q", prepend=True)


def pictured(pdf, _):
    image = pdf.make_stream(b"\x00" * 12, Width=2, Height=2, BitsPerComponent=8)
    image.ColorSpace, image.Type, image.Subtype = (
        pikepdf.Name.DeviceRGB,
        pikepdf.Name.XObject,
        pikepdf.Name.Image,
    )
    pdf.pages[0].add_resource(image, pikepdf.Name.XObject, pikepdf.Name("/ImX"))
    pdf.pages[0].contents_add(b"q 200 0 0 200 60 400 cm /ImX Do Q")


def cropped(pdf, _):
    pdf.pages[0].CropBox = [0, 0, 300, 300]


def turned(pdf, _):
    pdf.pages[0].Rotate = 180


def annotated(pdf, _):
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[60, 400, 300, 450]
    )
    note.Contents = pikepdf.String("War was declared")
    _annotate(pdf, note)


def linked(pdf, _):
    to = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org/forged"))
    _annotate(
        pdf,
        pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 600, 800], A=to),
    )


def relinked(pdf, _):
    links = [link for page in pdf.pages for link in page.get("/Annots", []) if "/A" in link]
    if links:
        links[0].A.URI = pikepdf.String("https://example.org/forged")
    else:
        linked(pdf, _)


def titled(pdf, _):
    pdf.docinfo["/Title"] = "Another title"


def outlined(pdf, _):
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("War", 0))


# --- what acts by itself --------------------------------------------------------------------------


def scripted(pdf, _):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def launched(pdf, _):
    pdf.pages[0].AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("x.exe"))
    )


def layered(pdf, _):
    group = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("x")))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[group], D=pikepdf.Dictionary(OFF=[group]))


def formed(pdf, _):
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[])


def _annotate(pdf, annotation):
    page = pdf.pages[0]
    page.Annots = pikepdf.Array([*page.get("/Annots", []), pdf.make_indirect(annotation)])


FORGERIES = (
    replaced, removed, appended, put_first, doubled, swapped, overlaid, blackened, underlaid, pictured, cropped, turned,
    annotated, linked, relinked, titled, outlined, scripted, launched, layered, formed,
)  # fmt: skip


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_forged_page_is_seen(forge, edition, false_page):
    content, brief, layout = edition
    forged = _forged(content, forge, false_page)
    assert json_in_pdf(forged) == to_json(brief)
    verdict = compare_print(forged, brief, layout)
    assert verdict.exit_status == 1, verdict


def test_several_forgeries_are_seen(rounds, edition, false_page):
    content, brief, layout = edition
    for chance in rounds:
        forged = content
        for forge in chance.sample(FORGERIES, 2):
            forged = _forged(forged, forge, false_page)
        assert compare_print(forged, brief, layout).exit_status == 1


def test_one_changed_byte_is_never_proved(rounds, edition):
    content, brief, layout = edition
    for chance in rounds:
        forged = bytearray(content)
        at = chance.randrange(len(forged))
        forged[at] ^= 1 << chance.randrange(8)
        try:
            json_in_pdf(bytes(forged))
        except OutputError:
            continue
        assert compare_print(bytes(forged), brief, layout).exit_status != 0


def test_an_update_appended_to_the_file_is_seen(edition):
    content, brief, layout = edition
    writer = PdfWriter(io.BytesIO(content), incremental=True)
    writer.pages[0].rotate(90)
    kept = io.BytesIO()
    writer.write(kept)
    assert kept.getvalue().startswith(content)
    verdict = compare_print(kept.getvalue(), brief, layout)
    assert any("appended" in line for line in verdict.false)


def test_a_file_saved_again_is_not_provable(edition):
    """It says the same, and what its fonts draw for each letter nobody has looked at."""
    content, brief, layout = edition
    verdict = compare_print(_forged(content, lambda *_: None, None), brief, layout)
    assert verdict.exit_status == 3, verdict


# --- attachments ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["aaa.json", "minsk-accords.json ", "zzz.json", "data.bin"])
def test_a_second_attachment_is_refused(name, edition):
    def attach(pdf, _):
        pdf.attachments[name] = b"{}"

    with pytest.raises(OutputError, match="2 attachments"):
        json_in_pdf(_forged(edition[0], attach, None))


def test_an_attachment_by_another_name_is_refused(edition):
    content = edition[0]

    def rename(pdf, _):
        data = pdf.attachments["minsk-accords.json"].get_file().read_bytes()
        del pdf.attachments["minsk-accords.json"]
        pdf.attachments["other.json"] = data

    with pytest.raises(OutputError, match=r"called other\.json, not minsk-accords\.json"):
        json_in_pdf(_forged(content, rename, None))


def test_an_attachment_hung_on_a_page_counts(edition):
    writer = PdfWriter(clone_from=io.BytesIO(edition[0]))
    stream = DecodedStreamObject()
    stream.set_data(b"{}")
    held = writer._add_object(stream)
    file = writer._add_object(
        _dictionary({"/Type": NameObject("/Filespec"), "/EF": _dictionary({"/F": held})})
    )
    note = writer._add_object(_dictionary({"/Subtype": NameObject("/FileAttachment"), "/FS": file}))
    writer.pages[0]["/Annots"].append(note)
    kept = io.BytesIO()
    writer.write(kept)
    assert len(PdfReader(kept).pages)
    with pytest.raises(OutputError, match="2 attachments"):
        json_in_pdf(kept.getvalue())


# --- without the means to lay it out again --------------------------------------------------------


def test_without_pango_the_words_are_compared(edition, false_page):
    content, brief, layout = edition
    bare = Layout(None, "Pango cannot be loaded", layout.page, known=True)
    assert compare_print(content, brief, bare).exit_status == 3
    verdict = compare_print(_forged(content, replaced, false_page), brief, bare)
    assert verdict.exit_status == 1
    assert "page 1 prints words that its data does not have" in verdict.false[0]


def test_a_statement_put_together_from_words_of_the_brief_is_seen(edition):
    content, brief, layout = edition
    words = "Macron and Kozak agreed that the Minsk talks in Berlin had failed and Russian troops would leave Ukraine"

    def add(pdf, _):
        overlaid(pdf, _)
        pdf.pages[0].contents_add(f"q BT /FX 9 Tf 20 20 Td ({words}) Tj ET Q".encode())

    bare = Layout(None, "Pango cannot be loaded", layout.page, known=True)
    assert compare_print(_forged(content, add, None), brief, bare).exit_status == 1


def test_a_theme_that_is_gone_leaves_the_looks_open_and_names_what_is_strange(edition, false_page):
    content, brief, layout = edition
    unknown = Layout(None, "the theme that they were laid out with is not there", layout.page)
    verdict = compare_print(_forged(content, replaced, false_page), brief, unknown)
    assert verdict.exit_status == 3
    assert any("tanks" in line for line in verdict.unproven)


def test_stock_themes_need_no_configuration(edition):
    content, brief, _ = edition
    assert compare_print(content, brief, lay_out(brief, None)).exit_status == 0
    assert render(brief, "pdf") == content


def _forged(content, forge, false_page):
    """The PDF after a forgery, saved as a new file."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if false_page is None:
            forge(pdf, None)
        else:
            with pikepdf.open(io.BytesIO(false_page)) as false:
                forge(pdf, false)
                kept = io.BytesIO()
                pdf.save(kept)
                return kept.getvalue()
        kept = io.BytesIO()
        pdf.save(kept)
    return kept.getvalue()


def _dictionary(values):
    from pypdf.generic import DictionaryObject

    return DictionaryObject({NameObject(name): value for name, value in values.items()})

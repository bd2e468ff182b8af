"""A PDF as it prints: laid out again from the data that it carries, and compared, page by page.

The same bytes are the strongest proof. Where they differ, all that a reader sees or that could act is
compared; where the pages cannot be laid out again, the printed words are looked for in the data.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.brief.attachments import active_parts, appended, opened
from briefing.errors import ConfigError, RenderError, TemplateError
from briefing.pipeline import theme_of, values_of
from briefing.proof.verdict import Verdict
from briefing.proof.wording import foreign_words
from briefing.provenance import theme_hash
from briefing.rendering import Theme, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pypdf import PageObject, PdfReader

    from briefing.configuration.project import Project
    from briefing.model import Brief

STOCK = ("sitrep", "onepager", "newsletter", "wire")
PAINTING = frozenset(  # operators of PDF that leave something on the page
    {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"INLINE IMAGE"}
    | {b"Tj", b"TJ", b"'", b'"'}
)
BOXES = ("mediabox", "cropbox", "trimbox", "bleedbox", "artbox")
PLACES = frozenset({"/Rect", "/QuadPoints", "/P", "/Parent", "/StructParent"})  # of an annotation


@dataclass(frozen=True)
class Layout:
    """A brief laid out again, once, to be compared with a PDF; or why it cannot be (``made`` is None).

    ``page`` is the brief's HTML, and ``known`` whether it is in the theme that the PDF was laid out with.
    """

    made: bytes | None
    reason: str = ""
    page: str = ""
    known: bool = False

    @cached_property
    def reader(self) -> PdfReader:
        """A reader of the PDF."""
        return opened(self.made or b"")

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """What is on its pages."""
        return _pages(self.reader)


class Page(NamedTuple):
    """What a page prints and draws, and what lies on it; positions are left out."""

    words: list[str]
    marks: Counter[str]
    painted: Counter[bytes]
    pictures: list[str]
    sides: list[Any]


def lay_out(brief: Brief, project: Project | None) -> Layout:
    """Lay a brief out again: in the theme and with the values of the project, else in a stock theme."""
    looks = list(_looks(brief, project))
    record = brief.made_with
    found = next((look for look in looks if record and theme_hash(*look) == record.theme), None)
    theme, values = found or looks[0]
    reason = (
        "the theme that they were laid out with is not there" if record else "it does not say in which theme"
    )
    page = ""
    try:
        page = render(brief, "html", theme=theme, vars=values)
        made = render(brief, "pdf", theme=theme, vars=values) if found or not record else None
        return Layout(made, "" if found else reason, page, known=found is not None)
    except RenderError as error:  # this machine lacks what lays pages out
        return Layout(None, error.cause.splitlines()[0], page, known=found is not None)
    except TemplateError as error:
        return Layout(None, error.cause.splitlines()[0])


def _looks(brief: Brief, project: Project | None) -> Iterator[tuple[Theme, Mapping[str, Any]]]:
    """The themes with their values that a brief may have been laid out with."""
    for focus in project.focuses if project else ():
        if project and focus.id == brief.focus.id:
            with suppress(ConfigError):  # an assessment that cannot be read
                yield theme_of(project, focus), values_of(project, focus, brief.edition.as_of)
    yield from ((Theme(name=name), {}) for name in STOCK)


def compare_print(content: bytes, brief: Brief, layout: Layout) -> Verdict:
    """What is false, not provable and proved of a PDF's pages, given the brief that it carries."""
    if layout.made == content:
        return Verdict(proved=("laid out again, the PDF is the same, byte for byte",))
    try:
        reader = opened(content)
        verdict = Verdict(false=tuple(_beside_pages(content, reader)))
        if layout.made is None or not layout.known:
            return verdict + _by_words(reader, brief, layout)
        lines = tuple(_differences(reader, layout))
    except Exception as error:  # a page that somebody wrote raises whatever its reader meets first
        told = " ".join(str(error).split()) or type(error).__name__
        return Verdict(false=(f"its pages cannot be read: {told[:80]}",))
    told = "laid out again, its pages say the same, but the file is not the same, byte for byte"
    return verdict + (Verdict(false=lines) if lines else Verdict(unproven=(told,)))


def _beside_pages(content: bytes, reader: PdfReader) -> Iterator[str]:
    """What no PDF of this program has, whatever its theme."""
    if count := appended(content):
        yield f"the PDF was changed after it was made: {count} update{'s' if count > 1 else ''} appended"
    for part in active_parts(reader):
        yield f"the PDF has {part}"


# --- against the pages that were laid out again ---------------------------------------------------


def _differences(given: PdfReader, layout: Layout) -> Iterator[str]:
    made, pages = layout.reader, _pages(given)
    if len(pages) != len(layout.pages):
        yield f"the PDF has {len(pages)} pages; laid out again there are {len(layout.pages)}"
    about, expected = dict(given.metadata or {}), dict(made.metadata or {})
    for name in ("/Title", "/Subject", "/Author", "/Keywords"):
        if about.get(name) != expected.get(name):
            yield f"the PDF's {name[1:].lower()} is not that of the brief"
    if _titles(given.outline) != _titles(made.outline):
        yield "the PDF's table of contents is not that of the brief"
    for number, (one, other) in enumerate(zip(pages, layout.pages, strict=False), 1):
        if one.words != other.words:
            yield f"page {number} {_first_other(one.words, other.words)}"
        elif one.marks != other.marks:
            yield f"page {number} has other links, notes or stamps than when it is laid out again"
        elif (one.painted, one.pictures) != (other.painted, other.pictures):
            yield f"page {number} draws something that it does not draw when it is laid out again"
        elif one.sides != other.sides:
            yield f"page {number} is cut or turned otherwise than when it is laid out again"


def _first_other(printed: list[str], expected: list[str]) -> str:
    """Where what is printed leaves what should be."""
    pairs = enumerate(zip(printed, expected, strict=False))
    at = next((n for n, (one, other) in pairs if one != other), min(len(printed), len(expected)))
    seen, due = (" ".join(words[at : at + 8]) or "nothing more" for words in (printed, expected))
    return f"prints “{seen}”; laid out again it is “{due}”"


def _pages(reader: PdfReader) -> tuple[Page, ...]:
    return tuple(
        Page(
            page.extract_text().split(),
            _marks(page),
            _painted(page),
            sorted(_pictures(page.get("/Resources"))),
            [_sides(page, box) for box in BOXES],
        )
        for page in reader.pages
    )


def _sides(page: PageObject, box: str) -> tuple[Any, ...]:
    return (page.rotation, *(round(float(side), 1) for side in getattr(page, box)))


def _titles(outline: Any) -> list[Any]:
    return [_titles(one) if isinstance(one, list) else str(one.title) for one in outline]


def _marks(page: PageObject) -> Counter[str]:
    """The annotations of a page, without where on it they are."""
    return Counter(
        str(sorted((name, _plain(held)) for name, held in mark.get_object().items() if name not in PLACES))
        for mark in page.get("/Annots") or ()
    )


def _plain(value: Any, depth: int = 0) -> Any:
    """A value of an annotation, with what it refers to; a page is just a page."""
    value = value.get_object()
    if isinstance(value, dict):
        if depth > 5 or value.get("/Type") in ("/Page", "/StructElem"):
            return value.get("/Type")
        return sorted((name, _plain(held, depth + 1)) for name, held in value.items())
    if isinstance(value, list):
        return [_plain(held, depth + 1) for held in value]
    return round(float(value), 1) if isinstance(value, float) else str(value)


def _painted(page: PageObject) -> Counter[bytes]:
    """How often each painting operator is used on a page."""
    content = page.get_contents()
    operations = [] if content is None else content.operations
    return Counter(sign for _, sign in operations if sign in PAINTING)


def _pictures(resources: Any, depth: int = 0) -> Iterator[str]:
    """The hashes of the pictures that a page or a picture has."""
    held = resources.get_object().get("/XObject") if resources is not None and depth < 9 else None
    for reference in held.get_object().values() if held is not None else ():
        picture = reference.get_object()
        yield hashlib.sha256(picture.get_data()).hexdigest()
        yield from _pictures(picture.get("/Resources"), depth + 1)


# --- against the data alone -----------------------------------------------------------------------


def _by_words(reader: PdfReader, brief: Brief, layout: Layout) -> Verdict:
    """The printed words against those of the data and of the page, which needs no layout.

    What a theme that is not known prints by itself cannot be told from what somebody put there.
    """
    told = f"the pages could not be laid out again, so their looks are not proved: {layout.reason}"
    printed = [page.extract_text() for page in reader.pages]
    lines = tuple(foreign_words(printed, brief, layout.page))
    return Verdict(lines, (told,)) if layout.known else Verdict(unproven=(told, *lines))

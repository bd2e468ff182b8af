"""A PDF as it prints: laid out again from the data that it carries, and compared, page by page.

The same bytes are the strongest proof. Where they differ, all that a reader sees or that could act is
compared; where the pages cannot be laid out again, the printed words are looked for in the data.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from briefing.brief.attachments import active_parts, appended, opened
from briefing.errors import BriefingError, TemplateError
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
Look = tuple[Theme, "Mapping[str, Any]"]


def compare_print(content: bytes, brief: Brief, project: Project | None) -> Verdict:
    """What is false, not provable and proved of a PDF's pages, given the brief that it carries."""
    reader = opened(content)
    try:
        verdict = Verdict(false=tuple(_beside_pages(content, reader)))
        look = _look_of(brief, project)
        if look is None:
            told = "the theme that it was laid out with is not there"
            return verdict + _by_words(reader, brief, told, Theme(), {}, known=False)
        theme, values = look
        try:
            made = render(brief, "pdf", theme=theme, vars=values)
        except BriefingError as error:
            return verdict + _by_words(reader, brief, error.cause.splitlines()[0], theme, values, known=True)
        if made == content:
            return verdict + Verdict(proved=("laid out again, the PDF is the same, byte for byte",))
        lines = tuple(_differences(reader, opened(made)))
    except (KeyError, TypeError, AttributeError, ValueError, IndexError, RecursionError) as error:
        # What a forger wrote need not be a page at all.
        return Verdict(false=(f"its pages cannot be read: {' '.join(str(error).split())[:80]}",))
    told = "laid out again, its pages say the same, but the file is not the same, byte for byte"
    return verdict + (Verdict(false=lines) if lines else Verdict(unproven=(told,)))


def _look_of(brief: Brief, project: Project | None) -> Look | None:
    """The theme that a brief was laid out with, and the values: the project's, else a stock one without any.

    None where none of these is it. A brief without a record of it is tried with the first.
    """
    looks: list[Look] = []
    if project is not None:
        for focus in project.focuses:
            if focus.id == brief.focus.id:
                values = values_of(project, focus, brief.edition.as_of)
                looks.append((theme_of(project, focus), values))
    looks += [(Theme(name=name), {}) for name in STOCK]
    if brief.made_with is None:
        return looks[0]
    return next((look for look in looks if theme_hash(*look) == brief.made_with.theme), None)


def _beside_pages(content: bytes, reader: PdfReader) -> Iterator[str]:
    """What no PDF of this program has, whatever its theme."""
    if count := appended(content):
        yield f"the PDF was changed after it was made: {count} update{'s' if count > 1 else ''} appended"
    for part in active_parts(reader):
        yield f"the PDF has {part}"


# --- against the pages that were laid out again ---------------------------------------------------


def _differences(given: PdfReader, made: PdfReader) -> Iterator[str]:
    if len(given.pages) != len(made.pages):
        yield f"the PDF has {len(given.pages)} pages; laid out again there are {len(made.pages)}"
    about, expected = dict(given.metadata or {}), dict(made.metadata or {})
    for name in ("/Title", "/Subject", "/Author", "/Keywords"):
        if about.get(name) != expected.get(name):
            yield f"the PDF's {name[1:].lower()} is not that of the brief"
    if _titles(given.outline) != _titles(made.outline):
        yield "the PDF's table of contents is not that of the brief"
    for number, (one, other) in enumerate(zip(given.pages, made.pages, strict=False), 1):
        yield from _page_differences(one, other, f"page {number}")


def _page_differences(one: PageObject, other: PageObject, where: str) -> Iterator[str]:
    printed, expected = _words(one), _words(other)
    if printed != expected:
        at = next(
            (n for n, (a, b) in enumerate(zip(printed, expected, strict=False)) if a != b),
            min(len(printed), len(expected)),
        )
        seen, due = (" ".join(words[at : at + 8]) or "nothing more" for words in (printed, expected))
        yield f"{where} prints “{seen}”; laid out again it is “{due}”"
    elif _marks(one) != _marks(other):
        yield f"{where} has other links, notes or stamps than it has when it is laid out again"
    elif _painted(one) != _painted(other):
        yield f"{where} draws something that it does not draw when it is laid out again"
    elif [_sides(one, name) for name in _BOXES] != [_sides(other, name) for name in _BOXES]:
        yield f"{where} is cut or turned otherwise than when it is laid out again"


_BOXES = ("mediabox", "cropbox", "trimbox", "bleedbox", "artbox")


def _sides(page: PageObject, box: str) -> tuple[Any, ...]:
    return (page.rotation, *(round(float(side), 1) for side in getattr(page, box)))


def _words(page: PageObject) -> list[str]:
    return page.extract_text().split()


def _titles(outline: Any) -> list[Any]:
    return [_titles(one) if isinstance(one, list) else str(one.title) for one in outline]


def _marks(page: PageObject) -> Counter[str]:
    """The annotations of a page, without where on it they are."""
    return Counter(
        str(sorted((name, _plain(held)) for name, held in mark.get_object().items() if name not in _PLACES))
        for mark in page.get("/Annots") or ()
    )


_PLACES = frozenset({"/Rect", "/QuadPoints", "/P", "/Parent", "/StructParent"})


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


def _painted(page: PageObject) -> tuple[Counter[bytes], list[str]]:
    """How often each painting operator is used on a page, and the pictures that are."""
    content = page.get_contents()
    painted = [operator for _, operator in content.operations if operator in PAINTING] if content else []
    return Counter(painted), sorted(_pictures(page.get("/Resources"), depth=0))


def _pictures(resources: Any, depth: int) -> Iterator[str]:
    """The hashes of the pictures that a page or a picture has."""
    held = resources.get_object().get("/XObject") if resources is not None and depth < 9 else None
    for reference in held.get_object().values() if held is not None else ():
        picture = reference.get_object()
        yield hashlib.sha256(picture.get_data()).hexdigest()
        yield from _pictures(picture.get("/Resources"), depth + 1)


# --- against the data alone -----------------------------------------------------------------------


def _by_words(
    reader: PdfReader, brief: Brief, reason: str, theme: Theme, values: Mapping[str, Any], *, known: bool
) -> Verdict:
    """The printed words against those of the data and of the theme's page, which needs no layout.

    What a theme that is not ``known`` prints by itself cannot be told from what somebody put there.
    """
    told = f"the pages could not be laid out again, so their looks are not proved: {reason}"
    try:
        page = render(brief, "html", theme=theme, vars=values)
    except TemplateError:
        page, known = "", False
    lines = tuple(foreign_words([one.extract_text() for one in reader.pages], brief, page))
    return Verdict(false=lines if known else (), unproven=(told,) if known else (told, *lines))

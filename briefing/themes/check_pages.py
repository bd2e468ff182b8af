"""What a rendered page must be, whatever the theme: escaped, linked, told to the blind, marked, tagged."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

from briefing.themes.check_active import ADVICE, acts
from briefing.themes.page_reader import RAW, read_page
from briefing.themes.samples import MARK, PRODUCT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.themes.page_reader import Page

_LINKING = ("href", "src", "action", "formaction", "data", "xlink:href", "poster", "background")
_REFERRING = ("aria-labelledby", "aria-describedby", "for", "headers")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ACTING = {*RAW, "base", "embed", "form", "iframe", "img", "input", "link", "meta", "object", "svg"}
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\x1b\x00]")
_MARKDOWN_LINK = re.compile(
    rf"(?<!\\)\]\(\s*<?\s*(?!https?:)[^)\s]*{MARK}|(?<!\\)<(?!https?://)/?[a-z]*:?{MARK}", re.IGNORECASE
)


_ADVICE = {
    "active": ADVICE,
    "address": "Write it with the filter: {{ source.url | address }}",
    "addresses": "Write addresses with the filter: {{ source.url | address }}",
    "attribute": 'Put quotes around the value: title="{{ … }}"',
    "drawing": 'Write: role="img" aria-label="…", or aria-hidden="true" for an ornament.',
    "element": "Print values as {{ … }} in text or in quoted attributes alone.",
    "fetches": 'A page is one file: put the picture beside theme.yaml and write {{ "picture.svg" | asset }}.',
    "h1": "Keep the block masthead, or put the title into an <h1>.",
    "id": "An id stands once in a page; put a number or the item's id into it.",
    "language": 'Write: <html lang="{{ meta.language }}">',
    "marking": "Keep the block marking, or print brief.focus.handling in your own.",
    "picture": 'Write: alt="…" (an ornament belongs into house.css, as a background).',
    "running": "Keep the block marking, and position: running(marking) in pdf.css.",
    "text": "It would act there: print it as text.",
    "title": "Keep the block page_title, in <title>.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a page breaks, and the offset in the page where it does (None: the page as a whole)."""

    rule: str
    at: int | None
    cause: str
    advice: str | None = None


def check_page(page: Page, handling: str | None) -> Iterator[Finding]:
    """The rules that hold for every page, of whatever brief."""
    yield from _identity(page, handling)
    yield from _ids_and_links(page)
    yield from _pictures(page)
    yield from _headings(page)
    for rule, at, cause in acts(page):
        yield Finding(rule, at, cause, _ADVICE.get(rule))


def _identity(page: Page, handling: str | None) -> Iterator[Finding]:
    root = next((one for one in page.elements if one.tag == "html"), None)
    if root is None or not root.get("lang"):
        yield Finding(
            "lang", root.at if root else None, "the page does not say its language", _ADVICE["language"]
        )
    if not page.title.strip():
        yield Finding("title", None, "the page has no title", _ADVICE["title"])
    if handling and handling not in " ".join("".join(page.words).split()):
        yield no_marking(handling, "the page")


def no_marking(handling: str, what: str, advice: str = _ADVICE["marking"]) -> Finding:
    """A page without its marking."""
    return Finding("marking", None, f"the handling marking '{handling}' is not on {what}", advice)


def _ids_and_links(page: Page) -> Iterator[Finding]:
    counts = Counter(name for one in page.elements if (name := one.get("id")) is not None)
    seen: set[str] = set()
    for one in page.elements:
        name = one.get("id")
        if name in seen:
            yield Finding("ids", one.at, f"the id '{name}' is there {counts[name]} times", _ADVICE["id"])
        seen.add(name or "")
        if name is not None and (not name or " " in name):
            yield Finding("ids", one.at, f"'{name}' cannot be an id: it is empty or has blanks")
        href = one.get("href") or ""
        if one.tag == "a" and href.startswith("#") and len(href) > 1 and href[1:] not in counts:
            yield Finding("links", one.at, f"the link '{href}' leads to nothing in the page")
        for key in _REFERRING:
            for target in (one.get(key) or "").split():
                if target not in counts:
                    yield Finding("links", one.at, f"{key} names '{target}', and no element has that id")


def _pictures(page: Page) -> Iterator[Finding]:
    blind = "has no text for those who cannot see it"
    for one in page.elements:
        if one.tag == "img" and not (one.get("alt") or "").strip():
            yield Finding("alt", one.at, f"a picture {blind}", _ADVICE["picture"])
        labelled = one.get("aria-label") or one.get("aria-labelledby") or one.get("aria-hidden") == "true"
        if one.tag == "svg" and not labelled:
            yield Finding("alt", one.at, f"a drawing {blind}", _ADVICE["drawing"])


def _headings(page: Page) -> Iterator[Finding]:
    levels = [(int(one.tag[1]), one.at) for one in page.elements if one.tag in _HEADINGS]
    if not any(level == 1 for level, _ in levels):
        yield Finding("headings", None, "the page has no <h1>", _ADVICE["h1"])
    for (before, _), (level, at) in pairwise(levels):
        if level > before + 1:
            cause = f"<h{level}> follows <h{before}>: a level is left out"
            yield Finding("headings", at, cause, f"Write <h{before + 1}>.")


def check_hostile_page(page: Page, harmless: Page) -> Iterator[Finding]:
    """What an article brought about that should have stayed words.

    ``harmless`` is the same page of harmless words.
    """
    new = _ACTING - {one.tag for one in harmless.elements}
    for one in page.elements:
        named = any(MARK in name for name, _ in one.attributes)
        if MARK in one.tag or one.tag in new:
            cause = f"text of an article became an element <{one.tag}>"
            yield Finding("markup", one.at, cause, _ADVICE["element"])
        elif named:
            cause = f"text of an article became attributes of <{one.tag}>"
            yield Finding("markup", one.at, cause, _ADVICE["attribute"])
        for name, value in one.attributes:
            if MARK in value and name in _LINKING and _other_scheme(value):
                cause = f"{name} of <{one.tag}> takes any address from an article: {value[:60]}"
                yield Finding("schemes", one.at, cause, _ADVICE["address"])
            if MARK in value and not named and (name == "style" or name.startswith("on")):
                cause = f'text of an article stands in {name}="…" of <{one.tag}>'
                yield Finding("styles", one.at, cause, _ADVICE["text"])
    for at, text in page.raw:
        if MARK in text:
            cause = "text of an article stands in a style sheet or script"
            yield Finding("styles", at, cause, _ADVICE["text"])


def _other_scheme(address: str) -> bool:
    web = urlsplit(address.strip()).scheme.lower() in ("http", "https")
    return not web and not address.startswith("#")


def check_hostile_text(text: str) -> Iterator[Finding]:
    """What must not be in any format: controls, the result of template code, links with other schemes."""
    if str(PRODUCT) in text:
        yield Finding("code", None, "template code of an article was run")
    if control := _CONTROLS.search(text):
        cause = f"the control character U+{ord(control[0]):04X} of an article is in the page"
        yield Finding("controls", control.start(), cause)


def check_markdown(text: str) -> Iterator[Finding]:
    """What a reader of Markdown would fetch or run."""
    page = read_page(MarkdownIt("commonmark").render(text))
    for rule, _, cause in acts(page):
        yield Finding(rule, None, cause, _ADVICE.get(rule))


def check_hostile_markdown(text: str) -> Iterator[Finding]:
    """Links and HTML that an article brought into Markdown."""
    if link := _MARKDOWN_LINK.search(text):
        line = text[text.rfind("\n", 0, link.start()) + 1 :].partition("\n")[0]
        cause = f"an article's words became a link or markup: {line[:80]}"
        yield Finding("schemes", link.start(), cause, _ADVICE["addresses"])


def check_pdf(made: bytes, handling: str | None) -> Iterator[Finding]:
    """The rules that hold for every PDF."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    reader = PdfReader(io.BytesIO(made))
    root = reader.root_object
    marking = "".join((handling or "").split())
    if not (reader.metadata and (reader.metadata.title or "").strip()):
        yield Finding("title", None, "the PDF has no title", _ADVICE["title"])
    if not root.get("/Lang"):
        yield Finding("lang", None, "the PDF does not say its language", _ADVICE["language"])
    if "/StructTreeRoot" not in root:
        yield Finding("tags", None, "the PDF is not tagged")
    for number, page in enumerate(reader.pages, 1) if handling else ():
        if marking not in "".join(page.extract_text().split()):
            what = f"page {number} of {len(reader.pages)} of the PDF"
            yield no_marking(handling or "", what, _ADVICE["running"])
            return

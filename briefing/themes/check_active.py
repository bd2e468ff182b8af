"""What in a theme could act, or fetch: scripts, handlers, forms, frames, addresses, in every format.

A rendered page is looked at tag by tag. The files are looked at as well, since a part that no sample prints
may be printed tomorrow.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

import tinycss2
from jinja2 import nodes

from briefing.themes.problems import Problem
from briefing.themes.samples import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing.themes.check_templates import Templates
    from briefing.themes.page_reader import Element, Page
    from briefing.themes.problems import Problems

ACTIVE = frozenset([
    "animate", "animatemotion", "animatetransform", "applet", "audio", "base", "button", "embed",
    "fencedframe", "foreignobject", "form", "frame", "frameset", "iframe", "input", "meta-refresh", "object",
    "portal", "script", "select", "set", "template", "textarea", "video",
])  # fmt: skip
_FETCHING = frozenset([
    "action", "archive", "background", "classid", "codebase", "data", "dynsrc", "formaction", "href",
    "imagesrcset", "longdesc", "lowsrc", "manifest", "ping", "poster", "profile", "src", "srcset", "usemap",
    "xlink:href", "xml:base",
])  # fmt: skip
_HARMLESS_RELATIONS = frozenset(["alternate", "author", "canonical", "license", "next", "prev"])
_LINKS = frozenset(["http", "https", "mailto", "tel"])
_BLANKS = re.compile(r"[\x00-\x20]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_PICTURE = re.compile(r"data:((image|font|application/(x-)?font)[-\w+./]*|text/plain)?[;,]")
_OLD_STYLE = re.compile(r"expression\s*\(|-moz-binding|behaviou?r\s*:", re.IGNORECASE)
ADVICE = "A page does nothing and loads nothing: take it out, or put the file beside theme.yaml."

# In the text of template files, whatever prints them.
_WRITTEN = tuple(
    (re.compile(pattern, re.IGNORECASE), kinds)
    for pattern, kinds in (
        (rf"<\s*(?:{'|'.join(sorted(ACTIVE))})\b", "html md txt"),
        (r"<\s*meta\b[^>]*http-equiv", "html md"),
        (r"<[a-z][^<>]*[\s\"'/]on[a-z]{3,}\s*=", "html md txt"),
        (r"\b(?:java|vb|live)script\s*:|\bdata\s*:\s*text/html|\bfile\s*:\s*//", "html md txt"),
        (r"\b(?:src|srcset|poster|background|data|action)\s*=\s*[\"']?\s*(?:[a-z]+:)?//", "html md"),
        (r"\bhref\s*=\s*[\"']?\s*//", "html md"),
        (r"@import\b|\burl\(\s*[\"']?(?:[a-z]+:)?//", "html md"),
        (r"!\[[^\]]*\]\(\s*<?\s*(?:[a-z]+:)?//|!\[[^\]]*\]\(\s*<?\s*data:", "md"),
        (r"[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "html md txt"),
    )
)
_ADDRESS = re.compile(r"\b(?:https?|ftp)://[^\s\"'<>)]+", re.IGNORECASE)
_IN_SVG = re.compile(
    r"<\s*(?:\w+:)?(?:script|foreignObject|animate\w*|set|handler)\b|\son[a-z]{3,}\s*=|<!ENTITY|<\?xml-stylesheet"
    r"|\b(?:href|src)\s*=\s*[\"']?\s*(?!#|data:image/|[\"'])|javascript\s*:|@import\b"
    r"|url\(\s*[\"']?\s*(?!#|data:image/)",
    re.IGNORECASE,
)


def acts(page: Page) -> Iterator[tuple[str, int, str]]:
    """What in a page of the theme's own acts or fetches: the rule, the offset, the cause.

    What an article brought in is told by other rules.
    """
    for one in page.elements:
        refreshing = one.tag == "meta" and one.get("http-equiv") is not None
        if (one.tag in ACTIVE or refreshing) and not any(MARK in value for _, value in one.attributes):
            yield "active", one.at, f"<{one.tag}> can act: it has no place in a page that does nothing"
        for name, value in one.attributes:
            if MARK in value or MARK in name:
                continue
            if name.startswith("on") and len(name) > 4:
                yield "active", one.at, f"{name} of <{one.tag}> is a script"
            elif name == "srcdoc":
                yield "active", one.at, f"{name} of <{one.tag}> is a page in the page"
            elif name == "style":
                for cause in _of_style(value):
                    yield "fetches", one.at, f"style of <{one.tag}> {cause}"
            elif name in _FETCHING and (fetched := _of_address(one, name, value)):
                yield "fetches", one.at, fetched
    for at, text in page.raw:
        for cause in _of_style(text) if MARK not in text else ():
            yield "fetches", at, f"a style sheet {cause}"


def _of_address(one: Element, name: str, value: str) -> str | None:
    """What is wrong with an address of an element, None if nothing is."""
    plain = _BLANKS.sub("", value).lower()
    scheme = _SCHEME.match(plain)
    if one.tag in ("a", "area") and name == "href":
        foreign = plain.startswith("//") or (scheme and scheme[1] not in _LINKS)
        return f"href of <{one.tag}> leads to {value[:60]}" if foreign else None
    if one.tag == "link" and set((one.get("rel") or "").lower().split()) <= _HARMLESS_RELATIONS:
        return None
    if not plain or plain.startswith("#"):
        return None
    if _PICTURE.match(plain):
        return f"{name} of <{one.tag}> is a picture that acts" if _svg_acts(value) else None
    return f"<{one.tag}> fetches {value[:200]}"


def _of_style(text: str) -> Iterator[str]:
    """What a style sheet, or a style attribute, does beyond style."""
    if old := _OLD_STYLE.search(text):
        yield f"has a script: {old[0]}"
    for address in _addresses(tinycss2.parse_component_value_list(text)):
        plain = _BLANKS.sub("", address).lower()
        if plain == "@import":
            yield "has @import, which is not followed"
        elif not plain.startswith("#") and (not _PICTURE.match(plain) or _svg_acts(address)):
            yield f"fetches {address[:200]}"


def _addresses(tokens: Iterable[object]) -> Iterator[str]:
    """Every address in parsed CSS, and "@import" for each such rule."""
    for token in tokens:
        kind = getattr(token, "type", "")
        if kind == "url":
            yield str(getattr(token, "value", ""))
        elif kind == "at-keyword" and getattr(token, "lower_value", "") == "import":
            yield "@import"
        elif kind == "function":
            inside = list(getattr(token, "arguments", ()))
            if getattr(token, "lower_name", "") in ("url", "src", "image-set", "-webkit-image-set", "image"):
                yield from (one.value for one in inside if one.type == "string")
            yield from _addresses(inside)
        else:
            yield from _addresses(getattr(token, "content", None) or ())


def _svg_acts(address: str) -> bool:
    """Whether a data: address is a drawing with a script or address in it."""
    head, _, data = address.partition(",")
    if "svg" not in head.lower():
        return False
    content = unquote_to_bytes(data)
    if "base64" in head.lower():
        try:
            content = base64.b64decode(content)
        except binascii.Error:
            return True
    return _IN_SVG.search(content.decode("utf-8", "replace")) is not None


def check_written(
    templates: Templates, drawings: Iterable[Path], own: tuple[Path, ...], problems: Problems
) -> None:
    """Look at what the theme's own template files and drawings say, printed or not."""
    for path, tree in templates.parsed.items():
        if not any(path.is_relative_to(folder) for folder in own):
            continue
        for line, text in _texts(tree):
            for pattern, kinds in _WRITTEN:
                found = pattern.search(text) if path.suffix[1:] in kinds.split() else None
                if found:
                    cause = f"could act or fetch: {_shown(found[0])}"
                    where = f"{path}:{line + text.count(chr(10), 0, found.start())}"
                    problems.add(Problem("template", where, cause, ADVICE, "active"))
            for address in _ADDRESS.finditer(text):
                where = f"{path}:{line + text.count(chr(10), 0, address.start())}"
                cause = f"an address of the theme's own: {address[0][:200]}"
                advice = "Whoever follows it is seen there; words that change belong into vars."
                problems.add(Problem("template", where, cause, advice, "address", warning=True))
    for path in drawings:
        text = path.read_text(encoding="utf-8", errors="replace")
        if found := _IN_SVG.search(text):
            where = f"{path}:{text.count(chr(10), 0, found.start()) + 1}"
            cause = f"a drawing that could act or fetch: {_shown(found[0])}"
            problems.add(
                Problem("theme", where, cause, "Save it as plain SVG, without scripts and links.", "active")
            )


def _texts(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """The words of a template with the line that they begin on, and the words in its code."""
    for data in tree.find_all(nodes.TemplateData):
        yield data.lineno, data.data
    for const in tree.find_all(nodes.Const):
        if isinstance(const.value, str):
            yield const.lineno, const.value


def _shown(text: str) -> str:
    return ascii(" ".join(text.split())[-80:])[1:-1]

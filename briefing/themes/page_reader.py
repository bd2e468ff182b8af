"""A rendered page as its start tags, its words and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

RAW = ("script", "style")  # elements whose content is no HTML


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag: its name, its attributes, its offset in the page."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    at: int

    def get(self, name: str) -> str | None:
        """The value of an attribute, None without one."""
        return next((value for key, value in self.attributes if key == name), None)


@dataclass(slots=True)
class Page:
    """A page read: its start tags in order, its words, what scripts and style sheets hold, its title."""

    elements: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    raw: list[tuple[int, str]] = field(default_factory=list)
    title: str = ""


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._starts = [0, *(line_break.end() for line_break in re.finditer("\n", html))]
        self._inside: list[str] = []
        self.feed(html)
        self.close()

    def _at(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag in (*RAW, "title", "head", "svg"):
            self._inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = tuple((name, value or "") for name, value in attrs)
        self.page.elements.append(Element(tag, attributes, self._at()))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        inside = self._inside[-1] if self._inside else ""
        if inside in RAW:
            self.page.raw.append((self._at(), data))
        elif inside == "title" and "svg" not in self._inside:
            self.page.title += data
        elif "head" not in self._inside:
            self.page.words.append(data)


def read_page(html: str) -> Page:
    """Read a page with the standard library's parser, which knows the offset of every tag."""
    return _Reader(html).page

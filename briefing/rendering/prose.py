"""What a person wrote in Markdown, such as the assessment: paragraphs, lists, emphasis and links."""

from __future__ import annotations

import re
import textwrap
from functools import cache
from typing import TYPE_CHECKING

from briefing.rendering.escape import visible, web_address

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# Headings would upset the page's own, pictures would be fetched, and HTML is what templates are for.
_LEFT_OUT = ("heading", "lheading", "image", "html_inline", "html_block", "code", "fence", "hr", "reference")
_PARAGRAPH = re.compile(r"\n\s*\n")
_ACTIVE = re.compile(r"[<>]|!(?=\[)")


def prose_html(text: str) -> str:
    """``text`` as HTML; links to other schemes than http, https and mailto are shown as they were written."""
    return str(_parser().render(visible(text)))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).disable(list(_LEFT_OUT))
    parser.validateLink = _may_be_linked  # type: ignore[method-assign] # markdown-it's way to choose
    return parser


def _may_be_linked(url: str) -> bool:
    return web_address(url) is not None or url.startswith("mailto:")


def prose_markdown(text: str) -> str:
    """``text`` as it is, without HTML and pictures."""
    return _ACTIVE.sub(r"\\\g<0>", visible(text)).strip()


def prose_text(text: str, width: int) -> str:
    """``text`` in lines of ``width`` columns, its paragraphs apart; the lines of a list stay lines."""
    lines = []
    for paragraph in _PARAGRAPH.split(visible(text).strip()):
        items = (
            paragraph.split("\n")
            if re.match(r"\s*(?:[-*+]|\d+[.)])\s", paragraph)
            else [" ".join(paragraph.split())]
        )
        lines += [
            line for item in items for line in textwrap.wrap(item.strip(), width, break_long_words=False)
        ] + [""]
    return "\n".join(lines).rstrip()

"""Titles of works, which stand in quotation marks as well: the film “Gone Again”, the “Today” programme."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.reading.marks import MARKS

if TYPE_CHECKING:
    from briefing.reading.marks import Span

MOST_WORDS = 10  # a title is short
SMALL_WORDS = 4  # letters: a shorter word in a title may begin small

_WORKS = (
    "album|anthem|article|ballad|blockbuster|book|broadcast|cartoon|column|comedy|documentary|drama|episode|essay|exhibition|film|game"
    "|magazine|memoir|movie|musical|newscast|novel|opera|painting|play|podcast|poem|program|programme|sequel|series|show|sitcom|song"
    "|thriller"
)
_BEFORE = re.compile(
    rf"\b(?:(?:{_WORKS})s?,?(?: (?:called|named))?|(?:en)?titled)[,:]?\s*$"
    r"|\bon (?:\w+ ){0,3}\w+[’']s?\s*$",  # on NBC’s “Meet the Press”
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"\s+(?:\w+\s)?(?:{_WORKS}|host|presenter)\b", re.IGNORECASE)
_NEARBY = 40  # characters before the title that are looked at


def is_title(text: str, span: Span) -> bool:
    """Whether quoted words are written like a title, and a word for a work stands beside them."""
    title = text[span.start : span.end].strip(MARKS + ".,")
    if not span.opened or not span.closed or title.endswith(("?", "!")):
        return False
    words = title.split()
    if len(words) > MOST_WORDS or not words or not words[0][:1].isupper():
        return False
    if any(word[0].islower() and len(word) >= SMALL_WORDS for word in words):
        return False
    before = text[max(span.start - _NEARBY, 0) : span.start]
    return bool(_BEFORE.search(before) or _BEHIND.match(text, span.end))

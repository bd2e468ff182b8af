"""Titles of works, which stand in quotation marks as well: the film “Gone Again”, the “Today” programme."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefing.reading.marks import MARKS

if TYPE_CHECKING:
    from briefing.reading.lexicon import Lexicon
    from briefing.reading.marks import Span

SMALL_WORDS = 4  # letters: a shorter word in a title may begin small

_NEARBY = 40  # characters before the title that are looked at: a guard on time


@cache
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before and behind the title of a work."""
    works = "|".join(sorted(lexicon["work"]))
    return (
        re.compile(
            rf"\b(?:(?:{works})s?,?(?: (?:called|named))?|(?:en)?titled)[,:]?\s*$"
            r"|\bon (?:\w+ ){0,3}\w+[’']s?\s*$",  # on NBC’s “Meet the Press”
            re.IGNORECASE,
        ),
        re.compile(rf"\s+(?:\w+\s)?(?:{works}|host|presenter)\b", re.IGNORECASE),
    )


def is_title(text: str, span: Span, lexicon: Lexicon) -> bool:
    """Whether quoted words are written like a title, and a word for a work stands beside them."""
    title = text[span.start : span.end].strip(MARKS + ".,")
    if not span.opened or not span.closed or title.endswith(("?", "!")):
        return False
    words = title.split()
    if not words or not words[0][:1].isupper():
        return False
    if any(word[0].islower() and len(word) >= SMALL_WORDS for word in words):
        return False
    before, behind = _patterns(lexicon)
    return bool(
        before.search(text[max(span.start - _NEARBY, 0) : span.start]) or behind.match(text, span.end)
    )

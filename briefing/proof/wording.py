"""Printed words against those that a brief and its page have, where the pages cannot be laid out again."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from briefing.brief.contract import to_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.model import Brief

LONG = 3  # words in a row are looked for
FOREIGN = 6  # so many such rows after each other that stand nowhere make a passage of somebody else's

_TAG = re.compile(r"<(style|script|template)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+|\d+")  # the number of a source follows a word without a blank


def foreign_words(pages: Sequence[str], brief: Brief, page: str) -> Iterator[str]:
    """A line for each printed passage that stands neither in the brief's data nor in ``page``, its HTML.

    A word that is nowhere is enough. Where columns and lines meet, words stand in an order of their own: it
    takes several rows of them that are nowhere.
    """
    known = "\n".join([*_texts(to_tree(brief)), html.unescape(_TAG.sub(" ", page))])
    words = _WORD.findall(known.casefold())
    rows = {tuple(words[at : at + LONG]) for at in range(len(words))}
    vocabulary = set(words)
    for number, text in enumerate(pages, 1):
        printed = _WORD.findall(text.casefold())
        at_places = range(max(0, len(printed) - LONG + 1))
        strange = [tuple(printed[at : at + LONG]) not in rows for at in at_places]
        for start, end in _stretches(strange):
            passage = printed[start : end + LONG - 1]
            if end - start >= FOREIGN or not all(_is_known(word, vocabulary) for word in passage):
                yield f"page {number} prints words that its data does not have: “{' '.join(passage[:12])}”"


def _is_known(word: str, vocabulary: set[str]) -> bool:
    """Whether a word is in the data; the number of a source may have become a part of a number before it."""
    return word in vocabulary or (word.isdecimal() and (word[:-1] in vocabulary or word[:-2] in vocabulary))


def _stretches(strange: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for at, one in enumerate([*strange, False]):
        if one and start is None:
            start = at
        elif not one and start is not None:
            yield start, at
            start = None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield str(name)
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif value is not None:
        yield str(value)

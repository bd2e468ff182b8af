"""The analysis of a text as plain lists, read from spaCy once, with subtree edges and children."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


_STRINGS: list[int | str] = ["LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE"]
_NUMBERS: list[int | str] = ["HEAD", "LENGTH", "SENT_START", "IDX"]
# "MOSCOW (Reuters) - ", "KYIV, Ukraine — " at the beginning of a paragraph
_DATELINE = re.compile(
    r"^[ \t]*[A-Z][A-Z.’' -]{2,30}(?:, (?:[A-Z][\w.]* ?){1,3})?(?: ?\([A-Z][\w ./]{1,20}\))?(?:\s?[—–]|\s?--|\s-)(?=\s)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """One entry a token in every list.

    ``left`` and ``right`` are the first and the last token of the token's subtree; ``sentence`` is its sentence's number,
    ``bounds`` the half-open token range of each sentence, ``datelines`` the tokens that name place and agency before a report.
    """

    text: str
    start: list[int]
    end: list[int]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    entity: list[str]
    head: list[int]
    left: list[int]
    right: list[int]
    children: list[list[int]]
    sentence: list[int]
    bounds: list[tuple[int, int]]
    datelines: frozenset[int]

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.start)

    def first_at(self, offset: int) -> int:
        """Return the first token that starts at or after a character offset."""
        return bisect_left(self.start, offset)

    def last_before(self, offset: int) -> int:
        """Return the last token that starts before a character offset, -1 where there is none."""
        return bisect_left(self.start, offset) - 1

    def after(self, offset: int) -> int:
        """Return the first token that ends after a character offset."""
        return bisect_right(self.end, offset)

    def child(self, token: int, *deps: str) -> int | None:
        """Return the first child with one of the dependency labels."""
        return next((c for c in self.children[token] if self.dep[c] in deps), None)

    def subject(self, token: int) -> int | None:
        """Return the subject of a verb, the nearest of two ("the mail, which she said ...")."""
        found = [c for c in self.children[token] if self.dep[c] in ("nsubj", "nsubjpass")]
        return min(found, key=lambda c: (abs(c - token), c)) if found else None

    def is_word(self, token: int) -> bool:
        """Tell a word from punctuation and white space."""
        return self.pos[token] not in ("PUNCT", "SPACE")

    def slice(self, first: int, last: int) -> tuple[int, int]:
        """Return the character range from the first to the last of two tokens."""
        return self.start[first], self.end[last]


def read_words(doc: Doc, text: str) -> Words:
    """Read the tokens of a Doc, whose text is ``text``, into lists."""
    names: dict[int, str] = {0: ""}
    strings = doc.vocab.strings
    columns = doc.to_array(_STRINGS).T.tolist() if len(doc) else [[]] * len(_STRINGS)
    for column in columns:
        for key in set(column) - names.keys():
            names[key] = strings[key]
    lower, lemma, pos, tag, dep, entity = ([names[key] for key in column] for column in columns)
    numbers = doc.to_array(_NUMBERS).astype("int64").T.tolist() if len(doc) else [[]] * len(_NUMBERS)
    head = [i + offset for i, offset in enumerate(numbers[0])]
    start = numbers[3]
    end = [at + length for at, length in zip(start, numbers[1], strict=True)]
    children: list[list[int]] = [[] for _ in start]
    for i, h in enumerate(head):
        if h != i:
            children[h].append(i)
    left, right = _edges(head)
    bounds = _sentences(numbers[2])
    sentence = [number for number, (a, b) in enumerate(bounds) for _ in range(a, b)]
    lemma = [word.lower() for word in lemma]
    tree = (head, left, right, children)
    lines = [found.span() for found in _DATELINE.finditer(text)]
    datelines = frozenset(i for a, b in lines for i in range(bisect_left(start, a), bisect_left(start, b)))
    return Words(text, start, end, lower, lemma, pos, tag, dep, entity, *tree, sentence, bounds, datelines)


def _edges(head: list[int]) -> tuple[list[int], list[int]]:
    """Return the first and the last token of each subtree."""
    left, right = list(range(len(head))), list(range(len(head)))
    for i in range(len(head)):
        at = i
        while head[at] != at:
            at = head[at]
            if left[at] <= i <= right[at]:
                break
            left[at], right[at] = min(left[at], i), max(right[at], i)
    return left, right


def _sentences(starts: list[int]) -> list[tuple[int, int]]:
    firsts = [i for i, mark in enumerate(starts) if mark == 1 or i == 0]
    return list(pairwise([*firsts, len(starts)]))

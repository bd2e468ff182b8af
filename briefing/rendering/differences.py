"""Where the printings of one utterance differ, word by word, and where an outlet shows that it edited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

RunKind = Literal["same", "different", "edit"]

SHARED = 2  # words in common below which marks would cover the page and say nothing
TELLING = 4  # letters of a word that alone counts as shared; "the" and "of" are everywhere
GAP = 10  # words between two shared runs; with more between them they belong to different sentences
# Words at an end that only one text has; more mean that the other quotes less, not differently.
SHORT_ADDITION = 2
MOST_WORDS = 400  # of a text are compared; the cost rises with the cube where words repeat
SHORT_END = 4  # words at an end that may be marked as a whole

_TOKEN = re.compile(r"\[[^\]\n]*\]|…|\.{3,}|\d+(?:[.,]\d+)*%?|\w+(?:[’']\w+)*|\s+|.", re.DOTALL)
_EDIT = re.compile(r"\[|…|\.{3}")
_LETTERS = re.compile(r"\w+%?")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a printing: words that all printings share, words that differ, or an outlet's own edit."""

    text: str
    kind: RunKind


def compared(texts: Sequence[str]) -> tuple[tuple[Run, ...], ...]:
    """Mark in each text what is not printed alike in the others; the runs of a text joined are the text.

    The first text is the measure: a word of it is marked where any other text has something else, a word of
    another text where the first has something else. Case, punctuation and quotation marks do not count.
    Ellipses and [brackets] are the outlet's edits, whether the words in them differ or not. What one text has
    long before or after the shared words is left unmarked.
    """
    tokens = [_TOKEN.findall(text) for text in texts]
    words = [
        [(index, key) for index, token in enumerate(row) if (key := _key(token))][:MOST_WORDS]
        for row in tokens
    ]
    marked: list[set[int]] = [set() for _ in texts]
    for other in range(1, len(texts)):
        first_marks, other_marks = _unlike([key for _, key in words[0]], [key for _, key in words[other]])
        marked[0] |= {words[0][index][0] for index in first_marks}
        marked[other] |= {words[other][index][0] for index in other_marks}
    return tuple(_runs(row, marks) for row, marks in zip(tokens, marked, strict=True))


def _key(token: str) -> str:
    return "".join(_LETTERS.findall(token.casefold()))


def _unlike(one: list[str], other: list[str]) -> tuple[set[int], set[int]]:
    """The words of either list that the other does not have in their place, around what both have."""
    shared = _shared(one, other)
    if not shared:
        return set(), set()
    in_one: set[int] = set()
    in_other: set[int] = set()
    for before, after in pairwise(shared):
        in_one.update(range(before.a + before.size, after.a))
        in_other.update(range(before.b + before.size, after.b))
    first, last = shared[0], shared[-1]
    lead = _at_an_end(first.a, first.b)
    tail = _at_an_end(len(one) - last.a - last.size, len(other) - last.b - last.size)
    in_one.update(range(first.a - lead[0], first.a), range(last.a + last.size, last.a + last.size + tail[0]))
    in_other.update(
        range(first.b - lead[1], first.b), range(last.b + last.size, last.b + last.size + tail[1])
    )
    return in_one, in_other


def _shared(one: list[str], other: list[str]) -> list[Match]:
    """The runs of words that both have, of the stretch where most of them lie close together.

    None if that is too little.
    """
    stretches: list[list[Match]] = []
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        if not block.size or (block.size == 1 and len(one[block.a]) < TELLING):
            continue
        before = stretches[-1][-1] if stretches else None
        if before and max(block.a - before.a, block.b - before.b) - before.size <= GAP:
            stretches[-1].append(block)
        else:
            stretches.append([block])
    best = max(stretches, key=lambda stretch: sum(block.size for block in stretch), default=[])
    return best if sum(block.size for block in best) >= SHARED else []


def _at_an_end(one: int, other: int) -> tuple[int, int]:
    """How many words to mark beyond the first or last shared one, given how many each text has there.

    A short end is other wording; a long one means that the one text quotes more, and then only the next word
    is compared.
    """
    if not (one and other):
        return (one, other) if max(one, other) <= SHORT_ADDITION else (0, 0)
    return (one, other) if max(one, other) <= SHORT_END else (1, 1)


def _runs(tokens: list[str], marked: set[int]) -> tuple[Run, ...]:
    """Join neighbouring tokens of a kind; what stands between two differing words goes with them."""
    last = max(marked, default=-1)
    kinds: list[RunKind] = []
    for index, token in enumerate(tokens):
        if _EDIT.match(token):
            kinds.append("edit")
        elif index in marked:
            kinds.append("different")
        elif token.isspace() and kinds and kinds[-1] == "different" and index < last and index + 1 in marked:
            kinds.append("same" if _EDIT.match(tokens[index + 1]) else "different")
        else:
            kinds.append("same")
    runs: list[Run] = []
    for token, kind in zip(tokens, kinds, strict=True):
        if runs and runs[-1].kind == kind:
            runs[-1] = Run(runs[-1].text + token, kind)
        else:
            runs.append(Run(token, kind))
    return tuple(runs)

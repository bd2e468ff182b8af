"""Where the printings of one utterance differ, word by word, and where an outlet shows that it edited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

RunKind = Literal["same", "different", "edit"]

ALIKE = 0.5  # with fewer of the words in common, marks would cover the page and say nothing
SHORT_ADDITION = 4  # words; more at an end of one printing means that the other quotes less, not differently

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

    The first text is the measure: a word of it is marked where any other text has something else, a word of another
    text where the first has something else. Case, punctuation and quotation marks do not count. Ellipses and
    [brackets] are the outlet's edits, whether the words in them differ or not. Texts with less than half of the shorter
    one's words in common are left unmarked.
    """
    tokens = [_TOKEN.findall(text) for text in texts]
    words = [[(place, key) for place, token in enumerate(row) if (key := _key(token))] for row in tokens]
    marked: list[set[int]] = [set() for _ in texts]
    for other in range(1, len(texts)):
        first_marks, other_marks = _unlike([key for _, key in words[0]], [key for _, key in words[other]])
        marked[0] |= {words[0][index][0] for index in first_marks}
        marked[other] |= {words[other][index][0] for index in other_marks}
    return tuple(_runs(row, marks) for row, marks in zip(tokens, marked, strict=True))


def _key(token: str) -> str:
    return "".join(_LETTERS.findall(token.casefold()))


def _unlike(one: list[str], other: list[str]) -> tuple[set[int], set[int]]:
    """The words of either list that the other does not have in their place."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    steps = matcher.get_opcodes()
    in_one: set[int] = set()
    in_other: set[int] = set()
    alike = sum(block.size for block in matcher.get_matching_blocks())
    if alike < ALIKE * min(len(one), len(other)):
        return in_one, in_other
    for number, (step, a, b, c, d) in enumerate(steps):
        at_an_end = number in (0, len(steps) - 1)
        if step == "equal" or (step != "replace" and at_an_end and max(b - a, d - c) > SHORT_ADDITION):
            continue
        in_one.update(range(a, b))
        in_other.update(range(c, d))
    return in_one, in_other


def _runs(tokens: list[str], marked: set[int]) -> tuple[Run, ...]:
    """Join neighbouring tokens of a kind; what stands between two differing words goes with them."""
    last = max(marked, default=-1)
    kinds: list[RunKind] = []
    for place, token in enumerate(tokens):
        if _EDIT.match(token):
            kinds.append("edit")
        elif place in marked:
            kinds.append("different")
        elif token.isspace() and kinds and kinds[-1] == "different" and place < last and place + 1 in marked:
            kinds.append("same" if _EDIT.match(tokens[place + 1]) else "different")
        else:
            kinds.append("same")
    runs: list[Run] = []
    for token, kind in zip(tokens, kinds, strict=True):
        if runs and runs[-1].kind == kind:
            runs[-1] = Run(runs[-1].text + token, kind)
        else:
            runs.append(Run(token, kind))
    return tuple(runs)

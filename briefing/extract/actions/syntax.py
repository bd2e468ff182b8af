"""spaCy's analysis of a text as plain lists, so that the rules walk over numbers and never over token objects."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.extract.actions.lexicon import LEMMAS

if TYPE_CHECKING:
    from spacy.tokens import Doc

COLUMNS: list[int | str] = [
    "HEAD",
    "DEP",
    "TAG",
    "POS",
    "LEMMA",
    "LOWER",
    "IDX",
    "LENGTH",
    "SENT_START",
    "ENT_TYPE",
]
# What a short noun phrase does without before its head word, and where it ends after it.
BEFORE = frozenset({"advcl", "advmod", "cc", "mark", "parataxis", "preconj", "prep", "punct"})
AFTER = frozenset(
    {"acl", "advcl", "advmod", "appos", "cc", "conj", "neg", "parataxis", "prep", "punct", "relcl"}
)


class Syntax:
    """Words, tags and the dependency tree of a Doc. Every list has one entry a token; ``heads`` are absolute.

    ``lefts`` and ``rights`` are the first and the last token of each token's subtree; ``firsts`` and ``lasts`` those of
    its sentence, white space at the end not counted; ``entities`` are the types of the named entities ("" outside).
    ``top_down`` has every token after its head.
    """

    __slots__ = (
        "deps",
        "ends",
        "entities",
        "firsts",
        "heads",
        "kids",
        "lasts",
        "lefts",
        "lemmas",
        "lower",
        "pos",
        "rights",
        "starts",
        "tags",
        "top_down",
    )

    def __init__(self, doc: Doc) -> None:
        rows = doc.to_array(COLUMNS)
        strings = doc.vocab.strings
        names: dict[int, str] = {0: ""}

        def read(column: int) -> list[str]:
            values: list[int] = rows[:, column].tolist()
            for value in set(values) - names.keys():
                names[value] = strings[value]
            return [names[value] for value in values]

        signed = rows.astype("int64")
        self.heads: list[int] = [i + offset for i, offset in enumerate(signed[:, 0].tolist())]
        self.deps, self.tags, self.pos, self.lemmas, self.lower = map(read, range(1, 6))
        self.lemmas = [LEMMAS.get(word, lemma) for word, lemma in zip(self.lower, self.lemmas, strict=True)]
        self.starts: list[int] = signed[:, 6].tolist()
        self.ends: list[int] = (signed[:, 6] + signed[:, 7]).tolist()
        self.entities = read(9)
        self._grow_tree()
        self._bound_sentences(signed[:, 8].tolist())

    def _grow_tree(self) -> None:
        size = len(self.heads)
        self.kids: list[list[int]] = [[] for _ in range(size)]
        for i, head in enumerate(self.heads):
            if head != i:
                self.kids[head].append(i)
        self.lefts = list(range(size))
        self.rights = list(range(size))
        roots = [i for i, head in enumerate(self.heads) if head == i]
        order = []
        while roots:
            node = roots.pop()
            order.append(node)
            roots += self.kids[node]
        self.top_down = order
        for node in reversed(order):  # children before their heads
            head = self.heads[node]
            self.lefts[head] = min(self.lefts[head], self.lefts[node])
            self.rights[head] = max(self.rights[head], self.rights[node])

    def _bound_sentences(self, marks: list[int]) -> None:
        size = len(marks)
        opens = [i for i, mark in enumerate(marks) if mark == 1 or i == 0]
        self.firsts = [0] * size
        self.lasts = [0] * size
        for first, after in pairwise([*opens, size]):
            last = after - 1
            while last > first and self.pos[last] == "SPACE":
                last -= 1
            for i in range(first, after):
                self.firsts[i] = first
                self.lasts[i] = last

    def child(self, token: int, *deps: str) -> int | None:
        """Return the first child of a token with one of these relations."""
        for kid in self.kids[token]:
            if self.deps[kid] in deps:
                return kid
        return None

    def short_phrase(self, head: int) -> tuple[int, int]:
        """Return the first and last token of the noun phrase without what follows its head word."""
        first = last = head
        for kid in self.kids[head]:
            if kid < head:
                if self.deps[kid] not in BEFORE:
                    first = min(first, self.lefts[kid])
            elif self.deps[kid] in AFTER:
                break
            else:
                last = self.rights[kid]
        return first, last

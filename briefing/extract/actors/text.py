"""One article's analysis as plain columns, read from spaCy once, and which of its tokens stand inside quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from briefing.model import Article
    from briefing.reading.annotation import AnnotatedArticle

_MARK = re.compile(r"[“”„\"]|''|``|(?<!\w)[‘'](?=[\w\[(…])|(?<=[\w.,!?…\])])[’'](?!\w)")


_COLUMNS: list[int | str] = [
    "ORTH",
    "TAG",
    "DEP",
    "LEMMA",
    "ENT_TYPE",
    "IDX",
    "HEAD",
    "SENT_START",
    "ENT_IOB",
]


@dataclass(frozen=True, slots=True)
class Text:
    """Columns with one entry a token.

    ``starts`` and ``ends`` are character offsets, ``heads`` and ``sentences`` are token and sentence numbers; ``ents``
    are (first token, token after the last, label); ``quoted`` tells the tokens inside quotation marks.
    """

    number: int
    article: Article
    words: list[str]
    lower: list[str]
    tags: list[str]
    deps: list[str]
    lemmas: list[str]
    heads: list[int]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    ents: list[tuple[int, int, str]]
    entity: list[str]
    quoted: list[bool]

    def token_at(self, offset: int) -> int:
        """Return the number of the token that begins at ``offset``, or the next one."""
        return bisect_left(self.starts, offset)


def read_text(number: int, annotated: AnnotatedArticle) -> Text:
    """Lay out the analysis of one article."""
    doc = annotated.doc
    # One array for all columns: reading token by token makes a Python object for each, which costs more than the rest.
    table = doc.to_array(_COLUMNS)
    orths, tags, deps, lemmas, types, starts = table[:, :6].T.tolist()
    shifts, begins, inside = table[:, 6:].astype(np.int64).T.tolist()
    strings = {key: doc.vocab.strings[key] if key else "" for key in {*orths, *tags, *deps, *lemmas, *types}}
    words = [strings[key] for key in orths]
    entity = [strings[key] for key in types]
    lowered = {key: word.casefold() for key, word in strings.items()}
    return Text(
        number=number,
        article=annotated.article,
        words=words,
        lower=[lowered[key] for key in orths],
        tags=[strings[key] for key in tags],
        deps=[strings[key] for key in deps],
        lemmas=[strings[key] for key in lemmas],
        heads=[i + shift for i, shift in enumerate(shifts)],
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        sentences=np.cumsum([i == 0 or begin == 1 for i, begin in enumerate(begins)]).tolist(),
        ents=_entities(entity, inside),
        entity=entity,
        quoted=_quoted(doc.text, starts),
    )


def _entities(entity: list[str], inside: list[int]) -> list[tuple[int, int, str]]:
    """Entities as (first token, token after the last, label) from spaCy's codes: 3 begins one, 1 goes on with it."""
    found: list[tuple[int, int, str]] = []
    for i, code in enumerate(inside):
        if code == 3:
            found.append((i, i + 1, entity[i]))
        elif code == 1 and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1, found[-1][2])
    return found


def _quoted(text: str, starts: list[int]) -> list[bool]:
    """Which tokens begin inside quotation marks; a mark left open ends with its paragraph."""
    flags = [False] * len(starts)
    offset = 0
    for line in text.splitlines(keepends=True):
        for begin, end in _quotations(line):
            first = bisect_left(starts, offset + begin)
            last = bisect_left(starts, offset + end)
            flags[first:last] = [True] * (last - first)
        offset += len(line)
    return flags


def _quotations(line: str) -> list[tuple[int, int]]:
    """Return the quoted stretches of a paragraph as offsets, without the marks."""
    found = []
    opened: tuple[str, int] | None = None
    for mark in _MARK.finditer(line):
        if opened is None:
            if mark[0] not in "”’" and not (
                mark[0] == "'" and mark.start() and line[mark.start() - 1] not in " (—–-:"
            ):
                opened = (mark[0], mark.end())
        elif mark[0] == _CLOSING[opened[0]]:
            found.append((opened[1], mark.start()))
            opened = None
        elif mark[0] in "“‘" and mark[0] == opened[0]:
            opened = (mark[0], mark.end())
    if opened is not None and opened[0] != "'":
        found.append((opened[1], len(line)))
    return found


_CLOSING = {"“": "”", "„": "“", '"': '"', "''": "''", "``": "''", "‘": "’", "'": "'"}

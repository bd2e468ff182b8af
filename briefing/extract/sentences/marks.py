"""Where quotations begin and end, as far as the marks say: enough to know that a sentence is cut out of one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_NEAR = 200  # quotations of one line that are looked at for one sentence

_ELISION = re.compile(r"['’‘](?:\d\ds?\b|em\b|til\b|tis\b|twas\b|n['’]|cause\b|bout\b)", re.IGNORECASE)


class Region(NamedTuple):
    """A quotation with its marks, ``[start, end)``; not ``closed`` where a mark at one end is missing."""

    start: int
    end: int
    closed: bool


@lru_cache(maxsize=8)  # asked for every sentence of an article in turn
def quotations(text: str) -> tuple[Region, ...]:
    """The quotations of a text in order; one that is not closed ends with its line."""
    regions: list[Region] = []
    start = 0
    for line in text.split("\n"):
        if any(mark in line for mark in "“”«»\"‘'’"):
            regions += _of_line(line, start)
        start += len(line) + 1
    return tuple(regions)


def _of_line(line: str, offset: int) -> list[Region]:
    """The quotations of one line: double marks first; single ones only outside them."""
    doubles = _read(line, _double_marks(line))
    within = [r for r in doubles if r.closed]
    starts = [r.start for r in within]
    singles = [mark for mark in _single_marks(line) if not _covers(within, starts, mark[0])]
    found = sorted([*doubles, *_read(line, singles)])
    return [Region(r.start + offset, r.end + offset, r.closed) for r in found]


def _covers(regions: list[Region], starts: list[int], at: int) -> bool:
    """Whether an offset lies in one of the regions, which do not overlap."""
    place = bisect_right(starts, at) - 1
    return place >= 0 and at < regions[place].end


def touching(regions: Sequence[Region], text: str, start: int, end: int) -> tuple[Region, ...]:
    """The quotations of a text with a part in ``[start, end)``. None of them begins before the line does."""
    first = bisect_left(regions, text.rfind("\n", 0, start) + 1, key=lambda region: region.start)
    last = bisect_left(regions, end, key=lambda region: region.start)
    return tuple(region for region in regions[max(first, last - MOST_NEAR) : last] if region.end > start)


def _double_marks(line: str) -> list[tuple[int, int, str]]:
    """(start, end, "open" | "close" | "either") of every double quotation mark, two apostrophes included."""
    marks = []
    for found in re.finditer(r"[“”«»\"„]|''|``", line):
        start, end = found.span()
        kind = "open" if found[0] in "“«„``" else "close" if found[0] in "”»" else _side(line, start, end)
        marks.append((start, end, kind))
    return marks


def _side(line: str, start: int, end: int) -> str:
    """Which side of a quotation a straight mark stands on, by the white space about it."""
    before = start == 0 or line[start - 1] in " \t([—–-“‘"
    after = end == len(line) or not (line[end].isalnum() or line[end] in "[($£€#@…‘“")
    return "either" if before == after else "open" if before else "close"


def _single_marks(line: str) -> list[tuple[int, int, str]]:
    """The single quotation marks, and not the apostrophes."""
    marks = []
    for found in re.finditer(r"(?<!')['‘’](?!')", line):
        at = found.start()
        before, after = line[at - 1 : at], line[at + 1 : at + 2]
        word_before, word_after = before.isalnum(), after.isalnum()
        if _ELISION.match(line, at) or (word_before and word_after):
            continue
        if (
            found[0] != "’"
            and not word_before
            and before not in tuple(".,!?…)]")
            and (word_after or after in tuple('[(…$£€“"'))
        ):
            marks.append((at, at + 1, "open"))
        elif found[0] != "‘" and before and not before.isspace():
            # After a letter it may be a possessive ("the ministers’ talks"), which closes only what is open.
            marks.append((at, at + 1, "perhaps" if word_before else "close"))
    return marks


def _read(line: str, marks: list[tuple[int, int, str]]) -> list[Region]:
    """Pair marks from left to right."""
    regions: list[Region] = []
    opened: int | None = None
    perhaps: int | None = None  # where a possessive may have been taken for a closing mark
    free = 0  # end of the last quotation
    for start, end, kind in marks:
        if kind == "open" or (kind == "either" and opened is None):
            if opened is not None:
                regions.append(Region(opened, start, False))
            opened = start
        elif opened is not None:
            regions.append(Region(opened, end, True))
            perhaps = len(regions) - 1 if kind == "perhaps" else None
            opened, free = None, end
        elif kind == "perhaps":
            continue
        elif perhaps is not None:
            regions[perhaps] = Region(regions[perhaps].start, end, True)
            perhaps, free = None, end
        else:
            regions.append(Region(free, end, False))
            free = end
    if opened is not None:
        regions.append(Region(opened, len(line), False))
    return regions

"""Where quoted words begin and end, whatever the marks, and where a mark was lost.

Quotation marks nest, and the same character may open, close or be an apostrophe. A line (that is a
paragraph) is read from left to right, double and single marks apart; of nested quotations the outermost
counts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEAST_LOST = 3  # words: fewer before a closing mark without an opening one are no quotation

_DOUBLE = re.compile(r"''(?!'(?!\w))|``|[\"“”„‟«»]")
_SINGLE = re.compile(r"(?<!')'(?!')|[‘’]|(?<='')'(?!')|(?<!')'(?='')")
_OPENERS = "([{—–-/"
_ELIDED = re.compile(r"[’‘'](?:\d0s?\b|em\b|til\b|cause\b|twas\b|tis\b|round\b|n[’']|s\b|t\b)", re.IGNORECASE)
_STOPS = ".,!?…;:"
MARKS = "\"“”„‟«»‘’'`"
ANY_MARK = re.compile(f"[{re.escape(MARKS)}]")
_BLANKS = re.compile(r"\s+")
_REOPENS = {
    "“": "“",
    "„": "„",
    "«": "«",
    "‘": "‘",
    '"': '"',
    "'": "'`",
    "`": "`'",
}  # what may open the paragraph after


@dataclass(frozen=True, slots=True)
class Span:
    """Quoted words with their marks: half-open offsets.

    ``opened`` and ``closed`` say whether the marks stand there; a paragraph of a longer quotation opens and
    does not close.
    """

    start: int
    end: int
    opened: bool = True
    closed: bool = True

    @property
    def whole(self) -> bool:
        """Whether both marks stand there."""
        return self.opened and self.closed


@dataclass(frozen=True, slots=True)
class Quotations:
    """Which words of a text are quoted: one answer for all who ask.

    ``spans`` are the outermost quotations in text order; they never overlap and never cross a line break.
    ``inner`` are those that stand inside another, ``strays`` the offsets of marks that quote nothing: the
    other one of the pair is lost, and what stands between is too short to be a quotation, or nothing tells
    how far it goes.
    """

    text: str
    spans: tuple[Span, ...]
    inner: tuple[Span, ...] = ()
    strays: tuple[int, ...] = ()

    def at(self, offset: int) -> Span | None:
        """The outermost quotation around a character, its marks among its own."""
        index = bisect_right(self.spans, offset, key=lambda span: span.start) - 1
        return self.spans[index] if index >= 0 and offset < self.spans[index].end else None

    def touching(self, start: int, end: int) -> tuple[Span, ...]:
        """The outermost quotations with a part in ``[start, end)``."""
        first = bisect_right(self.spans, start, key=lambda span: span.end)
        last = bisect_left(self.spans, end, key=lambda span: span.start)
        return self.spans[first:last]

    def cuts(self, start: int, end: int) -> bool:
        """Whether a passage has part of a quotation, one without a mark, or a mark that quotes nothing."""
        return self.strays_in(start, end) or any(
            not span.whole or span.start < start or span.end > end for span in self.touching(start, end)
        )

    def strays_in(self, start: int, end: int) -> bool:
        """Whether a mark that quotes nothing stands in a passage."""
        return bisect_left(self.strays, start) < bisect_left(self.strays, end)

    def runs_on(self, span: Span) -> bool:
        """Whether a quotation is open at its paragraph's end and the next paragraph opens its mark again."""
        if not span.opened or span.closed:
            return False
        blanks = _BLANKS.match(self.text, span.end)
        behind = blanks.end() if blanks else span.end
        following = self.text[behind : behind + 1]
        at_end = "\n" in self.text[span.end : behind] or not following
        return at_end and following in _REOPENS.get(self.text[span.start], "")


def find_quotations(text: str, sentence_ends: Sequence[int] = ()) -> Quotations:
    """Find the quotations of a text. ``sentence_ends`` are the sorted offsets where sentences end.

    Where a closing mark was lost, the quotation ends with its sentence, or with the paragraph if it began
    it; where the opening one was lost, it begins with the paragraph, or behind the quotation before it.
    """
    lines = [line.span() for line in re.finditer(r"[^\n]+", text)]
    outer: list[Span] = []
    inner: list[Span] = []
    strays: list[int] = []
    for number, (start, end) in enumerate(lines):
        if not ANY_MARK.search(text, start, end):
            continue
        following = text[slice(*lines[number + 1])].lstrip()[:1] if number + 1 < len(lines) else ""
        double = list(_double_spans(text, start, end, following, ends=sentence_ends, strays=strays))
        single = list(_single_spans(text, start, end, following, strays))
        held = [span for span in single if _inside(span, double)]
        single = [span for span in single if not _inside(span, double)]
        held += [span for span in double if _inside(span, single)]
        inner += sorted(held, key=lambda span: (span.start, span.end))
        outer += sorted(
            [*(span for span in double if not _inside(span, single)), *single],
            key=lambda span: (span.start, span.end),
        )
    found = Quotations(text, tuple(_apart(outer)), tuple(inner))
    return replace(found, strays=tuple(sorted(at for at in strays if found.at(at) is None)))


def _inside(span: Span, others: Sequence[Span]) -> bool:
    """Whether one of the others, which stand apart and in text order, has a span in it."""
    index = bisect_right(others, span.start, key=lambda other: other.start) - 1
    return index >= 0 and span.end <= others[index].end


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Drop what overlaps an earlier quotation."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _double_spans(
    text: str, start: int, end: int, following: str, *, ends: Sequence[int], strays: list[int]
) -> Iterator[Span]:
    """Match the double marks of one line; those that match nothing are added to ``strays``."""
    opened: int | None = None
    last = start  # where the quotation before ended
    for found in _DOUBLE.finditer(text, start, end):
        at, after = found.span()
        before = text[at - 1] if at > start else " "
        behind = text[after] if after < end else " "
        if _opens(found[0], before, behind, waiting=opened is not None):
            if opened is not None and before.isspace():  # the mark that closes the quotation before was lost
                yield Span(opened, _sentence_end(opened, at, ends), closed=False)
                last = at
                opened = at
            elif opened is None:
                opened = at
        elif opened is not None:
            if text[opened:at].strip(MARKS + " "):
                yield Span(opened, after)
            opened, last = None, after
        elif _lost_opening(text[last:at], found[0], behind):
            begin = _first_word(text, last, at)
            yield Span(begin, after, opened=False)
            last = after
        elif found[0] in "”»" or before in _STOPS:  # and no inch or second
            strays.append(at)
    if opened is not None:
        goes_on = _leads(text, start, opened) or following in tuple("\"“„«'`")
        until = end if goes_on else _sentence_end(opened, end, ends)
        if len(text[opened:until].strip(MARKS).split()) >= LEAST_LOST:
            yield Span(opened, until, closed=False)
        else:
            strays.append(opened)


def _opens(mark: str, before: str, behind: str, *, waiting: bool) -> bool:
    """Tell an opening from a closing double mark by its shape, else by the blanks around it."""
    free = before.isspace() or before in _OPENERS or before in MARKS or (before == ":" and behind.isalpha())
    if mark in "“„«``":
        return not (waiting and not free and (behind.isspace() or behind in _STOPS))
    if mark in "”»":
        return not waiting and before.isspace()
    if waiting:
        return before.isspace() and not behind.isspace()
    return free and not behind.isspace()


def _lost_opening(before: str, mark: str, behind: str) -> bool:
    """Tell a closing mark whose opening one was lost from inches, seconds and stray marks."""
    end = before[-1:]
    if not end.strip() or (end not in _STOPS and mark not in "”»") or end.isdigit() or behind.isalnum():
        return False
    return len(before.split()) >= LEAST_LOST


def _first_word(text: str, start: int, end: int) -> int:
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    return start


def _sentence_end(start: int, limit: int, ends: Sequence[int]) -> int:
    following = bisect_right(ends, start)
    return min(ends[following], limit) if following < len(ends) else limit


def _leads(text: str, start: int, opened: int) -> bool:
    """Tell whether a quotation begins its paragraph or sentence, or is behind a comma or colon."""
    return text[start:opened].rstrip()[-1:] in ("", ":", ",", ".", "?", "!")


def _single_spans(text: str, start: int, end: int, following: str, strays: list[int]) -> Iterator[Span]:
    """Match the single marks of one line but apostrophes; those that match nothing go to ``strays``."""
    opened: int | None = None
    marks = [found.start() for found in _SINGLE.finditer(text, start, end)]
    open_after = _nothing_closes_after(text, marks, end)
    for number, at in enumerate(marks):
        before = text[at - 1] if at > start else " "
        behind = text[at + 1] if at + 1 < end else " "
        if _opens_single(text, at, before, behind):
            opened = at
        elif opened is not None and _closes_single(before, behind, last=open_after[number]):
            if text[opened + 1 : at].strip():
                yield Span(opened, at + 1)
            opened = None
        elif opened is None and text[at] == "’" and before in ",.!?" and not behind.isalnum():
            strays.append(at)
    if opened is not None and following in ("‘", "'") and _leads(text, start, opened):
        yield Span(opened, end, closed=False)
    elif opened is not None and text[opened] == "‘":
        strays.append(opened)


def _opens_single(text: str, at: int, before: str, behind: str) -> bool:
    free = before.isspace() or before in _OPENERS or before in '"“„«'
    return (
        text[at] != "’"
        and free
        and not behind.isspace()
        and behind not in _STOPS.replace("…", "").replace(".", "")
        and not _ELIDED.match(text, at)
    )


def _nothing_closes_after(text: str, marks: Sequence[int], end: int) -> list[bool]:
    """Of each single mark, whether none further on closes before another one opens."""
    free = True
    later = [True] * len(marks)
    for number in range(len(marks) - 1, -1, -1):
        later[number] = free
        at = marks[number]
        nearby = text[at + 1] if at + 1 < end else " "
        if text[at] == "‘" or (text[at] == "'" and text[at - 1].isspace()):
            free = True
        elif not text[at - 1].isspace() and not nearby.isalnum():
            free = False
    return later


def _closes_single(before: str, behind: str, *, last: bool) -> bool:
    """Tell a closing mark from an apostrophe; of two, the one behind a full stop or comma closes.

    ``last`` says that no mark further on closes the same quotation: a plural possessive ("the allies’ plan")
    does not close where one does.
    """
    if before.isspace() or behind.isalnum():
        return False
    return before in _STOPS or before != "s" or not behind.isspace() or last

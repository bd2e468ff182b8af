"""What of an article is not read for its length, and the words that tell it. The bounds: bounds.py."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from briefing.configuration.bounds import (
    LONGEST_LINE,
    LONGEST_RUN,
    MOST_CHARACTERS,
    MOST_MARKS,
    MOST_RAW_CHARACTERS,
    MOST_SENTENCES,
    MOST_TOKENS,
)
from briefing.reading.marks import ANY_MARK
from briefing.reading.sentences import TOKEN, split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.sources.cleaning import Cleaned

# Scripts that are written without blanks have none to look for: Thai to Khmer, Chinese, Japanese, Korean.
# What may be too long is measured once it is matched: a pattern of so many characters begins anew at each.
_RUN = re.compile(r"[^\s\u0e00-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]+")
_LINE = re.compile(r"[^\r\n]+")
_ENDS = re.compile(r"[.!?…]|\n+")  # at least as many as sentences


def broken(raw: str) -> tuple[str, tuple[str, ...]]:
    """A file's text without endless runs, its endless lines broken, and what is told of it.

    Where something goes a line ends, since no citation crosses that.
    """
    told = []
    if len(raw) > MOST_RAW_CHARACTERS:
        told.append(
            f"only the first {MOST_RAW_CHARACTERS:,} of {len(raw):,} characters of the file were read"
        )
        raw = raw[:MOST_RAW_CHARACTERS]
    runs: list[int] = []
    lines: list[int] = []

    def without_run(run: re.Match[str]) -> str:
        if len(run[0]) <= LONGEST_RUN:
            return run[0]
        runs.append(len(run[0]))
        return "\n"

    def in_lines(line: re.Match[str]) -> str:
        if len(line[0]) <= LONGEST_LINE:
            return line[0]
        lines.append(len(line[0]))
        return "\n".join(_parts(line[0]))

    raw = _LINE.sub(in_lines, _RUN.sub(without_run, raw))
    if runs:
        passages = "1 passage" if len(runs) == 1 else f"{len(runs):,} passages"
        lost = f"without a blank for over {LONGEST_RUN:,} characters left out, {sum(runs):,} in all"
        told.append(f"{passages} {lost}")
    if lines:
        told.append(
            f"{len(lines):,} line{'' if len(lines) == 1 else 's'} of over {LONGEST_LINE:,} characters broken"
        )
    return raw, tuple(told)


def _parts(line: str) -> Iterator[str]:
    """A line in parts that end with a blank, where there is one."""
    start = 0
    while len(line) - start > LONGEST_LINE:
        blank = line.rfind(" ", start, start + LONGEST_LINE)
        end = blank + 1 if blank >= start else start + LONGEST_LINE
        yield line[start:end]
        start = end
    yield line[start:]


def cut(cleaned: Cleaned) -> tuple[Cleaned, tuple[str, ...]]:
    """A cleaned text up to the first bound that it reaches, and what is told of the rest."""
    text = cleaned.text
    ends = {
        "characters": MOST_CHARACTERS if len(text) > MOST_CHARACTERS else None,
        "words and marks": _nth(TOKEN, text, MOST_TOKENS),
        "quotation marks": _nth(ANY_MARK, text, MOST_MARKS),
    }
    end, bound = min(((at, name) for name, at in ends.items() if at is not None), default=(len(text), ""))
    if _nth(_ENDS, text[:end], MOST_SENTENCES) is not None:
        sentences = split_sentences(text[:end])
        if len(sentences) > MOST_SENTENCES:
            end, bound = sentences[MOST_SENTENCES][0], "sentences"
    if not bound:
        return cleaned, ()
    kept = text[:end]
    if end < len(text) and not (text[end - 1].isspace() or text[end].isspace()):
        kept = kept[: max(kept.rfind(" "), kept.rfind("\n")) + 1] or kept
    kept = kept.rstrip()
    most = {
        "characters": MOST_CHARACTERS,
        "words and marks": MOST_TOKENS,
        "quotation marks": MOST_MARKS,
        "sentences": MOST_SENTENCES,
    }[bound]
    headings = cleaned.headings[: bisect_left(cleaned.headings, len(kept), key=lambda heading: heading.at)]
    lost = f"the last {len(text) - len(kept):,} of {len(text):,} characters left out: "
    return replace(cleaned, text=kept, headings=headings), (f"{lost}more than {most:,} {bound}",)


def _nth(pattern: re.Pattern[str], text: str, most: int) -> int | None:
    """Where the match begins that is one too many; None where there is none."""
    found = next(islice(pattern.finditer(text), most, None), None)
    return found.start() if found else None

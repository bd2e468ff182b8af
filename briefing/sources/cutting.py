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
    from briefing.sources.cleaning import Cleaned

# Scripts that are written without blanks have none to look for: Thai to Khmer, Chinese, Japanese, Korean.
_RUN = re.compile(
    rf"[^\s\u0e00-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]{{{LONGEST_RUN + 1},}}"
)
_LINE = re.compile(rf"[^\r\n]{{{LONGEST_LINE + 1},}}")
_PART = re.compile(rf"[^\r\n]{{1,{LONGEST_LINE}}}(?:[ \t]+|\Z)|[^\r\n]{{{LONGEST_LINE}}}|[^\r\n]+")
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
    if runs := [len(run[0]) for run in _RUN.finditer(raw)]:
        raw = _RUN.sub("\n", raw)
        passages = "1 passage" if len(runs) == 1 else f"{len(runs):,} passages"
        told.append(
            f"{passages} without a blank for over {LONGEST_RUN:,} characters left out, {sum(runs):,} in all"
        )
    if lines := len(_LINE.findall(raw)):
        raw = _LINE.sub(lambda line: "\n".join(_PART.findall(line[0])), raw)
        told.append(f"{lines:,} line{'' if lines == 1 else 's'} of over {LONGEST_LINE:,} characters broken")
    return raw, tuple(told)


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

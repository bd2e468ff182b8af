"""Where sentences begin and end, before any language model is loaded."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Words and marks; the longest of thousands of printed sentences has 149. What goes on longer is a list
# without stops, and is read in pieces, so that what looks at all of a sentence for each of its words ends.
MOST_TOKENS = 250
GOES_ON = (")", "]", ",", ";")  # no sentence begins with one of these
TOKEN = re.compile(r"\w+|[^\w\s]")
_RUN = re.compile(r"\S+")
# Nor does one end with a title that a name follows.
TITLED = re.compile(r"\b(?:Lt|Sgt|Det|Reps?|Sens?|Gov|Capt|Col|Gen|Mr|Mrs|Dr)\.$")
# Nor with a country or body in initials that a small word or an office follows: "U.S. Secretary of State".
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}$")
_OFFICE = re.compile(r"[a-z]|(?:Secretary|Ambassador|Attorney|Undersecretary)\b")


@lru_cache(maxsize=1024)  # cleaning, the focus and the annotation ask for the same texts
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Split a text into sentences as half-open offsets; a line break ends a sentence, blanks belong to none.

    The boundaries are nupunkt's (Punkt [Kiss2006]), line by line; what begins with a mark that closes or
    goes on, as after "(D-Mo.", belongs to the sentence before, and so does what follows "Det.-Sgt.". What has
    more than ``MOST_TOKENS`` words and marks is divided at a blank.
    """
    import nupunkt

    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        for found in nupunkt.sent_spans(line):
            words = line[found[0] : found[1]]
            same_line = bool(spans) and spans[-1][1] > start
            if same_line and _goes_on(text[slice(*spans[-1])], words.lstrip()):
                spans[-1] = (spans[-1][0], start + found[0] + len(words.rstrip()))
            elif words.strip():
                begin = start + found[0] + len(words) - len(words.lstrip())
                spans.append((begin, begin + len(words.strip())))
        start += len(line)
    return tuple(piece for span in spans for piece in _pieces(text, *span))


def _goes_on(before: str, words: str) -> bool:
    """Whether words belong to the sentence that seemed to end before them."""
    if words.startswith(GOES_ON) or TITLED.search(before):
        return True
    return bool(_OFFICE.match(words) and _INITIALS.search(before))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, in pieces where it is endless."""
    if end - start > MOST_TOKENS:
        count, last = 0, start
        for run in _RUN.finditer(text, start, end):
            tokens = len(TOKEN.findall(run[0]))
            if count and count + tokens > MOST_TOKENS:
                yield start, last
                start, count = run.start(), 0
            count, last = count + tokens, run.end()
    yield start, end

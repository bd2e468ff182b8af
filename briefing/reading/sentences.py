"""Where sentences begin and end, before any language model is loaded."""

from __future__ import annotations

import re
from functools import lru_cache

GOES_ON = (")", "]", ",", ";")  # no sentence begins with one of these
# Nor does one end with a title that a name follows.
TITLED = re.compile(r"\b(?:Lt|Sgt|Det|Reps?|Sens?|Gov|Capt|Col|Gen|Mr|Mrs|Dr)\.$")


@lru_cache(maxsize=1024)  # cleaning, the focus and the annotation ask for the same texts
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Split a text into sentences as half-open offsets; a line break ends a sentence, blanks belong to none.

    The boundaries are nupunkt's (Punkt [Kiss2006]), line by line; what begins with a mark that closes or
    goes on, as after "(D-Mo.", belongs to the sentence before, and so does what follows "Det.-Sgt.".
    """
    import nupunkt

    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        for found in nupunkt.sent_spans(line):
            words = line[found[0] : found[1]]
            same_line = bool(spans) and spans[-1][1] > start
            if same_line and (words.lstrip().startswith(GOES_ON) or TITLED.search(text, *spans[-1])):
                spans[-1] = (spans[-1][0], start + found[0] + len(words.rstrip()))
            elif words.strip():
                begin = start + found[0] + len(words) - len(words.lstrip())
                spans.append((begin, begin + len(words.strip())))
        start += len(line)
    return tuple(spans)

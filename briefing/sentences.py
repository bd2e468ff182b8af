"""Where sentences begin and end, before any language model is loaded."""

from __future__ import annotations

GOES_ON = (")", "]", ",", ";")  # no sentence begins with one of these


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Split a text into sentences as half-open offsets; a line break ends a sentence, blanks belong to none.

    The boundaries are nupunkt's (Punkt [Kiss2006]), line by line; what begins with a mark that closes or goes on, as after
    "(D-Mo.", belongs to the sentence before.
    """
    import nupunkt

    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        for found in nupunkt.sent_spans(line):
            words = line[found[0] : found[1]]
            if words.lstrip().startswith(GOES_ON) and spans and spans[-1][1] > start:
                spans[-1] = (spans[-1][0], start + found[0] + len(words.rstrip()))
            elif words.strip():
                begin = start + found[0] + len(words) - len(words.lstrip())
                spans.append((begin, begin + len(words.strip())))
        start += len(line)
    return spans

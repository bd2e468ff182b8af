"""Where sentences begin and end, before any language model is loaded."""

from __future__ import annotations


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Split a text into sentences as half-open offsets; a line break ends a sentence, blanks belong to none.

    The boundaries are nupunkt's (Punkt [Kiss2006]), line by line.
    """
    import nupunkt

    spans = []
    start = 0
    for line in text.splitlines(keepends=True):
        for found in nupunkt.sent_spans(line):
            words = line[found[0] : found[1]]
            if words.strip():
                begin = start + found[0] + len(words) - len(words.lstrip())
                spans.append((begin, begin + len(words.strip())))
        start += len(line)
    return spans

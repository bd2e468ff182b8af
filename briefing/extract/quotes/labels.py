"""Names without reporting words: in transcripts ("TAPPER: And what ..."), and on a line by themselves beside a quotation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.extract.quotes.words import Words

MOST_UNLABELLED = 3  # paragraphs between two labels that one speaker fills; more are the article's own
LEAST_LABELS = 2  # paragraphs with a label that make a transcript
_BYLINE = re.compile(
    r"\s*(?P<dash>[—–―]+|--?)?\s*(?P<name>[A-Z][\w.’'-]*(?: (?:de |van |von |al-|bin )?[A-Z][\w.’'-]*){0,4})(?:,[^.!?:\n]{0,80})?\.?\s*"
)
_LABEL = re.compile(r"[\"“‘']?(?P<name>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}):\s+(?=\S)")
_NOTE = re.compile(r"[\"“]?[\[(][^\])]*[\])]\.?[\"”]?\s*$")  # "(CROSSTALK)"


def labelled(text: str) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """Yield the offsets of each label's name, and of the paragraphs spoken under it.

    A paragraph without a label goes on with the speaker before only where another label follows.
    """
    lines = [found.span() for found in re.finditer(r"[^\n]+", text)]
    labels = [_LABEL.match(text, *line) for line in lines]
    marked = [place for place, found in enumerate(labels) if found]
    if len(marked) < LEAST_LABELS:
        return
    for place, following in zip(marked, [*marked[1:], None], strict=True):
        found = labels[place]
        if found is None:
            continue
        pieces = [(found.end(), lines[place][1])]
        if following is not None and following - place - 1 <= MOST_UNLABELLED:
            pieces += [line for line in lines[place + 1 : following] if not _NOTE.match(text, *line)]
        yield found.span("name"), pieces


def byline(words: Words, first: int, last: int) -> tuple[int, int] | None:
    """Return the name on a line that has nothing but a person and a description ("— Jane Doe, 34, Leeds"), as tokens.

    Without the dash it must be a person's name to the language model as well.
    """
    start, end = words.start[first], words.end[last]
    found = _BYLINE.fullmatch(words.text, start, end)
    if found is None:
        return None
    name = words.first_at(found.start("name")), words.last_before(found.end("name"))
    if name[0] > name[1]:
        return None
    person = any(words.entity[i] == "PERSON" for i in range(name[0], name[1] + 1))
    return name if found["dash"] or person else None

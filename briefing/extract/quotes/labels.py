"""Names without reporting words: in transcripts ("TAPPER: And what ..."), and alone beside a quotation."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefing.extract.quotes.frame import Frame
from briefing.extract.quotes.speakers import Speaker
from briefing.reading.grammar import VERBAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.reading.lexicon import Lexicon
    from briefing.reading.tokens import Tokens

MOST_UNLABELLED = 3  # paragraphs between two labels that one speaker fills; more are the article's own
MOST_NAMED = 12  # tokens of a name with its description
LEAST_LABELS = 2  # paragraphs with a label that make a transcript
_LABEL = re.compile(r"[\"“‘']?(?P<name>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}):\s+(?=\S)")
_NOTE = re.compile(r"[\"“]?[\[(][^\])]*[\])]\.?[\"”]?\s*$")  # "(CROSSTALK)"


@cache
def _byline(lexicon: Lexicon) -> re.Pattern[str]:
    """A name on a line by itself, with a dash before it or a description behind it."""
    particles = "|".join(sorted(lexicon["particle"]))
    return re.compile(
        r"\s*(?P<dash>[—–―]+|--?)?\s*"
        rf"(?P<name>[A-Z][\w.’'-]*(?: (?:(?:{particles})[ -])?[A-Z][\w.’'-]*){{0,4}})"
        r"(?:,[^.!?:\n]{0,80})?\.?\s*"
    )


def labelled(text: str) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """Yield the offsets of each label's name, and of the paragraphs spoken under it.

    A paragraph without a label goes on with the speaker before only where another label follows.
    """
    lines = [line.span() for line in re.finditer(r"[^\n]+", text)]
    labels = [(number, label) for number, line in enumerate(lines) if (label := _LABEL.match(text, *line))]
    if len(labels) < LEAST_LABELS:
        return
    for at, (number, label) in enumerate(labels):
        pieces = [(label.end(), lines[number][1])]
        following = labels[at + 1][0] if at + 1 < len(labels) else None
        if following is not None and following - number - 1 <= MOST_UNLABELLED:
            pieces += [line for line in lines[number + 1 : following] if not _NOTE.match(text, *line)]
        yield label.span("name"), pieces


def name_before_colon(words: Tokens, begin: int, colon: int) -> Frame | None:
    """Return the frame of a person who is all that stands before a colon ("Rep. Jane Doe (D-N.Y.): ")."""
    named = [i for i in range(begin, colon) if words.entity[i] == "PERSON" and words.pos[i] == "PROPN"]
    if not named or colon - begin > MOST_NAMED or any(words.pos[i] in VERBAL for i in range(begin, colon)):
        return None
    head = next((i for i in named if i + 1 not in named), named[-1])
    if (named[0] > begin and words.pos[named[0] - 1] == "ADP") or (
        head + 1 < colon and words.lower[head + 1] not in ("(", ",")
    ):
        return None  # "A lesson from Jane Doe: ", "Jane Doe on the war: "
    return Frame(head, head + 1, head + 1, Speaker(begin, colon - 1, head), speech=True, rule="label")


def byline(words: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """Return the name, as tokens, on a line with nothing but a person ("— Jane Doe, 34, Leeds").

    Without the dash it must be a person's name to the language model as well.
    """
    start, end = words.start[first], words.end[last]
    signed = _byline(words.lexicon).fullmatch(words.text, start, end)
    if signed is None:
        return None
    name = words.first_at(signed.start("name")), words.last_before(signed.end("name"))
    if name[0] > name[1]:
        return None
    person = any(words.entity[i] == "PERSON" for i in range(name[0], name[1] + 1))
    return name if signed["dash"] or person else None

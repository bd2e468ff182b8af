"""Whose statement it is."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from briefing.extract.outlook.hedges import MAX_CLIMB, PROMISES, REPORTING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from briefing.model import Mention, Quote

Spoken = list[tuple[int, int, "str | None"]]
Named = list[tuple[int, int, str]]


def spans_of(quotes: Sequence[Quote]) -> dict[str, Spoken]:
    """Where somebody is quoted, and who: by source."""
    found: dict[str, Spoken] = {}
    for quote in quotes:
        for piece in quote.citations:
            found.setdefault(piece.source, []).append((piece.start, piece.end, quote.speaker))
    return found


def places_of(mentions: Sequence[Mention]) -> dict[str, Named]:
    """Where actors are mentioned, in text order: by source."""
    found: dict[str, Named] = {}
    for mention in mentions:
        cited = mention.citation
        found.setdefault(cited.source, []).append((cited.start, cited.end, mention.actor))
    for places in found.values():
        places.sort()
    return found


def speaker_at(token: Token, said: Spoken, named: Named) -> str | None:
    """Whose statement it is: the innermost quotation's speaker, else the subject of the reporting or promising verb."""
    around = [span for span in said if span[0] <= token.idx < span[1]]
    if around:
        return min(around, key=lambda span: span[1] - span[0])[2]
    current = token
    for _ in range(MAX_CLIMB):
        if current.lemma_.lower() in REPORTING or (
            current.lemma_.lower() in PROMISES and current.pos_ == "VERB"
        ):
            subject = next((child for child in current.children if child.dep_ == "nsubj"), None)
            if subject is not None and subject.i != token.i:
                return _mentioned(named, subject.idx)
        if current.head.i == current.i:
            return None
        current = current.head
    return None


def _mentioned(named: Named, position: int) -> str | None:
    """The actor of the innermost mention at ``position``."""
    best: tuple[int, int, str] | None = None
    for place in range(bisect_right(named, (position, 1 << 60, "")) - 1, -1, -1):
        mention = named[place]
        if position - mention[0] > 200:
            break
        if mention[1] > position and (best is None or mention[1] - mention[0] < best[1] - best[0]):
            best = mention
    return best[2] if best else None

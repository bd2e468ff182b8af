"""Whose statement it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.outlook.hedges import MAX_CLIMB
from briefing.extract.outlook.words import PROMISES, REPORTING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from briefing.reading.owners import Places


def speaker_at(token: Token, source: str, said: Places, named: Places) -> str | None:
    """Whose statement it is: the innermost quotation's speaker, else the subject of the reporting or promising verb."""
    quoted = said.innermost(source, token.idx)
    if quoted is not None:
        return quoted[2]
    current = token
    beside = False  # in a clause of its own that is added with "and" or "but"
    for _ in range(MAX_CLIMB):
        lemma = current.lemma_.lower()
        subject = next((child for child in current.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        says = lemma in REPORTING or (lemma in PROMISES and current.pos_ == "VERB")
        if says and subject is not None and subject.dep_ == "nsubj" and subject.i != token.i:
            return None if beside else named.actor(source, subject.idx)
        if current.head.i == current.i:
            return None
        beside = current.dep_ == "conj" and (beside or subject is not None)
        current = current.head
    return None

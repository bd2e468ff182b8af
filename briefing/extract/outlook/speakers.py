"""Whose statement it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.outlook.hedges import MAX_CLIMB, PROMISES, REPORTING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from briefing.places import Places


def speaker_at(token: Token, source: str, said: Places, named: Places) -> str | None:
    """Whose statement it is: the innermost quotation's speaker, else the subject of the reporting or promising verb."""
    quoted = said.innermost(source, token.idx)
    if quoted is not None:
        return quoted[2]
    current = token
    for _ in range(MAX_CLIMB):
        if current.lemma_.lower() in REPORTING or (
            current.lemma_.lower() in PROMISES and current.pos_ == "VERB"
        ):
            subject = next((child for child in current.children if child.dep_ == "nsubj"), None)
            if subject is not None and subject.i != token.i:
                return named.actor(source, subject.idx)
        if current.head.i == current.i:
            return None
        current = current.head
    return None

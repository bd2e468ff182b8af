"""Who says so: the reporting words above a word, and whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefing.reading.grammar import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Container

    from briefing.reading.tokens import Tokens

MOST_STEPS = 12  # from a word to the verb that reports it; more are an accident of the parser


class Report(NamedTuple):
    """The reporting word, and the head word of who reports, both as tokens."""

    cue: int
    speaker: int


def report_above(tokens: Tokens, token: int, verbs: Container[str]) -> Report | None:
    """Who reports the clause of a token: the subject of one of ``verbs`` above it, or after "according to".

    None where nobody does, and in a clause of its own that is added with "and" or "but" to what is reported:
    that may be the source's own.
    """
    beside = False
    current = token
    for _ in range(MOST_STEPS):
        for kid in tokens.kids[current]:
            if tokens.lower[kid] == "according":
                authority = next(
                    (word for word in tokens.subtree(kid) if tokens.relation[word] == "pobj"), None
                )
                return None if authority is None else Report(kid, authority)
        subject = tokens.child(current, *SUBJECTS)
        says = tokens.pos[current] == "VERB" and tokens.lemma[current] in verbs
        if says and subject is not None and subject != token and tokens.relation[subject] == "nsubj":
            return None if beside else Report(current, subject)  # who "is expected" says nothing
        if tokens.head[current] == current:
            return None
        beside = tokens.relation[current] == "conj" and (beside or subject is not None)
        current = tokens.head[current]
    return None

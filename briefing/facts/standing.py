"""What a passage tells first, and how it means it: as a fact, a plan, a possibility, a demand, or not so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Standing
    from briefing.reading.clauses import Clause
    from briefing.reading.tokens import Tokens

OPEN = frozenset({"planned", "possible", "demanded"})  # of what is still to come, or may be


def first_told(tokens: Tokens, clauses: Sequence[Clause]) -> Clause | None:
    """What a sentence with these clauses tells first, behind whoever reports it."""
    speech = tokens.lexicon["speech"]
    told = [clause for clause in clauses if tokens.lemma[clause.verb] not in speech]
    main = [clause for clause in told if clause.main]
    return next(iter(main or told or clauses), None)


def standing_of(tokens: Tokens, first: Clause | None) -> Standing:
    """The standing of what a sentence tells first."""
    lexicon = tokens.lexicon
    if first is None:
        return "asserted"
    if first.negated:
        return "denied"
    if first.modality is None:
        return "asserted"
    if first.modality in lexicon["planning"]:
        return "planned"
    if first.modality in lexicon["mandate"] or first.modality in lexicon["request"]:
        return "demanded"
    return "possible"

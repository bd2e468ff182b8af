"""How a passage means what it tells first: as a fact, a plan, a possibility, a demand, or not so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Standing
    from briefing.reading.clauses import Clause
    from briefing.reading.tokens import Tokens


def standing_of(tokens: Tokens, clauses: Sequence[Clause]) -> Standing:
    """The standing of what a sentence with these clauses tells first, behind whoever reports it."""
    lexicon = tokens.lexicon
    told = [clause for clause in clauses if tokens.lemma[clause.verb] not in lexicon["speech"]]
    main = [clause for clause in told if clause.main]
    first = next(iter(main or told or clauses), None)
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

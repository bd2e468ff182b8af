"""How a passage means what it tells first: as a fact, a plan, a possibility, a demand, or not so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model import Standing
    from briefing.reading.annotation import AnnotatedArticle
    from briefing.reading.clauses import Clause

PLANNING = frozenset({"will", "shall", "'ll", "plan", "to", "intend", "promise", "pledge", "vow", "agree"})


def standing_of(one: AnnotatedArticle, first: int, after: int) -> Standing:
    """The standing of what tokens ``[first, after)`` tell first, behind whoever reports it."""
    clause = told_first(one, first, after)
    if clause is None:
        return "asserted"
    lexicon = one.tokens.lexicon
    if clause.negated:
        return "denied"
    if clause.modality is None:
        return "asserted"
    if clause.modality in PLANNING:
        return "planned"
    if clause.modality in lexicon["mandate"] or clause.modality in lexicon["request"]:
        return "demanded"
    return "possible"


def told_first(one: AnnotatedArticle, first: int, after: int) -> Clause | None:
    """The first clause that is told: the main one, or what it reports; None without any."""
    tokens = one.tokens
    inside = [clause for clause in one.clauses.all if first <= clause.verb < after]
    told = [c for c in inside if tokens.lemma[c.verb] not in tokens.lexicon["speech"]]
    main = [c for c in told if c.main]
    return next(iter(main or told or inside), None)

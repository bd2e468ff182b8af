"""What a passage was compared with, and why that tells the same or does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.facts.likeness import cosines, rarity
from briefing.facts.same import group_passages, objection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.facts.passages import Passage, Report
    from briefing.model import Citation

OTHER_FACT = "told of another event, or too little in common with the rest"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A passage of another report beside the one in question."""

    citation: Citation
    likeness: float  # 0 to 1
    objection: str | None  # why it does not bear it out, in English; None where it does


def compared_with(reports: Sequence[Report], citation: Citation, *, most: int) -> tuple[Comparison, ...]:
    """What a passage was compared with: all that bears it out, then of the rest the ``most`` alike.

    Empty where the passage is none of the reports' sentences.
    """
    groups = group_passages(reports)
    own = next((group for group in groups if any(p.citation == citation for p in group)), ())
    one = next((passage for passage in own if passage.citation == citation), None)
    if one is None:
        return ()
    inside = _beside(one, own)
    others = _beside(one, [one, *(p for group in groups if group is not own for p in group)])
    found = [Comparison(p.citation, like, objection(one, p, like)) for p, like in inside]
    found += [Comparison(p.citation, like, OTHER_FACT) for p, like in others if like > 0]
    found.sort(key=lambda comparison: -comparison.likeness)
    same = [comparison for comparison in found if comparison.objection is None]
    return (*same, *[comparison for comparison in found if comparison.objection is not None][:most])


def _beside(one: Passage, passages: Sequence[Passage]) -> list[tuple[Passage, float]]:
    """The passages of other reports, each with its likeness to one of them."""
    terms = [passage.terms for passage in passages]
    likeness = cosines([one.terms], terms, weight=rarity(terms))[0]
    return [
        (passage, float(like))
        for passage, like in zip(passages, likeness, strict=True)
        if passage.article.id != one.article.id
    ]

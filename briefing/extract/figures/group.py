"""Observations of the same quantity put together and compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.figures.lexicon import MEASURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Agreement, Observation

SAME_SCALE = 3.0  # figures for one quantity rarely differ by more than this factor
SAME_VALUE = 0.05  # relative difference up to which a round number is the same number
SAME_SENTENCE = 0.5  # share of the shorter sentence's words that make two sums of money one
SUMS = frozenset({"percent", "cents"})
SAME_STORY = 0.3  # share of the shorter sentence's words that make one number the same figure
GENERIC = frozenset(
    {
        "group",
        "people",
        "member",
        "unit",
        "case",
        "person",
        "official",
        "country",
        "company",
        "job",
        "share",
        "seat",
    }
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """An observation with what decides whether it is of the same quantity as another.

    ``owners`` are the nationalities and names that modify the noun, ``places`` the places in its sentence, ``content`` the
    sentence's content words, ``revised`` whether the text sets it against an earlier or later figure.
    """

    observation: Observation
    what: str
    thing: str
    modifiers: frozenset[str]
    owners: frozenset[str]
    places: frozenset[str]
    content: frozenset[str]
    publisher: str
    order: int
    revised: bool


def grouped(sightings: Sequence[Sighting]) -> list[list[Sighting]]:
    """Group sightings of the same quantity, in the order of each group's first."""
    groups: list[list[Sighting]] = []
    alike: dict[tuple[str, str | None], list[list[Sighting]]] = {}
    for sighting in sightings:
        near = alike.setdefault((sighting.thing, sighting.observation.unit), [])
        home = next((group for group in near if any(same_quantity(sighting, other) for other in group)), None)
        if home is None:
            groups.append([sighting])
            near.append(groups[-1])
        elif not any(_repeats(sighting, other) for other in home):
            home.append(sighting)
    return groups


def same_quantity(one: Sighting, other: Sighting) -> bool:
    """The same thing in the same unit, of the same owner or in the same place, on the same scale."""
    first, second = one.observation, other.observation
    if one.thing != other.thing or first.unit != second.unit or not _same_scale(first, second):
        return False
    if one.owners and other.owners and not one.owners & other.owners:
        return False
    if (first.low, first.high) == (second.low, second.high) and _same_kind(one, other):
        return first.citation.source == second.citation.source or _overlap(one, other) >= SAME_STORY
    if first.unit in SUMS or first.unit in MEASURES.values() or (first.unit and first.unit.isupper()):
        return _same_sum(one, other)
    if not _same_kind(one, other) or (one.thing in GENERIC and not one.modifiers & other.modifiers):
        return False
    if first.citation == second.citation:
        return one.revised
    return bool(one.modifiers & other.modifiers or one.owners & other.owners or one.places & other.places)


def _same_kind(one: Sighting, other: Sighting) -> bool:
    """Whether the words beside the noun agree: one of them is shared, or one noun stands alone."""
    shared = one.modifiers & other.modifiers or one.owners & other.owners
    return bool(shared) or not (one.modifiers and other.modifiers)


def _same_sum(one: Sighting, other: Sighting) -> bool:
    """Sums, shares and distances are one where two reports say nearly the same; one report's are of different things."""
    if one.observation.citation.source == other.observation.citation.source:
        return False
    shared = one.modifiers & other.modifiers
    return _overlap(one, other) >= SAME_SENTENCE and bool(shared or one.modifiers == other.modifiers)


def agreement(group: Sequence[Sighting]) -> Agreement:
    """Agreed: all bounds can hold together. Changed: a later figure, or the text, says so. Differing: neither."""
    changed = False
    for place, one in enumerate(group):
        for other in group[place + 1 :]:
            first, second = one.observation, other.observation
            if _same_number(first, second):
                continue
            if first.date != second.date or (one.revised and other.revised):
                changed = True
            elif not _compatible(first, second):
                return "differing"
    return "changed" if changed else "agreed"


def _repeats(one: Sighting, other: Sighting) -> bool:
    """The same source gives the same number for the same speaker again."""
    first, second = one.observation, other.observation
    return (
        first.citation.source == second.citation.source
        and (first.low, first.high, first.date) == (second.low, second.high, second.date)
        and (first.speaker == second.speaker or None in (first.speaker, second.speaker))
    )


def _stated(observation: Observation) -> float:
    return observation.low if observation.low is not None else observation.high or 0.0


def _same_scale(one: Observation, other: Observation) -> bool:
    low, high = sorted((_stated(one), _stated(other)))
    return high <= SAME_SCALE * low if low > 0 else high == low


def _same_number(one: Observation, other: Observation) -> bool:
    low, high = sorted((_stated(one), _stated(other)))
    return high - low <= SAME_VALUE * high


def _compatible(one: Observation, other: Observation) -> bool:
    """Whether one number can lie within both bounds."""
    infinite = float("inf")
    low = max(
        one.low if one.low is not None else -infinite, other.low if other.low is not None else -infinite
    )
    high = min(
        one.high if one.high is not None else infinite, other.high if other.high is not None else infinite
    )
    return low <= high * (1 + SAME_VALUE)


def _overlap(one: Sighting, other: Sighting) -> float:
    """The share of the shorter sentence's content words that the other has."""
    return len(one.content & other.content) / (min(len(one.content), len(other.content)) or 1)

"""Observations of the same quantity put together and compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.figures.lexicon import MEASURES, TIMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Agreement, Observation

MOST_COMPARED = 200  # groups of one thing that a number is compared with, the latest: a limit on what thousands of them cost
SAME_SCALE = 3.0  # figures for one quantity rarely differ by more than this factor
SAME_VALUE = 0.05  # relative difference up to which a round number is the same number
SAME_SENTENCE = 0.5  # share of the shorter sentence's words that make two shares or sums of money one
LEAST_SHARED = 4  # words of both sentences, for the same
DEED = "to "  # before the verb that a sum is the object of: two payments are two
STRONG = 2  # owners, places and modifiers shared, for another number of the same thing; one and a common story do, too
LARGE = 1_000.0
SUMS = frozenset({"percent", "percentage points", "cents"})
NEVER_RESTATED = frozenset(  # two lengths are of two things, until they are equal
    {*MEASURES.values(), *(f"{time}s" for time in TIMES)}
)
SAME_STORY = 0.3  # share of the shorter sentence's words that make one number the same figure
TOLLED = frozenset({"killed", "injured", "missing", "displaced", "homeless"})  # what makes a toll
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


Bounds = tuple["float | None", "float | None"]
_CHANGE = re.compile(
    r"\b(?:increas|decreas|ris(?:e|es|ing|en)\b|rose|f[ae]ll|drop|gr[eo]w|jump|climb|revis|earlier|previous|up from|down from|cut|"
    r"lower|rais|declin|shr[aiu]nk)",
    re.IGNORECASE,
)
_TO_OR_FROM = re.compile(r"\b(?:to|from|earlier|previous|initial)\b", re.IGNORECASE)
_MOVE = re.compile(  # a change, not the level that it led to
    r"\b(?:rose|risen|fell|fallen|dropped|grew|grown|jumped|climbed|declined|increased|decreased|gained|lost|up|down)\b(?!.*\bto\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """An observation with what decides whether it is of the same quantity as another.

    ``owners`` are the nationalities and names that modify the noun, ``places`` the places in its sentence, ``content`` the
    sentence's content words, ``years`` the years that it names, ``revised`` whether the text sets the number against an
    earlier or later one; ``told`` is the day of publication, ``dated`` whether the text itself dates the number; ``at`` is where
    the number begins in the sentence, ``values`` are the bounds of all numbers there; ``scene`` are the places of the report's opening, for the toll of what it reports.
    """

    observation: Observation
    what: str
    thing: str
    modifiers: frozenset[str]
    owners: frozenset[str]
    places: frozenset[str]
    content: frozenset[str]
    publisher: str
    revised: bool
    years: frozenset[str] = frozenset()
    told: str | None = None
    dated: bool = False
    scene: frozenset[str] = frozenset()
    at: int = 0
    values: frozenset[Bounds] = frozenset()


def grouped(sightings: Sequence[Sighting]) -> list[list[Sighting]]:
    """Group sightings of the same quantity, in the order of each group's first."""
    groups: list[list[Sighting]] = []
    alike: dict[tuple[str, str | None], list[list[Sighting]]] = {}
    for sighting in sightings:
        near = alike.setdefault((sighting.thing, sighting.observation.unit), [])
        home = next(
            (
                group
                for group in near[-MOST_COMPARED:]
                if any(same_quantity(sighting, other) for other in group)
            ),
            None,
        )
        if home is None:
            groups.append([sighting])
            near.append(groups[-1])
        elif not any(_repeats(sighting, other) for other in home):
            home.append(sighting)
    return groups


def same_quantity(one: Sighting, other: Sighting) -> bool:
    """The same thing in the same unit and on the same scale, with evidence that it is the same: a false difference misleads."""
    first, second = one.observation, other.observation
    if one.thing != other.thing or first.unit != second.unit or not _same_scale(first, second):
        return False
    if one.owners and other.owners and not one.owners & other.owners:
        return False
    if _restates(one, other) or _repeats_elsewhere(one, other):
        return True
    if first.citation == second.citation:
        return one.modifiers == other.modifiers and _restated(one, other)
    if first.unit in NEVER_RESTATED or one.thing.startswith(DEED) or _apart(one, other):
        return False
    if first.unit in SUMS or (first.unit and first.unit.isupper()):
        return _same_sum(one, other)
    return _same_count(one, other)


def _restated(one: Sighting, other: Sighting) -> bool:
    """Whether a sentence sets one number against the other: "fell from 6% to 5%", "an increase from an earlier estimate of"."""
    start, end = sorted((one.at, other.at))
    text = one.observation.citation.text
    return bool(_CHANGE.search(text[:end]) and _TO_OR_FROM.search(text[start:end]))


def _repeats_elsewhere(one: Sighting, other: Sighting) -> bool:
    """Whether the number is the same, and what is told of it, or beside it, says that it is no coincidence."""
    first, second = one.observation, other.observation
    if _stated(first) != _stated(second) or not _same_kind(one, other):
        return False
    apart = first.citation.source != second.citation.source
    if (first.low, first.high) == (second.low, second.high) and (
        not apart or _overlap(one, other) >= SAME_STORY
    ):
        return True
    alike = len(one.modifiers & other.modifiers) + len(one.owners & other.owners) >= STRONG
    same_year = (first.date or "")[:4] == (second.date or "")[
        :4
    ]  # 15,000 flights in 2011 and in 2012 are two things
    return apart and same_year and (alike or _is_telling(one))


def _is_telling(one: Sighting) -> bool:
    """Whether a number is too large and too little round for two of the same thing to be alike by chance: 55,000 pages."""
    value = _stated(one.observation)
    return one.thing not in GENERIC and value >= LARGE and len(f"{value:.0f}".rstrip("0")) > 1


def _restates(one: Sighting, other: Sighting) -> bool:
    """Whether one report gives one number of people harmed again: "at least 46 are dead", "forty-six had been killed"."""
    first, second = one.observation, other.observation
    same = first.citation.source == second.citation.source and _stated(first) == _stated(second)
    return same and first.unit == "people" and one.thing in TOLLED and not _apart(one, other)


def _same_count(one: Sighting, other: Sighting) -> bool:
    """Counts are of one thing where names and places, or one of them and the story, say so."""
    if not _same_kind(one, other) or (one.thing in GENERIC and not one.modifiers & other.modifiers):
        return False
    if one.observation.citation.source == other.observation.citation.source and not _set_against(one, other):
        return False
    if one.scene & other.scene and not one.years and not other.years:
        return True  # the tolls of two reports' own event
    shared = len(one.modifiers & other.modifiers) + len(one.owners & other.owners)
    shared += len((one.places | one.scene) & (other.places | other.scene))
    return shared >= STRONG or (shared > 0 and _overlap(one, other) >= SAME_STORY)


def _apart(one: Sighting, other: Sighting) -> bool:
    """Whether the sentences name other places or years, tell of a change each, or one of them has both numbers."""
    first, second = one.observation, other.observation
    if (first.low, first.high) in other.values or (second.low, second.high) in one.values:
        return True  # "25% on steel and 10% on aluminium"
    if first.date != second.date and all(_MOVE.search(seen.text) for seen in (first, second)):
        return True  # "fell 3%" on two days
    elsewhere = one.places and other.places and not one.places & other.places
    then = one.years != other.years and not one.years & other.years
    return bool(elsewhere or then)


def _set_against(one: Sighting, other: Sighting) -> bool:
    """Whether one report gives two numbers of the same thing: it says so, or two speakers give them."""
    speakers = {one.observation.speaker, other.observation.speaker}
    return one.revised or other.revised or (len(speakers) == 2 and None not in speakers)


def _same_kind(one: Sighting, other: Sighting) -> bool:
    """Whether the words beside the noun agree: one of them is shared, or one noun stands alone."""
    shared = one.modifiers & other.modifiers or one.owners & other.owners
    return bool(shared) or not (one.modifiers and other.modifiers)


def _same_sum(one: Sighting, other: Sighting) -> bool:
    """Shares and sums are one where two reports say nearly the same; one report's are of different things."""
    if one.observation.citation.source == other.observation.citation.source:
        return False
    common = len(one.content & other.content)
    alike = common >= LEAST_SHARED and _overlap(one, other) >= SAME_SENTENCE
    return alike and one.modifiers == other.modifiers


def agreement(group: Sequence[Sighting]) -> Agreement:
    """Agreed: all bounds can hold together. Changed: a later figure, or the text, says so. Differing: neither."""
    changed = False
    for place, one in enumerate(group):
        for other in group[place + 1 :]:
            if _same_number(one.observation, other.observation):
                continue
            if one.observation.citation == other.observation.citation:
                changed = True  # a sentence does not contradict itself
            elif one.revised or other.revised or _later(one, other):
                changed = True
            elif not _compatible(one.observation, other.observation):
                return "differing"
    return "changed" if changed else "agreed"


def _later(one: Sighting, other: Sighting) -> bool:
    """Whether two numbers are of two days: both are dated in the text, or they were published on different days."""
    if one.observation.date == other.observation.date:
        return False
    return (one.dated and other.dated) or one.told != other.told


def _repeats(one: Sighting, other: Sighting) -> bool:
    """The same source gives the same number for the same speaker again."""
    first, second = one.observation, other.observation
    return (
        first.citation.source == second.citation.source
        and (first.low, first.high) == (second.low, second.high)
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

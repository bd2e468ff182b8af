"""Observations of the same quantity put together and compared."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Literal

from briefing.extract.figures.patterns import BECOMING, CHANGE, MOVE

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from briefing.extract.figures.numbers import Bounds
    from briefing.model import Agreement, Citation, Observation
    from briefing.reading.lexicon import Lexicon

# Groups of one thing that a number is compared with, and numbers of each: a limit on what thousands cost.
MOST_COMPARED = 200
SAME_SCALE = 3.0  # figures for one quantity rarely differ by more than this factor
SAME_VALUE = 0.05  # relative difference up to which a round number is the same number
SAME_SENTENCE = 0.5  # share of the shorter sentence's words that make two shares or sums of money one
SAME_STORY = 0.3  # share of the shorter sentence's words that make one number the same figure
LEAST_SHARED = 4  # words of both sentences, for two shares or sums
# Owners, locations and modifiers shared, for another number of the same thing; one and a story do, too.
STRONG = 2
LARGE = 1_000.0
SUMS = frozenset({"percent", "percentage points", "cents"})

Kind = Literal["length", "deed", "sum", "toll", "count"]


def kind_of(lexicon: Lexicon, unit: str | None, thing: str) -> Kind:
    """What sort of quantity it is, which decides when another number may be of the same one."""
    unit = unit or ""
    if unit in lexicon.table("measures").values() or unit.removesuffix("s") in lexicon["time_unit"]:
        return "length"
    if thing.startswith("to "):
        return "deed"  # the verb that a sum is the object of: two payments are two
    if unit in SUMS or unit.isupper():
        return "sum"
    return "toll" if unit == "people" and thing in lexicon["tolled"] else "count"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence and its report say beside the numbers.

    ``told`` is the day of publication. ``locations`` are those of the sentence, ``scene`` those of the
    report's opening where a toll here is of its event; ``content`` are the content words, ``values`` the
    bounds of all numbers. ``revised``: the sentence sets a number against an earlier or later one;
    ``of_another``: it tells of something before ("That earthquake ...").
    """

    citation: Citation
    publisher: str
    told: str | None
    locations: frozenset[str]
    scene: frozenset[str]
    years: frozenset[str]
    content: frozenset[str]
    values: frozenset[Bounds]
    revised: bool
    of_another: bool


@dataclass(frozen=True, slots=True)
class Sighting:
    """An observation with what decides whether it is of the same quantity as another.

    ``outcome`` is what happened to the people who are counted, ``whom`` the words for them, each None where
    there is none;
    ``owners`` are the nationalities and names that modify the noun; ``generic``: many numbers count this
    thing; ``dated``: the text itself dates the number; ``at`` is where it begins in the sentence.
    """

    observation: Observation
    what: str
    outcome: str | None
    whom: str | None
    thing: str
    kind: Kind
    generic: bool
    modifiers: frozenset[str]
    owners: frozenset[str]
    dated: bool
    at: int
    setting: Setting


def outcome_in(lexicon: Lexicon, unit: str | None, thing: str) -> str | None:
    """What happened to the people who are counted, as the lexicon calls it; None for other quantities."""
    name = thing.partition(" ")[0]
    tables = ("done_to", "befalls", "conditions_of_people", "casualties")
    known = unit == "people" and any(name in lexicon.table(table).values() for table in tables)
    return name if known else None


def grouped(sightings: Sequence[Sighting]) -> list[list[Sighting]]:
    """Group sightings of the same quantity, in the order of each group's first."""
    groups: list[list[Sighting]] = []
    alike: dict[tuple[str, str | None], _Alike] = {}
    for sighting in sightings:
        near = alike.setdefault((sighting.thing, sighting.observation.unit), _Alike())
        number = next(
            (
                number
                for number in near.candidates(sighting)
                if any(same_quantity(sighting, other) for other in near.groups[number][-MOST_COMPARED:])
            ),
            None,
        )
        if number is None:
            number = len(near.groups)
            near.groups.append([])
            groups.append(near.groups[number])
        if not near.repeats(number, sighting):
            near.groups[number].append(sighting)
            near.note(number, sighting)
    return groups


class _Alike:
    """The groups of one thing in one unit, by what a further sighting must share with one of them."""

    def __init__(self) -> None:
        self.groups: list[list[Sighting]] = []
        self._holding: dict[Hashable, set[int]] = defaultdict(set)
        self._sources: list[set[str]] = []
        self._speakers: dict[Hashable, set[str | None]] = defaultdict(set)

    def repeats(self, number: int, sighting: Sighting) -> bool:
        """Whether the same source has given the same number for the same speaker in a group."""
        speaker, speakers = sighting.observation.speaker, self._speakers[_given(number, sighting)]
        return bool(speakers) and (speaker is None or None in speakers or speaker in speakers)

    def note(self, number: int, sighting: Sighting) -> None:
        """Take up a sighting that has joined a group."""
        seen = sighting.observation
        self._speakers[_given(number, sighting)].add(seen.speaker)
        if number == len(self._sources):
            self._sources.append(set())
        self._sources[number].add(seen.citation.source)
        if len(self._sources[number]) == 1:
            self._holding["only", seen.citation.source].add(number)
        else:
            for source in self._sources[number]:
                self._holding["only", source].discard(number)
        self._holding["value", _stated(seen)].add(number)
        self._holding["citation", seen.citation].add(number)
        if seen.speaker is not None:
            self._holding["speaker"].add(number)
        if sighting.setting.revised:
            self._holding["revised"].add(number)

    def candidates(self, sighting: Sighting) -> list[int]:
        """The last groups, but those of this source alone with other values that nothing sets against it."""
        seen = sighting.observation
        last = set(range(max(len(self.groups) - MOST_COMPARED, 0), len(self.groups)))
        if sighting.setting.revised:
            return sorted(last)
        held = self._holding
        found = last - held["only", seen.citation.source]
        keys = [("value", _stated(seen)), ("citation", seen.citation), "revised"]
        for key in [*keys, *(["speaker"] if seen.speaker is not None else [])]:
            found |= held[key] & last
        return sorted(found)


def _given(number: int, sighting: Sighting) -> Hashable:
    seen = sighting.observation
    return number, seen.citation.source, seen.low, seen.high


def same_quantity(one: Sighting, other: Sighting) -> bool:
    """The same thing, unit and scale, with evidence that it is the same: a false difference misleads."""
    first, second = one.observation, other.observation
    if one.thing != other.thing or first.unit != second.unit or not _same_scale(first, second):
        return False
    if one.owners and other.owners and not one.owners & other.owners:
        return False
    if _restates(one, other) or _repeats_elsewhere(one, other):
        return True
    if first.citation == second.citation:
        return one.modifiers == other.modifiers and _restated(one, other)
    if _of_one_people(one, other):
        return True
    if one.kind in ("length", "deed") or _apart(one, other):
        return False  # two lengths are of two things, until they are equal
    return _same_sum(one, other) if one.kind == "sum" else _same_count(one, other)


def _of_one_people(one: Sighting, other: Sighting) -> bool:
    """Whether two reports give the toll of one people, wherever they say that it was."""
    apart = one.observation.citation.source != other.observation.citation.source
    return apart and one.outcome is not None and bool(one.owners) and one.owners == other.owners


def _restated(one: Sighting, other: Sighting) -> bool:
    """Whether a sentence sets one number against the other: "fell from 6% to 5%"."""
    start, end = sorted((one.at, other.at))
    text = one.observation.citation.text
    return bool(CHANGE.search(text[:end]) and BECOMING.search(text[start:end]))


def _repeats_elsewhere(one: Sighting, other: Sighting) -> bool:
    """Whether the number is the same, and what is told of it or beside it says that this is no chance."""
    first, second = one.observation, other.observation
    if _stated(first) != _stated(second) or not _same_kind(one, other):
        return False
    apart = first.citation.source != second.citation.source
    if (first.low, first.high) == (second.low, second.high) and (
        not apart or _overlap(one, other) >= SAME_STORY
    ):
        return True
    alike = len(one.modifiers & other.modifiers) + len(one.owners & other.owners) >= STRONG
    # 15,000 flights in 2011 and in 2012 are two things.
    same_year = (first.date or "")[:4] == (second.date or "")[:4]
    return apart and same_year and (alike or _is_telling(one))


def _is_telling(one: Sighting) -> bool:
    """Whether a number is too large and too little round to be that of another by chance: 55,000 pages."""
    value = _stated(one.observation)
    return not one.generic and value >= LARGE and len(f"{value:.0f}".rstrip("0")) > 1


def _restates(one: Sighting, other: Sighting) -> bool:
    """Whether one report gives a toll again: "at least 46 are dead", "forty-six had been killed"."""
    first, second = one.observation, other.observation
    same = first.citation.source == second.citation.source and _stated(first) == _stated(second)
    return same and one.kind == "toll" and not _apart(one, other)


def _same_count(one: Sighting, other: Sighting) -> bool:
    """Counts are of one thing where names and locations, or one of them and the story, say so."""
    if not _same_kind(one, other) or (one.generic and not one.modifiers & other.modifiers):
        return False
    if one.observation.citation.source == other.observation.citation.source and not _set_against(one, other):
        return False
    here, there = one.setting, other.setting
    if one.thing == "killed" and here.scene & there.scene and not here.years and not there.years:
        return True  # the tolls of two reports' own event
    shared = len(one.modifiers & other.modifiers) + len(one.owners & other.owners)
    shared += len(_around(one) & _around(other))
    return shared >= STRONG or (shared > 0 and _overlap(one, other) >= SAME_STORY)


def _around(one: Sighting) -> frozenset[str]:
    """The locations of the sentence, and for the report's own toll those that the report is about."""
    own = one.setting.scene if one.thing == "killed" else frozenset()
    return one.setting.locations | own


def _apart(one: Sighting, other: Sighting) -> bool:
    """Whether the sentences name other locations or years, tell of a change each, or one has both numbers."""
    first, second = one.observation, other.observation
    here, there = one.setting, other.setting
    if (first.low, first.high) in there.values or (second.low, second.high) in here.values:
        return True  # "25% on steel and 10% on aluminium"
    if first.date != second.date and all(MOVE.search(seen.text) for seen in (first, second)):
        return True  # "fell 3%" on two days
    elsewhere = here.locations and there.locations and not here.locations & there.locations
    then = here.years != there.years and not here.years & there.years
    return bool(elsewhere or then)


def _set_against(one: Sighting, other: Sighting) -> bool:
    """Whether one report gives two numbers of the same thing: it says so, or two speakers give them."""
    speakers = {one.observation.speaker, other.observation.speaker}
    return one.setting.revised or other.setting.revised or (len(speakers) == 2 and None not in speakers)


def _same_kind(one: Sighting, other: Sighting) -> bool:
    """Whether the words beside the noun agree: one of them is shared, or one noun stands alone."""
    shared = one.modifiers & other.modifiers or one.owners & other.owners
    return bool(shared) or not (one.modifiers and other.modifiers)


def _same_sum(one: Sighting, other: Sighting) -> bool:
    """Shares and sums are one where two reports say nearly the same; one report's are of different things."""
    if one.observation.citation.source == other.observation.citation.source:
        return False
    common = len(one.setting.content & other.setting.content)
    alike = common >= LEAST_SHARED and _overlap(one, other) >= SAME_SENTENCE
    return alike and one.modifiers == other.modifiers


def agreement(group: Sequence[Sighting]) -> Agreement:
    """Agreed: all bounds can hold together. Changed: a later figure or the text says so. Else differing."""
    changed = False
    group = group[:MOST_COMPARED]
    for number, one in enumerate(group, start=1):
        for other in group[number:]:
            if _same_number(one.observation, other.observation):
                continue
            if one.observation.citation == other.observation.citation:
                changed = True  # a sentence does not contradict itself
            elif one.setting.revised or other.setting.revised or _later(one, other):
                changed = True
            elif not _compatible(one.observation, other.observation):
                return "differing"
    return "changed" if changed else "agreed"


def _later(one: Sighting, other: Sighting) -> bool:
    """Whether two numbers are of two days: both are dated in the text, or their reports are of two days."""
    if one.observation.date == other.observation.date:
        return False
    return (one.dated and other.dated) or one.setting.told != other.setting.told


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
    low = max((seen.low for seen in (one, other) if seen.low is not None), default=-inf)
    high = min((seen.high for seen in (one, other) if seen.high is not None), default=inf)
    return low <= high * (1 + SAME_VALUE)


def _overlap(one: Sighting, other: Sighting) -> float:
    """The share of the shorter sentence's content words that the other has."""
    ours, theirs = one.setting.content, other.setting.content
    return len(ours & theirs) / (min(len(ours), len(theirs)) or 1)

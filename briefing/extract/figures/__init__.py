"""How much: numbers with what they count, who gives them and when, and whether the sources agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.figures.attribution import Attribution
from briefing.extract.figures.group import agreement, grouped
from briefing.extract.figures.sightings import find_sightings
from briefing.model import Figure
from briefing.reading.lexicon import english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.figures.group import Sighting
    from briefing.model import Mention, Quote, TimeExpression
    from briefing.reading.annotation import AnnotatedArticle

__all__ = ["extract_figures", "is_counted", "is_duration"]


def extract_figures(
    annotated: Sequence[AnnotatedArticle],
    *,
    quotes: Sequence[Quote] = (),
    mentions: Sequence[Mention] = (),
    times: Sequence[TimeExpression] = (),
) -> tuple[Figure, ...]:
    """Find quantities, the observations of one quantity together, oldest first.

    Figures that several publishers or observations give come first, then those that say most. ``quotes`` and
    ``mentions`` tell who gives a number, ``times`` when it held; without them the speaker is None and the
    date that of publication. Dates, ordinals, names, ages and small counts of ordinary things are no figures.
    """
    attribution = Attribution(quotes, mentions, times)
    sightings = [sighting for one in annotated for sighting in find_sightings(one, attribution)]
    groups = sorted(grouped(sightings), key=_rank)
    return tuple(
        Figure(
            id=f"F{number}",
            what=_what(group),
            agreement=agreement(group),
            observations=tuple(
                sighting.observation
                for sighting in sorted(group, key=lambda sighting: sighting.observation.date or "")
            ),
            outcome=group[0].outcome,
            whom=_whom(group),
        )
        for number, group in enumerate(groups, start=1)
    )


def _what(group: Sequence[Sighting]) -> str:
    """The words for what is counted, those that say most; of a deed all, as its verb alone says little."""
    best = max(group, key=lambda sighting: len(sighting.modifiers))
    return best.observation.text if best.kind == "deed" else best.what


def _whom(group: Sequence[Sighting]) -> str | None:
    """The words for the people who are counted, those that say most."""
    named = [sighting for sighting in group if sighting.whom]
    best = max(named, key=lambda sighting: (len(sighting.owners), len(sighting.whom or "")), default=None)
    return best.whom if best else None


_KINDS = {"troops": 0, "people": 0, "votes": 0, "percent": 1}


def _rank(group: Sequence[Sighting]) -> tuple[int, int, bool, int]:
    """More publishers, more observations, what is not agreed, and people and shares before the rest."""
    unit = group[0].observation.unit or ""
    kind = _KINDS.get(unit, 1 if unit.isupper() else 2)
    publishers = len({sighting.setting.publisher for sighting in group})
    return -publishers, -len(group), agreement(group) == "agreed", kind


def is_counted(figure: Figure) -> bool:
    """Whether a figure counts what a desk asks for by name: people harmed, troops, votes, ships ..."""
    lexicon = english()
    known = set(lexicon.table("same_thing").values()) - lexicon["generic_thing"]
    return figure.outcome is not None or any(seen.unit in known for seen in figure.observations)


def is_duration(figure: Figure) -> bool:
    """Whether a figure says how long: that belongs to one sentence, and no second source adds to it."""
    units = english()["time_unit"]
    return any(seen.unit and seen.unit.removesuffix("s") in units for seen in figure.observations)

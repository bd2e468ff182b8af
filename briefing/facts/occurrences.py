"""Which reports tell of the same occurrence: the frame in which their sentences can tell the same fact.

Two earthquakes, or two strikes on one city, are told in the same words. What tells them apart stands in the
reports as wholes: the names, the numbers with what they count, the rare words, the day of the week.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from briefing.facts.likeness import cosines, rarity
from briefing.reading.clusters import average_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from briefing.facts.passages import Report

# The chance that two reports tell of one occurrence, by logistic regression on pairs of reports from 22
# topics of two occurrences each (docs/design-notes.md, "Facts").
WORDS, NAMES, COUNTS = 13.9, 11.2, 13.5  # for each of the cosines
OTHER_WEEKDAY = -1.36  # where both name days of the week, and none in common
OFFSET = -3.0
SAME_OCCURRENCE = 0.65  # mean chance of two groups from which they are one


def find_occurrences(reports: Sequence[Report]) -> list[int]:
    """The number of each report's occurrence."""
    found: list[int] = average_link(chances(reports), SAME_OCCURRENCE).tolist()
    return found


def chances(reports: Sequence[Report]) -> NDArray[np.float64]:
    """The chance of each two reports to tell of one occurrence, 0 to 1."""
    total = np.full((len(reports), len(reports)), OFFSET)
    if not reports:
        return total
    for field, share in (("words", WORDS), ("names", NAMES), ("counts", COUNTS)):
        sets = [report.all_of(field) for report in reports]
        total += share * cosines(sets, weight=rarity(sets))
    total += OTHER_WEEKDAY * _other_weekday(reports)
    chance: NDArray[np.float64] = 1 / (1 + np.exp(-total))
    return chance


def _other_weekday(reports: Sequence[Report]) -> NDArray[np.float64]:
    """1 where two reports both name days of the week, and none in common; else 0."""
    named = [report.all_of("weekdays") for report in reports]
    return np.array([[float(bool(a and b) and a.isdisjoint(b)) for b in named] for a in named])

"""Which reports tell of the same occurrence: the frame in which their sentences can tell the same fact.

Two earthquakes, or two strikes on one city, are told in the same words. What tells them apart stands in the
reports as wholes: the names, the numbers with what they count, the rare words, the day of the week.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from briefing.facts.likeness import cosines, rarity

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
    """The number of each report's occurrence: average-link clusters (UPGMA [ManningRaghavanSchuetze2008])."""
    if len(reports) < 2:
        return [0] * len(reports)
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    distance = 1 - chances(reports)
    np.fill_diagonal(distance, 0)
    labels = fcluster(linkage(squareform(distance, checks=False), "average"), 1 - SAME_OCCURRENCE, "distance")
    found: list[int] = (labels - 1).tolist()
    return found


def chances(reports: Sequence[Report]) -> NDArray[np.float64]:
    """The chance of each two reports to tell of one occurrence, 0 to 1."""
    total = np.full((len(reports), len(reports)), OFFSET)
    for field, share in (("words", WORDS), ("names", NAMES), ("counts", COUNTS)):
        sets = [report.all_of(field) for report in reports]
        total += share * cosines(sets, weight=rarity(sets))
    total += OTHER_WEEKDAY * _other_weekday(reports)
    chance: NDArray[np.float64] = 1 / (1 + np.exp(-total))
    return chance


def _other_weekday(reports: Sequence[Report]) -> NDArray[np.float64]:
    days = sorted({day for report in reports for day in report.all_of("weekdays")}, key=str)
    has = np.array([[float(day in report.all_of("weekdays")) for day in days] for report in reports])
    if not days:
        return np.zeros((len(reports), len(reports)))
    named = np.asarray(has.any(axis=1))
    apart: NDArray[np.float64] = (np.outer(named, named) & (has @ has.T == 0)).astype(float)
    return apart

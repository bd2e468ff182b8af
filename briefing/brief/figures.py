"""The figures of a brief: what happened to people first, then what several reports or a key point count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.brief.focus import ABOUT
from briefing.extract.figures import is_counted, is_duration

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable
    from datetime import date

    from briefing.brief.focus import Relevance
    from briefing.model import Citation, Figure

# Every outcome that the lexicon knows, in the order in which a reader asks for them.
OUTCOMES = (
    "killed",
    "missing",
    "injured",
    "shot",
    "casualty",
    "victim",
    "hostage",
    "infected",
    "arrested",
    "prisoner",
    "displaced",
    "homeless",
    "rescued",
)


def choose_figures(
    figures: Iterable[Figure],
    weighed: Relevance,
    *,
    own: Container[str | None],
    standing: Container[str],
    pointed: Collection[Citation],
    since: date,
) -> tuple[Figure, ...]:
    """The figures about the focus that stand, those on what happened to people first.

    ``own`` are the ids of the actors that the focus is about, ``standing`` those of the reports that still
    count, ``pointed`` the passages of the key points, ``since`` the first day of the period. What one passage
    counts in passing is left out, and a figure whose latest number is not of a report that counts.
    """
    current = [
        figure
        for figure in figures
        if any(o.speaker in own or weighed.of([o.citation]) >= ABOUT for o in figure.observations)
        and figure.observations[-1].citation.source in standing
        and _latest(figure) >= since.isoformat()[: len(_latest(figure)) or None]
        and not is_duration(figure)
    ]
    told: dict[object, Figure] = {}
    for figure in sorted(current, key=_rank):
        if len(figure.observations) > 1 or any(o.citation in pointed for o in figure.observations):
            told[figure.id] = figure
        elif is_counted(figure):  # of several single numbers of one thing the first
            told.setdefault((figure.outcome, figure.whom, figure.observations[0].unit), figure)
    return tuple(sorted(told.values(), key=_rank))


def _latest(figure: Figure) -> str:
    return figure.observations[-1].date or ""


def _rank(figure: Figure) -> tuple[int, int, bool]:
    turn = OUTCOMES.index(figure.outcome) if figure.outcome in OUTCOMES else len(OUTCOMES)
    return turn, -len(figure.observations), figure.agreement == "agreed"

"""Coordinates of marks on the pictures, in the units of their drawings; the templates draw them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Actor, Brief, Event, Figure, Observation, Source

WIDTH = 520  # one unit is one CSS pixel at the width of the text on A4
MARGIN = 22
STRIP_DAYS = 45  # events further from the as-of day are history and would squeeze the rest
STRIP_STACK = 6  # dots drawn above one day; the count beside says how many there are
DOT = 9  # from one dot to the next

PRESENCE_ACTORS = 8
PRESENCE_SOURCES = 24
NAMES = 170
ROW = 17

MOVEMENT_NUMBERS = 8  # more different numbers than these are a cloud
MOVEMENT_TOP = 12
STEP = 20  # height for each different number
VALUES = 60  # width of the numbers beside the drawing
LINE = 12  # from one label to the next
DAY_LABEL = 44


@dataclass(frozen=True, slots=True)
class Day:
    """A day on the strip: ``x`` of its middle, the heights of its dots, whether its label has room."""

    date: date
    x: float
    dots: tuple[float, ...]
    count: int
    labelled: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """The timeline as dots over days.

    ``as_of`` is the x of the as-of day, ``earlier`` counts what is not drawn.
    """

    days: tuple[Day, ...]
    as_of: float | None
    height: int
    baseline: int
    width: int
    earlier: int


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """An actor's row: the height of its middle, and for each source whether it names the actor."""

    actor: Actor
    y: float
    named: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Presence:
    """Which source names which actor. ``columns`` are the x of ``sources``, in order."""

    sources: tuple[Source, ...]
    columns: tuple[float, ...]
    rows: tuple[PresenceRow, ...]
    height: int
    width: int
    names: int


@dataclass(frozen=True, slots=True)
class Point:
    """An observation on the drawing of a figure."""

    x: float
    y: float
    observation: Observation


@dataclass(frozen=True, slots=True)
class Movement:
    """How a figure moved: its points by day.

    ``numbers`` are those on the scale with their heights, ``days`` have their x, ``left`` is where the scale
    ends.
    """

    points: tuple[Point, ...]
    numbers: tuple[tuple[float, float], ...]
    days: tuple[tuple[date, float], ...]
    height: int
    baseline: int
    width: int
    left: int


def timeline_strip(brief: Brief) -> Strip | None:
    """The events near the as-of day, or None where fewer than three fall on fewer than two days."""
    as_of = brief.edition.as_of
    counts: dict[date, int] = {as_of: 0}
    for event in brief.timeline:
        if (on := _day(event)) and abs((on - as_of).days) <= STRIP_DAYS:
            counts[on] = counts.get(on, 0) + 1
    if sum(1 for count in counts.values() if count) < 2 or sum(counts.values()) < 3:
        return None
    first, last = min(counts), max(counts)
    step = (WIDTH - 2 * MARGIN) / max(1, (last - first).days)
    tallest = min(STRIP_STACK, max(counts.values()))
    baseline = 16 + tallest * DOT

    def x_of(on: date) -> float:
        return round(MARGIN + (on - first).days * step, 1)

    days = []
    labelled = -1000.0
    for on in sorted(counts):
        room = x_of(on) - labelled >= 44
        labelled = x_of(on) if room else labelled
        dots = tuple(baseline - 7 - DOT * level for level in range(min(counts[on], STRIP_STACK)))
        days.append(Day(on, x_of(on), dots, counts[on], room))
    drawn = sum(counts.values())
    return Strip(tuple(days), x_of(as_of), baseline + 20, baseline, WIDTH, len(brief.timeline) - drawn)


def movement(figure: Figure) -> Movement | None:
    """How a figure moved or where it differs, or None where fewer than two numbers can be drawn.

    Days go from left to right, numbers from the smallest up. Observations without a day or a number are left
    to the table.
    """
    drawn = [
        (date.fromisoformat(o.date), number, o)
        for o in figure.observations
        if o.date and len(o.date) == len("2022-02-11") and (number := _number(o)) is not None
    ]
    numbers = sorted({number for _, number, _ in drawn})
    if len(numbers) < 2 or len(numbers) > MOVEMENT_NUMBERS or len({o.unit for _, _, o in drawn}) > 1:
        return None
    days = sorted({on for on, _, _ in drawn})
    span = max(1, (days[-1] - days[0]).days)
    room = WIDTH - VALUES - 4 * MARGIN
    height = MOVEMENT_TOP + STEP * len(numbers)
    rise = (height - MOVEMENT_TOP - STEP / 2) / (numbers[-1] - numbers[0])
    x = {on: round(VALUES + 2 * MARGIN + room * (on - days[0]).days / span, 1) for on in days}
    y = {number: round(MOVEMENT_TOP + rise * (numbers[-1] - number), 1) for number in numbers}
    points = tuple(
        Point(x[on], y[number], observation) for on, number, observation in sorted(drawn, key=_order)
    )
    labels = _apart([(number, y[number]) for number in numbers])
    ticks = _apart_days([(on, x[on]) for on in days])
    return Movement(points, labels, ticks, height + 22, height + 4, WIDTH, VALUES)


def _order(item: tuple[date, float, Observation]) -> tuple[date, float]:
    return item[0], item[1]


def _number(observation: Observation) -> float | None:
    """The number to draw: the bound that is printed, or the middle of a range."""
    known = [bound for bound in (observation.low, observation.high) if bound is not None]
    return sum(known) / len(known) if known else None


def _apart(labels: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """The numbers on the scale with their heights; of labels that would touch, the upper one."""
    kept: list[tuple[float, float]] = []
    for number, y in reversed(labels):
        if not kept or y - kept[-1][1] >= LINE:
            kept.append((number, y))
    return tuple(kept)


def _apart_days(ticks: list[tuple[date, float]]) -> tuple[tuple[date, float], ...]:
    kept: list[tuple[date, float]] = []
    for on, x in ticks:
        if not kept or x - kept[-1][1] >= DAY_LABEL:
            kept.append((on, x))
    return tuple(kept)


def _day(event: Event) -> date | None:
    """The event's day, None where it is known less precisely."""
    if event.precision != "day":
        return None
    try:
        return date.fromisoformat(event.date)
    except ValueError:
        return None


def presence(actors: Sequence[Actor], sources: Sequence[Source]) -> Presence | None:
    """The first actors against the sources, or None where a picture would say nothing or too much."""
    chosen = [actor for actor in actors if actor.sources][:PRESENCE_ACTORS]
    if len(chosen) < 3 or not 3 <= len(sources) <= PRESENCE_SOURCES:
        return None
    step = min(48.0, (WIDTH - NAMES - MARGIN) / len(sources))
    columns = tuple(round(NAMES + step * (column + 0.5), 1) for column in range(len(sources)))
    rows = tuple(
        PresenceRow(actor, 30 + ROW * row, tuple(source.id in actor.sources for source in sources))
        for row, actor in enumerate(chosen)
    )
    return Presence(tuple(sources), columns, rows, 26 + ROW * len(rows), WIDTH, NAMES)

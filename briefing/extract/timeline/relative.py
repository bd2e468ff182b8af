"""Expressions that count or name units from an anchor: "two days ago", "last month", "the following year"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.timeline import calendar
from briefing.extract.timeline.durations import duration, is_counted, number_of, unit_of
from briefing.extract.timeline.grammar import (
    AHEAD,
    BACK,
    BEFORE,
    COUNTED,
    FROM_NOW,
    FROM_TEXT,
    LATELY,
    OPENING,
    POINTING,
    SAME,
    THIS,
)

if TYPE_CHECKING:
    from datetime import date

    from briefing.extract.timeline.context import Context
    from briefing.extract.timeline.durations import Unit
    from briefing.model import TimexType

Answer = tuple["TimexType", "str | None"]


def step(words: str) -> int:
    """-1 for the unit before ("last"), 1 for the one after ("next"), else 0."""
    return -1 if BACK.search(words) else 1 if AHEAD.search(words) else 0


def some_units_away(words: str, context: Context, _: int) -> Answer:
    """So many units before or after: publication for "ago" and "from now", else the last date of the text."""
    unit = unit_of(words, context.grammar)
    if not unit:
        return "DATE", None
    number = number_of(words[: unit.start], context.grammar.lexicon)
    if words.startswith("the "):
        number = 1.0
    back = BEFORE.search(words)
    if number is None:
        return "DATE", "PAST_REF" if back else "FUTURE_REF"
    base = context.published if FROM_NOW.search(words) else context.named(unit)
    return "DATE", _moved(base, unit, -number if back else number) if base else None


def _moved(base: date, unit: Unit, amount: float) -> str | None:
    """``base`` moved by so many units, as precise as the unit and the number are."""
    try:
        count = round(amount * unit.times)
        if unit.code == "PD":
            return calendar.day(base, count)
        if unit.code == "PW":
            return calendar.day(base, 7 * count) if abs(count) == 1 else calendar.week(base, count)
        if unit.code == "PM":
            return calendar.month(base, count)
        if unit.code == "PQ":
            return calendar.quarter(base, count)
        if unit.code == "PY":
            return calendar.year(base.year, count)
        if unit.code == "PTH" and abs(amount) >= 12:
            return calendar.day(base, round(amount / 24))
    except (OverflowError, ValueError):
        return None
    return base.isoformat() if unit.period == "PT" else None


def several_units(words: str, context: Context, direction: int) -> Answer:
    """A duration where it is counted ("the last two weeks"), a date where not ("last week")."""
    unit = unit_of(words, context.grammar)
    if not unit:
        return "DURATION", None
    before = words[: unit.start]
    counted = COUNTED.search(before) or is_counted(before, context.grammar.lexicon)
    if words.endswith("s") and not counted:
        return "DATE", "FUTURE_REF" if AHEAD.search(words) else "PAST_REF"
    if counted or OPENING.match(words):
        return "DURATION", duration(POINTING.sub(" ", words), context.grammar)
    if words.startswith("the") and LATELY.match(words) and not words.endswith(("night", "weekend")):
        return "DURATION", unit.value(1)
    return one_unit(words, context, direction)


def one_unit(words: str, context: Context, direction: int) -> Answer:
    """One unit of the calendar: "this week", "last month", "the following year", "the same day"."""
    unit = unit_of(words, context.grammar)
    if not unit:
        return "DATE", None
    amount = step(words)
    from_text = FROM_TEXT.search(words) or SAME.search(words)
    base = context.published
    if from_text or (unit.code == "PD" and not THIS.search(words)):
        ahead = context.day and base and context.day > base  # "earlier in the day" is not that of a deadline
        base = base if ahead else context.day or base
    if FROM_TEXT.search(words):
        base = context.named(unit)
    elif from_text and unit.code == "PY" and unit.times == 1 and context.year:
        return "DATE", calendar.year(context.year, amount)
    elif from_text and unit.code == "PM" and context.month:
        return "DATE", calendar.month(context.month, amount)
    if not base:
        return "DATE", None
    if unit.code == "PWE":
        return "DATE", _weekend(base, amount, direction)
    if unit.code == "PW":
        return "DATE", calendar.week(base, amount * unit.times)
    return "DATE", _moved(base, unit, amount)


def _weekend(base: date, amount: int, direction: int) -> str | None:
    """The weekend is the one before on the first days of a week that looks back, else this week's."""
    if not amount and direction < 0 and base.weekday() < 5:
        amount = -1
    value = calendar.week(base, amount)
    return f"{value}-WE" if value else None


def same_unit(words: str, context: Context, _: int) -> Answer:
    """One unit that is said to be alike or the next of a row: "single-day", "a second consecutive day"."""
    unit = unit_of(words, context.grammar)
    if unit and words.startswith("single"):
        return "DURATION", unit.value(1)
    base = context.day or context.published
    return "DATE", _moved(base, unit, 0) if base and unit else None

"""Expressions that count or name units from an anchor: "two days ago", "last month", "the following year"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.extract.timeline import calendar
from briefing.extract.timeline.durations import UNIT_WORD, duration, is_counted, number_of

if TYPE_CHECKING:
    from datetime import date

    from briefing.extract.timeline.context import Context
    from briefing.model import TimexType

Answer = tuple["TimexType", "str | None"]

BACK = re.compile(r"\b(?:last|past|previous|preceding)\b")
AHEAD = re.compile(r"\b(?:next|coming|following|subsequent)\b")
SAME = re.compile(r"\b(?:same|that)\b")
FROM_TEXT = re.compile(r"\b(?:following|subsequent|previous|preceding|the next)\b")


def some_units_away(words: str, context: Context, _: int) -> Answer:
    """So many units before or after: publication for "ago" and "from now", else the last date of the text."""
    found = UNIT_WORD.search(words)
    if not found:
        return "DATE", None
    from_now = words.endswith(("ago", "from now", "hence"))
    back = words.endswith(("ago", "earlier", "before", "previously", "back"))
    unit = found[1].replace("centurie", "century")
    number = number_of(words[: found.start()])
    if words.startswith("the "):
        number = 1.0
    base = context.published if from_now else context.named(unit)
    if number is None or not base:
        return "DATE", ("PAST_REF" if back else "FUTURE_REF") if number is None else None
    amount = -number if back else number
    return "DATE", _moved(base, unit, amount)


def _moved(base: date, unit: str, amount: float) -> str | None:
    """``base`` moved by so many units, as precise as the unit and the number are."""
    try:
        if unit in ("day", "night"):
            return calendar.day(base, round(amount))
        if unit in ("week", "fortnight"):
            weeks = round(amount) * (2 if unit == "fortnight" else 1)
            return calendar.day(base, 7 * weeks) if abs(weeks) == 1 else calendar.week(base, weeks)
        if unit == "month":
            return calendar.month(base, round(amount))
        if unit in ("year", "decade", "century"):
            return calendar.year(base.year, round(amount * {"year": 1, "decade": 10, "century": 100}[unit]))
        if unit in ("hour", "minute", "second"):
            return (
                base.isoformat()
                if abs(amount) < 12 or unit != "hour"
                else calendar.day(base, round(amount / 24))
            )
    except (OverflowError, ValueError):
        return None
    return calendar.quarter(base, round(amount)) if unit == "quarter" else None


def several_units(words: str, context: Context, direction: int) -> Answer:
    """A duration where it is counted ("the last two weeks"), a date where not ("last week")."""
    found = list(UNIT_WORD.finditer(words))
    if not found:
        return "DURATION", None
    start = found[-1].start()
    unit = found[-1][1]
    counted = re.search(r"\d|\b(?:few|several|couple|dozen|half)\b", words[:start]) or is_counted(
        words[:start]
    )
    plural = words.endswith("s")
    if re.match(r"(?:the )?(?:first|final|opening)\b", words) or counted or (plural and not counted):
        if plural and not counted:
            return "DATE", "FUTURE_REF" if AHEAD.search(words) else "PAST_REF"
        rest = re.sub(
            r"\b(?:the|these|last|past|next|coming|previous|preceding|following|first|final|opening)\b",
            " ",
            words,
        )
        return "DURATION", duration(rest)
    if re.match(r"(?:the |these )(?:past|last)\b", words) and unit not in ("night", "weekend"):
        return "DURATION", duration("one " + unit)
    return one_unit(words, context, direction)


def one_unit(words: str, context: Context, direction: int) -> Answer:
    """One unit of the calendar: "this week", "last month", "the following year", "the same day", "the year"."""
    found = list(UNIT_WORD.finditer(words))
    if not found:
        return "DATE", None
    unit = found[-1][1].replace("centurie", "century")
    amount = -1 if BACK.search(words) else 1 if AHEAD.search(words) else 0
    from_text = bool(FROM_TEXT.search(words) or SAME.search(words))
    base = context.published
    if from_text or (unit == "day" and not re.search(r"\bthis\b", words)):
        ahead = context.day and base and context.day > base  # "earlier in the day" is not that of a deadline
        base = base if ahead else context.day or base
    if FROM_TEXT.search(words):
        base = context.named(unit)
    elif from_text and unit == "year" and context.year:
        return "DATE", calendar.year(context.year, amount)
    elif from_text and unit == "month" and context.month:
        return "DATE", calendar.month(context.month, amount)
    if not base:
        return "DATE", None
    if unit == "weekend":
        return "DATE", _weekend(base, amount, direction)
    if unit == "week":
        return "DATE", calendar.week(base, amount)
    return "DATE", _moved(base, unit, amount)


def _weekend(base: date, amount: int, direction: int) -> str | None:
    """The weekend is the one before on the first days of a week that looks back, else this week's."""
    if not amount and direction < 0 and base.weekday() < 5:
        amount = -1
    value = calendar.week(base, amount)
    return f"{value}-WE" if value else None


def same_unit(words: str, context: Context, _: int) -> Answer:
    """One unit that is said to be alike or the next of a row: "single-day", "a second consecutive day"."""
    if words.startswith("single"):
        return "DURATION", duration("one " + words)
    base = context.day or context.published
    found = UNIT_WORD.search(words)
    if not base or not found:
        return "DATE", None
    return "DATE", calendar.week(base) if found[1] == "week" else _moved(base, found[1], 0)

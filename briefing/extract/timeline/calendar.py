"""Arithmetic with days, weeks, months and seasons, written as TIMEX3 values."""

from __future__ import annotations

from datetime import date, timedelta

# Meteorological; a winter has the year in which it begins.
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
NEAR = 60  # days: one so near is meant, for a day of a month without a year, whatever the verb


def day(when: date, days: int = 0) -> str | None:
    """The day that lies ``days`` after ``when``; None outside the calendar."""
    try:
        return (when + timedelta(days)).isoformat()
    except OverflowError:
        return None


def week(when: date, weeks: int = 0) -> str | None:
    """The ISO week that lies ``weeks`` after the week of ``when``."""
    try:
        year, number, _ = (when + timedelta(weeks=weeks)).isocalendar()
    except OverflowError:
        return None
    return f"{year:04}-W{number:02}"


def month(when: date, months: int = 0) -> str | None:
    """The month that lies ``months`` after the month of ``when``."""
    year, index = divmod(when.year * 12 + when.month - 1 + months, 12)
    return f"{year:04}-{index + 1:02}" if 1 <= year <= 9999 else None


def quarter(when: date, quarters: int = 0) -> str | None:
    """The quarter that lies ``quarters`` after the quarter of ``when``."""
    year, index = divmod(when.year * 4 + (when.month - 1) // 3 + quarters, 4)
    return f"{year:04}-Q{index + 1}" if 1 <= year <= 9999 else None


def year(when: int, years: int = 0) -> str | None:
    """The year that lies ``years`` after the year ``when``."""
    return f"{when + years:04}" if 1 <= when + years <= 9999 else None


def valid(year: int, month_number: int, day_number: int) -> date | None:
    """The date, None where the calendar has none (30 February)."""
    try:
        return date(year, month_number, day_number)
    except ValueError:
        return None


def weekday_near(when: date, weekday: int, direction: int, *, same_day: bool = True) -> date:
    """The nearest such weekday (Monday is 0) before (``direction`` < 0) or after ``when``."""
    if direction < 0:
        back = (when.weekday() - weekday) % 7
        return when - timedelta(back if back or same_day else 7)
    ahead = (weekday - when.weekday()) % 7
    return when + timedelta(ahead if ahead or same_day else 7)


def day_of_month_near(when: date, month_number: int, day_number: int, direction: int) -> date | None:
    """The nearest such day before (``direction`` < 0), after (> 0) or on either side of ``when`` (0).

    A day weeks ahead is meant rather than one most of a year ago, whatever the verb: "came days before the
    May 12 deadline".
    """
    years = range(max(1, when.year - 8), min(9999, when.year + 8) + 1)  # 29 February may be eight years away
    days = [day for year in years if (day := valid(year, month_number, day_number))]
    nearest = min(days, key=lambda day: (abs((day - when).days), day), default=None)
    if direction:
        days = [day for day in days if (day <= when if direction < 0 else day >= when)]
    best = min(days, key=lambda day: abs((day - when).days), default=None)
    if direction < 0 and best and nearest and (nearest - when).days < NEAR:
        return nearest
    return best


def month_near(when: date, month_number: int, direction: int, *, same_month: bool = True) -> str:
    """The nearest such month before or after the month of ``when``."""
    year = when.year
    if direction < 0 and (month_number > when.month or (month_number == when.month and not same_month)):
        year -= 1
    if direction > 0 and (month_number < when.month or (month_number == when.month and not same_month)):
        year += 1
    return f"{max(year, 1):04}-{month_number:02}"


def season_near(when: date, season: str, direction: int, *, same_season: bool = True) -> str:
    """The nearest such season before or after the one that ``when`` lies in."""
    ordinal = when.year * 12 + when.month - 1
    start = when.year * 12 + SEASON_STARTS[season] - 1
    if start > ordinal:
        start -= 12  # the last one that has begun
    current = ordinal - start < 3
    if direction > 0 and not (current and same_season):
        start += 12
    if direction < 0 and current and not same_season:
        start -= 12
    return f"{start // 12:04}-{season}"


def season_of(when: date, season: str) -> str:
    """The season that ``when`` lies in, else that of the same year: "this winter"."""
    before = season_near(when, season, -1)
    lies_in = before != season_near(when, season, -1, same_season=False)
    return before if lies_in else f"{when.year:04}-{season}"

"""Days as English furniture writes them: "11 February 2022"."""

from __future__ import annotations

from datetime import date, datetime

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NARROW = "\u00a0"  # a day is not torn from its month


def day(value: date | str) -> str:
    """A date, or an ISO date as precise as it is: "11 February 2022", "February 2022", "2022".

    A string that is no such date is returned as it is.
    """
    if isinstance(value, date):
        return f"{value.day}{_NARROW}{MONTHS[value.month - 1]} {value.year}"
    parts = value.split("-")
    try:
        if len(parts) == 3:
            return day(date.fromisoformat(value))
        if len(parts) == 2 and len(value) == 7:
            return f"{MONTHS[date.fromisoformat(f'{value}-01').month - 1]} {int(parts[0])}"
    except ValueError:
        pass
    return value


def days(start: date, end: date) -> str:
    """A period with what the two days share said once: "8–11 February 2022", "28 January – 3 February 2022"."""
    if start == end:
        return day(end)
    if start.year != end.year:
        return f"{day(start)} – {day(end)}"
    if start.month != end.month:
        return f"{start.day}{_NARROW}{MONTHS[start.month - 1]} – {day(end)}"
    return f"{start.day}–{day(end)}"


def instant(value: datetime) -> str:
    """An instant to the minute with its zone: "11 February 2022, 06:30 UTC"."""
    return f"{day(value.date())}, {value:%H:%M} {value.tzname() or ''}".rstrip()

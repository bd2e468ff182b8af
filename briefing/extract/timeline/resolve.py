"""From the words of a time expression to its TIMEX3 type and value [Pustejovsky2003]."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from briefing.extract.timeline import calendar
from briefing.extract.timeline.durations import duration, number_of
from briefing.extract.timeline.grammar import (
    APM,
    DAY,
    HOLIDAYS,
    MONTH,
    MONTHS,
    ORDINALS,
    PARTS,
    SEASON,
    SEASONS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
)
from briefing.extract.timeline.relative import (
    AHEAD,
    BACK,
    FROM_TEXT,
    SAME,
    Answer,
    one_unit,
    same_unit,
    several_units,
    some_units_away,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.extract.timeline.context import Context

_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_MONTH = re.compile(rf"\b{MONTH}(?!\w)", re.IGNORECASE)
_DAY = re.compile(rf"(?<![\d])({DAY})", re.IGNORECASE)
_WEEKDAY = re.compile(WEEKDAY)
_SEASON = re.compile(SEASON)
_YEARS = {"this": 0, "last": -1, "next": 1}


def _iso(words: str, _: Context, __: int) -> Answer:
    if not calendar.valid(int(words[:4]), int(words[5:7]), int(words[8:10])):
        return "DATE", None
    return ("TIME" if "t" in words else "DATE"), words.upper()


def _slash(words: str, context: Context, _: int) -> Answer:
    """Day and month in either order: the reading nearest to the publication, or month first."""
    first, second, year = (int(part) for part in re.split(r"[/.]", words))
    if year < 100:
        year += 2000 if year < 70 else 1900
    readings = [calendar.valid(year, first, second), calendar.valid(year, second, first)]
    days = [found for found in (reversed(readings) if "." in words else readings) if found]
    if not days:
        return "DATE", None
    near = context.published
    return "DATE", (min(days, key=lambda found: abs((found - near).days)) if near else days[0]).isoformat()


def _month_number(words: str) -> int:
    found = _MONTH.search(words)
    return MONTHS[found[0].lower().rstrip(".")] if found else 1


def _date(words: str, context: Context, direction: int) -> Answer:
    number = _month_number(words)
    without_year = _YEAR.sub("", words)
    days = [int(re.sub(r"\D", "", found[1])) for found in _DAY.finditer(without_year)]
    if not days:
        return "DATE", None
    if year := _YEAR.search(words):
        when = calendar.valid(int(year[0]), number, days[-1])
        return "DATE", when.isoformat() if when else None
    if context.sentence_year:
        when = calendar.valid(context.sentence_year, number, days[-1])
        return "DATE", when.isoformat() if when else None
    if not context.published:
        return "DATE", None
    when = calendar.day_of_month_near(context.published, number, days[-1], direction)
    return "DATE", when.isoformat() if when else None


def _month(words: str, context: Context, direction: int) -> Answer:
    number = _month_number(words)
    if year := _YEAR.search(words):
        return "DATE", f"{year[0]}-{number:02}"
    published = context.published
    if context.sentence_year and not re.search(r"\b(?:this|last|next)\b", words):
        return "DATE", f"{context.sentence_year:04}-{number:02}"
    if not published:
        return "DATE", None
    shift = re.search(r"(this|last|next) year", words)
    if shift:
        year_named = calendar.year(published.year, _YEARS[shift[1]])
        return "DATE", f"{year_named}-{number:02}" if year_named else None
    if BACK.search(words):
        return "DATE", calendar.month_near(published, number, -1, same_month=False)
    if AHEAD.search(words):
        return "DATE", calendar.month_near(published, number, 1, same_month=False)
    if re.search(r"\bthis\b", words):
        return "DATE", f"{published.year:04}-{number:02}"
    return "DATE", calendar.month_near(published, number, direction or -1)


def _weekday(words: str, context: Context, direction: int) -> Answer:
    found = _WEEKDAY.search(words)
    if not found:
        return "DATE", None
    weekday = WEEKDAYS.index(found[0])
    if words.endswith("days"):
        return "SET", f"XXXX-WXX-{weekday + 1}"
    part = next((code for name, code in PARTS.items() if words.endswith(name)), None)
    base = context.published
    if FROM_TEXT.search(words) and context.day:
        base = context.day
    if not base:
        return ("TIME" if part else "DATE"), None
    try:
        if BACK.search(words):
            when = calendar.weekday_near(base, weekday, -1, same_day=False)
        elif AHEAD.search(words):
            when = calendar.weekday_near(base, weekday, 1, same_day=False)
        elif words.startswith("this "):
            when = base + timedelta(weekday - base.weekday())
        else:
            when = calendar.weekday_near(base, weekday, direction or -1)
    except OverflowError:
        return "DATE", None
    return ("TIME", f"{when.isoformat()}T{part}") if part else ("DATE", when.isoformat())


def _deictic(words: str, context: Context, _: int) -> Answer:
    days = 0
    if "after tomorrow" in words:
        days = 2
    elif "before yesterday" in words:
        days = -2
    elif "tomorrow" in words:
        days = 1
    elif "yesterday" in words or "last night" in words:
        days = -1
    last = words.rsplit(" ", 1)[-1]
    part: str | None = "NI" if last in ("tonight", "overnight") else PARTS.get(last)
    base = context.day or context.published if SAME.search(words) else context.published
    when = calendar.day(base, days) if base else None
    return ("TIME" if part else "DATE"), (f"{when}T{part}" if when and part else when)


def _quarter(words: str, context: Context, direction: int) -> Answer:
    year_found = _YEAR.search(words)
    number = next((n for word, n in ORDINALS.items() if word in words), None)
    if found := re.search(r"q([1-4])", words):
        number = int(found[1])
    half = "half" in words
    if number is None:
        number = 2 if half else 4
    if half and number > 2:
        return "DATE", None
    code = f"{'H' if half else 'Q'}{number}"
    if year_found:
        return "DATE", f"{year_found[0]}-{code}"
    published = context.published
    if not published:
        return "DATE", None
    if shift := re.search(r"(this|last|next) year", words):
        year_named = calendar.year(published.year, _YEARS[shift[1]])
        return "DATE", f"{year_named}-{code}" if year_named else None
    year = published.year
    start = (number - 1) * (6 if half else 3) + 1
    if direction <= 0 and start > published.month:
        year -= 1
    return "DATE", f"{year:04}-{code}"


def _season(words: str, context: Context, direction: int) -> Answer:
    found = _SEASON.search(words)
    code = SEASONS[found[0]] if found else "SP"
    if year := _YEAR.search(words):
        return "DATE", f"{year[0]}-{code}"
    if not context.published:
        return "DATE", None
    if BACK.search(words):
        return "DATE", calendar.season_near(context.published, code, -1, same_season=False)
    if AHEAD.search(words):
        return "DATE", calendar.season_near(context.published, code, 1, same_season=False)
    if re.search(r"\bthis\b", words):
        return "DATE", calendar.season_of(context.published, code)
    return "DATE", calendar.season_near(context.published, code, direction or -1)


def _holiday(words: str, context: Context, direction: int) -> Answer:
    name = words.replace("’", "'")
    month, day = next(
        day for feast, day in sorted(HOLIDAYS.items(), key=lambda item: -len(item[0])) if feast in name
    )
    if year := _YEAR.search(words):
        when = calendar.valid(int(year[0]), month, day)
    elif context.published:
        when = calendar.day_of_month_near(context.published, month, day, direction)
    else:
        when = None
    return "DATE", when.isoformat() if when else None


def _set(words: str, _: Context, __: int) -> Answer:
    if found := _WEEKDAY.search(words):
        return "SET", f"XXXX-WXX-{WEEKDAYS.index(found[0]) + 1}"
    for start, period in (
        ("hour", "PT1H"),
        ("night", "P1D"),
        ("dail", "P1D"),
        ("week", "P1W"),
        ("month", "P1M"),
        ("quarter", "P1Q"),
    ):
        if words.startswith(start):
            return "SET", period
    if words.startswith(("year", "annual")):
        return "SET", "P1Y"
    rate = re.split(r"\b(?:every|each|per|an?)\b", words)[-1]
    value = duration(rate.replace("other", "two"))
    return "SET", value


def _count(words: str, _: Context, __: int) -> Answer:
    return "DURATION", duration(words)


def _bare(words: str, _: Context, __: int) -> Answer:
    """A duration without a number: "for weeks"."""
    return "DURATION", duration("several " + words)


def _ages(words: str, _: Context, __: int) -> Answer:
    if found := re.search(r"(\d\d)(?:th|st)[- ]century", words):
        return "DATE", f"{int(found[1]) - 1:02}"
    if found := re.search(r"(\d{3})0", words):
        return "DATE", found[1]
    found = re.search(r"([1-9])0", words)
    return "DATE", f"19{found[1]}" if found else None


_CLOCK = re.compile(rf"(\d{{1,2}})(?:[:.](\d\d))?\s*({APM})?")


def _clock(words: str, context: Context, _: int) -> Answer:
    base = context.day or context.published
    if words.startswith(("noon", "midday")):
        time = "12:00"
    elif words.startswith("midnight"):
        time = "24:00"
    elif found := re.match(r"([012]\d)([0-5]\d) ", words):
        time = f"{found[1]}:{found[2]}"
    elif found := _CLOCK.match(words):
        hour = int(found[1])
        if found[3]:
            hour = hour % 12 + (12 if found[3][0] == "p" else 0)
        time = f"{hour:02}:{found[2] or '00'}"
    else:
        number = number_of(words)
        time = f"{int(number or 0):02}:00"
    zone = "Z" if re.search(r"\b(?:utc|gmt)\)?$", words) else ""
    return "TIME", f"{base.isoformat()}T{time}{zone}" if base else None


def _year(words: str, context: Context, _: int) -> Answer:
    if found := _YEAR.search(words):
        return "DATE", found[0]
    found = re.search(r"(\d\d)$", words)
    if not found or not context.published:
        return "DATE", None
    century = context.published.year // 100 * 100
    year = century + int(found[1])
    return "DATE", calendar.year(year, 0 if year <= context.published.year + 10 else -100)


def _vague(words: str, _: Context, __: int) -> Answer:
    if re.search(r"future|term|coming", words):
        return "DATE", "FUTURE_REF"
    if re.search(r"recent|past|point", words):
        return "DATE", "PAST_REF"
    if words.startswith("over the years"):
        return "DURATION", "PXY"
    return "DATE", "PRESENT_REF"


RESOLVERS: dict[str, Callable[[str, Context, int], Answer]] = {
    "iso": _iso,
    "slash": _slash,
    "date": _date,
    "month": _month,
    "weekday": _weekday,
    "deictic": _deictic,
    "quarter": _quarter,
    "season": _season,
    "holiday": _holiday,
    "set": _set,
    "shift": some_units_away,
    "span": several_units,
    "unit": one_unit,
    "single": same_unit,
    "count": _count,
    "ages": _ages,
    "clock": _clock,
    "year": _year,
    "vague": _vague,
    "bare": _bare,
}

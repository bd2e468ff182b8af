"""What the classes of the grammar mean: from the words to their TIMEX3 type and value [Pustejovsky2003]."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from briefing.extract.timeline import calendar
from briefing.extract.timeline.durations import duration, number_of
from briefing.extract.timeline.grammar import (
    CENTURY,
    CLOCK,
    DAY,
    EACH,
    FROM_TEXT,
    GONE,
    NEAR,
    QUARTER,
    SAME,
    THAT_YEAR,
    THIS,
    TO_COME,
    UNIVERSAL,
    YEAR,
)
from briefing.extract.timeline.relative import (
    Answer,
    one_unit,
    same_unit,
    several_units,
    some_units_away,
    step,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from briefing.extract.timeline.context import Context


def _named(words: str, table: Mapping[str, str]) -> str | None:
    """What the longest of a table's names that stand among the words stands for."""
    names = [name for name in table if name in words]
    return table[max(names, key=len)] if names else None


def _iso_day(when: date | None) -> Answer:
    return "DATE", when.isoformat() if when else None


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
    days = [day for day in (reversed(readings) if "." in words else readings) if day]
    near = context.published
    return _iso_day(min(days, key=lambda day: abs((day - near).days) if near else 0, default=None))


def _month_number(words: str, context: Context) -> int:
    return int(_named(words, context.grammar.lexicon.table("months")) or 1)


def _date(words: str, context: Context, direction: int) -> Answer:
    month = _month_number(words, context)
    days = [int(re.sub(r"\D", "", day[1])) for day in DAY.finditer(YEAR.sub("", words))]
    if not days:
        return "DATE", None
    if year := YEAR.search(words):
        return _iso_day(calendar.valid(int(year[0]), month, days[-1]))
    if context.sentence_year:
        return _iso_day(calendar.valid(context.sentence_year, month, days[-1]))
    if not context.published:
        return "DATE", None
    return _iso_day(calendar.day_of_month_near(context.published, month, days[-1], direction))


def _month(words: str, context: Context, direction: int) -> Answer:
    number = _month_number(words, context)
    if year := YEAR.search(words):
        return "DATE", f"{year[0]}-{number:02}"
    published = context.published
    if context.sentence_year and not NEAR.search(words):
        return "DATE", f"{context.sentence_year:04}-{number:02}"
    if not published:
        return "DATE", None
    if that_year := THAT_YEAR.search(words):
        year_named = calendar.year(published.year, step(that_year[0]))
        return "DATE", f"{year_named}-{number:02}" if year_named else None
    if amount := step(words):
        return "DATE", calendar.month_near(published, number, amount, same_month=False)
    if THIS.search(words):
        return "DATE", f"{published.year:04}-{number:02}"
    return "DATE", calendar.month_near(published, number, direction or -1)


def _weekday(words: str, context: Context, direction: int) -> Answer:
    lexicon = context.grammar.lexicon
    name = _named(words, lexicon.table("weekdays"))
    if name is None:
        return "DATE", None
    weekday = int(name)
    if words.endswith("s"):
        return "SET", f"XXXX-WXX-{weekday + 1}"
    part = lexicon.table("day_parts").get(words.rsplit(" ", 1)[-1])
    base = context.published
    if FROM_TEXT.search(words) and context.day:
        base = context.day
    if not base:
        return ("TIME" if part else "DATE"), None
    amount = step(words)
    try:
        if amount:
            when = calendar.weekday_near(base, weekday, amount, same_day=False)
        elif words.startswith("this "):
            when = base + timedelta(weekday - base.weekday())
        else:
            when = calendar.weekday_near(base, weekday, direction or -1)
    except OverflowError:
        return "DATE", None
    return ("TIME", f"{when.isoformat()}T{part}") if part else _iso_day(when)


def _deictic(words: str, context: Context, _: int) -> Answer:
    lexicon = context.grammar.lexicon
    days = int(_named(words, lexicon.table("days_away")) or 0)
    part = lexicon.table("day_parts").get(words.rsplit(" ", 1)[-1])
    base = context.day or context.published if SAME.search(words) else context.published
    when = calendar.day(base, days) if base else None
    return ("TIME" if part else "DATE"), (f"{when}T{part}" if when and part else when)


def _quarter(words: str, context: Context, direction: int) -> Answer:
    half = "half" in words
    numbered = QUARTER.search(words)
    ordinal = numbered[1] if numbered else _named(words, context.grammar.lexicon.table("ordinals"))
    number = int(ordinal) if ordinal else 2 if half else 4
    if half and number > 2:
        return "DATE", None
    code = f"{'H' if half else 'Q'}{number}"
    if year := YEAR.search(words):
        return "DATE", f"{year[0]}-{code}"
    published = context.published
    if not published:
        return "DATE", None
    if that_year := THAT_YEAR.search(words):
        year_named = calendar.year(published.year, step(that_year[0]))
        return "DATE", f"{year_named}-{code}" if year_named else None
    first_month = (number - 1) * (6 if half else 3) + 1
    before = direction <= 0 and first_month > published.month
    return "DATE", f"{published.year - before:04}-{code}"


def _season(words: str, context: Context, direction: int) -> Answer:
    code = _named(words, context.grammar.lexicon.table("seasons"))
    if code is None:
        return "DATE", None
    if year := YEAR.search(words):
        return "DATE", f"{year[0]}-{code}"
    if not context.published:
        return "DATE", None
    if amount := step(words):
        return "DATE", calendar.season_near(context.published, code, amount, same_season=False)
    if THIS.search(words):
        return "DATE", calendar.season_of(context.published, code)
    return "DATE", calendar.season_near(context.published, code, direction or -1)


def _holiday(words: str, context: Context, direction: int) -> Answer:
    feast = _named(words.replace("’", "'"), context.grammar.lexicon.table("holidays"))
    if feast is None:
        return "DATE", None
    month, day = (int(number) for number in feast.split("-"))
    if year := YEAR.search(words):
        return _iso_day(calendar.valid(int(year[0]), month, day))
    if not context.published:
        return "DATE", None
    return _iso_day(calendar.day_of_month_near(context.published, month, day, direction))


def _set(words: str, context: Context, __: int) -> Answer:
    lexicon = context.grammar.lexicon
    if weekday := _named(words, lexicon.table("weekdays")):
        return "SET", f"XXXX-WXX-{int(weekday) + 1}"
    if period := lexicon.table("rates").get(words):
        return "SET", period
    return "SET", duration(EACH.split(words)[-1].replace("other", "two"), context.grammar)


def _count(words: str, context: Context, _: int) -> Answer:
    return "DURATION", duration(words, context.grammar)


def _bare(words: str, context: Context, _: int) -> Answer:
    """A duration without a number: "for weeks"."""
    return "DURATION", duration("several " + words, context.grammar)


def _ages(words: str, _: Context, __: int) -> Answer:
    if century := CENTURY.search(words):
        return "DATE", f"{int(century[1]) - 1:02}"
    if decade := re.search(r"(\d{3})0", words):
        return "DATE", decade[1]
    decade = re.search(r"([1-9])0", words)
    return "DATE", f"19{decade[1]}" if decade else None


def _clock(words: str, context: Context, _: int) -> Answer:
    base = context.day or context.published
    if hour := _named(words, context.grammar.lexicon.table("hours")):
        time = hour
    elif military := re.match(r"([012]\d)([0-5]\d) ", words):
        time = f"{military[1]}:{military[2]}"
    elif read := CLOCK.match(words):
        number = int(read[1])
        if read[3]:
            number = number % 12 + (12 if read[3][0] == "p" else 0)
        time = f"{number:02}:{read[2] or '00'}"
    else:
        time = f"{int(number_of(words, context.grammar.lexicon) or 0):02}:00"
    zone = "Z" if UNIVERSAL.search(words) else ""
    return "TIME", f"{base.isoformat()}T{time}{zone}" if base else None


def _year(words: str, context: Context, _: int) -> Answer:
    if year := YEAR.search(words):
        return "DATE", year[0]
    short = re.search(r"(\d\d)$", words)
    if not short or not context.published:
        return "DATE", None
    number = context.published.year // 100 * 100 + int(short[1])
    return "DATE", calendar.year(number, 0 if number <= context.published.year + 10 else -100)


def _vague(words: str, context: Context, _: int) -> Answer:
    if TO_COME.search(words):
        return "DATE", "FUTURE_REF"
    if GONE.search(words):
        return "DATE", "PAST_REF"
    if words.startswith("over"):
        return "DURATION", duration("several " + words, context.grammar)
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

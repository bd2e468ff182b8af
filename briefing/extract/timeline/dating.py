"""On which day, month or year something that an expression dates happened, as far as the expression tells."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from briefing.extract.timeline import calendar
from briefing.extract.timeline.grammar import ABOUT_THEN, COMES, FROM_WHEN, LATELY

if TYPE_CHECKING:
    from briefing.model import TimeExpression
    from briefing.reading.tokens import Tokens

MOST_HOURS = 24  # "in the last 24 hours" begins the day before; more hours are as vague as "in the last days"
_DATED = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T.*)?$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_HOURS = re.compile(r"PT(\d+)H$")
_DAYS = re.compile(r"P(\d+)([DW])$")


def date_of(time: TimeExpression, published: date | None) -> str | None:
    """The ISO day, month or year that an expression gives what it dates; None where it gives none.

    A week has the month that it lies in, for the contract knows nothing in between; none where it lies in
    two. "Two weeks ago" is too vague for either.
    """
    words, value = time.citation.text.lower(), time.value or ""
    if time.type == "DURATION":
        hours = _HOURS.match(value)
        lately = published and hours and int(hours[1]) <= MOST_HOURS and LATELY.match(words)
        return calendar.day(published, -1) if published and lately else None
    if time.type == "SET" or ABOUT_THEN.match(words):
        return None
    if week := _WEEK.match(value):
        return _month_of_week(int(week[1]), int(week[2]), weekend=bool(week[3]))
    dated = _DATED.match(value)
    return dated[1] if dated else None


def _month_of_week(year: int, week: int, *, weekend: bool) -> str | None:
    try:
        first = date.fromisocalendar(year, week, 6 if weekend else 1)
        last = date.fromisocalendar(year, week, 7)
    except ValueError:
        return None
    return first.isoformat()[:7] if first.month == last.month else None


def counted_from(
    tokens: Tokens, time: TimeExpression, before: str | None, published: date | None
) -> tuple[str, int] | None:
    """The date of, and the word for, what was so long before or after something: "a day after the talks".

    ``before`` is the day that the sentence has named before it. Where it opens with "It comes", that is the
    day of publication.
    """
    text, start, end = tokens.text, time.citation.start, time.citation.end
    days = _DAYS.match(time.value or "") if time.type == "DURATION" else None
    joins = FROM_WHEN.match(text, end)
    if not days or not joins:
        return None
    opening = tokens.start[tokens.bounds[tokens.sentence[tokens.after(start)]][0]]
    if before is None and published and COMES.fullmatch(text, opening, start):
        before = published.isoformat()
    if before is None or len(before) != len("2022-02-10"):
        return None
    number = int(days[1]) * (7 if days[2] == "W" else 1)
    when = calendar.day(date.fromisoformat(before), -number if joins[1] == "after" else number)
    link = min(tokens.first_at(end + 1), len(tokens) - 1)
    governor: int | None = tokens.head[link]
    if tokens.relation[link] == "prep":
        governor = tokens.child(link, "pobj", "pcomp")
    return (when, governor) if when and governor is not None and governor > link else None

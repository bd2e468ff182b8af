"""On which day, month or year something that an expression dates happened, as far as the expression tells."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from briefing.extract.timeline.find import Timex

MOST_HOURS = 24  # "in the last 24 hours" begins the day before; more hours are as vague as "in the last days"
_DATED = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T.*)?$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_HOURS = re.compile(r"PT(\d+)H$")
_DAYS = re.compile(r"P(\d+)([DW])$")
_LATELY = re.compile(r"(?:the |these )?(?:last|past) ", re.IGNORECASE)
_ABOUT = re.compile(r"week|fortnight|hour|minute|second|decade|centur", re.IGNORECASE)
_LONG = re.compile(r"decade|centur", re.IGNORECASE)
FROM_WHEN = re.compile(r" (after|before) ")
_COMES = re.compile(
    r"(?:it|this|that|(?:the|his|her|its|their) (?:\w+ ){1,3})(?: also)? ?comes? (?:just |only |barely )?",
    re.IGNORECASE,
)


def date_of(timex: Timex, words: str, published: date | None) -> str | None:
    """The ISO day, month or year that an expression gives what it dates; None where it gives none.

    A week has the month that it lies in, for the contract knows nothing in between; none where it lies in two. "Two weeks
    ago" is too vague for either.
    """
    value = timex.value or ""
    if timex.type == "DURATION":
        hours = _HOURS.match(value)
        if published and hours and int(hours[1]) <= MOST_HOURS and _LATELY.match(words):
            return _shifted(published, -1)
        return None
    if timex.type not in ("DATE", "TIME"):
        return None
    if timex.kind == "year" and words.lower().startswith(("pre-", "post-")):
        return None
    if timex.kind == "shift" and _ABOUT.search(words):
        return None
    if timex.kind in ("unit", "span") and _LONG.search(words):
        return None  # "the next decade" is no year
    if week := _WEEK.match(value):
        return _month_of_week(int(week[1]), int(week[2]), weekend=bool(week[3]))
    dated = _DATED.match(value)
    return dated[1] if dated else None


def _shifted(when: date, days: int) -> str | None:
    try:
        return (when + timedelta(days)).isoformat()
    except OverflowError:
        return None


def _month_of_week(year: int, week: int, *, weekend: bool) -> str | None:
    try:
        first = date.fromisocalendar(year, week, 6 if weekend else 1)
        last = date.fromisocalendar(year, week, 7)
    except ValueError:
        return None
    return first.isoformat()[:7] if first.month == last.month else None


def counted_from(
    text: str, doc: Doc, timex: Timex, before: str | None, published: date | None
) -> tuple[str, Token] | None:
    """The date of, and the word for, what happened so long before or after something dated: "a day after the talks".

    ``before`` is the day that the sentence has named before it. Where it opens with "It comes", that is the day of publication.
    """
    days = _DAYS.match(timex.value or "") if timex.type == "DURATION" else None
    joins = FROM_WHEN.match(text, timex.end)
    if not days or not joins:
        return None
    if before is None and _COMES.fullmatch(text, doc[timex.token].sent.start_char, timex.start) and published:
        before = published.isoformat()
    if before is None or len(before) != 10:
        return None
    number = int(days[1]) * (7 if days[2] == "W" else 1)
    when = _shifted(date.fromisoformat(before), -number if joins[1] == "after" else number)
    after = doc[timex.token]
    while after.i + 1 < len(doc) and after.idx < timex.end + 1:
        after = after.nbor()
    governor = after.head
    if after.dep_ == "prep":
        governor = next((child for child in after.children if child.dep_ in ("pobj", "pcomp")), after)
    return (when, governor) if when and governor.i > after.i else None

"""What relative time expressions hang on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from briefing.extract.timeline import calendar

if TYPE_CHECKING:
    from briefing.extract.timeline.durations import Unit
    from briefing.extract.timeline.grammar import TimeGrammar

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\w-]*[QWHSF])")


@dataclass(slots=True)
class Context:
    """What expressions hang on: the words of the language, the day of publication, the text so far."""

    grammar: TimeGrammar
    published: date | None
    day: date | None = None
    month: date | None = None
    year: int | None = None
    latest: Literal["day", "month", "year"] | None = None  # how precise the last of them was
    sentence_year: int | None = None  # "In 2014, ... in March"

    def note(self, value: str | None) -> None:
        """Remember a resolved value for the expressions that follow."""
        if value and re.fullmatch(r"\d{2,3}", value):
            self.latest = "year"  # a decade or century
        if not value or not (date_named := _DATE.match(value)):
            return
        year, month, day = (int(part) if part else None for part in date_named.groups())
        self.year = year
        self.latest = "day" if day else "month" if month else "year"
        if year and month:
            self.month = calendar.valid(year, month, 1)
        if year and month and day:
            self.day = calendar.valid(year, month, day)

    def named(self, unit: Unit) -> date | None:
        """The date of the text that "a ``unit`` later" counts from.

        None where the text named only something coarser; the day of publication where it has named no date.
        """
        if unit.code == "PY":
            return self.published if self.year is None else date(self.year, 1, 1)
        if self.latest == "year":
            return None
        if unit.code in ("PM", "PQ"):
            return self.month or self.published
        return None if self.latest == "month" else self.day or self.published

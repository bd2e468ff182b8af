"""What relative time expressions hang on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from briefing.extract.timeline import calendar


@dataclass(slots=True)
class Context:
    """What expressions hang on: the day of publication, and the last day, month and year that the text has named."""

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
        if not value or not (found := re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\w-]*[QWHSF])", value)):
            return
        year = int(found[1])
        self.year = year
        self.latest = "day" if found[3] else "month" if found[2] else "year"
        if found[2]:
            self.month = calendar.valid(year, int(found[2]), 1)
        if found[3]:
            self.day = calendar.valid(year, int(found[2]), int(found[3]))

    def named(self, unit: str) -> date | None:
        """The date of the text that "a ``unit`` later" counts from: None where the text named only something coarser.

        Where the text has named no date, the day of publication stands for it.
        """
        if unit in ("year", "decade", "century"):
            return self.published if self.year is None else date(self.year, 1, 1)
        if self.latest == "year":
            return None
        if unit in ("month", "quarter"):
            return self.month or self.published
        return None if self.latest == "month" else self.day or self.published

"""Where and by whom a report was written: "KYIV, Ukraine (Reuters) - " before its first words."""

from __future__ import annotations

import re

from briefing.reading.lexicon import english

_CITY = r"[A-Z][A-Z.’'-]{2,}(?:[ /][A-Z][A-Z.’'-]+){0,3}"
_TOWN = r"[A-Z][\w.’'-]+(?:[ /][A-Z][\w.’'-]+){0,3}"
_REGIONS = r"(?:,\ [A-Z][\w.’'-]+(?:\ [A-Z][\w.’'-]+){0,2}){0,2}"
_DAY = r"(?:,?\ (?:[A-Z][a-z]{2,8}\.?\ \d{1,2}|\d{1,2}\ [A-Z][a-z]{2,8}\.?)(?:,?\ \d{4})?)?"
_AGENCY = r"\((?:AP|AFP|CNN|Reuters|UPI|Xinhua|Bloomberg|dpa|DPA|ANSA|TASS|EFE|Kyodo)\)"
_DASH = r"(?:--|[–—])"
_BEGINS = r"\ ?(?=[\"“‘'«(\[]?[A-Z\d])"
# A city in capitals and a dash, a spaced hyphen or, behind a known agency, a colon, or an agency between
# strokes; a town with a known agency; an agency alone.
_DATELINE = re.compile(
    rf"""(?x)
    [ \t]*
    (?: {_CITY}{_REGIONS}{_DAY}
        (?: \.?\ ?/[A-Z][A-Za-z.-]{{1,20}}/\.?
          | \ ?\([A-Z][^()\n]{{1,30}}\)\ ?(?:{_DASH}|-)  |  \ ?{_AGENCY}\ ?:  |  \ ?{_DASH}  |  \ -(?=\ ) )
      | {_TOWN}{_REGIONS}{_DAY}\ ?{_AGENCY}\ ?(?:{_DASH}|[-:])
      | {_AGENCY}\ ?(?:{_DASH}|-)? )
    {_BEGINS}
    """
)
_CITY_AND_COLON = re.compile(rf"[ \t]*({_CITY}):{_BEGINS}")


def dateline_end(text: str, start: int, end: int | None = None) -> int:
    """Where the dateline of ``text[start:end]`` ends, with its blank; ``start`` where there is none."""
    end = len(text) if end is None else end
    opened = _DATELINE.match(text, start, end)
    if opened is None:  # a headline and a speaker's label have a colon, too: it must be a seat of government
        city = _CITY_AND_COLON.match(text, start, end)
        opened = city if city and city[1].lower() in english().states.seats else None
    return opened.end() if opened else start


def find_datelines(text: str) -> list[tuple[int, int]]:
    """The datelines that open lines of a text, as half-open offsets."""
    lines = ((line.start(), dateline_end(text, *line.span())) for line in re.finditer(r"[^\n]+", text))
    return [(start, end) for start, end in lines if end > start]

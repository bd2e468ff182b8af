"""How long: numbers and units as TIMEX3 durations."""

from __future__ import annotations

import re

from briefing.extract.timeline.grammar import SMALL, TENS, UNITS

UNIT_WORD = re.compile(
    r"(second|minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|centur(?:y|ie))s?\b"
)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def number_of(words: str) -> float | None:
    """The number that ``words`` begin or contain, None where it is vague ("several")."""
    if re.search(r"\b(?:several|few|many|some|dozens)\b", words):
        return None
    if found := _NUMBER.search(words):
        number = float(found[0].replace(",", ""))
    elif re.search(r"\bcouple\b", words):
        number = 2.0
    elif re.search(r"\bhalf (?:an? )|\ban? half\b(?!-)", words) and "and a half" not in words:
        return 0.5
    else:
        number = _spelled(words)
    return number + 0.5 if "and a half" in words else number


def _spelled(words: str) -> float:
    total = 0.0
    seen = False
    for word in re.findall(r"[a-z]+", words):
        value = TENS.get(word, SMALL.get(word))
        if value is not None:
            total, seen = total + value, True
        elif word == "dozen":
            total, seen = (total or 1) * 12, True
    return total if seen else 1.0


def duration(words: str) -> str | None:
    """The TIMEX3 duration that ``words`` state ("two and a half years": P2.5Y)."""
    found = list(UNIT_WORD.finditer(words))
    if not found:
        return None
    unit = found[-1][1].replace("centurie", "century")
    number = number_of(words[: found[-1].start()])
    before, after, times = UNITS[unit]
    if number is None:
        return f"{before}X{after}"
    return f"{before}{number * times:g}{after}"


def is_counted(words: str) -> bool:
    """Whether a number stands among ``words``."""
    return any(word in SMALL or word in TENS for word in re.findall(r"[a-z]+", words))

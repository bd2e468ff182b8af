"""How long: numbers and units as TIMEX3 durations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefing.extract.timeline.grammar import AND_A_HALF, COUPLE, HALF, UNCOUNTED

if TYPE_CHECKING:
    from briefing.extract.timeline.grammar import TimeGrammar
    from briefing.reading.lexicon import Lexicon

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_WORD = re.compile("[a-z]+")


class Unit(NamedTuple):
    """A unit of time: how TIMEX3 writes it, how often it counts there, where it stands among the words."""

    period: str  # what precedes the number: "P" or "PT"
    letter: str  # what follows it
    times: int
    start: int

    @property
    def code(self) -> str:
        """The unit as TIMEX3 has it: "PM" are months, "PTM" minutes."""
        return self.period + self.letter

    def value(self, number: float | None) -> str:
        """So many units as a duration."""
        return f"{self.period}{'X' if number is None else f'{number * self.times:g}'}{self.letter}"


def unit_of(words: str, grammar: TimeGrammar) -> Unit | None:
    """The last unit among the words."""
    units = list(grammar.unit.finditer(words))
    if not units:
        return None
    period, letter, times = grammar.lexicon.table("durations")[units[-1][1]].split()
    return Unit(period, letter, int(times), units[-1].start())


def number_of(words: str, lexicon: Lexicon) -> float | None:
    """The number that ``words`` begin or contain, None where it is vague ("several")."""
    if UNCOUNTED.search(words):
        return None
    more = 0.5 if AND_A_HALF.search(words) else 0.0
    if digits := _DIGITS.search(words):
        return float(digits[0].replace(",", "")) + more
    if COUPLE.search(words):
        return 2.0 + more
    if HALF.search(words) and not more:
        return 0.5
    spelled = _spelled(words, lexicon)
    return (1.0 if spelled is None else spelled) + more


def _spelled(words: str, lexicon: Lexicon) -> float | None:
    """The sum of the number words, None where there is none."""
    small, tens, times = (lexicon.table(name) for name in ("units_of_numbers", "tens", "magnitudes"))
    total: float | None = None
    for word in _WORD.findall(words):
        if number := tens.get(word) or small.get(word):
            total = (total or 0) + float(number)
        elif word in times:
            total = (total or 1) * float(times[word])
    return total


def duration(words: str, grammar: TimeGrammar) -> str | None:
    """The TIMEX3 duration that ``words`` state ("two and a half years": P2.5Y)."""
    unit = unit_of(words, grammar)
    return unit.value(number_of(words[: unit.start], grammar.lexicon)) if unit else None


def is_counted(words: str, lexicon: Lexicon) -> bool:
    """Whether a number stands among ``words``."""
    small, tens = lexicon.table("units_of_numbers"), lexicon.table("tens")
    return any(word in small or word in tens for word in _WORD.findall(words))

"""Numbers in running text: digits and words, magnitudes, currencies, per cent, and what bounds them."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from briefing.extract.figures.patterns import (
    BOUNDED,
    CURRENCIES,
    DIGIT_SHAPE,
    GLUED_AFTER,
    GLUED_BEFORE,
    LEADING_ZERO,
    LONGEST_MONEY,
    MONEY_BEFORE,
    UNBOUNDED,
    numerals,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from briefing.reading.tokens import Tokens

Bounds = tuple["float | None", "float | None"]  # the least and the most; None where it is open


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands: the half-open span with its bounding words, its first and its last token."""

    start: int
    end: int
    first: int
    last: int
    low: float | None
    high: float | None
    unit: str | None  # "percent" or a currency
    plain: bool  # digits or number words, nothing bounds it

    @property
    def value(self) -> float:
        """The number for comparisons: its upper bound, else its lower."""
        return self.high or self.low or 0.0


def find_numbers(tokens: Tokens) -> Iterator[Number]:
    """Yield the numbers of a text, in text order. Years, dates and names are still among them."""
    reading = _Reading(tokens)
    done = 0
    for token in reading.candidates():
        start = tokens.start[token]
        if start < done:
            continue
        number = reading.number_at(start)
        if number and number.start >= done:
            done = number.end
            yield number


class _Reading:
    """Reads the numbers of one text."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.text = tokens.text
        self.words = numerals(tokens.lexicon)

    def candidates(self) -> Iterator[int]:
        """The tokens that look like numbers."""
        tokens, openers = self.tokens, self.words.openers
        digits = {shape for shape in set(tokens.shape) if DIGIT_SHAPE.match(shape)}
        for token, numeric in enumerate(tokens.numeric):
            if numeric or tokens.shape[token] in digits or tokens.lower[token] in openers:
                yield token

    def number_at(self, start: int) -> Number | None:
        """Read the number that begins at ``start``, with the currency and the bounding words before it."""
        text, words = self.text, self.words
        if crowd := words.crowd.match(text, start):
            times = words.multiples[crowd["times"].lower()] if crowd["times"] else 1.0
            low = times * words.crowds[crowd["crowd"].lower()]
            return self._number(*crowd.span(), (low, None))
        before = max(start - 2, 0)  # where "a" stands
        if fraction := words.fraction.match(text, before) or words.fraction.match(text, start):
            return self._sized(fraction, self._share(fraction[0]), unit="percent")
        if odds := words.odds.match(text, start):
            return self._sized(odds, self._odds(odds), unit="percent")
        if half := words.half.match(text, start):
            part = 0.5 if half[0][0] in "hH" else 0.25
            return self._sized(half, part * words.magnitudes[half["size"].lower()])
        if words.article.match(text, before):
            start = before
        plain = words.plain.match(text, start)
        return self._plain(plain, start) if plain else None

    def _number(
        self, start: int, end: int, bounds: Bounds, unit: str | None = None, *, plain: bool = False
    ) -> Number:
        first, last = self.tokens.last_before(start + 1), self.tokens.last_before(end)
        return Number(start, end, first, last, *bounds, unit, plain)

    def _share(self, fraction: str) -> float:
        """The per cent that a fraction stands for: "half", "a third", "two-thirds"."""
        top, _, part = fraction.lower().replace("-", " ").partition(" ")
        parts = self.words.parts
        return 100.0 * self.words.units.get(top, 1.0) / parts[part.removesuffix("s")] if part else 50.0

    def _odds(self, odds: re.Match[str]) -> float:
        """The per cent that "one in five" and "nine out of ten" stand for."""
        value_of = self.words.value_of
        times = value_of(odds["times"]) if odds["times"] else 1.0
        return 100.0 * times / (value_of(odds["of"] or odds["all"]) or 1.0)

    def _bound(self, start: int) -> re.Match[str] | None:
        """The words right before an offset that bound a number."""
        return self.words.bound.search(self.text, max(0, start - self.words.reach), start)

    def _sized(self, match: re.Match[str], value: float, *, unit: str | None = None) -> Number:
        lead = self._bound(match.start())
        start = lead.start() if lead and not lead["between"] else match.start()
        return self._number(start, match.end(), _bounded(value, lead), unit)

    def _plain(self, plain: re.Match[str], start: int) -> Number | None:
        """The number of a match, None for a part of a word or of a reference and for what is too large."""
        text, value_of = self.text, self.words.value_of
        before = MONEY_BEFORE.search(text, max(0, start - LONGEST_MONEY), start)
        begin = before.start() if before else start
        if GLUED_BEFORE.match(text[max(0, begin - 1) : begin]) and not before:
            return None
        if not plain["percent"] and not plain["plus"] and GLUED_AFTER.match(text, plain.end()):
            return None
        values = [value_of(plain[name]) for name in ("one", "two") if plain[name]]
        if not all(map(isfinite, values)) or LEADING_ZERO.match(plain["one"]):
            return None
        money = before[0] if before else plain["money"]
        return self._ranged(plain, begin, values[0], values[-1], money)

    def _ranged(
        self, plain: re.Match[str], begin: int, low: float, high: float, money: str | None
    ) -> Number | None:
        """Put the number and what bounds it together; None for a score or a season ("45-40", "2015-16")."""
        lead = self._bound(begin)
        end, plus = plain.end(), (plain["plus"] or "").lower()
        join = (plain["join"] or "").strip()
        percent = plain["percent"] or plain["mid"] or ""
        if plain["two"] and low < high and self._shares_magnitude(plain):
            low *= self.words.magnitude_of(plain["two"])
        if plain["two"] and not _is_range(join, low, high, lead):
            if join in ("-", "–", "—") and not plain["join"].startswith(" "):
                return None
            low = high = self.words.value_of(plain["one"])
            end, plus = plain.end("mid") if plain["mid"] else plain.end("one"), ""
            percent = plain["mid"] or (percent if join in ("and", "or") else "")
        unit = "percent" if percent else CURRENCIES.get(money.strip().upper()) if money else None
        if "point" in percent.lower():
            unit = "percentage points"
        bounds = _bounded(low, lead) if low == high else (low, high)
        if plus in UNBOUNDED:
            bounds = low, None
        elif plus in BOUNDED:
            bounds = None, high
        start = lead.start() if lead and (not lead["between"] or low != high) else begin
        return self._number(start, end, bounds, unit, plain=not lead and not plus and low == high)

    def _shares_magnitude(self, plain: re.Match[str]) -> bool:
        """Whether the magnitude of the second number is that of the first, too: "15-20 million"."""
        one, two = (self.words.magnitude_of(plain[name]) for name in ("one", "two"))
        return one == 1 < two


def _bounded(value: float, lead: re.Match[str] | None) -> Bounds:
    if lead and lead["at_least"]:
        return value, None
    if lead and lead["at_most"]:
        return None, value
    return value, value


def _is_range(join: str, low: float, high: float, lead: re.Match[str] | None) -> bool:
    between = (lead["between"] or "").lower() if lead else ""
    if join == "and":
        return between == "between" and low < high
    if join == "or":
        return low < high <= 2 * low  # "two or three", "10 or 12"
    return low < high and not (join == "to" and between == "from")

"""How English writes numbers and tells that they change: the one file of this room that knows its grammar.

The number words, and the words that bound a number, are the lexicon's.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.reading.lexicon import Lexicon

# Signs and codes of money as printed, each with its ISO 4217 code; a blank stands behind a code.
CURRENCIES = {
    "$": "USD", "US$": "USD", "USD": "USD", "USD$": "USD", "A$": "AUD", "C$": "CAD", "HK$": "HKD", "£": "GBP",
    "GBP": "GBP", "€": "EUR", "EUR": "EUR", "¥": "JPY", "₽": "RUB", "₴": "UAH", "₹": "INR",
}  # fmt: skip

# --- change -----------------------------------------------------------------------------------------

_MOVED = "rose|risen|climbed|grew|grown|increased|fell|fallen|dropped"

REVISED = re.compile(  # a sentence that sets a number against an earlier or a later one
    r"\b(?:increase|decrease|rise|drop|jump|fall|revised)\b.{0,12}\b(?:from|to)\b|\b(?:up|down) from\b"
    rf"|\b(?:{_MOVED}|rises|rising|climbs|revised) (?:\w+ ){{0,2}}(?:to|from|by)\b"
    r"|\b(?:earlier|previous|prior|initial) (?:\S+ )?(?:estimate|figure|count|tally|total|toll)",
    re.IGNORECASE,
)
EARLIER = re.compile(  # what stands before a number that no longer holds
    r"\b(?:earlier(?! (?:this|that|on|in|today)\b)|previous(?:ly)?|prior|initial(?:ly)?"
    r"|(?:up|down|increase|decrease) from)\b.{0,40}$"
    rf"|\b(?:{_MOVED}|rises?|rising|raised|falls?|cut)\b.{{0,20}}\bfrom $",
    re.IGNORECASE,
)
CHANGE = re.compile(  # what stands before two numbers of which one has become the other
    r"\b(?:increas|decreas|ris(?:e|es|ing|en)\b|rose|f[ae]ll|drop|gr[eo]w|jump|climb|revis|earlier|previous"
    r"|up from|down from|cut|lower|rais|declin|shr[aiu]nk)",
    re.IGNORECASE,
)
BECOMING = re.compile(r"\b(?:to|from|earlier|previous|initial)\b", re.IGNORECASE)  # between the two
MOVE = re.compile(  # a change, not the level that it led to
    rf"\b(?:{_MOVED}|jumped|declined|decreased|gained|lost|up|down)\b(?!.*\bto\b)", re.IGNORECASE
)

# --- numbers ----------------------------------------------------------------------------------------

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MONEY = "|".join(
    re.escape(sign) + " " * sign.isalpha() for sign in sorted(CURRENCIES, key=len, reverse=True)
)
LONGEST_MONEY = max(map(len, CURRENCIES)) + 1  # with its blank
MONEY_BEFORE = re.compile(rf"(?:{_MONEY}) ?$")
GLUED_BEFORE = re.compile(r"[\w.,/:#°-]$")
GLUED_AFTER = re.compile(
    r"(?!(?:km|kg|kph|km/h|mph|mm|cm|ft|lbs?|g|mw|gw|kw)\b)"
    r"(?:[/:.,]\d|°|[a-z]|-(?!plus|odd|strong|a-(?:year|month|week|day)"
    r"|(?:hour|minute|mile|km|year|month)s?(?:-long)? )[a-z])",
    re.IGNORECASE,
)
LEADING_ZERO = re.compile(r"0\d")  # of a telephone or reference number
DIGIT_SHAPE = re.compile(r"[^\w\s]?d")
UNBOUNDED = ("-plus", "+", " or more")  # behind a number: at least
BOUNDED = (" or less", " or fewer")  # behind a number: at most


class Numerals:
    """The number words of one lexicon with their values, and the patterns made of them, which ignore case."""

    def __init__(self, lexicon: Lexicon) -> None:
        def table(name: str) -> dict[str, float]:
            return {word: float(value) for word, value in lexicon.table(name).items()}

        self.units, self.tens, self.parts = table("units_of_numbers"), table("tens"), table("parts")
        self.crowds, self.multiples = table("crowds"), table("crowds_of")
        signs, magnitudes = table("magnitude_signs"), table("magnitudes")
        self.magnitudes = magnitudes | signs
        words = (self.units, self.tens, magnitudes, self.crowds, self.multiples, self.parts)
        self.openers = {"half"}.union(*words)  # what a number in words begins with
        self._unit, self._magnitude, self._sign = _any(self.units), _any(magnitudes), _any(signs)
        self._whole = rf"(?= {_any(lexicon['share_of'])}\b)"
        self.crowd = _compiled(rf"(?:(?P<times>{_any(self.multiples)}) of )?(?P<crowd>{_any(self.crowds)})\b")
        self.half = _compiled(rf"(?:half|quarter of) an? (?P<size>{self._magnitude})\b")
        self.article = _compiled(rf"a (?={self._magnitude})")
        self._ending = re.compile(f"{_any(self.magnitudes)}$")
        bounds = {name: lexicon[name] for name in ("at_least", "at_most", "roughly")}
        self.reach = 1 + max(len(words) for phrases in bounds.values() for words in phrases)  # characters
        named = "|".join(f"(?P<{name}>{_any(phrases)})" for name, phrases in bounds.items())
        self.bound = _compiled(rf"\b(?:{named}|(?P<between>between|from)) ?$")

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """A number or a range with its currency, what bounds it behind it, and "per cent"."""
        spelled = rf"(?:{_any(self.tens)}(?:[- ]{self._unit})?|{self._unit})"
        size = self._magnitude
        number = (
            rf"(?:(?:{DIGITS})(?:[ -]?{size}\b|{self._sign}\b)?"
            rf"|(?:{spelled}|an?)[ -]{size}(?: {size})?\b(?: and {spelled}\b)?|{spelled}\b)"
        )
        return _compiled(
            rf"(?P<money>(?:{_MONEY}) ?)?(?P<one>{number})"
            rf"(?:(?P<mid> ?%| per ?cent)?(?P<join> ?[-–—] ?| to | and | or )(?:{_MONEY})?(?P<two>{number}))?"
            r"(?P<plus>-plus\b|\+|-odd\b| or (?:more|so|less|fewer)\b)?"
            r"(?P<percent>[ -]?percentage[ -]points?\b| ?%|[ -]per ?cent\b| ?pc\b)?"
        )

    @cached_property
    def fraction(self) -> re.Pattern[str]:
        """A share in words: "half of", "two-thirds", "a quarter of"."""
        return _compiled(
            rf"(?a:half{self._whole}|two[- ]thirds|three[- ]quarters"
            rf"|(?:an?|one|two|three|four|nine)[- ]{_any(self.parts)}s?{self._whole})"
        )

    @cached_property
    def odds(self) -> re.Pattern[str]:
        """A share as so many of so many: "one in five", "nine out of ten"."""
        return _compiled(
            rf"(?:one|1)[- ](?:out of|in)[- ](?:every )?(?P<of>{self._unit}|\d{{1,3}})(?=[ -][a-z])"
            rf"|(?P<times>{self._unit}|\d{{1,2}}) (?:(?:out of|in) every|out of|in(?= (?:ten|10)\b))"
            rf" (?P<all>{self._unit}|\d{{1,3}})(?= [a-z])"
        )

    def magnitude_of(self, words: str) -> float:
        """The magnitude that ends a number: 1e6 for "15 million" and "15m"."""
        ending = self._ending.search(words.lower())
        return self.magnitudes[ending[0]] if ending else 1.0

    def value_of(self, words: str) -> float:
        """The value of a number: "two hundred and six", "1.5m", "130,000"; infinite where it is too large."""
        words = words.lower()
        if digits := re.match(DIGITS, words):
            return float(digits[0].replace(",", "")) * self.magnitude_of(words)
        total = current = 0.0
        for word in re.findall(r"[a-z]+", words):
            if word in self.magnitudes:
                current = (current or 1.0) * self.magnitudes[word]
            elif word in ("a", "an"):
                current = 1.0
            elif word != "and":
                value = self.tens.get(word, self.units.get(word, 0.0))
                total, current = (total + current, value) if current >= 100 else (total, current + value)
        return total + current


@cache
def numerals(lexicon: Lexicon) -> Numerals:
    """The numerals of a lexicon, made once."""
    return Numerals(lexicon)


def _any(words: Iterable[str]) -> str:
    """A group of alternatives, the longest first; no other letters stand for theirs ("ſ" is no "s")."""
    alternatives = sorted(words, key=lambda word: (-len(word), word))
    return f"(?a:{'|'.join(map(re.escape, alternatives))})"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)

"""Numbers in running text: digits and words, magnitudes, currencies, per cent, and what bounds them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

_words = str.split  # word lists are easier to read as running text

SMALL = {
    word: float(number)
    for number, word in enumerate(
        _words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
            " seventeen eighteen nineteen"
        )
    )
}
TENS = {
    word: 10.0 * n
    for n, word in enumerate(_words("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
MAGNITUDES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "bn": 1e9,
    "tn": 1e12,
}
CROWDS = {"dozens": 24.0, "scores": 40.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9}
FRACTIONS = {
    "half": 0.5,
    "a third": 1 / 3,
    "two-thirds": 2 / 3,
    "two thirds": 2 / 3,
    "three-quarters": 0.75,
    "three quarters": 0.75,
}
CURRENCIES = {
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "usd$": "USD",
    "a$": "AUD",
    "c$": "CAD",
    "hk$": "HKD",
    "£": "GBP",
    "gbp": "GBP",
    "€": "EUR",
    "eur": "EUR",
    "¥": "JPY",
    "₽": "RUB",
    "₴": "UAH",
    "₹": "INR",
}
COINS = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "rouble": "RUB",
    "ruble": "RUB",
    "yuan": "CNY",
    "yen": "JPY",
    "rupee": "INR",
    "hryvnia": "UAH",
    "franc": "CHF",
    "cent": "cents",
}
AT_LEAST = [
    *_words("over above exceeding topping"),
    "more than", "at least", "no fewer than", "no less than", "not less than", "upwards of", "in excess of", "well over", "just over", "a minimum of",
]  # fmt: skip
AT_MOST = [
    *_words("under below"),
    "up to", "at most", "less than", "fewer than", "no more than", "not more than", "as many as", "as much as", "just under", "well under", "a maximum of",
]  # fmt: skip
ROUGHLY = [
    *_words("about around some nearly almost roughly approximately circa estimated perhaps"),
    "an estimated", "close to", "in the region of", "just", "only", "nearly",
]  # fmt: skip

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNITS_WORD = "|".join(sorted(SMALL, key=len, reverse=True))
_SPELLED = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{_UNITS_WORD}))?|{_UNITS_WORD})"
_MAGNITUDE = r"(?:hundred|thousand|million|billion|trillion|dozen)"
_NUMBER = (
    rf"(?:(?:{_DIGITS})(?:(?: |-)?{_MAGNITUDE}\b|(?:k|mn|m|bn|tn)\b)?"
    rf"|(?:{_SPELLED}|an?)(?: |-){_MAGNITUDE}(?: {_MAGNITUDE})?\b(?: and {_SPELLED}\b)?|{_SPELLED}\b)"
)
_CURRENCY = r"(?:(?:US|A|C|HK|USD)\$|[$£€¥₽₴₹]|(?:USD|EUR|GBP) )"
_PLAIN = re.compile(
    rf"(?P<money>{_CURRENCY} ?)?(?P<one>{_NUMBER})"
    rf"(?:(?P<join> ?[-–—] ?| to | and | or ){_CURRENCY}?(?P<two>{_NUMBER}))?"
    r"(?P<plus>-plus\b|\+|-odd\b| or (?:more|so|less|fewer)\b)?"
    r"(?P<percent> ?%| per ?cent\b| percentage points?\b| pc\b)?",
    re.IGNORECASE,
)
_CROWD = re.compile(rf"(?:(?:tens|hundreds|dozens) of )?(?:{'|'.join(CROWDS)})\b", re.IGNORECASE)
_FRACTION = re.compile(
    r"half(?= (?:of|the|its|their|a)\b)|two[- ]thirds|three[- ]quarters|(?:a|one)[- ](?:third|quarter)(?= of\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"\b(?:(?P<least>{'|'.join(sorted(AT_LEAST, key=len, reverse=True))})|(?P<most>{'|'.join(sorted(AT_MOST, key=len, reverse=True))})"
    rf"|(?P<rough>{'|'.join(sorted(ROUGHLY, key=len, reverse=True))})|(?P<between>between|from)) ?$",
    re.IGNORECASE,
)
LEAD_CHARS = 22  # the longest of the words that bound a number
_MONEY_BEFORE = re.compile(rf"{_CURRENCY} ?$")
_GLUED_BEFORE = re.compile(r"[\w.,/:#°-]$")
_GLUED_AFTER = re.compile(r"(?:[/:]\d|[a-z]|-(?!plus|odd)[a-z]|(?:st|nd|rd|th)\b|°)", re.IGNORECASE)
_DIGIT_SHAPE = re.compile(r"[^\w\s]?d")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands: the half-open span with its bounding words, token index of its last word, and its bounds."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str | None  # "percent" or a currency
    plain: bool  # digits or number words, nothing bounds it


def find_numbers(text: str, doc: Doc) -> Iterator[Number]:
    """Yield the numbers of a text, in text order. Years, dates and names are still among them."""
    done = 0
    for start in _candidates(doc):
        if start < done:
            continue
        number = _number_at(text, start)
        if number and number.start >= done:
            done = number.end
            yield number


def _candidates(doc: Doc) -> list[int]:
    """Offsets of the tokens that look like numbers."""
    if not len(doc):
        return []
    columns: npt.NDArray[np.uint64] = doc.to_array(["LIKE_NUM", "SHAPE", "LOWER", "IDX"]).astype(np.uint64)
    shapes = np.unique(columns[:, 1])
    names = [doc.vocab.strings[shape] for shape in shapes.tolist()]
    wanted = columns[:, 0] > 0
    wanted |= np.isin(columns[:, 1], shapes[[bool(_DIGIT_SHAPE.match(name)) for name in names]])
    wanted |= np.isin(columns[:, 2], _hashes())
    found: list[int] = columns[wanted, 3].tolist()
    return found


@cache
def _hashes() -> npt.NDArray[np.uint64]:
    from spacy.strings import get_string_id

    words = {*SMALL, *TENS, *CROWDS, "half", "tens", "dozen", "hundred", "thousand", "a", "an"} - {"a", "an"}
    return np.array(sorted(get_string_id(word) for word in words), dtype=np.uint64)


def _number_at(text: str, start: int) -> Number | None:
    """Read the number that begins at ``start``, with the currency and the bounding words before it."""
    for pattern in (_CROWD, _FRACTION):
        if found := pattern.match(text, start):
            return _loose(text, found)
    if text[start - 2 : start].lower() == "a " and text[start : start + 5].lower() in (
        "dozen",
        "hundr",
        "thous",
        "milli",
        "billi",
        "trill",
    ):
        start -= 2
    found = _PLAIN.match(text, start)
    if not found:
        return None
    before = _MONEY_BEFORE.search(text, max(0, start - 5), start)
    begin = before.start() if before else start
    glue = text[max(0, begin - 1) : begin]
    if _GLUED_BEFORE.match(glue) and not before:
        return None
    if not found["percent"] and not found["plus"] and _GLUED_AFTER.match(text, found.end()):
        return None
    return _bounded(text, begin, found, money=(before[0] if before else found["money"]))


def _loose(text: str, found: re.Match[str]) -> Number:
    """At least so many for "thousands of", a share for a fraction."""
    words = found[0].lower().replace("one", "a").replace("-", " ")
    lead = _LEAD.search(text, max(0, found.start() - LEAD_CHARS), found.start())
    start = lead.start() if lead else found.start()
    if "of " in words or words in CROWDS:
        first, _, last = words.rpartition(" of ")
        times = {"tens": 10.0, "hundreds": 100.0, "dozens": 24.0}.get(first, 1.0)
        return Number(start, found.end(), times * CROWDS[last], None, None, plain=False)
    share = (
        25.0
        if words == "a quarter"
        else 100.0 * FRACTIONS.get(words, FRACTIONS.get(words.replace(" ", "-"), 0.5))
    )
    low, high = _bounds(share, lead)
    return Number(start, found.end(), low, high, "percent", plain=False)


def _bounds(value: float, lead: re.Match[str] | None) -> tuple[float | None, float | None]:
    if lead and lead["least"]:
        return value, None
    if lead and lead["most"]:
        return None, value
    return value, value


def _bounded(text: str, begin: int, found: re.Match[str], *, money: str | None) -> Number:
    """Put the number and what bounds it together."""
    low = value_of(found["one"])
    high = value_of(found["two"]) if found["two"] else low
    lead = _LEAD.search(text, max(0, begin - LEAD_CHARS), begin)
    end = found.end()
    join = (found["join"] or "").strip()
    if found["two"] and not _is_range(join, low, high, lead):
        end, high = found.end("one"), low
        if join in ("and", "or") and not found["percent"]:
            high = low
    elif found["two"] and low < high and _magnitude(found["two"]) > 1 and _magnitude(found["one"]) == 1:
        low *= _magnitude(found["two"])  # "15-20 million"
    unit = "percent" if found["percent"] else CURRENCIES.get(money.strip().lower()) if money else None
    bounds: tuple[float | None, float | None] = (low, high)
    if low == high:
        bounds = _bounds(low, lead)
    plus = (found["plus"] or "").lower()
    if plus in ("-plus", "+", " or more"):
        bounds = (low, None)
    elif plus in (" or less", " or fewer"):
        bounds = (None, high)
    start = lead.start() if lead and (not lead["between"] or low != high) else begin
    return Number(start, end, bounds[0], bounds[1], unit, plain=not lead and not plus and low == high)


def _is_range(join: str, low: float, high: float, lead: re.Match[str] | None) -> bool:
    if join == "and":
        return bool(lead and lead["between"] and lead["between"].lower() == "between" and low < high)
    return join != "or" and low < high and not (join == "to" and lead and lead["between"])


def _magnitude(words: str) -> float:
    """The magnitude that ends a number: 1e6 for "15 million" and "15m"."""
    found = re.search(r"(hundred|thousand|million|billion|trillion|dozen|k|mn|m|bn|tn)$", words.lower())
    return MAGNITUDES[found[1]] if found else 1.0


def value_of(words: str) -> float:
    """The value of a number in digits or words ("two hundred and six", "1.5m", "130,000")."""
    words = words.lower()
    if found := re.match(rf"({_DIGITS})", words):
        return float(found[1].replace(",", "")) * _magnitude(words)
    total = current = 0.0
    for word in re.findall(r"[a-z]+", words):
        if word in MAGNITUDES:
            current = (current or 1.0) * MAGNITUDES[word]
        elif word in ("a", "an"):
            current = 1.0
        elif word != "and":
            value = TENS.get(word, SMALL.get(word, 0.0))
            total, current = (total + current, value) if current >= 100 else (total, current + value)
    return total + current

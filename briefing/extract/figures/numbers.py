"""Numbers in running text: digits and words, magnitudes, currencies, per cent, and what bounds them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import isfinite
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
PARTS = {"third": 3.0, "quarter": 4.0, "fifth": 5.0, "sixth": 6.0, "eighth": 8.0, "tenth": 10.0}
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
    rf"(?:(?P<mid> ?%| per ?cent)?(?P<join> ?[-–—] ?| to | and | or ){_CURRENCY}?(?P<two>{_NUMBER}))?"
    r"(?P<plus>-plus\b|\+|-odd\b| or (?:more|so|less|fewer)\b)?"
    r"(?P<percent>(?: |-)?percentage[ -]points?\b| ?%| per ?cent\b|-per ?cent\b| ?pc\b)?",
    re.IGNORECASE,
)
_CROWD = re.compile(rf"(?:(?:tens|hundreds|dozens) of )?(?:{'|'.join(CROWDS)})\b", re.IGNORECASE)
_FRACTION = re.compile(
    r"half(?= (?:of|the|its|their)\b)|two[- ]thirds|three[- ]quarters"
    rf"|(?P<top>an?|one|two|three|four|nine)[- ](?P<part>{'|'.join(PARTS)})s?(?= (?:of|the|its|their)\b)",
    re.IGNORECASE,
)
_ODDS = re.compile(
    rf"(?:one|1)[- ](?:out of|in)[- ](?:every )?(?P<of>{_UNITS_WORD}|\d{{1,3}})(?=[ -][a-z])"
    rf"|(?P<times>{_UNITS_WORD}|\d{{1,2}}) (?:(?:out of|in) every|out of|in(?= (?:ten|10)\b)) (?P<all>{_UNITS_WORD}|\d{{1,3}})(?= [a-z])",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?:half|quarter of) an? (?P<size>dozen|hundred|thousand|million|billion|trillion)\b", re.IGNORECASE
)
_LEAD = re.compile(
    rf"\b(?:(?P<least>{'|'.join(sorted(AT_LEAST, key=len, reverse=True))})|(?P<most>{'|'.join(sorted(AT_MOST, key=len, reverse=True))})"
    rf"|(?P<rough>{'|'.join(sorted(ROUGHLY, key=len, reverse=True))})|(?P<between>between|from)) ?$",
    re.IGNORECASE,
)
LEAD_CHARS = 22  # the longest of the words that bound a number
_MONEY_BEFORE = re.compile(rf"{_CURRENCY} ?$")
_GLUED_BEFORE = re.compile(r"[\w.,/:#°-]$")
_GLUED_AFTER = re.compile(
    r"(?!(?:km|kg|kph|km/h|mph|mm|cm|ft|lbs?|g|mw|gw|kw)\b)"
    r"(?:[/:.,]\d|[a-z]|-(?!plus|odd|strong|a-(?:year|month|week|day)|(?:hour|minute|mile|km|year|month)s?(?:-long)? )[a-z]|°)",
    re.IGNORECASE,
)
_LEADING_ZERO = re.compile(r"0\d")  # of a telephone or reference number
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

    words = {*SMALL, *TENS, *CROWDS, *PARTS, "half", "tens", "dozen", "hundred", "thousand"}
    return np.array(sorted(get_string_id(word) for word in words), dtype=np.uint64)


def _number_at(text: str, start: int) -> Number | None:
    """Read the number that begins at ``start``, with the currency and the bounding words before it."""
    if found := _CROWD.match(text, start):
        return _crowd(found)
    article = text[start - 2 : start].lower() == "a " and text[start:].startswith(tuple(PARTS), 0, 7)
    if found := _FRACTION.match(text, start - 2 if article else start) or _ODDS.match(text, start):
        return _portion(text, found)
    if found := _HALF.match(text, start):
        part = 0.5 if found[0][0] in "hH" else 0.25
        return _sized(text, found, part * MAGNITUDES[found["size"].lower()])
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
    values = [value_of(found[name]) for name in ("one", "two") if found[name]]
    if not all(map(isfinite, values)) or _LEADING_ZERO.match(found["one"]):
        return None
    return _bounded(text, begin, found, money=(before[0] if before else found["money"]))


def _crowd(found: re.Match[str]) -> Number:
    """At least so many for "thousands" and "tens of thousands"."""
    first, _, last = found[0].lower().rpartition(" of ")
    times = {"tens": 10.0, "hundreds": 100.0, "dozens": 24.0}.get(first, 1.0)
    return Number(found.start(), found.end(), times * CROWDS[last], None, None, plain=False)


def _portion(text: str, found: re.Match[str]) -> Number:
    """The share that a fraction ("two-thirds") or odds ("one in five") stand for."""
    words = found.groupdict()
    if "part" in words:
        part = words["part"] or ("third" if "third" in found[0].lower() else "quarter")
        top = (words["top"] or found[0].partition("-")[0].partition(" ")[0]).lower()
        share = 50.0 if top == "half" else 100.0 * max(SMALL.get(top, 1.0), 1.0) / PARTS[part.lower()]
    else:
        whole = value_of(words["of"] or words["all"])
        share = 100.0 * (value_of(words["times"]) if words["times"] else 1.0) / (whole or 1.0)
    return _sized(text, found, share, unit="percent")


def _sized(text: str, found: re.Match[str], value: float, *, unit: str | None = None) -> Number:
    lead = _LEAD.search(text, max(0, found.start() - LEAD_CHARS), found.start())
    low, high = _bounds(value, lead)
    start = lead.start() if lead and not lead["between"] else found.start()
    return Number(start, found.end(), low, high, unit, plain=False)


def _bounds(value: float, lead: re.Match[str] | None) -> tuple[float | None, float | None]:
    if lead and lead["least"]:
        return value, None
    if lead and lead["most"]:
        return None, value
    return value, value


def _bounded(text: str, begin: int, found: re.Match[str], *, money: str | None) -> Number | None:
    """Put the number and what bounds it together; None for a score or a season ("45-40", "2015-16")."""
    low = value_of(found["one"])
    high = value_of(found["two"]) if found["two"] else low
    lead = _LEAD.search(text, max(0, begin - LEAD_CHARS), begin)
    end = found.end()
    join = (found["join"] or "").strip()
    percent = found["percent"] or found["mid"] or ""
    if found["two"] and low < high and _magnitude(found["two"]) > 1 and _magnitude(found["one"]) == 1:
        low *= _magnitude(found["two"])  # "15-20 million"
    plus = (found["plus"] or "").lower()
    if found["two"] and not _is_range(join, low, high, lead):
        if join in ("-", "–", "—") and not found["join"].startswith(" "):
            return None
        low = high = value_of(found["one"])
        end, plus = found.end("mid") if found["mid"] else found.end("one"), ""
        percent = found["mid"] or (percent if join in ("and", "or") else "")
    unit = "percent" if percent else CURRENCIES.get(money.strip().lower()) if money else None
    if "point" in percent.lower():
        unit = "percentage points"
    low_bound, high_bound = _bounds(low, lead) if low == high else (low, high)
    if plus in ("-plus", "+", " or more"):
        low_bound, high_bound = low, None
    elif plus in (" or less", " or fewer"):
        low_bound, high_bound = None, high
    start = lead.start() if lead and (not lead["between"] or low != high) else begin
    return Number(start, end, low_bound, high_bound, unit, plain=not lead and not plus and low == high)


def _is_range(join: str, low: float, high: float, lead: re.Match[str] | None) -> bool:
    between = (lead["between"] or "").lower() if lead else ""
    if join == "and":
        return between == "between" and low < high
    if join == "or":
        return low < high <= 2 * low  # "two or three", "10 or 12"
    return low < high and not (join == "to" and between == "from")


def _magnitude(words: str) -> float:
    """The magnitude that ends a number: 1e6 for "15 million" and "15m"."""
    found = re.search(r"(hundred|thousand|million|billion|trillion|dozen|k|mn|m|bn|tn)$", words.lower())
    return MAGNITUDES[found[1]] if found else 1.0


def value_of(words: str) -> float:
    """The value of a number in digits or words ("two hundred and six", "1.5m", "130,000"); infinite where it is too large."""
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

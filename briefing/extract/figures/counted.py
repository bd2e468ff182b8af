"""What a number counts: the noun after it, before it, or the subject that it is said of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.extract.figures.lexicon import (
    CASUALTIES,
    EVERYBODY,
    FURTHER,
    LEAD_WORDS,
    MEASURES,
    MONTHS,
    NAME_BEFORE,
    NO_NOUN,
    SAME_THING,
    TIMES,
    TOLLS,
)
from briefing.extract.figures.numbers import COINS, CROWDS
from briefing.extract.figures.outcomes import outcome_after, outcome_of
from briefing.extract.figures.phrases import (
    after,
    make_quantity,
    noun_after,
    phrase_start,
    thing_of,
)
from briefing.extract.figures.sums import long_thing, measure, money, of_subject, share, time_spent

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from briefing.extract.figures.numbers import Number
    from briefing.extract.figures.phrases import Quantity

LEAST_COUNT = 10  # a smaller count of anything but casualties is a detail of the story, unless it is a bound
LARGE_SUM = 10_000  # so many pounds are money, whatever else the report weighs


def quantity_of(doc: Doc, number: Number, first: int, last: int) -> Quantity | None:
    """What ``number`` (tokens ``first`` to ``last``) counts; None for dates, names, ages and trifles."""
    if _is_name_or_date(doc, number, first, last):
        return None
    if doc[first].dep_ == "prt" and first < last:
        number = replace(number, start=doc[first + 1].idx, high=number.low)  # "took over two plants"
    if number.unit in ("percent", "percentage points"):
        return share(doc, number, first, last)
    if number.unit:
        return money(doc, number, first, last, unit=number.unit, coin=False)
    found = noun_after(doc, last + 1)
    if not found and last + 3 < len(doc) and doc[last + 1].lower_ in ("and", "or") and doc[last + 2].like_num:
        found = noun_after(doc, last + 3)  # "15 and 42 miles"
    if found:
        return _counted(doc, number, found, first, last)
    return outcome_after(doc, number, last) or _noun_before(doc, number, first, last)


def _is_name_or_date(doc: Doc, number: Number, first: int, last: int) -> bool:
    """Years, days of a month, times, ages, and numbers that are part of a name."""
    before = doc[first - 1] if first and not doc[first].is_sent_start else None
    following = doc[last + 1] if last + 1 < len(doc) else None
    if before is not None and not number.unit:
        named = (
            before.is_title
            and before.is_alpha
            and not before.is_sent_start
            and before.pos_ in ("PROPN", "NOUN")
        )
        if named or before.lower_ in NAME_BEFORE or before.lower_ in MONTHS:
            return True
    if following is not None and (
        (following.lower_ in MONTHS and following.is_title)
        or following.lower_ in ("a.m.", "p.m.", "am", "pm", "o'clock", "gmt")
    ):
        return True
    value = number.low or number.high or 0.0
    return number.plain and _is_year(doc[last], value)


def _is_year(token: Token, value: float) -> bool:
    """Four digits that the language model takes for a date, or that nothing countable follows."""
    if token.shape_ != "dddd" or not 1500 <= value <= 2100:
        return False
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    return token.ent_type_ == "DATE" or following is None or following.tag_ != "NNS"


def _counted(doc: Doc, number: Number, found: tuple[int, int], first: int, last: int) -> Quantity | None:
    """A count of things: "over 100 battalion tactical groups", "15 miles from the border", "nine hours of talks"."""
    begin, head = found
    lemma = doc[head].lemma_.lower()
    if doc[last + 1].text == "-" and (long := long_thing(doc, number, last)):
        return long
    unit_head = _unit_head(doc, begin, head)
    unit = doc[unit_head].lemma_.lower()
    if unit in TIMES:
        return time_spent(doc, number, unit_head, last) if unit_head == begin else None
    if unit in COINS and not _is_weight(doc, number, unit):
        return money(doc, number, first, unit_head, unit=COINS[unit], coin=True)
    if unit in MEASURES or unit in COINS:
        return measure(doc, number, first, last, unit_head)
    if (lemma in NO_NOUN and lemma != "other") or _is_title(doc, begin, head):
        return None
    return _people(doc, number, found, first, last) or _things(doc, number, found, last)


def _unit_head(doc: Doc, begin: int, head: int) -> int:
    """The token that may be a unit: the first noun ("40 miles ..."), else the head."""
    lemma = doc[begin].lemma_.lower()
    return begin if lemma in MEASURES or lemma in TIMES or lemma in COINS else head


def _is_weight(doc: Doc, number: Number, unit: str) -> bool:
    """Whether pounds are a weight: no large sum, and the report has no such money."""
    return (
        unit == "pound"
        and (number.high or number.low or 0.0) < LARGE_SUM
        and not any(token.text == "£" for token in doc)
    )


def _is_title(doc: Doc, begin: int, head: int) -> bool:
    """Whether the words are a name or a title ("100 Deadly Skills", "41 Shots"), not people of a nation or party."""
    token = doc[head]
    if not token.is_title or token.ent_type_ == "NORP" or token.lemma_.lower() in SAME_THING:
        return False
    if doc[begin].ent_type_ in ("NORP", "GPE") and token.tag_ == "NNPS":
        return False  # "29 New Yorkers"
    return all(word.is_title or not word.is_alpha for word in doc[begin : head + 1])


def _people(doc: Doc, number: Number, found: tuple[int, int], first: int, last: int) -> Quantity | None:
    """People to whom something happened, and the things that count them: "killed 12 people", "45 dead", "70,000 lives"."""
    begin, head = found
    token = doc[head]
    outcome = outcome_of(doc, head, first)
    if outcome is None:
        return None
    thing = outcome.name
    lemma = token.lemma_.lower()
    if lemma not in EVERYBODY and lemma not in CASUALTIES and token.ent_type_ != "NORP":
        thing = f"{thing} {thing_of(token)}"
    further = doc[first - 1].lower_ if first else ""
    if further in FURTHER or any(
        word.lower_ in FURTHER | {"more", "others"} for word in doc[last + 1 : head + 1]
    ):
        thing = f"{thing} further"
    before = outcome.token < first
    return make_quantity(
        doc,
        number,
        (outcome.token, outcome.token) if before else (begin, max(head, outcome.token)),
        last,
        unit="people",
        thing=thing,
        start=doc[outcome.token].idx if before else None,
        end=max(after(token), after(doc[outcome.token])),
    )


def _things(doc: Doc, number: Number, found: tuple[int, int], last: int) -> Quantity | None:
    """Ten things or more, or a bound on fewer; a singular is none."""
    begin, head = found
    token = doc[head]
    thing = thing_of(token)
    lemma = token.lemma_.lower()
    if lemma in NO_NOUN or token.lower_ in CROWDS:
        return None
    if token.tag_ not in ("NNS", "NNPS") and thing == lemma and lemma not in ("people", "personnel"):
        return None
    value = number.high or number.low or 0.0
    bound = (number.low is None) != (number.high is None)
    if value < (2 if bound and doc[last].nbor().lower_ != "more" else LEAST_COUNT):
        return None
    hyphenated = head - 2 >= begin and doc[head - 1].text == "-"
    unit = doc[head - 2 : head + 1].text.lower() if hyphenated else token.lower_
    return make_quantity(
        doc, number, found, last, unit=thing if thing in SAME_THING.values() else unit, thing=thing
    )


def _noun_before(doc: Doc, number: Number, first: int, last: int) -> Quantity | None:
    """A count that is added after a dash: "tactical battalion groups on the borders - 70 or more", or said of a subject."""
    value = number.high or number.low or 0.0
    index = first - 1
    while index > 0 and doc[index].lower_ in LEAD_WORDS:
        index -= 1
    if index < 1 or doc[index].text not in ("–", "—", "-", ":", "--"):
        if doc[first - 1].pos_ == "PROPN" and not doc[first].is_sent_start:
            return None  # "the FTSE 100"
        return _toll(of_subject(doc, number, last, unit=None), value)
    best = next((n for n in range(index - 1, max(-1, index - 16), -1) if _is_counted(doc[n])), None)
    if value < LEAST_COUNT or best is None or doc[best].sent.start != doc[first].sent.start:
        return None
    thing = thing_of(doc[best])
    unit = thing if thing in SAME_THING.values() else doc[best].lower_
    begin = phrase_start(doc, best)
    return make_quantity(
        doc, number, (begin, best), last, unit=unit, end=number.end, thing=thing, start=doc[begin].idx
    )


def _is_counted(token: Token) -> bool:
    return token.tag_ == "NNS" and token.pos_ == "NOUN" and token.lemma_.lower() not in _PLACES


_PLACES = frozenset(("number", "border", "area", "part"))


def _toll(quantity: Quantity | None, value: float) -> Quantity | None:
    """A death toll counts the killed; of other subjects a small number is a detail."""
    if quantity is not None and quantity.thing in TOLLS:
        return replace(quantity, thing="killed", unit="people", modifiers=frozenset())
    return quantity if value >= LEAST_COUNT else None

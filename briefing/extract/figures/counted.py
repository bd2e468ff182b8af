"""What a number counts: the noun after it, before it, or the subject that it is said of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.extract.figures.outcomes import outcome_after, outcome_of
from briefing.extract.figures.phrases import (
    HYPHEN,
    lower_at,
    make_quantity,
    noun_after,
    phrase_start,
    thing_of,
    unit_name,
)
from briefing.extract.figures.sums import long_thing, measure, money, of_subject, share, time_spent
from briefing.reading.grammar import NAMING, PLURAL

if TYPE_CHECKING:
    from briefing.extract.figures.numbers import Number
    from briefing.extract.figures.phrases import Quantity
    from briefing.reading.tokens import Tokens

LEAST_COUNT = 10  # a smaller count of anything but casualties is a detail of the story, unless it is a bound
LARGE_SUM = 10_000  # so many pounds are money, whatever else the report weighs
_DASHES = frozenset({"–", "—", "-", ":", "--"})


def quantity_of(tokens: Tokens, number: Number) -> Quantity | None:
    """What ``number`` counts; None for dates, names, ages and trifles."""
    if _is_name_or_date(tokens, number):
        return None
    if tokens.relation[number.first] == "prt" and number.first < number.last:  # "took over two plants"
        number = replace(number, start=tokens.start[number.first + 1], high=number.low)
    if number.unit in ("percent", "percentage points"):
        return share(tokens, number)
    if number.unit:
        return money(tokens, number)
    behind = number.last + 1
    noun = noun_after(tokens, behind)
    if not noun and behind + 2 < len(tokens) and tokens.pos[behind] == "CCONJ" and tokens.numeric[behind + 1]:
        noun = noun_after(tokens, behind + 2)  # "15 and 42 miles"
    if noun:
        return _counted(tokens, number, noun)
    return outcome_after(tokens, number) or _noun_before(tokens, number)


def _is_name_or_date(tokens: Tokens, number: Number) -> bool:
    """Years, days of a month, times, ages, and numbers that are part of a name."""
    lexicon, months = tokens.lexicon, tokens.lexicon.table("months")
    before, behind = number.first - 1, number.last + 1
    if not number.unit and not tokens.opens_sentence(number.first):
        word, lower = tokens.word[before], tokens.lower[before]
        named = word.istitle() and word.isalpha() and tokens.pos[before] in NAMING
        if named and not tokens.opens_sentence(before):
            return True
        if lower in lexicon["before_number"] or lower.rstrip(".") in months:
            return True
    following = lower_at(tokens, behind)
    of_month = following.rstrip(".") in months and tokens.word[behind].istitle()
    if of_month or following in lexicon["clock"]:
        return True
    return number.plain and _is_year(tokens, number)


def _is_part(tokens: Tokens, number: Number) -> bool:
    """Whether the number counts a part of another that follows: "54 of the 113 killed"."""
    behind = number.last + 1
    if lower_at(tokens, behind) != "of":
        return False
    return any(tokens.numeric[token] for token in range(behind + 1, min(behind + 3, len(tokens))))


def _is_year(tokens: Tokens, number: Number) -> bool:
    """Four digits that the language model takes for a date, or that nothing countable follows."""
    token = number.last
    if tokens.shape[token] != "dddd" or not 1500 <= number.value <= 2100:
        return False
    return tokens.entity[token] == "DATE" or tokens.form[token + 1 : token + 2] != ["NNS"]


def _counted(tokens: Tokens, number: Number, noun: tuple[int, int]) -> Quantity | None:
    """A count of things: "over 100 tactical groups", "15 miles from the border", "nine hours of talks"."""
    begin, head = noun
    lexicon, coins = tokens.lexicon, tokens.lexicon.table("coins")
    if tokens.word[number.last + 1] == HYPHEN and (long := long_thing(tokens, number)):
        return long
    # A unit is the first noun ("40 miles ..."), else the head.
    unit = begin if unit_name(tokens, begin) or tokens.lemma[begin] in coins else head
    if tokens.lemma[unit] in lexicon["time_unit"]:
        return time_spent(tokens, number, unit) if unit == begin else None
    coin = coins.get(tokens.lemma[unit])
    if coin and not _is_weight(tokens, number, unit):
        return money(tokens, replace(number, last=unit, unit=coin))
    if unit_name(tokens, unit):
        return measure(tokens, number, unit)
    if _is_title(tokens, begin, head):
        return None
    return _people(tokens, number, noun) or _things(tokens, number, noun)


def _is_weight(tokens: Tokens, number: Number, unit: int) -> bool:
    """Whether pounds are a weight: no large sum, and the report has no such money."""
    return tokens.lemma[unit] == "pound" and number.value < LARGE_SUM and "£" not in tokens.text


def _is_title(tokens: Tokens, begin: int, head: int) -> bool:
    """Whether the words are a name or a title ("100 Deadly Skills"), not people of a nation or party."""
    known = tokens.lemma[head] in tokens.lexicon.table("same_thing")
    if not tokens.word[head].istitle() or tokens.entity[head] == "NORP" or known:
        return False
    if tokens.entity[begin] in ("NORP", "GPE") and tokens.form[head] == "NNPS":
        return False  # "29 New Yorkers"
    return all(word.istitle() or not word.isalpha() for word in tokens.word[begin : head + 1])


def _people(tokens: Tokens, number: Number, noun: tuple[int, int]) -> Quantity | None:
    """People to whom something happened, or what counts them: "killed 12 people", "70,000 lives"."""
    begin, head = noun
    outcome = outcome_of(tokens, head, number.first)
    if outcome is None:
        return None
    lexicon, lemma, thing = tokens.lexicon, tokens.lemma[head], outcome.name
    everybody = lemma in lexicon["everybody"] or lemma in lexicon.table("casualties")
    if not everybody and tokens.entity[head] != "NORP":
        thing = f"{thing} {thing_of(tokens, head)}"
    around = {lower_at(tokens, number.first - 1), *tokens.lower[number.last + 1 : head + 1]}
    if not around.isdisjoint(lexicon["further"]):
        thing = f"{thing} further"
    if _is_part(tokens, number):
        thing = f"{thing} part"
    before = outcome.token < number.first
    what = (outcome.token, outcome.token) if before else (begin, max(head, outcome.token))
    last = head - 1 if lemma in lexicon.table("casualties") else head  # "six Israeli fatalities"
    unnamed = everybody or lemma in lexicon["further"]  # "300 others"
    whom = None if unnamed and begin == head else (begin, last)
    return make_quantity(tokens, number, what, unit="people", thing=thing, reach=head, whom=whom)


def _things(tokens: Tokens, number: Number, noun: tuple[int, int]) -> Quantity | None:
    """Ten things or more, or a bound on fewer; a singular is none."""
    begin, head = noun
    lexicon, names = tokens.lexicon, tokens.lexicon.table("same_thing")
    lemma, word, thing = tokens.lemma[head], tokens.lower[head], thing_of(tokens, head)
    if lemma in lexicon["counts_nothing"] or word in lexicon.table("crowds"):
        return None
    if tokens.form[head] not in PLURAL and thing == lemma and lemma not in names:
        return None
    bound = (number.low is None) != (number.high is None)
    if number.value < (2 if bound and lower_at(tokens, number.last + 1) != "more" else LEAST_COUNT):
        return None
    if thing in names.values():
        word = thing
    elif head - 2 >= begin and tokens.word[head - 1] == HYPHEN:
        word = tokens.text[slice(*tokens.slice(head - 2, head))].lower()
    return make_quantity(tokens, number, noun, unit=word)


def _noun_before(tokens: Tokens, number: Number) -> Quantity | None:
    """A count behind a dash ("tactical groups on the borders - 70 or more"), or one said of a subject."""
    first = number.first
    dash = first - 1
    while dash > 0 and tokens.lower[dash] in tokens.lexicon["bounding"]:
        dash -= 1
    if dash < 1 or tokens.word[dash] not in _DASHES:
        if not tokens.opens_sentence(first) and tokens.pos[first - 1] == "PROPN":
            return None  # "the FTSE 100"
        return _toll(tokens, of_subject(tokens, number, tokens.lexicon["level"]))
    opening, _ = tokens.bounds[tokens.sentence[first]]
    before = range(dash - 1, opening - 1, -1)
    noun = next((token for token in before if _is_counted(tokens, token)), None)
    if number.value < LEAST_COUNT or noun is None:
        return None
    thing = thing_of(tokens, noun)
    unit = thing if thing in tokens.lexicon.table("same_thing").values() else tokens.lower[noun]
    return make_quantity(tokens, number, (phrase_start(tokens, noun), noun), unit=unit)


def _is_counted(tokens: Tokens, token: int) -> bool:
    plural = tokens.form[token] == "NNS" and tokens.pos[token] == "NOUN"
    return plural and tokens.lemma[token] not in tokens.lexicon["whereabouts"]


def _toll(tokens: Tokens, quantity: Quantity | None) -> Quantity | None:
    """A death toll counts the killed; of other subjects a small number is a detail."""
    if quantity and quantity.thing in tokens.lexicon["toll"]:
        return replace(quantity, thing="killed", unit="people", modifiers=frozenset())
    return quantity if quantity and quantity.number.value >= LEAST_COUNT else None

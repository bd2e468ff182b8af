"""Shares, sums of money, measures and time spent: what they are of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.extract.figures.patterns import CURRENCIES
from briefing.extract.figures.phrases import (
    HYPHEN,
    lower_at,
    make_quantity,
    noun_after,
    noun_before_of,
    phrase_start,
    unit_name,
)
from briefing.reading.grammar import NAMING, SUBJECTS

if TYPE_CHECKING:
    from briefing.extract.figures.numbers import Number
    from briefing.extract.figures.phrases import Quantity
    from briefing.reading.tokens import Tokens

LARGEST_NOTE = 500  # "$100 bills" are no sum
SUBJECT_REACH = 14  # tokens from a subject to the number that is said of it
MAX_VERB = 6  # tokens from a verb to the sum that is its object
_SEPARATORS = frozenset(";:–—(")


def share(tokens: Tokens, number: Number) -> Quantity | None:
    """A percentage: of what follows "of", else of the noun or the subject that it is said of."""
    lexicon, start = tokens.lexicon, number.last + 1
    following = lower_at(tokens, start)
    noun = noun_after(tokens, start + (following == "of"), owned=True)
    if noun and tokens.lemma[noun[1]] not in lexicon["time_unit"]:
        right_behind = tokens.pos[noun[1]] == "NOUN" and noun[0] <= start + (following == HYPHEN)
        if right_behind or following in lexicon["share_of"]:
            return make_quantity(tokens, number, noun)
    return (
        of_noun_before(tokens, number)
        or of_subject(tokens, number, lexicon["proportion"])
        or _of_object(tokens, number)
    )


def _of_object(tokens: Tokens, number: Number) -> Quantity | None:
    """What a share is taken off or put on: "cut the risk of cancer by 4%"."""
    if lower_at(tokens, number.first - 1) != "by":
        return None
    verb = tokens.head[number.first - 1]
    if tokens.pos[verb] != "VERB":
        return None
    objects = (
        kid for kid in tokens.kids[verb] if tokens.relation[kid] == "dobj" and verb < kid < number.first
    )
    noun = next(objects, None)
    if noun is None or tokens.pos[noun] != "NOUN":
        return None
    return make_quantity(tokens, number, (phrase_start(tokens, noun), noun), reach=verb)


def money(tokens: Tokens, number: Number) -> Quantity | None:
    """A sum of money: what it is for follows, or is the noun before "of", the subject or the paying verb."""
    lexicon = tokens.lexicon
    noun = _paid_for(tokens, number.last + 1)
    if noun is None:
        return (
            of_noun_before(tokens, number)
            or of_subject(tokens, number, lexicon["price"])
            or _of_verb(tokens, number)
        )
    if tokens.lemma[noun[1]] in lexicon["cash"] and (number.high or 0) <= LARGEST_NOTE:
        return None
    return make_quantity(tokens, number, noun)


def _paid_for(tokens: Tokens, start: int) -> tuple[int, int] | None:
    """What stands behind a sum and says what it is: "$5m in aid", "a $40 billion contract"."""
    if lower_at(tokens, start).upper() in CURRENCIES:
        start += 1
    if start >= len(tokens) or tokens.opens_sentence(start):
        return None
    word = tokens.lower[start]
    if word in tokens.lexicon["sum_for"]:
        worth_of = word == "worth" and lower_at(tokens, start + 1) == "of"
        noun = noun_after(tokens, start + 1 + worth_of, owned=True)
    elif tokens.pos[start] in NAMING or tokens.pos[start] == "ADJ" or word == HYPHEN:
        noun = noun_after(tokens, start, owned=True)
    else:
        return None
    if noun and tokens.lemma[noun[1]] not in tokens.lexicon["vague_sum"]:
        return None if tokens.word[noun[1]].upper() in CURRENCIES else noun
    return None


def measure(tokens: Tokens, number: Number, head: int) -> Quantity | None:
    """A distance or another measure: "31 miles from the border", "a depth of 200 metres"."""
    measured = replace(number, unit=unit_name(tokens, head), last=head)
    end = _measure_end(tokens, head)
    if end > head:
        return make_quantity(tokens, measured, (head, end), thing=measured.unit)
    verbs = tokens.lexicon["proportion"]
    return of_noun_before(tokens, measured) or of_subject(tokens, measured, verbs)


def _measure_end(tokens: Tokens, head: int) -> int:
    """The last token of "31 miles from the border", "700 miles away", "34 miles (55 km) from the town"."""
    directions = tokens.lexicon["direction"]
    token = head + 1
    if lower_at(tokens, token) == "(":
        aside = tokens.word[token : tokens.bounds[tokens.sentence[head]][1]]
        token = token + aside.index(")") + 1 if ")" in aside else head + 1
    if lower_at(tokens, token) in directions and not tokens.opens_sentence(token):
        token += 1
    if lower_at(tokens, token) in tokens.lexicon["distance_from"] and not tokens.opens_sentence(token):
        noun = noun_after(tokens, token + 1, owned=True)
        if noun:
            return noun[1]
    return token - 1 if tokens.lower[token - 1] in directions else head


def time_spent(tokens: Tokens, number: Number, head: int) -> Quantity | None:
    """Time that something takes: "nine hours of talks", "12 years in prison"; not "the last 24 hours"."""
    lexicon = tokens.lexicon
    before = tokens.lower[max(0, number.last - 2) : number.last]
    following = lower_at(tokens, head + 1)
    if number.value < 2 or not lexicon["period_before"].isdisjoint(before):
        return None
    noun = noun_after(tokens, head + 2)
    if not noun or tokens.pos[noun[1]] != "NOUN":
        return None
    lemma = tokens.lemma[noun[1]]
    spent = following == "of" or (following == "in" and lemma in lexicon["prison"])
    if not spent or lemma in lexicon["time_unit"]:
        return None
    return make_quantity(tokens, number, noun, unit=unit_name(tokens, head))


def long_thing(tokens: Tokens, number: Number) -> Quantity | None:
    """Time or distance before the thing: "nine-hour talks", "a 12-year prison sentence"."""
    head = number.last + 2
    unit = unit_name(tokens, head) if head + 1 < len(tokens) else None
    noun = noun_after(tokens, head + 1) if unit else None
    if not noun or tokens.lemma[noun[1]] not in tokens.lexicon["long_thing"]:
        return None
    return make_quantity(tokens, number, noun, unit=unit)


def of_noun_before(tokens: Tokens, number: Number) -> Quantity | None:
    """The noun before "of": "a fine of £2,000", "duties of 25 percent"."""
    noun = noun_before_of(tokens, number.first)
    return make_quantity(tokens, number, noun) if noun else None


def of_subject(tokens: Tokens, number: Number, verbs: frozenset[str]) -> Quantity | None:
    """The subject of "rose to 45", "stands at 7%"; what lies between is part of the passage."""
    verb = tokens.verb_above(number.last)
    subject = _subject(tokens, verb) if tokens.lemma[verb] in verbs else None
    if subject is None or not number.last - SUBJECT_REACH < subject < number.last:
        return None
    if not _SEPARATORS.isdisjoint(tokens.word[subject : number.last]):
        return None
    return make_quantity(tokens, number, (phrase_start(tokens, subject), subject))


def _subject(tokens: Tokens, verb: int) -> int | None:
    """The noun that a verb is said of, through "appears to" and a relative "that".

    Not the subject that the clauses know: that may be one understood from far away, and is none where the
    parser lost the relative clause.
    """
    subject = tokens.child(verb, *SUBJECTS)
    if subject is None and tokens.relation[verb] == "xcomp":
        subject = tokens.child(tokens.head[verb], *SUBJECTS)
    if subject is None:
        return None
    if tokens.form[subject] == "WDT" and not tokens.opens_sentence(subject):
        subject -= 1 + (tokens.is_mark(subject - 1) and subject > 1)
    return subject if tokens.pos[subject] in NAMING else None


def _of_verb(tokens: Tokens, number: Number) -> Quantity | None:
    """What is done with a sum: "agreed to pay $5m", "raised £2m", "the $1.7 billion sent to Iran"."""
    verb = number.last + 1
    if verb >= len(tokens) or tokens.form[verb] != "VBN" or tokens.opens_sentence(verb):
        above = (token for token in tokens.ancestors(number.last) if tokens.pos[token] == "VERB")
        verb = next(above, number.last)
        pays = verb != number.last and tokens.lemma[verb] not in tokens.lexicon["not_paying"]
        if not pays or not number.first - MAX_VERB < verb < number.first:
            return None
    return make_quantity(tokens, number, (verb, verb), thing=f"to {tokens.lemma[verb]}")

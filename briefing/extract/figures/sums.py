"""Shares, sums of money, measures and time spent: what they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.figures.lexicon import (
    LEVELS,
    LONG,
    MEASURES,
    PRICES,
    PROPORTIONS,
    TERMS,
    TIMES,
    VAGUE,
)
from briefing.extract.figures.numbers import CURRENCIES
from briefing.extract.figures.phrases import (
    after,
    make_quantity,
    noun_after,
    noun_before_of,
    phrase_start,
    thing_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from briefing.extract.figures.numbers import Number
    from briefing.extract.figures.phrases import Quantity

_words = str.split  # word lists are easier to read as running text

LARGEST_NOTE = 500  # "$100 bills" are no sum
SUBJECT_REACH = 14  # tokens from a subject to the number that is said of it
MAX_VERB = 6  # tokens from a verb to the sum that is its object


def share(doc: Doc, number: Number, first: int, last: int) -> Quantity | None:
    """A percentage: of what follows "of", else of the noun or the subject that it is said of."""
    index = last + 1
    if index + 1 < len(doc) and doc[index].lower_ in ("of", "the", "its", "their"):
        noun = noun_after(doc, index + (doc[index].lower_ == "of"), owned=True)
        if noun and doc[noun[1]].lemma_.lower() not in TIMES:
            return make_quantity(doc, number, noun, last, unit=number.unit, thing=thing_of(doc[noun[1]]))
    noun = noun_after(doc, index, owned=True)
    if noun and doc[noun[1]].lemma_.lower() in TIMES:
        noun = None
    if noun and doc[noun[1]].pos_ == "NOUN" and noun[0] <= index + (doc[index].lower_ == "-"):
        return make_quantity(doc, number, noun, last, unit=number.unit, thing=thing_of(doc[noun[1]]))
    return (
        of_noun_before(doc, number, first, last, unit=number.unit)
        or of_subject(doc, number, last, unit=number.unit, verbs=LEVELS | PROPORTIONS)
        or _of_object(doc, number, first, last)
    )


def _of_object(doc: Doc, number: Number, first: int, last: int) -> Quantity | None:
    """What a share is taken off or put on: "cut the risk of cancer by 4%"."""
    by = doc[first - 1] if first else None
    if by is None or by.lower_ != "by" or by.head.pos_ != "VERB":
        return None
    verb = by.head
    found = next(
        (child for child in verb.children if child.dep_ == "dobj" and verb.i < child.i < first), None
    )
    if found is None or found.pos_ != "NOUN" or first - verb.i > SUBJECT_REACH:
        return None
    begin = phrase_start(doc, found.i)
    return make_quantity(
        doc,
        number,
        (begin, found.i),
        last,
        unit=number.unit,
        thing=thing_of(found),
        start=verb.idx,
        end=number.end,
    )


def money(
    doc: Doc, number: Number, first: int, last: int, *, unit: str | None, coin: bool
) -> Quantity | None:
    """A sum of money: what it is for follows, or is the noun before "of", the subject of what it cost, or the paying verb.

    With ``coin`` the currency is the word at ``last`` ("million pounds").
    """
    index = last + 1
    if not coin and index < len(doc) and doc[index].lower_ in CURRENCIES:
        index += 1
    found = None
    if index < len(doc) and not doc[index].is_sent_start:
        if doc[index].lower_ in ("of", "in", "for", "worth"):
            worth_of = doc[index].lower_ == "worth" and index + 1 < len(doc) and doc[index + 1].lower_ == "of"
            found = noun_after(doc, index + 1 + worth_of, owned=True)
        elif doc[index].pos_ in ("NOUN", "ADJ", "PROPN") or doc[index].lower_ == "-":
            found = noun_after(doc, index, owned=True)
    if found and (doc[found[1]].lower_ in CURRENCIES or doc[found[1]].lemma_.lower() in VAGUE):
        found = None
    if found is None:
        return (
            of_noun_before(doc, number, first, last, unit=unit)
            or of_subject(doc, number, last, unit=unit, verbs=PRICES)
            or _of_verb(doc, number, first, last, unit=unit)
        )
    head = doc[found[1]]
    if head.lemma_.lower() in ("bill", "note", "coin") and (number.high or 0) <= LARGEST_NOTE:
        return None
    return make_quantity(doc, number, found, last, unit=unit, thing=thing_of(head))


def measure(doc: Doc, number: Number, first: int, last: int, head: int) -> Quantity | None:
    """A distance or another measure: "31 miles from the border", "a depth of 200 metres", "the convoy is 40 miles long"."""
    unit = MEASURES[doc[head].lemma_.lower()]
    end = _measure_end(doc, head)
    if end > head:
        return make_quantity(doc, number, (head, end), last, unit=unit, thing=unit, end=after(doc[end]))
    return of_noun_before(doc, number, first, last, unit=unit, end=after(doc[head])) or of_subject(
        doc, number, last, unit=unit, verbs=LEVELS | PROPORTIONS, end=after(doc[head])
    )


def _measure_end(doc: Doc, head: int) -> int:
    """The last token of "31 miles from the border", "700 miles away", "34 miles (55 km) away from the town"."""
    index = head + 1
    if index < len(doc) and doc[index].text == "(":
        closing = next(
            (place for place in range(index, min(index + 6, len(doc))) if doc[place].text == ")"), head
        )
        index = closing + 1
    if index < len(doc) and doc[index].lower_ in _DIRECTIONS and not doc[index].is_sent_start:
        index += 1
    if index < len(doc) and doc[index].lower_ in ("from", "of", "off") and not doc[index].is_sent_start:
        noun = noun_after(doc, index + 1, owned=True)
        if noun:
            return noun[1]
    return index - 1 if doc[index - 1].lower_ in _DIRECTIONS else head


_DIRECTIONS = frozenset(
    _words("away off north south east west northeast northwest southeast southwest outside inside")
)


def time_spent(doc: Doc, number: Number, head: int, last: int) -> Quantity | None:
    """Time that something took or is to take: "nine hours of talks", "nine-hour talks", "12 years in prison"; not "the last 24 hours"."""
    if head + 1 >= len(doc) or (number.high or number.low or 0.0) < 2:
        return None
    before = [token.lower_ for token in doc[max(0, last - 2) : last]]
    if any(word in ("last", "past", "next", "first", "final") for word in before):
        return None
    following = doc[head + 1]
    noun = None
    if following.lower_ == "of" or (following.lower_ in ("in", "behind") and head + 2 < len(doc)):
        noun = noun_after(doc, head + 2)
        if noun and following.lower_ != "of" and doc[noun[1]].lemma_.lower() not in TERMS:
            return None
    if not noun or doc[noun[1]].pos_ != "NOUN" or doc[noun[1]].lemma_.lower() in TIMES:
        return None
    return make_quantity(doc, number, noun, last, unit=_plural(doc[head]), thing=thing_of(doc[noun[1]]))


def long_thing(doc: Doc, number: Number, last: int) -> Quantity | None:
    """Time or distance before the thing: "nine-hour talks", "a 12-year prison sentence"."""
    unit = last + 2
    if unit + 1 >= len(doc) or doc[last + 1].text != "-":
        return None
    lemma = doc[unit].lemma_.lower()
    if lemma not in TIMES and lemma not in MEASURES:
        return None
    noun = noun_after(doc, unit + 1)
    if not noun or doc[noun[1]].lemma_.lower() not in LONG:
        return None
    name = MEASURES[lemma] if lemma in MEASURES else _plural(doc[unit])
    return make_quantity(doc, number, noun, last, unit=name, thing=thing_of(doc[noun[1]]))


def _plural(token: Token) -> str:
    return token.lower_ if token.lower_.endswith("s") else f"{token.lower_}s"


def of_noun_before(
    doc: Doc, number: Number, first: int, last: int, *, unit: str | None, end: int | None = None
) -> Quantity | None:
    """The noun before "of": "a fine of £2,000", "duties of 25 percent"."""
    noun = noun_before_of(doc, first)
    if noun is None:
        return None
    head = doc[noun[1]]
    return make_quantity(
        doc,
        number,
        noun,
        last,
        unit=unit,
        thing=thing_of(head),
        start=doc[noun[0]].idx,
        end=end or max(number.end, after(doc[last])),
    )


def of_subject(
    doc: Doc,
    number: Number,
    last: int,
    *,
    unit: str | None,
    verbs: frozenset[str] = LEVELS,
    end: int | None = None,
) -> Quantity | None:
    """The subject of "rose to 45", "stands at 7%", "reached 1,000": what lies between is part of the passage."""
    token = doc[last]
    for _ in range(4):
        if token.pos_ in ("VERB", "AUX"):
            break
        token = token.head
    if token.lemma_.lower() not in verbs:
        return None
    subject = _subject(token)
    if subject is None or subject.i <= last - SUBJECT_REACH or subject.i >= last:
        return None
    if any(between.text in (";", ":", "–", "—", "(") for between in doc[subject.i : last]):
        return None
    begin = phrase_start(doc, subject.i)
    return make_quantity(
        doc, number, (begin, subject.i), last, unit=unit, end=end or max(number.end, after(doc[last])), thing=thing_of(subject), start=doc[begin].idx
    )  # fmt: skip


def _subject(verb: Token) -> Token | None:
    """The noun that a verb is said of, through "appears to" and a relative "that"."""
    for _ in range(2):
        found = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        if found is not None or verb.dep_ != "xcomp":
            break
        verb = verb.head
    if found is None:
        return None
    if found.tag_ == "WDT":
        before = found.i - 1 - (found.nbor(-1).is_punct if found.i else 0)
        found = found.doc[before] if before >= 0 and not found.is_sent_start else found
    return found if found.pos_ in ("NOUN", "PROPN") else None


def _of_verb(doc: Doc, number: Number, first: int, last: int, *, unit: str | None) -> Quantity | None:
    """What is done with a sum: "agreed to pay $5m", "raised £2m", "the $1.7 billion sent to Iran"."""
    following = doc[last + 1] if last + 1 < len(doc) else None
    if following is not None and following.tag_ == "VBN" and not following.is_sent_start:
        return make_quantity(
            doc, number, (following.i, following.i), last, unit=unit, thing=f"to {following.lemma_.lower()}"
        )
    token = doc[last]
    for _ in range(4):
        token = token.head
        if token.pos_ == "VERB":
            break
    if (
        token.pos_ != "VERB"
        or token.lemma_.lower() in ("accord", "include", "compare")
        or not first - MAX_VERB < token.i < first
    ):
        return None
    return make_quantity(
        doc,
        number,
        (token.i, token.i),
        last,
        unit=unit,
        thing=f"to {token.lemma_.lower()}",
        start=token.idx,
        end=max(number.end, after(doc[last])),
    )

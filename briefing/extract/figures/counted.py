"""What a number counts: the noun after it, before it, or the subject that it is said of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.figures.lexicon import (
    CASUALTIES,
    LEAD_WORDS,
    LEVELS,
    MEASURES,
    MONTHS,
    NAME_BEFORE,
    NO_NOUN,
    OUTCOMES,
    SAME_THING,
    TIMES,
)
from briefing.extract.figures.numbers import COINS, CURRENCIES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from briefing.extract.figures.numbers import Number

LEAST_COUNT = 10  # a smaller count of anything but casualties is a detail of the story
LARGEST_NOTE = 500  # "$100 bills" are no sum
SUBJECT_REACH = 14  # tokens from a subject to the number that is said of it
MAX_NOUN = 7  # tokens from the number to the counted noun


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts.

    ``start`` and ``end`` bound the passage with both; ``what`` is the span of the counted words; ``thing`` is the head noun,
    synonyms as one; ``modifiers`` its other content words; ``token`` the number's last token.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str | None
    what: tuple[int, int]
    thing: str
    modifiers: frozenset[str]
    token: int


def quantity_of(doc: Doc, number: Number, first: int, last: int) -> Quantity | None:
    """What ``number`` (tokens ``first`` to ``last``) counts; None for dates, names, ages and trifles."""
    if _is_name_or_date(doc, number, first, last):
        return None
    if number.unit == "percent":
        return _share(doc, number, last)
    found = _noun_after(doc, last + 1)
    if not found and last + 3 < len(doc) and doc[last + 1].lower_ in ("and", "or") and doc[last + 2].like_num:
        found = _noun_after(doc, last + 3)  # "15 and 42 miles"
    if number.unit:
        return _money(doc, number, found, last)
    if found:
        return _counted(doc, number, found, last)
    return _outcome_after(doc, number, last) or _noun_before(doc, number, first, last)


def _is_name_or_date(doc: Doc, number: Number, first: int, last: int) -> bool:
    """Years, days of a month, times, ages, and numbers that are part of a name."""
    before = doc[first - 1] if first and not doc[first].is_sent_start else None
    after = doc[last + 1] if last + 1 < len(doc) else None
    if before is not None and not number.unit:
        named = (
            before.is_title
            and before.is_alpha
            and not before.is_sent_start
            and before.pos_ in ("PROPN", "NOUN")
        )
        if named or before.lower_ in NAME_BEFORE or before.lower_ in MONTHS or before.lower_ == "aged":
            return True
    if after is not None and (
        (after.lower_ in MONTHS and after.is_title)
        or after.lower_ in ("a.m.", "p.m.", "am", "pm", "o'clock", "gmt")
    ):
        return True
    value = number.low or number.high or 0.0
    return number.plain and _is_year(doc[last], value)


def _is_year(token: Token, value: float) -> bool:
    """Four digits that the language model takes for a date, or that nothing countable follows."""
    if token.shape_ != "dddd" or not 1500 <= value <= 2100:
        return False
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    return token.ent_type_ == "DATE" or after is None or after.tag_ != "NNS"


def _noun_after(doc: Doc, start: int) -> tuple[int, int] | None:
    """The tokens of the noun phrase that follows a number, from ``start``: first and head."""
    index = start
    while index < len(doc) and doc[index].lower_ in _BEFORE_NOUN:
        if doc[index].lower_ == "of" and index > start + 1:
            return None
        index += 1
    begin = index
    head = None
    while index < min(len(doc), begin + MAX_NOUN) and not (doc[index].is_sent_start and index > start):
        token = doc[index]
        if token.pos_ in ("NOUN", "PROPN") and token.is_alpha:
            head = index
            if token.tag_ in ("NNS", "NNPS") and not _noun_follows(doc, index):
                break
        elif not _modifies(token, after_noun=head is not None):
            break
        index += 1
    return None if head is None else (begin, head)


_BEFORE_NOUN = frozenset(
    {"of", "the", "more", "other", "additional", "-", "plus", "their", "its", "his", "our"}
)


def _modifies(token: Token, *, after_noun: bool) -> bool:
    """Whether a word can stand before a counted noun; after a first noun only what leads to a second one."""
    if after_noun:
        return (
            token.lower_ == "-"
            or token.tag_ == "HYPH"
            or (token.pos_ == "ADJ" and _noun_follows(token.doc, token.i))
        )
    return token.pos_ == "ADJ" or token.tag_ in ("VBN", "VBG", "HYPH", "JJ", "RB") or token.lower_ == "-"


def _noun_follows(doc: Doc, index: int) -> bool:
    return index + 1 < len(doc) and doc[index + 1].pos_ in ("NOUN", "PROPN")


def _thing(head: Token) -> str:
    lemma = head.lemma_.lower()
    return SAME_THING.get(lemma, SAME_THING.get(head.lower_, lemma))


def _modifiers(doc: Doc, begin: int, head: int) -> frozenset[str]:
    return frozenset(
        token.lemma_.lower() for token in doc[begin:head] if token.is_alpha and not token.is_stop
    )


def _counted(doc: Doc, number: Number, found: tuple[int, int], last: int) -> Quantity | None:
    """A count of things: "over 100 battalion tactical groups", "15 miles from the border", "nine hours of talks"."""
    begin, head = found
    token = doc[head]
    lemma = token.lemma_.lower()
    end = token.idx + len(token)
    thing, unit = _thing(token), None
    if lemma in TIMES:
        return _time_spent(doc, number, head, last)
    if lemma in COINS:
        return _quantity(doc, number, (begin, head), last, unit=COINS[lemma], end=end, thing="money")
    if lemma in MEASURES:
        return _quantity(
            doc, number, (begin, head), last, unit=MEASURES[lemma], end=_phrase_end(doc, head), thing=lemma
        )
    value = number.high or number.low or 0.0
    if (
        token.tag_ not in ("NNS", "NNPS")
        and thing == lemma
        and lemma not in CASUALTIES
        and lemma not in ("people", "personnel")
    ):
        return None
    outcome = _outcome(doc, head) if thing in ("people", "troops") or lemma in CASUALTIES else None
    if lemma in NO_NOUN or (value < LEAST_COUNT and not outcome and lemma not in CASUALTIES):
        return None
    if outcome:
        return _quantity(
            doc,
            number,
            (begin, max(head, outcome[1])),
            last,
            unit="people",
            end=max(end, outcome[2]),
            thing=outcome[0],
        )
    unit = thing if thing in SAME_THING.values() else token.lower_
    return _quantity(doc, number, found, last, unit=unit, end=end, thing=thing)


def _quantity(
    doc: Doc,
    number: Number,
    what: tuple[int, int],
    last: int,
    *,
    unit: str | None,
    end: int,
    thing: str,
    start: int | None = None,
) -> Quantity:
    begin, head = what
    return Quantity(
        start=number.start if start is None else start,
        end=max(end, number.end),
        low=number.low,
        high=number.high,
        unit=unit,
        what=(doc[begin].idx, doc[head].idx + len(doc[head])),
        thing=thing,
        modifiers=_modifiers(doc, begin, head),
        token=last,
    )


def _time_spent(doc: Doc, number: Number, head: int, last: int) -> Quantity | None:
    """Time that something took: "nine hours of talks", but not "the last 24 hours"."""
    if head + 2 >= len(doc) or doc[head + 1].lower_ != "of":
        return None
    if any(
        token.lower_ in ("last", "past", "next", "first", "final") for token in doc[max(0, last - 2) : last]
    ):
        return None
    noun = _noun_after(doc, head + 2)
    if not noun or doc[noun[1]].pos_ != "NOUN":
        return None
    end = doc[noun[1]].idx + len(doc[noun[1]])
    return _quantity(doc, number, noun, last, unit=doc[head].lower_, end=end, thing=_thing(doc[noun[1]]))


def _phrase_end(doc: Doc, head: int) -> int:
    """Where a distance ends: "31 miles from the border", "700 miles away"."""
    index = head + 1
    if index < len(doc) and doc[index].lower_ in ("away", "off", "north", "south", "east", "west"):
        index += 1
    if index < len(doc) and doc[index].lower_ in ("from", "of", "off") and not doc[index].is_sent_start:
        noun = _noun_after(doc, index + 1)
        if noun:
            return doc[noun[1]].idx + len(doc[noun[1]])
    return doc[index - 1].idx + len(doc[index - 1])


def _share(doc: Doc, number: Number, last: int) -> Quantity | None:
    """A percentage: of what follows "of", else of the subject or noun that it is said of."""
    index = last + 1
    if index + 1 < len(doc) and doc[index].lower_ in ("of", "the", "its", "their"):
        noun = _noun_after(doc, index + (doc[index].lower_ == "of"))
        if noun:
            end = doc[noun[1]].idx + len(doc[noun[1]])
            return _quantity(doc, number, noun, last, unit="percent", end=end, thing=_thing(doc[noun[1]]))
    noun = _noun_after(doc, index)
    if noun and doc[noun[1]].pos_ == "NOUN" and noun[0] == index:
        end = doc[noun[1]].idx + len(doc[noun[1]])
        return _quantity(doc, number, noun, last, unit="percent", end=end, thing=_thing(doc[noun[1]]))
    return _of_subject(doc, number, last, unit="percent")


def _money(doc: Doc, number: Number, found: tuple[int, int] | None, last: int) -> Quantity | None:
    """A sum of money: what it is for follows at once or after "of", "in" or "for", or is the subject of what it cost."""
    index = last + 1
    if index < len(doc) and doc[index].lower_ in CURRENCIES:
        index += 1
    if index < len(doc) and doc[index].lower_ in ("of", "in", "for", "worth"):
        if doc[index].lower_ == "worth" and index + 1 < len(doc) and doc[index + 1].lower_ == "of":
            index += 1
        found = _noun_after(doc, index + 1)
    elif index < len(doc) and doc[index].pos_ not in ("NOUN", "ADJ", "PROPN"):
        found = None
    if not found or doc[found[1]].lower_ in CURRENCIES:
        return _of_subject(doc, number, last, unit=number.unit, verbs=None)
    head = doc[found[1]]
    if head.lemma_.lower() in ("bill", "note", "coin") and (number.high or 0) <= LARGEST_NOTE:
        return None
    return _quantity(doc, number, found, last, unit=number.unit, end=head.idx + len(head), thing=_thing(head))


def _of_subject(
    doc: Doc, number: Number, last: int, *, unit: str | None, verbs: frozenset[str] | None = LEVELS
) -> Quantity | None:
    """The subject of "rose to 45", "stands at 7%", "reached 1,000": what lies between is part of the passage."""
    token = doc[last]
    for _ in range(4):
        if token.pos_ in ("VERB", "AUX"):
            break
        token = token.head
    if verbs is not None and token.lemma_.lower() not in verbs:
        return None
    subject = next((child for child in token.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if (
        subject is None
        or subject.pos_ not in ("NOUN", "PROPN")
        or not last - SUBJECT_REACH < subject.i < last
    ):
        return None
    begin = subject.i
    while begin and doc[begin - 1].dep_ in ("compound", "amod") and doc[begin - 1].head.i == subject.i:
        begin -= 1
    return _quantity(
        doc,
        number,
        (begin, subject.i),
        last,
        unit=unit,
        end=number.end,
        thing=_thing(subject),
        start=doc[begin].idx,
    )


def _outcome(doc: Doc, head: int) -> tuple[str, int, int] | None:
    """What happened to the counted people: name, last token and end of the words that say so."""
    token = doc[head]
    if token.lemma_.lower() in CASUALTIES:
        return token.lemma_.lower(), head, token.idx + len(token)
    verb = token.head
    if token.dep_ in ("nsubjpass", "nsubj", "dobj") and verb.lemma_.lower() in OUTCOMES:
        near = head < verb.i <= head + 4
        return (
            OUTCOMES[verb.lemma_.lower()],
            verb.i if near else head,
            verb.idx + len(verb) if near else token.idx + len(token),
        )
    return None


def _outcome_after(doc: Doc, number: Number, last: int) -> Quantity | None:
    """People who are counted without a noun: "12 were killed", "45 dead", "300 wounded"."""
    for index in range(last + 1, min(last + 4, len(doc))):
        token = doc[index]
        if token.is_sent_start:
            return None
        lemma = token.lemma_.lower()
        if lemma in OUTCOMES or token.lower_ in CASUALTIES:
            thing = OUTCOMES.get(lemma, token.lower_)
            return _quantity(
                doc, number, (index, index), last, unit="people", end=token.idx + len(token), thing=thing
            )
        if token.lower_ not in (
            "were",
            "was",
            "have",
            "has",
            "had",
            "been",
            "are",
            "people",
            "others",
            "more",
        ):
            return None
    return None


def _noun_before(doc: Doc, number: Number, first: int, last: int) -> Quantity | None:
    """A count that is added after a dash: "tactical battalion groups on the borders - 70 or more", or said of a subject."""
    value = number.high or number.low or 0.0
    if value < LEAST_COUNT:
        return None
    index = first - 1
    while index > 0 and doc[index].lower_ in LEAD_WORDS:
        index -= 1
    if index < 1 or doc[index].text not in ("–", "—", "-", ":", "--"):
        return _of_subject(doc, number, last, unit=None)
    best = None
    for place in range(index - 1, max(-1, index - 16), -1):
        token = doc[place]
        if (
            token.tag_ == "NNS"
            and token.pos_ == "NOUN"
            and token.lemma_.lower() not in ("number", "border", "area", "part")
        ):
            best = place
            break
        if token.is_sent_start:
            break
    if best is None:
        return None
    begin = best
    while (
        begin
        and doc[begin - 1].pos_ in ("NOUN", "ADJ", "PROPN")
        and not doc[begin - 1].is_stop
        and doc[begin - 1].tag_ != "NNS"
        and not doc[begin].is_sent_start
    ):
        begin -= 1
    thing = _thing(doc[best])
    unit = thing if thing in SAME_THING.values() else doc[best].lower_
    return _quantity(
        doc, number, (begin, best), last, unit=unit, end=number.end, thing=thing, start=doc[begin].idx
    )

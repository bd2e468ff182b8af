"""A quantity, and the noun phrases around a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.figures.lexicon import SAME_THING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from briefing.extract.figures.numbers import Number

MAX_NOUN = 9  # tokens from the number to the counted noun


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts.

    ``start`` and ``end`` bound the passage with both; ``what`` is the span of the counted words; ``thing`` is the head noun,
    synonyms as one; ``modifiers`` its other content words; ``token`` the number's last token, ``at`` where it begins.
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
    at: int


def make_quantity(
    doc: Doc,
    number: Number,
    what: tuple[int, int],
    last: int,
    *,
    unit: str | None,
    thing: str,
    end: int | None = None,
    start: int | None = None,
) -> Quantity:
    """A quantity of the tokens ``what`` (first, head); its passage ends with them, or at ``end`` where that is further."""
    begin, head = what
    return Quantity(
        start=number.start if start is None else min(start, number.start),
        end=max(number.end, after(doc[head]) if end is None else end),
        low=number.low,
        high=number.high,
        unit=unit,
        what=(doc[begin].idx, after(doc[head])),
        thing=thing,
        modifiers=frozenset(
            token.lemma_.lower() for token in doc[begin:head] if token.is_alpha and not token.is_stop
        ),
        token=last,
        at=number.start,
    )


def after(token: Token) -> int:
    """Where a token ends."""
    return token.idx + len(token)


def thing_of(head: Token) -> str:
    """The lemma of a counted noun, one name for its synonyms; people named after a nation, party or faith are people."""
    if head.ent_type_ == "NORP" and head.is_title:
        return "people"
    lemma = head.lemma_.lower()
    return SAME_THING.get(lemma, SAME_THING.get(head.lower_, lemma))


def noun_after(doc: Doc, start: int, *, owned: bool = False) -> tuple[int, int] | None:
    """The tokens of the noun phrase that follows a number, from ``start``: first and head.

    With ``owned`` it goes on after a possessive ("20 percent of Israel's population").
    """
    index = start
    while index < len(doc) and (doc[index].lower_ in _BEFORE_NOUN or _counts_on(doc, index, start)):
        if doc[index].lower_ == "of" and index > start + 1 + (doc[start].lower_ == "-"):
            return None
        index += 1
    begin = index
    head = None
    while index < min(len(doc), begin + MAX_NOUN) and not (doc[index].is_sent_start and index > start):
        token = doc[index]
        if token.pos_ in ("NOUN", "PROPN") and token.text[0].isalpha():
            head = index
            if token.tag_ in ("NNS", "NNPS") and not noun_follows(doc, index):
                break
        elif owned and head is not None and token.tag_ == "POS":
            pass
        elif not _modifies(token, after_noun=head is not None):
            break
        index += 1
    return None if head is None else (begin, head)


_BEFORE_NOUN = frozenset(
    {"of", "the", "these", "those", "more", "other", "additional", "-", "plus", "their", "its", "his", "our", "strong"}
)  # fmt: skip


def _counts_on(doc: Doc, index: int, start: int) -> bool:
    """A number inside the phrase: "three of the four units", "10 of the first 15 states"."""
    return index >= start + 2 and doc[start].lower_ == "of" and doc[index].like_num


def _modifies(token: Token, *, after_noun: bool) -> bool:
    """Whether a word can stand before a counted noun; after a first noun only what leads to a second one."""
    if after_noun:
        return (
            token.lower_ == "-"
            or token.tag_ == "HYPH"
            or (token.pos_ == "ADJ" and noun_follows(token.doc, token.i))
        )
    return token.pos_ == "ADJ" or token.tag_ in ("VBN", "VBG", "HYPH", "JJ", "RB") or token.lower_ == "-"


def noun_follows(doc: Doc, index: int) -> bool:
    """Whether a noun stands right after a token."""
    return index + 1 < len(doc) and doc[index + 1].pos_ in ("NOUN", "PROPN")


def phrase_start(doc: Doc, head: int) -> int:
    """The first token of the nouns and adjectives that end at ``head``."""
    begin = head
    while (
        begin
        and not doc[begin].is_sent_start
        and doc[begin - 1].pos_ in ("NOUN", "ADJ", "PROPN")
        and not doc[begin - 1].is_stop
        and doc[begin - 1].tag_ not in ("NNS", "JJS", "JJR")
    ):
        begin -= 1
        if doc[begin - 1].tag_ == "HYPH" and begin >= 2 and doc[begin - 2].is_alpha:
            begin -= 2
    return begin


def noun_before_of(doc: Doc, first: int) -> tuple[int, int] | None:
    """The noun that a number is said of: "duties of 25 percent", "a per-capita income over $100,000"."""
    index = first - 1
    if index < 1 or doc[first].is_sent_start:
        return None
    if doc[index].lower_ == "of" and not doc[index].is_sent_start:
        index -= 1
    elif doc[first].like_num or not doc[first].is_alpha:
        return None  # nothing bounds the number: the noun is another's
    if doc[index].pos_ != "NOUN" or not doc[index].is_alpha or doc[index].tag_ not in ("NN", "NNS"):
        return None
    return phrase_start(doc, index), index

"""A quantity, and the noun phrases around a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.reading.grammar import NAMING, PLURAL

if TYPE_CHECKING:
    from briefing.extract.figures.numbers import Number
    from briefing.reading.tokens import Tokens

HYPHEN = "-"

# Before a counted noun.
_MODIFYING = frozenset({"VBN", "VBG", "HYPH", "JJ", "RB"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts.

    ``start`` and ``end`` bound the passage with both; ``what`` are the first token and the head of what is
    counted; ``thing`` is the head noun, synonyms as one; ``modifiers`` its other content words. ``whom`` are
    the first and the last token for people who are counted by what happened to them, if words say who.
    """

    number: Number
    start: int
    end: int
    unit: str | None
    what: tuple[int, int]
    thing: str
    modifiers: frozenset[str]
    whom: tuple[int, int] | None = None


def make_quantity(
    tokens: Tokens,
    number: Number,
    what: tuple[int, int],
    *,
    unit: str | None = None,
    thing: str | None = None,
    reach: int | None = None,
    whom: tuple[int, int] | None = None,
) -> Quantity:
    """A quantity of the tokens ``what`` (first, head); its passage has these, the number and token ``reach``.

    ``unit`` and ``thing`` are given where they are not the number's unit and the name of the head.
    """
    begin, head = what
    ends = (number.last, head, head if reach is None else reach)
    return Quantity(
        number=number,
        start=min(number.start, tokens.start[begin], tokens.start[ends[-1]]),
        end=max(number.end, *(tokens.end[token] for token in ends)),
        unit=unit or number.unit,
        what=what,
        thing=thing or thing_of(tokens, head),
        modifiers=frozenset(
            tokens.lemma[token]
            for token in range(begin, head)
            if tokens.word[token].isalpha() and not tokens.stop[token]
        ),
        whom=whom,
    )


def thing_of(tokens: Tokens, head: int) -> str:
    """The name of a counted noun, one for its synonyms; people of a nation, party or faith are people."""
    if tokens.entity[head] == "NORP" and tokens.word[head].istitle():
        return "people"
    names, lemma = tokens.lexicon.table("same_thing"), tokens.lemma[head]
    return names.get(lemma) or names.get(tokens.lower[head]) or lemma


def unit_name(tokens: Tokens, token: int) -> str | None:
    """The name of a measure or a unit of time, in the plural: "metres", "hours"; None for another word."""
    lexicon, lemma, word = tokens.lexicon, tokens.lemma[token], tokens.lower[token]
    if lemma in lexicon["time_unit"]:
        return word if word.endswith("s") else f"{word}s"
    return lexicon.table("measures").get(lemma)


def lower_at(tokens: Tokens, token: int) -> str:
    """A word in small letters, "" before the text and after it."""
    return tokens.lower[token] if 0 <= token < len(tokens) else ""


def noun_after(tokens: Tokens, start: int, *, owned: bool = False) -> tuple[int, int] | None:
    """The tokens of the noun phrase that follows a number, from ``start``: first and head.

    With ``owned`` it goes on after a possessive ("20 percent of Israel's population").
    """
    begin = _behind_determiners(tokens, start)
    if begin is None:
        return None
    head = None
    for token in range(begin, len(tokens)):
        if tokens.opens_sentence(token) and token > start:
            break
        if tokens.pos[token] in NAMING and tokens.word[token][0].isalpha():
            head = token
            if tokens.form[token] in PLURAL and not is_noun(tokens, token + 1):
                break
        elif owned and head is not None and tokens.form[token] == "POS":
            continue
        elif not _modifies(tokens, token, after_noun=head is not None):
            break
    return None if head is None else (begin, head)


def _behind_determiners(tokens: Tokens, start: int) -> int | None:
    """The first token of a noun behind "of the"; None where another "of" follows."""
    between = tokens.lexicon["before_noun"]
    for token in range(start, len(tokens)):
        word = tokens.lower[token]
        counts_on = token >= start + 2 and tokens.lower[start] == "of" and tokens.numeric[token]
        if word not in between and word != HYPHEN and not counts_on:  # "10 of the first 15 states" counts on
            return token
        if word == "of" and token > start + 1 + (tokens.lower[start] == HYPHEN):
            return None
    return len(tokens)


def _modifies(tokens: Tokens, token: int, *, after_noun: bool) -> bool:
    """Whether a word can stand before a counted noun; after a first noun only what leads to a second one."""
    adjective, form = tokens.pos[token] == "ADJ", tokens.form[token]
    if tokens.lower[token] == HYPHEN:
        return True
    if after_noun:
        return form == "HYPH" or (adjective and is_noun(tokens, token + 1))
    return adjective or form in _MODIFYING


def is_noun(tokens: Tokens, token: int) -> bool:
    """Whether a noun or a name stands there."""
    return token < len(tokens) and tokens.pos[token] in NAMING


def phrase_start(tokens: Tokens, head: int) -> int:
    """The first token of the nouns and adjectives that end at ``head``."""
    begin = head
    while not tokens.opens_sentence(begin) and _leads(tokens, begin - 1):
        begin -= 1
        if begin >= 2 and tokens.form[begin - 1] == "HYPH" and tokens.word[begin - 2].isalpha():
            begin -= 2
    return begin


def _leads(tokens: Tokens, token: int) -> bool:
    """Whether a word belongs to the noun right behind it."""
    return (
        (tokens.pos[token] in NAMING or tokens.pos[token] == "ADJ")
        and not tokens.stop[token]
        and tokens.form[token] not in ("NNS", "JJS", "JJR")
    )


def noun_before_of(tokens: Tokens, first: int) -> tuple[int, int] | None:
    """The noun that a number is said of: "duties of 25 percent", "a per-capita income over $100,000"."""
    noun = first - 1
    if noun < 1 or tokens.opens_sentence(first):
        return None
    if tokens.lower[noun] == "of" and not tokens.opens_sentence(noun):
        noun -= 1
    elif tokens.numeric[first] or not tokens.word[first].isalpha():
        return None  # nothing bounds the number: the noun is another's
    if (
        tokens.pos[noun] != "NOUN"
        or not tokens.word[noun].isalpha()
        or tokens.form[noun] not in ("NN", "NNS")
    ):
        return None
    return phrase_start(tokens, noun), noun

"""What happened to the people who are counted: killed, injured, arrested ..."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.figures.lexicon import BEFALLS, CASUALTIES, COSTING_LIVES, DONE_TO, STATES
from briefing.extract.figures.phrases import after, make_quantity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from briefing.extract.figures.numbers import Number
    from briefing.extract.figures.phrases import Quantity

_words = str.split  # word lists are easier to read as running text

NEAR = 4  # tokens between the counted people and what happened to them, for one passage


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened, as one name, and the token that says so where it belongs to the passage (else that of the noun)."""

    name: str
    token: int


def outcome_of(doc: Doc, head: int, first: int) -> Outcome | None:
    """What happened to the people counted by the noun ``head``, whose number begins at token ``first``."""
    token = doc[head]
    lemma = token.lemma_.lower()
    if lemma in CASUALTIES or token.lower_ in CASUALTIES:
        return Outcome(CASUALTIES.get(lemma) or CASUALTIES[token.lower_], head)
    following = doc[head + 1] if head + 1 < len(doc) and not doc[head + 1].is_sent_start else None
    if following is not None:
        name = STATES.get(following.lower_) or (_done(following) if following.dep_ == "acl" else None)
        if name:
            return Outcome(name, head + 1)
    return _of_clause(_subject_or_object(token, first), lemma, head, first)


def _subject_or_object(token: Token, first: int) -> Token:
    """The token that stands in the clause for the counted noun: "dozens" in "dozens of people", "lives" in "the lives of 14"."""
    if token.dep_ == "pobj" and token.head.lower_ == "of":
        owner = token.head.head
        if owner.i >= first or owner.lemma_.lower() == "life":
            return owner
    return token


def _of_clause(token: Token, lemma: str, head: int, first: int) -> Outcome | None:
    """What the verb says of the counted people, ``token`` standing for them."""
    verb = token.head
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    name = None
    if lemma == "life" or token.lemma_.lower() == "life":
        name = "killed" if verb.lemma_.lower() in COSTING_LIVES else None
    elif token.dep_ in ("nsubjpass", "dobj"):
        name = _done(verb) or (_state(verb) if token.dep_ == "nsubjpass" else None)
    elif token.dep_ == "nsubj":
        name = BEFALLS.get(verb.lemma_.lower()) or _state(verb)
    return _placed(name, verb, head, first) if name else None


def _done(verb: Token) -> str | None:
    """What a verb does to its object; to shoot is to kill where the text says so."""
    lemma = verb.lemma_.lower()
    if lemma == "shoot":
        deadly = any(child.lower_ in ("dead", "fatally") for child in verb.children)
        return "killed" if deadly else "shot"
    return DONE_TO.get(lemma)


def _state(verb: Token) -> str | None:
    """What people are or have been found: "are missing", "were confirmed dead"."""
    if verb.lower_ == "missing":
        return STATES["missing"]
    if verb.lemma_.lower() == "lose" and any(child.lemma_.lower() == "life" for child in verb.children):
        return "killed"
    return next((STATES[child.lower_] for child in verb.children if child.lower_ in STATES), None)


def _placed(name: str, verb: Token, head: int, first: int) -> Outcome:
    """Take the verb into the passage where it stands next to the number or soon after the noun."""
    if head < verb.i <= head + NEAR:
        life = next((child.i for child in verb.children if child.lower_ == "lives"), verb.i)
        if life > verb.i:
            return Outcome(name, life)
        state = verb.i + 1
        said = state < len(verb.doc) and verb.doc[state].lower_ in STATES
        return Outcome(name, state if said else verb.i)
    between = verb.doc[verb.i + 1 : first]
    near = verb.i < first and all(word.lower_ in _BOUNDING for word in between)
    return Outcome(name, verb.i if near else head)


_BOUNDING = frozenset(
    _words(
        "over at least about around some nearly almost more than up to as many roughly approximately an estimated another a the between fewer less only just dead lives of"
    )
)


def outcome_after(doc: Doc, number: Number, last: int) -> Quantity | None:
    """People who are counted without a noun: "12 were killed", "45 dead", "300 others wounded"."""
    further = False
    for index in range(last + 1, min(last + 5, len(doc))):
        token = doc[index]
        if token.is_sent_start:
            return None
        lemma = token.lemma_.lower()
        name = DONE_TO.get(lemma) or BEFALLS.get(lemma) or STATES.get(token.lower_) or CASUALTIES.get(lemma)
        if name:
            return make_quantity(
                doc, number, (index, index), last, unit="people", thing=f"{name} further" if further else name, end=after(token)
            )  # fmt: skip
        further = further or token.lower_ in ("others", "more")
        if token.lower_ not in _HELPING:
            return None
    return None


_HELPING = frozenset(
    _words(
        "were was have has had been are being people others more of them to feared confirmed reported believed"
    )
)

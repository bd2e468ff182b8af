"""What happened to the people who are counted: killed, injured, arrested ..."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.figures.phrases import lower_at, make_quantity
from briefing.reading.grammar import VERBAL

if TYPE_CHECKING:
    from briefing.extract.figures.numbers import Number
    from briefing.extract.figures.phrases import Quantity
    from briefing.reading.tokens import Tokens

NEAR = 4  # tokens between the counted people and what happened to them, for one passage


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened, as one name, and the token that says so within the passage (else that of the noun)."""

    name: str
    token: int


def outcome_of(tokens: Tokens, head: int, first: int) -> Outcome | None:
    """What happened to the people counted by the noun ``head``, whose number begins at token ``first``."""
    casualties = tokens.lexicon.table("casualties")
    name = casualties.get(tokens.lemma[head]) or casualties.get(tokens.lower[head])
    if name:
        return Outcome(name, head)
    following = head + 1
    if following < len(tokens) and not tokens.opens_sentence(following):
        name = _condition(tokens, following)
        if name is None and tokens.relation[following] == "acl":
            name = _done(tokens, following)
        if name:
            return Outcome(name, following)
    return _of_clause(tokens, head, first)


def _condition(tokens: Tokens, token: int) -> str | None:
    """The state that a word says people are in: "dead", "missing"."""
    return tokens.lexicon.table("conditions_of_people").get(lower_at(tokens, token))


def _of_clause(tokens: Tokens, head: int, first: int) -> Outcome | None:
    """What the verb says of the counted people, of "dozens of people", or of "the lives of 14"."""
    token = head
    if tokens.relation[head] == "pobj" and tokens.lower[tokens.head[head]] == "of":
        owner = tokens.head[tokens.head[head]]
        token = owner if owner >= first or tokens.lemma[owner] == "life" else head
    verb, relation = tokens.head[token], tokens.relation[token]
    if tokens.pos[verb] not in VERBAL:
        return None
    name = None
    if "life" in (tokens.lemma[head], tokens.lemma[token]):
        name = "killed" if tokens.lemma[verb] in tokens.lexicon["cost_lives"] else None
    elif relation == "dobj":
        name = _done(tokens, verb)
    elif relation == "nsubjpass":
        name = _done(tokens, verb) or _state(tokens, verb)
    elif relation == "nsubj":
        name = tokens.lexicon.table("befalls").get(tokens.lemma[verb]) or _state(tokens, verb)
    return _said_at(tokens, name, verb, head, first) if name else None


def _done(tokens: Tokens, verb: int) -> str | None:
    """What a verb does to its object; to shoot is to kill where the text says so."""
    if tokens.lemma[verb] == "shoot":
        deadly = any(tokens.lower[kid] in tokens.lexicon["deadly"] for kid in tokens.kids[verb])
        return "killed" if deadly else "shot"
    return tokens.lexicon.table("done_to").get(tokens.lemma[verb])


def _state(tokens: Tokens, verb: int) -> str | None:
    """What people are or have been found: "are missing", "were confirmed dead"."""
    if tokens.lower[verb] == "missing":
        return _condition(tokens, verb)
    kids = tokens.kids[verb]
    if tokens.lemma[verb] == "lose" and any(tokens.lemma[kid] == "life" for kid in kids):
        return "killed"
    return next((name for kid in kids if (name := _condition(tokens, kid))), None)


def _said_at(tokens: Tokens, name: str, verb: int, head: int, first: int) -> Outcome:
    """Take the verb into the passage where it stands next to the number or soon after the noun."""
    if head < verb <= head + NEAR:
        life = next((kid for kid in tokens.kids[verb] if tokens.lower[kid] == "lives"), verb)
        said = life if life > verb else verb + bool(_condition(tokens, verb + 1))
        return Outcome(name, said)
    near = verb < first and tokens.lexicon["bounding"].issuperset(tokens.lower[verb + 1 : first])
    return Outcome(name, verb if near else head)


def outcome_after(tokens: Tokens, number: Number) -> Quantity | None:
    """People who are counted without a noun: "12 were killed", "45 dead", "300 others wounded"."""
    lexicon = tokens.lexicon
    tables = [lexicon.table(name) for name in ("done_to", "befalls", "conditions_of_people", "casualties")]
    further = False
    for token in range(number.last + 1, min(number.last + 5, len(tokens))):
        if tokens.opens_sentence(token):
            return None
        lower, lemma = tokens.lower[token], tokens.lemma[token]
        name = next((table[word] for table in tables for word in (lemma, lower) if word in table), None)
        if name:
            thing = f"{name} further" if further else name
            return make_quantity(tokens, number, (token, token), unit="people", thing=thing)
        further = further or lower in lexicon["further"]
        if lower not in lexicon["outcome_helper"]:
            return None
    return None

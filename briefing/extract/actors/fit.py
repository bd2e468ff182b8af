"""How well a description fits what the articles say of a person."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from briefing.extract.actors.lexicon import FEMALE_ROLES, GENERIC_ROLES, MALE_ROLES, ROLE_CLASSES

if TYPE_CHECKING:
    from briefing.extract.actors.phrases import Phrase
    from briefing.extract.actors.reference import Party
    from briefing.extract.actors.text import Text

_CHIEFS = frozenset({"chief", "boss", "head"})
OFFICES = frozenset({"minister", "secretary"})


def told_sentences(text: Text) -> list[int]:
    """Number the sentences by how many stand before that the reporter tells: one that is all quotation puts nobody further back."""
    told = [False] * (text.sentences[-1] + 1 if text.sentences else 0)
    for sentence, quoted, word in zip(text.sentences, text.quoted, text.words, strict=True):
        if not quoted and word[0].isalnum():
            told[sentence] = True
    return list(accumulate(told, initial=0))


def class_of(role: str) -> str:
    """What a role is of the kind of: a president is a leader, a secretary a minister."""
    return ROLE_CLASSES.get(role, role)


def quality_of(phrase: Phrase, party: Party) -> int:
    """How well a description fits a person: 0 not at all; more for the very office, the state, the further words."""
    profile = party.profile
    if phrase.role in profile.roles:
        quality = 4
    elif (
        phrase.role in GENERIC_ROLES
        and phrase.states
        and any(class_of(r) == phrase.role or r.split()[-1] == phrase.role for r in profile.roles)
    ):
        quality = 2
    elif phrase.role in GENERIC_ROLES and any(
        r.split()[-1] == phrase.role or class_of(r) == class_of(phrase.role) for r in profile.roles
    ):
        quality = 2 if phrase.words else 0
    elif phrase.role in _CHIEFS and phrase.words and any(r.split()[-1] in OFFICES for r in profile.roles):
        quality = 2  # the defence chief is the defence minister
    elif phrase.role == "diplomat" and phrase.states and "foreign" in profile.words:
        quality = 2  # Moscow's top diplomat is the foreign minister
    else:
        return 0
    if phrase.states and profile.states:
        if not phrase.states & profile.states:
            return 0
        quality += 3
    elif phrase.states and quality < 4:
        return 0
    if phrase.words and not phrase.words <= profile.words:
        return 0
    return quality + len(phrase.words) if quality else 0


def gender_of_roles(roles: set[str]) -> str:
    """Return "m", "f", or "" where the roles do not tell."""
    heads = {role.split()[-1] for role in roles}
    male, female = bool(heads & MALE_ROLES), bool(heads & FEMALE_ROLES)
    return "" if male == female else "m" if male else "f"

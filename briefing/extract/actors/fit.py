"""How well a description fits what the articles say of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.extract.actors.phrases import Phrase
    from briefing.extract.actors.roles import Profile
    from briefing.model import ActorKind
    from briefing.reading.lexicon import Lexicon


@dataclass(slots=True)
class Party:
    """What the articles say of an actor: kind, gender ("m", "f", ""), profile, the words of its names."""

    kind: ActorKind
    gender: str
    profile: Profile
    words: frozenset[str]
    country: str | None = None  # the state that it is

    def can_be(self, gender: str, lexicon: Lexicon) -> bool:
        """Whether a pronoun of this gender may mean it, as a person."""
        known = self.gender or gender_of_roles(self.profile.roles, lexicon)
        return self.kind == "person" and (not known or known == gender)


def class_of(role: str, lexicon: Lexicon) -> str:
    """What a role is of the kind of: a president is a leader, a secretary a minister."""
    return lexicon.table("role_classes").get(role, role)


def quality_of(phrase: Phrase, party: Party, lexicon: Lexicon) -> int:
    """How well a description fits a person: 0 not at all; more for the very office, the state, the words."""
    profile = party.profile
    quality = _quality_of_role(phrase, profile, lexicon)
    if not quality:
        return 0
    if phrase.states and profile.states:
        if not phrase.states & profile.states:
            return 0
        quality += 3
    elif phrase.states and quality < 4:
        return 0
    return quality + len(phrase.words) if phrase.words <= profile.words else 0


def _quality_of_role(phrase: Phrase, profile: Profile, lexicon: Lexicon) -> int:
    """4 for the very role, 2 for one that the role of the phrase may stand for, 0 for another."""
    if phrase.role in profile.roles:
        return 4
    heads = {role.split()[-1] for role in profile.roles}
    if phrase.role in lexicon["generic_role"]:
        classes = {class_of(role, lexicon) for role in profile.roles}
        if phrase.states and phrase.role in classes | heads:
            return 2
        if phrase.role in heads or class_of(phrase.role, lexicon) in classes:
            return 2 if phrase.words else 0
    if phrase.role in lexicon["chief"] and phrase.words and heads & lexicon["high_office"]:
        return 2  # the defence chief is the defence minister
    # Moscow's top diplomat is the foreign minister
    portfolio = lexicon.table("portfolio_roles").get(phrase.role)
    return 2 if phrase.states and portfolio in profile.words else 0


def gender_of_roles(roles: set[str], lexicon: Lexicon) -> str:
    """Return "m", "f", or "" where the roles do not tell."""
    heads = {role.split()[-1] for role in roles}
    male, female = bool(heads & lexicon["male_role"]), bool(heads & lexicon["female_role"])
    return "" if male == female else "m" if male else "f"

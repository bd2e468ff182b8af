"""How well a description fits what the articles say of a person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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


class People:
    """The people of an article by what a description says of them, each looked up and weighed once."""

    def __init__(self, counts: Mapping[int, int], parties: Sequence[Party], lexicon: Lexicon) -> None:
        self.counts, self.parties, self.lexicon = counts, parties, lexicon
        self._said: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._fitting: dict[tuple[object, ...], dict[int, None]] = {}
        for actor in counts:
            profile = parties[actor].profile
            if parties[actor].kind != "person":
                continue
            classes = self.offices(actor)
            for role in profile.roles | classes | {role.split()[-1] for role in profile.roles}:
                self._said["role", role].append(actor)
            for word in profile.words:
                self._said["word", word].append(actor)
            for state in profile.states:
                for office in chain(classes, profile.words & lexicon["portfolio"]):
                    self._said["office", state, office].append(actor)

    def offices(self, actor: int) -> set[str]:
        """What the roles of somebody are of the kind of."""
        return {class_of(role, self.lexicon) for role in self.parties[actor].profile.roles}

    def in_office(self, states: Iterable[str], offices: Iterable[str]) -> Iterator[int]:
        """Those of one of the states with one of the offices or portfolios, some of them twice."""
        shelves = (self._said.get(("office", state, office), ()) for state in states for office in offices)
        return chain.from_iterable(shelves)

    def fitting(self, phrase: Phrase) -> dict[int, None]:
        """Those whom a description fits best, the most often named first."""
        said = phrase.role, phrase.states, phrase.words
        if said not in self._fitting:
            qualities = {a: quality_of(phrase, self.parties[a], self.lexicon) for a in self._near(phrase)}
            best = max(qualities.values(), default=0)
            fits = (actor for actor, quality in qualities.items() if quality == best > 0)
            self._fitting[said] = dict.fromkeys(sorted(fits, key=lambda a: (-self.counts[a], a)))
        return self._fitting[said]

    def _near(self, phrase: Phrase) -> Sequence[int]:
        """All whom a description can fit, and few others: they share each further word, else the role."""
        if phrase.words:
            return min((self._said.get(("word", word), ()) for word in phrase.words), key=len)
        portfolio = self.lexicon.table("portfolio_roles").get(phrase.role, "")
        return [*self._said.get(("role", phrase.role), ()), *self._said.get(("word", portfolio), ())]


def gender_of_roles(roles: set[str], lexicon: Lexicon) -> str:
    """Return "m", "f", or "" where the roles do not tell."""
    heads = {role.split()[-1] for role in roles}
    male, female = bool(heads & lexicon["male_role"]), bool(heads & lexicon["female_role"])
    return "" if male == female else "m" if male else "f"

"""Whom a description ("the Russian leader") or a pronoun means, where that is safe.

A description needs an actor of whom the articles say as much. A pronoun goes to the most salient actor that fits, in the
manner of the factors of [Lappin1994]: subjects before objects, recent before old, with half the weight a sentence later.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.extract.actors.fit import class_of, gender_of_roles, quality_of, told_sentences
from briefing.extract.actors.lexicon import GENERIC_ROLES, PORTFOLIOS, ROLE_CLASSES, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.actors.names import Name
    from briefing.extract.actors.phrases import Phrase
    from briefing.extract.actors.roles import Profile
    from briefing.extract.actors.text import Text
    from briefing.model import ActorKind, MentionForm

SUBJECT, OBJECT, OTHER = 3.0, 1.5, 1.0  # salience of a mention by its grammatical function
SPEAKER = 1.0  # more, for the subject of a verb of saying
OWNER = 2.0  # more, for the subject of the clause where "his" stands
QUOTED = 0.3  # less, for a mention inside quotation marks
REACH_SENTENCES = 3  # a pronoun looks no further back
NEW_SENTENCES = 2  # whoever was first named further back is no longer new
PRONOUN_LEAD = 1.2  # by how much the most salient actor must lead the next one
DESCRIPTION_LEAD = (
    3  # how much more often the actor of a bare "the president" must be named than the next one
)

_GENDERS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "dative", "pobj", "attr"})
_VAGUE_VERBS = word_set("be seem appear take become happen look turn help matter come remain")
_DEFINITE = frozenset({"the"})
_DELEGATES = frozenset({"negotiator", "diplomat"})
_COMPANY = frozenset({"company", "firm", "group", "corporation", "manufacturer", "maker", "business"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A description or pronoun, its characters, and the number of the actor that it means."""

    start: int
    end: int
    actor: int
    form: MentionForm


@dataclass(slots=True)
class Party:
    """What is known of an actor across the articles: its kind, gender ("m", "f", "") and profile."""

    kind: ActorKind
    gender: str
    profile: Profile
    words: frozenset[str]
    state: str | None = None


@dataclass(slots=True)
class _Seen:
    """The mentions of one actor so far in the article: (sentence, salience, token)."""

    places: list[tuple[int, float, int]] = field(default_factory=list)
    named: int = 0


class Discourse:
    """One article read from its beginning, with who is in the reader's mind."""

    def __init__(
        self, text: Text, names: Sequence[Name], actors: Sequence[int], parties: Sequence[Party]
    ) -> None:
        self.text = text
        self.parties = parties
        self.names = {name.first: (name, actor) for name, actor in zip(names, actors, strict=True)}
        self.counts: dict[int, int] = {}
        for actor in actors:
            self.counts[actor] = self.counts.get(actor, 0) + 1
        self.seen: dict[int, _Seen] = {}
        self.found: list[Reference] = []
        self.told = told_sentences(text)

    def read(self, phrases: Sequence[Phrase], beside: dict[int, int]) -> list[Reference]:
        """Resolve the phrases and pronouns; ``beside`` has the actors of phrases (by head) that stand at a name."""
        by_first = {phrase.start: phrase for phrase in phrases}
        covered = -1
        for i, word in enumerate(self.text.lower):
            if i in self.names:
                name, actor = self.names[i]
                self._note(actor, name.head)
                covered = max(covered, name.last)
            phrase = by_first.get(i)
            if phrase is not None:
                self._describe(phrase, beside)
            if i >= covered and word in _GENDERS and not self.text.quoted[i]:
                self._pronoun(i, _GENDERS[word])
            elif word in ("it", "its") and not self.text.quoted[i]:
                self._thing(i)
        return self.found

    def _note(self, actor: int, token: int) -> None:
        text = self.text
        dep = text.deps[token]
        if dep in ("conj", "appos"):
            dep = text.deps[text.heads[token]] if dep == "conj" else dep
        weight = SUBJECT if dep in _SUBJECTS else OBJECT if dep in _OBJECTS else OTHER
        if dep in _SUBJECTS and text.lemmas[text.heads[token]] in (
            "say",
            "tell",
            "add",
            "ask",
            "warn",
            "write",
        ):
            weight += SPEAKER
        if text.quoted[token]:
            weight *= QUOTED
        self.seen.setdefault(actor, _Seen()).places.append((text.sentences[token], weight, token))

    # --- descriptions ---

    def _describe(self, phrase: Phrase, beside: dict[int, int]) -> None:
        actor = beside.get(phrase.head)
        if actor is not None:
            return
        if phrase.role.split()[-1] == "counterpart":
            actor = self._counterpart(phrase)
        elif phrase.role == "government":
            actor = self._government(phrase)
        elif phrase.person:
            actor = self._person(phrase)
        else:
            actor = self._organisation(phrase)
        if actor is not None:
            text = self.text
            self.found.append(
                Reference(text.starts[phrase.start], text.ends[phrase.last - 1], actor, "description")
            )
            self._note(actor, phrase.head)

    def _person(self, phrase: Phrase) -> int | None:
        possessed = any(self.text.tags[i] == "POS" for i in range(phrase.first, phrase.head))
        if phrase.determiner not in _DEFINITE and not possessed:
            return None
        fits = []
        for actor, count in self.counts.items():
            party = self.parties[actor]
            if party.kind == "person" and (quality := quality_of(phrase, party)):
                fits.append((actor, quality, count))
        if not fits:
            return self._delegate(phrase) if phrase.states else self._introduced(phrase)
        best = max(quality for _, quality, _ in fits)
        fits = [fit for fit in fits if fit[1] == best]
        if len(fits) == 1:
            actor = fits[0][0]
            specific = bool(phrase.states or phrase.words)
            return actor if specific or actor in self.seen else None
        return self._clearest([fit[0] for fit in fits], self.text.sentences[phrase.head])

    def _clearest(self, actors: Sequence[int], sentence: int) -> int | None:
        """The one named in the last sentences, else the one named far more often than the others."""
        near = [a for a in actors if a in self.seen and sentence - self.seen[a].places[-1][0] <= 1]
        if len(near) == 1:
            return near[0]
        ranked = sorted(actors, key=lambda a: (-self.counts[a], a))
        lead = self.counts[ranked[0]] >= DESCRIPTION_LEAD * self.counts[ranked[1]]
        return ranked[0] if lead and ranked[0] in self.seen else None

    def _delegate(self, phrase: Phrase) -> int | None:
        """Resolve "talks with Sergey Lavrov, which ended with the Kremlin's negotiator saying": who stands there for the state.

        Whoever is the subject may speak of somebody else ("Lavrov said that the Russian negotiator ...").
        """
        if phrase.role not in _DELEGATES or phrase.words:
            return None
        sentence = self.text.sentences[phrase.head]
        fits = []
        for actor, seen in self.seen.items():
            profile = self.parties[actor].profile
            here = [weight for at, weight, _ in seen.places if at == sentence]
            if here and self.parties[actor].kind == "person" and profile.states & phrase.states:
                in_office = any(class_of(role) in ("minister", *_DELEGATES) for role in profile.roles)
                fits.append(actor if in_office and max(here) < SUBJECT else None)
        return fits[0] if len(fits) == 1 else None

    def _introduced(self, phrase: Phrase) -> int | None:
        """Resolve "the former world champion", said of whoever the sentence before has just introduced, alone, as its subject.

        Only where the phrase says more than a role: "the president" may be somebody known before.
        """
        text = self.text
        sentence = text.sentences[phrase.head]
        says_more = phrase.head > phrase.first and text.deps[phrase.head] in _SUBJECTS
        is_somebody = text.lemmas[text.heads[phrase.head]] == "be"  # "The winner of the debate was Mr Rubio."
        if phrase.determiner not in _DEFINITE or not says_more or is_somebody or text.quoted[phrase.head]:
            return None
        if phrase.role in GENERIC_ROLES or phrase.role in ROLE_CLASSES:
            return None  # an office that others hold or have held
        people = [a for a in self.seen if self.parties[a].kind == "person"]
        if any(self.seen[a].places[-1][0] == sentence or self._is_called(a, phrase) for a in people):
            return None
        before = [a for a in people if any(at == sentence - 1 for at, _, _ in self.seen[a].places)]
        if len(before) != 1:
            return None
        places = self.seen[before[0]].places
        subject = any(at == sentence - 1 and weight >= SUBJECT for at, weight, _ in places)
        gender = gender_of_roles({phrase.role})
        known = self.parties[before[0]].gender or gender_of_roles(self.parties[before[0]].profile.roles)
        agree = not gender or not known or gender == known
        return before[0] if subject and agree and sentence - places[0][0] <= NEW_SENTENCES else None

    def _is_called(self, actor: int, phrase: Phrase) -> bool:
        """Whether somebody has this very role: then the phrase may mean that one, or one whom it tells from that one."""
        return phrase.role in self.parties[actor].profile.roles

    def _counterpart(self, phrase: Phrase) -> int | None:
        """Resolve "his British counterpart": the one Briton in the article with the same office as the one before."""
        if not phrase.states:
            return None
        sentence = self.text.sentences[phrase.head]
        people = [a for a in self.seen if self.parties[a].kind == "person"]
        before = [a for a in people if self.seen[a].places[-1][0] == sentence]
        if not before and people:
            before = [max(people, key=lambda a: self.seen[a].places[-1][2])]
        offices = {class_of(r) for a in before for r in self.parties[a].profile.roles}
        portfolios = {w for a in before for w in self.parties[a].profile.words} & PORTFOLIOS
        people = [
            a
            for a in self.counts
            if a not in before
            and self.parties[a].kind == "person"
            and self.parties[a].profile.states & phrase.states
        ]
        fits = [a for a in people if {class_of(r) for r in self.parties[a].profile.roles} & offices]
        if (
            len(fits) != 1
        ):  # two ministers, or a minister and a "defence chief": the one with the same portfolio
            fits = [a for a in people if self.parties[a].profile.words & portfolios]
        return fits[0] if len(fits) == 1 else None

    def _government(self, phrase: Phrase) -> int | None:
        """Resolve "the British government": the state, where the article names it."""
        if len(phrase.states) != 1 or phrase.words or phrase.determiner not in ("", "the"):
            return None
        fits = [
            a
            for a in self.counts
            if self.parties[a].kind == "place" and self.parties[a].state in phrase.states
        ]
        return fits[0] if len(fits) == 1 else None

    def _organisation(self, phrase: Phrase) -> int | None:
        if phrase.determiner not in _DEFINITE or phrase.words or phrase.last > phrase.head + 1:
            return None
        sentence = self.text.sentences[phrase.head]
        near = [
            a
            for a, seen in self.seen.items()
            if self.parties[a].kind == "organisation" and sentence - seen.places[-1][0] <= 2
        ]
        role = self.text.lower[phrase.head]
        exact = [
            a
            for a in near
            if role in self.parties[a].profile.roles
            or role in self.parties[a].words
            or f"{role}s" in self.parties[a].words
        ]
        if phrase.states:
            exact = [a for a in exact if self.parties[a].profile.states & phrase.states]
        if len(exact) == 1:
            return exact[0]
        if role in _COMPANY and not exact and not phrase.states:
            subjects = [
                a for a in near if any(s >= sentence - 1 and w >= SUBJECT for s, w, _ in self.seen[a].places)
            ]
            return subjects[0] if len(subjects) == 1 else None
        return None

    # --- pronouns ---

    def _pronoun(self, i: int, gender: str) -> None:
        actor = self._ahead(i, gender)
        if actor is None:
            actor = self._salient(i, gender)
        if actor is not None:
            self.found.append(Reference(self.text.starts[i], self.text.ends[i], actor, "pronoun"))
            self._note(actor, i)

    def _ahead(self, i: int, gender: str) -> int | None:
        """Resolve "As he arrived, Wallace said": the subject of the clause that the pronoun's clause hangs on."""
        text = self.text
        if text.deps[i] not in _SUBJECTS:
            return None
        clause = text.heads[i]
        main = text.heads[clause]
        if text.deps[clause] != "advcl" or main <= clause:
            return None
        for first, (name, actor) in self.names.items():
            if i < first < main and text.heads[name.head] == main and text.deps[name.head] in _SUBJECTS:
                return actor if self._can_be(actor, gender) else None
        return None

    def _salient(self, i: int, gender: str) -> int | None:
        text = self.text
        sentence = text.sentences[i]
        scores: list[tuple[float, int]] = []
        owner = self._clause_subject(i)
        for actor, seen in self.seen.items():
            if not self._can_be(actor, gender):
                continue
            score = 0.0
            for at, weight, token in seen.places:
                away = self.told[sentence] - self.told[at]
                if away > REACH_SENTENCES or self._same_clause(i, token):
                    continue
                score = max(score, weight * 0.5**away) + 0.1 * bool(score)
                if token == owner:
                    score += OWNER
            if score:
                scores.append((score, actor))
        scores.sort(reverse=True)
        if not scores or (len(scores) > 1 and scores[0][0] < PRONOUN_LEAD * scores[1][0]):
            return None
        return scores[0][1]

    def _clause_subject(self, i: int) -> int:
        """The subject of the clause that a possessive stands in, -1 for other pronouns."""
        text = self.text
        if text.tags[i] != "PRP$":
            return -1
        verb = i
        while text.heads[verb] != verb and text.tags[verb][:1] not in ("V", "M"):
            verb = text.heads[verb]
        return next(
            (
                k
                for k in range(i - 1, max(-1, i - 40), -1)
                if text.heads[k] == verb and text.deps[k] in _SUBJECTS
            ),
            -1,
        )

    def _same_clause(self, i: int, token: int) -> bool:
        """An object pronoun never means the subject of its own verb ("Wallace told him")."""
        text = self.text
        if text.deps[i] not in _OBJECTS or text.lower[i].endswith("self"):
            return False
        verb = text.heads[i] if text.deps[i] != "pobj" else text.heads[text.heads[i]]
        return text.heads[token] == verb

    def _can_be(self, actor: int, gender: str) -> bool:
        party = self.parties[actor]
        if party.kind != "person":
            return False
        known = party.gender or gender_of_roles(party.profile.roles)
        return not known or known == gender

    def _thing(self, i: int) -> None:
        """Resolve "it" and "its" to the one organisation or state that is a subject before it in the sentence."""
        text = self.text
        if text.lower[i] == "it" and (text.deps[i] != "nsubj" or text.lemmas[text.heads[i]] in _VAGUE_VERBS):
            return
        sentence = text.sentences[i]
        fits = []
        for actor, seen in self.seen.items():
            if self.parties[actor].kind != "person":
                places = [w for at, w, _ in seen.places if at == sentence]
                if places:
                    fits.append((actor, max(places)))
        if len(fits) == 1 and fits[0][1] >= SUBJECT:
            self.found.append(Reference(text.starts[i], text.ends[i], fits[0][0], "pronoun"))

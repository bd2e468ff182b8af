"""Whom a description ("the Russian leader") or a pronoun means, where that is safe.

A description needs an actor of whom the articles say as much. A pronoun goes to the most salient actor that
fits, in the manner of the factors of [Lappin1994]: subjects before objects, recent before old, half the
weight a sentence later.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple

from briefing.extract.actors.fit import People, class_of, gender_of_roles
from briefing.extract.actors.form import plural
from briefing.reading.grammar import OBJECTS, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.extract.actors.fit import Party
    from briefing.extract.actors.names import Name
    from briefing.extract.actors.phrases import Phrase
    from briefing.model import ActorKind, MentionForm
    from briefing.reading.annotation import AnnotatedArticle

SUBJECT, OBJECT, OTHER = 3.0, 1.5, 1.0  # salience of a mention by its grammatical function
SPEAKER = 1.0  # more, for the subject of a verb of saying
QUOTED = 0.3  # less, for a mention inside quotation marks
REACH_SENTENCES = 3  # a pronoun looks no further back
NEW_SENTENCES = 2  # whoever was first named further back is no longer new
PRONOUN_LEAD = 1.2  # by how much the most salient actor must lead the next one
# How much more often the actor of a bare "the president" must be named than the next one.
DESCRIPTION_LEAD = 3

_OBJECTS = OBJECTS | {"pobj", "attr"}


class Reference(NamedTuple):
    """A name, description or pronoun: its characters, and the number of the actor that it names or means."""

    start: int
    end: int
    actor: int
    form: MentionForm


class _Noted(NamedTuple):
    """A mention so far in the article: its sentence, its salience and its head word."""

    sentence: int
    weight: float
    token: int


def _quoted_tokens(annotated: AnnotatedArticle) -> list[bool]:
    """Which tokens stand in a quotation."""
    tokens = annotated.tokens
    quoted = [False] * len(tokens)
    for span in annotated.quotations.spans:
        inside = range(tokens.first_at(span.start), tokens.first_at(span.end))
        quoted[inside.start : inside.stop] = [True] * len(inside)
    return quoted


class Discourse:
    """One article read from its beginning, with who is in the reader's mind."""

    def __init__(
        self,
        annotated: AnnotatedArticle,
        names: Sequence[Name],
        actors: Sequence[int],
        parties: Sequence[Party],
    ) -> None:
        self.tokens = annotated.tokens
        self.lexicon = annotated.tokens.lexicon
        self.parties = parties
        self.names = {name.first: (name, actor) for name, actor in zip(names, actors, strict=True)}
        self.counts = Counter(actors)
        self.people = People(self.counts, parties, self.lexicon)
        self.states = self._named_states()
        self.seen: dict[int, list[_Noted]] = {}
        self.noted: list[tuple[int, _Noted]] = []  # the same in the order of the text
        self.called: set[str] = set()  # the roles of all people seen
        self.last_person = -1  # the sentence that somebody was last seen in
        self.references: list[Reference] = []
        self.quoted = _quoted_tokens(annotated)
        self.told = self._told_sentences()

    def _named_states(self) -> dict[str | None, list[int]]:
        states: dict[str | None, list[int]] = {}
        for actor in self._kind(self.counts, "place"):
            states.setdefault(self.parties[actor].country, []).append(actor)
        return states

    def _told_sentences(self) -> list[int]:
        """How many sentences before each the reporter tells: a mere quotation puts nobody further back."""
        tokens = self.tokens
        told = [False] * len(tokens.bounds)
        for sentence, quoted, word in zip(tokens.sentence, self.quoted, tokens.word, strict=True):
            if not quoted and word[0].isalnum():
                told[sentence] = True
        return list(accumulate(told, initial=0))

    def read(self, phrases: Sequence[Phrase], beside: dict[int, int]) -> list[Reference]:
        """Resolve phrases and pronouns; ``beside`` has the actors of phrases (by head) at a name."""
        by_first = {phrase.start: phrase for phrase in phrases}
        genders = self.lexicon.table("pronoun_genders")
        covered = -1
        for i, word in enumerate(self.tokens.lower):
            if i in self.names:
                name, actor = self.names[i]
                self._note(actor, name.head)
                covered = max(covered, name.last)
            phrase = by_first.get(i)
            if phrase is not None and phrase.head not in beside:
                self._describe(phrase)
            gender = genders.get(word)
            if gender is None or self.quoted[i]:
                continue
            if gender == "n":
                self._thing(i)
            elif i >= covered:
                self._pronoun(i, gender)
        return self.references

    def _kind(self, actors: Iterable[int], kind: ActorKind) -> list[int]:
        return [actor for actor in actors if self.parties[actor].kind == kind]

    def _refer(self, first: int, last: int, actor: int, form: MentionForm) -> None:
        self.references.append(Reference(*self.tokens.slice(first, last), actor, form))

    def _note(self, actor: int, token: int) -> None:
        tokens = self.tokens
        relation = tokens.relation[token]
        if relation == "conj":
            relation = tokens.relation[tokens.head[token]]
        weight = SUBJECT if relation in SUBJECTS else OBJECT if relation in _OBJECTS else OTHER
        if relation in SUBJECTS and tokens.lemma[tokens.head[token]] in self.lexicon["plain_say"]:
            weight += SPEAKER
        if self.quoted[token]:
            weight *= QUOTED
        noted = _Noted(tokens.sentence[token], weight, token)
        self.seen.setdefault(actor, []).append(noted)
        self.noted.append((actor, noted))
        if self.parties[actor].kind == "person":
            self.called |= self.parties[actor].profile.roles
            self.last_person = noted.sentence

    def _since(self, sentence: int) -> dict[int, list[_Noted]]:
        """Who is mentioned in a sentence or behind it, and where: an article's actors may be thousands."""
        recent: dict[int, list[_Noted]] = {}
        for actor, noted in self.noted[bisect_left(self.noted, sentence, key=lambda one: one[1].sentence) :]:
            recent.setdefault(actor, []).append(noted)
        return recent

    # --- descriptions ---

    def _describe(self, phrase: Phrase) -> None:
        if phrase.role.split()[-1] in self.lexicon["counterpart"]:
            actor = self._counterpart(phrase)
        elif phrase.role in self.lexicon["government"]:
            actor = self._government(phrase)
        elif phrase.person:
            actor = self._person(phrase)
        else:
            actor = self._organisation(phrase)
        if actor is not None:
            self._refer(phrase.start, phrase.last - 1, actor, "description")
            self._note(actor, phrase.head)

    def _is_definite(self, phrase: Phrase) -> bool:
        return self.lexicon.table("articles").get(phrase.determiner) == "definite"

    def _person(self, phrase: Phrase) -> int | None:
        possessed = "POS" in self.tokens.form[phrase.first : phrase.head]
        if not possessed and not self._is_definite(phrase):
            return None
        fits = self.people.fitting(phrase)
        if not fits:
            return self._delegate(phrase) if phrase.states else self._introduced(phrase)
        if len(fits) > 1:
            return self._clearest(fits, self.tokens.sentence[phrase.head])
        (fit,) = fits
        return fit if phrase.states or phrase.words or fit in self.seen else None

    def _clearest(self, ranked: dict[int, None], sentence: int) -> int | None:
        """The one named in the last sentences, else the one named far more often than the others."""
        near = [actor for actor in self._since(sentence - 1) if actor in ranked]
        if len(near) == 1:
            return near[0]
        first, second = islice(ranked, 2)
        lead = self.counts[first] >= DESCRIPTION_LEAD * self.counts[second]
        return first if lead and first in self.seen else None

    def _delegate(self, phrase: Phrase) -> int | None:
        """Resolve "talks with Lavrov, which ended with the Kremlin's negotiator saying": who is there for it.

        Whoever is the subject may speak of somebody else ("Lavrov said that the Russian negotiator ...").
        """
        delegates = self.lexicon["delegate"]
        if phrase.role not in delegates or phrase.words:
            return None
        sentence = self.tokens.sentence[phrase.head]
        fits = []
        recent = self._since(sentence)
        for actor in self._kind(recent, "person"):
            profile = self.parties[actor].profile
            here = [noted.weight for noted in recent[actor] if noted.sentence == sentence]
            if here and profile.states & phrase.states:
                classes = {class_of(role, self.lexicon) for role in profile.roles}
                in_office = not classes.isdisjoint(delegates | self.lexicon["high_office"])
                fits.append(actor if in_office and max(here) < SUBJECT else None)
        return fits[0] if len(fits) == 1 else None

    def _introduced(self, phrase: Phrase) -> int | None:
        """Resolve "the former world champion": whoever is newly, alone, the subject of the sentence before.

        Only where the phrase says more than a role: "the president" may be somebody known before.
        """
        tokens = self.tokens
        says_more = phrase.head > phrase.first and tokens.relation[phrase.head] in SUBJECTS
        is_somebody = (
            tokens.pos[tokens.head[phrase.head]] == "AUX"
        )  # "The winner of the debate was Mr Rubio."
        if not self._is_definite(phrase) or not says_more or is_somebody or self.quoted[phrase.head]:
            return None
        if phrase.role in self.lexicon["generic_role"] or phrase.role in self.lexicon.table("role_classes"):
            return None  # an office that others hold or have held
        sentence = tokens.sentence[phrase.head]
        # Whoever has this very role may be meant, or just not be meant.
        if phrase.role in self.called or self._kind(self._since(sentence), "person"):
            return None
        before = self._kind(self._since(sentence - 1), "person")
        if len(before) != 1:
            return None
        noted, party = self.seen[before[0]], self.parties[before[0]]
        subject = any(one.sentence == sentence - 1 and one.weight >= SUBJECT for one in noted)
        gender = gender_of_roles({phrase.role}, self.lexicon)
        agree = not gender or party.can_be(gender, self.lexicon)
        return before[0] if subject and agree and sentence - noted[0].sentence <= NEW_SENTENCES else None

    def _counterpart(self, phrase: Phrase) -> int | None:
        """Resolve "his British counterpart": the article's one Briton with the office of the one before."""
        if not phrase.states:
            return None
        before = self._kind(self._since(self.tokens.sentence[phrase.head]), "person")
        if not before:
            last = self._kind(self._since(self.last_person), "person")
            before = sorted(last, key=lambda a: self.seen[a][-1].token)[-1:]
        offices = {office for a in before for office in self.people.offices(a)}
        words = {w for a in before for w in self.parties[a].profile.words} & self.lexicon["portfolio"]
        for said in (offices, words):  # two ministers: the one with the same portfolio
            others = (a for a in self.people.in_office(phrase.states, said) if a not in before)
            first = next(others, None)
            if first is not None and all(other == first for other in others):
                return first
        return None

    def _government(self, phrase: Phrase) -> int | None:
        """Resolve "the British government": the state, where the article names it."""
        bare = not phrase.determiner or self._is_definite(phrase)
        if len(phrase.states) != 1 or phrase.words or not bare:
            return None
        fits = self.states.get(next(iter(phrase.states)), [])
        return fits[0] if len(fits) == 1 else None

    def _organisation(self, phrase: Phrase) -> int | None:
        """Resolve "the ministry", "the company": the one so called just before, else the subject there."""
        if phrase.words or phrase.last > phrase.head + 1 or not self._is_definite(phrase):
            return None
        sentence = self.tokens.sentence[phrase.head]
        recent = self._since(sentence - 2)
        near = self._kind(recent, "organisation")
        role = self.tokens.lower[phrase.head]
        exact = []
        for actor in near:
            party = self.parties[actor]
            if role in party.profile.roles or not party.words.isdisjoint((role, plural(role))):
                exact.append(actor)
        if phrase.states:
            exact = [a for a in exact if self.parties[a].profile.states & phrase.states]
        if len(exact) == 1 or exact or phrase.states or role not in self.lexicon["company_noun"]:
            return exact[0] if len(exact) == 1 else None
        subjects = [
            a
            for a in near
            if any(one.sentence >= sentence - 1 and one.weight >= SUBJECT for one in recent[a])
        ]
        return subjects[0] if len(subjects) == 1 else None

    # --- pronouns ---

    def _pronoun(self, i: int, gender: str) -> None:
        actor = self._ahead(i, gender)
        if actor is None:
            actor = self._salient(i, gender)
        if actor is not None:
            self._refer(i, i, actor, "pronoun")
            self._note(actor, i)

    def _can_be(self, actor: int, gender: str) -> bool:
        return self.parties[actor].can_be(gender, self.lexicon)

    def _ahead(self, i: int, gender: str) -> int | None:
        """Resolve "As he arrived, Wallace said": the subject of the clause that the pronoun's hangs on."""
        tokens = self.tokens
        if tokens.relation[i] not in SUBJECTS:
            return None
        clause = tokens.head[i]
        main = tokens.head[clause]
        if tokens.relation[clause] != "advcl" or main <= clause:
            return None
        for name, actor in (self.names[first] for first in range(i + 1, main) if first in self.names):
            if tokens.head[name.head] == main and tokens.relation[name.head] in SUBJECTS:
                return actor if self._can_be(actor, gender) else None
        return None

    def _salient(self, i: int, gender: str) -> int | None:
        """The most salient person who fits, where the lead is clear."""
        sentence = self.tokens.sentence[i]
        scores: list[tuple[float, int]] = []
        first = bisect_left(self.told, self.told[sentence] - REACH_SENTENCES)
        for actor, mentions in self._since(first).items():
            if not self._can_be(actor, gender):
                continue
            score = 0.0
            for noted in mentions:
                if self._same_clause(i, noted.token):
                    continue
                away = self.told[sentence] - self.told[noted.sentence]
                score = max(score, noted.weight * 0.5**away) + 0.1 * bool(score)
            if score:
                scores.append((score, actor))
        scores.sort(reverse=True)
        if not scores or (len(scores) > 1 and scores[0][0] < PRONOUN_LEAD * scores[1][0]):
            return None
        return scores[0][1]

    def _same_clause(self, i: int, token: int) -> bool:
        """An object pronoun never means the subject of its own verb ("Wallace told him")."""
        tokens = self.tokens
        if tokens.relation[i] not in _OBJECTS or tokens.lower[i] in self.lexicon["reflexive"]:
            return False
        verb = tokens.head[i] if tokens.relation[i] != "pobj" else tokens.head[tokens.head[i]]
        return tokens.head[token] == verb

    def _thing(self, i: int) -> None:
        """Resolve "it" and "its" to the one organisation or state that is a subject in the sentence."""
        tokens = self.tokens
        vague = tokens.lemma[tokens.head[i]] in self.lexicon["vague_verb"]
        if tokens.form[i] != "PRP$" and (tokens.relation[i] != "nsubj" or vague):
            return
        weights: dict[int, float] = {}
        for actor, mentions in self._since(tokens.sentence[i]).items():
            here = [noted.weight for noted in mentions if noted.sentence == tokens.sentence[i]]
            if here and self.parties[actor].kind != "person":
                weights[actor] = max(here)
        if len(weights) == 1 and max(weights.values()) >= SUBJECT:
            self._refer(i, i, next(iter(weights)), "pronoun")

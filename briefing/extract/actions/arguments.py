"""Who is the agent of a verb and who or what its patient: semantic roles, read off the dependency tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefing.extract.actions.lexicon import (
    ADVERBIAL_MARKS,
    AUXILIARIES,
    BECOMING,
    CAUSING,
    COUNTING,
    INCLUDING,
    MEASURES,
    RAISING,
    SPEECH,
    TELLING,
)
from briefing.extract.actions.subjects import RELATIVES, SUBJECTS, Subjects

if TYPE_CHECKING:
    from briefing.extract.actions.syntax import Syntax

EDGES = frozenset({"PUNCT", "CCONJ", "SPACE"})  # what a clause is cited without, at its beginning and end
LONGEST_CLAUSE = 150  # words; what is longer is an accident of the parser
MOST_COORDINATED = 8  # a longer chain is an accident of the parser


class Argument(NamedTuple):
    """Token indices of an argument: its head word, and the words ``[first, last]`` that name it."""

    head: int
    first: int
    last: int


class Roles:
    """The arguments of the verbs of one text."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self.subjects = Subjects(syntax)

    def verbs(self) -> list[int]:
        """Verbs that may have arguments, in text order: no auxiliaries, no copula."""
        s = self.syntax
        found = [i for i in s.top_down if s.tags[i][:2] == "VB" and self._may_act(i)]
        for verb in found:  # heads first, so that no chain of verbs is too deep for Python's stack
            self.subjects.is_passive(verb)
            self.subjects.subject(verb)
        return sorted(found)

    def _may_act(self, verb: int) -> bool:
        s = self.syntax
        auxiliary = s.deps[verb] in AUXILIARIES and s.pos[verb] == "AUX"
        return not auxiliary and s.lemmas[verb] != "be" and s.lower[verb][0].isalpha()  # not the ’s of "it’s"

    def arguments(self, verb: int) -> tuple[list[Argument], list[Argument]]:
        """Agents and patients of a verb, coordinated agents one by one."""
        s = self.syntax
        dep = s.deps[verb]
        if dep == "prep":
            return self._of_preposition(verb)
        subject = self.subjects.subject(verb)
        clauses = self._clauses(verb)
        if self.subjects.is_passive(verb):
            agents = self.subjects.by_agents(verb)
            patients = [] if subject is None or self._belongs_below(verb, subject, clauses) else [subject]
            patients += [k for k in s.kids[verb] if s.deps[k] == "dobj" and s.tags[k] not in RELATIVES]
        else:
            agents = [] if subject is None else [subject]
            patients = self._objects(verb)
            if clauses and s.lemmas[verb] in SPEECH and s.lemmas[verb] not in TELLING:
                patients = []  # "said [that ...], a document ...": the parser took an apposition for the object
        named = [self._named(x) for agent in agents for x in self._coordinated(agent)]
        named_patients = [self._named(x) for x in patients] + clauses
        if dep in {"amod", "compound"}:
            noun = s.heads[verb]
            kept = Argument(noun, *self._after(verb, noun))
            named = [kept if x.head == noun else x for x in named]
            named_patients = [kept if x.head == noun else x for x in named_patients]
        return named, named_patients

    def _named(self, head: int) -> Argument:
        s = self.syntax
        first, last = s.short_phrase(head)
        if s.lemmas[head] in COUNTING and last + 1 < len(s.lower) and s.lower[last + 1] == "of":
            inside = s.child(last + 1, "pobj")
            if inside is not None:
                last = max(last, s.short_phrase(inside)[1])
        return Argument(head, first, last)

    def _after(self, participle: int, noun: int) -> tuple[int, int]:
        """Return the words of a noun phrase that follow the participle in it."""
        first, last = self.syntax.short_phrase(noun)
        return (participle + 1 if first <= participle < noun else first), last

    def _of_preposition(self, verb: int) -> tuple[list[Argument], list[Argument]]:
        """Take "including" and its like between the noun before it and the noun after it."""
        s = self.syntax
        inside = s.child(verb, "pobj", "dobj")
        if s.lower[verb] not in INCLUDING or inside is None:
            return [], []
        before = s.heads[verb]
        agents = [self._named(before)] if before < verb and s.pos[before] in {"NOUN", "PROPN"} else []
        return agents, [self._named(inside)]

    def _belongs_below(self, verb: int, subject: int, clauses: list[Argument]) -> bool:
        """Whether a passive's subject is the argument of the clause after it and not of the verb itself."""
        s = self.syntax
        if s.lower[subject] == "it" and clauses:
            return True
        return s.lemmas[verb] in RAISING and s.child(verb, "xcomp") is not None

    def _objects(self, verb: int) -> list[int]:
        s = self.syntax
        found = []
        relative = False
        for kid in s.kids[verb]:
            dep = s.deps[kid]
            if dep in {"dobj", "dative"} and s.pos[kid] != "ADP":
                if s.tags[kid] in RELATIVES:
                    antecedent = self.subjects.antecedent(kid, verb)
                    found += [] if antecedent is None else [antecedent]
                    relative = True
                elif s.entities[kid] not in MEASURES:
                    found.append(kid)
            elif dep == "attr" and s.lemmas[verb] in BECOMING and s.pos[kid] in {"NOUN", "PROPN"}:
                found.append(kid)
        if not found and not relative and s.deps[verb] == "relcl" and self._is_gapped(verb):
            found.append(s.heads[verb])
        return found

    def _is_gapped(self, verb: int) -> bool:
        """Whether a relative clause with a subject of its own lacks an object: "the bridge they built"."""
        s = self.syntax
        own = s.child(verb, *SUBJECTS)
        if own is None or s.tags[own] in RELATIVES or s.entities[s.heads[verb]] in {"DATE", "TIME"}:
            return False
        for kid in s.kids[verb]:
            if (
                s.tags[kid] in RELATIVES
                or s.tags[kid] in {"WRB", "WP$"}
                or s.deps[kid] in {"ccomp", "xcomp", "dobj"}
            ):
                return False
            if s.deps[kid] == "prep" and (
                not s.kids[kid] or any(s.tags[x] in RELATIVES for x in s.kids[kid])
            ):
                return False
        return True

    def _clauses(self, verb: int) -> list[Argument]:
        """Return the clause that is the verb's object; before the verb, only what somebody says or thinks can be.

        A verb with a noun for its object takes a clause, too, only where it means to tell; where the clause is what somebody
        is made to do ("urged [citizens to leave]"), that somebody is the object.
        """
        s = self.syntax
        thing = s.child(verb, "dobj")
        if thing is not None and s.tags[thing] in RELATIVES:
            thing = None
        found: list[Argument] = []
        for kid in s.kids[verb]:
            if s.deps[kid] != "ccomp":
                continue
            if thing is not None and s.lemmas[verb] not in TELLING and not (verb < kid < thing):
                continue
            mark = s.child(kid, "mark")
            if mark is not None and s.lower[mark] in ADVERBIAL_MARKS:
                continue
            if kid > verb:
                own = s.child(kid, *SUBJECTS)
                caused = s.tags[kid] == "VB" and s.lemmas[verb] in CAUSING
                misread = (
                    s.pos[kid] in {"NOUN", "PROPN"} and s.lemmas[verb] not in SPEECH
                )  # a noun and no clause
                if own is not None and (caused or misread):
                    return [self._named(own)]
                return [self._clause(kid)]
            if s.lemmas[verb] in SPEECH:
                found = [self._clause(kid)]
        return found

    def _clause(self, head: int) -> Argument:
        """Return the words of a clause without the quotation marks and commas around it."""
        s = self.syntax
        first, last = s.lefts[head], s.rights[head]
        while first < head and s.pos[first] in EDGES:
            first += 1
        while last > head and s.pos[last] in EDGES:
            last -= 1
        return Argument(head, first, min(last, first + LONGEST_CLAUSE))

    def _coordinated(self, token: int) -> list[int]:
        """Return a noun with the nouns that "and" joins to it."""
        s = self.syntax
        found = [token]
        while len(found) < MOST_COORDINATED:
            joined = s.child(found[-1], "conj")
            if joined is None or s.pos[joined] not in {"NOUN", "PROPN", "PRON"}:
                break
            found.append(joined)
        return found

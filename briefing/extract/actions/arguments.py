"""Who is the agent of a verb and who or what its patient: semantic roles, read off the dependency tree."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from briefing.extract.actions.lexicon import (
    ADVERBIAL_MARKS,
    AUXILIARIES,
    BECOMING,
    CAUSING,
    CONDITIONS,
    COUNTING,
    EXCEPTIONS,
    INCLUDING,
    MEASURES,
    MEASURING,
    RAISING,
    SPEECH,
    TELLING,
)
from briefing.extract.actions.subjects import NOMINAL, RELATIVES, SUBJECTS, Subjects

if TYPE_CHECKING:
    from briefing.extract.actions.syntax import Syntax

EDGES = frozenset({"PUNCT", "CCONJ", "SPACE"})  # what a clause is cited without, at its beginning and end
BREAKS = frozenset({",", ";", ":", "–", "—", "--", "-"})
AFTERTHOUGHTS = frozenset({"advcl", "advmod", "parataxis", "prep"})  # after a comma
# "BEIJING (Reuters) - ", "CARACAS, Venezuela—": the place that opens an agency's report.
_DATELINE = re.compile(
    r"^[A-Z][A-Z.’' ]{2,30}(?:, [A-Z][\w. ]{1,30})?(?:, \w+\.? \d{1,2})?(?: ?\([^()\n]{2,40}\))?(?: ?[–—]| --?) ?",
    re.MULTILINE,
)
LONGEST_CLAUSE = 150  # words; what is longer is an accident of the parser
MOST_COORDINATED = 8  # a longer chain is an accident of the parser


class Argument(NamedTuple):
    """Token indices of an argument: its head word, and the words ``[first, last]`` that name it."""

    head: int
    first: int
    last: int


class Roles:
    """The arguments of the verbs of one text."""

    def __init__(self, syntax: Syntax, text: str) -> None:
        self.syntax = syntax
        self.subjects = Subjects(syntax)
        self._datelines = self._find_datelines(text)

    def _find_datelines(self, text: str) -> dict[int, int]:
        """Map the tokens of datelines to the first token after their dash."""
        s = self.syntax
        found: dict[int, int] = {}
        for dateline in _DATELINE.finditer(text):
            first, after = bisect_left(s.starts, dateline.start()), bisect_left(s.starts, dateline.end())
            if after < len(s.starts):
                found.update(dict.fromkeys(range(first, after), after))
        return found

    def _after_dateline(self, head: int) -> int:
        """Return the head word of a phrase, the one after the dateline where the parser took the place for it."""
        s = self.syntax
        after = self._datelines.get(head)
        if after is None:
            return head
        inside = after
        while after < s.heads[inside] != inside and s.pos[s.heads[inside]] in NOMINAL:
            inside = s.heads[inside]
        return inside if s.pos[inside] in NOMINAL else head

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
            if patients and s.lemmas[verb] not in TELLING:
                clauses = []  # "the funds are believed ...": what is believed is in the clause below
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
        return list(dict.fromkeys(named)), list(dict.fromkeys(named_patients))

    def _named(self, head: int) -> Argument:
        s = self.syntax
        if self._datelines:
            head = self._after_dateline(head)
        first, last = s.short_phrase(head)
        if head not in self._datelines:
            first = max(first, self._datelines.get(first, first))
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
                elif not self._is_measure(kid) or s.lemmas[verb] in MEASURING:
                    found.append(kid)
            elif dep == "attr" and s.lemmas[verb] in BECOMING and s.pos[kid] in {"NOUN", "PROPN"}:
                found.append(kid)
        if not found and not relative:
            found += self._shared_object(verb)
        if not found and not relative and s.deps[verb] == "relcl" and self._is_gapped(verb):
            found.append(s.heads[verb])
        return found

    def _is_measure(self, noun: int) -> bool:
        """Whether an object only says how long, how far or when; the age of somebody stands for the person."""
        return self.syntax.entities[noun] in MEASURES and self.syntax.lemmas[noun] != "old"

    def _shared_object(self, verb: int) -> list[int]:
        """Return the object that a verb shares with the one joined to it right after it: "met and defeated Mexico"."""
        s = self.syntax
        joined = s.child(verb, "conj")
        if joined is None or joined - verb > 4 or s.tags[joined] != s.tags[verb]:
            return []
        if s.child(joined, *SUBJECTS) is not None:
            return []
        for kid in s.kids[verb]:
            light = s.deps[kid] in {"advmod", "cc", "conj", "preconj"} or (
                kid > joined and s.deps[kid] == "punct"
            )
            if kid > verb and not light:
                return []
        shared = s.child(joined, "dobj")
        if shared is None or shared < joined or s.entities[shared] in MEASURES or s.tags[shared] in RELATIVES:
            return []
        return [shared]

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
        governor = s.heads[verb]
        if self._says_it_below(verb):
            return []
        thing = s.child(verb, "dobj")
        if thing is not None and s.tags[thing] in RELATIVES:
            thing = None
        found: list[Argument] = []
        below = s.deps[verb] == "xcomp" and self._says_it_below(governor) and thing is None
        for kid in s.kids[governor if below and s.child(verb, "ccomp") is None else verb]:
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

    def _says_it_below(self, verb: int) -> bool:
        """Whether what is said belongs to the infinitive below a verb: "went on to say: ..."."""
        s = self.syntax
        below = s.child(verb, "xcomp")
        return (
            below is not None and below > verb and s.lemmas[below] in SPEECH and s.lemmas[verb] not in SPEECH
        )

    def _clause(self, head: int) -> Argument:
        """Return the words of a clause without the quotation marks and commas around it, and without an afterthought."""
        s = self.syntax
        first, last = s.lefts[head], s.rights[head]
        comma = None
        for kid in s.kids[head]:
            if kid > head and s.deps[kid] == "punct" and s.lower[kid] in BREAKS:
                comma = kid
            elif comma is not None and s.deps[kid] in AFTERTHOUGHTS and not self._is_condition(kid):
                last = comma
                break
        while first < head and s.pos[first] in EDGES:
            first += 1
        while last > head and s.pos[last] in EDGES:
            last -= 1
        return Argument(head, first, min(last, first + LONGEST_CLAUSE))

    def _is_condition(self, token: int) -> bool:
        """Whether an adverbial takes back something of its clause, so that the clause needs it."""
        s = self.syntax
        return s.lower[token] in EXCEPTIONS or any(
            s.deps[kid] == "mark" and s.lower[kid] in CONDITIONS for kid in s.kids[token]
        )

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

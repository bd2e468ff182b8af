"""Who is the agent of a verb and who or what its patient: semantic roles, read off the dependency tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefing.reading.clauses.subjects import Subjects
from briefing.reading.grammar import AUXILIARIES, NOMINAL, RELATIVES, SUBJECTS

if TYPE_CHECKING:
    from briefing.reading.tokens import Tokens

EDGES = frozenset({"PUNCT", "CCONJ", "SPACE"})  # what a clause is cited without, at its beginning and end
BREAKS = frozenset({",", ";", ":", "–", "—", "--", "-"})
AFTERTHOUGHTS = frozenset({"advcl", "advmod", "parataxis", "prep"})  # after a comma
MEASURES = frozenset({"DATE", "TIME", "PERCENT", "QUANTITY"})  # "lasted two days": how long, and not what
LONGEST_CLAUSE = 150  # words; what is longer is an accident of the parser
MOST_COORDINATED = 8  # a longer chain is an accident of the parser


class Argument(NamedTuple):
    """Token indices of an argument: its head word, and the words ``[first, last]`` that name it."""

    head: int
    first: int
    last: int


class Roles:
    """The arguments of the verbs of one text."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.subjects = Subjects(tokens)

    def _after_dateline(self, head: int) -> int:
        """Return the head word of a phrase, the one after the dateline where the parser took the place for it."""
        s = self.tokens
        after = self.tokens.datelines.get(head)
        if after is None:
            return head
        inside = after
        while after < s.head[inside] != inside and s.pos[s.head[inside]] in NOMINAL:
            inside = s.head[inside]
        return inside if s.pos[inside] in NOMINAL else head

    def verbs(self) -> list[int]:
        """Verbs that may have arguments, in text order: no auxiliaries, no copula."""
        s = self.tokens
        found = [i for i in s.top_down if s.form[i][:2] == "VB" and self._may_act(i)]
        for verb in found:  # heads first, so that no chain of verbs is too deep for Python's stack
            self.subjects.is_passive(verb)
            self.subjects.subject(verb)
        return sorted(found)

    def _may_act(self, verb: int) -> bool:
        s = self.tokens
        auxiliary = s.relation[verb] in AUXILIARIES and s.pos[verb] == "AUX"
        return not auxiliary and s.lemma[verb] != "be" and s.lower[verb][0].isalpha()  # not the ’s of "it’s"

    def arguments(self, verb: int) -> tuple[list[Argument], list[Argument]]:
        """Agents and patients of a verb, coordinated agents one by one."""
        s = self.tokens
        dep = s.relation[verb]
        if dep == "prep":
            return self._of_preposition(verb)
        subject = self.subjects.subject(verb)
        clauses = self._clauses(verb)
        if self.subjects.is_passive(verb):
            agents = self.subjects.by_agents(verb)
            patients = [] if subject is None or self._belongs_below(verb, subject, clauses) else [subject]
            if patients and s.lemma[verb] not in s.lexicon["tell"]:
                clauses = []  # "the funds are believed ...": what is believed is in the clause below
            patients += [k for k in s.kids[verb] if s.relation[k] == "dobj" and s.form[k] not in RELATIVES]
        else:
            agents = [] if subject is None else [subject]
            patients = self._objects(verb)
            if clauses and s.lemma[verb] in s.lexicon["speech"] and s.lemma[verb] not in s.lexicon["tell"]:
                patients = []  # "said [that ...], a document ...": the parser took an apposition for the object
        named = [self._named(x) for agent in agents for x in self._coordinated(agent)]
        named_patients = [self._named(x) for x in patients] + clauses
        if dep in {"amod", "compound"}:
            noun = s.head[verb]
            kept = Argument(noun, *self._after(verb, noun))
            named = [kept if x.head == noun else x for x in named]
            named_patients = [kept if x.head == noun else x for x in named_patients]
        return list(dict.fromkeys(named)), list(dict.fromkeys(named_patients))

    def _named(self, head: int) -> Argument:
        s = self.tokens
        if self.tokens.datelines:
            head = self._after_dateline(head)
        first, last = s.short_phrase(head)
        if head not in self.tokens.datelines:
            first = max(first, self.tokens.datelines.get(first, first))
        if s.lemma[head] in s.lexicon["count_of"] and last + 1 < len(s.lower) and s.lower[last + 1] == "of":
            inside = s.child(last + 1, "pobj")
            if inside is not None:
                last = max(last, s.short_phrase(inside)[1])
        return Argument(head, first, last)

    def _after(self, participle: int, noun: int) -> tuple[int, int]:
        """Return the words of a noun phrase that follow the participle in it."""
        first, last = self.tokens.short_phrase(noun)
        return (participle + 1 if first <= participle < noun else first), last

    def _of_preposition(self, verb: int) -> tuple[list[Argument], list[Argument]]:
        """Take "including" and its like between the noun before it and the noun after it."""
        s = self.tokens
        inside = s.child(verb, "pobj", "dobj")
        if s.lower[verb] not in s.lexicon["including"] or inside is None:
            return [], []
        before = s.head[verb]
        agents = [self._named(before)] if before < verb and s.pos[before] in {"NOUN", "PROPN"} else []
        return agents, [self._named(inside)]

    def _belongs_below(self, verb: int, subject: int, clauses: list[Argument]) -> bool:
        """Whether a passive's subject is the argument of the clause after it and not of the verb itself."""
        s = self.tokens
        if s.lower[subject] == "it" and clauses:
            return True
        return s.lemma[verb] in s.lexicon["raising"] and s.child(verb, "xcomp") is not None

    def _objects(self, verb: int) -> list[int]:
        s = self.tokens
        found = []
        relative = False
        for kid in s.kids[verb]:
            dep = s.relation[kid]
            if dep in {"dobj", "dative"} and s.pos[kid] != "ADP":
                if s.form[kid] in RELATIVES:
                    antecedent = self.subjects.antecedent(kid, verb)
                    found += [] if antecedent is None else [antecedent]
                    relative = True
                elif not self._is_measure(kid) or s.lemma[verb] in s.lexicon["take_measure"]:
                    found.append(kid)
            elif dep == "attr" and s.lemma[verb] in s.lexicon["become"] and s.pos[kid] in {"NOUN", "PROPN"}:
                found.append(kid)
        if not found and not relative:
            found += self._shared_object(verb)
        if not found and not relative and s.relation[verb] == "relcl" and self._is_gapped(verb):
            found.append(s.head[verb])
        return found

    def _is_measure(self, noun: int) -> bool:
        """Whether an object only says how long, how far or when; the age of somebody stands for the person."""
        return self.tokens.entity[noun] in MEASURES and self.tokens.lemma[noun] != "old"

    def _shared_object(self, verb: int) -> list[int]:
        """Return the object that a verb shares with the one joined to it right after it: "met and defeated Mexico"."""
        s = self.tokens
        joined = s.child(verb, "conj")
        if joined is None or joined - verb > 4 or s.form[joined] != s.form[verb]:
            return []
        if s.child(joined, *SUBJECTS) is not None:
            return []
        for kid in s.kids[verb]:
            light = s.relation[kid] in {"advmod", "cc", "conj", "preconj"} or (
                kid > joined and s.relation[kid] == "punct"
            )
            if kid > verb and not light:
                return []
        shared = s.child(joined, "dobj")
        if shared is None or shared < joined or s.entity[shared] in MEASURES or s.form[shared] in RELATIVES:
            return []
        return [shared]

    def _is_gapped(self, verb: int) -> bool:
        """Whether a relative clause with a subject of its own lacks an object: "the bridge they built"."""
        s = self.tokens
        own = s.child(verb, *SUBJECTS)
        if own is None or s.form[own] in RELATIVES or s.entity[s.head[verb]] in {"DATE", "TIME"}:
            return False
        for kid in s.kids[verb]:
            if (
                s.form[kid] in RELATIVES
                or s.form[kid] in {"WRB", "WP$"}
                or s.relation[kid] in {"ccomp", "xcomp", "dobj"}
            ):
                return False
            if s.relation[kid] == "prep" and (
                not s.kids[kid] or any(s.form[x] in RELATIVES for x in s.kids[kid])
            ):
                return False
        return True

    def _clauses(self, verb: int) -> list[Argument]:
        """Return the clause that is the verb's object; before the verb, only what somebody says or thinks can be.

        A verb with a noun for its object takes a clause, too, only where it means to tell; where the clause is what somebody
        is made to do ("urged [citizens to leave]"), that somebody is the object.
        """
        s = self.tokens
        governor = s.head[verb]
        if self._says_it_below(verb):
            return []
        thing = s.child(verb, "dobj")
        if thing is not None and s.form[thing] in RELATIVES:
            thing = None
        found: list[Argument] = []
        below = s.relation[verb] == "xcomp" and self._says_it_below(governor) and thing is None
        for kid in s.kids[governor if below and s.child(verb, "ccomp") is None else verb]:
            if s.relation[kid] != "ccomp":
                continue
            if thing is not None and s.lemma[verb] not in s.lexicon["tell"] and not (verb < kid < thing):
                continue
            mark = s.child(kid, "mark")
            if mark is not None and s.lower[mark] in s.lexicon["adverbial_mark"]:
                continue
            if kid > verb:
                own = s.child(kid, *SUBJECTS)
                caused = s.form[kid] == "VB" and s.lemma[verb] in s.lexicon["cause"]
                misread = (
                    s.pos[kid] in {"NOUN", "PROPN"} and s.lemma[verb] not in s.lexicon["speech"]
                )  # a noun and no clause
                if own is not None and (caused or misread):
                    return [self._named(own)]
                return [self._clause(kid)]
            if s.lemma[verb] in s.lexicon["speech"]:
                found = [self._clause(kid)]
        return found

    def _says_it_below(self, verb: int) -> bool:
        """Whether what is said belongs to the infinitive below a verb: "went on to say: ..."."""
        s = self.tokens
        below = s.child(verb, "xcomp")
        return (
            below is not None
            and below > verb
            and s.lemma[below] in s.lexicon["speech"]
            and s.lemma[verb] not in s.lexicon["speech"]
        )

    def _clause(self, head: int) -> Argument:
        """Return the words of a clause without the quotation marks and commas around it, and without an afterthought."""
        s = self.tokens
        first, last = s.left[head], s.right[head]
        comma = None
        for kid in s.kids[head]:
            if kid > head and s.relation[kid] == "punct" and s.lower[kid] in BREAKS:
                comma = kid
            elif comma is not None and s.relation[kid] in AFTERTHOUGHTS and not self._is_condition(kid):
                last = comma
                break
        while first < head and s.pos[first] in EDGES:
            first += 1
        while last > head and s.pos[last] in EDGES:
            last -= 1
        return Argument(head, first, min(last, first + LONGEST_CLAUSE))

    def _is_condition(self, token: int) -> bool:
        """Whether an adverbial takes back something of its clause, so that the clause needs it."""
        s = self.tokens
        return s.lower[token] in s.lexicon["exception"] or any(
            s.relation[kid] == "mark" and s.lower[kid] in s.lexicon["condition"] for kid in s.kids[token]
        )

    def _coordinated(self, token: int) -> list[int]:
        """Return a noun with the nouns that "and" joins to it."""
        s = self.tokens
        found = [token]
        while len(found) < MOST_COORDINATED:
            joined = s.child(found[-1], "conj")
            if joined is None or s.pos[joined] not in {"NOUN", "PROPN", "PRON"}:
                break
            found.append(joined)
        return found

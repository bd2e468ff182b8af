"""Who is the agent of a verb and who or what its patient: semantic roles, read off the dependency tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefing.reading.clauses.voice import is_passive
from briefing.reading.grammar import AUXILIARIES, CALENDAR, NAMING, NOMINAL, OBJECTS, RELATIVES, SUBJECTS

if TYPE_CHECKING:
    from briefing.reading.clauses.subjects import Subjects
    from briefing.reading.tokens import Tokens

EDGES = frozenset({"PUNCT", "CCONJ", "SPACE"})  # what a clause is cited without, at its beginning and end
BREAKS = frozenset({",", ";", ":", "–", "—", "--", "-"})
AFTERTHOUGHTS = frozenset({"advcl", "advmod", "parataxis", "prep"})  # after a comma
MEASURES = CALENDAR | {"PERCENT", "QUANTITY"}  # "lasted two days": how long, and not what


class Argument(NamedTuple):
    """Token indices of an argument: its head word, and the words ``[first, last]`` that name it."""

    head: int
    first: int
    last: int


class Roles:
    """The arguments of the verbs of one text."""

    def __init__(self, tokens: Tokens, subjects: Subjects) -> None:
        self.tokens = tokens
        self.subjects = subjects

    def _after_dateline(self, head: int) -> int:
        """Return the head word of a phrase, the one after the dateline where the city was taken for it."""
        tokens = self.tokens
        after = tokens.datelines.get(head)
        if after is None:
            return head
        inside = after
        while after < tokens.head[inside] != inside and tokens.pos[tokens.head[inside]] in NOMINAL:
            inside = tokens.head[inside]
        return inside if tokens.pos[inside] in NOMINAL else head

    def verbs(self) -> list[int]:
        """Verbs that may have arguments, in text order: no auxiliaries, no copula."""
        tokens = self.tokens
        verbs = [
            token for token in tokens.top_down if tokens.form[token][:2] == "VB" and self._may_act(token)
        ]
        for verb in verbs:  # heads first, so that no chain of verbs is too deep for Python's stack
            self.subjects.subject(verb)
        return sorted(verbs)

    def _may_act(self, verb: int) -> bool:
        tokens = self.tokens
        auxiliary = tokens.relation[verb] in AUXILIARIES and tokens.pos[verb] == "AUX"
        return (
            not auxiliary and tokens.lemma[verb] != "be" and tokens.lower[verb][0].isalpha()
        )  # not the ’s of "it’s"

    def arguments(self, verb: int) -> tuple[list[Argument], list[Argument]]:
        """Agents and patients of a verb, coordinated agents one by one."""
        tokens = self.tokens
        dep = tokens.relation[verb]
        if dep == "prep":
            return self._of_preposition(verb)
        subject = self.subjects.subject(verb)
        clauses = self._clauses(verb)
        if is_passive(tokens, verb):
            agents = self.subjects.by_agents(verb)
            patients = [] if subject is None or self._belongs_below(verb, subject, clauses) else [subject]
            if patients and tokens.lemma[verb] not in tokens.lexicon["tell"]:
                clauses = []  # "the funds are believed ...": what is believed is in the clause below
            patients += [
                k
                for k in tokens.kids[verb]
                if tokens.relation[k] == "dobj" and tokens.form[k] not in RELATIVES
            ]
        else:
            agents = [] if subject is None else [subject]
            patients = self._objects(verb)
            if (
                clauses
                and tokens.lemma[verb] in tokens.lexicon["speech"]
                and tokens.lemma[verb] not in tokens.lexicon["tell"]
            ):
                patients = []  # "said [that ...], a document ...": an apposition was taken for the object
        named = [self._named(x) for agent in agents for x in self._coordinated(agent)]
        named_patients = [self._named(x) for x in patients] + clauses
        if dep in {"amod", "compound"}:
            noun = tokens.head[verb]
            kept = Argument(noun, *self._after(verb, noun))
            named = [kept if x.head == noun else x for x in named]
            named_patients = [kept if x.head == noun else x for x in named_patients]
        return list(dict.fromkeys(named)), list(dict.fromkeys(named_patients))

    def _named(self, head: int) -> Argument:
        tokens = self.tokens
        if tokens.datelines:
            head = self._after_dateline(head)
        first, last = tokens.short_phrase(head)
        if head not in tokens.datelines:
            first = max(first, tokens.datelines.get(first, first))
        if (
            tokens.lemma[head] in tokens.lexicon["count_of"]
            and last + 1 < len(tokens.lower)
            and tokens.lower[last + 1] == "of"
        ):
            inside = tokens.child(last + 1, "pobj")
            if inside is not None:
                last = max(last, tokens.short_phrase(inside)[1])
        return Argument(head, first, last)

    def _after(self, participle: int, noun: int) -> tuple[int, int]:
        """Return the words of a noun phrase that follow the participle in it."""
        first, last = self.tokens.short_phrase(noun)
        return (participle + 1 if first <= participle < noun else first), last

    def _of_preposition(self, verb: int) -> tuple[list[Argument], list[Argument]]:
        """Take "including" and its like between the noun before it and the noun after it."""
        tokens = self.tokens
        inside = tokens.child(verb, "pobj", "dobj")
        if tokens.lower[verb] not in tokens.lexicon["including"] or inside is None:
            return [], []
        before = tokens.head[verb]
        agents = [self._named(before)] if before < verb and tokens.pos[before] in NAMING else []
        return agents, [self._named(inside)]

    def _belongs_below(self, verb: int, subject: int, clauses: list[Argument]) -> bool:
        """Whether a passive's subject is the argument of the clause after it and not of the verb itself."""
        tokens = self.tokens
        if tokens.lower[subject] == "it" and clauses:
            return True
        return tokens.lemma[verb] in tokens.lexicon["raising"] and tokens.child(verb, "xcomp") is not None

    def _objects(self, verb: int) -> list[int]:
        tokens = self.tokens
        objects = []
        relative = False
        for kid in tokens.kids[verb]:
            dep = tokens.relation[kid]
            if dep in OBJECTS and tokens.pos[kid] != "ADP":
                if tokens.form[kid] in RELATIVES:
                    antecedent = self.subjects.antecedent(kid, verb)
                    objects += [] if antecedent is None else [antecedent]
                    relative = True
                elif not self._is_measure(kid) or tokens.lemma[verb] in tokens.lexicon["take_measure"]:
                    objects.append(kid)
            elif (
                dep == "attr" and tokens.lemma[verb] in tokens.lexicon["become"] and tokens.pos[kid] in NAMING
            ):
                objects.append(kid)
        if not objects and not relative:
            objects += self._shared_object(verb)
        if not objects and not relative and tokens.relation[verb] == "relcl" and self._is_gapped(verb):
            objects.append(tokens.head[verb])
        return objects

    def _is_measure(self, noun: int) -> bool:
        """Whether an object only says how long, how far or when; an age stands for the person."""
        return self.tokens.entity[noun] in MEASURES and self.tokens.lemma[noun] != "old"

    def _shared_object(self, verb: int) -> list[int]:
        """Return the object that a verb shares with the one joined to it: "met and defeated Mexico"."""
        tokens = self.tokens
        joined = tokens.child(verb, "conj")
        if joined is None or joined - verb > 4 or tokens.form[joined] != tokens.form[verb]:
            return []
        if tokens.child(joined, *SUBJECTS) is not None:
            return []
        for kid in tokens.kids[verb]:
            light = tokens.relation[kid] in {"advmod", "cc", "conj", "preconj"} or (
                kid > joined and tokens.relation[kid] == "punct"
            )
            if kid > verb and not light:
                return []
        shared = tokens.child(joined, "dobj")
        if (
            shared is None
            or shared < joined
            or tokens.entity[shared] in MEASURES
            or tokens.form[shared] in RELATIVES
        ):
            return []
        return [shared]

    def _is_gapped(self, verb: int) -> bool:
        """Whether a relative clause with a subject of its own lacks an object: "the bridge they built"."""
        tokens = self.tokens
        own = tokens.child(verb, *SUBJECTS)
        if own is None or tokens.form[own] in RELATIVES or tokens.entity[tokens.head[verb]] in CALENDAR:
            return False
        for kid in tokens.kids[verb]:
            if (
                tokens.form[kid] in RELATIVES
                or tokens.form[kid] in {"WRB", "WP$"}
                or tokens.relation[kid] in {"ccomp", "xcomp", "dobj"}
            ):
                return False
            if tokens.relation[kid] == "prep" and (
                not tokens.kids[kid] or any(tokens.form[x] in RELATIVES for x in tokens.kids[kid])
            ):
                return False
        return True

    def _clauses(self, verb: int) -> list[Argument]:
        """Return the clause that is the verb's object; before the verb, only what is said or thought can be.

        A verb with a noun for its object takes a clause, too, only where it means to tell; where the clause
        is what somebody is made to do ("urged [citizens to leave]"), that somebody is the object.
        """
        tokens = self.tokens
        governor = tokens.head[verb]
        if self._says_it_below(verb):
            return []
        thing = tokens.child(verb, "dobj")
        if thing is not None and tokens.form[thing] in RELATIVES:
            thing = None
        clauses: list[Argument] = []
        below = tokens.relation[verb] == "xcomp" and self._says_it_below(governor) and thing is None
        for kid in tokens.kids[governor if below and tokens.child(verb, "ccomp") is None else verb]:
            if tokens.relation[kid] != "ccomp":
                continue
            if (
                thing is not None
                and tokens.lemma[verb] not in tokens.lexicon["tell"]
                and not (verb < kid < thing)
            ):
                continue
            mark = tokens.child(kid, "mark")
            if mark is not None and tokens.lower[mark] in tokens.lexicon["adverbial_mark"]:
                continue
            if kid > verb:
                own = tokens.child(kid, *SUBJECTS)
                caused = tokens.form[kid] == "VB" and tokens.lemma[verb] in tokens.lexicon["cause"]
                misread = (
                    tokens.pos[kid] in NAMING and tokens.lemma[verb] not in tokens.lexicon["speech"]
                )  # a noun and no clause
                if own is not None and (caused or misread):
                    return [self._named(own)]
                return [self._clause(kid)]
            if tokens.lemma[verb] in tokens.lexicon["speech"]:
                clauses = [self._clause(kid)]
        return clauses

    def _says_it_below(self, verb: int) -> bool:
        """Whether what is said belongs to the infinitive below a verb: "went on to say: ..."."""
        tokens = self.tokens
        below = tokens.child(verb, "xcomp")
        return (
            below is not None
            and below > verb
            and tokens.lemma[below] in tokens.lexicon["speech"]
            and tokens.lemma[verb] not in tokens.lexicon["speech"]
        )

    def _clause(self, head: int) -> Argument:
        """Return the words of a clause without the marks around it, and without an afterthought."""
        tokens = self.tokens
        first, last = tokens.left[head], tokens.right[head]
        comma = None
        for kid in tokens.kids[head]:
            if kid > head and tokens.relation[kid] == "punct" and tokens.lower[kid] in BREAKS:
                comma = kid
            elif comma is not None and tokens.relation[kid] in AFTERTHOUGHTS and not self._is_condition(kid):
                last = comma
                break
        while first < head and tokens.pos[first] in EDGES:
            first += 1
        while last > head and tokens.pos[last] in EDGES:
            last -= 1
        return Argument(head, first, last)

    def _is_condition(self, token: int) -> bool:
        """Whether an adverbial takes back something of its clause, so that the clause needs it."""
        tokens = self.tokens
        return tokens.lower[token] in tokens.lexicon["exception"] or any(
            tokens.relation[kid] == "mark" and tokens.lower[kid] in tokens.lexicon["condition"]
            for kid in tokens.kids[token]
        )

    def _coordinated(self, token: int) -> list[int]:
        """Return a noun with the nouns that "and" joins to it."""
        tokens = self.tokens
        nouns = [token]
        joined = tokens.child(token, "conj")
        while joined is not None and tokens.pos[joined] in NOMINAL:
            nouns.append(joined)
            joined = tokens.child(joined, "conj")
        return nouns

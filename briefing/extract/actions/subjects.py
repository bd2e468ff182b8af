"""The voice of a verb, and its subject: the one that stands there, or the one that a reader understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.actions.lexicon import (
    AIMS,
    APPEALS,
    INTENTIONS,
    OBJECT_PARTICIPLE,
    OFFENCES,
    PURPOSES,
    SPEECH,
    SPEECH_ACTS,
    SUBJECT_CONTROL,
    WILLING,
    WRITINGS,
)

if TYPE_CHECKING:
    from briefing.extract.actions.syntax import Syntax

SUBJECTS = ("nsubj", "nsubjpass")
CLAUSAL_SUBJECTS = ("csubj", "csubjpass")
WHO = frozenset({"", "PERSON", "ORG", "NORP", "GPE"})  # the entity types of what "who" can stand for
RELATIVES = frozenset({"WDT", "WP"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
LONGEST_NAME = (
    6  # steps from the last word of a noun phrase to its head word; more are an accident of the parser
)
FINITE = frozenset({"VBD", "VBP", "VBZ"})
# Prepositions through which the object of a verb is to do something: "accused Kyiv of", "thanked them for".
OF_OBJECTS = frozenset({"as", "for", "from", "into", "of", "over", "with"})


def continued_clause(syntax: Syntax, verb: int) -> int | None:
    """Return the clause that a verb continues though the parser joined it to the verb of speech before that clause.

    "He said it would be costly and would fail": the second "would", and a present tense after "said", belong to what he says.
    """
    s = syntax
    head = s.heads[verb]
    if s.lemmas[head] not in SPEECH or s.child(verb, *SUBJECTS) is not None:
        return None
    tense = _tense(s, verb)
    if tense not in {"modal", "present"} or tense == _tense(s, head):
        return None
    for kid in s.kids[head]:
        if head < kid < verb and s.deps[kid] == "ccomp" and _tense(s, kid) == tense:
            return kid
    return None


def _tense(s: Syntax, verb: int) -> str:
    """Return "modal", "present" or "past", and "" where the verb is not finite."""
    tags = [s.tags[kid] for kid in s.kids[verb] if s.deps[kid] in {"aux", "auxpass"}] + [s.tags[verb]]
    if "MD" in tags:
        return "modal"
    finite = next((tag for tag in tags if tag in FINITE), "")
    return {"VBD": "past", "VBP": "present", "VBZ": "present"}.get(finite, "")


class Subjects:
    """Voice and subjects of the verbs of one text. Asked verb by verb, it remembers what it has found."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self._subjects: dict[int, int | None] = {}
        self._passives: dict[int, bool] = {}

    # --- voice --------------------------------------------------------------------------------------

    def is_passive(self, verb: int) -> bool:
        """Whether the verb's subject is what something is done to."""
        known = self._passives.get(verb)
        if known is None:
            known = self._passives[verb] = self._find_voice(verb)
        return known

    def _find_voice(self, verb: int) -> bool:
        s = self.syntax
        tag, dep = s.tags[verb], s.deps[verb]
        if tag not in {"VBN", "VBD"}:
            return False
        kids = {s.deps[k] for k in s.kids[verb]}
        if not kids.isdisjoint({"auxpass", "nsubjpass", "csubjpass"}):
            return True
        if "agent" in kids and "dobj" not in kids:
            return True
        if any(s.deps[k] == "aux" and s.lemmas[k] == "have" for k in s.kids[verb]):
            return False
        if dep == "conj" and "aux" not in kids:
            return self._is_passive_too(verb, kids)
        if tag == "VBD":
            return dep in {"acl", "amod"} and kids.isdisjoint({"nsubj", "dobj"})
        if "nsubj" in kids:
            return kids.isdisjoint({"dobj", "xcomp", "ccomp"}) and dep in {"ccomp", "advcl", "pcomp", "acl"}
        return True

    def _is_passive_too(self, verb: int, kids: set[str]) -> bool:
        """Whether a verb joined to another shares its auxiliary: "was arrested and charged"."""
        s = self.syntax
        if "xcomp" in kids and s.lemmas[verb] in WILLING:
            return False
        head = s.heads[verb]
        bare = "nsubj" not in kids and "dobj" not in kids
        return (bare or s.tags[verb] == "VBN") and s.tags[head] in {"VBN", "VBD"} and self.is_passive(head)

    # --- subjects -----------------------------------------------------------------------------------

    def subject(self, verb: int) -> int | None:
        """Return the head word of the verb's subject, its own or the one understood; None where there is none."""
        if verb not in self._subjects:
            self._subjects[verb] = None  # what a loop would find
            found = self._find_subject(verb)
            self._subjects[verb] = (
                None if found is not None and self.syntax.lower[found] == "there" else found
            )
        return self._subjects[verb]

    def _find_subject(self, verb: int) -> int | None:
        s = self.syntax
        own = self._own_subject(verb)
        if own is not None:
            relative = s.tags[own] in RELATIVES or (s.lower[own] == "that" and s.deps[verb] == "relcl")
            return self.antecedent(own, verb) if relative else own
        return None if s.heads[verb] == verb else self._understood(verb, s.heads[verb], s.deps[verb])

    def _understood(self, verb: int, head: int, dep: str) -> int | None:
        """Return the subject of a verb that has none of its own, by what it hangs on and how."""
        if dep in {"amod", "acl", "relcl", "compound"}:
            return self._modified(verb, head)
        if dep == "xcomp":
            return self._controller(verb, head)
        if dep == "advcl":
            return self._of_adverbial(verb, head)
        if dep == "pcomp":
            return self._of_participle(head)
        if dep == "csubj":
            return self._beside(head)
        if dep == "conj":
            continued = continued_clause(self.syntax, verb)
            head = head if continued is None else continued
        elif dep != "acomp" and not (dep in {"ccomp", "dep", "parataxis"} and self._is_open(verb)):
            return None
        return self.subject_of_governor(head)

    def _is_open(self, verb: int) -> bool:
        """Whether a verb's form leaves its subject to be understood: a participle, or an infinitive with "to"."""
        s = self.syntax
        return s.tags[verb] in {"VBG", "VBN"} or (
            s.tags[verb] == "VB" and any(s.tags[kid] == "TO" for kid in s.kids[verb])
        )

    def _beside(self, head: int) -> int | None:
        """Return who acts in "Describing the attack, Smith said", where the parser took the participle for the subject."""
        s = self.syntax
        found = s.child(head, *SUBJECTS)
        if found is None and s.deps[head] == "ccomp" and head < s.heads[head]:
            return s.child(s.heads[head], *SUBJECTS)
        return found

    def _own_subject(self, verb: int) -> int | None:
        """Return the subject that hangs on the verb, or that of a participle put before it ("the man charged, X, ...")."""
        s = self.syntax
        own = s.child(verb, *SUBJECTS)
        if own is not None:
            return own
        own = s.child(verb, *CLAUSAL_SUBJECTS)
        if own is not None:
            return own
        if s.tags[verb] in {"VBD", "VBZ", "VBP"} and s.deps[verb] in {"ROOT", "ccomp"}:
            for kid in s.kids[verb]:
                if kid > verb:
                    break
                if s.deps[kid] in {"advcl", "csubj", "ccomp"} and s.tags[kid] == "VBN":
                    return s.child(kid, *SUBJECTS)
        return self._lost_subject(verb)

    def _lost_subject(self, verb: int) -> int | None:
        """Return the noun right before a finite verb for which the parser found no subject."""
        s = self.syntax
        finite = s.tags[verb] in FINITE or any(s.tags[k] == "MD" for k in s.kids[verb])
        if not finite or s.deps[verb] not in {"ROOT", "advcl", "ccomp"}:
            return None
        found = verb - 1
        while found > s.firsts[verb] and s.pos[found] in {"ADV", "AUX", "PART"}:
            found -= 1
        if found < s.firsts[verb] or s.pos[found] not in NOMINAL or s.entities[found] in {"DATE", "TIME"}:
            return None
        for _ in range(LONGEST_NAME):
            head = s.heads[found]
            if s.deps[found] in {"compound", "nmod"} and found < head < verb:
                found = head
            elif s.deps[found] == "pobj" and s.lower[head] == "of" and s.pos[s.heads[head]] in NOMINAL:
                found = s.heads[head]
            else:
                break
        return None if s.deps[found] in SUBJECTS or s.tags[found] in RELATIVES else found

    def _of_adverbial(self, verb: int, head: int) -> int | None:
        """Return the understood subject of an adverbial clause: of a purpose, whoever acts in the main clause."""
        s = self.syntax
        if s.tags[verb] == "VB" and s.pos[head] == "VERB" and self.is_passive(head):
            agents = self.by_agents(head)
            return agents[0] if agents else None
        if s.tags[verb] == "VB" and s.lemmas[head] in APPEALS:
            return self._controller(verb, head)
        if s.tags[verb] == "VBG" and s.lemmas[verb] in SPEECH_ACTS:
            return self._speaker(head)
        if s.tags[verb] in {"VBG", "VBN", "VB"}:
            return self.subject_of_governor(head)
        return None

    def _speaker(self, token: int) -> int | None:
        """Return who goes on to say, "saying ...": whoever reports the clause that a token stands in, else its subject."""
        s = self.syntax
        clause = token
        while s.heads[clause] != clause and s.deps[clause] != "relcl":
            head = s.heads[clause]
            if (
                s.deps[clause] == "ccomp"
                and head < clause
                and s.pos[head] == "VERB"
                and s.lemmas[head] in SPEECH
            ):
                return self.subject(head)
            clause = head
        return self.subject_of_governor(token)

    def subject_of_governor(self, token: int) -> int | None:
        """Return the subject of the clause that a token stands in; a noun's possessor counts as one."""
        s = self.syntax
        for _ in range(len(s.heads)):
            if s.pos[token] in {"VERB", "AUX"}:
                return self.subject(token)
            possessor = s.child(token, "poss")
            if possessor is not None:
                return possessor
            own = s.child(token, *SUBJECTS)
            if own is not None:
                return own
            if s.heads[token] == token:
                return None
            token = s.heads[token]
        return None

    def _controller(self, verb: int, head: int) -> int | None:
        """Return the understood subject of an infinitive or participle that completes another verb."""
        s = self.syntax
        if (
            s.pos[head] in {"VERB", "AUX"}
            and s.lemmas[head] not in SUBJECT_CONTROL
            and not self.is_passive(head)
        ):
            for kid in s.kids[head]:
                if s.deps[kid] in {"dobj", "dative"} and kid < verb and s.tags[kid] not in RELATIVES:
                    return self._inner(kid)
                if s.deps[kid] == "prep" and kid < verb and s.lemmas[head] in APPEALS:
                    return self._inner(kid)
        if s.tags[verb] == "VB" and s.pos[head] == "AUX" and s.lemmas[head] == "be":
            return self._of_predicate(verb, head)
        return self.subject_of_governor(head)

    def _of_predicate(self, verb: int, head: int) -> int | None:
        """Return who is to do what follows "to be": not "the aim" of "the aim is to win", nor "it" of "it is up to us to act"."""
        s = self.syntax
        own = s.child(head, *SUBJECTS)
        if own is None:
            return self.subject_of_governor(head)
        if s.lemmas[own] in AIMS and s.pos[own] == "NOUN":
            possessor = s.child(own, "poss")
            return self._inside(own, "of") if possessor is None else possessor
        between = [k for k in s.kids[head] if head < k < verb and s.deps[k] in {"acomp", "attr", "prep"}]
        if s.lower[own] == "it" and between:
            for kid in (head, *between):
                found = self._inside(kid, "for", "to")
                if found is not None and found < verb:
                    return found
            return None
        return own

    def _inside(self, token: int, *prepositions: str) -> int | None:
        """Return the noun in the first of a word's phrases with one of these prepositions."""
        s = self.syntax
        for kid in s.kids[token]:
            if s.deps[kid] == "prep" and s.lower[kid] in prepositions:
                return s.child(kid, "pobj")
        return None

    def _of_participle(self, preposition: int) -> int | None:
        """Return the understood subject of the participle after a preposition."""
        s = self.syntax
        governor = s.heads[preposition]
        if (
            s.lemmas[governor] in OFFENCES and s.deps[governor] == "pobj"
        ):  # "charged him with two counts of stealing"
            charging = s.heads[s.heads[governor]]
            governor = charging if s.lemmas[charging] in OBJECT_PARTICIPLE else governor
        if (
            s.lemmas[governor] in OBJECT_PARTICIPLE
            and s.lower[preposition] in OF_OBJECTS
            and s.pos[governor] == "VERB"
            and not self.is_passive(governor)
        ):
            target = s.child(governor, "dobj")
            if target is not None and target < preposition:
                return self.antecedent(target, governor) if s.tags[target] in RELATIVES else target
        return self.subject_of_governor(governor)

    def _modified(self, verb: int, noun: int) -> int | None:
        """Return the noun that a participle or a relative clause describes, or who is to do an infinitive."""
        s = self.syntax
        if s.tags[verb] == "VBG" and s.lemmas[verb] in SPEECH:
            reported = s.deps[noun] == "dobj" and noun < verb and s.lemmas[noun] not in WRITINGS
            if reported or s.deps[noun] in {"attr", "pobj"}:
                return self._speaker(noun)
        infinitive = s.tags[verb] == "VB" and (s.deps[verb] != "relcl" or s.child(verb, "aux") is not None)
        return self._of_infinitive(verb, noun) if infinitive else noun

    def _of_infinitive(self, verb: int, noun: int) -> int | None:
        """Return who is to do what an infinitive adds to a noun: "Kyiv's refusal to open talks"."""
        s = self.syntax
        for kid in s.kids[noun]:
            if s.deps[kid] == "poss":
                return kid
            if s.deps[kid] == "prep" and s.lower[kid] in {"by", "of", "for"} and kid < verb:
                inside = s.child(kid, "pobj")
                if inside is not None:
                    return inside
        if s.deps[noun] == "dobj":
            receiver = s.child(s.heads[noun], "dative", "dobj")
            if receiver is not None and receiver < noun:
                return self._inner(receiver)
        first = noun
        while s.deps[first] == "conj" and s.heads[first] != first:
            first = s.heads[first]
        aimed = s.lemmas[noun] in INTENTIONS and s.lower[s.heads[noun]] in {"in", "on", "with"}
        if s.deps[noun] == "pobj" and (aimed or s.lemmas[noun] in PURPOSES):
            return self._of_participle(s.heads[noun])
        if s.deps[first] == "dobj":
            return self.subject_of_governor(noun)
        return None

    def antecedent(self, relative: int, verb: int) -> int | None:
        """Return what a relative pronoun stands for; None for the "who" or "what" of a question."""
        s = self.syntax
        clause = verb
        while s.deps[clause] in {"conj", "xcomp", "ccomp"} and s.heads[clause] != clause:
            clause = s.heads[clause]
        if s.deps[clause] not in {"relcl", "acl"}:
            return None
        noun = s.heads[clause]
        if s.lower[relative] == "who" and s.entities[noun] != "PERSON":
            before = relative - 1
            while before > s.firsts[relative] and s.pos[before] == "PUNCT":
                before -= 1
            if s.pos[before] in {"NOUN", "PROPN"} and s.heads[before] != noun and s.entities[before] in WHO:
                return before  # people stand right before their "who", whatever the parser says
        while s.entities[noun] in {"DATE", "TIME"} and s.heads[noun] != noun:
            noun = s.heads[noun]
        return noun if s.pos[noun] in {"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"} else None

    def _inner(self, token: int) -> int:
        """Return the noun inside a dative's preposition, or the token itself."""
        inside = self.syntax.child(token, "pobj") if self.syntax.pos[token] == "ADP" else None
        return token if inside is None else inside

    def by_agents(self, verb: int) -> list[int]:
        """Return the noun after "by", in a list that is empty where there is none or it is a time."""
        s = self.syntax
        for kid in s.kids[verb]:
            if s.deps[kid] == "agent" or (s.deps[kid] == "prep" and s.lower[kid] == "by"):
                inside = s.child(kid, "pobj")
                if inside is not None and s.entities[inside] not in {"DATE", "TIME", "PERCENT"}:
                    return [inside]
        return []

"""The voice of a verb, and its subject: the one that stands there, or the one that a reader understands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefing.reading.grammar import CLAUSAL_SUBJECTS, FINITE, NOMINAL, RELATIVES, SUBJECTS

if TYPE_CHECKING:
    from briefing.reading.tokens import Tokens

Tense = Literal["past", "present", "modal", ""]
WHO = frozenset({"", "PERSON", "ORG", "NORP", "GPE"})  # the entity types of what "who" can stand for
LONGEST_NAME = (
    6  # steps from the last word of a noun phrase to its head word; more are an accident of the parser
)


def continued_clause(tokens: Tokens, verb: int) -> int | None:
    """Return the clause that a verb continues though the parser joined it to the verb of speech before that clause.

    "He said it would be costly and would fail": the second "would", and a present tense after "said", belong to what he says.
    """
    s = tokens
    head = s.head[verb]
    if s.lemma[head] not in s.lexicon["speech"] or s.child(verb, *SUBJECTS) is not None:
        return None
    tense = finite_tense(s, verb)
    if tense not in {"modal", "present"} or tense == finite_tense(s, head):
        return None
    for kid in s.kids[head]:
        if head < kid < verb and s.relation[kid] == "ccomp" and finite_tense(s, kid) == tense:
            return kid
    return None


def finite_tense(s: Tokens, verb: int) -> Tense:
    """Return "modal", "present" or "past", and "" where the verb is not finite."""
    tags = [s.form[kid] for kid in s.kids[verb] if s.relation[kid] in {"aux", "auxpass"}] + [s.form[verb]]
    if "MD" in tags:
        return "modal"
    finite = next((tag for tag in tags if tag in FINITE), None)
    return "" if finite is None else "past" if finite == "VBD" else "present"


class Subjects:
    """Voice and subjects of the verbs of one text. Asked verb by verb, it remembers what it has found."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
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
        s = self.tokens
        tag, dep = s.form[verb], s.relation[verb]
        if tag not in {"VBN", "VBD"}:
            return False
        kids = {s.relation[k] for k in s.kids[verb]}
        if not kids.isdisjoint({"auxpass", "nsubjpass", "csubjpass"}):
            return True
        if "agent" in kids and "dobj" not in kids:
            return True
        if any(s.relation[k] == "aux" and s.lemma[k] == "have" for k in s.kids[verb]):
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
        s = self.tokens
        if "xcomp" in kids and s.lemma[verb] in s.lexicon["willing"]:
            return False
        head = s.head[verb]
        bare = "nsubj" not in kids and "dobj" not in kids
        return (bare or s.form[verb] == "VBN") and s.form[head] in {"VBN", "VBD"} and self.is_passive(head)

    # --- subjects -----------------------------------------------------------------------------------

    def subject(self, verb: int) -> int | None:
        """Return the head word of the verb's subject, its own or the one understood; None where there is none."""
        if verb not in self._subjects:
            self._subjects[verb] = None  # what a loop would find
            found = self._find_subject(verb)
            self._subjects[verb] = (
                None if found is not None and self.tokens.lower[found] == "there" else found
            )
        return self._subjects[verb]

    def _find_subject(self, verb: int) -> int | None:
        s = self.tokens
        own = self._own_subject(verb)
        if own is not None:
            relative = s.form[own] in RELATIVES or (s.lower[own] == "that" and s.relation[verb] == "relcl")
            return self.antecedent(own, verb) if relative else own
        return None if s.head[verb] == verb else self._understood(verb, s.head[verb], s.relation[verb])

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
            continued = continued_clause(self.tokens, verb)
            head = head if continued is None else continued
        elif dep != "acomp" and not (dep in {"ccomp", "dep", "parataxis"} and self._is_open(verb)):
            return None
        return self.subject_of_governor(head)

    def _is_open(self, verb: int) -> bool:
        """Whether a verb's form leaves its subject to be understood: a participle, or an infinitive with "to"."""
        s = self.tokens
        return s.form[verb] in {"VBG", "VBN"} or (
            s.form[verb] == "VB" and any(s.form[kid] == "TO" for kid in s.kids[verb])
        )

    def _beside(self, head: int) -> int | None:
        """Return who acts in "Describing the attack, Smith said", where the parser took the participle for the subject."""
        s = self.tokens
        found = s.child(head, *SUBJECTS)
        if found is None and s.relation[head] == "ccomp" and head < s.head[head]:
            return s.child(s.head[head], *SUBJECTS)
        return found

    def _own_subject(self, verb: int) -> int | None:
        """Return the subject that hangs on the verb, or that of a participle put before it ("the man charged, X, ...")."""
        s = self.tokens
        own = s.child(verb, *SUBJECTS)
        if own is not None:
            return own
        own = s.child(verb, *CLAUSAL_SUBJECTS)
        if own is not None:
            return own
        if s.form[verb] in {"VBD", "VBZ", "VBP"} and s.relation[verb] in {"ROOT", "ccomp"}:
            for kid in s.kids[verb]:
                if kid > verb:
                    break
                if s.relation[kid] in {"advcl", "csubj", "ccomp"} and s.form[kid] == "VBN":
                    return s.child(kid, *SUBJECTS)
        return self._lost_subject(verb)

    def _lost_subject(self, verb: int) -> int | None:
        """Return the noun right before a finite verb for which the parser found no subject."""
        s = self.tokens
        finite = s.form[verb] in FINITE or any(s.form[k] == "MD" for k in s.kids[verb])
        if not finite or s.relation[verb] not in {"ROOT", "advcl", "ccomp"}:
            return None
        found = verb - 1
        while found > s.bounds[s.sentence[verb]][0] and s.pos[found] in {"ADV", "AUX", "PART"}:
            found -= 1
        if (
            found < s.bounds[s.sentence[verb]][0]
            or s.pos[found] not in NOMINAL
            or s.entity[found] in {"DATE", "TIME"}
        ):
            return None
        for _ in range(LONGEST_NAME):
            head = s.head[found]
            if s.relation[found] in {"compound", "nmod"} and found < head < verb:
                found = head
            elif s.relation[found] == "pobj" and s.lower[head] == "of" and s.pos[s.head[head]] in NOMINAL:
                found = s.head[head]
            else:
                break
        return None if s.relation[found] in SUBJECTS or s.form[found] in RELATIVES else found

    def _of_adverbial(self, verb: int, head: int) -> int | None:
        """Return the understood subject of an adverbial clause: of a purpose, whoever acts in the main clause."""
        s = self.tokens
        if s.form[verb] == "VB" and s.pos[head] == "VERB" and self.is_passive(head):
            agents = self.by_agents(head)
            return agents[0] if agents else None
        if s.form[verb] == "VB" and s.lemma[head] in s.lexicon["appeal"]:
            return self._controller(verb, head)
        if s.form[verb] == "VBG" and s.lemma[verb] in s.lexicon["word_deed"]:
            return self._speaker(head)
        if s.form[verb] in {"VBG", "VBN", "VB"}:
            return self.subject_of_governor(head)
        return None

    def _speaker(self, token: int) -> int | None:
        """Return who goes on to say, "saying ...": whoever reports the clause that a token stands in, else its subject."""
        s = self.tokens
        clause = token
        while s.head[clause] != clause and s.relation[clause] != "relcl":
            head = s.head[clause]
            if (
                s.relation[clause] == "ccomp"
                and head < clause
                and s.pos[head] == "VERB"
                and s.lemma[head] in s.lexicon["speech"]
            ):
                return self.subject(head)
            clause = head
        return self.subject_of_governor(token)

    def subject_of_governor(self, token: int) -> int | None:
        """Return the subject of the clause that a token stands in; a noun's possessor counts as one."""
        s = self.tokens
        for _ in range(len(s.head)):
            if s.pos[token] in {"VERB", "AUX"}:
                return self.subject(token)
            possessor = s.child(token, "poss")
            if possessor is not None:
                return possessor
            own = s.child(token, *SUBJECTS)
            if own is not None:
                return own
            if s.head[token] == token:
                return None
            token = s.head[token]
        return None

    def _controller(self, verb: int, head: int) -> int | None:
        """Return the understood subject of an infinitive or participle that completes another verb."""
        s = self.tokens
        if (
            s.pos[head] in {"VERB", "AUX"}
            and s.lemma[head] not in s.lexicon["subject_control"]
            and not self.is_passive(head)
        ):
            for kid in s.kids[head]:
                if s.relation[kid] in {"dobj", "dative"} and kid < verb and s.form[kid] not in RELATIVES:
                    return self._inner(kid)
                if s.relation[kid] == "prep" and kid < verb and s.lemma[head] in s.lexicon["appeal"]:
                    return self._inner(kid)
        if s.form[verb] == "VB" and s.pos[head] == "AUX" and s.lemma[head] == "be":
            return self._of_predicate(verb, head)
        return self.subject_of_governor(head)

    def _of_predicate(self, verb: int, head: int) -> int | None:
        """Return who is to do what follows "to be": not "the aim" of "the aim is to win", nor "it" of "it is up to us to act"."""
        s = self.tokens
        own = s.child(head, *SUBJECTS)
        if own is None:
            return self.subject_of_governor(head)
        if s.lemma[own] in s.lexicon["aim"] and s.pos[own] == "NOUN":
            possessor = s.child(own, "poss")
            return self._inside(own, "of") if possessor is None else possessor
        between = [k for k in s.kids[head] if head < k < verb and s.relation[k] in {"acomp", "attr", "prep"}]
        if s.lower[own] == "it" and between:
            for kid in (head, *between):
                found = self._inside(kid, "for", "to")
                if found is not None and found < verb:
                    return found
            return None
        return own

    def _inside(self, token: int, *prepositions: str) -> int | None:
        """Return the noun in the first of a word's phrases with one of these prepositions."""
        s = self.tokens
        for kid in s.kids[token]:
            if s.relation[kid] == "prep" and s.lower[kid] in prepositions:
                return s.child(kid, "pobj")
        return None

    def _of_participle(self, preposition: int) -> int | None:
        """Return the understood subject of the participle after a preposition."""
        s = self.tokens
        governor = s.head[preposition]
        if (
            s.lemma[governor] in s.lexicon["offence"] and s.relation[governor] == "pobj"
        ):  # "charged him with two counts of stealing"
            charging = s.head[s.head[governor]]
            governor = charging if s.lemma[charging] in s.lexicon["object_participle"] else governor
        if (
            s.lemma[governor] in s.lexicon["object_participle"]
            and s.lower[preposition] in s.lexicon["of_object"]
            and s.pos[governor] == "VERB"
            and not self.is_passive(governor)
        ):
            target = s.child(governor, "dobj")
            if target is not None and target < preposition:
                return self.antecedent(target, governor) if s.form[target] in RELATIVES else target
        return self.subject_of_governor(governor)

    def _modified(self, verb: int, noun: int) -> int | None:
        """Return the noun that a participle or a relative clause describes, or who is to do an infinitive."""
        s = self.tokens
        if s.form[verb] == "VBG" and s.lemma[verb] in s.lexicon["speech"]:
            reported = (
                s.relation[noun] == "dobj" and noun < verb and s.lemma[noun] not in s.lexicon["writing"]
            )
            if reported or s.relation[noun] in {"attr", "pobj"}:
                return self._speaker(noun)
        infinitive = s.form[verb] == "VB" and (
            s.relation[verb] != "relcl" or s.child(verb, "aux") is not None
        )
        return self._of_infinitive(verb, noun) if infinitive else noun

    def _of_infinitive(self, verb: int, noun: int) -> int | None:
        """Return who is to do what an infinitive adds to a noun: "Kyiv's refusal to open talks"."""
        s = self.tokens
        for kid in s.kids[noun]:
            if s.relation[kid] == "poss":
                return kid
            if s.relation[kid] == "prep" and s.lower[kid] in {"by", "of", "for"} and kid < verb:
                inside = s.child(kid, "pobj")
                if inside is not None:
                    return inside
        if s.relation[noun] == "dobj":
            receiver = s.child(s.head[noun], "dative", "dobj")
            if receiver is not None and receiver < noun:
                return self._inner(receiver)
        first = noun
        while s.relation[first] == "conj" and s.head[first] != first:
            first = s.head[first]
        aimed = s.lemma[noun] in s.lexicon["intention"] and s.lower[s.head[noun]] in {"in", "on", "with"}
        if s.relation[noun] == "pobj" and (aimed or s.lemma[noun] in s.lexicon["purpose"]):
            return self._of_participle(s.head[noun])
        if s.relation[first] == "dobj":
            return self.subject_of_governor(noun)
        return None

    def antecedent(self, relative: int, verb: int) -> int | None:
        """Return what a relative pronoun stands for; None for the "who" or "what" of a question."""
        s = self.tokens
        clause = verb
        while s.relation[clause] in {"conj", "xcomp", "ccomp"} and s.head[clause] != clause:
            clause = s.head[clause]
        if s.relation[clause] not in {"relcl", "acl"}:
            return None
        noun = s.head[clause]
        if s.lower[relative] == "who" and s.entity[noun] != "PERSON":
            before = relative - 1
            while before > s.bounds[s.sentence[relative]][0] and s.pos[before] == "PUNCT":
                before -= 1
            if s.pos[before] in {"NOUN", "PROPN"} and s.head[before] != noun and s.entity[before] in WHO:
                return before  # people stand right before their "who", whatever the parser says
        while s.entity[noun] in {"DATE", "TIME"} and s.head[noun] != noun:
            noun = s.head[noun]
        return noun if s.pos[noun] in {"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"} else None

    def _inner(self, token: int) -> int:
        """Return the noun inside a dative's preposition, or the token itself."""
        inside = self.tokens.child(token, "pobj") if self.tokens.pos[token] == "ADP" else None
        return token if inside is None else inside

    def by_agents(self, verb: int) -> list[int]:
        """Return the noun after "by", in a list that is empty where there is none or it is a time."""
        s = self.tokens
        for kid in s.kids[verb]:
            if s.relation[kid] == "agent" or (s.relation[kid] == "prep" and s.lower[kid] == "by"):
                inside = s.child(kid, "pobj")
                if inside is not None and s.entity[inside] not in {"DATE", "TIME", "PERCENT"}:
                    return [inside]
        return []

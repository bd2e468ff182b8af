"""The subject of a verb: the one that stands there, or the one that a reader understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.reading.clauses.voice import continued_clause, is_passive
from briefing.reading.grammar import (
    CALENDAR,
    CLAUSAL_SUBJECTS,
    FINITE,
    NAMING,
    NOMINAL,
    OBJECTS,
    PARTICIPLES,
    RELATIVES,
    SUBJECTS,
    VERBAL,
)

if TYPE_CHECKING:
    from briefing.reading.tokens import Tokens

WHO = frozenset({"", "PERSON", "ORG", "NORP", "GPE"})  # the entity types of what "who" can stand for


class Subjects:
    """The subjects of the verbs of one text. Asked verb by verb, it remembers what it has found."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self._subjects: dict[int, int | None] = {}

    def subject(self, verb: int) -> int | None:
        """Return the head word of the verb's subject, its own or the one understood; None without one."""
        if verb not in self._subjects:
            self._subjects[verb] = None  # for whoever comes round to this verb again
            subject = self._find_subject(verb)
            named = subject is not None and self.tokens.lower[subject] != "there"
            self._subjects[verb] = subject if named else None
        return self._subjects[verb]

    def _find_subject(self, verb: int) -> int | None:
        tokens = self.tokens
        own = self._own_subject(verb)
        if own is not None:
            relative = tokens.form[own] in RELATIVES or (
                tokens.lower[own] == "that" and tokens.relation[verb] == "relcl"
            )
            return self.antecedent(own, verb) if relative else own
        return (
            None
            if tokens.head[verb] == verb
            else self._understood(verb, tokens.head[verb], tokens.relation[verb])
        )

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
        """Whether a verb's form leaves its subject open: a participle, an infinitive with "to"."""
        tokens = self.tokens
        return tokens.form[verb] in PARTICIPLES or (
            tokens.form[verb] == "VB" and any(tokens.form[kid] == "TO" for kid in tokens.kids[verb])
        )

    def _beside(self, head: int) -> int | None:
        """Return who acts in "Describing it, Smith said" where the participle was taken for the subject."""
        tokens = self.tokens
        subject = tokens.child(head, *SUBJECTS)
        if subject is None and tokens.relation[head] == "ccomp" and head < tokens.head[head]:
            return tokens.child(tokens.head[head], *SUBJECTS)
        return subject

    def _own_subject(self, verb: int) -> int | None:
        """Return the subject at the verb, or of a participle before it ("the man charged, X, ...")."""
        tokens = self.tokens
        own = tokens.child(verb, *SUBJECTS)
        if own is not None:
            return own
        own = tokens.child(verb, *CLAUSAL_SUBJECTS)
        if own is not None:
            return own
        if tokens.form[verb] in FINITE and tokens.relation[verb] in {"ROOT", "ccomp"}:
            for kid in tokens.kids[verb]:
                if kid > verb:
                    break
                if tokens.relation[kid] in {"advcl", "csubj", "ccomp"} and tokens.form[kid] == "VBN":
                    return tokens.child(kid, *SUBJECTS)
        return self._lost_subject(verb)

    def _lost_subject(self, verb: int) -> int | None:
        """Return the noun right before a finite verb for which the parser found no subject."""
        tokens = self.tokens
        finite = tokens.form[verb] in FINITE or any(tokens.form[k] == "MD" for k in tokens.kids[verb])
        if not finite or tokens.relation[verb] not in {"ROOT", "advcl", "ccomp"}:
            return None
        first = tokens.bounds[tokens.sentence[verb]][0]
        noun = verb - 1
        while noun > first and tokens.pos[noun] in {"ADV", "AUX", "PART"}:
            noun -= 1
        if noun < first or tokens.pos[noun] not in NOMINAL or tokens.entity[noun] in CALENDAR:
            return None
        while True:
            head = tokens.head[noun]
            relation = tokens.relation[noun]
            if relation in {"compound", "nmod"} and noun < head < verb:
                noun = head
            elif (
                relation == "pobj" and tokens.lower[head] == "of" and tokens.pos[tokens.head[head]] in NOMINAL
            ):
                noun = tokens.head[head]
            else:
                break
        return None if tokens.relation[noun] in SUBJECTS or tokens.form[noun] in RELATIVES else noun

    def _of_adverbial(self, verb: int, head: int) -> int | None:
        """Return the subject of an adverbial clause: of a purpose, whoever acts in the main clause."""
        tokens = self.tokens
        if tokens.form[verb] == "VB" and tokens.pos[head] == "VERB" and is_passive(tokens, head):
            agents = self.by_agents(head)
            return agents[0] if agents else None
        if tokens.form[verb] == "VB" and tokens.lemma[head] in tokens.lexicon["appeal"]:
            return self._controller(verb, head)
        if tokens.form[verb] == "VBG" and tokens.lemma[verb] in tokens.lexicon["word_deed"]:
            return self._speaker(head)
        if tokens.form[verb] in {"VBG", "VBN", "VB"}:
            return self.subject_of_governor(head)
        return None

    def _speaker(self, token: int) -> int | None:
        """Return who goes on, "saying ...": whoever reports the clause of a token, else its subject."""
        tokens = self.tokens
        clause = token
        while tokens.head[clause] != clause and tokens.relation[clause] != "relcl":
            head = tokens.head[clause]
            if (
                tokens.relation[clause] == "ccomp"
                and head < clause
                and tokens.pos[head] == "VERB"
                and tokens.lemma[head] in tokens.lexicon["speech"]
            ):
                return self.subject(head)
            clause = head
        return self.subject_of_governor(token)

    def subject_of_governor(self, token: int) -> int | None:
        """Return the subject of the clause that a token stands in; a noun's possessor counts as one."""
        tokens = self.tokens
        for _ in range(len(tokens.head)):
            if tokens.pos[token] in VERBAL:
                return self.subject(token)
            possessor = tokens.child(token, "poss")
            if possessor is not None:
                return possessor
            own = tokens.child(token, *SUBJECTS)
            if own is not None:
                return own
            if tokens.head[token] == token:
                return None
            token = tokens.head[token]
        return None

    def _controller(self, verb: int, head: int) -> int | None:
        """Return the understood subject of an infinitive or participle that completes another verb."""
        tokens = self.tokens
        if (
            tokens.pos[head] in VERBAL
            and tokens.lemma[head] not in tokens.lexicon["subject_control"]
            and not is_passive(tokens, head)
        ):
            for kid in tokens.kids[head]:
                if tokens.relation[kid] in OBJECTS and kid < verb and tokens.form[kid] not in RELATIVES:
                    return self._inner(kid)
                if (
                    tokens.relation[kid] == "prep"
                    and kid < verb
                    and tokens.lemma[head] in tokens.lexicon["appeal"]
                ):
                    return self._inner(kid)
        if tokens.form[verb] == "VB" and tokens.pos[head] == "AUX" and tokens.lemma[head] == "be":
            return self._of_predicate(verb, head)
        return self.subject_of_governor(head)

    def _of_predicate(self, verb: int, head: int) -> int | None:
        """Return who is to do what follows "to be": not the aim of "the aim is to win"."""
        tokens = self.tokens
        own = tokens.child(head, *SUBJECTS)
        if own is None:
            return self.subject_of_governor(head)
        if tokens.lemma[own] in tokens.lexicon["aim"] and tokens.pos[own] == "NOUN":
            possessor = tokens.child(own, "poss")
            return self._inside(own, "of") if possessor is None else possessor
        between = [
            k
            for k in tokens.kids[head]
            if head < k < verb and tokens.relation[k] in {"acomp", "attr", "prep"}
        ]
        if tokens.lower[own] == "it" and between:
            for kid in (head, *between):
                actor = self._inside(kid, "for", "to")
                if actor is not None and actor < verb:
                    return actor
            return None
        return own

    def _inside(self, token: int, *prepositions: str) -> int | None:
        """Return the noun in the first of a word's phrases with one of these prepositions."""
        tokens = self.tokens
        for kid in tokens.kids[token]:
            if tokens.relation[kid] == "prep" and tokens.lower[kid] in prepositions:
                return tokens.child(kid, "pobj")
        return None

    def _of_participle(self, preposition: int) -> int | None:
        """Return the understood subject of the participle after a preposition."""
        tokens = self.tokens
        governor = tokens.head[preposition]
        if (
            tokens.lemma[governor] in tokens.lexicon["offence"] and tokens.relation[governor] == "pobj"
        ):  # "charged him with two counts of stealing"
            charging = tokens.head[tokens.head[governor]]
            governor = charging if tokens.lemma[charging] in tokens.lexicon["object_participle"] else governor
        if (
            tokens.lemma[governor] in tokens.lexicon["object_participle"]
            and tokens.lower[preposition] in tokens.lexicon["of_object"]
            and tokens.pos[governor] == "VERB"
            and not is_passive(tokens, governor)
        ):
            target = tokens.child(governor, "dobj")
            if target is not None and target < preposition:
                return self.antecedent(target, governor) if tokens.form[target] in RELATIVES else target
        return self.subject_of_governor(governor)

    def _modified(self, verb: int, noun: int) -> int | None:
        """Return the noun that a participle or a relative clause describes, or who is to do an infinitive."""
        tokens = self.tokens
        if tokens.form[verb] == "VBG" and tokens.lemma[verb] in tokens.lexicon["speech"]:
            reported = (
                tokens.relation[noun] == "dobj"
                and noun < verb
                and tokens.lemma[noun] not in tokens.lexicon["writing"]
            )
            if reported or tokens.relation[noun] in {"attr", "pobj"}:
                return self._speaker(noun)
        infinitive = tokens.form[verb] == "VB" and (
            tokens.relation[verb] != "relcl" or tokens.child(verb, "aux") is not None
        )
        return self._of_infinitive(verb, noun) if infinitive else noun

    def _of_infinitive(self, verb: int, noun: int) -> int | None:
        """Return who is to do what an infinitive adds to a noun: "Kyiv's refusal to open talks"."""
        tokens = self.tokens
        for kid in tokens.kids[noun]:
            if tokens.relation[kid] == "poss":
                return kid
            if tokens.relation[kid] == "prep" and tokens.lower[kid] in {"by", "of", "for"} and kid < verb:
                inside = tokens.child(kid, "pobj")
                if inside is not None:
                    return inside
        if tokens.relation[noun] == "dobj":
            receiver = tokens.child(tokens.head[noun], "dative", "dobj")
            if receiver is not None and receiver < noun:
                return self._inner(receiver)
        first = noun
        while tokens.relation[first] == "conj" and tokens.head[first] != first:
            first = tokens.head[first]
        aimed = tokens.lemma[noun] in tokens.lexicon["intention"] and tokens.lower[tokens.head[noun]] in {
            "in",
            "on",
            "with",
        }
        if tokens.relation[noun] == "pobj" and (aimed or tokens.lemma[noun] in tokens.lexicon["purpose"]):
            return self._of_participle(tokens.head[noun])
        if tokens.relation[first] == "dobj":
            return self.subject_of_governor(noun)
        return None

    def antecedent(self, relative: int, verb: int) -> int | None:
        """Return what a relative pronoun stands for; None for the "who" or "what" of a question."""
        tokens = self.tokens
        clause = verb
        while tokens.relation[clause] in {"conj", "xcomp", "ccomp"} and tokens.head[clause] != clause:
            clause = tokens.head[clause]
        if tokens.relation[clause] not in {"relcl", "acl"}:
            return None
        noun = tokens.head[clause]
        if tokens.lower[relative] == "who" and tokens.entity[noun] != "PERSON":
            before = relative - 1
            while before > tokens.bounds[tokens.sentence[relative]][0] and tokens.pos[before] == "PUNCT":
                before -= 1
            if tokens.pos[before] in NAMING and tokens.head[before] != noun and tokens.entity[before] in WHO:
                return before  # people stand right before their "who", whatever the parser says
        while tokens.entity[noun] in CALENDAR and tokens.head[noun] != noun:
            noun = tokens.head[noun]
        return noun if tokens.pos[noun] in NOMINAL | {"DET", "NUM", "ADJ"} else None

    def _inner(self, token: int) -> int:
        """Return the noun inside a dative's preposition, or the token itself."""
        inside = self.tokens.child(token, "pobj") if self.tokens.pos[token] == "ADP" else None
        return token if inside is None else inside

    def by_agents(self, verb: int) -> list[int]:
        """Return the noun after "by", in a list that is empty where there is none or it is a time."""
        tokens = self.tokens
        for kid in tokens.kids[verb]:
            if tokens.relation[kid] == "agent" or (
                tokens.relation[kid] == "prep" and tokens.lower[kid] == "by"
            ):
                inside = tokens.child(kid, "pobj")
                if inside is not None and tokens.entity[inside] not in CALENDAR | {"PERCENT"}:
                    return [inside]
        return []

"""The voice of a verb, and its subject: the one that stands there, or the one that a reader understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.actions.lexicon import (
    APPEALS,
    OBJECT_PARTICIPLE,
    PURPOSES,
    SPEECH,
    SUBJECT_CONTROL,
)

if TYPE_CHECKING:
    from briefing.extract.actions.syntax import Syntax

SUBJECTS = ("nsubj", "nsubjpass")
CLAUSAL_SUBJECTS = ("csubj", "csubjpass")
WHO = frozenset({"", "PERSON", "ORG", "NORP", "GPE"})  # the entity types of what "who" can stand for
RELATIVES = frozenset({"WDT", "WP"})


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
        if any(s.deps[k] == "aux" and s.lemmas[k] in {"have", "'ve", "’ve"} for k in s.kids[verb]):
            return False
        if dep == "conj" and "aux" not in kids:
            head = s.heads[verb]
            bare = "nsubj" not in kids and "dobj" not in kids
            return (bare or tag == "VBN") and s.tags[head] in {"VBN", "VBD"} and self.is_passive(head)
        if tag == "VBD":
            return dep == "acl" and kids.isdisjoint({"nsubj", "dobj"})
        if "nsubj" in kids:
            return kids.isdisjoint({"dobj", "xcomp", "ccomp"}) and dep in {"ccomp", "advcl", "pcomp", "acl"}
        return True

    # --- subjects -----------------------------------------------------------------------------------

    def subject(self, verb: int) -> int | None:
        """Return the head word of the verb's subject, its own or the one understood; None where there is none."""
        if verb not in self._subjects:
            self._subjects[verb] = None  # what a loop would find
            self._subjects[verb] = self._find_subject(verb)
        return self._subjects[verb]

    def _find_subject(self, verb: int) -> int | None:
        s = self.syntax
        own = self._own_subject(verb)
        if own is not None:
            return self.antecedent(own, verb) if s.tags[own] in RELATIVES else own
        return None if s.heads[verb] == verb else self._understood(verb, s.heads[verb], s.deps[verb])

    def _understood(self, verb: int, head: int, dep: str) -> int | None:
        """Return the subject of a verb that has none of its own, by what it hangs on and how."""
        if dep in {"amod", "acl", "relcl", "compound"}:
            return self._modified(verb, head)
        if dep == "xcomp":
            return self._controller(verb, head)
        if dep == "acomp":
            return self.subject(head)
        if dep == "advcl":
            return self._of_adverbial(verb, head)
        if dep == "pcomp":
            return self._of_participle(head)
        tag = self.syntax.tags[verb]
        open_clause = tag in {"VBG", "VBN"} or (tag == "VB" and self._has_to(verb))
        if (
            dep == "csubj"
        ):  # "Describing the attack, Smith said": a participle that the parser took for the subject
            return self.syntax.child(head, *SUBJECTS)
        if dep == "conj" or (dep in {"ccomp", "dep", "parataxis"} and open_clause):
            return self.subject_of_governor(head)
        return None

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
        return None

    def _has_to(self, verb: int) -> bool:
        s = self.syntax
        return any(s.tags[k] == "TO" for k in s.kids[verb])

    def _of_adverbial(self, verb: int, head: int) -> int | None:
        """Return the understood subject of an adverbial clause: of a purpose, whoever acts in the main clause."""
        s = self.syntax
        if s.tags[verb] == "VB" and s.pos[head] == "VERB" and self.is_passive(head):
            agents = self.by_agents(head)
            return agents[0] if agents else None
        if s.tags[verb] == "VB" and s.lemmas[head] in APPEALS:
            return self._controller(verb, head)
        if s.tags[verb] in {"VBG", "VBN", "VB"}:
            return self.subject_of_governor(head)
        return None

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
        return self.subject_of_governor(head)

    def _of_participle(self, preposition: int) -> int | None:
        """Return the understood subject of the participle after a preposition."""
        s = self.syntax
        governor = s.heads[preposition]
        if (
            s.lemmas[governor] in OBJECT_PARTICIPLE
            and s.pos[governor] == "VERB"
            and not self.is_passive(governor)
        ):
            target = s.child(governor, "dobj")
            if target is not None and target < preposition:
                return target
        return self.subject_of_governor(governor)

    def _modified(self, verb: int, noun: int) -> int | None:
        """Return the noun that a participle or a relative clause describes, or who is to do an infinitive."""
        s = self.syntax
        if s.tags[verb] == "VBG" and s.lemmas[verb] in SPEECH and s.deps[noun] in {"attr", "pobj"}:
            return self.subject_of_governor(noun)
        if s.tags[verb] != "VB" or (s.deps[verb] == "relcl" and s.child(verb, "aux") is None):
            return noun
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
        if s.deps[noun] == "dobj" or s.lemmas[noun] in PURPOSES:
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

"""Whether an action is a plain fact: negated, wished for, possible, or only reported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.extract.actions.lexicon import (
    CAPABLE,
    CIRCUMSTANCES,
    CONDITIONS,
    FACTIVE,
    FACTIVE_GOVERNORS,
    HEARSAY,
    IMPLICATIVE,
    INTENTIONS,
    MANDATES,
    MODALS,
    NOBODY,
    OFFENCES,
    OWN_PLANS,
    PROSPECTS,
    RESOLVED,
    SPEECH,
    UNREAL,
    WITHOUT,
)
from briefing.extract.actions.subjects import SUBJECTS, continued_clause

if TYPE_CHECKING:
    from briefing.extract.actions.syntax import Syntax

DENIALS = frozenset({"neither", "never", "nor", "not"})
HEARSAY_ADVERBS = frozenset({"allegedly", "purportedly", "reportedly", "supposedly"})
CLAUSES = frozenset({"ccomp", "xcomp", "conj", "advcl", "relcl", "acl", "pcomp", "parataxis", "dep", "csubj"})

# An opening mark, the words, and the mark that closes; a paragraph may leave its quotation open. The straight single mark
# is also an apostrophe, so it must close, and soon: a search through the whole paragraph from each one would be quadratic.
_QUOTED = re.compile(
    r"“[^”\n]*(?:”|$)|(?<!\w)‘(?:[^’\n]|’(?=\w))*(?:’|$)|\"[^\"\n]*(?:\"|$)|(?<!\w)''[^\n]*?''|``[^\n]*?(?:''|$)"
    r"|(?<![\w'])'(?!')(?:[^'\n]|'(?=\w)){0,500}'(?!\w)",
    re.MULTILINE,
)
MIN_QUOTED_WORDS = 3  # fewer words in quotation marks name a thing and are no statement


def quoted(text: str) -> list[tuple[int, int]]:
    """Return the passages in quotation marks that are statements and not names, as half-open offsets."""
    return [
        found.span()
        for found in _QUOTED.finditer(text)
        if len(found[0].split(None, MIN_QUOTED_WORDS)) >= MIN_QUOTED_WORDS
    ]


class Status:
    """Negation, modality and reporting of the verbs of one text."""

    def __init__(self, syntax: Syntax, text: str) -> None:
        self.syntax = syntax
        self._in_quotes = [False] * len(syntax.heads)
        spans = quoted(text)
        if spans:
            self._mark(spans)
        self._not: dict[int, bool] = {}
        self._told: dict[int, bool] = {}
        self._modalities: dict[int, str | None] = {}
        self._according = self._find_according()
        for token in syntax.top_down:  # heads first, so that no chain of verbs is too deep for Python's stack
            if syntax.pos[token] in {"VERB", "AUX"}:
                self.negated(token)
                self.modality(token)
                self.reported(token)

    def _mark(self, spans: list[tuple[int, int]]) -> None:
        place = 0
        for i, start in enumerate(self.syntax.starts):
            while place < len(spans) and spans[place][1] <= start:
                place += 1
            if place == len(spans):
                return
            self._in_quotes[i] = spans[place][0] <= start

    def _find_according(self) -> set[int]:
        """Return the verbs of the clauses in which "according to" somebody stands."""
        s = self.syntax
        found = set()
        for i, word in enumerate(s.lower):
            if word != "according" or i + 1 == len(s.lower) or s.lower[i + 1] != "to":
                continue
            inside = s.child(i + 1, "pobj")
            if inside is not None and s.lemmas[inside] in OWN_PLANS:
                continue
            while s.pos[i] not in {"VERB", "AUX"} or s.lower[i] == "according":
                if s.heads[i] == i:
                    break
                i = s.heads[i]  # noqa: PLW2901
            found.add(i)
        return found

    def negated(self, verb: int) -> bool:
        """Whether the text says that it did not happen: at the verb, at what controls it, or by its subject."""
        known = self._not.get(verb)
        if known is None:
            known = self._not[verb] = self._is_denied(verb)
        return known

    def _is_denied(self, verb: int) -> bool:
        s = self.syntax
        for kid in s.kids[verb]:
            dep = s.deps[kid]
            if dep == "neg" or (
                dep in {"advmod", "cc", "preconj"} and s.lower[kid] in DENIALS and kid < verb
            ):
                return True
            if dep in {"dobj", "nsubj", "nsubjpass"} and self._is_none(kid):
                return True
        return self._is_denied_above(verb, s.heads[verb], s.deps[verb])

    def _is_none(self, noun: int) -> bool:
        """Whether a noun stands for nobody or nothing: "no troops"."""
        s = self.syntax
        return s.lower[noun] in NOBODY or any(
            s.deps[kid] == "det" and s.lower[kid] in NOBODY for kid in s.kids[noun]
        )

    def _is_denied_above(self, verb: int, head: int, dep: str) -> bool:
        """Whether what a verb depends on denies it: "refused nothing", "without saying", "no plan to invade", "nor"."""
        s = self.syntax
        if dep == "xcomp":  # "has yet to sign"
            yet = s.lemmas[head] in {"be", "have"} and any(
                s.lower[kid] == "yet" for kid in s.kids[head] if kid < verb
            )
            return yet or self.negated(head)
        if dep == "conj":
            joint = [s.lower[kid] for kid in s.kids[head] if s.deps[kid] == "cc" and head < kid < verb]
            own = s.child(verb, "aux", *SUBJECTS) is not None
            return "nor" in joint or ("or" in joint and not own and self.negated(head))
        noun = head
        if dep == "pcomp":
            noun = s.heads[head]
            if s.lower[head] in WITHOUT or s.lower[noun] in WITHOUT:
                return True
        if dep in {"acl", "pcomp", "relcl"} and s.lemmas[noun] in PROSPECTS and s.pos[noun] == "NOUN":
            having = s.heads[noun]
            possessed = s.deps[noun] in {"attr", "dobj"} and s.lemmas[having] in {"be", "have"}
            return self._is_none(noun) or (possessed and self.negated(having))
        return False

    def modality(self, verb: int) -> str | None:
        """Return the lemma of the modal, of what controls the verb ("refuse", "plan"), or of its "if" or "to"."""
        if verb not in self._modalities:
            self._modalities[verb] = self._find_modality(verb)
        return self._modalities[verb]

    def _find_modality(self, verb: int) -> str | None:
        s = self.syntax
        for kid in s.kids[verb]:
            dep = s.deps[kid]
            if dep == "aux" and s.tags[kid] == "MD":
                return MODALS.get(s.lower[kid], s.lemmas[kid])
            if dep == "mark" and s.lower[kid] in CONDITIONS:
                return s.lower[kid]
        return "if" if self._is_inverted(verb) else self._governed(verb)

    def _is_inverted(self, verb: int) -> bool:
        """Whether a clause is a condition by its order of words: "Had the army attacked, ..."."""
        s = self.syntax
        if s.deps[verb] != "advcl" or s.child(verb, "mark") is not None:
            return False
        auxiliary, own = s.child(verb, "aux", "auxpass"), s.child(verb, *SUBJECTS)
        inverted = auxiliary is not None and own is not None and auxiliary < own
        return inverted and s.lower[auxiliary or 0] in {"had", "were"}

    def _governed(self, verb: int) -> str | None:
        """Return what a verb without a modal of its own takes from the word that it depends on."""
        s = self.syntax
        head, dep = s.heads[verb], s.deps[verb]
        if head == verb:
            return None
        marked = any(s.tags[kid] == "TO" for kid in s.kids[verb])
        if dep == "pcomp":
            return self._after_preposition(head)
        if dep == "conj" or (dep == "advcl" and s.tags[verb] == "VBG"):
            return self.modality(head) if self._shares_modality(verb, head, marked=marked) else None
        if not marked and self._is_mandated(verb, head, dep):
            return s.lemmas[head]
        if (marked or s.tags[verb] == "VB") and dep in {"xcomp", "ccomp", "acl", "advcl", "relcl"}:
            return self._control(head, dep, marked=marked)
        if dep in {"xcomp", "ccomp"} and s.pos[head] == "VERB":
            if s.tags[verb] == "VBG" and s.lemmas[head] in UNREAL:
                return s.lemmas[head]
            return self.modality(head) if dep == "xcomp" and s.lemmas[head] in IMPLICATIVE else None
        return None

    def _shares_modality(self, verb: int, head: int, *, marked: bool) -> bool:
        """Whether what is joined to a verb is meant as that verb is: "would attack and destroy", "would attack, killing"."""
        s = self.syntax
        if s.deps[verb] == "conj":
            alone = s.child(verb, "aux", *SUBJECTS) is None and s.tags[verb] == s.tags[head]
            return alone or marked
        return s.lemmas[verb] not in SPEECH and s.child(verb, "mark", *SUBJECTS) is None

    def _is_mandated(self, verb: int, head: int, dep: str) -> bool:
        """Whether a clause says what somebody asks for: "demanded that Russia withdraw"."""
        s = self.syntax
        if dep not in {"acl", "ccomp"} or s.lemmas[head] not in MANDATES or s.tags[verb] not in {"VB", "VBP"}:
            return False
        own = s.child(verb, *SUBJECTS)
        if own is None or s.child(verb, "aux") is not None:
            return False
        ambiguous = s.tags[verb] == "VBP" and s.lemmas[head] in {"insist", "insistence", "suggest"}
        return not ambiguous or s.tags[own] in {"NN", "NNP"}

    def _after_preposition(self, preposition: int) -> str | None:
        """Return how a participle after a preposition is meant: "accused of planning", "the risk of losing", "by attacking"."""
        s = self.syntax
        governor, word = s.heads[preposition], s.lower[preposition]
        lemma = s.lemmas[governor]
        if s.pos[governor] == "ADP" and s.lower[governor] not in WITHOUT:
            governor = s.heads[governor]
            lemma = s.lemmas[governor]
        if lemma in OFFENCES and s.deps[governor] == "pobj":  # "charged with two counts of stealing"
            governor = s.heads[s.heads[governor]]
            lemma = s.lemmas[governor]
        if s.pos[governor] == "NOUN":
            return lemma if lemma in PROSPECTS else None
        if s.pos[governor] == "ADJ":
            return lemma if lemma in CAPABLE else None
        if s.pos[governor] not in {"AUX", "VERB"}:
            return None
        if (word in CIRCUMSTANCES and lemma not in RESOLVED) or s.pos[governor] == "AUX":
            return self.modality(governor)
        return None if lemma in FACTIVE_GOVERNORS else lemma

    def _control(self, head: int, dep: str, *, marked: bool) -> str | None:
        """Return what an infinitive depends on; ``marked`` is whether it has its "to"."""
        s = self.syntax
        lemma = s.lemmas[head]
        if dep == "ccomp" and not marked and lemma not in IMPLICATIVE:
            return None
        if dep == "advcl" or s.pos[head] in {"NOUN", "PROPN", "PRON"}:
            if not marked:
                return None
            return lemma if lemma in INTENTIONS else "to"
        if lemma in IMPLICATIVE and not (lemma == "go" and s.tags[head] == "VBG"):
            return self.modality(head) if s.pos[head] == "VERB" else None
        return lemma

    def reported(self, verb: int) -> bool:
        """Whether a source only says that somebody says so: in a quotation or under a verb of speech."""
        if self._in_quotes[verb]:
            return True
        known = self._told.get(verb)
        if known is None:
            self._told[verb] = False
            known = self._told[verb] = self._find_report(verb)
        return known

    def _find_report(self, verb: int) -> bool:
        s = self.syntax
        if verb in self._according:
            return True
        for kid in s.kids[verb]:
            dep = s.deps[kid]
            if dep == "parataxis" and s.lemmas[kid] in SPEECH:
                return True
            if dep == "advmod" and s.lower[kid] in HEARSAY_ADVERBS:
                return True
        head = s.heads[verb]
        if head == verb:
            return False
        if s.deps[verb] == "ccomp" and s.lemmas[head] in SPEECH and s.lemmas[head] not in FACTIVE:
            return True
        if s.deps[verb] == "conj" and continued_clause(s, verb) is not None:
            return True
        if s.deps[verb] == "xcomp" and s.lemmas[head] in HEARSAY and s.tags[head] == "VBN":
            return True
        return s.deps[verb] in CLAUSES and self._climb(head)

    def _climb(self, token: int) -> bool:
        s = self.syntax
        while s.pos[token] not in {"VERB", "AUX"}:
            if s.heads[token] == token:
                return False
            token = s.heads[token]
        return self.reported(token)

"""Whether an action is a plain fact: negated, wished for, possible, or only reported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.extract.actions.lexicon import (
    CONDITIONS,
    FACTIVE,
    HEARSAY,
    IMPLICATIVE,
    INTENTIONS,
    MODALS,
    NOBODY,
    SPEECH,
    UNREAL,
)

if TYPE_CHECKING:
    from briefing.extract.actions.syntax import Syntax

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

    def negated(self, verb: int) -> bool:
        """Whether the text says that it did not happen: at the verb, at what controls it, or by its subject."""
        known = self._not.get(verb)
        if known is None:
            known = self._not[verb] = self._is_denied(verb)
        return known

    def _is_denied(self, verb: int) -> bool:
        s = self.syntax
        for kid in s.kids[verb]:
            if s.deps[kid] == "neg" or (s.deps[kid] == "advmod" and s.lower[kid] in {"never", "not"}):
                return True
            if s.deps[kid] in {"nsubj", "nsubjpass"} and (
                s.lower[kid] in NOBODY or any(s.lower[x] in NOBODY for x in s.kids[kid] if s.deps[x] == "det")
            ):
                return True
        return s.deps[verb] == "xcomp" and self.negated(s.heads[verb])

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
        return self._governed(verb)

    def _governed(self, verb: int) -> str | None:
        """Return what a verb without a modal of its own takes from the word that it depends on."""
        s = self.syntax
        head, dep = s.heads[verb], s.deps[verb]
        if head == verb:
            return None
        if (
            dep == "conj"
            and s.child(verb, "nsubj", "nsubjpass", "aux") is None
            and s.tags[verb] == s.tags[head]
        ):
            return self.modality(head)
        marked = any(s.tags[kid] == "TO" for kid in s.kids[verb])
        if (marked or s.tags[verb] == "VB") and dep in {"xcomp", "ccomp", "acl", "advcl", "relcl"}:
            return self._control(head, dep, marked=marked)
        if dep in {"xcomp", "ccomp"} and s.pos[head] == "VERB":
            if s.tags[verb] == "VBG" and s.lemmas[head] in UNREAL:
                return s.lemmas[head]
            return self.modality(head) if dep == "xcomp" and s.lemmas[head] in IMPLICATIVE else None
        return None

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
        for kid in s.kids[verb]:
            dep = s.deps[kid]
            if dep == "parataxis" and s.lemmas[kid] in SPEECH:
                return True
            if dep in {"prep", "advmod"} and s.lower[kid] in {"according", "reportedly", "allegedly"}:
                return True
        head = s.heads[verb]
        if head == verb:
            return False
        if s.deps[verb] == "ccomp" and s.lemmas[head] in SPEECH and s.lemmas[head] not in FACTIVE:
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

"""Whether an action is a plain fact: negated, wished for, possible, or only reported."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.reading.clauses.voice import continued_clause
from briefing.reading.grammar import NOMINAL, SUBJECTS, VERBAL

if TYPE_CHECKING:
    from briefing.reading.marks import Quotations
    from briefing.reading.tokens import Tokens

CLAUSES = frozenset({"ccomp", "xcomp", "conj", "advcl", "relcl", "acl", "pcomp", "parataxis", "dep", "csubj"})

MIN_QUOTED_WORDS = 3  # fewer words in quotation marks name a thing and are no statement


class Status:
    """Negation, modality and reporting of the verbs of one text."""

    def __init__(self, tokens: Tokens, quotations: Quotations) -> None:
        self.tokens = tokens
        self._in_quotes = [False] * len(tokens)
        for span in quotations.spans:
            if len(tokens.text[span.start : span.end].split(None, MIN_QUOTED_WORDS)) >= MIN_QUOTED_WORDS:
                first, after = tokens.first_at(span.start), tokens.first_at(span.end)
                self._in_quotes[first:after] = [True] * (after - first)
        self._not: dict[int, bool] = {}
        self._told: dict[int, bool] = {}
        self._modalities: dict[int, str | None] = {}
        self._according = self._find_according()
        for token in tokens.top_down:  # heads first, so that no chain of verbs is too deep for Python's stack
            if tokens.pos[token] in VERBAL:
                self.negated(token)
                self.modality(token)
                self.reported(token)

    def _find_according(self) -> set[int | None]:
        """Return the verbs of the clauses in which "according to" somebody stands."""
        tokens = self.tokens
        verbs = set()
        for at, pair in enumerate(pairwise(tokens.lower)):
            if pair != ("according", "to"):
                continue
            authority = tokens.child(at + 1, "pobj")
            if authority is None or tokens.lemma[authority] not in tokens.lexicon["own_plan"]:
                above = tokens.ancestors(at)
                verbs.add(next((token for token in above if tokens.pos[token] in VERBAL), None))
        return verbs

    def negated(self, verb: int) -> bool:
        """Whether the text says that it did not happen: at the verb, what controls it, or its subject."""
        known = self._not.get(verb)
        if known is None:
            known = self._not[verb] = self._is_denied(verb)
        return known

    def _is_denied(self, verb: int) -> bool:
        tokens = self.tokens
        for kid in tokens.kids[verb]:
            dep = tokens.relation[kid]
            if dep == "neg" or (
                dep in {"advmod", "cc", "preconj"}
                and tokens.lower[kid] in tokens.lexicon["denial"]
                and kid < verb
            ):
                return True
            if dep in {"dobj", "nsubj", "nsubjpass"} and self._is_none(kid):
                return True
        return self._is_denied_above(verb, tokens.head[verb], tokens.relation[verb])

    def _is_none(self, noun: int) -> bool:
        """Whether a noun stands for nobody or nothing: "no troops"."""
        tokens = self.tokens
        return tokens.lower[noun] in tokens.lexicon["nobody"] or any(
            tokens.relation[kid] == "det" and tokens.lower[kid] in tokens.lexicon["nobody"]
            for kid in tokens.kids[noun]
        )

    def _is_denied_above(self, verb: int, head: int, dep: str) -> bool:
        """Whether what a verb depends on denies it: "without saying", "no plan to invade", "nor"."""
        tokens = self.tokens
        if dep == "xcomp":  # "has yet to sign"
            yet = tokens.lemma[head] in {"be", "have"} and any(
                tokens.lower[kid] == "yet" for kid in tokens.kids[head] if kid < verb
            )
            return yet or self.negated(head)
        if dep == "conj":
            joint = [
                tokens.lower[kid]
                for kid in tokens.kids[head]
                if tokens.relation[kid] == "cc" and head < kid < verb
            ]
            own = tokens.child(verb, "aux", *SUBJECTS) is not None
            return "nor" in joint or ("or" in joint and not own and self.negated(head))
        noun = head
        if dep == "pcomp":
            noun = tokens.head[head]
            if (
                tokens.lower[head] in tokens.lexicon["without"]
                or tokens.lower[noun] in tokens.lexicon["without"]
            ):
                return True
        if (
            dep in {"acl", "pcomp", "relcl"}
            and tokens.lemma[noun] in tokens.lexicon["prospect"]
            and tokens.pos[noun] == "NOUN"
        ):
            having = tokens.head[noun]
            possessed = tokens.relation[noun] in {"attr", "dobj"} and tokens.lemma[having] in {"be", "have"}
            return self._is_none(noun) or (possessed and self.negated(having))
        return False

    def modality(self, verb: int) -> str | None:
        """Return the lemma of the modal, of what controls the verb ("plan"), or of its "if" or "to"."""
        if verb not in self._modalities:
            self._modalities[verb] = self._find_modality(verb)
        return self._modalities[verb]

    def _find_modality(self, verb: int) -> str | None:
        tokens = self.tokens
        for kid in tokens.kids[verb]:
            dep = tokens.relation[kid]
            if dep == "aux" and tokens.form[kid] == "MD":
                return tokens.lexicon.table("modals").get(tokens.lower[kid], tokens.lemma[kid])
            if dep == "mark" and tokens.lower[kid] in tokens.lexicon["condition"]:
                return tokens.lower[kid]
        return "if" if self._is_inverted(verb) else self._governed(verb)

    def _is_inverted(self, verb: int) -> bool:
        """Whether a clause is a condition by its order of words: "Had the army attacked, ..."."""
        tokens = self.tokens
        if tokens.relation[verb] != "advcl" or tokens.child(verb, "mark") is not None:
            return False
        auxiliary, own = tokens.child(verb, "aux", "auxpass"), tokens.child(verb, *SUBJECTS)
        inverted = auxiliary is not None and own is not None and auxiliary < own
        return inverted and tokens.lower[auxiliary or 0] in {"had", "were"}

    def _governed(self, verb: int) -> str | None:
        """Return what a verb without a modal of its own takes from the word that it depends on."""
        tokens = self.tokens
        head, dep = tokens.head[verb], tokens.relation[verb]
        if head == verb:
            return None
        marked = any(tokens.form[kid] == "TO" for kid in tokens.kids[verb])
        if dep == "pcomp":
            return self._beside(head) if self._is_absolute(verb) else self._after_preposition(head)
        if dep == "conj" or (dep == "advcl" and tokens.form[verb] == "VBG"):
            return self.modality(head) if self._shares_modality(verb, head, marked=marked) else None
        if not marked and self._is_mandated(verb, head, dep):
            return tokens.lemma[head]
        if (marked or tokens.form[verb] == "VB") and dep in {"xcomp", "ccomp", "acl", "advcl", "relcl"}:
            return self._control(head, dep, marked=marked)
        if dep in {"xcomp", "ccomp"} and tokens.pos[head] == "VERB":
            if tokens.form[verb] == "VBG" and tokens.lemma[head] in tokens.lexicon["unreal"]:
                return tokens.lemma[head]
            return (
                self.modality(head)
                if dep == "xcomp" and tokens.lemma[head] in tokens.lexicon["implicative"]
                else None
            )
        return None

    def _shares_modality(self, verb: int, head: int, *, marked: bool) -> bool:
        """Whether what is joined to a verb is meant as it is: "would attack, killing"."""
        tokens = self.tokens
        if tokens.relation[verb] == "conj":
            alone = tokens.child(verb, "aux", *SUBJECTS) is None and tokens.form[verb] == tokens.form[head]
            return alone or marked
        return (
            tokens.lemma[verb] not in tokens.lexicon["speech"]
            and tokens.child(verb, "mark", *SUBJECTS) is None
        )

    def _is_mandated(self, verb: int, head: int, dep: str) -> bool:
        """Whether a clause says what somebody asks for: "demanded that Russia withdraw"."""
        tokens = self.tokens
        if (
            dep not in {"acl", "ccomp"}
            or tokens.lemma[head] not in tokens.lexicon["mandate"]
            or tokens.form[verb] not in {"VB", "VBP"}
        ):
            return False
        own = tokens.child(verb, *SUBJECTS)
        if own is None or tokens.child(verb, "aux") is not None:
            return False
        ambiguous = tokens.form[verb] == "VBP" and tokens.lemma[head] in {"insist", "insistence", "suggest"}
        return not ambiguous or tokens.form[own] in {"NN", "NNP"}

    def _is_absolute(self, verb: int) -> bool:
        """Whether a participle has a subject and only goes with what is told: "with both accusing Kyiv"."""
        tokens = self.tokens
        return tokens.lower[tokens.head[verb]] == "with" and tokens.child(verb, *SUBJECTS) is not None

    def _beside(self, preposition: int) -> str | None:
        governor = self.tokens.head[preposition]
        return self.modality(governor) if self.tokens.pos[governor] in VERBAL else None

    def _after_preposition(self, preposition: int) -> str | None:
        """Return how a participle after a preposition is meant: "accused of planning"."""
        tokens = self.tokens
        governor, word = tokens.head[preposition], tokens.lower[preposition]
        lemma = tokens.lemma[governor]
        if tokens.pos[governor] == "ADP" and tokens.lower[governor] not in tokens.lexicon["without"]:
            governor = tokens.head[governor]
            lemma = tokens.lemma[governor]
        if (
            lemma in tokens.lexicon["offence"] and tokens.relation[governor] == "pobj"
        ):  # "charged with two counts of stealing"
            governor = tokens.head[tokens.head[governor]]
            lemma = tokens.lemma[governor]
        if tokens.pos[governor] == "NOUN":
            return lemma if lemma in tokens.lexicon["prospect"] else None
        if tokens.pos[governor] == "ADJ":
            return lemma if lemma in tokens.lexicon["capable"] else None
        if tokens.pos[governor] not in VERBAL:
            return None
        if (word in tokens.lexicon["circumstance"] and lemma not in tokens.lexicon["resolved"]) or tokens.pos[
            governor
        ] == "AUX":
            return self.modality(governor)
        return None if lemma in tokens.lexicon["factive_governor"] else lemma

    def _control(self, head: int, dep: str, *, marked: bool) -> str | None:
        """Return what an infinitive depends on; ``marked`` is whether it has its "to"."""
        tokens = self.tokens
        lemma = tokens.lemma[head]
        if dep == "ccomp" and not marked and lemma not in tokens.lexicon["implicative"]:
            return None
        if dep == "advcl" or tokens.pos[head] in NOMINAL:
            if not marked:
                return None
            return lemma if lemma in tokens.lexicon["intention"] else "to"
        if lemma in tokens.lexicon["implicative"] and not (lemma == "go" and tokens.form[head] == "VBG"):
            return self.modality(head) if tokens.pos[head] == "VERB" else None
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
        tokens = self.tokens
        if verb in self._according:
            return True
        for kid in tokens.kids[verb]:
            dep = tokens.relation[kid]
            if dep == "parataxis" and tokens.lemma[kid] in tokens.lexicon["speech"]:
                return True
            if dep == "advmod" and tokens.lower[kid] in tokens.lexicon["hearsay_adverb"]:
                return True
        head = tokens.head[verb]
        if head == verb:
            return False
        if (
            tokens.relation[verb] == "ccomp"
            and tokens.lemma[head] in tokens.lexicon["speech"]
            and tokens.lemma[head] not in tokens.lexicon["factive"]
        ):
            return True
        if tokens.relation[verb] == "conj" and continued_clause(tokens, verb) is not None:
            return True
        if (
            tokens.relation[verb] == "xcomp"
            and tokens.lemma[head] in tokens.lexicon["hearsay"]
            and tokens.form[head] == "VBN"
        ):
            return True
        return tokens.relation[verb] in CLAUSES and self._climb(head)

    def _climb(self, token: int) -> bool:
        tokens = self.tokens
        while tokens.pos[token] not in VERBAL:
            if tokens.head[token] == token:
                return False
            token = tokens.head[token]
        return self.reported(token)

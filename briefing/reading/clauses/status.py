"""Whether an action is a plain fact: negated, wished for, possible, or only reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.reading.clauses.subjects import continued_clause
from briefing.reading.grammar import SUBJECTS

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
            if tokens.pos[token] in {"VERB", "AUX"}:
                self.negated(token)
                self.modality(token)
                self.reported(token)

    def _find_according(self) -> set[int]:
        """Return the verbs of the clauses in which "according to" somebody stands."""
        s = self.tokens
        found = set()
        for i, word in enumerate(s.lower):
            if word != "according" or i + 1 == len(s.lower) or s.lower[i + 1] != "to":
                continue
            inside = s.child(i + 1, "pobj")
            if inside is not None and s.lemma[inside] in s.lexicon["own_plan"]:
                continue
            while s.pos[i] not in {"VERB", "AUX"} or s.lower[i] == "according":
                if s.head[i] == i:
                    break
                i = s.head[i]  # noqa: PLW2901
            found.add(i)
        return found

    def negated(self, verb: int) -> bool:
        """Whether the text says that it did not happen: at the verb, at what controls it, or by its subject."""
        known = self._not.get(verb)
        if known is None:
            known = self._not[verb] = self._is_denied(verb)
        return known

    def _is_denied(self, verb: int) -> bool:
        s = self.tokens
        for kid in s.kids[verb]:
            dep = s.relation[kid]
            if dep == "neg" or (
                dep in {"advmod", "cc", "preconj"} and s.lower[kid] in s.lexicon["denial"] and kid < verb
            ):
                return True
            if dep in {"dobj", "nsubj", "nsubjpass"} and self._is_none(kid):
                return True
        return self._is_denied_above(verb, s.head[verb], s.relation[verb])

    def _is_none(self, noun: int) -> bool:
        """Whether a noun stands for nobody or nothing: "no troops"."""
        s = self.tokens
        return s.lower[noun] in s.lexicon["nobody"] or any(
            s.relation[kid] == "det" and s.lower[kid] in s.lexicon["nobody"] for kid in s.kids[noun]
        )

    def _is_denied_above(self, verb: int, head: int, dep: str) -> bool:
        """Whether what a verb depends on denies it: "refused nothing", "without saying", "no plan to invade", "nor"."""
        s = self.tokens
        if dep == "xcomp":  # "has yet to sign"
            yet = s.lemma[head] in {"be", "have"} and any(
                s.lower[kid] == "yet" for kid in s.kids[head] if kid < verb
            )
            return yet or self.negated(head)
        if dep == "conj":
            joint = [s.lower[kid] for kid in s.kids[head] if s.relation[kid] == "cc" and head < kid < verb]
            own = s.child(verb, "aux", *SUBJECTS) is not None
            return "nor" in joint or ("or" in joint and not own and self.negated(head))
        noun = head
        if dep == "pcomp":
            noun = s.head[head]
            if s.lower[head] in s.lexicon["without"] or s.lower[noun] in s.lexicon["without"]:
                return True
        if (
            dep in {"acl", "pcomp", "relcl"}
            and s.lemma[noun] in s.lexicon["prospect"]
            and s.pos[noun] == "NOUN"
        ):
            having = s.head[noun]
            possessed = s.relation[noun] in {"attr", "dobj"} and s.lemma[having] in {"be", "have"}
            return self._is_none(noun) or (possessed and self.negated(having))
        return False

    def modality(self, verb: int) -> str | None:
        """Return the lemma of the modal, of what controls the verb ("refuse", "plan"), or of its "if" or "to"."""
        if verb not in self._modalities:
            self._modalities[verb] = self._find_modality(verb)
        return self._modalities[verb]

    def _find_modality(self, verb: int) -> str | None:
        s = self.tokens
        for kid in s.kids[verb]:
            dep = s.relation[kid]
            if dep == "aux" and s.form[kid] == "MD":
                return s.lexicon.table("modals").get(s.lower[kid], s.lemma[kid])
            if dep == "mark" and s.lower[kid] in s.lexicon["condition"]:
                return s.lower[kid]
        return "if" if self._is_inverted(verb) else self._governed(verb)

    def _is_inverted(self, verb: int) -> bool:
        """Whether a clause is a condition by its order of words: "Had the army attacked, ..."."""
        s = self.tokens
        if s.relation[verb] != "advcl" or s.child(verb, "mark") is not None:
            return False
        auxiliary, own = s.child(verb, "aux", "auxpass"), s.child(verb, *SUBJECTS)
        inverted = auxiliary is not None and own is not None and auxiliary < own
        return inverted and s.lower[auxiliary or 0] in {"had", "were"}

    def _governed(self, verb: int) -> str | None:
        """Return what a verb without a modal of its own takes from the word that it depends on."""
        s = self.tokens
        head, dep = s.head[verb], s.relation[verb]
        if head == verb:
            return None
        marked = any(s.form[kid] == "TO" for kid in s.kids[verb])
        if dep == "pcomp":
            return self._after_preposition(head)
        if dep == "conj" or (dep == "advcl" and s.form[verb] == "VBG"):
            return self.modality(head) if self._shares_modality(verb, head, marked=marked) else None
        if not marked and self._is_mandated(verb, head, dep):
            return s.lemma[head]
        if (marked or s.form[verb] == "VB") and dep in {"xcomp", "ccomp", "acl", "advcl", "relcl"}:
            return self._control(head, dep, marked=marked)
        if dep in {"xcomp", "ccomp"} and s.pos[head] == "VERB":
            if s.form[verb] == "VBG" and s.lemma[head] in s.lexicon["unreal"]:
                return s.lemma[head]
            return (
                self.modality(head) if dep == "xcomp" and s.lemma[head] in s.lexicon["implicative"] else None
            )
        return None

    def _shares_modality(self, verb: int, head: int, *, marked: bool) -> bool:
        """Whether what is joined to a verb is meant as that verb is: "would attack and destroy", "would attack, killing"."""
        s = self.tokens
        if s.relation[verb] == "conj":
            alone = s.child(verb, "aux", *SUBJECTS) is None and s.form[verb] == s.form[head]
            return alone or marked
        return s.lemma[verb] not in s.lexicon["speech"] and s.child(verb, "mark", *SUBJECTS) is None

    def _is_mandated(self, verb: int, head: int, dep: str) -> bool:
        """Whether a clause says what somebody asks for: "demanded that Russia withdraw"."""
        s = self.tokens
        if (
            dep not in {"acl", "ccomp"}
            or s.lemma[head] not in s.lexicon["mandate"]
            or s.form[verb] not in {"VB", "VBP"}
        ):
            return False
        own = s.child(verb, *SUBJECTS)
        if own is None or s.child(verb, "aux") is not None:
            return False
        ambiguous = s.form[verb] == "VBP" and s.lemma[head] in {"insist", "insistence", "suggest"}
        return not ambiguous or s.form[own] in {"NN", "NNP"}

    def _after_preposition(self, preposition: int) -> str | None:
        """Return how a participle after a preposition is meant: "accused of planning", "the risk of losing", "by attacking"."""
        s = self.tokens
        governor, word = s.head[preposition], s.lower[preposition]
        lemma = s.lemma[governor]
        if s.pos[governor] == "ADP" and s.lower[governor] not in s.lexicon["without"]:
            governor = s.head[governor]
            lemma = s.lemma[governor]
        if (
            lemma in s.lexicon["offence"] and s.relation[governor] == "pobj"
        ):  # "charged with two counts of stealing"
            governor = s.head[s.head[governor]]
            lemma = s.lemma[governor]
        if s.pos[governor] == "NOUN":
            return lemma if lemma in s.lexicon["prospect"] else None
        if s.pos[governor] == "ADJ":
            return lemma if lemma in s.lexicon["capable"] else None
        if s.pos[governor] not in {"AUX", "VERB"}:
            return None
        if (word in s.lexicon["circumstance"] and lemma not in s.lexicon["resolved"]) or s.pos[
            governor
        ] == "AUX":
            return self.modality(governor)
        return None if lemma in s.lexicon["factive_governor"] else lemma

    def _control(self, head: int, dep: str, *, marked: bool) -> str | None:
        """Return what an infinitive depends on; ``marked`` is whether it has its "to"."""
        s = self.tokens
        lemma = s.lemma[head]
        if dep == "ccomp" and not marked and lemma not in s.lexicon["implicative"]:
            return None
        if dep == "advcl" or s.pos[head] in {"NOUN", "PROPN", "PRON"}:
            if not marked:
                return None
            return lemma if lemma in s.lexicon["intention"] else "to"
        if lemma in s.lexicon["implicative"] and not (lemma == "go" and s.form[head] == "VBG"):
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
        s = self.tokens
        if verb in self._according:
            return True
        for kid in s.kids[verb]:
            dep = s.relation[kid]
            if dep == "parataxis" and s.lemma[kid] in s.lexicon["speech"]:
                return True
            if dep == "advmod" and s.lower[kid] in s.lexicon["hearsay_adverb"]:
                return True
        head = s.head[verb]
        if head == verb:
            return False
        if (
            s.relation[verb] == "ccomp"
            and s.lemma[head] in s.lexicon["speech"]
            and s.lemma[head] not in s.lexicon["factive"]
        ):
            return True
        if s.relation[verb] == "conj" and continued_clause(s, verb) is not None:
            return True
        if s.relation[verb] == "xcomp" and s.lemma[head] in s.lexicon["hearsay"] and s.form[head] == "VBN":
            return True
        return s.relation[verb] in CLAUSES and self._climb(head)

    def _climb(self, token: int) -> bool:
        s = self.tokens
        while s.pos[token] not in {"VERB", "AUX"}:
            if s.head[token] == token:
                return False
            token = s.head[token]
        return self.reported(token)

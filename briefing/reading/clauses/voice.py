"""The tense and the voice of a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefing.reading.grammar import AUXILIARIES, FINITE, SUBJECTS

if TYPE_CHECKING:
    from briefing.reading.tokens import Tokens

Tense = Literal["past", "present", "modal", ""]
_PAST_FORMS = frozenset({"VBD", "VBN"})  # the parser takes one for the other


def finite_tense(tokens: Tokens, verb: int) -> Tense:
    """Return "modal", "present" or "past", and "" where the verb is not finite."""
    forms = [tokens.form[kid] for kid in tokens.kids[verb] if tokens.relation[kid] in AUXILIARIES]
    forms.append(tokens.form[verb])
    if "MD" in forms:
        return "modal"
    finite = next((form for form in forms if form in FINITE), None)
    return "" if finite is None else "past" if finite == "VBD" else "present"


def continued_clause(tokens: Tokens, verb: int) -> int | None:
    """Return the clause that a verb continues though the parser joined it to the verb of speech before.

    "He said it would be costly and would fail": the second "would" belongs to what he says, and so does a
    present tense after "said".
    """
    head = tokens.head[verb]
    if tokens.lemma[head] not in tokens.lexicon["speech"] or tokens.child(verb, *SUBJECTS) is not None:
        return None
    tense = finite_tense(tokens, verb)
    if tense not in {"modal", "present"} or tense == finite_tense(tokens, head):
        return None
    for kid in tokens.kids[head]:
        if head < kid < verb and tokens.relation[kid] == "ccomp" and finite_tense(tokens, kid) == tense:
            return kid
    return None


def is_passive(tokens: Tokens, verb: int) -> bool:
    """Whether the verb's subject is what something is done to."""
    for at in tokens.upward(verb):
        if tokens.form[at] not in _PAST_FORMS:
            return False
        labels = {tokens.relation[kid] for kid in tokens.kids[at]}
        if not labels.isdisjoint({"auxpass", "nsubjpass", "csubjpass"}):
            return True
        if "agent" in labels and "dobj" not in labels:
            return True
        if "aux" in labels and _is_perfect(tokens, at):
            return False
        if tokens.relation[at] != "conj" or "aux" in labels:
            return _is_bare_passive(tokens, at, labels)
        if not _shares_auxiliary(tokens, at, labels):
            return False
    return False


def _is_perfect(tokens: Tokens, verb: int) -> bool:
    return any(tokens.relation[kid] == "aux" and tokens.lemma[kid] == "have" for kid in tokens.kids[verb])


def _is_bare_passive(tokens: Tokens, verb: int, labels: set[str]) -> bool:
    """Whether a participle without an auxiliary of its own is passive: "the words used"."""
    relation = tokens.relation[verb]
    if tokens.form[verb] == "VBD":
        return relation in {"acl", "amod"} and labels.isdisjoint({"nsubj", "dobj"})
    if "nsubj" in labels:
        return labels.isdisjoint({"dobj", "xcomp", "ccomp"}) and relation in {
            "ccomp",
            "advcl",
            "pcomp",
            "acl",
        }
    return True


def _shares_auxiliary(tokens: Tokens, verb: int, labels: set[str]) -> bool:
    """Whether a verb has the voice of the one that it is joined to: "was arrested and charged"."""
    if "xcomp" in labels and tokens.lemma[verb] in tokens.lexicon["willing"]:
        return False
    return labels.isdisjoint({"nsubj", "dobj"}) or tokens.form[verb] == "VBN"

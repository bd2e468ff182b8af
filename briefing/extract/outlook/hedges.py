"""Words that make a statement one about the future, and say how firmly it is made: "hedges", more widely than [Hyland1998]."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from briefing.extract.outlook.words import (
    AWAITED,
    BELIEFS,
    BETWEEN,
    CONSEQUENCES,
    FORESEEN,
    HABITUAL,
    KNOWING,
    MODALS,
    POLITE,
    PROMISES,
    PROPOSALS,
    QUESTION_WORDS,
    REPORTING,
    SEEMING,
    SOON,
    SURE_CLAUSE,
    THEN,
    TOLD,
    TRIGGERS,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MAX_CLIMB = 10
_PRESENT = frozenset(("is", "are", "am", "has", "have", "'s", "’s", "'re", "’re", "do", "does"))


def candidates(doc: Doc) -> list[int]:
    """Indices of the tokens that may hedge."""
    if not len(doc):
        return []
    columns: npt.NDArray[np.uint64] = doc.to_array(["LOWER", "LEMMA"]).astype(np.uint64)
    hashes = _hashes()
    found: list[int] = np.flatnonzero(
        np.isin(columns[:, 0], hashes) | np.isin(columns[:, 1], hashes)
    ).tolist()
    return found


@cache
def _hashes() -> npt.NDArray[np.uint64]:
    from spacy.strings import get_string_id

    return np.array(sorted(get_string_id(word) for word in TRIGGERS), dtype=np.uint64)


def hedge_at(token: Token) -> tuple[int, int] | None:
    """The span of the hedge at ``token``, None where it does not speak of the future."""
    if token.tag_ == "MD":
        return _modal(token) if token.lower_ in MODALS else None
    lemma = token.lemma_.lower()
    if lemma in AWAITED or token.lower_ in AWAITED:
        found = _awaited(token)
        if found:
            return found
    found = _promise(token) if lemma in PROMISES else None
    return found or (_foreseen(token) if lemma in FORESEEN else None)


def _modal(token: Token) -> tuple[int, int] | None:
    """A modal with its negation; none of the past ("would have"), of politeness ("would like"), of ability or of what is general."""
    verb = token.head
    if verb.pos_ not in ("VERB", "AUX") or verb.i < token.i or _has_aux(verb, "have"):
        return None
    word = token.lower_
    lemma = verb.lemma_.lower()
    if _aside(verb) or any(child.lower_ in HABITUAL for child in verb.children):
        return None
    if _asks(verb, token):
        return None
    if word in ("would", "'d", "’d"):
        fits = lemma not in POLITE and _would(verb) and not _is_past_or_judged(verb)
    elif word in ("may", "might", "could"):
        fits = verb.dep_ != "advcl" and _possible(verb, could=word == "could")
    else:
        fits = lemma not in KNOWING
    return _with_negation(token, verb) if fits else None


def _asks(verb: Token, token: Token) -> bool:
    """Whether a question word or a conditional "if" opens the clause before ``token``."""
    return any(
        child.i < token.i
        and (child.lower_ in QUESTION_WORDS or (child.lower_ == "if" and child.dep_ == "mark"))
        for child in verb.children
    )


def _has_aux(verb: Token, lemma: str) -> bool:
    return any(child.dep_ in ("aux", "auxpass") and child.lemma_.lower() in (lemma, f"'{lemma[-2:]}", f"’{lemma[-2:]}") for child in verb.children)  # fmt: skip


def _with_negation(token: Token, verb: Token) -> tuple[int, int] | None:
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if after is None or after.dep_ != "neg" or after.head.i != verb.i:
        return token.idx, token.idx + len(token)
    return (
        None if token.lower_ == "could" else (token.idx, after.idx + len(after))
    )  # "could not" tells of a failure


def _would(verb: Token) -> bool:
    """Whether "would" is somebody's statement about the future, hangs on a condition or is the effect of what is proposed."""
    if verb.dep_ == "advcl":
        return False
    sentence = verb.sent
    if THEN.search(sentence.text[: verb.idx - sentence.start_char]):
        return False
    if _conditional(verb) or _reported(verb):
        return True
    subject = _subject(verb)
    return subject is not None and subject.lemma_.lower() in PROPOSALS and verb.dep_ == "ROOT"


def _is_past_or_judged(verb: Token) -> bool:
    """Whether "would" tells of a refusal, of what had been expected, or judges: "would not comment", "it would be wrong to"."""
    refused = any(child.dep_ == "neg" for child in verb.children) and verb.lemma_.lower() in TOLD
    above = verb.head
    expected = verb.dep_ == "ccomp" and above.tag_ == "VBN" and any(t.lower_ == "had" for t in above.children)
    subject = _subject(verb)
    judged = verb.lemma_.lower() == "be" and subject is not None and subject.lower_ == "it"
    return refused or expected or (judged and any(t.dep_ == "acomp" for t in verb.children))


def _possible(verb: Token, *, could: bool) -> bool:
    """Whether "may", "might" or "could" is of something to come, not of ability, of the present or of things in general."""
    if _conditional(verb) or SOON.search(verb.sent.text):
        return True
    lemma = verb.lemma_.lower()
    subject = _subject(verb)
    named = subject is not None and _is_specific(subject)
    if could:
        return lemma in CONSEQUENCES and (named or _reported(verb))
    if any(child.lower_ in ("able", "unable", "forced") for child in verb.children):
        return named
    if lemma == "be" or (verb.tag_ == "VBG" and _has_aux(verb, "be")):
        return False
    return named


def _is_specific(subject: Token) -> bool:
    """Whether a subject is one that the report is about: a name, a pronoun, "the ...", "his ..."."""
    return (
        subject.pos_ in ("PROPN", "PRON")
        or subject.lemma_.lower() in PROPOSALS
        or any(
            child.dep_ == "poss" or child.lower_ in ("the", "this", "that", "these", "those")
            for child in subject.children
        )
    )


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "csubj")), None)


def _aside(verb: Token) -> bool:
    """Whether the clause only describes a thing ("the bank that will ..."); the content of a belief or threat does not."""
    if verb.dep_ in ("relcl", "acl"):
        return verb.head.lemma_.lower() not in BELIEFS
    return verb.dep_ in ("csubj", "pcomp")


def _conditional(verb: Token) -> bool:
    """Whether a clause hangs on a condition."""
    return any(
        child.dep_ == "advcl" and any(mark.lower_ in ("if", "unless", "should") for mark in child.children)
        for child in verb.children
    )


def _reported(verb: Token) -> bool:
    """Whether a clause is what somebody says or believes, now; not what somebody believed at the side of a story."""
    current = verb
    for _ in range(MAX_CLIMB):
        above = current.head
        said = current.dep_ in ("ccomp", "xcomp", "parataxis") and above.lemma_.lower() in REPORTING
        if said or (current.dep_ in ("acl", "ccomp") and above.lemma_.lower() in BELIEFS):
            return not _told_aside(above)
        if above.i == current.i:
            break
        current = above
    return any(
        child.pos_ == "VERB" and child.lemma_.lower() in REPORTING and child.dep_ in ("parataxis", "ccomp")
        for child in current.children
    )


def _told_aside(reporting: Token) -> bool:
    """Whether the reporting itself is an aside in the past: "... because he feared that she would lie"."""
    return reporting.dep_ == "advcl" and reporting.tag_ == "VBD"


def _awaited(token: Token) -> tuple[int, int] | None:
    """The whole of "is expected to", "are likely to", "was due to"; None in a subordinate clause and in a comparison."""
    doc = token.doc
    following = token.nbor() if token.i + 1 < len(doc) else None
    if following is None or following.lower_ != "to" or following.tag_ != "TO":
        return None
    if "advcl" in (token.dep_, token.head.dep_) or token.dep_ == "relcl" or _asks(token, token):
        return None
    start = token.i
    while start and doc[start - 1].lower_ in BETWEEN:
        start -= 1
    if not start or doc[start - 1].lemma_.lower() not in SEEMING or doc[start - 1].is_sent_end:
        return None
    if doc[start].lower_ in ("more", "less") and any(
        word.lower_ == "than" for word in doc[token.i : token.sent.end]
    ):
        return None
    start -= 1 + (
        start >= 2 and doc[start - 2].tag_ == "MD" and not doc[start - 1].is_sent_start
    )  # "could be willing to"
    return doc[start].idx, following.idx + len(following)


def _promise(token: Token) -> tuple[int, int] | None:
    """A finite verb of planning, hoping or threatening with an infinitive or a clause: "threatened to", "hopes that"."""
    if not _is_finite(token):
        return None
    for child in token.children:
        if child.i < token.i or child.dep_ not in ("xcomp", "ccomp"):
            continue
        marks = [mark for mark in child.children if mark.tag_ == "TO" and mark.i == token.i + 1]
        if marks:
            return token.idx, marks[0].idx + len(marks[0])
        modal = any(mark.lower_ in MODALS for mark in child.children)
        present = child.lemma_.lower() == "be" and child.tag_ in ("VBZ", "VBP")  # "fears that it is true"
        if child.dep_ == "ccomp" and (modal or (token.lemma_.lower() in SURE_CLAUSE and not present)):
            before = token.nbor(-1) if token.tag_ == "VBN" and token.i else token  # "is expected"
            start = before.idx if before.dep_ == "auxpass" else token.idx
            return start, token.idx + len(token)
    return None


def _is_finite(token: Token) -> bool:
    """Whether a token is the verb of a clause of its own, and not before the past."""
    if (
        token.pos_ != "VERB"
        or token.tag_ not in ("VBZ", "VBP", "VBD", "VBG", "VBN", "VB")
        or token.dep_ in ("relcl", "amod", "acl", "advcl")
        or (token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"))  # "documents and plans"
    ):
        return False
    helpers = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
    if token.tag_ in ("VBG", "VBN", "VB") and not helpers & _PRESENT:
        return False
    if token.lemma_.lower() == "prepare" and token.tag_ != "VBG":
        return False  # a caption's "prepares to throw"
    return "had" not in helpers and "been" not in helpers


def _foreseen(token: Token) -> tuple[int, int] | None:
    """What somebody warns of, hopes for, or what is at risk: "warned of", "hopes for", "risks going"."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if following is None or following.is_sent_start:
        return None
    if token.lower_ == "risks" and following.tag_ == "VBG":  # the model may take it for a noun
        return (token.idx, token.idx + len(token)) if _runs_a_risk(token) else None
    if token.lemma_.lower() == "risk" or not _is_finite(token):
        return None
    wanted = "for" if token.lemma_.lower().startswith("hop") else "of"
    return (token.idx, following.idx + len(following)) if following.lower_ == wanted else None


def _runs_a_risk(token: Token) -> bool:
    """Whether "risks" is a verb between its subject and a gerund ("London risks going ..."), not "the risks going forward"."""
    if token.pos_ == "VERB":
        return _is_finite(token)
    opens = not token.i or token.is_sent_start or token.nbor(-1).pos_ not in ("NOUN", "PROPN", "PRON")
    beyond = token.doc[token.i + 2].lower_ if token.i + 2 < len(token.doc) else ""
    return not opens and beyond not in ("forward", "ahead", "up", "unnoticed")

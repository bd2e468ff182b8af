"""Words that make a statement one about the future, and say how firmly it is made [Hyland1998]."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_words = str.split  # word lists are easier to read as running text

MAX_CLIMB = 10
MODALS = frozenset(_words("will 'll ’ll wo shall would 'd ’d may might could"))
PROMISES = frozenset(  # what somebody commits to, hopes or fears (the model takes "hoped" for a form of "hop")
    _words(
        "plan hope hop hoped hoping intend aim threaten vow pledge promise expect anticipate predict forecast prepare fear agree"
    )
)
AWAITED = frozenset(
    _words(
        "expect set due schedule slate plan likely unlikely poised ready prepared bound certain going about"
    )
)
REPORTING = frozenset(
    _words(
        "say tell warn believe think declare announce claim insist argue add suggest promise predict hope expect know fear stress"
        " state confirm report emphasise emphasize vow pledge reiterate retort maintain explain reckon estimate note"
    )
)
TRIGGERS = MODALS | PROMISES | AWAITED
_POLITE = frozenset(_words("like say rather think love prefer"))
_QUESTION_WORDS = frozenset(_words("who whom whose what which how when where why whether"))
_BELIEFS = frozenset(
    _words(
        "belief fear hope expectation threat warning promise pledge possibility risk prospect chance likelihood"
    )
)
_BETWEEN = frozenset(_words("not n't n’t now also still widely very more less most all never"))
_SURE_CLAUSE = frozenset(_words("hope hop fear expect anticipate predict"))


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
    if token.lemma_.lower() in AWAITED or token.lower_ in AWAITED:
        found = _awaited(token)
        if found:
            return found
    return _promise(token) if token.lemma_.lower() in PROMISES else None


def _modal(token: Token) -> tuple[int, int] | None:
    """A modal with its negation; none of the past ("would have"), of politeness ("would like") or of ability then."""
    verb = token.head
    if verb.pos_ not in ("VERB", "AUX") or any(
        child.lower_ in ("have", "'ve", "’ve") and child.dep_ == "aux" for child in verb.children
    ):
        return None
    word = token.lower_
    unsure = word in ("would", "could", "might", "'d", "’d")
    if _aside(verb) or (verb.dep_ == "advcl" and unsure):
        return None
    if word in ("would", "'d", "’d") and (
        verb.lemma_.lower() in _POLITE or not _reported_or_conditional(verb)
    ):
        return None
    if word == "could" and not (_reported_or_conditional(verb) or _root_is_present(verb)):
        return None
    if any(child.lower_ in _QUESTION_WORDS and child.i < token.i for child in verb.children):
        return None
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if after is None or after.dep_ != "neg" or after.head.i != verb.i:
        return token.idx, token.idx + len(token)
    return None if word == "could" else (token.idx, after.idx + len(after))  # "could not" tells of a failure


def _aside(verb: Token) -> bool:
    """Whether the clause only describes a thing ("the bank that will ..."); the content of a belief or threat does not."""
    if verb.dep_ in ("relcl", "acl"):
        return verb.head.lemma_.lower() not in _BELIEFS
    return verb.dep_ in ("csubj", "pcomp")


def _reported_or_conditional(verb: Token) -> bool:
    """Whether a "would" is somebody's statement about the future or hangs on a condition; else it tells a habit of the past."""
    if any(
        child.dep_ == "advcl" and any(mark.lower_ in ("if", "unless", "should") for mark in child.children)
        for child in verb.children
    ):
        return True
    current = verb
    for _ in range(MAX_CLIMB):
        if current.dep_ in ("ccomp", "xcomp", "parataxis") and current.head.lemma_.lower() in REPORTING:
            return True
        if current.dep_ in ("acl", "ccomp") and current.head.lemma_.lower() in _BELIEFS:
            return True
        if current.head.i == current.i:
            break
        current = current.head
    return any(
        child.pos_ == "VERB" and child.lemma_.lower() in REPORTING and child.dep_ in ("parataxis", "ccomp")
        for child in current.children
    )


def _root_is_present(verb: Token) -> bool:
    root = verb.sent.root
    return root.i == verb.i or root.tag_ in ("VBZ", "VBP", "MD")


def _awaited(token: Token) -> tuple[int, int] | None:
    """The whole of "is expected to", "are likely to", "was due to"; None in a subordinate clause."""
    doc = token.doc
    following = token.nbor() if token.i + 1 < len(doc) else None
    if following is None or following.lower_ != "to" or following.tag_ != "TO":
        return None
    if "advcl" in (token.dep_, token.head.dep_) or token.dep_ == "relcl":
        return None
    start = token.i
    while start and doc[start - 1].lower_ in _BETWEEN:
        start -= 1
    if (
        not start
        or doc[start - 1].lemma_.lower() not in ("be", "’", "'s", "’s", "'re", "’re")
        or doc[start - 1].is_sent_end
    ):
        return None
    return doc[start - 1].idx, following.idx + len(following)


def _promise(token: Token) -> tuple[int, int] | None:
    """A finite verb of planning, hoping or threatening with an infinitive or a clause: "threatened to", "hopes that"."""
    if (
        token.pos_ != "VERB"
        or token.tag_ not in ("VBZ", "VBP", "VBD", "VBG", "VBN", "VB")
        or token.dep_ in ("relcl", "amod", "acl", "advcl")
    ):
        return None
    helpers = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
    if token.tag_ in ("VBG", "VBN", "VB") and not helpers & {
        "is",
        "are",
        "am",
        "has",
        "have",
        "'s",
        "’s",
        "'re",
        "’re",
        "do",
        "does",
    }:
        return None
    if "had" in helpers or "been" in helpers:
        return None
    for child in token.children:
        if child.i < token.i or child.dep_ not in ("xcomp", "ccomp"):
            continue
        marks = [mark for mark in child.children if mark.tag_ == "TO" and mark.i == token.i + 1]
        if marks:
            return token.idx, marks[0].idx + len(marks[0])
        if child.dep_ == "ccomp" and (
            token.lemma_.lower() in _SURE_CLAUSE or any(mark.lower_ in MODALS for mark in child.children)
        ):
            before = token.nbor(-1) if token.tag_ == "VBN" and token.i else token  # "is expected"
            start = before.idx if before.dep_ == "auxpass" else token.idx
            return start, token.idx + len(token)
    return None

"""Whether a time expression looks back or ahead: the tense and meaning of the verb that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_words = str.split  # word lists are easier to read as running text

AHEAD_MODALS = frozenset(
    {
        "will",
        "'ll",
        "’ll",
        "wo",
        "shall",
        "would",
        "'d",
        "’d",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
    }
)
# "is due on Friday", "plans to meet on Friday"
AHEAD_VERBS = frozenset(
    _words(
        "aim ask call due expect hope intend invite order plan prepare promise propose schedule set slate vow want warn"
    )
)
# Where the time is that of the speaking: "was asked on Friday", "called on Friday for an inquiry"; but "called for Friday".
SPOKEN = frozenset(_words("ask call invite order promise propose vow warn"))
# "is expected to address the assembly on Wednesday", whatever the parser hangs the day on
FIXED = frozenset(_words("due expected planned scheduled set slated"))
# "The talks resume on Monday"
SCHEDULED = frozenset(_words("begin start open end close resume expire"))
# Verbs that happen when the infinitive under them does or does not
SAME_TIME = frozenset(
    _words(
        "refuse fail manage try attempt begin start continue decline neglect seem appear happen help use proceed bother struggle rush"
    )
)
UNTIL = frozenset({"until", "till", "by", "before"})
MAX_CLIMB = 12


def direction(token: Token) -> int:
    """Return -1 where the expression at ``token`` looks back, 1 where it looks ahead, 0 where nothing tells."""
    until = spoken = False
    current = token
    for _ in range(MAX_CLIMB):
        if current.lower_ in UNTIL:
            until = True
        elif current.lower_ == "ahead":
            return 1  # "a rally ahead of Sunday's election"
        spoken = spoken or current.lower_ == "for"
        if current.pos_ in ("VERB", "AUX") or current.tag_.startswith("VB") or current.lower_ == "due":
            found = _verb_direction(current, spoken=spoken)
            if found < 0 and _is_fixed(current, token):
                return 1
            if until and (found >= 0 or _perfect(current)):
                return 1
            if found:
                return found
        if current.head.i == current.i:
            break
        current = current.head
    return 1 if until else 0


def _is_fixed(verb: Token, token: Token) -> bool:
    """Whether something is expected to happen between a verb that looks back and the expression."""
    between = verb.doc[verb.i + 1 : token.i]
    return any(
        t.lower_ in FIXED and t.nbor().lower_ == "to" and t.nbor(-1).lower_ in ("is", "are") for t in between
    )


def _perfect(verb: Token) -> bool:
    """Whether the verb tells of now ("has stayed closed until Friday") or has no tense of its own."""
    return verb.tag_ == "VBN" and not any(child.lower_ in ("had", "was", "were") for child in verb.children)


def _verb_direction(verb: Token, *, spoken: bool = False) -> int:
    """The direction that one verb gives, 0 where the verb above it decides. ``spoken``: the expression hangs on a "for"."""
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if words & AHEAD_MODALS and not ("have" in words and verb.tag_ == "VBN"):
        return 1
    infinitive = "to" in words
    fixes = verb.lemma_.lower() in AHEAD_VERBS and (spoken or verb.lemma_.lower() not in SPOKEN)
    if (fixes and verb.tag_ in ("VBN", "JJ", "IN")) or verb.lower_ == "due":
        return 1
    if infinitive and verb.dep_ == "xcomp" and verb.head.lemma_.lower() in SAME_TIME:
        return 0  # "refused to endorse him in July": the refusal's tense
    if infinitive and verb.dep_ in ("xcomp", "ccomp", "acl", "ROOT", "relcl", "advcl"):
        return 1 if verb.dep_ != "advcl" or verb.head.lemma_.lower() in AHEAD_VERBS else 0
    if verb.tag_ == "VBD" or words & {"was", "were", "had", "did", "has", "have", "'ve", "’ve", "been"}:
        return -1
    if verb.tag_ in ("VBZ", "VBP") and not words and verb.lemma_.lower() in SCHEDULED:
        return 1
    if verb.tag_ == "VBG" and words & {"is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m", "be"}:
        return 1
    return 0

"""Whether a time expression looks back or ahead: the tense and meaning of the verb that it belongs to.

This is not the tense or modality of the clause: "was asked to come on Friday" is past and looks ahead,
"refused to come in July" hangs on an infinitive and looks back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.reading.grammar import AUXILIARIES, PRESENT, VERBAL

if TYPE_CHECKING:
    from briefing.reading.tokens import Tokens


def direction(tokens: Tokens, token: int) -> int:
    """Return -1 where the expression at ``token`` looks back, 1 where ahead, 0 where nothing tells."""
    until = spoken = False
    for current in tokens.upward(token):
        word = tokens.lower[current]
        if word in tokens.lexicon["until"]:
            until = True
        elif word == "ahead":
            return 1  # "a rally ahead of Sunday's election"
        spoken = spoken or word == "for"
        if tokens.pos[current] in VERBAL or tokens.form[current].startswith("VB") or word == "due":
            looks = _verb_direction(tokens, current, spoken=spoken)
            if looks < 0 and _is_fixed(tokens, current, token):
                return 1
            if until and (looks >= 0 or _is_perfect(tokens, current)):
                return 1
            if looks:
                return looks
    return 1 if until else 0


def _is_fixed(tokens: Tokens, verb: int, token: int) -> bool:
    """Whether something is expected to happen between a verb that looks back and the expression."""
    return any(
        tokens.lower[at] in tokens.lexicon["fixed"]
        and tokens.lower[at + 1] == "to"
        and tokens.form[at - 1] in PRESENT
        and tokens.lemma[at - 1] == "be"
        for at in range(verb + 1, token)
    )


def _is_perfect(tokens: Tokens, verb: int) -> bool:
    """Whether the verb tells of now ("has stayed closed until Friday") or has no tense of its own."""
    return tokens.form[verb] == "VBN" and all(tokens.form[kid] != "VBD" for kid in tokens.kids[verb])


def _verb_direction(tokens: Tokens, verb: int, *, spoken: bool) -> int:
    """The direction that one verb gives, 0 where the verb above it decides.

    ``spoken`` is whether the expression hangs on a "for".
    """
    lexicon, form, relation = tokens.lexicon, tokens.form[verb], tokens.relation[verb]
    lemma, above = tokens.lemma[verb], tokens.lemma[tokens.head[verb]]
    helpers = tokens.helpers(verb)
    if not helpers.isdisjoint(lexicon["ahead_modal"]) and not ("have" in helpers and form == "VBN"):
        return 1
    fixes = lemma in lexicon["ahead_verb"] and (spoken or lemma not in lexicon["spoken_on"])
    if (fixes and form in {"VBN", "JJ", "IN"}) or tokens.lower[verb] == "due":
        return 1
    if "to" in helpers:
        if relation == "xcomp" and above in lexicon["same_time"]:
            return 0  # "refused to endorse him in July": the refusal's tense
        if relation in {"xcomp", "ccomp", "acl", "ROOT", "relcl"}:
            return 1
        if relation == "advcl":
            return 1 if above in lexicon["ahead_verb"] else 0
    if form == "VBD" or any(_is_past(tokens, kid) for kid in tokens.kids[verb]):
        return -1
    if form in PRESENT and not helpers and lemma in lexicon["scheduled"]:
        return 1
    return 1 if form == "VBG" and helpers else 0


def _is_past(tokens: Tokens, token: int) -> bool:
    """Whether it is an auxiliary of the past or perfect: "was", "did", "has", "been"."""
    past = tokens.form[token] in {"VBD", "VBN"} or tokens.lemma[token] == "have"
    return past and tokens.relation[token] in AUXILIARIES

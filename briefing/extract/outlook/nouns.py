"""Nouns that hold what is to come: "the threat of an invasion", "announced its readiness to talk"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.reading.grammar import VERBAL

if TYPE_CHECKING:
    from briefing.reading.tokens import Tokens

_ASIDES = frozenset({"relcl", "acl", "advcl", "pcomp", "csubj"})


def noun_hedge_at(t: Tokens, token: int) -> tuple[int, int] | None:
    """The characters of a noun with "of", "that" or "to"; None where it is not what the clause is about."""
    following = token + 1
    if t.pos[token] != "NOUN" or following == len(t):
        return None
    words, lemma, verb = t.lexicon, t.lemma[token], t.head[token]
    aside = t.pos[verb] not in VERBAL or t.relation[verb] in _ASIDES
    if lemma in words["resolve"] and t.lower[following] == "to" and t.form[following] == "TO":
        voiced = t.relation[token] == "dobj" and t.lemma[verb] in words["voiced"]
        return t.slice(token, following) if voiced and not aside else None
    if lemma not in words["chance"] or t.lower[following] not in ("of", "that") or aside:
        return None
    stands = t.relation[token] == "nsubj" and t.form[verb] != "VBD" and t.lemma[verb] in words["standing"]
    there = t.relation[token] == "attr" and t.child(verb, "expl") is not None
    raised = (
        t.relation[token] == "dobj"
        and t.lemma[verb] == "raise"
        and lemma in ("prospect", "possibility", "spectre", "specter")
    )
    if not (stands or there or raised) or _is_general(t, verb):
        return None
    return t.slice(token, following)


def _is_general(t: Tokens, verb: int) -> bool:
    """Whether the chance is of many cases, as a study counts them: "the risk of heart disease is lower"."""
    return any(
        (t.relation[kid] == "amod" and t.form[kid] in ("JJR", "JJS"))
        or (t.relation[kid] == "acomp" and t.form[kid] == "JJR")
        for kid in t.kids[verb]
    )

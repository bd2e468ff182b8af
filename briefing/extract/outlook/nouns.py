"""Nouns that hold what is to come: "the threat of an invasion has receded", "announced its readiness to talk"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.outlook.words import CHANCES, NOUNS, RESOLVES, STANDING, VOICED

if TYPE_CHECKING:
    from spacy.tokens import Token


def noun_hedge_at(token: Token) -> tuple[int, int] | None:
    """The noun with "of", "that" or "to"; None where it is not what the clause is about."""
    if token.pos_ != "NOUN" or token.lemma_.lower() not in NOUNS or token.i + 1 >= len(token.doc):
        return None
    following = token.nbor()
    verb = token.head
    lemma = token.lemma_.lower()
    if lemma in RESOLVES and following.lower_ == "to" and following.tag_ == "TO":
        if token.dep_ != "dobj" or verb.lemma_.lower() not in VOICED or _is_aside(verb):
            return None
        return token.idx, following.idx + len(following)
    if lemma not in CHANCES or following.lower_ not in ("of", "that") or _is_aside(verb):
        return None
    standing = token.dep_ == "nsubj" and verb.tag_ != "VBD" and verb.lemma_.lower() in STANDING
    there = token.dep_ == "attr" and any(child.dep_ == "expl" for child in verb.children)
    raised = (
        token.dep_ == "dobj"
        and verb.lemma_.lower() == "raise"
        and lemma in ("prospect", "possibility", "spectre", "specter")
    )
    if not (standing or there or raised) or _is_general(token):
        return None
    return token.idx, following.idx + len(following)


def _is_aside(verb: Token) -> bool:
    return verb.pos_ not in ("VERB", "AUX") or verb.dep_ in ("relcl", "acl", "advcl", "pcomp", "csubj")


def _is_general(token: Token) -> bool:
    """Whether the chance is of many cases, as a study counts them: "the risk of heart disease is lower"."""
    return any(child.dep_ == "amod" and child.tag_ in ("JJR", "JJS") for child in token.head.children) or any(
        child.dep_ == "acomp" and child.tag_ == "JJR" for child in token.head.children
    )

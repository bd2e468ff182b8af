"""Words that make a statement one about the future, and say how firmly: "hedges" [Hyland1998]."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.outlook.english import SOON, THEN
from briefing.reading.grammar import NAMING, NOMINAL, PRESENT, REPORTED_CLAUSES, VERBAL

if TYPE_CHECKING:
    from briefing.reading.tokens import Tokens

_ASIDES = frozenset({"relcl", "amod", "acl", "advcl"})
_UNFINISHED = frozenset({"VBG", "VBN", "VB"})


def candidates(tokens: Tokens) -> list[int]:
    """The tokens that may hedge."""
    hedging = tokens.lexicon["hedge"]
    return [i for i, word in enumerate(tokens.lower) if word in hedging or tokens.lemma[i] in hedging]


def hedge_at(t: Tokens, token: int) -> tuple[int, int] | None:
    """The characters of the hedge at ``token``, None where it does not speak of the future."""
    words = t.lexicon
    if t.form[token] == "MD":
        return _modal(t, token) if t.lower[token] in words["future_modal"] else None
    lemma = t.lemma[token]
    if lemma in words["awaited"] or t.lower[token] in words["awaited"]:
        hedge = _awaited(t, token)
        if hedge:
            return hedge
    hedge = _promise(t, token) if lemma in words["promise"] else None
    return hedge or (_foreseen(t, token) if lemma in words["foreseen"] else None)


def _modal(t: Tokens, token: int) -> tuple[int, int] | None:
    """A modal with its negation.

    None of the past ("would have"), of politeness ("would like"), of ability or of what is general.
    """
    verb = t.head[token]
    if t.pos[verb] not in VERBAL or verb < token or _is_helped_by(t, verb, "have"):
        return None
    if _aside(t, verb) or any(t.lower[kid] in t.lexicon["habitual"] for kid in t.kids[verb]):
        return None
    if _asks(t, verb, token):
        return None
    word = t.lower[token]
    if word in ("would", "'d", "’d"):
        polite = t.lemma[verb] in t.lexicon["polite"]
        fits = not polite and _would(t, verb) and not _is_past_or_judged(t, verb)
    elif word in ("may", "might", "could"):
        fits = t.relation[verb] != "advcl" and _possible(t, verb, could=word == "could")
    else:
        fits = t.lemma[verb] not in t.lexicon["guess_present"]
    return _with_negation(t, token, verb) if fits else None


def _asks(t: Tokens, verb: int, token: int) -> bool:
    """Whether a question word or a conditional "if" opens the clause before ``token``."""
    asking = t.lexicon["question_word"]
    return any(
        kid < token and (t.lower[kid] in asking or (t.lower[kid] == "if" and t.relation[kid] == "mark"))
        for kid in t.kids[verb]
    )


def _is_helped_by(t: Tokens, verb: int, lemma: str) -> bool:
    return any(t.relation[kid] in ("aux", "auxpass") and t.lemma[kid] == lemma for kid in t.kids[verb])


def _with_negation(t: Tokens, token: int, verb: int) -> tuple[int, int] | None:
    after = token + 1
    if after == len(t) or t.relation[after] != "neg" or t.head[after] != verb:
        return t.slice(token, token)
    return None if t.lower[token] == "could" else t.slice(token, after)  # "could not" tells of a failure


def _would(t: Tokens, verb: int) -> bool:
    """Whether "would" is somebody's statement about the future.

    So it is where it hangs on a condition or is the effect of what is proposed, too.
    """
    if t.relation[verb] == "advcl":
        return False
    begin = t.start[t.bounds[t.sentence[verb]][0]]
    if THEN.search(t.text[begin : t.start[verb]]):
        return False
    if _conditional(t, verb) or _reported(t, verb):
        return True
    subject = _subject(t, verb)
    return subject is not None and t.lemma[subject] in t.lexicon["proposal"] and t.relation[verb] == "ROOT"


def _is_past_or_judged(t: Tokens, verb: int) -> bool:
    """Whether "would" tells of a refusal, of what had been expected, or judges: "it would be wrong to"."""
    kids, above = t.kids[verb], t.head[verb]
    refused = any(t.relation[kid] == "neg" for kid in kids) and t.lemma[verb] in t.lexicon["asked_to_tell"]
    had = t.form[above] == "VBN" and any(t.lower[kid] == "had" for kid in t.kids[above])
    subject = _subject(t, verb)
    judged = t.lemma[verb] == "be" and subject is not None and t.lower[subject] == "it"
    return (
        refused
        or (had and t.relation[verb] == "ccomp")
        or (judged and any(t.relation[kid] == "acomp" for kid in kids))
    )


def _possible(t: Tokens, verb: int, *, could: bool) -> bool:
    """Whether "may", "might" or "could" is of something to come, not of ability, of now or in general."""
    first, after = t.bounds[t.sentence[verb]]
    if _conditional(t, verb) or SOON.search(t.text, t.start[first], t.end[after - 1]):
        return True
    subject = _subject(t, verb)
    named = subject is not None and _is_specific(t, subject)
    if could:
        return t.lemma[verb] in t.lexicon["consequence"] and (named or _reported(t, verb))
    if any(t.lower[kid] in ("able", "unable", "forced") for kid in t.kids[verb]):
        return named
    if t.lemma[verb] == "be" or (t.form[verb] == "VBG" and _is_helped_by(t, verb, "be")):
        return False
    return named


def _is_specific(t: Tokens, subject: int) -> bool:
    """Whether a subject is one that the report is about: a name, a pronoun, "the ...", "his ..."."""
    return (
        t.pos[subject] in ("PROPN", "PRON")
        or t.lemma[subject] in t.lexicon["proposal"]
        or any(
            t.relation[kid] == "poss" or t.lower[kid] in ("the", "this", "that", "these", "those")
            for kid in t.kids[subject]
        )
    )


def _subject(t: Tokens, verb: int) -> int | None:
    return t.child(verb, "nsubj", "nsubjpass", "csubj")


def _aside(t: Tokens, verb: int) -> bool:
    """Whether the clause only describes a thing ("the bank that will ..."); a belief or threat does not."""
    if t.relation[verb] in ("relcl", "acl"):
        return t.lemma[t.head[verb]] not in t.lexicon["belief"]
    return t.relation[verb] in ("csubj", "pcomp")


def _conditional(t: Tokens, verb: int) -> bool:
    """Whether a clause hangs on a condition."""
    return any(
        t.relation[kid] == "advcl"
        and any(t.lower[mark] in ("if", "unless", "should") for mark in t.kids[kid])
        for kid in t.kids[verb]
    )


def _reported(t: Tokens, verb: int) -> bool:
    """Whether a clause is what somebody says or believes now, not what was believed beside a story.

    Wider than what the clauses of the floor call reported: a belief, a threat and a hope are reports of
    what is to come.
    """
    reporting, beliefs = t.lexicon["say_or_think"], t.lexicon["belief"]
    for current in t.upward(verb):
        above = t.head[current]
        said = t.relation[current] in ("ccomp", "xcomp", "parataxis") and t.lemma[above] in reporting
        if said or (t.relation[current] in ("acl", "ccomp") and t.lemma[above] in beliefs):
            return not (
                t.relation[above] == "advcl" and t.form[above] == "VBD"
            )  # "... because he feared that"
    return any(
        t.pos[kid] == "VERB" and t.lemma[kid] in reporting and t.relation[kid] in ("parataxis", "ccomp")
        for kid in t.kids[current]
    )


def _awaited(t: Tokens, token: int) -> tuple[int, int] | None:
    """The whole of "is expected to", "are likely to"; None in a subordinate clause and in a comparison."""
    to = token + 1
    if to == len(t) or t.lower[to] != "to" or t.form[to] != "TO":
        return None
    if "advcl" in (t.relation[token], t.relation[t.head[token]]) or t.relation[token] == "relcl":
        return None
    if _asks(t, token, token):
        return None
    start = token
    while start and t.lower[start - 1] in t.lexicon["between_seem"]:
        start -= 1
    if not start or t.lemma[start - 1] not in t.lexicon["seem"] or t.opens_sentence(start):
        return None
    end = t.bounds[t.sentence[token]][1]
    if t.lower[start] in ("more", "less") and "than" in t.lower[token:end]:
        return None
    modal = start >= 2 and t.form[start - 2] == "MD" and not t.opens_sentence(start - 1)
    return t.slice(start - 1 - modal, to)  # with "could be willing to"


def _promise(t: Tokens, token: int) -> tuple[int, int] | None:
    """A finite verb of planning or hoping with its infinitive or clause: "threatened to", "hopes that"."""
    if not _is_finite(t, token):
        return None
    for kid in t.kids[token]:
        if kid < token or t.relation[kid] not in REPORTED_CLAUSES:
            continue
        if any(t.form[mark] == "TO" and mark == token + 1 for mark in t.kids[kid]):
            return t.slice(token, token + 1)
        modal = any(t.lower[mark] in t.lexicon["future_modal"] for mark in t.kids[kid])
        present = t.lemma[kid] == "be" and t.form[kid] in PRESENT  # "fears that it is true"
        sure = t.lemma[token] in t.lexicon["sure_clause"] and not present
        if t.relation[kid] == "ccomp" and (modal or sure):
            helped = t.form[token] == "VBN" and token > 0 and t.relation[token - 1] == "auxpass"
            return t.slice(token - helped, token)  # "is expected"
    return None


def _is_finite(t: Tokens, token: int) -> bool:
    """Whether a token is the verb of a clause of its own, and not before the past."""
    if (
        t.pos[token] != "VERB"
        or t.form[token][:2] != "VB"
        or t.relation[token] in _ASIDES
        or (t.relation[token] == "conj" and t.pos[t.head[token]] in NAMING)  # "documents and plans"
    ):
        return False
    helpers = t.helpers(token)
    if t.form[token] in _UNFINISHED and not helpers & t.lexicon["present_helper"]:
        return False
    if t.lemma[token] == "prepare" and t.form[token] != "VBG":
        return False  # a caption's "prepares to throw"
    return "had" not in helpers and "been" not in helpers


def _foreseen(t: Tokens, token: int) -> tuple[int, int] | None:
    """What somebody warns of, hopes for, or what is at risk: "warned of", "hopes for", "risks going"."""
    following = token + 1
    if following == len(t) or t.opens_sentence(following):
        return None
    if t.lower[token] == "risks" and t.form[following] == "VBG":  # the model may take it for a noun
        return t.slice(token, token) if _runs_a_risk(t, token) else None
    if t.lemma[token] == "risk" or not _is_finite(t, token):
        return None
    wanted = "for" if t.lemma[token] == "hope" else "of"
    return t.slice(token, following) if t.lower[following] == wanted else None


def _runs_a_risk(t: Tokens, token: int) -> bool:
    """Whether "risks" is a verb before a gerund ("London risks going"), not "the risks going forward"."""
    if t.pos[token] == "VERB":
        return _is_finite(t, token)
    if not token or t.opens_sentence(token) or t.pos[token - 1] not in NOMINAL:
        return False
    return t.lower[token + 2 : token + 3] not in (["forward"], ["ahead"], ["up"], ["unnoticed"])

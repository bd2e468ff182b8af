"""The words that name a speaker: found in the parse, else by their order around the reporting verb."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.reading.clauses import is_passive
from briefing.reading.grammar import (
    CALENDAR,
    NAMING,
    NOMINAL,
    PARTICIPLES,
    RELATIVES,
    SUBJECTS,
    TENSED,
    VERBAL,
)
from briefing.reading.tokens import MOST_STEPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.reading.tokens import Tokens

MOST_APPOSITION = 14  # tokens: a longer apposition is a clause of its own
_HEADS = NOMINAL | {"NUM", "DET", "ADJ"}
_SHARING = frozenset({"acl", "conj", "xcomp", "advcl", "pcomp", "prep", "dep"})
_PHRASE = _HEADS | {"PART", "X"}
_CLAUSE_FORMS = TENSED | RELATIVES  # where a clause has begun


@dataclass(frozen=True, slots=True)
class Speaker:
    """First, last and head token of the words that name the speaker.

    ``antecedent`` is the noun that a relative pronoun stands for; ``apposition`` the head of a name in
    apposition.
    """

    first: int
    last: int
    head: int
    antecedent: int | None = None
    apposition: int | None = None
    reach: int = -1  # the last token of the whole phrase, clauses and all


def noun_phrase(words: Tokens, quoted: Sequence[int], head: int) -> Speaker | None:
    """Return the noun phrase of a head without its relative clauses; None inside a quotation."""
    if quoted[head] >= 0 or words.pos[head] not in _HEADS:
        return None
    if head in words.datelines:
        named = words.child(head, "appos")
        return (
            noun_phrase(words, quoted, named) if named is not None and named not in words.datelines else None
        )
    last, apposition = _without_clauses(words, head)
    last = _phrase_end(words, head, last)
    first, last = _unquoted(quoted, words.left[head], last, head)
    while first < head and (
        first in words.datelines
        or words.lower[first] in words.lexicon["not_first"]
        or not (words.is_word(first) or words.lower[first] in ("(", "["))
    ):
        first += 1
    if (
        first < head
        and words.lower[first] in words.lexicon["in_adverbial"]
        and words.lower[first - 1 : first] == ["in"]
    ):
        first += 1  # "in private Ukrainian officials say"
    while last > head and (not words.is_word(last)) and words.lower[last] not in (")", "]"):
        last -= 1
    antecedent = None
    if words.lower[head] in words.lexicon["relative"]:
        verb = words.head[head]
        if words.relation[verb] == "conj":
            verb = words.head[verb]
        antecedent = words.head[verb] if words.relation[verb] == "relcl" else None
    if antecedent is not None and words.lower[head] == "that":  # unlike "who" it names nobody
        return noun_phrase(words, quoted, antecedent)
    if apposition is not None and not first <= apposition <= last:
        apposition = None
    return Speaker(first, last, head, antecedent, apposition, words.right[head])


def _without_clauses(words: Tokens, head: int) -> tuple[int, int | None]:
    """The last token of a phrase before its first clause, and the head of a name in apposition."""
    last = words.right[head]
    apposition = None
    for c in words.kids[head]:
        if c < head:
            continue
        dep = words.relation[c]
        if dep == "appos" and apposition is None and words.right[c] - words.left[c] <= MOST_APPOSITION:
            apposition = c
        elif dep in ("relcl", "acl", "advcl", "appos", "ccomp", "parataxis", "cc") and not (
            dep == "cc" and words.child(head, "conj")
        ):
            last = min(last, words.left[c] - 1)
        elif dep == "prep" and words.lemma[head] not in words.lexicon["document"] and _is_occasion(words, c):
            last = min(last, c - 1)
    return last, apposition


def _is_occasion(words: Tokens, preposition: int) -> bool:
    """Whether a phrase tells where something was said, not who said it: "said the company in a statement"."""
    if words.lower[preposition] not in words.lexicon["occasion_preposition"]:
        return False
    where = words.child(preposition, "pobj")
    if where is None or words.lemma[where] not in words.lexicon["occasion"]:
        return False
    # "a note in the report" is one thing
    return not any(words.lower[c] in words.lexicon["definite"] for c in words.kids[where])


def _phrase_end(words: Tokens, head: int, last: int) -> int:
    """The last token before a finite verb, a relative pronoun or a bracket that does not close."""
    depth = 0
    opened = head
    for i in range(head + 1, last + 1):
        aside = words.form[i] in PARTICIPLES and words.lower[i - 1] == ","
        if aside or words.form[i] in _CLAUSE_FORMS or _is_dash(words, i):
            return (opened if depth else i) - 1
        if words.lower[i] == "(":
            depth, opened = depth + 1, i
        elif words.lower[i] == ")":
            depth -= 1
            if depth < 0:
                return i - 1
    return opened - 1 if depth > 0 else last


def _is_dash(words: Tokens, token: int) -> bool:
    """Tell a dash, which begins an aside, from a hyphen."""
    mark = words.lower[token]
    return mark in ("–", "—", "--") or (mark == "-" and words.start[token] > words.end[token - 1])


def _unquoted(quoted: Sequence[int], first: int, last: int, head: int) -> tuple[int, int]:
    """Keep the part of a phrase around its head that no quotation interrupts."""
    while any(quoted[i] >= 0 for i in range(first, head)):
        first += 1
    for i in range(head + 1, last + 1):
        if quoted[i] >= 0:
            return first, i - 1
    return first, last


def by_parse(words: Tokens, quoted: Sequence[int], verb: int) -> tuple[Speaker | None, bool]:
    """Return the speaker by the dependencies, and whether the verb is passive."""
    passive = is_passive(words, verb) and not _stands_for_sentence(words, quoted, verb)
    if passive:
        agent = words.child(verb, "agent")
        head = words.child(agent, "pobj") if agent is not None else None
    else:
        head = _before_participle(words, quoted, verb)
        if head is None:
            head = _subject_above(words, quoted, verb)
    return (noun_phrase(words, quoted, head) if head is not None else None), passive


def _stands_for_sentence(words: Tokens, quoted: Sequence[int], verb: int) -> bool:
    """Whether what was taken for a participle is the verb behind quoted words: ("…" the teacher asked)."""
    noun = words.head[verb]
    begin = next(
        (i for i in range(noun, -1, -1) if quoted[i] >= 0 or words.pos[i] not in _PHRASE | {"PUNCT"}), noun
    )
    return (
        words.relation[verb] == "acl"
        and words.relation[noun] == "ROOT"
        and noun == verb - 1
        and quoted[begin] >= 0
    )


def _subject_above(words: Tokens, quoted: Sequence[int], verb: int) -> int | None:
    """The head of the subject that a verb has, or shares with the verb above it."""
    # Who speaks is not always who acts, as clauses have it: with their subjects 2 more of 100 are wrong.
    at = verb
    for _ in range(MOST_STEPS):
        subject = words.subject(at)
        if subject is not None:
            return subject
        dep, head = words.relation[at], words.head[at]
        if dep == "relcl" or (dep == "acl" and not _speaks_through(words, at, head)):
            return head
        above = _verb_above(words, head) if dep == "acl" else head
        if dep not in _SHARING or above in (at, head if dep == "acl" else -1) or quoted[above] >= 0:
            return None
        at = above
    return None


def _before_participle(words: Tokens, quoted: Sequence[int], verb: int) -> int | None:
    """The noun that speaks in "with the envoy saying", "footage of the envoy asking"."""
    noun = verb - 1
    if words.form[verb] != "VBG" or noun < 0 or quoted[noun] >= 0 or words.pos[noun] not in NAMING:
        return None
    before = words.left[noun] - 1
    beside = words.lower[before] in ("with", "of") and words.lemma[noun] not in words.lexicon["document"]
    return noun if beside and words.left[noun] > 0 else None


def _speaks_through(words: Tokens, verb: int, noun: int) -> bool:
    """Whether the subject above speaks, not the noun before: "issued a statement saying", "left, adding"."""
    if words.relation[noun] in SUBJECTS | {"ROOT"}:
        return False
    if words.lemma[noun] in words.lexicon["spent"] or words.entity[noun] in CALENDAR:
        return True
    return words.lower[words.left[verb] - 1] == "," or (
        words.relation[noun] == "dobj" and words.lemma[noun] in words.lexicon["document"]
    )


def _verb_above(words: Tokens, token: int) -> int:
    at = token
    while words.pos[at] not in VERBAL and words.head[at] != at:
        at = words.head[at]
    return at


def by_order(words: Tokens, quoted: Sequence[int], verb: int) -> Speaker | None:
    """Return the noun phrase right behind or right before a verb: "said the mayor", "the mayor said"."""
    first, last = words.bounds[words.sentence[verb]]
    inverted = verb == first or not words.is_word(verb - 1) or quoted[verb - 1] >= 0
    inverted = inverted and words.lemma[verb] not in words.lexicon["address"]  # "told reporters"
    head = _head_of_run(words, quoted, verb + 1, last) if inverted else None
    if head is not None:
        return noun_phrase(words, quoted, head)
    head = _run_before(words, quoted, first, verb)
    speaker = noun_phrase(words, quoted, head) if head is not None else None
    return replace(speaker, reach=verb - 1) if speaker else None


def _head_of_run(words: Tokens, quoted: Sequence[int], at: int, end: int) -> int | None:
    """The head of the noun phrase that begins at a token."""
    head = None
    if at < end and words.lower[at] in words.lexicon["no_subject"]:
        return None
    while at < end and quoted[at] < 0 and words.pos[at] in _PHRASE:
        if words.pos[at] in NOMINAL:
            head = None if _is_time(words, at) else at
        at += 1
    if head is not None and at < end and (words.pos[at] in VERBAL or words.form[at] == "HYPH"):
        return None  # the subject of a reported clause, or the first half of a word
    return head


def _is_time(words: Tokens, token: int) -> bool:
    return words.entity[token] in CALENDAR or (
        words.relation[token] == "npadvmod" and words.pos[token] == "NOUN"
    )


def _run_before(words: Tokens, quoted: Sequence[int], first: int, verb: int) -> int | None:
    at = verb - 1
    while at > first and (words.pos[at] in ("ADV", "AUX") or _is_time(words, at)):
        at -= 1
    if words.lower[at] == ",":  # "Flynn, a retired general, said": the name stands before the apposition
        at = next(
            (i - 1 for i in range(at - 1, first, -1) if words.lower[i] == "," and words.pos[i - 1] != "ADV"),
            -1,
        )
        if at >= first and words.lower[at] == ")":
            at = next((i - 1 for i in range(at, first, -1) if words.lower[i] == "("), -1)
    if at < first or _is_time(words, at) or quoted[at] >= 0 or words.pos[at] not in NOMINAL:
        return None
    return at

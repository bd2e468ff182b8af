"""Whether a passage can be read without what stands before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from briefing.extract.sentences.english import (
    CONNECTIVE,
    DAY_AT_END,
    EMPTY_IT,
    FURNITURE,
    LIKE_BEFORE,
    NAMED_BEFORE,
    ONE_OF_A_KIND,
    RANK,
    SMALL,
)
from briefing.reading.datelines import dateline_end
from briefing.reading.grammar import CALENDAR, NAMING, OBJECTS, PLURAL, PRESENT, SUBJECTS, TENSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.reading.annotation import AnnotatedArticle
    from briefing.reading.tokens import Tokens

Flaw = Literal[
    "fragment", "furniture", "question", "quotation", "connective", "pronoun", "description", "first person"
]

FEWEST_WORDS = 5
_PEOPLES = frozenset({"GPE", "LOC", "NORP"})  # "he" is none of these
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_BEFORE = "“‘\"'«([—–-… \t"  # what may stand before the first word
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$|[\"”’»]$")
_ASKS = re.compile(r"\?[\"'”’»)\]]*$")
_SPACES = re.compile(r"\s+")


def why_not_alone(one: AnnotatedArticle, start: int, end: int) -> Flaw | None:
    """Name what keeps the passage ``[start, end)`` (character offsets) from being read alone; None: nothing.

    "fragment": too short, unfinished, or without a finite verb; "furniture": of the page, not of the
    report; "question"; "quotation": a part of one, or one without its speaker; "connective": it opens with
    "But", "However"; "pronoun": it opens with one, or its subject is one that names nobody in the passage,
    or it points back ("these demands"); "description": its subject, or what it opens with, is a thing that
    the reader is thought to know ("the two men", "the troops", "Asked about the comments"); "first person":
    the reporter's own "I", "we" and "here".
    """
    t, whole = one.tokens, one.article.text
    if not 0 <= start < end <= len(whole) or not len(t):
        return "fragment"
    start = dateline_end(whole, start, end)
    text = whole[start:end].rstrip()
    if len(text.split()) < FEWEST_WORDS or not _ENDS.search(text) or _is_cut(whole, start, text):
        return "fragment"
    first, after = max(0, t.after(start)), t.first_at(end)
    root = _root(t, first, after)
    if FURNITURE.search(text) or _is_caption(t, root, text):
        return "furniture"
    if _ASKS.search(text):
        return "question"
    if _is_broken(one, text, start):
        return "quotation"
    opening = _SPACES.sub(" ", text.lstrip(_BEFORE))
    if CONNECTIVE.match(opening):
        return "connective"
    if NAMED_BEFORE.match(opening) or LIKE_BEFORE.search(opening):
        return "description"
    words = [token for token in range(first, after) if not (t.word[token].isspace() or t.is_mark(token))]
    return _flaw_of_grammar(one, words, root, opening)


def _root(t: Tokens, first: int, after: int) -> int:
    """The token that the rest of a passage hangs on."""
    return next((i for i in range(first, after) if not first <= t.head[i] < after or t.head[i] == i), first)


def _is_cut(whole: str, start: int, text: str) -> bool:
    """Whether the splitter cut the passage off behind a title, or it begins in mid-sentence."""
    before = whole[max(0, start - 12) : start].rstrip(" ")
    return bool(RANK.search(text) or RANK.search(before) or SMALL.match(text))


def _is_broken(one: AnnotatedArticle, text: str, start: int) -> bool:
    """Whether a quotation is cut by the passage's edges, lacks a mark, or is all there is."""
    end = start + len(text)
    if one.quotations.cuts(start, end):
        return True
    # Brackets count with the quotations: half of a parenthesis is as little to be read alone.
    if text.count("(") != text.count(")") or text.count("[") != text.count("]"):
        return True
    quoted = sum(span.end - span.start for span in one.quotations.touching(start, end))
    return quoted > 0 and len(text) - quoted < 4


def _flaw_of_grammar(one: AnnotatedArticle, words: Sequence[int], root: int, opening: str) -> Flaw | None:
    """What the passage refers to: pronouns without a name before them, the reporter's own "we", no verb."""
    t = one.tokens
    if not any(t.form[i] in TENSED for i in words) or _has_no_clause(t, root, words):
        return "fragment"
    first = words[0]
    if t.lower[first] in t.lexicon["third_person"] and not EMPTY_IT.match(opening):
        return "pronoun"
    if t.lower[first] in t.lexicon["pair_word"] and len(words) > 1 and t.pos[words[1]] != "PROPN":
        return "pronoun"
    own = [i for i in words if one.quotations.at(t.start[i]) is None]
    ours = t.lexicon["first_person"]
    if any((t.lower[i] in ours and t.word[i] != "US") or t.lower[i] == "here" for i in own):
        return "first person"
    if _points_back(t, first, own) or _has_loose_pronoun(t, own):
        return "pronoun"
    return "description" if _has_known_subject(t, own) else None


def _is_caption(t: Tokens, root: int, text: str) -> bool:
    """Whether it tells what a picture shows: in the present tense, with a full date at its end."""
    if not DAY_AT_END.search(text) or t.lemma[root] in t.lexicon["arranged"]:
        return False
    return t.form[root] in PRESENT or any(
        t.relation[kid] in ("aux", "auxpass") and t.form[kid] in PRESENT for kid in t.kids[root]
    )


def _has_no_clause(t: Tokens, root: int, words: Sequence[int]) -> bool:
    """Whether the only verbs hang on a noun that nothing is said of: "Pictures showing soldiers."."""
    if t.pos[root] not in NAMING:
        return False
    finite = (t.head[i] if t.relation[i] in ("aux", "auxpass") else i for i in words if t.form[i] in TENSED)
    return all(any(t.relation[above] in ("relcl", "acl") for above in (i, *t.ancestors(i))) for i in finite)


def _points_back(t: Tokens, first: int, own: Sequence[int]) -> bool:
    """Whether "this", "those demands" and their like point at something that the passage has not named."""
    named: set[str] = set()
    for token in own:
        if t.lower[token] in t.lexicon["pointing"]:
            lemma = t.lemma[t.head[token]]
            if t.relation[token] == "det":
                if lemma not in t.lexicon["time_word"] and lemma not in named:
                    return True
            elif token == first and t.relation[token] in SUBJECTS:
                return True
        elif t.pos[token] in NAMING:
            named.add(t.lemma[token])
    return False


def _has_loose_pronoun(t: Tokens, own: Sequence[int]) -> bool:
    """Whether a "he" or "they" stands before everybody whom it could mean.

    "Asked whether he believed it, Mr Wallace said ..." is complete: the sentence names its subject after
    the pronoun.
    """
    one = several = False  # whether somebody, or some people or a body of people, stand before
    for number, token in enumerate(own):
        word, subject = t.lower[token], t.relation[token] in SUBJECTS
        if t.pos[token] in NAMING:
            stands_out = _is_name(t, token) or subject
            alone = t.entity[token] == "PERSON" and t.relation[token] != "conj"
            several = several or t.form[token] in PLURAL or (stands_out and not alone)
            one = one or (stands_out and t.entity[token] not in _PEOPLES and t.form[token] not in PLURAL)
        elif (word in t.lexicon["he_or_she"] and not one) or (word == "they" and not several):
            if subject and t.relation[t.head[token]] == "ROOT":
                return True
            later = (i for i in own[number + 1 :] if t.relation[i] in SUBJECTS and _is_main(t, t.head[i]))
            named = next(later, None)
            return named is None or t.pos[named] not in NAMING
        elif _is_late_speaker(t, token) or (not several and _is_loose_it(t, token)):
            return True
    return False


def _is_loose_it(t: Tokens, token: int) -> bool:
    """Whether an "it" is the subject and stands for a thing ("On Friday it closed the plant")."""
    if t.lower[token] != "it" or t.relation[token] not in SUBJECTS or t.relation[t.head[token]] != "ROOT":
        return False
    words = t.text[t.start[token] : t.end[min(token + 7, len(t) - 1)]]
    return ONE_OF_A_KIND.match(words) is not None or not EMPTY_IT.match(words)


def _is_main(t: Tokens, verb: int) -> bool:
    """Whether a verb is the sentence's, stands beside it, or is what the sentence reports."""
    joined = t.relation[verb] in ("ccomp", "conj") and t.relation[t.head[verb]] == "ROOT"
    return joined or t.relation[verb] == "ROOT"


def _is_late_speaker(t: Tokens, token: int) -> bool:
    """Whether a pronoun is the speaker after the words: "Russia is increasing its forces, he added"."""
    verb = t.head[token]
    return (
        t.lower[token] in t.lexicon["speaking_pronoun"]
        and t.relation[token] in SUBJECTS
        and t.relation[verb] == "ROOT"
        and any(t.relation[kid] == "ccomp" and kid < token for kid in t.kids[verb])
    )


def _has_known_subject(t: Tokens, own: Sequence[int]) -> bool:
    """Whether the subject is a thing that the reader is thought to know: "The troops will be as close".

    The subject of the main clause, of what is said there, and whatever stands first, count.
    """
    first = next((i for i in own if t.relation[i] in SUBJECTS), None)
    named = False
    if own and any(_is_thought_known(t, noun, named) for noun in _objects_in_front(t, own[0])):
        return True
    for token in own:
        above = t.head[token]
        if t.relation[token] in SUBJECTS:
            told = t.relation[above] == "ccomp" and t.relation[t.head[above]] == "ROOT"
            counts = token == first or t.relation[above] == "ROOT" or told
        else:
            counts = t.relation[token] in OBJECTS and t.relation[above] == "ROOT"
        if counts and _is_thought_known(t, token, named):
            return True
        named = named or (_is_name(t, token) and t.relation[token] not in _MODIFIERS)
    return False


def _is_name(t: Tokens, token: int) -> bool:
    return t.pos[token] == "PROPN" and t.entity[token] not in CALENDAR


def _objects_in_front(t: Tokens, first: int) -> list[int]:
    """What the opening is about: "Asked about the comments, Mr Wallace said", "After the talks, he flew"."""
    if t.relation[first] not in ("advcl", "prep") or t.head[first] < first:
        return []
    heads = [first, *(kid for kid in t.kids[first] if t.relation[kid] == "prep" and kid > first)]
    return [kid for head in heads for kid in t.kids[head] if t.relation[kid] in ("dobj", "pobj")]


def _is_thought_known(t: Tokens, noun: int, named: bool) -> bool:
    """Whether "the" is before a noun that is not the only one, nor told apart by what is beside it.

    Whoever speaks must be named there, or at least whose officer it is. ``named``: a name stands before in
    the sentence, which a singular noun may stand for.
    """
    if t.form[noun] not in ("NN", "NNS") or t.lemma[noun] in t.lexicon["only_one"]:
        return False
    beside = t.kids[noun]
    if not any(t.lower[kid] == "the" and t.relation[kid] == "det" for kid in beside):
        return False
    if named and t.form[noun] == "NN":
        return False
    inside = [i for i in t.subtree(noun) if i != t.left[noun]]
    if any(_is_name(t, i) or t.entity[i] in _PEOPLES for i in inside):
        return False
    if any(t.relation[i] == "poss" or t.form[i] == "JJS" for i in inside):
        return False
    if t.lemma[t.head[noun]] in t.lexicon["say"]:
        return True
    return not any(kid > noun and _tells_apart(t, kid) for kid in beside)


def _tells_apart(t: Tokens, token: int) -> bool:
    """Whether what hangs on a noun says which one is meant; a day does not ("the talks on Friday")."""
    if t.relation[token] == "prep":
        return not all(t.entity[kid] in CALENDAR for kid in t.kids[token])
    return t.relation[token] in ("relcl", "acl", "appos")

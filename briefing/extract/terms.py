"""What the articles are about: key terms over all of them together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import exp, fsum, log
from typing import TYPE_CHECKING

from briefing.model import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from briefing.reading.annotation import AnnotatedArticle
    from briefing.reading.tokens import Tokens

WORD_CLASSES = ("NOUN", "PROPN", "ADJ")
WORDS_PER_ARTICLE = 40  # words that are weighted in one article; the tail never reaches the top
CONSIDERED = 4  # candidates looked at for each term that is wanted
LONGEST = 4  # words in a term; longer noun phrases are titles with a name, or clauses in disguise
UNKNOWN = 1.0  # the weight of a word beyond the weighted ones: YAKE's scores rise towards 1 and above
ALIKE = 0.8  # the share of letters that two spellings of a first name have in common, at least
NUMERIC = frozenset({"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})
FUZZY = 13  # letters from which a term may be a slip of another one
SLIP = 0.93  # likeness of two long terms, their words sorted, from which they are one


@dataclass(slots=True)
class _Candidate:
    """A noun phrase in all its places: how it is printed, how heavy it is in each article, whom it names."""

    printed: Counter[str] = field(default_factory=Counter)
    weight: float = 0.0
    person: bool = False

    @property
    def text(self) -> str:
        """The term as it is printed most often, the first in the alphabet of equals."""
        return min(self.printed, key=lambda form: (-self.printed[form], form))


def extract_terms(annotated: Sequence[AnnotatedArticle], *, top: int = 20) -> tuple[Term, ...]:
    """Return up to ``top`` key terms, weightiest first; ``score`` is above 0, and 1 for the weightiest.

    Words are weighted by textacy's YAKE [Campos2020] in each article. Terms are whole noun phrases as
    printed most often, without articles, titles, dates and numbers. A phrase weighs the geometric mean of
    its words in each article, times its places there and a little more for each further word; the articles
    are summed, so what many of them speak of comes first. Of terms that name the same thing ("Shoigu",
    "Sergei Shoigu") the fuller is returned, with the weight of both. Raises ValueError where ``top`` is
    below 0.
    """
    if top < 0:
        raise ValueError(f"top must be 0 or more, not {top}")
    candidates: dict[str, _Candidate] = defaultdict(_Candidate)
    for one in annotated:
        _weigh(one, candidates)
    ranked = sorted(candidates.items(), key=lambda item: (-item[1].weight, item[0]))
    chosen = _distinct(_merged(ranked[: top * CONSIDERED]), top)
    return tuple(Term(candidate.text, round(candidate.weight / chosen[0].weight, 4)) for candidate in chosen)


def _weigh(one: AnnotatedArticle, candidates: dict[str, _Candidate]) -> None:
    """Add what an article says of each noun phrase in it."""
    t = one.tokens
    phrases: dict[str, list[list[int]]] = defaultdict(list)
    for phrase in _phrases(one):
        phrases[" ".join(t.lower[token] for token in phrase)].append(phrase)
    if not phrases:
        return
    weights = _word_weights(one.doc)
    for key, printings in phrases.items():
        words = key.split(" ")
        mean = fsum(log(weights.get(word, UNKNOWN)) for word in words) / len(words)
        candidate = candidates[key]
        candidate.weight += len(printings) * exp(-mean) * len(words) ** 0.5
        for phrase in printings:
            candidate.printed[t.text[slice(*t.slice(phrase[0], phrase[-1]))]] += 1
            candidate.person = candidate.person or t.entity[phrase[-1]] == "PERSON"


def _word_weights(doc: Doc) -> dict[str, float]:
    """YAKE's weight of the words of one article: the lower, the more the article is about it.

    textacy takes a Doc, and noun chunks are spaCy's: terms alone read past the table of tokens.
    """
    from textacy.extract.keyterms.yake import yake

    try:
        return dict(yake(doc, normalize="lower", ngrams=1, include_pos=WORD_CLASSES, topn=WORDS_PER_ARTICLE))
    except (ValueError, ZeroDivisionError):  # the spread of a single word's counts: YAKE needs two words
        return {}


def _phrases(one: AnnotatedArticle) -> Iterator[list[int]]:
    """Yield the noun phrases of an article as tokens, cut down to what can be a term."""
    for chunk in one.doc.noun_chunks:
        yield from _pieces(one.tokens, range(chunk.start, chunk.end))


def _pieces(t: Tokens, chunk: Iterable[int]) -> Iterator[list[int]]:
    """Split a noun phrase where a name begins or a word cannot belong to a term."""
    piece: list[int] = []
    for token in chunk:
        names = t.entity[token] == "PERSON" and t.opens_entity[token]
        fits = t.pos[token] in WORD_CLASSES and t.entity[token] not in NUMERIC and t.word[token].isalpha()
        if names or not fits:
            yield from _trimmed(t, piece)
            piece = []
        if fits:
            piece.append(token)
    yield from _trimmed(t, piece)


def _trimmed(t: Tokens, piece: list[int]) -> Iterator[list[int]]:
    titles = t.lexicon["term_title"]
    while piece and t.pos[piece[-1]] == "ADJ":
        piece = piece[:-1]
    while piece and t.entity[piece[0]] == "PERSON" and t.lower[piece[0]] in titles:
        piece = piece[1:]
    if not piece or (len(piece) == 1 and t.lower[piece[0]] in titles):
        return
    last = piece[-1]
    if len(piece) <= LONGEST and t.lemma[last] not in t.lexicon["empty_term"] and len(t.word[last]) > 1:
        yield piece


def _merged(ranked: list[tuple[str, _Candidate]]) -> list[_Candidate]:
    """Put variants of one term together under the fuller name, heaviest first."""
    spelling: dict[str, str] = {}
    for group in _variants([key for key, _ in ranked]):
        spelling.update(dict.fromkeys(group, min(group)))
    merged: dict[str, tuple[str, _Candidate]] = {}  # each with the fullest of its keys
    for key, candidate in ranked:
        same = spelling[key]
        if candidate.person:
            same = next((k for k, (name, c) in merged.items() if c.person and _is_same_name(name, key)), same)
        if same in merged:
            name, heavier = merged[same]
            if candidate.person and len(key.split()) > len(name.split()):
                merged[same] = (key, heavier)
                heavier.printed = candidate.printed
            heavier.weight += candidate.weight
        else:
            merged[same] = (key, candidate)
    return [
        candidate for _, candidate in sorted(merged.values(), key=lambda item: (-item[1].weight, item[0]))
    ]


def _variants(keys: Iterable[str]) -> Iterator[set[str]]:
    """Group terms that are hyphenations, parts, turns or slips of one another, the longest first.

    As textacy's aggregate_term_variants, which walks over a set, so that its answer hangs on the run.
    """
    left = dict.fromkeys(sorted(set(keys), key=lambda key: (-len(key), key)))
    while left:
        term = next(iter(left))
        del left[term]
        group = {term}
        for other in _rewritings(term):
            if other in left:
                group.add(other)
                del left[other]
        if len(term) >= FUZZY:
            slip = next((o for o in left if len(o) >= FUZZY and _likeness(term, o) > SLIP), None)
            if slip:
                group.add(slip)
                del left[slip]
        yield group


def _rewritings(term: str) -> Iterator[str]:
    """Other ways to write a term, and what is left of a long one without its first or last word."""
    yield from (term.replace(mark, other) for mark, other in ("- ", "/ ", " -") if mark in term)
    words = term.split()
    if len(words) > 2:
        yield " ".join(words[1:])
        yield " ".join(words[:-1])
        owner, of, owned = term.partition(" of ")
        if of:
            yield f"{owned} {owner}"


def _likeness(one: str, other: str) -> float:
    """The share of letters that two terms have in common, whatever the order of their words."""
    from rapidfuzz.distance import Levenshtein

    return float(
        Levenshtein.normalized_similarity(" ".join(sorted(one.split())), " ".join(sorted(other.split())))
    )


def _is_same_name(name: str, other: str) -> bool:
    """Whether two names may be one person's: a surname alone, or spelt almost alike ("Sergey")."""
    first, last = name.rpartition(" ")[::2]
    other_first, other_last = other.rpartition(" ")[::2]
    if name == other or last != other_last:
        return False
    return not first or not other_first or _likeness(first, other_first) >= ALIKE


def _distinct(candidates: list[_Candidate], top: int) -> list[_Candidate]:
    """The first candidates, none saying less than another: no "secretary" beside "defence secretary"."""
    chosen: list[tuple[set[str], _Candidate]] = []
    for candidate in candidates:
        words = set(candidate.text.lower().split())
        if not any(words < other for other, _ in chosen):
            chosen.append((words, candidate))
            if len(chosen) == top:
                break
    return [candidate for _, candidate in chosen]

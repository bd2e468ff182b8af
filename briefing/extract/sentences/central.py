"""How central each sentence is to all articles together, and a choice of them that fills a number of words.

Concepts are pairs of neighbouring words, as in [GillickFavre2009], and single content words. A concept
weighs more the more articles use it, the nearer to their beginning they first do, and the more often. A
sentence is worth the weight of its concepts for its length, multiplied by how near to the beginning of its
article it stands and by how much of the common story its article's beginning tells. Sentences are chosen
greedily, as for a submodular objective [LinBilmes2011]: what is covered counts little a second time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from briefing.extract.sentences.standalone import Flaw, why_not_alone
from briefing.model import KeySentence
from briefing.reading.datelines import dateline_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from briefing.model import Citation
    from briefing.reading.annotation import AnnotatedArticle

    Relevance = Mapping[Citation, float] | Callable[[Citation], float]

FEWEST_WORDS = 6  # shorter sentences are captions, by-lines and interjections
MOST_WORDS = 90  # longer ones are lists and tables without sentence ends
# Tuned together on 50 events. The optimum is flat: any value up to a half off costs less than 0.3 ROUGE
# points.
LEAD_WORDS = 150  # the beginning of an article, which tells its story
FLOOR, DECAY = 0.4, 9.0  # the weight that a late first use keeps, and over how many sentences it falls
# Exponent of a concept's weight: above 1, a few widely used concepts outweigh many rare ones.
SHARPNESS = 1.75
PAIR_WEIGHT = 0.75  # of a pair of words against a single word
REPEATED = 0.2  # what is left of a concept's weight each time that it is covered
LENGTH_OFFSET = 15  # words added to a sentence's length, so that the shortest are not the best
LATE = 0.45  # what position leaves of a late sentence's worth
ARTICLE = 2.0  # exponent of the article's share in the common story
FOLLOWS = 2.0  # a sentence after a chosen one continues it and is read with it
FLAWED = 0.8  # what is left of a sentence that cannot be read alone
READ_ON = frozenset({"connective", "pronoun", "description"})  # flaws that the sentence before mends


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A candidate: ``article`` and ``position`` from 0; ``words`` is its length; ``flaw`` see standalone."""

    citation: Citation
    article: int
    position: int
    words: int
    flaw: Flaw | None


@dataclass(frozen=True, slots=True)
class _Table:
    """The candidates and their concepts: ``concepts[bounds[i]:bounds[i + 1]]`` are candidate i's."""

    sentences: list[_Sentence]
    concepts: NDArray[np.int64]
    bounds: NDArray[np.int64]
    pairs_from: int  # concepts from this number on are pairs


def rank_sentences(
    annotated: Sequence[AnnotatedArticle], *, relevance: Relevance | None = None, alone: bool = False
) -> tuple[KeySentence, ...]:
    """Score every candidate sentence of all articles, 0 to 1, in text order.

    Candidates are sentences of 6 to 90 words; the most central one scores 1. ``relevance`` is a factor, 0
    or more, for each citation; with ``alone`` only sentences that can be read alone are returned. Fold
    near-copies before: an article that is there twice counts twice. Concept coverage after
    [GillickFavre2009], with position in the article and the article's own centrality.
    """
    table = _tabulate(annotated)
    if not table.sentences:
        return ()
    worth = _worth(table, _weights(table)) * _factors(table, relevance)
    top = float(worth.max()) or 1.0
    return tuple(
        KeySentence(s.citation.text, s.citation, round(float(w) / top, 4))
        for s, w in zip(table.sentences, worth, strict=True)
        if not (alone and s.flaw)
    )


def key_sentences(
    annotated: Sequence[AnnotatedArticle], *, words: int = 100, relevance: Relevance | None = None
) -> tuple[KeySentence, ...]:
    """Choose sentences that together say most of what the articles say, without saying it twice.

    As many as it takes to reach ``words`` words: the last one chosen may exceed it. ``relevance`` is a
    factor, 0 or more, for each citation; sentences with 0 are never chosen. The order is that of the
    articles by how much of the common story their beginnings tell, and within an article that of the text.
    Scores are those of ``rank_sentences``.
    """
    table = _tabulate(annotated)
    if not table.sentences:
        return ()
    weights = _weights(table)
    factors = _factors(table, relevance)
    alone = _worth(table, weights) * factors
    top = float(alone.max()) or 1.0
    shares = _article_shares(table, weights)
    chosen = sorted(
        _choose(table, weights, factors, words), key=lambda i: (-shares[table.sentences[i].article], i)
    )
    return tuple(
        KeySentence(
            table.sentences[i].citation.text, table.sentences[i].citation, round(float(alone[i]) / top, 4)
        )
        for i in chosen
    )


def _choose(
    table: _Table, weights: NDArray[np.float64], factors: NDArray[np.float64], words: int
) -> list[int]:
    """Take the sentence that adds most for its length until the words are reached."""
    sentences = table.sentences
    left = weights.copy()
    factors = factors.copy()
    following = {(s.article, s.position): i for i, s in enumerate(sentences)}
    same: dict[str, list[int]] = {}
    for i, sentence in enumerate(sentences):
        same.setdefault(re.sub(r"\W+", "", sentence.citation.text.lower()), []).append(i)
    of = {i: printings for printings in same.values() for i in printings}
    chosen: list[int] = []
    filled = 0
    while filled < words:
        worth = _worth(table, left) * factors
        best = int(worth.argmax())
        if worth[best] <= 0:
            break
        factors[of[best]] = 0  # nothing is said twice
        sentence = sentences[best]
        chosen.append(best)
        filled += sentence.words
        left[table.concepts[table.bounds[best] : table.bounds[best + 1]]] *= REPEATED
        after = following.get((sentence.article, sentence.position + 1))
        if after is not None:
            factors[after] *= FOLLOWS / (FLAWED if sentences[after].flaw in READ_ON else 1)
    return chosen


def _worth(table: _Table, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weight of each sentence's concepts for its length."""
    length = np.array([s.words for s in table.sentences]) + LENGTH_OFFSET
    sums = np.concatenate(([0.0], np.cumsum(weights[table.concepts])))
    worth: NDArray[np.float64] = (sums[table.bounds[1:]] - sums[table.bounds[:-1]]) / length
    return worth


def _weights(table: _Table) -> NDArray[np.float64]:
    """Each concept's weight: summed over articles, by where it is first used and how often."""
    of = np.repeat(np.arange(len(table.sentences)), np.diff(table.bounds))
    article = np.array([s.article for s in table.sentences])[of]
    size = int(table.concepts.max()) + 1 if len(table.concepts) else 1
    keys, first, uses = np.unique(article * size + table.concepts, return_index=True, return_counts=True)
    position = np.array([s.position for s in table.sentences])[of[first]]
    early = FLOOR + (1 - FLOOR) * np.exp(-position / DECAY)
    sums = np.bincount(keys % size, weights=early * (1 + np.log(uses)), minlength=size)
    weights: NDArray[np.float64] = np.power(sums, SHARPNESS)
    weights[table.pairs_from :] *= PAIR_WEIGHT
    return weights


def _factors(table: _Table, relevance: Relevance | None) -> NDArray[np.float64]:
    """What a sentence's worth is multiplied with: position, article, readability, relevance."""
    position = np.array([s.position for s in table.sentences])
    factors = LATE + (1 - LATE) * np.exp(-position / DECAY)
    shares = _article_shares(table, _weights(table))
    factors *= np.array([shares[s.article] for s in table.sentences]) ** ARTICLE
    factors *= np.array([FLAWED if s.flaw else 1.0 for s in table.sentences])
    factors *= np.array([s.flaw != "furniture" for s in table.sentences])
    if relevance is not None:
        given = relevance if callable(relevance) else (lambda citation: relevance.get(citation, 0.0))
        factors *= np.array([max(0.0, given(s.citation)) for s in table.sentences])
    return factors


def _article_shares(table: _Table, weights: NDArray[np.float64]) -> dict[int, float]:
    """How much of the common story each article's beginning tells, against the one that tells most (1)."""
    told: dict[int, set[int]] = {}
    words: dict[int, int] = {}
    for i, sentence in enumerate(table.sentences):
        concepts = told.setdefault(sentence.article, set())
        if words.get(sentence.article, 0) < LEAD_WORDS:
            words[sentence.article] = words.get(sentence.article, 0) + sentence.words
            ids = table.concepts[table.bounds[i] : table.bounds[i + 1]]
            concepts.update(ids[ids < table.pairs_from].tolist())
    sums = {
        article: float(weights[sorted(concepts)].sum()) if concepts else 0.0
        for article, concepts in told.items()
    }
    top = max(sums.values()) or 1.0
    return {article: total / top for article, total in sums.items()}


def _tabulate(annotated: Sequence[AnnotatedArticle]) -> _Table:
    """The candidates and their concepts as numbers: words first, pairs of words after them."""
    sentences: list[_Sentence] = []
    words: dict[str, int] = {}
    singles: list[list[int]] = []
    pairs: list[list[tuple[int, int]]] = []
    for number, item in enumerate(annotated):
        for sentence, lemmas in _candidates(item, number):
            numbered = [(words.setdefault(lemma, len(words)), stop) for lemma, stop in lemmas]
            sentences.append(sentence)
            singles.append(sorted({n for n, stop in numbered if not stop}))
            pairs.append([(a, b) for (a, x), (b, y) in pairwise(numbered) if not (x and y)])
    known: dict[tuple[int, int], int] = {}
    concepts: list[int] = []
    bounds = [0]
    for one, two in zip(singles, pairs, strict=True):
        concepts += one
        concepts += sorted({known.setdefault(pair, len(words) + len(known)) for pair in two})
        bounds.append(len(concepts))
    return _Table(sentences, np.array(concepts, dtype=np.int64), np.array(bounds, dtype=np.int64), len(words))


def _candidates(item: AnnotatedArticle, number: int) -> Iterator[tuple[_Sentence, list[tuple[str, bool]]]]:
    """The candidates of one article, each with its lemmas and whether they are stop words."""
    t = item.tokens
    position = 0
    for first, after in t.bounds:
        start = dateline_end(t.text, t.start[first], t.end[after - 1])
        citation = item.article.cite(start, t.end[after - 1])
        length = len(citation.text.split())
        if not FEWEST_WORDS <= length <= MOST_WORDS or "\n" in citation.text:
            continue
        told = range(max(first, t.first_at(start)), after)
        words = [i for i in told if not (t.is_mark(i) or t.word[i].isspace())]
        lemmas = [(t.lemma[i] or t.lower[i], t.stop[i]) for i in words]
        flaw = why_not_alone(item, citation.start, citation.end)
        yield _Sentence(citation, number, position, length, flaw), lemmas
        position += 1

"""Articles that are copies of each other, publishers that belong together, and articles on the same event."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from briefing.model import Copy
from briefing.similarity import shingles, story_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from briefing.model import Article

RUN = 4  # words in a row that two texts must share for the words to count as copied
COPIED = 0.65  # share of an article's words, in such runs, from which it is a copy
HINT = 0.2  # share of runs in common below which a pair is not looked at more closely

# Tuned on 50 events and on random collections of 1 to 35 of them, so that one threshold serves collections of every size.
BACKGROUND = 100  # articles on other stories that are imagined beside the given ones
SHARE_OF_NAME = 0.01  # share of the imagined articles that have a given name,
SHARE_OF_PAIR = 0.002  # a given pair of neighbouring words,
SHARE_OF_WORD = (
    0.1  # or a given word of seven letters or more; shorter ones are two and three times as common
)
RARITY = 2.0  # exponent of the inverse document frequency: the few rare words in common decide
UNSHARED = 0.25  # weight in an article's length of a term that no other article has: each report has details of its own
LONG = 0.1  # how much of its likeness an article loses by being long: long ones have much in common by chance
TYPICAL = 40.0  # length of the term vector of a report of a few hundred words
SAME_STORY = 0.0275  # mean likeness of two groups of articles from which they tell of the same event


class _Print(NamedTuple):
    """An article's runs of words, in text order, and as a set."""

    runs: tuple[int, ...]
    unique: frozenset[int]

    def share_in(self, other: _Print) -> float:
        """The share of the words that stand in a run which the other article has too, 0 to 1."""
        if not self.runs:
            return 0.0
        words = len(self.runs) + RUN - 1
        covered, reached = 0, 0  # ``reached``: the words before it are counted
        for place, run in enumerate(self.runs):
            if run in other.unique:
                covered += place + RUN - max(place, reached)
                reached = place + RUN
        return covered / words


def near_copies(
    articles: Sequence[Article], *, least: float = COPIED
) -> tuple[tuple[tuple[Article, float], ...], ...]:
    """Group reprints, wire copies, and shortened or lightly edited versions of the same text.

    A group is its original, with 1.0, and its copies, each with the share of its words (0 to 1) that stand in a run of four
    words or more which the original has too: containment rather than resemblance [Broder1997], so that a shortened version
    is found. ``least`` is the share that makes a copy. The original is the article published first, of those the longest, of
    those the first given; but never a text that is merely a part of a longer one. Titles are not compared. Groups come
    in the order of their first article; an article without copies is in none.
    """
    prints = [_print(article.text) for article in articles]
    shares = _shares(prints)
    neighbours: dict[int, list[int]] = defaultdict(list)
    for (n, m), share in shares.items():
        if share >= least:
            neighbours[n].append(m)
    parts = {n for n, held in neighbours.items() if any(shares[m, n] < least for m in held)}
    order = sorted(
        range(len(articles)),
        key=lambda n: (n in parts, articles[n].published or date.max, -len(prints[n].runs), n),
    )
    rank = {n: place for place, n in enumerate(order)}
    copies: dict[int, list[tuple[int, float]]] = {}
    for n in order:
        held = [m for m in neighbours[n] if m in copies]
        if held:
            best = max(held, key=lambda m: (shares[n, m], -rank[m]))
            copies[best].append((n, shares[n, best]))
        else:
            copies[n] = []
    groups = [(n, sorted(found)) for n, found in copies.items() if found]
    groups.sort(key=lambda group: min(group[0], group[1][0][0]))
    return tuple(
        ((articles[n], 1.0), *((articles[m], round(share, 3)) for m, share in found)) for n, found in groups
    )


def fold_copies(articles: Sequence[Article], *, least: float = COPIED) -> tuple[Article, ...]:
    """The articles without near-copies, in their order; each original's ``copies`` tells of those left out."""
    folded: dict[int, tuple[Copy, ...]] = {}
    dropped: set[int] = set()
    for (original, _), *others in near_copies(articles, least=least):
        found = [
            Copy(share, file=article.file, url=article.url, publisher=article.publisher)
            for article, share in others
        ]
        inherited = [copy for article, _ in others for copy in article.copies]
        folded[id(original)] = (*original.copies, *found, *inherited)
        dropped |= {id(article) for article, _ in others}
    return tuple(
        replace(article, copies=folded[id(article)]) if id(article) in folded else article
        for article in articles
        if id(article) not in dropped
    )


def families(articles: Iterable[Article]) -> dict[str, str]:
    """Who stands behind each article, by its id: the family where one is configured, else the publisher.

    An article whose publisher is not known is left out: nothing says that it is independent of the others.
    """
    return {a.id: owner for a in articles if (owner := a.family or a.publisher)}


def independent_publishers(articles: Iterable[Article]) -> int:
    """Count the publisher families behind the articles.

    All articles without a known publisher together count 1, and only where no publisher is known. 0 without articles.
    """
    given = list(articles)
    return len(set(families(given).values())) or min(1, len(given))


def _print(text: str) -> _Print:
    runs = shingles(text, RUN)
    return _Print(runs, frozenset(runs))


def _shares(prints: Sequence[_Print]) -> dict[tuple[int, int], float]:
    """For pairs with enough runs in common, the share of the one in the other and of the other in the one."""
    holders: dict[int, list[int]] = defaultdict(list)
    for n, printed in enumerate(prints):
        for run in printed.unique:
            holders[run].append(n)
    common: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        if len(places) > 1:
            common.update((n, m) for k, n in enumerate(places) for m in places[k + 1 :])
    shares = {}
    for (n, m), count in sorted(common.items()):
        if count >= HINT * min(len(prints[n].unique), len(prints[m].unique)):
            shares[n, m] = prints[n].share_in(prints[m])
            shares[m, n] = prints[m].share_in(prints[n])
    return shares


# --- the same event -------------------------------------------------------------------------------


def same_story(articles: Sequence[Article]) -> tuple[tuple[Article, ...], ...]:
    """Group articles that tell of the same event, in the order of each group's first article.

    Average-link clustering of the articles' likeness [ManningRaghavanSchuetze2008, chapter 17]. Document frequencies in a small
    collection say little (five reports on one event share every word that matters), so they are taken as if
    the collection stood among a hundred articles on other stories, where names are rare and short words frequent.
    """
    if len(articles) < 2:
        return tuple((article,) for article in articles)
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    texts = [f"{article.title}\n{article.text}" if article.title else article.text for article in articles]
    distance = 1 - np.clip(_likeness([story_terms(text) for text in texts]), 0, 1)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), "average")
    labels = fcluster(tree, 1 - SAME_STORY, "distance").tolist()
    groups: dict[int, list[Article]] = {}
    for article, label in zip(articles, labels, strict=True):
        groups.setdefault(label, []).append(article)
    return tuple(map(tuple, groups.values()))


def _likeness(articles: Sequence[Mapping[str, bool]]) -> NDArray[np.float64]:
    """How much each two articles, given by their terms, have in common: about 0 to 1.

    The cosine of vectors in which a term weighs by its rarity alone, however often an article uses it; with a discount for length.
    """
    from scipy.sparse import csr_array

    having = Counter(term for terms in articles for term in terms)
    named = Counter(term for terms in articles for term, name in terms.items() if name)
    weights = {term: _term_weight(term, n, 2 * named[term] > n, len(articles)) for term, n in having.items()}
    shared = {term: number for number, term in enumerate(term for term, n in having.items() if n > 1)}
    rows, columns, values, lengths = [], [], [], []
    for row, terms in enumerate(articles):
        squares = 1e-9
        for term in terms:
            squares += weights[term] ** 2 * (1.0 if term in shared else UNSHARED)
            if term in shared:
                rows.append(row)
                columns.append(shared[term])
                values.append(weights[term])
        lengths.append(squares**0.5)
    table = csr_array((values, (rows, columns)), shape=(len(articles), len(shared) or 1), dtype=np.float64)
    of = np.array(lengths) ** (1 + LONG) / TYPICAL**LONG
    products: NDArray[np.float64] = (table @ table.T).toarray()
    return products / np.outer(of, of)


def _term_weight(term: str, articles_with: int, name: bool, articles: int) -> float:
    """A term's rarity among the given articles and the imagined ones."""
    if " " in term:
        common = SHARE_OF_PAIR
    elif name:
        common = SHARE_OF_NAME
    else:
        common = SHARE_OF_WORD * (1 if len(term) > 6 else 2 if len(term) > 4 else 3)
    rarity = math.log((articles + BACKGROUND) / (articles_with + BACKGROUND * common))
    return math.pow(max(rarity, 0.01), RARITY)

"""Articles that are copies of each other, publishers that belong together, and articles on the same event."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from briefing.model import Copy
from briefing.reading.similarity import shingles, story_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from briefing.model import Article

RUN = 4  # words in a row that two texts must share for the words to count as copied
COPIED = 0.65  # share of an article's words, in such runs, from which it is a copy
HINT = 0.2  # share of runs in common below which a pair is not looked at more closely

# Document frequencies, as if the articles stood among others: one threshold then serves collections of every size.
BACKGROUND = 100  # articles on other stories that are imagined beside the given ones
SHARE_OF_NAME = 0.01  # share of the imagined articles that have a given name,
SHARE_OF_PAIR = 0.002  # a given pair of neighbouring words,
SHARE_OF_WORD = 0.1  # or a given word of seven letters or more; shorter ones: two and three times that
RARITY = 2.0  # exponent of the inverse document frequency: the few rare words in common decide
LEAD = 700  # characters, title included, in which a report says what it is about
IN_LEAD = 2.0  # how many times as much a term weighs that stands there
LONG = 0.1  # how much of its likeness an article loses by being long: long ones have much in common by chance
TYPICAL = 40.0  # length of the term vector of a report of a few hundred words

# Tuned on random collections of 1 to 50 events: a tenth more or less of SAME_STORY costs about half a point of F1.
SAME_STORY = 0.0082  # mean likeness, beyond what is common, of two groups of articles from which they tell of the same event
UNRELATED = 0.006  # likeness below which two articles are taken to tell of different events
COMMON = 3.0  # times the mean likeness to unrelated articles that does not count as likeness
FEW = 20  # unrelated articles that are imagined to have nothing in common, so that in a small collection little is taken off
ALONE = 0.6  # share of SAME_STORY that will do for a single article,
CLEARLY = 2.0  # where the next group is only half as like it
SAME_WEEK = 7  # days between two reports of the same event that make no difference; each further week halves the likeness


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
    found = sorted(
        (min(n, copies[0][0]), n, copies) for n, copies in _copies(articles, least=least).items() if copies
    )
    return tuple(
        ((articles[n], 1.0), *((articles[m], round(share, 3)) for m, share in copies))
        for _, n, copies in found
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


def _copies(articles: Sequence[Article], *, least: float = COPIED) -> dict[int, list[tuple[int, float]]]:
    """The positions of the articles that are originals, with those of their copies in order and their shares."""
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
    return {n: sorted(found) for n, found in copies.items()}


def _print(text: str) -> _Print:
    runs = shingles(text, RUN)
    return _Print(runs, frozenset(runs))


def _shares(prints: Sequence[_Print]) -> dict[tuple[int, int], float]:
    """For pairs with enough runs in common, the share of the one in the other and of the other in the one.

    Equal texts are compared once: a folder with hundreds of the same page costs no more than one with two.
    """
    equal: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for n, printed in enumerate(prints):
        if printed.runs:
            equal[printed.runs].append(n)
    places = list(equal.values())
    shares = {(n, m): 1.0 for group in places for n in group for m in group if n != m}
    for (k, j), share in _distinct_shares([prints[group[0]] for group in places]).items():
        shares |= {(n, m): share for n in places[k] for m in places[j]}
    return shares


def _distinct_shares(prints: Sequence[_Print]) -> dict[tuple[int, int], float]:
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

    Average-link clustering (UPGMA; see [ManningRaghavanSchuetze2008], chapter 17) of the articles' likeness; an article that this leaves alone
    joins the group that it is clearly most like. The likeness is the cosine of rare terms, with more weight on the lead, less
    what the two articles have in common with unrelated ones: two reports on politics share many words (the idea of
    [Conneau2018], section 2.3). It fades with the days between them [YangPierceCarbonell1998], where these are known.
    Document frequencies in a small collection say little (five reports on one event share every word that matters),
    so they are taken as if the collection stood among a hundred articles on other stories, where names are rare and short words
    frequent. Near-copies count as one article and are always together.
    """
    originals = _copies(articles)
    label_of: dict[int, int] = {}
    labels = _events([articles[n] for n in sorted(originals)])
    for n, label in zip(sorted(originals), labels, strict=True):
        label_of |= dict.fromkeys((n, *(m for m, _ in originals[n])), label)
    groups: dict[int, list[Article]] = {}
    for n, article in enumerate(articles):
        groups.setdefault(label_of[n], []).append(article)
    return tuple(map(tuple, groups.values()))


def _events(articles: Sequence[Article]) -> list[int]:
    """The number of each article's event."""
    if len(articles) < 2:
        return [0] * len(articles)
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    alike = _beyond_common(_likeness(articles), _nearness([article.published for article in articles]))
    distance = 1 - alike
    np.fill_diagonal(distance, 0)
    labels = fcluster(linkage(squareform(distance, checks=False), "average"), 1 - SAME_STORY, "distance")
    placed: list[int] = _placed(labels - 1, alike).tolist()
    return placed


def _placed(labels: NDArray[np.int_], alike: NDArray[np.float64]) -> NDArray[np.int_]:
    """The labels, with each article that is alone put into the group that it is clearly most like, if there is one."""
    member = np.eye(labels.max() + 1)[labels]
    size = member.sum(0)
    mean = (alike @ member) / size
    placed = labels.copy()
    for n in np.flatnonzero(size[labels] == 1):
        mean[n, labels[n]] = 0
        best = int(mean[n].argmax())
        most = mean[n, best]
        mean[n, best] = 0
        if size[best] > 1 and most >= ALONE * SAME_STORY and most >= CLEARLY * mean[n].max():
            placed[n] = best
    return placed


def _beyond_common(alike: NDArray[np.float64], nearness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Likeness, less what the two have in common with unrelated articles: 0 to 1, on the diagonal 0."""
    unrelated = alike < UNRELATED
    common = (alike * unrelated).sum(1) / (unrelated.sum(1) + FEW)
    beyond: NDArray[np.float64] = np.clip(alike * nearness - COMMON * (common[:, None] + common) / 2, 0, 1)
    np.fill_diagonal(beyond, 0)
    return beyond


def _nearness(days: Sequence[date | None]) -> NDArray[np.float64]:
    """How near each two days are: 1 within a week or where a day is not known, half of it for each further week."""
    day = np.array([np.nan if d is None else d.toordinal() for d in days])
    apart = np.nan_to_num(np.abs(day[:, None] - day))
    near: NDArray[np.float64] = np.exp2(-np.maximum(apart - SAME_WEEK, 0) / SAME_WEEK)
    return near


def _likeness(articles: Sequence[Article]) -> NDArray[np.float64]:
    """How much each two articles have in common: about 0 to 1.

    The cosine of vectors in which a term weighs by its rarity and by standing in the lead, however often an article uses it;
    with a discount for length.
    """
    from scipy.sparse import csr_array

    texts = [f"{article.title}\n{article.text}" if article.title else article.text for article in articles]
    terms_of = [story_terms(text) for text in texts]
    having = Counter(term for terms in terms_of for term in terms)
    named = Counter(term for terms in terms_of for term, name in terms.items() if name)
    weights = {term: _term_weight(term, n, 2 * named[term] > n, len(texts)) for term, n in having.items()}
    shared = {term: number for number, term in enumerate(term for term, n in having.items() if n > 1)}
    rows, columns, values, lengths = [], [], [], []
    for row, (text, terms) in enumerate(zip(texts, terms_of, strict=True)):
        lead = story_terms(text[:LEAD])
        squares = 1e-9
        for term in terms:
            weight = weights[term] * IN_LEAD if term in lead else weights[term]
            squares += weight * weight
            if term in shared:
                rows.append(row)
                columns.append(shared[term])
                values.append(weight)
        lengths.append(squares**0.5)
    table = csr_array((values, (rows, columns)), shape=(len(texts), len(shared) or 1), dtype=np.float64)
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

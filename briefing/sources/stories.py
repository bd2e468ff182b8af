"""Articles that tell of the same event."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from briefing.reading.clusters import average_link
from briefing.reading.similarity import story_terms
from briefing.sources.copies import copies_by_original

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from briefing.model import Article

# Document frequencies, as if the articles stood among others: one threshold then serves collections of every
# size.
BACKGROUND = 100  # articles on other stories that are imagined beside the given ones
SHARE_OF_NAME = 0.01  # share of the imagined articles that have a given name,
SHARE_OF_PAIR = 0.002  # a given pair of neighbouring words,
SHARE_OF_WORD = 0.1  # or a given word of seven letters or more; shorter ones: two and three times that
RARITY = 2.0  # exponent of the inverse document frequency: the few rare words in common decide
LEAD = 700  # characters, title included, in which a report says what it is about
IN_LEAD = 2.0  # how many times as much a term weighs that stands there
LONG = 0.1  # how much of its likeness an article loses by being long: long ones have much in common by chance
TYPICAL = 40.0  # length of the term vector of a report of a few hundred words

# Tuned on random collections of 1 to 50 events: a tenth more or less of SAME_STORY costs about half a point
# of F1. It is the mean likeness, beyond what is common, of two groups of articles from which they tell of the
# same event.
SAME_STORY = 0.0082
UNRELATED = 0.006  # likeness below which two articles are taken to tell of different events
COMMON = 3.0  # times the mean likeness to unrelated articles that does not count as likeness
FEW = 20  # unrelated articles imagined to have nothing in common: in a small collection little is taken off
ALONE = 0.6  # share of SAME_STORY that will do for a single article
# Days between two reports of an event that count as none; each further week halves the likeness.
SAME_WEEK = 7


def same_story(articles: Sequence[Article]) -> tuple[tuple[Article, ...], ...]:
    """Group articles that tell of the same event, in the order of each group's first article.

    Average-link clustering (UPGMA; see [ManningRaghavanSchuetze2008], chapter 17) of the articles' likeness;
    an article that this leaves alone joins the group that it is most like. The likeness is the cosine
    of rare terms, with more weight on the lead, less what the two articles have in common with unrelated
    ones: two reports on politics share many words (the idea of [Conneau2018], section 2.3). It fades with the
    days between them [YangPierceCarbonell1998], where these are known. Document frequencies in a small
    collection say little (five reports on one event share every word that matters), so they are taken as if
    the collection stood among a hundred articles on other stories, where names are rare and short words
    frequent. Near-copies count as one article and are always together.
    """
    copies = copies_by_original(articles)
    label_of: dict[int, int] = {}
    labels = _events([articles[n] for n in sorted(copies)])
    for n, label in zip(sorted(copies), labels, strict=True):
        label_of |= dict.fromkeys((n, *(m for m, _ in copies[n])), label)
    groups: dict[int, list[Article]] = {}
    for n, article in enumerate(articles):
        groups.setdefault(label_of[n], []).append(article)
    return tuple(map(tuple, groups.values()))


def _events(articles: Sequence[Article]) -> list[int]:
    """The number of each article's event."""
    if len(articles) < 2:
        return [0] * len(articles)
    alike = _beyond_common(_likeness(articles), _nearness([article.published for article in articles]))
    events: list[int] = _joined(average_link(alike, SAME_STORY), alike).tolist()
    return events


def _joined(labels: NDArray[np.int_], alike: NDArray[np.float64]) -> NDArray[np.int_]:
    """The labels, with each article that is alone put into the group that it is most like, if any."""
    member = np.eye(labels.max() + 1)[labels]
    size = member.sum(0)
    mean = (alike @ member) / size
    joined = labels.copy()
    for n in np.flatnonzero(size[labels] == 1):
        mean[n, labels[n]] = 0
        best = int(mean[n].argmax())
        if size[best] > 1 and mean[n, best] >= ALONE * SAME_STORY:
            joined[n] = best
    return joined


def _beyond_common(alike: NDArray[np.float64], nearness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Likeness, less what the two have in common with unrelated articles: 0 to 1, on the diagonal 0."""
    unrelated = alike < UNRELATED
    common = (alike * unrelated).sum(1) / (unrelated.sum(1) + FEW)
    beyond: NDArray[np.float64] = np.clip(alike * nearness - COMMON * (common[:, None] + common) / 2, 0, 1)
    np.fill_diagonal(beyond, 0)
    return beyond


def _nearness(days: Sequence[date | None]) -> NDArray[np.float64]:
    """How near each two days are: 1 within a week or where a day is not known, half for each further week."""
    day = np.array([np.nan if d is None else d.toordinal() for d in days])
    apart = np.nan_to_num(np.abs(day[:, None] - day))
    near: NDArray[np.float64] = np.exp2(-np.maximum(apart - SAME_WEEK, 0) / SAME_WEEK)
    return near


def _likeness(articles: Sequence[Article]) -> NDArray[np.float64]:
    """How much each two articles have in common: about 0 to 1.

    The cosine of vectors in which a term weighs by its rarity and by standing in the lead, however often an
    article uses it; with a discount for length.
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

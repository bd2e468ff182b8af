"""Articles that are copies of each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from briefing.model import Copy
from briefing.reading.similarity import shingles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Article

RUN = 4  # words in a row that two texts must share for the words to count as copied
COPIED = 0.65  # share of an article's words, in such runs, from which it is a copy


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
        for first, run in enumerate(self.runs):
            if run in other.unique:
                covered += first + RUN - max(first, reached)
                reached = first + RUN
        return covered / words


def near_copies(articles: Sequence[Article]) -> tuple[tuple[tuple[Article, float], ...], ...]:
    """Group reprints, wire copies, and shortened or lightly edited versions of the same text.

    A group is its original, with 1.0, and its copies, each with the share of its words (0 to 1) that stand in
    a run of four words or more which the original has too: containment rather than resemblance [Broder1997],
    so that a shortened version is found. The original is the article published first, of those the longest,
    of those the first given; but never a text that is merely a part of a longer one. Titles are not compared.
    Groups come in the order of their first article; an article without copies is in none.
    """
    groups = sorted(
        (min(n, copies[0][0]), n, copies) for n, copies in copies_by_original(articles).items() if copies
    )
    return tuple(
        ((articles[n], 1.0), *((articles[m], round(share, 3)) for m, share in copies))
        for _, n, copies in groups
    )


def fold_copies(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles without near-copies, in their order; an original's ``copies`` tells of those left out."""
    folded: dict[int, tuple[Copy, ...]] = {}
    dropped: set[int] = set()
    for (original, _), *others in near_copies(articles):
        left_out = [
            Copy(share, file=article.file, url=article.url, publisher=article.publisher)
            for article, share in others
        ]
        inherited = [copy for article, _ in others for copy in article.copies]
        folded[id(original)] = (*original.copies, *left_out, *inherited)
        dropped |= {id(article) for article, _ in others}
    return tuple(
        replace(article, copies=folded[id(article)]) if id(article) in folded else article
        for article in articles
        if id(article) not in dropped
    )


def copies_by_original(articles: Sequence[Article]) -> dict[int, list[tuple[int, float]]]:
    """The indices of the articles that are originals, each with those of its copies and their shares."""
    prints = [_print(article.text) for article in articles]
    shares = _shares(prints)
    neighbours: dict[int, list[int]] = defaultdict(list)
    for (n, m), share in shares.items():
        if share >= COPIED:
            neighbours[n].append(m)
    parts = {n for n, held in neighbours.items() if any(shares[m, n] < COPIED for m in held)}
    order = sorted(
        range(len(articles)),
        key=lambda n: (n in parts, articles[n].published or date.max, -len(prints[n].runs), n),
    )
    rank = {n: k for k, n in enumerate(order)}
    copies: dict[int, list[tuple[int, float]]] = {}
    for n in order:
        held = [m for m in neighbours[n] if m in copies]
        if held:
            best = max(held, key=lambda m: (shares[n, m], -rank[m]))
            copies[best].append((n, shares[n, best]))
        else:
            copies[n] = []
    return {n: sorted(copied) for n, copied in copies.items()}


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
    groups = list(equal.values())
    shares = {(n, m): 1.0 for group in groups for n in group for m in group if n != m}
    for (k, j), share in _distinct_shares([prints[group[0]] for group in groups]).items():
        shares |= {(n, m): share for n in groups[k] for m in groups[j]}
    return shares


def _distinct_shares(prints: Sequence[_Print]) -> dict[tuple[int, int], float]:
    holders: dict[int, list[int]] = defaultdict(list)
    for n, printed in enumerate(prints):
        for run in printed.unique:
            holders[run].append(n)
    common: Counter[tuple[int, int]] = Counter()
    for having in holders.values():
        common.update(combinations(having, 2))
    shares = {}
    for (n, m), count in sorted(common.items()):
        # A run covers RUN words at the most, so that with fewer in common neither can be a copy.
        if count * RUN >= COPIED * min(len(prints[n].unique), len(prints[m].unique)):
            shares[n, m] = prints[n].share_in(prints[m])
            shares[m, n] = prints[m].share_in(prints[n])
    return shares

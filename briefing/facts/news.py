"""What today's reports tell that those before did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from briefing.facts.likeness import cosines, rarity
from briefing.facts.passages import differ, is_outcome
from briefing.model import News
from briefing.reading.similarity import own_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from briefing.facts.passages import Passage, Report

# By logistic regression on 78 editions of 7 events, told by two writers (docs/design-notes.md, "Facts").
TOLD = 0.26  # likeness to an earlier passage from which that one told it,
FELLOW = 0.28  # with this share of the likeness to the most alike passage of today on top,
NEW_NUMBER = 0.06  # and this for each number that no earlier passage has
FEWEST_OWN = 2  # words besides names and quotations that two passages on one event share at least
MUCH_ALIKE = 0.4  # likeness from which these are enough
MOST_COMPARED = 12  # earlier passages, the most alike first
COPY = 0.9  # likeness from which two passages of today are one text
# A passage repeats what was told lately. What is like something older is the next of its kind: the next
# strike, the next fall of the market.
LATELY = 12  # days on which something was reported


def find_news(before: Sequence[Report], now: Sequence[Report]) -> tuple[News, ...]:
    """Every passage of ``now``, in text order, as new, updated or repeated against those of ``before``.

    Updated is what was told, with another number of the same thing, or as the outcome of what was still to
    come. Reports without a date count as recent.
    """
    earlier = [passage for report in before for passage in report.passages]
    today = [passage for report in now for passage in report.passages]
    told_by = _told_by(earlier, today)
    return tuple(_news(passage, told) for passage, told in zip(today, told_by, strict=True))


def _told_by(earlier: Sequence[Passage], today: Sequence[Passage]) -> Iterator[Passage | None]:
    """For each passage of today the earlier one that told it, None for what is new."""
    if not earlier:
        yield from [None] * len(today)
        return
    sets = [passage.terms for passage in (*earlier, *today)]
    weight = rarity(sets)
    terms = sets[len(earlier) :]
    like = cosines(terms, sets[: len(earlier)], weight=weight) * _recent(earlier)
    fellows = _fellows(cosines(terms, weight=weight))
    given = frozenset(number for passage in earlier for number in passage.numbers)
    for row, fellow, passage in zip(like, fellows, today, strict=True):
        least = TOLD + FELLOW * fellow + NEW_NUMBER * len(passage.numbers - given)
        near = (int(n) for n in np.argsort(-row, kind="stable")[:MOST_COMPARED] if row[n] >= least)
        yield next((earlier[n] for n in near if _same_event(passage, earlier[n], float(row[n]))), None)


def _same_event(passage: Passage, told: Passage, likeness: float) -> bool:
    """Whether two passages may tell of one event, and not only of the same people.

    They do where their verb is the same, or where they share words besides names and quotations and, if they
    are not much alike, something that is said of those who act.
    """
    if passage.verb == told.verb:
        return True
    own = own_words(passage.citation.text, told.citation.text)
    return len(own) >= FEWEST_OWN and (likeness >= MUCH_ALIKE or bool(passage.said & told.said))


def _recent(earlier: Sequence[Passage]) -> NDArray[np.float64]:
    """1 for passages of the last days on which something was reported, 0 for older ones."""
    days = sorted({day for p in earlier if (day := p.article.published)}, reverse=True)[:LATELY]
    known = {None, *days}
    return np.array([float(passage.article.published in known) for passage in earlier])


def _fellows(like: NDArray[np.float64]) -> NDArray[np.float64]:
    """How like each passage is to the most alike other one of today that is no copy of it."""
    np.fill_diagonal(like, 0)
    nearest: NDArray[np.float64] = np.where(like < COPY, like, 0).max(axis=1, initial=0)
    return nearest


def _news(passage: Passage, told: Passage | None) -> News:
    if told is None:
        return News(passage.citation, "new")
    if is_outcome(passage, told):
        return News(passage.citation, "updated", told.citation)
    if not differ(passage, told):
        return News(passage.citation, "repeated", told.citation)
    if passage.verb != told.verb:  # another event beside a number that has grown: "resigned over the 46 dead"
        return News(passage.citation, "new")
    return News(passage.citation, "updated", told.citation)

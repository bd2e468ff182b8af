"""How near what is found comes to what is expected."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence


class Tally(NamedTuple):
    """How many items are right, of those found and of those wanted; and the items that are not."""

    right: int
    found: int
    wanted: int
    wrong: tuple[Hashable, ...] = ()
    missing: tuple[Hashable, ...] = ()

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0


def tally(found: Iterable[Hashable], wanted: Iterable[Hashable]) -> Tally:
    """Compare item by item; an item that is there twice is wanted twice."""
    one, two = Counter(found), Counter(wanted)
    return Tally(
        (one & two).total(),
        one.total(),
        two.total(),
        tuple((one - two).elements()),
        tuple((two - one).elements()),
    )


def above(ranked: Sequence[Hashable], wanted: Iterable[Hashable]) -> float:
    """The share of pairs of a wanted and another item in which the wanted one comes first: 1 is best, 0.5 is chance."""
    good = set(wanted)
    others, pairs = sum(item not in good for item in ranked), 0
    after = others
    for item in ranked:
        if item in good:
            pairs += after
        else:
            after -= 1
    return pairs / (len(good) * others)


def early(ranked: Sequence[str], wanted: Iterable[str]) -> float:
    """Average precision: how early in a ranking what is wanted stands, 0 to 1."""
    good = {item.casefold() for item in wanted}
    hits, total = 0, 0.0
    for place, item in enumerate(ranked, 1):
        if item.casefold() in good:
            hits += 1
            total += hits / place
    return total / len(good)

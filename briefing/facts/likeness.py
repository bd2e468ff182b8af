"""How much sets of words have in common, each word weighed by how rare it is."""

from __future__ import annotations

import math
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

# A small collection says little about what is rare: of five reports on one event all have the words that
# matter. So it is counted as if it stood among others, some of which have each word.
BACKGROUND = 30  # reports that are imagined beside the given ones
SHARE = 0.03  # of these, the share that has any given word


def rarity(sets: Sequence[frozenset[Any]]) -> Callable[[Any], float]:
    """How much an item weighs: its inverse document frequency, with ``BACKGROUND`` sets imagined beside."""
    having = Counter(chain.from_iterable(sets))
    size = len(sets) + BACKGROUND

    def weight(item: Any) -> float:
        return math.log(size / (having[item] + SHARE * BACKGROUND))

    return weight


def cosines(
    rows: Sequence[frozenset[Any]],
    columns: Sequence[frozenset[Any]] | None = None,
    *,
    weight: Callable[[Any], float],
) -> NDArray[np.float64]:
    """The cosine of each of ``rows`` with each of ``columns`` (None: the rows themselves), 0 to 1."""
    from scipy.sparse import csr_array

    number: dict[Any, int] = {}

    def table(sets: Sequence[frozenset[Any]]) -> Any:
        indices: list[int] = []
        values: list[float] = []
        ends = [0]
        for one in sets:
            items = sorted(one)
            weights = [weight(item) for item in items]
            norm = math.sqrt(sum(w * w for w in weights)) or 1.0
            indices += [number.setdefault(item, len(number)) for item in items]
            values += [w / norm for w in weights]
            ends.append(len(indices))
        return values, indices, ends

    left = table(rows)
    right = left if columns is None else table(columns)
    width = max(len(number), 1)
    a = csr_array(left, shape=(len(rows), width))
    b = a if columns is None else csr_array(right, shape=(len(columns), width))
    product: NDArray[np.float64] = (a @ b.T).toarray()
    return product

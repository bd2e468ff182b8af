"""Grouping what is alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def average_link(like: NDArray[np.float64], least: float, *, most: float = 1.0) -> NDArray[np.int_]:
    """The number of each item's group, from 0; two are joined while their mean likeness is ``least`` or more.

    ``like`` is the symmetric table of likenesses, 0 to ``most``; its diagonal does not matter. UPGMA
    [ManningRaghavanSchuetze2008], chapter 17.
    """
    if len(like) < 2:
        return np.zeros(len(like), int)
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    distance = np.clip(most - like, 0, None)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), "average")
    groups: NDArray[np.int_] = fcluster(tree, most - least, "distance") - 1
    return groups

"""What stands at a position of an article: which mention, which quotation."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.model import Citation

Place = tuple[int, int, "str | None"]  # half-open characters, and whose: the id of an actor


@dataclass(frozen=True, slots=True)
class Places:
    """Cited spans and whose they are, by source, for look-ups by position."""

    by_source: Mapping[str, tuple[Place, ...]]
    longest: int

    @classmethod
    def of(cls, cited: Iterable[tuple[Citation, str | None]]) -> Places:
        """Collect spans; each comes with the id of an actor, or None where it is not known."""
        found: dict[str, list[Place]] = defaultdict(list)
        for citation, actor in cited:
            found[citation.source].append((citation.start, citation.end, actor))
        longest = max((end - start for places in found.values() for start, end, _ in places), default=0)
        ordered = {source: tuple(sorted(places, key=lambda p: p[:2])) for source, places in found.items()}
        return cls(ordered, longest)

    def innermost(self, source: str, position: int) -> Place | None:
        """The shortest span around a position, None where there is none."""
        places = self.by_source.get(source, ())
        best: Place | None = None
        for n in range(bisect_right(places, position, key=lambda place: place[0]) - 1, -1, -1):
            start, end, _ = place = places[n]
            if position - start >= self.longest:
                break
            if end > position and (best is None or end - start < best[1] - best[0]):
                best = place
        return best

    def actor(self, source: str, position: int) -> str | None:
        """Whose the shortest span around a position is."""
        place = self.innermost(source, position)
        return place[2] if place else None

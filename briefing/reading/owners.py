"""Whose the words at a position of an article are: which mention, which quotation."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.model import Citation


class Owned(NamedTuple):
    """Half-open characters, and whose they are: an id, None where it is not known."""

    start: int
    end: int
    owner: str | None


@dataclass(frozen=True, slots=True)
class Owners:
    """Cited spans and whose they are, by source, for look-ups by position."""

    by_source: Mapping[str, tuple[Owned, ...]]
    longest: int

    @classmethod
    def of(cls, cited: Iterable[tuple[Citation, str | None]]) -> Owners:
        """Collect spans; each comes with its owner's id, or None where it is not known."""
        spans: dict[str, list[Owned]] = defaultdict(list)
        for citation, owner in cited:
            spans[citation.source].append(Owned(citation.start, citation.end, owner))
        longest = max((span.end - span.start for own in spans.values() for span in own), default=0)
        return cls(
            {source: tuple(sorted(own, key=lambda span: span[:2])) for source, own in spans.items()}, longest
        )

    def innermost(self, source: str, position: int) -> Owned | None:
        """The shortest span around a position, None where there is none."""
        spans = self.by_source.get(source, ())
        best: Owned | None = None
        for number in range(bisect_right(spans, position, key=lambda span: span.start) - 1, -1, -1):
            span = spans[number]
            if position - span.start >= self.longest:
                break
            if span.end > position and (best is None or span.end - span.start < best.end - best.start):
                best = span
        return best

    def actor(self, source: str, position: int) -> str | None:
        """Whose the shortest span around a position is."""
        span = self.innermost(source, position)
        return span.owner if span else None

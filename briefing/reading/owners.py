"""Whose the words at a position of an article are: which mention, which quotation."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.model import Citation, Mention
    from briefing.reading.tokens import Tokens


class Owned(NamedTuple):
    """Half-open characters, and whose they are: an id, None where it is not known."""

    start: int
    end: int
    owner: str | None


class _Innermost(NamedTuple):
    """Where the shortest span around changes, and from there on which one it is."""

    changes: list[int]
    spans: list[Owned | None]


@dataclass(frozen=True, slots=True)
class Owners:
    """Cited spans and whose they are, by source, for look-ups by position."""

    by_source: Mapping[str, _Innermost]

    @classmethod
    def of(cls, cited: Iterable[tuple[Citation, str | None]]) -> Owners:
        """Collect spans; each comes with its owner's id, or None where it is not known."""
        spans: dict[str, list[Owned]] = defaultdict(list)
        for citation, owner in cited:
            spans[citation.source].append(Owned(citation.start, citation.end, owner))
        return cls({source: _swept(own) for source, own in spans.items()})

    def innermost(self, source: str, position: int) -> Owned | None:
        """The shortest span around a position, of two the later one; None where there is none."""
        known = self.by_source.get(source)
        if known is None:
            return None
        index = bisect_right(known.changes, position) - 1
        return known.spans[index] if index >= 0 else None

    def actor(self, source: str, position: int) -> str | None:
        """Whose the shortest span around a position is."""
        span = self.innermost(source, position)
        return span.owner if span else None


def actors_by_token(tokens: Tokens, mentions: Iterable[Mention]) -> dict[int, str]:
    """The actor meant at each token of an article; of several the shortest mention, then the first."""
    actors: dict[int, str] = {}
    cited = ((mention.citation, mention.actor) for mention in mentions)
    for words, actor in sorted(cited, key=lambda one: (one[0].start - one[0].end, -one[0].start)):
        first, after = tokens.after(words.start), tokens.first_at(words.end)
        actors.update(dict.fromkeys(range(first, after), actor))
    return actors


def _swept(spans: Iterable[Owned]) -> _Innermost:
    """Sweep over the spans of one source from left to right, once."""
    ordered = sorted(spans, key=lambda span: span[:2])
    changes = sorted({at for span in ordered for at in (span.start, span.end)})
    around: list[tuple[int, int]] = []  # a heap of those that have begun: length, and the later first
    following = 0
    shortest: list[Owned | None] = []
    for at in changes:
        while following < len(ordered) and ordered[following].start == at:
            span = ordered[following]
            heappush(around, (span.end - span.start, -following))
            following += 1
        while around and ordered[-around[0][1]].end <= at:
            heappop(around)
        shortest.append(ordered[-around[0][1]] if around else None)
    return _Innermost(changes, shortest)

"""What stands around the passages that a brief cites, so that a reader can see each in context."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from briefing.model import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.model import Article, Brief

AROUND = 240  # characters before and after a passage, at the most; no more than its paragraph has


def cited(value: Any, where: str = "") -> Iterator[tuple[str, Citation]]:
    """Every citation in a value of the contract, in its order, with the id of the item that it stands in."""
    if isinstance(value, Citation):
        yield where, value
    elif isinstance(value, tuple):
        for item in value:
            yield from cited(item, where)
    elif is_dataclass(value):
        where = getattr(value, "id", None) or where
        for field in fields(value):
            yield from cited(getattr(value, field.name), where)


def with_context(brief: Brief, articles: Sequence[Article]) -> Brief:
    """The brief, each source with the surroundings of what is cited from it."""
    by_source: dict[str, list[Citation]] = {article.id: [] for article in articles}
    for _, citation in cited(replace(brief, sources=(), facts=())):
        by_source[citation.source].append(citation)
    around = {article.id: tuple(_surroundings(article, by_source[article.id])) for article in articles}
    return replace(
        brief, sources=tuple(replace(source, context=around[source.id]) for source in brief.sources)
    )


def _surroundings(article: Article, citations: Sequence[Citation]) -> Iterator[Citation]:
    """The stretches of text around the citations; those that touch are one. None crosses a line break."""
    stretches: list[list[int]] = []
    for start, end in sorted({(citation.start, citation.end) for citation in citations}):
        first, last = _widened(article.text, start, end)
        if stretches and first <= stretches[-1][1]:
            stretches[-1][1] = max(last, stretches[-1][1])
        else:
            stretches.append([first, last])
    for first, last in stretches:
        yield article.cite(first, last)


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """A passage with whole words on either side, inside its paragraph."""
    first = max(text.rfind("\n", 0, start) + 1, 0)
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if start - first > AROUND:
        first = text.find(" ", start - AROUND, start) + 1 or start
    if last - end > AROUND:
        last = text.rfind(" ", end, end + AROUND)
        last = end if last < 0 else last
    return first, last

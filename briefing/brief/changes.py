"""This edition against what the reports of the previous one told: what is new, and what was updated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.extract.figures import is_counted
from briefing.facts import places
from briefing.model import Change, Changes

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from briefing.model import Article, Brief, Citation, Figure, KeyPoint, News, Observation, Source


def read_before(articles: Sequence[Article], previous: Brief | None) -> frozenset[str]:
    """The ids of the articles that the previous edition had among its sources, word for word."""
    had = {source.sha256 for source in previous.sources} if previous else set()
    return frozenset(article.id for article in articles if article.sha256 in had)


def stood_before(articles: Sequence[Article], previous: Brief | None) -> tuple[Citation, ...] | None:
    """The previous edition's key points as passages of the articles; None where any of these is news."""
    if previous is None or len(read_before(articles, previous)) < len(articles):
        return None
    now = {article.sha256: article.id for article in articles}
    cited = (citation for point in previous.key_points for citation in point.citations[:1])
    stood = places(cited, previous.sources)
    return tuple(replace(c, source=now[place.sha256]) for c, place in stood if place.sha256 in now)


def compare(
    brief: Brief,
    previous: Brief | None,
    *,
    news: Sequence[News] = (),
    before: Container[str] = (),
    most: int | None = None,
) -> Brief:
    """Mark each key point new, updated or repeated, and list the changes, at the most ``most`` of each sort.

    ``news`` says what the reports tell that those of the ids ``before`` had not told, whatever the previous
    edition chose from them. Without a previous edition all is new and nothing is listed.
    """
    if previous is None:
        return brief
    told = {item.citation: item for item in news}
    points = tuple(_marked(point, told, before) for point in brief.key_points)
    late, altered = _reports(brief, previous)
    changes = Changes(
        since=previous.edition.as_of,
        new=tuple(Change("key_points", p.text, p.id) for p, _ in points if p.status == "new")[:most],
        updated=(
            *(Change("key_points", p.text, p.id, old.text) for p, old in points if old),
            *_figures(brief, before),
        )[:most],
        overtaken=_overtaken(brief, previous, {old for _, old in points if old})[:most],
        late=late,
        altered=altered,
    )
    return replace(brief, key_points=tuple(point for point, _ in points), changes=changes)


def _marked(
    point: KeyPoint, told: dict[Citation, News], before: Container[str]
) -> tuple[KeyPoint, Citation | None]:
    """A key point with its status, and the passage that it updates."""
    cited = point.citations[0]
    if cited.source in before:
        return replace(point, status="repeated"), None
    item = told.get(cited)
    if item is None:
        return replace(point, status="new"), None
    return replace(point, status=item.status), item.before if item.status == "updated" else None


def _overtaken(brief: Brief, previous: Brief, updated: Iterable[Citation]) -> tuple[Change, ...]:
    """The key points of the previous edition that are overtaken, without those that are shown as updated."""
    shown = {cited.text for cited in updated}
    facts = {fact.id: fact for fact in brief.facts}
    return tuple(
        Change("facts", point.text, fact.replaced_by)
        for point in previous.key_points
        if (fact := facts.get(point.fact or "")) and fact.replaced_by and point.text not in shown
    )


def _figures(brief: Brief, before: Container[str]) -> Iterator[Change]:
    """Figures of which a report of today gives another value than those before had given."""
    for figure in brief.figures:
        old = [o for o in figure.observations if o.citation.source in before]
        new = [o for o in figure.observations if o.citation.source not in before]
        if old and new and _value(new[-1]) not in {_value(o) for o in old} and _comparable(figure, old, new):
            yield Change("figures", new[-1].text, figure.id, old[-1].text)


def _value(observation: Observation) -> tuple[float | None, float | None]:
    return observation.low, observation.high


def _comparable(figure: Figure, old: Sequence[Observation], new: Sequence[Observation]) -> bool:
    """Whether two observations are surely of one thing: a toll, troops, or both by one speaker."""
    one_speaker = old[-1].speaker is not None and old[-1].speaker == new[-1].speaker
    return (
        figure.agreement != "agreed" and old[-1].unit == new[-1].unit and (is_counted(figure) or one_speaker)
    )


def _reports(brief: Brief, previous: Brief) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """The late reports, older than the previous edition, which had not got them, and those altered since."""
    had = {source.sha256 for source in previous.sources}
    known = _places(previous)
    late, altered = [], []
    for source in brief.sources:
        if source.sha256 in had:
            continue
        change = Change("sources", source.title or source.opening or source.id, source.id)
        if known & _place(source):
            altered.append(change)
        elif source.published is not None and source.published <= previous.edition.as_of:
            late.append(change)
    return tuple(late), tuple(altered)


def _places(brief: Brief) -> set[str]:
    return {place for source in brief.sources for place in _place(source)}


def _place(source: Source) -> set[str]:
    """Where a report came from."""
    return {place for place in (source.file, source.url) if place}

"""This edition against what the reports of the previous one told: what is new, and what was updated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefing.extract.figures import is_counted
from briefing.facts import places
from briefing.model import Article, Change, Changes
from briefing.reading.similarity import wording

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from briefing.brief.focus import Relevance
    from briefing.model import (
        Brief,
        Citation,
        Fact,
        KeyPoint,
        KeySentence,
        News,
        Observation,
        Source,
    )

UNTOLD = 0.5  # the least share of a new fact's words that nothing printed before it has


def read_before(articles: Sequence[Article], previous: Brief | None) -> frozenset[str]:
    """The ids of the articles that the previous edition had among its sources, word for word."""
    had = {source.sha256 for source in previous.sources} if previous else set()
    return frozenset(article.id for article in articles if article.sha256 in had)


def as_cited_before(articles: Sequence[Article], previous: Brief | None) -> tuple[Article, ...]:
    """Of each report that was altered since the previous edition, what that edition cited of it, as a report.

    Its text as it was is gone; what the facts of that edition cite of it is what its readers were told.
    """
    if previous is None:
        return ()
    now = {article.sha256 for article in articles}
    kept = {place for article in articles for place in _place(article)}
    return tuple(
        Article(
            f"{source.id} of edition {previous.edition.number}",
            "\n\n".join(cited.text for cited in _cited_of(previous, source)),
            publisher=source.publisher,
            family=source.family,
            published=source.published,
            language=source.language,
        )
        for source in previous.sources
        if source.sha256 not in now and kept & _place(source)
    )


def _cited_of(brief: Brief, source: Source) -> list[Citation]:
    """The passages of facts that are of one source, in text order."""
    found = {cited for fact in brief.facts for cited in fact.citations if cited.source == source.id}
    return sorted(found, key=lambda cited: (cited.start, cited.end))


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
    worth: Mapping[Citation, float] = {},
    most: int | None = None,
) -> Brief:
    """Mark each key point new, updated or repeated, and list the changes, at the most ``most`` of each sort.

    ``news`` says what the reports tell that those of the ids ``before`` had not told, whatever the previous
    edition chose from them. ``worth`` has the passages that may be printed alone, see ``worth_telling``.
    Without a previous edition all is new and nothing is listed.
    """
    if previous is None:
        return brief
    told = {item.citation: item for item in news}
    points = tuple(_marked(point, told, before) for point in brief.key_points)
    late, altered = _reports(brief, previous)
    changes = Changes(
        since=previous.edition.as_of,
        new=(
            *(
                Change("key_points", p.text, p.id, citation=p.citations[0])
                for p, _ in points
                if p.status == "new"
            ),
            *_new_facts(brief, worth),
        )[:most],
        updated=(
            *(
                Change("key_points", p.text, p.id, old.text, p.citations[0], _still_there(old, brief))
                for p, old in points
                if old
            ),
            *_figures(brief, before, {p.citations[0] for p, old in points if old}),
        )[:most],
        overtaken=_overtaken(brief, previous, {old for _, old in points if old})[:most],
        late=late,
        altered=altered,
    )
    return replace(brief, key_points=tuple(point for point, _ in points), changes=changes)


def _still_there(cited: Citation, brief: Brief) -> Citation | None:
    """A citation, unless its report was altered since, so that it stands nowhere any more."""
    return cited if any(source.id == cited.source for source in brief.sources) else None


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


def worth_telling(sentences: Iterable[KeySentence], weighed: Relevance) -> dict[Citation, float]:
    """The passages about the focus that can be read alone and are no context, with how central they are."""
    return {
        s.citation: s.score
        for s in sentences
        if weighed.about(s.citation) and not weighed.is_background([s.citation])
    }


def _new_facts(brief: Brief, worth: Mapping[Citation, float]) -> Iterator[Change]:
    """New facts that no key point tells: those with most publishers first, then the newest.

    None has mostly words that a key point or one before it has: nobody reads one fact twice.
    """
    shown = {point.fact for point in brief.key_points}
    new = [
        fact
        for fact in brief.facts
        if fact.status == "new"
        and fact.replaced_by is None
        and fact.id not in shown
        and fact.citations[0] in worth
    ]
    newest = date.max  # a report without a day counts as new
    new.sort(key=lambda fact: -worth[fact.citations[0]])
    new.sort(key=lambda fact: (fact.publishers, fact.last_reported or newest), reverse=True)
    told = frozenset[str]().union(*(wording(point.text).words for point in brief.key_points))
    for fact in new:
        words = wording(fact.text).words
        if len(words - told) >= UNTOLD * len(words):
            told |= words
            yield Change("facts", fact.text, fact.id, citation=fact.citations[0])


def _overtaken(brief: Brief, previous: Brief, updated: Iterable[Citation]) -> tuple[Change, ...]:
    """The key points of the previous edition that are overtaken, without those that are shown as updated."""
    shown = {cited.text for cited in updated}
    facts = {fact.id: fact for fact in brief.facts}
    return tuple(
        Change("facts", point.text, fact.replaced_by, citation=_where(point.text, fact))
        for point in previous.key_points
        if (fact := facts.get(point.fact or "")) and fact.replaced_by and point.text not in shown
    )


def _where(text: str, fact: Fact) -> Citation | None:
    """Where a fact's passage stands."""
    return next((cited for cited in fact.citations if cited.text == text), None)


def _figures(brief: Brief, before: Container[str], told: Container[Citation]) -> Iterator[Change]:
    """Figures of which a report of today gives another value than those before had given.

    Without those of the passages ``told``, which are shown beside what they update.
    """
    for figure in brief.figures:
        old = [o for o in figure.observations if o.citation.source in before]
        new = [o for o in figure.observations if o.citation.source not in before]
        if figure.agreement == "agreed" or not old or not new or new[-1].citation in told:
            continue
        now = new[-1]
        was = next((o for o in reversed(old) if o.speaker and o.speaker == now.speaker), old[-1])
        sure = is_counted(figure) or (now.speaker is not None and now.speaker == was.speaker)
        if sure and _value(now) not in {_value(o) for o in old} and _follows(now, was):
            yield Change("figures", now.text, figure.id, was.text, now.citation, was.citation)


def _value(observation: Observation) -> tuple[float | None, float | None]:
    return observation.low, observation.high


def _follows(now: Observation, was: Observation) -> bool:
    """Whether one figure takes the place of another: the same unit, not of an earlier day, not elsewhere.

    Two sentences that both name somebody or somewhere, and nothing in common, count two things.
    """
    here, there = wording(now.citation.text).names, wording(was.citation.text).names
    later = not (now.date and was.date) or now.date >= was.date
    return now.unit == was.unit and later and not (here and there and here.isdisjoint(there))


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


def _place(source: Article | Source) -> set[str]:
    """Where a report came from."""
    return {place for place in (source.file, source.url) if place}

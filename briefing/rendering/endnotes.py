"""The sources as numbered endnotes: what is cited from each, and where on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.rendering.view import ROLES, deeds, differences, figures, place_of, principal_actors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.model import Brief, Citation, Source
    from briefing.rendering.positions import Position
    from briefing.rendering.view import Utterance


@dataclass(frozen=True, slots=True)
class Place:
    """Where a source is cited: section, anchor to link to, and the number of an item that has one."""

    section: str
    anchor: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Endnote:
    """A source with its number, the passages cited from it in text order, and the places that cite it."""

    source: Source
    number: int
    passages: tuple[Citation, ...]
    places: tuple[Place, ...]


def endnotes(
    brief: Brief, spoken: Sequence[Position], printed: Sequence[Utterance], numbers: dict[str, int]
) -> tuple[Endnote, ...]:
    """Every source with what is cited from it and where, for links back."""
    passages: dict[str, dict[tuple[str, int, int], Citation]] = {source.id: {} for source in brief.sources}
    places: dict[str, dict[tuple[str, int | None], Place]] = {source.id: {} for source in brief.sources}
    for place, citations in _cited(brief, spoken, printed):
        for citation in citations:
            if citation.source in passages:
                passages[citation.source][place_of(citation)] = citation
                places[citation.source].setdefault((place.section, place.number), place)
    return tuple(
        Endnote(
            source,
            numbers[source.id],
            tuple(sorted(passages[source.id].values(), key=lambda citation: (citation.start, -citation.end))),
            tuple(places[source.id].values()),
        )
        for source in brief.sources
    )


def _cited(
    brief: Brief, spoken: Sequence[Position], printed: Sequence[Utterance]
) -> Iterator[tuple[Place, Sequence[Citation]]]:
    """Each citation on the page with the item that it stands in, in page order."""
    for number, point in enumerate(brief.key_points, 1):
        yield Place("key_points", f"key-{number}", number), point.citations
    for one in differences(brief):
        cited = (one.change.citation, one.change.before_citation)
        yield Place("changes", one.anchor), [citation for citation in cited if citation]
    yield from _cited_of_actors(brief)
    for position in spoken:
        for statement in position.statements:
            citations = [stretch.citation for stretch in statement.stretches]
            yield Place("positions", f"quote-{statement.quote.id}"), citations
    for utterance in printed:
        citations = [printing.citation for printing in utterance.printings]
        yield Place("how_quoted", f"utterance-{utterance.quote.id}"), citations
    for event in brief.timeline:
        yield Place("timeline", f"event-{event.id}"), event.citations
    for figure in figures(brief):
        citations = [observation.citation for observation in figure.observations]
        yield Place("figures", f"figure-{figure.id}"), citations
    for outlook in brief.outlook:
        yield Place("outlook", f"outlook-{outlook.id}"), outlook.citations
    for background in brief.background:
        yield Place("background", f"background-{background.id}"), background.citations


def _cited_of_actors(brief: Brief) -> Iterator[tuple[Place, Sequence[Citation]]]:
    for actor in principal_actors(brief):
        for role in actor.roles[:ROLES]:
            yield Place("actors", f"actor-{actor.id}"), role.citations
    for done in deeds(brief):
        for action in done.actions:
            yield Place("actors", f"deed-{action.id}"), action.citations

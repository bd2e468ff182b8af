"""The timeline of a brief: one line for a day and an event, and what happened before what was planned."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from briefing.brief.focus import ABOUT
from briefing.model import independent_publishers
from briefing.reading.owners import Owners

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from briefing.brief.focus import Relevance
    from briefing.model import Article, Citation, Event, KeySentence, Telling


class Line(NamedTuple):
    """An event with what decides whether it is shown, and which passage speaks for it."""

    event: Event
    fact: str | None  # that its passage tells
    central: float  # how central the passage is, 0 to 1; 0 where it cannot be read alone


def timeline(
    events: Iterable[Event],
    weighed: Relevance,
    articles: Sequence[Article],
    *,
    tellings: Iterable[Telling],
    sentences: Iterable[KeySentence],
    as_of: date,
    most: int | None,
) -> tuple[Event, ...]:
    """The events about the focus that matter most, oldest first, one for a day and a fact.

    What somebody planned for a day that is over makes no line: whether it came about is for those to say who
    report it. A year or month that a sentence merely mentions makes none either: the sentence is about
    something else. What lies ahead comes first in the choice, then what most publishers tell.
    """
    about = [
        event
        for event in events
        if weighed.of(event.citations) >= ABOUT
        and not weighed.is_background(event.citations)
        and (event.main or event.precision == "day")
    ]
    lines = [_joined(group) for group in _same_events(_lines(about, tellings, sentences))]
    today = as_of.isoformat()
    standing = [
        line for line in lines if not line.event.planned or line.event.date >= today[: len(line.event.date)]
    ]
    by_id = {article.id: article for article in articles}

    def rank(line: Line) -> tuple[bool, int, bool, float]:
        behind = {citation.source for citation in line.event.citations}
        publishers = independent_publishers([by_id[source] for source in sorted(behind)])
        dated = line.event.precision == "day" and line.event.main
        return line.event.date > today, publishers, dated, line.central

    best = {line.event.id for line in sorted(standing, key=rank, reverse=True)[:most]}
    chosen = (line.event for line in standing if line.event.id in best)
    return tuple(sorted(chosen, key=lambda event: event.date))


def _lines(
    events: Iterable[Event],
    tellings: Iterable[Telling],
    sentences: Iterable[KeySentence],
) -> list[Line]:
    """Each event with what its first passage tells; a passage with two days makes one line."""
    told = {telling.citation: telling for telling in tellings}
    numbered = list(told.values())
    places = Owners.of((telling.citation, str(number)) for number, telling in enumerate(numbered))
    scores = {sentence.citation: sentence.score for sentence in sentences}
    lines = []
    by_passage: dict[Citation, Event] = {}
    for event in events:
        known = by_passage.setdefault(event.citations[0], event)
        if event.main and not known.main:
            by_passage[event.citations[0]] = event
    for event in by_passage.values():
        cited = event.citations[0]
        place = places.actor(cited.source, cited.start)
        telling = numbered[int(place)] if place is not None else None
        central = scores.get(telling.citation, 0.0) if telling else 0.0
        lines.append(Line(event, telling.fact if telling else None, central))
    return lines


def _same_events(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines of one day that tell one fact together, in the order of the first of each."""
    groups: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.event.date, line.fact or line.event.id].append(line)
    return list(groups.values())


def _joined(lines: Sequence[Line]) -> Line:
    """The line of the passage that tells an event best, with the passages of the others."""
    best = max(lines, key=lambda line: (not line.event.planned, line.event.main, line.central))
    citations = dict.fromkeys(citation for line in (best, *lines) for citation in line.event.citations)
    return best._replace(event=replace(best.event, citations=tuple(citations)))

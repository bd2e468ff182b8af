"""When: time expressions with their values, and the dated events of the articles."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefing.extract.timeline.events import merged, precision, tellings
from briefing.extract.timeline.find import find_timexes
from briefing.model import Event, TimeExpression
from briefing.reading.owners import Owners

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Quote
    from briefing.reading.annotation import AnnotatedArticle

__all__ = ["extract_time_expressions", "extract_timeline"]


def extract_time_expressions(annotated: Sequence[AnnotatedArticle]) -> tuple[TimeExpression, ...]:
    """Find every time expression, in article and then text order, with its TIMEX3 type and value."""
    return tuple(
        TimeExpression(one.article.cite(timex.start, timex.end), timex.type, timex.value)
        for one in annotated
        for timex in find_timexes(one.tokens, one.article.published)
    )


def extract_timeline(
    annotated: Sequence[AnnotatedArticle],
    *,
    quotes: Sequence[Quote] = (),
    times: Sequence[TimeExpression] | None = None,
) -> tuple[Event, ...]:
    """Find the dated events, oldest first, one for each event however many sentences and articles tell it.

    An event is a whole sentence in which a verb or an event noun is dated by an expression that resolves to a
    day, a month or a year. Nothing is dated from inside direct speech; ``quotes`` tell of that without marks.
    ``times`` are the time expressions of the articles, in text order (None: they are looked for).
    """
    direct = (quote for quote in quotes if quote.kind == "direct")
    spoken = Owners.of((citation, quote.id) for quote in direct for citation in quote.citations)
    by_source: dict[str, list[TimeExpression]] = defaultdict(list)
    for time in extract_time_expressions(annotated) if times is None else times:
        by_source[time.citation.source].append(time)
    told = (telling for one in annotated for telling in tellings(one, by_source[one.article.id], spoken))
    return tuple(
        Event(
            id=f"E{number}",
            date=group[0].date,
            precision=precision(group[0].date),
            expression=group[0].expression,
            text=group[0].citation.text,
            citations=tuple(dict.fromkeys(telling.citation for telling in group)),
            main=group[0].rank == 0,
            planned=group[0].planned,
        )
        for number, group in enumerate(merged(told), start=1)
    )

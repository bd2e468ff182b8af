"""Facts that last: a passage's fact is known again from edition to edition.

Passages that bear each other out tell one fact; what merely tells more of the same event is a fact of its
own. A passage that an earlier edition had keeps its fact. One of a newer report that repeats such a passage
tells the same fact; one that brings another value, or the outcome of what was still to come, founds a fact
that replaces it; any other tells a new one. So whether a fact is new is a look-up, and no count is made anew.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from briefing.facts.same import fact_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from briefing.facts.passages import Report
    from briefing.model import Article, Brief, Citation, Event, Fact, News, Status, Telling

ID_DIGITS = 8  # of the hash that is a fact's id; more where two facts would have one


class Place(NamedTuple):
    """A passage, whatever number its source has in an edition."""

    sha256: str  # of the source's cleaned text
    start: int
    end: int


class Label(NamedTuple):
    """What the passages of one fact have in common."""

    known: str | None  # the fact's id in an earlier edition
    group: int = 0  # else the passages that bear each other out,
    status: Status = "new"  # being news of the same kind
    replaces: Label | None = None  # the fact that they replace


def lasting_facts(
    reports: Sequence[Report],
    tellings: Sequence[Telling],
    *,
    news: Sequence[News] = (),
    before: Container[str] = (),
    previous: Brief | None = None,
    events: Sequence[Event] = (),
) -> tuple[Fact, ...]:
    """The facts of an edition, in the order of their first passages, with ids that last.

    ``before`` are the ids of the articles that the edition ``previous`` had, ``news`` what the others tell
    against them. ``events`` give the days.
    """
    articles = {report.article.id: report.article for report in reports}
    labels = _labels(tellings, articles, {item.citation: item for item in news}, before, _known(previous))
    told: dict[Label, list[Telling]] = defaultdict(list)
    for telling in tellings:
        told[labels[telling.citation]].append(telling)
    ids = _ids(told, articles)
    earlier = {fact.id: fact for fact in previous.facts} if previous else {}
    gone = {ids[label.replaces]: ids[label] for label in told if label.replaces in ids}
    dated = {event.citations[0]: event for event in events if event.main}
    found = []
    for label, group in told.items():
        fact = _dated(fact_of(group, articles), dated)
        name = ids[label]
        was = earlier.get(name)
        found.append(
            replace(
                fact,
                id=name,
                status="repeated" if label.known or label.status == "repeated" else label.status,
                replaces=ids.get(label.replaces) if label.replaces else was.replaces if was else None,
                replaced_by=gone.get(name) or (was.replaced_by if was else None),
            )
        )
    return those_of(found)


def _known(previous: Brief | None) -> dict[Place, str]:
    """The fact of each passage of the previous edition."""
    if previous is None:
        return {}
    hashes = {source.id: source.sha256 for source in previous.sources}
    return {
        Place(hashes[c.source], c.start, c.end): fact.id for fact in previous.facts for c in fact.citations
    }


def _labels(
    tellings: Sequence[Telling],
    articles: Mapping[str, Article],
    news: Mapping[Citation, News],
    before: Container[str],
    known: Mapping[Place, str],
) -> dict[Citation, Label]:
    """What each passage has in common with the others of its fact."""
    labels: dict[Citation, Label] = {}
    group = dict(zip((telling.citation for telling in tellings), _groups(tellings), strict=True))
    for telling in tellings:
        if telling.citation.source in before:
            name = known.get(_place(telling.citation, articles))
            own = Label(None, group[telling.citation], "repeated")
            labels[telling.citation] = Label(name) if name else own
    for telling in tellings:
        if telling.citation in labels:
            continue
        item = news.get(telling.citation)
        old = labels.get(item.before) if item and item.before else None
        if item is None or item.before is None or old is None:
            labels[telling.citation] = Label(None, group[telling.citation])
        elif item.status == "updated":
            labels[telling.citation] = Label(None, group[telling.citation], "updated", old)
        else:
            labels[telling.citation] = old
    return labels


def _groups(tellings: Sequence[Telling]) -> list[int]:
    """The number of the passages that each belongs to, by who bears out whom."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    number = {telling.citation: n for n, telling in enumerate(tellings)}
    pairs = [(n, number[other]) for n, telling in enumerate(tellings) for other in telling.support]
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    links = coo_array(([True] * len(pairs), (rows, columns)), shape=(len(tellings), len(tellings)))
    found: list[int] = connected_components(links, directed=False)[1].tolist()
    return found


def _place(citation: Citation, articles: Mapping[str, Article]) -> Place:
    return Place(articles[citation.source].sha256, citation.start, citation.end)


def _ids(told: Mapping[Label, Sequence[Telling]], articles: Mapping[str, Article]) -> dict[Label, str]:
    """The id of each fact: the one it has, else a hash of the passage that first told it."""
    ids = {label: label.known for label in told if label.known}
    taken = set(ids.values())
    for label, group in told.items():
        if label in ids:
            continue
        first = min(group, key=lambda telling: _turn(telling.citation, articles))
        place = _place(first.citation, articles)
        digest = hashlib.sha256(f"{place.sha256}:{place.start}:{place.end}".encode()).hexdigest()
        length = next(n for n in range(ID_DIGITS, len(digest) + 1) if f"F{digest[:n]}" not in taken)
        ids[label] = f"F{digest[:length]}"
        taken.add(ids[label])
    return ids


def _turn(citation: Citation, articles: Mapping[str, Article]) -> tuple[bool, str, str, int]:
    """Passages in the order in which they were printed; undated ones last."""
    article = articles[citation.source]
    day = article.published
    return day is None, day.isoformat() if day else "", article.sha256, citation.start


def _dated(fact: Fact, events: Mapping[Citation, Event]) -> Fact:
    """A fact with its day: that of its first passage that has one."""
    event = next((events[c] for c in fact.citations if c in events), None)
    return replace(fact, event_date=event.date, precision=event.precision) if event else fact


def those_of(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts, without references to any that is not among them."""
    facts = tuple(facts)
    there = {fact.id for fact in facts}

    def here(name: str | None) -> str | None:
        return name if name in there else None

    return tuple(
        replace(fact, replaces=here(fact.replaces), replaced_by=here(fact.replaced_by)) for fact in facts
    )

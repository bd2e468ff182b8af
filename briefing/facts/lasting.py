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
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from briefing.facts.same import fact_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from briefing.facts.passages import Report
    from briefing.model import Article, Brief, Citation, Event, Fact, News, Source, Status, Telling

ID_DIGITS = 8  # of the hash that is a fact's id; more where two facts would have one


class Place(NamedTuple):
    """A passage, whatever number its source has in an edition."""

    sha256: str  # of the source's cleaned text
    start: int
    end: int


def places(
    citations: Iterable[Citation], reports: Iterable[Article | Source]
) -> Iterator[tuple[Citation, Place]]:
    """Each passage with its place. What cites none of the reports (a brief changed by hand) has none."""
    hashes = {report.id: report.sha256 for report in reports}
    return ((c, Place(hashes[c.source], c.start, c.end)) for c in citations if c.source in hashes)


class Label(NamedTuple):
    """What the passages of one fact have in common."""

    known: str | None  # the fact's id in an earlier edition; then its status is "repeated"
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
    place = dict(places((telling.citation for telling in tellings), articles.values()))
    labels = _labels(tellings, place, {item.citation: item for item in news}, before, _known(previous))
    told: dict[Label, list[Telling]] = defaultdict(list)
    for telling in tellings:
        told[labels[telling.citation]].append(telling)
    ids = _ids(told, place, articles)
    # What replaces what, as the earlier edition knew it and as it is found now.
    replaces = {fact.id: fact.replaces for fact in previous.facts} if previous else {}
    replaces |= {
        ids[label]: ids.get(label.replaces) or label.replaces.known for label in told if label.replaces
    }
    replaced_by = {old: now for now, old in replaces.items()}
    dated = {event.citations[0]: event for event in events if event.main}
    return tuple(
        replace(
            _dated(fact_of(group, articles), dated),
            id=ids[label],
            status=label.status,
            replaces=replaces.get(ids[label]),
            replaced_by=replaced_by.get(ids[label]),
        )
        for label, group in told.items()
    )


def _known(previous: Brief | None) -> dict[Place | str, str]:
    """The fact of each passage of the previous edition, by where it stood and by its words.

    Of a report that was altered since, only the words are left.
    """
    known: dict[Place | str, str] = {}
    for fact in previous.facts if previous else ():
        for cited, place in places(fact.citations, previous.sources if previous else ()):
            known[place] = known[cited.text] = fact.id
    return known


def _labels(
    tellings: Sequence[Telling],
    place: Mapping[Citation, Place],
    news: Mapping[Citation, News],
    before: Container[str],
    known: Mapping[Place | str, str],
) -> dict[Citation, Label]:
    """What each passage has in common with the others of its fact."""
    labels: dict[Citation, Label] = {}
    group = dict(zip((telling.citation for telling in tellings), _groups(tellings), strict=True))
    for telling in tellings:
        if telling.citation.source in before:
            name = known.get(place[telling.citation])
            own = Label(None, group[telling.citation], "repeated")
            labels[telling.citation] = Label(name, status="repeated") if name else own
    for telling in tellings:
        if telling.citation in labels:
            continue
        item = news.get(telling.citation)
        old = labels.get(item.before) if item and item.before else None
        if old is None and item and item.before and item.before.text in known:
            old = Label(known[item.before.text], status="repeated")
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


def _ids(
    told: Mapping[Label, Sequence[Telling]],
    place: Mapping[Citation, Place],
    articles: Mapping[str, Article],
) -> dict[Label, str]:
    """The id of each fact: the one it has, else a hash of the passage that first told it."""
    ids = {label: label.known for label in told if label.known}
    taken = set(ids.values())

    def turn(telling: Telling) -> tuple[date, Place]:
        """Passages in the order in which they were printed; undated ones last."""
        return articles[telling.citation.source].published or date.max, place[telling.citation]

    for label, group in told.items():
        if label in ids:
            continue
        first = place[min(group, key=turn).citation]
        digest = hashlib.sha256(f"{first.sha256}:{first.start}:{first.end}".encode()).hexdigest()
        length = next(n for n in range(ID_DIGITS, len(digest) + 1) if f"F{digest[:n]}" not in taken)
        ids[label] = f"F{digest[:length]}"
        taken.add(ids[label])
    return ids


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

"""Which passages tell the same fact.

Reports of one occurrence are compared sentence by sentence. What each tells first is the occurrence itself,
so that two openings need little in common; any other two sentences need more.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from briefing.facts.likeness import cosines, rarity
from briefing.facts.occurrences import find_occurrences
from briefing.facts.passages import deny_each_other, differ
from briefing.model import Fact, Telling, independent_publishers
from briefing.reading.clusters import average_link
from briefing.reading.similarity import own_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from briefing.facts.passages import Passage, Report
    from briefing.model import Article

LEAD = 5  # sentences in which a report says what it is about
LEAD_BONUS = 0.2  # likeness that two such sentences have beforehand,
LEAD_LIKENESS = 0.03  # where they share any word that is not in all reports
# Likeness from which one passage of a fact confirms what another says; less, and it tells more of the same.
BORNE_OUT = 0.25
# The fewest words that both must have besides names and a quotation: two reports that quote "frank and
# constructive" bear out the quotation, not each other's sentence.
FEWEST_OWN = 3
SAME_FACT = 0.13  # mean likeness of two groups of passages from which they tell one fact


def group_passages(reports: Sequence[Report]) -> tuple[tuple[Passage, ...], ...]:
    """Group the passages that tell the same fact, each in one group, in the order of their first passages."""
    places: dict[int, list[Report]] = defaultdict(list)
    for report, occurrence in zip(reports, find_occurrences(reports), strict=True):
        places[occurrence].append(report)
    weight = rarity([report.all_of("terms") for report in reports])
    groups: list[tuple[Passage, ...]] = []
    for together in places.values():
        passages = [passage for report in together for passage in report.passages]
        leads = [number < LEAD for report in together for number in range(len(report.passages))]
        like = cosines([passage.words for passage in passages], weight=weight)
        groups += _grouped(passages, _with_leads(like, np.array(leads)))
    turn = {id(passage): n for n, passage in enumerate(p for report in reports for p in report.passages)}
    return tuple(sorted(groups, key=lambda group: turn[id(group[0])]))


def _with_leads(like: NDArray[np.float64], leads: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The likeness, with what two openings of reports of one occurrence have beforehand."""
    openings = np.outer(leads, leads) & (like >= LEAD_LIKENESS)
    lifted: NDArray[np.float64] = like + LEAD_BONUS * openings
    return lifted


def _grouped(passages: Sequence[Passage], like: NDArray[np.float64]) -> Iterable[tuple[Passage, ...]]:
    """Groups of one occurrence's passages."""
    labels = average_link(like, SAME_FACT, most=1 + LEAD_BONUS).tolist()
    groups: dict[int, list[Passage]] = defaultdict(list)
    for passage, label in zip(passages, labels, strict=True):
        groups[label].append(passage)
    return map(tuple, groups.values())


def find_tellings(reports: Sequence[Report]) -> tuple[Telling, ...]:
    """Every passage of the reports with the fact that it tells ("F1", "F2", ...), fact by fact."""
    return tuple(
        telling
        for number, group in enumerate(group_passages(reports), 1)
        for telling in _tellings(f"F{number}", group)
    )


def _tellings(fact: str, group: Sequence[Passage]) -> Iterator[Telling]:
    terms = [passage.terms for passage in group]
    like = cosines(terms, weight=rarity(terms))
    for n, one in enumerate(group):
        support = [
            other.citation
            for m, other in enumerate(group)
            if other.article.id != one.article.id and objection(one, other, like[n, m]) is None
        ]
        against = [
            other.citation
            for other in group
            if other.article.id != one.article.id and deny_each_other(one, other)
        ]
        yield Telling(one.citation, fact, one.standing, tuple(support), tuple(against))


def objection(one: Passage, other: Passage, likeness: float) -> str | None:
    """Why a passage of a fact does not bear out what another says, in English; None where it does."""
    if one.standing != other.standing:
        return f"{one.standing} here, {other.standing} there"
    if one.weekdays and other.weekdays and one.weekdays.isdisjoint(other.weekdays):
        return "tells of another day"
    if differ(one, other):
        return "counts the same thing with another number"
    if likeness < BORNE_OUT:
        return f"too little in common: {likeness:.2f} of the {BORNE_OUT} that it takes"
    if len(own_words(one.citation.text, other.citation.text)) < FEWEST_OWN:
        return "nothing in common but names and quoted words"
    return None


def find_facts(reports: Sequence[Report]) -> tuple[Fact, ...]:
    """The facts that passages of the reports tell, with the ids "F1", "F2", ..., in text order.

    The first citation of a fact is the passage that most others bear out, of equals the first.
    """
    articles = {report.article.id: report.article for report in reports}
    told: dict[str, list[Telling]] = defaultdict(list)
    for telling in find_tellings(reports):
        told[telling.fact].append(telling)
    return tuple(fact_of(tellings, articles) for tellings in told.values())


def fact_of(tellings: Sequence[Telling], articles: Mapping[str, Article]) -> Fact:
    """The fact that passages tell: first the one that most others bear out, of equals the first."""

    def publishers(telling: Telling) -> int:
        behind = (telling.citation, *telling.support)
        return independent_publishers([articles[citation.source] for citation in behind])

    best = max(tellings, key=publishers)
    days = [day for told in tellings if (day := articles[told.citation.source].published)]
    return Fact(
        id=best.fact,
        text=best.citation.text,
        citations=(best.citation, *(told.citation for told in tellings if told is not best)),
        publishers=publishers(best),
        standing=best.standing,
        disputed_by=best.disputed_by,
        first_reported=min(days, default=None),
        last_reported=max(days, default=None),
    )

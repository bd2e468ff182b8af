"""How much: numbers with what they count, who gives them and when, and whether the sources agree."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from briefing.extract.figures.attribution import Attribution
from briefing.extract.figures.counted import quantity_of
from briefing.extract.figures.group import Sighting, agreement, grouped
from briefing.extract.figures.numbers import find_numbers
from briefing.model import Figure, Observation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.annotate import AnnotatedArticle
    from briefing.extract.figures.counted import Quantity
    from briefing.model import Citation, Mention, Quote, TimeExpression

__all__ = ["extract_figures"]

_REVISED = re.compile(
    r"\b(?:increase|decrease|rise|drop|jump|fall|up|down|revised|compared)\b.{0,12}\b(?:from|with|to)\b|\b(?:earlier|previous|prior) (?:\S+ )?(?:estimate|figure|count|tally|total)",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:earlier|previous(?:ly)?|prior|initial(?:ly)?|up from|down from|increase from|decrease from)\b.{0,40}$",
    re.IGNORECASE,
)


def extract_figures(
    annotated: Sequence[AnnotatedArticle],
    *,
    quotes: Sequence[Quote] = (),
    mentions: Sequence[Mention] = (),
    times: Sequence[TimeExpression] = (),
) -> tuple[Figure, ...]:
    """Find quantities, the observations of one quantity together, oldest first.

    Figures that several publishers or observations give come first, then those that say most. ``quotes`` and ``mentions`` tell
    who gives a number, ``times`` when it held; without them the speaker is None and the date that of publication. Dates, ordinals,
    names, ages and small counts of ordinary things are no figures.
    """
    attribution = Attribution(quotes, mentions, times)
    sightings = [sighting for one in annotated for sighting in _sightings(one, attribution)]
    groups = sorted(grouped(sightings), key=_rank)
    return tuple(
        Figure(
            id=f"F{number}",
            what=max(group, key=lambda sighting: len(sighting.modifiers)).what,
            agreement=agreement(group),
            observations=tuple(
                sighting.observation
                for sighting in sorted(group, key=lambda sighting: sighting.observation.date or "")
            ),
        )
        for number, group in enumerate(groups, start=1)
    )


def _sightings(one: AnnotatedArticle, attribution: Attribution) -> Iterator[Sighting]:
    """The figures of one article, in text order."""
    article, doc = one.article, one.doc
    starts: list[int] = doc.to_array(["IDX"]).astype(int).tolist() if len(doc) else []
    for order, number in enumerate(find_numbers(article.text, doc)):
        first = bisect_right(starts, number.start) - 1
        last = bisect_right(starts, number.end - 1) - 1
        quantity = quantity_of(doc, number, first, last)
        if quantity is None or "\n" in article.text[quantity.start : quantity.end]:
            continue
        sentence = doc[last].sent
        citation = article.cite(sentence.start_char, sentence.end_char)
        if quantity.start < citation.start or quantity.end > citation.end:
            continue
        yield _sighting(one, quantity, citation, attribution, order)


def _sighting(
    one: AnnotatedArticle, quantity: Quantity, citation: Citation, attribution: Attribution, order: int
) -> Sighting:
    article, doc = one.article, one.doc
    sentence = doc[quantity.token].sent
    earlier = bool(_EARLIER.search(article.text, citation.start, quantity.start))
    published = article.published.isoformat() if article.published else None
    observation = Observation(
        text=article.text[quantity.start : quantity.end],
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        speaker=attribution.speaker(article.id, doc, quantity.token),
        date=None if earlier else attribution.date(citation) or published,
        citation=citation,
    )
    owners = set()
    places = set()
    content = set()
    for token in sentence:
        if token.ent_type_ in ("GPE", "LOC", "FAC"):
            places.add(token.lower_)
        if token.ent_type_ in ("NORP", "GPE") and quantity.what[0] <= token.idx < quantity.what[1]:
            owners.add(token.lemma_.lower())
        if token.pos_ in ("NOUN", "PROPN", "VERB") and not token.is_stop:
            content.add(token.lemma_.lower())
    return Sighting(
        observation=observation,
        what=article.text[quantity.what[0] : quantity.what[1]],
        thing=quantity.thing,
        modifiers=quantity.modifiers - owners,
        owners=frozenset(owners),
        places=frozenset(places),
        content=frozenset(content),
        publisher=article.publisher or article.id,
        order=order,
        revised=bool(_REVISED.search(citation.text)),
    )


_KINDS = {"troops": 0, "people": 0, "votes": 0, "percent": 1}


def _rank(group: Sequence[Sighting]) -> tuple[int, int, int]:
    """More publishers, more observations, then people and shares before sums, counts and distances."""
    unit = group[0].observation.unit or ""
    kind = _KINDS.get(unit, 1 if unit.isupper() else 2)
    return -len({sighting.publisher for sighting in group}), -len(group), kind

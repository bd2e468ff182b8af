"""How much: numbers with what they count, who gives them and when, and whether the sources agree."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from briefing.extract.figures.attribution import Attribution
from briefing.extract.figures.counted import quantity_of
from briefing.extract.figures.group import Bounds, Sighting, agreement, grouped
from briefing.extract.figures.lexicon import MEASURES, NATIONS, SAYS_NOTHING
from briefing.extract.figures.numbers import find_numbers
from briefing.model import Figure, Observation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span

    from briefing.extract.figures.phrases import Quantity
    from briefing.model import Citation, Mention, Quote, TimeExpression
    from briefing.reading.annotation import AnnotatedArticle

__all__ = ["extract_figures"]

LONGEST_SENTENCE = 300  # tokens; what is longer is a table or a list without stops
OPENING = 2  # sentences that say what a report is about

_REVISED = re.compile(
    r"\b(?:increase|decrease|rise|drop|jump|fall|revised)\b.{0,12}\b(?:from|to)\b|\b(?:up|down) from\b"
    r"|\b(?:rose|risen|rises|rising|climbed|climbs|grew|grown|increased|fell|fallen|dropped|revised) (?:\w+ ){0,2}(?:to|from|by)\b"
    r"|\b(?:earlier|previous|prior|initial) (?:\S+ )?(?:estimate|figure|count|tally|total|toll)",
    re.IGNORECASE,
)
_TOLL = re.compile(r"\btolls?\b", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:earlier(?! (?:this|that|on|in|today)\b)|previous(?:ly)?|prior|initial(?:ly)?|up from|down from|increase from|decrease from)\b.{0,40}$"
    r"|\b(?:rose|risen|rises|rise|rising|climbed|grew|grown|increased|raised|fell|fallen|falls|fall|dropped|cut)\b.{0,20}\bfrom $",
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
    before: Quantity | None = None
    found: list[tuple[Quantity, Citation]] = []
    values: dict[int, set[Bounds]] = {}  # by sentence
    for number in find_numbers(article.text, doc):
        first = bisect_right(starts, number.start) - 1
        last = bisect_right(starts, number.end - 1) - 1
        sentence = doc[last].sent
        if len(sentence) > LONGEST_SENTENCE:
            continue
        citation = article.cite(sentence.start_char, sentence.end_char)
        values.setdefault(citation.start, set()).add((number.low, number.high))
        quantity = quantity_of(doc, number, first, last)
        if quantity is None or not _says_what(doc, quantity):
            continue
        if "\n" in article.text[quantity.start : quantity.end]:
            continue
        if before and _converts(article.text, before, quantity, number.start):
            continue
        before = quantity
        if citation.start <= quantity.start and quantity.end <= citation.end:
            found.append((quantity, citation))
    for quantity, citation in found:
        yield _sighting(one, quantity, citation, attribution, frozenset(values[citation.start]))


def _says_what(doc: Doc, quantity: Quantity) -> bool:
    """Whether the words for what is counted say it: "estimated at $100 billion" and "a figure of 3%" do not."""
    begin, end = quantity.what
    words = doc.text[begin:end].split()
    return any(word.isalpha() or "-" in word for word in words) and not (
        len(words) == 1 and words[0].lower() in SAYS_NOTHING
    )


def _converts(text: str, before: Quantity, quantity: Quantity, start: int) -> bool:
    """Whether a number in parentheses is the one before it in another measure or money: "34 miles (55 km)"."""
    between = text[before.start : start]
    if between.count("(") != between.count(")") + 1 or start - between.rfind("(") == start:
        return False
    return before.unit != quantity.unit and all(
        unit is not None and (unit.isupper() or unit in MEASURES.values())
        for unit in (before.unit, quantity.unit)
    )


def _sighting(
    one: AnnotatedArticle,
    quantity: Quantity,
    citation: Citation,
    attribution: Attribution,
    values: frozenset[Bounds],
) -> Sighting:
    article, doc = one.article, one.doc
    earlier = bool(_EARLIER.search(article.text, citation.start, quantity.at))
    published = article.published.isoformat() if article.published else None
    own = None if earlier else attribution.date(citation, doc, quantity.token)
    observation = Observation(
        text=article.text[quantity.start : quantity.end],
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        speaker=attribution.speaker(article.id, doc, quantity.token),
        date=None if earlier or (own is None and _is_of_another(doc, quantity)) else own or published,
        citation=citation,
    )
    return Sighting(
        observation=observation,
        what=article.text[quantity.what[0] : quantity.what[1]],
        thing=quantity.thing,
        publisher=article.publisher or article.id,
        revised=bool(_REVISED.search(citation.text)),
        told=published,
        dated=own is not None,
        at=quantity.at - citation.start,
        values=values,
        **_surroundings(doc, quantity),
    )


def _is_of_another(doc: Doc, quantity: Quantity) -> bool:
    """Whether the sentence counts for something told before: "That earthquake killed 300 people"."""
    first = doc[quantity.token].sent[0]
    return first.lower_ == "that" and first.dep_ == "det"


def _scene(doc: Doc, quantity: Quantity) -> frozenset[str]:
    """The places of a report's opening, where the number is the toll of what the report is about."""
    if quantity.thing != "killed":
        return frozenset()
    opening = tuple(islice(doc.sents, OPENING))
    sentence = doc[quantity.token].sent
    if sentence.start > opening[-1].start and not _TOLL.search(sentence.text):
        return frozenset()
    if sentence[0].lower_ in ("that", "this"):
        return frozenset()
    return _places(doc[: opening[-1].end])


def _places(tokens: Span) -> frozenset[str]:
    """The names of places, each as one text in lower case."""
    places = set()
    place: list[str] = []
    for token in tokens:
        located = token.ent_type_ in ("GPE", "LOC", "FAC")
        if place and (not located or token.ent_iob_ == "B"):
            places.add(" ".join(place))
            place = []
        if located:
            place.append(token.lower_)
    return frozenset({*places, " ".join(place)} if place else places)


def _surroundings(doc: Doc, quantity: Quantity) -> dict[str, frozenset[str]]:
    """The sentence's names and content words, as Sighting has them."""
    owners, years, content = set(), set(), set()
    sentence = doc[quantity.token].sent
    for token in sentence:
        if token.ent_type_ in ("NORP", "GPE") and quantity.what[0] <= token.idx < quantity.what[1]:
            owners.add(NATIONS.get(token.lower_, token.lemma_.lower()))
        if token.shape_ == "dddd" and token.text[:2] in ("18", "19", "20"):
            years.add(token.text)
        if token.pos_ in ("NOUN", "PROPN", "VERB") and not token.is_stop:
            content.add(token.lemma_.lower())
    return {
        "modifiers": quantity.modifiers - owners,
        "owners": frozenset(owners),
        "places": _places(sentence),
        "scene": _scene(doc, quantity),
        "years": frozenset(years),
        "content": frozenset(content),
    }


_KINDS = {"troops": 0, "people": 0, "votes": 0, "percent": 1}


def _rank(group: Sequence[Sighting]) -> tuple[int, int, bool, int]:
    """More publishers, more observations, then what is not agreed, then people and shares before sums, counts and distances."""
    unit = group[0].observation.unit or ""
    kind = _KINDS.get(unit, 1 if unit.isupper() else 2)
    publishers = len({sighting.publisher for sighting in group})
    return -publishers, -len(group), agreement(group) == "agreed", kind

"""The figures of one article, each with what stands around it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from briefing.extract.figures.counted import quantity_of
from briefing.extract.figures.group import Setting, Sighting, kind_of, outcome_in
from briefing.extract.figures.numbers import find_numbers
from briefing.extract.figures.patterns import EARLIER, REVISED
from briefing.model import Observation
from briefing.reading.grammar import LOCATIONS, NAMING
from briefing.reading.similarity import level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.extract.figures.attribution import Attribution
    from briefing.extract.figures.numbers import Bounds
    from briefing.extract.figures.phrases import Quantity
    from briefing.reading.annotation import AnnotatedArticle
    from briefing.reading.tokens import Tokens

OPENING = 2  # sentences that say what a report is about
_YEAR = re.compile(r"(?:18|19|20)\d\d")


def find_sightings(one: AnnotatedArticle, attribution: Attribution) -> Iterator[Sighting]:
    """The figures of one article, in text order."""
    report = _Report(one, attribution)
    values: dict[int, set[Bounds]] = defaultdict(set)  # of all numbers, by sentence
    quantities: dict[int, list[Quantity]] = defaultdict(list)
    before: Quantity | None = None
    for number in find_numbers(one.tokens):
        sentence = one.tokens.sentence[number.last]
        values[sentence].add((number.low, number.high))
        quantity = quantity_of(one.tokens, number)
        if quantity and _says_what(one.tokens, quantity) and not _converts(one.tokens, before, quantity):
            before = quantity
            quantities[sentence].append(quantity)
    for sentence, counted in quantities.items():
        setting = report.setting(sentence, frozenset(values[sentence]))
        for quantity in counted:
            if setting.citation.start <= quantity.start and quantity.end <= setting.citation.end:
                yield report.sighting(quantity, setting)


def _says_what(tokens: Tokens, quantity: Quantity) -> bool:
    """Whether one sentence says what is counted: "estimated at $100 billion" and "a figure of 3%" do not."""
    words = tokens.text[slice(*tokens.slice(*quantity.what))].split()
    in_words = any(word.isalpha() or "-" in word for word in words)
    silent = len(words) == 1 and words[0].lower() in tokens.lexicon["says_nothing"]
    return in_words and not silent and "\n" not in tokens.text[quantity.start : quantity.end]


def _converts(tokens: Tokens, before: Quantity | None, quantity: Quantity) -> bool:
    """Whether a number in parentheses is the one before it in another unit: "34 miles (55 km)"."""
    if before is None or before.unit == quantity.unit:
        return False
    between = tokens.text[before.start : quantity.number.start]
    measures = tokens.lexicon.table("measures").values()
    return between.count("(") == between.count(")") + 1 and all(
        unit is not None and (unit.isupper() or unit in measures) for unit in (before.unit, quantity.unit)
    )


class _Report:
    """One article with what its figures are told apart by."""

    def __init__(self, one: AnnotatedArticle, attribution: Attribution) -> None:
        self.one, self.article, self.tokens, self.attribution = one, one.article, one.tokens, attribution
        self.told = one.article.published.isoformat() if one.article.published else None
        self.locations = _locations(one.tokens)
        self.opening = frozenset().union(*(self.locations.get(number, ()) for number in range(OPENING)))

    def setting(self, sentence: int, values: frozenset[Bounds]) -> Setting:
        """What a sentence and its report say beside the numbers."""
        tokens, lexicon = self.tokens, self.tokens.lexicon
        first, after = tokens.bounds[sentence]
        citation = self.article.cite(*tokens.slice(first, after - 1))
        words = range(first, after)
        told_first = sentence < OPENING or not lexicon["toll"].isdisjoint(tokens.lemma[first:after])
        of_report = told_first and tokens.lower[first] not in lexicon["pointing"]
        return Setting(
            citation=citation,
            publisher=self.article.publisher or self.article.id,
            told=self.told,
            locations=frozenset(self.locations.get(sentence, ())),
            scene=self.opening if of_report else frozenset(),
            years=frozenset(filter(_YEAR.fullmatch, tokens.word[first:after])),
            content=frozenset(
                tokens.lemma[token]
                for token in words
                if (tokens.pos[token] in NAMING or tokens.pos[token] == "VERB") and not tokens.stop[token]
            ),
            values=values,
            revised=bool(REVISED.search(citation.text)),
            of_another=tokens.lower[first] == "that" and tokens.relation[first] == "det",
        )

    def sighting(self, quantity: Quantity, setting: Setting) -> Sighting:
        """A quantity as an observation, with what tells it from others."""
        source, tokens, number = self.article.id, self.tokens, quantity.number
        earlier = bool(EARLIER.search(tokens.text, setting.citation.start, number.start))
        own = None if earlier else self.attribution.date(source, tokens, number.last)
        owners = _owners(tokens, quantity)
        kind = kind_of(tokens.lexicon, quantity.unit, quantity.thing)
        # A toll beside an earlier year is of what happened then; another number is compared with that year.
        then = kind == "toll" and any(year < str(self.told)[:4] for year in setting.years if self.told)
        return Sighting(
            observation=Observation(
                text=tokens.text[quantity.start : quantity.end],
                low=number.low,
                high=number.high,
                unit=quantity.unit,
                speaker=self.attribution.speaker(self.one, number.last),
                date=own if earlier or own or setting.of_another or then else setting.told,
                citation=setting.citation,
            ),
            what=tokens.text[slice(*tokens.slice(*quantity.what))],
            outcome=outcome_in(tokens.lexicon, quantity.unit, quantity.thing),
            whom=tokens.text[slice(*tokens.slice(*quantity.whom))] if quantity.whom else None,
            thing=quantity.thing,
            kind=kind,
            generic=quantity.thing in tokens.lexicon["generic_thing"],
            modifiers=quantity.modifiers - owners,
            owners=owners,
            dated=own is not None,
            at=number.start - setting.citation.start,
            setting=setting,
        )


def _locations(tokens: Tokens) -> dict[int, set[str]]:
    """The names of locations of each sentence that has any, in small letters."""
    names: dict[int, set[str]] = defaultdict(set)
    for first, after, label in tokens.entities():
        if label in LOCATIONS:
            names[tokens.sentence[first]].add(" ".join(tokens.lower[first:after]))
    return names


def _owners(tokens: Tokens, quantity: Quantity) -> frozenset[str]:
    """The nationalities and states among the words for what is counted, and for whom."""
    nations = tokens.lexicon.table("nations")
    phrases = (quantity.what, quantity.whom) if quantity.whom else (quantity.what,)
    return frozenset(
        nations.get(tokens.lower[token]) or level(tokens.word[token])
        for first, last in phrases
        for token in range(first, last + 1)
        if tokens.entity[token] in ("NORP", "GPE")
    )

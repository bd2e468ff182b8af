"""Which passages become key points: those that together tell most of what the newest reports tell first.

What matters is what several publishers tell, early in their newest reports. So each word weighs by the
reports that have it: one report of each publisher, the sooner it comes in a report the more, and the newer
the report the more. Passages are taken one by one, each time the one whose words that no chosen passage has
weigh most: maximum coverage of concepts [GillickFavre2009], greedily, as in [LinBilmes2011].
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.brief.focus import NAMED, title_key
from briefing.facts.standing import OPEN
from briefing.model import independent_publishers
from briefing.reading.similarity import wording

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import date

    from briefing.brief.focus import Relevance
    from briefing.model import Action, Article, Citation, KeySentence, Telling

FADING = 0.85  # what each later day with a report leaves of a report's weight
READ_BEFORE = 0.2  # the weight that a report has at the most which an earlier edition had read
STILL_PLANNED = 0.8  # the least weight of a report whose plans still stand
STANDING = 0.25  # the least weight of a report that a key point is taken from
DEPTH = 0.2  # how the weight of a word falls with the number of its sentence in the report: its exponent
OPENING = 0.3  # what it adds to the worth of a passage, as a share, that it opens its report
LENGTH = 0.5  # how the worth of a passage falls with its words: the exponent,
SHORT = 6  # and how many words are added to all, so that no fragment wins by being short
UNTOLD = 0.5  # the share of its words' weight that no chosen passage has: with less it tells nothing new
TRIFLE = 0.1  # the share of the first point's worth from which a passage is worth one
AGREED = 1.5  # how the weight of a word rises with the publishers who have it: its exponent
TOLL = 0.3  # what it adds to the worth, as a share, that it counts the dead, the hurt or the missing
OLD_YEAR = 0.6  # the share of its worth that a passage keeps which tells of an earlier year
# The largest share of the key points that one source may have, if others have any to give.
FROM_ONE_SOURCE = 0.4

_COUNT = (
    r"(?:\d[\d,]*|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|dozens?|scores|hundreds?|thousands?)"
)
_HARMED = (
    r"(?:killed|dead|died|deaths|lives|injured|wounded|missing|hurt|displaced|homeless|bodies|casualties)"
)
_TOLL = re.compile(
    rf"(?i)\b{_COUNT}\b(?:\W+[\w’'.-]+){{0,5}}?\W+{_HARMED}\b"
    rf"|\b(?:kill|injur|wound)(?:ed|ing|s)\b(?:\W+[\w’'.-]+){{0,4}}?\W+{_COUNT}\b|\bdeath toll\b"
)
_IN_YEAR = re.compile(r"(?i)\b(?:in|since|during|of|from|until|by)\s+(?:[A-Z][a-z]+\s+)?((?:19|20)\d\d)\b")
_ANY_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")  # "a 1997 quake"


@dataclass(frozen=True, slots=True)
class Choice:
    """A passage chosen as key point, the passages elsewhere that say the same, who printed them, and why.

    ``publishers`` are labels, one for each publisher or, where that is not known, source; ``independent``
    counts families.
    """

    citation: Citation
    also: tuple[Citation, ...]
    publishers: tuple[str, ...]
    independent: int
    terms: tuple[str, ...]
    rank: int
    candidates: int
    deeds: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """Why the passage was chosen, in words and figures."""
        publishers = "1 publisher" if self.independent == 1 else f"{self.independent} independent publishers"
        about = f"names {', '.join(self.terms)}" if self.terms else "goes on about what names the focus"
        did = "; tells what an actor did" if self.deeds else ""
        return f"{about}; {publishers}{did}"


def choose_key_points(
    sentences: Sequence[KeySentence],
    weighed: Relevance,
    articles: Sequence[Article],
    *,
    most: int | None,
    tellings: Sequence[Telling] = (),
    read_before: Container[str] = (),
    as_before: Sequence[Citation] | None = None,
    deeds: Sequence[Action] = (),
) -> tuple[Choice, ...]:
    """Choose the key points: relevant, new, told first and by many, none twice; the most important first.

    Never padded: a passage that is not about the focus is not taken, however few there are.
    ``read_before`` are the ids of the articles that an earlier edition had. ``as_before`` are its key points
    where no article is news: then they stand as they stood.
    """
    by_id = {article.id: article for article in articles}
    told = {telling.citation: telling for telling in tellings}
    if as_before is None:
        weight = report_weights(articles, read_before)
        candidates, words = _candidates(sentences, weighed, by_id, weight, told)
        chosen = _cover(candidates, words, most)
    else:
        by_place = {sentence.citation: sentence for sentence in sentences}
        chosen = [by_place[cited] for cited in as_before if cited in by_place][:most]
    rank = {id(s): n for n, s in enumerate(sorted(sentences, key=lambda s: -s.score), 1)}
    made = []
    for sentence in chosen:
        also = told[sentence.citation].support if sentence.citation in told else ()
        behind = [by_id[citation.source] for citation in (sentence.citation, *also)]
        made.append(
            Choice(
                sentence.citation,
                also,
                tuple(dict.fromkeys(map(label, behind))),
                independent_publishers(behind),
                weighed.hits([sentence.citation]),
                rank[id(sentence)],
                len(sentences),
                _told_in(sentence.citation, deeds),
            )
        )
    return tuple(made)


def _candidates(
    sentences: Sequence[KeySentence],
    weighed: Relevance,
    articles: Mapping[str, Article],
    weight: Mapping[str, float],
    told: Mapping[Citation, Telling],
) -> tuple[dict[KeySentence, float], dict[str, float]]:
    """What may be a key point, each with its bare worth; the weights of the words that tell them apart."""
    latest = _latest_toll(weighed, articles)
    candidates = {
        s: share * _bare_worth(s, weighed, articles, weight)
        for s in sentences
        if (share := weighed.about(s.citation))
        and _may_lead(s, weighed, articles, weight)
        and not _is_overtaken(s, told.get(s.citation), articles[s.citation.source], weight, latest)
    }
    words = _word_weights(weighed, articles, weight)
    for hit in {hit for s in candidates for hit in weighed.hits([s.citation])}:
        for word in wording(hit).words:
            words.pop(word, None)  # what all passages name tells none from another
    return candidates, words


def report_weights(articles: Sequence[Article], read_before: Container[str]) -> dict[str, float]:
    """How much each report weighs, by its id, 0 to 1: the newest most; undated ones count as the newest."""
    days = sorted({article.published for article in articles if article.published}, reverse=True)
    all_read = all(article.id in read_before for article in articles)
    weights = {}
    for article in articles:
        later = days.index(article.published) if article.published else 0
        old = article.id in read_before and not all_read
        weights[article.id] = min(math.pow(FADING, later), READ_BEFORE if old else 1.0)
    return weights


def _may_lead(
    sentence: KeySentence, weighed: Relevance, articles: Mapping[str, Article], weight: Mapping[str, float]
) -> bool:
    """Whether a sentence can be a key point: it is neither old, background nor the title."""
    cited = sentence.citation
    return (
        weight[cited.source] >= STANDING
        and not weighed.is_background([cited])
        and title_key(sentence.text.rstrip(".")) != title_key(articles[cited.source].title or "")
    )


def _is_overtaken(
    sentence: KeySentence,
    telling: Telling | None,
    article: Article,
    weight: Mapping[str, float],
    latest: date | None,
) -> bool:
    """Whether later reports have overtaken a sentence: a toll by a newer one, a plan by what came of it.

    What came of it may be told in any words, so a plan stands only as long as the newest reports tell it.
    """
    if article.published is None:
        return False
    if latest is not None and article.published < latest and _TOLL.search(sentence.text):
        return True
    planned = telling is not None and telling.standing in OPEN
    return planned and weight[article.id] < STILL_PLANNED


def _latest_toll(weighed: Relevance, articles: Mapping[str, Article]) -> date | None:
    """The day of the last report that counts the dead, the hurt or the missing; None without any."""
    counting = (
        articles[source]
        for source, sentences in weighed.sentences.items()
        if any(_TOLL.search(articles[source].text, s.start, s.end) for s in sentences if s.relevance >= NAMED)
    )
    return max((article.published for article in counting if article.published), default=None)


def _word_weights(
    weighed: Relevance, articles: Mapping[str, Article], weight: Mapping[str, float]
) -> dict[str, float]:
    """How much each word of the reports matters: for each publisher the most that one report gives it."""
    given: dict[str, dict[str, float]] = defaultdict(dict)
    for source, sentences in weighed.sentences.items():
        article = articles[source]
        teller = article.family or label(article)
        for number, sentence in enumerate(sentences, 1):
            worth = weight[source] / number**DEPTH
            for word in wording(article.text[sentence.start : sentence.end]).words:
                if worth > given[word].get(teller, 0.0):
                    given[word][teller] = worth
    return {word: math.pow(sum(tellers.values()), AGREED) for word, tellers in given.items()}


def _bare_worth(
    sentence: KeySentence, weighed: Relevance, articles: Mapping[str, Article], weight: Mapping[str, float]
) -> float:
    """What a sentence is worth for each unit of weight of its words."""
    article = articles[sentence.citation.source]
    opening = 1 + OPENING / weighed.place(sentence.citation)
    length = math.pow(len(sentence.text.split()) + SHORT, LENGTH)
    return weight[article.id] * opening * _news_value(sentence.text, article) / length


def _cover(
    candidates: Mapping[KeySentence, float], words: Mapping[str, float], most: int | None
) -> list[KeySentence]:
    """The passages that together cover most of the words' weight, best first, none that says what one said.

    A source over its share waits until the others are done.
    """
    limit = len(candidates) if most is None else most
    share = max(1, round(limit * FROM_ONE_SOURCE))
    left = list(candidates)
    covered: set[str] = set()
    given: Counter[str] = Counter()
    chosen: list[KeySentence] = []

    def told(passage: frozenset[str]) -> float:
        return sum(words.get(word, 0.0) for word in sorted(passage))

    def untold(sentence: KeySentence) -> float:
        return told(wording(sentence.text).words - covered)

    def rank(sentence: KeySentence) -> tuple[bool, float]:
        return given[sentence.citation.source] < share, candidates[sentence] * untold(sentence)

    first = 0.0  # what the first point is worth
    while left and len(chosen) < limit:
        best = max(left, key=rank)
        left.remove(best)
        _, worth = rank(best)
        first = first or worth
        if untold(best) < UNTOLD * told(wording(best.text).words) or worth < TRIFLE * first:
            continue
        chosen.append(best)
        given[best.citation.source] += 1
        covered |= wording(best.text).words
    return chosen


def _news_value(text: str, article: Article) -> float:
    """More than 1 for a count of people harmed, less for what happened in a year before the report's."""
    now = article.published.year if article.published else 0
    if any(int(year[1]) < now for year in _IN_YEAR.finditer(text)):
        return OLD_YEAR
    old = any(int(year[1]) < now for year in _ANY_YEAR.finditer(text))
    return 1 + TOLL * bool(not old and _TOLL.search(text))


def _told_in(citation: Citation, deeds: Iterable[Action]) -> tuple[str, ...]:
    """The ids of the actions whose verb stands in a passage."""
    return tuple(
        deed.id
        for deed in deeds
        if (verb := deed.verb_citation)
        and verb.source == citation.source
        and citation.start <= verb.start
        and verb.end <= citation.end
    )


def label(article: Article) -> str:
    """Who printed an article: its publisher, else its number as a source."""
    return article.publisher or article.id

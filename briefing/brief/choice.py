"""The focus: what a passage must be about, which passages come first, and why.

Relevance is counted in the open: each distinct term or actor of the focus that a sentence names halves the
distance to 1. A sentence without any borrows a little from its paragraph, and a paragraph without any from
its neighbours, because a report does not name its subject in every line.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.brief.focus import title_key
from briefing.model import independent_publishers
from briefing.reading.similarity import corroborates, likeness, same_statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.brief.focus import Relevance
    from briefing.model import Action, Article, Citation, Edition, KeySentence

NAMED = 0.5  # the least relevance of a key point: it names the focus itself
CENTRAL = 0.6  # how much of a key point's worth hangs on its centrality, the rest on its relevance alone
SUPPORT = 0.2  # what each further independent publisher adds to the worth, as a share of it
DEED = 0.1  # what it adds to the worth, as a share, that the source itself tells what an actor did
# How much of its worth hangs on how many things of the focus it names: two words for one thing are no news.
NAMING = 0.5
TOLL = 0.5  # what it adds to the worth, as a share, that it counts the dead, the hurt or the missing
OLD_YEAR = 0.6  # the share of its worth that a passage keeps which tells of an earlier year
# The share of its worth that a passage loses which has all its words in common with a chosen one.
OVERLAP = 0.5
OLD_NEWS = 0.4  # the share of its worth that a passage keeps which the previous edition could have carried
# The largest share of the key points that one source may have, if others have any to give.
FROM_ONE_SOURCE = 0.5

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
        did = "; tells what an actor did" if self.deeds else ""
        centrality = f"centrality rank {self.rank} of {self.candidates}"
        return f"names {', '.join(self.terms)}; {centrality}; {publishers}{did}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may become a key point: its worth, who says the same, how many publishers do."""

    worth: float
    sentence: KeySentence
    also: tuple[Citation, ...]
    support: int

    @property
    def citation(self) -> Citation:
        """Where the sentence stands."""
        return self.sentence.citation


def choose_key_points(
    sentences: Sequence[KeySentence],
    weighed: Relevance,
    articles: Sequence[Article],
    *,
    most: int | None,
    edition: Edition,
    deeds: Sequence[Action] = (),
) -> tuple[Choice, ...]:
    """Choose the key points: relevant, central, well supported, none twice; the news first, then the rest.

    Never padded: a passage that does not name the focus is not taken, however few there are.
    """
    by_id = {article.id: article for article in articles}
    cited = [
        s
        for s in sentences
        if weighed.of([s.citation]) >= NAMED
        and not weighed.is_background([s.citation])
        and title_key(s.text.rstrip("."))
        != title_key(by_id[s.citation.source].title or "")  # repeated in the body
    ]
    candidates = []
    for sentence in cited:
        also = _said_elsewhere(sentence.citation, weighed, by_id)
        support = independent_publishers([by_id[c.source] for c in (sentence.citation, *also)])
        fresh = _is_fresh(by_id[sentence.citation.source], edition)
        worth = 1 - NAMING + NAMING * weighed.of([sentence.citation])
        worth *= 1 - CENTRAL + CENTRAL * sentence.score
        worth *= (1 + SUPPORT * (support - 1)) * (1.0 if fresh else OLD_NEWS)
        worth *= 1 + DEED * bool(_told_in(sentence.citation, deeds))
        worth *= _news_value(sentence.text, by_id[sentence.citation.source])
        candidates.append(Candidate(worth, sentence, also, support))
    candidates.sort(key=lambda c: (-c.worth, c.citation.source, c.citation.start))
    limit = len(candidates) if most is None else most
    chosen = sorted(
        _spread(candidates, limit), key=lambda c: (not _is_fresh(by_id[c.citation.source], edition), -c.worth)
    )
    rank = {id(s): n for n, s in enumerate(sorted(sentences, key=lambda s: -s.score), 1)}
    return tuple(
        Choice(
            one.citation,
            one.also,
            tuple(dict.fromkeys(label(by_id[c.source]) for c in (one.citation, *one.also))),
            one.support,
            weighed.hits([one.citation]),
            rank[id(one.sentence)],
            len(sentences),
            _told_in(one.citation, deeds),
        )
        for one in chosen
    )


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


def _spread(candidates: Sequence[Candidate], limit: int) -> list[Candidate]:
    """The best candidates that say different things; a source over its share waits until the others are done.

    Each is worth the less the more of its words stand in one that is chosen already, as in maximal marginal
    relevance [CarbonellGoldstein1998].
    """
    share = max(1, round(limit * FROM_ONE_SOURCE))
    chosen: list[Candidate] = []
    told: list[Citation] = []
    near = dict.fromkeys(
        range(len(candidates)), 0.0
    )  # how like the most alike of the chosen each candidate is
    while near and len(chosen) < limit:
        given = Counter(candidate.citation.source for candidate in chosen)
        full = {source for source, times in given.items() if times >= share}
        best = min(
            near,
            key=lambda n: (
                candidates[n].citation.source in full,
                -candidates[n].worth * (1 - OVERLAP * near[n]),
                n,
            ),
        )
        del near[best]
        taken = candidates[best]
        if _is_told(taken, told):
            continue
        chosen.append(taken)
        told += (taken.citation, *taken.also)
        if limit < len(candidates):  # where all are wanted, only their order would change
            near = {
                n: max(like, likeness(taken.sentence.text, candidates[n].sentence.text))
                for n, like in near.items()
            }
    return chosen


def _is_told(candidate: Candidate, told: Sequence[Citation]) -> bool:
    """Whether the chosen passages, or those that bear them out, say what a candidate says."""
    citation, also = candidate.citation, candidate.also
    if citation in told or any(c in told for c in also):
        return True
    return any(same_statement(citation.text, c.text) or corroborates(citation.text, c.text) for c in told)


def _said_elsewhere(
    citation: Citation, weighed: Relevance, articles: Mapping[str, Article]
) -> tuple[Citation, ...]:
    """The first sentence of each other article that says the same."""
    elsewhere = []
    for source, sentences in weighed.sentences.items():
        if source == citation.source:
            continue
        text = articles[source].text
        same = next((s for s in sentences if corroborates(citation.text, text[s.start : s.end])), None)
        if same is not None:
            elsewhere.append(articles[source].cite(same.start, same.end))
    return tuple(elsewhere)


def label(article: Article) -> str:
    """Who printed an article: its publisher, else its number as a source."""
    return article.publisher or article.id


def _is_fresh(article: Article, edition: Edition) -> bool:
    """Whether the previous edition could not have carried the article."""
    return edition.previous is None or article.published is None or article.published > edition.previous

"""The focus: what a passage must be about, which passages come first, and why.

Relevance is counted in the open: each distinct term or actor of the focus that a sentence names halves the
distance to 1. A sentence without any borrows a little from its paragraph, and a paragraph without any from
its neighbours, because a report does not name its subject in every line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.model import independent_publishers
from briefing.reading.sentences import split_sentences
from briefing.reading.similarity import corroborates, likeness, same_statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.configuration.project import FocusConfig
    from briefing.model import Action, Article, Citation, Edition, KeySentence

BORROWED = (
    0.25  # relevance of a sentence that names nothing itself, in a paragraph or between paragraphs that do
)
ABOUT = 0.25  # the least relevance of a passage that is about the focus at all
NAMED = 0.5  # the least relevance of a key point: it names the focus itself
CENTRAL = 0.6  # how much of a key point's worth hangs on its centrality, the rest on its relevance alone
SUPPORT = 0.2  # what each further independent publisher adds to the worth, as a share of it
DEED = 0.1  # what it adds to the worth, as a share, that the source itself tells what an actor did
# How much of its worth hangs on how many things of the focus it names: two words for one thing are no news.
NAMING = 0.5
TOLL = 0.5  # what it adds to the worth, as a share, that it counts the dead, the hurt or the missing
OLD_YEAR = 0.6  # the share of its worth that a passage keeps which tells of an earlier year
OVERLAP = (
    0.5  # the share of its worth that a passage loses which has all its words in common with a chosen one
)
OLD_NEWS = 0.4  # the share of its worth that a passage keeps which the previous edition could have carried
FROM_ONE_SOURCE = (
    0.5  # the largest share of the key points that one source may have, if others have any to give
)
SUBHEAD_BACKGROUND = re.compile(
    r"(?i)^(?:what (?:is|are|was|were)|who (?:is|are)|why|how|background|context|explainer|timeline)\b"
)

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
class Sentence:
    """One sentence of an article as half-open offsets, with what the focus makes of it."""

    start: int
    end: int
    relevance: float
    hits: tuple[str, ...]
    background: bool
    excluded: bool


@dataclass(frozen=True, slots=True)
class Relevance:
    """What a focus makes of every sentence of every article, by article id, in text order."""

    sentences: Mapping[str, tuple[Sentence, ...]]

    def under(self, citation: Citation) -> tuple[Sentence, ...]:
        """The sentences that a citation touches."""
        sentences = self.sentences.get(citation.source, ())
        first = max(0, bisect_right(sentences, citation.start, key=lambda sentence: sentence.start) - 1)
        return tuple(s for s in sentences[first:] if s.start < citation.end and citation.start < s.end)

    def of(self, citations: Iterable[Citation]) -> float:
        """How much the cited passages are about the focus, 0 to 1; 0 where one of them is excluded."""
        touched = [sentence for citation in citations for sentence in self.under(citation)]
        if not touched or any(sentence.excluded for sentence in touched):
            return 0.0
        return max(sentence.relevance for sentence in touched)

    def hits(self, citations: Iterable[Citation]) -> tuple[str, ...]:
        """The terms of the focus that the cited passages name, in order, each once."""
        return tuple(dict.fromkeys(h for c in citations for s in self.under(c) for h in s.hits))

    def is_background(self, citations: Iterable[Citation]) -> bool:
        """Whether the cited passages are context rather than news."""
        return any(sentence.background for citation in citations for sentence in self.under(citation))


def relevance(articles: Sequence[Article], focus: FocusConfig) -> Relevance:
    """Weigh every sentence of the articles against a focus."""
    wanted = {term: term for term in focus.terms}
    for actor in focus.actors:
        wanted |= dict.fromkeys((actor.name, *actor.aliases), actor.name)
    patterns = (_pattern(wanted), _pattern(focus.background), _pattern(focus.exclude))
    canonical = {_key(printed): (printed, name) for printed, name in wanted.items()}
    return Relevance({article.id: _weighed(article, patterns, canonical) for article in articles})


Patterns = tuple[re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None]


def _weighed(
    article: Article, patterns: Patterns, canonical: Mapping[str, tuple[str, str]]
) -> tuple[Sentence, ...]:
    wanted, background, excluded = patterns
    spans = split_sentences(article.text)
    texts = [article.text[start:end] for start, end in spans]
    hits = [_named(text, wanted, canonical) for text in texts]
    out = [_matches(excluded, text) for text in texts]
    paragraphs = [article.text.count("\n", 0, start) for start, _ in spans]
    lent = _lent(paragraphs, [bool(named) and not left for named, left in zip(hits, out, strict=True)])
    heads = [heading.at for heading in article.headings if SUBHEAD_BACKGROUND.match(heading.text)]
    context_from = min(heads, default=len(article.text) + 1)
    return tuple(
        Sentence(
            start,
            end,
            relevance=1 - 0.5 ** len(hits[n]) if hits[n] else BORROWED * (paragraphs[n] in lent),
            hits=hits[n],
            background=start >= context_from or _matches(background, texts[n]),
            excluded=out[n],
        )
        for n, (start, end) in enumerate(spans)
    )


def _lent(paragraphs: Sequence[int], named: Sequence[bool]) -> set[int]:
    """The paragraphs that name the focus, and those that stand between two that do."""
    order = list(dict.fromkeys(paragraphs))
    about = {paragraph for paragraph, hit in zip(paragraphs, named, strict=True) if hit}
    between = {
        paragraph
        for before, paragraph, after in zip(order, order[1:], order[2:], strict=False)
        if before in about and after in about
    }
    return about | between


def _pattern(terms: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of all terms, longest first, in any letter case, in the singular, plural or possessive."""
    longest_first = sorted(set(terms), key=lambda term: (-len(term), term))
    if not longest_first:
        return None
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(_inflected, longest_first))})(?:['’]s?)?(?!\w)", re.IGNORECASE
    )


def _inflected(term: str) -> str:
    """A pattern of one term whose first group is what its singular and plural have in common."""
    words = r"\s+".join(map(re.escape, term.split()))
    if re.search(r"[b-df-hj-np-tv-z]y$", term, re.IGNORECASE):
        return rf"({words[:-1]})(?:y|ies)"
    return rf"({words})(?:e?s)?"


def _named(
    text: str, pattern: re.Pattern[str] | None, canonical: Mapping[str, tuple[str, str]]
) -> tuple[str, ...]:
    """The distinct terms in a text, by the name that the focus gives them."""
    names = []
    for match in pattern.finditer(text) if pattern else ():
        words = _key(next(group for group in match.groups() if group is not None))
        term, name = canonical.get(words) or canonical[f"{words}y"]
        if not term[0].isupper() or match[0][0].isupper():  # the name Lesser is not the word "lesser"
            names.append(name)
    return tuple(dict.fromkeys(names))


def _matches(pattern: re.Pattern[str] | None, text: str) -> bool:
    return pattern is not None and pattern.search(text) is not None


def _key(words: str) -> str:
    return " ".join(words.split()).casefold()


# --- key points -----------------------------------------------------------------------------------


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
        and _key(s.text.rstrip(".")) != _key(by_id[s.citation.source].title or "")  # repeated in the body
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
        candidates.append((worth, sentence, also, support))
    candidates.sort(key=lambda c: (-c[0], c[1].citation.source, c[1].citation.start))
    limit = len(candidates) if most is None else most
    chosen = sorted(
        _spread(candidates, limit), key=lambda c: (not _is_fresh(by_id[c[1].citation.source], edition), -c[0])
    )
    rank = {id(s): n for n, s in enumerate(sorted(sentences, key=lambda s: -s.score), 1)}
    return tuple(
        Choice(
            sentence.citation,
            also,
            tuple(dict.fromkeys(label(by_id[c.source]) for c in (sentence.citation, *also))),
            support,
            weighed.hits([sentence.citation]),
            rank[id(sentence)],
            len(sentences),
            _told_in(sentence.citation, deeds),
        )
        for _, sentence, also, support in chosen
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


Candidate = tuple[float, "KeySentence", tuple["Citation", ...], int]


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
        given = Counter(candidate[1].citation.source for candidate in chosen)
        full = {source for source, times in given.items() if times >= share}
        best = min(
            near,
            key=lambda n: (
                candidates[n][1].citation.source in full,
                -candidates[n][0] * (1 - OVERLAP * near[n]),
                n,
            ),
        )
        del near[best]
        taken = candidates[best]
        if _is_told(taken, told):
            continue
        chosen.append(taken)
        told += (taken[1].citation, *taken[2])
        if limit < len(candidates):  # where all are wanted, only their order would change
            near = {n: max(like, likeness(taken[1].text, candidates[n][1].text)) for n, like in near.items()}
    return chosen


def _is_told(candidate: Candidate, told: Sequence[Citation]) -> bool:
    """Whether the chosen passages, or those that bear them out, say what a candidate says."""
    citation, also = candidate[1].citation, candidate[2]
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

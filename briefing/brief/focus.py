"""What a focus makes of the reports: how much each sentence is about it, which are its sources."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.model import Citation
from briefing.reading.sentences import split_sentences
from briefing.reading.similarity import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.configuration.project import FocusConfig
    from briefing.model import Article

# Relevance of a sentence that names nothing itself, in a paragraph or between paragraphs that do.
BORROWED = 0.25
ABOUT = 0.25  # the least relevance of a passage that is about the focus at all
SUBHEAD_BACKGROUND = re.compile(
    r"(?i)^(?:what (?:is|are|was|were)|who (?:is|are)|why|how|background|context|explainer|timeline)\b"
)
NAMED = 0.5  # relevance from which a passage names the focus itself
# How much any other passage must have in common with those that do, to be about it: the share of its words,
KIN = 0.4
FEWEST_KIN = 4  # and how many words at least.
FEWEST_FIRM = 2  # articles surely about the focus, for the others to be doubted


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article as half-open offsets, with what the focus makes of it."""

    start: int
    end: int
    relevance: float
    hits: tuple[str, ...]
    background: bool
    excluded: bool


@dataclass(frozen=True)
class Relevance:
    """What a focus makes of every sentence of every article, by article id, in text order."""

    sentences: Mapping[str, tuple[Sentence, ...]]
    texts: Mapping[str, str]  # the articles'

    @cached_property
    def kin(self) -> frozenset[str]:
        """The words of the sentences that name the focus."""
        naming = (
            wording(self.texts[source][s.start : s.end]).words
            for source, sentences in self.sentences.items()
            for s in sentences
            if s.relevance >= NAMED and not s.excluded
        )
        return frozenset().union(*naming)

    def about(self, citation: Citation) -> float:
        """How much a passage is about the focus, 0 to 1.

        One that names it wholly; any other by the share of its words that such sentences have, too: a report
        on the talks goes on about the troops without naming who talks. With too few of them, it is just about
        the focus where its report largely is; a round-up goes on to the football.
        """
        if any(s.excluded for s in self.under(citation)):
            return 0.0
        return self._alone(citation) or KIN * (citation.source in self.largely)

    @cached_property
    def largely(self) -> frozenset[str]:
        """The ids of the reports of whose sentences a large share is about the focus by itself."""
        shares = {}
        for source, sentences in self.sentences.items():
            cited = (Citation(source, s.start, s.end, self.texts[source][s.start : s.end]) for s in sentences)
            shares[source] = sum(map(bool, map(self._alone, cited))) / max(1, len(sentences))
        return frozenset(source for source, share in shares.items() if share >= KIN)

    def _alone(self, citation: Citation) -> float:
        """How much a passage is about the focus by its own words, 0 to 1."""
        if self.of([citation]) >= NAMED:
            return 1.0
        words = wording(citation.text).words
        shared = len(words & self.kin)
        return shared / len(words) if shared >= max(FEWEST_KIN, KIN * len(words)) else 0.0

    def goes_on(self, citation: Citation) -> bool:
        """Whether a citation touches a whole sentence that is about the focus."""
        text = self.texts[citation.source]
        whole = (
            Citation(citation.source, s.start, s.end, text[s.start : s.end]) for s in self.under(citation)
        )
        return any(map(self.about, whole))

    def under(self, citation: Citation) -> tuple[Sentence, ...]:
        """The sentences that a citation touches."""
        sentences = self.sentences.get(citation.source, ())
        first = max(0, bisect_right(sentences, citation.start, key=lambda sentence: sentence.start) - 1)
        return tuple(s for s in sentences[first:] if s.start < citation.end and citation.start < s.end)

    def place(self, citation: Citation) -> int:
        """The number of the sentence in its article in which a citation begins, from 1."""
        sentences = self.sentences.get(citation.source, ())
        return max(1, bisect_right(sentences, citation.start, key=lambda sentence: sentence.start))

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
    canonical = {title_key(printed): (printed, name) for printed, name in wanted.items()}
    return Relevance(
        {article.id: _weighed(article, patterns, canonical) for article in articles},
        {article.id: article.text for article in articles},
    )


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
    context = _context(article)
    return tuple(
        Sentence(
            start,
            end,
            relevance=1 - 0.5 ** len(hits[n]) if hits[n] else BORROWED * (paragraphs[n] in lent),
            hits=hits[n],
            background=any(a <= start < b for a, b in context) or _matches(background, texts[n]),
            excluded=out[n],
        )
        for n, (start, end) in enumerate(spans)
    )


def _context(article: Article) -> list[tuple[int, int]]:
    """The stretches under headings of background, each up to the next heading.

    In the first half of a report such a line is a link to another story, and heads nothing.
    """
    ends = [heading.at for heading in article.headings[1:]] + [len(article.text)]
    return [
        (heading.at, end)
        for heading, end in zip(article.headings, ends, strict=False)
        if 2 * heading.at >= len(article.text) and SUBHEAD_BACKGROUND.match(heading.text)
    ]


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
        words = title_key(next(group for group in match.groups() if group is not None))
        term, name = canonical.get(words) or canonical[f"{words}y"]
        if not term[0].isupper() or match[0][0].isupper():  # the name Lesser is not the word "lesser"
            names.append(name)
    return tuple(dict.fromkeys(names))


def _matches(pattern: re.Pattern[str] | None, text: str) -> bool:
    return pattern is not None and pattern.search(text) is not None


def title_key(words: str) -> str:
    """Words for comparison: white space and letter case do not count."""
    return " ".join(words.split()).casefold()


# --- which reports are sources --------------------------------------------------------------------


def about_focus(articles: Sequence[Article], focus: FocusConfig) -> tuple[tuple[Article, ...], Relevance]:
    """The articles about the focus, oldest first, numbered S1, S2, … as sources; what it makes of them."""
    weighed = relevance(articles, focus)
    kept = [
        a for a in articles if any(s.relevance >= ABOUT and not s.excluded for s in weighed.sentences[a.id])
    ]
    firm = [a for a in kept if _is_firmly_about(a, weighed, focus)]
    if len(firm) >= FEWEST_FIRM and 2 * len(firm) >= len(kept):
        kept = firm
    kept.sort(key=lambda a: (a.published is None, a.published, a.file or a.id))
    numbered = {f"S{number}": article for number, article in enumerate(kept, 1)}
    return (
        tuple(replace(article, id=name) for name, article in numbered.items()),
        Relevance(
            {name: weighed.sentences[article.id] for name, article in numbered.items()},
            {name: article.text for name, article in numbered.items()},
        ),
    )


def _is_firmly_about(article: Article, weighed: Relevance, focus: FocusConfig) -> bool:
    """Whether more ties an article to the focus than one actor or one common word, which other stories have.

    A name or a phrase among the terms is enough, and so are two things of the focus, or another word of its
    title.
    """
    named = {hit for s in weighed.sentences[article.id] if not s.excluded for hit in s.hits}
    if len(named) != 1:
        return True
    (hit,) = named
    if hit not in {actor.name for actor in focus.actors} and (hit[0].isupper() or " " in hit):
        return True
    return bool((wording(focus.title).words - wording(hit).words) & wording(article.text).words)

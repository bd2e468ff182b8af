"""Passages: the sentences of a report, each with what it can be compared by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from briefing.facts.standing import OPEN, first_told, standing_of
from briefing.reading.similarity import level, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Article, Citation, Standing
    from briefing.reading.annotation import AnnotatedArticle
    from briefing.reading.clauses import Clause
    from briefing.reading.tokens import Tokens

DENIED = 0.5  # the share of their words that a passage and its denial have in common
UNIT_REACH = 3  # words behind a number in which the noun stands that it counts


class Count(NamedTuple):
    """A number, and the stem of what it counts ("" where no noun follows)."""

    value: str  # digits
    unit: str


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One sentence of an article."""

    article: Article
    citation: Citation
    verb: str | None  # of what it tells first, or what that does to people ("killed", also for "died")
    standing: Standing  # of that
    words: frozenset[str]  # stems of the content words, names included, numbers not
    names: frozenset[str]  # stems of proper nouns
    counts: frozenset[Count]
    weekdays: frozenset[str]
    said: frozenset[str]  # those of the words that are neither names nor of who acts or reports

    @property
    def terms(self) -> frozenset[str]:
        """What the passage is compared by: its words, and the values of its numbers."""
        return self.words | {count.value for count in self.counts}

    def values_of(self, unit: str) -> frozenset[str]:
        """The numbers of one thing."""
        return frozenset(count.value for count in self.counts if count.unit == unit)

    @property
    def numbers(self) -> frozenset[str]:
        """The values of its numbers."""
        return frozenset(count.value for count in self.counts)


def read_passages(one: AnnotatedArticle) -> tuple[Passage, ...]:
    """The sentences of an article that have a content word, in text order."""
    tokens = one.tokens
    clauses: dict[int, list[Clause]] = defaultdict(list)
    for clause in one.clauses.all:
        clauses[tokens.sentence[clause.verb]].append(clause)
    found = (_passage(one.article, tokens, number, clauses[number]) for number in range(len(tokens.bounds)))
    return tuple(passage for passage in found if passage is not None)


def _passage(article: Article, tokens: Tokens, sentence: int, clauses: Sequence[Clause]) -> Passage | None:
    first, after = tokens.bounds[sentence]
    last = tokens.last_word(sentence)
    while first < last and tokens.pos[first] == "SPACE":
        first += 1
    begin = tokens.datelines.get(first, first)
    words: set[str] = set()
    names: set[str] = set()
    counts: set[Count] = set()
    weekdays: set[str] = set()
    for token in range(min(begin, last), after):
        lower = tokens.lower[token]
        if not any(map(str.isalnum, lower)):
            continue
        value = number_of(lower) if tokens.numeric[token] or lower[0].isdigit() else None
        if value is not None:
            counts.add(Count(value, _counted(tokens, token, after)))
        elif lower in tokens.lexicon.table("weekdays"):
            weekdays.add(lower)
        elif not tokens.stop[token] and len(lower) > 1:
            named = tokens.pos[token] == "PROPN"
            words.add(level(tokens.word[token] if named else tokens.lemma[token]))
            if named:
                names.add(level(tokens.word[token]))
    if not words:
        return None
    first_clause = first_told(tokens, clauses)
    apart = _who(tokens, clauses)
    said = (t for t in range(min(begin, last), after) if t not in apart and tokens.pos[t] != "PROPN")
    return Passage(
        article,
        article.cite(*tokens.slice(first, last)),
        _event(tokens, first_clause) if first_clause else None,
        standing_of(tokens, first_clause),
        frozenset(words),
        frozenset(names),
        frozenset(counts),
        frozenset(weekdays),
        frozenset(words & {level(tokens.lemma[token]) for token in said}),
    )


def _event(tokens: Tokens, clause: Clause) -> str:
    """What a clause tells of: its verb, or what that does to people."""
    lemma, lexicon = tokens.lemma[clause.verb], tokens.lexicon
    return lexicon.table("done_to").get(lemma) or lexicon.table("befalls").get(lemma) or lemma


def _who(tokens: Tokens, clauses: Sequence[Clause]) -> set[int]:
    """The tokens of those who act or report in a sentence, and of the words by which they report."""
    apart: set[int] = set()
    for clause in clauses:
        for agent in clause.agents:
            apart |= set(range(agent.first, agent.last + 1))
        if clause.reporter is not None:
            apart |= set(tokens.subtree(clause.reporter))
        if clause.cue is not None:
            apart.add(clause.cue)
    return apart


def differ(one: Passage, other: Passage) -> bool:
    """Whether two passages count the same thing, each with numbers that the other has not."""
    mine, theirs = ({c.unit for c in p.counts if c.unit} for p in (one, other))
    return any(one.values_of(unit).isdisjoint(other.values_of(unit)) for unit in mine & theirs)


def is_outcome(now: Passage, before: Passage) -> bool:
    """Whether a passage tells that what another expected has come true or failed."""
    return now.verb == before.verb and before.standing in OPEN and now.standing not in OPEN


def deny_each_other(one: Passage, other: Passage) -> bool:
    """Whether one passage tells that something is so and the other that it is not, in much the same words."""
    return (
        one.verb == other.verb
        and {one.standing, other.standing} == {"asserted", "denied"}
        and len(one.words & other.words) >= DENIED * len(one.words | other.words)
    )


def _counted(tokens: Tokens, number: int, after: int) -> str:
    """The stem of the noun behind a number."""
    for token in range(number + 1, min(number + 1 + UNIT_REACH, after)):
        if tokens.pos[token] in {"NOUN", "PROPN"}:
            return level(tokens.lemma[token])
    return ""


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """An article with its passages, and what stands in any of them."""

    article: Article
    passages: tuple[Passage, ...]

    def all_of(self, field: str) -> frozenset[object]:
        """The union of one field over the passages."""
        return frozenset(item for passage in self.passages for item in getattr(passage, field))


def read_reports(annotated: Sequence[AnnotatedArticle]) -> tuple[Report, ...]:
    """The articles with their passages, in their order."""
    return tuple(Report(one.article, read_passages(one)) for one in annotated)

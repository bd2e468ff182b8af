"""The findings as plain functions over articles, for use as a library: each takes articles and gives values.

Articles are annotated on the way, each text once in a process. The ids in the results are those of the articles given.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.annotate import DEFAULT_MODEL, AnnotatedArticle
from briefing.annotate import annotate as _annotate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import (
        Action,
        Actor,
        Article,
        Event,
        Figure,
        KeySentence,
        KnownActor,
        Mention,
        Outlook,
        Quote,
        Term,
        TimeExpression,
    )

KEPT_ARTICLES = 256  # annotations held in memory, most recently used


@lru_cache(maxsize=KEPT_ARTICLES)
def _annotated_one(article: Article, model: str) -> AnnotatedArticle:
    return _annotate([article], model=model)[0]


def annotate(articles: Sequence[Article], *, model: str = DEFAULT_MODEL) -> tuple[AnnotatedArticle, ...]:
    """Annotate articles with spaCy's ``model``; texts met lately in this process are not annotated again."""
    return tuple(_annotated_one(article, model) for article in articles)


def actors(articles: Sequence[Article], *, known: Sequence[KnownActor] = ()) -> tuple[Actor, ...]:
    """Who appears in the articles, merged over all of them, most mentioned first."""
    from briefing.extract.actors import extract_actors

    return extract_actors(annotate(articles), known=known)[0]


def mentions(articles: Sequence[Article], *, known: Sequence[KnownActor] = ()) -> tuple[Mention, ...]:
    """Where the actors are named, described or meant by a pronoun, in text order."""
    from briefing.extract.actors import extract_actors

    return extract_actors(annotate(articles), known=known)[1]


def quotes(articles: Sequence[Article], *, known: Sequence[KnownActor] = ()) -> tuple[Quote, ...]:
    """Who is reported to have said what, direct and indirect, in text order."""
    from briefing.extract.actors import extract_actors
    from briefing.extract.quotes import extract_quotes

    annotated = annotate(articles)
    return extract_quotes(annotated, mentions=extract_actors(annotated, known=known)[1])


def time_expressions(articles: Sequence[Article]) -> tuple[TimeExpression, ...]:
    """Every time expression with its TIMEX3 value, in text order."""
    from briefing.extract.timeline import extract_time_expressions

    return extract_time_expressions(annotate(articles))


def timeline(articles: Sequence[Article]) -> tuple[Event, ...]:
    """What happened when, oldest first."""
    from briefing.extract.timeline import extract_timeline

    return extract_timeline(annotate(articles))


def figures(articles: Sequence[Article]) -> tuple[Figure, ...]:
    """Quantities, the observations of one thing together."""
    from briefing.extract.actors import extract_actors
    from briefing.extract.figures import extract_figures
    from briefing.extract.quotes import extract_quotes

    annotated = annotate(articles)
    found = extract_actors(annotated)[1]
    return extract_figures(annotated, quotes=extract_quotes(annotated, mentions=found), mentions=found)


def outlook(articles: Sequence[Article]) -> tuple[Outlook, ...]:
    """What actors say will or may happen."""
    from briefing.extract.actors import extract_actors
    from briefing.extract.outlook import extract_outlook
    from briefing.extract.quotes import extract_quotes

    annotated = annotate(articles)
    found = extract_actors(annotated)[1]
    return extract_outlook(annotated, quotes=extract_quotes(annotated, mentions=found), mentions=found)


def actions(articles: Sequence[Article]) -> tuple[Action, ...]:
    """Who did what to whom, in text order."""
    from briefing.extract.actions import extract_actions
    from briefing.extract.actors import extract_actors

    annotated = annotate(articles)
    return extract_actions(annotated, mentions=extract_actors(annotated)[1])


def terms(articles: Sequence[Article]) -> tuple[Term, ...]:
    """The key terms of the articles together, weightiest first."""
    from briefing.extract.terms import extract_terms

    return extract_terms(annotate(articles))


def same_story(articles: Sequence[Article]) -> tuple[tuple[Article, ...], ...]:
    """Group articles that tell of the same event, in the order of each group's first article."""
    from briefing.dedupe import same_story as grouped

    return grouped(articles)


def key_sentences(articles: Sequence[Article], *, words: int = 100) -> tuple[KeySentence, ...]:
    """Pick the sentences that say most of what the articles say, in about ``words`` words, in text order."""
    from briefing.extract.sentences import key_sentences as chosen

    return chosen(annotate(articles), words=words)

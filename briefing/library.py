"""The findings as plain functions over articles, for use as a library: each takes articles and gives values.

Articles are annotated on the way, each text once in a process. The ids in the results are those of the articles given.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.annotate import DEFAULT_MODEL, AnnotatedArticle
from briefing.annotate import annotate as _annotate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.config import FocusConfig
    from briefing.model import (
        Action,
        Actor,
        Article,
        Brief,
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


def read(path: str | Path, *, published: date | str | None = None, **stated: Any) -> Article:
    """Read and clean one article from a text file.

    ``published`` (a date or "YYYY-MM-DD") and the other fields of briefing.config.SourceFacts (title, publisher, url, …)
    say what is known of it; they win over front matter in the file. Raises SourceError.
    """
    from briefing.config import SourceFacts
    from briefing.sources.text import read_text_file

    if published is not None:
        stated["published"] = date.fromisoformat(published) if isinstance(published, str) else published
    path = Path(path)
    return read_text_file(path, name=path.as_posix(), facts=SourceFacts(**stated))


@lru_cache(maxsize=KEPT_ARTICLES)
def _annotated_one(article: Article, model: str) -> AnnotatedArticle:
    return _annotate([article], model=model)[0]


def annotate(articles: Sequence[Article], *, model: str = DEFAULT_MODEL) -> tuple[AnnotatedArticle, ...]:
    """Annotate articles with spaCy's ``model``; texts met lately in this process are not annotated again."""
    return tuple(_annotated_one(article, model) for article in articles)


def forget() -> None:
    """Drop the annotations held in memory."""
    _annotated_one.cache_clear()


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
    from briefing.extract.actors import extract_actors
    from briefing.extract.quotes import extract_quotes
    from briefing.extract.timeline import extract_timeline

    annotated = annotate(articles)
    spoken = extract_quotes(annotated, mentions=extract_actors(annotated)[1])
    return extract_timeline(annotated, quotes=spoken)


def figures(articles: Sequence[Article]) -> tuple[Figure, ...]:
    """Quantities, the observations of one thing together."""
    from briefing.extract.actors import extract_actors
    from briefing.extract.figures import extract_figures
    from briefing.extract.quotes import extract_quotes
    from briefing.extract.timeline import extract_time_expressions

    annotated = annotate(articles)
    found = extract_actors(annotated)[1]
    spoken = extract_quotes(annotated, mentions=found)
    return extract_figures(
        annotated, quotes=spoken, mentions=found, times=extract_time_expressions(annotated)
    )


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


def key_sentences(
    articles: Sequence[Article], *, words: int = 100, focus: FocusConfig | dict[str, Any] | None = None
) -> tuple[KeySentence, ...]:
    """Pick the sentences that say most of what the articles say, in about ``words`` words.

    With a ``focus`` (as for ``compose``) only passages about it are picked. The order is that of the articles by how much
    of the common story they tell, and within an article that of the text. Near-copies are folded first.
    """
    from briefing.config import FocusConfig
    from briefing.dedupe import fold_copies
    from briefing.extract.sentences import key_sentences as chosen
    from briefing.select import relevance

    originals = fold_copies(articles)
    if focus is None:
        return chosen(annotate(originals), words=words)
    wanted = focus if isinstance(focus, FocusConfig) else FocusConfig.model_validate(focus, strict=False)
    weighed = relevance(originals, wanted)
    return chosen(annotate(originals), words=words, relevance=lambda citation: weighed.of([citation]))


def findings_json(articles: Sequence[Article]) -> str:
    """Every finding of the articles as JSON, under the names of the contract."""
    from pydantic import RootModel

    from briefing.extract.variants import merge_variants

    found = {
        "articles": [{**dataclasses.asdict(article), "sha256": article.sha256} for article in articles],
        "actors": actors(articles),
        "quotes": merge_variants(quotes(articles)),
        "actions": actions(articles),
        "timeline": timeline(articles),
        "figures": figures(articles),
        "outlook": outlook(articles),
        "key_sentences": key_sentences(articles),
        "terms": terms(articles),
    }
    return RootModel[dict[str, Any]](found).model_dump_json(indent=1)


def compose(
    articles: Sequence[Article], focus: FocusConfig | dict[str, Any], *, as_of: date | None = None
) -> Brief:
    """Make a first edition from articles.

    ``focus`` is a FocusConfig or what a focus file holds: a title and terms are enough. ``as_of`` is the day of the
    edition, by default that of the latest article; articles from outside the focus's window are left out. Raises
    ValueError where no article is dated and ``as_of`` is not given.
    """
    from briefing.config import FocusConfig
    from briefing.edition import make_brief

    wanted = focus if isinstance(focus, FocusConfig) else FocusConfig.model_validate(focus, strict=False)
    day = as_of or max((article.published for article in articles if article.published), default=None)
    if day is None:
        raise ValueError("as_of is needed where no article has a date of publication")
    return make_brief(articles, wanted, as_of=day, model=DEFAULT_MODEL)

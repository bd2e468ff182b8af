"""The findings as plain functions over articles, for use as a library: each takes articles and gives values.

Articles are annotated on the way, each text once in a process. The ids in the results are those of the
articles given.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.reading.annotation import DEFAULT_MODEL, AnnotatedArticle, readable
from briefing.reading.annotation import annotate as _annotate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.configuration.project import FocusConfig
    from briefing.extract.findings import Found
    from briefing.model import (
        Action,
        Actor,
        Article,
        Brief,
        Event,
        Fact,
        Figure,
        KeySentence,
        KnownActor,
        Mention,
        News,
        Outlook,
        Quote,
        Term,
        TimeExpression,
    )

KEPT_ARTICLES = 256  # annotations held in memory, most recently used
KEPT_SETS = 4  # sets of articles whose findings are held


def read(path: str | Path, *, published: date | str | None = None, **stated: Any) -> Article:
    """Read and clean one article from a text file.

    ``published`` (a date or "YYYY-MM-DD") and the other fields of
    briefing.configuration.project.SourceFacts (title, publisher, url, …) say what is known of it; they win
    over front matter in the file. Raises SourceError.
    """
    from briefing.configuration.project import SourceFacts
    from briefing.sources.text import read_text_file

    if published is not None:
        stated["published"] = date.fromisoformat(published) if isinstance(published, str) else published
    path = Path(path)
    return read_text_file(path, name=path.as_posix(), facts=SourceFacts(**stated))


@lru_cache(maxsize=KEPT_ARTICLES)
def _annotated_one(article: Article, model: str) -> AnnotatedArticle:
    return _annotate([article], model=model)[0]


@lru_cache(maxsize=KEPT_SETS)
def _found(articles: tuple[Article, ...], known: tuple[KnownActor, ...]) -> Found:
    from briefing.extract.findings import Found

    return Found(annotate(readable(articles)), known=known)


def annotate(articles: Sequence[Article], *, model: str = DEFAULT_MODEL) -> tuple[AnnotatedArticle, ...]:
    """Annotate articles with spaCy's ``model``; texts met lately in this process are not annotated again."""
    return tuple(_annotated_one(article, model) for article in articles)


def found(articles: Sequence[Article], *, known: Sequence[KnownActor] = ()) -> Found:
    """The findings of the articles, made when first asked for; those of the last sets are kept."""
    return _found(tuple(articles), tuple(known))


def forget() -> None:
    """Drop the annotations and findings held in memory."""
    _annotated_one.cache_clear()
    _found.cache_clear()


def actors(articles: Sequence[Article], *, known: Sequence[KnownActor] = ()) -> tuple[Actor, ...]:
    """Who appears in the articles, merged over all of them, most mentioned first."""
    return found(articles, known=known).actors


def mentions(articles: Sequence[Article], *, known: Sequence[KnownActor] = ()) -> tuple[Mention, ...]:
    """Where the actors are named, described or meant by a pronoun, in text order."""
    return found(articles, known=known).mentions


def quotes(articles: Sequence[Article], *, known: Sequence[KnownActor] = ()) -> tuple[Quote, ...]:
    """Who is reported to have said what, direct and indirect, in text order."""
    return found(articles, known=known).quotes


def time_expressions(articles: Sequence[Article]) -> tuple[TimeExpression, ...]:
    """Every time expression with its TIMEX3 value, in text order."""
    return found(articles).times


def timeline(articles: Sequence[Article]) -> tuple[Event, ...]:
    """What happened when, oldest first."""
    return found(articles).timeline


def figures(articles: Sequence[Article]) -> tuple[Figure, ...]:
    """Quantities, the observations of one thing together."""
    return found(articles).figures


def outlook(articles: Sequence[Article]) -> tuple[Outlook, ...]:
    """What actors say will or may happen."""
    return found(articles).outlook


def actions(articles: Sequence[Article]) -> tuple[Action, ...]:
    """Who did what to whom, in text order."""
    return found(articles).actions


def terms(articles: Sequence[Article]) -> tuple[Term, ...]:
    """The key terms of the articles together, weightiest first."""
    return found(articles).terms


def same_story(articles: Sequence[Article]) -> tuple[tuple[Article, ...], ...]:
    """Group articles that tell of the same event, in the order of each group's first article."""
    from briefing.sources.stories import same_story as grouped

    return grouped(articles)


def same_facts(articles: Sequence[Article]) -> tuple[Fact, ...]:
    """Which passages tell the same, across articles: every passage is in one fact, in text order."""
    from briefing.facts import find_facts, read_reports

    return find_facts(read_reports(annotate(readable(articles))))


def news(before: Sequence[Article], now: Sequence[Article]) -> tuple[News, ...]:
    """Which passages of ``now`` are new, updated or repeated against ``before``; against which passage."""
    from briefing.facts import find_news, read_reports

    return find_news(*(read_reports(annotate(readable(articles))) for articles in (before, now)))


def key_sentences(
    articles: Sequence[Article], *, words: int = 100, focus: FocusConfig | dict[str, Any] | None = None
) -> tuple[KeySentence, ...]:
    """Pick the sentences that say most of what the articles say, in about ``words`` words.

    With a ``focus`` (as for ``compose``) only passages about it are picked. The order is that of the
    articles by how much of the common story they tell, and within an article that of the text. Near-copies
    are folded first.
    """
    from briefing.brief.focus import relevance
    from briefing.configuration.project import FocusConfig
    from briefing.extract.sentences import key_sentences as chosen
    from briefing.sources.copies import fold_copies

    originals = readable(fold_copies(articles))
    if focus is None:
        return chosen(annotate(originals), words=words)
    wanted = focus if isinstance(focus, FocusConfig) else FocusConfig.model_validate(focus, strict=False)
    weighed = relevance(originals, wanted)
    return chosen(annotate(originals), words=words, relevance=lambda citation: weighed.of([citation]))


def findings_json(articles: Sequence[Article]) -> str:
    """Every finding of the articles as JSON, under the names of the contract."""
    from pydantic import RootModel

    all_found = found(articles)
    told = {
        "articles": [{**dataclasses.asdict(article), "sha256": article.sha256} for article in articles],
        "actors": all_found.actors,
        "quotes": all_found.utterances,
        "actions": all_found.actions,
        "timeline": all_found.timeline,
        "figures": all_found.figures,
        "outlook": all_found.outlook,
        "key_sentences": key_sentences(articles),
        "terms": all_found.terms,
    }
    return RootModel[dict[str, Any]](told).model_dump_json(indent=1)


def compose(
    articles: Sequence[Article], focus: FocusConfig | dict[str, Any], *, as_of: date | None = None
) -> Brief:
    """Make a first edition from articles.

    ``focus`` is a FocusConfig or what a focus file holds: a title and terms are enough. ``as_of`` is the
    day of the edition, by default that of the latest article; articles from outside the focus's window are
    left out. Raises ValueError where no article is dated and ``as_of`` is not given.
    """
    from briefing.configuration.project import FocusConfig
    from briefing.pipeline import make_brief

    wanted = focus if isinstance(focus, FocusConfig) else FocusConfig.model_validate(focus, strict=False)
    day = as_of or max((article.published for article in articles if article.published), default=None)
    if day is None:
        raise ValueError("as_of is needed where no article has a date of publication")
    return make_brief(articles, wanted, as_of=day, model=DEFAULT_MODEL)

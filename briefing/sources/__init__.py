"""Where articles come from: one file a kind of source, and one table from its ``type`` to its reader."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.errors import MOST_TOLD, LeftOutError, SourceError, UnreadSourceError, unexpected
from briefing.sources.folder import read_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from briefing.configuration.project import FolderSource, ProjectConfig, PublisherConfig
    from briefing.model import Article

READERS: dict[str, Callable[[FolderSource, Path], Iterator[Article | SourceError]]] = {"folder": read_folder}


def read_sources(
    settings: ProjectConfig, root: Path, *, over: Callable[[], bool] = lambda: False
) -> tuple[tuple[Article, ...], tuple[SourceError, ...]]:
    """Read every article of every configured source, and the errors of what could not be read or not whole.

    ``over`` tells that there is no more time: what is not read by then is an error of its source. Raises
    SourceError where no source can be read at all.
    """
    articles: list[Article] = []
    errors: list[SourceError] = []
    for source in settings.sources:
        try:
            for article in READERS[source.type](source, root):
                if isinstance(article, SourceError):
                    errors.append(article)
                else:
                    articles.append(_described(article, settings.publishers))
                    errors += [
                        LeftOutError("article", where=article.id, cause=told) for told in article.left_out
                    ]
                if over():
                    cause = "the time for reading was over: what follows in it was not read"
                    errors.append(LeftOutError("source", where=source.path, cause=cause))
                    break
        except Exception as error:  # whatever it is, it harms one source
            cause = f"cannot be read: {unexpected(error)}"
            errors.append(UnreadSourceError("source", where=source.path, cause=cause))
    unread = sum(isinstance(error, UnreadSourceError) for error in errors)
    if unread == len(settings.sources):
        cause = "; ".join(f"{error.where}: {error.cause}" for error in errors[:MOST_TOLD])
        raise SourceError("sources", cause=f"none can be read: {cause}")
    return tuple(articles), tuple(errors)


def _described(article: Article, publishers: Mapping[str, PublisherConfig]) -> Article:
    """The article, with what is configured of its publisher where nothing is stated of the article itself."""
    known = publishers.get(article.publisher or "")
    if known is None:
        return article
    return replace(
        article,
        family=article.family or known.family,
        affiliation=article.affiliation or known.affiliation,
        reliability=article.reliability or known.reliability,
    )

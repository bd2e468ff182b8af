"""Where articles come from: one file a kind of source, and one table from its ``type`` to its reader."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.errors import SourceError
from briefing.sources.folder import read_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from briefing.configuration.project import FolderSource, ProjectConfig, PublisherConfig
    from briefing.model import Article

READERS: dict[str, Callable[[FolderSource, Path], Iterator[Article | SourceError]]] = {"folder": read_folder}


def read_sources(settings: ProjectConfig, root: Path) -> tuple[tuple[Article, ...], tuple[SourceError, ...]]:
    """Read every article of every configured source, and the errors of those that could not be read."""
    articles: list[Article] = []
    errors: list[SourceError] = []
    for source in settings.sources:
        for article in READERS[source.type](source, root):
            if isinstance(article, SourceError):
                errors.append(article)
            else:
                articles.append(_described(article, settings.publishers))
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

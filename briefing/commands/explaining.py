"""The command that says why a key point was chosen, and what its passage was compared with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.commands.proving import printable, sources_root
from briefing.commands.shared import ProjectOption, cache_folder
from briefing.errors import ConfigError, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.facts.comparing import Comparison
    from briefing.facts.passages import Report
    from briefing.model import Brief, Citation, Fact, KeyPoint

MOST_OTHERS = 6  # of the passages that do not tell the same
SHOWN_CHARS = 160  # of a passage


def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The JSON of an edition, or its PDF.")],
    item: Annotated[str, typer.Argument(metavar="ID", help="A key point (K3) or a fact of the brief.")],
    project: ProjectOption = None,
) -> None:
    """Say why a key point was chosen, what bears it out, and what was compared and is not the same."""
    from briefing.proof import read_evidence

    brief = read_evidence(file).brief
    point = next((point for point in brief.key_points if point.id == item), None)
    wanted = point.fact if point else item
    fact = next((fact for fact in brief.facts if fact.id == wanted), None)
    statement = point or fact
    if statement is None:
        known = ", ".join(one.id for one in brief.key_points) or "none"
        raise ConfigError(
            "explain",
            where=str(file),
            cause=f"has neither a key point nor a fact {item}",
            advice=f"Its key points: {known}; facts are listed in the JSON.",
        )
    reports = _reports(brief, sources_root(file, brief, project))
    for line in _told(brief, statement, point, fact, reports):
        typer.echo(printable(line))


def _reports(brief: Brief, root: Path) -> tuple[Report, ...]:
    """The sources of a brief, read again; raises SourceError for one that is not as it was."""
    from briefing.brief.verification import read_again
    from briefing.errors import SourceError
    from briefing.facts import read_reports
    from briefing.reading.annotation import DEFAULT_MODEL, annotate, readable

    articles = []
    for source in brief.sources:
        article = read_again(source, root)
        if article.sha256 != source.sha256:
            raise SourceError("source", where=source.file, cause="has changed since the brief was made")
        articles.append(
            replace(
                article,
                id=source.id,
                publisher=source.publisher,
                family=source.family,
                published=source.published,
                language=source.language,
            )
        )
    model = brief.made_with.language_model.split()[0] if brief.made_with else DEFAULT_MODEL
    return read_reports(annotate(readable(articles), model=model, cache_dir=cache_folder()))


def _told(
    brief: Brief,
    statement: KeyPoint | Fact,
    point: KeyPoint | None,
    fact: Fact | None,
    reports: Sequence[Report],
) -> Iterator[str]:
    from briefing.facts.comparing import compared_with

    about = statement.citations[0]
    compared = compared_with(reports, about, most=MOST_OTHERS)
    yield f"{statement.id}: {about.text}"
    yield f"  {_origin(brief, about)}"
    if point:
        yield f"  chosen because: {point.reason}; {point.status}"
    if fact:
        yield from _of_fact(brief, fact)
    same = [one for one in compared if one.objection is None]
    yield f"  borne out by: {'' if same else 'no other report'}"
    yield from (line for one in same for line in _beside(brief, one))
    others = [one for one in compared if one.objection]
    yield f"  compared, and not the same: {'' if others else 'nothing'}"
    yield from (line for one in others for line in _beside(brief, one))


def _of_fact(brief: Brief, fact: Fact) -> Iterator[str]:
    day = f", of {fact.event_date}" if fact.event_date else ""
    first = f", reported from {fact.first_reported} to {fact.last_reported}" if fact.first_reported else ""
    count = len(fact.citations)
    told = f"told by {count} passage{'' if count == 1 else 's'}"
    yield f"  fact {fact.id}: {fact.standing}{day}{first}, {told}; {fact.status}"
    texts = {one.id: one.text for one in brief.facts}
    for label, name in (("replaces", fact.replaces), ("replaced by", fact.replaced_by)):
        if name:
            yield f"    {label} {name}: {_shown(texts.get(name, ''))}"
    for citation in fact.disputed_by:
        yield f"    disputed by {_origin(brief, citation)}: {_shown(citation.text)}"


def _beside(brief: Brief, one: Comparison) -> Iterator[str]:
    why = f"; {one.objection}" if one.objection else ""
    yield f"    {_origin(brief, one.citation)}: {one.likeness:.2f} alike{why}"
    yield f"      {_shown(one.citation.text)}"


def _origin(brief: Brief, citation: Citation) -> str:
    source = next(source for source in brief.sources if source.id == citation.source)
    parts = (source.id, source.publisher, source.published and source.published.isoformat())
    return ", ".join(part for part in parts if part)


def _shown(text: str) -> str:
    return shortened(text, SHOWN_CHARS)

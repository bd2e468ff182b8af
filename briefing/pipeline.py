"""The recipe: sources, annotations, findings, brief, files. It reads from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from briefing.annotate import annotate
from briefing.changes import compare
from briefing.compose import about_focus, compose
from briefing.contract import to_json
from briefing.dedupe import fold_copies
from briefing.errors import BriefingError, RenderError
from briefing.extract.actions import extract_actions
from briefing.extract.actors import extract_actors
from briefing.extract.figures import extract_figures
from briefing.extract.outlook import extract_outlook
from briefing.extract.quotes import extract_quotes
from briefing.extract.sentences import is_readable_alone, rank_sentences
from briefing.extract.terms import extract_terms
from briefing.extract.timeline import extract_timeline
from briefing.extract.variants import merge_variants
from briefing.model import Edition, Findings, KnownActor, Note, Period
from briefing.outputs import previous_edition, write_edition
from briefing.render import Theme, render
from briefing.sources import read_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from briefing.annotate import AnnotatedArticle
    from briefing.config import FocusConfig, Project
    from briefing.errors import SourceError
    from briefing.model import Article, Brief


@dataclass(frozen=True, slots=True)
class Run:
    """What one run is given beside the configuration: the day, where annotations are kept, the instant it stands for.

    ``formats`` replaces each focus's own list of formats. ``tell`` is called with each step's name as it begins.
    """

    as_of: date
    cache_dir: Path | None = None
    generated_at: datetime | None = None
    formats: tuple[str, ...] | None = None
    tell: Callable[[str], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Made:
    """An edition on disk: the brief, its files, and the formats that could not be made on this machine."""

    focus: FocusConfig
    brief: Brief
    files: tuple[Path, ...]
    errors: tuple[BriefingError, ...] = ()


def make_editions(
    project: Project, focuses: Sequence[FocusConfig], run: Run
) -> tuple[tuple[Made, ...], tuple[SourceError, ...]]:
    """Make and write one edition of each focus. Returns the editions, and the errors of sources that could not be read."""
    run.tell("reading the sources")
    articles, errors = read_sources(project.settings, project.root)
    skipped = tuple(Note("skipped", error.cause, error.where) for error in errors)
    made = []
    for focus in focuses:
        run.tell(f"{focus.id}: finding")
        brief = _edition(project, focus, articles, skipped, run)
        run.tell(f"{focus.id}: laying out")
        contents, failed = _contents(project, focus, brief, run.formats or focus.formats)
        files = write_edition(project.root / project.settings.output, brief, contents)
        made.append(Made(focus, brief, files, failed))
    return tuple(made), errors


def _edition(
    project: Project, focus: FocusConfig, articles: Sequence[Article], notes: Sequence[Note], run: Run
) -> Brief:
    """One edition of one focus, compared with the one before it."""
    output = project.root / project.settings.output
    previous, unreadable = previous_edition(output, focus.id, run.as_of)
    period = Period(run.as_of - timedelta(days=focus.window_days - 1), run.as_of)
    within = [a for a in articles if a.published is None or period.start <= a.published <= period.end]
    edition = Edition(
        as_of=run.as_of,
        number=previous.edition.number + 1 if previous else 1,
        period=period,
        generated_at=run.generated_at or datetime.combine(run.as_of, time(), UTC),
        previous=previous.edition.as_of if previous else None,
    )
    told = (*notes, *(Note("previous", error.cause, error.where) for error in unreadable))
    brief = make_brief(
        within,
        focus,
        edition=edition,
        notes=told,
        model=project.settings.language_model,
        cache_dir=run.cache_dir,
    )
    return compare(brief, previous, most=focus.sections.changes.most)


def make_brief(
    articles: Sequence[Article],
    focus: FocusConfig,
    *,
    edition: Edition,
    notes: Sequence[Note] = (),
    model: str,
    cache_dir: Path | None = None,
) -> Brief:
    """Make a first edition from articles of any number, without a look at disk other than the annotation cache."""
    sources = about_focus(fold_copies(articles), focus)
    dates = [article.published for article in sources if article.published]
    told = [*notes, *_off_focus(len(articles) - len(sources) - sum(len(s.copies) for s in sources))]
    findings = find(annotate(sources, model=model, cache_dir=cache_dir), focus)
    return compose(
        sources, findings, focus, edition=replace(edition, cut_off=max(dates, default=None)), notes=told
    )


def find(annotated: Sequence[AnnotatedArticle], focus: FocusConfig) -> Findings:
    """Everything found in a set of articles. The order matters: quotes need the actors, figures need the quotes."""
    known = tuple(KnownActor(actor.name, actor.kind, actor.aliases) for actor in focus.actors)
    actors, mentions = extract_actors(annotated, known=known)
    quotes = extract_quotes(annotated, mentions=mentions)
    by_id = {a.article.id: a for a in annotated}
    publishers = {a.article.id: a.article.family or a.article.publisher or a.article.id for a in annotated}
    return Findings(
        actors=actors,
        mentions=mentions,
        quotes=merge_variants(quotes, publishers=publishers),
        actions=extract_actions(annotated, mentions=mentions),
        timeline=extract_timeline(annotated, quotes=quotes),
        figures=extract_figures(annotated, quotes=quotes, mentions=mentions),
        outlook=extract_outlook(annotated, quotes=quotes, mentions=mentions),
        sentences=tuple(
            sentence
            for sentence in rank_sentences(annotated)
            if is_readable_alone(
                by_id[sentence.citation.source], sentence.citation.start, sentence.citation.end
            )
        ),
        terms=extract_terms(annotated),
    )


def _off_focus(count: int) -> Iterable[Note]:
    if count:
        reports = "1 report was" if count == 1 else f"{count} reports were"
        yield Note(
            "off-focus", f"{reports} read that {'does' if count == 1 else 'do'} not touch on the focus"
        )


def _contents(
    project: Project, focus: FocusConfig, brief: Brief, formats: Sequence[str]
) -> tuple[dict[str, bytes], tuple[BriefingError, ...]]:
    """The brief in each format; a format that this machine cannot make is an error beside the others."""
    contents: dict[str, bytes] = {}
    failed: list[BriefingError] = []
    theme = theme_of(project, focus)
    for ending in formats:
        try:
            contents[ending] = content(brief, ending, theme=theme, values=focus.vars)
        except RenderError as error:
            failed.append(error)
    return contents, tuple(failed)


def content(brief: Brief, ending: str, *, theme: Theme, values: dict[str, object]) -> bytes:
    """One format of a brief as the bytes of its file."""
    if ending == "json":
        return to_json(brief)
    rendered = render(brief, ending, theme=theme, vars=values)
    return rendered.encode() if isinstance(rendered, str) else rendered


def theme_of(project: Project, focus: FocusConfig) -> Theme:
    """The theme of a focus: the project's own templates first."""
    own = project.settings.templates
    return Theme(folders=(project.root / own,) if own else (), name=focus.template)

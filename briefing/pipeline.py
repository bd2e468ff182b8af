"""The recipe of a run: sources, annotations, findings, the brief, files. It reads from top to bottom."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

from briefing.errors import ConfigError
from briefing.model import Edition, KnownActor, Note, Period
from briefing.reading.annotation import annotate, annotating, readable
from briefing.reading.lexicon import lexicon_of
from briefing.sources import read_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from briefing.configuration.project import FocusConfig, Project
    from briefing.errors import BriefingError, SourceError
    from briefing.model import Article, Brief
    from briefing.rendering import Theme

ASSESSMENTS = "assessments"  # the folder of a project for what people write
FINDINGS = tuple(
    f"briefing.extract.{name}"
    for name in ("actors", "quotes", "actions", "timeline", "figures", "outlook", "sentences", "terms")
)


@dataclass(frozen=True, slots=True)
class Run:
    """What a run is given beside the configuration: the day, the cache, the instant it stands for.

    ``formats`` replaces each focus's own list of formats. ``tell`` is called with each step's name as it
    begins.
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
    """Make and write an edition of each focus. Returns the editions, and the errors of sources not read."""
    values = {focus.id: values_of(project, focus, run.as_of) for focus in focuses}
    run.tell("reading the sources")
    articles, errors = read_sources(project.settings, project.root)
    skipped = tuple(Note("skipped", error.cause, error.where) for error in errors)
    with annotating(readable(articles), model=project.settings.language_model, cache_dir=run.cache_dir):
        # Importing these takes about as long as annotating a few articles, and happens meanwhile.
        _import("briefing.brief.composition", *FINDINGS, "textacy", "weasyprint")
        from briefing.rendering import prepare

        for focus in focuses:
            prepare(theme_of(project, focus, run.cache_dir), run.formats or focus.formats)
            if focus.mailed:
                prepare(mail_theme_of(project, focus, run.cache_dir), ("html", "txt"))
    from briefing.brief.editions import previous_edition, write_edition
    from briefing.rendering.contents import endings, make_contents

    output = project.root / project.settings.output
    made = []
    for focus in focuses:
        run.tell(f"{focus.id}: finding")
        previous, unreadable = previous_edition(output, focus.id, run.as_of)
        brief = make_brief(
            articles,
            focus,
            as_of=run.as_of,
            model=project.settings.language_model,
            previous=previous,
            generated_at=run.generated_at,
            notes=(*skipped, *(Note("previous", error.cause, error.where) for error in unreadable)),
            cache_dir=run.cache_dir,
        )
        run.tell(f"{focus.id}: laying out")
        formats = formats_of(focus, run)
        contents, failed = make_contents(
            brief,
            formats,
            theme=theme_of(project, focus, run.cache_dir),
            values=values[focus.id],
            mail_theme=mail_theme_of(project, focus, run.cache_dir),
        )
        files = write_edition(
            output, brief, contents, lacking=[name for name in endings(formats) if name not in contents]
        )
        made.append(Made(focus, brief, files, failed))
    return tuple(made), errors


def period(focus: FocusConfig, as_of: date) -> Period:
    """The days that an edition covers."""
    return Period(as_of - timedelta(days=focus.window_days - 1), as_of)


def within(articles: Sequence[Article], covered: Period) -> list[Article]:
    """The articles of a period, and those of which nobody knows the day."""
    return [a for a in articles if a.published is None or covered.start <= a.published <= covered.end]


def make_brief(
    articles: Sequence[Article],
    focus: FocusConfig,
    *,
    as_of: date,
    model: str,
    previous: Brief | None = None,
    generated_at: datetime | None = None,
    notes: Sequence[Note] = (),
    cache_dir: Path | None = None,
) -> Brief:
    """Make one edition from articles of any day and number; those outside the focus's window are left out.

    ``previous`` is the edition to compare with and to count from; ``generated_at`` the instant that stands
    for the making (None: the start of the as-of day, UTC); ``cache_dir`` where annotations are kept (None:
    nowhere).
    """
    from briefing.brief.changes import compare, read_before
    from briefing.brief.composition import compose
    from briefing.brief.focus import about_focus
    from briefing.extract.findings import Found
    from briefing.facts import find_news, find_tellings
    from briefing.sources.copies import fold_copies

    read = within(articles, period(focus, as_of))
    sources, weighed = about_focus(fold_copies(read), focus)
    edition = Edition(
        as_of=as_of,
        number=previous.edition.number + 1 if previous else 1,
        period=period(focus, as_of),
        generated_at=generated_at or datetime.combine(as_of, time(), UTC),
        cut_off=max((article.published for article in sources if article.published), default=None),
        previous=previous.edition.as_of if previous else None,
    )
    told = (
        *notes,
        *_unread(sources),
        *_off_focus(len(read) - len(sources) - sum(len(source.copies) for source in sources)),
    )
    known = [KnownActor(actor.name, actor.kind, actor.aliases) for actor in focus.actors]
    annotated = annotate(readable(sources), model=model, cache_dir=cache_dir)
    before = read_before(sources, previous)
    brief = compose(
        sources,
        Found(annotated, known=known).all(),
        focus,
        weighed=weighed,
        edition=edition,
        tellings=find_tellings(annotated),
        read_before=before,
        notes=told,
    )
    old = [one for one in annotated if one.article.id in before]
    news = find_news(old, [one for one in annotated if one.article.id not in before])
    return compare(brief, previous, news=news, before=before, most=focus.sections.changes.most)


def _off_focus(count: int) -> Iterable[Note]:
    if count:
        reports = "1 report was" if count == 1 else f"{count} reports were"
        yield Note(
            "off-focus",
            f"{reports} read that {'does' if count == 1 else 'do'} not touch on the focus",
            count=count,
        )


def _unread(sources: Sequence[Article]) -> Iterable[Note]:
    for source in sources:
        if not lexicon_of(source.language):
            yield Note("language", "in a language without a lexicon: nothing was looked for in it", source.id)


def formats_of(focus: FocusConfig, run: Run) -> tuple[str, ...]:
    """The formats to make: those of the run or the focus, and the mail of a focus that has recipients."""
    return tuple(dict.fromkeys([*(run.formats or focus.formats), *(["mail"] if focus.recipients else [])]))


def values_of(project: Project, focus: FocusConfig, as_of: date) -> dict[str, Any]:
    """What templates see as ``vars``: the focus's own values, and the day's assessment by a person.

    It is ``assessments/FOCUS/YYYY-MM-DD.md`` of the project: dated, so that yesterday's is never sent
    again. Raises ConfigError where it is there and cannot be read.
    """
    path = project.root / ASSESSMENTS / focus.id / f"{as_of.isoformat()}.md"
    if not path.is_file():
        return focus.vars
    try:
        return {**focus.vars, "assessment": path.read_text(encoding="utf-8-sig")}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("assessment", where=str(path), cause=f"cannot be read: {error}") from error


def theme_of(project: Project, focus: FocusConfig, cache_dir: Path | None = None) -> Theme:
    """The theme of a focus: the project's own templates first. Compiled templates are kept in the cache."""
    return _theme(project, focus.template, cache_dir)


def mail_theme_of(project: Project, focus: FocusConfig, cache_dir: Path | None = None) -> Theme:
    """The theme of the body of a focus's mail."""
    return _theme(project, focus.mail_template, cache_dir)


def _theme(project: Project, name: str, cache_dir: Path | None) -> Theme:
    from briefing.rendering import Theme

    return Theme(
        folders=project.template_folders, name=name, compiled=cache_dir / "templates" if cache_dir else None
    )


def _import(*names: str) -> None:
    for name in names:
        with suppress(ImportError, OSError):  # told where it is needed
            import_module(name)

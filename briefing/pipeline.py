"""The recipe of a run: sources, annotations, findings, the brief, files. It reads from top to bottom."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.configuration.bounds import MOST_NOTES
from briefing.errors import (
    ConfigError,
    FocusError,
    LeftOutError,
    ModelError,
    OutOfTimeError,
    OutputError,
    SourceError,
    unexpected,
)
from briefing.isolation import made_without
from briefing.model import Edition, KnownActor, Note, Period
from briefing.provenance import made_with
from briefing.reading.annotation import annotate, annotating, readable
from briefing.reading.lexicon import lexicon_of
from briefing.signatures import SIGNATURE
from briefing.sources import read_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefing.configuration.project import FocusConfig, Project
    from briefing.errors import BriefingError
    from briefing.model import Article, Brief, MadeWith
    from briefing.rendering import Theme
    from briefing.signatures import Signer

ASSESSMENTS = "assessments"  # the folder of a project for what people write
LEFT_OUT = "left-out"  # the kind of note
FINDINGS = tuple(
    f"briefing.extract.{name}"
    for name in ("actors", "quotes", "actions", "timeline", "figures", "outlook", "sentences", "terms")
)


@dataclass(frozen=True, slots=True)
class Run:
    """What a run is given beside the configuration: the day, the cache, the instant it stands for.

    ``formats`` replaces each focus's own list of formats. ``signer`` signs the JSON and the PDF (None:
    nothing is signed). ``tell`` is called with each step's name as it begins, ``warn`` with what went wrong
    and was mended. ``spent`` gives the share of the run's time that is over: beyond the shares below a step
    leaves out the rest of its work.
    """

    as_of: date
    cache_dir: Path | None = None
    generated_at: datetime | None = None
    formats: tuple[str, ...] | None = None
    signer: Signer | None = None
    tell: Callable[[str], None] = lambda _: None
    warn: Callable[[str], None] = lambda _: None
    spent: Callable[[], float] = lambda: 0.0

    def over(self, share: float) -> Callable[[], bool]:
        """Whether that share of the time is over, whenever it is asked."""
        return lambda: self.spent() >= share


READING, ANNOTATING, FINDING, MAKING = 0.4, 0.6, 0.9, 1.0  # shares of a run's time by when each ends


@dataclass(frozen=True, slots=True)
class Made:
    """An edition on disk: the brief, its files, and the formats that could not be made on this machine.

    ``left_out`` are the notes of the brief on what of its own sources was left out.
    """

    focus: FocusConfig
    brief: Brief
    files: tuple[Path, ...]
    errors: tuple[BriefingError, ...] = ()
    left_out: tuple[Note, ...] = ()


def make_editions(
    project: Project, focuses: Sequence[FocusConfig], run: Run
) -> tuple[tuple[Made, ...], tuple[BriefingError, ...]]:
    """Make and write an edition of each focus.

    Returns the editions, and the errors of sources not read and of focuses not made. Raises SourceError where
    no source can be read, ModelError where the language model is missing or its process fails.
    """
    run.tell("reading the sources")
    articles, unread = read_sources(project.settings, project.root, over=run.over(READING))
    with annotating(
        readable(articles),
        model=project.settings.language_model,
        cache_dir=run.cache_dir,
        over=run.over(ANNOTATING),
        warn=run.warn,
    ):
        # Importing these takes about as long as annotating a few articles, and happens meanwhile.
        _import("briefing.brief.composition", *FINDINGS, "textacy", "weasyprint")
        from briefing.rendering import prepare

        for focus in focuses:
            with suppress(Exception):  # told where the theme is used
                prepare(theme_of(project, focus), run.formats or focus.formats)
                if focus.mailed:
                    prepare(mail_theme_of(project, focus), ("html", "txt"))
    made: list[Made] = []
    failed: list[BriefingError] = []
    for focus in focuses:
        try:
            made.append(_written(project, focus, run, articles, unread))
        except (FocusError, ConfigError, OutputError) as error:
            if len(focuses) == 1:
                raise
            failed.append(error)
        except ModelError:  # no focus can do without
            raise
        except Exception as error:  # whatever it is, it harms one focus
            failed.append(FocusError("focus", where=focus.id, cause=f"not made: {unexpected(error)}"))
    return tuple(made), (*unread, *failed)


def _written(
    project: Project, focus: FocusConfig, run: Run, articles: Sequence[Article], unread: Sequence[SourceError]
) -> Made:
    """Make and write one edition."""
    from briefing.brief.editions import previous_edition, write_edition
    from briefing.rendering.contents import endings, make_contents

    if run.spent() >= MAKING:
        raise OutOfTimeError
    theme, values = theme_of(project, focus), values_of(project, focus, run.as_of)
    output = project.root / project.settings.output
    run.tell(f"{focus.id}: finding")
    previous, unreadable = previous_edition(output, focus.id, run.as_of)
    brief = make_edition(
        project,
        focus,
        run,
        articles,
        record=made_with(project, focus, theme, values),
        previous=previous,
        errors=(*unread, *unreadable),
    )
    run.tell(f"{focus.id}: laying out")
    formats = formats_of(focus, run)
    contents, failed = make_contents(
        brief,
        formats,
        theme=theme,
        values=values,
        mail_theme=mail_theme_of(project, focus),
    )
    contents.update(run.signer.beside(contents) if run.signer else {})
    wanted = [name for ending in endings(formats) for name in (ending, f"{ending}{SIGNATURE}")]
    files = write_edition(output, brief, contents, lacking=[name for name in wanted if name not in contents])
    shared = _notes(unread)
    left_out = tuple(note for note in brief.notes if note.kind == LEFT_OUT and note not in shared)
    return Made(focus, brief, files, failed, left_out)


def make_edition(
    project: Project,
    focus: FocusConfig,
    run: Run,
    articles: Sequence[Article],
    *,
    record: MadeWith,
    previous: Brief | None,
    errors: Sequence[SourceError | OutputError],
) -> Brief:
    """The brief of one edition, as it is written and as ``briefing verify`` makes it again.

    ``record`` is what it is made with, ``previous`` the edition to compare with; ``errors`` tell of the
    reports and the earlier editions that could not be read.
    """
    unreadable = (error for error in errors if isinstance(error, OutputError))
    return make_brief(
        articles,
        focus,
        as_of=run.as_of,
        model=project.settings.language_model,
        previous=previous,
        generated_at=run.generated_at,
        notes=(
            *_notes([error for error in errors if isinstance(error, SourceError)]),
            *(Note("previous", error.cause, _inside(project.root, error.where)) for error in unreadable),
        ),
        cache_dir=run.cache_dir,
        record=record,
        over=run.over,
    )


def _inside(root: Path, path: str | None) -> str | None:
    """A path as the project's configuration would name it, so that a note does not hang on where it lies."""
    inside = path is not None and Path(path).is_relative_to(root)
    return Path(path).relative_to(root).as_posix() if path and inside else path


def _notes(errors: Sequence[SourceError]) -> tuple[Note, ...]:
    """What was not read, as notes: the first ones, and how many there are more."""
    notes = [
        Note(LEFT_OUT if isinstance(error, LeftOutError) else "skipped", error.cause, error.where)
        for error in errors[:MOST_NOTES]
    ]
    more = len(errors) - MOST_NOTES
    if more > 0:
        notes.append(Note("skipped", f"and {more:,} more, which the log names"))
    return tuple(notes)


def period(focus: FocusConfig, as_of: date) -> Period:
    """The days that an edition covers."""
    first = as_of.toordinal() - focus.window_days + 1
    return Period(date.fromordinal(max(first, 1)), as_of)


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
    record: MadeWith | None = None,
    over: Callable[[float], Callable[[], bool]] = lambda _: lambda: False,
) -> Brief:
    """Make one edition from articles of any day and number; those outside the focus's window are left out.

    ``previous`` is the edition to compare with and to count from; ``generated_at`` the instant that stands
    for the making (None: the start of the as-of day, UTC); ``cache_dir`` where annotations are kept (None:
    nowhere); ``record`` what it is made with; ``over`` as in Run. An article that cannot be worked with is
    left out, with a note.
    """
    from briefing.brief.changes import as_cited_before, compare, read_before, stood_before, worth_telling
    from briefing.brief.composition import compose
    from briefing.brief.contract import fingerprint
    from briefing.brief.focus import about_focus
    from briefing.extract.findings import Found
    from briefing.facts import find_news, find_tellings, lasting_facts, read_reports
    from briefing.sources.copies import fold_copies

    read = within(articles, period(focus, as_of))
    chosen, unweighed = made_without(read, lambda these: about_focus(fold_copies(these), focus))
    if chosen is None:
        raise FocusError("focus", where=focus.id, cause=f"not made: {unexpected(unweighed[-1][1])}")
    sources, weighed = chosen
    edition = Edition(
        as_of=as_of,
        number=previous.edition.number + 1 if previous else 1,
        period=period(focus, as_of),
        generated_at=generated_at or datetime.combine(as_of, time(), UTC),
        cut_off=max((article.published for article in sources if article.published), default=None),
        previous=previous.edition.as_of if previous else None,
        previous_sha256=fingerprint(previous) if previous else None,
    )
    told = (
        *notes,
        *_unread(sources),
        *_off_focus(
            len(read) - len(unweighed) - len(sources) - sum(len(source.copies) for source in sources)
        ),
        *_left_out(unweighed),
    )
    annotated, unannotated = made_without(
        readable(sources),
        lambda these: annotate(these, model=model, cache_dir=cache_dir, over=over(ANNOTATING)),
    )
    known = [KnownActor(actor.name, actor.kind, actor.aliases) for actor in focus.actors]
    annotated = annotated or ()
    found = Found(annotated, known=known, isolated=True, over=over(FINDING))
    findings = found.all()
    before = read_before(sources, previous)
    reports, unread = made_without(annotated, read_reports)
    reports = reports or ()
    tellings, untold = made_without(reports, find_tellings)
    gone, _ = made_without(
        as_cited_before(sources, previous),
        lambda these: read_reports(annotate(these, model=model, cache_dir=cache_dir)),
    )
    old = [*(report for report in reports if report.article.id in before), *(gone or ())]
    now = [report for report in reports if report.article.id not in before]
    news, uncompared = made_without(now, lambda these: find_news(old, these))
    facts = lasting_facts(
        reports,
        tellings or (),
        news=news or (),
        before=before,
        previous=previous,
        events=findings.timeline,
    )
    alone = [(one.article if one else None, error) for one, error in (*unread, *untold, *uncompared)]
    brief = compose(
        sources,
        findings,
        focus,
        weighed=weighed,
        edition=edition,
        tellings=tellings or (),
        facts=facts,
        read_before=before,
        as_before=stood_before(sources, previous),
        notes=(*told, *_left_out([*unannotated, *alone]), *found.left_out),
    )
    if record is not None:
        brief = replace(brief, made_with=replace(record, read=tuple(article.sha256 for article in read)))
    return compare(
        brief,
        previous,
        news=news or (),
        before=before,
        worth=worth_telling(findings.sentences, weighed),
        most=focus.sections.changes.most,
    )


def _off_focus(count: int) -> Iterable[Note]:
    if count:
        reports = "1 report was" if count == 1 else f"{count} reports were"
        yield Note(
            "off-focus",
            f"{reports} read that {'does' if count == 1 else 'do'} not touch on the focus",
            count=count,
        )


def _left_out(broken: Sequence[tuple[Article | None, Exception]]) -> Iterable[Note]:
    """Of what could not be worked with, one note each; of very many, the first ones."""
    for article, error in broken[:MOST_NOTES]:
        yield Note(
            LEFT_OUT, f"nothing was looked for in it: {unexpected(error)}", article.id if article else None
        )
    more = len(broken) - MOST_NOTES
    if more > 0:
        yield Note(LEFT_OUT, f"nor in {more:,} more")


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


def theme_of(project: Project, focus: FocusConfig) -> Theme:
    """The theme of a focus: the project's own templates first."""
    return _theme(project, focus.template)


def mail_theme_of(project: Project, focus: FocusConfig) -> Theme:
    """The theme of the body of a focus's mail."""
    return _theme(project, focus.mail_template)


def _theme(project: Project, name: str) -> Theme:
    from briefing.rendering import Theme

    return Theme(folders=project.template_folders, name=name)


def _import(*names: str) -> None:
    for name in names:
        with suppress(ImportError, OSError):  # told where it is needed
            import_module(name)

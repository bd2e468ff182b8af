"""The recipe of a run: sources, annotations, editions, files. It reads from top to bottom."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from briefing.annotate import annotating
from briefing.errors import ConfigError
from briefing.model import Note
from briefing.sources import read_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from briefing.config import FocusConfig, Project
    from briefing.errors import BriefingError, SourceError
    from briefing.model import Brief
    from briefing.rendering import Theme

ASSESSMENTS = "assessments"  # the folder of a project for what people write


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
    values = {focus.id: values_of(project, focus, run.as_of) for focus in focuses}
    run.tell("reading the sources")
    articles, errors = read_sources(project.settings, project.root)
    skipped = tuple(Note("skipped", error.cause, error.where) for error in errors)
    with annotating(articles, model=project.settings.language_model, cache_dir=run.cache_dir):
        # Importing these takes about as long as annotating a few articles, and happens meanwhile.
        _import("briefing.edition", "textacy", "weasyprint")
        from briefing.rendering import prepare

        for focus in focuses:
            prepare(theme_of(project, focus, run.cache_dir), run.formats or focus.formats)
            if focus.mailed:
                prepare(mail_theme_of(project, focus, run.cache_dir), ("html", "txt"))
    from briefing.edition import endings, make_brief, make_contents
    from briefing.outputs import previous_edition, write_edition

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


def formats_of(focus: FocusConfig, run: Run) -> tuple[str, ...]:
    """The formats to make: those of the run or the focus, and the mail of a focus that has recipients."""
    return tuple(dict.fromkeys([*(run.formats or focus.formats), *(["mail"] if focus.recipients else [])]))


def values_of(project: Project, focus: FocusConfig, as_of: date) -> dict[str, Any]:
    """What templates see as ``vars``: the focus's own values, and the assessment that a person wrote for the day.

    It is ``assessments/FOCUS/YYYY-MM-DD.md`` of the project: dated, so that yesterday's is never sent again. Raises ConfigError
    where it is there and cannot be read.
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
        folders=template_folders(project), name=name, compiled=cache_dir / "templates" if cache_dir else None
    )


def template_folders(project: Project) -> tuple[Path, ...]:
    """The project's own folder of themes, where it has one."""
    own = project.settings.templates
    return (project.root / own,) if own else ()


def _import(*names: str) -> None:
    for name in names:
        with suppress(ImportError, OSError):  # told where it is needed
            import_module(name)

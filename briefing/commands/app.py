"""The command line: options, late imports, printing, exit codes.

Exit status: 0 done, 1 failed, 2 wrong usage or configuration, 3 done, but with sources or recipients that failed.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.commands.shared import (
    ProjectOption,
    chosen_focuses,
    chosen_formats,
    find_configuration,
    find_folder,
    progress,
)
from briefing.commands.templates import templates_app
from briefing.errors import BriefingError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.configuration.project import FocusConfig, Project
    from briefing.pipeline import Made

PARTLY = 3  # done, but with sources or recipients that failed

app = typer.Typer(
    name="briefing",
    help="From a folder of news reports to a dated, cited situation brief. Every statement is a passage from a source.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

FocusOption = Annotated[
    list[str] | None,
    typer.Option("--focus", "-f", metavar="ID", help="Only this focus; may be given several times."),
]


app.add_typer(templates_app, name="templates")


def main() -> None:
    """Run the command line; the entry point of ``briefing``."""
    gc.set_threshold(
        200_000, 20, 50
    )  # a run is short and makes few cycles; collecting less often saves a tenth of it
    try:
        app()
    except BriefingError as error:
        _complain(error)
        raise SystemExit(error.exit_status) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:  # the reader, such as `head`, has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None


@app.command()
def daily(
    focus: FocusOption = None,
    date_: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="The as-of day of the edition (else: today)."),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format", metavar="FORMAT", help="html, pdf, md, txt, json or mail, instead of the focus's own."
        ),
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Mail each brief to its focus's recipients.")] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Write the mail beside the brief as .eml, and send nothing.")
    ] = False,
    project: ProjectOption = None,
) -> None:
    """Make today's edition of every enabled focus, in out/DATE/."""
    from briefing.deliver.mailing import mail_settings
    from briefing.pipeline import Run, make_editions

    found = find_configuration(project)
    focuses = chosen_focuses(found, focus)
    if send or draft:
        mail_settings(found, focuses)  # before the work, not after it
    with progress(steps=1 + 2 * len(focuses)) as tell:  # reading, then finding and laying out for each focus
        run = Run(
            as_of=_day(date_),
            cache_dir=_cache_dir(),
            generated_at=_epoch(),
            formats=chosen_formats(formats),
            tell=tell,
        )
        made, errors = make_editions(found, focuses, run)
    for edition in made:
        _report(edition)
    failed = [error for edition in made for error in edition.errors]
    for told in dict.fromkeys(
        str(error) for error in [*errors, *failed]
    ):  # HTML and PDF may fail for one reason
        _complain(told)
    status = PARTLY if errors else 0
    if send or draft:
        whole = [(e.focus, _json_of(e.files)) for e in made if not e.errors]  # half a brief is not mailed
        status = _mail(found, whole, draft=draft) or status
    if failed:
        status = 1
    raise typer.Exit(status)


@app.command()
def verify(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="The JSON of an edition, or its PDF, which carries it."),
    ],
    project: ProjectOption = None,
) -> None:
    """Prove every citation of a brief against the sources as they are now."""
    from briefing.brief.editions import read_brief
    from briefing.brief.verification import citations, verify

    failed = False
    for file in files:
        brief = read_brief(file)
        problems = verify(
            brief, _sources_root(file, brief.sources[0].file if brief.sources else None, project)
        )
        for problem in problems:
            typer.echo(f"{file}: {problem}", err=True)
        count = len(citations(brief))
        if problems:
            failed = True
            typer.echo(
                f"{file}: {len(problems)} of {count} citations and {len(brief.sources)} sources do not hold",
                err=True,
            )
        else:
            sources = "1 source" if len(brief.sources) == 1 else f"{len(brief.sources)} sources"
            typer.echo(f"{file}: {count} citations in {sources} hold")
    if failed:
        raise typer.Exit(1)


@app.command()
def extract(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="A text file; with front matter, if you like.")
    ],
    published: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD", help="The day of publication, to resolve “yesterday” and “on Friday”."
        ),
    ] = None,
) -> None:
    """Print the findings of articles as JSON; needs no configuration."""
    from briefing import library

    articles = [library.read(file, published=_day(published) if published else None) for file in files]
    typer.echo(library.findings_json(articles))


@app.command("send")
def send_command(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="The JSON of an edition that was rendered.")
    ],
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="ADDRESS", help="Instead of the focus's recipients.")
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Write the mail beside the brief as .eml, and send nothing.")
    ] = False,
    project: ProjectOption = None,
) -> None:
    """Mail editions that were rendered before, just as they are on disk."""
    from briefing.brief.editions import read_brief

    found = find_configuration(project)
    editions = []
    for file in files:
        json_file = file.with_suffix(".json")
        focus = found.focus(read_brief(json_file).focus.id)
        editions.append((focus.model_copy(update={"recipients": tuple(to)}) if to else focus, json_file))
    raise typer.Exit(_mail(found, editions, draft=draft))


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    theme: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Begin with a worked theme: newsroom (a paper's page in two columns), cable (a ministry's, paragraphs "
            "numbered) or risk-note (a company's, charts first). It is copied into DIR/templates, to be changed there.",
        ),
    ] = None,
) -> None:
    """Start a project: configuration, a folder for reports and one for templates, a cron line and a systemd timer."""
    from briefing.commands.starter import examples, start_project

    for path in start_project(folder, theme):
        typer.echo(path)
    if theme is None:
        typer.echo(f"\nThere are themes to begin with: briefing init DIR --theme {' | '.join(examples())}")
    typer.echo(f"\nPut reports into {folder}/reports, then run:  briefing daily --project {folder}")


@app.command("config")
def config_command(project: ProjectOption = None) -> None:
    """Show the configuration in force, and where each value came from."""
    from briefing.configuration.project import effective

    for value, origin in effective(find_configuration(project)):
        typer.echo(f"{value}  # {origin}")


@app.command()
def doctor(project: ProjectOption = None) -> None:
    """Say what this machine lacks, and the command that installs it."""
    from briefing.commands.doctor import examine
    from briefing.reading.annotation import DEFAULT_MODEL

    root = project or find_folder()
    model = DEFAULT_MODEL
    if root:
        with suppress(ConfigError):  # told below, with the rest
            model = find_configuration(root).settings.language_model
    lacking = False
    for check in examine(root, model=model, cache_dir=_cache_dir()):
        typer.echo(f"{'ok     ' if check.fine else 'LACKING'}  {check.what}: {check.found}")
        if not check.fine:
            lacking = True
            typer.echo(f"         {check.advice}")
    if lacking:
        raise typer.Exit(1)


@app.command()
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as installed

    typer.echo(installed("situation-brief"))


# --- what the commands do on the way ----------------------------------------------------------------------


def _day(given: str | None) -> date:
    if given is None:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ConfigError(
            "date", where=given, cause="not a day", advice="Write it as YYYY-MM-DD: 2022-02-16"
        ) from None


def _epoch() -> datetime | None:
    """The instant in SOURCE_DATE_EPOCH, by which distributions make their builds repeatable."""
    value = os.environ.get("SOURCE_DATE_EPOCH")
    if value is None:
        return None
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError):
        raise ConfigError(
            "SOURCE_DATE_EPOCH", where=value, cause="not a number of seconds since 1970"
        ) from None


def _cache_dir() -> Path:
    import platformdirs

    return Path(
        os.environ.get("BRIEFING_CACHE_DIR") or platformdirs.user_cache_dir("briefing", appauthor=False)
    )


def _sources_root(file: Path, source: str | None, given: Path | None) -> Path:
    """The folder that a brief's source paths start from: the one given, else the nearest above that holds the first source."""
    above = [Path.cwd(), *file.resolve().parents]
    return given or next((folder for folder in above if source and (folder / source).is_file()), Path.cwd())


def _json_of(files: Sequence[Path]) -> Path:
    return next(path for path in files if path.suffix == ".json")


def _report(made: Made) -> None:
    """One line on the edition, and one for each file."""
    brief = made.brief
    count = len(brief.key_points)
    typer.echo(
        f"{brief.focus.title}, edition {brief.edition.number} of {brief.edition.as_of}: "
        f"{len(brief.sources)} sources, {count} key point{'' if count == 1 else 's'}"
    )
    if not brief.sources:
        period = brief.edition.period
        typer.echo(
            f"  no report about it is dated {period.start} to {period.end}; choose another day with --date"
        )
    for path in made.files:
        typer.echo(f"  {_relative(path)}")


def _relative(path: Path) -> Path:
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _complain(error: BriefingError | str) -> None:
    typer.echo(f"briefing: {error}", err=True)


def _mail(project: Project, focuses: Sequence[tuple[FocusConfig, Path]], *, draft: bool) -> int:
    """Send, or draft, one message for each focus and JSON file; returns the exit status."""
    from briefing.deliver import mailing

    settings = mailing.mail_settings(project, [focus for focus, _ in focuses])
    status = 0
    for focus, json_file in focuses:
        try:
            if draft:
                typer.echo(f"  {_relative(mailing.draft(json_file, focus, settings))}")
                continue
            result = mailing.post(json_file, focus, settings)
        except BriefingError as error:  # the other focuses' mail still goes out
            _complain(error)
            status = max(status, error.exit_status)
            continue
        typer.echo(f"  {focus.id}: mailed to {', '.join(result.accepted)}")
        for refusal in result.refused:
            typer.echo(
                f"briefing: recipient: {refusal.recipient}: refused by the server: {refusal.reason}", err=True
            )
            status = status or PARTLY
    return status

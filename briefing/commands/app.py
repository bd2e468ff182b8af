"""The command line: its commands, and the exit status of each.

Exit status: 0 done, 1 failed, 2 wrong usage or configuration, 3 done, but with sources, focuses or recipients
that failed, or with something left out; of ``verify``: 0 proved, 1 something is false, 3 not all could be
proved.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from briefing.commands.briefs import daily, extract, send
from briefing.commands.explaining import explain
from briefing.commands.proving import verify
from briefing.commands.shared import ProjectOption, cache_folder, complain, find_project, project_folder
from briefing.commands.templates import templates_app
from briefing.errors import BriefingError, ConfigError

app = typer.Typer(
    name="briefing",
    help="From a folder of news reports to a dated, cited situation brief. "
    "Every statement is a passage from a source.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (daily, verify, explain, extract, send):
    app.command()(command)
app.add_typer(templates_app, name="templates")


def main() -> None:
    """Run the command line; the entry point of ``briefing``."""
    # A run is short and makes few cycles; collecting less often saves a tenth of it.
    gc.set_threshold(200_000, 20, 50)
    for stream in (sys.stdout, sys.stderr):  # a file's name may hold what no encoding has
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _run()
        if sys.stdout:  # there is none where it was closed
            sys.stdout.flush()
    except OSError as error:  # the reader, such as `head`, has gone, or the device is full
        if not isinstance(error, BrokenPipeError):
            complain(f"standard output: {error.strerror or error}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    raise SystemExit(status)


def _run() -> int | str | None:
    """Run the command line; the exit status."""
    try:
        app()
    except SystemExit as ended:
        return ended.code
    except BriefingError as error:
        complain(error)
        return error.exit_status
    except KeyboardInterrupt:
        return 130
    except MemoryError:
        complain("memory: there is too little for this")
        return 1
    return 0


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    theme: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Begin with a worked theme: newsroom (a paper's page in two columns), cable (a ministry's, "
            "paragraphs numbered) or risk-note (a company's, charts first). "
            "It is copied into DIR/templates, to be changed there.",
        ),
    ] = None,
) -> None:
    """Start a project: configuration, folders for reports and templates, a cron line and a systemd timer."""
    from briefing.commands.starter import examples, start_project

    for path in start_project(folder, theme):
        typer.echo(path)
    if theme is None:
        typer.echo(f"\nThere are themes to begin with: briefing init DIR --theme {' | '.join(examples())}")
    typer.echo(f"\nPut reports into {folder}/reports, then run:  briefing daily --project {folder}")


@app.command("config")
def show_configuration(project: ProjectOption = None) -> None:
    """Show the configuration in force, and where each value came from."""
    from briefing.configuration.project import effective

    for value, origin in effective(find_project(project)):
        typer.echo(f"{value}  # {origin}")


@app.command()
def doctor(project: ProjectOption = None) -> None:
    """Say what this machine lacks, and the command that installs it."""
    from briefing.commands.doctor import examine
    from briefing.reading.annotation import DEFAULT_MODEL

    folder = project_folder(project)
    model = DEFAULT_MODEL
    if folder:
        with suppress(ConfigError):  # told below, with the rest
            model = find_project(folder).settings.language_model
    lacking = False
    for check in examine(folder, model=model, cache_dir=cache_folder()):
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

"""The commands for templates: what there is, copies to change, the check of a theme and its preview."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.commands.shared import (
    ProjectOption,
    chosen_focuses,
    chosen_formats,
    find_project,
    progress,
    project_folder,
)
from briefing.errors import ConfigError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.configuration.project import FocusConfig
    from briefing.themes.preview import Preview

STEPS_OF_A_CHECK = 14  # reading the files, and each brief that a theme is tried with

templates_app = typer.Typer(help="The templates: what there is, and copies to change.", no_args_is_help=True)


@templates_app.command("list")
def templates_list(project: ProjectOption = None) -> None:
    """List the themes with their files, and the folder that each comes from."""
    from briefing.rendering import Theme
    from briefing.rendering.escape import one_line
    from briefing.themes.check_templates import files

    folders, _ = _templates_and_focuses(project)
    for name, folder in sorted(Theme(folders).names().items()):
        there: list[Path] = []
        try:
            about = Theme(folders, name).load().settings[0].description
            there = files((folder,))
        except TemplateError:
            about = f"cannot be used; see: briefing templates check {name}"
        typer.echo(one_line(f"{name}{f': {about}' if about else ''}"))
        typer.echo("  " + one_line(str(folder)))
        for path in there:
            typer.echo("    " + one_line(f"{name}/{path.relative_to(folder).as_posix()}"))


@templates_app.command("copy")
def templates_copy(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="As `briefing templates list` shows it: sitrep/style.css")
    ],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="The folder of your theme.")],
) -> None:
    """Copy one file of a stock theme into a theme of yours, to change it there."""
    from briefing.configuration.resources import bundled
    from briefing.files import write_whole

    stock = bundled("templates")
    source = stock / name
    if not source.resolve().is_relative_to(stock.resolve()) or not source.is_file():
        raise ConfigError(
            "template",
            where=name,
            cause="there is no such stock template",
            advice="See: briefing templates list",
        )
    target = to / source.relative_to(stock / source.relative_to(stock).parts[0])
    if target.exists():
        raise ConfigError("template", where=str(target), cause="is there already, and is not overwritten")
    write_whole(target, source.read_bytes())
    typer.echo(target)


@templates_app.command("check")
def templates_check(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME|FOLDER", help="Themes by name or folder (else: the project's own)."),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="FORMAT", help="Try html, pdf, md or txt alone, which is faster."),
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Render themes with briefs that hurt, and tell every problem with file and line."""
    from briefing.rendering import FORMATS
    from briefing.themes.check import check_theme, find_theme, themes_of_project

    folders, focuses = _templates_and_focuses(project)
    chosen = names or themes_of_project(folders, _themes_named(focuses))
    if not chosen:
        raise ConfigError("theme", cause="there is no project here", advice="Name a theme, or its folder.")
    tried = [name for name in chosen_formats(formats) or FORMATS if name in FORMATS]
    failed = False
    with progress(steps=STEPS_OF_A_CHECK * len(chosen)) as tell:
        for name in chosen:
            values = [focus.vars for focus in focuses if name in (focus.template, focus.mail_template)]
            theme = find_theme(name, folders)
            problems = check_theme(theme, values=values, formats=tried, tell=tell)
            errors = [problem for problem in problems if not problem.warning]
            for problem in problems:
                typer.echo(problem)
            counts = (len(errors), "problem"), (len(problems) - len(errors), "warning")
            told = ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts if count)
            typer.echo(f"{theme.name}: {told or 'no problems'}")
            failed = failed or bool(errors)
    if failed:
        raise typer.Exit(1)


@templates_app.command("preview")
def templates_preview(
    focus: Annotated[
        str | None, typer.Option("--focus", "-f", metavar="ID", help="Whose last brief (else: the first).")
    ] = None,
    theme: Annotated[
        str | None, typer.Option("--theme", metavar="NAME|FOLDER", help="Instead of the focus's theme.")
    ] = None,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 takes a free one.")
    ] = 0,
    project: ProjectOption = None,
) -> None:
    """Show the last brief in a browser on this machine, reloading as the theme's files are saved."""
    from briefing.themes.preview import serve

    server = serve(_preview(project, focus, theme), port)
    typer.echo(f"http://127.0.0.1:{server.server_address[1]}/  (Ctrl-C ends it)")
    sys.stdout.flush()
    with server, suppress(KeyboardInterrupt):
        server.serve_forever(poll_interval=0.1)


def _templates_and_focuses(given: Path | None) -> tuple[tuple[Path, ...], tuple[FocusConfig, ...]]:
    """The folders of the project's own templates, and its focuses; nothing where there is no project."""
    folder = project_folder(given)
    if folder is None:
        return (), ()
    project = find_project(folder)
    return project.template_folders, project.focuses


def _themes_named(focuses: Sequence[FocusConfig]) -> list[str]:
    """The themes that focuses name, and not just have by default; without any, the default."""
    named = [
        value
        for focus in focuses
        for key, value in (("template", focus.template), ("mail_template", focus.mail_template))
        if key in focus.model_fields_set
    ]
    return named or [focus.template for focus in focuses]


def _preview(given: Path | None, focus: str | None, theme: str | None) -> Preview:
    """What there is to preview: a focus of the project or, without one, the brief of invented reports."""
    from briefing.rendering import Theme
    from briefing.themes.check import find_theme
    from briefing.themes.preview import Preview

    folder = project_folder(given)
    if folder is None:
        return Preview(find_theme(theme, ()) if theme else Theme(), Theme(name="newsletter"))
    from briefing.pipeline import mail_theme_of, theme_of
    from briefing.rendering.contents import ATTACHED

    project = find_project(folder)
    chosen = chosen_focuses(project, [focus] if focus else None)[0]
    attached = tuple(name for name in ATTACHED if name in chosen.formats)
    return Preview(
        find_theme(theme, project.template_folders) if theme else theme_of(project, chosen),
        mail_theme_of(project, chosen),
        output=project.root / project.settings.output,
        focus=chosen.id,
        values=chosen.vars,
        mail_values={**chosen.vars, "attached": attached},
    )

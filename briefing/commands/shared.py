"""What several commands need: the project that they are about, the focuses and formats chosen, and how far they are."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefing.configuration.project import FocusConfig, Project

ProjectOption = Annotated[
    Path | None,
    typer.Option("--project", metavar="DIR", help="The folder that holds config/ (else: here, or above)."),
]


def find_configuration(given: Path | None) -> Project:
    """The project in the folder given, else here or above. Raises ConfigError with all its mistakes."""
    from briefing.configuration.project import load_project

    return load_project(given or find_folder() or Path())


def find_folder() -> Path | None:
    """The nearest folder, here or above, with a config/briefing.yaml."""
    here = Path.cwd()
    return next(
        (folder for folder in (here, *here.parents) if (folder / "config" / "briefing.yaml").is_file()), None
    )


def chosen_focuses(project: Project, names: Sequence[str] | None) -> list[FocusConfig]:
    """The focuses named, else all that are switched on. Raises ConfigError where there is none."""
    if names:
        return [project.focus(name) for name in dict.fromkeys(names)]
    enabled = [focus for focus in project.focuses if focus.enabled]
    if not enabled:
        raise ConfigError(
            "focus", cause="every focus is switched off (enabled: false)", advice="Name one with: --focus ID"
        )
    return enabled


def chosen_formats(given: Sequence[str] | None) -> tuple[str, ...] | None:
    """The formats given, each once, and JSON; None where none is given. Raises ConfigError for one that is not known."""
    known = ("html", "pdf", "md", "txt", "json", "mail")
    for name in given or ():
        if name not in known:
            raise ConfigError("format", where=name, cause="not known", advice=f"Known: {', '.join(known)}")
    return tuple(dict.fromkeys([*given, "json"])) if given else None


@contextmanager
def progress(steps: int) -> Iterator[Callable[[str], None]]:
    """A progress bar with the step under way when a person is watching; nothing under cron."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("starting", total=steps)
        begun = False

        def tell(step: str) -> None:
            nonlocal begun
            progress.update(bar, description=step, advance=1 if begun else 0)
            begun = True

        yield tell

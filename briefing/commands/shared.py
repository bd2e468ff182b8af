"""What several commands need: the project that they are about, the focuses chosen, how far they are."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from briefing.errors import BriefingError, ConfigError, MemoryLimitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefing.configuration.project import FocusConfig, Project

LEAST_MEGABYTES = 1000  # of address space: what the libraries take before a word is read, and some reports

ProjectOption = Annotated[
    Path | None,
    typer.Option("--project", metavar="DIR", help="The folder that holds config/ (else: here, or above)."),
]


def project_folder(given: Path | None) -> Path | None:
    """The folder given, else the nearest, here or above, with a config/briefing.yaml; None without one."""
    here = Path.cwd()
    above = (folder for folder in (here, *here.parents) if (folder / "config/briefing.yaml").is_file())
    return given or next(above, None)


def find_project(given: Path | None) -> Project:
    """The project in the folder given, else here or above. Raises ConfigError with all its mistakes."""
    from briefing.configuration.project import load_project

    return load_project(project_folder(given) or Path())


def find_what_is_right(given: Path | None, named: Sequence[str] | None) -> tuple[Project, tuple[str, ...]]:
    """As ``find_project``, but a wrong focus harms itself alone: its mistakes stand beside the project.

    Raises ConfigError with them where one of the focuses ``named`` is not right.
    """
    from briefing.configuration.project import load_what_is_right

    project, mistakes = load_what_is_right(project_folder(given) or Path())
    if mistakes and not {*(named or ())} <= {focus.id for focus in project.focuses}:
        raise ConfigError.of(mistakes)
    return project, mistakes


def cache_folder() -> Path:
    """Where annotations are kept."""
    import platformdirs

    given = os.environ.get("BRIEFING_CACHE_DIR")
    return Path(given or platformdirs.user_cache_dir("briefing", appauthor=False))


def usable_cache() -> Path | None:
    """The cache folder; None, and told, where it is not this user's alone to write in."""
    from briefing.reading.store import refusal

    folder = cache_folder()
    why = refusal(folder)
    if why:
        complain(f"cache: {why}; going without")
    return None if why else folder


def day(given: str) -> date:
    """The day that was written. Raises ConfigError for anything else than YYYY-MM-DD."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ConfigError(
            "date", where=given, cause="not a day", advice="Write it as YYYY-MM-DD: 2022-02-16"
        ) from None


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
    """The formats given, each once, and JSON; None without any. Raises ConfigError for one not known."""
    from briefing.configuration.project import Format

    known: tuple[str, ...] = get_args(Format)
    for name in given or ():
        if name not in known:
            raise ConfigError("format", where=name, cause="not known", advice=f"Known: {', '.join(known)}")
    return tuple(dict.fromkeys([*given, "json"])) if given else None


def stopwatch(seconds: float) -> Callable[[], float]:
    """What tells the share of so many seconds that is over, from now on: 0 to 1 and beyond."""
    began = time.monotonic()
    return lambda: (time.monotonic() - began) / seconds


def limit_memory(megabytes: int | None = None) -> None:
    """Take no more address space than that (None: as it is), in this process and those that it begins.

    What needs more is then left out and told, and the machine is not brought down. Raises MemoryLimitError
    where there is too little for any run.
    """
    try:
        import resource
    except ImportError:  # there is none on Windows
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    if allowed and min(allowed) < LEAST_MEGABYTES << 20:
        cause = f"{min(allowed) >> 20:,} MB are allowed (ulimit -v); a run needs {LEAST_MEGABYTES:,}"
        raise MemoryLimitError("memory", cause=cause)
    if megabytes is not None:
        with suppress(ValueError, OSError):  # macOS knows the limit and refuses to set it
            resource.setrlimit(resource.RLIMIT_AS, (min([megabytes << 20, *allowed]), hard))


def complain(error: BriefingError | str) -> None:
    """Tell on standard error what went wrong."""
    typer.echo(f"briefing: {error}", err=True)


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

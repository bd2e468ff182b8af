"""The command that proves editions: which project a file belongs to, and what is printed of a verdict."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.commands.shared import ProjectOption, cache_folder, complain, find_project
from briefing.errors import BriefingError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.configuration.project import Project
    from briefing.model import Brief
    from briefing.proof import Verdict

MOST_LINES = 8  # of what is false or not provable, before the rest is counted


def verify(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="The JSON of an edition, or its PDF, which carries it."),
    ],
    signed_by: Annotated[
        Path | None,
        typer.Option(
            metavar="KEY.pub", help="A public key, or an allowed_signers file: one of them must have signed."
        ),
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Prove all of a brief: make it again from its sources and configuration, and compare.

    Exit status: 0 proved; 1 something in it is false; 3 nothing false was found, but not all could be proved.
    """
    from briefing.proof import prove, read_evidence
    from briefing.signatures import read_signers

    signers = None if signed_by is None else read_signers(signed_by)
    statuses = set()
    for file in files:
        try:
            evidence = read_evidence(file)
            found, told = _project_of(evidence.brief, file, project)
            root = found.root if found else sources_root(file, evidence.brief, project)
            verdict = prove(evidence, found, root, cache_dir=cache_folder(), signers=signers)
        except BriefingError as error:  # the other files are proved all the same
            complain("\n".join(map(printable, str(error).split("\n"))))
            statuses.add(error.exit_status)
            continue
        if told:
            complain(told)
        _report(file, verdict)
        statuses.add(verdict.exit_status)
    # What is false outweighs a wrong call, and that what could not be proved.
    raise typer.Exit(next((status for status in (1, 2, 3) if status in statuses), 0))


def _report(file: Path, verdict: Verdict) -> None:
    """What does not hold, then what could not be proved, then the verdict in one line."""
    for lines in (verdict.false, verdict.unproven):
        for line in lines[:MOST_LINES]:
            typer.echo(printable(f"{file}: {line}"), err=True)
        if len(lines) > MOST_LINES:
            typer.echo(printable(f"{file}: … and {len(lines) - MOST_LINES} more"), err=True)
    proved = "; ".join(verdict.proved)
    if verdict.false:
        count = len(verdict.false)
        told = f"changed: {count} thing{' does' if count == 1 else 's do'} not hold"
    elif verdict.unproven:
        told = f"not provable: nothing false was found{'; ' if proved else ''}{proved}"
    else:
        told = f"proved: {proved}"
    typer.echo(printable(f"{file}: {told}"), err=bool(verdict.false))


def printable(text: str) -> str:
    """A line in which nothing from a file can move the cursor or begin another."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _project_of(brief: Brief, file: Path, given: Path | None) -> tuple[Project | None, str | None]:
    """The project with the focus of a brief: the one given, else here or above, else above the file.

    With it comes why a project that is there could not be used.
    """
    told = None
    for folder in dict.fromkeys([given] if given else _folders(file)):
        try:
            found = find_project(folder)
        except (ConfigError, OSError) as error:
            told = str(error)
            continue
        if given or any(focus.id == brief.focus.id for focus in found.focuses):
            return found, None
    return None, told


def _folders(file: Path) -> Iterator[Path]:
    for folder in (Path.cwd(), *Path.cwd().parents, *file.resolve().parents):
        if (folder / "config/briefing.yaml").is_file():
            yield folder


def sources_root(file: Path, brief: Brief, given: Path | None) -> Path:
    """Where source paths start from: the folder given, else the nearest above that holds the first source."""
    source = brief.sources[0].file if brief.sources else None
    above = [Path.cwd(), *file.resolve().parents]
    return given or next((folder for folder in above if source and _is_there(folder / source)), Path.cwd())


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        return False

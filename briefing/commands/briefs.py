"""The commands for briefs: making the day's editions, mailing them, and findings of articles."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.commands.shared import (
    ProjectOption,
    chosen_focuses,
    chosen_formats,
    complain,
    day,
    find_project,
    find_what_is_right,
    limit_memory,
    progress,
    stopwatch,
    usable_cache,
)
from briefing.errors import BriefingError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.configuration.project import FocusConfig, Project
    from briefing.pipeline import Made
    from briefing.signatures import Signer

PARTLY = 3  # the exit status of: done, but with sources, focuses or recipients that failed

DraftOption = Annotated[
    bool, typer.Option("--draft", help="Write the mail beside the brief as .eml, and send nothing.")
]


def daily(
    focus: Annotated[
        list[str] | None,
        typer.Option("--focus", "-f", metavar="ID", help="Only this focus; may be given several times."),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="The as-of day of the edition (else: today)."),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format", metavar="FORMAT", help="html, pdf, md, txt, json or mail, instead of the focus's own."
        ),
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Mail each brief to its focus's recipients.")] = False,
    draft: DraftOption = False,
    project: ProjectOption = None,
) -> None:
    """Make today's edition of every enabled focus, in out/DATE/."""
    from briefing.deliver.mailing import delivery_of
    from briefing.pipeline import Run, make_editions

    configured, mistakes = find_what_is_right(project, focus)
    focuses = chosen_focuses(configured, focus)
    signer = _signer_of(configured)
    if send or draft:
        delivery_of(configured, focuses)  # before the work, not after it
    for mistake in mistakes:
        complain(mistake)
    limits = configured.settings.limits
    limit_memory(limits.megabytes)
    with progress(steps=1 + 2 * len(focuses)) as tell:  # reading, then finding and laying out for each focus
        run = Run(
            as_of=datetime.now().astimezone().date() if date is None else day(date),
            cache_dir=usable_cache(),
            generated_at=_epoch(),
            formats=chosen_formats(formats),
            signer=signer,
            tell=tell,
            warn=complain,
            spent=stopwatch(limits.seconds),
        )
        made, errors = make_editions(configured, focuses, run)
    for edition in made:
        _report(edition)
    failed = [error for edition in made for error in edition.errors]
    left_out = [told for edition in made for told in _left_out(edition)]
    for told in dict.fromkeys(
        [*map(str, [*errors, *failed]), *left_out]
    ):  # HTML and PDF may fail for one reason
        complain(told)
    whole = [(e.focus, _json_of(e.files)) for e in made if not e.errors]  # half a brief is not mailed
    status = PARTLY if mistakes or errors or failed or left_out else 0
    if send or draft:
        status = _mail(configured, whole, draft=draft) or status
    raise typer.Exit(status if whole else 1)


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

    limit_memory()
    dated = None if published is None else day(published)
    typer.echo(library.findings_json([library.read(file, published=dated) for file in files]))


def send(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="The JSON of an edition that was rendered.")
    ],
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="ADDRESS", help="Instead of the focus's recipients.")
    ] = None,
    draft: DraftOption = False,
    project: ProjectOption = None,
) -> None:
    """Mail editions that were rendered before, just as they are on disk."""
    from briefing.brief.editions import read_brief
    from briefing.configuration.addresses import parse_mailbox

    configured = find_project(project)
    recipients = tuple(parse_mailbox(address) for address in to or ())
    editions = []
    for file in files:
        json_file = file.with_suffix(".json")
        focus = configured.focus(read_brief(json_file).focus.id)
        editions.append((focus.model_copy(update={"recipients": recipients}) if to else focus, json_file))
    raise typer.Exit(_mail(configured, editions, draft=draft))


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


def _signer_of(project: Project) -> Signer | None:
    """Who signs a project's editions. Raises ConfigError where the key cannot be used."""
    if project.settings.signing is None:
        return None
    from briefing.signatures import find_signer

    return find_signer(project.settings.signing, project.root, os.environ)


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


def _left_out(made: Made) -> Iterator[str]:
    """A line for each thing that was left out of an edition."""
    files = {source.id: source.file for source in made.brief.sources}
    for note in made.left_out:
        where = files.get(note.source or "") or note.source
        yield ": ".join(part for part in (made.focus.id, where, note.message) if part)


def _relative(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _mail(project: Project, editions: Sequence[tuple[FocusConfig, Path]], *, draft: bool) -> int:
    """Send, or draft, one message for each focus and JSON file; returns the exit status."""
    from briefing.deliver import mailing
    from briefing.pipeline import mail_theme_of

    delivery = mailing.delivery_of(project, [focus for focus, _ in editions])
    signed = project.settings.signing is not None
    status = 0
    for focus, json_file in editions:
        theme = mail_theme_of(project, focus)
        try:
            if draft:
                typer.echo(f"  {_relative(mailing.draft(json_file, focus, delivery, theme, signed=signed))}")
                continue
            result = mailing.post(json_file, focus, delivery, theme, signed=signed)
        except BriefingError as error:  # the other focuses' mail still goes out
            complain(error)
            status = max(status, error.exit_status)
            continue
        typer.echo(f"  {focus.id}: mailed to {', '.join(result.accepted)}")
        for refusal in result.refused:
            complain(f"recipient: {refusal.recipient}: refused by the server: {refusal.reason}")
            status = status or PARTLY
    return status

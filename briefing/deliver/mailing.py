"""From an edition on disk to its recipients, or to a draft beside it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from briefing.brief.editions import read_content, read_edition, write_draft
from briefing.deliver.message import message_from_files, write_eml
from briefing.deliver.secrets import find_password
from briefing.deliver.smtp import send
from briefing.errors import ConfigError, DeliveryError
from briefing.signatures import SIGNATURE, SIGNED, signed_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from email.message import EmailMessage
    from pathlib import Path

    from briefing.configuration.project import DeliveryConfig, FocusConfig, Project
    from briefing.deliver.smtp import SendResult
    from briefing.model import Brief
    from briefing.rendering import Theme

# The message that templates/newsletter/brief.html has as title.
SUBJECT = "%(title)s — %(day)s, edition %(n)s"


def delivery_of(project: Project, focuses: Sequence[FocusConfig]) -> DeliveryConfig:
    """How a project's mail is sent. Raises ConfigError with all that is missing to send these focuses."""
    lacking = [f"focus {focus.id}: it has no recipients" for focus in focuses if not focus.recipients]
    delivery = project.settings.delivery
    if delivery is None:
        lacking.insert(0, "config/briefing.yaml: there is no delivery section; see docs/email.md")
    if lacking or delivery is None:
        raise ConfigError.of(lacking)
    return delivery


def draft(
    json_file: Path, focus: FocusConfig, delivery: DeliveryConfig, theme: Theme, *, signed: bool = False
) -> Path:
    """Write the message of an edition beside it as .eml and return its path. Raises OutputError.

    ``theme`` is that of the mail, which has words of its own for the subject. Where it must be ``signed``,
    what is not is a DeliveryError.
    """
    brief, files = _edition(json_file, signed=signed)
    message = _message(brief, files, focus, delivery, theme, date=brief.edition.generated_at)
    return write_draft(json_file, brief, write_eml(message))


def post(
    json_file: Path, focus: FocusConfig, delivery: DeliveryConfig, theme: Theme, *, signed: bool = False
) -> SendResult:
    """Send the files of an edition as they are on disk to the focus's recipients.

    Raises DeliveryError, and OutputError where the files are not all of one edition.
    """
    message = _message(*_edition(json_file, signed=signed), focus, delivery, theme, date=datetime.now(UTC))
    return send(message, delivery, password=find_password(delivery, os.environ))


def _edition(json_file: Path, *, signed: bool) -> tuple[Brief, dict[str, bytes]]:
    """An edition whose files belong together, each with the signature that it must have."""
    brief, files = read_edition(json_file)
    _check_signatures(json_file, {**files, "json": read_content(json_file)}, signed=signed)
    return brief, files


def _message(
    brief: Brief,
    files: Mapping[str, bytes],
    focus: FocusConfig,
    delivery: DeliveryConfig,
    theme: Theme,
    *,
    date: datetime,
) -> EmailMessage:
    return message_from_files(
        brief,
        files,
        sender=delivery.sender,
        recipients=focus.recipients,
        subject=focus.subject or subject_line(brief, theme),
        date=date,
        reply_to=delivery.reply_to,
    )


def _check_signatures(json_file: Path, files: Mapping[str, bytes], *, signed: bool) -> None:
    """Nothing half signed goes out: each signature is over its file, and all are there where they must be."""
    for ending in SIGNED:
        signature = files.get(f"{ending}{SIGNATURE}")
        if ending not in files or (signature is None and not signed):
            continue
        try:
            signed_by(files[ending], signature or b"")
        except ValueError as error:
            where = str(json_file.with_suffix(f".{ending}"))
            cause = str(error) if signature else "it is not signed, and the project signs (signing)"
            advice = "Make the edition anew: briefing daily --date DAY"
            raise DeliveryError("no message", where=where, cause=cause, advice=advice) from error


def subject_line(brief: Brief, theme: Theme) -> str:
    """The subject of a brief's mail, unmarked, in the language of its furniture and by a theme."""
    from briefing.rendering.language import load_language

    words = load_language(brief.focus.language, theme.load())
    day = words.day(brief.edition.as_of)
    return words.gettext(SUBJECT, title=brief.focus.title, day=day, n=brief.edition.number)

"""From an edition on disk to its recipients, or to a draft beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from briefing.brief.editions import read_brief, rendered
from briefing.deliver.addresses import parse_mailbox
from briefing.deliver.message import message_from_files, write_eml
from briefing.deliver.secrets import find_password
from briefing.deliver.settings import MailSettings
from briefing.deliver.smtp import send
from briefing.errors import ConfigError, DeliveryError, OutputError
from briefing.files import write_whole
from briefing.rendering import Theme

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Sequence
    from email.message import EmailMessage
    from pathlib import Path

    from briefing.configuration.project import FocusConfig, Project
    from briefing.deliver.smtp import SendResult
    from briefing.model import Brief

SUBJECT = (
    "%(title)s — %(day)s, edition %(n)s"  # the message that templates/newsletter/brief.html has as title
)


@dataclass(frozen=True, slots=True)
class Outbox:
    """What mail needs of a project: how it is sent, and the folders of the project's themes, which have words of their own."""

    settings: MailSettings
    folders: tuple[Path, ...] = ()


def mail_settings(project: Project, focuses: Sequence[FocusConfig]) -> Outbox:
    """How the mail of a project is sent. Raises ConfigError with all that is missing to send these focuses."""
    lacking = [f"focus {focus.id}: it has no recipients" for focus in focuses if not focus.recipients]
    delivery = project.settings.delivery
    if delivery is None:
        lacking.insert(0, "config/briefing.yaml: there is no delivery section; see docs/email.md")
    addresses = [(f"focus {focus.id}: recipients", focus.recipients) for focus in focuses]
    if delivery is not None:
        addresses.append(("config/briefing.yaml: delivery.sender", (delivery.sender,)))
        addresses.append(
            ("config/briefing.yaml: delivery.reply_to", (delivery.reply_to,) if delivery.reply_to else ())
        )
    lacking += [f"{where}: {problem}" for where, given in addresses for problem in _unusable(given)]
    if lacking or delivery is None:
        raise ConfigError.of(lacking)
    return Outbox(MailSettings(**delivery.model_dump()), project.template_folders)


def _unusable(addresses: Sequence[str]) -> Iterator[str]:
    for address in addresses:
        try:
            parse_mailbox(address)
        except DeliveryError as error:
            yield error.cause


def draft(json_file: Path, focus: FocusConfig, outbox: Outbox) -> Path:
    """Write the message of an edition beside it as .eml and return its path; nothing is sent. Raises OutputError."""
    brief = read_brief(json_file)
    message = _message(json_file, brief, focus, outbox, date=brief.edition.generated_at)
    path = json_file.with_suffix(".eml")
    try:
        write_whole(path, write_eml(message))
    except OSError as error:
        raise OutputError(
            "file", where=str(path), cause=f"cannot be written: {error.strerror or error}"
        ) from error
    return path


def post(
    json_file: Path, focus: FocusConfig, outbox: Outbox, *, context: ssl.SSLContext | None = None
) -> SendResult:
    """Send the files of an edition as they are on disk to the focus's recipients. Raises DeliveryError."""
    message = _message(json_file, read_brief(json_file), focus, outbox, date=datetime.now(UTC))
    password = find_password(outbox.settings, os.environ)
    return send(message, outbox.settings, password=password, context=context)


def _message(
    json_file: Path, brief: Brief, focus: FocusConfig, outbox: Outbox, *, date: datetime
) -> EmailMessage:
    return message_from_files(
        brief,
        rendered(json_file),
        sender=outbox.settings.sender,
        recipients=focus.recipients,
        date=date,
        subject=focus.subject or subject_line(brief, Theme(outbox.folders, focus.mail_template)),
        reply_to=outbox.settings.reply_to,
    )


def subject_line(brief: Brief, theme: Theme) -> str:
    """The subject of a brief's mail in the language of its furniture, by the words of a theme; the marking is set before it."""
    from briefing.rendering.language import load_language

    words = load_language(brief.focus.language, theme.load())
    day = words.day(brief.edition.as_of)
    return words.gettext(SUBJECT, title=brief.focus.title, day=day, n=brief.edition.number)

"""From an edition on disk to its recipients, or to a draft beside it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from briefing.deliver.addresses import parse_mailbox
from briefing.deliver.message import message_from_files, write_eml
from briefing.deliver.secrets import find_password
from briefing.deliver.settings import MailSettings
from briefing.deliver.smtp import send
from briefing.errors import ConfigError, DeliveryError, OutputError
from briefing.files import write_whole
from briefing.outputs import read_brief

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefing.config import FocusConfig, Project
    from briefing.deliver.smtp import SendResult

MAILED = ("html", "pdf", "txt", "md")  # the files of an edition that a message may carry


def mail_settings(project: Project, focuses: Sequence[FocusConfig]) -> MailSettings:
    """The mail settings of a project. Raises ConfigError with all that is missing to send these focuses."""
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
    return MailSettings(**delivery.model_dump())


def _unusable(addresses: Sequence[str]) -> Iterator[str]:
    for address in addresses:
        try:
            parse_mailbox(address)
        except DeliveryError as error:
            yield error.cause


def draft(json_file: Path, focus: FocusConfig, settings: MailSettings) -> Path:
    """Write the message of an edition beside it as .eml and return its path; nothing is sent. Raises OutputError."""
    brief = read_brief(json_file)
    message = message_from_files(
        brief,
        _contents(json_file),
        sender=settings.sender,
        recipients=focus.recipients,
        date=brief.edition.generated_at,
        subject=focus.subject,
        reply_to=settings.reply_to,
    )
    path = json_file.with_suffix(".eml")
    try:
        write_whole(path, write_eml(message))
    except OSError as error:
        raise OutputError(
            "file", where=str(path), cause=f"cannot be written: {error.strerror or error}"
        ) from error
    return path


def post(
    json_file: Path, focus: FocusConfig, settings: MailSettings, *, context: ssl.SSLContext | None = None
) -> SendResult:
    """Send the files of an edition as they are on disk to the focus's recipients. Raises DeliveryError."""
    message = message_from_files(
        read_brief(json_file),
        _contents(json_file),
        sender=settings.sender,
        recipients=focus.recipients,
        date=datetime.now(UTC),
        subject=focus.subject,
        reply_to=settings.reply_to,
    )
    return send(message, settings, password=find_password(settings, os.environ), context=context)


def _contents(json_file: Path) -> dict[str, bytes]:
    """The rendered files beside an edition's JSON, by format."""
    found = {ending: json_file.with_suffix(f".{ending}") for ending in MAILED}
    return {ending: path.read_bytes() for ending, path in found.items() if path.is_file()}

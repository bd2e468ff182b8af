"""A brief as a mail message: text and HTML as alternatives, the rest attached. Same values, same bytes.

Nothing that a source wrote becomes a header; what does is made one line first. The body goes out in ASCII
(quoted-printable or base64 where it must), so that no server on the way has a reason to change it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import encode_rfc2231, format_datetime
from typing import TYPE_CHECKING

from briefing.deliver.addresses import header_lines, parse_mailbox, parse_mailboxes
from briefing.deliver.headers import header_text, one_line, put, well_formed
from briefing.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from email.headerregistry import Address

    from briefing.model import Brief

# 76: what RFC 2045 allows in a quoted-printable line. Headers are stored ready to be sent, see headers.py.
POLICY = SMTP.clone(cte_type="7bit", max_line_length=76, refold_source="none")
MEDIA_TYPES = {
    "html": "text/html",
    "json": "application/json",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "txt": "text/plain",
}
HTML_BODIES = ("mail.html", "html")  # what becomes the body, the first that there is
TEXT_BODIES = ("mail.txt", "txt", "md")
FILE_NAME_CHARS = 60  # even as percent signs and hexadecimal digits within the 998 characters of a line

_ID_CHARS = re.compile(r"[^A-Za-z0-9-]+")
_LINE_BREAK = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to attach. ``name`` is what the recipient sees; folders in it and characters unfit for a file name go."""

    name: str
    content: bytes
    media_type: str = MEDIA_TYPES["pdf"]


def build_message(
    *,
    sender: str,
    recipients: Sequence[str],
    text: str,
    html: str | None,
    date: datetime,
    brief: Brief | None = None,
    subject: str | None = None,
    attachments: Sequence[Attachment] = (),
    reply_to: str | None = None,
    hide_recipients: bool = False,
    message_id_domain: str | None = None,
    max_bytes: int | None = None,
) -> EmailMessage:
    """The message, ready for ``send`` or ``write_eml``.

    ``recipients`` are mailboxes; without any it is a draft that somebody else addresses. ``hide_recipients`` puts them
    under Bcc, which ``send`` does not pass on. ``subject`` None is ``default_subject(brief)``, in English; the brief's handling
    marking is set before any subject, and above the text, where it does not stand there already. ``date`` must be aware.
    The Message-ID hangs on the brief and the content alone, so the same brief sent again is the same message to a mail
    program; its domain is ``message_id_domain``, else the sender's. Raises DeliveryError for a wrong address, a
    missing subject, and a message of more than ``max_bytes``.
    """
    if date.tzinfo is None:
        raise ValueError("the date of a message needs a time zone")
    author = parse_mailbox(sender)
    handling = one_line(brief.focus.handling) if brief and brief.focus.handling else None
    text = _body(text, handling)
    html = None if html is None else _body(html, None)
    digest = _digest(text, html, attachments)
    message = EmailMessage(policy=POLICY)
    _address(message, author, reply_to, recipients, "Bcc" if hide_recipients else "To")
    put(message, "Subject", header_text(_subject(subject, brief, handling), header="Subject"))
    put(message, "Date", format_datetime(date))
    put(message, "Message-ID", _message_id(brief, digest, message_id_domain or author.domain))
    put(message, "Auto-Submitted", "auto-generated")  # RFC 3834: holiday notices do not answer
    put(message, "MIME-Version", "1.0")
    _fill(message, [_text_body(text, html, digest), *map(_attached, attachments)], "mixed", digest)
    return _within(message, max_bytes)


def default_subject(brief: Brief) -> str:
    """The subject of a brief's message: "[TLP:AMBER] Title — 16 February 2022, edition 2"."""
    marking = f"[{brief.focus.handling}] " if brief.focus.handling else ""
    day = brief.edition.as_of
    return one_line(
        f"{marking}{brief.focus.title} — {day.day} {day:%B} {day.year}, edition {brief.edition.number}"
    )


def message_from_files(
    brief: Brief,
    files: Mapping[str, bytes],
    *,
    sender: str,
    recipients: Sequence[str],
    date: datetime,
    subject: str | None = None,
    attach: Sequence[str] = ("pdf",),
    reply_to: str | None = None,
    hide_recipients: bool = False,
    message_id_domain: str | None = None,
    max_bytes: int | None = None,
) -> EmailMessage:
    """The message for a brief that was rendered before.

    ``files`` holds the content of its files by ending ("mail.html", "mail.txt", "html", "txt", "md", "pdf", "json"). The
    body is the mail that was rendered; where none was, the page, and as text the "txt", else the "md", else a line that points
    to what there is. ``attach`` names the endings to attach; one that was not rendered is left out. Raises DeliveryError where
    there is nothing to send, and as ``build_message`` does.
    """
    known = [name for name in attach if name in files]
    if not known and not {*HTML_BODIES, *TEXT_BODIES} & set(files):
        raise DeliveryError("no message", where=brief.focus.id, cause="there is no rendered file to send")
    html = _first(files, HTML_BODIES)
    text = _first(files, TEXT_BODIES) or _pointer(brief, html is not None, bool(known))
    return build_message(
        brief=brief,
        subject=subject,
        sender=sender,
        recipients=recipients,
        text=text,
        html=html,
        attachments=_attachments(brief, files, known),
        date=date,
        reply_to=reply_to,
        hide_recipients=hide_recipients,
        message_id_domain=message_id_domain,
        max_bytes=max_bytes,
    )


def write_eml(message: EmailMessage) -> bytes:
    """The message as the content of an .eml file, marked so that mail programs open it as a draft to be sent."""
    return b"X-Unsent: 1\r\n" + message.as_bytes(policy=POLICY)


# --- headers ----------------------------------------------------------------------------------------


def _address(
    message: EmailMessage, author: Address, reply_to: str | None, recipients: Sequence[str], header: str
) -> None:
    put(message, "From", header_lines((author,)))
    if reply_to:
        put(message, "Reply-To", header_lines((parse_mailbox(reply_to),)))
    if mailboxes := parse_mailboxes(recipients):
        put(message, header, header_lines(mailboxes))


def _subject(subject: str | None, brief: Brief | None, handling: str | None) -> str:
    if subject is None and brief is not None:
        return default_subject(brief)
    line = one_line(subject or "")
    if not line:
        raise DeliveryError("no message", cause="it has no subject")
    return f"[{handling}] {line}" if handling and handling not in line else line


def _message_id(brief: Brief | None, digest: str, domain: str) -> str:
    stem = "brief"
    if brief is not None:
        focus = _ID_CHARS.sub("-", brief.focus.id).strip("-") or stem
        stem = f"{focus[:FILE_NAME_CHARS]}.{brief.edition.as_of.isoformat()}.{brief.edition.number}"
    return f"<{stem}.{digest}@{parse_mailbox(f'id@{domain}').domain}>"


def _digest(text: str, html: str | None, attachments: Sequence[Attachment]) -> str:
    """Half a SHA-256 over the content, each piece with its length so that no two contents run into the same bytes."""
    pieces = [text.encode(), b"" if html is None else html.encode()]
    for attachment in attachments:
        pieces += [well_formed(attachment.name).encode(), attachment.content]
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()[:32]


# --- body -------------------------------------------------------------------------------------------


def _body(text: str, handling: str | None) -> str:
    """The text with line feeds only, under the handling marking unless its first line has that already."""
    text = _LINE_BREAK.sub("\n", well_formed(text))
    first = text.lstrip().split("\n", 1)[0]
    return f"{handling}\n\n{text}" if handling and handling not in first else text


def _text_body(text: str, html: str | None, digest: str) -> MIMEPart:
    plain = _text_part(text, "plain")
    if html is None:
        return plain
    body = MIMEPart(policy=POLICY)
    _fill(body, [plain, _text_part(html, "html")], "alternative", digest)
    return body


def _text_part(text: str, subtype: str) -> MIMEPart:
    part = MIMEPart(policy=POLICY)
    part.set_content(text, subtype=subtype, charset="utf-8")
    return part


def _fill(whole: MIMEPart, parts: Sequence[MIMEPart], subtype: str, digest: str) -> None:
    # "=_" stands in no quoted-printable or base64 text, and nobody can write a text that holds its own hash.
    put(whole, "Content-Type", f'multipart/{subtype};\n boundary="=_{subtype}_{digest}"')
    for part in parts:
        whole.attach(part)


def _attached(attachment: Attachment) -> MIMEPart:
    part = MIMEPart(policy=POLICY)
    main, _, sub = attachment.media_type.partition("/")
    charset = {"charset": "utf-8"} if main == "text" else None  # what this program renders
    part.set_content(attachment.content, maintype=main, subtype=sub, cte="base64", params=charset)
    name = _file_name(attachment.name)
    parameter = f'filename="{name}"' if name.isascii() else f"filename*={encode_rfc2231(name, 'utf-8')}"
    put(part, "Content-Disposition", f"attachment;\n {parameter}")
    return part


def _attachments(brief: Brief, files: Mapping[str, bytes], formats: Sequence[str]) -> list[Attachment]:
    stem = f"{brief.focus.id}-{brief.edition.as_of.isoformat()}"
    return [
        Attachment(f"{stem}.{name}", files[name], MEDIA_TYPES.get(name, "application/octet-stream"))
        for name in formats
    ]


def _file_name(name: str) -> str:
    last = re.split(r"[/\\]", one_line(name))[-1]
    kept = "".join(c if c.isalnum() or c in "._-" else "_" for c in last).strip("._")
    stem, dot, suffix = (kept or "attachment").rpartition(".")
    if not dot or not stem:
        return (kept or "attachment")[:FILE_NAME_CHARS]
    return f"{stem[: FILE_NAME_CHARS - len(suffix[:8]) - 1]}.{suffix[:8]}"


def _first(files: Mapping[str, bytes], endings: Sequence[str]) -> str | None:
    """The text of the first of these files that there is; an empty one counts as none."""
    return next((text for ending in endings if (text := _decoded(files, ending))), None)


def _decoded(files: Mapping[str, bytes], name: str) -> str | None:
    try:
        return files[name].decode() if name in files else None
    except UnicodeDecodeError as error:
        raise DeliveryError(
            "no message", where=name, cause=f"the file is not UTF-8 ({error.reason})"
        ) from error


def _pointer(brief: Brief, has_html: bool, has_attachment: bool) -> str:
    places = " and ".join(
        [name for name, there in (("the HTML part", has_html), ("the attachment", has_attachment)) if there]
    )
    return f"{default_subject(brief)}\n\nThe brief is in {places} of this message.\n"


def _within(message: EmailMessage, max_bytes: int | None) -> EmailMessage:
    size = len(message.as_bytes(policy=POLICY)) if max_bytes is not None else 0
    if max_bytes is not None and size > max_bytes:
        raise DeliveryError(
            "no message",
            cause=f"it would have {size / 1e6:.1f} MB, and {max_bytes / 1e6:.1f} MB is the most that is allowed",
            advice="Attach fewer formats, or raise the limit.",
        )
    return message

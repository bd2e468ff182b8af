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

from briefing.deliver.headers import header_lines, header_text, one_line, put, well_formed
from briefing.errors import DeliveryError
from briefing.rendering.contents import ATTACHED
from briefing.signatures import SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from email.headerregistry import Address

    from briefing.model import Brief

# 76: what RFC 2045 allows in a quoted-printable line. Headers are stored ready to be sent, see headers.py.
POLICY = SMTP.clone(cte_type="7bit", max_line_length=76, refold_source="none")
# Of what a mail carries. A signature is sent as bytes, so that no mail server changes its line breaks.
MEDIA_TYPES = {"pdf": "application/pdf", "pdf.sig": "application/octet-stream"}
HTML_BODIES = ("mail.html", "html")  # what becomes the body, the first that there is
TEXT_BODIES = ("mail.txt", "txt", "md")
FILE_NAME_CHARS = 60  # even as percent signs and hexadecimal digits within the 998 characters of a line

_ID_CHARS = re.compile(r"[^A-Za-z0-9-]+")
_LINE_BREAK = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to attach."""

    name: str  # what the recipient sees; folders in it and characters unfit for a file name go
    content: bytes
    media_type: str = MEDIA_TYPES["pdf"]


def build_message(
    brief: Brief,
    *,
    sender: Address,
    recipients: Sequence[Address],
    subject: str,
    text: str | None,
    html: str | None,
    date: datetime,
    attachments: Sequence[Attachment] = (),
    reply_to: Address | None = None,
) -> EmailMessage:
    """The message, ready for ``send`` or ``write_eml``.

    Without ``recipients`` it is a draft that somebody else addresses. ``text`` None is a line that points to
    the rest. The brief's handling marking is set before the subject, and above the text, where it does not
    stand there already. ``date`` must be aware. The Message-ID hangs on the brief and the content alone, so
    the same brief sent again is the same message to a mail program. Raises DeliveryError for a subject
    without words.
    """
    if date.tzinfo is None:
        raise ValueError("the date of a message needs a time zone")
    handling = one_line(brief.focus.handling or "")
    subject = _subject(subject, handling)
    text = _body(text or _pointer(subject, html is not None, bool(attachments)), handling)
    html = None if html is None else _body(html, "")
    digest = _digest(text, html, attachments)
    message = EmailMessage(policy=POLICY)
    put(message, "From", header_lines([sender]))
    if reply_to:
        put(message, "Reply-To", header_lines([reply_to]))
    if recipients:
        put(message, "To", header_lines(_once(recipients)))
    put(message, "Subject", header_text(subject, header="Subject"))
    put(message, "Date", format_datetime(date))
    put(message, "Message-ID", _message_id(brief, digest, sender.domain))
    put(message, "Auto-Submitted", "auto-generated")  # RFC 3834: holiday notices do not answer
    put(message, "MIME-Version", "1.0")
    _fill(message, [_text_body(text, html, digest), *map(_attached, attachments)], "mixed", digest)
    return message


def message_from_files(
    brief: Brief,
    files: Mapping[str, bytes],
    *,
    sender: Address,
    recipients: Sequence[Address],
    subject: str,
    date: datetime,
    reply_to: Address | None = None,
) -> EmailMessage:
    """The message for a brief that was rendered before.

    ``files`` holds the content of its files by ending ("mail.html", "mail.txt", "html", "txt", "md", "pdf",
    …). The body is the mail that was rendered; where none was, the page, and as text the "txt", else the
    "md". Raises DeliveryError where there is nothing to send, and as ``build_message`` does.
    """
    attachments = _attachments(brief, files)
    if not attachments and not {*HTML_BODIES, *TEXT_BODIES} & set(files):
        raise DeliveryError("no message", where=brief.focus.id, cause="there is no rendered file to send")
    return build_message(
        brief,
        sender=sender,
        recipients=recipients,
        subject=subject,
        text=_first(files, TEXT_BODIES),
        html=_first(files, HTML_BODIES),
        date=date,
        attachments=attachments,
        reply_to=reply_to,
    )


def write_eml(message: EmailMessage) -> bytes:
    """The message as the content of an .eml file, marked so that mail programs open it as a draft."""
    return b"X-Unsent: 1\r\n" + message.as_bytes(policy=POLICY)


# --- headers ----------------------------------------------------------------------------------------


def _once(mailboxes: Sequence[Address]) -> Sequence[Address]:
    """The mailboxes in their order, each address once."""
    addresses = [mailbox.addr_spec.lower() for mailbox in mailboxes]
    return [mailbox for n, mailbox in enumerate(mailboxes) if addresses[n] not in addresses[:n]]


def _subject(subject: str, handling: str) -> str:
    line = one_line(subject)
    if not line:
        raise DeliveryError("no message", cause="it has no subject")
    return line if handling in line else f"[{handling}] {line}"


def _message_id(brief: Brief, digest: str, domain: str) -> str:
    focus = _ID_CHARS.sub("-", brief.focus.id).strip("-") or "brief"
    edition = f"{brief.edition.as_of.isoformat()}.{brief.edition.number}"
    return f"<{focus[:FILE_NAME_CHARS]}.{edition}.{digest}@{domain}>"


def _digest(text: str, html: str | None, attachments: Sequence[Attachment]) -> str:
    """Half a SHA-256 over the content, each piece with its length: no two contents give the same bytes."""
    pieces = [text.encode(), b"" if html is None else html.encode()]
    for attachment in attachments:
        pieces += [well_formed(attachment.name).encode(), attachment.content]
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()[:32]


# --- body -------------------------------------------------------------------------------------------


def _body(text: str, handling: str) -> str:
    """The text with line feeds only, under the handling marking unless its first line has that already."""
    text = _LINE_BREAK.sub("\n", well_formed(text))
    first = text.lstrip().split("\n", 1)[0]
    return text if handling in first else f"{handling}\n\n{text}"


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
    part.set_content(attachment.content, maintype=main, subtype=sub, cte="base64")
    name = _file_name(attachment.name)
    parameter = f'filename="{name}"' if name.isascii() else f"filename*={encode_rfc2231(name, 'utf-8')}"
    put(part, "Content-Disposition", f"attachment;\n {parameter}")
    return part


def _attachments(brief: Brief, files: Mapping[str, bytes]) -> list[Attachment]:
    stem = f"{brief.focus.id}-{brief.edition.as_of.isoformat()}"
    if any(f"{name}{SIGNATURE}" in files for name in ATTACHED):  # both names are cut alike
        stem = stem[: FILE_NAME_CHARS - len(f".pdf{SIGNATURE}")]
    carried = [ending for name in ATTACHED for ending in (name, f"{name}{SIGNATURE}")]
    return [Attachment(f"{stem}.{name}", files[name], MEDIA_TYPES[name]) for name in carried if name in files]


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


def _pointer(subject: str, has_html: bool, has_attachment: bool) -> str:
    carriers = [("the HTML part", has_html), ("the attachment", has_attachment)]
    there = " and ".join(name for name, is_there in carriers if is_there)
    return f"{subject}\n\nThe brief is in {there} of this message.\n"

"""Handing a message to a mail server, over TLS or not at all."""

from __future__ import annotations

import contextlib
import copy
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from briefing.deliver.conversation import Encrypted, Limits, Plain
from briefing.deliver.failures import (
    Stage,
    explain,
    missing_password,
    no_starttls,
    too_large,
    unusable_credential,
    words,
)
from briefing.deliver.headers import put
from briefing.deliver.message import POLICY
from briefing.errors import DeliveryError

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Iterator
    from email.message import EmailMessage

    from briefing.configuration.project import DeliveryConfig
    from briefing.deliver.secrets import Password

# What the program calls itself to the server: the machine's own name would cost a DNS query and is nobody's
# business.
CLIENT_NAME = "[127.0.0.1]"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A recipient whom the server did not accept: its three-digit reply code, and its words."""

    recipient: str
    code: int
    reason: str


@dataclass(frozen=True, slots=True)
class SendResult:
    """Who will get the message, and who will not. ``accepted`` has at least one address."""

    message_id: str
    accepted: tuple[str, ...]
    refused: tuple[Refusal, ...]


def send(
    message: EmailMessage,
    settings: DeliveryConfig,
    *,
    password: Password | None = None,
    context: ssl.SSLContext | None = None,
) -> SendResult:
    """Send the message to all its recipients (To, Cc, Bcc; the Bcc header itself stays here).

    ``password`` is needed where ``settings.username`` is set, and only goes out over TLS. ``context`` None
    trusts the certificate authorities of this machine; one that does not check certificate and host name is a
    ValueError. Raises DeliveryError where nobody gets the message; a refusal of some recipients is in the
    result.
    """
    context = context or ssl.create_default_context()
    if not context.check_hostname or context.verify_mode is not ssl.CERT_REQUIRED:
        raise ValueError("mail goes only to servers whose certificate and host name are checked")
    _check_credentials(settings, password)
    sender, recipients, content = _envelope(message)
    stage: Stage = "connect"
    try:
        with _connection(settings, context, Limits(settings.timeout_seconds, len(content))) as client:
            stage = "log in"
            _log_in(client, settings, password)
            stage = "send"
            _check_size(client, settings, len(content))
            refused = client.sendmail(sender, recipients, content)
    except (OSError, UnicodeError) as error:  # smtplib's and ssl's errors are OSErrors
        failure = explain(error, settings=settings, stage=stage, password=password, sender=sender)
    else:
        return SendResult(
            message_id=str(message["Message-ID"]),
            accepted=tuple(recipient for recipient in recipients if recipient not in refused),
            refused=tuple(
                Refusal(recipient, code, words(reply, password, settings.username))
                for recipient, (code, reply) in refused.items()
            ),
        )
    # Outside of the handler: a server may repeat a password, and the chained original would show it.
    raise failure


def _envelope(message: EmailMessage) -> tuple[str, list[str], bytes]:
    """The sender's address, the recipients' addresses without repetition, and what goes over the wire."""
    named = [
        address.addr_spec
        for header in ("To", "Cc", "Bcc")
        for value in message.get_all(header, [])
        for address in value.addresses
    ]
    if not named:
        raise DeliveryError("mail not sent", cause="the message has no recipients")
    public = copy.copy(message)
    del public["Bcc"]  # builds a new list of headers, so the caller's message keeps its own
    if "To" not in public and "Cc" not in public:
        put(public, "To", "undisclosed-recipients:;")  # the group of RFC 5322; some servers miss an absent To
    return message["From"].addresses[0].addr_spec, list(dict.fromkeys(named)), public.as_bytes(policy=POLICY)


def _check_credentials(settings: DeliveryConfig, password: Password | None) -> None:
    if settings.username is None:
        return
    if password is None:
        raise missing_password(settings)
    # smtplib encodes both as ASCII, and its own error would have the password in it.
    for name, value in (("user name", settings.username), ("password", password.value)):
        if not value.isascii():
            raise unusable_credential(settings, name, password)


@contextlib.contextmanager
def _connection(settings: DeliveryConfig, context: ssl.SSLContext, limits: Limits) -> Iterator[smtplib.SMTP]:
    """A connection that is encrypted and whose other end is who it should be."""
    client = _dial(settings, context, limits)
    try:
        client.ehlo_or_helo_if_needed()
        if settings.security == "starttls":
            if not client.has_extn("starttls"):
                raise no_starttls(settings)
            client.starttls(context=context)
            client.ehlo_or_helo_if_needed()
        yield client
    finally:
        with contextlib.suppress(OSError):  # how the server says goodbye changes nothing
            client.quit()
        client.close()


def _dial(settings: DeliveryConfig, context: ssl.SSLContext, limits: Limits) -> smtplib.SMTP:
    if settings.security == "tls":
        return Encrypted(settings.host, settings.effective_port, CLIENT_NAME, limits, context)
    if settings.security == "starttls":
        return Plain(settings.host, settings.effective_port, CLIENT_NAME, limits)
    assert_never(settings.security)


def _log_in(client: smtplib.SMTP, settings: DeliveryConfig, password: Password | None) -> None:
    if settings.username is not None and password is not None:
        client.login(settings.username, password.value)


def _check_size(client: smtplib.SMTP, settings: DeliveryConfig, size: int) -> None:
    """Raise where the server has announced that it takes no message of this size (RFC 1870)."""
    announced = client.esmtp_features.get("size", "")
    limit = int(announced) if announced.isdecimal() else 0  # 0 and nothing both mean: no fixed limit
    if 0 < limit < size:
        raise too_large(settings, size=size, limit=limit)

"""What went wrong between this machine and the mail server, told to a person.

No error here carries the password: the server's words are cleared of it, and the originals are not chained.
"""

from __future__ import annotations

import base64
import re
import smtplib
import socket
import ssl
from typing import TYPE_CHECKING, Literal

from briefing.deliver.conversation import EndlessError, TooLongError
from briefing.errors import DeliveryError

if TYPE_CHECKING:
    from briefing.configuration.project import DeliveryConfig
    from briefing.deliver.secrets import Password

Stage = Literal["connect", "log in", "send"]

WORDS_CHARS = 300  # more than a line of a server's reply helps nobody

_HOST_MISMATCH = {62, 64}  # X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH
_CERTIFICATE_TIME = {9, 10}  # X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED
_TOO_LARGE = 552
_NO_MAIL_SERVER = "Check host and port: this is not how a mail server talks."
_AUTHENTICATION_REQUIRED = 530
_UNPRINTABLE = re.compile(r"[^\x20-\x7e\xa0-\U0010ffff]+")


def explain(
    error: OSError | UnicodeError,
    *,
    settings: DeliveryConfig,
    stage: Stage,
    password: Password | None,
    sender: str,
) -> DeliveryError:
    """The error of a conversation with a mail server as one that says what happened and what to do."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _nobody_accepted(error, settings, password)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return _broken_off(error, settings, stage)
    if isinstance(error, smtplib.SMTPResponseException):
        return _refused(error, settings, stage, password, sender)
    if isinstance(error, smtplib.SMTPException):
        cause = words(str(error), password, settings.username)
        if stage == "log in":
            return _failure(
                settings,
                f"the server offers no authentication that this program knows ({cause})",
                "Without a user name in the configuration, mail is sent without authentication.",
            )
        return _failure(settings, cause)
    if isinstance(error, UnicodeError):
        return _failure(
            settings, "the server's name cannot be a host name", "Check the host in the configuration."
        )
    return _unreachable(error, settings, stage)


def words(reply: bytes | str, password: Password | None, username: str | None) -> str:
    """A server's reply in one printable line, shortened, and without the password, should it be repeated."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    if password is not None:
        for secret in _spellings(password.value, username or ""):
            text = text.replace(secret, "[password]")
    text = " ".join(_UNPRINTABLE.sub(" ", text).split())
    return text if len(text) <= WORDS_CHARS else f"{text[: WORDS_CHARS - 1]}…"


def missing_password(settings: DeliveryConfig) -> DeliveryError:
    """There is a user name and no password for it."""
    advice = f"Set the environment variable {settings.password_env}"
    if settings.keyring_service:
        advice += f", or run: python -m keyring set {settings.keyring_service} {settings.username}"
    return _failure(settings, f'there is no password for "{settings.username}"', f"{advice}.")


def unusable_credential(settings: DeliveryConfig, name: str, password: Password) -> DeliveryError:
    """The user name or the password has characters that cannot be sent."""
    origin = f" from {password.origin}" if name == "password" else ""
    return _failure(
        settings,
        f"the {name}{origin} has characters outside of ASCII, which mail authentication cannot carry",
        "Most providers issue app passwords that are plain letters and digits." if origin else None,
    )


def no_starttls(settings: DeliveryConfig) -> DeliveryError:
    """The server would have the conversation in the clear."""
    return _failure(
        settings,
        "the server does not offer STARTTLS, and mail is never sent unencrypted",
        "If it speaks TLS from the start, usually on port 465, set security: tls.",
    )


def too_large(settings: DeliveryConfig, *, size: int, limit: int) -> DeliveryError:
    """The message is larger than the server takes; both in bytes."""
    return _failure(
        settings,
        f"the message has {size / 1e6:.1f} MB, and the server takes {limit / 1e6:.1f} MB at the most",
        "Attach fewer formats.",
    )


def _failure(settings: DeliveryConfig, cause: str, advice: str | None = None) -> DeliveryError:
    return DeliveryError("mail not sent", where=settings.address, cause=cause, advice=advice)


def _spellings(password: str, username: str) -> list[str]:
    """The password as it goes over the wire: in the clear, and as the mechanisms PLAIN and LOGIN wrap it."""
    wrapped = [password.encode(), f"\0{username}\0{password}".encode()]
    return [*(base64.b64encode(secret).decode() for secret in reversed(wrapped)), password]


def _refused(
    error: smtplib.SMTPResponseException,
    settings: DeliveryConfig,
    stage: Stage,
    password: Password | None,
    sender: str,
) -> DeliveryError:
    said = f"{error.smtp_code} {words(error.smtp_error, password, settings.username)}".strip()
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _login_refused(error.smtp_code, said, settings, password)
    if stage == "connect":
        return _failure(settings, f"the server does not talk to this machine ({said})")
    if error.smtp_code == _TOO_LARGE:
        return _failure(
            settings, f"the message is too large, or the mailbox is full ({said})", "Attach fewer formats."
        )
    if error.smtp_code == _AUTHENTICATION_REQUIRED and settings.username is None:
        return _failure(
            settings, f"the server wants authentication ({said})", "Set username in the configuration."
        )
    if isinstance(error, smtplib.SMTPSenderRefused):
        return _failure(
            settings,
            f"the server does not accept mail from {sender} ({said})",
            "The sender must be an address that the account may send from.",
        )
    return _failure(settings, f"the server did not accept the message ({said})")


def _login_refused(
    code: int, said: str, settings: DeliveryConfig, password: Password | None
) -> DeliveryError:
    origin = password.origin if password else "nowhere"
    if code < 500:
        return _failure(
            settings, f"the server cannot check the password at the moment ({said})", "Send again later."
        )
    return _failure(
        settings,
        f'the server refused the user name "{settings.username}" or its password ({said})',
        f"The password came from {origin}. An account with two-step sign-in needs an app password.",
    )


def _nobody_accepted(
    error: smtplib.SMTPRecipientsRefused, settings: DeliveryConfig, password: Password | None
) -> DeliveryError:
    refusals = "; ".join(
        f"{recipient}: {code} {words(reply, password, settings.username)}"
        for recipient, (code, reply) in error.recipients.items()
    )
    return _failure(settings, f"the server accepted none of the recipients ({refusals})")


def _broken_off(
    error: smtplib.SMTPServerDisconnected, settings: DeliveryConfig, stage: Stage
) -> DeliveryError:
    within = error.__context__
    if isinstance(within, TooLongError):
        return _failure(settings, f"the conversation took {within}", _certainty(stage) or _NO_MAIL_SERVER)
    if isinstance(within, TimeoutError):
        return _too_slow(settings, stage)
    if isinstance(within, EndlessError):
        cause = f"the server says {within} and comes to no end"
        return _failure(settings, cause, _certainty(stage) or _NO_MAIL_SERVER)
    return _failure(settings, "the server closed the connection", _certainty(stage) or _port_advice(settings))


def _too_slow(settings: DeliveryConfig, stage: Stage) -> DeliveryError:
    cause = f"the server did not answer within {settings.timeout_seconds:g} seconds"
    return _failure(settings, cause, _certainty(stage) or _port_advice(settings))


def _certainty(stage: Stage) -> str | None:
    if stage != "send":
        return None
    return "The message may have been taken all the same. Sent again it keeps its Message-ID."


def _port_advice(settings: DeliveryConfig) -> str:
    """The usual slip: the one way of securing the connection with the port of the other."""
    if settings.security == "starttls":
        return "Check host and port; port 465 usually goes with security: tls, port 587 with starttls."
    return "Check host and port; port 587 usually goes with security: starttls, port 465 with tls."


def _unreachable(error: OSError, settings: DeliveryConfig, stage: Stage) -> DeliveryError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _untrusted(error, settings)
    if isinstance(error, ssl.SSLError):
        reason = (error.reason or "no reason given").replace("_", " ").lower()
        return _failure(settings, f"no encrypted connection comes about ({reason})", _port_advice(settings))
    if isinstance(error, socket.gaierror):
        return _failure(
            settings, "there is no server of this name, or this machine is offline", "Check the host."
        )
    if isinstance(error, TooLongError):
        return _failure(settings, f"the conversation took {error}", _certainty(stage) or _NO_MAIL_SERVER)
    if isinstance(error, TimeoutError):
        return _too_slow(settings, stage)
    if isinstance(error, ConnectionRefusedError):
        return _failure(settings, "the connection was refused: nothing listens there", _port_advice(settings))
    return _failure(settings, error.strerror or str(error) or type(error).__name__, _certainty(stage))


def _untrusted(error: ssl.SSLCertVerificationError, settings: DeliveryConfig) -> DeliveryError:
    reason = error.verify_message.rstrip(".")
    if error.verify_code in _HOST_MISMATCH:
        return _failure(
            settings,
            f"the server's certificate is for another name ({reason})",
            "Set host to the name that the provider gives for its mail server.",
        )
    if error.verify_code in _CERTIFICATE_TIME:
        return _failure(
            settings,
            f"the server's certificate is not valid today ({reason})",
            "Check this machine's clock; if it is right, tell whoever runs the server.",
        )
    return _failure(
        settings,
        f"the server's certificate is not trusted ({reason})",
        "If its authority is your organisation's own, name that certificate: "
        "SSL_CERT_FILE=/path/to/authority.pem.",
    )

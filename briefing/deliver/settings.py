"""Where mail goes out, as plain values. The configuration makes these; no password is among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, assert_never

Security = Literal["starttls", "tls"]

PASSWORD_ENV = "BRIEFING_SMTP_PASSWORD"  # noqa: S105 - the name of a variable, not a password


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How to reach the mail server, and as whom.

    ``sender`` and ``reply_to`` are mailboxes ("Desk <desk@example.org>" or the bare address). ``security`` is "starttls" (a
    plain connection that is turned into TLS before anything else is said) or "tls" (TLS from the first byte); there is no
    third way. ``port`` None is the usual one of the two, 587 or 465. ``username`` None sends without authentication.
    The password comes from the environment variable ``password_env``, else from the keyring under ``keyring_service``
    and ``username``; None leaves the one or the other out. ``timeout_seconds`` bounds each step of the conversation.
    """

    sender: str
    host: str
    port: int | None = None
    security: Security = "starttls"
    username: str | None = None
    password_env: str | None = PASSWORD_ENV
    keyring_service: str | None = None
    reply_to: str | None = None
    timeout_seconds: float = 30

    @property
    def effective_port(self) -> int:
        """The port that is used: the one given, else the usual one of the way of securing the connection."""
        if self.port is not None:
            return self.port
        if self.security == "starttls":
            return 587
        if self.security == "tls":
            return 465
        assert_never(self.security)

    @property
    def address(self) -> str:
        """The server as "host:port", as errors name it."""
        return f"{self.host}:{self.effective_port}"

"""A real mail server on the loopback address, with TLS and authentication, that keeps what it is sent."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

if TYPE_CHECKING:
    from collections.abc import Iterator

    import trustme

USERNAME = "desk"
PASSWORD = "swordfish-7391"


@dataclass
class Delivered:
    """One message as the server got it. ``content`` is what followed DATA, with CRLF, dots unstuffed."""

    sender: str
    recipients: list[str]
    content: bytes
    encrypted: bool
    username: str | None


@dataclass
class MailServer:
    """How the server behaves, and what has arrived. Replies are full reply lines, None accepts."""

    port: int = 0
    delivered: list[Delivered] = field(default_factory=list)
    logins: list[tuple[str, str, str]] = field(default_factory=list)
    refuse_login: str | None = None
    refuse_sender: str | None = None
    refuse_recipients: dict[str, str] = field(default_factory=dict)
    refuse_content: str | None = None
    hang_up_after_data: bool = False

    def authenticate(self, server, session, envelope, mechanism, data):
        login, password = data.login.decode(), data.password.decode()
        self.logins.append((mechanism, login, password))
        session.user = login
        right = (login, password) == (USERNAME, PASSWORD) and self.refuse_login is None
        return AuthResult(success=right, handled=False, message=None if right else self.refuse_login)

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's names
        if self.refuse_sender:
            return self.refuse_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refuse_recipients:
            return self.refuse_recipients[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.hang_up_after_data:
            server.transport.close()
            return ""
        if self.refuse_content:
            return self.refuse_content
        encrypted = server.transport.get_extra_info("ssl_object") is not None
        self.delivered.append(
            Delivered(
                envelope.mail_from,
                envelope.rcpt_tos,
                envelope.original_content,
                encrypted,
                getattr(session, "user", None),
            )
        )
        return "250 OK"


class _Session(SMTP):
    def connection_made(self, transport):
        # aiosmtpd counts only STARTTLS as encryption, and offers no authentication on a connection with implicit TLS.
        if transport.get_extra_info("ssl_object") is not None:
            self._auth_require_tls = False
        super().connection_made(transport)


class _Controller(Controller):
    """A controller on a socket that is bound already, so that the port is free for certain."""

    def __init__(self, handler, listening: socket.socket, **options):
        super().__init__(handler, "127.0.0.1", listening.getsockname()[1], **options)
        self._listening = listening

    def factory(self):
        return _Session(self.handler, **self.SMTP_kwargs)

    def _create_server(self):
        return self.loop.create_server(self._factory_invoker, sock=self._listening, ssl=self.ssl_context)


Security = Literal["starttls", "tls", "none"]


@contextlib.contextmanager
def mail_server(
    authority: trustme.CA,
    *,
    security: Security = "starttls",
    name: str = "localhost",
    authentication: bool = True,
    size_limit: int | None = None,
) -> Iterator[MailServer]:
    """A running server whose certificate ``authority`` has issued for ``name``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    server = MailServer()
    options: dict = {"server_hostname": "localhost", "enable_SMTPUTF8": False, "data_size_limit": size_limit}
    if authentication:
        options |= {"authenticator": server.authenticate, "auth_required": True}
    else:
        options |= {"auth_exclude_mechanism": ["LOGIN", "PLAIN"]}
    if security == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    elif security == "tls":
        options |= {"ssl_context": context}
    with socket.create_server(("127.0.0.1", 0)) as listening:
        controller = _Controller(server, listening, **options)
        server.port = controller.port
        controller.start()
        try:
            yield server
        finally:
            controller.stop()


@contextlib.contextmanager
def raw_server(greeting: bytes | None) -> Iterator[int]:
    """The port of a server that sends ``greeting`` and hangs up, or with None says nothing at all."""
    done = threading.Event()

    def serve() -> None:
        connection, _ = listening.accept()
        with connection:
            if greeting is None:
                done.wait(10)
            else:
                connection.sendall(greeting)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            done.set()
            thread.join()


@contextlib.contextmanager
def dead_server() -> Iterator[int]:
    """The port of a server that lets no connection come about; once it gives up, it refuses them instead."""
    with contextlib.ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        address = listening.getsockname()
        gives_up = threading.Timer(GIVES_UP_AFTER, listening.close)
        gives_up.daemon = True
        gives_up.start()
        stack.callback(gives_up.cancel)
        for _ in range(8):  # until the queue of those that wait to be accepted is full
            waiting = stack.enter_context(socket.socket())
            waiting.settimeout(0.3)
            try:
                waiting.connect(address)
            except TimeoutError:
                break
        else:
            raise RuntimeError("a full queue still takes connections")
        yield address[1]


Behaviour = Callable[[socket.socket, threading.Event], None]


@contextlib.contextmanager
def bad_server(behave: Behaviour) -> Iterator[int]:
    """The port of a server that does with each connection whatever ``behave`` does, until the event is set."""
    done = threading.Event()

    def serve() -> None:
        with contextlib.suppress(OSError):
            while not done.is_set():
                connection, _ = listening.accept()
                with connection, contextlib.suppress(OSError):
                    connection.settimeout(GIVES_UP_AFTER)
                    behave(connection, done)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield port
        finally:
            done.set()
            with contextlib.suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            thread.join(5)


GIVES_UP_AFTER = 20  # seconds: then a bad server hangs up, so that no test waits for ever


def drip(connection: socket.socket, done: threading.Event, words: bytes = b"2") -> None:
    """One letter at a time, without end."""
    until = time.monotonic() + GIVES_UP_AFTER
    while not done.is_set() and time.monotonic() < until:
        connection.sendall(words)
        done.wait(0.05)


def flood(connection: socket.socket, done: threading.Event, words: bytes) -> None:
    """The same words as fast as they are taken, without end."""
    until = time.monotonic() + GIVES_UP_AFTER
    while not done.is_set() and time.monotonic() < until:
        connection.sendall(words * 500)


def silence(connection: socket.socket, done: threading.Event) -> None:
    """Nothing."""
    done.wait(GIVES_UP_AFTER)


def hear(connection: socket.socket) -> bytes:
    """One line of the client's."""
    line = b""
    while not line.endswith(b"\n"):
        piece = connection.recv(1)
        if not piece:
            raise OSError("the client has gone")
        line += piece
    return line

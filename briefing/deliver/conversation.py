"""A conversation with a mail server that ends: bounded in time and in what the server may say.

``smtplib`` has a limit for each piece that arrives. A server that says one letter at a time, or never comes
to the end of a greeting, keeps it for ever or fills the memory. And it gives each address of a host the whole
of the time for connecting.
"""

from __future__ import annotations

import smtplib
import socket
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ssl

SAID_BYTES = 200_000  # all replies of a conversation; a usual one has two thousand
BYTES_A_SECOND = 25_000  # of the message, on a slow line: so much longer the whole may take
_PIECE = 16_384


class EndlessError(smtplib.SMTPException):
    """The server says more than any conversation has."""


class TooLongError(TimeoutError):
    """The conversation as a whole takes too long."""


class Limits:
    """What is left of a conversation: each step may take ``step`` seconds, the whole twice that.

    ``size`` is that of the message in bytes, which gives more time.
    """

    def __init__(self, step: float, size: int) -> None:
        self.step = step
        self.whole = 2 * step + size / BYTES_A_SECOND
        self.until = time.monotonic() + self.whole
        self._until_step = self.until
        self._left = SAID_BYTES

    def begin(self) -> None:
        """A step begins: a command, the reply to it, a handshake."""
        self._until_step = time.monotonic() + self.step

    def seconds(self) -> float:
        """How long the next piece may take. Raises TimeoutError where nothing is left."""
        now = time.monotonic()
        if now >= self.until:
            raise TooLongError(f"longer than {self.whole:.0f} seconds")
        if now >= self._until_step:
            raise TimeoutError("timed out")
        return min(self.until, self._until_step) - now

    def said(self, count: int) -> None:
        """The server has said so many bytes more. Raises EndlessError where they are too many."""
        self._left -= count
        if self._left < 0:
            raise EndlessError(f"more than {SAID_BYTES:,} bytes")


def dial(host: str, port: int, limits: Limits) -> socket.socket:
    """A connection to the first address of a host that answers.

    To find the addresses and try them all is one step. What is left of it is shared out evenly among those
    left, so that a dead address does not take the time of a live one after it.
    """
    limits.begin()
    places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    failure = OSError("the host has no address")
    for before, (family, kind, protocol, _, address) in enumerate(places):
        try:
            return _connected(socket.socket(family, kind, protocol), address, limits, len(places) - before)
        except OSError as error:
            failure = error
    raise failure


def _connected(sock: socket.socket, address: Any, limits: Limits, shares: int) -> socket.socket:
    """The socket, connected within its share of the step. Closed where that fails."""
    try:
        sock.settimeout(limits.seconds() / shares)
        sock.connect(address)
    except OSError:
        sock.close()
        raise
    return sock


class _Replies:
    """The lines that a server says, in place of the file that smtplib reads them from."""

    def __init__(self, sock: socket.socket, limits: Limits) -> None:
        self._sock = sock
        self._limits = limits
        self._waiting = b""

    def readline(self, size: int) -> bytes:
        while b"\n" not in self._waiting and len(self._waiting) < size:
            self._sock.settimeout(self._limits.seconds())
            piece = self._piece()
            if not piece:
                break
            self._limits.said(len(piece))
            self._waiting += piece
        end = self._waiting.find(b"\n") + 1 or len(self._waiting)
        line, self._waiting = self._waiting[: min(end, size)], self._waiting[min(end, size) :]
        return line

    def _piece(self) -> bytes:
        try:
            return self._sock.recv(4096)
        except TimeoutError:
            self._limits.seconds()  # which says whether it was this step or the whole
            raise

    def close(self) -> None:
        """Nothing to close: the socket is smtplib's."""


class _Bounded(smtplib.SMTP):
    """What both kinds of connection do within limits. ``limits`` is set before smtplib dials."""

    limits: Limits

    def connect(self, host: str = "", port: int = 0, *_: Any) -> tuple[int, bytes]:
        """Dial, and hear the greeting."""
        self.sock = self.secured(dial(host, port, self.limits))
        self.file = None
        return self.getreply()

    def secured(self, sock: socket.socket) -> socket.socket:
        """What is talked through: the socket as it is, where a conversation begins in the clear."""
        return sock

    def getreply(self) -> tuple[int, bytes]:
        """A whole reply."""
        self.limits.begin()
        if self.file is None and self.sock is not None:
            self.file = _Replies(self.sock, self.limits)
        return super().getreply()

    def send(self, s: Any) -> None:
        """Say something, piece by piece."""
        data = s.encode(self.command_encoding) if isinstance(s, str) else bytes(s)
        for start in range(0, len(data), _PIECE):
            if self.sock is not None:
                self.limits.begin()
                self.sock.settimeout(self.limits.seconds())
            super().send(data[start : start + _PIECE])


class Plain(_Bounded):
    """A connection that begins in the clear."""

    def __init__(self, host: str, port: int, name: str, limits: Limits) -> None:
        self.limits = limits
        super().__init__(host, port, name, timeout=limits.step)


class Encrypted(_Bounded, smtplib.SMTP_SSL):
    """A connection that is encrypted from the first byte."""

    def __init__(self, host: str, port: int, name: str, limits: Limits, context: ssl.SSLContext) -> None:
        self.limits = limits
        self.name = host
        smtplib.SMTP_SSL.__init__(self, host, port, name, timeout=limits.step, context=context)

    def secured(self, sock: socket.socket) -> socket.socket:
        """The socket after a handshake, which is a step of its own."""
        self.limits.begin()
        sock.settimeout(self.limits.seconds())
        return self.context.wrap_socket(sock, server_hostname=self.name)

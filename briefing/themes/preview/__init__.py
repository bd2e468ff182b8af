"""The last brief of a focus in a browser on this machine, reloading as the files of its theme are saved.

Only GET, only a few fixed paths, only on the loopback interface and under its names; the pages may load
nothing.
Beside this file lie the page around a brief (page.html, page.css, page.js) and the one that tells a mistake.
"""

from __future__ import annotations

import hashlib
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from briefing.brief.editions import previous_edition
from briefing.errors import BriefingError
from briefing.rendering import render
from briefing.themes.problems import file_and_line, relative
from briefing.themes.samples import full_brief

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing.model import Brief
    from briefing.rendering import Theme

HOST = "127.0.0.1"
AROUND = 4  # lines of a template shown before and after the one with the mistake

_HTML, _PLAIN = "text/html; charset=utf-8", "text/plain; charset=utf-8"
# What each path shows: whether it is the mail, the format, the type of the answer.
PAGES = {
    "/brief.html": (False, "html", _HTML),
    "/brief.pdf": (False, "pdf", "application/pdf"),
    "/brief.md": (False, "md", _PLAIN),
    "/brief.txt": (False, "txt", _PLAIN),
    "/mail.html": (True, "html", _HTML),
    "/mail.txt": (True, "txt", _PLAIN),
}
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
_OWN = ("script-src", "style-src", "connect-src", "frame-src", "object-src")
_OF_SHELL = "; ".join([_NOTHING, *(f"{directive} 'self'" for directive in _OWN)])
_OF_PAGE = f"{_NOTHING}; style-src 'unsafe-inline'; img-src data:; font-src data:"
_OF_PDF = "frame-ancestors 'self'"  # a browser's PDF viewer loads parts of its own


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent for a path."""

    content: bytes
    kind: str = _PLAIN
    status: HTTPStatus = HTTPStatus.OK
    policy: str = _NOTHING


@dataclass(slots=True)
class Preview:
    """What is shown: a focus's last brief in a theme, and the mail in another.

    ``output`` is the folder of the editions; None, or one without an edition of the focus, shows a brief of
    invented reports. ``values`` are the focus's vars, ``mail_values`` those of the mail.
    """

    theme: Theme
    mail_theme: Theme
    output: Path | None = None
    focus: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    mail_values: Mapping[str, Any] = field(default_factory=dict)
    _folders: dict[str, tuple[Path, ...]] = field(default_factory=dict)
    _made: dict[str, tuple[str, Answer]] = field(default_factory=dict)
    _locks: dict[str, threading.Lock] = field(
        default_factory=lambda: {path: threading.Lock() for path in PAGES}
    )

    def answer(self, path: str) -> Answer | None:
        """What to send for a path; None where there is nothing under it."""
        if path == "/":
            return Answer(self._shell().encode(), _HTML, policy=_OF_SHELL)
        if path == "/preview.js":
            return Answer(_file("page.js").encode(), "text/javascript; charset=utf-8")
        if path == "/preview.css":
            return Answer(_file("page.css").encode(), "text/css; charset=utf-8")
        if path == "/version":
            return Answer(self.version().encode())
        return self._page(path) if path in PAGES else None

    def version(self) -> str:
        """A text that changes when a file of the themes or their parents, or the brief, does."""
        seen = hashlib.sha256()
        for path in self._watched():
            with suppress(OSError):  # it went while we looked
                state = path.stat()
                seen.update(f"{path}\0{state.st_mtime_ns}\0{state.st_size}\n".encode())
        return seen.hexdigest()[:16]

    def _watched(self) -> Iterator[Path]:
        for theme in (self.theme, self.mail_theme):
            with suppress(BriefingError):  # with a mistake in theme.yaml, what was there before is watched on
                self._folders[theme.name] = theme.load().folders
            own = tuple(folder / theme.name for folder in theme.search)
            for folder in dict.fromkeys((*own, *self._folders.get(theme.name, ()))):
                yield from sorted(path for path in folder.rglob("*") if not path.name.startswith("."))
        if self.output:
            yield from sorted(self.output.glob(f"*/{self.focus}.json"))

    def _brief(self) -> Brief:
        brief = previous_edition(self.output, self.focus, date.max)[0] if self.output else None
        return brief or full_brief()

    def _page(self, path: str) -> Answer:
        with self._locks[path]:
            version = self.version()
            before, answer = self._made.get(path, ("", None))
            if answer is None or before != version:
                answer = self._render(*PAGES[path])
                self._made[path] = version, answer
            return answer

    def _render(self, mail: bool, kind: str, content_type: str) -> Answer:
        theme, values = (self.mail_theme, self.mail_values) if mail else (self.theme, self.values)
        try:
            made = render(self._brief(), kind, theme=theme, vars=values)
        except BriefingError as error:
            return Answer(error_page(error).encode(), _HTML, HTTPStatus.INTERNAL_SERVER_ERROR, _OF_PAGE)
        content = made if isinstance(made, bytes) else made.encode()
        return Answer(content, content_type, policy=_OF_PDF if kind == "pdf" else _OF_PAGE)

    def _shell(self) -> str:
        brief = self._brief()
        title = f"{brief.focus.title}, {brief.edition.as_of}"
        return _filled("page.html", title=title, theme=self.theme.name, version=self.version())


def error_page(error: BriefingError) -> str:
    """A mistake as a page: what, where, the cause, what to do, and the lines of the file."""
    path, line = file_and_line(error.where)
    return _filled(
        "mistake.html",
        what=error.what,
        where=relative(error.where) or "",
        cause=error.cause,
        advice=error.advice or "",
        lines=_excerpt(path, line) if path and line and path.is_file() else "",
    )


def _excerpt(path: Path, line: int) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    first = max(0, line - 1 - AROUND)
    shown = [
        f'<li value="{number}"{" class=here" if number == line else ""}><code>{escape(text)}</code></li>'
        for number, text in enumerate(lines[first : line + AROUND], first + 1)
    ]
    return "<ol>" + "\n".join(shown) + "</ol>"


def _filled(name: str, *, lines: str = "", **words: str) -> str:
    """One of the pages beside this file, with ``words`` escaped and ``lines`` as the HTML that they are."""
    return Template(_file(name)).substitute({key: escape(text) for key, text in words.items()}, lines=lines)


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def serve(preview: Preview, port: int = 0) -> ThreadingHTTPServer:
    """A server for the preview, on the loopback interface; port 0 takes a free one. Raises BriefingError.

    Call its ``serve_forever``, and ``server_close`` at the end.
    """
    handler = type("Handler", (_Handler,), {"preview": preview})
    try:
        server = ThreadingHTTPServer((HOST, port), handler)
    except (OSError, OverflowError) as error:
        raise BriefingError(
            "preview",
            where=f"{HOST}:{port}",
            cause=f"cannot listen there: {getattr(error, 'strerror', None) or error}",
            advice="Choose another port, or leave out --port to take a free one.",
        ) from error
    server.daemon_threads = True
    return server


class _Handler(BaseHTTPRequestHandler):
    preview: Preview
    server_version = "briefing"
    sys_version = ""

    def do_GET(self) -> None:  # the name that http.server calls
        if self.headers.get("Host", "").lower() not in self._names():
            # A page elsewhere may have its own name resolve to this machine, to read what is shown here.
            self._send(
                Answer(b"This preview answers to its loopback address alone.\n", status=HTTPStatus.FORBIDDEN)
            )
            return
        answer = self.preview.answer(self.path.partition("?")[0])
        self._send(answer or Answer(b"There is no such page.\n", status=HTTPStatus.NOT_FOUND))

    def _names(self) -> tuple[str, ...]:
        _, port = self.connection.getsockname()[:2]
        return (f"{HOST}:{port}", f"localhost:{port}")

    def _send(self, answer: Answer) -> None:
        with suppress(ConnectionError):  # the browser went on to a newer page
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.content)))
            self.send_header("Content-Security-Policy", answer.policy)
            self.send_header("Cache-Control", "no-store")
            self.send_header("Cross-Origin-Resource-Policy", "same-origin")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(answer.content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the name that http.server has
        """Say nothing: the browser asks twice a second."""

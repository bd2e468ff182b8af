"""The preview: a real server on the loopback interface, asked over HTTP, and looked at in a real browser."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import date

import pytest

from briefing.brief.contract import to_json
from briefing.brief.editions import write_edition
from briefing.errors import BriefingError
from briefing.rendering import Theme, render
from briefing.themes import samples
from briefing.themes.preview import PAGES, Preview, serve

PATIENCE_SECONDS = 20  # for what another program does; a test that passes waits for a fraction of it


@pytest.fixture
def house(tmp_path):
    """A theme's folder, with one file of its own."""
    folder = tmp_path / "themes" / "house"
    (folder / "sections").mkdir(parents=True)
    (folder / "theme.yaml").write_text("extends: sitrep\nsections: [key_points, outlook]\n")
    (folder / "sections" / "outlook.html").write_text("<p>first words</p>")
    return folder


@pytest.fixture
def running():
    """Start servers for previews, and stop them."""
    with contextlib.ExitStack() as stack:

        def start(preview):
            server = serve(preview)
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
            return server.server_address[1]

        yield start


def _preview(house, **more):
    return Preview(Theme((house.parent,), "house"), Theme((house.parent,), "newsletter"), **more)


def _get(port, path, *, method="GET", host=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    connection.putrequest(method, path, skip_host=True)
    if host != "":
        connection.putheader("Host", host or f"127.0.0.1:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body, dict(answer.getheaders())


def _save(path, text):
    before = path.stat().st_mtime_ns
    path.write_text(text)
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_every_page_is_served_as_what_it_is(house, running):
    port = running(_preview(house))
    for path, (_, _, kind) in PAGES.items():
        status, body, headers = _get(port, path)
        assert (status, headers["Content-Type"]) == (200, kind), path
        assert body
    assert _get(port, "/brief.pdf")[1][:5] == b"%PDF-"
    assert "first words" in _get(port, "/brief.html")[1].decode()
    assert _get(port, "/", host=f"localhost:{port}")[0] == 200


def test_the_last_edition_of_the_focus_is_shown(house, running, tmp_path):
    import dataclasses

    output = tmp_path / "out"
    brief = samples.full_brief()
    for day, title in ((date(2024, 3, 8), "The older one"), (date(2024, 3, 9), "The newer one")):
        dated = dataclasses.replace(
            brief,
            focus=dataclasses.replace(brief.focus, title=title),
            edition=dataclasses.replace(brief.edition, as_of=day),
        )
        write_edition(output, dated, {"json": to_json(dated)})
    port = running(_preview(house, output=output, focus="strait"))
    assert "The newer one" in _get(port, "/")[1].decode()
    assert "The newer one" in _get(port, "/brief.txt")[1].decode()


def test_the_values_of_the_focus_reach_the_page_and_the_mail(house, running):
    (house / "sections" / "outlook.html").write_text("<p>{{ vars.contact }}</p>")
    port = running(_preview(house, values={"contact": "desk, ext. 4"}))
    assert "desk, ext. 4" in _get(port, "/brief.html")[1].decode()


def test_a_page_is_made_once_until_a_file_changes(house, running, monkeypatch):
    made = []
    monkeypatch.setattr(
        "briefing.themes.preview.render", lambda *a, **k: made.append(a[1]) or render(*a, **k)
    )
    port = running(_preview(house))
    first, version = _get(port, "/brief.html"), _get(port, "/version")[1]
    assert _get(port, "/brief.html")[1] == first[1]
    assert made == ["html"]
    _save(house / "sections" / "outlook.html", "<p>second words</p>")
    assert _get(port, "/version")[1] != version
    assert "second words" in _get(port, "/brief.html")[1].decode()
    assert made == ["html", "html"]


@pytest.mark.parametrize("name", ["new.css", "sections/notes.html", "theme.yaml"])
def test_every_file_of_the_theme_is_watched(house, running, name):
    port = running(_preview(house))
    version = _get(port, "/version")[1]
    assert _get(port, "/version")[1] == version
    path = house / name
    path.write_text((path.read_text() if path.exists() else "") + "\n# more\n")
    assert _get(port, "/version")[1] != version


def test_files_of_parents_are_watched(house, running):
    parent = house.parent / "paper"
    parent.mkdir()
    (parent / "house.css").write_text("p { color: red }")
    (house / "theme.yaml").write_text("extends: paper")
    port = running(_preview(house))
    version = _get(port, "/version")[1]
    _save(parent / "house.css", "p { color: blue }")
    assert _get(port, "/version")[1] != version


def test_a_mistake_is_told_with_its_line_and_the_page_comes_back(house, running):
    port = running(_preview(house))
    path = house / "sections" / "outlook.html"
    _save(path, "<b>fine</b>\n{{ brief.outlok }}\n")
    status, body, headers = _get(port, "/brief.html")
    page = body.decode()
    assert (status, headers["Content-Type"]) == (500, "text/html; charset=utf-8")
    assert "outlook.html:2" in page
    assert "did you mean outlook?" in page
    assert '<li value="2" class=here><code>{{ brief.outlok }}</code></li>' in page
    assert "&lt;b&gt;fine&lt;/b&gt;" in page
    assert b"outlook.html:2" in _get(port, "/brief.pdf")[1]
    assert _get(port, "/brief.md")[0] == 200
    _save(path, "<p>mended</p>")
    os.utime(path, (9, 9))
    status, body, _ = _get(port, "/brief.html")
    assert status == 200
    assert "mended" in body.decode()


def test_a_broken_theme_yaml_is_told_and_watched_on(house, running):
    port = running(_preview(house))
    version = _get(port, "/version")[1]
    _save(house / "theme.yaml", "sections: [key_points]\nwrods: {}\n")
    status, body, _ = _get(port, "/brief.html")
    assert status == 500
    assert b"theme.yaml:2: wrods: no such key; did you mean words?" in body
    assert _get(port, "/")[0] == 200
    broken = _get(port, "/version")[1]
    assert broken != version
    (house / "theme.yaml").write_text("sections: [key_points]\n")
    assert _get(port, "/version")[1] not in (version, broken)
    assert _get(port, "/brief.html")[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1.evil.example", ""]
)
def test_foreign_names_are_refused(house, running, host):
    port = running(_preview(house))
    for path in ("/", "/version", "/brief.html"):
        status, body, _ = _get(port, path, host=host)
        assert status == 403
        assert b"strait" not in body


@pytest.mark.parametrize(
    "path",
    [
        "/nosuch", "/brief.json", "/brief.html/", "/../theme.yaml", "/%2e%2e/theme.yaml",
        "/templates/", "/house/theme.yaml", "/brief.html%00", "/./brief.html", "/etc/passwd", "http://127.0.0.1/",
    ],
)  # fmt: skip
def test_nothing_else_is_there(house, running, path):
    assert _get(running(_preview(house)), path)[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"])
def test_only_get_is_answered(house, running, method):
    assert _get(running(_preview(house)), "/", method=method)[0] == 501


def test_pages_may_load_and_run_nothing(house, running):
    port = running(_preview(house))
    for path in ("/", "/brief.html", "/mail.html", "/preview.js", "/version"):
        _, _, headers = _get(port, path)
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'self'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
    assert "script-src" not in _get(port, "/brief.html")[2]["Content-Security-Policy"]
    shell = _get(port, "/")[1].decode()
    assert not re.search(r"(?:src|href)=\"(?!/)", shell)


def test_titles_are_escaped(house, running, tmp_path):
    brief = samples.hostile_brief()
    write_edition(tmp_path / "out", brief, {"json": to_json(brief)})
    port = running(_preview(house, output=tmp_path / "out", focus=brief.focus.id))
    shell = _get(port, "/")[1].decode()
    assert samples.MARK in shell
    assert f"<{samples.MARK}" not in shell


def test_only_the_loopback_interface_is_listened_on(house):
    with serve(_preview(house)) as server:
        assert server.server_address[0] == "127.0.0.1"
        with pytest.raises(BriefingError, match="cannot listen there"):
            serve(_preview(house), server.server_address[1])


def test_the_command_prints_its_address_and_ends_at_ctrl_c(house):
    command = [sys.executable, "-m", "briefing", "templates", "preview", "--theme", str(house)]
    # A shell starts what runs in its background with the signal ignored, and a child takes that over.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=house)
    signal.signal(signal.SIGINT, before)
    with run:
        try:
            line = run.stdout.readline()
            port = int(re.match(r"http://127\.0\.0\.1:(\d+)/ ", line)[1])
            assert b"first words" in _get(port, "/brief.html")[1]
            run.send_signal(signal.SIGINT)
            assert run.wait(PATIENCE_SECONDS) == 0
            assert run.stderr.read() == ""
        finally:
            run.kill()


# --- in a browser -----------------------------------------------------------------------------------


class _Watched(Preview):
    """A preview that remembers what it was asked for."""

    asked: list[str]

    def answer(self, path):
        if path != "/version":
            self.asked.append(path)
        return super().answer(path)


def _wait_for(asked, done):
    end = time.monotonic() + PATIENCE_SECONDS
    while not done():
        assert time.monotonic() < end, f"the browser asked for {asked} alone"
        time.sleep(0.05)


def test_a_browser_reloads_after_a_save(house, running, tmp_path):
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        pytest.skip("no Chromium on this machine")
    preview = _Watched(Theme((house.parent,), "house"), Theme(name="newsletter"))
    preview.asked = []
    port = running(preview)
    command = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={tmp_path / 'profile'}", "--remote-debugging-port=0", f"http://127.0.0.1:{port}/",
    ]  # fmt: skip
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as run:
        try:
            _wait_for(preview.asked, lambda: {"/brief.html", "/brief.pdf"} <= set(preview.asked))
            assert preview.asked.count("/") == 1
            _save(house / "sections" / "outlook.html", "<p>second words</p>")
            again = ("/brief.html", "/brief.pdf")
            _wait_for(preview.asked, lambda: all(preview.asked.count(path) > 1 for path in again))
            assert preview.asked.count("/") == 1  # the frames reload, the page around them stays
        finally:
            os.killpg(run.pid, signal.SIGKILL)

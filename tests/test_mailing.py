"""The whole way of a mail: `briefing daily --send` to a real server on loopback, with TLS and authentication."""

from __future__ import annotations

import os
import subprocess
import sys
from email import message_from_bytes, policy

import pytest
import trustme

from .smtp_server import PASSWORD, USERNAME, mail_server

ARTICLE = (
    "---\npublisher: The Example\npublished: 2022-02-11\n---\n"
    "Ann Lee signed the peace treaty with Ruritania in Geneva on Friday after nine hours of talks.\n"
)


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def desk(tmp_path):
    """A project whose delivery section waits for the server's port."""
    (tmp_path / "config" / "focus").mkdir(parents=True)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    focus = "title: Talks\nterms: [treaty]\nhandling: TLP:GREEN\nrecipients: [minister@example.org, editor@example.org]\n"
    (tmp_path / "config" / "focus" / "talks.yaml").write_text(focus, encoding="utf-8")
    return tmp_path


def send(
    desk, authority, cache_dir, *, port: int, security: str, password: str | None, command=("daily", "--send")
):
    (desk / "config" / "briefing.yaml").write_text(
        "sources: [{type: folder, path: reports}]\n"
        f'delivery: {{sender: "Desk <desk@example.org>", host: localhost, port: {port}, security: {security}, '
        f"username: {USERNAME}, timeout_seconds: 20}}\n",
        encoding="utf-8",
    )
    authority.cert_pem.write_to_path(desk / "ca.pem")
    env = {**os.environ, "BRIEFING_CACHE_DIR": str(cache_dir), "SSL_CERT_FILE": str(desk / "ca.pem")}
    env["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    env.pop("BRIEFING_SMTP_PASSWORD", None)
    if password is not None:
        env["BRIEFING_SMTP_PASSWORD"] = password
    arguments = [*command, "--date", "2022-02-11"] if command[0] == "daily" else list(command)
    return subprocess.run(
        [sys.executable, "-m", "briefing", *arguments],
        cwd=desk,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_what_is_on_disk_is_what_arrives(desk, authority, cache_dir, security):
    with mail_server(authority, security=security) as server:
        done = send(desk, authority, cache_dir, port=server.port, security=security, password=PASSWORD)
    assert done.returncode == 0, done.stderr
    (mail,) = server.delivered
    assert mail.encrypted
    assert mail.recipients == ["minister@example.org", "editor@example.org"]
    message = message_from_bytes(mail.content, policy=policy.default)
    assert message["Subject"] == "[TLP:GREEN] Talks — 11 February 2022, edition 1"
    (attached,) = message.iter_attachments()
    assert attached.get_content() == (desk / "out/2022-02-11/talks.pdf").read_bytes()
    page = message.get_body(("html",)).get_content().replace("\r\n", "\n")
    assert page.strip() == (desk / "out/2022-02-11/talks.html").read_text(encoding="utf-8").strip()
    assert "signed the peace treaty" in message.get_body(("plain",)).get_content()


def test_a_refused_recipient_is_told_and_the_other_gets_it(desk, authority, cache_dir):
    with mail_server(authority) as server:
        server.refuse_recipients["editor@example.org"] = "550 no such user here"
        done = send(desk, authority, cache_dir, port=server.port, security="starttls", password=PASSWORD)
    assert done.returncode == 3
    assert "editor@example.org: refused by the server" in done.stderr
    assert server.delivered[0].recipients == ["minister@example.org"]


@pytest.mark.parametrize("password", ["wrong", None])
def test_without_the_right_password_nothing_is_sent_and_the_brief_is_there(
    desk, authority, cache_dir, password
):
    with mail_server(authority) as server:
        done = send(desk, authority, cache_dir, port=server.port, security="starttls", password=password)
    assert done.returncode == 1
    assert not server.delivered
    assert "BRIEFING_SMTP_PASSWORD" in done.stderr
    assert "Traceback" not in done.stderr
    assert (desk / "out/2022-02-11/talks.pdf").is_file()


def test_an_edition_is_sent_again_as_it_is_on_disk(desk, authority, cache_dir):
    with mail_server(authority) as server:
        first = send(desk, authority, cache_dir, port=server.port, security="starttls", password=PASSWORD)
        command = ("send", "out/2022-02-11/talks.json", "--to", "late@example.org")
        again = send(
            desk,
            authority,
            cache_dir,
            port=server.port,
            security="starttls",
            password=PASSWORD,
            command=command,
        )
    assert (first.returncode, again.returncode) == (0, 0), again.stderr
    assert [mail.recipients for mail in server.delivered][1] == ["late@example.org"]
    ids = [message_from_bytes(mail.content, policy=policy.default)["Message-ID"] for mail in server.delivered]
    assert ids[0] == ids[1]

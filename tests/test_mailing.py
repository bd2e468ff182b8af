"""The whole way of a mail: `briefing daily --send` to a real server on loopback, with TLS and authentication."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy

import pytest
import trustme

from briefing.brief.editions import write_edition
from briefing.configuration.project import DeliveryConfig, FocusConfig
from briefing.deliver.mailing import draft, subject_line
from briefing.model import Brief, Citation, Edition, FocusInfo, KeyPoint, Period
from briefing.rendering import Theme
from briefing.rendering.contents import make_contents

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
        f"username: {USERNAME}, timeout_seconds: 20}}\n"
        + ("templates: templates\n" if (desk / "templates").is_dir() else ""),
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
    for kind, file in (("html", "talks.mail.html"), ("plain", "talks.mail.txt")):
        sent = message.get_body((kind,)).get_content().replace("\r\n", "\n")
        assert sent.strip() == (desk / "out/2022-02-11" / file).read_text(encoding="utf-8").strip()
        assert "signed the peace treaty" in sent
    assert "The full brief is attached as PDF." in message.get_body(("html",)).get_content()


def test_a_refused_recipient_is_told_and_the_other_gets_it(desk, authority, cache_dir):
    with mail_server(authority) as server:
        server.refuse_recipients["editor@example.org"] = "550 no such user here"
        done = send(desk, authority, cache_dir, port=server.port, security="starttls", password=PASSWORD)
    assert done.returncode == 3
    assert "editor@example.org: refused by the server" in done.stderr
    assert server.delivered[0].recipients == ["minister@example.org"]


def test_a_mail_that_could_not_be_made_is_not_sent(desk, authority, cache_dir):
    own = desk / "templates/newsletter/sections/key_points.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ brief.key_pionts }}", encoding="utf-8")
    with mail_server(authority) as server:
        done = send(desk, authority, cache_dir, port=server.port, security="starttls", password=PASSWORD)
    assert done.returncode == 1
    assert "key_points.html:1" in done.stderr
    assert "did you mean key_points?" in done.stderr
    assert "Traceback" not in done.stderr
    assert not server.delivered
    assert (desk / "out/2022-02-11/talks.pdf").is_file()
    assert not list(desk.glob("out/2022-02-11/talks.mail.*"))


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


# --- without a server -----------------------------------------------------------------------------

DAY = date(2022, 2, 16)


def brief(language="en", text="They signed."):
    edition = Edition(DAY, 2, Period(DAY, DAY), datetime(2022, 2, 16, tzinfo=UTC))
    point = KeyPoint("K1", text, (Citation("S1", 0, len(text), text),), 1, "new", "")
    return Brief(FocusInfo("talks", "Talks", "TLP:GREEN", language), edition, key_points=(point,))


def edition_on_disk(folder, formats, made=None, **values):
    made = made or brief()
    contents, failed = make_contents(
        made, formats, theme=Theme(), values=values, mail_theme=Theme(name="newsletter")
    )
    assert not failed
    return write_edition(folder, made, contents)[-1]


def drafted(json_file, **focus):
    settings = FocusConfig(title="Talks", terms=("treaty",), recipients=("minister@example.org",), **focus)
    delivery = DeliveryConfig(sender="desk@example.org", host="smtp.example.org")
    path = draft(json_file, settings, delivery, Theme(name="newsletter"))
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def test_a_draft_has_the_mail_as_it_was_rendered(tmp_path):
    json_file = edition_on_disk(tmp_path, ("html", "md", "mail", "json"))
    message = drafted(json_file)
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "[TLP:GREEN] Talks — 16 February 2022, edition 2"
    page = message.get_body(("html",)).get_content().replace("\r\n", "\n")
    assert page == (json_file.with_name("talks.mail.html")).read_text(encoding="utf-8")
    assert "attached as PDF" not in page
    assert [part.get_filename() for part in message.iter_attachments()] == []


def test_an_edition_without_a_mail_goes_out_as_page_and_text(tmp_path):
    json_file = edition_on_disk(tmp_path, ("html", "md", "json"))
    message = drafted(json_file)
    page = message.get_body(("html",)).get_content().replace("\r\n", "\n")
    assert page == json_file.with_name("talks.html").read_text(encoding="utf-8")
    assert "## Key points" in message.get_body(("plain",)).get_content()


def test_the_subject_is_in_the_language_of_the_brief_by_the_words_of_the_mails_theme(tmp_path):
    own = tmp_path / "house/locale/es/LC_MESSAGES/brief.po"
    own.parent.mkdir(parents=True)
    own.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "%(title)s — %(day)s, edition %(n)s"\nmsgstr "%(title)s, %(day)s, edición %(n)s"\n',
        encoding="utf-8",
    )
    line = subject_line(brief("es"), Theme((tmp_path,), "house"))
    assert line.replace("\u00a0", " ") == "Talks, 16 de febrero de 2022, edición 2"
    json_file = edition_on_disk(tmp_path, ("mail", "json"), brief("de"))
    assert "16. Februar 2022" in drafted(json_file)["Subject"]
    assert drafted(json_file, subject="Morgenlage")["Subject"] == "[TLP:GREEN] Morgenlage"


def test_the_subject_is_the_title_of_the_mail(tmp_path):
    json_file = edition_on_disk(tmp_path, ("mail", "json"))
    page = json_file.with_name("talks.mail.html").read_text(encoding="utf-8")
    line = subject_line(brief(), Theme(name="newsletter")).replace("\u00a0", "&nbsp;")
    assert f"<title>{line}</title>" in page


def test_a_mail_never_carries_the_files_of_an_earlier_brief(tmp_path):
    edition_on_disk(tmp_path, ("html", "md", "mail", "json"))
    json_file = edition_on_disk(tmp_path, ("md", "json"), brief(text="They did not sign."))
    assert sorted(path.name for path in json_file.parent.glob("talks.*")) == ["talks.json", "talks.md"]
    message = drafted(json_file)
    assert message.get_body(("html",)) is None
    assert "They did not sign" in message.get_body(("plain",)).get_content()


def test_the_files_of_the_same_brief_stay(tmp_path):
    edition_on_disk(tmp_path, ("html", "mail", "json"))
    json_file = edition_on_disk(tmp_path, ("md", "json"))
    there = sorted(path.name for path in json_file.parent.glob("talks.*"))
    assert there == ["talks.html", "talks.json", "talks.mail.html", "talks.mail.txt", "talks.md"]


def test_the_mails_template_knows_what_is_attached_and_the_brief_does_not(tmp_path):
    (tmp_path / "house").mkdir()
    (tmp_path / "house/brief.html").write_text("{{ vars.attached | join }} {{ vars.own }}", encoding="utf-8")
    theme = Theme((tmp_path,), "house")
    contents, failed = make_contents(
        replace(brief()), ("mail", "pdf"), theme=Theme(), values={"own": 7}, mail_theme=theme
    )
    assert not failed
    assert contents["mail.html"] == b"pdf 7\n"
    _, (error, *_) = make_contents(brief(), ("html",), theme=theme, values={"own": 7})
    assert "has no field 'attached'" in str(error)

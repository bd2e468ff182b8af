"""Sending, to a real mail server on the loopback address."""

from __future__ import annotations

import logging
import smtplib
import socket
import ssl
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
import trustme

from briefing.configuration.addresses import parse_mailbox
from briefing.configuration.project import DeliveryConfig
from briefing.deliver.conversation import Limits, Plain, TooLongError
from briefing.deliver.headers import put
from briefing.deliver.message import POLICY, Attachment, build_message
from briefing.deliver.secrets import Password
from briefing.deliver.smtp import Refusal, send
from briefing.errors import DeliveryError
from briefing.model import Brief, Edition, FocusInfo, Period

from .smtp_server import (
    PASSWORD,
    USERNAME,
    bad_server,
    dead_server,
    drip,
    flood,
    hear,
    mail_server,
    raw_server,
    silence,
)

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\r\n" + bytes(range(256)) * 40 + b"\n.\r\n..\r\nFrom here\n%%EOF"
SEVEN = datetime(2022, 2, 16, 7, 0, tzinfo=UTC)
DAY = SEVEN.date()
BRIEF = Brief(FocusInfo("talks", "Talks"), Edition(DAY, 1, Period(DAY, DAY), SEVEN))
RIGHT = Password(PASSWORD, "the environment variable BRIEFING_SMTP_PASSWORD")


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def trusting(authority):
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def settings(port, **changes):
    given = {
        "sender": "Desk <desk@example.org>",
        "host": "localhost",
        "port": port,
        "username": USERNAME,
        "timeout_seconds": 5,
    }
    return DeliveryConfig(**{**given, **changes})


def message(*, sender="Desk <desk@example.org>", recipients=("Ann <ann@example.org>",), **changes):
    given = {
        "sender": parse_mailbox(sender),
        "recipients": [parse_mailbox(recipient) for recipient in recipients],
        "subject": "Talks in Moscow",
        "text": "Plain text\n",
        "html": "<p>Text</p>\n",
        "attachments": [Attachment("talks.pdf", PDF)],
        "date": SEVEN,
    }
    return build_message(BRIEF, **{**given, **changes})


def failure(*args, **options):
    with pytest.raises(DeliveryError) as caught:
        send(*args, **options)
    return caught.value


# --- what arrives -----------------------------------------------------------------------------------


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_message_arrives_byte_for_byte_over_tls_and_after_authentication(authority, trusting, security):
    sent = message()
    with mail_server(authority, security=security) as server:
        result = send(sent, settings(server.port, security=security), password=RIGHT, context=trusting)
    [delivered] = server.delivered
    assert delivered.content == sent.as_bytes(policy=POLICY)
    assert (delivered.encrypted, delivered.username) == (True, USERNAME)
    assert (delivered.sender, delivered.recipients) == ("desk@example.org", ["ann@example.org"])
    assert (result.accepted, result.refused) == (("ann@example.org",), ())
    assert result.message_id == sent["Message-ID"]


def test_text_html_and_pdf_come_out_as_they_went_in(authority, trusting):
    text = (
        "Москва: «ноль» — 0 %\n.\n..\nFrom the Kremlin\ntrailing blank \n"
        + "é" * 5000
        + "\n"
        + "x" * 5000
        + "\n"
    )
    html = f"<p>{text}</p>\n"
    sent = message(
        text=text, html=html, subject="Zelenskyy – Бюллетень ☮", recipients=["Søren Böhm <s@bücher.example>"]
    )
    with mail_server(authority) as server:
        send(sent, settings(server.port), password=RIGHT, context=trusting)
    [delivered] = server.delivered
    assert delivered.recipients == ["s@xn--bcher-kva.example"]
    assert delivered.content.isascii()
    assert max(map(len, delivered.content.split(b"\r\n"))) <= 78
    got = message_from_bytes(delivered.content, policy=default)
    assert got["Subject"] == "Zelenskyy – Бюллетень ☮"
    assert got["To"].addresses[0].display_name == "Søren Böhm"
    body, pdf = got.iter_parts()
    plain, marked_up = body.iter_parts()
    assert [part.get_content_type() for part in (got, body, plain, marked_up, pdf)] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
    ]
    assert plain.get_content().replace("\r\n", "\n") == text
    assert marked_up.get_content().replace("\r\n", "\n") == html
    assert pdf.get_content() == PDF
    assert pdf.get_filename() == "talks.pdf"


def test_hidden_recipients_get_the_message_and_stand_nowhere_in_it(authority, trusting):
    sent = message(recipients=[])
    put(sent, "Bcc", "ann@example.org, bob@example.org")
    with mail_server(authority) as server:
        send(sent, settings(server.port), password=RIGHT, context=trusting)
    [delivered] = server.delivered
    assert delivered.recipients == ["ann@example.org", "bob@example.org"]
    assert b"ann@" not in delivered.content
    assert b"bcc" not in delivered.content.lower()
    assert b"\r\nTo: undisclosed-recipients:;\r\n" in delivered.content
    assert sent["Bcc"] == "ann@example.org, bob@example.org"


def test_without_a_user_name_mail_goes_out_without_authentication(authority, trusting):
    with mail_server(authority, authentication=False) as server:
        send(message(), settings(server.port, username=None), context=trusting)
    assert server.logins == []
    assert [delivered.encrypted for delivered in server.delivered] == [True]


def test_the_authorities_of_the_machine_are_trusted_by_default(authority, monkeypatch, tmp_path):
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    with mail_server(authority) as server:
        send(message(), settings(server.port), password=RIGHT)
    assert len(server.delivered) == 1


# --- recipients -------------------------------------------------------------------------------------


def test_a_refused_recipient_is_named_and_the_others_get_the_message(authority, trusting):
    sent = message(recipients=["ann@example.org", "bob@example.org"])
    with mail_server(authority) as server:
        server.refuse_recipients = {"bob@example.org": "550 5.1.1 No such user here"}
        result = send(sent, settings(server.port), password=RIGHT, context=trusting)
    assert result.accepted == ("ann@example.org",)
    assert result.refused == (Refusal("bob@example.org", 550, "5.1.1 No such user here"),)
    assert server.delivered[0].recipients == ["ann@example.org"]


def test_nobody_accepted_is_an_error_with_every_recipient_in_it(authority, trusting):
    sent = message(recipients=["ann@example.org", "bob@example.org"])
    with mail_server(authority) as server:
        server.refuse_recipients = {"ann@example.org": "550 gone", "bob@example.org": "450 mailbox busy"}
        error = failure(sent, settings(server.port), password=RIGHT, context=trusting)
    assert error.cause == (
        "the server accepted none of the recipients (ann@example.org: 550 gone; bob@example.org: 450 mailbox busy)"
    )
    assert server.delivered == []


def test_no_recipients_is_an_error_before_any_connection():
    error = failure(message(recipients=[]), settings(1), password=RIGHT)
    assert error.cause == "the message has no recipients"


# --- what the server refuses ------------------------------------------------------------------------


def test_a_wrong_password_names_where_it_came_from(authority, trusting):
    wrong = Password("guess", "the environment variable BRIEFING_SMTP_PASSWORD")
    with mail_server(authority) as server:
        error = failure(message(), settings(server.port), password=wrong, context=trusting)
    assert error.where == f"localhost:{server.port}"
    assert error.cause == (
        'the server refused the user name "desk" or its password (535 5.7.8 Authentication credentials invalid)'
    )
    assert "the environment variable BRIEFING_SMTP_PASSWORD" in error.advice
    assert server.delivered == []


def test_a_server_that_cannot_check_passwords_now_does_not_blame_the_password(authority, trusting):
    with mail_server(authority) as server:
        server.refuse_login = "454 4.7.0 Temporary authentication failure"
        error = failure(message(), settings(server.port), password=RIGHT, context=trusting)
    assert "at the moment (454 4.7.0 Temporary authentication failure)" in error.cause


def test_a_sender_that_the_account_may_not_use(authority, trusting):
    with mail_server(authority) as server:
        server.refuse_sender = "553 5.7.1 not owned by user desk"
        error = failure(message(), settings(server.port), password=RIGHT, context=trusting)
    assert error.cause == (
        "the server does not accept mail from desk@example.org (553 5.7.1 not owned by user desk)"
    )


def test_a_server_that_wants_authentication_that_is_not_configured(authority, trusting):
    with mail_server(authority) as server:
        error = failure(message(), settings(server.port, username=None), context=trusting)
    assert error.cause == "the server wants authentication (530 5.7.0 Authentication required)"


def test_a_server_without_authentication(authority, trusting):
    with mail_server(authority, authentication=False) as server:
        error = failure(message(), settings(server.port), password=RIGHT, context=trusting)
    assert error.cause.startswith("the server offers no authentication")
    assert server.delivered == []


@pytest.mark.parametrize(
    ("reply", "cause"),
    [
        ("554 5.7.1 Looks like spam", "the server did not accept the message (554 5.7.1 Looks like spam)"),
        ("552 5.3.4 Too big", "the message is too large, or the mailbox is full (552 5.3.4 Too big)"),
    ],
)
def test_a_refused_message(authority, trusting, reply, cause):
    with mail_server(authority) as server:
        server.refuse_content = reply
        error = failure(message(), settings(server.port), password=RIGHT, context=trusting)
    assert error.cause == cause


def test_a_message_larger_than_the_server_announces_is_not_sent_at_all(authority, trusting):
    with mail_server(authority, size_limit=9_000) as server:
        error = failure(message(), settings(server.port), password=RIGHT, context=trusting)
    assert error.cause.startswith("the message has ")
    assert server.delivered == []


def test_control_characters_in_a_reply_do_not_reach_the_terminal(authority, trusting):
    with mail_server(authority) as server:
        server.refuse_content = "554 \x1b[2J\x07 red \x1b]0;title\x07" + "x" * 900
        error = failure(message(), settings(server.port), password=RIGHT, context=trusting)
    assert str(error).replace("\n", "").isprintable()
    assert len(error.cause) < 400


# --- the connection ---------------------------------------------------------------------------------


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_an_untrusted_certificate(authority, security):
    with mail_server(authority, security=security) as server:
        error = failure(
            message(),
            settings(server.port, security=security),
            password=RIGHT,
            context=ssl.create_default_context(),
        )
    assert error.cause.startswith("the server's certificate is not trusted (")
    assert "SSL_CERT_FILE" in error.advice
    assert server.logins == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_for_another_name(authority, trusting, security):
    with mail_server(authority, security=security, name="mail.example.org") as server:
        error = failure(message(), settings(server.port, security=security), password=RIGHT, context=trusting)
    assert error.cause.startswith("the server's certificate is for another name (")
    assert server.logins == []


def test_a_server_without_starttls_gets_neither_password_nor_message(authority, trusting):
    with mail_server(authority, security="none", authentication=False) as server:
        error = failure(message(), settings(server.port), password=RIGHT, context=trusting)
    assert error.cause == "the server does not offer STARTTLS, and mail is never sent unencrypted"
    assert (server.logins, server.delivered) == ([], [])


def test_a_context_that_does_not_check_is_refused():
    lax = ssl.create_default_context()
    lax.check_hostname = False
    with pytest.raises(ValueError, match="are checked"):
        send(message(), settings(1), password=RIGHT, context=lax)


def test_a_dead_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    error = failure(message(), settings(port), password=RIGHT)
    assert error.where == f"localhost:{port}"
    assert error.cause == "the connection was refused: nothing listens there"


def test_an_unknown_host_name():
    error = failure(message(), settings(587, host="mail.invalid"), password=RIGHT)
    assert error.cause == "there is no server of this name, or this machine is offline"


@pytest.mark.parametrize("host", ["a" * 70 + ".example", "mail..example"])
def test_a_host_that_cannot_be_a_name(host):
    error = failure(message(), settings(587, host=host), password=RIGHT)
    assert error.cause in {
        "the server's name cannot be a host name",
        "there is no server of this name, or this machine is offline",
    }


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_silent_server(trusting, security):
    with raw_server(None) as port:
        error = failure(
            message(),
            settings(port, security=security, timeout_seconds=0.3),
            password=RIGHT,
            context=trusting,
        )
    assert error.cause == "the server did not answer within 0.3 seconds"
    assert "security: " in error.advice


def addresses(monkeypatch, *ports):
    """Let the host have so many addresses, which differ in their port."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", p)) for p in ports]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_host_with_many_dead_addresses_is_waited_for_as_long_as_one_with_one(monkeypatch, security):
    """Were each waited for as long, the server would give up before the last, with another cause."""
    with dead_server() as port:
        addresses(monkeypatch, *[port] * 100)
        error = failure(message(), settings(port, security=security, timeout_seconds=0.5), password=RIGHT)
    assert error.cause == "the server did not answer within 0.5 seconds"
    assert "\n" not in str(error.cause)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_an_address_that_answers_is_found_after_those_that_do_not(authority, trusting, monkeypatch, security):
    with dead_server() as dead, mail_server(authority, security=security) as server:
        addresses(monkeypatch, dead, dead, server.port)
        send(message(), settings(1, security=security, timeout_seconds=3), password=RIGHT, context=trusting)
    assert len(server.delivered) == 1


def test_a_server_that_does_not_talk_to_this_machine():
    with raw_server(b"554 5.7.1 Your address is blocked\r\n") as port:
        error = failure(message(), settings(port), password=RIGHT)
    assert error.cause == "the server does not talk to this machine (554 5.7.1 Your address is blocked)"


def test_a_server_that_hangs_up():
    with raw_server(b"") as port:
        error = failure(message(), settings(port), password=RIGHT)
    assert error.cause == "the server closed the connection"


def test_tls_to_a_port_that_begins_in_the_clear(authority, trusting):
    with mail_server(authority) as server:
        error = failure(message(), settings(server.port, security="tls"), password=RIGHT, context=trusting)
    assert error.cause.startswith("no encrypted connection comes about (")
    assert "security: starttls" in error.advice


def test_a_connection_lost_after_the_message_went_out_says_that_it_may_have_arrived(authority, trusting):
    with mail_server(authority) as server:
        server.hang_up_after_data = True
        error = failure(message(), settings(server.port), password=RIGHT, context=trusting)
    assert error.cause == "the server closed the connection"
    assert "may have been taken" in error.advice


# --- the password -----------------------------------------------------------------------------------


def test_a_missing_password_says_how_to_give_one():
    error = failure(message(), settings(1, keyring_service="mail"))
    assert error.cause == 'there is no password for "desk"'
    assert error.advice == (
        "Set the environment variable BRIEFING_SMTP_PASSWORD, or run: python -m keyring set mail desk."
    )


def everything_said(error, caplog, capfd):
    # "mail.log" is the server's own log.
    said = [record.getMessage() for record in caplog.records if record.name != "mail.log"]
    said += capfd.readouterr()
    while error is not None:
        said += [str(error), repr(error), repr(error.args), repr(vars(error))]
        error = error.__cause__ or error.__context__
    return "\n".join(said)


@pytest.mark.parametrize(
    "echo",
    [
        f"535 no such password: {PASSWORD}",
        "535 got c3dvcmRmaXNoLTczOTE=",
        "535 got AGRlc2sAc3dvcmRmaXNoLTczOTE=",
    ],
)
def test_the_password_is_in_no_error_and_no_log_even_where_the_server_repeats_it(
    authority, trusting, caplog, capfd, echo
):
    caplog.set_level(logging.DEBUG)
    with mail_server(authority) as server:
        server.refuse_login = echo
        error = failure(message(), settings(server.port), password=RIGHT, context=trusting)
    assert server.logins
    said = everything_said(error, caplog, capfd)
    assert "[password]" in said
    assert not [
        secret
        for secret in (PASSWORD, "c3dvcmRmaXNoLTczOTE=", "AGRlc2sAc3dvcmRmaXNoLTczOTE=")
        if secret in said
    ]
    assert error.__context__ is None
    assert PASSWORD not in repr(RIGHT)


@pytest.mark.parametrize(("username", "value"), [("desk", "Käse"), ("schreibtüsch", "secret")])
def test_credentials_outside_of_ascii_are_refused_without_showing_them(username, value):
    error = failure(message(), settings(1, username=username), password=Password(value, "the keyring"))
    assert "outside of ASCII" in error.cause
    assert value not in f"{error}{error!r}"


def test_smtplib_still_raises_oserrors():
    # send() turns OSErrors into DeliveryErrors, and relies on smtplib's being among them.
    assert issubclass(smtplib.SMTPException, OSError)
    assert issubclass(ssl.SSLError, OSError)


# --- servers that come to no end ----------------------------------------------------------------------------


def after_greeting(then):
    def behave(connection, done):
        connection.sendall(b"220 mail.example.org ESMTP\r\n")
        hear(connection)
        then(connection, done)

    return behave


def in_the_handshake(then):
    def begins(connection, done):
        connection.sendall(b"250-mail.example.org\r\n250 STARTTLS\r\n")
        hear(connection)
        connection.sendall(b"220 go ahead\r\n")
        then(connection, done)

    return after_greeting(begins)


SLOW = "the server did not answer within 0.5 seconds"
ENDLESS = "the server says more than 200,000 bytes and comes to no end"
HANDSHAKE = b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc" + bytes(16000)  # a record that is begun


def handshake_that_drips(connection, done):
    for byte in HANDSHAKE:
        if done.wait(0.05):
            return
        connection.sendall(bytes([byte]))


@pytest.mark.parametrize(
    ("behave", "cause"),
    [
        (lambda c, d: flood(c, d, b"220-welcome\r\n"), ENDLESS),
        (lambda c, d: flood(c, d, b"x"), "the server does not talk to this machine (500 Line too long.)"),
        (drip, SLOW),
        (lambda c, d: drip(c, d, b"220-hm\r\n"), SLOW),
        (silence, SLOW),
        (after_greeting(lambda c, d: flood(c, d, b"250-X-NONSENSE-%d\r\n")), ENDLESS),
        (after_greeting(lambda c, d: drip(c, d, b"250-X\r\n")), SLOW),
        (after_greeting(silence), SLOW),
        (in_the_handshake(silence), SLOW),
        (in_the_handshake(handshake_that_drips), SLOW),
    ],
    ids=[
        "endless greeting", "endless line", "dripping line", "dripping greeting", "silence", "endless EHLO",
        "dripping EHLO", "silence after greeting", "silence for a handshake", "dripping handshake",
    ],
)  # fmt: skip
def test_a_server_that_comes_to_no_end(trusting, behave, cause):
    """With no limit on the whole of a reply each of these ends when the server gives up, with another cause."""
    with bad_server(behave) as port:
        error = failure(message(), settings(port, timeout_seconds=0.5), password=RIGHT, context=trusting)
    assert error.cause == cause


def test_a_conversation_as_a_whole_ends_though_each_step_is_in_time():
    def slow(connection, done):
        connection.sendall(b"220 mail.example.org ESMTP\r\n")
        while not done.wait(0.35):
            hear(connection)
            connection.sendall(b"250 as you like\r\n")

    with bad_server(slow) as port:
        client = Plain("127.0.0.1", port, "[127.0.0.1]", Limits(0.5, 0))
        with pytest.raises(smtplib.SMTPServerDisconnected) as told:
            [client.noop() for _ in range(50)]
    assert isinstance(told.value.__context__, TooLongError)


def test_a_large_message_has_more_time():
    assert Limits(30, 10_000_000).whole == 460


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_message_of_megabytes_arrives(authority, trusting, security):
    big = message(attachments=[Attachment("brief.pdf", PDF * 400)])
    with mail_server(authority, security=security) as server:
        send(big, settings(server.port, security=security), password=RIGHT, context=trusting)
    (mail,) = server.delivered
    assert len(mail.content) > 5_000_000

"""Messages: their structure, headers and bytes, whatever the words in them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import getaddresses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.configuration.addresses import parse_mailbox
from briefing.deliver.headers import header_lines, header_text, one_line, put
from briefing.deliver.message import POLICY, Attachment, build_message, message_from_files, write_eml
from briefing.errors import ConfigError, DeliveryError
from briefing.model import Brief, Edition, FocusInfo, Period

SEVEN = datetime(2022, 2, 16, 7, 0, tzinfo=UTC)
SUBJECT = "The Minsk accords — 16 February 2022, edition 2"
DESK, ANN, BOB = map(parse_mailbox, ("Desk <desk@example.org>", "Ann <ann@example.org>", "bob@example.org"))


def brief(title="The Minsk accords", handling="TLP:AMBER", focus="minsk-accords"):
    day = date(2022, 2, 16)
    edition = Edition(as_of=day, number=2, period=Period(date(2022, 2, 10), day), generated_at=SEVEN)
    return Brief(focus=FocusInfo(focus, title, handling), edition=edition)


def build(**changes):
    given = {
        "brief": brief(),
        "sender": DESK,
        "recipients": [ANN, BOB],
        "subject": SUBJECT,
        "text": "Text\n",
        "html": "<p>HTML</p>\n",
        "attachments": [Attachment("minsk.pdf", b"%PDF")],
        "date": SEVEN,
    }
    return build_message(**{**given, **changes})


def received(message):
    """The message as a mail program stores and reads it."""
    return message_from_bytes(message.as_bytes(policy=POLICY).replace(b"\r\n", b"\n"), policy=default)


EXPECTED = """\
From: Desk <desk@example.org>
Reply-To: editor@example.org
To: Ann <ann@example.org>,
 bob@example.org
Subject: =?utf-8?q?=5BTLP=3AAMBER=5D_The_Minsk_accords_=E2=80=94_16_Februa?=
 =?utf-8?q?ry_2022=2C_edition_2?=
Date: Wed, 16 Feb 2022 07:00:00 +0000
Message-ID: <minsk-accords.2022-02-16.2.DIGEST@example.org>
Auto-Submitted: auto-generated
MIME-Version: 1.0
Content-Type: multipart/mixed;
 boundary="=_mixed_DIGEST"

--=_mixed_DIGEST
Content-Type: multipart/alternative;
 boundary="=_alternative_DIGEST"

--=_alternative_DIGEST
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 7bit

TLP:AMBER

Text

--=_alternative_DIGEST
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: 7bit

<p>HTML</p>

--=_alternative_DIGEST--

--=_mixed_DIGEST
Content-Type: application/pdf
Content-Transfer-Encoding: base64
Content-Disposition: attachment;
 filename="minsk.pdf"

JVBERg==

--=_mixed_DIGEST--
"""


def test_the_whole_message():
    message = build(reply_to=parse_mailbox("editor@example.org"))
    digest = message["Message-ID"].removeprefix("<minsk-accords.2022-02-16.2.").removesuffix("@example.org>")
    assert len(digest) == 32
    assert message.as_bytes(policy=POLICY).decode() == EXPECTED.replace("DIGEST", digest).replace(
        "\n", "\r\n"
    )


def test_same_values_same_bytes_and_another_content_another_message():
    assert write_eml(build()) == write_eml(build())
    assert build()["Message-ID"] == build(recipients=[parse_mailbox("zoe@example.org")])["Message-ID"]
    other = [
        build(text="Texts\n"),
        build(html="<p></p>"),
        build(attachments=[Attachment("minsk.pdf", b"%PDG")]),
    ]
    assert len({message["Message-ID"] for message in [build(), *other]}) == 4


def test_a_draft_is_the_message_marked_as_unsent():
    message = build()
    eml = write_eml(message)
    assert eml == b"X-Unsent: 1\r\n" + message.as_bytes(policy=SMTP.clone(refold_source="none"))
    assert message_from_bytes(eml, policy=default)["X-Unsent"] == "1"


def test_without_html_and_attachments():
    read = received(build(html=None, attachments=[]))
    assert [part.get_content_type() for part in read.walk()] == ["multipart/mixed", "text/plain"]


def test_a_draft_may_lack_recipients():
    assert build(recipients=[])["To"] is None


@pytest.mark.parametrize(
    ("changes", "subject"),
    [
        ({}, "[TLP:AMBER] The Minsk accords — 16 February 2022, edition 2"),
        ({"brief": brief(handling=None)}, "The Minsk accords — 16 February 2022, edition 2"),
        ({"subject": "Morning brief"}, "[TLP:AMBER] Morning brief"),
        ({"subject": "TLP:AMBER morning brief"}, "TLP:AMBER morning brief"),
        ({"subject": "Morning brief", "brief": brief(handling=None)}, "Morning brief"),
        (
            {"subject": "=?utf-8?q?Bcc=3A?= as printed", "brief": brief(handling=None)},
            "=?utf-8?q?Bcc=3A?= as printed",
        ),
        (
            {"subject": " two\r\nBcc: eve@example.org\u2028lines\x00 ", "brief": brief(handling=None)},
            "two Bcc: eve@example.org lines",
        ),
    ],
)
def test_subjects(changes, subject):
    read = received(build(**changes))
    assert read["Subject"] == subject
    assert read["Bcc"] is None


def test_a_message_needs_a_subject_and_an_aware_date():
    with pytest.raises(DeliveryError, match="it has no subject"):
        build(subject="\n\x00")
    with pytest.raises(ValueError, match="time zone"):
        build(date=datetime(2022, 2, 16))  # noqa: DTZ001 - the mistake that is tested


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Text", "TLP:AMBER\n\nText"),
        ("\nTLP:AMBER\nText", "\nTLP:AMBER\nText"),
        ("Text\nTLP:AMBER", "TLP:AMBER\n\nText"),
    ],
)
def test_the_marking_is_the_first_line_of_the_text(text, begins):
    assert received(build(text=text)).get_body(("plain",)).get_content().startswith(begins)


def test_a_hostile_title_stays_in_its_header():
    title = "Talks\r\nBcc: eve@example.org\r\n\r\n<html>"
    hostile = brief(title=title, handling="TLP:RED\nX: y", focus="../a b\r\nc")
    read = received(build(brief=hostile, subject=f"{title} — today"))
    assert read["Subject"].startswith("[TLP:RED X: y] Talks Bcc: eve@example.org <html> — ")
    assert read["Message-ID"].startswith("<a-b-c.2022-02-16.2.")
    assert {"Bcc", "X"} & set(read.keys()) == set()


def test_a_text_with_lone_surrogates_and_odd_line_ends_is_still_sent():
    read = received(build(text="a\ud800b\r\nc\rd"))
    assert read.get_body(("plain",)).get_content() == "TLP:AMBER\n\na\ufffdb\nc\nd\n"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("minsk-accords-2022-02-16.pdf", "minsk-accords-2022-02-16.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\\b\\talks.pdf", "talks.pdf"),
        ('a"; filename="b.exe', "a___filename__b.exe"),
        ("a\r\nBcc: eve.pdf", "a_Bcc__eve.pdf"),
        (".hidden", "hidden"),
        ("", "attachment"),
        ("Минск.pdf", "Минск.pdf"),
        ("日" * 200 + ".pdf", "日" * 56 + ".pdf"),
        ("x" * 200, "x" * 60),
    ],
)
def test_attachment_names(name, shown):
    message = build(attachments=[Attachment(name, b"%PDF")])
    [attachment] = received(message).iter_attachments()
    assert attachment.get_filename() == shown
    assert max(map(len, message.as_bytes(policy=POLICY).split(b"\r\n"))) <= 998


# --- addresses --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("ann@example.org", "", "ann@example.org"),
        ("<ann@example.org>", "", "ann@example.org"),
        ("Ann Roe <ann@example.org>", "Ann Roe", "ann@example.org"),
        ('"Roe, Ann" <ann@example.org>', "Roe, Ann", "ann@example.org"),
        ("Ann B. Roe <ann+x@example.org>", "Ann B. Roe", "ann+x@example.org"),
        ("Søren Böhm <s@example.org>", "Søren Böhm", "s@example.org"),
        ("名前 <n@例え.example>", "名前", "n@xn--r8jz45g.example"),
        ("root@localhost", "", "root@localhost"),
        ("root@[127.0.0.1]", "", "root@[127.0.0.1]"),
        ('Ann \\"x\\" <ann@example.org>', None, None),
        ("ann@example.org, bob@example.org", None, None),
        ("Roe, Ann <ann@example.org>", None, None),
        ("Böhm, Ann <ann@example.org>", None, None),
        ("ann@example.org\r\nBcc: eve@example.org", None, None),
        ("Ann\n <ann@example.org>", None, None),
        ("Ann\x00 <ann@example.org>", None, None),
        ("=?utf-8?q?A=0D=0ABcc=3A_eve=40example.org?= <ann@example.org>", None, None),
        ("friends: ann@example.org;", None, None),
        ("jörg@example.org", None, None),
        ("ann@straße.example", None, None),
        ("ann@-example.org", None, None),
        ("ann@exa mple.org", None, None),
        ("ann@" + "a" * 64 + ".org", None, None),
        ("ann@example..org", None, None),
        ("ann@", None, None),
        ("@example.org", None, None),
        ("ann", None, None),
        ("Ann <>", None, None),
        ("", None, None),
        ("ann@b@example.org", None, None),
        ("ann@example.org <eve@example.org>", None, None),
        ("ann@[127.0.0.1\\]", None, None),
    ],
)
def test_mailboxes(text, name, address):
    if address is None:
        with pytest.raises(ConfigError, match="not a mail address"):
            parse_mailbox(text)
        return
    mailbox = parse_mailbox(text)
    assert (mailbox.display_name, mailbox.addr_spec) == (name, address)


def test_the_error_for_an_address_shows_it_without_its_control_characters():
    with pytest.raises(ConfigError) as caught:
        parse_mailbox("ann@example.org\r\n\x1b[2J")
    assert str(caught.value) == (
        'not a mail address: "ann@example.org\ufffd\ufffd\ufffd[2J": it holds control characters or an encoded word'
    )


def test_an_address_is_written_to_once():
    message = build(recipients=[ANN, BOB, parse_mailbox("ann@EXAMPLE.org")])
    assert [mailbox.addr_spec for mailbox in message["To"].addresses] == [
        "ann@example.org",
        "bob@example.org",
    ]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_a_mailbox_or_a_configuration_error(text):
    try:
        mailbox = parse_mailbox(text)
    except ConfigError:
        return
    assert mailbox.addr_spec.isascii()
    assert "\n" not in mailbox.addr_spec


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_subject_comes_out_as_it_went_in(text):
    message = EmailMessage(policy=POLICY)
    put(message, "Subject", header_text(text, header="Subject") if one_line(text) else "-")
    raw = message.as_bytes()
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert message_from_bytes(raw, policy=default)["Subject"] == (one_line(text) or "-")


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=120).map(one_line).filter(lambda name: name and "=?" not in name))
def test_any_name_of_a_recipient_comes_out_as_it_went_in(name):
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    mailbox = parse_mailbox(f'"{quoted}" <ann@example.org>')
    value = header_lines((mailbox, mailbox))
    assert value.isascii()
    # email.utils and not the "default" policy, which reads a blank between two encoded words as one in the name.
    read = [(str(make_header(decode_header(name))), address) for name, address in getaddresses([value])]
    assert read == [(name, "ann@example.org")] * 2


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.binary(max_size=300), st.text(max_size=80))
def test_any_content_arrives_as_it_was_given(text, content, name):
    unmarked = brief(handling=None)
    message = build(brief=unmarked, text=text or "\n", html=text, attachments=[Attachment(name, content)])
    raw = message.as_bytes(policy=POLICY)
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    read = message_from_bytes(raw, policy=default)
    expected = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n") + "\n"
    for kind in ("plain", "html"):
        assert read.get_body((kind,)).get_content().replace("\r\n", "\n") == expected
    [attachment] = read.iter_attachments()
    assert attachment.get_content() == content


@pytest.mark.parametrize("value", ["a\nBcc: b", "a\r\n b", "é", "", "a\n \n b", "a\x00"])
def test_a_header_that_would_break_out_is_never_stored(value):
    with pytest.raises(ValueError, match="X-Any"):
        put(EmailMessage(policy=POLICY), "X-Any", value)


# --- what was rendered before -----------------------------------------------------------------------


def from_files(files, **changes):
    given = {"sender": DESK, "recipients": [ANN], "subject": SUBJECT, "date": SEVEN}
    return received(message_from_files(brief(), files, **{**given, **changes}))


def test_rendered_files_become_text_html_and_attachments():
    files = {
        "md": b"# Markdown",
        "txt": "Täxt".encode(),
        "html": b"<p>HTML</p>",
        "pdf": b"%PDF",
        "json": b"{}",
    }
    read = from_files(files)
    assert read["Subject"] == f"[TLP:AMBER] {SUBJECT}"
    assert read.get_body(("plain",)).get_content() == "TLP:AMBER\n\nTäxt\n"
    assert read.get_body(("html",)).get_content() == "<p>HTML</p>\n"
    found = [
        (part.get_filename(), part.get_content_type(), part.get_content()) for part in read.iter_attachments()
    ]
    assert found == [
        ("minsk-accords-2022-02-16.pdf", "application/pdf", b"%PDF"),
    ]


def test_the_mail_that_was_rendered_is_the_body():
    files = {
        "mail.html": b"<p>mail</p>",
        "mail.txt": b"Mail",
        "html": b"<p>HTML</p>",
        "txt": b"Text",
        "md": b"# M",
    }
    read = from_files(files)
    assert read.get_body(("plain",)).get_content() == "TLP:AMBER\n\nMail\n"
    assert read.get_body(("html",)).get_content() == "<p>mail</p>\n"
    only = from_files({"mail.html": b"<p>mail</p>"})
    assert "HTML part" in only.get_body(("plain",)).get_content()


def test_markdown_stands_in_for_text_and_a_missing_pdf_is_left_out():
    read = from_files({"md": b"# Markdown"})
    assert read.get_body(("plain",)).get_content() == "TLP:AMBER\n\n# Markdown\n"
    assert list(read.iter_attachments()) == []


def test_without_any_text_the_message_points_to_what_there_is():
    read = from_files({"pdf": b"%PDF", "html": b"<p></p>"})
    assert read.get_body(("plain",)).get_content() == (
        "[TLP:AMBER] The Minsk accords — 16 February 2022, edition 2\n\n"
        "The brief is in the HTML part and the attachment of this message.\n"
    )


@pytest.mark.parametrize(
    ("files", "cause"),
    [
        ({}, "there is no rendered file to send"),
        ({"json": b"{}"}, "there is no rendered file to send"),
        ({"txt": b"\xff\xfe"}, "the file is not UTF-8"),
    ],
)
def test_files_that_cannot_be_sent(files, cause):
    with pytest.raises(DeliveryError, match=cause):
        from_files(files)

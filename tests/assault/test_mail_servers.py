"""Mail servers by chance: whatever one says, and however slowly, a conversation ends with one error."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime

import pytest

from briefing.configuration.addresses import parse_mailbox
from briefing.configuration.project import DeliveryConfig
from briefing.deliver.message import build_message
from briefing.deliver.secrets import Password
from briefing.deliver.smtp import send
from briefing.errors import DeliveryError
from briefing.model import Brief, Edition, FocusInfo, Period

from ..smtp_server import bad_server, drip, flood, hear, silence  # noqa: TID252 # tests are no package

NOW = datetime(2022, 2, 16, 7, 0, tzinfo=UTC)
BRIEF = Brief(FocusInfo("talks", "Talks"), Edition(NOW.date(), 1, Period(NOW.date(), NOW.date()), NOW))
SAYS = (
    b"220 hello\r\n",
    b"250-mail.example.org\r\n250 STARTTLS\r\n",
    b"250 AUTH PLAIN LOGIN\r\n",
    b"220 go ahead\r\n",
    b"250-\r\n",
    b"999 \xff\xfe\x00\x1b[2J\r\n",
    b"\r\n",
    b"abc\n",
    b"\x16\x03\x03\x00\x7a",
    b"250 " + b"x" * 9000 + b"\r\n",
    b"250 SIZE " + b"9" * 5000 + b"\r\n",
)


def test_any_conversation_ends_in_one_line(rounds):
    sender = parse_mailbox("desk@example.org")
    message = build_message(
        BRIEF, sender=sender, recipients=[sender], subject="Talks", text="No.", html=None, date=NOW
    )
    for chance in rounds:
        script = [
            (chance.choice(SAYS), chance.random() < 0.7, chance.random() < 0.1)
            for _ in range(chance.randrange(8))
        ]
        last = chance.choice((drip, silence, lambda c, d: flood(c, d, b"250-x\r\n"), lambda c, d: None))

        def behave(connection, done, script=script, last=last):
            for words, listens, slowly in script:
                if listens:
                    hear(connection)
                for piece in [bytes([byte]) for byte in words[:20]] if slowly else [words]:
                    connection.sendall(piece)
            last(connection, done)

        with bad_server(behave) as port:
            settings = DeliveryConfig(
                sender="desk@example.org",
                host="127.0.0.1",
                port=port,
                security=chance.choice(("starttls", "tls")),
                username="desk",
                timeout_seconds=0.3,
            )
            with pytest.raises(DeliveryError) as told:
                send(
                    message,
                    settings,
                    password=Password("swordfish", "x"),
                    context=ssl.create_default_context(),
                )
        assert told.value.cause
        assert "\n" not in told.value.cause
        assert told.value.cause.isprintable()

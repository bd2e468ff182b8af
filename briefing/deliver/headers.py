"""Text into header values: one line of printable characters, in ASCII as RFC 2047 has it.

Python's own folding of EmailMessage headers differs between its patch releases and at times sets two encoded
words side by side, which some servers refuse (python/cpython#144156). So the values are encoded here, by
``email.header``, and stored as they are to be sent.
"""

from __future__ import annotations

import re
from email.header import Header
from email.utils import quote
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.headerregistry import Address
    from email.message import MIMEPart

WORD_CHARS = 60  # a longer unbroken word cannot be folded; as encoded words it can

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ATOMS = re.compile(r"[\w!#$%&'*+/=?^`{|}~ -]*", re.ASCII)


def one_line(text: str) -> str:
    """The text with control characters and line breaks as blanks, white space run together."""
    return " ".join(_BREAKS.sub(" ", well_formed(text)).split())


def well_formed(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot carry, as replacement characters."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def is_plain(text: str) -> bool:
    """Whether the text needs no encoding: ASCII, nothing that looks like an encoded word, no endless word."""
    return text.isascii() and "=?" not in text and all(len(word) <= WORD_CHARS for word in text.split())


def encoded_words(text: str, *, header: str = "Subject") -> str:
    """The text as RFC 2047 encoded words, a line of its own each from the second on."""
    return Header(text, charset="utf-8", header_name=header, maxlinelen=76).encode()


def header_text(text: str, *, header: str) -> str:
    """An unstructured header's value: the text made one line, encoded where it needs to be, folded."""
    line = one_line(text)
    if is_plain(line):
        return Header(line, charset="us-ascii", header_name=header, maxlinelen=76).encode()
    return encoded_words(line, header=header)


def header_lines(mailboxes: Iterable[Address]) -> str:
    """The mailboxes as the value of a header, one on a line, in ASCII."""
    return ",\n ".join(map(_mailbox_value, mailboxes))


def _mailbox_value(mailbox: Address) -> str:
    name = mailbox.display_name
    if not name:
        return mailbox.addr_spec
    if not is_plain(name):
        return f"{encoded_words(name)}\n <{mailbox.addr_spec}>"
    if not _ATOMS.fullmatch(name):
        name = f'"{quote(name)}"'
    return f"{name} <{mailbox.addr_spec}>"


def put(part: MIMEPart, name: str, value: str) -> None:
    """Set a header as it is to be sent, replacing what is there: ASCII, folded with line feed and blank."""
    lines = value.split("\n")
    if not value.isascii() or not all(line.strip() and not _BREAKS.search(line) for line in lines):
        raise ValueError(f"{name} is not ready to be sent: {value!r}")
    if any(not line.startswith(" ") for line in lines[1:]):
        raise ValueError(f"{name} would end before its value does: {value!r}")
    del part[name]
    part.set_raw(name, value)

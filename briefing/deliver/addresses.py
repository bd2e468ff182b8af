"""Mailboxes as people write them ("Desk <desk@example.org>"), checked, and as they go into a header."""

from __future__ import annotations

import re
from email.errors import HeaderParseError, ObsoleteHeaderDefect
from email.headerregistry import Address
from email.policy import SMTP
from email.utils import quote
from typing import TYPE_CHECKING, Any

from briefing.deliver.headers import encoded_words, is_plain, printable
from briefing.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterable

_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.IGNORECASE)
_ADDRESS_LITERAL = re.compile(r"\[[0-9a-f.:]+\]|\[ipv6:[0-9a-f.:]+\]", re.IGNORECASE)
# IDNA 2003, the one in the standard library, turns these into other letters, that is into another domain.
_AMBIGUOUS_IN_IDNA = re.compile("[ßς\u200c\u200d]")
_ATOMS = re.compile(r"[\w!#$%&'*+/=?^`{|}~ -]*", re.ASCII)


def parse_mailbox(text: str) -> Address:
    """The one mailbox that ``text`` holds, its domain in ASCII.

    Raises DeliveryError where ``text`` is not exactly one mailbox, would break out of its header, or needs a mail
    server that takes addresses outside of ASCII.
    """
    found = _parse(text)
    if not found.username.isascii():
        raise _refusal(
            text, "letters outside of ASCII stand before the @, which most mail servers cannot take"
        )
    return Address(
        display_name=found.display_name, username=found.username, domain=_ascii_domain(text, found.domain)
    )


def parse_mailboxes(texts: Iterable[str]) -> tuple[Address, ...]:
    """The mailboxes in the order given, each address once. Raises DeliveryError for the first that is wrong."""
    found: dict[str, Address] = {}
    for text in texts:
        mailbox = parse_mailbox(text)
        found.setdefault(mailbox.addr_spec.lower(), mailbox)
    return tuple(found.values())


def header_lines(mailboxes: Iterable[Address]) -> str:
    """The mailboxes as the value of a header, one on a line, in ASCII."""
    return ",\n ".join(_header_value(mailbox) for mailbox in mailboxes)


def _parse(text: str) -> Address:
    if not printable(text) or "=?" in text:
        raise _refusal(text, "it holds control characters or an encoded word")
    try:
        # In Python's own parser a malformed address may end in any of these.
        header: Any = SMTP.header_factory("To", text)
    except (HeaderParseError, ValueError, LookupError, AttributeError) as error:
        raise _refusal(text, "it cannot be read") from error
    defects = [defect for defect in header.defects if not isinstance(defect, ObsoleteHeaderDefect)]
    if len(header.addresses) > 1:
        raise _refusal(
            text,
            'it is more than one address; a name with a comma stands in quotation marks: "Roe, Ann" <ann@…>',
        )
    if defects or not header.addresses or header.groups[0].display_name is not None:
        raise _refusal(text, "it is not of the form name@domain or Name <name@domain>")
    found: Address = header.addresses[0]
    if not found.username or not found.domain:
        raise _refusal(text, "it is not of the form name@domain or Name <name@domain>")
    return found


def _ascii_domain(text: str, domain: str) -> str:
    if _ADDRESS_LITERAL.fullmatch(domain):
        return domain
    if _AMBIGUOUS_IN_IDNA.search(domain):
        raise _refusal(text, 'its domain can be written in two ways; give it in its ASCII form, "xn--…"')
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise _refusal(text, f'"{domain}" is not a domain') from error
    if not all(_LABEL.fullmatch(label) for label in ascii_domain.split(".")):
        raise _refusal(text, f'"{domain}" is not a domain')
    return ascii_domain


def _header_value(mailbox: Address) -> str:
    name = mailbox.display_name
    if not name:
        return mailbox.addr_spec
    if not is_plain(name):
        return f"{encoded_words(name)}\n <{mailbox.addr_spec}>"
    if not _ATOMS.fullmatch(name):
        name = f'"{quote(name)}"'
    return f"{name} <{mailbox.addr_spec}>"


def _refusal(text: str, cause: str) -> DeliveryError:
    shown = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )
    return DeliveryError("not a mail address", where=f'"{shown}"', cause=cause)

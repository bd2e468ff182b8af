"""Mail addresses as people write them ("Desk <desk@example.org>"), checked where they are read."""

from __future__ import annotations

import re
from email.errors import HeaderParseError, ObsoleteHeaderDefect
from email.headerregistry import Address
from email.policy import SMTP
from typing import Annotated, Any

from pydantic import PlainValidator
from pydantic_core import PydanticKnownError

from briefing.errors import ConfigError

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.IGNORECASE)
_ADDRESS_LITERAL = re.compile(r"\[[0-9a-f.:]+\]|\[ipv6:[0-9a-f.:]+\]", re.IGNORECASE)
# IDNA 2003, the one in the standard library, turns these into other letters, that is into another domain.
_AMBIGUOUS_IN_IDNA = re.compile("[ßς\u200c\u200d]")
_FORM = "it is not of the form name@domain or Name <name@domain>"


def parse_mailbox(text: str) -> Address:
    """The one mailbox that ``text`` holds, its domain in ASCII.

    Raises ConfigError where ``text`` is not exactly one mailbox, would break out of its header, or needs a
    mail server that takes addresses outside of ASCII.
    """
    written = _parse(text)
    if not written.username.isascii():
        raise _refusal(
            text, "letters outside of ASCII stand before the @, which most mail servers cannot take"
        )
    domain = _ascii_domain(text, written.domain)
    return Address(display_name=written.display_name, username=written.username, domain=domain)


def _checked(value: Any) -> Address:
    if isinstance(value, Address):
        return value
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    try:
        return parse_mailbox(value)
    except ConfigError as error:
        raise ValueError(f"{error.what}: {error.cause}") from error


Mailbox = Annotated[Address, PlainValidator(_checked)]  # in a file: a text that parse_mailbox takes


def _parse(text: str) -> Address:
    if _UNPRINTABLE.search(text) or "=?" in text:
        raise _refusal(text, "it holds control characters or an encoded word")
    try:
        # In Python's own parser a malformed address may end in any of these.
        header: Any = SMTP.header_factory("To", text)
    except (HeaderParseError, ValueError, LookupError, AttributeError) as error:
        raise _refusal(text, "it cannot be read") from error
    defects = [defect for defect in header.defects if not isinstance(defect, ObsoleteHeaderDefect)]
    if len(header.addresses) > 1:
        advice = 'a name with a comma stands in quotation marks: "Roe, Ann" <ann@…>'
        raise _refusal(text, f"it is more than one address; {advice}")
    if defects or not header.addresses or header.groups[0].display_name is not None:
        raise _refusal(text, _FORM)
    address: Address = header.addresses[0]
    if not address.username or not address.domain:
        raise _refusal(text, _FORM)
    return address


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


def _refusal(text: str, cause: str) -> ConfigError:
    shown = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )
    return ConfigError("not a mail address", where=f'"{shown}"', cause=cause)

"""What foreign text must lose or be given before it stands on a page: control characters, markup, links.

Nothing here changes a word. Invisible characters that act on their surroundings are dropped, and what a
format would take for markup is escaped in that format's own way.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

# Line and paragraph separators of every kind, which would end a line where the template did not.
_BREAKS = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
# Controls; explicit bidirectional embeddings, overrides and isolates, which could reorder the words around a
# passage; the byte order mark, lone surrogates and noncharacters, which are errors in HTML.
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_BLANKS = re.compile(r"[^\S\u00a0]+")
_URL_SAFE = ":/?#[]@!$&'()*+,;=~%"  # reserved characters, and "%" so that nothing is encoded twice

_MARKUP = re.compile(r"[\\`*_{}\[\]<>&|~^$@#]")
_LINE_START = re.compile(r"^(?:[-+=:%!]+|\d+(?=[.)]))")  # lists, rules, underlines of headings
_AUTOLINK = re.compile(r":(?=//)|(?<=www)\.|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)


def visible(text: str) -> str:
    """``text`` without control characters; foreign line separators become blanks."""
    return _CONTROLS.sub("", _BREAKS.sub(" ", text))


def one_line(text: str) -> str:
    """``text`` without control characters, its white space evened out to single blanks.

    No-break spaces stay.
    """
    return _BLANKS.sub(" ", visible(text)).strip()


def markdown(text: str) -> str:
    """``text`` as Markdown that shows these very characters: one line, no markup, no link, no code."""
    line = _AUTOLINK.sub(r"\\\g<0>", _MARKUP.sub(r"\\\g<0>", one_line(text)))
    opening = _LINE_START.match(line)
    if not opening:
        return line
    start = opening[0]
    if start.isdigit():
        return f"{start}\\{line[len(start) :]}"
    return "".join(f"\\{mark}" for mark in start) + line[len(start) :]


def web_address(url: str | None) -> str | None:
    """``url`` in ASCII if it is an http or https address with a host, else None."""
    if not url or any(character.isspace() for character in url) or visible(url) != url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port  # raises ValueError where it is none
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    return quote(url, safe=_URL_SAFE)

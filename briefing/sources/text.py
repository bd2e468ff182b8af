"""One text file to one Article: decoding, front matter, cleaning."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from briefing.configuration.project import SourceFacts
from briefing.configuration.strict_yaml import load_yaml, validate
from briefing.errors import ConfigError, SourceError
from briefing.model import Article
from briefing.sources.cleaning import clean

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 5_000_000  # a guard on memory and time; a longer file is no article
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<yaml>.*?\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")


def read_text_file(path: Path, *, name: str, facts: SourceFacts | None = None) -> Article:
    """Read one article. ``name`` is the file as configured, which becomes its id and ``file``.

    What ``facts`` states wins over the file's front matter, and that over what stands in the text. Raises
    SourceError for a file that cannot be read, is empty or binary, is not in its encoding, or has broken
    front matter.
    """
    stated = facts or SourceFacts()
    text, encoding = _decoded(path, name, stated.encoding)
    if front := _FRONT_MATTER.match(text):
        text = text[front.end() :]
        stated = _front_matter(front["yaml"], name, stated)
    cleaned = clean(text)
    if not cleaned.text:
        raise SourceError(
            "article", where=name, cause="there is no text in it once page furniture is removed"
        )
    return Article(
        id=name,
        text=cleaned.text,
        title=stated.title or cleaned.title,
        publisher=stated.publisher,
        family=stated.family,
        published=stated.published or cleaned.published,
        url=stated.url,
        file=name,
        affiliation=stated.affiliation,
        reliability=stated.reliability,
        language=stated.language,
        encoding=None if encoding.startswith("utf-8") else encoding,
        headings=cleaned.headings,
    )


def _decoded(path: Path, name: str, encoding: str) -> tuple[str, str]:
    """The file's text, and the encoding that it is in."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SourceError("article", where=name, cause=f"larger than {MOST_BYTES:,} bytes; no article is")
        raw = path.read_bytes()
    except OSError as error:
        raise SourceError(
            "article", where=name, cause=f"cannot be read: {error.strerror or error}"
        ) from error
    if not raw.strip():
        raise SourceError("article", where=name, cause="the file is empty")
    encoding = next((known for bom, known in _BOMS if raw.startswith(bom)), encoding)
    try:
        text = raw.decode(encoding)
    except LookupError as error:
        raise SourceError("article", where=name, cause=f"there is no encoding called {encoding}") from error
    except UnicodeDecodeError as error:
        if b"\x00" in raw:
            raise SourceError("article", where=name, cause="a binary file, not a text") from error
        raise SourceError(
            "article",
            where=name,
            cause=f"not in {encoding}: byte 0x{raw[error.start]:02x} at position {error.start}",
            advice="State its encoding in the manifest, for example  encoding: cp1252",
        ) from error
    if _CONTROL.search(text):
        raise SourceError("article", where=name, cause="a binary file, not a text")
    return text, encoding


def _front_matter(text: str, name: str, stated: SourceFacts) -> SourceFacts:
    """What the front matter states, under what is stated already."""
    try:
        own = validate(SourceFacts, load_yaml(text, f"{name} (front matter)"))
    except ConfigError as error:
        raise SourceError("article", where=name, cause="; ".join(error.mistakes)) from error
    return SourceFacts.model_validate(
        own.model_dump(exclude_unset=True) | stated.model_dump(exclude_unset=True)
    )

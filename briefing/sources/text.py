"""One text file to one Article: decoding, front matter, cleaning."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from briefing.configuration.bounds import LONGEST_FRONT_MATTER, MOST_BYTES
from briefing.configuration.project import SourceFacts
from briefing.configuration.strict_yaml import load_yaml, validate
from briefing.errors import ConfigError, SourceError, few
from briefing.model import Article
from briefing.sources.cleaning import clean
from briefing.sources.cutting import broken, cut
from briefing.sources.opening import read_file

if TYPE_CHECKING:
    from pathlib import Path

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<yaml>.*?\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_HALF = re.compile(r"[\ud800-\udfff]")
# Encodings of Python that no report is in: some take the square of a text's length, some always fail.
_NO_TEXT = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"})


def read_text_file(
    path: Path, *, name: str, facts: SourceFacts | None = None, within: Path | None = None
) -> Article:
    """Read one article. ``name`` is the file as configured, which becomes its id and ``file``.

    What ``facts`` states wins over the file's front matter, and that over what stands in the text; nothing
    outside the folder ``within`` is read (None: anywhere). ``Article.left_out`` tells what is not in its
    text for its length. Raises SourceError for a file that cannot be read, is empty or binary, is not in its
    encoding, or has broken front matter.
    """
    stated = facts or SourceFacts()
    raw = read_file(path, what="article", name=name, most=MOST_BYTES, within=within)
    text, encoding = _decoded(raw, name, stated.encoding)
    if front := _FRONT_MATTER.match(text):
        text = text[front.end() :]
        stated = _front_matter(front["yaml"], name, stated)
    text, left_out = broken(text)
    cleaned, more = cut(clean(text))
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
        left_out=(*left_out, *more),
    )


def _decoded(raw: bytes, name: str, encoding: str) -> tuple[str, str]:
    """The file's text, and the encoding that it is in."""
    if not raw.strip():
        raise SourceError("article", where=name, cause="the file is empty")
    encoding = next((known for bom, known in _BOMS if raw.startswith(bom)), encoding)
    try:
        text = raw.decode("undefined" if codecs.lookup(encoding).name in _NO_TEXT else encoding)
    except UnicodeDecodeError as error:
        if b"\x00" in raw:
            raise SourceError("article", where=name, cause="a binary file, not a text") from error
        raise SourceError(
            "article",
            where=name,
            cause=f"not in {encoding}: byte 0x{raw[error.start]:02x} at position {error.start}",
            advice="State its encoding in the manifest, for example  encoding: cp1252",
        ) from error
    except (LookupError, ValueError) as error:
        raise SourceError("article", where=name, cause=f"there is no encoding called {encoding}") from error
    if _CONTROL.search(text) or _HALF.search(text):
        raise SourceError("article", where=name, cause="a binary file, not a text")
    return text, encoding


def _front_matter(text: str, name: str, stated: SourceFacts) -> SourceFacts:
    """What the front matter states, under what is stated already."""
    if len(text) > LONGEST_FRONT_MATTER:
        cause = f"its front matter has {len(text):,} characters; at most {LONGEST_FRONT_MATTER:,} are read"
        raise SourceError("article", where=name, cause=cause)
    try:
        own = validate(SourceFacts, load_yaml(text, f"{name} (front matter)"))
    except ConfigError as error:
        raise SourceError("article", where=name, cause=few(error.mistakes)) from error
    return SourceFacts.model_validate(
        own.model_dump(exclude_unset=True) | stated.model_dump(exclude_unset=True)
    )

"""Proving a brief: every citation against the sources as they are now."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from briefing.brief.context import cited
from briefing.configuration.project import SourceFacts
from briefing.errors import SourceError
from briefing.model import Citation
from briefing.sources.text import read_text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.model import Article, Brief, Source

SHOWN_CHARS = 90  # of a passage, in a message


def verify(brief: Brief, root: Path) -> tuple[str, ...]:
    """Compare a brief with its sources below ``root``; a line for each thing that does not match.

    A source must have the hash that the brief states; each citation's text must stand at its offsets; and
    each statement must be made of the passages that it cites.
    """
    cited_by = list(cited(brief))
    problems: list[str] = []
    for source in brief.sources:
        mine = {(where, citation) for where, citation in cited_by if citation.source == source.id}
        problems += _against(source, sorted(mine, key=lambda item: (item[1].start, item[0])), root)
    known = {source.id for source in brief.sources}
    problems += [
        f"{where}: cites {c.source}, which is not among the sources"
        for where, c in cited_by
        if c.source not in known
    ]
    return tuple(problems + list(_statements(brief, "")))


def citations(brief: Brief) -> tuple[Citation, ...]:
    """Every citation in a brief, in the order of the contract."""
    return tuple(citation for _, citation in cited(brief))


def _against(source: Source, mine: list[tuple[str, Citation]], root: Path) -> Iterator[str]:
    """What no longer matches in one source."""
    label = f"{source.id} ({source.file or source.url or 'no file'})"
    try:
        article = _read_again(source, root)
    except SourceError as error:
        yield f"{label}: {error.cause}; {len(mine)} citations are unproven"
        return
    broken = [(where, c) for where, c in mine if article.text[c.start : c.end] != c.text]
    for where, citation in broken:
        moved = "; it stands elsewhere now" if citation.text in article.text else ""
        gone = f"no longer at {citation.start}–{citation.end} of {label}{moved}"
        yield f"{where}: {gone}: {_shown(citation.text)}"
    if article.sha256 != source.sha256 and not broken:
        stand = f"though each of the {len(mine)} passages cited from it still stands"
        yield f"{label}: the text has changed since, {stand}"


def _read_again(source: Source, root: Path) -> Article:
    if source.file is None:
        raise SourceError("source", where=source.id, cause="the brief names no file")
    path = root / source.file
    if not path.resolve().is_relative_to(root.resolve()):
        raise SourceError("source", where=source.file, cause="leads out of the project, and is not followed")
    return read_text_file(path, name=source.file, facts=SourceFacts(encoding=source.encoding or "utf-8"))


def _statements(value: Any, where: str) -> Iterator[str]:
    """Statements that are not made of what they cite."""
    if isinstance(value, tuple):
        for item in value:
            yield from _statements(item, where)
    elif is_dataclass(value) and not isinstance(value, Citation):
        where = getattr(value, "id", None) or where
        text = getattr(value, "text", None)
        made_of = getattr(value, "citations", None) or [c for c in [getattr(value, "citation", None)] if c]
        if text is not None and made_of and text not in " ".join(c.text for c in made_of):
            yield f"{where}: the statement is not what it cites: {_shown(text)}"
        for field in fields(value):
            yield from _statements(getattr(value, field.name), where)


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS].rstrip()}…"

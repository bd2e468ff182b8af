"""A folder of text files, each described by a manifest (sources.yaml) or by its own front matter."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from unicodedata import category

from briefing.configuration.bounds import LONGEST_MANIFEST, MOST_FILES
from briefing.configuration.project import Manifest, ManifestEntry, SourceFacts
from briefing.configuration.strict_yaml import load_yaml, validate
from briefing.errors import ConfigError, LeftOutError, SourceError, UnreadSourceError, few, unexpected
from briefing.sources.opening import read_file
from briefing.sources.text import read_text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.configuration.project import FolderSource
    from briefing.model import Article

_JOINERS = "\u200c\u200d"  # Persian and Indian names have them


def read_folder(source: FolderSource, root: Path) -> Iterator[Article | SourceError]:
    """Read the articles of a folder in the order of their names, and an error for each that cannot be read.

    A mistake in the manifest is an error for its entry, whose file is not read; the others are.
    Of a folder that cannot be listed there is an UnreadSourceError alone.
    """
    folder = root / source.path
    try:
        names, unlisted = _names(folder, source)
    except UnreadSourceError as error:
        yield error
        return
    yield from unlisted
    facts, wrong = _manifest(folder, source)
    yield from wrong
    refused = {entry.file for entry in wrong if entry.file}
    every = sorted((names | facts.keys()) - refused)
    if len(every) > MOST_FILES:
        cause = f"it has {len(every):,} files; the first {MOST_FILES:,} by name were read"
        yield LeftOutError("source", where=source.path, cause=cause)
    for name in every[:MOST_FILES]:
        shown = f"{source.path}/{name}"
        try:
            yield _article(folder, name, shown, facts.get(name))
        except SourceError as error:
            yield error
        except Exception as error:  # whatever it is, it harms one article
            yield SourceError("article", where=shown, cause=f"cannot be read: {unexpected(error)}")


def _article(folder: Path, name: str, shown: str, facts: SourceFacts | None) -> Article:
    if any(category(character) in _UNPRINTED and character not in _JOINERS for character in shown):
        cause = "its name is not in UTF-8, or has characters that do not print; rename it"
        raise SourceError("article", where=shown, cause=cause)
    return read_text_file(folder / name, name=shown, facts=facts, within=folder)


_UNPRINTED = ("Cc", "Cf", "Cs", "Zl", "Zp")


def _names(folder: Path, source: FolderSource) -> tuple[set[str], list[SourceError]]:
    """The names of the files that the source's patterns match, and the folders in it that cannot be listed.

    Raises UnreadSourceError.
    """
    unlisted: list[SourceError] = []

    def told(error: OSError) -> None:
        where = os.path.relpath(error.filename, folder) if error.filename else "."
        name = source.path if where == "." else f"{source.path}/{where}"
        unlisted.append(SourceError("source", where=name, cause=f"cannot be listed: {error.strerror}"))

    try:
        if not folder.is_dir():
            raise UnreadSourceError("source", where=source.path, cause="there is no such folder")
        next(folder.iterdir(), None)  # glob takes one that it may not list for an empty one
        if any("/" in pattern or "**" in pattern for pattern in source.patterns):
            for _ in os.walk(folder, onerror=told):
                pass
        paths = {path for pattern in source.patterns for path in folder.glob(pattern)}
        return {path.relative_to(folder).as_posix() for path in paths if path.name != "README.md"}, unlisted
    except OSError as error:
        cause = f"cannot be listed: {error.strerror or error}"
        raise UnreadSourceError("source", where=source.path, cause=cause) from error
    except (ValueError, NotImplementedError) as error:  # "", "/etc/*", NUL
        patterns = ", ".join(source.patterns)
        raise UnreadSourceError(
            "source", where=source.path, cause=f"wrong patterns: {patterns}: {error}"
        ) from error


# --- the manifest ---------------------------------------------------------------------------------


class WrongEntryError(SourceError):
    """An entry of a manifest, or all of it, is wrong; ``file`` is the one that the entry names, if any."""

    def __init__(self, cause: str, *, where: str | None = None, file: str | None = None) -> None:
        self.file = file
        super().__init__("manifest", where=where, cause=cause)


def _manifest(folder: Path, source: FolderSource) -> tuple[dict[str, SourceFacts], list[WrongEntryError]]:
    """What the manifest states of each file, and its mistakes; nothing where there is none."""
    name = f"{source.path}/{source.manifest}"
    path = folder / source.manifest
    try:
        if not os.path.lexists(path):
            return {}, []
        raw = read_file(path, what="manifest", name=name, most=LONGEST_MANIFEST, within=folder)
        origin = load_yaml(raw.decode("utf-8-sig"), name)
        entries = validate(Manifest, origin).sources
    except ConfigError as error:
        return {}, [WrongEntryError(few(error.mistakes))]
    except SourceError as error:
        return {}, [WrongEntryError(error.cause, where=error.where)]
    except (UnicodeDecodeError, ValueError) as error:
        return {}, [WrongEntryError(f"cannot be read: {unexpected(error)}", where=name)]
    facts: dict[str, SourceFacts] = {}
    wrong: list[WrongEntryError] = []
    for number, given in enumerate(entries):
        file = _file_of(given)
        try:
            entry = validate(ManifestEntry, origin, at=("sources", number))
            if file in facts:
                line = origin.line(("sources", number))
                raise ConfigError.of([f"{name}:{line}: {file} stands in it twice"])
        except ConfigError as error:
            wrong.append(WrongEntryError(few(error.mistakes), file=file))
        else:
            stated = entry.model_dump(exclude={"file"}, exclude_unset=True)
            facts[entry.file] = SourceFacts.model_validate(stated)
    return facts, wrong


def _file_of(entry: Any) -> str | None:
    file = entry.get("file") if isinstance(entry, dict) else None
    return file.strip() if isinstance(file, str) else None

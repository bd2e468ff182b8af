"""A folder of text files, each described by a manifest (sources.yaml) or by its own front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.configuration.project import Manifest, SourceFacts
from briefing.configuration.strict_yaml import load_yaml_file, validate
from briefing.errors import ConfigError, SourceError
from briefing.sources.text import read_text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.configuration.project import FolderSource
    from briefing.model import Article


def read_folder(source: FolderSource, root: Path) -> Iterator[Article | SourceError]:
    """Read the articles of a folder in the order of their names, and an error for each that cannot be read.

    Raises ConfigError where the manifest is wrong.
    """
    folder = root / source.path
    if not folder.is_dir():
        yield SourceError("source", where=source.path, cause="there is no such folder")
        return
    facts = _manifest(folder / source.manifest, f"{source.path}/{source.manifest}")
    paths = {path for pattern in source.patterns for path in folder.glob(pattern)}
    names = {path.relative_to(folder).as_posix(): path for path in paths if path.name != "README.md"}
    for name in sorted(names.keys() | facts.keys()):
        shown = f"{source.path}/{name}"
        try:
            path = _inside(folder, names.get(name, folder / name), shown)
            yield read_text_file(path, name=shown, facts=facts.get(name))
        except SourceError as error:
            yield error


def _manifest(path: Path, name: str) -> dict[str, SourceFacts]:
    """What the manifest states of each file; nothing where there is none."""
    if not path.exists():
        return {}
    entries = validate(Manifest, load_yaml_file(path, name)).sources
    facts: dict[str, SourceFacts] = {}
    for entry in entries:
        if entry.file in facts:
            raise ConfigError.of([f"{name}: {entry.file} stands in it twice"])
        facts[entry.file] = SourceFacts.model_validate(entry.model_dump(exclude={"file"}, exclude_unset=True))
    return facts


def _inside(folder: Path, path: Path, shown: str) -> Path:
    """The path, refused where it leads out of the folder: a link must not bring another file into a brief."""
    try:
        resolved = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError until Python 3.13
        raise SourceError("article", where=shown, cause="there is no such file") from error
    if not resolved.is_relative_to(folder.resolve()):
        raise SourceError("article", where=shown, cause="leads out of its folder, and is not followed")
    if not resolved.is_file():
        raise SourceError("article", where=shown, cause="not a file")
    return path

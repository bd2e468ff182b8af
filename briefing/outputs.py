"""The dated files of an edition: out/<as-of>/<focus>.<format>."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefing.contract import from_json, from_pdf
from briefing.errors import OutputError
from briefing.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from briefing.model import Brief


def write_edition(
    folder: Path, brief: Brief, contents: Mapping[str, bytes], *, lacking: Iterable[str] = ()
) -> tuple[Path, ...]:
    """Write the formats of one edition, each file whole or not at all, and return their paths.

    ``contents`` maps a file ending ("html", "pdf", …) to bytes. The JSON comes last: where it is, the rest is. ``lacking`` are
    endings that could not be made: what an earlier run left of them goes, since it is not this edition. Raises OutputError.
    """
    paths = []
    for ending in lacking:
        _path(folder, brief, ending).unlink(missing_ok=True)
    for ending in sorted(contents, key=lambda name: (name == "json", name)):
        path = _path(folder, brief, ending)
        try:
            write_whole(path, contents[ending])
        except OSError as error:
            raise OutputError(
                "file", where=str(path), cause=f"cannot be written: {error.strerror or error}"
            ) from error
        paths.append(path)
    return tuple(paths)


def _path(folder: Path, brief: Brief, ending: str) -> Path:
    return folder / brief.edition.as_of.isoformat() / f"{brief.focus.id}.{ending}"


def read_brief(path: Path) -> Brief:
    """Read an edition from its JSON, or from its PDF, which carries the JSON. Raises OutputError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OutputError(
            "brief", where=str(path), cause=f"cannot be read: {error.strerror or error}"
        ) from error
    read = from_pdf if path.suffix.lower() == ".pdf" else from_json
    return read(content, name=str(path))


def previous_edition(folder: Path, focus: str, before: date) -> tuple[Brief | None, tuple[OutputError, ...]]:
    """The newest edition of a focus from before a day, and the errors of those that could not be read."""
    errors: list[OutputError] = []
    days = sorted(
        (day for day in map(_day, folder.glob("*/")) if day is not None and day < before), reverse=True
    )
    for day in days:
        path = folder / day.isoformat() / f"{focus}.json"
        if path.is_file():
            try:
                return read_brief(path), tuple(errors)
            except OutputError as error:
                errors.append(error)
    return None, tuple(errors)


def _day(folder: Path) -> date | None:
    try:
        return date.fromisoformat(folder.name)
    except ValueError:
        return None

"""The dated files of an edition: out/<as-of>/<focus>.<ending>."""

from __future__ import annotations

import os
import stat
from datetime import date
from typing import TYPE_CHECKING

from briefing.brief.contract import from_json, from_pdf
from briefing.errors import OutputError
from briefing.files import remove, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from briefing.model import Brief

# Besides the JSON: pages, the parts of the mail, signatures.
ENDINGS = ("html", "pdf", "md", "txt", "mail.html", "mail.txt", "json.sig", "pdf.sig")
MOST_BYTES = 200_000_000  # of a file that is read back


def write_edition(
    folder: Path, brief: Brief, contents: Mapping[str, bytes], *, lacking: Iterable[str] = ()
) -> tuple[Path, ...]:
    """Write the files of one edition, each whole or not at all, and return their paths.

    ``contents`` maps a file ending ("html", "mail.html", …) to bytes. The JSON comes last: where it is, the
    rest is. ``lacking`` are endings that could not be made. What an earlier run left of them goes, since it
    is not this edition; and where that run's brief was another one, so does all that this run does not write,
    or one mail could tell two stories. Raises OutputError.
    """
    paths = []
    stale = () if _same_brief(folder, brief, contents.get("json")) else set(ENDINGS) - set(contents)
    for ending in sorted({*lacking, *stale}):
        remove(_path(folder, brief, ending))
    for ending in sorted(contents, key=lambda name: (name == "json", name)):
        paths.append(_path(folder, brief, ending))
        write_whole(paths[-1], contents[ending])
    return tuple(paths)


def _same_brief(folder: Path, brief: Brief, content: bytes | None) -> bool:
    """Whether the edition on disk is of this very brief."""
    try:
        return _path(folder, brief, "json").read_bytes() == content
    except OSError:
        return False


def _path(folder: Path, brief: Brief, ending: str) -> Path:
    return folder / brief.edition.as_of.isoformat() / f"{brief.focus.id}.{ending}"


def rendered(json_file: Path) -> dict[str, bytes]:
    """What lies beside the JSON of an edition, by ending. Raises OutputError."""
    paths = {ending: json_file.with_name(f"{json_file.stem}.{ending}") for ending in ENDINGS}
    try:
        return {ending: path.read_bytes() for ending, path in paths.items() if path.is_file()}
    except OSError as error:
        raise OutputError(
            "file", where=str(error.filename), cause=f"cannot be read: {error.strerror or error}"
        ) from error


def read_brief(path: Path) -> Brief:
    """Read an edition from its JSON, or from its PDF, which carries the JSON. Raises OutputError."""
    read = from_pdf if path.suffix.lower() == ".pdf" else from_json
    return read(read_content(path), name=str(path))


def read_content(path: Path) -> bytes:
    """The bytes of an edition's file. Raises OutputError, also for a folder, a pipe and a device."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OutputError("brief", where=str(path), cause="not a file")
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        cause = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        raise OutputError("brief", where=str(path), cause=cause) from error
    if len(content) > MOST_BYTES:
        raise OutputError("brief", where=str(path), cause=f"larger than {MOST_BYTES:,} bytes; no brief is")
    return content


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

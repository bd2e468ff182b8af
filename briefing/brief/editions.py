"""The dated files of an edition: out/<as-of>/<focus>.<ending>, switched as a whole.

Which files belong together stands in ``.<focus>.sums`` beside them, in the form of ``sha256sum``.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING

from briefing.brief.contract import from_json, from_pdf
from briefing.errors import OutputError
from briefing.files import locked, opened, settle, switch, unsettled, write_whole
from briefing.signatures import SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from briefing.model import Brief

# Besides the JSON: pages, the parts of the mail, signatures.
ENDINGS = ("html", "pdf", "md", "txt", "mail.html", "mail.txt", "json.sig", "pdf.sig")
MOST_BYTES = 200_000_000  # of a file that is read back
_SUM = re.compile(r"([0-9a-f]{64})  (.+)")


def write_edition(
    folder: Path, brief: Brief, contents: Mapping[str, bytes], *, lacking: Iterable[str] = ()
) -> tuple[Path, ...]:
    """Write the files of one edition, all in one step, and return their paths, that of the JSON last.

    ``contents`` maps a file ending ("html", "mail.html", …) to bytes. ``lacking`` are endings that could not
    be made. What an earlier run left of them goes, since it is not this edition; and where that run's brief
    was another one, so does all that this run does not write, or one mail could tell two stories. The files
    of a brief that is marked for handling are for their owner alone. Raises OutputError, and then the edition
    before is there whole.
    """
    day, focus = folder / brief.edition.as_of.isoformat(), brief.focus.id
    with _changing(folder):
        same = _content(day / f"{focus}.json") == contents.get("json")
        gone = {*lacking, *(() if same else set(ENDINGS) - set(contents))}
        files = {f"{focus}.{ending}": content for ending, content in contents.items()}
        kept = _recorded(day, focus) if same else {}
        sums = {**kept, **{name: hashlib.sha256(content).hexdigest() for name, content in files.items()}}
        for ending in gone:
            sums.pop(f"{focus}.{ending}", None)
        record = "".join(f"{said}  {name}\n" for name, said in sorted(sums.items()))
        switch(
            day,
            {**files, _sums(focus): record.encode()},
            gone=[f"{focus}.{ending}" for ending in gone],
            private=is_private(brief),
        )
    return tuple(
        day / f"{focus}.{ending}" for ending in sorted(contents, key=lambda name: (name == "json", name))
    )


def write_draft(json_file: Path, brief: Brief, content: bytes) -> Path:
    """Write the mail of an edition beside its JSON as .eml and return its path. Raises OutputError."""
    path = json_file.with_suffix(".eml")
    with _changing(json_file.parent.parent):
        write_whole(path, content, private=is_private(brief))
    return path


def is_private(brief: Brief) -> bool:
    """Whether the files of a brief are for their owner alone: it is marked, and not as free for everybody."""
    return (brief.focus.handling or "TLP:CLEAR") != "TLP:CLEAR"


def rendered(json_file: Path) -> dict[str, bytes]:
    """What lies beside the JSON of an edition, by ending. Raises OutputError."""
    paths = {ending: json_file.with_name(f"{json_file.stem}.{ending}") for ending in ENDINGS}
    try:
        return {ending: path.read_bytes() for ending, path in paths.items() if path.is_file()}
    except OSError as error:
        raise _unreadable("file", str(error.filename), error) from error


def read_edition(json_file: Path) -> tuple[Brief, dict[str, bytes]]:
    """The brief in a JSON file, and the files beside it by ending, all of one edition.

    Raises OutputError where it is not known that they are, or one was changed since.
    """
    with _reading(json_file.parent.parent):
        brief, files = read_brief(json_file), rendered(json_file)
        recorded = _recorded(json_file.parent, json_file.stem)
        there = {"json": _content(json_file) or b"", **files}
    edition = f"briefing daily --date {brief.edition.as_of} --focus {brief.focus.id}"
    if not recorded:
        cause = f"nothing says which files are of this edition ({_sums(json_file.stem)} is not beside it)"
        raise OutputError("edition", where=str(json_file), cause=cause, advice=f"Make it anew: {edition}")
    # A signature speaks for itself: it may be made later, and mail checks that it is over its file.
    named = {f"{json_file.stem}.{end}": what for end, what in there.items() if not end.endswith(SIGNATURE)}
    other = [
        name for name, content in named.items() if recorded.get(name) != hashlib.sha256(content).hexdigest()
    ]
    if other:
        cause = f"of another edition, or changed since it was made: {', '.join(other)}"
        raise OutputError("edition", where=str(json_file), cause=cause, advice=f"Make it anew: {edition}")
    return brief, files


def _sums(focus: str) -> str:
    return f".{focus}.sums"


def _recorded(day: Path, focus: str) -> dict[str, str]:
    """The SHA-256 of each file of an edition by its name, as it was when the edition was made."""
    lines = (_content(day / _sums(focus)) or b"").decode("utf-8", "replace").splitlines()
    return {match[2]: match[1] for match in map(_SUM.fullmatch, lines) if match}


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


@contextmanager
def _changing(folder: Path) -> Iterator[None]:
    """Alone in an output folder, with what runs that were ended had begun completed. Raises OutputError."""
    with suppress(OSError):  # told when something is written
        folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        for day in unsettled(folder):
            with suppress(OSError):  # of this day it is told, and no other matters
                settle(day)
        yield


@contextmanager
def _reading(folder: Path) -> Iterator[None]:
    """While nobody changes an output folder, and no switch in it is half done. Raises OutputError."""
    if unsettled(folder):
        with _changing(folder):
            pass
    with locked(folder, shared=True):
        yield


def read_brief(path: Path) -> Brief:
    """Read an edition from its JSON, or from its PDF, which carries the JSON. Raises OutputError."""
    read = from_pdf if path.suffix.lower() == ".pdf" else from_json
    return read(read_content(path), name=str(path))


def read_content(path: Path) -> bytes:
    """The bytes of an edition's file. Raises OutputError, also for a folder, a pipe and a device."""
    try:
        with opened(path) as file:
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
    with _reading(folder):
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


def _unreadable(what: str, where: str, error: OSError) -> OutputError:
    return OutputError(what, where=where, cause=f"cannot be read: {error.strerror or error}")

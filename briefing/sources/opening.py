"""Opening a file so that what was checked is what is read: a plain file, of a size, in its folder."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from briefing.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Nothing waits for the other end of a pipe, and no terminal becomes ours.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


def read_file(path: Path, *, what: str, name: str, most: int, within: Path | None = None) -> bytes:
    """The content of a plain file of at most ``most`` bytes. ``what`` and ``name`` call it in errors.

    Links are followed first, and the file is then opened without following any: folder by folder below
    ``within``, out of which nothing is read (None: anywhere). A link that is put in the way meanwhile is an
    error. Raises SourceError.
    """
    try:
        real = path.resolve(strict=True)
        base = within.resolve(strict=True) if within else real.parent
        if not real.is_relative_to(base):
            raise SourceError(what, where=name, cause="leads out of its folder, and is not followed")
        return _read(base, real.relative_to(base).parts, what=what, name=name, most=most)
    except RuntimeError as error:  # a loop of links, until Python 3.13
        raise SourceError(what, where=name, cause="there is no such file") from error
    except OSError as error:
        if within and isinstance(error, (FileNotFoundError, NotADirectoryError)):
            raise SourceError(what, where=name, cause="there is no such file") from error
        raise SourceError(what, where=name, cause=f"cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # NUL
        raise SourceError(what, where=name, cause="no file can have this name") from error


def _read(base: Path, parts: tuple[str, ...], *, what: str, name: str, most: int) -> bytes:
    if not parts:
        raise SourceError(what, where=name, cause="not a file")
    folder = os.open(base, _FOLDER)
    try:
        for part in parts[:-1]:
            inner = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        # A device is not even opened: some act on it.
        if not stat.S_ISREG(os.stat(parts[-1], dir_fd=folder, follow_symlinks=False).st_mode):
            raise SourceError(what, where=name, cause="not a file")
        opened = os.open(parts[-1], _FILE, dir_fd=folder)
    finally:
        os.close(folder)
    with os.fdopen(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise SourceError(what, where=name, cause="not a file")
        content = file.read(most + 1)
    if len(content) > most:
        raise SourceError(what, where=name, cause=f"larger than {most:,} bytes; no {what} is")
    return content

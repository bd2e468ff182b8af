"""Writing files so that they appear whole or not at all, one by one or all together."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, BinaryIO

from briefing.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

PATIENCE_SECONDS = 60  # how long a run waits for another that is at work in the same folder

_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{12}\.tmp")
_BESIDE = re.compile(r"\.(.+)\.next")
# In the folder beside: this is the old one, and goes; this one is whole, and comes; the old files are gone.
_OLD, _READY, _CLEARED = ".old", ".ready", ".cleared"
# What the system says where folders cannot change places, or a file cannot have a second name.
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.EPERM, errno.EOPNOTSUPP, errno.EXDEV, errno.EBUSY, errno.EMLINK}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def opened(path: Path, *, links: bool = True) -> BinaryIO:
    """A file to read, without a wait for the other end of a pipe; ``links`` False is an error for a link.

    Given by number a folder would be refused too, and stay open.
    """
    more = getattr(os, "O_NONBLOCK", 0) | (0 if links else getattr(os, "O_NOFOLLOW", 0))
    return open(path, "rb", opener=lambda name, flags: os.open(name, flags | more))


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write beside ``path`` and rename, so that nobody, a second run included, meets half a file.

    Folders on the way are made. ``private``: nobody but the owner may read it. Raises OutputError.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(beside, content, private=private)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error


def switch(
    folder: Path, contents: Mapping[str, bytes], *, gone: Iterable[str] = (), private: bool = False
) -> None:
    """Put files into ``folder`` by name, and take those of ``gone`` away, all in one step.

    The folder is made a second time beside itself (``.NAME.next``), with the new files and second names for
    those that stay, and the two change places. Where the system cannot do that, the old ones of these files
    go before the new ones come: there may be fewer for a moment, and never some of each. What a run that was
    ended had begun, and its temporary files, are cleared up first. ``private``: nobody but the owner may read
    the files or look into the folder. The folder around it must be ``locked``. Raises OutputError; before the
    step everything is as it was.
    """
    own = {*contents, *gone}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder = folder.resolve()
        settle(folder)
        try:
            linked = _stage(folder, contents, own, private=private)
            if not (linked and _exchanged(folder, own)):
                _write(_beside(folder) / _READY, "\n".join(own).encode(), private=True)
        except BaseException:
            if not (_beside(folder) / _OLD).exists():
                shutil.rmtree(_beside(folder), ignore_errors=True)
            raise
        settle(folder)
        _sync(folder.parent)
    except OSError as error:
        raise _unwritable(folder, error) from error


def settle(folder: Path) -> None:
    """Complete the switch begun in ``folder``, or take it back where it was not yet whole. Raises OSError."""
    beside = _beside(folder)
    if (beside / _OLD).is_file():
        _keep_strays(beside, folder)
    elif (beside / _READY).is_file():
        _put_in(beside, folder)
    if beside.exists():
        shutil.rmtree(beside)
    (folder / _OLD).unlink(missing_ok=True)


def unsettled(around: Path) -> list[Path]:
    """The folders in ``around`` in which a switch is under way, or was when its run ended."""
    found = (_BESIDE.fullmatch(path.name) for path in around.glob(".*.next"))
    return [around / match[1] for match in found if match]


@contextmanager
def locked(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """Keep other runs from changing what is in ``folder`` (``shared``: while they only read it, too).

    The lock ends with its process, however that ends. Where there is no such folder, or its file system has
    no locks, there is none. Raises OutputError where another run holds it for ``PATIENCE_SECONDS``.
    """
    descriptor = _lock(folder, shared=shared)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _lock(folder: Path, *, shared: bool) -> int | None:
    try:
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return None
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < until:
                time.sleep(0.02)
                continue
            os.close(descriptor)
            cause = f"another run has been at work in it for {PATIENCE_SECONDS} seconds"
            advice = "Wait until it is done, or end it; then run again."
            raise OutputError("output folder", where=str(folder), cause=cause, advice=advice) from None
        except OSError:  # this file system has none
            os.close(descriptor)
            return None
        else:
            return descriptor


def _beside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.next")


def _write(path: Path, content: bytes, *, private: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600 if private else 0o666), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Have the names in a folder outlast a loss of power, where the system can do that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _stage(folder: Path, contents: Mapping[str, bytes], own: set[str], *, private: bool) -> bool:
    """Make the folder as it is to be, beside itself; False where what stays cannot have a second name."""
    beside = _beside(folder)
    beside.mkdir()
    if folder.exists():
        beside.chmod(stat.S_IMODE(folder.stat().st_mode))
    if private:
        beside.chmod(stat.S_IMODE(beside.stat().st_mode) & stat.S_IRWXU)
    for name, content in contents.items():
        _write(beside / name, content, private=private)
    linked = True
    for path in folder.iterdir() if folder.exists() else ():
        stays = path.is_file() and path.name not in own and not _TEMPORARY.fullmatch(path.name)
        if linked and stays:
            try:
                os.link(path, beside / path.name, follow_symlinks=False)
            except OSError as error:
                if error.errno not in _CANNOT:
                    raise
                linked = False
    _sync(beside)
    return linked


def _exchanged(folder: Path, own: set[str]) -> bool:
    """Have the folder beside take the place of ``folder``, in one step; False where that cannot be done.

    The old one, beside from then on, says so, and which of its files are not to be kept.
    """
    if not folder.exists():
        _beside(folder).rename(folder)
        return True
    marker = folder / _OLD
    _write(marker, "\n".join(own).encode(), private=True)
    try:
        swap(_beside(folder), folder)
    except OSError as error:
        marker.unlink()
        if error.errno not in _CANNOT:
            raise
        return False
    return True


def swap(one: Path, other: Path) -> None:
    """Have two folders change places, in one step. Raises OSError, ENOSYS where this system knows no such."""
    import ctypes

    library: Any = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(-100, first, -100, second, 2)  # AT_FDCWD twice, RENAME_EXCHANGE
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(first, second, 2)  # RENAME_SWAP
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(other))
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))


def _keep_strays(old: Path, folder: Path) -> None:
    """Move over what was not known when the new folder was made: folders in it, what came meanwhile."""
    own = {_OLD, *(old / _OLD).read_text(encoding="utf-8").split("\n")}
    for path in old.iterdir():
        known = path.name in own or _TEMPORARY.fullmatch(path.name)
        if not known and not os.path.lexists(folder / path.name):
            path.rename(folder / path.name)


def _put_in(beside: Path, folder: Path) -> None:
    """The switch where folders cannot change places: the old files go, then the new ones come."""
    own = (beside / _READY).read_text(encoding="utf-8").split("\n")
    folder.mkdir(exist_ok=True)
    folder.chmod(stat.S_IMODE(beside.stat().st_mode))
    if not (beside / _CLEARED).exists():
        for path in [*(folder / name for name in own), *folder.iterdir()]:
            if path.name in own or _TEMPORARY.fullmatch(path.name):
                path.unlink(missing_ok=True)
        _write(beside / _CLEARED, b"", private=True)
    for name in own:
        if (beside / name).exists():
            (beside / name).replace(folder / name)
    _sync(folder)


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        "file",
        where=str(path),
        cause=f"cannot be written: {error.strerror or error}",
        advice="Make room there and run again; what was there before still is."
        if error.errno in _FULL
        else "See who may write there, and what stands in the way; then run again.",
    )

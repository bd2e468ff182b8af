"""The cache of annotations: whatever it holds, a run gives the same brief with it and without it.

An entry is one file, ``FOLDER/PIPELINE/HASH-OF-THE-TEXT.spacy``: a hash, and behind it spaCy's DocBin of one
document. The hash is checked before spaCy sees a byte, since damaged bytes can end the interpreter; what does
not fit is thrown away. Nothing in it is ever unpickled. A folder in which somebody else can write is refused.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import time
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from briefing.errors import OutputError
from briefing.files import opened, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacy.tokens import Doc
    from spacy.vocab import Vocab

KEPT_DAYS = 60  # an entry that no run has asked for in so many days goes
KEPT_BYTES = 500_000_000  # of all entries together, unless BRIEFING_CACHE_MB says otherwise; the oldest go
ENTRY_BYTES = 50_000_000  # a larger file is no entry: 5 MB of text, the most that is read, give fewer
SETTLED_SECONDS = 3600  # what is younger may belong to a run that is under way

_ENTRIES = "*-spacy*/*.spacy"
_LEFT_BEHIND = ("*-spacy*/.*.tmp", "templates/*.jinja")  # by dead runs, and by an earlier version
_PERSON = b"briefing cache 1"  # sets these hashes apart from others of the same bytes
_MARK = hashlib.blake2b(digest_size=32).digest_size


def refusal(folder: Path) -> str | None:
    """Why a folder cannot be the cache, with what to do; None where it can, or is still to be made."""
    try:
        state = folder.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"{folder}: {error.strerror}; check the folder, or name another in BRIEFING_CACHE_DIR"
    if not stat.S_ISDIR(state.st_mode):
        return f"{folder}: is no folder; remove it, or name another in BRIEFING_CACHE_DIR"
    if hasattr(os, "geteuid") and state.st_uid != os.geteuid():
        return f"{folder}: belongs to another user; name a folder of your own in BRIEFING_CACHE_DIR"
    if os.name == "posix" and state.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return f"{folder}: others can write there; close it with: chmod 700 {folder}"
    return None


def open_folder(cache_dir: Path, pipeline: str) -> Path | None:
    """The folder for a pipeline's annotations, made where it lacks; None where the cache is gone without."""
    folder = cache_dir / pipeline
    if refusal(cache_dir):
        return None
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            folder.unlink()
        cache_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return None
    return None if refusal(folder) else folder


def holds(folder: Path, key: str) -> bool:
    """Whether there is an entry of the text with the hash ``key``, sound or not."""
    return os.path.isfile(_path(folder, key))  # noqa: PTH113 # Path.is_file raises where it may not look


def recall(folder: Path, key: str, text: str) -> Doc | None:
    """The annotation kept of a text, None where there is none. One that is damaged is thrown away."""
    path = _path(folder, key)
    try:
        content = _read(path)
    except FileNotFoundError:
        return None
    except OSError:
        _throw_away(path)
        return None
    payload = content[_MARK:]
    doc = _decoded(payload) if content[:_MARK] == _mark(key, payload) else None
    if doc is None or doc.text != text:
        _throw_away(path)
        return None
    return doc


def keep(folder: Path, key: str, doc: Doc) -> None:
    """Write an annotation whole or not at all. A cache that cannot be written costs time, never a brief."""
    from spacy.tokens import DocBin

    payload = DocBin(docs=[doc]).to_bytes()
    with suppress(OutputError):
        write_whole(_path(folder, key), _mark(key, payload) + payload, private=True)


def prune(cache_dir: Path) -> None:
    """Remove what no run has asked for in ``KEPT_DAYS``, and the oldest beyond the size that is allowed.

    Two runs may do so at once, and beside one that reads: what is younger than an hour is left alone, and an
    entry that is gone is made anew.
    """
    with suppress(OSError):  # the folder, or the disk, has gone
        _prune(cache_dir, time.time())


def _prune(cache_dir: Path, now: float) -> None:
    for pattern in _LEFT_BEHIND:
        for path, _, used in _files(cache_dir, pattern):
            if now - used > SETTLED_SECONDS:
                _throw_away(path)
    total, allowed = 0, _allowed_bytes()
    for path, size, used in sorted(_files(cache_dir, _ENTRIES), key=lambda file: -file[2]):
        total += size
        if now - used > KEPT_DAYS * 86_400 or (total > allowed and now - used > SETTLED_SECONDS):
            _throw_away(path)
    for folder in {path.parent for pattern in (_ENTRIES, *_LEFT_BEHIND) for path in cache_dir.glob(pattern)}:
        with suppress(OSError):  # it is not empty
            folder.rmdir()


def total_bytes(cache_dir: Path) -> tuple[int, int]:
    """How many annotations the cache holds, and their size in bytes."""
    sizes = [size for _, size, _ in _files(cache_dir, _ENTRIES)]
    return len(sizes), sum(sizes)


def _path(folder: Path, key: str) -> Path:
    return folder / f"{key}.spacy"


def _files(cache_dir: Path, pattern: str) -> Iterator[tuple[Path, int, float]]:
    """The files of a pattern: path, size in bytes, the time of their last use."""
    for path in cache_dir.glob(pattern):
        with suppress(OSError):  # another run has removed it
            state = path.lstat()
            yield path, state.st_size, state.st_mtime


def _allowed_bytes() -> int:
    given = os.environ.get("BRIEFING_CACHE_MB", "")
    return int(given) * 1_000_000 if given.isascii() and given.isdigit() else KEPT_BYTES


def _read(path: Path) -> bytes:
    """The bytes of an entry; an OSError for a link, a folder, a pipe, another's file, one beyond all size."""
    with opened(path, links=False) as file:
        state = os.fstat(file.fileno())
        owned = not hasattr(os, "geteuid") or state.st_uid == os.geteuid()
        if not stat.S_ISREG(state.st_mode) or state.st_size > ENTRY_BYTES or not owned:
            raise OSError(f"{path} is no entry")
        if time.time() - state.st_mtime > 86_400:
            with suppress(OSError):
                os.utime(path)  # asked for today
        return file.read()


def _mark(key: str, payload: bytes) -> bytes:
    """The hash of an entry: of whose it is and what it says."""
    said = hashlib.blake2b(key.encode() + b"\0", digest_size=_MARK, person=_PERSON)
    said.update(payload)
    return said.digest()


def _throw_away(path: Path) -> None:
    """Remove what stands in an entry's place, a folder with what is in it; a link, never what it leads to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(OSError):
        path.unlink()


def _decoded(payload: bytes) -> Doc | None:
    """The document in the bytes, None where they hold none of this version."""
    import numpy as np
    from spacy.tokens import DocBin

    head = import_module("spacy.attrs").HEAD  # it ships no types
    try:
        stored = DocBin().from_bytes(payload)
        (tokens,) = stored.tokens
        # spaCy follows a head without asking whether there is such a token.
        heads = tokens[:, stored.attrs.index(head)].astype("int64") + np.arange(len(tokens))
        if ((heads < 0) | (heads >= len(tokens))).any():
            return None
        (doc,) = stored.get_docs(_vocab())
    except Exception:  # another version's entry raises whatever its decoder meets first
        return None
    return doc


@cache
def _vocab() -> Vocab:
    """A vocabulary that annotations from the cache share."""
    import spacy

    return spacy.blank("en").vocab

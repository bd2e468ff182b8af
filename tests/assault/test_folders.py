"""Folders of any names, kinds of file, manifests and front matter: what can be read is, the rest is told in a line.

An assault harms nothing but its own folder: two names by chance may be the same, and what is put down second must not
go through the link or the pipe that is there already.
"""

from __future__ import annotations

import os
import socket
from random import Random

import pytest

from briefing.configuration.project import FolderSource
from briefing.errors import SourceError
from briefing.model import Article
from briefing.sources.folder import read_folder

SOURCE = FolderSource(type="folder", path="reports", patterns=("*.txt", "**/*.md", "*.txt"))
OUTSIDE = "../../outside.txt"  # seen from where reports lie
SECRET = "What nobody may read lies outside of the project."
BODY = "The ministers met in Moscow on Friday. They will meet again next week.\n"
NAME_PIECES = (
    b"a",
    b" ",
    b"\n",
    b"\r",
    b"\x1b[2J",
    b"\xe9",
    b"\xff",
    "\u202e".encode(),
    "\u2028".encode(),
    b"\\",
    b"%s",
    b"..",
    b"'",
    b"~",
    b"$HOME",
    b"-",
    "é".encode(),
    b"x" * 100,
)
YAML_PIECES = ("sources:\n", "- ", "  ", "file: ", "a.txt", "\n", "{", "}", "[", "]", ": ", "title: ", "published: 2022-02-30\n", "encoding: ", "idna", "undefined", "base64", "!!bool x", "!!python/object:os.system x", "&a ", "*a", "\x85", "\x00", '"\\ud800"', "'", "../../etc/passwd", "/etc/passwd", "? ", "|\n", "\t", "é", "0x", "<<: ", "k" * 3000)  # fmt: skip
KINDS = ("file", "file", "file", "folder", "pipe", "socket", "dangling", "loop", "out", "device", "empty")


def put(folder, name, kind, chance):
    path = folder / os.fsdecode(name)
    try:
        if kind == "folder":
            path.mkdir()
        elif kind == "pipe":
            os.mkfifo(path)
        elif kind == "socket":
            with socket.socket(socket.AF_UNIX) as listening:
                listening.bind(os.fsencode(path))
        elif kind in ("dangling", "loop", "out", "device"):
            targets = {"dangling": "nowhere", "loop": path, "out": OUTSIDE, "device": "/dev/zero"}
            path.symlink_to(targets[kind])
        else:
            front = "".join(chance.choices(YAML_PIECES, k=chance.randrange(8)))
            text = f"---\n{front}\n---\n{BODY}" if kind == "file" and chance.random() < 0.5 else BODY
            with path.open("x", encoding="utf-8") as new:
                new.write(text if kind == "file" else "")
    except OSError:  # the name is too long, or there already
        return


@pytest.mark.parametrize("before", ["out", "device", "dangling", "loop", "pipe", "socket", "folder", "file"])
def test_what_is_put_down_goes_through_nothing_that_is_there(tmp_path, before):
    reports = tmp_path / "0" / "reports"
    reports.mkdir(parents=True)
    outside = tmp_path / "outside.txt"
    outside.write_text(SECRET)
    put(reports, b"a.txt", before, Random(0))
    was = os.lstat(reports / "a.txt")
    put(reports, b"a.txt", "file", Random(0))
    put(reports, b"a.txt", "empty", Random(0))
    assert outside.read_text() == SECRET
    assert os.lstat(reports / "a.txt") == was
    assert [path.name for path in reports.iterdir()] == ["a.txt"]


def test_any_folder_is_read_or_told(rounds, tmp_path):
    (tmp_path / "outside.txt").write_text(SECRET)
    for number, chance in enumerate(rounds):
        root = tmp_path / str(number)
        reports = root / "reports"
        reports.mkdir(parents=True)
        for _ in range(chance.randrange(1, 12)):
            name = b"".join(chance.choices(NAME_PIECES, k=chance.randrange(1, 5))).replace(b"/", b"")
            put(reports, name + chance.choice((b".txt", b".md")), chance.choice(KINDS), chance)
        if chance.random() < 0.8:
            manifest = "".join(chance.choices(YAML_PIECES, k=chance.randrange(1, 30)))
            put(reports, b"sources.yaml", chance.choice(KINDS[3:]), chance) if chance.random() < 0.3 else (
                reports / "sources.yaml"
            ).write_text(f"sources:\n- {manifest}\n- file: a.txt\n", encoding="utf-8")
        put(reports, b"sound.txt", "empty", chance)
        (reports / "sound.txt").write_text(BODY)
        read = list(read_folder(SOURCE, root))
        assert "reports/sound.txt" in {found.id for found in read if isinstance(found, Article)}
        for found in read:
            if isinstance(found, SourceError):
                told = str(found)
                assert told.splitlines()[0].isprintable(), told
                assert len(told) < 3000, told
            else:
                assert SECRET not in found.text
                assert "root:" not in found.text
                assert found.id.isprintable()

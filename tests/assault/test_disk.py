"""Disks by chance: damage in the cache, a disk that fills, a run that is killed, two runs at once."""

from __future__ import annotations

import os
import signal
import threading
import warnings
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from briefing import files
from briefing.brief.contract import to_json
from briefing.brief.editions import previous_edition, read_edition, write_edition
from briefing.errors import OutputError
from briefing.model import Article, Brief, Edition, FocusInfo, Period
from briefing.reading.annotation import annotate

DAY = date(2022, 2, 11)
ENDINGS = ("html", "pdf", "md", "txt", "mail.html", "mail.txt")
CALLS = ("fsync", "rename", "replace", "link", "unlink", "rmdir", "mkdir", "chmod", "write")
TEXTS = (
    "Ann Lee signed the treaty in Geneva.",
    "“It will hold,” she said.\nThe talks went on.",
    "Nine left.",
)


def edition(number: int, focus: str = "talks") -> tuple[Brief, dict[str, bytes]]:
    day = Edition(DAY, number, Period(DAY, DAY), datetime(2022, 2, 11, tzinfo=UTC))
    brief = Brief(FocusInfo(focus, "Talks", handling="TLP:RED" if number % 2 else None), day)
    return brief, {"json": to_json(brief), **dict.fromkeys(ENDINGS, b"%d" % number * 4000)}


def write(folder, number: int, lacking: int = 0) -> None:
    brief, contents = edition(number)
    for ending in ENDINGS[:lacking]:
        del contents[ending]
    write_edition(folder, brief, contents)


def check(folder, numbers: set[int]) -> int:
    """What a reader sees is one edition, whole; its number."""
    brief, there = read_edition(folder / f"{DAY}/talks.json")
    assert brief.edition.number in numbers
    whole = edition(brief.edition.number)[1]
    assert all(whole[ending] == content for ending, content in there.items())
    assert previous_edition(folder, "talks", date.max)[0] == brief
    return brief.edition.number


def failing(chance, way):
    """The call of the operating system ``os`` that ends, or fails, at one of its uses."""
    left = chance.randrange(1, 45)

    def around(call):
        def counted(*arguments, **named):
            nonlocal left
            left -= 1
            if left == 0:
                if way == "kill":
                    os.kill(os.getpid(), signal.SIGKILL)
                raise OSError(chance.choice((28, 5, 13, 30, 122)), "the disk says no")
            return call(*arguments, **named)

        return counted

    return around


def test_a_run_that_ends_or_fails_anywhere_leaves_one_edition(rounds, tmp_path):
    number = 1
    write(tmp_path, number)
    for chance in rounds:
        number += 1
        way = chance.choice(("kill", "fail"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # xdist's workers have a second thread
            child = os.fork()
        if not child:
            try:
                around = failing(chance, way)
                if chance.random() < 0.5:
                    files.swap = around(lambda *_: (_ for _ in ()).throw(OSError(22, "no exchange")))
                for name in CALLS:
                    setattr(os, name, around(getattr(os, name)))
                write(tmp_path, number, lacking=chance.randrange(4))
            except OutputError as told:
                os._exit(0 if "\n" not in told.cause else 3)
            except BaseException:
                os._exit(4)
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, status
        check(tmp_path, {number - 1, number})
        write(tmp_path, number)
        assert check(tmp_path, {number}) == number
        left = [path.name for path in tmp_path.rglob("*") if path.name.startswith(".")]
        assert left == [".talks.sums"]


def write_often(folder, number: int, times: int, errors: list[BaseException]) -> None:
    """Write an edition and read it back, several times; what goes wrong is put into ``errors``."""
    try:
        for _ in range(times):
            write(folder, number)
            read_edition(folder / f"{DAY}/talks.json")
    except BaseException as error:
        errors.append(error)


def test_writers_and_readers_at_once_see_whole_editions(rounds, tmp_path):
    write(tmp_path, 1)
    for chance in rounds:
        numbers = chance.sample(range(2, 90), 3)
        errors: list[BaseException] = []
        times = chance.randrange(1, 4)
        threads = [
            threading.Thread(target=write_often, args=(tmp_path, number, times, errors)) for number in numbers
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not errors
        check(tmp_path, set(numbers))


def damage(chance, path, others) -> None:
    """One kind of damage to one entry of the cache."""
    content = path.read_bytes()
    path.unlink()
    at = chance.randrange(len(content))
    kind = chance.randrange(8)
    if kind == 0:
        path.write_bytes(content[:at])
    elif kind == 1:
        path.write_bytes(content[:at] + chance.randbytes(chance.randrange(1, 40)) + content[at + 1 :])
    elif kind == 2:
        path.write_bytes(chance.randbytes(chance.randrange(4000)))
    elif kind == 3:
        (path / "inner").mkdir(parents=True)
    elif kind == 4:
        path.symlink_to(chance.choice((path.parents[2] / "outside", "/dev/zero", "nowhere", path.name)))
    elif kind == 5:
        os.mkfifo(path)
    elif kind == 6:
        path.write_bytes(chance.choice(others))
    else:
        path.write_bytes(content + b"\0" * at)


def test_a_damaged_cache_gives_the_same_annotations(rounds, tmp_path):
    articles = [Article(id=f"S{n}", text=text) for n, text in enumerate(TEXTS)]
    fresh = [one.doc.to_json() for one in annotate(articles, cache_dir=tmp_path / "cache")]
    (tmp_path / "outside").write_text("not the cache's")
    for chance in rounds:
        paths = sorted((tmp_path / "cache").rglob("*.spacy"))
        assert len(paths) == len(TEXTS)
        others = [path.read_bytes() for path in paths]
        for path in chance.sample(paths, chance.randrange(1, len(paths) + 1)):
            damage(chance, path, others)
        if chance.random() < 0.2:
            paths[0].parent.chmod(chance.choice((0o777, 0o500, 0o720)))
        again = annotate(articles, cache_dir=tmp_path / "cache")
        assert [one.doc.to_json() for one in again] == fresh
        paths[0].parent.chmod(0o700)
        annotate(articles, cache_dir=tmp_path / "cache")
        assert (tmp_path / "outside").read_text() == "not the cache's"


@pytest.mark.parametrize("number", [2, 3])
def test_another_focus_and_its_files_are_left_alone(rounds, tmp_path, number):
    other, contents = edition(1, "other")
    write_edition(tmp_path, replace(other), contents)
    for _ in rounds:
        write(tmp_path, number)
    assert read_edition(tmp_path / f"{DAY}/other.json")[1] == {
        ending: content for ending, content in contents.items() if ending != "json"
    }

"""Files on disk: whole or not at all, read back as they were, and found again by the next edition."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import threading
import warnings
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import files
from briefing.brief.contract import from_json, json_schema, to_json
from briefing.brief.editions import (
    previous_edition,
    read_brief,
    read_edition,
    rendered,
    write_draft,
    write_edition,
)
from briefing.errors import OutputError
from briefing.files import write_whole
from briefing.model import Brief, Citation, Edition, FocusInfo, KeyPoint, Period


def brief(day: date = date(2022, 2, 11), number: int = 1, **more) -> Brief:
    edition = Edition(day, number, Period(day, day), datetime(day.year, day.month, day.day, tzinfo=UTC))
    return Brief(FocusInfo("talks", "Talks"), edition, **more)


@given(st.text(), st.text(), st.integers(0, 99))
def test_a_brief_survives_json(text, reason, start):
    point = KeyPoint("K1", text, (Citation("S1", start, start + len(text), text),), 1, "new", reason)
    made = brief(key_points=(point,), coverage={"K1": ("The Guardian",)})
    try:
        content = to_json(made)
    except UnicodeEncodeError:  # a lone surrogate, which no decoded file can hold
        return
    assert from_json(content) == made


def test_json_is_the_contract():
    assert set(json_schema()["properties"]) >= {
        "contract", "focus", "edition", "sources", "key_points", "actors", "quotes", "actions", "timeline", "figures",
        "outlook", "background", "coverage", "terms", "changes", "notes",
    }  # fmt: skip
    assert b'"generated_at": "2022-02-11T00:00:00Z"' in to_json(brief())


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"contract": 2}', b"\xff\xfe"])
def test_what_is_no_brief_is_told(content, tmp_path):
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(OutputError, match=r"x.json: not a brief of this program"):
        read_brief(tmp_path / "x.json")


def test_a_brief_of_a_newer_program_is_told():
    with pytest.raises(OutputError, match="made by a newer version"):
        from_json(to_json(replace(brief(), contract=99)))


def test_an_edition_is_written_with_its_json_last(tmp_path):
    paths = write_edition(tmp_path, brief(), {"json": to_json(brief()), "pdf": b"%PDF", "html": b"<html>"})
    assert [path.name for path in paths] == ["talks.html", "talks.pdf", "talks.json"]
    assert read_brief(paths[-1]) == brief()
    assert not list(tmp_path.rglob("*.tmp"))


def test_what_could_not_be_made_anew_does_not_stay_from_an_earlier_run(tmp_path):
    write_edition(tmp_path, brief(), {"json": to_json(brief()), "pdf": b"%PDF old"})
    write_edition(tmp_path, brief(), {"json": to_json(brief())}, lacking=["pdf"])
    assert [path.name for path in (tmp_path / "2022-02-11").glob("talks.*")] == ["talks.json"]


def test_what_is_of_another_brief_goes_and_what_is_of_the_same_stays(tmp_path):
    old = {"json": to_json(brief()), "pdf": b"%PDF", "mail.html": b"<p>", "mail.txt": b"t"}
    write_edition(tmp_path, brief(), old)
    (tmp_path / "2022-02-11/talks.eml").write_bytes(b"a person's draft")
    write_edition(tmp_path, brief(), {"json": to_json(brief()), "md": b"#"})
    files = rendered(tmp_path / "2022-02-11/talks.json")
    assert files == {"pdf": b"%PDF", "mail.html": b"<p>", "mail.txt": b"t", "md": b"#"}
    write_edition(tmp_path, brief(), {"json": to_json(brief(number=2)), "md": b"##"})
    assert rendered(tmp_path / "2022-02-11/talks.json") == {"md": b"##"}
    assert (tmp_path / "2022-02-11/talks.eml").is_file()


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "2022-02-11").write_text("in the way")
    with pytest.raises(OutputError, match="cannot be written"):
        write_edition(tmp_path, brief(), {"json": b"{}"})


def test_the_previous_edition_is_the_newest_before_the_day(tmp_path):
    for day, number in ((date(2022, 2, 9), 1), (date(2022, 2, 11), 2), (date(2022, 2, 16), 3)):
        write_edition(tmp_path, brief(day, number), {"json": to_json(brief(day, number))})
    (tmp_path / "notes").mkdir()
    found, errors = previous_edition(tmp_path, "talks", date(2022, 2, 16))
    assert found is not None
    assert (found.edition.number, errors) == (2, ())
    assert previous_edition(tmp_path, "talks", date(2022, 2, 9)) == (None, ())
    assert previous_edition(tmp_path, "other", date(2022, 2, 16)) == (None, ())
    assert previous_edition(tmp_path / "nowhere", "talks", date(2022, 2, 16)) == (None, ())


def test_a_broken_previous_edition_is_passed_over_and_told(tmp_path):
    write_edition(tmp_path, brief(), {"json": to_json(brief())})
    write_edition(tmp_path, brief(date(2022, 2, 12), 2), {"json": b"{ half a file"})
    found, (error,) = previous_edition(tmp_path, "talks", date(2022, 2, 16))
    assert found is not None
    assert found.edition.number == 1
    assert "2022-02-12" in str(error)


def test_two_writers_at_once_leave_one_whole_file(tmp_path):
    contents = [bytes([65 + n]) * 200_000 for n in range(8)]
    threads = [threading.Thread(target=write_whole, args=(tmp_path / "a.json", c)) for c in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / "a.json").read_bytes() in contents
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_write_that_fails_leaves_what_was_there(tmp_path, monkeypatch):
    write_whole(tmp_path / "a.json", b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_whole(tmp_path / "a.json", b"new")
    assert (tmp_path / "a.json").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


# --- an edition is switched as a whole ---------------------------------------------------------------------


def contents(number: int) -> dict[str, bytes]:
    made = brief(number=number)
    mine = f"edition {number}".encode()
    return {"json": to_json(made), "html": mine, "pdf": mine, "mail.html": mine}


def told(folder, focus="talks") -> dict[str, bytes]:
    """What stands under the plain names of an edition."""
    return {path.name: path.read_bytes() for path in sorted((folder / "2022-02-11").glob(f"{focus}.*"))}


def whole(number: int, focus="talks") -> dict[str, bytes]:
    return {f"{focus}.{ending}": content for ending, content in sorted(contents(number).items())}


def no_exchange(*_):
    raise OSError(22, "Invalid argument")


CALLS = ("fsync", "rename", "replace", "link", "unlink", "rmdir", "mkdir", "chmod")


def write_and_end(out, at: int, way: str) -> int:
    """Write the second edition in a process that kills itself at one of its calls; how many there were."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # xdist's workers have a second thread
        child = os.fork()
    if child:
        status = os.waitpid(child, 0)[1]
        return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    done = 0

    def ends(call):
        def counted(*arguments, **named):
            nonlocal done
            done += 1
            if done == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **named)

        return counted

    try:
        if way == "without":
            files.swap = no_exchange
        files.swap = ends(files.swap)
        for name in CALLS:
            setattr(os, name, ends(getattr(os, name)))
        write_edition(out, brief(number=2), contents(2))
        os._exit(done)
    finally:
        os._exit(255)


def begin(tmp_path) -> None:
    """The first edition, another focus's beside it, a person's note and a folder."""
    start = tmp_path / "start"
    if not start.exists():
        write_edition(start, brief(), contents(1))
        other = replace(brief(), focus=FocusInfo("other", "Other"))
        write_edition(start, other, {"json": to_json(other), "html": b"other"})
        (start / "2022-02-11/note.txt").write_text("a person's")
        (start / "2022-02-11/pictures").mkdir()
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    shutil.copytree(start, tmp_path / "out")


@pytest.mark.parametrize("way", ["exchange", "without"])
def test_a_run_killed_at_any_call_leaves_one_edition_and_the_next_completes_it(tmp_path, way):
    begin(tmp_path)
    calls = write_and_end(tmp_path / "out", 0, way)
    assert 15 < calls < 255
    seen = set()
    for at in range(1, calls + 1):
        begin(tmp_path)
        assert write_and_end(tmp_path / "out", at, way) == -signal.SIGKILL, at
        plain = told(tmp_path / "out")
        if way == "exchange":
            assert plain in (whole(1), whole(2)), at
        else:  # fewer for a moment, and never some of each
            assert plain.items() <= whole(1).items() or plain.items() <= whole(2).items(), at
        read, files = read_edition(tmp_path / "out/2022-02-11/talks.json")
        found = {"json": to_json(read), **files}
        assert found in (contents(1), contents(2)), at
        seen.add(read.edition.number)
        assert told(tmp_path / "out") == whole(read.edition.number), at
        day = tmp_path / "out/2022-02-11"
        assert read_edition(day / "other.json")[1] == {"html": b"other"}
        assert (day / "note.txt").read_text() == "a person's"
        assert (day / "pictures").is_dir()
        write_edition(tmp_path / "out", brief(number=3), contents(3))
        assert told(tmp_path / "out") == whole(3), at
        left = sorted(path.name for path in (tmp_path / "out").rglob(".*"))
        assert left == [".other.sums", ".talks.sums"], at
        assert len(list(day.iterdir())) == len(whole(3)) + 6, at
    assert seen == {1, 2}


def test_what_comes_while_the_folder_is_made_anew_is_kept(tmp_path, monkeypatch):
    begin(tmp_path)
    real = files.swap

    def late(one, other):
        (tmp_path / "out/2022-02-11/late.txt").write_text("saved meanwhile")
        real(one, other)

    monkeypatch.setattr(files, "swap", late)
    write_edition(tmp_path / "out", brief(number=2), contents(2))
    assert (tmp_path / "out/2022-02-11/late.txt").read_text() == "saved meanwhile"


@pytest.mark.parametrize("way", ["exchange", "without"])
def test_two_runs_at_once_and_a_reader_see_one_edition(tmp_path, way, monkeypatch):
    if way == "without":
        monkeypatch.setattr(files, "swap", no_exchange)
    out, errors = tmp_path / "out", []
    write_edition(out, brief(), contents(1))

    def write(number):
        for _ in range(6):
            write_edition(out, brief(number=number), contents(number))

    def read():
        for _ in range(20):
            try:
                made, files = read_edition(out / "2022-02-11/talks.json")
                assert {"json": to_json(made), **files} == contents(made.edition.number)
                assert previous_edition(out, "talks", date.max)[1] == ()
            except BaseException as error:
                errors.append(error)

    work = [threading.Thread(target=write, args=(n,)) for n in (2, 3)] + [threading.Thread(target=read)]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert not errors
    assert told(out) in (whole(2), whole(3))


def test_a_run_that_waits_too_long_for_another_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "PATIENCE_SECONDS", 0.1)
    write_edition(tmp_path, brief(), contents(1))
    with files.locked(tmp_path), pytest.raises(OutputError, match="another run has been at work"):
        write_edition(tmp_path, brief(), contents(2))


@pytest.mark.parametrize(
    ("ending", "content"),
    [("pdf", b"edition 0"), ("mail.html", b"edition 0"), ("json", to_json(brief(number=9)))],
)
def test_files_of_two_editions_are_never_mailed_together(tmp_path, ending, content):
    write_edition(tmp_path, brief(), contents(1))
    (tmp_path / f"2022-02-11/talks.{ending}").write_bytes(content)
    with pytest.raises(OutputError, match="of another edition, or changed since") as told_of:
        read_edition(tmp_path / "2022-02-11/talks.json")
    assert f"talks.{ending}" in told_of.value.cause
    assert "briefing daily --date 2022-02-11 --focus talks" in told_of.value.advice


def test_files_of_which_nothing_is_recorded_are_not_mailed(tmp_path):
    write_edition(tmp_path, brief(), contents(1))
    (tmp_path / "2022-02-11/.talks.sums").unlink()
    with pytest.raises(OutputError, match="nothing says which files are of this edition"):
        read_edition(tmp_path / "2022-02-11/talks.json")


@pytest.mark.parametrize("way", ["exchange", "without"])
def test_a_full_disk_leaves_the_edition_before_and_nothing_else(tmp_path, monkeypatch, way):
    write_edition(tmp_path, brief(), contents(1))
    if way == "without":
        monkeypatch.setattr(files, "swap", no_exchange)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        with pytest.raises(OutputError, match="cannot be written: File too large") as error:
            write_edition(tmp_path, brief(number=2), {**contents(2), "pdf": bytes(100_000)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        signal.signal(signal.SIGXFSZ, before)
    assert "what was there before still is" in error.value.advice
    assert told(tmp_path) == whole(1)
    assert sorted(path.name for path in tmp_path.rglob(".*")) == [".talks.sums"]


@pytest.mark.parametrize(
    ("handling", "private"),
    [(None, False), ("TLP:CLEAR", False), ("TLP:AMBER", True), ("For members only", True)],
)
def test_the_files_of_a_marked_brief_are_the_owners_alone(tmp_path, handling, private):
    marked = replace(brief(), focus=FocusInfo("talks", "Talks", handling=handling))
    before = os.umask(0o022)
    try:
        write_edition(tmp_path / "out", brief(), {"json": to_json(brief())})
        write_edition(tmp_path / "out", marked, {"json": to_json(marked), "pdf": b"%PDF"})
        write_draft(tmp_path / "out/2022-02-11/talks.json", marked, b"mail")
    finally:
        os.umask(before)
    day = tmp_path / "out/2022-02-11"
    modes = {path.stat().st_mode & 0o777 for path in day.iterdir()}
    assert modes == ({0o600} if private else {0o644})
    assert day.stat().st_mode & 0o777 == (0o700 if private else 0o755)


def test_an_output_folder_that_is_a_link_stays_one(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real", target_is_directory=True)
    write_edition(tmp_path / "out", brief(), contents(1))
    write_edition(tmp_path / "out", brief(number=2), contents(2))
    assert (tmp_path / "out").is_symlink()
    assert told(tmp_path / "real") == whole(2)

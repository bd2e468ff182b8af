"""Files on disk: whole or not at all, read back as they were, and found again by the next edition."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.brief.contract import from_json, json_schema, to_json
from briefing.brief.editions import previous_edition, read_brief, rendered, write_edition
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


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"contract": 1}', b"\xff\xfe"])
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
    assert [path.name for path in (tmp_path / "2022-02-11").iterdir()] == ["talks.json"]


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

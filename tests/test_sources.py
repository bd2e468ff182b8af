"""Reading folders: what is known is stated, what cannot be read is told, nothing else is lost."""

from __future__ import annotations

import os
import socket
import threading
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from briefing.configuration.project import FolderSource, ProjectConfig, SourceFacts
from briefing.errors import SourceError
from briefing.sources import read_sources
from briefing.sources.folder import read_folder
from briefing.sources.text import read_text_file

BODY = "The ministers met in Moscow on Friday. They will meet again next week."
SETTINGS = ProjectConfig.model_validate(
    {
        "sources": ({"type": "folder", "path": "reports"},),
        "publishers": {"The Sun": {"family": "News UK", "affiliation": "tabloid"}},
    }
)


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    return folder


def read(root):
    found = list(read_folder(FolderSource(type="folder", path="reports"), root))
    return [x for x in found if not isinstance(x, SourceError)], [
        x for x in found if isinstance(x, SourceError)
    ]


def test_the_seeds_are_described_by_their_manifest(seeds):
    assert [(a.publisher, a.affiliation, a.published) for a in seeds] == [
        ("The Guardian", None, date(2022, 2, 11)),
        ("Metro", None, date(2022, 2, 11)),
        ("RT", "Russian state media", date(2022, 2, 11)),
        (None, None, date(2022, 2, 16)),
        ("Sputnik", "Russian state media", date(2022, 2, 11)),
    ]
    assert seeds[0].title == "Cooperation between UK and Russia ‘close to zero’, Wallace told by Kremlin"
    assert seeds[3].title is None
    assert seeds[0].file == "seeds/000_780e8946524df67f.txt"


def test_front_matter_describes_an_article(tmp_path, reports):
    (reports / "a.md").write_text(
        f"---\ntitle: Talks\npublisher: The Sun\npublished: 2022-02-11\nurl: https://example.org/a\n---\n{BODY}\n"
    )
    (article,), errors = read_sources(SETTINGS, tmp_path)
    assert not errors
    assert (article.title, article.publisher, article.published) == ("Talks", "The Sun", date(2022, 2, 11))
    assert (article.family, article.affiliation) == ("News UK", "tabloid")
    assert article.text == BODY


def test_the_manifest_wins_over_front_matter(tmp_path, reports):
    (reports / "a.txt").write_text(f"---\ntitle: Mine\npublisher: Me\n---\n{BODY}\n")
    (reports / "sources.yaml").write_text("sources:\n  - {file: a.txt, title: Theirs}\n")
    (article,), _ = read(tmp_path)
    assert (article.title, article.publisher) == ("Theirs", "Me")


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "the file is empty"),
        (b" \n\n ", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a binary file, not a text"),
        (b"text with a bell \x07 in it", "a binary file, not a text"),
        ("Café talks in Genève".encode("cp1252"), "not in utf-8: byte 0xe9 at position 3"),
        (b"Post a Comment\n", "no text in it once page furniture is removed"),
        (b"---\ntitel: x\n---\nBody text.\n", "titel: no such key; did you mean title?"),
        (b"---\npublished: yesterday\n---\nBody text.\n", "published: expected a date such as 2022-02-11"),
        (b"---\nurl: javascript:alert(1)\n---\nBody text.\n", "url: not in the form expected here"),
    ],
)
def test_an_article_that_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path, reports, content, cause):
    (reports / "bad.txt").write_bytes(content)
    (reports / "good.txt").write_text(BODY)
    articles, (error,) = read(tmp_path)
    assert [a.id for a in articles] == ["reports/good.txt"]
    assert error.where == "reports/bad.txt"
    assert cause in error.cause


def test_a_stated_encoding_is_used_and_remembered(tmp_path, reports):
    (reports / "a.txt").write_bytes("Talks in a Genève café went on. They end today.".encode("cp1252"))
    (reports / "sources.yaml").write_text("sources:\n  - {file: a.txt, encoding: cp1252}\n")
    (article,), _ = read(tmp_path)
    assert "Genève café" in article.text
    assert article.encoding == "cp1252"


def test_utf16_is_known_by_its_mark(tmp_path, reports):
    (reports / "a.txt").write_bytes(BODY.encode("utf-16"))
    (article,), _ = read(tmp_path)
    assert article.text == BODY


def test_an_encoding_that_does_not_exist(tmp_path, reports):
    (reports / "a.txt").write_text(BODY)
    (reports / "sources.yaml").write_text("sources:\n  - {file: a.txt, encoding: utf-9}\n")
    _, (error,) = read(tmp_path)
    assert "no encoding called utf-9" in error.cause


def test_a_missing_file_and_a_missing_folder(tmp_path, reports):
    (reports / "sources.yaml").write_text("sources:\n  - {file: gone.txt}\n")
    _, (error,) = read(tmp_path)
    assert (error.where, error.cause) == ("reports/gone.txt", "there is no such file")
    (found,) = read_folder(FolderSource(type="folder", path="elsewhere"), tmp_path)
    assert found.cause == "there is no such folder"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path, reports):
    (tmp_path / "secret.txt").write_text("The password is hunter2. Nobody may read it.")
    (reports / "a.txt").symlink_to(tmp_path / "secret.txt")
    (reports / "loop.txt").symlink_to(reports / "loop.txt")
    (reports / "sources.yaml").write_text("sources:\n  - {file: ../secret.txt}\n")
    articles, errors = read(tmp_path)
    assert not articles
    assert sorted(error.where for error in errors) == [
        "reports/../secret.txt",
        "reports/a.txt",
        "reports/loop.txt",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path, reports):
    (reports / "a.txt").write_text(BODY)
    (reports / "a.txt").chmod(0)
    _, (error,) = read(tmp_path)
    assert "Permission denied" in error.cause


def test_a_wrong_entry_of_a_manifest_is_told_and_the_rest_is_read(tmp_path, reports):
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        (reports / name).write_text(BODY)
    (reports / "sources.yaml").write_text(
        "sources:\n  - {fil: a.txt}\n  - {file: b.txt, published: soon}\n  - {file: c.txt, title: Talks}\n"
        "  - 7\n  - {file: d.txt, title: One}\n  - {file: d.txt, title: Another}\n"
    )
    articles, errors = read(tmp_path)
    manifest = "reports/sources.yaml"
    assert [(a.id, a.title) for a in articles] == [("reports/a.txt", None), ("reports/c.txt", "Talks")]
    assert [error.cause for error in errors] == [
        f"{manifest}:2: sources.1.fil: no such key; did you mean file?; {manifest}:2: sources.1.file: this key is needed",
        f"{manifest}:3: sources.2.published: expected a date such as 2022-02-11; got 'soon'",
        f"{manifest}:5: this must be a list of keys and values, such as: title: …",
        f"{manifest}:7: d.txt stands in it twice",
    ]


@pytest.mark.parametrize(
    "manifest", [b"sources: [", b"\xff\xfe\xfa", b"sources: 7", b"sources:\n- !!bool x", b"a: \x85\x9f"]
)
def test_a_broken_manifest_is_told_and_the_folder_is_read(tmp_path, reports, manifest):
    (reports / "a.txt").write_text(BODY)
    (reports / "sources.yaml").write_bytes(manifest)
    (article,), (error,) = read(tmp_path)
    assert article.id == "reports/a.txt"
    assert "reports/sources.yaml" in str(error)


def test_a_manifest_or_an_article_that_is_no_file_is_told_and_waited_for_by_nobody(tmp_path, reports):
    (reports / "good.txt").write_text(BODY)
    (reports / "folder.txt").mkdir()
    os.mkfifo(reports / "pipe.txt")
    os.mkfifo(reports / "sources.yaml")
    (reports / "gone.txt").symlink_to(reports / "nowhere")
    (reports / "null.txt").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(reports / "socket.txt"))
    articles, errors = read(tmp_path)
    assert [a.id for a in articles] == ["reports/good.txt"]
    assert {error.where: error.cause for error in errors} == {
        "reports/sources.yaml": "not a file",
        "reports/folder.txt": "not a file",
        "reports/pipe.txt": "not a file",
        "reports/socket.txt": "not a file",
        "reports/gone.txt": "there is no such file",
        "reports/null.txt": "leads out of its folder, and is not followed",
    }


def test_a_file_whose_name_does_not_print_is_told_in_one_line_and_not_read(tmp_path, reports):
    (reports / "good.txt").write_text(BODY)
    for name in (
        b"caf\xe9.txt",
        b"a\nbriefing: all is well.txt",
        b"\x1b[31mred.txt",
        "\u202etxt.a.txt".encode(),
    ):
        (reports / os.fsdecode(name)).write_text(BODY)
    (reports / "sources.yaml").write_text('sources:\n  - {file: "nul\\0.txt"}\n')
    articles, errors = read(tmp_path)
    assert [a.id for a in articles] == ["reports/good.txt"]
    told = sorted(str(error) for error in errors)
    assert all(line.isprintable() for line in told)
    assert [line.split(": ")[1] for line in told[1:]] == [
        r"reports/\x1b[31mred.txt",
        r"reports/a\nbriefing",
        r"reports/caf\xe9.txt",
        r"reports/nul\x00.txt",
    ]


@pytest.mark.parametrize(
    "encoding", ["undefined", "idna", "punycode", "rot13", "base64", "hex", "zip", "unicode_escape", "a\\0b"]
)
def test_an_encoding_that_is_none_of_text(tmp_path, reports, encoding):
    (reports / "a.txt").write_text(BODY)
    (reports / "b.txt").write_text(BODY)
    (reports / "sources.yaml").write_text(f'sources:\n  - {{file: a.txt, encoding: "{encoding}"}}\n')
    (article,), (error,) = read(tmp_path)
    assert article.id == "reports/b.txt"
    assert "encoding" in str(error)


def test_twenty_thousand_unknown_keys_make_one_short_note(tmp_path, reports):
    (reports / "a.txt").write_text("---\n" + "".join(f"k{n}: 1\n" for n in range(20_000)) + f"---\n{BODY}\n")
    (reports / "b.txt").write_text("---\n" + "".join(f"k{n}: 1\n" for n in range(1000)) + f"---\n{BODY}\n")
    (reports / "c.txt").write_text(f"---\n{'k' * 19_000}: 1\n---\n{BODY}\n")
    _, errors = read(tmp_path)
    assert len(errors) == 3
    assert all(len(str(error)) < 800 for error in errors)
    assert errors[1].cause.endswith("and 997 more")


@pytest.mark.parametrize(
    "front",
    [
        "title: \x85\x9f",
        'title: "\\ud800"',
        'title: "a\\x07b"',
        'title: "\\u202eab"',
        f"title: {'x' * 1001}",
        f"url: https://example.org/{'x' * 2000}",
    ],
)
def test_front_matter_that_cannot_be_printed_harms_its_article_alone(tmp_path, reports, front):
    (reports / "a.txt").write_text(f"---\n{front}\n---\n{BODY}\n")
    (reports / "b.txt").write_text(BODY)
    (article,), (error,) = read(tmp_path)
    assert (article.id, error.where) == ("reports/b.txt", "reports/a.txt")


def test_a_folder_that_cannot_be_listed_is_a_source_that_failed(tmp_path, reports, monkeypatch):
    (reports / "a.txt").write_text(BODY)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)  # root may list everything
    (error,) = read_folder(FolderSource(type="folder", path="reports"), tmp_path)
    assert (error.where, error.cause) == ("reports", "cannot be listed: Permission denied")
    with pytest.raises(SourceError, match="none can be read"):
        read_sources(SETTINGS, tmp_path)


def test_a_link_put_in_the_way_while_files_are_read_brings_nothing_in(tmp_path, reports):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "a.txt").write_text("The password is hunter2. Nobody may read it.")
    (reports / "in").mkdir()
    (reports / "in" / "a.txt").write_text(BODY)
    over = threading.Event()

    def swap():
        while not over.is_set():
            (reports / "in").rename(reports / "out")
            (reports / "in").symlink_to(secret)
            (reports / "in").unlink()
            (reports / "out").rename(reports / "in")

    thread = threading.Thread(target=swap)
    thread.start()
    try:
        told = set()
        for _ in range(2000):
            try:
                told.add(read_text_file(reports / "in" / "a.txt", name="a", within=reports).text)
            except SourceError as error:
                told.add(error.cause)
    finally:
        over.set()
        thread.join()
    told.add(read_text_file(reports / "in" / "a.txt", name="a", within=reports).text)  # at rest it is read
    assert BODY in told
    assert len(told) > 1  # it did race
    assert not any("hunter2" in text for text in told)


def test_a_file_that_is_too_large(tmp_path, reports, monkeypatch):
    monkeypatch.setattr("briefing.sources.text.MOST_BYTES", 10)
    (reports / "a.txt").write_text(BODY)
    with pytest.raises(SourceError, match="larger than 10 bytes"):
        read_text_file(reports / "a.txt", name="reports/a.txt")


def test_a_day_in_quotation_marks_is_a_day():
    assert SourceFacts.model_validate({"published": "2016-08-24"}).published == date(2016, 8, 24)
    with pytest.raises(ValidationError):
        SourceFacts.model_validate({"published": "24 August 2016"})


@pytest.mark.parametrize(("blanks", "refused"), [(4_000_000, False), (6_000_000, True)])
def test_five_million_bytes_are_the_most(reports, blanks, refused):
    """A guard on memory and time."""
    (reports / "a.txt").write_text(f"{BODY}\n{chr(10) * blanks}")
    if refused:
        with pytest.raises(SourceError, match="larger than 5,000,000 bytes"):
            read_text_file(reports / "a.txt", name="reports/a.txt")
    else:
        assert read_text_file(reports / "a.txt", name="reports/a.txt").text

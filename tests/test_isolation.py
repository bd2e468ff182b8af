"""One bad thing harms one thing: an article, a source, a focus, a theme; the rest is made, and it is told."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefing.configuration.project import load_project
from briefing.extract import actions, figures
from briefing.extract.findings import Found
from briefing.isolation import made_without
from briefing.pipeline import Run, make_brief, make_editions

TALKS = (
    "Ann Lee signed the peace treaty with Ruritania in Geneva on Friday after nine hours of talks.\n"
    "“The treaty will hold,” Ms Lee said. She had met the king of Ruritania on Thursday.\n"
)
DAY = ["--date", "2022-02-11", "--format", "html"]


@pytest.fixture
def desk(tmp_path):
    """A project of two focuses and one report."""
    for name, text in {
        "config/briefing.yaml": "sources:\n  - {type: folder, path: reports}\ntemplates: templates\n",
        "config/focus/treaty.yaml": "title: Treaty\nterms: [treaty]\n",
        "config/focus/king.yaml": "title: King\nterms: [king]\n",
        "reports/talks.txt": f"---\ntitle: Talks end\npublisher: The Example\npublished: 2022-02-11\n---\n{TALKS}",
        "templates/README.md": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(desk, *arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "briefing", *arguments],
        cwd=desk,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **options,
    )


def made(desk):
    return sorted(path.name for path in (desk / "out/2022-02-11").glob("[!.]*"))


BOTH = ["king.html", "king.json", "treaty.html", "treaty.json"]


def test_hostile_reports_are_told_by_name_and_the_briefs_are_made(desk):
    reports = desk / "reports"
    (reports / "control.txt").write_bytes(
        b"---\ntitle: a \xc2\x85 \xc2\x9f\n---\nOff the focus, all of it.\n"
    )
    (reports / os.fsdecode(b"caf\xe9.txt")).write_text(TALKS)
    (reports / "a\nbriefing: all is well.txt").write_text(TALKS)
    (reports / "long.txt").write_text(TALKS * 6500, encoding="utf-8")
    (reports / "sources.yaml").write_text("sources:\n  - {file: gone.txt, published: soon}\n")
    done = run(desk, "daily", *DAY)
    assert done.returncode == 3, done.stderr
    assert made(desk) == BOTH
    told = done.stderr.splitlines()
    assert all(line.startswith("briefing: ") for line in told), done.stderr
    page = (desk / "out/2022-02-11/treaty.html").read_text(encoding="utf-8")
    for name in (
        "control.txt",
        r"caf\xe9.txt",
        r"a\nbriefing: all is well.txt",
        "long.txt",
        "sources.yaml:2",
    ):
        assert sum(name in line for line in told) == 1, name
        assert name in page
    kinds = {note["kind"] for note in json.loads((desk / "out/2022-02-11/king.json").read_text())["notes"]}
    assert {"skipped", "left-out"} <= kinds


def test_a_wrong_focus_harms_itself_alone(desk):
    (desk / "config/focus/broken.yaml").write_text("title: [")
    (desk / "config/focus/wrong.yaml").write_text("titel: x\n")
    done = run(desk, "daily", *DAY)
    assert done.returncode == 3
    assert made(desk) == BOTH
    assert "config/focus/broken.yaml:1" in done.stderr
    assert "config/focus/wrong.yaml:1: titel: no such key; did you mean title?" in done.stderr
    named = run(desk, "daily", *DAY, "--focus", "wrong")
    assert named.returncode == 2
    assert "did you mean title?" in named.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("theme.yaml", "extends: ["),
        ("brief.html", '{% extends "stock/sitrep/brief.html" %}{{ 1 / 0 }}{% block x %}'),
    ],
)
def test_a_wrong_theme_of_one_focus_leaves_its_data_and_the_other_focuses(desk, name, content):
    (desk / "templates/odd").mkdir()
    (desk / "templates/odd" / name).write_text(content)
    with (desk / "config/focus/king.yaml").open("a") as file:
        file.write("template: odd\n")
    done = run(desk, "daily", *DAY)
    assert done.returncode == 3
    assert made(desk) == ["king.json", "treaty.html", "treaty.json"]
    assert f"odd/{name}" in done.stderr


def test_where_no_source_can_be_read_no_edition_is_made(desk):
    (desk / "reports").rename(desk / "elsewhere")
    done = run(desk, "daily", *DAY)
    assert done.returncode == 1
    assert done.stderr == "briefing: sources: none can be read: reports: there is no such folder\n"
    assert not (desk / "out").exists()


def test_of_two_sources_one_that_cannot_be_read_is_told(desk):
    (desk / "config/briefing.yaml").write_text(
        "sources:\n  - {type: folder, path: gone}\n  - {type: folder, path: reports}\n"
    )
    done = run(desk, "daily", *DAY)
    assert (done.returncode, made(desk)) == (3, BOTH)


def test_a_finding_that_an_article_breaks_is_made_without_it(annotated_seeds, monkeypatch):
    broken = annotated_seeds[0].article.id
    whole = Found(annotated_seeds)

    def breaking(extract, error):
        def extracted(annotated, **told):
            if any(one.article.id == broken for one in annotated):
                raise error
            return extract(annotated, **told)

        return extracted

    monkeypatch.setattr(figures, "extract_figures", breaking(figures.extract_figures, RecursionError("deep")))
    monkeypatch.setattr(actions, "extract_actions", breaking(actions.extract_actions, RecursionError("deep")))
    found = Found(annotated_seeds, isolated=True)
    findings = found.all()
    assert findings.quotes == whole.utterances
    assert findings.actions
    assert broken not in {c.source for action in findings.actions for c in action.citations}
    (note,) = found.left_out
    assert (note.kind, note.source) == ("left-out", broken)
    assert note.message == "not looked for: actions, figures: RecursionError: deep"
    with pytest.raises(RecursionError):
        _ = Found(annotated_seeds).figures


def test_a_finding_that_the_articles_break_together_falls_out():
    def make(items):
        if len(items) > 1:
            raise MemoryError
        return items

    made, broken = made_without("ab", make)
    assert made is None
    assert [(item, type(error)) for item, error in broken] == [(None, MemoryError)]


def test_an_article_that_the_language_model_refuses_is_told(seeds, project, cache_dir):
    long = replace(seeds[0], id="long", file="long.txt", text=seeds[0].text + " word" * 200_001)
    brief = make_brief(
        (long, *seeds[1:]),
        project.focus("wallace-shoigu"),
        as_of=date(2022, 2, 16),
        model=project.settings.language_model,
        cache_dir=cache_dir,
    )
    (note,) = [note for note in brief.notes if note.kind == "left-out"]
    assert {source.id: source.file for source in brief.sources}[note.source] == "long.txt"
    assert "ValueError" in note.message
    assert brief.quotes


def test_what_there_was_no_time_for_is_told(desk):
    def late(share):
        settings = Run(
            as_of=date(2022, 2, 11), cache_dir=desk / f"cache{share}", formats=("json",), spent=lambda: share
        )
        return make_editions(load_project(desk), load_project(desk).focuses, settings)

    made, errors = late(0.5)
    assert [error.where for error in errors] == ["reports"]
    assert not made[0].left_out
    made, errors = late(0.7)
    assert "the time of the run was over" in made[0].left_out[0].message
    made, errors = late(1.0)
    assert not made
    assert "focus: king: not made: the time of the run was over" in map(str, errors)


def test_little_memory_is_told_in_one_line(desk):
    def little():
        resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))

    for command in (["daily", *DAY], ["extract", "reports/talks.txt"]):
        done = run(desk, *command, preexec_fn=little)
        assert (done.returncode, done.stderr) == (
            1,
            "briefing: memory: 700 MB are allowed (ulimit -v); a run needs 1,000\n",
        )


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_there_is(desk, day):
    done = run(desk, "daily", "--date", day, "--format", "md")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_device_and_a_reader_that_has_gone(desk):
    def told(output):
        command = [sys.executable, "-m", "briefing", "version"]
        return subprocess.run(command, stdout=output, stderr=subprocess.PIPE, text=True, check=False)

    with Path("/dev/full").open("w") as full:
        done = told(full)
    assert (done.returncode, done.stderr) == (1, "briefing: standard output: No space left on device\n")
    ends = os.pipe()
    os.close(ends[0])
    with os.fdopen(ends[1], "w") as gone:
        done = told(gone)
    assert (done.returncode, done.stderr) == (1, "")


def test_without_a_standard_output(desk):
    done = run(desk, "version", preexec_fn=lambda: os.close(1))
    assert (done.returncode, done.stderr) == (0, "")

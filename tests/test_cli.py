"""The command line as its users meet it: each test starts the program in a process of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from email import message_from_bytes, policy

import pytest

ARTICLE = (
    "---\ntitle: Talks end\npublisher: The Example\npublished: 2022-02-11\n---\n"
    "Ann Lee signed the peace treaty with Ruritania in Geneva on Friday after nine hours of talks.\n"
    "“The treaty will hold,” Ms Lee said. She had met the king of Ruritania on Thursday.\n"
)


@pytest.fixture
def briefing(tmp_path, cache_dir):
    def run(*arguments, env=None, cwd=tmp_path):
        environ = {**os.environ, "BRIEFING_CACHE_DIR": str(cache_dir), "NO_COLOR": "1", **(env or {})}
        return subprocess.run(
            [sys.executable, "-m", "briefing", *map(str, arguments)],
            cwd=cwd,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture
def small(tmp_path, briefing):
    """A project of one report and one focus, as `briefing init` starts it."""
    folder = tmp_path / "desk"
    assert briefing("init", folder).returncode == 0
    (folder / "reports" / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "config" / "focus" / "my-situation.yaml").write_text("title: Talks\nterms: [treaty, talks]\n")
    return folder


def test_help_is_quick_because_it_loads_nothing():
    code = (
        "import sys\nsys.argv = ['briefing', '--help']\nfrom briefing.commands.app import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "loaded = {'spacy', 'weasyprint', 'textacy', 'jinja2', 'yaml', 'pydantic', 'sklearn'} & sys.modules.keys()\n"
        "assert not loaded, loaded"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "daily" in done.stdout


def test_every_command_is_in_the_readme(root, briefing):
    readme = (root / "README.md").read_text(encoding="utf-8")
    for command in (
        "daily",
        "verify",
        "extract",
        "send",
        "init",
        "config",
        "doctor",
        "templates list",
        "templates copy",
    ):
        assert briefing(*command.split(), "--help").returncode == 0
        assert f"briefing {command}" in readme


def test_a_started_project_makes_a_brief_and_proves_it(small, briefing):
    done = briefing("daily", "--project", small, "--date", "2022-02-11")
    assert done.returncode == 0, done.stderr
    made = small / "out" / "2022-02-11"
    assert sorted(path.name for path in made.glob("my-situation.*")) == [
        "my-situation.html",
        "my-situation.json",
        "my-situation.md",
        "my-situation.pdf",
    ]
    assert "Talks, edition 1 of 2022-02-11: 1 sources" in done.stdout
    assert "signed the peace treaty with Ruritania" in (made / "my-situation.html").read_text(
        encoding="utf-8"
    )
    proved = briefing("verify", made / "my-situation.json", cwd=made)
    assert proved.returncode == 0, proved.stderr
    assert "citations in 1 source hold" in proved.stdout
    report = small / "reports" / "talks.txt"
    report.write_text(report.read_text(encoding="utf-8").replace("Ruritania", "Ruritonia"), encoding="utf-8")
    failed = briefing("verify", made / "my-situation.json", cwd=made)
    assert failed.returncode == 1
    assert "K1: no longer at" in failed.stderr


def test_a_bad_article_is_noted_and_the_brief_is_made_all_the_same(small, briefing):
    (small / "reports" / "empty.txt").write_bytes(b"")
    (small / "reports" / "latin.txt").write_bytes("Genève".encode("latin-1"))
    done = briefing("daily", "--project", small, "--date", "2022-02-11", "--format", "html")
    assert done.returncode == 3
    assert "briefing: article: reports/empty.txt: the file is empty" in done.stderr
    page = (small / "out" / "2022-02-11" / "my-situation.html").read_text(encoding="utf-8")
    assert "reports/empty.txt" in page
    assert "reports/latin.txt" in page


def test_no_report_of_that_day_is_said(small, briefing):
    done = briefing("daily", "--project", small, "--date", "2023-01-01", "--format", "md")
    assert done.returncode == 0
    assert "no report about it is dated 2022-12-26 to 2023-01-01" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["daily", "--date", "16.2.2022"],
            "date: 16.2.2022: not a day\n  Write it as YYYY-MM-DD: 2022-02-16",
        ),
        (["daily", "--focus", "my-situatoin"], "did you mean my-situation?"),
        (["daily", "--format", "docx"], "format: docx: not known\n  Known: html, pdf, md, txt, json"),
        (["daily", "--send"], "config/briefing.yaml: there is no delivery section; see docs/email.md"),
        (["templates", "copy", "sitrep/none.html", "--to", "templates"], "there is no such stock template"),
        (
            ["templates", "copy", "../config/briefing.yaml", "--to", "templates"],
            "there is no such stock template",
        ),
    ],
)
def test_wrong_usage_is_told_with_status_2(small, briefing, arguments, told):
    done = briefing(*arguments, cwd=small)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_no_project_is_told(briefing):
    done = briefing("daily")
    assert done.returncode == 2
    assert "there is no such file" in done.stderr
    assert "briefing init DIR" in done.stderr


def test_verify_of_something_else_is_told(small, briefing):
    done = briefing("verify", small / "config" / "briefing.yaml")
    assert done.returncode == 1
    assert "not a brief of this program" in done.stderr


def test_verify_tells_proved_changed_and_not_provable_apart(small, briefing):
    done = briefing("daily", "--project", small, "--date", "2022-02-11", "--format", "pdf")
    assert done.returncode == 0, done.stderr
    made = small / "out/2022-02-11"
    file = made / "my-situation.json"
    proved = briefing("verify", file, made / "my-situation.pdf", cwd=small)
    assert (proved.returncode, proved.stderr) == (0, "")
    assert proved.stdout.count(": proved: ") == 2
    assert "the PDF is the same, byte for byte" in proved.stdout

    (made / "my-situation.html").write_text("<p>War.</p>")
    page = briefing("verify", made / "my-situation.html", cwd=small)
    assert page.returncode == 2
    assert f"Name {made / 'my-situation.json'}, which lies beside it, or its PDF." in page.stderr

    content = file.read_text(encoding="utf-8")
    file.write_text(
        content.replace('"mentions": 2', '"mentions": 9').replace("Talks end", "\\u001b[2J\\nTalks")
    )
    changed = briefing("verify", file, made / "my-situation.pdf", cwd=small)
    assert changed.returncode == 1
    assert ".mentions: 9; made again it is 2" in changed.stderr
    assert "sources[S1].title: " in changed.stderr
    assert "\x1b" not in changed.stderr
    assert "my-situation.pdf: proved: " in changed.stdout
    file.write_text(content, encoding="utf-8")

    with (small / "config/focus/my-situation.yaml").open("a") as focus:
        focus.write("window_days: 3\n")
    unknown = briefing("verify", file, cwd=small)
    assert unknown.returncode == 3
    assert "the configuration has changed since" in unknown.stderr
    assert "not provable: nothing false was found; " in unknown.stdout


def test_editions_are_signed_and_the_signer_is_asked_for(small, briefing, tmp_path):
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    (small / "key").write_bytes(
        key.private_bytes(form.Encoding.PEM, form.PrivateFormat.OpenSSH, form.NoEncryption())
    )
    for name, one in (("key.pub", key), ("other.pub", Ed25519PrivateKey.generate())):
        public = one.public_key().public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH)
        (tmp_path / name).write_bytes(public + b" desk@example.org\n")
    with (small / "config/briefing.yaml").open("a") as settings:
        settings.write("signing: {key: key}\n")
    (small / "key").chmod(0o644)
    refused = briefing("daily", "--date", "2022-02-11", "--format", "pdf", cwd=small)
    assert refused.returncode == 2
    assert "others may read it" in refused.stderr
    assert not list((small / "out").rglob("*.json"))
    (small / "key").chmod(0o600)
    assert briefing("daily", "--date", "2022-02-11", "--format", "pdf", cwd=small).returncode == 0
    made = small / "out/2022-02-11"
    assert sorted(path.suffix for path in made.glob("[!.]*")) == [".json", ".pdf", ".sig", ".sig"]
    for file in (made / "my-situation.json", made / "my-situation.pdf"):
        signed = briefing("verify", file, "--signed-by", tmp_path / "key.pub", cwd=small)
        assert signed.returncode == 0, signed.stderr
        assert "signed by desk@example.org (SHA256:" in signed.stdout
        assert briefing("verify", file, "--signed-by", tmp_path / "other.pub", cwd=small).returncode == 1
    (made / "my-situation.pdf.sig").unlink()
    gone = briefing("verify", made / "my-situation.pdf", "--signed-by", tmp_path / "key.pub", cwd=small)
    assert gone.returncode == 1
    assert "not signed" in gone.stderr
    assert (
        briefing("verify", made / "my-situation.json", "--signed-by", tmp_path / "no", cwd=small).returncode
        == 2
    )


def test_an_output_folder_that_cannot_be_written_is_told(small, briefing):
    (small / "out").write_text("in the way")
    done = briefing("daily", "--project", small, "--date", "2022-02-11", "--format", "md")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr


def test_extract_needs_no_configuration(tmp_path, briefing):
    (tmp_path / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    done = briefing("extract", "talks.txt")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [quote["text"] for quote in found["quotes"] if quote["kind"] == "direct"] == [
        "“The treaty will hold,”"
    ]
    assert {event["date"] for event in found["timeline"]} >= {"2022-02-11"}


def test_a_warm_run_loads_no_language_model(small, briefing):
    assert briefing("daily", "--project", small, "--date", "2022-02-11", "--format", "md").returncode == 0
    code = (
        "import sys, spacy\n"
        "def refuse(*_, **__): raise AssertionError('a language model was loaded')\n"
        "spacy.load = refuse\n"
        f"sys.argv = ['briefing', 'daily', '--project', {str(small)!r}, '--date', '2022-02-12', '--format', 'md']\n"
        "from briefing.commands.app import main\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_without_pango_all_but_the_pdf_is_made(small, briefing, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "weasyprint.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")\n")
    env = {"PYTHONPATH": str(blocked)}
    done = briefing("daily", "--project", small, "--date", "2022-02-11", env=env)
    assert done.returncode == 1
    assert "libpango" in done.stderr
    assert "install" in done.stderr
    made = {path.suffix for path in (small / "out" / "2022-02-11").glob("my-situation.*")}
    assert made == {".html", ".json", ".md"}
    doctor = briefing("doctor", "--project", small, env=env)
    assert doctor.returncode == 1
    assert "LACKING  PDF (Pango)" in doctor.stdout
    assert "install" in doctor.stdout


def test_a_broken_template_is_told_once_and_the_other_formats_are_made(small, briefing):
    (small / "templates" / "sitrep").mkdir()
    broken = '{% extends "stock/sitrep/brief.html" %}{% block footer %}{{ brief.focsu }}{% endblock %}'
    (small / "templates" / "sitrep" / "brief.html").write_text(broken)
    done = briefing("daily", "--project", small, "--date", "2022-02-11")
    assert done.returncode == 1
    assert done.stderr.count("did you mean focus?") == 1
    assert "sitrep/brief.html:1" in done.stderr
    assert {path.suffix for path in (small / "out" / "2022-02-11").glob("my-situation.*")} == {".json", ".md"}


def test_doctor_finds_a_whole_machine_whole(small, briefing):
    done = briefing("doctor", "--project", small)
    assert done.returncode == 0, done.stdout
    assert "LACKING" not in done.stdout


def test_a_draft_is_written_and_nothing_sent(small, briefing):
    with (small / "config" / "briefing.yaml").open("a") as file:
        file.write('delivery: {sender: "Desk <desk@example.org>", host: smtp.invalid}\n')
    with (small / "config" / "focus" / "my-situation.yaml").open("a") as file:
        file.write("recipients: [minister@example.org]\nhandling: TLP:AMBER\n")
    done = briefing("daily", "--draft", "--date", "2022-02-11", cwd=small)
    assert done.returncode == 0, done.stderr
    mail = (small / "out" / "2022-02-11" / "my-situation.eml").read_bytes()
    message = message_from_bytes(mail, policy=policy.default)
    assert message["To"] == "minister@example.org"
    assert message["Subject"] == "[TLP:AMBER] Talks — 11 February 2022, edition 1"
    assert [part.get_content_type() for part in message.iter_attachments()] == ["application/pdf"]
    again = briefing("send", "--draft", small / "out" / "2022-02-11" / "my-situation.json", cwd=small)
    assert again.returncode == 0, again.stderr
    assert (small / "out" / "2022-02-11" / "my-situation.eml").read_bytes() == mail


def test_config_says_where_values_come_from(small, briefing):
    done = briefing("config", cwd=small)
    assert "output: out  # config/briefing.yaml:" in done.stdout
    assert "focus my-situation: window_days: 7  # default" in done.stdout


def test_the_days_assessment_is_printed_and_no_other_days(small, briefing):
    folder = small / "assessments" / "my-situation"
    folder.mkdir(parents=True)
    (folder / "2022-02-10.md").write_text("Of yesterday.")
    (folder / "2022-02-11.md").write_text("We think it *matters*.")
    done = briefing("daily", "--date", "2022-02-11", "--format", "html", cwd=small)
    assert done.returncode == 0, done.stderr
    page = (small / "out/2022-02-11/my-situation.html").read_text(encoding="utf-8")
    assert "We think it <em>matters</em>." in page
    assert "Of yesterday" not in page
    (folder / "2022-02-11.md").write_bytes(b"\xff\xfe\xfa")
    broken = briefing("daily", "--date", "2022-02-11", "--format", "html", cwd=small)
    assert broken.returncode == 2
    assert "2022-02-11.md: cannot be read" in broken.stderr


def test_a_stock_template_is_copied_once(small, briefing):
    first = briefing("templates", "copy", "sitrep/style.css", "--to", small / "templates/house")
    assert first.returncode == 0
    assert (small / "templates" / "house" / "style.css").is_file()
    second = briefing("templates", "copy", "sitrep/style.css", "--to", small / "templates/house")
    assert second.returncode == 2
    assert "not overwritten" in second.stderr
    listed = briefing("templates", "list", cwd=small)
    assert str(small / "templates") in listed.stdout


def test_a_folder_that_is_not_empty_is_not_started_in(small, briefing):
    done = briefing("init", small)
    assert done.returncode == 2
    assert "not empty" in done.stderr


def test_a_project_is_started_with_a_worked_theme(tmp_path, briefing):
    wrong = briefing("init", tmp_path / "desk", "--theme", "newsrom")
    assert wrong.returncode == 2
    assert "did you mean newsroom?" in wrong.stderr
    assert not (tmp_path / "desk").exists()
    done = briefing("init", tmp_path / "desk", "--theme", "newsroom")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "desk/templates/newsroom/logo.svg").is_file()
    assert "newsroom" in briefing("templates", "list", cwd=tmp_path / "desk").stdout
    assert "--theme cable | newsroom | risk-note" in briefing("init", tmp_path / "other").stdout


def test_two_runs_at_once_leave_whole_files(small, briefing):
    shutil.rmtree(small / "out", ignore_errors=True)
    command = [
        sys.executable,
        "-m",
        "briefing",
        "daily",
        "--project",
        str(small),
        "--date",
        "2022-02-11",
        "--format",
        "md",
    ]
    runs = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    for run in runs:
        _, errors = run.communicate(timeout=120)
        assert run.returncode == 0, errors
    made = small / "out" / "2022-02-11"
    assert sorted(path.name for path in made.glob("my-situation.*")) == [
        "my-situation.json",
        "my-situation.md",
    ]
    assert briefing("verify", made / "my-situation.json").returncode == 0


def test_a_cache_in_which_others_can_write_is_gone_without_and_told(small, briefing, tmp_path):
    open_to_all = tmp_path / "cache"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    done = briefing(
        "daily", "--date", "2022-02-11", "--project", small, env={"BRIEFING_CACHE_DIR": str(open_to_all)}
    )
    assert done.returncode == 0, done.stderr
    (told,) = done.stderr.splitlines()
    assert (
        told
        == f"briefing: cache: {open_to_all}: others can write there; close it with: chmod 700 {open_to_all}; going without"
    )
    assert not list(open_to_all.iterdir())
    doctor = briefing("doctor", env={"BRIEFING_CACHE_DIR": str(open_to_all)})
    assert f"LACKING  annotation cache: {open_to_all}: others can write there" in doctor.stdout


def test_doctor_shows_the_place_and_size_of_the_cache(small, briefing, cache_dir):
    briefing("daily", "--date", "2022-02-11", "--project", small)
    assert re.search(rf"annotation cache: {cache_dir} \(\d+ texts, \d+\.\d MB\)", briefing("doctor").stdout)


def test_explain_says_why_and_names_what_there_is(small, briefing):
    briefing("daily", "--project", small, "--date", "2022-02-16")
    (file,) = (small / "out").glob("*/*.json")
    told = briefing("explain", file, "K1")
    assert told.returncode == 0, told.stderr
    for words in ("chosen because: ", "fact F", "borne out by:", "compared, and not the same:"):
        assert words in told.stdout
    wrong = briefing("explain", file, "K99")
    assert wrong.returncode == 2
    assert "neither a key point nor a fact K99" in wrong.stderr
    assert "K1" in wrong.stderr

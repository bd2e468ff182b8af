"""The wheel, installed into an empty environment outside the checkout, makes a brief."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile

import pytest

ARTICLE = (
    "---\npublisher: The Example\npublished: 2022-02-11\n---\n"
    "Ann Lee signed the peace treaty with Ruritania in Geneva on Friday after nine hours of talks.\n"
)


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [
        sys.executable,
        "-m",
        "uv",
        "build",
        "--no-build-isolation",
        "--out-dir",
        str(folder),
        "--quiet",
        str(root),
    ]
    subprocess.run(command, check=True, timeout=120)
    (found,) = folder.glob("*.whl")
    return found


def test_wheel_and_sdist_carry_templates_and_config(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "briefing/_bundled/templates/sitrep/brief.html" in names
    assert "briefing/_bundled/templates/sitrep/locale/de/LC_MESSAGES/brief.po" in names
    assert "briefing/_bundled/examples/newsroom/theme.yaml" in names
    assert "briefing/_bundled/examples/newsroom/logo.svg" in names
    assert "briefing/_bundled/config/briefing.yaml" in names
    assert "briefing/py.typed" in names
    assert "briefing/themes/preview/page.html" in names
    assert "briefing/themes/sample.json" in names
    (sdist,) = wheel.parent.glob("*.tar.gz")
    listed = subprocess.run(["tar", "tzf", str(sdist)], capture_output=True, text=True, check=True).stdout
    assert "/templates/sitrep/brief.html" in listed
    assert "/config/briefing.yaml" in listed
    assert "/seeds/sources.yaml" in listed


def test_the_installed_wheel_makes_a_brief(wheel, root, tmp_path):
    environment = tmp_path / "environment"
    uv = [sys.executable, "-m", "uv"]
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}

    def run(*command, **options):
        done = subprocess.run(
            [str(part) for part in command],
            env=clean,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=280,
            **options,
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    run(*uv, "venv", "--quiet", "--python", sys.executable, environment)
    python = environment / "bin" / "python"
    run(
        *uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        python,
        "--require-hashes",
        "-r",
        root / "requirements.lock",
    )
    run(*uv, "pip", "install", "--quiet", "--python", python, "--no-deps", wheel)
    command = environment / "bin" / "briefing"
    run(command, "init", "desk")
    (tmp_path / "desk" / "reports" / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "desk" / "config" / "focus" / "my-situation.yaml").write_text(
        "title: Talks\nterms: [treaty, talks]\n"
    )
    run(command, "daily", "--project", "desk", "--date", "2022-02-11")
    assert (tmp_path / "desk/out/2022-02-11/my-situation.pdf").read_bytes().startswith(b"%PDF")
    assert "hold" in run(command, "verify", "desk/out/2022-02-11/my-situation.json")
    home = run(python, "-c", "import briefing.configuration.resources as r; print(r.bundled('templates'))")
    assert str(environment) in home

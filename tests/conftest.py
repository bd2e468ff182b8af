"""What the tests share: the project as shipped, its reports read, cleaned and annotated once."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.configuration.project import load_project
from briefing.reading.annotation import annotate
from briefing.sources import read_sources

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser):
    """The options of ``make assault``; without them the suite runs a fixed few rounds of each assault."""
    parser.addoption("--assault-seed", type=int, default=0, help="where the chances of tests/assault begin")
    parser.addoption("--assault-seconds", type=float, default=0, help="how long each assault goes on")


def pytest_report_header(config):
    return f"assault: seed {config.getoption('--assault-seed')}"


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def cache_dir(tmp_path_factory) -> Path:
    """Annotations of this test run; the user's own cache is left alone."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["BRIEFING_CACHE_DIR"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def project():
    return load_project(ROOT)


@pytest.fixture(scope="session")
def seeds(project):
    """The five reports in seeds/, S1 to S5 in the order of their names."""
    articles, errors = read_sources(project.settings, ROOT)
    assert not errors
    return tuple(replace(article, id=f"S{number}") for number, article in enumerate(articles, 1))


@pytest.fixture(scope="session")
def annotated_seeds(seeds, cache_dir):
    return annotate(seeds, cache_dir=cache_dir)


@pytest.fixture(scope="session")
def made(project, cache_dir):
    """The Wallace–Shoigu brief of 16 February, as a first edition."""
    from datetime import date

    from briefing.pipeline import make_brief

    articles, _ = read_sources(project.settings, ROOT)
    return make_brief(
        articles,
        project.focus("wallace-shoigu"),
        as_of=date(2022, 2, 16),
        model=project.settings.language_model,
        cache_dir=cache_dir,
    )


@pytest.fixture(scope="session")
def desk(tmp_path_factory, cache_dir):
    """A project like the one that ships with two editions, of the second the shorter brief as PDF; only to be read."""
    from datetime import date

    from briefing.pipeline import Run, make_editions

    folder = tmp_path_factory.mktemp("desk")
    for name in ("seeds", "config", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    project = load_project(folder)
    for day in (date(2022, 2, 11), date(2022, 2, 16)):
        make_editions(project, project.focuses, Run(as_of=day, cache_dir=cache_dir, formats=("json",)))
    run = Run(as_of=date(2022, 2, 16), cache_dir=cache_dir, formats=("pdf", "json"))
    make_editions(project, [project.focus("minsk-accords")], run)
    return folder

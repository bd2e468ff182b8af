"""The library as a user of the package meets it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from types import FunctionType, ModuleType

import pytest

import briefing
from briefing.errors import SourceError

NAMES = [
    "actions",
    "actors",
    "compose",
    "figures",
    "key_sentences",
    "mentions",
    "outlook",
    "quotes",
    "read",
    "render",
    "same_story",
    "terms",
    "time_expressions",
    "timeline",
]


@pytest.fixture(scope="module")
def article(root):
    return briefing.read(root / "seeds" / "000_780e8946524df67f.txt", published="2022-02-11")


@pytest.mark.parametrize("name", NAMES)
def test_a_function_is_never_hidden_by_a_module_of_its_name(name, article):
    briefing.render(
        briefing.compose([article], {"title": "Minsk", "terms": ["Minsk"]}), "md"
    )  # imports everything
    assert isinstance(getattr(briefing, name), FunctionType)
    assert not isinstance(sys.modules.get(f"briefing.{name}"), ModuleType)


def test_every_finding_of_one_article(article):
    assert article.published == date(2022, 2, 11)
    for found in (
        briefing.quotes,
        briefing.actors,
        briefing.mentions,
        briefing.timeline,
        briefing.figures,
        briefing.actions,
    ):
        assert len(found([article])) > 1
    assert briefing.same_story([article, article]) == ((article, article),)
    assert sum(len(sentence.text.split()) for sentence in briefing.key_sentences([article], words=100)) >= 100


def test_key_sentences_of_a_focus_are_about_it(article):
    found = briefing.key_sentences([article], words=60, focus={"title": "Minsk", "terms": ["Minsk"]})
    assert all("Minsk" in sentence.text for sentence in found)


def test_a_brief_from_a_title_and_two_terms(article):
    brief = briefing.compose([article], {"title": "The Minsk accords", "terms": ["Minsk", "Kozak"]})
    assert brief.edition.as_of == date(2022, 2, 11)
    assert brief.key_points
    assert "<h1" in briefing.render(brief, "html")
    assert briefing.render(brief, "pdf").startswith(b"%PDF")


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(SourceError, match="cannot be read"):
        briefing.read("nowhere.txt")


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = briefing.nothing


def test_importing_the_package_costs_nothing():
    code = "import briefing, sys; assert not {'spacy', 'pydantic', 'numpy'} & sys.modules.keys()"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_readme_example_runs(root):
    example = (root / "README.md").read_text(encoding="utf-8").split("```python")[1].split("```")[0]
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Kozak | “A negative result is still a result" in done.stdout

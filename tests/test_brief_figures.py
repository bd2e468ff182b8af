"""The figures of a brief: what happened to people first, the latest number last, nothing in passing."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.brief.figures import OUTCOMES
from briefing.configuration.project import FocusConfig
from briefing.extract.figures import extract_figures
from briefing.library import DEFAULT_MODEL, annotate
from briefing.model import Article
from briefing.pipeline import make_brief
from briefing.reading.lexicon import english
from briefing.rendering import render
from briefing.rendering.words import WORDS

FOCUS = FocusConfig(id="gorvia", title="The fighting in Gorvia", terms=("Gorvia", "Halden"))
BEFORE = """Shelling in Gorvia has gone on since Monday, officials said.

Three Israelis were killed by a rocket from Gorvia, the army said.

The army fired 75 rockets at Gorvia."""
NOW = """The fighting in Gorvia has killed 161 Palestinians, the health ministry said.

Five Israelis were killed by rockets from Gorvia after eight days of fighting.

The army has moved 30,000 troops to Gorvia, and 14 shops in Gorvia were open.

In 2008, at least 1,400 people died when the army entered Gorvia."""
ALSO = """Shells killed 54 of the 163 Palestinians who have died in Gorvia in their homes.

Some 163 Palestinians have been killed in Gorvia, a doctor said."""


def report(number: int, text: str, publisher: str, day: int) -> Article:
    return Article(
        f"R{number}", text, publisher=publisher, published=date(2012, 11, day), file=f"{number}.txt"
    )


@pytest.fixture(scope="module")
def brief(cache_dir):
    reports = [
        report(1, BEFORE, "The Courier", 17),
        report(2, NOW, "The Courier", 22),
        report(3, ALSO, "Harren Post", 22),
    ]
    return make_brief(reports, FOCUS, as_of=date(2012, 11, 22), model=DEFAULT_MODEL, cache_dir=cache_dir)


def texts(figure) -> list[str]:
    return [seen.text for seen in figure.observations]


def test_what_happened_to_people_comes_first(brief):
    outcomes = [figure.outcome for figure in brief.figures]
    assert outcomes[0] == "killed"
    assert "troops" in {figure.observations[0].unit for figure in brief.figures}
    known = [OUTCOMES.index(outcome) if outcome else len(OUTCOMES) for outcome in outcomes]
    assert known == sorted(known)


def test_the_tolls_of_one_people_are_one_figure_and_a_part_is_none_of_them(brief):
    palestinians = next(figure for figure in brief.figures if figure.whom == "Palestinians")
    assert texts(palestinians) == ["killed 161 Palestinians", "Some 163 Palestinians have been killed"]
    assert palestinians.agreement == "agreed"  # within what a round number leaves open
    israelis = next(figure for figure in brief.figures if figure.whom == "Israelis")
    assert len(texts(israelis)) == 2
    assert israelis.agreement == "changed"


def test_what_is_counted_in_passing_is_left_out(brief):
    said = " ".join(text for figure in brief.figures for text in texts(figure))
    assert "14 shops" not in said
    assert "eight days" not in said


def test_what_no_report_of_now_gives_and_what_was_long_ago_are_left_out(brief):
    said = " ".join(text for figure in brief.figures for text in texts(figure))
    assert "75 rockets" not in said
    assert "1,400" not in said


def test_every_outcome_of_the_lexicon_has_a_place_and_a_heading():
    tables = ("done_to", "befalls", "conditions_of_people", "casualties")
    known = {name for table in tables for name in english().table(table).values()} | {"shot"}
    assert known == set(OUTCOMES)
    assert known <= set(WORDS)


def test_the_page_says_what_happened_to_whom_and_the_latest_number_first(brief):
    page = render(brief, "md")
    assert "### Killed: Palestinians" in page
    israelis = page[page.index("### Killed: Israelis") :]
    assert israelis.index("Five Israelis") < israelis.index("Three Israelis")


def test_a_toll_beside_an_earlier_year_is_not_of_the_day_of_the_report():
    text = "In 2008, at least 1,400 people died when the army entered Gorvia."
    (figure,) = extract_figures(annotate([report(1, text, "The Courier", 22)]))
    assert figure.observations[0].date != "2012-11-22"

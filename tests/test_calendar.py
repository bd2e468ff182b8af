"""The timeline of a brief: one line for a day and an event, and what is still ahead."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.configuration.project import FocusConfig
from briefing.library import DEFAULT_MODEL
from briefing.model import Article
from briefing.pipeline import make_brief

FOCUS = FocusConfig(id="strike", title="The strike at Norden port", terms=("Norden", "dockers"))
BEFORE = """Dockers at Norden port will walk out on Tuesday, their union said.

The union of the dockers will hold a ballot at Norden on Friday.

The mayor of Norden will meet the dockers on Monday."""
AFTER = """Dockers at Norden port walked out on Tuesday and the cranes stood still, the harbour master said.

The union of the dockers will hold a ballot at Norden on Friday."""
ELSEWHERE = """Cranes stood still as dockers walked out at Norden port on Tuesday.

Ministers in Harren were silent about the dockers of Norden."""


@pytest.fixture(scope="module")
def lines(cache_dir):
    reports = [
        Article("R1", BEFORE, publisher="The Courier", published=date(2024, 3, 3)),  # a Sunday
        Article("R2", AFTER, publisher="The Courier", published=date(2024, 3, 5)),
        Article("R3", ELSEWHERE, publisher="Harren Post", published=date(2024, 3, 5)),
    ]
    brief = make_brief(reports, FOCUS, as_of=date(2024, 3, 6), model=DEFAULT_MODEL, cache_dir=cache_dir)
    return [(event.date, event.planned, event) for event in brief.timeline]


def test_a_day_and_an_event_make_one_line_and_the_outcome_speaks_for_it(lines):
    (walkout,) = [event for day, _, event in lines if day == "2024-03-05"]
    assert not walkout.planned
    assert "stood still" in walkout.text
    assert {citation.source for citation in walkout.citations} == {"S1", "S2", "S3"}


def test_what_is_still_ahead_is_there_and_marked(lines):
    assert [planned for day, planned, _ in lines if day == "2024-03-08"] == [True]


def test_a_plan_for_a_day_that_is_over_makes_no_line(lines):
    assert not [event for day, _, event in lines if day == "2024-03-04"]


def test_the_lines_are_in_the_order_of_their_days(lines):
    days = [day for day, _, _ in lines]
    assert days == sorted(days)
    assert len(days) == 2


@pytest.mark.parametrize(("day", "ahead"), [(8, True), (9, False)])
def test_what_is_planned_is_expected_up_to_its_day_and_no_longer(day, ahead, cache_dir):
    """The day on which somebody says so decides nothing."""
    text = "The dockers of Norden said on Thursday that they would hold a ballot on Friday."
    report = Article("R1", text, publisher="The Courier", published=date(2024, 3, 7))
    brief = make_brief([report], FOCUS, as_of=date(2024, 3, day), model=DEFAULT_MODEL, cache_dir=cache_dir)
    assert bool(brief.outlook) == ahead


def test_what_another_report_tells_as_done_is_no_longer_expected(cache_dir):
    """Also on the very day for which it was planned."""
    plan = "Dockers at Norden port will walk out on Tuesday, their union said."
    outcome = "Dockers at Norden port walked out on Tuesday, and the cranes stood still."
    reports = [
        Article("R1", plan, publisher="The Courier", published=date(2024, 3, 4)),
        Article("R2", outcome, publisher="Harren Post", published=date(2024, 3, 5)),
    ]

    def expected(of):
        made = make_brief(of, FOCUS, as_of=date(2024, 3, 5), model=DEFAULT_MODEL, cache_dir=cache_dir)
        return [item.text for item in made.outlook]

    assert expected(reports[:1]) == [plan]
    assert expected(reports) == []

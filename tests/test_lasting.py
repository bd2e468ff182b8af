"""Facts that last: one id from edition to edition, what replaces what, a quiet day, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefing.brief.contract import from_json, to_json
from briefing.configuration.project import FocusConfig
from briefing.facts import find_tellings, read_reports
from briefing.facts.comparing import compared_with
from briefing.library import DEFAULT_MODEL, annotate
from briefing.model import Article, Changes
from briefing.pipeline import make_brief

FOCUS = FocusConfig(id="tollin", title="The dam at Tollin", terms=("Tollin", "dam"))
BURST = """The dam above Tollin burst on Monday and flooded the market.

Eleven people were taken to hospital in Tollin.

The council of Tollin will close the old dam road in May."""
NEXT_DAY = """Fourteen people were taken to hospital in Tollin.

The council of Tollin closed the old dam road in May.

Divers from Harren began to search the reservoir behind the dam for a missing lorry driver."""
MONDAY = (
    ("The Courier", BURST),
    ("Harren Post", "A dam near Tollin burst on Monday, flooding the town's market, officials said."),
)
TUESDAY = (("The Courier", NEXT_DAY),)


def reports(told, day: int, first: int = 1) -> list[Article]:
    return [
        Article(f"R{n}", text, publisher=publisher, published=date(2024, 3, day), file=f"reports/{n}.txt")
        for n, (publisher, text) in enumerate(told, first)
    ]


def edition(articles, day: int, cache_dir, previous=None):
    brief = make_brief(
        articles,
        FOCUS,
        as_of=date(2024, 3, day),
        model=DEFAULT_MODEL,
        previous=previous,
        cache_dir=cache_dir,
    )
    assert from_json(to_json(brief)) == brief
    return brief


@pytest.fixture(scope="module")
def editions(cache_dir):
    monday = reports(MONDAY, 4)
    all_of_them = [*monday, *reports(TUESDAY, 5, 3)]
    first = edition(monday, 4, cache_dir)
    second = edition(all_of_them, 5, cache_dir, first)
    return first, second, edition(all_of_them, 6, cache_dir, second)


def fact(brief, words: str):
    return next(fact for fact in brief.facts if words in fact.text)


def test_in_a_first_edition_every_fact_is_new(editions):
    first, _, _ = editions
    assert {fact.status for fact in first.facts} == {"new"}
    burst = fact(first, "burst")
    assert burst.publishers == 2
    assert len({c.source for c in burst.citations}) == 2
    assert burst.first_reported == burst.last_reported == date(2024, 3, 4)
    assert (burst.event_date, burst.precision) == ("2024-03-04", "day")


def test_a_fact_keeps_its_id_from_edition_to_edition(editions):
    ids = [{fact.id for fact in brief.facts} for brief in editions]
    assert ids[0] < ids[1] == ids[2]
    assert fact(editions[0], "burst").id == fact(editions[1], "burst").id
    assert fact(editions[1], "burst").status == "repeated"
    assert fact(editions[1], "Divers").status == "new"


def test_another_number_founds_a_fact_that_replaces_the_old_one(editions):
    _, second, third = editions
    old, now = fact(second, "Eleven"), fact(second, "Fourteen")
    assert (now.status, now.replaces, old.replaced_by) == ("updated", old.id, now.id)
    assert fact(third, "Eleven").replaced_by == now.id


def test_the_outcome_replaces_the_plan(editions):
    _, second, _ = editions
    plan, outcome = fact(second, "will close"), fact(second, "closed the old")
    assert (plan.standing, outcome.standing) == ("planned", "asserted")
    assert (outcome.status, outcome.replaces) == ("updated", plan.id)


def test_key_points_name_their_fact_and_have_its_status(editions):
    for brief in editions:
        facts = {fact.id: fact for fact in brief.facts}
        assert brief.key_points
        for point in brief.key_points:
            assert point.citations[0] in facts[point.fact].citations
            assert point.status == facts[point.fact].status


def test_on_a_quiet_day_nothing_is_new_and_the_key_points_stand_as_they_stood(editions):
    _, second, third = editions
    assert [p.text for p in third.key_points] == [p.text for p in second.key_points]
    assert {p.status for p in third.key_points} == {"repeated"}
    assert third.changes == Changes(since=date(2024, 3, 5))


def test_what_is_overtaken_is_listed_unless_it_is_shown_as_updated(editions):
    first, second, _ = editions
    told = {point.text for point in first.key_points}
    gone = {fact.text for fact in second.facts if fact.replaced_by} & told
    shown = {change.before for change in second.changes.updated}
    assert gone
    assert {change.text for change in second.changes.overtaken} == gone - shown


def test_what_another_report_denies_is_disputed():
    told = find_tellings(
        read_reports(
            annotate(
                reports(
                    (
                        ("A", "The owner of the Orlo mine paid the miners for the lost day."),
                        ("B", "The owner of the Orlo mine did not pay the miners for the lost day."),
                    ),
                    4,
                )
            )
        )
    )
    assert [[c.source for c in telling.disputed_by] for telling in told] == [["R2"], ["R1"]]
    assert all(telling.support == () for telling in told)


def test_a_comparison_says_why_it_is_not_the_same():
    told = read_reports(
        annotate(
            reports(
                (
                    ("A", "Ten people were killed when the mine at Orlo caved in."),
                    ("B", "Ten people were killed as the Orlo mine caved in."),
                    ("C", "Twelve people were killed when the mine at Orlo caved in."),
                ),
                4,
            )
        )
    )
    same, other = compared_with(told, told[0].passages[0].citation, most=3)
    assert (same.citation.source, same.objection) == ("R2", None)
    assert (other.citation.source, other.objection) == ("R3", "counts the same thing with another number")


def test_an_earlier_edition_that_was_changed_by_hand_ends_no_run(editions, cache_dir):
    first, _, _ = editions
    lost = replace(first.facts[0].citations[0], source="S99")
    bare = replace(first.key_points[0], citations=())
    changed = replace(
        first,
        facts=(replace(first.facts[0], citations=(lost,)), *first.facts[1:]),
        key_points=(bare, replace(first.key_points[-1], citations=(lost,)), *first.key_points[1:]),
    )
    again = edition(reports(MONDAY, 4), 5, cache_dir, changed)
    assert [point.text for point in again.key_points] == [point.text for point in first.key_points[1:]]
    assert {fact.status for fact in again.facts} == {"repeated"}


def test_what_an_altered_report_told_before_is_not_new(cache_dir):
    """The text as it was is gone; what the earlier edition cited of it is what its readers were told."""
    monday = reports(MONDAY, 4)
    first = edition(monday, 4, cache_dir)
    altered = replace(monday[0], text=BURST.replace("Eleven", "Twelve"))
    second = edition([altered, *monday[1:]], 5, cache_dir, first)
    assert [change.id for change in second.changes.altered]
    assert fact(second, "burst").status == "repeated"
    assert fact(second, "burst").id == fact(first, "burst").id
    number = fact(second, "Twelve")
    assert (number.status, number.replaces) == ("updated", None)  # the fact that it replaces stands nowhere
    told = [change for change in second.changes.updated if "Twelve" in change.text]
    assert [change.before for change in told if change.kind == "key_points"] == [
        "Eleven people were taken to hospital in Tollin."
    ]
    assert all(change.before_citation is None for change in told if change.kind == "key_points")


def test_on_a_quiet_day_no_older_figure_comes_back(editions):
    def counted(brief):
        return [[seen.text for seen in figure.observations] for figure in brief.figures]

    assert counted(editions[1])
    assert counted(editions[2]) == counted(editions[1])

"""What changed since the last edition."""

from __future__ import annotations

from datetime import UTC, date, datetime

from briefing.brief.changes import compare
from briefing.model import Brief, Citation, Edition, Figure, FocusInfo, KeyPoint, Observation, Period, Source

SIGNED = "Ann Lee signed the peace treaty with Ruritania in Geneva on Friday after nine hours of talks."
REWORDED = "On Friday in Geneva Ann Lee signed the treaty of peace with Ruritania after talks of nine hours."
FAILED = "The treaty with Freedonia failed for lack of money in the spring."
TROOPS = "Moscow moved two tank divisions to the northern border overnight, its ministry said."


def edition(
    day: date, number: int, points: list[tuple[str, str, int]], figures: tuple[Figure, ...] = ()
) -> Brief:
    """A brief with key points given as (text, source, start)."""
    made = Edition(day, number, Period(day, day), datetime(day.year, day.month, day.day, tzinfo=UTC))
    sources = {name: Source(name, f"hash of {name}", 10) for _, name, _ in points}
    return Brief(
        FocusInfo("talks", "Talks"),
        made,
        sources=tuple(sources.values()),
        key_points=tuple(
            KeyPoint(f"K{n}", text, (Citation(source, start, start + len(text), text),), 1, "new", "")
            for n, (text, source, start) in enumerate(points, 1)
        ),
        figures=figures,
    )


OLD = edition(date(2022, 2, 11), 1, [(SIGNED, "S1", 0), (FAILED, "S1", 200)])


def test_a_first_edition_has_nothing_to_compare():
    assert compare(OLD, None) == OLD
    assert OLD.changes.since is None


def test_no_change_is_information():
    found = compare(edition(date(2022, 2, 16), 2, [(SIGNED, "S1", 0), (FAILED, "S1", 200)]), OLD)
    assert [point.status for point in found.key_points] == ["repeated", "repeated"]
    assert found.changes.since == date(2022, 2, 11)
    assert not found.changes.new + found.changes.updated + found.changes.dropped


def test_new_updated_and_dropped():
    found = compare(edition(date(2022, 2, 16), 2, [(TROOPS, "S2", 0), (REWORDED, "S3", 5)]), OLD)
    assert [point.status for point in found.key_points] == ["new", "updated"]
    (new,) = found.changes.new
    assert (new.text, new.id, new.before) == (TROOPS, "K1", None)
    (updated,) = found.changes.updated
    assert (updated.text, updated.id, updated.before) == (REWORDED, "K2", SIGNED)
    (dropped,) = found.changes.dropped
    assert (dropped.text, dropped.id) == (FAILED, None)


def test_the_same_words_in_another_source_are_repeated():
    found = compare(edition(date(2022, 2, 16), 2, [(SIGNED, "S9", 77)]), OLD)
    assert found.key_points[0].status == "repeated"


def figure(*values: tuple[str, int]) -> Figure:
    return Figure(
        "F1",
        "troops",
        "changed",
        tuple(
            Observation(
                f"{number:,} troops", number, number, "troops", None, None, Citation("S1", 0, 9, passage)
            )
            for passage, number in values
        ),
    )


def test_a_figure_with_a_new_observation_is_updated():
    old = edition(date(2022, 2, 11), 1, [(SIGNED, "S1", 0)], (figure(("One hundred.", 100)),))
    new = edition(
        date(2022, 2, 16), 2, [(SIGNED, "S1", 0)], (figure(("One hundred.", 100), ("Now 130.", 130)),)
    )
    (updated,) = compare(new, old).changes.updated
    assert (updated.kind, updated.text, updated.before) == ("figures", "130 troops", "100 troops")


def test_the_list_is_no_longer_than_wanted():
    found = compare(edition(date(2022, 2, 16), 2, [(TROOPS, "S2", 0)]), OLD, most=1)
    assert len(found.changes.dropped) == 1

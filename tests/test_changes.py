"""What changed since the last edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from briefing.brief.changes import compare, read_before
from briefing.model import (
    Article,
    Brief,
    Citation,
    Edition,
    Figure,
    FocusInfo,
    KeyPoint,
    News,
    Observation,
    Period,
    Source,
)

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


def told(text: str, source: str, start: int, status: str, before: str | None = None) -> News:
    """What the reports tell, as the comparison of passages gives it."""
    earlier = Citation("S1", 0, len(before), before) if before else None
    return News(Citation(source, start, start + len(text), text), status, earlier)


def test_a_first_edition_has_nothing_to_compare():
    assert compare(OLD, None) == OLD
    assert OLD.changes.since is None


def test_no_change_is_information():
    now = edition(date(2022, 2, 16), 2, [(SIGNED, "S1", 0), (FAILED, "S1", 200)])
    found = compare(now, OLD, before={"S1"})
    assert [point.status for point in found.key_points] == ["repeated", "repeated"]
    assert found.changes.since == date(2022, 2, 11)
    assert not found.changes.new + found.changes.updated + found.changes.late + found.changes.altered


def test_the_status_is_what_the_reports_told_and_not_what_was_chosen():
    now = edition(date(2022, 2, 16), 2, [(TROOPS, "S2", 0), (REWORDED, "S3", 5), (FAILED, "S3", 200)])
    news = [
        told(TROOPS, "S2", 0, "new"),
        told(REWORDED, "S3", 5, "updated", SIGNED),
        told(FAILED, "S3", 200, "repeated", FAILED),
    ]
    found = compare(now, OLD, news=news)
    assert [point.status for point in found.key_points] == ["new", "updated", "repeated"]
    (new,) = found.changes.new
    assert (new.text, new.id, new.before) == (TROOPS, "K1", None)
    (updated,) = found.changes.updated
    assert (updated.text, updated.id, updated.before) == (REWORDED, "K2", SIGNED)


def figure(*values: tuple[str, int, str]) -> Figure:
    return Figure(
        "F1",
        "troops",
        "changed",
        tuple(
            Observation(
                f"{number:,} troops", number, number, "troops", None, None, Citation(source, 0, 9, passage)
            )
            for passage, number, source in values
        ),
    )


def test_a_figure_with_another_value_is_updated():
    both = (figure(("One hundred.", 100, "S1"), ("Now 130.", 130, "S2")),)
    now = edition(date(2022, 2, 16), 2, [(SIGNED, "S1", 0), (TROOPS, "S2", 0)], both)
    (updated,) = compare(now, OLD, before={"S1"}).changes.updated
    assert (updated.kind, updated.text, updated.before) == ("figures", "130 troops", "100 troops")


def test_the_same_value_again_is_no_change():
    both = (figure(("One hundred.", 100, "S1"), ("Still a hundred.", 100, "S2")),)
    now = edition(date(2022, 2, 16), 2, [(SIGNED, "S1", 0), (TROOPS, "S2", 0)], both)
    assert compare(now, OLD, before={"S1"}).changes.updated == ()


def test_the_list_is_no_longer_than_wanted():
    now = edition(date(2022, 2, 16), 2, [(TROOPS, "S2", 0), (FAILED, "S3", 0)])
    assert len(compare(now, OLD, most=1).changes.new) == 1


def test_late_and_altered_reports_are_named():
    old = replace(OLD, sources=(Source("S1", "one", 10, file="a.txt", published=date(2022, 2, 10)),))
    now = replace(
        OLD,
        sources=(
            Source("S1", "two", 10, title="A", file="a.txt", published=date(2022, 2, 10)),
            Source("S2", "three", 10, title="B", file="b.txt", published=date(2022, 2, 10)),
            Source("S3", "four", 10, title="C", file="c.txt", published=date(2022, 2, 15)),
        ),
    )
    found = compare(now, old).changes
    assert [(change.id, change.text) for change in found.altered] == [("S1", "A")]
    assert [(change.id, change.text) for change in found.late] == [("S2", "B")]


def test_what_was_read_is_known_by_its_words():
    article = Article(id="S7", text=SIGNED)
    previous = replace(OLD, sources=(Source("S1", article.sha256, 10),))
    assert read_before([article, Article(id="S8", text=TROOPS)], previous) == {"S7"}
    assert read_before([article], None) == frozenset()

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
    Fact,
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


def test_a_figure_of_an_earlier_day_takes_no_place():
    later = (
        replace_dates(
            figure(("One hundred.", 100, "S1"), ("Now 130.", 130, "S2")), "2022-02-12", "2022-02-10"
        ),
    )
    now = edition(date(2022, 2, 16), 2, [(SIGNED, "S1", 0), (TROOPS, "S2", 0)], later)
    assert compare(now, OLD, before={"S1"}).changes.updated == ()


def replace_dates(one: Figure, *days: str) -> Figure:
    dated = zip(one.observations, days, strict=True)
    return replace(one, observations=tuple(replace(o, date=day) for o, day in dated))


def test_what_is_counted_elsewhere_takes_no_place():
    apart = (figure(("Some 100 fled Oslin.", 100, "S1"), ("About 130 fled Tarvel.", 130, "S2")),)
    now = edition(date(2022, 2, 16), 2, [(SIGNED, "S1", 0), (TROOPS, "S2", 0)], apart)
    assert compare(now, OLD, before={"S1"}).changes.updated == ()
    alike = (figure(("Some 100 fled Oslin.", 100, "S1"), ("About 130 left Oslin.", 130, "S2")),)
    (updated,) = compare(replace(now, figures=alike), OLD, before={"S1"}).changes.updated
    assert updated.citation == alike[0].observations[1].citation
    assert updated.before_citation == alike[0].observations[0].citation


def test_the_old_figure_is_that_of_the_same_speaker():
    said = figure(("One hundred.", 100, "S1"), ("Eighty.", 80, "S1"), ("Now 130.", 130, "S2"))
    by = ("A1", "A2", "A1")
    said = replace(
        said,
        observations=tuple(replace(o, speaker=who) for o, who in zip(said.observations, by, strict=True)),
    )
    now = edition(date(2022, 2, 16), 2, [(SIGNED, "S1", 0), (TROOPS, "S2", 0)], (said,))
    (updated,) = compare(now, OLD, before={"S1"}).changes.updated
    assert updated.before == "100 troops"


MAYOR = "The mayor of Oslin resigned over the flooded tunnel."
BRIDGE = "Engineers closed the northern bridge after cracks were found."
BRIDGE_AGAIN = "Engineers have closed the northern bridge after the cracks."


def fact(name: str, text: str, source: str, publishers: int, day: int, **changes: object) -> Fact:
    made = Fact(
        name,
        text,
        (Citation(source, 300, 300 + len(text), text),),
        publishers,
        "asserted",
        last_reported=date(2022, 2, day),
    )
    return replace(made, **changes)


def newly(*facts: Fact, most: int | None = None) -> list[str | None]:
    now = edition(date(2022, 2, 16), 2, [(TROOPS, "S2", 0)])
    now = replace(now, facts=facts, key_points=(replace(now.key_points[0], fact="F0"),))
    worth = {one.citations[0]: 0.5 for one in facts if "footer" not in one.text}
    found = compare(now, OLD, news=[told(TROOPS, "S2", 0, "new")], worth=worth, most=most).changes.new
    assert [(one.kind, one.id) for one in found[:1]] == [("key_points", "K1")]
    assert all(one.citation and one.citation.text == one.text for one in found)
    return [one.id for one in found[1:]]


def test_new_facts_are_listed_those_with_most_publishers_and_the_newest_first():
    facts = (
        fact("F1", MAYOR, "S2", 1, 15),
        fact("F2", SIGNED, "S3", 1, 16),
        fact("F3", BRIDGE, "S3", 2, 15),
    )
    assert newly(*facts) == ["F3", "F2", "F1"]
    assert newly(*facts, most=2) == ["F3"]


def test_what_is_no_news_or_no_passage_to_print_is_not_listed():
    assert (
        newly(
            fact("F0", TROOPS, "S2", 3, 16),
            fact("F1", MAYOR, "S2", 1, 16, status="repeated"),
            fact("F2", SIGNED, "S2", 1, 16, replaced_by="F9"),
            fact("F3", "Sign up at the footer of this page.", "S2", 1, 16),
        )
        == []
    )


def test_no_fact_is_read_twice():
    as_key_point = "Its ministry said Moscow moved tank divisions to the border overnight."
    assert newly(
        fact("F1", BRIDGE, "S2", 2, 16),
        fact("F2", BRIDGE_AGAIN, "S3", 1, 16),
        fact("F3", as_key_point, "S3", 1, 16),
    ) == ["F1"]


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

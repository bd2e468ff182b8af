from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Copy, families, independent_publishers
from briefing.sources.copies import fold_copies, near_copies
from briefing.sources.stories import same_story

WIRE = """\
OSLO (Reuters) - Norway's parliament voted on Tuesday to close the last coal mine on the Arctic archipelago of Svalbard, \
ending more than a century of mining there.
The mine, which employs 52 people, will stop production in June and be filled in by the end of next year, the industry \
ministry said.
"It is a sad day for Longyearbyen, but we have known for years that it would come," said Heidi Olsen, who leads the miners' union.
The power plant that burned the coal was replaced by diesel generators in October, and the town plans to build a wind farm.
Environmental groups welcomed the vote. They had called for the closure since glaciers on the islands began to retreat.
The archipelago was placed under Norwegian sovereignty by a treaty signed in Paris in 1920, which gives all signatories equal \
rights to do business there."""
OTHER = """\
The river Danube reached its highest level for fifty years in Passau on Monday after a week of rain, and the mayor ordered \
the old town to be left.
Helpers carried sandbags through the night. Schools stayed closed, and trains to Linz were cancelled until further notice.
Forecasters said that the water would begin to fall on Wednesday."""


def article(name: str, text: str, **more: object) -> Article:
    return Article(id=name, text=text, **more)  # type: ignore[arg-type]


def edited(text: str) -> str:
    """A sub-editor's version: a few words changed, the agency's line gone."""
    changes = {
        "OSLO (Reuters) - ": "",
        "voted on Tuesday": "has voted",
        "a sad day": "a black day",
        "52 people": "about 50 people",
    }
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def copies_of(group) -> list[str]:
    return [member.id for member, _ in group]


def test_a_reprint_and_an_edited_version_are_copies():
    group, *rest = near_copies(
        [article("a", WIRE), article("b", OTHER), article("c", edited(WIRE)), article("d", WIRE)]
    )
    assert copies_of(group) == ["a", "c", "d"]
    assert not rest
    (_, whole), (_, changed), (_, same) = group
    assert whole == same == 1
    assert 0.8 < changed < 1


def test_a_shortened_version_is_a_copy():
    short = "\n".join(WIRE.split("\n")[:3])
    ((original, _), (copy, share)) = near_copies([article("short", short), article("long", WIRE)])[0]
    assert (original.id, copy.id, share) == ("long", "short", 1.0)


def test_a_version_with_a_change_in_every_sentence_is_a_copy_for_what_was_left():
    """Four words of six are left in a row: two thirds of the words, though one run in six."""
    ours, theirs = (
        " ".join(f"a{n} b{n} c{n} d{n} {who}{n} {who}e{n}." for n in range(60)) for who in ("x", "y")
    )
    ((_, (_, share)),) = near_copies([article("a", ours), article("b", theirs)])
    assert share == pytest.approx(2 / 3, abs=0.01)


def test_the_original_was_published_first_but_never_a_part_of_another():
    short = "\n".join(WIRE.split("\n")[:2])
    given_ = [
        article("late", WIRE, published=date(2024, 3, 6)),
        article("early", edited(WIRE), published=date(2024, 3, 5)),
        article("undated", WIRE),
        article("flash", short, published=date(2024, 3, 4)),
    ]
    assert copies_of(near_copies(given_)[0])[0] == "early"


def test_a_long_report_that_quotes_a_short_one_keeps_its_own_text():
    quoting = OTHER + "\n" + "\n".join(WIRE.split("\n")[:2])
    groups = near_copies([article("wire", WIRE), article("quoting", quoting)])
    assert groups == ()


def test_reports_on_the_same_event_are_no_copies(seeds):
    assert near_copies(seeds) == ()


def test_folding_keeps_the_original_and_tells_of_the_copies():
    original = article("a", WIRE, published=date(2024, 3, 5), copies=(Copy(1.0, file="old.txt"),))
    copy = article(
        "c",
        edited(WIRE),
        published=date(2024, 3, 6),
        publisher="The Courier",
        file="c.txt",
        url="https://example.org/c",
    )
    other = article("b", OTHER)
    kept = fold_copies([copy, other, original])
    assert [a.id for a in kept] == ["b", "a"]
    old, new = kept[1].copies
    assert old.file == "old.txt"
    assert (new.publisher, new.file, new.url) == ("The Courier", "c.txt", "https://example.org/c")
    assert 0.8 < new.similarity < 1
    assert kept[0] is other


def test_folding_twice_changes_nothing():
    once = fold_copies([article("a", WIRE), article("c", edited(WIRE))])
    assert fold_copies(once) == once


def test_equal_texts_of_equal_articles_are_folded_too():
    same = article("a", WIRE)
    assert len(fold_copies([same, article("b", WIRE)])) == 1


def test_families_count_and_not_articles():
    given_ = [
        article("a", "x", publisher="The Sun", family="News UK"),
        article("b", "x", publisher="The Times", family="News UK"),
        article("c", "x", publisher="The Guardian"),
        article("d", "x", publisher="The Guardian"),
        article("e", "x"),
        article("f", "x"),
    ]
    assert families(given_) == {"a": "News UK", "b": "News UK", "c": "The Guardian", "d": "The Guardian"}
    assert independent_publishers(given_) == 2
    assert independent_publishers(given_[4:]) == 1
    assert independent_publishers([]) == 0


FLOOD = """\
Hundreds of people left their homes in Passau on Tuesday as the Danube flooded the old town after days of rain.
Mayor Jürgen Dupper told reporters that the water stood ten metres above its normal level. Bavaria sent soldiers with sandbags."""
MINE = """\
Miners in Longyearbyen face the end of an era: lawmakers in Oslo have decided that coal mining on Svalbard will end in June.
The union's leader Heidi Olsen spoke of a sad day; green groups, who point to the retreat of the Arctic glaciers, cheered."""


def test_articles_are_grouped_by_event():
    given_ = [article("m1", WIRE), article("f1", OTHER), article("m2", MINE), article("f2", FLOOD)]
    assert [[a.id for a in group] for group in same_story(given_)] == [["m1", "m2"], ["f1", "f2"]]


def test_a_few_reports_on_one_event_stay_together(seeds):
    dated = [a for a in seeds if a.published == date(2022, 2, 11)]
    assert len(same_story(dated)) == 1


def test_seeds_and_floods_are_two_events(seeds):
    groups = same_story([article("f1", OTHER), *seeds, article("f2", FLOOD)])
    assert [[a.id for a in group] for group in groups] == [["f1", "f2"], [a.id for a in seeds]]


def test_a_reprint_changes_no_grouping_and_stays_with_its_original():
    given_ = [article("m1", WIRE), article("f1", OTHER), article("m2", MINE), article("f2", FLOOD)]
    reprints = [article(f"r{n}", WIRE) for n in range(40)]
    groups = same_story([*given_, *reprints, article("edited", edited(WIRE))])
    assert [[a.id for a in group if not a.id.startswith("r")] for group in groups] == [
        ["m1", "m2", "edited"],
        ["f1", "f2"],
    ]
    assert len(groups[0]) == 43


def test_a_short_report_joins_the_event_that_it_is_clearly_most_like():
    short = article("m3", "Longyearbyen's last coal mine is to be closed.")
    groups = same_story(
        [article("m1", WIRE), article("f1", OTHER), article("m2", MINE), short, article("f2", FLOOD)]
    )
    assert [[a.id for a in group] for group in groups] == [["m1", "m2", "m3"], ["f1", "f2"]]


@pytest.mark.parametrize(("day", "stories"), [(date(2024, 3, 9), 1), (date(2024, 9, 5), 2), (None, 1)])
def test_reports_that_are_months_apart_tell_of_different_events(day, stories):
    given_ = [article("a", WIRE, published=date(2024, 3, 5)), article("b", MINE, published=day)]
    assert len(same_story(given_)) == stories


def test_the_grouping_does_not_depend_on_the_order(seeds):
    given_ = [*seeds, article("m1", WIRE), article("f1", OTHER), article("m2", MINE), article("f2", FLOOD)]
    forth, back = (
        {frozenset(a.id for a in group) for group in same_story(x)} for x in (given_, given_[::-1])
    )
    assert forth == back


def test_the_seeds_are_one_situation(seeds):
    assert len(same_story(seeds)) == 1


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["“”", "…", "a"], ["新华社北京", "שלום", "🙂 🙂"]])
def test_texts_without_words_are_stories_of_their_own(texts):
    given_ = [article(str(n), text) for n, text in enumerate(texts)]
    assert same_story(given_) == tuple((a,) for a in given_)
    assert fold_copies(given_[:1]) == tuple(given_[:1])


@given(st.lists(st.text(max_size=60), max_size=5))
def test_every_article_is_in_one_group(texts):
    given_ = [article(str(n), text) for n, text in enumerate(texts)]
    assert sorted(a.id for group in same_story(given_) for a in group) == sorted(a.id for a in given_)
    kept = fold_copies(given_)
    assert len(kept) + sum(len(a.copies) for a in kept) == len(given_)

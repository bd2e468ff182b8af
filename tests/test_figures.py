from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.annotate import AnnotatedArticle, annotate
from briefing.clean import clean
from briefing.extract.figures import extract_figures
from briefing.extract.figures.numbers import value_of
from briefing.model import Article, Citation, Figure, Mention, Quote, TimeExpression

FRIDAY = date(2022, 2, 11)


def article(
    text: str, name: str = "A", published: date | None = FRIDAY, publisher: str | None = None
) -> Article:
    return Article(id=name, text=text, published=published, publisher=publisher)


def figures(text: str) -> list[tuple[str, float | None, float | None, str | None]]:
    found = extract_figures(annotate([article(text)]))
    return [(seen.text, seen.low, seen.high, seen.unit) for figure in found for seen in figure.observations]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("130,000", 130_000), ("1.5 million", 1_500_000), ("20bn", 20e9), ("5k", 5000), ("nine", 9), ("twenty-five", 25), ("two hundred", 200),
        ("two hundred and six", 206), ("a dozen", 12), ("two dozen", 24), ("three thousand", 3000), ("half", 0),
    ],
)  # fmt: skip
def test_value_of(words: str, value: float) -> None:
    assert value_of(words) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There are over 100 battalion tactical groups there.", ("over 100 battalion tactical groups", 100, None, "groups")),
        ("It has 130,000-plus troops there.", ("130,000-plus troops", 130_000, None, "troops")),
        ("Russia sent at least 1,000 soldiers.", ("at least 1,000 soldiers", 1000, None, "troops")),
        ("Russia sent up to 1,000 soldiers.", ("up to 1,000 soldiers", None, 1000, "troops")),
        ("Russia sent about 1,000 soldiers.", ("about 1,000 soldiers", 1000, 1000, "troops")),
        ("Russia sent nearly 1,000 soldiers.", ("nearly 1,000 soldiers", 1000, 1000, "troops")),
        ("Russia sent 15-20 warships.", ("15-20 warships", 15, 20, "ships")),
        ("Russia sent between 15 and 20 warships.", ("between 15 and 20 warships", 15, 20, "ships")),
        ("Russia sent two dozen tanks.", ("two dozen tanks", 24, 24, "tanks")),
        ("Turnout was 60 per cent of registered voters.", ("60 per cent of registered voters", 60, 60, "percent")),
        ("It occupies 7% of its territory.", ("7% of its territory", 7, 7, "percent")),
        ("It occupies 7 percent of the territory.", ("7 percent of the territory", 7, 7, "percent")),
        ("It moved more than half of its forces.", ("more than half of its forces", 50, None, "percent")),
        ("The base is some 31 miles from the border.", ("some 31 miles from the border", 31, 31, "miles")),
        ("The base is 700 km away.", ("700 km away", 700, 700, "km")),
        ("They signed a $40 billion contract.", ("$40 billion contract", 40e9, 40e9, "USD")),
        ("It gave £1.5m in aid.", ("£1.5m in aid", 1.5e6, 1.5e6, "GBP")),
        ("It gave 20 million euros.", ("20 million euros", 20e6, 20e6, "EUR")),
        ("After nine hours of talks they left.", ("nine hours of talks", 9, 9, "hours")),
        ("The strike killed 12 people.", ("12 people", 12, 12, "people")),
        ("Seven people were killed by the strike.", ("Seven people were killed", 7, 7, "people")),
        ("Officials said 45 were wounded.", ("45 were wounded", 45, 45, "people")),
        ("The death toll rose to 45.", ("death toll rose to 45", 45, 45, None)),
        ("We see many tank units on the border – 70 or more.", ("tank units on the border – 70 or more", 70, None, "units")),
        ("Thousands of people fled.", ("Thousands of people", 1000, None, "people")),
        ("The bill passed by 218 votes.", ("218 votes", 218, 218, "votes")),
    ],
)  # fmt: skip
def test_figure(text: str, expected: tuple[str, float | None, float | None, str | None]) -> None:
    assert figures(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "In 2014, Crimea was annexed.",
        "They met on 10 February at 18:00.",
        "The 3rd and 42nd divisions are moving.",
        "The former head of MI6 spoke on BBC Radio 4.",
        "A Boeing 747 landed; Flight 447 did not.",
        "John Smith, 45, is a 45-year-old man aged 45.",
        "The two men met both ministers of four units.",
        "He spoke twice in the last 24 hours.",
        "Call 020 7946 0018 or +44 20 7946 0018 now.",
        "The level of cooperation is close to zero.",
        "Article 5 and Resolution 2202 are not in doubt.",
        "It wants a return to its pre-1997 formation.",
        "One of them said one thing.",
    ],
)
def test_no_figure(text: str) -> None:
    assert figures(text) == []


def agreements(*articles: Article) -> list[tuple[str, int]]:
    return [(figure.agreement, len(figure.observations)) for figure in extract_figures(annotate(articles))]


def test_the_same_number_is_agreed() -> None:
    assert agreements(
        article("Russia has 100,000 Russian troops near Ukraine.", "A"),
        article("Some 100,000 Russian soldiers stand near Ukraine.", "B"),
    ) == [("agreed", 2)]


def test_bounds_that_can_hold_together_are_agreed() -> None:
    assert agreements(
        article("There are more than 90,000 Russian troops near Ukraine.", "A"),
        article("There are 100,000 Russian troops near Ukraine.", "B"),
    ) == [("agreed", 2)]


def test_another_number_on_the_same_day_differs() -> None:
    assert agreements(
        article("There are 90,000 Russian troops near Ukraine.", "A"),
        article("There are 150,000 Russian troops near Ukraine.", "B"),
    ) == [("differing", 2)]


def test_another_number_on_a_later_day_has_changed() -> None:
    assert agreements(
        article("There are 90,000 Russian troops near Ukraine.", "A"),
        article("There are 150,000 Russian troops near Ukraine.", "B", date(2022, 2, 16)),
    ) == [("changed", 2)]


def test_other_owners_things_and_scales_stay_apart() -> None:
    found = agreements(
        article("There are 90,000 Russian troops near Ukraine.", "A"),
        article("There are 80,000 Ukrainian troops in Ukraine.", "B"),
        article("There are 90,000 Russian tanks near Ukraine.", "C"),
        article("There are 500 Russian troops near Ukraine.", "D"),
    )
    assert found == [("agreed", 1)] * 4


def test_two_distances_are_never_one_quantity() -> None:
    assert (
        len(
            agreements(
                article("One base is 31 miles from the border. Another base is 42 miles from the border.")
            )
        )
        == 2
    )


def test_the_day_and_the_speaker_are_the_sources_own() -> None:
    text = "The ministry said on Tuesday that 1,000 soldiers had left. “We see 500 tanks,” he said."
    ministry = Mention("A1", Citation("A", 0, 12, text[:12]), "name")
    start = text.index("We see")
    quote = Quote(
        "Q1",
        "We see 500 tanks",
        "direct",
        (Citation("A", start, start + 17, text[start : start + 17]),),
        1.0,
        speaker="A2",
    )
    day = TimeExpression(Citation("A", 21, 28, text[21:28]), "DATE", "2022-02-08")
    found = extract_figures(annotate([article(text)]), quotes=[quote], mentions=[ministry], times=[day])
    seen = {figure.observations[0].unit: figure.observations[0] for figure in found}
    assert (seen["troops"].speaker, seen["troops"].date) == ("A1", "2022-02-08")
    assert (seen["tanks"].speaker, seen["tanks"].date) == ("A2", "2022-02-11")


def test_without_a_publication_date_the_date_is_unknown() -> None:
    (figure,) = extract_figures(annotate([article("There are 90,000 Russian troops.", published=None)]))
    assert figure.observations[0].date is None


def test_figures_of_several_publishers_come_first() -> None:
    found = extract_figures(
        annotate(
            [
                article(
                    "It cost a $40 billion contract. There are 90,000 Russian troops near Ukraine.",
                    "A",
                    publisher="One",
                ),
                article("There are 90,000 Russian troops near Ukraine.", "B", publisher="Two"),
            ]
        )
    )
    assert [figure.what for figure in found] == ["Russian troops", "contract"]
    assert [figure.id for figure in found] == ["F1", "F2"]


# --- the seeds ------------------------------------------------------------------------------------

NAMES = {
    "000_780e8946524df67f": FRIDAY,
    "001_61440020126a1a1e": FRIDAY,
    "002_3eb661917a67719b": FRIDAY,
    "003_91f6146eaec76115": date(2022, 2, 16),
    "004_48e9f4b19c4ba2e4": FRIDAY,
}


@pytest.fixture(scope="module")
def annotated_reports(request: pytest.FixtureRequest) -> tuple[AnnotatedArticle, ...]:
    folder = request.config.rootpath / "seeds"
    return annotate(
        [
            article(clean((folder / f"{name}.txt").read_text(encoding="utf-8")).text, f"S{number}", published)
            for number, (name, published) in enumerate(NAMES.items(), start=1)
        ]
    )


@pytest.fixture(scope="module")
def found(annotated_reports: tuple[AnnotatedArticle, ...]) -> tuple[Figure, ...]:
    return extract_figures(annotated_reports)


def summary(figure: Figure) -> list[tuple[str, float | None, float | None, str | None]]:
    return [(seen.citation.source, seen.low, seen.high, seen.date) for seen in figure.observations]


def test_troops_near_ukraine_are_one_figure(found: tuple[Figure, ...]) -> None:
    assert (found[0].what, found[0].agreement) == ("Russian forces", "changed")
    assert summary(found[0]) == [
        ("S4", 130_000, 130_000, None),  # "an earlier U.S. estimate"
        ("S3", 100_000, None, "2022-02-11"),
        ("S4", 130_000, None, "2022-02-16"),
        ("S4", 150_000, 150_000, "2022-02-16"),
    ]


def test_battalion_groups_are_one_figure(found: tuple[Figure, ...]) -> None:
    assert (found[1].what, found[1].agreement) == ("tactical battalion groups", "changed")
    assert summary(found[1]) == [("S2", 70, None, "2022-02-11"), ("S4", 100, None, "2022-02-16")]


def test_the_other_figures_of_the_seeds(found: tuple[Figure, ...]) -> None:
    assert [figure.observations[0].text for figure in found[2:]] == [
        "more than half of its offensive military forces",
        "7% of its territory",
        "60 per cent of the entire Russian land combat power",
        "nine hours of talks",
        "15 and 42 miles from the Ukrainian border",
        "42 miles from the Ukrainian border",
        "some 31 miles from the border",
        "some 700 miles away",
    ]


def test_passages_of_the_seeds_stand_in_their_sentences(
    found: tuple[Figure, ...], annotated_reports: tuple[AnnotatedArticle, ...]
) -> None:
    texts = {one.article.id: one.article.text for one in annotated_reports}
    for figure in found:
        assert any(figure.what in seen.text for seen in figure.observations)
        for seen in figure.observations:
            cited = seen.citation
            assert texts[cited.source][cited.start : cited.end] == cited.text
            assert seen.text in cited.text


# --- any text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n", "1", "$", "%", "1,2,3,4", "1" * 400 + " people", "– 70 or more", "70\npeople", "１０００人が死亡した。", "٤٥ قتيلا", "🎉 100 🎉",
     "half", "of 100", "between 1 and", "$" * 50 + "5", "-1000 people", "one hundred million billion trillion people"],
)  # fmt: skip
def test_hostile_texts(text: str) -> None:
    check(text)


WORDS = str.split(
    "over at least 100 130,000-plus troops – 70 or more $ 5 bn % of the half hundreds people were killed to between and , . 2014 Russian miles"
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_every_figure_slices_back(text: str) -> None:
    check(text)


def check(text: str) -> None:
    for figure in extract_figures(annotate([article(text)])):
        for seen in figure.observations:
            assert text[seen.citation.start : seen.citation.end] == seen.citation.text
            assert seen.text in seen.citation.text
            assert seen.low is not None or seen.high is not None
            if seen.low is not None and seen.high is not None:
                assert seen.low <= seen.high

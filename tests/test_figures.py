from __future__ import annotations

from datetime import date
from math import isfinite

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.extract.actors import extract_actors
from briefing.extract.figures import extract_figures
from briefing.extract.figures.patterns import numerals
from briefing.extract.quotes import extract_quotes
from briefing.extract.timeline import extract_time_expressions
from briefing.model import Article, Citation, Figure, Mention, Quote, TimeExpression
from briefing.reading.annotation import AnnotatedArticle, annotate
from briefing.reading.lexicon import english
from briefing.sources.cleaning import clean

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
    assert numerals(english()).value_of(words) == value


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
        ("It gave 20 million euros.", ("gave 20 million euros", 20e6, 20e6, "EUR")),
        ("After nine hours of talks they left.", ("nine hours of talks", 9, 9, "hours")),
        ("The strike killed 12 people.", ("killed 12 people", 12, 12, "people")),
        ("Seven people were killed by the strike.", ("Seven people were killed", 7, 7, "people")),
        ("Officials said 45 were wounded.", ("45 were wounded", 45, 45, "people")),
        ("The death toll rose to 45.", ("death toll rose to 45", 45, 45, "people")),
        ("We see many tank units on the border – 70 or more.", ("tank units on the border – 70 or more", 70, None, "units")),
        ("Thousands of people fled.", ("Thousands of people fled", 1000, None, "people")),
        ("The bill passed by 218 votes.", ("218 votes", 218, 218, "votes")),
        ("At least 12 dead in bus crash in Peru.", ("At least 12 dead", 12, None, "people")),
        ("A gunman fatally shot nine people.", ("shot nine people", 9, 9, "people")),
        ("The quake claimed the lives of 14 miners.", ("claimed the lives of 14 miners", 14, 14, "people")),
        ("More than 80 people lost their lives.", ("More than 80 people lost their lives", 80, None, "people")),
        ("Scores of people were arrested.", ("Scores of people were arrested", 40, None, "people")),
        ("Four U.S. soldiers were killed.", ("Four U.S. soldiers were killed", 4, 4, "people")),
        ("As many as 200 people are missing.", ("As many as 200 people are missing", None, 200, "people")),
        ("12 others were wounded.", ("12 others were wounded", 12, 12, "people")),
        ("The 29 New Yorkers wounded by a bomb survived.", ("29 New Yorkers wounded", 29, 29, "people")),
        ("At least three of the four units left.", ("At least three of the four units", 3, None, "units")),
        ("Half a million people fled the city.", ("Half a million people fled", 5e5, 5e5, "people")),
        ("A third of voters stayed at home.", ("A third of voters", 100 / 3, 100 / 3, "percent")),
        ("Fewer than one in three UK adults can swim.", ("Fewer than one in three UK adults", None, 100 / 3, "percent")),
        ("Between 18% and 22% of voters agreed.", ("Between 18% and 22% of voters", 18, 22, "percent")),
        ("It has 20 percent of Israel's population.", ("20 percent of Israel's population", 20, 20, "percent")),
        ("Import duties of 25 percent came into force.", ("Import duties of 25 percent", 25, 25, "percent")),
        ("Rates rose by 0.25 percentage points.", ("Rates rose by 0.25 percentage points", 0.25, 0.25, "percentage points")),
        ("Unemployment is at 4 percent.", ("Unemployment is at 4 percent", 4, 4, "percent")),
        ("The firm was fined £2,000.", ("fined £2,000", 2000, 2000, "GBP")),
        ("It was a fine of $1.2bn.", ("fine of $1.2bn", 1.2e9, 1.2e9, "USD")),
        ("They spent $5m to $10m on it.", ("spent $5m to $10m", 5e6, 10e6, "USD")),
        ("It cost 300 million pounds.", ("cost 300 million pounds", 3e8, 3e8, "GBP")),
        ("A 300-pound weight fell 12 pounds of lead.", ("12 pounds of lead", 12, 12, "pounds")),
        ("They held nine-hour talks.", ("nine-hour talks", 9, 9, "hours")),
        ("She was given 12 years in prison.", ("12 years in prison", 12, 12, "years")),
        ("The drug cut the risk of cancer by 4%.", ("cut the risk of cancer by 4%", 4, 4, "percent")),
        ("It is 34 miles (55 km) from the town.", ("34 miles (55 km) from the town", 34, 34, "miles")),
        ("The wreck lies at a depth of 200 metres.", ("depth of 200 metres", 200, 200, "metres")),
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
        "Arsenal won 3-1 and the senate voted 52-48 in the 2015-16 season.",
        "He lost 1.000,5 euros, 1e999 dollars and NaN.",
        "They took over two plants in 2014.",
        "The main index, the FTSE 100, rose in value.",
        "The book 100 Deadly Skills and the song (41 Shots) are old.",
        "He scored two goals in five minutes.",
        "The children, ages 12 and 15, live at 10 High Street, room 404.",
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


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Six people had been killed in New Jersey.", "The storm killed 10 people in New York City."),
        ("The bomb killed 12 Americans in Kenya.", "The bomb killed 30 soldiers in Kenya."),
        ("The 2009 quake killed 300 people in Italy.", "The quake killed 250 people in Italy."),
        ("The bomb wounded 12 people in Kabul.", "The bomb wounded 15 others in Kabul."),
        ("It paid $20 million to the city.", "It paid $30 million to the city."),
        ("The town is 34 miles from the city of Rome.", "The town is 55 miles from the city of Rome."),
        ("Staff get 16 weeks of paid leave in Ohio.", "Staff get six weeks of paid leave in Ohio."),
        ("The temperature in Rome reached 30 degrees.", "The temperature in Rome reached 35 degrees."),
        ("A man paid $20 in tax on his car in Ohio.", "A man paid $30 in duty on his car in Ohio."),
    ],
)
def test_different_things_stay_apart(first: str, second: str) -> None:
    assert agreements(article(first, "A"), article(second, "B")) == [("agreed", 1)] * 2


def test_two_numbers_of_one_report_are_of_two_things() -> None:
    text = "A bomb killed 17 sailors in Yemen. A year later a bomb killed 12 sailors in Yemen."
    assert agreements(article(text)) == [("agreed", 1)] * 2


def test_a_toll_that_rises_has_changed() -> None:
    assert agreements(
        article("At least 12 people were killed in the blast in Kabul, police said.", "A"),
        article("The death toll in the blast in Kabul rose to 15, police said.", "B"),
    ) == [("changed", 2)]


def test_the_toll_of_what_the_report_is_about_needs_no_place_of_its_own() -> None:
    opening = "A strong earthquake shook the town of Amatrice in central Italy."
    assert agreements(
        article(f"{opening} At least 120 people were killed.", "A"),
        article(
            f"{opening} Houses fell. Roads were cut. The death toll stood at 247.", "B", date(2022, 2, 12)
        ),
    ) == [("changed", 2)]


def test_two_numbers_of_one_sentence_are_not_set_against_those_of_another() -> None:
    one = "Trump imposed a 25 percent tariff on steel and a 10 percent tariff on aluminum in March."
    other = "The 25 percent tariff on steel imposed in March and the 10 percent tariff on aluminum hurt."
    assert agreements(article(one, "A"), article(other, "B")) == [("agreed", 2), ("agreed", 2)]


def test_two_moves_on_two_days_are_two() -> None:
    assert agreements(
        article("The Dow Jones index fell by 3.4 percent in New York trading.", "A"),
        article("The Dow Jones index fell by 4.1 percent in New York trading.", "B", date(2022, 2, 12)),
    ) == [("agreed", 1), ("agreed", 1)]


def test_two_tolls_of_one_day_differ() -> None:
    assert agreements(
        article("The blast in Kabul killed 12 people, police said.", "A"),
        article("The blast in Kabul killed 20 people, hospital officials said.", "B"),
    ) == [("differing", 2)]


def test_a_level_before_and_after_is_one_figure_that_changed() -> None:
    (figure,) = extract_figures(annotate([article("Unemployment fell from 6% to 5%.")]))
    assert figure.agreement == "changed"
    assert [(seen.low, seen.date) for seen in figure.observations] == [(6, None), (5, "2022-02-11")]


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


def test_a_quotation_holds_for_the_day_that_it_was_said() -> None:
    text = "Smith said yesterday: “We will go on.\n\n“There are 90,000 troops at the border.”"
    pieces = [
        Citation("A", text.index(words), text.index(words) + len(words), words)
        for words in ("“We will go on.", "“There are 90,000 troops at the border.”")
    ]
    smith = Citation("A", 0, 5, "Smith")
    quote = Quote("Q1", "", "direct", tuple(pieces), 1.0, speaker="A1", speaker_citation=smith)
    day = TimeExpression(Citation("A", 11, 20, "yesterday"), "DATE", "2022-02-10")
    (figure,) = extract_figures(annotate([article(text)]), quotes=[quote], times=[day])
    assert (figure.observations[0].speaker, figure.observations[0].date) == ("A1", "2022-02-10")


def test_the_time_of_another_clause_is_not_the_numbers() -> None:
    text = "The president, who will visit the coast on Wednesday, spoke with 20 governors."
    day = TimeExpression(Citation("A", 40, 52, "on Wednesday"), "DATE", "2022-02-16")
    (figure,) = extract_figures(annotate([article(text)]), times=[day])
    assert figure.observations[0].date == "2022-02-11"


def test_a_period_that_begins_is_no_date() -> None:
    text = "There have been 15 strong earthquakes since 1905."
    year = TimeExpression(Citation("A", 44, 48, "1905"), "DATE", "1905")
    (figure,) = extract_figures(annotate([article(text)]), times=[year])
    assert figure.observations[0].date == "2022-02-11"


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


# Read by eye in the five reports. What is no figure there: "close to zero", "above zero" (no unit), "the last 24 hours", "weeks"
# (spans of time), "10-page", years, the numbers of divisions, and counts under ten without a bound ("two countries").
# Each: what is counted, agreement, and (source, as printed, low, high, unit, who says so, as of).
GOLDEN = [
    (  # the three numbers of the troops, and Wallace's of 11 February; the "earlier U.S. estimate" has no date
        "Russian forces",
        "changed",
        [
            ("S4", "130,000 troops", 130_000, 130_000, "troops", "US", None),
            ("S3", "Russian forces that we see – over 100,000", 100_000, None, "troops", "Ben Wallace", "2022-02-11"),
            ("S4", "130,000-plus troops", 130_000, None, "troops", "Ben Wallace", "2022-02-16"),
            ("S4", "150,000 Russian forces", 150_000, 150_000, "troops", "Joe Biden", "2022-02-16"),
        ],
    ),
    (  # "Mr Johnson said yesterday" stands a paragraph before the number
        "tactical battalion groups",
        "changed",
        [
            ("S2", "tactical battalion groups on the borders of Ukraine – 70 or more", 70, None, "groups", "Boris Johnson", "2022-02-10"),
            ("S4", "over 100 battalion tactical groups", 100, None, "groups", "Ben Wallace", "2022-02-16"),
        ],
    ),
    (  # one utterance, as two outlets print it
        "relationship",
        "agreed",
        [
            ("S2", "relationship, that was at 0%", 0, 0, "percent", "Ben Wallace", "2022-02-11"),
            ("S5", "relationship, that was at zero percent", 0, 0, "percent", "Ben Wallace", "2022-02-11"),
        ],
    ),
    (  # "Wallace said he had not seen signs ..., pointing to Russia’s deployment of"
        "offensive military forces",
        "agreed",
        [("S1", "more than half of its offensive military forces", 50, None, "percent", "Ben Wallace", "2022-02-11")],
    ),
    ("territory", "agreed", [("S2", "7% of its territory", 7, 7, "percent", "Ukraine", "2022-02-11")]),  # its own estimate
    (
        "entire Russian land combat power",
        "agreed",
        [("S4", "60 per cent of the entire Russian land combat power", 60, 60, "percent", "Ben Wallace", "2022-02-16")],
    ),
    ("talks", "agreed", [("S1", "nine hours of talks", 9, 9, "hours", None, "2022-02-10")]),  # on Thursday, up to midnight
    ("units", "agreed", [("S4", "at least three of the four units", 3, None, "units", None, "2022-02-16")]),  # not Moscow's words
    # the bases of the divisions, the report's own words
    ("miles from the Ukrainian border", "agreed", [("S4", "15 and 42 miles from the Ukrainian border", 15, 15, "miles", None, "2022-02-16")]),
    ("miles from the Ukrainian border", "agreed", [("S4", "42 miles from the Ukrainian border", 42, 42, "miles", None, "2022-02-16")]),
    ("miles from the border", "agreed", [("S4", "some 31 miles from the border", 31, 31, "miles", None, "2022-02-16")]),
    ("miles away", "agreed", [("S4", "some 700 miles away", 700, 700, "miles", None, "2022-02-16")]),
]  # fmt: skip


def test_the_figures_of_the_seeds(annotated_reports: tuple[AnnotatedArticle, ...]) -> None:
    actors, mentions = extract_actors(annotated_reports)
    quotes = extract_quotes(annotated_reports, mentions=mentions)
    times = extract_time_expressions(annotated_reports)
    names = {actor.id: actor.name for actor in actors}
    figures = extract_figures(annotated_reports, quotes=quotes, mentions=mentions, times=times)
    assert [
        (
            figure.what,
            figure.agreement,
            [
                (
                    seen.citation.source,
                    seen.text,
                    seen.low,
                    seen.high,
                    seen.unit,
                    names.get(seen.speaker or ""),
                    seen.date,
                )
                for seen in figure.observations
            ],
        )
        for figure in figures
    ] == GOLDEN


def test_without_other_findings_the_figures_are_the_same(found: tuple[Figure, ...]) -> None:
    assert [(figure.what, figure.agreement) for figure in found] == [row[:2] for row in GOLDEN]


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
     "half", "of 100", "between 1 and", "$" * 50 + "5", "-1000 people", "one hundred million billion trillion people",
     "9" * 308 + " million dollars", "$" + "9" * 400, "9" * 400 + "% of voters", "1e999 people", "1.000,5 euros", "NaN people", "inf people",
     "１００％ of voters", "٤٥ people were killed", "½ of voters", "² people", "one in zero people", "0 out of 0 people", "- " * 60 + "5 km",
     "between 10 and", "from 6% to", "“70", "5-", "half a", "a quarter of a", "12 (", "10 miles (", "lives of 14 lives",
     "ſcores of people fled", "half a mıllıon people", "two-thirdſ of voters", "tenſ of thouſands"],
)  # fmt: skip
def test_hostile_texts(text: str) -> None:
    check(text)


WORDS = str.split(
    "over at least 100 130,000-plus died from 6% ( km ) one in 10 lives killed dead Tuesday miles toll rose troops – 70 or more $ 5 bn % of the half hundreds people were killed to between and , . 2014 Russian miles"
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_every_figure_slices_back(text: str) -> None:
    check(text)


def check(text: str) -> None:
    for figure in extract_figures(annotate([article(text)])):
        for seen in figure.observations:
            assert text[seen.citation.start : seen.citation.end] == seen.citation.text
            assert seen.text in seen.citation.text
            assert seen.low is not None or seen.high is not None
            assert all(value is None or isfinite(value) for value in (seen.low, seen.high))
            if seen.low is not None and seen.high is not None:
                assert seen.low <= seen.high


def _read(*reports):
    articles = [
        Article(id=f"S{n}", text=text, published=day, publisher=f"P{n}")
        for n, (day, text) in enumerate(reports, 1)
    ]
    return extract_figures(annotate(articles))


def test_the_tolls_of_one_event_stand_together_from_day_to_day():
    figures = _read(
        (date(2016, 8, 24), "A strong earthquake struck central Italy on Wednesday. Officials said the death toll stood at 120."),
        (date(2016, 8, 25), "At least 247 people have been confirmed dead after the earthquake in central Italy. Many are missing."),
    )  # fmt: skip
    toll = figures[0]
    assert toll.agreement == "changed"
    assert [o.low for o in toll.observations] == [120, 247]


def test_that_of_an_earlier_event_has_no_date_of_its_own():
    figures = _read(
        (date(2016, 8, 24), "A quake struck in 2009. That earthquake killed more than 300 people.")
    )
    assert [o.date for f in figures for o in f.observations if o.low == 300] == [None]


def test_a_number_too_odd_for_chance_is_the_same_figure():
    figures = _read(
        (date(2018, 5, 1), "Experts pored over the 55,000 pages that were seized."),
        (date(2018, 5, 1), "Lee said that the material spread over more than 55,000 pages."),
    )
    assert [len(f.observations) for f in figures if f.observations[0].low == 55_000] == [2]


def test_words_that_say_nothing_name_no_figure():
    assert not _read((date(2018, 5, 1), "The fund of the emirate, estimated at $100 billion, grew."))


def test_the_same_number_of_another_year_is_another_figure():
    day = date(2012, 10, 30)
    texts = (
        "The airline scrapped 15,000 or so flights in August 2011.",
        "Carriers called off more than 15,000 flights on Monday and Tuesday.",
    )
    articles = annotate(
        [Article(id=f"S{n}", text=text, published=day, publisher=f"P{n}") for n, text in enumerate(texts, 1)]
    )
    figures = extract_figures(articles, times=extract_time_expressions(articles))
    assert all(len(figure.observations) == 1 for figure in figures)


# --- on both sides of a threshold -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The army has 1,000 tanks in Kabul.", "The army has 1,040 tanks in Kabul.", [("agreed", 2)]),
        ("The army has 1,000 tanks in Kabul.", "The army has 1,070 tanks in Kabul.", [("differing", 2)]),
        # the story is the same, or three words are
        ("Steel exports rose by 4 percent in May.", "Steel exports rose by 9 percent in May.", [("changed", 2)]),
        ("Steel prices rose 4 percent.", "Steel prices jumped 9 percent.", [("agreed", 1)] * 2),
        # one place in common, and nothing else
        ("The army lost 40 tanks in Kabul when rain fell over the hills and bridges broke.", "Engineers of the navy counted 50 tanks in Kabul while shops opened and crowds cheered.", [("agreed", 1)] * 2),
        # too odd for chance, or not
        ("The ministry printed 1,512 pages for the inquiry.", "Nobody in the town hall read all 1,512 pages.", [("agreed", 2)]),
        ("The ministry printed 612 pages for the inquiry.", "Nobody in the town hall read all 612 pages.", [("agreed", 1)] * 2),
    ],
)  # fmt: skip
def test_when_two_numbers_are_one_figure(one: str, other: str, expected: list[tuple[str, int]]) -> None:
    assert agreements(article(one, "A"), article(other, "B")) == expected


def test_the_opening_of_a_report_has_two_sentences() -> None:
    dam = article("A dam burst in Peru on Friday. At least 12 people were killed.", "A")
    bridge = "A bridge fell in the night. {} The death toll stood at 19."
    assert agreements(dam, article(bridge.format("It stood in Peru. The bridge was old."), "B")) == [
        ("agreed", 2)
    ]
    late = article(bridge.format("The bridge was old. It stood in Peru."), "B")
    assert agreements(dam, late) == [("agreed", 1)] * 2


def test_a_sum_far_from_its_verb_is_not_the_verbs() -> None:
    assert figures("It paid the owner $300.") == [("paid the owner $300", 300, 300, "USD")]
    assert figures("It paid the owners of the old house by the river $300.") == []


def test_a_number_is_compared_with_the_latest_two_hundred() -> None:
    """A guard on time: of thousands of payments each would be compared with each."""
    paid = article("It paid the owner $1,001 for it.", "B")
    for others, printed in ((150, [2, *[1] * 150]), (250, [1] * 252)):
        many = "\n".join(f"It paid the owner ${number:,} for it." for number in range(1001, 1002 + others))
        assert sorted((n for _, n in agreements(article(many, "A"), paid)), reverse=True) == printed


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("Police found a suitcase full of €500 notes.", []),
        ("He paid with $100 bills.", []),
        ("The hospital sent her $600 bills for each night.", [600]),
    ],
)
def test_a_note_of_a_currency_is_no_sum_and_a_larger_bill_is(text: str, sums: list[float]) -> None:
    assert [low for _, low, _, _ in figures(text)] == sums

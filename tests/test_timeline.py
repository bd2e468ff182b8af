from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.extract.timeline import calendar, extract_time_expressions, extract_timeline
from briefing.model import Article
from briefing.reading.annotation import AnnotatedArticle, annotate
from briefing.sources.cleaning import clean

FRIDAY = date(2022, 2, 11)
TIMEX3 = re.compile(
    r"""(?x)
    \d\d | \d{3} | \d{4}                                       # century, decade, year
  | \d{4}-\d\d | \d{4}-\d\d-\d\d                               # month, day
  | \d{4}-W\d\d(-WE)? | \d{4}-Q[1-4] | \d{4}-H[12] | \d{4}-(SP|SU|FA|WI)
  | \d{4}-\d\d-\d\dT(\d\d:\d\d(:\d\d)?Z?|MO|AF|EV|NI)
  | P(X|\d+(\.\d+)?)(D|W|WE|M|Q|Y) | PT(X|\d+(\.\d+)?)[HMS]
  | XXXX-WXX-[1-7] | PAST_REF | PRESENT_REF | FUTURE_REF
    """
)


def one(text: str, published: date | None = FRIDAY) -> AnnotatedArticle:
    return annotate([Article(id="A", text=text, published=published)])[0]


def values(text: str, published: date | None = FRIDAY) -> list[tuple[str, str | None]]:
    return [(found.citation.text, found.value) for found in extract_time_expressions([one(text, published)])]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # days of the week: the verb's tense decides
        ("The ministers met on Thursday.", FRIDAY, [("Thursday", "2022-02-10")]),
        ("The ministers met on Friday.", FRIDAY, [("Friday", "2022-02-11")]),
        ("The ministers will meet on Thursday.", FRIDAY, [("Thursday", "2022-02-17")]),
        ("The ministers are due to meet on Monday.", FRIDAY, [("Monday", "2022-02-14")]),
        ("The markets are to remain closed until Tuesday.", FRIDAY, [("Tuesday", "2022-02-15")]),
        ("He resigned last Friday.", FRIDAY, [("last Friday", "2022-02-04")]),
        ("The vote is planned for next Friday.", FRIDAY, [("next Friday", "2022-02-18")]),
        ("Shops closed early on Sunday evening.", FRIDAY, [("early on Sunday evening", "2022-02-06TEV")]),
        ("Trains run on Sundays.", FRIDAY, [("Sundays", "XXXX-WXX-7")]),
        # today and its neighbours
        ("She spoke yesterday.", FRIDAY, [("yesterday", "2022-02-10")]),
        ("She will speak tomorrow.", FRIDAY, [("tomorrow", "2022-02-12")]),
        ("She leaves the day after tomorrow.", FRIDAY, [("the day after tomorrow", "2022-02-13")]),
        ("She spoke this morning.", FRIDAY, [("this morning", "2022-02-11TMO")]),
        ("She spoke last night.", FRIDAY, [("last night", "2022-02-10TNI")]),
        ("She left earlier today.", FRIDAY, [("earlier today", "2022-02-11")]),
        # weeks, months, quarters, years
        ("He travelled to Kyiv earlier this week.", FRIDAY, [("earlier this week", "2022-W06")]),
        ("Prices rose last month.", date(2022, 1, 15), [("last month", "2021-12")]),
        ("The law takes effect next month.", date(2021, 12, 3), [("next month", "2022-01")]),
        ("Sales fell last year.", FRIDAY, [("last year", "2021")]),
        ("Profits rose in the third quarter of 2021.", FRIDAY, [("the third quarter of 2021", "2021-Q3")]),
        ("Profits rose in the fourth quarter.", FRIDAY, [("the fourth quarter", "2021-Q4")]),
        ("They met for a second consecutive week.", FRIDAY, [("a second consecutive week", "2022-W06")]),
        ("The roof burned on Monday overnight.", FRIDAY, [("Monday overnight", "2022-02-07TNI")]),
        ("They talked at the weekend.", date(2022, 2, 7), [("the weekend", "2022-W05-WE")]),
        ("It was built in the 1990s.", FRIDAY, [("the 1990s", "199")]),
        ("Floods came last summer.", FRIDAY, [("last summer", "2021-SU")]),
        ("It opened in the winter of 2019.", FRIDAY, [("the winter of 2019", "2019-WI")]),
        # dates
        ("The pact was signed on 12 February 2015.", FRIDAY, [("12 February 2015", "2015-02-12")]),
        ("The pact was signed on February 12, 2015.", None, [("February 12, 2015", "2015-02-12")]),
        ("The treaty was signed on 29 February 2012.", None, [("29 February 2012", "2012-02-29")]),
        ("He was arrested on December 28.", FRIDAY, [("December 28", "2021-12-28")]),
        ("The trial will open on December 28.", FRIDAY, [("December 28", "2022-12-28")]),
        ("He was elected in mid-March.", FRIDAY, [("mid-March", "2021-03")]),
        ("He was elected in March.", date(2022, 3, 20), [("March", "2022-03")]),
        ("Elections will be held in March.", FRIDAY, [("March", "2022-03")]),
        ("Talks were held between 3 and 5 May.", FRIDAY, [("3", "2021-05-03"), ("5 May", "2021-05-05")]),
        ("The fair ran from January 9 to 13.", FRIDAY, [("January 9", "2022-01-09"), ("13", "2022-01-13")]),
        ("The state has until June 1 to answer.", FRIDAY, [("June 1", "2022-06-01")]),
        ("He founded it in 1975 and left six weeks later.", FRIDAY, [("1975", "1975"), ("six weeks later", None)]),
        ("It is cold this winter.", FRIDAY, [("this winter", "2021-WI")]),
        ("Crimea was annexed in 2014.", FRIDAY, [("2014", "2014")]),
        ("It belonged to the Soviet Union until 1991.", None, [("1991", "1991")]),
        ("It wants a return to its pre-1997 formation.", FRIDAY, [("pre-1997", "1997")]),
        ("The file was dated 2022-02-10.", None, [("2022-02-10", "2022-02-10")]),
        ("He was released on Christmas Day.", FRIDAY, [("Christmas Day", "2021-12-25")]),
        ("The lowest level since '82 was reached.", FRIDAY, [("'82", "1982")]),
        # before and after
        ("He resigned two days ago.", date(2024, 3, 1), [("two days ago", "2024-02-28")]),
        ("He resigned two days ago.", date(2023, 3, 1), [("two days ago", "2023-02-27")]),
        ("He resigned three months ago.", FRIDAY, [("three months ago", "2021-11")]),
        ("He resigned five years ago.", FRIDAY, [("five years ago", "2017")]),
        ("War broke out in 2014. A year earlier, protests had begun.", FRIDAY, [("2014", "2014"), ("A year earlier", "2013")]),
        ("War broke out in 2014. The following year, a deal was signed.", FRIDAY, [("2014", "2014"), ("The following year", "2015")]),
        ("They met on 3 May 2019 and left the next day.", FRIDAY, [("3 May 2019", "2019-05-03"), ("the next day", "2019-05-04")]),
        ("He was sentenced on Tuesday and freed the same day.", FRIDAY, [("Tuesday", "2022-02-08"), ("the same day", "2022-02-08")]),
        # durations, sets and what stays vague
        ("Talks took nine hours.", FRIDAY, [("nine hours", "PT9H")]),
        ("He spoke twice in the last 24 hours.", FRIDAY, [("the last 24 hours", "PT24H")]),
        ("It took two and a half years.", FRIDAY, [("two and a half years", "P2.5Y")]),
        ("It took several months.", FRIDAY, [("several months", "PXM")]),
        ("The project ran over two decades.", FRIDAY, [("over two decades", "P20Y")]),
        ("They meet every year.", FRIDAY, [("every year", "P1Y")]),
        ("It makes 15 planes a year.", FRIDAY, [("a year", "P1Y")]),
        ("We will respond in the near future.", FRIDAY, [("the near future", "FUTURE_REF")]),
        ("The attack began at 18:00 GMT on Monday.", FRIDAY, [("18:00 GMT", "2022-02-07T18:00Z"), ("Monday", "2022-02-07")]),
        ("They left at noon on Monday.", FRIDAY, [("noon", "2022-02-07T12:00"), ("Monday", "2022-02-07")]),
        ("A daily bus runs.", FRIDAY, [("daily", "P1D")]),
        ("It lasted for centuries.", FRIDAY, [("centuries", "PXY")]),
        ("Shells fell at 6:40 p.m.", FRIDAY, [("6:40 p.m.", "2022-02-11T18:40")]),
    ],
)  # fmt: skip
def test_value(text: str, published: date | None, expected: list[tuple[str, str]]) -> None:
    assert values(text, published) == expected


@pytest.mark.parametrize(
    "text",
    [
        "You may march with April Smith and Theresa May.",
        "A second meeting cost a quarter of the budget.",
        "Since the September 11 attacks much has changed.",
        "Speaking on the Today programme, he said little.",
        "They sent 2000 troops and 737 jets.",
        "The fall of the government was quick.",
        "There is no time expression here.",
    ],
)
def test_no_time_expression(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    ["They met on Thursday.", "They met yesterday.", "Last month was cold.", "He left two days ago.", "He was elected in March.",
     "It rained on 12 February.", "They came this morning.", "He left at 18:00 GMT."],
)  # fmt: skip
def test_nothing_relative_is_resolved_without_a_publication_date(text: str) -> None:
    assert [value for _, value in values(text, published=None)] == [None]
    assert extract_timeline([one(text, None)]) == ()


def test_types() -> None:
    text = "On Monday night they met for two hours, as they do every week."
    assert [found.type for found in extract_time_expressions([one(text)])] == ["TIME", "DURATION", "SET"]


@pytest.mark.parametrize(
    ("when", "months", "expected"),
    [
        (date(2022, 1, 31), -1, "2021-12"),
        (date(2021, 12, 1), 1, "2022-01"),
        (date(2024, 2, 29), 12, "2025-02"),
        (date(1, 1, 1), -1, None),
        (date(9999, 12, 1), 1, None),
    ],
)
def test_month_arithmetic(when: date, months: int, expected: str | None) -> None:
    assert calendar.month(when, months) == expected


def test_weeks_cross_the_year() -> None:
    assert calendar.week(date(2022, 1, 3), -1) == "2021-W52"
    assert calendar.week(date(2021, 1, 2)) == "2020-W53"
    assert calendar.quarter(date(2022, 1, 3), -1) == "2021-Q4"


def test_leap_day_is_found_years_away() -> None:
    assert calendar.day_of_month_near(date(2022, 2, 11), 2, 29, -1) == date(2020, 2, 29)
    assert calendar.day_of_month_near(date(2022, 2, 11), 2, 29, 1) == date(2024, 2, 29)


# --- events ---------------------------------------------------------------------------------------


def dated(text: str) -> list[tuple[str, str]]:
    return [(event.date, event.expression) for event in extract_timeline([one(text)])]


def test_an_event_is_a_whole_sentence_with_its_expression() -> None:
    text = "It snowed all night. On Thursday, the ministers of both countries met in Berlin. They left."
    (event,) = extract_timeline([one(text)])
    assert event.id == "E1"
    assert (event.date, event.precision, event.expression) == ("2022-02-10", "day", "On Thursday")
    assert event.text == "On Thursday, the ministers of both countries met in Berlin."
    assert event.citations[0].text == event.text


@pytest.mark.parametrize(
    "text",
    [
        "Will the ministers meet again in Berlin on Monday?",
        "He hopes that the army does not attack the city on Wednesday.",
        "If the army attacks the city on Wednesday, many will die.",
        "The minister did not come to the talks on Thursday.",
        "Two weeks ago the minister travelled to Kyiv.",
        "“We met the Russian minister here yesterday and will meet again,” he said.",
        "Cold on Thursday.",
        "It closed on Friday.",
        "He denied that he had met the envoy in Kyiv on Tuesday.",
        "They stood before the big Christmas tree in the square.",
        "In her 2003 book she told of the clot in her leg.",
        "The network has broadcast Sept. 11 conspiracy theories to its viewers.",
        "She is marching toward November with a clear lead.",
        "He may wait until February to decide whom to back.",
        "The plan would raise a trillion dollars over the next decade.",
        "The talks took place two days after the government had fallen.",  # nobody knows when
    ],
)
def test_no_event(text: str) -> None:
    assert dated(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the report and what it reports have a date each
        ("Officials said on Thursday that troops had arrived at the base on Monday.",
         [("2022-02-07", "on Monday"), ("2022-02-10", "on Thursday")]),
        ("The trial will begin on 3 May, the court said on Tuesday.", [("2022-02-08", "on Tuesday"), ("2022-05-03", "on 3 May")]),
        # what hangs on another date
        ("It comes a day after Putin said he is willing to engage in negotiations with the West.", [("2022-02-10", "a day after")]),
        ("Wallace traveled to Moscow on Friday for talks, a day after Liz Truss's negotiations with Sergei Lavrov.",
         [("2022-02-10", "a day after"), ("2022-02-11", "on Friday")]),
        ("Speaking on Thursday, a day before the summit, Mr Smith said he was hopeful.",
         [("2022-02-10", "on Thursday"), ("2022-02-11", "a day before")]),
        # a week has its month
        ("He travelled to Kyiv earlier this week to see the president.", [("2022-02", "earlier this week")]),
        ("Police have arrested 40 people in the last 24 hours.", [("2022-02-10", "in the last 24 hours")]),
        # the noun's date and not the verb's
        ("His trip comes following icy negotiations between Lavrov and Truss on Thursday.", [("2022-02-10", "on Thursday")]),
        ("He pointedly refused to endorse Mr Trump in July.", [("2021-07", "in July")]),
    ],
)  # fmt: skip
def test_what_happened_when(text: str, expected: list[tuple[str, str]]) -> None:
    assert dated(text) == expected


def test_a_week_in_two_months_has_no_date() -> None:
    (told,) = annotate(
        [
            Article(
                id="A", text="He travelled to Kyiv earlier this week to see it.", published=date(2022, 3, 3)
            )
        ]
    )
    assert extract_timeline([told]) == ()


def test_a_date_after_a_present_verb_is_not_that_verbs() -> None:
    (event,) = extract_timeline(
        [one("His visit follows icy negotiations between Lavrov and Truss on Thursday.")]
    )
    assert not event.main


def test_a_quotation_over_two_sentences_is_whole() -> None:
    (event,) = extract_timeline([one("Mr Smith said on Monday: “We will not pay. They know it.” He left.")])
    assert event.text == "Mr Smith said on Monday: “We will not pay. They know it.”"


def test_nothing_is_dated_from_quoted_words_whatever_the_marks() -> None:
    assert dated("Later on ''This Week,'' the senator questioned what the president had said.") == []
    assert dated("The senator said on Thursday, ``We met him last month and will meet him again.''") == [
        ("2022-02-10", "on Thursday")
    ]


def test_a_sentence_with_half_a_quotation_tells_no_event() -> None:
    assert dated("The army left on Monday after what he called “a moment of peace and quiet. She left.") == []


def test_time_expressions_that_are_known_are_not_looked_for_again() -> None:
    told = [one("The treaty was signed in 2015. It was broken in March 2016.")]
    times = extract_time_expressions(told)
    assert [event.date for event in extract_timeline(told, times=times[1:])] == ["2016-03"]
    assert extract_timeline(told, times=times) == extract_timeline(told)


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_open() -> None:
    text = "Mr Smith said on Monday: ‘We will not pay for this.\n\n‘They know it,’ he added."
    (event,) = extract_timeline([one(text)])
    assert event.text == "Mr Smith said on Monday: ‘We will not pay for this."
    assert dated("Mr Smith said on Monday: ‘We will not pay for this. He left.") == []


def test_precision_is_kept() -> None:
    text = "The treaty was signed in 2015. It was broken in March 2016. It was renewed on 3 May 2017."
    assert [(event.date, event.precision) for event in extract_timeline([one(text)])] == [
        ("2015", "year"),
        ("2016-03", "month"),
        ("2017-05-03", "day"),
    ]


def test_a_range_is_dated_by_its_beginning() -> None:
    assert dated("The ministers held talks between 3 and 5 May 2021.") == [
        ("2021-05-03", "between 3 and 5 May 2021")
    ]
    assert dated("The army occupied the town from 2014 to 2016.") == [("2014", "from 2014 to 2016")]


def test_one_event_told_by_two_outlets_is_one() -> None:
    first = Article(
        id="A", text="The talks between Liz Truss and Sergei Lavrov yesterday ended badly.", published=FRIDAY
    )
    second = Article(
        id="B",
        text="His trip follows negotiations between Sergey Lavrov and Liz Truss on Thursday.",
        published=FRIDAY,
    )
    other = Article(
        id="C", text="Boris Johnson met Jens Stoltenberg in Brussels on Thursday.", published=FRIDAY
    )
    events = extract_timeline(annotate([first, second, other]))
    assert [[citation.source for citation in event.citations] for event in events] == [["A", "B"], ["C"]]


# --- the seeds ------------------------------------------------------------------------------------

SEEDS = {
    "000_780e8946524df67f": date(2022, 2, 11),
    "001_61440020126a1a1e": date(2022, 2, 11),
    "002_3eb661917a67719b": date(2022, 2, 11),
    "003_91f6146eaec76115": date(2022, 2, 16),
    "004_48e9f4b19c4ba2e4": date(2022, 2, 11),
}


@pytest.fixture(scope="module")
def seeds(request: pytest.FixtureRequest) -> tuple[AnnotatedArticle, ...]:
    folder = request.config.rootpath / "seeds"
    return annotate(
        [
            Article(
                id=f"S{number}",
                text=clean((folder / f"{name}.txt").read_text(encoding="utf-8")).text,
                published=published,
            )
            for number, (name, published) in enumerate(SEEDS.items(), start=1)
        ]
    )


@pytest.mark.parametrize(
    ("words", "when", "sources"),
    [
        ("following the taking of the Reichstag in 1945", "1945", {"S1"}),
        ("which was part of the Soviet Union until 1991", "1991", {"S2"}),
        ("the 2013 Euromaidan demonstrations led to", "2013", {"S2"}),
        ("the Salisbury poisoning in 2014", "2014", {"S2"}),
        ("by annexing Crimea", "2014", {"S2"}),
        ("implementing the Minsk accords, signed in 2015", "2015", {"S1"}),
        ("representatives of Russia, Ukraine, France and Germany met in Berlin", "2022-02-10", {"S1"}),
        ("icy negotiations between Foreign Minister Sergei Lavrov", "2022-02-10", {"S2", "S3", "S5"}),
        ("Boris Johnson flew to Nato HQ in Brussels", "2022-02-10", {"S2"}),
        ("Ben Wallace traveled to Moscow", "2022-02-11", {"S1", "S5"}),
        ("Kozak said on Friday", "2022-02-11", {"S1"}),
        ("during his visits to Moscow and Kyiv earlier this week", "2022-02", {"S1"}),
        ("a sentiment reflected in warnings in the last 24 hours", "2022-02-10", {"S1"}),
        ("the sides broke up close to midnight", "2022-02-10", {"S1"}),
        ("Johnson emphasised on Thursday", "2022-02-10", {"S1"}),
        ("Mr Johnson said yesterday:", "2022-02-10", {"S2"}),
        ("It comes a day after Putin said", "2022-02-15", {"S4"}),
        ("the UK on Tuesday threatened to block", "2022-02-15", {"S4"}),
        ("Moscow said Tuesday that it was withdrawing some forces", "2022-02-15", {"S4"}),
        ("NATO chief Jens Stoltenberg said earlier today", "2022-02-16", {"S4"}),
        ("declared that Wednesday would be a ‘day of national unity,’", "2022-02-16", {"S4"}),
    ],
)
def test_dated_events_of_the_seeds(
    seeds: tuple[AnnotatedArticle, ...], words: str, when: str, sources: set[str]
) -> None:
    events = [event for event in extract_timeline(seeds) if event.date == when]
    found = [event for event in events if any(words in citation.text for citation in event.citations)]
    assert len(found) == 1
    assert {citation.source for citation in found[0].citations} == sources


def test_the_seeds_timeline_is_in_order_and_resolves(seeds: tuple[AnnotatedArticle, ...]) -> None:
    events = extract_timeline(seeds)
    texts = {annotated.article.id: annotated.article.text for annotated in seeds}
    assert [event.date for event in events] == sorted(event.date for event in events)
    assert [event.id for event in events] == [f"E{number}" for number in range(1, len(events) + 1)]
    for event in events:
        assert event.text == event.citations[0].text
        assert event.expression in event.text
        for citation in event.citations:
            assert texts[citation.source][citation.start : citation.end] == citation.text
            assert "\n" not in citation.text


# --- any text -------------------------------------------------------------------------------------

HOSTILE = ["", " ", "\n\n", "‘", "“”’‘\"'", "12", "In 2014", "today", "99/99/9999 31 February 30:99 GMT", "0000-00-00 in 0000",
           "一九四五年二月十日、会談が行われた。", "في 10 فبراير 2022", "🎉 on Friday 🎉", "Friday " * 300, "a day\nago", "9" * 400 + " days ago",
           "the 9999s and 99th century", "December 31, 9999. The next day, the following year."]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("published", [None, FRIDAY, date(1, 1, 1), date(9999, 12, 31)])
def test_hostile_texts(text: str, published: date | None) -> None:
    annotated = one(text, published)
    for found in extract_time_expressions([annotated]):
        assert text[found.citation.start : found.citation.end] == found.citation.text
        assert found.value is None or TIMEX3.fullmatch(found.value)
    extract_timeline([annotated])


WORDS = str.split(
    "the a last next this two 13 of in on at ago earlier later since until mid- early May March 31 29 February Friday week weekend"
    " day month year years 2014 '99 1990s quarter third summer tomorrow night 18:00 GMT before after , . every Christmas half noon"
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(st.sampled_from(WORDS), max_size=14), published=st.dates())
def test_every_value_is_iso_or_timex3(words: list[str], published: date) -> None:
    text = " ".join(words)
    for found in extract_time_expressions([one(text, published)]):
        assert text[found.citation.start : found.citation.end] == found.citation.text
        assert found.value is None or TIMEX3.fullmatch(found.value), (found, published)
        if found.value and re.fullmatch(r"\d{4}-\d\d-\d\d", found.value):
            date.fromisoformat(found.value)


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        (date(2018, 5, 15), "“I have decided,” Lee said at a campaign rally ahead of Sunday’s presidential election.", "2018-05-20"),
        (date(2013, 6, 25), "Ruritania was quick to congratulate the prince, who is expected to address the council, an assembly, on Wednesday in Asten.", "2013-06-26"),
        (date(2017, 10, 19), "The spokeswoman was asked in the press briefing Wednesday whether the president was satisfied.", "2017-10-18"),
        (date(2018, 5, 1), "The strike was called for Friday.", "2018-05-04"),
        (date(2018, 5, 1), "The speech came just days before a self-imposed May 12 deadline for the government to withdraw.", "2018-05-12"),
        (date(2018, 1, 15), "He was arrested on December 28.", "2017-12-28"),
        # a date that a thing has does not hang on the verb: the flight is over, whoever is to be asked about it
        (date(2014, 10, 16), "The agency wants to speak only with passengers of the October 13 flight.", "2014-10-13"),
        # the second of two joined days is counted from the first
        (date(2012, 11, 22), "The coast was calm on Thursday and Friday.", "2012-11-23"),
    ],
)  # fmt: skip
def test_the_day_is_that_of_what_the_expression_hangs_on(published, text, value):
    (item,) = annotate([Article(id="S1", text=text, published=published)])
    assert value in [found.value for found in extract_time_expressions([item])]


@pytest.mark.parametrize(
    "text",
    [
        "Trump and May last met in Davos, Switzerland.",
        "The opposition leader accused May of bowing to the president.",
    ],
)
def test_a_person_called_may_is_no_month(text):
    (item,) = annotate([Article(id="S1", text=text, published=date(2018, 4, 26))])
    assert "May" not in [found.citation.text for found in extract_time_expressions([item])]


def test_a_weekday_that_a_thing_has_is_the_one_of_the_reports_verbs():
    text = "Bombs went off in two stations on Tuesday. Amsel was supposed to take part in Tuesday's attacks."
    assert values(text, date(2016, 3, 24)) == [("Tuesday", "2016-03-22"), ("Tuesday", "2016-03-22")]


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("The ministers met in Halden on Thursday.", False),
        ("The ministers will meet in Halden on Thursday.", True),
        ("The ministers met in Halden today.", False),
        ("The ministers are expected to meet in Halden today.", True),
    ],
)
def test_what_was_still_to_come_when_it_was_printed_is_planned(text, planned):
    (event,) = extract_timeline([one(text)])
    assert event.planned == planned


def test_of_two_sentences_on_one_event_the_one_that_tells_the_outcome_stands():
    plan = Article(
        "A",
        "The ministers of Castria and Morwenia will meet in Halden on Thursday.",
        published=date(2022, 2, 9),
    )
    outcome = Article(
        "B", "The ministers of Castria and Morwenia met in Halden on Thursday.", published=date(2022, 2, 11)
    )
    (event,) = extract_timeline(annotate([plan, outcome]))
    assert (event.planned, event.text) == (False, outcome.text)
    assert len(event.citations) == 2

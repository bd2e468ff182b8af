from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.annotate import AnnotatedArticle, annotate
from briefing.clean import clean
from briefing.extract.outlook import extract_outlook
from briefing.model import Article, Citation, Mention, Quote


def article(text: str, name: str = "A") -> Article:
    return Article(id=name, text=text, published=date(2022, 2, 11))


def hedges(text: str) -> list[str]:
    return [found.hedge for found in extract_outlook(annotate([article(text)]))]


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Russia will withdraw its troops from the border next week.", "will"),
        ("Russia will not withdraw its troops from the border.", "will not"),
        ("Russia may withdraw some troops from the border soon.", "may"),
        ("The minister said that British trainers would return to the country soon.", "would"),
        ("The president hopes that the talks succeed this time.", "hopes"),
        ("Britain threatened to block Russian companies from its markets.", "threatened to"),
        ("The two presidents are expected to meet in Paris on Monday.", "are expected to"),
        ("The committee is due to vote on the bill in March.", "is due to"),
        ("Prices are likely to rise further in the coming months.", "are likely to"),
        ("The company plans to cut 2,000 jobs by the end of the year.", "plans to"),
        ("If sanctions are imposed, Moscow would cut off gas deliveries to Europe.", "would"),
        ("The attack could begin at any moment, officials say.", "could"),
        ("It is expected that the court will rule on Friday.", "is expected"),
        ("There is a belief that any attack would end in defeat.", "would"),
    ],
)
def test_hedge(text: str, hedge: str) -> None:
    (found,) = extract_outlook(annotate([article(text)]))
    assert (found.id, found.text, found.hedge) == ("O1", text, hedge)


@pytest.mark.parametrize(
    "text",
    [
        "As a boy he would often walk to school with his brother.",
        "The army would have won the war without any help.",
        "The chairman could not immediately be reached for comment.",
        "We would like to thank everybody for their help.",
        "Will the army really attack the city again?",
        "He will return to the capital on Monday with his ministers.",
        "They may attack the capital within days, it seems.",
        "But that will change the situation in the whole region.",
        "The bank that will finance the project is based in Berlin.",
        "The will of the people is what counts in the end.",
        "“We will respond to the attack with all our means, the minister said.",
        "with all our means, and we will win the war in the end.”",
        "They met and talked about many things for nine hours.",
        "It will rain.",
    ],
)
def test_no_outlook(text: str) -> None:
    assert hedges(text) == []


def test_a_quotation_over_two_sentences_is_taken_whole() -> None:
    text = "Smith said: “The army will attack the city soon. Nobody can stop it.” He left."
    (found,) = extract_outlook(annotate([article(text)]))
    assert found.text == "Smith said: “The army will attack the city soon. Nobody can stop it.”"


def test_the_speaker_is_the_quotations_or_the_reporting_subject() -> None:
    text = (
        "Smith said that the army would attack the city. “Our soldiers will win the war,” the general added."
    )
    smith = Mention("A1", Citation("A", 0, 5, "Smith"), "name")
    start = text.index("Our")
    words = "Our soldiers will win the war,"
    quote = Quote(
        "Q1", words, "direct", (Citation("A", start, start + len(words), words),), 1.0, speaker="A2"
    )
    found = extract_outlook(annotate([article(text)]), quotes=[quote], mentions=[smith])
    assert [(outlook.hedge, outlook.speaker) for outlook in found] == [("would", "A1"), ("will", "A2")]


def test_one_statement_in_two_outlets_is_one() -> None:
    first = article("The government will close all border crossings with Belarus on Monday.", "A")
    second = article("The Polish government will close all border crossings with Belarus on Monday.", "B")
    other = article("The army will buy new tanks from South Korea this year.", "C")
    found = extract_outlook(annotate([first, second, other]))
    assert [[citation.source for citation in outlook.citations] for outlook in found] == [["A", "B"], ["C"]]
    assert [outlook.id for outlook in found] == ["O1", "O2"]


# --- the seeds ------------------------------------------------------------------------------------

NAMES = (
    "000_780e8946524df67f",
    "001_61440020126a1a1e",
    "002_3eb661917a67719b",
    "003_91f6146eaec76115",
    "004_48e9f4b19c4ba2e4",
)


@pytest.fixture(scope="module")
def reports(request: pytest.FixtureRequest) -> tuple[AnnotatedArticle, ...]:
    folder = request.config.rootpath / "seeds"
    return annotate(
        [
            article(clean((folder / f"{name}.txt").read_text(encoding="utf-8")).text, f"S{number}")
            for number, name in enumerate(NAMES, start=1)
        ]
    )


@pytest.mark.parametrize(
    ("words", "hedge"),
    [
        ("has promised that Moscow will retaliate if Britain imposes fresh sanctions", "promised"),
        ("any invasion would amount to a massive miscalculation", "would"),
        ("British military trainers would return to the UK", "would"),
        ("Mr Shoigu said he would respond ‘in the nearest future’", "would"),
        ("forces being withdrawn from Crimea will actually be moved closer to Ukraine", "will"),
        ("Putin retorted that Moscow will not be assuaged", "will not"),
        ("he hoped that Russia would not invade his country on Wednesday", "hoped"),
    ],
)
def test_outlook_of_the_seeds(reports: tuple[AnnotatedArticle, ...], words: str, hedge: str) -> None:
    (found,) = [outlook for outlook in extract_outlook(reports) if words in outlook.text]
    assert found.hedge == hedge


def test_passages_of_the_seeds_are_whole(reports: tuple[AnnotatedArticle, ...]) -> None:
    texts = {one.article.id: one.article.text for one in reports}
    for outlook in extract_outlook(reports):
        assert outlook.text == outlook.citations[0].text
        assert outlook.hedge in outlook.text
        assert outlook.text.count("“") == outlook.text.count("”")
        assert outlook.text.count('"') % 2 == 0
        assert not outlook.text.endswith("?")
        for citation in outlook.citations:
            assert texts[citation.source][citation.start : citation.end] == citation.text
            assert "\n" not in citation.text


# --- any text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "will",
        "“",
        "’",
        "will " * 200,
        "彼は来るだろう。",
        "سوف يأتي غدا",
        "🎉 will 🎉",
        "‘It will\nrain’",
    ],
)
def test_hostile_texts(text: str) -> None:
    extract_outlook(annotate([article(text)]))


WORDS = str.split(
    'Russia he will may would not expected to is hopes that attack “ ” ‘ ’ " , . ? said if \n the army', " "
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))
def test_every_statement_slices_back(text: str) -> None:
    for outlook in extract_outlook(annotate([article(text)])):
        for citation in outlook.citations:
            assert text[citation.start : citation.end] == citation.text
            assert "\n" not in citation.text
        assert outlook.hedge in outlook.text

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.extract.outlook import extract_outlook
from briefing.model import Article, Citation, Mention, Quote
from briefing.reading.annotation import AnnotatedArticle, annotate
from briefing.sources.cleaning import clean


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
        ("The level of cooperation risks going below zero, the minister warned.", "risks"),
        ("The minister warned of higher prices in the coming months.", "warned of"),
        ("Klitschko hopes for a diplomatic solution between Russia and Ukraine.", "hopes for"),
        ("The threat of a Russian invasion has receded, the general said.", "threat of"),
        ("There is a real danger that the talks collapse.", "danger that"),
        ("The minister announced the country's readiness to discuss the proposals.", "readiness to"),
        ("The bill would ban the sale of tobacco to the young.", "would"),
        ("The lawsuit seems likely to help the campaign.", "seems likely to"),
        ("The country could be willing to grant access to the files.", "could be willing to"),
        ("The tariffs could lead to higher prices in the shops.", "could"),
        ("Chen may be able to leave the country with his family.", "may"),
        ("Talks may resume in Geneva next week.", "may"),
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
        "Some incidents may appear a day or two after the event.",
        "Vegetables may reduce the risk of disease in adults.",
        "Viewers could go online to vote for a team of their own.",
        "Polls show that young voters are more likely to support her than him.",
        "The standing of the party may be weakening among the voters.",
        "The police asked whether the man will attend the trial in London.",
        "She left because she feared that the president would lie about it.",
        "The president will know that the talks have failed completely.",
        "Nobody knows how many people must die before we strike with our full might.",
        "The minister fears that the report is true in every detail.",
        "The risk of an invasion was never as high as they said.",
        "The museum shows drawings of the plant and plans to build a second one there?",
        "The children would often play on the beach with their friends.",
        "Ahead of the visit the newspaper reported that the minister would warn the generals.",
        "The doctor may have seen the patient on the day before.",
    ],
)
def test_no_outlook(text: str) -> None:
    assert hedges(text) == []


def test_a_quotation_over_two_sentences_is_taken_whole() -> None:
    text = "Smith said: “The army will attack the city soon. Nobody can stop it.” He left."
    (found,) = extract_outlook(annotate([article(text)]))
    assert found.text == "Smith said: “The army will attack the city soon. Nobody can stop it.”"


def test_a_quotation_that_runs_on_in_the_next_paragraph_is_read_to_the_end_of_its_own() -> None:
    first = "Smith said yesterday: ‘The army will attack the city very soon indeed."
    (found,) = extract_outlook(annotate([article(f"{first}\n\n‘Nobody can stop it now.’ He left.")]))
    assert found.text == first


def test_a_clause_added_with_and_is_not_the_speakers() -> None:
    text = "Smith said the talks had failed, and the army will attack the city in the morning."
    smith = Mention("A1", Citation("A", 0, 5, "Smith"), "name")
    (found,) = extract_outlook(annotate([article(text)]), mentions=[smith])
    assert (found.hedge, found.speaker) == ("will", None)


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
        ("something absolutely disastrous could happen very soon indeed", "could"),
        ("risks going “below zero,”", "risks"),
        ("he hopes for a ‘last-minute’ diplomatic solution", "hopes for"),
        ("has announced Britain's readiness to discuss", "readiness to"),
        ("the threat of a ‘full-blooded’ Russian invasion has now ‘receded’", "threat of"),
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
        "risks going",
        "would " * 60 + "if",
        "The threat of the prospect of the risk that of",
        "‘It will rain in the city of London soon.\n\n‘",
        "may might could should " * 50,
    ],
)
def test_hostile_texts(text: str) -> None:
    extract_outlook(annotate([article(text)]))


WORDS = str.split(
    'Russia he will may would not expected to is hopes that risk of threat warned for could next soon attack “ ” ‘ ’ " , . ? said if \n the army',
    " ",
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))
def test_every_statement_slices_back(text: str) -> None:
    for outlook in extract_outlook(annotate([article(text)])):
        for citation in outlook.citations:
            assert text[citation.start : citation.end] == citation.text
            assert "\n" not in citation.text
        assert outlook.hedge in outlook.text


@pytest.mark.parametrize(
    "text",
    [
        "Roe said there is a list of people, but would not talk about any possible suspects.",
        "The family said they had anticipated that the police would determine the cause.",
        "The governor said it would be improper for him to speak on the video.",
    ],
)
def test_refusals_judgements_and_what_had_been_expected_are_no_outlook(text):
    assert not extract_outlook(annotate([Article(id="S1", text=text)]))


@pytest.mark.parametrize(("more", "found"), [(2, 1), (3, 0)])
def test_a_long_quotation_is_not_taken_whole(more, found):
    text = f"“The party will win the vote in May.{' Everybody in Oslin knows it.' * more}”"
    assert len(extract_outlook(annotate([Article(id="S1", text=text)]))) == found


def test_what_may_come_is_told_though_its_passage_names_no_actor_of_the_focus(made):
    told = [item.text for item in made.outlook]
    assert any(
        text.startswith("Russia’s foreign minister has promised that Moscow will retaliate") for text in told
    )

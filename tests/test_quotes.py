"""Who is quoted with which words: rules on sentences made for them, and every quotation in the five seeds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from briefing.extract.quotes import extract_quotes
from briefing.extract.quotes.titles import is_title
from briefing.model import Article, Mention, Quote
from briefing.reading.annotation import annotate
from briefing.reading.lexicon import english
from briefing.reading.marks import find_quotations
from briefing.sources.cleaning import clean

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
MARKS = "“”‘’\"'„«»` "


def quotes_of(text: str) -> tuple[Quote, ...]:
    return extract_quotes(annotate([Article(id="S1", text=text)]))


def told(text: str) -> list[tuple[str | None, str]]:
    """Speaker's words and reported words, of each quote."""
    return [(q.speaker_citation.text if q.speaker_citation else None, q.text) for q in quotes_of(text)]


# --- the whole sentences ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nobody came. The board did not recommend that “we sell the mill,” Lee said.",
            ["The board did not recommend that “we sell the mill,” Lee said."],
        ),
        (
            "If it rains, Ann Lee said, she will stay at home. It did.",
            ["If it rains, Ann Lee said, she will stay at home."],
        ),
        ("It rained. “We go. We win,” Ann Lee said. Nobody did.", ["“We go. We win,” Ann Lee said."]),
        ("“Never!” Ann Lee said. Then she left.", ["“Never!” Ann Lee said."]),
        ("“We go,” Ann Lee said. “We win.” Then she left.", ["“We go,” Ann Lee said. “We win.”"]),
        (
            "“We go,” Ann Lee said.\n\n“We win,” she added. Then she left.",
            ["“We go,” Ann Lee said.", "“We win,” she added."],
        ),
        ("OSLO (Reuters) - Ann Lee said the mill will close. It did.", ["Ann Lee said the mill will close."]),
    ],
)
def test_the_whole_sentences_of_a_quotation(text: str, expected: list[str]) -> None:
    found = quotes_of(text)
    assert [c.text for q in found for c in q.sentences] == expected
    for quote in found:
        assert all(
            any(s.start <= c.start and c.end <= s.end for s in quote.sentences) for c in quote.citations
        )


# --- marks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said: “We go.” Then left.", ["“We go.”"]),
        ('He said: "We go." Then left.', ['"We go."']),
        ("He said: ‘We go.’ Then left.", ["‘We go.’"]),
        ("He said: 'We go.' Then left.", ["'We go.'"]),
        ("He said: ''We go.'' Then left.", ["''We go.''"]),
        ("He said: «We go.» Then left.", ["«We go.»"]),
        ("“They told us ‘never again’ and left,” he said.", ["“They told us ‘never again’ and left,”"]),
        ("‘They told us “never again” and left,’ he said.", ["‘They told us “never again” and left,’"]),
        ("''I said 'no' to them,'' he said.", ["''I said 'no' to them,''"]),
        ("''They said: 'He is one of us,''' she said.", ["''They said: 'He is one of us,'''"]),
        ("Ukraine’s plan and the allies’ reply don’t matter.", []),
        ("‘The allies’ plan won’t work,’ he said.", ["‘The allies’ plan won’t work,’"]),
        ("'The allies' plan won't work,' he said.", ["'The allies' plan won't work,'"]),
        ("In the ’90s, rock ’n’ roll was it.", []),
        ('He is 6\'2" tall and the board is 5" thick.', []),
        ("Peace is far away from us,” he said.", ["Peace is far away from us,”"]),
        ('He said it. Peace is far away from us," he said.', ['He said it. Peace is far away from us,"']),
        ("“We are ready. We wait.\n\n“We will win,” he said.", ["“We are ready. We wait.", "“We will win,”"]),
        ("“We are ready and wait.\n\nNobody came.", ["“We are ready and wait."]),
        ("‘We are ready, I’d say.\n\n‘We will win,’ he said.", ["‘We are ready, I’d say.", "‘We will win,’"]),
        ("The “plan was bad. Nobody came to see it.", ["“plan was bad."]),
        ("”", []),
        ("“”", []),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    ends = [at + 1 for at, char in enumerate(text) if char in ".\n"]
    assert [text[s.start : s.end] for s in find_quotations(text, ends).spans] == expected


def test_a_span_knows_which_mark_was_lost() -> None:
    lost_opening, lost_closing = (
        find_quotations("Peace is far away,” he said.", [27]).spans[0],
        find_quotations("“Peace is far away.\n\n“No,” he said.", [19]).spans[0],
    )
    assert (lost_opening.opened, lost_opening.closed) == (False, True)
    assert (lost_closing.opened, lost_closing.closed) == (True, False)


# --- who speaks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will not go,” Maria Lopez said.", [("Maria Lopez", "“We will not go,”")]),
        ("“We will not go,” said Maria Lopez.", [("Maria Lopez", "“We will not go,”")]),
        ("Maria Lopez said: “We will not go.”", [("Maria Lopez", "“We will not go.”")]),
        ("Maria Lopez said, “We will not go.”", [("Maria Lopez", "“We will not go.”")]),
        ("‘We will not go’, she said.", [("she", "‘We will not go’")]),
        ("“Will they go?” she asked.", [("she", "“Will they go?”")]),
        (
            "“We are late,” the mayor said, “but we will come.”",
            [("the mayor", "“We are late,” “but we will come.”")],
        ),
        (
            "“We are late,” said the mayor. “We will come.”",
            [("the mayor", "“We are late,” “We will come.”")],
        ),
        (
            "“We are late,” Peter Hall, the mayor of Leeds, said on Friday.",
            [("Peter Hall, the mayor of Leeds", "“We are late,”")],
        ),
        (
            "Anna Berg told the Daily News: “The bridge is not safe.”",
            [("Anna Berg", "“The bridge is not safe.”")],
        ),
        (
            "Asked about the strike, Anna Berg said: “It will end soon.”",
            [("Anna Berg", "“It will end soon.”")],
        ),
        ("The Kremlin said: “We have no such plans.”", [("The Kremlin", "“We have no such plans.”")]),
        ("“Nothing is decided,” a senior official said.", [("a senior official", "“Nothing is decided,”")]),
        ("“The bridge is unsafe,” the report says.", [("the report", "“The bridge is unsafe,”")]),
        ("According to the police, the road is closed.", [("the police", "the road is closed")]),
        ("The road is closed, according to the police.", [("the police", "The road is closed")]),
        ("The risk is “far too high,” Anna Berg said.", [("Anna Berg", "The risk is “far too high,”")]),
        ("The road will be closed, Anna Berg said.", [("Anna Berg", "The road will be closed")]),
        ("Anna Berg said that the road was closed.", [("Anna Berg", "that the road was closed")]),
        (
            "Anna Berg said the road was “a disgrace” to the city.",
            [("Anna Berg", "the road was “a disgrace” to the city")],
        ),
        ("Kyiv denies the claims.", [("Kyiv", "the claims")]),
        ("Russia has denied having any plans.", [("Russia", "having any plans")]),
        (
            "The minister accused Kyiv of sabotaging the talks.",
            [("The minister", "Kyiv of sabotaging the talks")],
        ),
        (
            "The minister called on the rebels to leave the city.",
            [("The minister", "the rebels to leave the city")],
        ),
        ("The minister promised to leave the city.", [("The minister", "to leave the city")]),
        ("Peter Hall called the talks “constructive”.", [("Peter Hall", "the talks “constructive”")]),
        ("“This is,” in the words of the coach, “a mess.”", [("the coach", "“This is,” “a mess.”")]),
        ('"If we fail", he warned, "it is over".', [("he", '"If we fail" "it is over"')]),
        ("As the mayor put it, “nobody is safe here.”", [("the mayor", "“nobody is safe here.”")]),
        ("The union’s demand that wages rise was rejected.", [("The union’s", "that wages rise")]),
    ],
)
def test_speaker_and_content(text: str, expected: list[tuple[str, str]]) -> None:
    found = told(text)
    for quote in expected:
        assert quote in found


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("The road is shut.\n\n“We told them so,” Anna Berg said.\n\n“Nobody came.”", "Anna Berg", "“Nobody came.”"),
        ("Anna Berg said:\n\n“Nobody came to help us.”", "Anna Berg", "“Nobody came to help us.”"),
        ("Anna Berg left. She added: “Nobody came to help us.”", "She", "“Nobody came to help us.”"),
        ("“We wait.\n\n“Nobody came,” Anna Berg said.", "Anna Berg", "“Nobody came,”"),
        ("“Nobody came to help us in time.” — Anna Berg, Leeds", "Anna Berg", "“Nobody came to help us in time.”"),
        ("BERG: Nobody came.\n\nHALL: I did.", "BERG", "Nobody came."),
        ("Anna Berg said it was late, adding “nobody came”.", "Anna Berg", "“nobody came”"),
        ("Anna Berg said she saw nothing while accusing them of theft.", "Anna Berg", "them of theft"),
        ("Anna Berg, who lives there, said: “Nobody came.”", "Anna Berg", "“Nobody came.”"),
        ("The letter, which Hall says is a fake, was signed.", "Hall", ""),
        ("He issued a statement saying: “Nobody came to help.”", "He", "“Nobody came to help.”"),
    ],
)  # fmt: skip
def test_attribution_over_sentences_and_clauses(text: str, speaker: str, words: str) -> None:
    assert any(who == speaker and words in what for who, what in told(text))


def test_the_next_paragraph_goes_on_only_where_it_is_quoted_throughout() -> None:
    text = "“Nobody came,” Anna Berg said.\n\n“We shall never know.” That was how the film began."
    assert told(text) == [("Anna Berg", "“Nobody came,”"), (None, "“We shall never know.”")]


def test_a_new_clause_with_a_subject_of_its_own_ends_the_reported_one() -> None:
    found = told("Anna Berg said the work was “far from done,” and she praised the plan as a “good sign.”")
    assert ("Anna Berg", "the work was “far from done,”") in found
    assert ("she", "the plan as a “good sign.”") in found


def test_the_addressee_does_not_speak() -> None:
    assert {who for who, _ in told("Anna Berg told Peter Hall: “The bridge is not safe.”")} == {"Anna Berg"}


def test_words_used_at_a_distance_are_no_quotation() -> None:
    assert told("The “hybrid” cars of the city were sold. The film “Gone Again” was shown.") == []


def test_no_speaker_is_better_than_a_wrong_one() -> None:
    (quote,) = quotes_of("Rain fell all day.\n\n“Nobody will ever come to help us now.”")
    assert (quote.speaker_citation, quote.speaker, quote.cue) == (None, None, None)
    assert quote.confidence < 0.5


def test_a_report_that_nobody_makes_is_none() -> None:
    assert told("He would warn them of the danger. To say that it was late would be wrong.") == []


def test_both_of_nested_speakers_stay() -> None:
    found = told("Anna Berg said Peter Hall had promised that the bridge would open.")
    assert [who for who, _ in found] == ["Anna Berg", "Peter Hall"]


@pytest.mark.parametrize(
    ("text", "speaker", "reporter", "words"),
    [
        ("Berg said that Hall had told her “We will not open it”.", "Hall", "Berg", "“We will not open it”"),
        ("Berg said Hall had told her: “We will not open it.”", "Hall", "Berg", "“We will not open it.”"),
        ("Berg said that Hall told her the bridge was closed.", "Hall", "Berg", "the bridge was closed"),
        ("The Tass agency quoted Hall as saying that it was late.", "Hall", "The Tass agency", "that it was late"),
        ("“It is late,” the Tass agency quoted Hall as saying.", "Hall", "the Tass agency", "“It is late,”"),
        ("“It is late,” Interfax cited him as saying.", "him", "Interfax", "“It is late,”"),
        ("“It is late,” Hall was quoted as saying by the Tass agency.", "Hall", "the Tass agency", "“It is late,”"),
        ("Hall was quoted by Tass as saying it was late.", "Hall", "Tass", "it was late"),
        ("“It is late,” Hall was quoted as saying.", "Hall", None, "“It is late,”"),
        ("According to the BBC, Mr Hall said the bridge was shut.", "Mr Hall", "the BBC", "the bridge was shut"),
        ("“It is shut,” Mr Hall said, according to the BBC.", "Mr Hall", "the BBC", "“It is shut,”"),
        ("As the BBC reported, Mr Hall said the bridge was shut.", "Mr Hall", "the BBC", "the bridge was shut"),
        ("The mayor, quoted by the Tass agency, said it was late.", "The mayor", "the Tass agency", "it was late"),
        ("“It is shut,” Mr Hall told Reuters, citing the minister.", "the minister", "Mr Hall", "“It is shut,”"),
        ("It is shut, Tass reported, citing a senior official.", "a senior official", "Tass", "It is shut"),
        ("“It is shut,” Mr Hall told Reuters.", "Mr Hall", None, "“It is shut,”"),
        ("Mr Hall said he told the mayor that it was late.", "he", None, "that it was late"),
        ("“It is shut,” Mr Hall said, citing Ronald Reagan.", "Mr Hall", None, "“It is shut,”"),
    ],
)  # fmt: skip
def test_who_passes_on_what_another_said(text: str, speaker: str, reporter: str | None, words: str) -> None:
    (quote,) = [q for q in quotes_of(text) if q.text == words]
    assert quote.speaker_citation is not None
    assert quote.speaker_citation.text == speaker
    assert (quote.reported_by_citation.text if quote.reported_by_citation else None) == reporter


def test_what_is_passed_on_is_found_once() -> None:
    for text in (
        "“It is late,” the Tass agency quoted Hall as saying.",
        "“It is shut,” Mr Hall said, according to the BBC.",
        "It is shut, Tass reported, citing a senior official.",
    ):
        assert len(quotes_of(text)) == 1


def test_what_the_paper_adds_has_no_reporter() -> None:
    found = quotes_of("Anna Berg said the road would open after Peter Hall promised that the work was done.")
    (promise,) = [q for q in found if q.cue == "promised"]
    assert promise.reported_by_citation is None


def test_according_to_stays_within_the_clause_that_holds_it() -> None:
    found = told("Anna Berg noted that, according to the police, the road was closed.")
    assert ("the police", "the road was closed") in found
    assert found[0][0] == "Anna Berg"


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("Her comment that the road was closed was false.", "Her", "that the road was closed"),
        ("A warning from the ministry that the talks could fail was ignored.", "the ministry", "that the talks could fail"),
        ("The claim by local officials that the road is closed is false.", "local officials", "that the road is closed"),
        ("Mr Hall is believed to be in Leeds.", None, "Mr Hall to be in Leeds"),
        ("The mayor is expected to resign on Friday.", None, "The mayor to resign on Friday"),
        ("It is believed that the bridge fell.", None, "that the bridge fell"),
        ("Under the treaty, “foreign forces” must leave.", "the treaty", "“foreign forces” must leave"),
        ("In private Leeds officials say the work is late.", "Leeds officials", "the work is late"),
        ("Anna Berg – a friend of the mayor – said it was late.", "Anna Berg", "it was late"),
        ("Even Anna Berg said it was late.", "Anna Berg", "it was late"),
        ("They read a letter that called the plan “a mess”.", "a letter", "the plan “a mess”"),
        ("She spent two days ridiculing “the plan of a fool”.", "She", "“the plan of a fool”"),
        ("“We wait…” Berg said.", "Berg", "“We wait…”"),
        ("“We wait,” Peter Hall, wearing a hat, said on Friday.", "Peter Hall", "“We wait,”"),
        ("Peter Hall: ‘We shall not wait’", "Peter Hall", "‘We shall not wait’"),
    ],
)  # fmt: skip
def test_reports_without_a_plain_subject_and_verb(text: str, speaker: str | None, words: str) -> None:
    assert (speaker, words) in told(text)


@pytest.mark.parametrize(
    "dateline",
    [
        "MOSCOW (Reuters) - ",
        "LEEDS — ",
        "KYIV, Ukraine (AP) — ",
        "NEW YORK -- ",
        "MOSCOW, February 11. /TASS/. ",
        "PARIS: ",
    ],
)
def test_a_dateline_neither_speaks_nor_is_said(dateline: str) -> None:
    assert told(f"{dateline}Mayor Anna Berg said on Friday that it was late.") == [
        ("Mayor Anna Berg", "that it was late")
    ]
    assert told(f"{dateline}The road will be closed, Anna Berg said.") == [
        ("Anna Berg", "The road will be closed")
    ]
    assert told(f"{dateline}“The road will be closed,” Anna Berg said.") == [
        ("Anna Berg", "“The road will be closed,”")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg read the novel “Far From Home” in one night.",
        "Anna Berg wrote about the film “Gone Again” last week.",
        "He praised the “Late Night News” programme.",
    ],
)
def test_the_title_of_a_work_is_no_quotation(text: str) -> None:
    assert all(quote.kind == "indirect" for quote in quotes_of(text))


def test_the_title_of_a_broadcast_is_no_piece_of_what_is_said_there() -> None:
    text = "“We wait,” Anna Berg said on NBC’s “Meet the Press.” “Nobody came.”"
    assert told(text) == [("Anna Berg", "“We wait,” “Nobody came.”")]


def test_what_somebody_is_asked_is_not_what_he_says() -> None:
    found = told("Asked if he believed that the road was safe, Mr Hall said it was late.")
    assert found == [("Mr Hall", "it was late")]


def test_lines_with_blanks_alone_divide_no_quotation() -> None:
    text = "Anna Berg said: “Nobody came to help us. \n \n “We shall never know why.”"
    (quote,) = quotes_of(text)
    assert [c.text for c in quote.citations] == ["“Nobody came to help us.", "“We shall never know why.”"]


def test_kind_cue_and_confidence() -> None:
    direct, indirect = quotes_of("“We will not go,” said Maria Lopez. She had said that it was late.")
    assert (direct.kind, direct.cue) == ("direct", "said")
    assert (indirect.kind, indirect.cue) == ("indirect", "had said")
    assert 0 < indirect.confidence < direct.confidence <= 1


def test_quotes_are_numbered_in_text_order_over_all_articles() -> None:
    texts = ["“We go,” Hall said. Berg said he was late.", "“No,” Hall said."]
    articles = [Article(id=f"S{n}", text=text) for n, text in enumerate(texts, 1)]
    found = extract_quotes(annotate(articles))
    assert [quote.id for quote in found] == ["Q1", "Q2", "Q3"]
    assert [quote.citations[0].source for quote in found] == ["S1", "S1", "S2"]


# --- actors ---------------------------------------------------------------------------------------


def mention(article: Article, actor: str, words: str, form: str = "name") -> Mention:
    at = article.text.index(words)
    return Mention(actor, article.cite(at, at + len(words)), form)  # type: ignore[arg-type]


def test_speaker_is_the_actor_mentioned_at_the_head_of_the_speakers_words() -> None:
    article = Article(id="S1", text="“We go,” the friend of Maria Lopez said. “No,” he said.")
    named = [mention(article, "A1", "Maria Lopez"), mention(article, "A2", "he said", "pronoun")]
    assert [q.speaker for q in extract_quotes(annotate([article]), mentions=named)] == [None, "A2"]


def test_speaker_in_apposition_and_behind_a_relative_pronoun() -> None:
    text = "Russia’s envoy at the talks, Ivan Petrov, said he was late. They met Maria Lopez, who said it was late."
    article = Article(id="S1", text=text)
    named = [mention(article, "A1", "Ivan Petrov"), mention(article, "A2", "Maria Lopez")]
    assert [q.speaker for q in extract_quotes(annotate([article]), mentions=named)] == ["A1", "A2"]


def test_a_document_is_no_actor() -> None:
    article = Article(id="S1", text="The report, by Maria Lopez, said it was late. “No,” the statement said.")
    named = [mention(article, "A1", "Maria Lopez"), mention(article, "A2", "the statement", "description")]
    found = extract_quotes(annotate([article]), mentions=named)
    assert [q.speaker for q in found] == [None, None]
    assert [q.speaker_citation and q.speaker_citation.text.split(",")[0] for q in found] == [
        "The report",
        "the statement",
    ]


def test_the_reporter_is_an_actor_and_another_one_than_the_speaker() -> None:
    text = "Lopez said that Petrov had warned him. Lopez said he promised that it would open."
    article = Article(id="S1", text=text)
    he = text.index("he promised")
    pronoun = Mention("A1", article.cite(he, he + 2), "pronoun")
    named = [mention(article, "A1", "Lopez"), mention(article, "A2", "Petrov"), pronoun]
    by_cue = {q.cue: q for q in extract_quotes(annotate([article]), mentions=named)}
    assert by_cue["promised"].speaker == "A1"
    assert (by_cue["promised"].reported_by, by_cue["promised"].reported_by_citation) == (None, None)
    text = "Lopez said that Petrov had promised that it would open."
    article = Article(id="S1", text=text)
    named = [mention(article, "A1", "Lopez"), mention(article, "A2", "Petrov")]
    by_cue = {q.cue: q for q in extract_quotes(annotate([article]), mentions=named)}
    assert (by_cue["had promised"].speaker, by_cue["had promised"].reported_by) == ("A2", "A1")


def test_mentions_of_another_article_do_not_count() -> None:
    article, other = (Article(id=name, text="“We go,” Lopez said.") for name in ("S1", "S2"))
    assert extract_quotes(annotate([article]), mentions=[mention(other, "A1", "Lopez")])[0].speaker is None


# --- robustness -----------------------------------------------------------------------------------

HOSTILE = [
    "",
    " ",
    "\n\n\n",
    "Word",
    "“",
    "”",
    "'",
    "''",
    "“”‘’\"\"''",
    "said",
    "He said",
    "according to",
    "“ ” said “ ” said “",
    ": “x” :",
    "BERG:\nHALL:\n",
    "，他说：“我们走。”部长说。",
    "قال الوزير: «لن نذهب».",
    "😀 “We go 😀,” said 😀.",
    "a" * 5000,
    "“" * 500,
    "“x” " * 300,
    "\u200b“\u200b”\u202e",
    "He said he said he said he said he said.",
    "MOSCOW — ",
    "MOSCOW (Reuters) - said",
    "Under the deal,",
    "quoted as saying “x”",
    "citing an official",
    "which, according to Hall, said",
    "Smith: “x",
    ":“x”",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_do_not_raise(text: str) -> None:
    check_citations(text)


@pytest.mark.parametrize("seed", range(6))
def test_scrambled_text_does_not_raise(seed: int) -> None:
    parts = [
        "“",
        "”",
        "‘",
        "’",
        '"',
        "'",
        "''",
        " said ",
        "he",
        ", ",
        ".",
        ": ",
        "\n",
        " Hall ",
        "we will go",
        "?",
        "—",
    ]
    check_citations("".join(random.Random(seed).choices(parts, k=300)))


def check_citations(text: str) -> None:
    for quote in quotes_of(text):
        assert quote.citations
        assert quote.text == " ".join(c.text for c in quote.citations)
        named = (quote.speaker_citation, quote.reported_by_citation)
        for cited in (*quote.citations, *filter(None, named)):
            assert text[cited.start : cited.end] == cited.text
            assert cited.text
            assert "\n" not in cited.text


# --- the seeds ------------------------------------------------------------------------------------

# Seed, the first words of (a piece of) the content, the words that name the speaker.
GOLDEN = [
    ("000", "levels of cooperation with Britain as “close to zero”", "Russia’s defence minister"),
    ("000", "I would like to see the reason why", "Shoigu"),
    ("000", "would only be useful for defence", "Wallace"),
    ("000", "that the talks resembled a discussion of the “mute with the deaf”", "who"),
    ("000", "about the “tragic” consequences", "he"),
    ("000", "he had received Moscow’s assurances", "he"),
    ("000", "Shoigu is a professional", "Wallace"),
    ("000", "frank and constructive", "Wallace"),
    ("000", "When they say they aren’t going to invade", "Wallace"),
    ("000", "he had not seen signs yet", "Wallace"),
    ("000", "the country is in position", "Wallace"),
    ("000", "he sought to “address some of the issues", "he"),
    ("000", "We can try and move on", "he"),
    ("000", "they were “above zero”", "Wallace"),
    ("000", "they were useful only for defensive purposes", "Wallace"),
    ("000", "that Vladimir Putin has now put in place", "Western intelligence agencies"),
    ("000", "no final decision by the Russian leader", "they"),
    ("000", "that any invasion would amount to", "Johnson"),
    ("000", "Any belief in the Kremlin", "British ministers"),
    ("000", "fulfilling it would be politically impossible", "Ukrainian officials"),
    ("000", "the “key disagreement” was", "Russia’s representative at the talks, Dmitry Kozak"),
    ("000", "that doing so would legitimise", "Ukraine"),
    ("000", "Kyiv of sabotaging the talks", "Kozak"),
    ("000", "A negative result is still a result", "Kozak"),
    ("001", "he wants to rebuild", "The UK’s defence secretary"),
    ("001", "the talks had been ‘constructive and frank’", "Mr Wallace"),
    ("001", "I hope that by speaking today", "Mr Wallace"),
    ("001", "(That) we can address some of the issues", "He"),
    ("001", "he thought relations were ‘above zero’", "Mr Wallace"),
    ("001", "the talks had been like talking to a deaf person", "the Kremlin’s negotiator"),
    ("001", "there was absolutely no deafness or dumbness", "Mr Wallace"),
    ("001", "I shall leave Mr Lavrov to Mr Lavrov", "Mr Wallace"),
    ("001", "we will judge that statement by the evidence", "Mr Wallace"),
    ("001", "travel advice for Ukraine was being kept", "The defence secretary"),
    ("001", "the UK’s decision to provide military support", "The Russian side"),
    ("001", "the West to stop sending arms", "The Russian side"),
    ("001", "he would respond ‘in the nearest future’", "Mr Shoigu"),
    ("001", "I honestly don’t think a decision", "Mr Johnson"),
    ("001", "And our intelligence, I’m afraid to say", "Mr Johnson"),
    ("001", "This is probably the most dangerous moment", "Mr Johnson"),
    ("001", "Ukraine - which was part of the Soviet Union", "President Vladimir Putin"),
    ("001", "the US and Nato to provide guarantees", "President Vladimir Putin"),
    ("001", "Ukraine as part of ‘greater Russia’", "President Putin"),
    ("001", "7% of its territory", "Ukraine"),
    ("001", "Russia is not planning to invade", "President Putin"),
    ("002", "The level of cooperation between Moscow and London", "Russia’s Minister of Defense Sergey Shoigu"),
    ("002", "the negotiations in Moscow “constructive.”", "His British counterpart, Ben Wallace"),
    ("002", "Russia of an alleged plan to invade", "Western countries"),
    ("002", "these claims", "Moscow"),
    ("002", "The situation in Europe is becoming", "Shoigu"),
    ("002", "threatening Russia with sanctions", "He"),
    ("002", "the West “to stop stuffing Ukraine", "He"),
    ("002", "that his meeting with Wallace would turn out", "The minister"),
    ("002", "Unfortunately, the level of our cooperation", "Shoigu"),
    ("002", "Some of Moscow’s concerns", "Wallace"),
    ("002", "I heard clearly from the Russian government", "the UK minister"),
    ("002", "that, in his conversation with Shoigu, there has been", "He"),
    ("002", "marked yesterday’s negotiations", "Russian Foreign Minister Sergey Lavrov"),
    ("002", "while the discussion had been “constructive and frank,”", "Wallace"),
    ("002", "The disposition of the Russian forces", "he"),
    ("003", "that Moscow will retaliate", "Russia’s foreign minister"),
    ("003", "that ‘hysteria’ over an invasion is ‘puzzling’", "Sergei Lavrov"),
    ("003", "the allies of trying to dictate", "Sergei Lavrov"),
    ("003", "that it was withdrawing some forces", "Moscow"),
    ("003", "that he has seen no sign", "NATO chief Jens Stoltenberg"),
    ("003", "Russia actually appears to be increasing", "he"),
    ("003", "If they really start to withdraw", "he"),
    ("003", "Just seeing the movement of battle tanks", "he"),
    ("003", "that Russia’s forces remain at a high level", "Ben Wallace, UK defence secretary"),
    ("003", "It’s pretty clear that [Russia’s] intentions", "he"),
    ("003", "forces being withdrawn from Crimea", "analysts from Conflict Intelligence Team"),
    ("003", "the units are being moved to their ‘home bases’", "Moscow"),
    ("003", "that units of the 3rd, 42nd and 150th", "Izvestia newspaper"),
    ("003", "he is willing to engage", "Putin"),
    ("003", "There’s over 100 battalion tactical groups", "Mr Wallace"),
    ("003", "130,000-plus troops", "Mr Wallace"),
    ("003", "From a Ukrainian point of view", "Mr Wallace"),
    ("003", "That’s why we’re all here at Nato", "He"),
    ("003", "he hasn’t seen ‘any withdrawal yet’", "Volodymyr Zelensky, Ukraine’s president"),
    ("003", "Ukraine to be banned from joining NATO", "Putin"),
    ("003", "a 10-page response to NATO’s offers", "Sergei Lavrov, Russia’s foreign minister and chief negotiator"),
    ("003", "that he hopes for a ‘last-minute’", "Kyiv Mayor Wladimir Klitschko"),
    ("003", "that he hoped that Russia would not invade", "The former heavyweight champion of the world"),
    ("003", "It is the first time in the history", "he"),
    ("003", "The risk (of) aggression", "he"),
    ("003", "We do not know how the situation", "he"),
    ("003", "that the threat of a ‘full-blooded’", "the former head of MI6 Sir John Sawers"),
    ("003", "that invasion was always ‘very risky’", "Sir John"),
    ("003", "I don’t think that President Putin", "he"),
    ("003", "But I think Russia has also come out", "he"),
    ("003", "it has got Russia’s security concerns back", "he"),
    ("003", "I think in some ways President Putin", "Sir John"),
    ("003", "I think the risk of full-blooded invasion", "Sir John"),
    ("003", "that Wednesday would be a ‘day of national unity,’", "President Volodymyr Zelenskyy"),
    ("003", "150,000 Russian forces are now massed", "Biden"),
    ("003", "Russia’s claim that it pulled back troops ‘would be good", "Biden"),
    ("003", "Indeed, our analysts indicate", "Biden"),
    ("003", "having any invasion plans", "Russia"),
    ("003", "those demands", "The U.S. and its allies"),
    ("003", "the West agreed to discuss", "Putin"),
    ("003", "Russia is open to discuss ‘some of those elements,’", "He"),
    ("003", "that it would do so only in combination", "He"),
    ("003", "that NATO’s eastward expansion ‘is not on the agenda", "Scholz"),
    ("003", "that Moscow will not be assuaged", "Putin"),
    ("003", "They are telling us it won’t happen tomorrow", "Putin"),
    ("003", "Well, when will it happen?", "Putin"),
    ("003", "diplomatic options are ‘far from exhausted,’", "Scholz"),
    ("003", "the announcement of a troop withdrawal as a ‘good signal,’", "he"),
    ("003", "We hope that more will follow", "Scholz"),
    ("003", "to places of permanent deployment", "It"),
    ("004", 'that the defence chief would "warn Putin\'s generals"', "The Times"),
    ("004", "Britain's readiness to discuss", "Ben Wallace"),
    ("004", "I hope that by speaking today", "Wallace"),
    ("004", "[That] we can address", "he"),
    ("004", "Wallace to explain why the UK", "Shoigu"),
    ("004", "For our part, we would also like", "Shoigu"),
    ("004", "the military-political situation in Europe", "The Russian defence chief"),
    ("004", "that this was taking place by no fault", "The Russian defence chief"),
    ("004", "Unfortunately, the level of our cooperation", "Shoigu"),
    ("004", "Therefore, I really hope to have", "Shoigu"),
    ("004", "that Russia has considered how to respond", "The Russian defence chief"),
    ("004", 'he believes "we will respond', "The Russian defence chief"),
]  # fmt: skip


@pytest.fixture(scope="module")
def found_in_seeds() -> dict[str, list[Quote]]:
    articles = []
    for path in sorted(SEEDS.glob("*.txt")):
        with path.open(newline="", encoding="utf-8") as file:
            articles.append(Article(id=path.name[:3], text=clean(file.read()).text))
    found: dict[str, list[Quote]] = {article.id: [] for article in articles}
    for quote in extract_quotes(annotate(articles)):
        found[quote.citations[0].source].append(quote)
    return found


@pytest.mark.parametrize(("seed", "words", "speaker"), GOLDEN)
def test_every_quotation_in_the_seeds(
    found_in_seeds: dict[str, list[Quote]], seed: str, words: str, speaker: str
) -> None:
    named = [
        quote.speaker_citation and quote.speaker_citation.text
        for quote in found_in_seeds[seed]
        if any(c.text.lstrip(MARKS).startswith(words.lstrip(MARKS)) for c in quote.citations)
    ]
    assert speaker in named


def test_the_seeds_have_no_quotation_with_marks_besides(found_in_seeds: dict[str, list[Quote]]) -> None:
    """Nothing that is wholly in marks comes from anywhere but the list above."""
    for seed, quotes in found_in_seeds.items():
        listed = [words.lstrip(MARKS) for name, words, _ in GOLDEN if name == seed]
        for quote in quotes:
            if quote.kind == "direct" and quote.confidence >= 0.5:
                assert any(c.text.lstrip(MARKS).startswith(w) for c in quote.citations for w in listed), (
                    quote.text
                )


def test_a_quotation_over_three_paragraphs_is_one(found_in_seeds: dict[str, list[Quote]]) -> None:
    (johnson,) = [q for q in found_in_seeds["001"] if "I honestly don’t think" in q.text]
    assert len(johnson.citations) == 3
    assert johnson.kind == "direct"
    assert johnson.citations[2].text.endswith("we’ve got to get it right.’")


# --- on both sides of a threshold -----------------------------------------------------------------


def test_one_word_before_a_quotation_is_no_clause_of_it() -> None:
    assert told("But “the risk is real,” Anna Berg said.") == [("Anna Berg", "“the risk is real,”")]


@pytest.mark.parametrize(
    ("office", "named"),
    [
        ("head of the union of the sailors", "Anna Berg, the head of the union of the sailors"),
        ("head of the union of the sailors and the dockers of the old port of Sarn", "Anna Berg"),
    ],
)
def test_a_long_apposition_does_not_name_the_speaker(office: str, named: str) -> None:
    assert told(f"“We wait,” said Anna Berg, the {office}.") == [(named, "“We wait,”")]


def test_what_stands_between_two_labels_is_the_speakers() -> None:
    answer = ("LELAND", "We did. It rained. We left. We slept.")
    text = (
        "VOSS: Did you get it?\n\nLELAND: We did.\n\nIt rained.\n\nWe left.\n\nWe slept.\n\nVOSS: And then?"
    )
    assert answer in told(text)


def test_two_pieces_of_one_clause_are_one() -> None:
    one = "the plan was “bad” and, also, “dangerous for us all”"
    assert told(f"He said {one}.") == [("He", one)]


def test_a_broadcaster_with_a_long_name_stands_before_a_title() -> None:
    text = "She spoke on Channel Ten Morning Television’s “Meet the Press” on Friday."
    assert is_title(text, find_quotations(text).spans[0], english())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Wallace called the plan “a disgrace” and the deal “a con”.",
            "the plan “a disgrace” and the deal “a con”",
        ),
        ("Wallace denounced “a disgrace” and the crowd at the gates sang “no more lies”.", "“a disgrace”"),
    ],
)
def test_two_pieces_of_one_clause_are_joined_and_what_stands_further_off_is_somebody_elses(text, words):
    assert told(text) == [("Wallace", words)]

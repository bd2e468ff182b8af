"""The focus: what a passage is about, and which passages become key points."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from briefing.brief.choice import choose_key_points
from briefing.brief.focus import ABOUT, about_focus, relevance
from briefing.configuration.project import FocusConfig
from briefing.model import Action, Article, Edition, KeySentence, Period
from briefing.reading.sentences import split_sentences

DAY = date(2022, 2, 11)
EDITION = Edition(DAY, 1, Period(DAY, DAY), datetime(2022, 2, 11, tzinfo=UTC))
FOCUS = FocusConfig.model_validate(
    {
        "title": "Treaty",
        "terms": ("treaty", "peace talks"),
        "actors": ({"name": "Ann Lee", "aliases": ("Ms Lee",)},),
        "background": ("Soviet Union",),
        "exclude": ("horoscope",),
    }
)
TEXT = (
    "Ms Lee signed the treaty in Geneva. The room was cold.\n\n"
    "Nothing was said for an hour.\n\n"
    "The peace-loving crowd cheered the treaties.\n\n"
    "Football was played elsewhere.\n\n"
    "The horoscope names the treaty.\n\n"
    "The Soviet Union broke up before the treaty."
)


def article(
    number: int, text: str, publisher: str | None = "The Guardian", family: str | None = None
) -> Article:
    return Article(id=f"S{number}", text=text, publisher=publisher, family=family, published=DAY)


def weigh(text: str = TEXT):
    return relevance([article(1, text)], FOCUS)


def whole(item: Article):
    """One citation for each sentence."""
    return [item.cite(s.start, s.end) for s in relevance([item], FOCUS).sentences[item.id]]


def test_terms_and_actors_make_a_sentence_relevant():
    signed, _, _, cheered, football, horoscope, soviet = weigh().sentences["S1"]
    assert signed.hits == ("Ann Lee", "treaty")
    assert signed.relevance == 0.75
    assert cheered.hits == ("treaty",)
    assert cheered.relevance == 0.5
    assert football.relevance == 0
    assert horoscope.excluded
    assert soviet.background


def test_a_sentence_borrows_from_its_paragraph_and_a_paragraph_from_its_neighbours():
    _, cold, nothing, *_ = weigh().sentences["S1"]
    assert cold.relevance == nothing.relevance == ABOUT


def test_words_inside_words_are_no_terms():
    assert weigh("The entreaty of a treatyless town failed.").sentences["S1"][0].relevance == 0


def test_a_heading_such_as_what_is_begins_the_background():
    from dataclasses import replace

    from briefing.model import Heading

    item = article(1, TEXT)
    item = replace(item, headings=(Heading(TEXT.index("Football"), "What is the treaty about?"),))
    found = relevance([item], FOCUS).sentences["S1"]
    assert [s.background for s in found] == [False] * 4 + [True] * 3


def test_an_excluded_passage_is_never_relevant():
    item = article(1, TEXT)
    horoscope = whole(item)[5]
    assert weigh().of([horoscope]) == 0


def test_key_points_count_independent_publishers_and_say_why():
    said = "Ann Lee signed the peace treaty with Ruritania in Geneva on Friday after nine hours of talks."
    articles = [
        article(1, said, "The Sun", "News UK"),
        article(2, said.replace("nine hours of talks", "talks of nine hours"), "The Times", "News UK"),
        article(3, said.replace("after", "following"), "The Guardian"),
        article(4, said, None),
        article(5, "The treaty with Freedonia failed for lack of money in the spring.", "Metro"),
    ]
    sentences = [KeySentence(c.text, c, 1.0 if a.id == "S1" else 0.5) for a in articles for c in whole(a)]
    first, second = choose_key_points(
        sentences, relevance(articles, FOCUS), articles, most=5, edition=EDITION
    )
    assert first.citation.source == "S1"
    assert [c.source for c in first.also] == ["S2", "S3", "S4"]
    assert first.independent == 2
    assert first.publishers == ("The Sun", "The Times", "The Guardian", "S4")
    assert "names Ann Lee, treaty" in first.reason
    assert "2 independent publishers" in first.reason
    assert second.citation.source == "S5"


def test_key_points_are_never_padded():
    articles = [article(1, "Football was played elsewhere on a rainy day in March.")]
    sentences = [KeySentence(c.text, c, 1.0) for c in whole(articles[0])]
    assert choose_key_points(sentences, relevance(articles, FOCUS), articles, most=5, edition=EDITION) == ()


def test_what_the_previous_edition_could_carry_comes_after_the_news():
    from dataclasses import replace

    old = article(1, "The treaty with Freedonia failed for lack of money in the spring.")
    new = replace(
        article(2, "The treaty with Ruritania was signed in Geneva by both sides.", "Metro"),
        published=date(2022, 2, 16),
    )
    edition = replace(EDITION, as_of=date(2022, 2, 16), number=2, previous=DAY)
    sentences = [KeySentence(c.text, c, score) for a, score in ((old, 1.0), (new, 0.9)) for c in whole(a)]
    found = choose_key_points(sentences, relevance([old, new], FOCUS), [old, new], most=5, edition=edition)
    assert [choice.citation.source for choice in found] == ["S2", "S1"]


def test_a_name_is_not_the_word_that_it_is_spelt_like():
    focus = FocusConfig.model_validate({"title": "Lesser", "terms": ("Lesser", "mailer")})
    found = relevance([article(1, "The lesser evil won.\n\nIt was LESSER’s day.\n\nMailers came.")], focus)
    assert [s.hits for s in found.sentences["S1"]] == [(), ("Lesser",), ("mailer",)]


def test_of_two_equal_passages_the_one_that_tells_a_deed_comes_first():
    item = article(1, "The peace talks pleased Ms Lee.\n\nMs Lee left the peace talks.")
    said, left = whole(item)
    deed = Action(
        "V1",
        "leave",
        (left,),
        agent="A1",
        main=True,
        verb_citation=item.cite(left.start + 7, left.start + 11),
    )
    sentences = [KeySentence(c.text, c, 0.5) for c in (said, left)]
    weighed = relevance([item], FOCUS)
    plain = choose_key_points(sentences, weighed, [item], most=2, edition=EDITION)
    told = choose_key_points(sentences, weighed, [item], most=2, edition=EDITION, deeds=[deed])
    assert [choice.citation for choice in plain] == [said, left]
    assert [choice.citation for choice in told] == [left, said]
    assert told[0].deeds == ("V1",)
    assert told[0].reason.endswith("tells what an actor did")


def _chosen(*reports, terms=("quake", "Asten"), most=2):
    articles = tuple(
        Article(id=f"S{n}", text=text, published=date(2016, 8, 25), publisher=f"P{n}") for n, text in enumerate(reports, 1)
    )  # fmt: skip
    focus = FocusConfig.model_validate({"title": "Quake in Asten", "terms": list(terms)}, strict=False)
    sentences = [
        KeySentence(a.text[s:e], a.cite(s, e), 0.5) for a in articles for s, e in split_sentences(a.text)
    ]
    edition = Edition(
        as_of=date(2016, 8, 26), number=1, period=Period(date(2016, 8, 20), date(2016, 8, 26)),
        generated_at=datetime(2016, 8, 26, tzinfo=UTC), cut_off=None, previous=None,
    )  # fmt: skip
    return choose_key_points(sentences, relevance(articles, focus), articles, most=most, edition=edition)


def test_lives_come_first_and_history_last():
    chosen = _chosen(
        "In 2009, a quake near Asten led to a trial of seven scientists there.",
        "The quake shook the stone churches of Asten and many houses.",
        "The quake killed at least 241 people and left hundreds more injured.",
    )
    assert "241" in chosen[0].citation.text
    assert not any("2009" in choice.citation.text for choice in chosen)


def test_what_repeats_the_title_is_no_key_point():
    article = Article(
        id="S1", text="Quake hits Asten.\n\nThe quake hit Asten early on Friday.", title="Quake hits Asten"
    )
    focus = FocusConfig.model_validate({"title": "Quake", "terms": ["quake", "Asten"]}, strict=False)
    sentences = [
        KeySentence(article.text[s:e], article.cite(s, e), 0.5) for s, e in split_sentences(article.text)
    ]
    edition = Edition(
        as_of=date(2016, 8, 26), number=1, period=Period(date(2016, 8, 20), date(2016, 8, 26)),
        generated_at=datetime(2016, 8, 26, tzinfo=UTC), cut_off=None, previous=None,
    )  # fmt: skip
    chosen = choose_key_points(sentences, relevance([article], focus), [article], most=5, edition=edition)
    assert [choice.citation.text for choice in chosen] == ["The quake hit Asten early on Friday."]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Lifeguards began a mass rescue off the coast of California on Tuesday.", False),  # one common word
        (
            "Lifeguards from Italy began a mass rescue off California on Tuesday.",
            True,
        ),  # a word of the title besides
        ("The town of Amatrice is closed.", True),  # a name
    ],
)
def test_one_common_word_does_not_make_a_report_one_about_the_focus(text, kept):
    focus = FocusConfig.model_validate(
        {"title": "Earthquake in Italy", "terms": ["earthquake", "rescue", "Amatrice"]}, strict=False
    )
    firm = [
        Article(id=f"F{n}", text="The earthquake destroyed Amatrice; the rescue goes on.", file=f"f{n}") for n in (1, 2)
    ]  # fmt: skip
    found = about_focus([*firm, Article(id="N", text=text, file="n")], focus)[0]
    assert ("n" in {article.file for article in found}) is kept
    assert about_focus([Article(id="N", text=text, file="n")], focus)[0]  # nothing to doubt it by


# --- on both sides of a threshold -----------------------------------------------------------------


def _first(*passages, previous=None):
    """The source of the passage of most worth; each is a text, its day and its centrality."""
    from dataclasses import replace

    articles = [
        replace(article(n, text, f"P{n}"), published=day) for n, (text, day, _) in enumerate(passages, 1)
    ]
    sentences = [
        KeySentence(c.text, c, score)
        for item, (_, _, score) in zip(articles, passages, strict=True)
        for c in whole(item)
    ]
    edition = replace(EDITION, as_of=date(2022, 2, 16), number=2, previous=previous)
    chosen = choose_key_points(sentences, relevance(articles, FOCUS), articles, most=1, edition=edition)
    return chosen[0].citation.source


def test_old_news_that_matters_is_chosen_before_fresh_news_that_hardly_does():
    fresh = date(2022, 2, 16)
    old = "The treaty with Freedonia failed for lack of money in the spring."
    new = "Envoys signed a treaty on the fishing of herring and cod."
    assert _first((old, DAY, 1.0), (new, fresh, 0.4), previous=DAY) == "S2"
    both = "Ann Lee says the treaty with Freedonia failed for lack of money."
    assert _first((both, DAY, 1.0), (new, fresh, 0.0), previous=DAY) == "S1"


def test_an_earlier_year_that_matters_is_chosen_before_what_hardly_does():
    passages = (
        ("The treaty with Freedonia was signed in 2009.", DAY, 1.0),
        ("Envoys drink to the treaty.", DAY, 0.1),
    )
    assert _first(*passages) == "S1"


def test_one_report_surely_about_the_focus_makes_no_other_doubtful():
    focus = FocusConfig.model_validate(
        {"title": "Earthquake in Italy", "terms": ["earthquake", "rescue", "Amatrice"]}, strict=False
    )
    firm = Article(id="F", text="The earthquake destroyed Amatrice; the rescue goes on.", file="f")
    other = Article(id="N", text="Lifeguards began a mass rescue off the coast of California.", file="n")
    assert len(about_focus([firm, other], focus)[0]) == 2


def test_a_passage_has_its_surroundings_and_not_more():
    import briefing

    words = " ".join(f"word{n}" for n in range(100))
    item = article(1, f"{words}, and it went on. Ann Lee praised the treaty on Friday. It went on: {words}.")
    brief = briefing.compose([item], FOCUS.model_dump(exclude_none=True), as_of=date(2022, 2, 16))
    (around,) = brief.sources[0].context
    cited = "Ann Lee praised the treaty on Friday."
    before, after = around.text.split(cited)
    assert 200 < len(before) <= 240
    assert 200 < len(after) <= 240

"""The focus: what a passage is about, and which passages become key points."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefing.brief.choice import choose_key_points
from briefing.brief.focus import ABOUT, about_focus, relevance
from briefing.configuration.project import FocusConfig
from briefing.model import Action, Article, KeySentence, Telling
from briefing.reading.sentences import split_sentences

DAY = date(2022, 2, 11)
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


@pytest.mark.parametrize(
    ("at", "until"), [(TEXT.index("Football"), TEXT.index("Football") + 9), (1, len(TEXT))]
)
def test_background_ends_at_the_next_heading_and_a_link_early_on_heads_nothing(at, until):
    from dataclasses import replace

    from briefing.model import Heading

    headings = (Heading(at, "How the treaty began"), Heading(until, "On Monday"))
    found = relevance([replace(article(1, TEXT), headings=headings)], FOCUS).sentences["S1"]
    assert [s.background for s in found[:6]] == [at > 1 and at <= s.start < until for s in found[:6]]


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
    sentences = [KeySentence(c.text, c, 0.5) for a in articles for c in whole(a)]
    cited = [sentence.citation for sentence in sentences]
    first, second = choose_key_points(
        sentences,
        relevance(articles, FOCUS),
        articles,
        most=5,
        tellings=[Telling(cited[0], "F1", "asserted", tuple(cited[1:4]))],
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
    assert choose_key_points(sentences, relevance(articles, FOCUS), articles, most=5) == ()


def test_what_an_earlier_edition_read_is_no_key_point_beside_news():
    old = article(1, "The treaty with Freedonia failed for lack of money in the spring.")
    new = replace(
        article(2, "The treaty with Ruritania was signed in Geneva by both sides.", "Metro"),
        published=date(2022, 2, 16),
    )
    sentences = [KeySentence(c.text, c, 0.5) for a in (old, new) for c in whole(a)]
    weighed = relevance([old, new], FOCUS)

    def sources(*, read_before):
        chosen = choose_key_points(sentences, weighed, [old, new], most=5, read_before=read_before)
        return [choice.citation.source for choice in chosen]

    assert sources(read_before=()) == ["S2", "S1"]
    assert sources(read_before={"S1"}) == ["S2"]
    assert sources(read_before={"S1", "S2"}) == ["S2", "S1"]  # no news: as if it were the first edition


def test_what_several_publishers_tell_comes_before_what_one_tells_at_length():
    quake = "The quake near Asten closed the bridge to the islands."
    chosen = _chosen(
        "The quake made the bells of Asten ring in the old tower for a while that night.\n\n" + quake,
        "In Asten the bridge to the islands is closed after the quake.",
        "The islands wait: the bridge at Asten is closed since the quake.",
    )
    assert "bridge" in chosen[0].citation.text


def test_a_name_is_not_the_word_that_it_is_spelt_like():
    focus = FocusConfig.model_validate({"title": "Lesser", "terms": ("Lesser", "mailer")})
    found = relevance([article(1, "The lesser evil won.\n\nIt was LESSER’s day.\n\nMailers came.")], focus)
    assert [s.hits for s in found.sentences["S1"]] == [(), ("Lesser",), ("mailer",)]


def test_a_key_point_names_the_deeds_that_it_tells():
    item = article(1, "Ms Lee left the peace talks.")
    (left,) = whole(item)
    verb = item.cite(left.start + 7, left.start + 11)
    deed = Action("V1", "leave", (left,), agent="A1", main=True, verb_citation=verb)
    (told,) = choose_key_points(
        [KeySentence(left.text, left, 0.5)], relevance([item], FOCUS), [item], most=2, deeds=[deed]
    )
    assert told.deeds == ("V1",)
    assert told.reason.endswith("tells what an actor did")


def _chosen(*reports, terms=("quake", "Asten"), most=2):
    articles = tuple(
        Article(id=f"S{n}", text=text, published=date(2016, 8, 25), publisher=f"P{n}") for n, text in enumerate(reports, 1)
    )  # fmt: skip
    focus = FocusConfig.model_validate({"title": "Quake in Asten", "terms": list(terms)}, strict=False)
    sentences = [
        KeySentence(a.text[s:e], a.cite(s, e), 0.5) for a in articles for s, e in split_sentences(a.text)
    ]
    return choose_key_points(sentences, relevance(articles, focus), articles, most=most)


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
    chosen = choose_key_points(sentences, relevance([article], focus), [article], most=5)
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


def _sources(*reports, most=5, **options):
    """The sources and words of the key points; each report is a text and its day."""
    articles = [replace(article(n, text, f"P{n}"), published=day) for n, (text, day) in enumerate(reports, 1)]
    sentences = [KeySentence(c.text, c, 0.5) for item in articles for c in whole(item)]
    chosen = choose_key_points(sentences, relevance(articles, FOCUS), articles, most=most, **options)
    return [(choice.citation.source, choice.citation.text) for choice in chosen]


NAMES = "Ann Lee signed the treaty with Ruritania on grain, timber, herring and coal in Geneva."


def test_a_report_goes_on_about_what_names_the_focus():
    more = (
        "Ruritania buys grain, timber and coal at half the market price, and pays in herring, cod and wool."
    )
    else_ = "Ruritania won the cup with goals by Ott, Berg and Lind."
    rest = (
        else_,
        "Berg scored twice.",
        "The keeper of Ruritania was hurt.",
        "Rain is on its way to the coast.",
    )
    round_up = "\n\n".join((NAMES, more, *rest))
    assert [text for _, text in _sources((round_up, DAY))] == [NAMES, more]
    assert else_ in [text for _, text in _sources((f"{NAMES}\n\n{more}\n\n{else_}", DAY))]


def test_a_few_words_in_common_are_not_enough():
    assert [text for _, text in _sources((f"{NAMES}\n\nGrain and timber burn.", DAY))] == [NAMES]


def test_what_chosen_passages_have_told_is_not_told_again():
    again = "Ann Lee signed the treaty with Ruritania in Geneva on coal, herring and cod."
    other = "Ann Lee flew home to Norland, where the treaty needs the votes of both chambers."
    found = _sources((NAMES, DAY), (again, DAY), (other, DAY))
    assert len(found) == 2
    assert other in {text for _, text in found}


def test_only_the_latest_toll_stands():
    early = "The treaty talks in Vienna went on although a blast killed 11 guests."
    late = "Rescuers counted 14 dead in the ruins of the hotel where the treaty was written."
    assert [source for source, _ in _sources((early, DAY), (late, date(2022, 2, 12)))] == ["S2"]
    assert {source for source, _ in _sources((early, DAY), (late, DAY))} == {"S1", "S2"}


def test_a_plan_stands_until_newer_reports_do_not_tell_it():
    plan = "Ms Lee will sign the treaty in Vienna."
    later = ("Envoys of Norland praised the treaty.", "Bishops of Norland praised the treaty, too.")

    def sources(standing, days):
        first = article(1, plan)
        (cited,) = whole(first)
        told = [Telling(cited, "F1", standing)]
        reports = [(plan, DAY), *zip(later, days, strict=True)]
        return [source for source, _ in _sources(*reports, tellings=told)]

    next_day, day_after = date(2022, 2, 12), date(2022, 2, 13)
    assert "S1" in sources("planned", (next_day, next_day))
    assert "S1" not in sources("planned", (next_day, day_after))
    assert "S1" in sources("asserted", (next_day, day_after))


def test_a_trifle_is_no_key_point_however_few_there_are():
    """What a passage is worth is measured against the first point."""
    main = "Ann Lee signed the peace treaty with Ruritania on grain, timber, coal and herring in Geneva."
    aside = "Shops near the treaty hall sold cake."
    few = [(main, DAY), (f"{main[:-1]} today.\n\n{aside}", DAY)]
    assert aside in {text for _, text in _sources(*few)}
    many = [(main, DAY)] * 5 + [(f"{main[:-1]} today.\n\n{aside}", DAY)]
    assert aside not in {text for _, text in _sources(*many)}


def test_one_source_waits_until_the_others_had_their_turn():
    three = (
        "Ann Lee signed the treaty with Ruritania on grain in Geneva.",
        "The treaty closes the mines of Harren for good.",
        "Fishermen of Tollin fear for their herring under the treaty.",
    )
    other = "The treaty bores him, says a barber."
    found = _sources(("\n\n".join(three), DAY), (other, DAY), most=3)
    assert [source for source, _ in found] == ["S1", "S2", "S1"]


def test_an_earlier_year_comes_after_the_news():
    found = _sources(
        ("The treaty with Freedonia was signed in 2009.", DAY),
        ("The treaty with Ruritania was signed on Friday.", DAY),
    )
    assert found[0][0] == "S2"


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

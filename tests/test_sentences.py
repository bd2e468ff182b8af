from __future__ import annotations

import pytest

from briefing.extract.sentences import (
    key_sentences,
    rank_sentences,
    why_not_alone,
)
from briefing.model import Article, Citation
from briefing.reading.annotation import annotate
from briefing.reading.datelines import dateline_end
from briefing.reading.marks import find_quotations

COMPLETE = [
    "Asked if he believed the minister, Mr Wallace said that he would judge by the evidence.",
    "It is clear that the talks between London and Moscow have failed.",
    "“There was absolutely no deafness in our meeting,” Wallace told reporters in Moscow.",
    "During his visit to Russia, Wallace laid flowers at a tomb.",
    "Both Mr Stoltenberg and Mr Wallace welcomed the change in tone.",
    "The ministers’ talks were “frank and constructive”, the Kremlin said.",
    "This week the parliament in Kyiv will debate the law on the status of the region.",
    "Biden said he would speak to Putin again.",
    "The minister of defence said that troops would stay in Belarus.",
    "The Kremlin said that Russian troops would stay in Belarus.",
    "The prime minister of Japan will travel to Paris.",
    "The US president has spoken to Vladimir Putin.",
    "The UK’s defence secretary has told Moscow that he wants peace.",
    "The French president, Emmanuel Macron, flew to Moscow.",
    "The economy grew faster than expected in Germany.",
    "The letter that Khan released is dated July 15, 1998.",
    "The law takes effect in the capital on June 3, 2024.",
    "Asked if he was waiting for answers until he gets them, McCain said nothing.",
    "On Friday it was clear that Kellogg had left Venezuela.",
    "Kellogg closed its plant after the company lost money.",
    "WASHINGTON (Reuters) - Jim Mattis said on Thursday that the army had no news.",
]
INCOMPLETE = {
    "He warned against threatening Russia with sanctions.": "pronoun",
    "His visit comes after icy talks between Lavrov and Truss.": "pronoun",
    "It comes a day after Putin said he was open to talks.": "pronoun",
    "That could see a lightning attack on the capital.": "pronoun",
    "“Russia wants peace and nothing else for Europe,” he said.": "pronoun",
    "Russia actually appears to be increasing its forces, he added.": "pronoun",
    "The U.S. and its allies have roundly rejected those demands.": "pronoun",
    "Both of those demands have been dismissed by Washington.": "pronoun",
    "But Wallace said that no decision had been made.": "connective",
    "However, the two sides agreed to meet again in Berlin.": "connective",
    "By contrast, Wallace praised the meeting with Shoigu.": "connective",
    "The two men also exchanged gifts in the hall.": "description",
    "The minister expressed hope that the meeting would be useful.": "description",
    "After nine hours of talks, the sides broke up close to midnight.": "description",
    "The troops will be as close to the border as before.": "description",
    "Asked about the comments, Mr Wallace said there was no deafness.": "description",
    "The talks on Friday marked a second round of diplomacy.": "description",
    "The defence secretary said travel advice was being kept under review.": "description",
    "The former heavyweight champion of the world told LBC that he hoped for peace.": "description",
    "Moscow says the units are being moved to their home bases.": "description",
    "Ukraine believes that doing so would legitimise Russian regimes.": "description",
    "Another intelligence official said that it was genuine.": "description",
    "CIA briefers told the senators that it was quite clear.": "description",
    "WASHINGTON — The bill will be debated on Monday.": "description",
    "After receiving treatment for his injuries, he was taken away, police said.": "pronoun",
    "Over the weekend it became the latest firm to leave the country.": "pronoun",
    "Several people noticed him but assumed that it was a joke.": "pronoun",
    "Some people here hope that the emir will go.": "first person",
    "A man watches a televised address in Doha, Qatar, Tuesday, June 25, 2013.": "furniture",
    "Last week he posted a picture (left) that showed the office.": "furniture",
    "Televised images showing streams of soldiers who filled the squares of Pyongyang.": "fragment",
    "When will the troops go back to their barracks?": "question",
    "‘The risk of an attack on Ukraine is pretty big.": "quotation",
    "That will change nothing at all,” Shoigu told the reporters.": "quotation",
    "“A negative result is still a result in the eyes of the law.”": "quotation",
    "A Russian tank near the border with Ukraine": "fragment",
    "No comment from the Kremlin so far.": "fragment",
    "Wallace left on Friday.": "fragment",
    "We asked the ministry for a comment on the report.": "first person",
    "Click here for more about the talks in Moscow.": "furniture",
    "In this photo provided by the ministry, Shoigu greets Wallace.": "furniture",
}


@pytest.fixture(scope="module")
def alone(cache_dir):
    """Each sentence as an article of its own."""
    sentences = [*COMPLETE, *INCOMPLETE]
    found = annotate([Article(id=s, text=s) for s in sentences], cache_dir=cache_dir)
    return {item.article.id: item for item in found}


@pytest.mark.parametrize("sentence", COMPLETE)
def test_a_complete_sentence(alone, sentence):
    assert why_not_alone(alone[sentence], 0, len(sentence)) is None


@pytest.mark.parametrize(("sentence", "reason"), INCOMPLETE.items())
def test_an_incomplete_sentence(alone, sentence, reason):
    assert why_not_alone(alone[sentence], 0, len(sentence)) == reason


def test_an_empty_passage_is_a_fragment(alone):
    assert why_not_alone(alone[COMPLETE[0]], 4, 4) == "fragment"


@pytest.mark.parametrize(
    ("source", "words", "reason"),
    [
        ("S5", "Weapons are coming from all sides", "quotation"),  # in the middle of a quotation
        ("S3", "I heard clearly", "quotation"),  # the opening mark was lost
        ("S3", "The situation in Europe is becoming", "quotation"),
        ("S4", "From a Ukrainian point of view", "quotation"),
        ("S1", "But he also said he sought", "connective"),
        ("S1", "Asked to evaluate the level of relations", None),
        ("S1", "the sides broke up close to midnight", "description"),
        ("S2", "Asked about the comments", "description"),
        ("S2", "The defence secretary said travel advice", "description"),
        ("S4", "The troops will be as close", "description"),
        ("S4", "The former heavyweight champion", "description"),
        ("S4", "Sir John said that invasion was always", "description"),
        ("S5", "The Russian defence chief told his British counterpart", None),
        ("S2", "Mr Wallace told Putin’s right-hand man", None),
        ("S5", "Unfortunately, the level of our cooperation", None),
    ],
)
def test_sentences_of_the_seeds(annotated_seeds, source, words, reason):
    item = next(item for item in annotated_seeds if item.article.id == source)
    span = next(s for s in item.doc.sents if words in s.text)
    assert why_not_alone(item, span.start_char, span.end_char) == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One,” he said.", [("“One,”", True)]),
        ("‘It’s the Russians’ turn,’ he said.", [("‘It’s the Russians’ turn,’", True)]),
        ("the ministers’ talks in the ’90s", []),
        ("“It never ends.", [("“It never ends.", False)]),
        ("A lost mark,” he said.", [("A lost mark,”", False)]),
        ('He said "yes" and "no".', [('"yes"', True), ('"no"', True)]),
        ("''Old marks,'' he said.", [("''Old marks,''", True)]),
        ("“Nested ‘words’ here”", [("“Nested ‘words’ here”", True)]),
        ("‘One’\nand two’", [("‘One’", True)]),
    ],
)
def test_quotations_by_their_marks(text, expected):
    assert [(text[r.start : r.end], r.whole) for r in find_quotations(text).spans] == expected


@pytest.mark.parametrize(
    "text", ["“Never ends.", "Lost mark,” he said.", "‘It never ends, they said.", "Lost,’ he said."]
)
def test_a_mark_that_quotes_nothing_cuts_what_it_stands_in(text):
    quotations = find_quotations(text)
    assert not quotations.spans
    assert quotations.cuts(0, len(text))


@pytest.mark.parametrize("text", ["He is 6'3\" tall.", "the ’90s and the allies’ plan", "rock 'n' roll"])
def test_an_apostrophe_and_an_inch_cut_nothing(text):
    assert not find_quotations(text).cuts(0, len(text))


# --- ranking --------------------------------------------------------------------------------------


def test_every_candidate_has_a_score_and_slices_back(annotated_seeds):
    texts = {item.article.id: item.article.text for item in annotated_seeds}
    ranked = rank_sentences(annotated_seeds)
    assert len(ranked) > 100
    assert max(s.score for s in ranked) == 1
    assert min(s.score for s in ranked) >= 0
    places = [(s.citation.source, s.citation.start) for s in ranked]
    assert places == sorted(places)
    for s in ranked:
        assert s.text == s.citation.text == texts[s.citation.source][s.citation.start : s.citation.end]
        assert "\n" not in s.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CARACAS (Reuters) - Kellogg left Venezuela on Tuesday after a long crisis.", "Kellogg left"),
        ("FAIRHOPE, Ala. — Steve Bannon came to Alabama to speak for Roy Moore.", "Steve Bannon"),
        ("(CNN) Mitt Romney spoke out against Donald Trump on Thursday.", "Mitt Romney"),
        ("NATO — the alliance of thirty states — will meet in Brussels.", "NATO — the"),
        ("CLINTON: There were many reasons for what we did in Libya.", "CLINTON: There"),
    ],
)
def test_a_candidate_begins_behind_the_dateline(text, expected):
    (sentence,) = rank_sentences(annotate([Article(id="S1", text=text)]))
    assert sentence.text.startswith(expected)
    assert sentence.text == text[sentence.citation.start : sentence.citation.end]


def test_key_sentences_fill_the_words_and_go_over_with_the_last(annotated_seeds):
    chosen = key_sentences(annotated_seeds, words=120)
    lengths = [len(s.text.split()) for s in chosen]
    assert sum(lengths) >= 120 > sum(lengths) - max(lengths)
    assert len({s.text for s in chosen}) == len(chosen)
    assert set(chosen) <= set(rank_sentences(annotated_seeds))


def test_key_sentences_keep_the_order_of_each_article(annotated_seeds):
    chosen = key_sentences(annotated_seeds, words=300)
    sources = [s.citation.source for s in chosen]
    assert len(set(sources)) > 1
    assert sources == sorted(sources, key=sources.index)
    for source in set(sources):
        starts = [s.citation.start for s in chosen if s.citation.source == source]
        assert starts == sorted(starts)


def test_a_sentence_that_stands_twice_is_chosen_once(cache_dir):
    text = "France recalled its ambassador from Canberra on Friday. The submarine contract was worth 56 billion euros."
    twice = annotate([Article(id="S1", text=text), Article(id="S2", text=text)], cache_dir=cache_dir)
    assert len(key_sentences(twice, words=500)) == 2


def test_what_all_articles_tell_comes_before_what_one_tells(cache_dir):
    texts = [
        "France recalled its ambassador from Canberra on Friday. The weather in Lyon was mild for the season of the year.",
        "Paris has recalled the French ambassador from Canberra after Friday's decision. A museum in Nice opened a new wing.",
        "The French ambassador in Canberra was recalled on Friday. Ferries to Corsica were late because of heavy seas.",
    ]
    found = annotate([Article(id=f"S{n}", text=text) for n, text in enumerate(texts)], cache_dir=cache_dir)
    best = sorted(rank_sentences(found), key=lambda s: -s.score)[:3]
    assert all("Canberra" in s.text for s in best)


def test_relevance_is_a_factor(annotated_seeds):
    minsk = {s.citation: 1.0 for s in rank_sentences(annotated_seeds) if "Minsk" in s.text}
    chosen = key_sentences(annotated_seeds, words=1000, relevance=minsk)
    assert {s.citation for s in chosen} == set(minsk)
    assert max(s.score for s in rank_sentences(annotated_seeds, relevance=minsk)) == 1

    def none(_: Citation) -> float:
        return 0.0

    assert key_sentences(annotated_seeds, relevance=none) == ()


def test_nothing_is_chosen_from_nothing(annotated_seeds):
    assert key_sentences([]) == ()
    assert rank_sentences([]) == ()
    assert key_sentences(annotated_seeds, words=0) == ()


HOSTILE = [
    "",
    "Word",
    "“",
    "”’‘“\"'''\"\"«»",
    "\n\n \n",
    "新华社北京二月十一日电。中国外交部发言人说,希望各方保持克制。",
    "אמר השר כי המצב חמור. הוא הוסיף כי יש תקווה.",
    "🙂 🙃 🙂. 🙂 said 🙃! He said “🙂”.",
    "He said. She said. They said. It said. We said. Who said?",
    "‘" * 500 + "word " * 20 + "’" * 500,
    "a " * 3000,
    "One line.\x0bAnother one with a \u2028 strange break in it. A third sentence stands here for good measure.",
]


def test_hostile_texts_do_not_raise(cache_dir):
    found = annotate([Article(id=f"S{n}", text=text) for n, text in enumerate(HOSTILE)], cache_dir=cache_dir)
    for item in found:
        for s in (*rank_sentences([item]), *key_sentences([item])):
            assert s.citation.text == item.article.text[s.citation.start : s.citation.end]
        for start in range(0, min(len(item.article.text), 40), 3):
            why_not_alone(item, start, start + 7)
    assert all(0 <= s.score <= 1 for s in rank_sentences(found))


def test_only_what_can_be_read_alone(annotated_seeds):
    by_id = {item.article.id: item for item in annotated_seeds}
    kept = rank_sentences(annotated_seeds, alone=True)
    expected = [
        s
        for s in rank_sentences(annotated_seeds)
        if why_not_alone(by_id[s.citation.source], s.citation.start, s.citation.end) is None
    ]
    assert kept == tuple(expected)
    assert 60 < len(kept) < len(rank_sentences(annotated_seeds))


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        (
            "Ann Lee, the defence minister, sounded a similar note of caution as she arrived for the summit.",
            False,
        ),
        ("Ann Lee, the defence minister, made a similar offer to the one of last year.", True),
    ],
)
def test_what_is_similar_must_say_to_what(text, alone):
    (annotated,) = annotate([Article(id="a", text=text)])
    assert (why_not_alone(annotated, 0, len(text)) is None) is alone


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("The trainee was taken to hospital on Friday, said the spokesman Lt. Jo Roe.", "The trainee was taken to hospital on Friday, said the spokesman Lt."),
        ("The police are investigating the case, said Det.-Sgt. Susan Lee, of the squad, spoke on Friday.", "Susan Lee, of the squad, spoke on Friday."),
        ("The U.K. trade deal will be among the topics of the working visit.", "trade deal will be among the topics of the working visit."),
        ("Times reporters Jo Roe, Ann Lee and Bo Dahl discuss the aftermath of the storm.", "Times reporters Jo Roe, Ann Lee and Bo Dahl discuss the aftermath of the storm."),
    ],
)  # fmt: skip
def test_what_is_cut_off_or_points_at_a_video_is_not_readable_alone(text, passage):
    (item,) = annotate([Article(id="S1", text=text)])
    start = text.index(passage)
    assert why_not_alone(item, start, start + len(passage)) in ("fragment", "furniture")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Geneva (AFP) – Ann Lee has signed the treaty.", "Ann Lee"),
        ("HEMPSTEAD, N.Y., Sept. 26 (UPI) — Ann Lee has signed the treaty.", "Ann Lee"),
        ("Ann Lee (R) – the senator – has signed the treaty.", "Ann Lee (R)"),
    ],
)
def test_a_sentence_begins_behind_the_dateline(text, begins):
    assert text[dateline_end(text, 0, len(text)) :].startswith(begins)


@pytest.mark.parametrize(("words", "found"), [(80, 1), (100, 0)])
def test_a_list_without_stops_is_no_candidate(cache_dir, words, found):
    text = f"Oslin sells {'grain, ' * (words - 5)}and much more."
    assert len(rank_sentences(annotate([Article(id="S1", text=text)], cache_dir=cache_dir))) == found

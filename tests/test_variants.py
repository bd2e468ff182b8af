"""One utterance as several outlets printed it: which printings belong together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefing.extract.quotes import extract_quotes
from briefing.extract.quotes.variants import merge_variants
from briefing.model import Article, Citation, Quote, TimeExpression
from briefing.reading.annotation import annotate
from briefing.sources.cleaning import clean

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def quote(name: str, source: str, text: str, speaker: str | None = "A1", cited: str = "Hall") -> Quote:
    kind = "direct" if text[0] in '“‘"' and text[-1] in '”’"' else "indirect"
    return Quote(
        id=name,
        text=text,
        kind=kind,  # type: ignore[arg-type]
        citations=(Citation(source, 0, len(text), text),),
        confidence=0.9,
        speaker=speaker,
        speaker_citation=Citation(source, len(text) + 1, len(text) + 1 + len(cited), cited)
        if cited
        else None,
    )


def together(one: str, two: str, **changes: str | None) -> bool:
    pair = [quote("Q1", "S1", one), replace(quote("Q2", "S2", two), **changes)]
    return len(merge_variants(pair)) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("“The bridge was never safe to cross.”", "‘The bridge was never safe to cross.’"),
        ("“The bridge was never safe,”", '"[The] bridge ... was never safe to cross,"'),
        ("“the talks were frank and constructive”", "they had been ‘constructive and frank’"),
        ("it was “close to zero”", "“The level of trust is close to zero and about to go below zero.”"),
        ("“there was absolutely no delay or doubt”", "“absolutely no delay or danger”"),
        ("he would answer ‘in the nearest future’", "“We will answer in the near future.”"),
        (  # half of a long one is enough, since outlets translate and shorten
            "“I would like to know why the ministry has moved its engineers and tanks across the river and how long they stay there”",
            "“I want also to understand why the ministry moved its engineers and tanks across the river, and until when it will keep them.”",
        ),
    ],
)
def test_the_same_words_are_one_utterance(one: str, two: str) -> None:
    assert together(one, two)
    assert together(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("“The bridge was never safe to cross.”", "“The bridge will be open to traffic in May.”"),
        ("“We need more trains and buses.”", "“We need more teachers and nurses.”"),
        (  # half of a short one is not
            "“I want papers for the harbour oversight committee,”",
            "“That is why we are called the harbour oversight committee: we count our ships.”",
        ),
        ("the bridge was never safe to cross", "the bridge was never safe to cross"),  # no quoted words
        ("they were a “disgrace”", "“It is a disgrace that nobody came to help the people of this city.”"),
        (
            "“I think that it is what it is.”",
            "“I think that this is what it is.”",
        ),  # nothing but function words
    ],
)
def test_a_shared_topic_is_not_a_shared_utterance(one: str, two: str) -> None:
    assert not together(one, two)


def test_another_speaker_is_another_utterance() -> None:
    assert not together("“The bridge was never safe.”", "“The bridge was never safe.”", speaker="A2")


def test_a_speaker_who_is_not_known_needs_more_shared_words() -> None:
    unknown = {"speaker": None, "speaker_citation": None}
    assert not together("“frank and constructive talks”", "“frank and constructive talks”", **unknown)
    words = "“The old bridge over the river was never safe to cross in winter.”"
    assert together(words, words, **unknown)


def test_one_outlet_is_no_variant_of_itself() -> None:
    same = [
        quote("Q1", "S1", "“The bridge was never safe.”"),
        quote("Q2", "S1", "“The bridge was never safe.”"),
    ]
    assert merge_variants(same) == tuple(same)


def test_printings_of_one_family_are_merged_but_are_not_variants() -> None:
    same = [
        quote("Q1", "S1", "“The bridge was never safe.”"),
        quote("Q2", "S2", "“The bridge was never safe.”"),
    ]
    (merged,) = merge_variants(same, publishers={"S1": "Hall Media", "S2": "Hall Media"})
    assert merged.variants == ()


def test_the_longest_printing_is_the_text_and_comes_first() -> None:
    short = quote("Q1", "S1", "“The bridge was never safe,”", speaker=None)
    long = quote("Q2", "S2", "“The bridge was never safe to cross in winter,”")
    third = quote("Q3", "S3", "it was “never safe to cross”")
    (merged,) = merge_variants([short, long, third])
    assert merged.id == "Q2"
    assert [variant.citation.source for variant in merged.variants] == ["S2", "S1", "S3"]
    assert [variant.text for variant in merged.variants] == [long.text, short.text, third.text]
    assert all(variant.text == variant.citation.text for variant in merged.variants)


def test_a_speaker_known_of_one_printing_is_known_of_the_utterance() -> None:
    known = quote("Q1", "S1", "“The bridge was never safe,”")
    unknown = quote("Q2", "S2", "“The bridge was never safe to cross in winter,”", speaker=None)
    assert merge_variants([known, unknown])[0].speaker == "A1"


def test_order_and_the_other_quotes_are_kept() -> None:
    quotes = [
        quote("Q1", "S1", "“Nobody came to help.”"),
        quote("Q2", "S1", "“The bridge was never safe.”"),
        quote("Q3", "S2", "“The bridge was never safe to cross.”"),
        quote("Q4", "S2", "“We wait for the spring.”"),
    ]
    assert [q.id for q in merge_variants(quotes)] == ["Q1", "Q3", "Q4"]
    assert merge_variants([]) == ()


@pytest.mark.parametrize("text", ["", "“”", "…", "[they]", "“[…]”", "，。", "😀"])
def test_quotes_without_words(text: str) -> None:
    bare = [replace(quote(f"Q{n}", f"S{n}", "“x”"), text=text, citations=()) for n in (1, 2)]
    assert merge_variants(bare) == tuple(bare)


# --- one occasion ---------------------------------------------------------------------------------

SAFE = "“The bridge was never safe to cross.”"


def on_days(one: int | None, two: int | None, *, told: tuple[int | None, int | None] = (None, None)) -> bool:
    """Whether two printings are put together, of reports of these days of March whose sentences name a day."""
    pair, times, published = [], [], {}
    for number, (printed, day) in enumerate(zip((one, two), told, strict=True), 1):
        said = quote(f"Q{number}", f"S{number}", SAFE)
        sentence = Citation(f"S{number}", 0, 80, f"{SAFE} Hall said on Monday.")
        pair.append(replace(said, sentences=(sentence,)))
        published[f"S{number}"] = printed and date(2022, 3, printed)
        if day:
            where = Citation(f"S{number}", 50, 59, "on Monday")
            times.append(TimeExpression(where, "DATE", f"2022-03-{day:02}"))
    return len(merge_variants(pair, published=published, times=times)) == 1


def test_words_of_other_days_are_another_utterance() -> None:
    assert on_days(7, 7)
    assert on_days(7, 8)
    assert not on_days(7, 9)
    assert on_days(7, None)


def test_the_days_in_the_sentences_decide() -> None:
    assert not on_days(8, 8, told=(7, 8))
    assert on_days(8, 12, told=(7, 7))


def test_a_later_report_may_say_that_the_words_are_older() -> None:
    assert on_days(7, 12, told=(None, 7))
    assert not on_days(7, 12, told=(None, 11))


def test_a_day_inside_the_words_is_not_when_they_were_said() -> None:
    said = "“The bridge was never safe on Monday.”"
    pair = [
        replace(quote(f"Q{n}", f"S{n}", said), sentences=(Citation(f"S{n}", 0, 50, f"{said} Hall said."),))
        for n in (1, 2)
    ]
    times = [
        TimeExpression(Citation(f"S{n}", 27, 36, "on Monday"), "DATE", f"2022-03-{day}")
        for n, day in ((1, "07"), (2, "14"))
    ]
    assert len(merge_variants(pair, times=times)) == 1


def test_a_chain_of_days_is_no_single_day() -> None:
    quotes = [quote(f"Q{n}", f"S{n}", SAFE) for n in (1, 2, 3)]
    published = {f"S{n}": date(2022, 3, n) for n in (1, 2, 3)}
    merged = merge_variants(quotes, published=published)
    assert [[v.citation.source for v in q.variants] for q in merged] == [["S1", "S2"], []]


def test_one_report_is_one_printing_and_its_other_words_stay() -> None:
    quotes = [
        quote("Q1", "S1", "“The bridge was never safe to cross, and the council knew it from the start.”"),
        quote("Q2", "S2", "“The bridge was never safe to cross.”"),
        quote("Q3", "S2", "“the council knew it from the start”"),
    ]
    merged = merge_variants(quotes)
    assert [q.id for q in merged] == ["Q1", "Q3"]
    assert [v.citation.source for v in merged[0].variants] == ["S1", "S2"]
    assert merged[1].variants == ()


def test_parts_of_an_utterance_stand_beside_their_own_printings() -> None:
    first, second = "“The bridge was never safe to cross,”", "“The council knew of the cracks for ten years.”"
    whole = quote("Q1", "S1", first)
    there = Citation("S1", 200, 200 + len(second), second)
    whole = replace(whole, text=f"{first} {second}", citations=(*whole.citations, there))
    quotes = [whole, quote("Q2", "S2", first), quote("Q3", "S3", second), quote("Q4", "S4", second)]
    merged = merge_variants(quotes)
    assert [[v.text for v in q.variants] for q in merged] == [[second] * 3, []]
    assert [q.id for q in merged] == ["Q1", "Q2"]


# --- the seeds ------------------------------------------------------------------------------------

# Who "he" and "the minister" are; the names tell it of the others.
SHOIGU = {
    ("000", "Russia’s defence minister"),
    ("002", "The minister"),
    ("004", "The Russian defence chief"),
}
WALLACE = {("000", "he"), ("001", "He"), ("002", "the UK minister"), ("002", "he"), ("004", "he")}


def speaker_of(found: Quote) -> str | None:
    if found.speaker_citation is None:
        return None
    cited = found.speaker_citation
    key = (cited.source, cited.text)
    if "Shoigu" in cited.text or key in SHOIGU:
        return "shoigu"
    return "wallace" if "Wallace" in cited.text or key in WALLACE or found.cue == "revealed" else None


@pytest.fixture(scope="module")
def merged() -> tuple[Quote, ...]:
    articles = []
    for path in sorted(SEEDS.glob("*.txt")):
        with path.open(newline="", encoding="utf-8") as file:
            articles.append(Article(id=path.name[:3], text=clean(file.read()).text))
    found = extract_quotes(annotate(articles))
    return merge_variants([replace(q, speaker=speaker_of(q)) for q in found])


@pytest.mark.parametrize(
    "printings",
    [
        {"001": "was at 0%", "004": "was at zero percent"},
        {"001": "(That) we can address", "004": "[That] we can address"},
        {"000": "We can try and move on", "001": "we can try and move on", "004": "we can try to move on"},
        {"001": "no deafness or dumbness", "002": "no deafness or blindness"},
        {"000": "close to zero", "002": "close to zero", "004": "close to zero"},
        {"000": "frank and constructive", "001": "constructive and frank", "002": "constructive and frank"},
        {"002": "more and more tense", "004": "more and more tense"},
        {
            "000": "why the United Kingdom is sending special",
            "004": "why the United Kingdom sent its special",
        },
        {"000": "above zero", "001": "above zero"},
        {"001": "in the nearest future", "004": "in the near future"},
    ],
)
def test_variants_in_the_seeds(merged: tuple[Quote, ...], printings: dict[str, str]) -> None:
    assert any(
        all(
            any(v.citation.source == s and words in v.text for v in q.variants)
            for s, words in printings.items()
        )
        for q in merged
    )


def test_no_other_utterances_of_the_seeds_are_put_together(merged: tuple[Quote, ...]) -> None:
    assert sum(bool(q.variants) for q in merged) == 9
    for q in merged:
        assert len({v.citation.source for v in q.variants}) == len(q.variants) != 1
    assert any("address some of the issues" in q.text and q.citations[0].source == "000" for q in merged)


# --- on both sides of a threshold -----------------------------------------------------------------


def test_only_a_fragment_of_a_few_words_may_have_another_order() -> None:
    assert not together(
        "“The talks were frank and the dinner was good.”", "“The dinner was frank and the talks were good.”"
    )


def test_a_third_of_a_long_utterance_is_not_the_utterance() -> None:
    one = "“Ships bring grain, oil and copper to Oslin while farmers sell apples, plums, honey, wool and milk there”"
    other = "“Ships bring grain, oil and copper north, and nobody knows which harbour master signs papers for captains”"
    assert not together(one, other)


def test_four_words_are_enough_where_one_speaker_is_not_known() -> None:
    said = "“The old harbour needs a new crane before winter”"
    assert together(said, said, speaker=None, speaker_citation=None)

"""Who takes which position on the page: order, number, and the speaker's words marked in whole sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from briefing.model import (
    Actor,
    Article,
    Brief,
    Citation,
    Edition,
    FocusInfo,
    KeyPoint,
    Period,
    Quote,
    Role,
    Section,
    Source,
)
from briefing.rendering import render
from briefing.rendering.positions import positions

OLD, NEW = date(2022, 2, 11), date(2022, 2, 16)
TEXT = "The board did not say “the mill must go at once,” and Ann Lee said that “nobody will buy it from us” now."
PAPER = Article("S1", TEXT, publisher="The Paper", published=NEW)


def actor(name: str, *, principal: bool = True, role: str = "minister", outlet: bool = False) -> Actor:
    roles = (Role(role, (Citation("S1", 0, 3, "The"),)),) if role else ()
    return Actor(name, name, "person", roles, principal=principal, outlet=outlet, sources=("S1",))


def quote(
    name: str, speaker: str, source: str, start: int = 0, words: str = "“one two three four five six”"
) -> Quote:
    cited = Citation(source, start + 10, start + 10 + len(words), words)
    whole = f"Lee said: {words} today."
    return Quote(
        name,
        words,
        "direct",
        (cited,),
        0.9,
        speaker,
        sentences=(Citation(source, start, start + len(whole), whole),),
    )


def brief(actors: list[Actor], quotes: list[Quote], **changes: object) -> Brief:
    made = Brief(
        FocusInfo("mill", "The mill"),
        Edition(NEW, 1, Period(OLD, NEW), datetime(2022, 2, 16, tzinfo=UTC)),
        sources=(
            Source("S1", "a" * 64, 9, publisher="The Paper", published=NEW),
            Source("S2", "b" * 64, 9, publisher="The Post", published=OLD),
        ),
        actors=tuple(actors),
        quotes=tuple(quotes),
    )
    return replace(made, **changes)


def test_two_of_each_the_newest_first():
    spoken = [quote("Q1", "Lee", "S2"), quote("Q2", "Lee", "S2", 90), quote("Q3", "Lee", "S1", 50)]
    (lee,) = positions(brief([actor("Lee")], spoken))
    assert [one.quote.id for one in lee.statements] == ["Q3", "Q1"]
    assert [one.id for one in lee.quotes] == ["Q3", "Q1"]
    assert lee.more == 1


def test_the_sides_come_first_and_those_without_a_role_last():
    actors = [
        actor("Passer-by", principal=False, role=""),
        actor("Expert", principal=False),
        actor("Quoted", principal=False, role=""),
        actor("Lee"),
        actor("Kim", role=""),
        actor("Reuters", principal=False, outlet=True),
    ]
    spoken = [quote(f"Q{n}", one.id, "S1", 100 * n) for n, one in enumerate(actors)]
    point = KeyPoint("K1", spoken[2].text, spoken[2].citations, 1, "new", "")
    found = positions(brief(actors, spoken, key_points=(point,)))
    assert [one.actor.id for one in found] == ["Lee", "Kim", "Quoted", "Expert", "Passer-by"]


def test_an_outlet_that_the_focus_names_is_a_side():
    (found,) = positions(brief([actor("Reuters", outlet=True)], [quote("Q1", "Reuters", "S1")]))
    assert found.actor.id == "Reuters"


def test_whoever_a_key_point_quotes_is_there_however_many_speak():
    actors = [actor(f"A{n}") for n in range(14)]
    spoken = [quote(f"Q{n}", one.id, "S1", 100 * n) for n, one in enumerate(actors)]
    point = KeyPoint("K1", spoken[13].text, spoken[13].citations, 1, "new", "")
    found = positions(brief(actors, spoken, key_points=(point,)))
    assert [one.actor.id for one in found] == [*(f"A{n}" for n in range(9)), "A13"]


def test_with_little_room_there_is_one_of_each_first():
    actors = [actor("Lee"), actor("Kim")]
    spoken = [quote(f"Q{n}", actors[n % 2].id, "S1", 100 * n) for n in range(6)]
    found = positions(brief(actors, spoken, sections=(Section("quotes", 3),)))
    assert [[one.quote.id for one in each.statements] for each in found] == [["Q0", "Q2"], ["Q1"]]


def test_a_scrap_comes_after_the_others_of_its_day():
    spoken = [
        quote("Q1", "Lee", "S1", words="“no way”"),
        quote("Q2", "Lee", "S1", 90),
        quote("Q3", "Lee", "S1", 190),
    ]
    (lee,) = positions(brief([actor("Lee")], spoken))
    assert [one.quote.id for one in lee.statements] == ["Q2", "Q3"]


def test_what_somebody_is_said_to_think_comes_after_what_was_said():
    thought = replace(quote("Q1", "Lee", "S1"), kind="indirect", confidence=0.6)
    spoken = [thought, quote("Q2", "Lee", "S2"), quote("Q3", "Lee", "S1", 90)]
    (lee,) = positions(brief([actor("Lee")], spoken))
    assert [one.quote.id for one in lee.statements] == ["Q3", "Q2"]
    (lee,) = positions(brief([actor("Lee")], [thought, spoken[1]]))
    assert [one.quote.id for one in lee.statements] == ["Q1", "Q2"]


def words_of(text: str, *pieces: str) -> Quote:
    cited = tuple(PAPER.cite(text.index(piece), text.index(piece) + len(piece)) for piece in pieces)
    return Quote(
        f"Q{cited[0].start}",
        " ".join(pieces),
        "direct",
        cited,
        0.9,
        "Lee",
        sentences=(PAPER.cite(0, len(text)),),
    )


def test_the_speakers_words_are_marked_in_the_whole_sentence():
    spoken = words_of(TEXT, "“the mill must go at once,”")
    ((statement,),) = [one.statements for one in positions(brief([actor("Lee")], [spoken]))]
    assert [(run.text, run.said) for run in statement.stretches[0].runs] == [
        ("The board did not say ", False),
        ("“the mill must go at once,”", True),
        (" and Ann Lee said that “nobody will buy it from us” now.", False),
    ]


def test_a_sentence_that_is_quoted_twice_stands_once_with_both_marked():
    pair = [words_of(TEXT, "“nobody will buy it from us”"), words_of(TEXT, "“the mill must go at once,”")]
    (lee,) = positions(brief([actor("Lee")], pair))
    (statement,) = lee.statements
    assert lee.more == 0
    assert [run.text for run in statement.stretches[0].runs if run.said] == [
        "“the mill must go at once,”",
        "“nobody will buy it from us”",
    ]
    assert "".join(run.text for run in statement.stretches[0].runs) == TEXT


def test_sentences_that_overlap_are_one_stretch():
    one, two = Citation("S1", 0, 11, "A one. B tw"), Citation("S1", 7, 20, "B two. C end.")
    pair = [
        Quote("Q1", "A one", "direct", (Citation("S1", 0, 5, "A one"),), 0.9, "Lee", sentences=(one,)),
        Quote("Q2", "C end", "direct", (Citation("S1", 14, 19, "C end"),), 0.9, "Lee", sentences=(two,)),
    ]
    ((statement,),) = [each.statements for each in positions(brief([actor("Lee")], pair))]
    (stretch,) = statement.stretches
    assert stretch.citation == Citation("S1", 0, 20, "A one. B two. C end.")
    assert "".join(run.text for run in stretch.runs) == stretch.citation.text


def test_every_page_marks_the_speakers_words():
    made = brief([actor("Lee")], [words_of(TEXT, "“the mill must go at once,”")])
    marked = (
        "<mark>“the mill must go at once,”</mark> and Ann Lee said that “nobody will buy it from us” now."
    )
    assert f"The board did not say {marked}</span>" in render(made, "html")
    flat = " ".join(render(made, "txt").split())
    assert "The board did not say «“the mill must go at once,”» and Ann Lee said" in flat
    assert "stands between « and »" in flat
    assert "The board did not say **“the mill must go at once,”** and Ann Lee said" in render(made, "md")


def test_without_its_sentence_a_quotation_is_shown_as_it_is():
    bare = replace(words_of(TEXT, "“the mill must go at once,”"), sentences=())
    assert "<mark>“the mill must go at once,”</mark></span>" in render(brief([actor("Lee")], [bare]), "html")

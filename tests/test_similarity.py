from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.reading.similarity import (
    own_words,
    same_statement,
    shingles,
    stem,
    wording,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelenskiy", "Zelenskyy"),
        ("Zelensky", "Zelenskyy"),
        ("Sergei", "Sergey"),
        ("defence", "defense"),
        ("neighbouring", "neighboring"),
        ("organise", "organize"),
        ("minister’s", "ministers"),
        ("countries", "country"),
        ("talked", "talking"),
        ("planned", "planning"),
    ],
)
def test_a_stem_levels_spelling_and_ending(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("Wallace", "Wales"), ("general", "gender"), ("truss", "trust")])
def test_different_words_keep_different_stems(one, other):
    assert stem(one) != stem(other)


SAME = {
    "the same words in quotation marks, in another order": (
        "Wallace left the talks, which he called “frank and constructive”.",
        "Mr Wallace said the meeting had been ‘constructive and frank’.",
    ),
    "British and American spelling and marks": (
        "The defence minister said the harbour of Mariupol would be closed from Monday.",
        "The harbor of Mariupol would be closed from Monday, the defense minister said.",
    ),
    "one holds the other": (
        "France recalled its ambassador from Canberra.",
        "France recalled its ambassador from Canberra, a step without precedent between the allies, and cancelled a gala.",
    ),
    "a long run of the same words, one name spelled out": (
        "“We can resolve our issues together through diplomacy and confidence-building measures,” he told Shoigu.",
        "Wallace: ‘We can resolve our issues together through diplomacy and confidence-building measures.’",
    ),
    "numbers as digits and as words": (
        "Ten soldiers were wounded in the shelling of Avdiivka, the army said.",
        "The army said 10 soldiers were wounded in shelling at Avdiivka.",
    ),
}
DIFFERENT = {
    "numbers": (
        "Biden said 150,000 Russian troops were massed near the border of Ukraine.",
        "Biden said 130,000 Russian troops were massed near the border of Ukraine.",
    ),
    "negation": (
        "Russia will invade its neighbour Ukraine this winter, the Kremlin said.",
        "Russia will not invade its neighbour Ukraine this winter, the Kremlin said.",
    ),
    "people": (
        "Truss met Lavrov in the capital for talks on security guarantees.",
        "Wallace met Shoigu in the capital for talks on security guarantees.",
    ),
    "a programme's title is not a quotation": (
        "The senator defended the bill on “Meet the Press” on Sunday.",
        "The governor attacked the senator over taxes on “Meet the Press”.",
    ),
    "names alone": (
        "The candidates were Florida's Marco Rubio, Texas's Ted Cruz and Ohio's John Kasich.",
        "Nobody endorsed Marco Rubio, Ted Cruz or John Kasich before Florida, Texas and Ohio voted.",
    ),
    "half of the words": (
        "Engineers closed the old harbour bridge after cracks were found in a pillar.",
        "Engineers reopened the old harbour bridge because summer crowds filled every ferry.",
    ),
    "the same subject": (
        "Wallace defended British deliveries of arms to Ukraine.",
        "Wallace arrived in Moscow for talks about Ukraine.",
    ),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_sentences_that_say_the_same(one, other):
    assert same_statement(one, other)
    assert same_statement(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_sentences_that_do_not(one, other):
    assert not same_statement(one, other)
    assert not same_statement(other, one)


def found(seeds, source: str, words: str) -> str:
    from briefing.reading.sentences import split_sentences

    text = next(a.text for a in seeds if a.id == source)
    return next(text[a:b] for a, b in split_sentences(text) if words in text[a:b])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("S1", "“above zero”"), ("S2", "‘above zero’")),
        (("S1", "“frank and constructive”"), ("S2", "‘constructive and frank’")),
        (("S2", "‘constructive and frank’"), ("S3", "“constructive and frank,”")),
        (("S3", "is close to zero"), ("S5", "is close to zero")),
        (("S1", "resolve our issues"), ("S5", "resolve our issues")),
        (("S2", "at 0%"), ("S5", "at zero percent")),
        (("S3", "marked yesterday’s negotiations"), ("S5", "a day after")),
        (("S1", "mute with the deaf"), ("S5", "a day after")),
    ],
)
def test_what_the_seeds_say_together(seeds, one, other):
    assert same_statement(found(seeds, *one), found(seeds, *other))


def test_what_the_seeds_say_of_troops_is_not_mixed(seeds):
    assert not same_statement(
        found(seeds, "S3", "over 100,000"), found(seeds, "S4", "150,000 Russian forces")
    )


def test_names_and_a_quotation_are_nobodys_own_words():
    one = "“He is an experienced minister,” Lee said following the “frank and constructive” talks in Oslo."
    other = "According to Lee, the discussion in Oslo had been “frank and constructive” with some way to go."
    assert own_words(one, other) == {"talk"}
    long = "“The deterioration in the country has prompted the company to discontinue operations,” {}."
    assert len(own_words(long.format("Asten Foods said"), long.format("it told staff"))) >= 4


def test_shingles_are_stable():
    assert shingles("A b, c!", 2) == shingles("a B c", 2)
    assert len(shingles("a b c", 2)) == 2
    assert len(shingles("a", 4)) == 1
    assert shingles("“”", 4) == ()


def test_a_negation_reaches_the_next_words_only():
    assert wording("Russia will not invade Ukraine before spring, Putin said.").negated == {"invad", "ukrain"}


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_is_refused(one, other):
    assert same_statement(one, other) == same_statement(other, one)


# --- on both sides of a threshold -----------------------------------------------------------------

PLAN = "One plan that {} of bakers, farmers, sailors and teachers discussed for hours was “{}”."
RECALL = "France recalled its envoy from Canberra over submarines."


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # one quotation, and two words besides or one; one quoted word is no quotation
        ("The council called the plan “a leap into the dark” on Monday.", PLAN.format("the council", "a leap into the dark"), True),
        ("The council called the plan “a leap into the dark” on Monday.", PLAN.format("a club", "a leap into the dark"), False),
        ("The council called the plan a “disgrace” on Monday.", PLAN.format("the council", "disgrace"), False),
        # eleven words in a row, whoever says them
        ("Ann Lee told Jo Roe the bridge over the river would be closed to all cars.", "The bridge over the river would be closed to all cars, Ole Dahl said.", True),
        # the same words in a row, which are little of either
        ("Ann Lee told Jo Roe and bakers, sailors, lawyers, farmers and teachers of Oslin in a long speech on Friday that the bridge over the river would be closed to all cars.", "The bridge over the river would be closed to all cars, Ole Dahl said, when judges, brothers, soldiers, priests and doctors of Sarn asked him about trains and ships.", False),
        # the longer one has all of the shorter one among much else
        (RECALL, "Over the loss of a contract for submarines, a step that farmers, bakers, sailors, teachers and lawyers praised while bells rang, crowds cheered, judges smiled and ships waited, its envoy was recalled from Canberra by France.", True),
    ],
)  # fmt: skip
def test_when_two_sentences_say_the_same(one, other, same):
    assert same_statement(one, other) is same

"""Cleaning: it removes furniture and never rewrites."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.cleaning import clean, unglue

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
FURNITURE = [
    "Read more",
    "arrive for a meeting, in Moscow, Russia",
    "© Sputnik",
    "unhappy after talks with",
    "Post a Comment",
    "Follow Metro",
    "Got a story",
    "About Ukraine.",
    "Check back shortly",
    "check our news page",
    "date 2022",
]


def squeeze(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_keeps_its_words_and_loses_its_furniture(path):
    raw = path.read_text(encoding="utf-8")
    text = clean(raw).text
    for paragraph in text.split("\n\n"):
        assert squeeze(paragraph) in squeeze(raw)
    for words in FURNITURE:
        assert words not in text
    assert len(text) > 0.55 * len(raw)


def by_number(number: str):
    return clean(next(path for path in SEEDS if path.name.startswith(number)).read_text(encoding="utf-8"))


def test_headlines_are_apart_from_bodies():
    assert by_number("000").title is None
    assert by_number("001").title == "UK defence chiefs fly to Moscow to try and prevent war in Ukraine"
    assert [heading.text for heading in by_number("001").headings] == [
        "What is going on with Russia and Ukraine?"
    ]
    assert by_number("001").text[by_number("001").headings[0].at :].startswith("Ever since the collapse")
    assert by_number("002").title == "Fears expressed for British-Russia relations"
    assert by_number("002").text.startswith("The level of cooperation")


def test_the_date_line_is_metadata():
    assert by_number("004").published == date(2022, 2, 11)
    assert by_number("004").text.startswith("UK Defence Chief Ben Wallace traveled")


def test_a_story_told_twice_counts_once():
    text = by_number("004").text
    assert text.count("gorging") == 1
    assert text.count("I hope that by speaking today") == 1
    assert text.count("His visit comes following icy negotiations") == 1


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("Wallace said.Shoigu asked Wallace to explain.", "Wallace said. Shoigu asked Wallace to explain."),
        (
            'with Minister Sergei Shoigu."I hope so," he said.',
            'with Minister Sergei Shoigu. "I hope so," he said.',
        ),
        (
            '"We will respond in the near future."Wallace arrived',
            '"We will respond in the near future." Wallace arrived',
        ),
        ("“We will respond soon.”Wallace arrived", "“We will respond soon.” Wallace arrived"),
        ("he said.“I hope so,” she said", "he said. “I hope so,” she said"),
        ("Is it so?No one knows", "Is it so? No one knows"),
        ("the draft treaty...and we can try", "the draft treaty...and we can try"),
        (
            "visit www.example.com or U.S. officials at 3.5 per cent",
            "visit www.example.com or U.S. officials at 3.5 per cent",
        ),
    ],
)
def test_glued_sentences_get_their_blank_back(glued, apart):
    assert unglue(glued) == apart


@pytest.mark.parametrize(
    "line",
    [
        "Post a Comment",
        "Photos: Storm at sea Hide Caption 4 of 22 A wave breaks over the pier.",
        "Advertisement",
        "Share this article",
        "Sign up for our daily newsletter",
        "Follow us on Twitter and Facebook for the latest updates.",
        "Photo: Jane Doe/Reuters",
        "A woman walks past a tank in Kyiv. (Photo by Jane Doe/Getty Images)",
        "Tanks on the move © AFP",
        "Read more: Ministers meet in Moscow",
        "We use cookies to improve your experience.",
    ],
)
def test_furniture_goes(line):
    body = "The ministers met in Moscow on Friday.\n{}\nThey will meet again."
    assert clean(body.format(line)).text == "The ministers met in Moscow on Friday.\n\nThey will meet again."


@pytest.mark.parametrize(
    "line",
    [
        "Read more books, the minister said.",
        "Follow the money, the prosecutor told the jury.",
        "About 500 people came to the square.",
        "Comment on the talks was refused.",
        "Picture this: a city of two million without water.",
        "Share prices fell by 3 per cent on Friday.",
        "He registered his newspaper in 1991 for daily updates of the poor.",
    ],
)
def test_sentences_that_look_like_furniture_stay(line):
    assert line in clean(f"The ministers met in Moscow.\n{line}\nThey will meet again.").text


def test_a_single_line_is_a_body_and_no_headline():
    assert clean("Talks end in Moscow").text == "Talks end in Moscow"


def test_a_list_is_no_headline():
    text = "The treaty asks for three things.\n- No new members\n- No missiles\nThe talks go on."
    assert "- No new members" in clean(text).text


@given(st.text(max_size=400))
def test_cleaning_only_removes(raw):
    found = clean(raw)
    assert all(squeeze(paragraph) in squeeze(raw) for paragraph in found.text.split("\n\n"))
    assert clean(found.text).text in found.text


@pytest.mark.parametrize(
    "line",
    [
        "A man is pulled from the rubble in Asten, Wednesday, Aug. 24, 2016. A strong quake rocked the valley... (Associated Press)",
        "A parking lot is flooded in Hoboken, N.J., on Tuesday. (AP Photo/Jo Roe) (Associated Press)",
        "A box of cereal is seen in a shop in Caracas May 15, 2018. REUTERS/Ann Lee",
        "Ann Lee, who was awarded $57m, leaves the court. Photograph: CBS",
        "Image copyright Reuters Image caption The gates were closed over the weekend",
        "Media playback is unsupported on your device Media caption Ann Lee on her first week",
        "Breaking News Emails Get breaking news alerts and special reports. The news that matters, delivered weekday mornings.",
        "/ Updated By Ann Lee and Jo Roe",
        "Embed Village Mourns Couple 0:35 autoplay autoplay Copy this code to your website or blog",
        "Photo",
    ],
)
def test_captions_and_what_surrounds_them_go(line):
    text = clean(f"{BODY}\n\n{line}\n\n{BODY.replace('treaty', 'contract')}").text
    assert line not in text
    assert text.count("Ann Lee signed") == 2


def test_an_agency_named_at_the_end_of_a_report_makes_no_caption():
    line = "The minister said on Tuesday that the talks would go on in Geneva next week. (Reuters)"
    assert line in clean(f"{BODY}\n\n{line}").text


BODY = "Ann Lee signed the treaty in Geneva on Friday. She flew home after nine hours of talks with her counterpart."


def test_a_headline_in_title_case_is_one_although_it_ends_with_a_point():
    found = clean(f"Senator Speaks ‘Directly To Voters’ After Latest Vote.\n\n{BODY}\n\n{BODY}x")
    assert found.title == "Senator Speaks ‘Directly To Voters’ After Latest Vote."
    assert found.text.startswith("Ann Lee")
    assert clean(f"{BODY}\n\nMore followed on Monday.").title is None


@pytest.mark.parametrize(
    "line", ["1:32", "Video 01:32", "(Reporting by Jo Roe; Editing by Al Poe)", "Reporting by Jo Roe in Bern"]
)
def test_a_duration_and_who_reported_are_no_headings(line):
    found = clean(f"{BODY}\n\n{line}\n\n{BODY.replace('treaty', 'contract')}")
    assert line not in found.text
    assert not found.headings


def test_a_sentence_on_what_somebody_reported_stays():
    line = "Reporting by Amnesty shows that the army shelled the town."
    assert line in clean(f"{BODY}\n\n{line}\n\n{BODY.replace('treaty', 'contract')}").text


def test_who_reported_is_cut_off_behind_the_last_sentence():
    text = clean(f"{BODY}\n\nMore followed on Monday. (Reporting by Jo Roe; Editing by Al Poe)").text
    assert text == f"{BODY}\n\nMore followed on Monday."

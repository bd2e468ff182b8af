"""Facts: passages that tell the same across reports, and what earlier reports have not told."""

from __future__ import annotations

from datetime import date

import pytest

import briefing
from briefing.facts import find_tellings, read_reports
from briefing.library import annotate
from briefing.model import Article

DAM = (
    """The dam above Tollin burst on Monday and flooded the market.

Engineer Rosa Keld had warned the council of cracks in the wall.

Eleven people were taken to hospital in Tollin.""",
    """A dam near Tollin burst on Monday, flooding the town's market, officials said.

Rosa Keld, an engineer, warned the council of cracks in March.

Nobody was missing in Tollin.""",
)
BRIDGE = (
    """A bridge in Harren collapsed on Friday under a timber lorry.

Driver Ole Tamm was pulled from the river Sand alive.""",
    """The bridge over the Sand in Harren collapsed on Friday when a lorry crossed it.

Ole Tamm, who drove the lorry, was rescued from the river.""",
)


def reports(*texts: str, day: date | None = None, first: int = 1) -> list[Article]:
    return [
        Article(id=f"R{n}", text=text, publisher=f"Paper {n}", published=day)
        for n, text in enumerate(texts, first)
    ]


def facts_of(*texts: str):
    return [fact for fact in briefing.same_facts(reports(*texts)) if len(fact.citations) > 1]


def test_the_same_event_in_two_reports_is_one_fact():
    burst = next(fact for fact in facts_of(*DAM) if "burst" in fact.text)
    assert {c.source for c in burst.citations} == {"R1", "R2"}
    assert burst.publishers == 2
    assert burst.standing == "asserted"


def test_reports_of_two_events_have_no_fact_in_common():
    for fact in facts_of(*DAM, *BRIDGE):
        sources = {citation.source for citation in fact.citations}
        assert sources <= {"R1", "R2"} or sources <= {"R3", "R4"}, fact.text


def test_every_passage_is_in_one_fact_and_cites_its_report():
    articles = reports(*DAM, *BRIDGE)
    text = {article.id: article.text for article in articles}
    cited = [c for fact in briefing.same_facts(articles) for c in fact.citations]
    assert len(cited) == len(set(cited)) == 10
    assert all(text[c.source][c.start : c.end] == c.text for c in cited)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ten people were killed when the mine at Orlo caved in.", "Twelve people were killed when the mine at Orlo caved in."),
        ("The council of Orlo will close the mine in May.", "The council of Orlo has closed the mine in May."),
        ("The owner of the Orlo mine paid the miners.", "The owner of the Orlo mine did not pay the miners."),
    ],
    ids=["number", "plan", "negation"],
)  # fmt: skip
def test_no_passage_is_borne_out_by_what_differs(one, other):
    tellings = find_tellings(read_reports(annotate(reports(one, other))))
    assert all(telling.support == () for telling in tellings)


def test_a_passage_is_borne_out_by_another_report_that_says_the_same():
    one = "Ten people were killed when the mine at Orlo caved in."
    first, second = find_tellings(
        read_reports(annotate(reports(one, "Ten people were killed as the Orlo mine caved in.")))
    )
    assert first.fact == second.fact
    assert [c.source for c in first.support] == ["R2"]


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("The council closed the mine.", "asserted"),
        ("The council will close the mine.", "planned"),
        ("The council may close the mine.", "possible"),
        ("The miners demanded that the council close the mine.", "demanded"),
        ("The council did not close the mine.", "denied"),
        ("Officials said the council will close the mine.", "planned"),
    ],
)
def test_a_passage_has_the_standing_of_what_it_tells(text, standing):
    (telling,) = find_tellings(read_reports(annotate(reports(text))))
    assert telling.standing == standing


def test_news_is_what_no_report_before_has_told():
    before = reports(*DAM, day=date(2024, 3, 4))
    now = reports(
        "Rosa Keld had warned the council of cracks in the wall of the dam.\n\n"
        "Fourteen people were taken to hospital in Tollin.\n\n"
        "Divers from Harren began to search the reservoir on Wednesday.",
        day=date(2024, 3, 6),
        first=3,
    )
    cracks, hospital, divers = briefing.news(before, now)
    assert cracks.status == "repeated"
    assert "cracks" in cracks.before.text
    assert hospital.status == "updated"
    assert hospital.before.text.startswith("Eleven")
    assert (divers.status, divers.before) == ("new", None)


def test_without_reports_before_all_is_new():
    assert {item.status for item in briefing.news([], reports(*DAM))} == {"new"}


def test_what_was_told_long_ago_happens_again():
    strike = "Drivers of the Tollin tramway went on strike over pay."
    days = [date(2024, 1, n) for n in range(1, 15)]
    fairs = (
        "wool",
        "wine",
        "horse",
        "book",
        "flower",
        "cattle",
        "toy",
        "salt",
        "fish",
        "lamp",
        "boat",
        "bread",
    )
    others = [f"The {fair} fair opened in Harren." for fair in (*fairs, "glass")]
    old = [
        Article(id=f"O{n}", text=text, published=day)
        for n, (text, day) in enumerate(zip([strike, *others], days, strict=True))
    ]
    again = Article(id="N", text=strike.replace("over pay", "again over pay"), published=date(2024, 1, 20))
    assert [item.status for item in briefing.news(old, [again])] == ["new"]
    assert [item.status for item in briefing.news(old[:3], [again])] == ["repeated"]


def borne(one: str, other: str) -> bool:
    """Whether the second of two reports bears out the first."""
    first, _ = find_tellings(read_reports(annotate(reports(one, other))))
    return bool(first.support)


@pytest.mark.parametrize(
    ("one", "other", "borne_out"),
    [
        (
            "Ann Lee signed the peace treaty with Ruritania in Geneva on Friday after nine hours of talks.",
            "On Friday in Geneva Ann Lee signed the treaty of peace with Ruritania after talks of nine hours.",
            True,
        ),
        (  # only the quotation is the same
            "“He is an experienced minister,” Lee said following the “frank and constructive” talks.",
            "However, according to Lee, the discussion had been “frank and constructive” with some way to go.",
            False,
        ),
        (  # only the names are the same
            "UK Defence Chief Ann Lee travelled to Oslo a day after Foreign Secretary Jo Roe met Minister Ole Dahl.",
            "He revealed there had been no blindness which, said Minister Ole Dahl, marked Foreign Secretary Jo Roe’s session.",
            False,
        ),
    ],
)
def test_what_bears_a_statement_out(one, other, borne_out):
    assert borne(one, other) is borne_out


@pytest.mark.parametrize(
    ("one", "other", "borne_out"),
    [
        (  # one long quotation is what both say
            "“The current economic and social deterioration in the country has prompted the company to discontinue operations,” Asten Foods said in a statement.",
            "“The current economic and social deterioration in the country has prompted the company to discontinue operations,” the firm told staff on Monday.",
            True,
        ),
        (  # not alike as wholes: the longer one tells more
            "Toronto police announced today they are investigating the deaths of Ann and Jo Roe as a targeted double homicide.",
            "The deaths last month of Jo Roe, the billionaire founder of a drug maker, and his wife are being investigated as a double homicide, Toronto Police revealed Friday.",
            True,
        ),
        (  # the same people, another matter
            "Secretary of State Ann Lee, who met with Dahl in Asten on Sunday, accused Ruritania of “behaving worse” since the deal.",
            "Secretary of State Ann Lee and both men talked tough about Ruritania.",
            False,
        ),
        (  # a protest of last year is no visit of this year
            "Jo Roe will visit London in July despite the threat of protests, the ambassador to Britain has insisted.",
            "A protest in London last year against the proposed state visit to Britain of Jo Roe.",
            False,
        ),
    ],
)
def test_what_two_outlets_say_alike(one, other, borne_out):
    assert borne(one, other) is borne(other, one) is borne_out


OLD_NEWS = """A union of seafarers had warned of loose cargo on the route to Norrvik for months.

The transport minister, Per Aune, resigned over the sinking of the Aurelia, in which 29 people died.

Police said that the captain, Arne Vik, was being questioned in Norrvik.

A storm killed 12 people in Norrvik."""


@pytest.mark.parametrize(
    ("passage", "status"),
    [
        # the same people, another event
        ("The union of seafarers will strike on Friday for safer working conditions on ferries.", "new"),
        ("A court in Norrvik released the captain, Arne Vik, on bail.", "new"),
        # another event beside a number that has grown
        ("Parliament voted for an inquiry into the sinking of the Aurelia, in which 46 people died.", "new"),
        # one event in other words
        ("For months, seafarers had warned of cargo that was loose on the route to Norrvik.", "repeated"),
        # a verb that does the same to people
        ("In Norrvik 14 people died in a storm.", "updated"),
    ],
)
def test_the_same_people_are_not_the_same_event(passage, status):
    before = reports(OLD_NEWS, day=date(2024, 3, 5))
    (item,) = briefing.news(before, reports(passage, day=date(2024, 3, 7), first=2))
    assert item.status == status


def test_what_happened_on_another_day_bears_nothing_out():
    one = "The prefecture of Genoa raised the death toll of the bridge collapse on Wednesday."
    other = "The prefecture of Genoa raised the death toll of the bridge collapse on Sunday."
    assert not borne(one, other)
    assert borne(one, other.replace(" on Sunday", ""))

"""A brief made by hand from passages of the seeds, with every part of the contract filled. Imported by path."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from briefing.model import (
    Action,
    Actor,
    Article,
    Background,
    Brief,
    Change,
    Changes,
    Citation,
    Copy,
    Edition,
    Event,
    Fact,
    Figure,
    FocusInfo,
    KeyPoint,
    Note,
    Observation,
    Outlook,
    Period,
    Quote,
    Role,
    Source,
    Term,
    Variant,
)
from briefing.reading.sentences import split_sentences
from briefing.sources.cleaning import clean

SEEDS = Path(__file__).parents[1] / "seeds"
_READ = {
    "S1": (
        "000_780e8946524df67f.txt",
        "The Guardian",
        date(2022, 2, 11),
        "https://www.theguardian.com/world/2022/feb/11/a",
    ),
    "S2": ("001_61440020126a1a1e.txt", "Metro", date(2022, 2, 11), "https://metro.co.uk/2022/02/11/b"),
    "S3": ("002_3eb661917a67719b.txt", "RT", date(2022, 2, 11), None),
    "S4": ("003_91f6146eaec76115.txt", None, date(2022, 2, 16), None),
    "S5": ("004_48e9f4b19c4ba2e4.txt", "Sputnik", date(2022, 2, 11), None),
}
_STATE = "state media (Russia)"


def _articles() -> dict[str, Article]:
    read = {}
    for key, (file, publisher, published, url) in _READ.items():
        cleaned = clean((SEEDS / file).read_text(encoding="utf-8"))
        read[key] = Article(
            id=key,
            text=cleaned.text,
            title=cleaned.title,
            publisher=publisher,
            family="Rossiya Segodnya" if publisher == "Sputnik" else None,
            published=published,
            url=url,
            file=f"seeds/{file}",
            affiliation=_STATE if publisher in ("RT", "Sputnik") else None,
        )
    return read


ARTICLES = _articles()


def cite(source: str, words: str) -> Citation:
    """The first place in a source where these words stand."""
    start = ARTICLES[source].text.index(words)
    return ARTICLES[source].cite(start, start + len(words))


def sentence(source: str, opening: str, ending: str) -> Citation:
    """The passage from ``opening`` to the next ``ending``."""
    text = ARTICLES[source].text
    start = text.index(opening)
    return ARTICLES[source].cite(start, text.index(ending, start) + len(ending))


def _sources() -> tuple[Source, ...]:
    copies = (Copy(0.97, file="seeds/reprint.txt", publisher="Evening Wire"),)
    return tuple(
        Source(
            id=article.id,
            sha256=article.sha256,
            words=len(article.text.split()),
            title=article.title,
            opening=None if article.title else " ".join(article.text.split()[:14]),
            publisher=article.publisher,
            family=article.family,
            published=article.published,
            url=article.url,
            file=article.file,
            affiliation=article.affiliation,
            reliability="B" if article.publisher == "The Guardian" else None,
            language=article.language,
            copies=copies if article.id == "S2" else (),
        )
        for article in ARTICLES.values()
    )


def _point(number: int, status: str, publishers: int, *citations: Citation) -> KeyPoint:
    reason = f"names 2 of the focus’s actors; centrality {1 - number / 12:.2f}; {publishers} publishers"
    return KeyPoint(f"K{number}", citations[0].text, citations, publishers, status, reason)


def _key_points() -> tuple[KeyPoint, ...]:
    return (
        _point(1, "new", 1, sentence("S4", "Russia’s foreign minister has promised", "open to talks.")),
        _point(
            2,
            "updated",
            2,
            sentence("S4", "‘There’s over 100 battalion", "said."),
            sentence("S2", "‘And our intelligence", "or more."),
        ),
        _point(
            3,
            "repeated",
            3,
            sentence("S3", "The level of cooperation", "on Friday."),
            sentence("S1", "Russia’s defence minister has described", "the west."),
            sentence("S5", '"Unfortunately, the level', "Shoigu said."),
        ),
        _point(
            4,
            "repeated",
            3,
            sentence("S1", "By contrast, Wallace sought", "launch an invasion."),
            sentence("S3", "I heard clearly", "Ukraine."),
            sentence("S2", "Asked if he believed", "border."),
        ),
        _point(5, "new", 1, sentence("S4", "NATO chief Jens Stoltenberg", "troop movements.")),
        _point(6, "new", 1, sentence("S4", "Even amid the glimmers", "130,000 troops.")),
        _point(
            7,
            "repeated",
            2,
            sentence("S5", '"I hope that by speaking', "said."),
            sentence("S2", "Mr Wallace told Putin’s", "raised.’"),
        ),
    )


def _actors() -> tuple[Actor, ...]:
    return (
        Actor(
            "A1", "Ben Wallace", "person",
            (Role("UK defence secretary", (cite("S1", "UK defence secretary"), cite("S4", "UK defence secretary"))),),
            ("Mr Wallace", "Wallace"), 34, ("S1", "S2", "S3", "S4", "S5"),
        ),
        Actor(
            "A2", "Sergei Shoigu", "person",
            (
                Role("Russia’s defence minister", (cite("S1", "Russia’s defence minister"),)),
                Role("Russian Defence Minister", (cite("S5", "Russian Defence Minister"),)),
            ),
            ("Shoigu", "Mr Shoigu", "Sergey Shoigu"), 21, ("S1", "S2", "S3", "S5"),
        ),
        Actor(
            "A3", "Vladimir Putin", "person", (Role("President", (cite("S2", "President"),)),),
            ("Putin", "President Putin"), 19, ("S1", "S2", "S4"),
        ),
        Actor(
            "A4", "Sergei Lavrov", "person",
            (Role("Russia’s foreign minister", (cite("S4", "Russia’s foreign minister"),)),),
            ("Lavrov", "Sergey Lavrov", "Mr Lavrov"), 9, ("S1", "S2", "S3", "S4", "S5"),
        ),
        Actor(
            "A5", "Nato", "organisation", (Role("the US-dominated military alliance", (cite("S2", "the US-dominated military alliance"),)),),
            ("NATO",), 16, ("S1", "S2", "S4", "S5"),
        ),
        Actor("A6", "Moscow", "place", (), (), 14, ("S1", "S2", "S3", "S4", "S5"), "Russia"),
        Actor(
            "A7", "Jens Stoltenberg", "person", (Role("NATO chief", (cite("S4", "NATO chief"),)),), ("Mr Stoltenburg",), 2, ("S4",),
        ),
        Actor(
            "A8", "Dmitry Kozak", "person", (Role("Russia’s representative at the talks", (cite("S1", "Russia’s representative at the talks"),)),),
            ("Kozak",), 3, ("S1",),
        ),
    )  # fmt: skip


def _quote(
    number: int,
    kind: str,
    speaker: str | None,
    cue: str,
    *citations: Citation,
    variants: tuple[Citation, ...] = (),
) -> Quote:
    return Quote(
        id=f"Q{number}",
        text=" ".join(citation.text for citation in citations),
        kind=kind,
        citations=citations,
        confidence=0.95 if speaker else 0.0,
        speaker=speaker,
        cue=cue,
        variants=tuple(Variant(citation.text, citation) for citation in variants),
        sentences=tuple(dict.fromkeys(_whole(citation) for citation in citations)),
    )


def _whole(words: Citation) -> Citation:
    """The sentences in which words stand."""
    article = ARTICLES[words.source]
    touched = [(a, b) for a, b in split_sentences(article.text) if a < words.end and words.start < b]
    return article.cite(touched[0][0], touched[-1][1])


def _quotes() -> tuple[Quote, ...]:
    hope = (
        sentence("S2", "‘I hope that by speaking", "raised.’"),
        sentence("S5", '"I hope that by speaking', 'raised,"'),
    )
    zero = (
        sentence("S5", '"Unfortunately, the level', 'avoid,"'),
        sentence("S3", "Unfortunately, the level", "happen,”"),
    )
    forces = (
        sentence("S1", "“I would like to see the reason", "will be there,”"),
        sentence("S5", "I would like also to understand", 'stay there,"'),
    )
    draft = (
        sentence("S2", "‘(That) we can address", "measures.’"),
        sentence("S5", '"[That] we can address', 'measures,"'),
        sentence("S1", "“We can try and move on", "measures,”"),
    )
    return (
        _quote(1, "direct", "A1", "told", hope[0], variants=hope),
        _quote(2, "direct", "A1", "said", hope[1], variants=(hope[1], hope[0])),
        _quote(3, "direct", "A2", "said", zero[0], variants=zero),
        _quote(4, "direct", "A2", "said", forces[0], variants=forces),
        _quote(5, "direct", "A1", "continued", draft[0], variants=draft),
        _quote(
            6, "direct", "A1", "said",
            cite("S1", "“Shoigu is a professional and very experienced minister,”"),
            sentence("S1", "“When they say they", "accompany it.”"),
        ),
        _quote(7, "indirect", "A1", "said", sentence("S1", "he had not seen signs yet", "by the Kremlin")),
        _quote(8, "direct", "A1", "said", sentence("S4", "‘There’s over 100 battalion", "Ukraine,’")),
        _quote(9, "indirect", "A1", "said", sentence("S2", "relations were ‘above zero’", "in 2014")),
        _quote(10, "direct", "A7", "added", sentence("S4", "‘If they really start", "to be seen,’")),
        _quote(11, "indirect", "A2", "said", sentence("S2", "he would respond", "Nato")),
        _quote(12, "direct", "A8", "said", sentence("S1", "“A negative result", "mean,”")),
        _quote(13, "indirect", "A4", "has said", sentence("S4", "a 10-page response", "not yet sent")),
        _quote(14, "direct", None, "said", sentence("S4", "‘It is the first time", "border’")),
        _quote(15, "direct", "A3", "said", sentence("S4", "‘They are telling us", "tomorrow,’")),
    )  # fmt: skip


def _event(number: int, on: str, precision: str, expression: str, citation: Citation) -> Event:
    return Event(f"E{number}", on, precision, expression, citation.text, (citation,))


def _timeline() -> tuple[Event, ...]:
    return (
        _event(1, "2014", "year", "In 2014", sentence("S2", "In 2014, Russia responded", "Crimea.")),
        _event(
            2,
            "2022-02-10",
            "day",
            "on Thursday",
            sentence("S1", "Johnson emphasised on Thursday", "strongly”."),
        ),
        _event(
            3, "2022-02-10", "day", "On Thursday", sentence("S1", "On Thursday, representatives", "conflict.")
        ),
        _event(4, "2022-02-10", "day", "yesterday", sentence("S2", "Boris Johnson flew", "flank.")),
        _event(5, "2022-02-11", "day", "on Friday", sentence("S1", "The talks on Friday", "deaf”.")),
        _event(
            6,
            "2022-02-11",
            "day",
            "on Friday",
            sentence("S5", "Wallace arrived in Moscow on Friday", "Staff."),
        ),
        _event(7, "2022-02-15", "day", "Tuesday", sentence("S4", "His comments mark", "treaties.")),
        _event(
            8,
            "2022-02-15",
            "day",
            "on Tuesday",
            sentence("S4", "He spoke after the UK on Tuesday", "country."),
        ),
        _event(9, "2022-02-16", "day", "Wednesday", sentence("S4", "In an apparent show", "threats.’")),
    )


def _figures() -> tuple[Figure, ...]:
    return (
        Figure("F1", "troops", "changed", (
            Observation("over 100,000", 100_000, None, None, "A1", "2022-02-11", cite("S3", "over 100,000 in both Belarus and Ukraine")),
            Observation("130,000-plus troops", 130_000, None, None, "A1", "2022-02-16", cite("S4", "130,000-plus troops")),
            Observation("150,000 Russian forces", 150_000, 150_000, None, None, "2022-02-16", cite("S4", "150,000 Russian forces")),
        )),
        Figure("F2", "battalion tactical groups", "differing", (
            Observation("70 or more", 70, None, None, None, "2022-02-10", cite("S2", "70 or more")),
            Observation("over 100 battalion tactical groups", 100, None, None, "A1", "2022-02-16", cite("S4", "over 100 battalion tactical groups")),
        )),
        Figure("F3", "its territory", "agreed", (
            Observation("7% of its territory", 7, 7, "%", None, "2022-02-11", cite("S2", "7% of its territory")),
        )),
    )  # fmt: skip


def _outlook() -> tuple[Outlook, ...]:
    retaliate = sentence("S4", "Moscow will retaliate", "Ukraine")
    return (
        Outlook("O1", retaliate.text, "will", (retaliate,), "A4"),
        *(
            Outlook(f"O{number}", citation.text, hedge, (citation,), speaker)
            for number, hedge, speaker, citation in (
                (2, "would", "A1", sentence("S1", "British military trainers would return", "soon”")),
                (3, "could", None, sentence("S1", "That could see a lightning attack", "warfare.")),
                (4, "hopes", None, sentence("S4", "he hopes for", "Ukraine.")),
            )
        ),
    )


def _background() -> tuple[Background, ...]:
    passages = (
        sentence("S2", "Ever since the collapse", "backyard."),
        sentence("S2", "Russia wants to see Nato", "Romania."),
    )
    return tuple(Background(f"B{number}", cited.text, (cited,)) for number, cited in enumerate(passages, 1))


def _report(number: int) -> Change:
    source = _sources()[number - 1]
    return Change("sources", source.title or source.opening or source.id, source.id)


def _facts() -> tuple[Fact, ...]:
    now = sentence("S4", "Speaking after meeting with German", "years ago.")
    was = sentence("S1", "On Thursday, representatives", "conflict.")
    return (
        Fact("F00000001", now.text, (now,), 1, "asserted", replaces="F00000002"),
        Fact("F00000002", was.text, (was,), 1, "planned", status="repeated", replaced_by="F00000001"),
    )


def _changes() -> Changes:
    now = sentence("S4", "‘There’s over 100 battalion", "said.")
    massing = sentence("S2", "we’re seeing the massing", "or more.")
    return Changes(
        date(2022, 2, 11),
        new=(
            *(Change("key_points", point.text, point.id) for point in _key_points() if point.status == "new"),
            *(Change("timeline", event.text, event.id) for event in _timeline()[6:]),
            Change("quotes", _quotes()[9].text, "Q10"),
            Change("facts", _facts()[0].text, "F00000001", citation=_facts()[0].citations[0]),
        ),
        updated=(
            Change(
                "figures",
                "130,000-plus troops",
                "F1",
                "over 100,000",
                _figures()[0].observations[1].citation,
                _figures()[0].observations[0].citation,
            ),
            Change("key_points", now.text, "K2", massing.text, now, massing),
        ),
        overtaken=(Change("facts", _facts()[1].text, "F00000001", citation=_facts()[1].citations[0]),),
        late=(_report(1),),
        altered=(_report(2),),
    )


def example_brief() -> Brief:
    """A second edition with every section filled."""
    points = _key_points()
    printed_by = {source.id: source.publisher or source.id for source in _sources()}
    reporting = {
        point.id: tuple(dict.fromkeys(printed_by[cited.source] for cited in point.citations))
        for point in points
    }
    action = sentence("S1", "Sergei Shoigu began his meeting", "Ukraine")
    return Brief(
        focus=FocusInfo(
            "wallace-shoigu", "Wallace and Shoigu in Moscow: the talks and what followed", "TLP:AMBER"
        ),
        edition=Edition(
            as_of=date(2022, 2, 16),
            number=2,
            period=Period(date(2022, 2, 9), date(2022, 2, 16)),
            generated_at=datetime(2022, 2, 16, tzinfo=UTC),
            cut_off=date(2022, 2, 16),
            previous=date(2022, 2, 11),
        ),
        sources=_sources(),
        facts=_facts(),
        key_points=points,
        actors=_actors(),
        quotes=_quotes(),
        actions=(
            Action(
                "X1", "begin", (action,), agent="A2", agent_text="Sergei Shoigu", patient_text="his meeting"
            ),
        ),
        timeline=_timeline(),
        figures=_figures(),
        outlook=_outlook(),
        background=_background(),
        coverage=reporting,
        terms=(Term("defence minister", 1.0), Term("invasion", 0.7)),
        changes=_changes(),
        notes=(
            Note("unknown-publisher", "publisher not known: it adds nothing to the count", "S4"),
            Note("skipped", "there is no text in it", "seeds/empty.txt"),
        ),
    )


def empty_brief() -> Brief:
    """A first edition for which nothing was found."""
    return Brief(
        focus=FocusInfo("quiet", "A quiet day"),
        edition=Edition(
            as_of=date(2022, 2, 11),
            number=1,
            period=Period(date(2022, 2, 11), date(2022, 2, 11)),
            generated_at=datetime(2022, 2, 11, tzinfo=UTC),
        ),
        notes=(Note("empty", "key_points"), Note("empty", "quotes"), Note("empty", "terms")),
    )

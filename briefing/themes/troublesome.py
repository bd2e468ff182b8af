"""Briefs that hurt: empty, huge, without any optional field, in hostile words and in every script.

They are all made from one brief in which every part of the contract is filled. What it says is invented.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

from briefing import model
from briefing.model import (
    Action,
    Actor,
    Background,
    Brief,
    Change,
    Changes,
    Citation,
    Copy,
    Edition,
    Event,
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MARK = "zzhurt"  # a word that no theme has: as the name of an element or attribute, it came from an article
PRODUCT = 6841 * 7919
HOSTILE = (
    f"{MARK} {MARK}=1 \"><{MARK} {MARK}='1'><img src=x onerror={MARK}()> </{MARK}>' --> ]]> </style></title>"
    f"<script>{MARK}()</script> [x](javascript:{MARK}) {{{{ 6841 * 7919 }}}} {{% raw %}} \u202e\x1b[31m\x00"
)
HOSTILE_ADDRESSES = (
    f"javascript:{MARK}()",
    f"data:text/html,<{MARK}>",
    f"https://example.org/?q=\"><{MARK} {MARK}=1>&x='y'",
    f"JaVaScRiPt:{MARK}",
    f"file:///{MARK}",
    f"vbscript:{MARK}",
    f"//{MARK}.example/",
)
SCRIPTS = (
    "قال وزير الخارجية إن المحادثات ستستمر حتى يوم 12 مارس (بحسب «الوكالة»).",
    "外交部长表示，会谈将持续到三月十二日，双方尚未达成任何协议。",
    "שר החוץ אמר כי השיחות יימשכו עד 12 במרץ, „ללא תנאים”.",
    "外相は協議が三月十二日まで続くと述べ、合意には至っていないと強調した。",
    "외무장관은 회담이 3월 12일까지 계속될 것이라고 말했다.",
    "ክፍል ንግግሮች እስከ መጋቢት 12 ድረስ ይቀጥላሉ።",
)
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4

_AS_OF = date(2024, 3, 8)
_PASSAGES = {
    "S1": "Foreign Minister Elin Dahl said on Thursday that talks on the strait would resume “within days”.",
    "S2": "Dahl told reporters: “We will return to the table when the patrols stop, and not before.”",
    "S3": "The harbour authority counted 14 vessels at anchor off Port Vesna, up from nine a week earlier.",
    "S4": "Präsident Ivo Marek nannte die Übung am Donnerstag „eine Frage der Sicherheit aller Anrainer“.",
    "S5": "More than 20 vessels were waiting outside the strait on Friday, the shipping registry said.",
}
# What names something else in the brief, or is one of few words, and is no text of a source.
_NO_TEXT = {
    "Brief": {"contract"},
    "FocusInfo": {"language", "id"},
    "Section": {"name"},
    "Note": {"kind"},
    "Change": {"kind"},
    "Event": {"date"},
    "Observation": {"date"},
    "Source": {"sha256"},
}


# --- the brief that has everything ------------------------------------------------------------------


def full_brief(language: str = "en", handling: str | None = "TLP:AMBER+STRICT") -> Brief:
    """A second edition with every part of the contract filled, marked for handling."""
    points = _key_points()
    return Brief(
        focus=FocusInfo("strait", "Talks on the strait: positions and shipping", handling, language),
        edition=Edition(
            as_of=_AS_OF,
            number=2,
            period=Period(date(2024, 2, 28), _AS_OF),
            generated_at=datetime(2024, 3, 8, tzinfo=UTC),
            cut_off=_AS_OF,
            previous=date(2024, 3, 1),
        ),
        sources=_sources(),
        key_points=points,
        actors=_actors(),
        quotes=_quotes(),
        actions=(
            Action(
                "X1",
                "resume",
                (_cite("S1"),),
                agent="A1",
                agent_text="Elin Dahl",
                patient_text="talks",
                modality="would",
                reported=True,
                verb_citation=_cite("S1"),
                agent_citation=_cite("S1"),
                patient_citation=_cite("S1"),
            ),
        ),
        timeline=_timeline(),
        figures=_figures(),
        outlook=(
            Outlook("O1", _PASSAGES["S1"], "would", (_cite("S1"),), "A1"),
            Outlook("O2", _PASSAGES["S5"], "waiting", (_cite("S5"),)),
        ),
        background=(Background("B1", _PASSAGES["S4"], (_cite("S4"),)),),
        coverage={
            point.id: ("The Harbour Post", "Vesna Courier", "S3")[: 3 - n] for n, point in enumerate(points)
        },
        terms=(Term("strait", 1.0), Term("patrols", 0.6)),
        changes=_changes(),
        notes=(
            Note("skipped", "there is no text in it", "reports/empty.txt"),
            Note("undated", "no date of publication: relative dates in it are not resolved", "S3"),
            Note("off-focus", "2 reports were read that do not touch on the focus", count=2),
            Note("empty", "background"),
        ),
    )


def _cite(source: str, start: int = 0) -> Citation:
    return Citation(source, start, start + len(_PASSAGES[source]), _PASSAGES[source])


def _sources() -> tuple[Source, ...]:
    day = date(2024, 3, 7)
    digest = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"
    return (
        Source(
            "S1",
            digest,
            412,
            title="Talks to resume “within days”, says minister",
            publisher="The Harbour Post",
            family="Post Group",
            published=day,
            url="https://example.org/2024/03/07/talks?page=1&lang=en",
            affiliation="independent daily",
            reliability="B2",
            language="en",
            copies=(
                Copy(0.97, url="https://example.com/copy", publisher="Morning Wire"),
                Copy(0.91, file="reports/copy.txt"),
            ),
            context=(Citation("S1", 0, len(_PASSAGES["S1"]) + 19, f"{_PASSAGES['S1']} Nobody was harmed."),),
        ),
        Source("S2", digest, 230, title="Dahl: no talks under patrols", publisher="Vesna Courier", published=day, file="reports/2.txt"),
        Source("S3", digest, 95, opening="The harbour authority counted", url="ftp://example.org/3", file="reports/3.txt", encoding="cp1252"),
        Source("S4", digest, 310, title="Marek verteidigt Übung", publisher="Küstenblatt", published=_AS_OF, language="de", affiliation="state media"),
        Source("S5", digest, 120, opening="Mehr als zwanzig Schiffe", publisher="Registry News", published=_AS_OF, language="de"),
    )  # fmt: skip


def _key_points() -> tuple[KeyPoint, ...]:
    reason = "names talks, strait; centrality rank 1 of 40"
    return (
        KeyPoint(
            "K1",
            _PASSAGES["S1"],
            (_cite("S1"), _cite("S2")),
            2,
            "new",
            reason,
            ("talks", "strait"),
            1,
            40,
            ("X1",),
        ),
        KeyPoint("K2", _PASSAGES["S5"], (_cite("S5"), _cite("S3")), 2, "updated", reason, ("strait",), 2, 40),
        KeyPoint("K3", _PASSAGES["S4"], (_cite("S4"),), 1, "repeated", "names Marek"),
    )


def _actors() -> tuple[Actor, ...]:
    return (
        Actor(
            "A1",
            "Elin Dahl",
            "person",
            roles=(Role("foreign minister", (_cite("S1"),)), Role("chief negotiator", (_cite("S2"),))),
            aliases=("Dahl", "the minister"),
            mentions=12,
            sources=("S1", "S2", "S4"),
            principal=True,
            actions=("X1",),
        ),
        Actor(
            "A2",
            "Ivo Marek",
            "person",
            roles=(Role("president", (_cite("S4"),)),),
            mentions=4,
            sources=("S4",),
            principal=True,
        ),
        Actor(
            "A3",
            "Vesna",
            "place",
            aliases=("Port Vesna",),
            mentions=7,
            sources=("S2", "S3"),
            speaks_for="Arvania",
            principal=True,
        ),
        Actor("A4", "Shipping registry", "organisation", mentions=1, sources=("S5",)),
    )


def _quotes() -> tuple[Quote, ...]:
    direct, other = (
        "“We will return to the table when the patrols stop, and not before.”",
        "“We return […] when patrols stop.”",
    )
    said = Citation("S2", 21, 21 + len(direct), direct)
    elsewhere = Citation("S1", 200, 200 + len(other), other)
    return (
        Quote(
            "Q1",
            direct,
            "direct",
            (said,),
            0.95,
            speaker="A1",
            speaker_citation=Citation("S2", 0, 4, "Dahl"),
            reported_by="A4",
            reported_by_citation=_cite("S5"),
            cue="told",
            variants=(Variant(direct, said), Variant(other, elsewhere)),
        ),
        Quote("Q2", _PASSAGES["S4"], "indirect", (_cite("S4"),), 0.7, speaker="A2", cue="nannte"),
        Quote("Q3", _PASSAGES["S5"], "indirect", (_cite("S5"),), 0.6),
    )


def _timeline() -> tuple[Event, ...]:
    dates: tuple[tuple[str, model.Precision, str, str], ...] = (
        ("2023", "year", "last year", "S4"),
        ("2024-02", "month", "in February", "S3"),
        ("2024-03-01", "day", "a week earlier", "S3"),
        ("2024-03-07", "day", "on Thursday", "S1"),
        ("2024-03-07", "day", "am Donnerstag", "S4"),
        ("2024-03-08", "day", "on Friday", "S5"),
    )
    return tuple(
        Event(f"E{n}", day, precision, words, _PASSAGES[source], (_cite(source),), main=n % 2 == 0)
        for n, (day, precision, words, source) in enumerate(dates, 1)
    )


def _figures() -> tuple[Figure, ...]:
    waiting = (
        Observation("nine", 9, 9, "vessels", None, "2024-02-29", _cite("S3")),
        Observation("14 vessels", 14, 14, "vessels", None, "2024-03-07", _cite("S3")),
        Observation("More than 20 vessels", 20, None, "vessels", "A4", "2024-03-08", _cite("S5")),
    )
    alone = (Observation("“within days”", None, None, None, "A1", None, _cite("S1")),)
    return (Figure("F1", "vessels", "changed", waiting), Figure("F2", "talks", "agreed", alone))


def _changes() -> Changes:
    return Changes(
        date(2024, 3, 1),
        new=(
            Change("key_points", _PASSAGES["S1"], "K1"),
            Change("quotes", _PASSAGES["S2"], "Q1"),
            Change("timeline", _PASSAGES["S5"], "E6"),
        ),
        updated=(
            Change("figures", "More than 20 vessels", "F1", "14 vessels"),
            Change("key_points", _PASSAGES["S5"], "K2", _PASSAGES["S3"]),
        ),
        dropped=(Change("key_points", _PASSAGES["S2"]),),
    )


# --- the briefs that hurt ---------------------------------------------------------------------------


def empty_brief() -> Brief:
    """A first edition for which nothing was read and nothing found."""
    brief = full_brief(handling=None)
    return Brief(
        focus=brief.focus,
        edition=replace(brief.edition, number=1, cut_off=None, previous=None),
        notes=(Note("empty", "key_points"), Note("empty", "quotes"), Note("empty", "timeline")),
    )


def first_edition() -> Brief:
    """A first edition: nothing to compare with, everything new."""
    brief = full_brief(handling="TLP:RED")
    points = tuple(replace(point, status="new") for point in brief.key_points)
    edition = replace(brief.edition, number=1, previous=None)
    return replace(brief, edition=edition, key_points=points, changes=Changes())


def unchanged_edition() -> Brief:
    """A later edition in which nothing has changed."""
    brief = full_brief(handling="TLP:CLEAR")
    points = tuple(replace(point, status="repeated") for point in brief.key_points)
    return replace(brief, key_points=points, changes=Changes(brief.changes.since))


def one_source() -> Brief:
    """One report with one key point and nothing else."""
    brief = full_brief(handling="For official use only")
    return Brief(
        focus=brief.focus,
        edition=replace(brief.edition, number=1, previous=None),
        sources=brief.sources[:1],
        key_points=(replace(brief.key_points[0], citations=(_cite("S1"),), publishers=1),),
        coverage={"K1": ("The Harbour Post",)},
    )


def many_sources(count: int = 200) -> Brief:
    """A brief of ``count`` sources, with as many actors and quotations as such a brief has."""
    brief = full_brief()
    sources = tuple(
        replace(
            brief.sources[n % 5], id=f"S{n + 1}", publisher=f"Outlet {n + 1}" if n % 7 else None, copies=()
        )
        for n in range(count)
    )
    ids = tuple(source.id for source in sources)
    everywhere = tuple(Citation(key, 0, 98, _PASSAGES["S1"]) for key in ids)
    return replace(
        brief,
        sources=sources,
        key_points=tuple(
            replace(brief.key_points[n % 3], id=f"K{n + 1}", citations=everywhere[n : 30 * n + 1], publishers=n)
            for n in range(1, 8)
        ),
        actors=tuple(
            replace(brief.actors[n % 4], id=f"A{n + 1}", name=f"Actor {n + 1}", sources=ids[n % 5 :: 5], principal=True)
            for n in range(24)
        ),
        quotes=tuple(
            replace(brief.quotes[n % 3], id=f"Q{n + 1}", speaker=f"A{n % 12 + 1}", citations=everywhere[n : n + 1], variants=())
            for n in range(80)
        ),
        timeline=tuple(replace(brief.timeline[n % 6], id=f"E{n + 1}") for n in range(60)),
        coverage={f"K{n + 1}": tuple(source.publisher or source.id for source in sources[n::4]) for n in range(1, 8)},
    )  # fmt: skip


def bare_brief() -> Brief:
    """Every list of the brief filled, and every field that may be missing missing."""

    def without(owner: object, field: dataclasses.Field[Any], hint: Any, value: Any) -> Any:
        if isinstance(owner, Brief | Changes):
            return value
        if type(None) in typing.get_args(hint):
            return None
        return () if field.default == () else value

    bare: Brief = _rebuilt(full_brief(handling=None), without)
    return replace(bare, changes=Changes())


def long_words() -> Brief:
    """Every text is one word that is wider than the page."""
    return _in_words(full_brief(handling=None), lambda name, text: text if name == "url" else LONG)


def hostile_brief() -> Brief:
    """Every text of the contract carries markup, template code and controls, every address another scheme."""
    addresses = iter(HOSTILE_ADDRESSES * 9)

    def hurt(name: str, text: str) -> str:
        return next(addresses) if name == "url" else f"{HOSTILE} {text[:40]}"

    return _in_words(full_brief(), hurt)


def in_scripts() -> Brief:
    """Passages and names written from right to left, and without blanks between words."""

    def foreign(name: str, text: str) -> str:
        return text if name in ("url", "language") else SCRIPTS[crc32(text.encode()) % len(SCRIPTS)]

    brief = _in_words(full_brief(handling=None), foreign)
    tags = ("ar", "zh", "he", "ja", "am")
    sources = tuple(replace(one, language=tag) for one, tag in zip(brief.sources, tags, strict=True))
    return replace(brief, sources=sources)


# --- one brief from another -------------------------------------------------------------------------


def _in_words(brief: Brief, change: Callable[[str, str], str]) -> Brief:
    """A brief with ``change(field name, text)`` in place of every text; what names another part stays."""
    ids = set(_ids(brief))

    def changed(owner: object, field: dataclasses.Field[Any], hint: Any, value: Any) -> Any:
        kind = type(owner).__name__
        if field.name == "id" or field.name in _NO_TEXT.get(kind, ()) or _is_literal(hint):
            return value
        if kind == "Note" and field.name == "message" and getattr(owner, "kind", "") == "empty":
            return value
        return _mapped(value, lambda text: text if text in ids else change(field.name, text))

    made: Brief = _rebuilt(brief, changed)
    return made


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(one, change) for one in value)
    if isinstance(value, dict):
        return {key: _mapped(one, change) for key, one in value.items()}
    return value


def _ids(value: Any) -> Iterator[str]:
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            inner = getattr(value, field.name)
            if field.name == "id" and inner is not None:
                yield inner
            yield from _ids(inner)
    elif isinstance(value, tuple):
        for one in value:
            yield from _ids(one)


def _is_literal(hint: Any) -> bool:
    return typing.get_origin(hint) is typing.Literal


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, vars(model) | vars(types))


def _rebuilt(value: Any, change: Callable[[object, dataclasses.Field[Any], Any, Any], Any]) -> Any:
    """A copy of a value of the contract, each field the result of ``change(owner, field, type, value)``, from within."""
    if isinstance(value, tuple):
        return tuple(_rebuilt(one, change) for one in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    hints = _hints(type(value))
    fields: Sequence[dataclasses.Field[Any]] = dataclasses.fields(value)
    return replace(
        value,
        **{one.name: change(value, one, hints[one.name], _rebuilt(getattr(value, one.name), change)) for one in fields},
    )  # fmt: skip

"""Sample briefs that hurt: empty, huge, without any optional field, in hostile words and in every script.

They are all made from the brief in sample.json, in which every part of the contract is filled. What it says
is invented.
"""

from __future__ import annotations

import dataclasses
import json
import re
import typing
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from briefing.brief.contract import from_json, to_json
from briefing.model import Brief, Changes, Note

if TYPE_CHECKING:
    from collections.abc import Callable

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

# In the JSON of a brief, what is no text of a source: names and states by their keys, and whatever is a date.
_NO_TEXT = {"agreement", "id", "kind", "outcome", "precision", "sha256", "standing", "status"}
_ID = re.compile(r'"id": "([^"]+)"')
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}(?:T.*)?")


def full_brief(language: str = "en", handling: str | None = "TLP:AMBER+STRICT") -> Brief:
    """A second edition with every part of the contract filled, marked for handling."""
    brief = _sample()
    return replace(brief, focus=replace(brief.focus, handling=handling, language=language))


@cache
def _sample() -> Brief:
    return from_json(Path(__file__).with_name("sample.json").read_bytes())


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
        key_points=(replace(brief.key_points[0], citations=brief.key_points[0].citations[:1], publishers=1),),
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
    cited = tuple(replace(brief.key_points[0].citations[0], source=key, end=98) for key in ids)
    points = [
        replace(brief.key_points[n % 3], id=f"K{n + 1}", citations=cited[n : 30 * n + 1], publishers=n)
        for n in range(1, 8)
    ]
    actors = [
        replace(
            brief.actors[n % 4],
            id=f"A{n + 1}",
            name=f"Actor {n + 1}",
            sources=ids[n % 5 :: 5],
            principal=True,
        )
        for n in range(24)
    ]
    quotes = [
        replace(
            brief.quotes[n % 3],
            id=f"Q{n + 1}",
            speaker=f"A{n % 12 + 1}",
            citations=cited[n : n + 1],
            sentences=(),
            variants=(),
        )
        for n in range(80)
    ]
    return replace(
        brief,
        sources=sources,
        key_points=tuple(points),
        actors=tuple(actors),
        quotes=tuple(quotes),
        timeline=tuple(replace(brief.timeline[n % 6], id=f"E{n + 1}") for n in range(60)),
        coverage={
            f"K{n + 1}": tuple(source.publisher or source.id for source in sources[n::4]) for n in range(1, 8)
        },
    )


def bare_brief() -> Brief:
    """Every list of the brief filled, and every field that may be missing missing."""
    brief = full_brief()
    parts = {one.name: _bare(getattr(brief, one.name)) for one in dataclasses.fields(brief)}
    return Brief(**{**parts, "changes": Changes()})


def _bare(value: Any) -> Any:
    """A value of the contract without what may be None or an empty list in it, from within."""
    if isinstance(value, tuple):
        return tuple(_bare(one) for one in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    hints = typing.get_type_hints(type(value))
    kept: dict[str, Any] = {}
    for one in dataclasses.fields(value):
        may_be_none = type(None) in typing.get_args(hints[one.name])
        kept[one.name] = None if may_be_none else () if one.default == () else _bare(getattr(value, one.name))
    return replace(value, **kept)


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


def _in_words(brief: Brief, change: Callable[[str, str], str]) -> Brief:
    """A brief with ``change(field name, text)`` instead of every text; what names another part stays."""
    data = to_json(brief).decode()
    ids = set(_ID.findall(data))

    def changed(value: Any, field: str) -> Any:
        if isinstance(value, dict) and value.get("kind") != "empty":  # the note names a section
            return {key: changed(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [changed(one, field) for one in value]
        names = not isinstance(value, str) or field in _NO_TEXT or value in ids or _DATE.fullmatch(value)
        return value if names else change(field, value)

    made = from_json(json.dumps(changed(json.loads(data), "")))
    return replace(made, focus=replace(made.focus, language=brief.focus.language))

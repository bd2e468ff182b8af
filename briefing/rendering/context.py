"""``meta``: what a template sees besides the brief and the user's own values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from briefing.model import independent_publishers
from briefing.rendering import charts, view
from briefing.rendering.endnotes import endnotes
from briefing.rendering.positions import positions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.model import Actor, Brief, Figure, Note, Source
    from briefing.rendering.charts import Movement, Presence, Strip
    from briefing.rendering.endnotes import Endnote
    from briefing.rendering.language import Language
    from briefing.rendering.positions import Position
    from briefing.rendering.theme import LoadedTheme
    from briefing.rendering.view import Coverage, Deeds, Difference, News, Report, Utterance

PROGRAM = "situation-brief"


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation number: the number shown, the source that it leads to, what is cited from it in context."""

    number: int
    source: Source
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A cited passage with what stands ``before`` and ``after`` it; both are empty without context."""

    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Meta:
    """What the program works out for the page.

    ``words`` is the furniture's language, through which ``_``, ``counted``, ``day`` and others speak.
    ``order`` names the sections in the order of the page, ``hidden`` those that the focus switches off;
    ``logo`` is the theme's picture as a data: address. ``numbers`` are the endnote numbers by source id,
    ``publishers`` the count of independent publishers, ``copies`` that of the folded near-copies, ``graded``
    whether any source has a reliability label, ``changed`` what is "new" or "updated" by (section, item id).
    ``styles`` are the theme's style sheets by name, ``colours`` its colours. ``movements`` (by figure id),
    ``strip`` and ``presence`` are pictures' coordinates, None where there is nothing to draw.
    """

    program: str
    version: str
    format: str
    language: str
    words: Language
    order: tuple[str, ...]
    logo: str | None
    logo_text: str | None
    styles: Mapping[str, str]
    colours: Mapping[str, str]
    numbers: Mapping[str, int]
    sources: Mapping[str, Source]
    actors: Mapping[str, Actor]
    publishers: int
    copies: int
    graded: bool
    hidden: frozenset[str]
    principals: tuple[Actor, ...]
    deeds: tuple[Deeds, ...]
    figures: tuple[Figure, ...]
    positions: tuple[Position, ...]
    utterances: tuple[Utterance, ...]
    coverage: Coverage
    endnotes: tuple[Endnote, ...]
    news: tuple[News, ...]
    differences: tuple[Difference, ...]
    reports: tuple[Report, ...]
    notes: tuple[Note, ...]
    empty: tuple[str, ...]
    changed: Mapping[tuple[str, str], str]
    movements: Mapping[str, Movement]
    strip: Strip | None
    presence: Presence | None


def make_meta(
    brief: Brief, theme: LoadedTheme, kind: str, styles: Mapping[str, str], words: Language
) -> Meta:
    """Work out what the templates of a format need beyond the brief."""
    numbers = view.source_numbers(brief.sources)
    spoken = positions(brief)
    printed = view.utterances(brief)
    chosen = view.figures(brief)
    return Meta(
        program=PROGRAM,
        version=_version(),
        format=kind,
        language=words.tag,
        words=words,
        order=theme.order,
        logo=theme.asset(theme.logo) if theme.logo and kind == "html" else None,
        logo_text=theme.logo_text,
        styles=styles,
        colours=theme.colours,
        numbers=numbers,
        sources={source.id: source for source in brief.sources},
        actors={actor.id: actor for actor in brief.actors},
        publishers=independent_publishers(brief.sources),
        copies=sum(len(source.copies) for source in brief.sources),
        graded=any(source.reliability for source in brief.sources),
        hidden=view.hidden_sections(brief),
        principals=view.principal_actors(brief),
        deeds=view.deeds(brief),
        figures=chosen,
        positions=spoken,
        utterances=printed,
        coverage=view.coverage(brief, numbers),
        endnotes=endnotes(brief, spoken, printed, numbers),
        news=view.news(brief),
        differences=view.differences(brief),
        reports=view.reports(brief, numbers),
        notes=tuple(note for note in brief.notes if note.kind != "empty"),
        empty=view.empty_sections(brief),
        changed=view.changed(brief),
        movements={
            figure.id: drawn
            for figure in chosen
            if figure.agreement != "agreed" and (drawn := charts.movement(figure))
        },
        strip=charts.timeline_strip(brief),
        presence=charts.presence(view.principal_actors(brief), brief.sources),
    )


@cache
def _version() -> str:
    try:
        return version(PROGRAM)
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0"

"""This edition against the previous one: what is new, what is updated, what is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.model import Change, Changes
from briefing.reading.similarity import same_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.model import Brief, Figure, KeyPoint


def compare(brief: Brief, previous: Brief | None, *, most: int | None = None) -> Brief:
    """Mark each key point new, updated or repeated, and list the changes, at the most ``most`` of each sort.

    A key point is repeated where the previous edition had the same words or cited the same passage, updated
    where it said the same in other words or with another figure. Without a previous edition all is new and
    nothing is listed.
    """
    if previous is None:
        return brief
    points = tuple(_marked(point, brief, previous) for point in brief.key_points)
    kept = {old.id for _, old in points if old is not None}
    changes = Changes(
        since=previous.edition.as_of,
        new=tuple(Change("key_points", p.text, p.id) for p, _ in points if p.status == "new")[:most],
        updated=(
            *(
                Change("key_points", p.text, p.id, old.text)
                for p, old in points
                if p.status == "updated" and old
            ),
            *_figures(brief, previous),
        )[:most],
        dropped=tuple(Change("key_points", p.text) for p in previous.key_points if p.id not in kept)[:most],
    )
    return replace(brief, key_points=tuple(point for point, _ in points), changes=changes)


def _marked(point: KeyPoint, brief: Brief, previous: Brief) -> tuple[KeyPoint, KeyPoint | None]:
    """A key point with its status, and the key point of the previous edition that it goes back to."""
    beginnings = _beginnings(point, brief)
    for old in previous.key_points:
        if beginnings & _beginnings(old, previous) or _squeezed(old.text) == _squeezed(point.text):
            return replace(point, status="repeated"), old
    for old in previous.key_points:
        if same_statement(point.text, old.text):
            return replace(point, status="updated"), old
    return point, None


def _beginnings(point: KeyPoint, brief: Brief) -> set[tuple[str, int]]:
    """Where the passages of a key point begin, by the text's hash: source numbers differ between editions."""
    hashes = {source.id: source.sha256 for source in brief.sources}
    return {(hashes[c.source], c.start) for c in point.citations}


def _figures(brief: Brief, previous: Brief) -> Iterator[Change]:
    """Figures of which this edition has an observation that the previous one had not."""
    for figure in brief.figures:
        old = next((f for f in previous.figures if _same_figure(figure, f)), None)
        if old is None:
            continue
        known = {_squeezed(o.citation.text) for o in old.observations}
        added = [o for o in figure.observations if _squeezed(o.citation.text) not in known]
        if added:
            yield Change("figures", added[-1].text, figure.id, old.observations[-1].text)


def _same_figure(one: Figure, other: Figure) -> bool:
    """The same thing counted: one observation is in both."""
    passages = {_squeezed(o.citation.text) for o in one.observations}
    return any(_squeezed(o.citation.text) in passages for o in other.observations)


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()

"""Making a brief again, from its sources and its configuration, to see that it says just what it said."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from briefing.brief.contract import fingerprint, to_tree
from briefing.brief.editions import previous_edition, read_brief
from briefing.brief.verification import examine
from briefing.errors import BriefingError, OutputError
from briefing.model import Brief
from briefing.pipeline import Run, make_edition, theme_of, values_of, within
from briefing.proof.differences import differences
from briefing.proof.verdict import Verdict
from briefing.provenance import configuration_hash, made_with
from briefing.sources import read_sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from briefing.configuration.project import FocusConfig, Project
    from briefing.model import MadeWith

RECORD = (  # what must be as it was, for a brief to come out as it did
    ("program", "it was made by version {was} of this program, and this is {now}"),
    ("language_model", "it was made with the language model {was}, and this is {now}"),
    ("libraries", "it was made with {was}, and there are {now}"),
    ("configuration", "the configuration has changed since"),
)
# What an edition before this one decides: which reports are news, and so what is chosen from them.
OF_PREVIOUS = frozenset({
    "edition.number", "edition.previous", "edition.previous_sha256", "facts", "key_points", "coverage",
    "changes", "figures", "outlook", "background", "sources.context", "notes",
})  # fmt: skip
NOT_AGAIN = "it could not be made again, so who speaks, what agrees and what changed is not proved"


@dataclass(frozen=True, slots=True)
class Again:
    """A brief made again, as the tree of its JSON, or why that cannot be (``expected`` is None).

    ``verdict`` is what was found on the way. ``open`` are the names of which nothing can be said; ``gone`` is
    how many of the reports that were read are no longer there as they were, ``since`` how many others are.
    """

    expected: dict[str, Any] | None
    verdict: Verdict
    open: frozenset[str] = frozenset()
    gone: int = 0
    since: int = 0

    def compared(self, tree: Any) -> Verdict:
        """What of a brief's tree is false, not provable and proved."""
        if self.expected is None:
            return self.verdict
        given, expected = _without(tree, self.open), _without(self.expected, self.open)
        skipped = _skipped(given, expected)
        lines = tuple(differences(_read_alone(given, skipped), _read_alone(expected, skipped)))
        found = self.verdict + Verdict(unproven=tuple(f"notes: {one}" for one in skipped))
        if lines and self.gone:
            gone = (
                f"of the reports that it read {self.gone} {'is' if self.gone == 1 else 'are'} gone or changed"
            )
            return found + Verdict(unproven=(f"{gone}; made again it differs in {len(lines)} values",))
        if lines or found.false or found.unproven:
            return found + Verdict(false=lines)
        count = len(given["made_with"]["read"])
        reports = "the report" if count == 1 else f"the {count} reports"
        others = f", {self.since} more being there now" if self.since else ""
        return found + Verdict(proved=(f"made again from {reports} that it read{others}, it is the same",))


def _skipped(given: dict[str, Any], expected: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The notes on reports that could not be read then or now, but not both, by what is to be said of it."""
    was, now = ([n for n in _notes(tree) if n.get("kind") == "skipped"] for tree in (given, expected))
    mended = {f"{n.get('source')} could not be read, it says, and now it can": n for n in was if n not in now}
    return mended | {f"{n['source']} cannot be read, and it does not say so": n for n in now if n not in was}


def _read_alone(tree: dict[str, Any], skipped: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if not skipped:
        return tree
    return {**tree, "notes": [note for note in _notes(tree) if note not in skipped.values()]}


def _notes(tree: dict[str, Any]) -> list[dict[str, Any]]:
    return [note for note in tree.get("notes") or () if isinstance(note, dict)]


def make_again(
    brief: Brief, project: Project | None, *, out_of: Path | None = None, cache_dir: Path | None = None
) -> Again:
    """Make a brief again by a project's configuration; ``out_of`` is the file that it was read from."""
    if project is None:
        return _cannot(f"no configuration with the focus {brief.focus.id} was found")
    try:
        focus = _focus_of(brief, project)
        values = values_of(project, focus, brief.edition.as_of)
        now = made_with(project, focus, theme_of(project, focus), values)
        reason = _other_record(brief.made_with, now)
        if reason:
            return _cannot(reason)
        output = project.root / project.settings.output
        folders = [output, *([out_of.resolve().parent.parent] if out_of else [])]
        return _made(brief, project, focus, now=now, folders=folders, cache_dir=cache_dir)
    except BriefingError as error:
        return _cannot(": ".join(part for part in (error.what, error.where, error.cause) if part))
    except OverflowError:  # nothing lies before the first of days
        return _cannot(f"nobody makes a brief of {brief.edition.as_of}")


def _cannot(reason: str) -> Again:
    return Again(None, Verdict(unproven=(f"{NOT_AGAIN}: {reason}",)))


def _focus_of(brief: Brief, project: Project) -> FocusConfig:
    """The focus that a brief was made of: by its settings, before its name."""
    was = brief.made_with.configuration if brief.made_with else None
    same = (focus for focus in project.focuses if configuration_hash(project, focus) == was)
    return next(same, None) or project.focus(brief.focus.id)


def _other_record(was: MadeWith | None, now: MadeWith) -> str | None:
    """Why a brief cannot be made again as it was."""
    if was is None:
        return "it does not say what it was made with"
    return next(
        (
            words.format(was=getattr(was, name), now=getattr(now, name))
            for name, words in RECORD
            if getattr(was, name) != getattr(now, name)
        ),
        None,
    )


def _made(
    brief: Brief,
    project: Project,
    focus: FocusConfig,
    *,
    now: MadeWith,
    folders: list[Path],
    cache_dir: Path | None,
) -> Again:
    """The brief, made by its focus; ``folders`` are where the edition before it may lie."""
    edition, record = brief.edition, brief.made_with or now
    previous, verdict, left_open = _previous(brief, folders, project.root)
    if record.theme != now.theme:
        left_open |= {"made_with.theme"}
        changed = "the theme, its values or the day's assessment have changed since"
        verdict += Verdict(unproven=(f"made_with.theme: {changed}",))
    if edition.generated_at not in _instants(edition.as_of):
        instant = f"{edition.generated_at.isoformat()} is not the start of its day"
        told = f"edition.generated_at: {instant}, nor what SOURCE_DATE_EPOCH says now"
        verdict += Verdict(unproven=(told,))
    articles, errors = read_sources(project.settings, project.root)
    read = [article for article in articles if article.sha256 in record.read]
    _, unreadable = previous_edition(folders[0], focus.id, edition.as_of)
    made = make_edition(
        project,
        focus,
        Run(as_of=edition.as_of, generated_at=edition.generated_at, cache_dir=cache_dir),
        read,
        record=now,
        previous=previous,
        errors=(*errors, *unreadable),
    )
    gone = set(record.read) - {article.sha256 for article in articles}
    since = len(within(articles, made.edition.period)) - len(within(read, made.edition.period))
    return Again(to_tree(made), verdict, left_open, len(gone), since)


def _instants(as_of: date) -> Iterator[datetime]:
    """The instants that can stand for the making of an edition."""
    yield datetime.combine(as_of, time(), UTC)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and len(epoch) < 12:
        yield datetime.fromtimestamp(int(epoch), UTC)


# --- the edition before ---------------------------------------------------------------------------


def _previous(brief: Brief, folders: list[Path], root: Path) -> tuple[Brief | None, Verdict, frozenset[str]]:
    """The edition that a brief was compared with, what was found of it, and what its absence leaves open."""
    day, focus = brief.edition.previous, brief.focus.id
    newest, _ = previous_edition(folders[0], focus, brief.edition.as_of)
    verdict = Verdict()
    if newest is not None and (day is None or newest.edition.as_of > day):
        there = f"and there is one of {newest.edition.as_of} now"
        verdict = Verdict(unproven=(f"edition.previous: it was compared with {day or 'none'}, {there}",))
    if day is None:
        return None, verdict, frozenset()
    paths = [folder / day.isoformat() / f"{focus}.json" for folder in folders]
    read = list(_read(paths))
    if not read:
        gone = f"the edition of {day} that it was compared with is not there ({paths[0]})"
        # Its day and number decide what counts as news, and nobody but the brief can tell them.
        bare = Brief(brief.focus, replace(brief.edition, as_of=day, number=brief.edition.number - 1))
        return bare, verdict + Verdict(unproven=(f"edition.previous: {gone}",)), OF_PREVIOUS
    same = [item for item in read if fingerprint(item[1]) == brief.edition.previous_sha256]
    path, previous = (same or read)[0]
    if not same:
        other = f"{path} is another edition than the one that it was compared with"
        return previous, verdict + Verdict(false=(f"edition.previous_sha256: {other}",)), frozenset()
    found = tuple(f"edition.previous ({path}): {line}" for line in examine(previous, root).false)
    return previous, verdict + Verdict(false=found), frozenset()


def _read(paths: list[Path]) -> Iterator[tuple[Path, Brief]]:
    for path in paths:
        try:
            yield path, read_brief(path)
        except OutputError:
            continue


def _without(tree: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """A brief's tree without the names that are left open; "key_points.status" is that of each."""
    for outer, _, inner in (name.partition(".") for name in sorted(names)):
        held = tree.get(outer)
        blocks = held if isinstance(held, list) else [held]
        kept = [
            {name: value for name, value in block.items() if name != inner}
            if isinstance(block, dict)
            else block
            for block in blocks
        ]
        rest = {name: value for name, value in tree.items() if name != outer}
        tree = {**rest, outer: kept if isinstance(held, list) else kept[0]} if inner else rest
    return tree

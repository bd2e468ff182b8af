"""What the page needs to know beyond the brief: who stands where, what is cited where, what differs.

Everything is worked out from the brief alone; nothing is added to what it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.rendering.differences import Run, compared
from briefing.sections import BY_CONTRACT, BY_NAME, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.model import Action, Actor, Brief, Change, Citation, Fact, Figure, KeyPoint, Quote, Source

ROLES = 2  # of an actor, in the table
DEEDS = 2  # of an actor, below the table
MATRIX_PUBLISHERS = 9  # more columns than these are not legible on a page
OPENING_WORDS = 8


@dataclass(frozen=True, slots=True)
class Deeds:
    """An actor with the actions that tell what it did, the most central first."""

    actor: Actor
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Printing:
    """One outlet's printing of an utterance, in runs that are the same, different, or the outlet's edit."""

    citation: Citation
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """The printings of one utterance side by side: ``quote`` is the first, ``speaker`` None if unknown."""

    quote: Quote
    speaker: Actor | None
    printings: tuple[Printing, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A column of the matrix: a publisher's name, or None and the number of a source without one."""

    name: str | None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A key point with its number and opening words; whether each of the matrix's outlets reports it."""

    point: KeyPoint
    number: int
    opening: str
    cut: bool
    reported: tuple[bool, ...]
    outlets: tuple[Outlet, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who reports what. ``wide`` is true where there are too many outlets for columns."""

    outlets: tuple[Outlet, ...]
    rows: tuple[CoverageRow, ...]
    wide: bool


@dataclass(frozen=True, slots=True)
class News:
    """What is new in one section: the numbers of key points, else how many items there are and the anchor."""

    kind: str
    anchor: str
    points: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A change to print with its passage, under its own anchor: ``kind`` is "new", "updated" or "overtaken".

    ``fact`` is the new one, or the one that overtook a passage; ``point`` the number of the key point that
    tells what stands now; ``speaker`` and ``speaker_before`` whose figures the new and the old one are. Each
    is None where there is none.
    """

    kind: str
    anchor: str
    change: Change
    fact: Fact | None
    point: int | None
    speaker: Actor | None
    speaker_before: Actor | None


@dataclass(frozen=True, slots=True)
class Report:
    """A source that came late or was altered since the previous edition."""

    kind: str  # "late" or "altered"
    source: Source
    number: int
    text: str


def source_numbers(sources: Sequence[Source]) -> dict[str, int]:
    """The number shown for each source: that of its id ("S3": 3), or its rank where an id carries none."""
    numbers = {
        source.id: int(source.id[1:])
        for source in sources
        if source.id[:1] == "S" and source.id[1:].isascii() and source.id[1:].isdigit()
    }
    if len(numbers) == len(sources) == len(set(numbers.values())):
        return numbers
    return {source.id: number for number, source in enumerate(sources, 1)}


def wanted(brief: Brief, section: str) -> tuple[bool, int | None]:
    """Whether a section, by its name on the page, is shown, and how many items at the most (None: all).

    A brief that lists no sections shows all of them.
    """
    for listed in brief.sections:
        if listed.name == BY_NAME[section].contract:
            return True, listed.most
    return not brief.sections, None


def hidden_sections(brief: Brief) -> frozenset[str]:
    """The sections that the focus switches off, by their names on the page."""
    return frozenset(section.name for section in SECTIONS if not wanted(brief, section.name)[0])


def principal_actors(brief: Brief) -> tuple[Actor, ...]:
    """The actors of the actors section; a brief that marks none means all."""
    shown, most = wanted(brief, "actors")
    chosen = tuple(actor for actor in brief.actors if actor.principal) or brief.actors
    return chosen[:most] if shown else ()


def deeds(brief: Brief) -> tuple[Deeds, ...]:
    """What the actors of the section did, in their order; what a key point tells stands there already."""
    shown, most = wanted(brief, "actions")
    actions = {action.id: action for action in brief.actions} if shown else {}
    taken = {place_of(point.citations[0]) for point in brief.key_points if point.citations}
    told: list[Deeds] = []
    left = most if most is not None else len(actions)
    for actor in principal_actors(brief):
        own: list[Action] = []
        for action in (actions[name] for name in actor.actions if name in actions):
            if len(own) < min(left, DEEDS) and place_of(action.citations[0]) not in taken:
                own.append(action)
                taken.add(place_of(action.citations[0]))
        if own:
            told.append(Deeds(actor, tuple(own)))
            left -= len(own)
    return tuple(told)


def figures(brief: Brief) -> tuple[Figure, ...]:
    """The figures to show, in the brief's order."""
    shown, most = wanted(brief, "figures")
    return brief.figures[:most] if shown else ()


def utterances(brief: Brief) -> tuple[Utterance, ...]:
    """The utterances that were printed more than once, each one time; the most often printed first."""
    shown, most = wanted(brief, "how_quoted")
    actors = {actor.id: actor for actor in brief.actors}
    seen: set[tuple[str, int, int]] = set()
    printed = []
    for quote in brief.quotes if shown else ():
        passages = {place_of(variant.citation) for variant in quote.variants}
        if len(passages) < 2 or passages & seen:
            continue
        seen |= passages
        runs = compared([variant.text for variant in quote.variants])
        printings = tuple(
            Printing(variant.citation, row) for variant, row in zip(quote.variants, runs, strict=True)
        )
        printed.append(Utterance(quote, actors.get(quote.speaker or ""), printings))
    printed.sort(key=lambda utterance: -len(utterance.printings))
    return tuple(printed[:most])


def coverage(brief: Brief, numbers: Mapping[str, int]) -> Coverage:
    """The matrix of key points against outlets, in the order of the sources.

    The contract names a source by its id where its publisher is not known.
    """
    labels = dict.fromkeys(source.publisher or source.id for source in brief.sources)
    for names in brief.coverage.values():
        labels.update(dict.fromkeys(names))
    outlets = {label: Outlet(None, numbers[label]) if label in numbers else Outlet(label) for label in labels}
    rows = []
    for number, point in enumerate(brief.key_points if brief.coverage else (), 1):
        reporting = brief.coverage.get(point.id, ())
        words = point.text.split()
        rows.append(
            CoverageRow(
                point,
                number,
                " ".join(words[:OPENING_WORDS]),
                len(words) > OPENING_WORDS,
                tuple(label in reporting for label in labels),
                tuple(outlets[label] for label in reporting),
            )
        )
    return Coverage(tuple(outlets.values()), tuple(rows), len(outlets) > MATRIX_PUBLISHERS)


def news(brief: Brief) -> tuple[News, ...]:
    """What is new, section by section in the order in which the changes name them, key points first.

    New facts are not among them: see ``differences``.
    """
    numbers = {point.id: number for number, point in enumerate(brief.key_points, 1)}
    kinds: dict[str, list[str | None]] = {}
    for change in brief.changes.new:
        if change.kind != "facts":
            kinds.setdefault(change.kind, []).append(change.id)
    told = []
    for kind, ids in sorted(kinds.items(), key=lambda entry: entry[0] != "key_points"):
        points = (
            tuple(sorted(numbers[item] for item in ids if item in numbers)) if kind == "key_points" else ()
        )
        anchor = BY_CONTRACT[kind].anchor if kind in BY_CONTRACT else kind
        told.append(News(kind, anchor, points, len(ids)))
    return tuple(told)


def differences(brief: Brief) -> tuple[Difference, ...]:
    """The new facts that are no key points, then what was updated, then what was overtaken."""
    if not wanted(brief, "changes")[0]:
        return ()
    actors = {actor.id: actor for actor in brief.actors}
    facts = {fact.id: fact for fact in brief.facts}
    ids = {point.id: number for number, point in enumerate(brief.key_points, 1)}
    told = {point.fact: number for number, point in enumerate(brief.key_points, 1) if point.fact}
    said = {
        (figure.id, observation.text, observation.citation): observation.speaker
        for figure in brief.figures
        for observation in figure.observations
    }

    def by(change: Change, text: str | None, cited: Citation | None) -> Actor | None:
        speaker = said.get((change.id or "", text or "", cited)) if cited else None
        return actors.get(speaker or "")

    listed = [("new", change) for change in brief.changes.new if change.kind == "facts"]
    listed += [("updated", change) for change in brief.changes.updated]
    listed += [("overtaken", change) for change in brief.changes.overtaken]
    return tuple(
        Difference(
            kind,
            f"change-{number}",
            change,
            facts.get(change.id or ""),
            ids.get(change.id or "") if change.kind == "key_points" else told.get(change.id or ""),
            by(change, change.text, change.citation),
            by(change, change.before, change.before_citation),
        )
        for number, (kind, change) in enumerate(listed, 1)
    )


def reports(brief: Brief, numbers: Mapping[str, int]) -> tuple[Report, ...]:
    """The sources that came late, then those that were altered."""
    sources = {source.id: source for source in brief.sources}
    return tuple(
        Report(kind, sources[change.id], numbers[change.id], change.text)
        for kind, changes in (("late", brief.changes.late), ("altered", brief.changes.altered))
        for change in changes
        if change.id in sources
    )


def empty_sections(brief: Brief) -> tuple[str, ...]:
    """The sections of the page, by their names in the contract, that a note says are empty."""
    unseen = {section.contract for section in SECTIONS if not section.block}
    return tuple(note.message for note in brief.notes if note.kind == "empty" and note.message not in unseen)


def changed(brief: Brief) -> dict[tuple[str, str], str]:
    """Whether an item is "new" or "updated", by section and item id."""
    return {
        (change.kind, change.id): status
        for status, changes in (("new", brief.changes.new), ("updated", brief.changes.updated))
        for change in changes
        if change.id is not None
    }


def printed_in(quote: Quote) -> tuple[Citation, ...]:
    """What a quotation cites: its own pieces, and the other outlets' printings of it."""
    return (*quote.citations, *(variant.citation for variant in quote.variants))


def place_of(citation: Citation) -> tuple[str, int, int]:
    """Where a passage stands."""
    return citation.source, citation.start, citation.end

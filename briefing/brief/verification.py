"""What a brief and its sources prove by themselves: hashes, passages in place, statements made of them.

This needs no configuration and no language model. Who speaks, what agrees and what has changed it cannot
prove: for that a brief is made again, see briefing/proof.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from briefing.brief.context import cited
from briefing.configuration.project import SourceFacts
from briefing.errors import SourceError, shortened
from briefing.model import Action, Change, Citation, Figure, Observation, Quote, independent_publishers
from briefing.sources.text import read_text_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing.model import Article, Brief, Source

SHOWN_CHARS = 90  # of a passage, in a message
# The lists of the contract whose items have ids.
_STATED = ("key_points", "quotes", "actions", "timeline", "figures", "outlook", "background")
LISTS = ("sources", "facts", "actors", *_STATED)


@dataclass(frozen=True, slots=True)
class Examined:
    """A line for each thing that is false, and for each source that is not there to prove anything."""

    false: tuple[str, ...]
    unproven: tuple[str, ...]


def verify(brief: Brief, root: Path) -> tuple[str, ...]:
    """Compare a brief with its sources below ``root``; a line for each thing that does not hold.

    A source must have the hash that the brief states; each citation's text must stand at its offsets; each
    statement must cite, and be made of what it cites; what is counted or referred to must be there.
    """
    found = examine(brief, root)
    return (*found.unproven, *found.false)


def examine(brief: Brief, root: Path) -> Examined:
    """As ``verify``, with what is false apart from what cannot be proved because a source is missing."""
    cited_by = list(cited(brief))
    false: list[str] = []
    unproven: list[str] = []
    for source in brief.sources:
        mine = {(where, citation) for where, citation in cited_by if citation.source == source.id}
        label = f"{source.id} ({source.file or source.url or 'no file'})"
        try:
            article = read_again(source, root)
        except SourceError as error:
            line = f"{label}: {error.cause}; {len(mine)} citations are unproven"
            (false if _is_there(source, root) else unproven).append(line)
        else:
            in_order = sorted(mine, key=lambda item: (item[0] == source.id, item[1].start, item[0]))
            false += _against(source, article, label, in_order)
    known = {source.id for source in brief.sources}
    false += [
        f"{where}: cites {c.source}, which is not among the sources"
        for where, c in cited_by
        if c.source not in known
    ]
    return Examined((*false, *_statements(brief, ""), *_counts(brief), *_references(brief)), tuple(unproven))


def citations(brief: Brief) -> tuple[Citation, ...]:
    """Every citation in a brief, in the order of the contract."""
    return tuple(citation for _, citation in cited(brief))


# --- against the sources --------------------------------------------------------------------------


def _against(source: Source, article: Article, label: str, mine: list[tuple[str, Citation]]) -> Iterator[str]:
    """What no longer matches in one source."""
    broken = [(where, c) for where, c in mine if article.text[c.start : c.end] != c.text]
    if article.sha256 != source.sha256:
        stand = f"though each of the {len(mine)} passages cited from it still stands"
        gone = f"and {len(broken)} of the {len(mine)} passages cited from it do not stand where they did"
        yield f"{label}: the text has changed since, {gone if broken else stand}"
    elif source.words != len(article.text.split()):
        yield f"{label}: it has {len(article.text.split())} words, not {source.words}"
    if source.opening is not None and not article.text.startswith(source.opening):
        yield f"{label}: it does not begin with {_shown(source.opening)}"
    for where, citation in broken:
        moved = "; it stands elsewhere now" if citation.text in article.text else ""
        lost = f"no longer at {citation.start}–{citation.end} of {label}{moved}"
        yield f"{where}: {lost}: {_shown(citation.text)}"


def _is_there(source: Source, root: Path) -> bool:
    try:
        return source.file is not None and (root / source.file).exists()
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        return False


def read_again(source: Source, root: Path) -> Article:
    """Read a source of a brief again from its file below ``root``, without what was known of it beside.

    Raises SourceError.
    """
    if source.file is None:
        raise SourceError("source", where=source.id, cause="the brief names no file")
    path = root / source.file
    try:
        inside = path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links; a NUL in the name
        raise SourceError("source", where=source.file, cause="cannot be read") from error
    if not inside:
        raise SourceError("source", where=source.file, cause="leads out of the project, and is not followed")
    try:
        stated = SourceFacts(encoding="utf-8" if source.encoding is None else source.encoding)
        return read_text_file(path, name=source.file, facts=stated, within=root)
    except ValueError as error:  # an encoding that is none of texts
        cause = f"cannot be read in the encoding {source.encoding!r}"
        raise SourceError("source", where=source.file, cause=cause) from error


# --- the brief in itself --------------------------------------------------------------------------


def _statements(value: Any, where: str) -> Iterator[str]:
    """Statements that cite nothing, or are not made of what they cite."""
    if isinstance(value, tuple):
        for item in value:
            yield from _statements(item, where)
    elif is_dataclass(value) and not isinstance(value, Citation):
        where = getattr(value, "id", None) or where
        text: str | None = getattr(value, "text", None)
        made_of: tuple[Citation, ...] | None = getattr(value, "citations", None)
        if made_of == () or (isinstance(value, Figure) and not value.observations):
            yield f"{where}: it cites nothing: {_shown(text or str(getattr(value, 'what', '')))}"
        one: Citation | None = getattr(value, "citation", None)
        cites = made_of or ((one,) if one else ())
        if text is not None and cites and not _is_made_of(value, text, cites):
            yield f"{where}: the statement is not what it cites: {_shown(text)}"
        if isinstance(value, Action):
            yield from _parts(value)
        if isinstance(value, Figure) and not _has_whom(value):
            yield f"{where}: none of its passages has the people counted: {_shown(value.whom or '')}"
        if isinstance(value, Quote):
            yield from _in_sentences(value)
        if isinstance(value, Change):
            yield from _before(value, where)
        for field in fields(value):
            yield from _statements(getattr(value, field.name), where)


def _is_made_of(value: Any, text: str, made_of: tuple[Citation, ...]) -> bool:
    """Whether a text is one of the passages cited, or all of them; a figure stands in its sentence."""
    if isinstance(value, Observation | Change):
        return text in made_of[0].text
    return text in {*(c.text for c in made_of), " ".join(c.text for c in made_of)}


def _has_whom(figure: Figure) -> bool:
    return figure.whom is None or any(figure.whom in seen.citation.text for seen in figure.observations)


def _parts(action: Action) -> Iterator[str]:
    """An action's agent and patient, where they are not the words cited for them."""
    for name in ("agent", "patient"):
        text, citation = getattr(action, f"{name}_text"), getattr(action, f"{name}_citation")
        if citation and text != citation.text:
            yield f"{action.id}: the {name} is not what it cites: {_shown(text or 'nothing')}"


def _in_sentences(quote: Quote) -> Iterator[str]:
    """The words of a quotation that stand in none of its sentences, and sentences without a word of it."""
    for sentence in quote.sentences:
        if not any(_holds(sentence, words) for words in quote.citations):
            yield f"{quote.id}: none of its words stand in this sentence: {_shown(sentence.text)}"
    for words in quote.citations if quote.sentences else ():
        if not any(_holds(sentence, words) for sentence in quote.sentences):
            yield f"{quote.id}: these words stand in none of its sentences: {_shown(words.text)}"


def _before(change: Change, where: str) -> Iterator[str]:
    """A change whose older passage is not what it cites."""
    cited = change.before_citation
    if cited and (change.before is None or change.before not in cited.text):
        yield f"{where}: what was before is not what it cites: {_shown(change.before or 'nothing')}"


def _holds(sentence: Citation, words: Citation) -> bool:
    return (
        sentence.source == words.source
        and sentence.start <= words.start
        and words.end <= sentence.end
        and words.text in sentence.text
    )


def _counts(brief: Brief) -> Iterator[str]:
    """Ids that stand twice, counts that are wrong, and sections that are empty without a word on it."""
    for name in LISTS:
        ids = Counter(item.id for item in getattr(brief, name))
        yield from (f"{name}: {one} stands in it {count} times" for one, count in ids.items() if count > 1)
    by_id = {source.id: source for source in brief.sources}
    for point in brief.key_points:
        reports = [by_id[c.source] for c in point.citations if c.source in by_id]
        count = independent_publishers(reports)
        if len(reports) == len(point.citations) and point.publishers != count:
            yield f"{point.id}: it has {count} independent publishers, not {point.publishers}"
    told = {note.message for note in brief.notes if note.kind == "empty"}
    for section in brief.sections:
        if not getattr(brief, section.name, True) and section.name not in told:
            yield f"{section.name}: nothing is in it, and no note says that it is empty"


def _references(brief: Brief) -> Iterator[str]:
    """Ids that lead nowhere, and changes that are none of the statements that they name."""
    actors = [("actors", item.id, one) for item in brief.quotes for one in (item.speaker, item.reported_by)]
    actors += [("actors", item.id, item.speaker) for item in brief.outlook]
    actors += [("actors", item.id, o.speaker) for item in brief.figures for o in item.observations]
    actors += [("actors", item.id, item.agent) for item in brief.actions]
    deeds = [("actions", item.id, one) for item in brief.key_points for one in item.deeds]
    deeds += [("actions", item.id, one) for item in brief.actors for one in item.actions]
    facts = [("facts", item.id, one) for item in brief.facts for one in (item.replaces, item.replaced_by)]
    facts += [("facts", item.id, item.fact) for item in brief.key_points]
    facts += [("facts", "changes", item.id) for item in brief.changes.overtaken]
    others = [("sources", item.id, one) for item in brief.actors for one in item.sources]
    others += [("key_points", "coverage", one) for one in brief.coverage]
    yield from _nowhere(brief, (*actors, *deeds, *facts, *others))
    texts = {item.id: item.text for item in brief.key_points}
    texts |= {item.id: o.text for item in brief.figures for o in item.observations[-1:]}
    texts |= {item.id: item.text for item in brief.facts}
    for change in (*brief.changes.new, *brief.changes.updated):
        known = texts.get(change.id or "")
        if known is None or (change.kind in {"key_points", "facts"} and known != change.text):
            yield f"changes: {change.id} does not say so: {_shown(change.text)}"


def _nowhere(brief: Brief, references: Iterable[tuple[str, str, str | None]]) -> Iterator[str]:
    known = {name: {item.id for item in getattr(brief, name)} for name in LISTS}
    shown = {name for name in LISTS if known[name]}  # a list that the focus hides is empty
    for name, where, one in references:
        if one is not None and name in shown and one not in known[name]:
            yield f"{where}: it names {one}, which is not among the {name}"


def _shown(text: str) -> str:
    return shortened(text, SHOWN_CHARS)

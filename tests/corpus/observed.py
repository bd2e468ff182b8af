"""What the program finds in a story, in the words in which it is expected."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import briefing
from briefing.library import found
from corpus.expected import Coming, Counted, Dated, Did, Means, Printed, Said, Seen, Story, When, Who

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Article, Brief, Citation

SURE = 0.6  # the confidence from which a focus trusts a speaker, unless it says otherwise
BEGIN = 5  # words that tell one sentence or utterance from another
CONTEXT = 32  # characters of a reference with what follows it


def read_story(folder: Path) -> tuple[Article, ...]:
    """The reports of a story, with ids like "dam_failure/1"."""
    paths = sorted(folder.glob("*.txt"))
    return tuple(
        replace(briefing.read(path), id=f"{folder.name}/{path.stem.split('-')[0]}") for path in paths
    )


def number(source: str) -> int:
    """The number of a report in its story."""
    return int(source.rpartition("/")[2])


def begins(text: str) -> str:
    """The first words of a passage, in any quotation marks."""
    return " ".join(text.split()[:BEGIN])


def place(citation: Citation) -> tuple[int, str]:
    """The report and the first words of a passage."""
    return number(citation.source), begins(citation.text)


class Observed:
    """The findings of one story's articles."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.articles = tuple(articles)
        self.found = found(self.articles)
        self.texts = {article.id: article.text for article in articles}
        self.names = {actor.id: actor.name for actor in self.found.actors}

    def story(self, acts_in: Sequence[int]) -> Story:
        """Everything that can be compared item by item; ``acts_in`` says in which reports actions are wanted."""
        return Story(
            quotes=self.quotes(),
            variants=self.variants(),
            actors=self.actors(),
            references=self.references(),
            acts_in=tuple(acts_in),
            actions=self.actions(acts_in),
            times=self.times(),
            events=self.events(),
            figures=self.figures(),
            outlook=self.outlook(),
            alone=tuple(place(sentence.citation) for sentence in self.found.sentences),
        )

    def quotes(self) -> tuple[Said, ...]:
        return tuple(
            Said(
                number(q.citations[0].source),
                self.names.get(q.speaker or ""),
                q.cue,
                q.kind,
                q.text,
                self.names.get(q.reported_by or ""),
                q.speaker is None or q.confidence >= SURE,
            )
            for q in self.found.quotes
        )

    def variants(self) -> tuple[Printed, ...]:
        return tuple(
            Printed(self.names.get(q.speaker or ""), frozenset(place(v.citation) for v in q.variants))
            for q in self.found.utterances
            if q.variants
        )

    def actors(self) -> tuple[Who, ...]:
        return tuple(
            Who(a.name, a.kind, frozenset(a.aliases), frozenset(map(number, a.sources)))
            for a in self.found.actors
        )

    def references(self) -> tuple[Means, ...]:
        return tuple(
            Means(
                number(m.citation.source),
                self.texts[m.citation.source][m.citation.start :].partition("\n")[0][:CONTEXT],
                self.names[m.actor],
            )
            for m in self.found.mentions
            if m.form != "name"
        )

    def actions(self, reports: Sequence[int]) -> tuple[Did, ...]:
        return tuple(
            Did(
                number(a.citations[0].source),
                self.names.get(a.agent or "", a.agent_text),
                a.verb,
                a.patient_text,
                a.negated,
                a.modality,
                a.reported,
            )
            for a in self.found.actions
            if number(a.citations[0].source) in reports
        )

    def times(self) -> tuple[When, ...]:
        return tuple(
            When(number(t.citation.source), t.citation.text, t.type, t.value) for t in self.found.times
        )

    def events(self) -> tuple[Dated, ...]:
        return tuple(
            Dated(e.date, e.expression, e.main, frozenset(map(place, e.citations)))
            for e in self.found.timeline
        )

    def figures(self) -> tuple[Counted, ...]:
        return tuple(
            Counted(
                f.agreement,
                frozenset(
                    Seen(
                        number(o.citation.source),
                        o.text,
                        o.low,
                        o.high,
                        o.unit,
                        o.date,
                        self.names.get(o.speaker or ""),
                    )
                    for o in f.observations
                ),
            )
            for f in self.found.figures
        )

    def outlook(self) -> tuple[Coming, ...]:
        return tuple(
            Coming(o.hedge, self.names.get(o.speaker or ""), frozenset(map(place, o.citations)))
            for o in self.found.outlook
        )


def section(brief: Brief, name: str) -> tuple[object, ...]:
    """A section of a brief as what tells its items apart, in their order."""
    files = {
        source.id: "/".join(Path(source.file or "").with_suffix("").parts[-2:]) for source in brief.sources
    }

    def at(citation: Citation) -> tuple[str, str]:
        return files[citation.source].partition("-")[0], begins(citation.text)

    if name == "sources":
        return tuple(
            (files[source.id].partition("-")[0], len(source.copies), source.opening)
            for source in brief.sources
        )
    if name == "context":
        return tuple(tuple(len(around.text) for around in source.context) for source in brief.sources)
    if name == "deeds":
        return tuple(len(actor.actions) for actor in brief.actors if actor.principal)
    if name == "key_points":
        return tuple(
            (*at(point.citations[0]), len(point.citations), point.publishers) for point in brief.key_points
        )
    if name == "actors":
        return tuple(actor.name for actor in brief.actors if actor.principal)
    if name == "figures":
        return tuple((figure.observations[0].text, len(figure.observations)) for figure in brief.figures)
    return tuple(at(item.citations[0]) for item in getattr(brief, name))

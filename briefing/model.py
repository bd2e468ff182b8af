"""The values that flow through the program: frozen, slotted, without a spaCy type in them.

The contract, that is every name from Brief downwards, is described for template authors in docs/contract.md.
Unknown is None, never "" or 0. Offsets count characters (code points) in ``Article.text`` and are half-open.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

CONTRACT = 2  # raised when a name of the contract changes its meaning or goes

ActorKind = Literal["person", "organisation", "place"]
Agreement = Literal["agreed", "changed", "differing"]
MentionForm = Literal["name", "description", "pronoun"]
Precision = Literal["day", "month", "year"]
QuoteKind = Literal["direct", "indirect"]
Standing = Literal["asserted", "planned", "possible", "demanded", "denied"]
Status = Literal["new", "updated", "repeated"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


# --- what is read ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A headline inside an article."""

    at: int  # the offset in the article's text where what stands under it begins
    text: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A near-copy of a source."""

    similarity: float  # the share of the copy's words that the source has too, 0 to 1
    file: str | None = None  # as in Article, like the rest
    url: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One report as it was read and cleaned."""

    id: str  # unique among the articles handled together; in a brief "S1", "S2", …
    text: str  # the cleaned body: paragraphs divided by line breaks, no headlines, no furniture
    title: str | None = None  # the headline
    publisher: str | None = None
    family: str | None = None  # the owner of the publisher; None: the publisher stands for itself
    published: date | None = None  # the day of publication
    url: str | None = None
    file: str | None = None  # the path as configured
    affiliation: str | None = None  # what the publisher is close to, as configured: "Russian state media"
    reliability: str | None = None  # a label as configured: "B2"; None: not rated
    language: str | None = None  # a BCP 47 tag
    encoding: str | None = None  # the file's; None: UTF-8
    headings: tuple[Heading, ...] = ()  # the headlines inside the body, in text order
    copies: tuple[Copy, ...] = ()  # the near-copies that were left out for it
    left_out: tuple[str, ...] = ()  # what of the file is not in ``text`` for its length, a sentence each

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the cleaned text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def cite(self, start: int, end: int) -> Citation:
        """Cite ``text[start:end]``, without white space at either end."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        return Citation(self.id, start, start + len(text), text)


@dataclass(frozen=True, slots=True)
class Citation:
    """A slice of a source's cleaned text. It crosses no line break: furniture may have been cut out there."""

    source: str  # the id of the Article or Source
    start: int
    end: int  # exclusive
    text: str  # what stands there


# --- findings -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor that the focus names."""

    name: str
    kind: ActorKind | None = None  # None: the text decides
    aliases: tuple[str, ...] = ()  # these always belong to it, whatever the text seems to say


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage in which an actor is named or described, or a pronoun stands for one."""

    actor: str  # the id of an Actor
    citation: Citation
    form: MentionForm


@dataclass(frozen=True, slots=True)
class Role:
    """What a source calls an actor."""

    text: str  # "UK defence secretary"
    citations: tuple[Citation, ...]  # where the words stand


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that acts or speaks, merged over all articles and spellings."""

    id: str
    name: str
    kind: ActorKind
    roles: tuple[Role, ...] = ()
    aliases: tuple[str, ...] = ()  # the other names as printed, most frequent first
    mentions: int = 0  # how many times the articles name the actor; pronouns and descriptions are not counted
    sources: tuple[str, ...] = ()  # the ids of the articles that name the actor
    speaks_for: str | None = None  # the state whose government a capital stands for ("Moscow": "Russia")
    principal: bool = False  # whether the actors section is about it; the others are there to be referred to
    # The ids of the Actions that tell what a principal did, as the sources themselves assert it, most central
    # first.
    actions: tuple[str, ...] = ()
    outlet: bool = False  # whether it is one of those who tell the news


@dataclass(frozen=True, slots=True)
class Variant:
    """An utterance as one outlet printed it."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody is reported to have said."""

    id: str
    text: str  # the pieces of ``citations``, joined by a blank
    kind: QuoteKind
    citations: tuple[Citation, ...]  # one for each unbroken piece of the words, in text order
    confidence: float  # how sure the attribution to the speaker is, 0 to 1
    speaker: str | None = None  # the id of an Actor; None where the text gives none that can be trusted
    speaker_citation: Citation | None = None  # the words that name the speaker there ("Mr Wallace", "he")
    cue: str | None = None  # the reporting words ("said"); None where there are none
    variants: tuple[
        Variant, ...
    ] = ()  # all outlets' printings, this one first; empty where there is one only
    # Where one speaker is reported by another ("Johnson said that Putin had told him …"): the id of the Actor
    # who reports; None where it is none that is known.
    reported_by: str | None = None
    reported_by_citation: Citation | None = None  # the words for it; None where the source itself reports
    # The whole sentences in which the words stand, one for each unbroken stretch of them, in text order.
    sentences: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Who did what: one verb with its agent and patient, as roles, not as grammar (passives are turned)."""

    id: str
    verb: str  # the lemma, with its particle
    citations: tuple[Citation, ...]  # the clause or sentence
    agent: str | None = None  # the id of an Actor
    agent_text: str | None = None  # who acts, as printed
    patient_text: str | None = None  # who or what is acted on, as printed
    negated: bool = False  # true for what was not done
    # The modal or controlling verb ("would", "refuse"), or the noun or adjective that governs it
    # ("intention", "capable"); None for a plain fact.
    modality: str | None = None
    reported: bool = False  # true where a source says that somebody says so
    main: bool = False  # true where the verb heads the main clause of its sentence
    verb_citation: Citation | None = None  # the verb's own words, as the next two are the arguments'
    agent_citation: Citation | None = None
    patient_citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words for a time, and what they mean."""

    citation: Citation
    type: TimexType
    value: str | None  # by TIMEX3: "2022-02-10", "2022-W06", "P2M"; None where it cannot be resolved


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or will, on a date."""

    id: str
    date: str  # ISO, as precise as ``precision`` says: "2022-02-10", "2022-02" or "2022"
    precision: Precision
    expression: str  # the source's own ("on Thursday")
    text: str  # the sentence
    citations: tuple[Citation, ...]  # the first is the sentence
    # True where the date is that of the sentence's main verb, false where it is that of something the
    # sentence mentions ("following the poisoning in 2018").
    main: bool = True
    planned: bool = False  # true where it was still to come when the passage was printed


@dataclass(frozen=True, slots=True)
class Observation:
    """One source's figure."""

    text: str  # the number with what it counts, as printed
    low: float | None  # the lower bound; None where it is open
    high: float | None  # the upper bound; None where it is open ("over 100": 100 to None)
    unit: str | None
    speaker: str | None  # the id of an Actor
    date: str | None  # the ISO date that it holds for: the source's own, else the day of publication
    citation: Citation  # its sentence


@dataclass(frozen=True, slots=True)
class Figure:
    """Observations of the same quantity."""

    id: str
    what: str  # the counted thing, in a source's words
    agreement: Agreement  # says nothing where there is one observation
    observations: tuple[Observation, ...]  # oldest first
    outcome: str | None = (
        None  # what happened to the people who are counted ("killed"); None for other things
    )
    whom: str | None = None  # the people, in a source's words; None where it gives none


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an actor says will or may happen."""

    id: str
    text: str
    hedge: str  # the speaker's own ("may", "hopes")
    citations: tuple[Citation, ...]
    speaker: str | None = None  # the id of an Actor


@dataclass(frozen=True, slots=True)
class KeySentence:
    """A sentence with how central it is to all articles together."""

    text: str
    citation: Citation
    score: float  # 0 to 1, the most central sentence 1


@dataclass(frozen=True, slots=True)
class Term:
    """A key term."""

    text: str
    score: float  # its weight, 0 to 1, the weightiest 1


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in a set of articles, before a focus chooses from it."""

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    actions: tuple[Action, ...] = ()
    timeline: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    outlook: tuple[Outlook, ...] = ()
    sentences: tuple[KeySentence, ...] = ()  # the candidates for key points: those that can be read alone
    terms: tuple[Term, ...] = ()


# --- the brief ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FocusInfo:
    """What the brief is about."""

    id: str
    title: str
    handling: str | None = None  # a marking such as "TLP:AMBER"
    language: str = (
        "en"  # that of the furniture (headings, dates) as a BCP 47 tag; passages stay in their own
    )


@dataclass(frozen=True, slots=True)
class Period:
    """The days whose reports are covered."""

    start: date
    end: date  # inclusive


@dataclass(frozen=True, slots=True)
class Edition:
    """Which edition this is."""

    as_of: date  # the day that the brief stands for
    number: int  # from 1
    period: Period
    # The instant, in UTC, that stands for the making: given by SOURCE_DATE_EPOCH, else the start of the as-of
    # day, so that the same input gives the same bytes.
    generated_at: datetime
    cut_off: date | None = None  # the day of the latest report read; None where no source is dated
    previous: date | None = None  # the as-of day of the edition that ``changes`` compares with
    previous_sha256: str | None = None  # of that edition's JSON, hexadecimal


@dataclass(frozen=True, slots=True)
class Source:
    """One report that the brief cites. What is not explained here is as in Article."""

    id: str  # "S1", "S2", …
    sha256: str  # of the cleaned text
    words: int  # of the cleaned text
    title: str | None = None
    opening: str | None = None  # the beginning of the text, for a source without a title
    publisher: str | None = None
    family: str | None = None
    published: date | None = None
    url: str | None = None
    file: str | None = None
    affiliation: str | None = None
    reliability: str | None = None
    language: str | None = None
    encoding: str | None = None
    copies: tuple[Copy, ...] = ()
    context: tuple[Citation, ...] = ()  # what stands around the passages cited from it, in text order


@dataclass(frozen=True, slots=True)
class Telling:
    """A passage, and how it tells its fact."""

    citation: Citation  # a whole sentence
    fact: str  # the id of the Fact
    standing: Standing
    support: tuple[Citation, ...] = ()  # passages of other reports that bear out what this one says
    disputed_by: tuple[Citation, ...] = ()  # passages of other reports that say it is not so


@dataclass(frozen=True, slots=True)
class Fact:
    """One event, state, statement or plan, with every passage that tells it."""

    id: str  # in a brief it lasts from edition to edition
    text: str  # the first passage
    citations: tuple[Citation, ...]  # whole sentences: the one that tells it best, then the others
    publishers: int  # how many independent publishers bear out what the first passage says
    standing: Standing
    first_reported: date | None = None  # the days of the first and the last report; None where unknown
    last_reported: date | None = None
    disputed_by: tuple[Citation, ...] = ()  # passages that say it is not so
    event_date: str | None = None  # when it happened or will, ISO, as precise as ``precision`` says
    precision: Precision | None = None  # None where no passage gives the day
    status: Status = "new"  # against what the reports of earlier editions told
    replaces: str | None = None  # the id of the Fact that it updates or that it is the outcome of
    replaced_by: str | None = None  # the id of the Fact that overtook it; None as long as it stands


@dataclass(frozen=True, slots=True)
class News:
    """A passage against what was reported before."""

    citation: Citation
    status: Status
    before: Citation | None = None  # the passage that told it, or what it replaces; None where it is new


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """A passage that matters."""

    id: str
    text: str
    citations: tuple[Citation, ...]  # first the passage, then those that say the same elsewhere
    publishers: int  # how many independent publishers are among the citations
    status: Status  # against the previous edition
    reason: str  # why the passage was chosen, in English
    terms: tuple[str, ...] = ()  # the focus's terms and actors that it names
    rank: int | None = None  # by how central it is among all sentences, from 1
    candidates: int | None = None  # how many sentences were ranked
    deeds: tuple[str, ...] = ()  # the ids of the Actions in the passage that tell what an actor did
    fact: str | None = None  # the id of the Fact that it tells; None in a brief made by hand


@dataclass(frozen=True, slots=True)
class Background:
    """A passage that the focus marks as context."""

    id: str
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference to the previous edition."""

    kind: str  # the list's name in the contract: "key_points", "figures", "facts", "sources"
    text: str  # the passage now; of a source its title
    id: str | None = None  # the item's in this edition
    before: str | None = None  # what an earlier report told; None for what is new
    citation: Citation | None = None  # where ``text`` stands; None for sources, and where it is gone
    before_citation: Citation | None = None  # where ``before`` stands


@dataclass(frozen=True, slots=True)
class Changes:
    """This edition against the previous one."""

    since: date | None = None  # the previous edition's as-of day; None for a first edition
    new: tuple[Change, ...] = ()
    updated: tuple[Change, ...] = ()
    # What the previous edition had as key point and is overtaken, with the id of the Fact that overtook it.
    overtaken: tuple[Change, ...] = ()
    late: tuple[Change, ...] = ()  # sources older than the previous edition, which had not got them
    altered: tuple[Change, ...] = ()  # sources whose text was another for the previous edition


@dataclass(frozen=True, slots=True)
class Section:
    """A section that the focus wants shown."""

    name: str  # its name in the contract
    most: int | None = None  # how many items at the most; None: all


@dataclass(frozen=True, slots=True)
class Note:
    """What the reader must know of the making."""

    # "skipped" (a report could not be read), "left-out" (part of a report, or what would be found in it),
    # "undated", "language" (nothing can be found in one of this
    # language), "unknown-publisher", "off-focus" (reports read that do not touch on the focus), "empty" (a
    # section without findings) or "previous" (the last edition could not be read).
    kind: str
    message: str  # the reason; for "empty", the section's name
    source: str | None = None  # the id of a source or, for what was not read, its path
    count: int | None = None  # how many reports an "off-focus" note is about


@dataclass(frozen=True, slots=True)
class MadeWith:
    """What a brief was made with beside its sources, so that it can be made again."""

    program: str  # the version of this program
    language_model: str  # the pipeline's name and version
    libraries: str  # whose versions decide what is found
    configuration: str  # SHA-256 of the settings that decide what the brief holds, hexadecimal
    # The same of what the pages are laid out with: the theme's files, the values for templates, the day's
    # assessment, WeasyPrint's version. None where the theme cannot be read.
    theme: str | None = None
    # SHA-256 of the cleaned text of each report that was read for the period, whether about the focus or not.
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that is rendered: the contract."""

    focus: FocusInfo
    edition: Edition
    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()
    actors: tuple[Actor, ...] = ()
    quotes: tuple[Quote, ...] = ()
    actions: tuple[Action, ...] = ()
    timeline: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    outlook: tuple[Outlook, ...] = ()
    background: tuple[Background, ...] = ()
    # For each key point's id, who reports it: publishers by name or, where that is unknown, the source's id.
    coverage: dict[str, tuple[str, ...]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    changes: Changes = Changes()
    notes: tuple[Note, ...] = ()
    sections: tuple[Section, ...] = ()  # empty in a brief made by hand, and then all are shown
    contract: int = CONTRACT
    made_with: MadeWith | None = None  # None in a brief made by hand


# --- who stands behind reports --------------------------------------------------------------------


def families(reports: Iterable[Article | Source]) -> dict[str, str]:
    """Who stands behind each report, by its id: the family where one is configured, else the publisher.

    A report whose publisher is not known is left out: nothing says that it is independent of the others.
    """
    return {report.id: owner for report in reports if (owner := report.family or report.publisher)}


def independent_publishers(reports: Iterable[Article | Source]) -> int:
    """Count the publisher families behind the reports.

    All reports without a known publisher together count 1, and only where no publisher is known. 0 without
    reports.
    """
    given = list(reports)
    return len(set(families(given).values())) or min(1, len(given))

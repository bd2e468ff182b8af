"""The values that flow through the program: frozen, slotted, without a spaCy type in them.

The contract, that is every name from Brief downwards, is described for template authors in docs/contract.md. Unknown
is None, never "" or 0. Offsets count characters (code points) in ``Article.text`` and are half-open. Dates are ISO 8601.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

CONTRACT = 1  # raised when a name of the contract changes its meaning or goes

ActorKind = Literal["person", "organisation", "place"]
Agreement = Literal["agreed", "changed", "differing"]
MentionForm = Literal["name", "description", "pronoun"]
Precision = Literal["day", "month", "year"]
QuoteKind = Literal["direct", "indirect"]
Status = Literal["new", "updated", "repeated"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


# --- what is read ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A headline inside an article. ``at`` is the offset in the article's text where what stands under it begins."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A near-copy of a source. ``similarity`` is the share of the copy's words that the source has too, 0 to 1."""

    similarity: float
    file: str | None = None
    url: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One report as it was read and cleaned.

    ``text`` is the cleaned body: paragraphs divided by line breaks, no headlines, no furniture. ``id`` is unique among
    the articles handled together; in a brief it is "S1", "S2", ... ``file`` is the path as configured, ``family`` the
    owner of the publisher where one is configured (None: the publisher stands for itself), ``published`` the day of
    publication, ``language`` a BCP 47 tag, ``encoding`` the file's where it is not UTF-8, ``headings`` the headlines
    inside the body.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    family: str | None = None
    published: date | None = None
    url: str | None = None
    file: str | None = None
    affiliation: str | None = None
    reliability: str | None = None
    language: str | None = None
    encoding: str | None = None
    headings: tuple[Heading, ...] = ()
    copies: tuple[Copy, ...] = ()

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
    """The slice ``[start, end)`` of a source's cleaned text, and the text that stands there.

    A citation never crosses a line break of the cleaned text, because furniture may have been cut out there.
    """

    source: str
    start: int
    end: int
    text: str


# --- findings -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor that the focus names: aliases always belong to it, whatever the text seems to say."""

    name: str
    kind: ActorKind | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an actor is named, described or stands as a pronoun. ``actor`` is the id of an Actor."""

    actor: str
    citation: Citation
    form: MentionForm


@dataclass(frozen=True, slots=True)
class Role:
    """What a source calls an actor ("UK defence secretary"): the words, and where they stand."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that acts or speaks, merged over all articles and spellings.

    ``aliases`` are the other names as printed, most frequent first; ``mentions`` counts the places where the actor
    is named (pronouns and descriptions not counted); ``sources`` are the ids of the articles with such a place.
    ``speaks_for`` names the state whose government a capital or a seat of government stands for ("Moscow": "Russia").
    ``principal`` marks the actors that the actors section is about; the others are there because something refers to them.
    ``actions`` are the ids of the Actions that tell what a principal did, as the sources themselves assert it, the most
    central first.
    """

    id: str
    name: str
    kind: ActorKind
    roles: tuple[Role, ...] = ()
    aliases: tuple[str, ...] = ()
    mentions: int = 0
    sources: tuple[str, ...] = ()
    speaks_for: str | None = None
    principal: bool = False
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """The same utterance as one outlet printed it."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody is reported to have said.

    ``citations`` has one entry for each unbroken piece of the words, in text order; ``text`` is these pieces joined by
    a blank. ``speaker`` is the id of an Actor, None where the text gives none that can be trusted; ``speaker_citation``
    the words that name the speaker there ("Mr Wallace", "he"); ``cue`` the reporting words ("said"), None where there
    are none. ``confidence`` (0 to 1) is how sure the attribution to the speaker is. ``variants`` are the other outlets'
    printings of the same utterance, this one first, and are empty where there is one printing only. Where one speaker
    is reported by another ("Johnson said that Putin had told him ..."), ``reported_by`` is the id of the Actor who reports,
    None where it is none that is known, and ``reported_by_citation`` the words that name the reporter, None where the
    source reports the speaker itself.
    """

    id: str
    text: str
    kind: QuoteKind
    citations: tuple[Citation, ...]
    confidence: float
    speaker: str | None = None
    speaker_citation: Citation | None = None
    cue: str | None = None
    variants: tuple[Variant, ...] = ()
    reported_by: str | None = None
    reported_by_citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """Who did what: one verb with its agent and patient, both as roles and not as grammar (passives are turned).

    ``verb`` is the verb's lemma with its particle. ``modality`` is the modal or controlling verb ("would", "refuse"), None
    for a plain fact, or the noun or adjective that governs it ("intention", "capable"). ``reported`` is true where a source says
    that somebody says so. ``main`` is true where the verb heads the main clause of its sentence. ``citations[0]`` is the clause or
    sentence; the three other citations are the arguments' and the verb's own words, None where there are none.
    """

    id: str
    verb: str
    citations: tuple[Citation, ...]
    agent: str | None = None
    agent_text: str | None = None
    patient_text: str | None = None
    negated: bool = False
    modality: str | None = None
    reported: bool = False
    main: bool = False
    verb_citation: Citation | None = None
    agent_citation: Citation | None = None
    patient_citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression and its TIMEX3 value ("2022-02-10", "2022-W06", "P2M"); None where it cannot be resolved."""

    citation: Citation
    type: TimexType
    value: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or will, on a date.

    ``date`` is as precise as ``precision`` says ("2022-02-10", "2022-02" or "2022"). ``expression`` is the source's own
    ("on Thursday"); ``text`` the sentence, which is ``citations[0]``. ``main`` is true where the date is that of the
    sentence's main verb, false where it is that of something the sentence mentions ("following the poisoning in 2018").
    """

    id: str
    date: str
    precision: Precision
    expression: str
    text: str
    citations: tuple[Citation, ...]
    main: bool = True


@dataclass(frozen=True, slots=True)
class Observation:
    """One source's figure. ``low`` and ``high`` bound the number, None where it is open ("over 100": 100 to None).

    ``date`` is the ISO date that the figure holds for: the source's own, else the day of publication. ``speaker`` is the
    id of an Actor. ``text`` is the number with what it counts, as printed; ``citation`` its sentence.
    """

    text: str
    low: float | None
    high: float | None
    unit: str | None
    speaker: str | None
    date: str | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class Figure:
    """Observations of the same quantity, oldest first. ``what`` is the counted thing in a source's words."""

    id: str
    what: str
    agreement: Agreement
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an actor says will or may happen. ``hedge`` is the speaker's own ("may", "hopes"), ``speaker`` an Actor's id."""

    id: str
    text: str
    hedge: str
    citations: tuple[Citation, ...]
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class KeySentence:
    """A sentence with how central it is to all articles together: ``score`` is 0 to 1, the most central sentence 1."""

    text: str
    citation: Citation
    score: float


@dataclass(frozen=True, slots=True)
class Term:
    """A key term with its weight, 0 to 1, the weightiest 1."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in a set of articles, before a focus chooses from it.

    ``sentences`` are the candidates for key points: those that can be read alone, with their centrality.
    """

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    actions: tuple[Action, ...] = ()
    timeline: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    outlook: tuple[Outlook, ...] = ()
    sentences: tuple[KeySentence, ...] = ()
    terms: tuple[Term, ...] = ()


# --- the brief ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FocusInfo:
    """What the brief is about.

    ``handling`` is a marking such as "TLP:AMBER". ``language`` is that of the furniture (headings, dates) as a BCP 47 tag; the
    passages stay in their own.
    """

    id: str
    title: str
    handling: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day whose reports are covered."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Edition:
    """Which edition this is.

    ``number`` counts from 1. ``generated_at`` is the instant, in UTC, that stands for the making of the edition: given by
    SOURCE_DATE_EPOCH, else the start of the as-of day, so that the same input gives the same bytes. ``cut_off`` is the
    day of the latest report read, None where no source is dated. ``previous`` is the as-of day of the edition that
    ``changes`` compares with.
    """

    as_of: date
    number: int
    period: Period
    generated_at: datetime
    cut_off: date | None = None
    previous: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One report that the brief cites. ``words`` counts the cleaned text; ``sha256`` is that text's hash.

    ``opening`` is the beginning of the text, for a source without a title. ``context`` has what stands around the passages
    that are cited from it, in text order.
    """

    id: str
    sha256: str
    words: int
    title: str | None = None
    opening: str | None = None
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
    context: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """A passage that matters. ``citations[0]`` is the passage; the others say the same thing elsewhere.

    ``publishers`` counts the independent publishers among the citations. ``status`` is against the previous edition.
    ``reason`` says in English why the passage was chosen: which of the focus's ``terms`` it names, and that it is the ``rank``-th
    most central (counted from 1) of ``candidates`` sentences. ``deeds`` are the ids of the Actions in the passage that tell what
    an actor did.
    """

    id: str
    text: str
    citations: tuple[Citation, ...]
    publishers: int
    status: Status
    reason: str
    terms: tuple[str, ...] = ()
    rank: int | None = None
    candidates: int | None = None
    deeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Background:
    """A passage that the focus marks as context."""

    id: str
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference to the previous edition.

    ``kind`` is the section's name in the contract ("key_points", "figures", ...). ``id`` is the item's id in this
    edition, None for what was dropped. ``text`` is the passage now (for what was dropped: then), ``before`` the
    passage in the previous edition, None for what is new.
    """

    kind: str
    text: str
    id: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """This edition against the previous one. ``since`` is its as-of day; None for a first edition."""

    since: date | None = None
    new: tuple[Change, ...] = ()
    updated: tuple[Change, ...] = ()
    dropped: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section that the focus wants shown, under its name in the contract, with at the most ``most`` items (None: all)."""

    name: str
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What the reader must know of the making.

    ``kind`` is "skipped" (a report could not be read), "undated", "unknown-publisher", "off-focus" (reports read that do
    not touch on the focus), "empty" (a section without findings) or "previous" (the last edition could not be read).
    ``count`` is how many reports an "off-focus" note is about.
    """

    kind: str
    message: str
    source: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that is rendered: the contract."""

    focus: FocusInfo
    edition: Edition
    sources: tuple[Source, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()
    actors: tuple[Actor, ...] = ()
    quotes: tuple[Quote, ...] = ()
    actions: tuple[Action, ...] = ()
    timeline: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    outlook: tuple[Outlook, ...] = ()
    background: tuple[Background, ...] = ()
    coverage: dict[str, tuple[str, ...]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    changes: Changes = Changes()
    notes: tuple[Note, ...] = ()
    sections: tuple[Section, ...] = ()
    contract: int = CONTRACT

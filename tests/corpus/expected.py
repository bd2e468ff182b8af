"""What can be expected of a story. ``report`` is the number that a report's file begins with."""

from typing import NamedTuple


class Said(NamedTuple):
    """A quotation: the whole words, the speaker (None: nobody that a name stands for), who passes it on, and is it sure."""

    report: int
    speaker: str | None
    cue: str | None
    kind: str
    words: str
    by: str | None = None
    sure: bool = True


class Printed(NamedTuple):
    """The printings of one utterance in several reports, by the words with which they begin."""

    speaker: str | None
    printings: frozenset[tuple[int, str]]


class Who(NamedTuple):
    """An actor with every name that it has in the story, and the reports that name it."""

    name: str
    kind: str
    aliases: frozenset[str]
    reports: frozenset[int]


class Means(NamedTuple):
    """A pronoun or description, by what stands there and after it, and whom it means."""

    report: int
    words: str
    actor: str


class Did(NamedTuple):
    """An action as roles; ``agent`` is an actor's name or else the words."""

    report: int
    agent: str | None
    verb: str
    patient: str | None
    negated: bool = False
    modality: str | None = None
    reported: bool = False


class When(NamedTuple):
    """A time expression and its TIMEX3 value."""

    report: int
    expression: str
    type: str
    value: str | None


class Dated(NamedTuple):
    """A dated event with the expression, and the sentence by its first words, in each report that tells of it."""

    date: str
    expression: str
    main: bool
    tellings: frozenset[tuple[int, str]]


class Seen(NamedTuple):
    """One report's figure: as printed, its bounds, the day that it holds for, who gives it."""

    report: int
    text: str
    low: float | None
    high: float | None
    unit: str | None
    date: str | None
    speaker: str | None = None


class Counted(NamedTuple):
    """A quantity with all that is seen of it."""

    agreement: str
    seen: frozenset[Seen]


class Coming(NamedTuple):
    """A statement of what may happen: its first words in each report, the hedge, the speaker."""

    hedge: str
    speaker: str | None
    tellings: frozenset[tuple[int, str]]


class Story(NamedTuple):
    """All that is expected of one story.

    ``acts_in`` are the reports of which every action is listed. ``alone`` are the sentences that can be read alone, by report
    and first words; the others cannot. ``central`` are those of all sentences that a short account of the story would be
    made of. ``terms`` are words and names that it is about.
    """

    quotes: tuple[Said, ...] = ()
    variants: tuple[Printed, ...] = ()
    actors: tuple[Who, ...] = ()
    references: tuple[Means, ...] = ()
    acts_in: tuple[int, ...] = ()
    actions: tuple[Did, ...] = ()
    times: tuple[When, ...] = ()
    events: tuple[Dated, ...] = ()
    figures: tuple[Counted, ...] = ()
    outlook: tuple[Coming, ...] = ()
    alone: tuple[tuple[int, str], ...] = ()
    central: tuple[tuple[int, str], ...] = ()
    terms: tuple[str, ...] = ()

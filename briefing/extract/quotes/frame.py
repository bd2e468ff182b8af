"""A reporting word with its speaker and what it reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.extract.quotes.clauses import Range
    from briefing.extract.quotes.speakers import Speaker

DASHES = frozenset({"-", "–", "—", "--"})


@dataclass(slots=True)
class Frame:
    """A reporting word and what belongs to it: all numbers are tokens.

    ``first`` and ``last`` are the cue with its auxiliaries and particle, ``content`` what is reported as far
    as the parse tells, ``spans`` the quotations that are attached later. ``speech`` tells whether it can
    introduce quoted words, ``form`` of a verb whether a clause says what was said ("saying") or thought
    ("thinking") or whether the verb is the act itself ("act"), ``asserted`` whether it says that something
    was said ("would warn" does not).

    ``reporter`` is who passes on what the speaker said. ``around`` is the range of a cue that speaker and
    reporter interrupt ("Tass quoted him as saying"), None for others.
    """

    cue: int
    first: int
    last: int
    speaker: Speaker | None
    speech: bool
    rule: str
    form: str = "act"
    asserted: bool = True
    content: list[Range] = field(default_factory=list)
    spans: list[int] = field(default_factory=list)
    reporter: Speaker | None = None
    around: Range | None = None

    @property
    def start(self) -> int:
        """The first token of cue and speaker."""
        if self.around:
            return self.around[0]
        return min(self.first, self.speaker.first) if self.speaker and self.near else self.first

    @property
    def stop(self) -> int:
        """The last token of cue and speaker."""
        if self.around:
            return self.around[1]
        return max(self.last, self.speaker.last) if self.speaker and self.near else self.last

    @property
    def near(self) -> bool:
        """Whether the speaker stands beside the cue."""
        s = self.speaker
        if s is None or self.around:
            return s is not None
        end = s.reach if s.reach < self.first else s.last
        return -3 <= self.first - end <= 4 or -1 <= s.first - self.last <= 4

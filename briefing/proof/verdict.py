"""What was found of an edition: what is false, what could not be proved, what was."""

from __future__ import annotations

from dataclasses import dataclass

CHANGED = 1  # exit status: something in it is false
NOT_PROVABLE = 3  # exit status: nothing false was found, and not all could be proved


@dataclass(frozen=True, slots=True)
class Verdict:
    """A line for each thing that is false, that could not be proved, and that was."""

    false: tuple[str, ...] = ()
    unproven: tuple[str, ...] = ()
    proved: tuple[str, ...] = ()

    @property
    def exit_status(self) -> int:
        """0 where all is proved."""
        return CHANGED if self.false else NOT_PROVABLE if self.unproven else 0

    def __add__(self, other: Verdict) -> Verdict:
        """This verdict, and what was found next."""
        return Verdict(self.false + other.false, self.unproven + other.unproven, self.proved + other.proved)

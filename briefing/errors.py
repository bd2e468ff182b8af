"""What can go wrong, told to a person: what, where, the cause and what to do.

Every error that a user can mend is a BriefingError. Its text reads "what: where: cause"; ``advice`` says what
to do about it, as a command where there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class BriefingError(Exception):
    """Something that a user can mend.

    ``what`` names the thing that failed, ``where`` the file, line or address (None: nowhere in particular),
    ``cause`` the reason, ``advice`` what to do (None: the cause says it).
    """

    exit_status = 1

    def __init__(self, what: str, *, where: str | None = None, cause: str, advice: str | None = None) -> None:
        self.what = what
        self.where = where
        self.cause = cause
        self.advice = advice
        super().__init__(str(self))

    def __str__(self) -> str:
        """The error in one line, with the advice on a second."""
        line = ": ".join(part for part in (self.what, self.where, self.cause) if part)
        return f"{line}\n  {self.advice}" if self.advice else line


class ConfigError(BriefingError):
    """The configuration, or how the command was called, is wrong; ``mistakes`` has a line for each."""

    exit_status = 2
    mistakes: tuple[str, ...] = ()

    @classmethod
    def of(cls, mistakes: Sequence[str]) -> ConfigError:
        """One error that tells every mistake."""
        count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        error = cls("configuration", cause="\n  ".join([count, *mistakes]))
        error.mistakes = tuple(mistakes)
        return error


class SourceError(BriefingError):
    """An article, or a folder of them, cannot be read. The rest of the brief is made without it."""


class ModelError(BriefingError):
    """The language model is missing or cannot be loaded."""


class TemplateError(BriefingError):
    """A template or style sheet is missing, unsafe or wrong."""


class RenderError(BriefingError):
    """A brief cannot be turned into the format asked for on this machine."""


class OutputError(BriefingError):
    """A file cannot be written or read back."""


class DeliveryError(BriefingError):
    """A message cannot be built or sent."""

"""What can go wrong, told to a person: what, where, the cause and what to do.

Every error that a user can mend is a BriefingError. Its text reads "what: where: cause"; ``advice`` says what
to do about it, as a command where there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_TOLD = 600  # characters of what is told of one thing: what came from a file may be of any length
MOST_TOLD = 3  # mistakes of one thing, where a line is all there is


def printable(text: str) -> str:
    """``text`` as one short line that can forge no other: what does not print is escaped, the rest cut off.

    Line breaks, terminal and text-direction controls, and the bytes of a name that is not UTF-8 do not print.
    """
    more = len(text) - LONGEST_TOLD
    if more > 0:
        text = f"{text[:LONGEST_TOLD]}… and {more:,} characters more"
    return text if text.isprintable() else "".join(map(_escaped, text))


def shortened(text: str, chars: int) -> str:
    """``text`` with no more than ``chars`` characters of it, and a sign where there are more."""
    return text if len(text) <= chars else f"{text[:chars].rstrip()}…"


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # how Python keeps a byte of a file's name that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


def few(mistakes: Sequence[str]) -> str:
    """The first mistakes of one thing in one line, and how many more there are."""
    more = len(mistakes) - MOST_TOLD
    return "; ".join([*mistakes[:MOST_TOLD], *([f"and {more:,} more"] if more > 0 else [])])


class BriefingError(Exception):
    """Something that a user can mend.

    ``what`` names the thing that failed, ``where`` the file, line or address (None: nowhere in particular),
    ``cause`` the reason, ``advice`` what to do (None: the cause says it).
    """

    exit_status = 1

    def __init__(self, what: str, *, where: str | None = None, cause: str, advice: str | None = None) -> None:
        self.what = printable(what)
        self.where = None if where is None else printable(where)
        self.cause = "\n  ".join(map(printable, cause.split("\n  ")))
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
        told = tuple(map(printable, mistakes))
        count = "1 mistake" if len(told) == 1 else f"{len(told)} mistakes"
        error = cls("configuration", cause="\n  ".join([count, *told]))
        error.mistakes = told
        return error


class SourceError(BriefingError):
    """An article, or a folder of them, cannot be read. The rest of the brief is made without it."""


class UnreadSourceError(SourceError):
    """Nothing of a source can be read: there is no such folder, or it cannot be listed."""


class LeftOutError(SourceError):
    """Part of an article, or what is found in it, is left out. The rest of it is in the brief."""


class FocusError(BriefingError):
    """A focus cannot be made. The others are."""


class MemoryLimitError(BriefingError):
    """There is too little memory."""


class OutOfTimeError(Exception):
    """The time of a run is over before this was done: it is left out, and that is told."""

    def __str__(self) -> str:
        """As it stands in a note."""
        return "the time of the run was over"


def unexpected(error: Exception) -> str:
    """What went wrong, where nobody knows why: the kind of the error and its words."""
    if isinstance(error, (BriefingError, OutOfTimeError)):
        return printable(str(error))
    return printable(f"{type(error).__name__}: {error}".strip().removesuffix(":"))


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

"""What a check finds: told once, as "what: where: cause" with the advice below."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.rendering.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.errors import BriefingError

_WHERE = re.compile(r"^(?P<file>.+?)(?::(?P<line>\d+))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake of a theme.

    ``where`` is "FILE:LINE", FILE, or None where no file is to blame. ``rule`` is what was broken: of one
    rule and line the first problem is kept, since one line of a template breaks it for every brief and item.
    A ``warning`` is told and does not fail.
    """

    what: str
    where: str | None
    cause: str
    advice: str | None = None
    rule: str = ""
    warning: bool = False

    def __str__(self) -> str:
        """The problem in one line, with the advice on a second."""
        kind = "warning: " if self.warning else ""
        where = one_line(relative(self.where) or "")  # a file's name forges no second problem
        line = ": ".join(part for part in (self.what, where, self.cause) if part)
        return f"{kind}{line}\n  {self.advice}" if self.advice else f"{kind}{line}"

    @classmethod
    def of(cls, error: BriefingError, advice: str | None = None) -> Problem:
        """An error of the rendering as a problem."""
        return cls(error.what, error.where, error.cause, error.advice or advice)


@dataclass(slots=True)
class Problems:
    """The problems found so far, each once."""

    _told: dict[tuple[str, ...], Problem] = field(default_factory=dict)

    def add(self, problem: Problem) -> None:
        """Keep a problem, unless it was told before."""
        same = problem.rule and problem.where
        key = (problem.rule,) if same else (problem.what, problem.cause)
        self._told.setdefault((str(problem.where), *key), problem)

    def __iter__(self) -> Iterator[Problem]:
        """Errors first, each kind in the order of files and lines; what has no file comes last."""
        return iter(sorted(self._told.values(), key=_order))

    def of_file(self, path: Path) -> bool:
        """Whether an error in this file was told."""
        return any(not one.warning and file_and_line(one.where)[0] == path for one in self._told.values())


def _order(problem: Problem) -> tuple[bool, bool, str, int, str]:
    path, line = file_and_line(problem.where)
    return problem.warning, path is None, str(path), line or 0, problem.cause


def file_and_line(where: str | None) -> tuple[Path | None, int | None]:
    """The file and the line of "FILE:LINE"; None for what is not known."""
    parts = _WHERE.match(where or "")
    if not parts:
        return None, None
    return Path(parts["file"]), int(parts["line"]) if parts["line"] else None


def relative(where: str | None) -> str | None:
    """A ``where`` as one sees it from the working directory, where that is shorter."""
    if where is None or not Path(where).is_absolute():
        return where
    shorter = os.path.relpath(where)
    return where if shorter.startswith("..") else shorter

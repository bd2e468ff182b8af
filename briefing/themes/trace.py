"""Which line of which template printed a tag of the page.

The page is made a second time from copies of the templates with a mark before every tag; the marks are taken
out again, and where that gives the same page, each tag's file and line are known.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from briefing.errors import BriefingError
from briefing.rendering import render
from briefing.rendering.environment import environment
from briefing.themes.check_templates import files
from briefing.themes.lenient import overlaid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.model import Brief
    from briefing.rendering.theme import LoadedTheme

_TAGS = {"html": re.compile(r"<(?=[A-Za-z])"), "md": re.compile(r"\]\(|<")}
_MARK = re.compile("\ue000(\\d+):(\\d+)\ue001")


@dataclass(frozen=True, slots=True)
class Trace:
    """The offsets of a page's tags, in order, and the template lines that printed them, as "FILE:LINE"."""

    offsets: tuple[int, ...]
    lines: tuple[str, ...]

    def where(self, at: int | None) -> str | None:
        """The "FILE:LINE" of the tag at an offset, or of the last before it."""
        index = bisect_right(self.offsets, at) - 1 if at is not None else -1
        return self.lines[index] if index >= 0 else None


NOWHERE = Trace((), ())


def trace(
    loaded: LoadedTheme,
    instead: Mapping[Path, Path | None],
    brief: Brief,
    values: Mapping[str, Any],
    *,
    kind: str,
    page: str,
) -> Trace:
    """Where the tags of ``page`` come from, which is ``brief`` in HTML or Markdown.

    NOWHERE if that cannot be told.
    """
    if kind not in _TAGS:
        return NOWHERE
    originals = files(loaded.folders, (kind,))
    with TemporaryDirectory() as folder:
        copies = {path: Path(folder) / f"{number}.{kind}" for number, path in enumerate(originals)}
        for number, (path, copy) in enumerate(copies.items()):
            copy.write_text(_marked(path, number, loaded, kind), encoding="utf-8")
        try:
            made = str(render(brief, kind, theme=overlaid(loaded, {**copies, **instead}), vars=values))
        except BriefingError:
            return NOWHERE
    offsets, lines, removed = [], [], 0
    for mark in _MARK.finditer(made):
        offsets.append(mark.start() - removed)
        lines.append(f"{originals[int(mark[1])]}:{mark[2]}")
        removed += len(mark[0])
    return Trace(tuple(offsets), tuple(lines)) if _MARK.sub("", made) == page else NOWHERE


def _marked(path: Path, number: int, loaded: LoadedTheme, kind: str) -> str:
    """A template with a mark before every tag in its text; in its code there is none."""
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        return "".join(_marks(environment(loaded, kind).lex(text), number, _TAGS[kind]))
    except Exception:  # a template that cannot be read was told before
        return text


def _marks(tokens: Iterable[tuple[int, str, str]], number: int, tag: re.Pattern[str]) -> Iterable[str]:
    for line, kind, value in tokens:
        if kind != "data":
            yield value
            continue
        done = 0
        for start in (opening.start() for opening in tag.finditer(value)):
            yield value[done:start]
            yield f"\ue000{number}:{line + value.count(chr(10), 0, start)}\ue001"
            done = start
        yield value[done:]

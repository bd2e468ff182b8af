"""How much a template can do.

Everything that a template does costs steps: a turn of a loop, a call, a filter, an operator, an include, and
every 64 characters or item that these make. Steps are counted, not timed, so that a template that is let
through on one machine is let through on all; the clock only ends what steps cannot see. What would take one
step and all the memory (a text times a thousand million, a tower of powers) is refused before it is made.
"""

from __future__ import annotations

import dataclasses
import re
import time
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from datetime import time as clock_time
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined
from jinja2.exceptions import SecurityError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jinja2.environment import Template

STEPS, STEPS_A_SOURCE = 3_000_000, 10_000  # the costliest stock page takes a thirtieth, and half a source
SECONDS = 60.0
OUTPUT_CHARS = 100_000_000
TEXT_CHARS = 2_000_000  # one text that a template makes of others
ITEMS = 200_000  # one list
WIDE = 10_000  # columns, lines or copies that a filter is asked for
DEEP = 12  # lists in lists
CHARS_A_STEP = 64
ITEMS_A_STEP = 8  # that a filter goes through
INCLUDE_STEPS = 500
BITS = 4096  # of a whole number

_LOOK = 20_000  # steps between two looks at the clock
NUMBERS = (int, float)
_SIZED = (str, bytes, list, tuple, dict, set, frozenset, range)
_PLAIN = (str, int, float, bool, date, clock_time, Undefined, type(None))
# Filters that make text of whatever they are given.
_MAKES_TEXT = frozenset([
    "capitalize", "center", "e", "escape", "flush_right", "forceescape", "format", "indent", "join",
    "lower", "markdown", "replace", "string", "striptags", "title", "tojson", "trim", "truncate",
    "upper", "wordcount", "wordwrap", "wrapped",
])  # fmt: skip
_WIDTH = re.compile(r"%[^a-zA-Z%]*(?:\d{4}|\*)")


class TooMuchError(Exception):
    """A template does more than any page needs."""


class _Work:
    """The steps that a rendering has left."""

    __slots__ = ("left", "look", "steps", "until")

    def __init__(self, steps: int) -> None:
        self.steps = self.left = steps
        self.look = steps - _LOOK
        self.until = time.monotonic() + SECONDS

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left >= self.look:
            return
        self.look = self.left - _LOOK
        if self.left < 0:
            raise TooMuchError(f"it takes more than {self.steps:,} steps")
        if time.monotonic() > self.until:
            raise TooMuchError(f"it takes longer than {SECONDS:g} seconds")


_work: ContextVar[_Work | None] = ContextVar("_work", default=None)


@contextmanager
def limited(sources: int) -> Iterator[None]:
    """Count the steps of rendering a brief of so many sources; TooMuchError where it takes too many."""
    token = _work.set(_Work(STEPS + STEPS_A_SOURCE * sources))
    try:
        yield
    finally:
        _work.reset(token)


def spend(steps: int) -> None:
    """Count steps of the rendering under way."""
    work = _work.get()
    if work is not None:
        work.spend(steps)


def collect(template: Template, names: Mapping[str, object]) -> str:
    """What a template prints. Raises TooMuchError for more than any page has."""
    chunks, size = [], 0
    for chunk in template.generate(names):
        chunks.append(chunk)
        size += len(chunk)
        if size > OUTPUT_CHARS:
            raise TooMuchError(f"it prints more than {OUTPUT_CHARS:,} characters")
    return "".join(chunks)


def text_of(value: object) -> str:
    """A value as text, paid for before it is made."""
    if not isinstance(value, _PLAIN):
        if not isinstance(value, (list, tuple, dict, set, frozenset)) and not dataclasses.is_dataclass(value):
            raise SecurityError(f"{type(value).__name__} cannot be printed")
        pay(value, whole=True)
    text = str(value)
    spend(1 + len(text) // CHARS_A_STEP)
    return text


def pay(value: object, depth: int = 0, *, whole: bool = False) -> None:
    """Steps for all that is in a value; ``whole``: with the fields of values of the contract."""
    if isinstance(value, (str, bytes)):
        spend(1 + len(value) // CHARS_A_STEP)
        return
    spend(1)
    inside: Iterable[object] = ()
    if isinstance(value, dict):
        inside = (part for pair in value.items() for part in pair)
    elif isinstance(value, (list, tuple, set, frozenset)):
        inside = value
    elif whole and dataclasses.is_dataclass(value):
        inside = (getattr(value, one.name) for one in dataclasses.fields(value))
    if depth > DEEP:
        raise TooMuchError(f"lists in lists, more than {DEEP} deep")
    numbers = 0
    for part in inside:
        if type(part) in NUMBERS:
            numbers += 1
        else:
            pay(part, depth + 1, whole=whole)
    spend(numbers)


def at_most(number: float, most: int, what: str) -> None:
    """Raise TooMuchError where a number is larger than allowed."""
    if number > most:
        raise TooMuchError(f"{what}: {number:,.0f}, and {most:,} are the most")


def length_of(value: object) -> int:
    """The length of a text or list, 1 of anything else."""
    return len(value) if isinstance(value, _SIZED) else 1


def check_filter(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
    """Refuse a filter that is asked for more than any page needs."""
    value, more = (args[0] if args else None), [*args[1:], *kwargs.values()]
    for one in more:
        if isinstance(one, (int, float)) and not isinstance(one, bool):
            at_most(abs(one), WIDE, f"the number that the filter '{name}' is given")
        if isinstance(one, str):
            at_most(len(one), TEXT_CHARS, f"characters for the filter '{name}'")
    if name == "round" and any(isinstance(one, int) and abs(one) > 20 for one in more):
        raise TooMuchError("digits for the filter 'round': 20 are the most")
    if name == "sum" and any(isinstance(one, (list, tuple, str)) for one in [*args[2:], kwargs.get("start")]):
        raise TooMuchError("the filter 'sum' adds numbers only")
    if name in _MAKES_TEXT:
        for one in (value, *more):
            if not isinstance(one, _PLAIN):
                text_of(one)
        _check_text(name, value, more)


def _check_text(name: str, value: Any, more: list[Any]) -> None:
    """Refuse a filter that would make far more text than it is given."""
    size = length_of(value)
    longest = max((len(one) for one in more if isinstance(one, str)), default=0)
    number = max((int(one) for one in more if isinstance(one, (int, float))), default=0)
    if name in ("replace", "join", "wordwrap"):
        at_most(size * (1 + longest), TEXT_CHARS * 10, f"characters by the filter '{name}'")
    if name == "markdown":
        at_most(size, TEXT_CHARS // 10, "characters of Markdown")
    if name in ("indent", "tojson", "wrapped"):
        lines = 1 + (value.count("\n") if isinstance(value, str) else size)
        at_most(lines * max(number, longest), TEXT_CHARS, f"characters by the filter '{name}'")
    if name == "format":
        _check_widths(str(value))


def check_growth(name: str, owner: Any, args: tuple[Any, ...]) -> None:
    """Refuse a method of a text that would make far more of it."""
    sizes = [length_of(one) for one in args]
    spend(1 + sum(sizes) // CHARS_A_STEP)
    size = 1 + length_of(owner)
    if name == "replace" and len(args) > 1:
        size = length_of(owner) + (owner.count(args[0]) + (not args[0]) * size) * sizes[1]
    elif name == "join" and args:
        size = sum(len(text_of(one)) + length_of(owner) for one in args[0]) if sizes[0] > 1 else size
    elif name in ("center", "ljust", "rjust", "zfill") and args:
        size = max(size, int(args[0]))
    elif name == "translate" and args and isinstance(args[0], dict):
        size *= max((len(one) for one in args[0].values() if isinstance(one, str)), default=1)
    elif name == "encode":
        size *= 10  # \U0001f600
    elif name == "strftime":
        size = 256 * max(sizes, default=0)
    at_most(size, TEXT_CHARS, f"characters by .{name}()")


def check_operator(operator: str, left: Any, right: Any) -> None:
    """Refuse an operator whose result would be far larger than what goes in."""
    whole = isinstance(left, int) and isinstance(right, int)
    if operator == "**":
        at_most(abs(right) if isinstance(right, (int, float)) else 0, BITS, "the power of a number")
        if whole:
            at_most(left.bit_length() * abs(right), BITS, "bits of a number")
    elif operator == "*":
        for many, times in ((left, right), (right, left)):
            if isinstance(many, _SIZED) and isinstance(times, int):
                most = TEXT_CHARS if isinstance(many, (str, bytes)) else ITEMS
                at_most(len(many) * times, most, "characters or items by *")
    elif operator == "+" and isinstance(left, _SIZED) and isinstance(right, _SIZED):
        most = TEXT_CHARS if isinstance(left, (str, bytes)) else ITEMS
        at_most(len(left) + len(right), most, "characters or items by +")
    elif operator == "%" and isinstance(left, (str, bytes)):
        _check_widths(str(left))
        for one in right if isinstance(right, tuple) else (right,):
            text_of(one)


def _check_widths(pattern: str) -> None:
    if _WIDTH.search(pattern):
        raise TooMuchError("a width in a pattern: three digits are the most")

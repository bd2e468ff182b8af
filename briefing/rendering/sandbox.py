"""What a template can reach, and how much it can do.

Reach: the values that it is given, field by field, and of Python's own types the methods named here. Nothing
else has an attribute for it: no function, no class, no catalogue of messages.

Work: everything that a template does costs steps: a turn of a loop, a call, a filter, an operator, an
include, and every 64 characters or item that these make. Steps are counted, not timed, so that a template
that is let through on one machine is let through on all; the clock only ends what steps cannot see. What
would take one step and all the memory (a text times a thousand million, a tower of powers) is refused before
it is made.
"""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from datetime import time as clock_time
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache, Undefined, nodes, pass_context
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, _PassArg

from briefing.rendering.language import Language

if TYPE_CHECKING:
    from jinja2.bccache import Bucket
    from jinja2.compiler import Frame
    from jinja2.environment import Template
    from jinja2.runtime import Context

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
_WORDS = frozenset([
    "capitalize", "casefold", "center", "count", "decode", "encode", "endswith", "find", "index",
    "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric",
    "isprintable", "isspace", "istitle", "isupper", "join", "ljust", "lower", "lstrip", "maketrans",
    "partition", "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust",
    "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "striptags",
    "swapcase", "title", "translate", "upper", "zfill",
])  # fmt: skip
_METHODS: tuple[tuple[type | tuple[type, ...], frozenset[str]], ...] = (
    ((str, bytes), _WORDS),
    (Mapping, frozenset({"get", "items", "keys", "values"})),
    ((list, tuple), frozenset({"count", "index"})),
    (
        (date, clock_time),
        frozenset(
            [
                "year",
                "month",
                "day",
                "hour",
                "minute",
                "second",
                "date",
                "time",
                "isoformat",
                "isocalendar",
                "weekday",
                "isoweekday",
                "strftime",
            ]
        ),
    ),
    (Language, frozenset({"tag", "direction"})),
)
_OPEN = (BlockReference, LoopContext, Macro, Namespace, TemplateReference, Undefined)
_NUMBERS = (int, float)
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
        _pay(value, whole=True)
    text = str(value)
    spend(1 + len(text) // CHARS_A_STEP)
    return text


def _pay(value: object, depth: int = 0, *, whole: bool = False) -> None:
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
        if type(part) in _NUMBERS:
            numbers += 1
        else:
            _pay(part, depth + 1, whole=whole)
    spend(numbers)


def _at_most(size: float, most: int, what: str) -> None:
    if size > most:
        raise TooMuchError(f"{what}: {size:,.0f}, and {most:,} are the most")


def _size(value: object) -> int:
    return len(value) if isinstance(value, _SIZED) else 1


class _Code(CodeGenerator):
    """Jinja's compiler, with steps counted where no hook of the environment is: loops, lists, ~."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 # Jinja's name
        said = sum(len(text.data) for part in node.body for text in _texts(part))
        counted = nodes.EnvironmentAttribute("counted", lineno=node.lineno)
        cost = nodes.Const(1 + said // CHARS_A_STEP, lineno=node.lineno)
        node.iter = nodes.Call(counted, [node.iter, cost], [], None, None, lineno=node.lineno)
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 # Jinja's name
        self.write("environment.joined(")
        super().visit_Concat(nodes.Concat([], lineno=node.lineno), frame)
        for part in node.nodes:
            self.write(", ")
            self.visit(part, frame)
        self.write(")")

    def visit_List(self, node: nodes.List, frame: Frame) -> None:  # noqa: N802 # Jinja's name
        self._weighed(super().visit_List, node, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802 # Jinja's name
        self._weighed(super().visit_Dict, node, frame)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:  # noqa: N802 # Jinja's name
        if node.ctx == "load":
            self._weighed(super().visit_Tuple, node, frame)
        else:
            super().visit_Tuple(node, frame)

    def _weighed(self, visit: Callable[[Any, Frame], None], node: nodes.Node, frame: Frame) -> None:
        self.write("environment.made(")
        visit(node, frame)
        self.write(")")


def _texts(node: nodes.Node) -> Iterator[nodes.TemplateData]:
    if isinstance(node, nodes.TemplateData):
        yield node
    yield from node.find_all(nodes.TemplateData)


def _is_reachable(kind: type, attr: str) -> bool:
    """Whether a value of this type has this attribute for a template."""
    for known, names in _METHODS:
        if issubclass(kind, known):
            return attr in names
    if issubclass(kind, (*_OPEN, TemplateModule)):
        return True
    if not dataclasses.is_dataclass(kind):
        return False
    fields = {one.name for one in dataclasses.fields(kind)}
    return attr in fields or isinstance(getattr(kind, attr, None), property)


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment whose templates reach little and end."""

    code_generator_class = _Code
    intercepted_binops = frozenset(["+", "*", "**", "%"])

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._reachable: dict[tuple[type, str], bool] = {}

    def limit_filters(self) -> None:
        """Have every filter counted and bounded; to be called when all are there."""
        self.filters = {name: _bounded(name, made) for name, made in self.filters.items()}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Fields of the values given, and the methods named here."""
        kind = type(obj)
        known = self._reachable.get((kind, attr))
        if known is None:
            known = super().is_safe_attribute(obj, attr, value) and _is_reachable(kind, attr)
            self._reachable[kind, attr] = known
        return known

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:  # noqa: ARG002 # Jinja's name
        """No ``format``: what it reaches and how wide it prints stands in a text."""
        return None

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call something, if it is small enough, and count what it makes."""
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        if isinstance(owner, (str, bytes)) or name in ("maketrans", "strftime"):
            _check_growth(name, owner, args)
        made = super().call(context, obj, *args, **kwargs)
        if isinstance(made, (str, bytes, list, tuple, dict)):
            _pay(made)
        else:
            spend(1)
        return made

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operator whose result may be far larger than what goes in."""
        if type(left) in _NUMBERS and type(right) in _NUMBERS and operator in "+*":
            made = left + right if operator == "+" else left * right
            if made.bit_length() > BITS if type(made) is int else False:
                raise TooMuchError(f"a number of more than {BITS:,} bits")
            return made
        _check_operator(operator, left, right)
        made = super().call_binop(context, operator, left, right)
        if isinstance(made, (str, list, tuple)):
            _pay(made)
        else:
            spend(1)
        return made

    def counted(self, value: Iterable[Any], cost: int) -> Iterator[Any]:
        """The turns of a loop."""
        for one in value:
            spend(cost)
            yield one

    def made(self, value: Any) -> Any:
        """A list, tuple or mapping that a template writes."""
        _pay(value)
        return value

    def joined(self, empty: str, *parts: Any) -> str:
        """``a ~ b``: text, escaped where one of them is ready for its format. ``empty`` says which kind."""
        from jinja2.runtime import markup_join, str_join

        for part in parts:
            text_of(part)
        _at_most(sum(_size(part) for part in parts if isinstance(part, str)), TEXT_CHARS, "characters by ~")
        return markup_join(parts) if hasattr(empty, "__html__") else str_join(parts)

    def _load_template(self, name: str, globals: Any) -> Template:  # noqa: A002 # Jinja's name
        sizes: Mapping[str, int] = getattr(self.loader, "sizes", {})
        spend(INCLUDE_STEPS + sizes.get(name, 0) // CHARS_A_STEP)
        return super()._load_template(name, globals)


def _bounded(name: str, made: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that is counted, and refused where it would make too much. It is never run by the compiler."""
    passed = _PassArg.from_obj(made)

    @pass_context
    def bounded(context: Context, *args: Any, **kwargs: Any) -> Any:
        if name == "join" and args and not isinstance(args[0], (str, Undefined)):
            args = (list(args[0]), *args[1:])
        _check_filter(name, args, kwargs)
        if args and not isinstance(args[0], str):
            spend(_size(args[0]) // ITEMS_A_STEP)
        given = {
            _PassArg.context: (context,),
            _PassArg.eval_context: (context.eval_ctx,),
            _PassArg.environment: (context.environment,),
        }
        result = made(*(given[passed] if passed else ()), *args, **kwargs)
        if isinstance(result, (str, list, tuple, dict)):
            _pay(result)
        else:
            spend(1)
        return result

    return bounded


def _check_filter(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
    """Refuse a filter that is asked for more than any page needs."""
    value, more = (args[0] if args else None), [*args[1:], *kwargs.values()]
    for one in more:
        if isinstance(one, (int, float)) and not isinstance(one, bool):
            _at_most(abs(one), WIDE, f"the number that the filter '{name}' is given")
        if isinstance(one, str):
            _at_most(len(one), TEXT_CHARS, f"characters for the filter '{name}'")
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
    size = _size(value)
    longest = max((len(one) for one in more if isinstance(one, str)), default=0)
    number = max((int(one) for one in more if isinstance(one, (int, float))), default=0)
    if name in ("replace", "join", "wordwrap"):
        _at_most(size * (1 + longest), TEXT_CHARS * 10, f"characters by the filter '{name}'")
    if name == "markdown":
        _at_most(size, TEXT_CHARS // 10, "characters of Markdown")
    if name in ("indent", "tojson", "wrapped"):
        lines = 1 + (value.count("\n") if isinstance(value, str) else size)
        _at_most(lines * max(number, longest), TEXT_CHARS, f"characters by the filter '{name}'")
    if name == "format":
        _check_widths(str(value))


def _check_growth(name: str, owner: Any, args: tuple[Any, ...]) -> None:
    """Refuse a method of a text that would make far more of it."""
    sizes = [_size(one) for one in args]
    spend(1 + sum(sizes) // CHARS_A_STEP)
    size = 1 + _size(owner)
    if name == "replace" and len(args) > 1:
        size = _size(owner) + (owner.count(args[0]) + (not args[0]) * size) * sizes[1]
    elif name == "join" and args:
        size = sum(len(text_of(one)) + _size(owner) for one in args[0]) if sizes[0] > 1 else size
    elif name in ("center", "ljust", "rjust", "zfill") and args:
        size = max(size, int(args[0]))
    elif name == "translate" and args and isinstance(args[0], dict):
        size *= max((len(one) for one in args[0].values() if isinstance(one, str)), default=1)
    elif name == "encode":
        size *= 10  # \U0001f600
    elif name == "strftime":
        size = 256 * max(sizes, default=0)
    _at_most(size, TEXT_CHARS, f"characters by .{name}()")


def _check_operator(operator: str, left: Any, right: Any) -> None:
    whole = isinstance(left, int) and isinstance(right, int)
    if operator == "**":
        _at_most(abs(right) if isinstance(right, (int, float)) else 0, BITS, "the power of a number")
        if whole:
            _at_most(left.bit_length() * abs(right), BITS, "bits of a number")
    elif operator == "*":
        for many, times in ((left, right), (right, left)):
            if isinstance(many, _SIZED) and isinstance(times, int):
                most = TEXT_CHARS if isinstance(many, (str, bytes)) else ITEMS
                _at_most(len(many) * times, most, "characters or items by *")
    elif operator == "+" and isinstance(left, _SIZED) and isinstance(right, _SIZED):
        most = TEXT_CHARS if isinstance(left, (str, bytes)) else ITEMS
        _at_most(len(left) + len(right), most, "characters or items by +")
    elif operator == "%" and isinstance(left, (str, bytes)):
        _check_widths(str(left))
        for one in right if isinstance(right, tuple) else (right,):
            text_of(one)


def _check_widths(pattern: str) -> None:
    if _WIDTH.search(pattern):
        raise TooMuchError("a width in a pattern: three digits are the most")


class Compiled(BytecodeCache):
    """Compiled templates for as long as the process lives, by format, path and content.

    They are never written: what is loaded as code must not lie where somebody else could write.
    """

    MOST = 500

    def __init__(self, kind: str, kept: dict[tuple[str, str], Any]) -> None:
        self._kind = kind
        self._kept = kept

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What tells a template of this format from others."""
        return f"{self._kind}\0{name}\0{filename}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find a template compiled before."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one that was compiled."""
        if len(self._kept) >= self.MOST:
            self._kept.clear()
        self._kept[bucket.key, bucket.checksum] = bucket.code

"""What a template can reach: the sandbox that templates run in, and are compiled for.

The values that it is given, field by field, and of Python's own types the methods named here. Nothing else
has an attribute for it: no function, no class, no catalogue of messages. How much it can do is in limits.py.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from datetime import time as clock_time
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache, Undefined, nodes, pass_context
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, _PassArg

from briefing.rendering.language import Language
from briefing.rendering.limits import (
    BITS,
    CHARS_A_STEP,
    INCLUDE_STEPS,
    ITEMS_A_STEP,
    NUMBERS,
    TEXT_CHARS,
    TooMuchError,
    at_most,
    check_filter,
    check_growth,
    check_operator,
    length_of,
    pay,
    spend,
    text_of,
)

if TYPE_CHECKING:
    from jinja2.bccache import Bucket
    from jinja2.compiler import Frame
    from jinja2.environment import Template
    from jinja2.runtime import Context

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
            check_growth(name, owner, args)
        made = super().call(context, obj, *args, **kwargs)
        if isinstance(made, (str, bytes, list, tuple, dict)):
            pay(made)
        else:
            spend(1)
        return made

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operator whose result may be far larger than what goes in."""
        if type(left) in NUMBERS and type(right) in NUMBERS and operator in "+*":
            made = left + right if operator == "+" else left * right
            if made.bit_length() > BITS if type(made) is int else False:
                raise TooMuchError(f"a number of more than {BITS:,} bits")
            return made
        check_operator(operator, left, right)
        made = super().call_binop(context, operator, left, right)
        if isinstance(made, (str, list, tuple)):
            pay(made)
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
        pay(value)
        return value

    def joined(self, empty: str, *parts: Any) -> str:
        """``a ~ b``: text, escaped where one of them is ready for its format. ``empty`` says which kind."""
        from jinja2.runtime import markup_join, str_join

        for part in parts:
            text_of(part)
        at_most(
            sum(length_of(part) for part in parts if isinstance(part, str)), TEXT_CHARS, "characters by ~"
        )
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
        check_filter(name, args, kwargs)
        if args and not isinstance(args[0], str):
            spend(length_of(args[0]) // ITEMS_A_STEP)
        given = {
            _PassArg.context: (context,),
            _PassArg.eval_context: (context.eval_ctx,),
            _PassArg.environment: (context.environment,),
        }
        result = made(*(given[passed] if passed else ()), *args, **kwargs)
        if isinstance(result, (str, list, tuple, dict)):
            pay(result)
        else:
            spend(1)
        return result

    return bounded


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

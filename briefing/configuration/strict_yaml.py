"""YAML files as frozen, validated values. The only reader of YAML.

Every mistake of a file is found in one go and told with file, line, key, what was expected and, for a
misspelt key, what was probably meant.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from briefing.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

KeyPath = tuple[str | int, ...]
LONGEST_GUESSED = 60  # characters; a longer word is no misspelt key, and guessing takes the square of them
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
MainModel = TypeVar("MainModel", bound=BaseModel)


class Strict(BaseModel):
    """A block of configuration: no unknown keys, no silent conversions, no changes afterwards.

    ``advice`` is what to do instead of a key that people expect here and that there is not, by that key.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")
    advice: ClassVar[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Origin:
    """The values of one file, and the line where each key stands (counted from 1)."""

    name: str
    value: Any
    lines: Mapping[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """The line of the key at ``path``, else of the nearest key around it."""
        return next((self.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.lines), 1)


# --- YAML with line numbers -----------------------------------------------------------------------


_WORDS = "tag:yaml.org,2002:str"


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader without aliases: a few lines of them can unfold to gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="aliases (*name) are not supported here", problem_mark=mark)
        return super().compose_node(parent, index)


def load_yaml_file(path: Path, name: str) -> Origin:
    """Read a YAML file; ``name`` is how it is called in errors. Raises ConfigError as load_yaml does."""
    try:
        return load_yaml(path.read_text(encoding="utf-8"), name)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError.of([f"{name}: cannot be read: {error}"]) from error


def load_bundled_yaml(path: Path, name: str) -> Origin:
    """Read one of the program's own files, by libyaml: ten times as fast, and aliases are not looked for."""
    return load_yaml(path.read_text(encoding="utf-8"), name, reader=yaml.CSafeLoader)


def load_yaml(text: str, name: str, *, reader: type[_Loader | yaml.CSafeLoader] = _Loader) -> Origin:
    """Read one YAML document, remembering where each key stands.

    Raises ConfigError with the line for broken YAML, for a key given twice (YAML would silently take the
    last), and for aliases.
    """
    lines: dict[KeyPath, int] = {}
    try:
        loader = reader(text)  # looks for characters that no YAML has
    except yaml.YAMLError as error:
        raise ConfigError.of([f"{name}: {' '.join(str(error).split())}"]) from error
    try:
        node = loader.get_single_node()
        value = None if node is None else _construct(loader, node, (), lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}:{mark.line + 1}" if mark else name
        raise ConfigError.of([f"{where}: {error.problem or error}"]) from error
    except Exception as error:  # 2022-02-30, "!!bool x", brackets a thousand deep: each is another error
        raise ConfigError.of([f"{name}: {' '.join(str(error).split())}"]) from error
    finally:
        loader.dispose()
    return Origin(name, value, lines)


def _construct(
    loader: _Loader | yaml.CSafeLoader, node: yaml.Node, path: KeyPath, lines: dict[KeyPath, int]
) -> Any:
    """The value of a node; the lines of what is in it are noted under ``path``."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_construct(loader, item, (*path, index), lines) for index, item in enumerate(node.value))
    if not isinstance(node, yaml.MappingNode):
        return _scalar(loader, node)
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = _scalar(loader, key_node)
        problem = None
        if not isinstance(key, str):
            said = key_node.value if isinstance(key_node, yaml.ScalarNode) else "a list or mapping"
            problem = f"the key {said} must be in quotes, or YAML does not read it as words"
        elif key in values:
            problem = f"the key {key} stands here a second time"
        if problem:
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=key_node.start_mark)
        lines[*path, key] = key_node.start_mark.line + 1
        values[key] = _construct(loader, value_node, (*path, key), lines)
    return values


def _scalar(loader: _Loader | yaml.CSafeLoader, node: yaml.Node) -> Any:
    """The value of a node that holds no others; words are their own value, and most of what there is."""
    if node.tag == _WORDS:
        return node.value
    return loader.construct_object(node, deep=True)


# --- validation with words for people -------------------------------------------------------------


def validate(
    model: type[MainModel], origin: Origin, *, at: KeyPath = (), defaults: Mapping[str, Any] | None = None
) -> MainModel:
    """What stands at ``at`` in ``origin`` (all of it, if not said) as ``model``.

    Raises ConfigError: each mistake as "file:line: key: what was expected".
    """
    value = {} if origin.value is None else origin.value
    for part in at:
        value = value[part]
    if not isinstance(value, dict):
        what = "this" if at else "the file"
        raise ConfigError.of(
            [f"{origin.name}:{origin.line(at)}: {what} must be a list of keys and values, such as: title: …"]
        )
    try:
        return model.model_validate({**(defaults or {}), **value})
    except ValidationError as error:
        details = error.errors()
        inner = {detail["loc"][:n] for detail in details for n in range(len(detail["loc"]))}
        # A list is called too short when none of its items is right; the items' own mistakes say it better.
        told = [
            _told(model, origin, at, d)
            for d in details
            if not (d["type"] == "too_short" and d["loc"] in inner)
        ]
        raise ConfigError.of([f"{origin.name}:{line}: {text}" for line, text in sorted(told)]) from error


def _told(model: type[BaseModel], origin: Origin, at: KeyPath, detail: ErrorDetails) -> tuple[int, str]:
    """One mistake: its line, and the key with what was expected. ``at`` is where the model begins."""
    inner = tuple(detail["loc"])
    path = (*at, *inner)
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path) or "(the file)"
    return origin.line(path), f"{key}: {_expected(model, inner, detail)}"


def _expected(model: type[BaseModel], path: KeyPath, detail: ErrorDetails) -> str:
    kind, given = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return f"no such key{_meant_key(_block(model, path[:-1]), str(path[-1]))}"
    if kind in _LACKING:
        return _LACKING[kind]
    if kind == "string_type" and isinstance(given, bool):
        return f"expected words; YAML reads yes, no, on and off as {str(given).lower()}: put them in quotes"
    if kind == "string_type" and isinstance(given, (int, float, date)):
        return f"expected words, got {given}: put it in quotes, or YAML reads it as a number or a date"
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", detail["msg"])
        return f"expected one of {', '.join(known)}; got {given!r}{meant(str(given), known)}"
    if kind == "string_pattern_mismatch":
        return f"not in the form expected here; got {given!r}"
    if kind == "value_error":
        return f"{detail['ctx']['error']}; got {given!r}"
    expected = _PLAIN.get(kind, "").format(**detail.get("ctx", {})) or re.sub(
        r"^Input should be ", "expected ", detail["msg"]
    )
    return expected if isinstance(given, (dict, tuple)) else f"{expected}; got {given!r}"


_LACKING = {"missing": "this key is needed", "too_short": "at least one is needed"}
_PLAIN = {
    "int_type": "expected a whole number",
    "bool_type": "expected true or false",
    "tuple_type": "expected a list: [one, two], or lines that begin with a dash",
    "string_type": "expected words",
    "string_too_long": "expected at most {max_length:,} characters",
    "string_unicode": "has half a character",
    "date_type": "expected a date such as 2022-02-11",
    "model_type": "expected keys and values",
    "model_attributes_type": "expected keys and values",
    "dict_type": "expected keys and values",
}


def _meant_key(block: type[BaseModel] | None, key: str) -> str:
    """What to write instead of a key that a block does not know, as the end of a sentence."""
    if block is None:
        return ""
    advice = block.advice.get(key) if issubclass(block, Strict) else None
    return f"; {advice}" if advice else meant(key, block.model_fields)


def _block(model: type[BaseModel], path: KeyPath) -> type[BaseModel] | None:
    """The block of configuration at ``path``; the models are walked along it."""
    current: type[BaseModel] | None = model
    names = iter([part for part in path if isinstance(part, str)])
    for name in names:
        field = current.model_fields.get(name) if current else None
        if field is None:
            return None
        if getattr(field.annotation, "__origin__", None) is dict:
            next(names, None)  # the user's own key, such as a publisher's name
        current = next(_models(field.annotation), None)
    return current


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The configuration models inside a type such as ``tuple[ActorConfig, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models(part)


def meant(word: str, known: Collection[str]) -> str:
    """A guess at which of ``known`` was meant, as the end of a sentence."""
    close = difflib.get_close_matches(word, known, n=1) if len(word) <= LONGEST_GUESSED else []
    return f"; did you mean {close[0]}?" if close else ""

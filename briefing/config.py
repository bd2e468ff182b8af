"""The configuration: YAML files in, frozen and validated values out. The only reader of YAML.

Every mistake of every file is found in one go and told with file, line, key, what was expected and, for a misspelt
key, what was probably meant. See docs/configuration.md for the files as a user sees them.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from briefing.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

KeyPath = tuple[str | int, ...]
Format = Literal["html", "pdf", "md", "txt", "json"]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Mailbox = Annotated[str, StringConstraints(pattern=r"^[^@\r\n]+@[^@\s]+$")]
MainModel = TypeVar("MainModel", bound=BaseModel)


class Strict(BaseModel):
    """A block of configuration: no unknown keys, no silent conversions, no changes afterwards."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


# --- what a file may say --------------------------------------------------------------------------


class ActorConfig(Strict):
    """An actor that the focus is about. Its aliases always belong to it."""

    name: Name
    kind: Literal["person", "organisation", "place"] | None = None
    aliases: tuple[Name, ...] = ()


class SectionConfig(Strict):
    """Whether a section is shown, and how many items it takes at the most (None: the section's own default)."""

    show: bool = True
    most: Annotated[int, Field(ge=1, le=500)] | None = None


class SectionsConfig(Strict):
    """The sections of a brief; the order on the page is the template's."""

    key_points: SectionConfig = SectionConfig(most=7)
    changes: SectionConfig = SectionConfig(most=12)
    actors: SectionConfig = SectionConfig(most=16)
    quotes: SectionConfig = SectionConfig(most=24)
    variants: SectionConfig = SectionConfig(most=6)
    actions: SectionConfig = SectionConfig(most=60)
    timeline: SectionConfig = SectionConfig(most=14)
    figures: SectionConfig = SectionConfig(most=8)
    coverage: SectionConfig = SectionConfig()
    outlook: SectionConfig = SectionConfig(most=8)
    background: SectionConfig = SectionConfig(most=5)
    terms: SectionConfig = SectionConfig(most=15)


class FocusConfig(Strict):
    """One situation: what a passage must be about, and what becomes of it.

    ``terms`` are words or phrases that make a passage relevant, in any letter case unless they begin with a capital;
    ``actors`` do too. ``exclude`` and
    ``background`` are terms as well: a passage with one of the former is left out, with one of the latter it is context.
    ``window_days`` is how many days back from the as-of day reports are read, that day included.
    """

    title: Name
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")] = "brief"
    enabled: bool = True
    handling: Literal["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"] | None = None
    actors: tuple[ActorConfig, ...] = ()
    terms: Annotated[tuple[Name, ...], Field(min_length=1)]
    exclude: tuple[Name, ...] = ()
    background: tuple[Name, ...] = ()
    window_days: Annotated[int, Field(ge=1, le=3660)] = 7
    minimum_confidence: Annotated[float, Field(ge=0, le=1)] = 0.6
    sections: SectionsConfig = SectionsConfig()
    template: Name = "sitrep"
    formats: tuple[Format, ...] = ("html", "pdf", "md", "json")
    recipients: tuple[Mailbox, ...] = ()
    subject: Name | None = None
    vars: dict[str, Any] = {}

    @field_validator("formats")
    @classmethod
    def _json_is_always_written(cls, formats: tuple[Format, ...]) -> tuple[Format, ...]:
        """The next edition and `briefing verify` read the JSON."""
        return formats if "json" in formats else (*formats, "json")


class FolderSource(Strict):
    """A folder of text files, described by a manifest or by front matter in each. Paths are relative to the project."""

    type: Literal["folder"]
    path: Name
    manifest: Name = "sources.yaml"
    patterns: tuple[Name, ...] = ("*.txt", "*.md")


class PublisherConfig(Strict):
    """What is known of a publisher. Publishers of one ``family`` count as one independent publisher."""

    family: Name | None = None
    affiliation: Name | None = None
    reliability: Name | None = None


class DeliveryConfig(Strict):
    """How mail is sent; the password is never in a file. See docs/email.md."""

    sender: Mailbox
    host: Name
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    security: Literal["starttls", "tls"] = "starttls"
    username: Name | None = None
    password_env: Name = "BRIEFING_SMTP_PASSWORD"  # noqa: S105 -- the name of a variable
    keyring_service: Name | None = None
    reply_to: Mailbox | None = None
    timeout_seconds: Annotated[int, Field(ge=1, le=600)] = 30


class ProjectConfig(Strict):
    """``config/briefing.yaml``: what all focuses share. Paths are relative to the project's folder."""

    sources: Annotated[tuple[FolderSource, ...], Field(min_length=1)]
    language_model: Name = "en_core_web_sm"
    output: Name = "out"
    templates: Name | None = None
    publishers: dict[str, PublisherConfig] = {}
    delivery: DeliveryConfig | None = None


class SourceFacts(Strict):
    """What a manifest entry or an article's front matter may state of an article."""

    title: Name | None = None
    publisher: Name | None = None
    family: Name | None = None
    published: date | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    affiliation: Name | None = None
    reliability: Name | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] | None = None
    encoding: Name = "utf-8"


class ManifestEntry(SourceFacts):
    """One entry of a manifest: the file, relative to the manifest's folder, and what is known of it."""

    file: Name


class Manifest(Strict):
    """``sources.yaml`` beside the texts."""

    sources: tuple[ManifestEntry, ...]


# --- a whole project ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """The values of one file, and the line where each key stands (counted from 1)."""

    name: str
    value: Any
    lines: Mapping[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """The line of the key at ``path``, else of the nearest key around it."""
        return next((self.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.lines), 1)


@dataclass(frozen=True, slots=True)
class Project:
    """Everything configured: the project's folder, its settings, its focuses, and the files they came from."""

    root: Path
    settings: ProjectConfig
    focuses: tuple[FocusConfig, ...]
    origins: Mapping[str, Origin]  # "briefing" for the settings, else the focus id

    def focus(self, name: str) -> FocusConfig:
        """The focus with this id. Raises ConfigError naming the focuses that there are."""
        found = next((focus for focus in self.focuses if focus.id == name), None)
        if found is None:
            known = [focus.id for focus in self.focuses]
            raise ConfigError(
                "focus",
                where=name,
                cause=f"not in config/focus{_meant(name, known)}",
                advice=f"Known: {', '.join(known)}",
            )
        return found


def load_project(root: Path) -> Project:
    """Read ``config/briefing.yaml`` and ``config/focus/*.yaml`` below ``root``.

    Raises ConfigError with all mistakes of all files.
    """
    mistakes: list[str] = []
    main = root / "config" / "briefing.yaml"
    if not main.is_file():
        raise ConfigError(
            "configuration",
            where=str(main),
            cause="there is no such file",
            advice="Make a project with: briefing init DIR   or name one with: --project DIR",
        )
    origins: dict[str, Origin] = {}

    def read(path: Path, model: type[MainModel], name: str, **defaults: str) -> MainModel | None:
        try:
            origins[name] = load_yaml_file(path, path.relative_to(root).as_posix())
            return validate(model, origins[name], defaults=defaults)
        except ConfigError as error:
            mistakes.extend(error.mistakes)
            return None

    settings = read(main, ProjectConfig, "briefing")
    found = [
        read(path, FocusConfig, path.stem, id=path.stem)
        for path in sorted((root / "config/focus").glob("*.yaml"))
    ]
    focuses = tuple(focus for focus in found if focus is not None)
    mistakes += [
        f"config/focus: two focuses have the id {name}" for name in _twice(focus.id for focus in focuses)
    ]
    if not found:
        mistakes.append("config/focus: no *.yaml file in it; a focus needs a title and a list of terms")
    if mistakes or settings is None:
        raise ConfigError.of(mistakes)
    return Project(root, settings, focuses, origins)


# --- YAML with line numbers -----------------------------------------------------------------------


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


def load_yaml(text: str, name: str) -> Origin:
    """Read one YAML document, remembering where each key stands.

    Raises ConfigError with the line for broken YAML, for a key given twice (YAML would silently take the last), and for
    aliases.
    """
    loader = _Loader(text)
    lines: dict[KeyPath, int] = {}
    try:
        node = loader.get_single_node()
        value = None if node is None else _construct(loader, node, (), lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}:{mark.line + 1}" if mark else name
        raise ConfigError.of([f"{where}: {error.problem or error}"]) from error
    except (
        yaml.YAMLError,
        ValueError,
        RecursionError,
    ) as error:  # a bad character, 2022-02-30, brackets a thousand deep
        raise ConfigError.of([f"{name}: {' '.join(str(error).split())}"]) from error
    finally:
        loader.dispose()
    return Origin(name, value, lines)


def _construct(loader: _Loader, node: yaml.Node, path: KeyPath, lines: dict[KeyPath, int]) -> Any:
    """The value of a node; the lines of what is in it are noted under ``path``."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_construct(loader, item, (*path, place), lines) for place, item in enumerate(node.value))
    if not isinstance(node, yaml.MappingNode):
        return loader.construct_object(node, deep=True)
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        problem = None
        if not isinstance(key, str):
            said = key_node.value if isinstance(key_node, yaml.ScalarNode) else "a list or mapping"
            problem = f"the key {said} must be in quotes, or YAML does not read it as words"
        elif key in found:
            problem = f"the key {key} stands here a second time"
        if problem:
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=key_node.start_mark)
        lines[*path, key] = key_node.start_mark.line + 1
        found[key] = _construct(loader, value_node, (*path, key), lines)
    return found


# --- validation with words for people -------------------------------------------------------------


def validate(
    model: type[MainModel], origin: Origin, *, defaults: Mapping[str, Any] | None = None
) -> MainModel:
    """Return ``origin`` as ``model``. Raises ConfigError with every mistake as "file:line: key: what was expected"."""
    value = {} if origin.value is None else origin.value
    if not isinstance(value, dict):
        raise ConfigError.of(
            [f"{origin.name}:1: the file must be a list of keys and values, such as: title: …"]
        )
    try:
        return model.model_validate({**(defaults or {}), **value})
    except ValidationError as error:
        details = error.errors()
        inner = {detail["loc"][:n] for detail in details for n in range(len(detail["loc"]))}
        # A list is called too short when none of its items is right; the items' own mistakes say it better.
        told = [
            _told(model, origin, d) for d in details if not (d["type"] == "too_short" and d["loc"] in inner)
        ]
        raise ConfigError.of([f"{origin.name}:{line}: {text}" for line, text in sorted(told)]) from error


def _told(model: type[BaseModel], origin: Origin, detail: ErrorDetails) -> tuple[int, str]:
    """One mistake: its line, and the key with what was expected."""
    path = tuple(detail["loc"])
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path) or "(the file)"
    return origin.line(path), f"{key}: {_expected(model, path, detail)}"


def _expected(model: type[BaseModel], path: KeyPath, detail: ErrorDetails) -> str:
    kind, given = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return f"no such key{_meant(str(path[-1]), _keys(model, path[:-1]))}"
    if kind == "missing":
        return "this key is needed"
    if kind == "string_type" and isinstance(given, bool):
        return f"expected words; YAML reads yes, no, on and off as {str(given).lower()}: put them in quotes"
    if kind == "string_type" and isinstance(given, (int, float, date)):
        return f"expected words, got {given}: put it in quotes, or YAML reads it as a number or a date"
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", detail["msg"])
        return f"expected one of {', '.join(known)}; got {given!r}{_meant(str(given), known)}"
    if kind == "string_pattern_mismatch":
        return f"not in the form expected here; got {given!r}"
    if kind == "too_short":
        return "at least one is needed"
    expected = _PLAIN.get(kind) or re.sub(r"^Input should be ", "expected ", detail["msg"])
    return expected if isinstance(given, (dict, tuple)) else f"{expected}; got {given!r}"


_PLAIN = {
    "int_type": "expected a whole number",
    "bool_type": "expected true or false",
    "tuple_type": "expected a list: [one, two], or lines that begin with a dash",
    "string_type": "expected words",
    "date_type": "expected a date such as 2022-02-11",
    "model_type": "expected keys and values",
    "model_attributes_type": "expected keys and values",
    "dict_type": "expected keys and values",
}


def _keys(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The keys that a block of configuration knows, found by walking the models along ``path``."""
    current: type[BaseModel] | None = model
    names = iter([part for part in path if isinstance(part, str)])
    for name in names:
        field = current.model_fields.get(name) if current else None
        if field is None:
            return []
        if getattr(field.annotation, "__origin__", None) is dict:
            next(names, None)  # the user's own key, such as a publisher's name
        current = next(_models(field.annotation), None)
    return list(current.model_fields) if current else []


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The configuration models inside a type such as ``tuple[ActorConfig, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models(part)


def _meant(word: str, known: list[str]) -> str:
    """A guess at what was meant, as the end of a sentence."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""


def _twice(names: Iterator[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)


# --- the configuration in force -------------------------------------------------------------------


def effective(project: Project) -> Iterator[tuple[str, str]]:
    """Every value in force as "key: value", with the file and line that it came from, or "default"."""
    yield from _in_force(project.settings, (), project.origins["briefing"], "")
    for focus in project.focuses:
        origin = next(o for name, o in project.origins.items() if name != "briefing" and _states(o, focus))
        yield from _in_force(focus, (), origin, f"focus {focus.id}: ")


def _states(origin: Origin, focus: FocusConfig) -> bool:
    return (
        isinstance(origin.value, dict) and (origin.value.get("id") or PurePath(origin.name).stem) == focus.id
    )


def _in_force(value: Any, path: KeyPath, origin: Origin, prefix: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _in_force(getattr(value, name), (*path, name), origin, prefix)
    elif isinstance(value, dict) and value:
        for name, item in value.items():
            yield from _in_force(item, (*path, name), origin, prefix)
    elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        for place, item in enumerate(value):
            yield from _in_force(item, (*path, place), origin, prefix)
    else:
        key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
        came = f"{origin.name}:{origin.lines[path]}" if path in origin.lines else "default"
        yield f"{prefix}{key}: {'(none)' if shown in (None, '', {}) else shown}", came

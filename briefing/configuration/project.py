"""The configuration: YAML files in, frozen and validated values out.

Every mistake of every file is told in one go. See docs/configuration.md for the files as a user sees them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal
from unicodedata import category

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    StringConstraints,
    create_model,
    field_validator,
    model_validator,
)

from briefing.configuration.addresses import Mailbox
from briefing.configuration.bounds import LONGEST_STATED, LONGEST_URL
from briefing.configuration.strict_yaml import (
    KeyPath,
    MainModel,
    Name,
    Origin,
    Strict,
    load_yaml_file,
    meant,
    validate,
)
from briefing.errors import ConfigError
from briefing.sections import LARGEST, PAGE_ONLY, RENAMED, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from briefing.sections import KnownSection

Format = Literal["html", "pdf", "md", "txt", "json", "mail"]
Security = Literal["starttls", "tls"]
USUAL_PORTS: Mapping[Security, int] = {"starttls": 587, "tls": 465}


# --- what a file may say --------------------------------------------------------------------------


class ActorConfig(Strict):
    """An actor that the focus is about. Its aliases always belong to it."""

    name: Name
    kind: Literal["person", "organisation", "place"] | None = None
    aliases: tuple[Name, ...] = ()


class SectionConfig(Strict):
    """What a focus says of a section: whether it is shown; one that can be sized has ``most`` as well."""

    show: bool = True


def _config_of(section: KnownSection) -> type[SectionConfig]:
    """The keys of one section, with its own default size."""
    if section.cut:
        size = Annotated[int, Field(ge=1, le=LARGEST)]
        return create_model("SizedSection", __base__=SectionConfig, most=(size, section.most))
    unsized = create_model("UnsizedSection", __base__=SectionConfig)
    rows = f"a row for each of {section.unsized}; set sections.{section.unsized}.most instead"
    unsized.advice = {"most": f"{section.name} has {rows}"}
    return unsized


_DEFAULTS = {section.name: _config_of(section)() for section in SECTIONS}
_FIELDS: dict[str, Any] = {name: (type(default), default) for name, default in _DEFAULTS.items()}


# mypy knows no class that is made at run time; written out, the table would stand here a second time.
class SectionsConfig(create_model("Sections", __base__=Strict, **_FIELDS)):  # type: ignore[misc]
    """The keys of ``sections``: the names in the table of briefing/sections.py."""

    advice: ClassVar[Mapping[str, str]] = {
        **{old: f"did you mean {name}?" for old, name in RENAMED.items()},
        **dict.fromkeys(PAGE_ONLY, "the theme decides on it: see sections in theme.yaml"),
    }


class FocusConfig(Strict):
    """One situation: what a passage must be about, and what becomes of it.

    ``terms`` are words or phrases that make a passage relevant, in any letter case unless they begin with a
    capital; ``actors`` do too. ``exclude`` and ``background`` are terms as well: a passage with one of the
    former is left out, with one of the latter it is context. ``window_days`` is how many days back from the
    as-of day reports are read, that day included. ``template`` is the theme of the brief, ``mail_template``
    that of the mail's body, which is made where there are ``recipients`` or ``formats`` has "mail".
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
    mail_template: Name = "newsletter"
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    formats: tuple[Format, ...] = ("html", "pdf", "md", "json")
    recipients: tuple[Mailbox, ...] = ()
    subject: Name | None = None
    vars: dict[str, Any] = Field(default_factory=dict)

    @field_validator("formats")
    @classmethod
    def _json_is_always_written(cls, formats: tuple[Format, ...]) -> tuple[Format, ...]:
        """The next edition and `briefing verify` read the JSON."""
        return formats if "json" in formats else (*formats, "json")

    @property
    def shown(self) -> dict[str, int | None]:
        """The sections that are shown, by name, each with how many items it takes at the most (None: all)."""
        return {name: getattr(section, "most", None) for name, section in self.sections if section.show}

    @property
    def mailed(self) -> bool:
        """Whether a mail is rendered with each edition."""
        return bool(self.recipients) or "mail" in self.formats


class FolderSource(Strict):
    """A folder of text files, described by a manifest or by front matter in each."""

    type: Literal["folder"]
    path: Name  # relative to the project
    manifest: Name = "sources.yaml"  # relative to ``path``, like the patterns
    patterns: tuple[Name, ...] = ("*.txt", "*.md")


class PublisherConfig(Strict):
    """What is known of a publisher. Publishers of one ``family`` count as one independent publisher."""

    family: Name | None = None
    affiliation: Name | None = None
    reliability: Name | None = None


class DeliveryConfig(Strict):
    """How to reach the mail server, and as whom; the password is never in a file. See docs/email.md."""

    sender: Mailbox
    host: Name
    port: Annotated[int, Field(ge=1, le=65535)] | None = None  # None: the usual one for ``security``
    security: Security = "starttls"  # TLS before anything else is said, or from the first byte; no third way
    username: Name | None = None  # None: no authentication
    password_env: Name = "BRIEFING_SMTP_PASSWORD"  # noqa: S105 -- the name of a variable
    keyring_service: Name | None = None  # None: the keyring is not asked
    reply_to: Mailbox | None = None
    timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 30  # of each step of the conversation

    @property
    def effective_port(self) -> int:
        """The port that is used: the one given, else the usual one of the way of securing the connection."""
        return self.port or USUAL_PORTS[self.security]

    @property
    def address(self) -> str:
        """The server as "host:port", as errors name it."""
        return f"{self.host}:{self.effective_port}"


class SigningConfig(Strict):
    """With what the JSON and the PDF are signed: an Ed25519 key as OpenSSH keeps it. See docs/verifying.md.

    ``key`` is its file, relative to the project or from ~. ``keyring_service`` is an entry of the system's
    keyring: it holds the passphrase of ``key``, or without one the key itself.
    """

    key: Name | None = None
    passphrase_env: Name = "BRIEFING_SIGNING_PASSPHRASE"  # noqa: S105 -- the name of a variable
    keyring_service: Name | None = None

    @model_validator(mode="after")
    def _from_somewhere(self) -> SigningConfig:
        if self.key is None and self.keyring_service is None:
            raise ValueError("key (a file) or keyring_service is needed; see docs/verifying.md")
        return self


class LimitsConfig(Strict):
    """What a run may take: what is not done by then, or needs more, is left out and told."""

    seconds: Annotated[int, Field(ge=10, le=86_400)] = 1800
    megabytes: Annotated[int, Field(ge=1000, le=1_000_000)] = 8000  # of address space, of each process


class ProjectConfig(Strict):
    """``config/briefing.yaml``: what all focuses share. Paths are relative to the project's folder."""

    sources: Annotated[tuple[FolderSource, ...], Field(min_length=1)]
    language_model: Name = "en_core_web_sm"
    output: Name = "out"
    templates: Name | None = None
    publishers: dict[str, PublisherConfig] = Field(default_factory=dict)
    delivery: DeliveryConfig | None = None
    signing: SigningConfig | None = None
    limits: LimitsConfig = LimitsConfig()


def _day(value: Any) -> Any:
    """A day that was put in quotation marks is a day all the same."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _in_one_line(words: str) -> str:
    """Words with single blanks; ValueError for what would change how the line around them is printed."""
    words = " ".join(words.split())
    if any(character in _DIRECTIONS or category(character) in ("Cc", "Cs") for character in words):
        raise ValueError("has a character that cannot be printed")
    return words


_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
Stated = Annotated[Name, StringConstraints(max_length=LONGEST_STATED), AfterValidator(_in_one_line)]
Address = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s\x00-\x20\x7f-\x9f]+$", max_length=LONGEST_URL)
]


class SourceFacts(Strict):
    """What a manifest entry or an article's front matter may state of an article."""

    title: Stated | None = None
    publisher: Stated | None = None
    family: Stated | None = None
    published: Annotated[date | None, BeforeValidator(_day)] = None
    url: Address | None = None
    affiliation: Stated | None = None
    reliability: Stated | None = None
    language: (
        Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$", max_length=40)] | None
    ) = None
    encoding: Stated = "utf-8"


class ManifestEntry(SourceFacts):
    """One entry of a manifest: the file, relative to the manifest's folder, and what is known of it."""

    file: Name


class Manifest(Strict):
    """``sources.yaml`` beside the texts; each of ``sources`` is a ManifestEntry, and wrong or right alone."""

    sources: tuple[Any, ...]


# --- a whole project ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Project:
    """Everything configured: the project's folder, its settings, its focuses, and the files of these."""

    root: Path
    settings: ProjectConfig
    focuses: tuple[FocusConfig, ...]
    origins: Mapping[str, Origin]  # "briefing" for the settings, else the focus id

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """The project's own folder of themes, where it has one."""
        own = self.settings.templates
        return (self.root / own,) if own else ()

    def focus(self, name: str) -> FocusConfig:
        """The focus with this id. Raises ConfigError naming the focuses that there are."""
        by_id = {focus.id: focus for focus in self.focuses}
        if name not in by_id:
            raise ConfigError(
                "focus",
                where=name,
                cause=f"not in config/focus{meant(name, by_id)}",
                advice=f"Known: {', '.join(by_id)}",
            )
        return by_id[name]


def load_project(root: Path) -> Project:
    """Read ``config/briefing.yaml`` and ``config/focus/*.yaml`` below ``root``.

    Raises ConfigError with all mistakes of all files.
    """
    project, mistakes = load_what_is_right(root)
    if mistakes:
        raise ConfigError.of(mistakes)
    return project


def load_what_is_right(root: Path) -> tuple[Project, tuple[str, ...]]:
    """The project with the focuses that are right, and the mistakes of the others.

    Raises ConfigError, with all mistakes of all files, where the settings are wrong or no focus is right.
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
    read_focuses = [
        read(path, FocusConfig, path.stem, id=path.stem)
        for path in sorted((root / "config/focus").glob("*.yaml"))
    ]
    focuses = tuple(focus for focus in read_focuses if focus is not None)
    twice = _twice(focus.id for focus in focuses)
    mistakes += [f"config/focus: two focuses have the id {name}" for name in twice]
    mailed = [focus.id for focus in focuses if any(other.id == f"{focus.id}.mail" for other in focuses)]
    mistakes += [
        f"config/focus: the focus {name}.mail would write the files of the mail of {name}; give it another id"
        for name in mailed
    ]
    if not read_focuses:
        mistakes.append("config/focus: no *.yaml file in it; a focus needs a title and a list of terms")
    wrong = {*twice, *(f"{name}.mail" for name in mailed)}
    right = tuple(focus for focus in focuses if focus.id not in wrong)
    if settings is None or not right:
        raise ConfigError.of(mistakes)
    return Project(root, settings, right, origins), tuple(mistakes)


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
        for index, item in enumerate(value):
            yield from _in_force(item, (*path, index), origin, prefix)
    else:
        key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
        came = f"{origin.name}:{origin.lines[path]}" if path in origin.lines else "default"
        yield f"{prefix}{key}: {'(none)' if shown in (None, '', {}) else shown}", came

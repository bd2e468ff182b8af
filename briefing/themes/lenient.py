"""A theme as far as it can be read: a mistake in one file does not hide those in the others."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.configuration.strict_yaml import Origin, load_yaml_file, validate
from briefing.errors import ConfigError, TemplateError
from briefing.rendering.theme import BASE, SETTINGS, LoadedTheme, Theme, ThemeSettings
from briefing.themes.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing.themes.problems import Problems

NOTHING = Path(os.devnull)  # read in place of a broken file that no parent has
_MISTAKE = re.compile(r"^(?P<where>.+?:\d+): (?P<cause>.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OverlaidTheme(LoadedTheme):
    """A theme in which some files are others: ``instead`` gives for a path the one to use, None for the parent's."""

    instead: tuple[tuple[Path, Path | None], ...] = ()

    def candidates(self, file: str) -> Iterator[Path]:
        """The files of a name, those instead of them in their places."""
        instead = dict(self.instead)
        there = list(LoadedTheme.candidates(self, file))
        used = [other for path in there if (other := instead.get(path, path)) is not None]
        yield from used or [NOTHING][: len(there)]


@dataclass(frozen=True, slots=True)
class GivenTheme(Theme):
    """A theme that was loaded before."""

    loaded: LoadedTheme | None = None

    def load(self) -> LoadedTheme:
        """The theme given, else the one on disk."""
        return self.loaded or Theme.load(self)


def overlaid(loaded: LoadedTheme, instead: Mapping[Path, Path | None]) -> GivenTheme:
    """The theme with other files in place of some."""
    theme = OverlaidTheme(loaded.name, loaded.places, loaded.settings, None, tuple(instead.items()))
    return GivenTheme(name=loaded.name, loaded=theme)


def load_leniently(theme: Theme, problems: Problems) -> LoadedTheme:
    """Load a theme, leaving out what is wrong in the files theme.yaml and telling it.

    Raises TemplateError where there is no such theme, or it extends itself.
    """
    try:
        return theme.load()
    except TemplateError:
        found = _walk(theme, problems)
        if not any(
            True for _ in problems
        ):  # it was none of the files: the theme is not there, or goes in a circle
            raise
        return found


def _walk(theme: Theme, problems: Problems) -> LoadedTheme:
    places: list[tuple[str, Path]] = []
    settings: list[ThemeSettings] = []
    name: str | None = theme.name
    seen: set[str] = set()
    while name is not None and name not in seen:
        seen.add(name)
        here = [folder / name for folder in theme.search if (folder / name).is_dir()]
        own = [_settings(folder, problems) for folder in here]
        places += [(name, folder) for folder in here]
        settings += own
        said = [one.extends for one in own if "extends" in one.model_fields_set and one.extends != name]
        parent = said[0] if said and said[0] in theme.names() else BASE
        if said and parent != said[0]:
            advice = f"There are: {', '.join(sorted(theme.names()))}"
            where = f"{here[0] / SETTINGS}:{line_of(here[0] / SETTINGS, 'extends')}"
            problems.add(Problem("theme", where, f"extends: there is no theme '{said[0]}'", advice))
        name = None if name == BASE else parent
    return LoadedTheme(theme.name, tuple(places), tuple(settings))


def _settings(folder: Path, problems: Problems) -> ThemeSettings:
    """What a theme.yaml says, without the keys that are wrong."""
    path = folder / SETTINGS
    if not path.is_file():
        return ThemeSettings()
    try:
        origin = load_yaml_file(path, str(path))
        return validate(ThemeSettings, origin)
    except ConfigError as error:
        for mistake in error.mistakes:
            found = _MISTAKE.match(mistake)
            where, cause = (found["where"], found["cause"]) if found else (str(path), mistake)
            problems.add(Problem("theme", where, cause))
    return _sound_settings(path)


def _sound_settings(path: Path) -> ThemeSettings:
    origin = settings_origin(path)
    sound: dict[str, Any] = {}
    for key, value in origin.value.items() if origin else ():
        try:
            validate(ThemeSettings, Origin(origin.name if origin else "", {key: value}, {}))
        except ConfigError:
            continue
        sound[key] = value
    return ThemeSettings.model_validate(sound)


def settings_origin(path: Path) -> Origin | None:
    """A theme.yaml with its lines, None where it is no list of keys and values."""
    try:
        origin = load_yaml_file(path, str(path)) if path.is_file() else None
    except ConfigError:
        return None
    return origin if origin and isinstance(origin.value, dict) else None


def line_of(path: Path, *keys: str | int) -> int:
    """The line of a key in a theme.yaml."""
    origin = settings_origin(path)
    return origin.line(keys) if origin else 1

"""A theme as far as it can be read: a mistake in one file does not hide those in the others."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.configuration.strict_yaml import Origin, load_yaml_file, validate
from briefing.errors import ConfigError
from briefing.rendering.theme import BASE, SETTINGS, LoadedTheme, ThemeSettings, has_settings
from briefing.themes.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing.rendering.theme import Theme
    from briefing.themes.problems import Problems

NOTHING = Path(os.devnull)  # read for a broken file that no parent has
_MISTAKE = re.compile(r"^(?P<where>.+?:\d+): (?P<cause>.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OverlaidTheme(LoadedTheme):
    """A theme with other files instead of some: ``instead`` has one for a path, None for the parent's."""

    instead: tuple[tuple[Path, Path | None], ...] = ()

    def candidates(self, file: str) -> Iterator[Path]:
        """The files of a name, those instead of them among them."""
        instead = dict(self.instead)
        there = list(LoadedTheme.candidates(self, file))
        used = [other for path in there if (other := instead.get(path, path)) is not None]
        yield from used or [NOTHING][: len(there)]


def overlaid(loaded: LoadedTheme, instead: Mapping[Path, Path | None]) -> OverlaidTheme:
    """The theme with other files instead of some."""
    return OverlaidTheme(loaded.name, loaded.chain, loaded.settings, tuple(instead.items()))


def load_leniently(theme: Theme, problems: Problems) -> LoadedTheme:
    """Load a theme, leaving out what is wrong in the files theme.yaml and telling it.

    Raises TemplateError where there is no such theme, or it extends itself.
    """
    return theme.load(lambda folder: _settings(folder, theme, problems))


def _settings(folder: Path, theme: Theme, problems: Problems) -> ThemeSettings:
    """What a theme.yaml says, without the keys that are wrong and without a parent that is not there."""
    path = folder / SETTINGS
    if not has_settings(folder):
        return ThemeSettings()
    try:
        settings = validate(ThemeSettings, load_yaml_file(path, str(path)))
    except ConfigError as error:
        for told in error.mistakes:
            mistake = _MISTAKE.match(told)
            where, cause = (mistake["where"], mistake["cause"]) if mistake else (str(path), told)
            problems.add(Problem("theme", where, cause))
        settings = _sound_settings(path)
    there = theme.names()
    if settings.extends in there:
        return settings
    cause, advice = (
        f"extends: there is no theme '{settings.extends}'",
        f"There are: {', '.join(sorted(there))}",
    )
    problems.add(Problem("theme", f"{path}:{line_of(path, 'extends')}", cause, advice))
    return settings.model_copy(update={"extends": BASE})


def _sound_settings(path: Path) -> ThemeSettings:
    origin = settings_origin(path)
    sound: dict[str, Any] = {}
    for key, value in origin.value.items() if origin else ():
        with suppress(ConfigError):
            validate(ThemeSettings, Origin(str(path), {key: value}, {}))
            sound[key] = value
    return ThemeSettings.model_validate(sound)


def settings_origin(path: Path) -> Origin | None:
    """A theme.yaml with its lines, None where it is no list of keys and values."""
    try:
        origin = load_yaml_file(path, str(path)) if has_settings(path.parent) else None
    except ConfigError:
        return None
    return origin if origin and isinstance(origin.value, dict) else None


def line_of(path: Path, *keys: str | int) -> int:
    """The line of a key in a theme.yaml."""
    origin = settings_origin(path)
    return origin.line(keys) if origin else 1

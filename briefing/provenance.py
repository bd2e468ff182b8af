"""What a brief is made with beside its sources: versions, and hashes of the settings and of the theme."""

from __future__ import annotations

import hashlib
import json
from importlib import metadata
from typing import TYPE_CHECKING, Any

from briefing.errors import TemplateError
from briefing.model import MadeWith
from briefing.reading.annotation import RULES, pipeline_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing.configuration.project import FocusConfig, Project
    from briefing.rendering import Theme

LIBRARIES = ("spacy", "nupunkt", "textacy")  # whose versions decide what is found

# Settings that decide on pages, files and mail, and not on what a brief holds. All others count.
OF_FOCUS = frozenset({"enabled", "template", "mail_template", "formats", "recipients", "subject", "vars"})
OF_PROJECT = frozenset({"output", "templates", "delivery", "signing"})


def program_version() -> str:
    """The version of this program."""
    return metadata.version("situation-brief")


def made_with(project: Project, focus: FocusConfig, theme: Theme, values: Mapping[str, Any]) -> MadeWith:
    """What a brief of this focus is made with now; ``values`` are those for templates."""
    libraries = [f"{name} {metadata.version(name)}" for name in LIBRARIES]
    return MadeWith(
        program=program_version(),
        language_model=" ".join(pipeline_of(project.settings.language_model)),
        libraries=", ".join([*libraries, f"rules {RULES}"]),
        configuration=configuration_hash(project, focus),
        theme=theme_hash(theme, values),
    )


def configuration_hash(project: Project, focus: FocusConfig) -> str:
    """The hash of the settings that decide what a brief of this focus holds."""
    return _hash(
        [
            focus.model_dump(mode="json", exclude=set(OF_FOCUS)),
            project.settings.model_dump(mode="json", exclude=set(OF_PROJECT)),
        ]
    )


def theme_hash(theme: Theme, values: Mapping[str, Any]) -> str | None:
    """The hash of what pages are laid out with; None where the theme cannot be read."""
    try:
        files = list(dict.fromkeys(_files(theme)))  # a copy of the stock theme is the stock theme
        return _hash([theme.name, metadata.version("weasyprint"), dict(values), files])
    except (TemplateError, OSError):
        return None


def _files(theme: Theme) -> Iterator[tuple[str, str, str]]:
    """Every file of a theme and its parents in the order of search: its theme, its name, its hash."""
    for name, folder in theme.load().chain:
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            hidden = any(part.startswith(".") or part.endswith("~") for part in inside.parts)  # an editor's
            if path.is_file() and not hidden:
                yield name, inside.as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()


def _hash(value: Any) -> str:
    """The SHA-256 of a value, hexadecimal: the same for the same values in any order of keys."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()

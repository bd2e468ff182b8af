"""What a theme is, and where its files are looked for: the theme, its parents, the stock ones."""

from __future__ import annotations

import base64
import mimetypes
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, StringConstraints, field_validator

from briefing.configuration.resources import bundled
from briefing.configuration.strict_yaml import Name, Strict, load_yaml_file, meant, validate
from briefing.errors import ConfigError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

BASE = "sitrep"  # every theme ends in it: what no other folder has comes from here
STOCK = "stock"  # the prefix under which the stock files can be reached by a file of the same name
SETTINGS = "theme.yaml"
FILE_BYTES = 10_000_000  # the most of a picture or style sheet
STYLES = ("colours", "style", "screen", "print", "pdf", "house", "house-pdf")
ADDED_UP = (
    "colours",
    "house",
    "house-pdf",
)  # style sheets of which each theme adds its own to its parents'; of others the first is used

_COLOUR = re.compile(r"--([a-z][\w-]*)\s*:\s*([^;}!]*[^;}!\s])")
_DARK = re.compile(r"@media\s*\(\s*prefers-color-scheme:\s*dark\s*\)\s*\{\s*:root\s*\{([^}]*)\}")
_URL = re.compile(r"""url\(\s*(["']?)(?!data:|\#|[a-z][a-z0-9+.-]*:)([^"')\s]+)\1\s*\)""", re.IGNORECASE)

ThemeName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
ColourName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]*$")]
Colour = Annotated[str, StringConstraints(pattern=r"^(#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})|[a-z]+)$")]
SectionName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class ThemeSettings(Strict):
    """``theme.yaml``: what a theme changes without a template of its own.

    ``extends`` is the theme that has what this one leaves out. ``logo`` is a picture beside theme.yaml,
    ``logo_text`` what it says. ``colours`` are by the names of colours.css, ``dark_colours`` those of a
    screen in dark mode. ``sections`` are the sections of the page in order. ``words`` replaces words of the
    furniture, by the English ones. ``vars`` are values for templates, over which the focus's own win.
    ``inline_styles`` writes the style sheets into the elements of the HTML, as mail programs want it.
    """

    extends: ThemeName = BASE
    description: Name | None = None
    logo: Name | None = None
    logo_text: Name | None = None
    colours: dict[ColourName, Colour] = Field(default_factory=dict)
    dark_colours: dict[ColourName, Colour] = Field(default_factory=dict)
    sections: tuple[SectionName, ...] | None = None
    words: dict[str, str] = Field(default_factory=dict)
    vars: dict[str, Any] = Field(default_factory=dict)
    inline_styles: bool | None = None

    @field_validator("sections")
    @classmethod
    def _each_once(cls, names: tuple[str, ...] | None) -> tuple[str, ...] | None:
        twice = sorted({name for name in names or () if (names or ()).count(name) > 1})
        if twice:
            raise ValueError(f"each section once; twice there: {', '.join(twice)}")
        return names


@dataclass(frozen=True, slots=True)
class Theme:
    """Which theme, and the folders to look for it in before the stock one.

    ``name`` is the theme's folder inside one of ``folders``: "house" finds ``FOLDER/house/theme.yaml``. A
    folder of a stock theme's name goes before the stock theme.
    """

    folders: tuple[Path, ...] = ()
    name: str = BASE

    @property
    def search(self) -> tuple[Path, ...]:
        """All folders in the order of search."""
        folders = {folder.resolve(): folder for folder in (bundled("templates"), *reversed(self.folders))}
        return tuple(reversed(folders.values()))

    def load(self, read: Callable[[Path], ThemeSettings] | None = None) -> LoadedTheme:
        """Read the theme and its parents as they are now; ``read`` makes settings of a folder's theme.yaml.

        Raises TemplateError for a mistake in one, with file and line.
        """
        for folder in self.folders:
            if not folder.is_dir():
                raise TemplateError("templates", where=str(folder), cause="there is no such folder")
        chain: list[tuple[str, Path]] = []
        settings: list[ThemeSettings] = []
        name: str | None = self.name
        names: list[str] = []
        while name is not None:
            if name in names:
                raise TemplateError(
                    "theme", where=name, cause=f"it extends itself by way of {' → '.join(names)}"
                )
            names.append(name)
            here = [folder / name for folder in self.search if (folder / name).is_dir()]
            for folder in here:
                if not is_inside(folder, folder.parent):
                    cause = f"is a link that leads out of {folder.parent}, and a theme stays in its folder"
                    advice = "Put the theme's folder itself there, or name the one around it as templates."
                    raise TemplateError("theme", where=str(folder), cause=cause, advice=advice)
            if not here:
                raise self._unknown(name)
            own = [(read or _read_settings)(folder) for folder in here]
            chain += [(name, folder) for folder in here]
            settings += own
            name = _parent(name, own)
        return LoadedTheme(self.name, tuple(chain), tuple(settings))

    def names(self) -> dict[str, Path]:
        """Every theme that there is, by name, with the folder that is looked into first."""
        themes: dict[str, Path] = {}
        for folder in self.search:
            for inside in sorted(folder.iterdir()) if folder.is_dir() else ():
                if inside.is_dir() and not inside.name.startswith((".", "_")):
                    themes.setdefault(inside.name, inside)
        return themes

    def _unknown(self, name: str) -> TemplateError:
        there = sorted(self.names())
        searched = ", ".join(map(str, self.search))
        cause = f"there is no theme '{name}' in {searched}{meant(name, there)}"
        return TemplateError("templates", cause=cause, advice=f"There are: {', '.join(there)}")


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a path stays in a folder when every link on the way is followed."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except RecursionError:  # of the template that asks
        raise
    except (OSError, RuntimeError):  # links in a circle
        return False


def has_settings(folder: Path) -> bool:
    """Whether a theme's folder has a ``theme.yaml`` of its own."""
    return (folder / SETTINGS).is_file() and is_inside(folder / SETTINGS, folder)


def _read(path: Path, most: int = FILE_BYTES) -> bytes:
    """The bytes of a theme's file. Raises TemplateError where it is too large or cannot be read."""
    try:
        if path.stat().st_size > most:
            cause = f"is larger than {most / 1e6:g} MB, the most of a file of a theme"
            raise TemplateError("theme", where=str(path), cause=cause)
        return path.read_bytes()
    except OSError as error:
        cause = f"cannot be read: {error.strerror or error}"
        raise TemplateError("theme", where=str(path), cause=cause) from error


def _parent(name: str, settings: list[ThemeSettings]) -> str | None:
    """The theme that one of this name extends: the first of its folders that says so decides.

    The base extends none.
    """
    said = next(
        (one.extends for one in settings if one.extends != name and "extends" in one.model_fields_set), None
    )
    return said or (None if name == BASE else BASE)


def _read_settings(folder: Path) -> ThemeSettings:
    path = folder / SETTINGS
    if not has_settings(folder):
        return ThemeSettings()
    try:
        return validate(ThemeSettings, load_yaml_file(path, str(path)))
    except ConfigError as error:
        raise TemplateError("theme", cause="\n  ".join(error.mistakes)) from error


def _rule(colours: Mapping[str, str]) -> str:
    return f":root {{ {'; '.join(f'--{name}: {value}' for name, value in colours.items())} }}\n"


@dataclass(frozen=True, slots=True)
class LoadedTheme:
    """A theme with its parents.

    ``chain`` has theme names and folders in the order of search; ``settings`` theirs.
    """

    name: str
    chain: tuple[tuple[str, Path], ...]
    settings: tuple[ThemeSettings, ...] = field(compare=False)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of the theme and its parents, the only ones that anything is read from."""
        return tuple(folder for _, folder in self.chain)

    def candidates(self, file: str) -> Iterator[Path]:
        """The files of a name, first the one that is used.

        A plain name is looked for in the theme and all its parents, "sitrep/NAME" from the theme sitrep on,
        "stock/sitrep/NAME" among the stock files. A name that leads out of the folders finds nothing, and
        neither does a symbolic link that does.
        """
        path = PurePosixPath(file)
        if not path.parts or ".." in path.parts or path.is_absolute() or "\\" in file:
            return
        parts, chain = path.parts, self.chain
        if parts[0] == STOCK:
            stock = bundled("templates")
            parts, chain = parts[1:], tuple(link for link in chain if link[1].parent == stock)
        names = [name for name, _ in chain]
        if len(parts) > 1 and parts[0] in names:
            chain, parts = chain[names.index(parts[0]) :], parts[1:]
        for _, folder in chain if parts else ():
            inside = folder.joinpath(*parts)
            if inside.is_file() and is_inside(inside, folder):
                yield inside

    def find(self, file: str) -> Path | None:
        """The file of this name that is used; None if there is none."""
        return next(self.candidates(file), None)

    def style(self, name: str) -> str:
        """A style sheet's text with its pictures in it, fit to stand inside a <style> element."""
        text = self._sheet(name)
        if name == "colours" and (light := self._merged("colours")):
            text += _rule(light)
        if name == "screen" and (dark := self._merged("dark_colours")):
            text += f"@media (prefers-color-scheme: dark) {{ {_rule(dark)} }}\n"
        return text.replace("</", "<\\/")

    def _sheet(self, name: str) -> str:
        """A style sheet as the folders have it, without the colours of theme.yaml."""
        there = list(self.candidates(f"{name}.css"))
        return "\n".join(self._inlined(path) for path in (reversed(there) if name in ADDED_UP else there[:1]))

    def _inlined(self, path: Path) -> str:
        try:
            text = _read(path).decode()
        except UnicodeDecodeError as error:
            raise TemplateError("style sheet", where=str(path), cause=f"is not UTF-8 ({error})") from error
        return _URL.sub(lambda address: f'url("{self.asset(address[2], where=path)}")', text)

    @property
    def colours(self) -> dict[str, str]:
        """The colours by name, on paper and light screens.

        Pictures need them: in PDF these know no style sheet.
        """
        return {**dict(_COLOUR.findall(self._sheet("colours"))), **self._merged("colours")}

    @property
    def dark_colours(self) -> dict[str, str]:
        """The colours by name on a screen in dark mode."""
        dark = " ".join(f"{block};" for block in _DARK.findall(self._sheet("screen")))
        return {**self.colours, **dict(_COLOUR.findall(dark)), **self._merged("dark_colours")}

    def asset(self, file: str, *, where: Path | None = None) -> str:
        """A picture of the theme as a data: address.

        Raises TemplateError where the theme has no such file.
        """
        path = self.find(file)
        if path is None:
            looked = ", ".join(map(str, self.folders))
            raise TemplateError(
                "templates",
                where=str(where) if where else None,
                cause=f"there is no file '{file}' in the theme's folders: {looked}",
            )
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return f"data:{kind};base64,{base64.b64encode(_read(path)).decode('ascii')}"

    @property
    def logo(self) -> str | None:
        """The file name of the logo, None where the theme has none."""
        return next((one.logo for one in self.settings if one.logo), None)

    @property
    def logo_text(self) -> str | None:
        """What the logo says."""
        return next((one.logo_text for one in self.settings if one.logo_text), None)

    @property
    def order(self) -> tuple[str, ...]:
        """The names of the sections in the order of the page."""
        return next((one.sections for one in self.settings if one.sections is not None), ())

    @property
    def inline_styles(self) -> bool:
        """Whether the style sheets are written into the elements of the HTML."""
        return next((one.inline_styles for one in self.settings if one.inline_styles is not None), False)

    def words(self) -> Mapping[str, str]:
        """Words that replace those of the furniture, by the English ones."""
        return self._merged("words")

    def values(self) -> Mapping[str, Any]:
        """The theme's own values for templates."""
        return self._merged("vars")

    def _merged(self, key: str) -> dict[str, Any]:
        return {name: value for one in reversed(self.settings) for name, value in getattr(one, key).items()}

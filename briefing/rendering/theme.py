"""Where templates, style sheets, labels and pictures are looked for: the user's folders first, the stock ones last."""

from __future__ import annotations

import base64
import mimetypes
import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from briefing.errors import TemplateError
from briefing.resources import bundled

BASE = "sitrep"  # what a template folder of another name leaves out comes from here
STYLES = ("colours", "style", "screen", "print", "pdf", "house")

_COLOUR = re.compile(r"--([\w-]+)\s*:\s*(#[0-9a-fA-F]{3,8}|[a-z]+)\s*[;}]")
_URL = re.compile(r"""url\(\s*(["']?)(?!data:|\#|[a-z][a-z0-9+.-]*:)([^"')\s]+)\1\s*\)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Theme:
    """Which template, and the folders to look in before the stock one, first match wins.

    ``name`` is the folder of the template inside each of ``folders``: "sitrep" finds ``FOLDER/sitrep/brief.html``.
    A file that no folder has is the stock template's. ``compiled`` is a folder of the user's own in which compiled templates are
    kept from run to run, which saves a fifth of a second; None: nothing is kept, and nothing written.
    """

    folders: tuple[Path, ...] = ()
    name: str = BASE
    compiled: Path | None = None

    @property
    def search(self) -> tuple[Path, ...]:
        """All folders in the order of search."""
        return (*self.folders, bundled("templates"))

    def check(self) -> None:
        """Raise TemplateError if a folder of the theme, or a template of its name, does not exist."""
        for folder in self.folders:
            if not folder.is_dir():
                raise TemplateError("templates", where=str(folder), cause="there is no such folder")
        if not any((folder / self.name).is_dir() for folder in self.search):
            there = sorted(
                {place.name for folder in self.search for place in folder.iterdir() if place.is_dir()}
            )
            near = get_close_matches(self.name, there, 1)
            meant = f"Did you mean '{near[0]}'? " if near else ""
            raise TemplateError(
                "templates",
                cause=f"there is no template '{self.name}' in {', '.join(map(str, self.search))}",
                advice=f"{meant}There are: {', '.join(there)}",
            )

    def find(self, file: str) -> Path | None:
        """The first file of this name, relative to the template's folder; None if there is none.

        A name that leads out of the folder finds nothing, and neither does a symbolic link that does.
        """
        parts = PurePosixPath(file).parts
        if not parts or ".." in parts or PurePosixPath(file).is_absolute():
            return None
        for name in dict.fromkeys((self.name, BASE)):
            for folder in self.search:
                path = folder.joinpath(name, *parts)
                if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                    return path
        return None

    def style(self, name: str) -> str:
        """A style sheet's text, the pictures that it names put into it, fit to stand inside a <style> element.

        Of the colours, a theme's own file needs to hold only those that it changes.
        """
        path = self.find(f"{name}.css")
        if path is None:
            return ""
        stock = bundled("templates") / BASE / f"{name}.css"
        text = path.read_text(encoding="utf-8")
        if name == "colours" and path != stock:
            text = f"{stock.read_text(encoding='utf-8')}{text}"
        inlined = _URL.sub(lambda found: f'url("{self.asset(found[2], where=path)}")', text)
        return inlined.replace("</", "<\\/")

    def asset(self, file: str, *, where: Path | None = None) -> str:
        """A picture of the theme as a data: address. Raises TemplateError where the theme has no such file."""
        path = self.find(file)
        if path is None:
            raise TemplateError(
                "templates",
                where=str(where) if where else None,
                cause=f"there is no file '{file}' in the template's folders: "
                + ", ".join(str(folder / self.name) for folder in self.search),
            )
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"

    def colours(self) -> dict[str, str]:
        """The colours by name, for pictures: in PDF these do not know the style sheets."""
        return dict(_COLOUR.findall(self.style("colours")))

    def labels(self, language: str) -> dict[str, str]:
        """The words of the furniture: the stock ones, over them those of each folder, the first folder last."""
        words: dict[str, str] = {}
        for name in dict.fromkeys((BASE, self.name)):
            for folder in reversed(self.search):
                path = folder / name / "labels" / f"{language}.toml"
                if path.is_file():
                    words.update(_read_labels(path))
        return words


def _read_labels(path: Path) -> dict[str, str]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError("labels", where=str(path), cause=str(error)) from error
    for key, words in found.items():
        if not isinstance(words, str):
            raise TemplateError("labels", where=str(path), cause=f"'{key}' is not a text in quotation marks")
    return found

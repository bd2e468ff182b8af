"""Where the files live that the program brings along: templates, configuration, fonts. How to get Pango."""

from __future__ import annotations

import importlib.util
import platform
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Literal

from briefing.errors import RenderError

Bundle = Literal["templates", "config", "examples"]

PANGO = {  # what installs it, by the system or the Linux distribution
    "debian": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "sudo dnf install pango",
    "alpine": "sudo apk add pango fontconfig",
    "arch": "sudo pacman -S pango",
    "darwin": "brew install pango",
    "windows": "pacman -S mingw-w64-x86_64-pango   (in an MSYS2 shell)",
}


@cache
def bundled(name: Bundle) -> Path:
    """The folder ``templates``, ``config`` or ``examples`` (worked themes) that the program ships.

    An installed wheel carries all inside the package; an editable install finds them in the checkout.
    """
    package = Path(__file__).resolve().parents[1]
    installed = package / "_bundled" / name
    checkout = package.parent / "docs" / name if name == "examples" else package.parent / name
    return installed if installed.is_dir() else checkout


@cache
def fonts(family: str) -> Path:
    """The folder with the font files of a packaged family, such as "source_serif_pro".

    The font packages are located and never imported. Raises RenderError where the package is missing.
    """
    package = f"font_{family}"
    spec = importlib.util.find_spec(package)
    for location in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(location) / "files"
        if folder.is_dir():
            return folder
    distribution = package.replace("_", "-")
    raise RenderError(
        "PDF",
        cause=f"the fonts of the package {distribution} are not installed",
        advice=f"Install them: python -m pip install {distribution}",
    )


def pango_command() -> str:
    """The command that installs Pango, which WeasyPrint needs, on this machine, or Debian's."""
    names = [platform.system().lower()]
    if names == ["linux"]:
        with suppress(OSError):
            release = platform.freedesktop_os_release()
            names = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    return next((PANGO[name] for name in names if name in PANGO), PANGO["debian"])

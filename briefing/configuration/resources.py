"""Where the files live that the program brings along: templates, configuration, fonts."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Literal

from briefing.errors import RenderError

Bundle = Literal["templates", "config", "examples"]


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
    found = importlib.util.find_spec(package)
    for place in (found.submodule_search_locations or ()) if found else ():
        folder = Path(place) / "files"
        if folder.is_dir():
            return folder
    distribution = package.replace("_", "-")
    raise RenderError(
        "PDF",
        cause=f"the fonts of the package {distribution} are not installed",
        advice=f"Install them: python -m pip install {distribution}",
    )

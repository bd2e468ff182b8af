"""What this machine has of what the program needs, and the command that installs the rest."""

from __future__ import annotations

import importlib.util
import platform
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.configuration.resources import bundled, fonts, pango_command
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what it is, whether it is fine, what was found, and the command that mends it."""

    what: str
    fine: bool
    found: str
    advice: str | None = None


def examine(project: Path | None, *, model: str, cache_dir: Path) -> Iterator[Check]:
    """Look at this machine, and at the project in ``project`` (None: at the machine only)."""
    version = platform.python_version()
    yield Check("Python", sys.version_info >= (3, 11), version, "Install Python 3.11 or newer")
    yield _pango()
    yield _model(model)
    yield from _fonts()
    yield Check(
        "templates", bundled("templates").is_dir(), str(bundled("templates")), "Install the package again"
    )
    yield _keyring()
    yield _cache(cache_dir)
    if project is not None:
        yield from _project(project)


def _pango() -> Check:
    try:
        import weasyprint
    except OSError as error:
        return Check("PDF (Pango)", fine=False, found=str(error).splitlines()[0], advice=pango_command())
    return Check("PDF (Pango)", fine=True, found=f"WeasyPrint {weasyprint.__version__}")


def _model(model: str) -> Check:
    from briefing.reading.annotation import load

    try:
        meta = load(model).meta
    except BriefingError as error:
        return Check("language model", fine=False, found=error.cause, advice=error.advice)
    return Check("language model", fine=True, found=f"{meta['lang']}_{meta['name']} {meta['version']}")


def _fonts() -> Iterator[Check]:
    for family in ("source_serif_pro", "source_sans_pro"):
        try:
            yield Check("fonts", fine=True, found=str(fonts(family)))
        except BriefingError as error:
            yield Check("fonts", fine=False, found=error.cause, advice=error.advice)


def _keyring() -> Check:
    installed = importlib.util.find_spec("keyring") is not None
    state = "installed" if installed else "not installed"
    return Check("keyring", fine=installed, found=state, advice="python -m pip install keyring")


def _cache(folder: Path) -> Check:
    from briefing.reading.store import refusal, total_bytes

    if why := refusal(folder):
        return Check("annotation cache", fine=False, found=why, advice="A run goes without it until then.")
    count, size = total_bytes(folder)
    check = _writable("annotation cache", folder)
    return replace(check, found=f"{check.found} ({count} texts, {size / 1e6:.1f} MB)")


def _writable(what: str, folder: Path) -> Check:
    import tempfile

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return Check(what, fine=True, found=str(folder))
    except OSError as error:
        return Check(
            what,
            fine=False,
            found=f"{folder}: {error.strerror}",
            advice=f"Make it writable: chmod u+w {folder}",
        )


def _project(root: Path) -> Iterator[Check]:
    from briefing.configuration.project import load_project
    from briefing.sources import read_sources

    try:
        project = load_project(root)
        articles, errors = read_sources(project.settings, root)
    except BriefingError as error:
        yield Check("configuration", fine=False, found=str(error), advice="Mend the lines above")
        return
    focuses = ", ".join(focus.id for focus in project.focuses)
    yield Check("configuration", fine=True, found=f"{root}: {focuses}")
    told = "; ".join([f"{len(articles)} reports", *(f"{error.where}: {error.cause}" for error in errors)])
    yield Check(
        "sources", fine=bool(articles) and not errors, found=told, advice="Put reports there, or mend these"
    )
    yield _writable("output folder", root / project.settings.output)

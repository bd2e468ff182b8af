"""The style sheets of a theme, file by file: what PDF does not know, missing pictures, faint colours."""

from __future__ import annotations

import re
from importlib import import_module
from itertools import product
from typing import TYPE_CHECKING

from briefing.rendering.pdf import complaints
from briefing.rendering.theme import SETTINGS, STYLES
from briefing.themes.check_templates import files, missing_file
from briefing.themes.lenient import settings_origin
from briefing.themes.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.rendering.theme import LoadedTheme
    from briefing.themes.problems import Problems

ENOUGH = 4.5  # contrast of text by WCAG 2.2, 1.4.3
TEXT_COLOURS = ("ink", "quiet", "accent", "alert", "link")  # those that words are set in

_SCREEN = ("screen.css",)  # never read for PDF
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""", re.IGNORECASE)
_IMPORT = re.compile(r"@import\b[^;]*;?", re.IGNORECASE)
_FOREIGN = re.compile(r"^([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_AT = re.compile(r" at (\d+):\d+")


def check_styles(theme: LoadedTheme, own: tuple[Path, ...], problems: Problems) -> set[Path]:
    """Look at the theme's own style sheets. Returns those with which no page can be made."""
    return {path for path in files(own, ("css",)) if not _check_style(theme, path, problems)}


def _check_style(theme: LoadedTheme, path: Path, problems: Problems) -> bool:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problems.add(Problem("style sheet", str(path), f"cannot be read: {error}"))
        return False
    plain = _COMMENT.sub(_blank, text)
    _check_addresses(theme, path, plain, problems)
    if path.name not in _SCREEN and not theme.inline_styles:  # what is for mail is never a PDF
        for line, message in _unknown_to_pdf(text, path):
            where = f"{path}:{line}" if line else str(path)
            advice = "What is for screens alone belongs into screen.css."
            problems.add(Problem("style sheet", where, f"PDF: {message}", advice))
    return not problems.of_file(path)


def _blank(match: re.Match[str]) -> str:
    """As many blanks as the match is long, each line break kept."""
    return re.sub(r"[^\n]", " ", match[0])


def _check_addresses(theme: LoadedTheme, path: Path, text: str, problems: Problems) -> None:
    fetched = "a theme fetches nothing; put the file beside theme.yaml and name it: url(picture.svg)"
    for rule in _IMPORT.finditer(text):
        where = f"{path}:{_line(text, rule.start())}"
        problems.add(
            Problem("style sheet", where, "@import is not followed", "Put the rules into house.css.")
        )
    for url in _URL.finditer(_IMPORT.sub(_blank, text)):
        address, where = url[2].strip(), f"{path}:{_line(text, url.start())}"
        if address.startswith(("data:", "#")):
            continue
        if _FOREIGN.match(address):
            problems.add(
                Problem("style sheet", where, f"url({address}) is outside of the theme", fetched.capitalize())
            )
        elif theme.find(address) is None:
            problems.add(missing_file(theme, address, where))


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _unknown_to_pdf(text: str, path: Path) -> Iterator[tuple[int | None, str]]:
    """What WeasyPrint says about a style sheet, with the line."""
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
    except OSError:  # the machine lacks Pango; rendering tells it
        return
    without = _IMPORT.sub("", _URL.sub('url("data:,")', text))
    with complaints() as told:
        weasyprint.CSS(
            string=without, base_url=path.parent.resolve().as_uri(), font_config=FontConfiguration()
        )
    for message in dict.fromkeys(told):
        at = _AT.search(message)
        line = int(at[1]) if at else _selector_line(text, message)
        yield line, _AT.sub("", message).replace(" `,", "`,")


def _selector_line(text: str, message: str) -> int | None:
    """The line of what a message quotes; selectors are complained of without one."""
    quoted = re.search(r"'(.+?)\s*'", message)
    at = text.find(quoted[1]) if quoted else -1
    return _line(text, at) if at >= 0 else None


# --- contrast ---------------------------------------------------------------------------------------


def check_contrast(theme: LoadedTheme, own: tuple[Path, ...], problems: Problems) -> None:
    """Warn of text colours that stand out too little from the paper, on light screens and in the dark."""
    used = "".join(theme.style(name) for name in STYLES)
    grounds = [name for name in ("tint", "mark") if f"var(--{name})" in used]
    pairs = [*product(TEXT_COLOURS, ["paper"]), *product(["ink"], grounds)]
    for key, screen, colours in (
        ("colours", "", theme.colours),
        ("dark_colours", "in the dark, ", theme.dark_colours),
    ):
        for name, ground in pairs:
            ratio = contrast(colours.get(name), colours.get(ground))
            if ratio is not None and ratio < ENOUGH:
                cause = (
                    f"{screen}{name} ({colours[name]}) on {ground} ({colours[ground]}) has a contrast of "
                    f"{ratio:.1f}; words need {ENOUGH} to be read"
                )
                problems.add(Problem("colours", _declared_at(own, key, name, ground), cause, warning=True))


def _declared_at(own: tuple[Path, ...], key: str, *names: str) -> str | None:
    """Where the theme itself sets one of these colours; None where a parent does."""
    sheets = ("colours.css", "house.css") if key == "colours" else ("screen.css",)
    for folder in own:
        origin = settings_origin(folder / SETTINGS)
        for name in names:
            if origin and (key, name) in origin.lines:
                return f"{folder / SETTINGS}:{origin.line((key, name))}"
            for sheet in sheets:
                there = (folder / sheet) in files((folder,), ("css",))
                text = (folder / sheet).read_text(encoding="utf-8") if there else ""
                if declared := re.search(rf"--{re.escape(name)}\s*:", text):
                    return f"{folder / sheet}:{_line(text, declared.start())}"
    return None


def contrast(one: str | None, other: str | None) -> float | None:
    """The contrast of two CSS colours by WCAG, 1 to 21; None where one is no colour."""
    first, second = _luminance(one), _luminance(other)
    if first is None or second is None:
        return None
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def _luminance(colour: str | None) -> float | None:
    parse_color = import_module("tinycss2.color3").parse_color  # it ships no types
    parsed = parse_color(colour) if colour else None
    if parsed is None or isinstance(parsed, str):
        return None
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (parsed.red, parsed.green, parsed.blue)
    ]
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])

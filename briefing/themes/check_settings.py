"""What theme.yaml and the catalogues say, against what there is: words, sections, colours, logo, files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import PoFileError, read_po

from briefing.configuration.strict_yaml import meant
from briefing.rendering.language import listed, slots_of
from briefing.rendering.theme import SETTINGS, STYLES
from briefing.sections import BLOCKS, RENAMED
from briefing.themes.check_templates import files, mention, missing_file, there
from briefing.themes.lenient import line_of
from briefing.themes.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from babel.messages.catalog import Message

    from briefing.rendering.theme import LoadedTheme
    from briefing.themes.check_templates import Templates
    from briefing.themes.problems import Problems

_TEXTS = (".html", ".md", ".txt", ".css", ".yaml", ".svg")
_CATALOGUES = "locale/*/LC_MESSAGES/brief.po"
_ASIDE = ("readme", "license", "licence", "copying", "notice")  # what people put beside a theme


def check_settings(templates: Templates, own: tuple[Path, ...], problems: Problems) -> LoadedTheme:
    """Look at the theme's own theme.yaml, key by key. Returns the theme without what is wrong there."""
    theme = templates.theme
    messages = templates.messages()
    sound = []
    for (_, folder), settings in zip(theme.chain, theme.settings, strict=True):
        path = folder / SETTINGS
        if folder not in own or not path.is_file():
            sound.append(settings)
            continue
        words = {
            english: text
            for english, text in settings.words.items()
            if _check_message(f"{path}:{line_of(path, 'words', english)}", english, text, messages, problems)
        }
        sections = [
            name
            for number, name in enumerate(settings.sections or ())
            if _check_section(theme, name, f"{path}:{line_of(path, 'sections', number)}", problems)
        ]
        for key in ("colours", "dark_colours"):
            for colour in getattr(settings, key):
                _check_colour(theme, colour, f"{path}:{line_of(path, key, colour)}", problems)
        logo = settings.logo
        if logo and theme.find(logo) is None:
            problems.add(missing_file(theme, logo, f"{path}:{line_of(path, 'logo')}"))
            logo = None
        text = settings.logo_text
        if logo and not theme.logo_text:
            where, text = f"{path}:{line_of(path, 'logo')}", theme.name
            advice = "Add logo_text: what the logo says, for those who cannot see it and for PDF."
            problems.add(Problem("theme", where, "the logo has no logo_text", advice))
        kept = None if settings.sections is None else tuple(sections)
        sound.append(
            settings.model_copy(update={"words": words, "sections": kept, "logo": logo, "logo_text": text})
        )
    return replace(theme, settings=tuple(sound))


def _check_message(where: str, english: str, text: str, messages: list[str], problems: Problems) -> bool:
    if english not in messages:
        cause = f"no template says '{english}'{meant(english, messages)}"
        problems.add(
            Problem(
                "words",
                where,
                cause,
                "Words are replaced by the English ones, exactly as the template has them.",
            )
        )
        return False
    if unknown := slots_of(text) - slots_of(english):
        wrong, has = listed(unknown), listed(slots_of(english))
        problems.add(
            Problem(
                "words",
                where,
                f"'{text}' has a placeholder {wrong} for which there is no value; there are: {has}",
            )
        )
        return False
    return True


def _check_section(theme: LoadedTheme, name: str, where: str, problems: Problems) -> bool:
    if name in BLOCKS or theme.find(f"sections/{name}.html"):
        return True
    others = [one[9:-5] for one in there(theme) if one.startswith("sections/") and one.endswith(".html")]
    near = meant(RENAMED.get(name, name), list(BLOCKS)) or meant(name, others)
    advice = f"Stock sections: {', '.join(BLOCKS)}. One of your own needs a file sections/{name}.html"
    problems.add(Problem("sections", where, f"there is no section '{name}'{near}", advice))
    return False


def _check_colour(theme: LoadedTheme, name: str, where: str, problems: Problems) -> None:
    texts = [
        path.read_text(encoding="utf-8", errors="replace") for path in files(theme.folders, ("css", "html"))
    ]
    known = [colour for colour in theme.colours if any(f"--{colour}" in text for text in texts)]
    if name not in known and not any(f"--{name})" in text or f"colours.{name}" in text for text in texts):
        advice = f"There are: {', '.join(known)}"
        problems.add(
            Problem("colours", where, f"no style sheet uses a colour '{name}'{meant(name, known)}", advice)
        )


def check_catalogues(templates: Templates, own: tuple[Path, ...], problems: Problems) -> None:
    """Look at the theme's own catalogues: messages that no template has, placeholders without a value."""
    known = templates.messages()
    for path in (one for one in files(own, ("po",)) if one.match(_CATALOGUES)):
        try:
            with path.open("rb") as lines:
                catalogue = read_po(lines, abort_invalid=True)
        except (PoFileError, UnicodeDecodeError, ValueError, OSError) as error:
            problems.add(Problem("words", str(path), f"cannot be read: {error}"))
            continue
        for message in catalogue:
            if message.id:
                _check_entry(path, message, known, problems)


def _check_entry(path: Path, message: Message, known: list[str], problems: Problems) -> None:
    english = [message.id] if isinstance(message.id, str) else list(message.id)
    said = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    where = f"{path}:{message.lineno}" if message.lineno else str(path)
    if english[0] not in known:
        cause = f"no template says '{english[0]}'{meant(english[0], known)}"
        problems.add(Problem("words", where, cause, warning=True))
    for text in said:
        if slots_of(str(text)) - slots_of(*english):
            problems.add(Problem("words", where, f"'{text}' has a placeholder for which there is no value"))


def check_use(
    templates: Templates, own: tuple[Path, ...], others: Iterable[Path], problems: Problems
) -> None:
    """Look for files that nothing uses, such as a misspelt ``hose.css``.

    ``others`` are themes that may use them.
    """
    theme = templates.theme
    folders = tuple(dict.fromkeys((*theme.folders, *others)))
    texts = {
        path: path.read_text(encoding="utf-8", errors="replace")
        for path in files(folders)
        if path.suffix in _TEXTS
    }
    for folder in own:
        parents = [one for _, one in theme.chain if one != folder]
        inherited = {path.relative_to(one).as_posix() for one in parents for path in files((one,))}
        known = {
            SETTINGS,
            *(f"{name}.css" for name in STYLES),
            *(f"brief.{kind}" for kind in ("html", "md", "txt")),
            *inherited,
        }
        sections = {f"sections/{name}.{kind}" for name in theme.order for kind in ("html", "md", "txt")}
        for path in files((folder,)):
            name = path.relative_to(folder).as_posix()
            aside = path.name.lower().startswith(_ASIDE) or any(
                part.startswith(".") for part in Path(name).parts
            )
            if (
                name in known | sections
                or aside
                or path.match(_CATALOGUES)
                or path.suffix == ".pot"
                or mention(texts, name, path)
            ):
                continue
            _unused(path, name, known, problems)


def _unused(path: Path, name: str, known: set[str], problems: Problems) -> None:
    near = meant(name, sorted(known))
    section = name.startswith("sections/") and not near
    advice = f"Name it in theme.yaml, under sections: {path.stem}" if section else None
    harmless = path.suffix not in (".html", ".md", ".txt", ".css", ".yaml", ".yml", ".po")
    problems.add(Problem("theme", str(path), f"is used by nothing{near}", advice, warning=harmless))

"""The check of a theme: its files one by one, then every format of briefs that hurt."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.configuration.resources import bundled
from briefing.errors import BriefingError, ConfigError, RenderError, TemplateError
from briefing.rendering import FORMATS, Theme, render
from briefing.rendering.environment import ENDLESS
from briefing.rendering.theme import SETTINGS
from briefing.themes import samples
from briefing.themes.check_active import check_written
from briefing.themes.check_pages import (
    Finding,
    check_hostile_markdown,
    check_hostile_page,
    check_hostile_text,
    check_markdown,
    check_page,
    check_pdf,
    no_marking,
)
from briefing.themes.check_settings import check_catalogues, check_settings, check_use
from briefing.themes.check_styles import check_contrast, check_styles
from briefing.themes.check_templates import (
    Templates,
    block_of,
    check_links,
    check_links_out,
    check_templates,
    files,
)
from briefing.themes.lenient import load_leniently, overlaid
from briefing.themes.page_reader import read_page
from briefing.themes.problems import Problem, Problems, file_and_line
from briefing.themes.trace import NOWHERE, Trace, trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from briefing.model import Brief
    from briefing.rendering.theme import LoadedTheme
    from briefing.themes.page_reader import Page

HOSTILE = "hostile words"
ASSESSMENT = "First thoughts of the desk.\n\nSecond thoughts, on another line."
_BLOCKS = {"marking": ("marking", "marking_end"), "title": ("page_title", "head"), "headings": ("masthead",)}
_TOLD_OF_PAGE = {
    "Anchor defined twice": "ids",
    'Image "': "alt",
}  # complaints about what a rule for pages tells
_DATA = re.compile(r"data:[^\"'\s]{40,}")
_CIRCLE = 'A folder named like its parent reaches that one as: {% extends "stock/sitrep/brief.html" %}'
_COMPLAINT = re.compile(r"Ignored `(.+?)\s*` at|image at '(?:[^']*/)?([^'/]+)'")


@dataclass(frozen=True, slots=True)
class Case:
    """A brief to render: its name in words, the formats to try, the user's own values for templates."""

    name: str
    brief: Brief
    formats: tuple[str, ...] = FORMATS
    vars: Mapping[str, Any] = field(default_factory=dict)


def cases(languages: Sequence[str], values: Sequence[Mapping[str, Any]]) -> Iterator[Case]:
    """The briefs to render, with each set of ``values``: the vars of the focuses that use the theme.

    PDF takes a hundred times as long as HTML: the full brief and the empty one stand for the rest.
    """
    first = values[0] if values else {}
    text = ("html", "md", "txt")
    yield Case(
        "a full brief",
        samples.full_brief(),
        FORMATS,
        {"assessment": ASSESSMENT, "attached": ("pdf",), **first},
    )
    yield Case("an empty brief", samples.empty_brief(), FORMATS, first)
    yield Case("a first edition", samples.first_edition(), text, first)
    yield Case("an edition without changes", samples.unchanged_edition(), text, first)
    yield Case("one source", samples.one_source(), text, first)
    yield Case("a brief without any optional field", samples.bare_brief(), text, first)
    yield Case("very long words", samples.long_words(), text, first)
    yield Case(HOSTILE, samples.hostile_brief(), text, first)
    yield Case("passages from right to left and without blanks", samples.in_scripts(), text, first)
    for tag in languages:
        yield Case(f"a brief in {tag}", samples.full_brief(tag), text, first)
    for other in values[1:]:
        yield Case("a full brief with another focus's vars", samples.full_brief(), text, other)
    yield Case("200 sources", samples.many_sources(), text, first)


def check_theme(
    theme: Theme,
    *,
    values: Sequence[Mapping[str, Any]] = (),
    formats: Sequence[str] = FORMATS,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[Problem, ...]:
    """Every problem of a theme, errors first.

    ``values`` are the vars of the focuses that use it, ``formats`` those to try. ``tell`` is called with the
    name of each step as it begins. Raises TemplateError where there is no such theme.
    """
    problems = Problems()
    loaded = load_leniently(theme, problems)
    stock = bundled("templates")
    own = tuple(folder for name, folder in loaded.chain if name == theme.name)
    own = tuple(folder for folder in own if folder.parent != stock) or own
    tell("reading the files")
    check_links_out(own, problems)
    others = [folder for folder in theme.names().values() if (folder / SETTINGS).is_file()]
    templates = Templates.read(loaded, own, problems)
    loaded = check_settings(templates, own, problems)
    check_catalogues(templates, own, problems)
    check_templates(templates, own, problems)
    check_written(templates, files(own, ("svg",)), own, problems)
    broken = templates.broken | check_styles(loaded, own, problems)
    check_use(templates, own, others, problems)
    run = _Run(loaded, own, templates, problems, dict.fromkeys(broken))
    try:
        check_contrast(overlaid(loaded, run.instead), own, problems)
    except TemplateError as error:
        problems.add(Problem.of(error))
    for case in cases(languages(loaded), values):
        tell(case.name)
        for kind in (name for name in case.formats if name in formats):
            if kind in ("html", "txt") or not loaded.inline_styles:  # a mail has no other format
                run.check(case, kind)
    if run.harmless:
        check_links(templates, own, run.ids, problems)
    return tuple(problems)


def languages(loaded: LoadedTheme) -> tuple[str, ...]:
    """The languages that a theme and its parents have words in, besides English."""
    folders = [folder / "locale" for folder in loaded.folders]
    tags = {path.parent.parent.name for folder in folders for path in folder.glob("*/LC_MESSAGES/brief.po")}
    return tuple(sorted(tag.replace("_", "-") for tag in tags if tag != "en"))


@dataclass(slots=True)
class _Run:
    """Rendering in spite of mistakes: a file with one is told and left out, to see what is behind it."""

    loaded: LoadedTheme
    own: tuple[Path, ...]
    templates: Templates
    problems: Problems
    instead: dict[Path, Path | None]
    lacking: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    harmless: Page | None = None

    @property
    def plain(self) -> LoadedTheme:
        """The theme with its style sheets left where they are."""
        settings = (one.model_copy(update={"inline_styles": False}) for one in self.loaded.settings)
        return replace(self.loaded, settings=tuple(settings))

    def check(self, case: Case, kind: str) -> None:
        """Render one brief in one format, and look at the result."""
        if kind in self.lacking:
            return
        made = self._render(case, kind)
        if made is not None and kind == "html" and self.loaded.inline_styles:
            made = self._render(case, kind, inline=False)  # the same elements, each where its template has it
        if made is None:
            return
        if isinstance(made, bytes):
            self._tell(check_pdf(made, case.brief.focus.handling), case, kind, None)
        elif kind == "html":
            self._tell(self._of_page(case, made), case, kind, made)
        else:
            self._tell(self._of_text(case, kind, made), case, kind, made)

    def _render(self, case: Case, kind: str, *, inline: bool = True) -> str | bytes | None:
        while True:
            theme = overlaid(self.loaded if inline else self.plain, self.instead)
            try:
                return render(case.brief, kind, theme=theme, vars=case.vars)
            except RenderError as error:
                self.lacking.add(kind)
                self.problems.add(Problem.of(error))
                return None
            except TemplateError as error:
                path = file_and_line(error.where)[0]
                if not self._told(error, path, f"{kind}, {case.name}"):
                    return None
                if path is None or path in self.instead or not path.is_file():
                    return None
                self.instead[path] = None

    def _told(self, error: TemplateError, path: Path | None, seen: str) -> bool:
        """Tell an error; False where nothing can be left out to get past it."""
        if path is not None and path.suffix in (".css", ".po", ".yaml") and self.problems.of_file(path):
            return True
        if error.what == "PDF":
            self._tell_pdf(error)
            return False
        advice = _CIRCLE if error.cause == ENDLESS else error.advice or f"({seen})"
        self.problems.add(Problem(error.what, error.where, error.cause, advice))
        return path is not None

    def _tell_pdf(self, error: TemplateError) -> None:
        """Tell what WeasyPrint complains of, and the reading of the page has not told."""
        told = {(one.rule, one.where) for one in self.problems}
        rules = {rule for rule, _ in told}
        for cause in error.cause.split("; "):
            where = self._written(cause)
            rule = next((name for start, name in _TOLD_OF_PAGE.items() if cause.startswith(start)), None)
            if rule not in rules and ("fetches", where) not in told:
                short = _DATA.sub("data:…", cause)
                self.problems.add(Problem("PDF", where, short, error.advice, rule="pdf" if where else ""))

    def _written(self, complaint: str) -> str | None:
        """Where the theme's own files say what WeasyPrint quotes."""
        quotation = _COMPLAINT.search(complaint)
        quoted = "".join((quotation[1] or quotation[2]).split()) if quotation else ""
        for path in files(self.own, ("html", "css")) if quoted else ():
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                if quoted in "".join(line.split()):
                    return f"{path}:{number}"
        return None

    def _of_page(self, case: Case, made: str) -> Iterator[Finding]:
        page = read_page(made)
        hostile = case.name == HOSTILE
        self.harmless = self.harmless or page
        self.ids.update(name for one in page.elements if (name := one.get("id")))
        yield from check_page(page, None if hostile else case.brief.focus.handling)
        if hostile:
            yield from check_hostile_page(page, self.harmless)
            yield from check_hostile_text(made)

    def _of_text(self, case: Case, kind: str, made: str) -> Iterator[Finding]:
        handling = case.brief.focus.handling
        if case.name == HOSTILE:
            yield from check_hostile_text(made)
            if kind == "md":
                yield from check_hostile_markdown(made)
        else:
            if kind == "md":
                yield from check_markdown(made)
            if handling and handling not in made.replace("\\", ""):
                yield no_marking(handling, f"the {kind} page")

    def _tell(self, broken: Iterator[Finding], case: Case, kind: str, page: str | None) -> None:
        findings = list(broken)
        known: Trace = NOWHERE
        if page and any(one.at is not None for one in findings):
            known = trace(self.plain, self.instead, case.brief, case.vars, kind=kind, page=page)
        written = "html" if kind == "pdf" else kind
        for one in findings:
            where = known.where(one.at) or block_of(
                self.templates, self.own, written, _BLOCKS.get(one.rule, ())
            )
            what = {"html": "page", "pdf": "PDF"}.get(kind, kind)
            advice = f"{one.advice or ''} ({kind}, {case.name})".strip()
            self.problems.add(Problem(what, where, one.cause, advice, one.rule))


def find_theme(name: str, folders: Sequence[Path]) -> Theme:
    """A theme by its name, or by its folder wherever that is. Raises TemplateError where there is none."""
    if name in Theme(tuple(folders)).names():
        return Theme(tuple(folders), name)
    folder = Path(name).resolve()
    if folder.is_dir():
        inside = sorted(path.parent.name for path in folder.glob("*/theme.yaml"))
        if inside and not (folder / SETTINGS).is_file():
            cause, advice = "is a folder of themes and no theme", f"Name one of: {', '.join(inside)}"
            raise ConfigError("theme", where=name, cause=cause, advice=advice)
        return Theme(
            (folder.parent, *(one for one in folders if one.resolve() != folder.parent)), folder.name
        )
    Theme(tuple(folders), Path(name).name).load()  # tells which themes there are
    raise BriefingError("theme", where=name, cause="there is no such folder")


def themes_of_project(folders: Sequence[Path], named: Sequence[str]) -> tuple[str, ...]:
    """The themes to check where the user names none: those in the project's folders, and those ``named``."""
    themes = Theme(tuple(folders)).names()
    return tuple(dict.fromkeys([*(name for name, path in themes.items() if path.parent in folders), *named]))

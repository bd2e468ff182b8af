"""The template files of a theme, read one by one: syntax, blocks, pictures, messages."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import jinja2
from babel.messages.pofile import PoFileError, read_po
from jinja2 import nodes
from jinja2.ext import extract_from_ast

from briefing.configuration.resources import bundled
from briefing.configuration.strict_yaml import meant
from briefing.rendering.environment import environment
from briefing.rendering.theme import is_inside
from briefing.rendering.words import COUNTED, NOTES, WORDS
from briefing.themes.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from briefing.rendering.theme import LoadedTheme
    from briefing.themes.problems import Problems

KINDS = ("html", "md", "txt")
_LINK = re.compile(r"""\shref=["']#([\w-]+)["']""")
_ID = re.compile(r"""\sid=["']([\w-]+)["']""")


@dataclass(slots=True)
class Templates:
    """Parsed template files of a theme and its parents, by path.

    ``broken`` are those that cannot be compiled.
    """

    theme: LoadedTheme
    parsed: dict[Path, nodes.Template] = field(default_factory=dict)
    broken: set[Path] = field(default_factory=set)

    @classmethod
    def read(cls, theme: LoadedTheme, own: tuple[Path, ...], problems: Problems) -> Templates:
        """Parse and compile every template.

        A syntax error is told, as are filters and tests that there are not.
        """
        made = cls(theme)
        for path in files(theme.folders, KINDS):
            env = environment(theme, path.suffix[1:])
            try:
                text = path.read_text(encoding="utf-8")
                made.parsed[path] = env.parse(text, path.name, str(path))
                if any(path.is_relative_to(folder) for folder in own):
                    env.compile(text, path.name, str(path))
            except jinja2.TemplateSyntaxError as error:
                problems.add(Problem("template", f"{path}:{error.lineno}", error.message or "syntax error"))
                made.parsed.pop(path, None)
                made.broken.add(path)
            except (OSError, UnicodeDecodeError) as error:
                problems.add(Problem("template", str(path), f"cannot be read: {error}"))
                made.broken.add(path)
        return made

    def messages(self) -> list[str]:
        """Every message of the furniture: of the templates, of the program, and of the stock catalogues."""
        texts = [*WORDS.values(), *NOTES, *(text for pair in COUNTED.values() for text in pair)]
        for tree in self.parsed.values():
            for _, _, message in extract_from_ast(tree, ("_", "ngettext")):
                texts += [text for text in (message if isinstance(message, tuple) else (message,)) if text]
        for path in files((bundled("templates"),), ("po",)):
            with suppress(PoFileError, ValueError, OSError), path.open("rb") as lines:
                for entry in read_po(lines):
                    texts += [entry.id] if isinstance(entry.id, str) else entry.id
        return list(dict.fromkeys(text for text in texts if text))


def files(folders: tuple[Path, ...], endings: tuple[str, ...] = ()) -> list[Path]:
    """The files in some folders, by their endings; none that a link leads to from elsewhere."""
    paths = [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and is_inside(path, folder)
    ]
    return [path for path in paths if not endings or path.suffix[1:] in endings]


def check_links_out(own: tuple[Path, ...], problems: Problems) -> None:
    """Name the links of a theme that lead out of it; nothing reads them."""
    for folder in own:
        for path in sorted(folder.rglob("*")):
            if path.is_symlink() and not is_inside(path, folder):
                cause = "is a link that leads out of the theme, and is not read"
                problems.add(Problem("theme", str(path), cause, "Put a copy of what it leads to there."))


def check_templates(templates: Templates, own: tuple[Path, ...], problems: Problems) -> None:
    """Look at each template of the theme itself: blocks that no parent has, lost text, missing pictures."""
    for path, tree in templates.parsed.items():
        folder = next((one for one in own if path.is_relative_to(one)), None)
        if folder is None:
            continue
        name = path.relative_to(folder).as_posix()
        if next(tree.find_all(nodes.Extends), None) is not None:
            _check_blocks(templates, path, name, problems)
        for used in tree.find_all(nodes.Filter):
            inner = used.node
            if used.name == "asset" and isinstance(inner, nodes.Const) and isinstance(inner.value, str):
                _check_asset(templates.theme, inner.value, f"{path}:{used.lineno}", problems)


def _check_blocks(templates: Templates, path: Path, name: str, problems: Problems) -> None:
    parents = [one for one in templates.theme.candidates(name) if one != path and one in templates.parsed]
    known = {block.name for one in parents for block in templates.parsed[one].find_all(nodes.Block)}
    for node in templates.parsed[path].body:
        if isinstance(node, nodes.Block) and known and node.name not in known:
            near = meant(node.name, sorted(known))
            advice = f"There are: {', '.join(sorted(known))}"
            cause = f"block '{node.name}' is in no parent and is never printed{near}"
            problems.add(Problem("template", f"{path}:{node.lineno}", cause, advice))
        lost = next(_lost(node), None)
        if lost is not None:
            cause = "what stands outside of blocks is not printed in a template that extends another"
            advice = "Put it into a block, such as: {% block footer %}…{% endblock %}"
            problems.add(Problem("template", f"{path}:{lost}", cause, advice, "lost", warning=True))


def block_of(templates: Templates, own: tuple[Path, ...], kind: str, names: tuple[str, ...]) -> str | None:
    """Where the theme itself writes one of some blocks in its ``brief.KIND``."""
    for path, tree in templates.parsed.items():
        if path.name == f"brief.{kind}" and any(path.parent == folder for folder in own):
            for block in tree.find_all(nodes.Block):
                if block.name in names:
                    return f"{path}:{block.lineno}"
    return None


def check_links(templates: Templates, own: tuple[Path, ...], ids: set[str], problems: Problems) -> None:
    """Look for links of the theme's own that lead to none of ``ids``: the page is made without them."""
    written = {
        name for text in map(_text, files(templates.theme.folders, ("html",))) for name in _ID.findall(text)
    }
    for path, tree in templates.parsed.items():
        if not any(path.is_relative_to(folder) for folder in own):
            continue
        for data in tree.find_all(nodes.TemplateData):
            for link in _LINK.finditer(data.data):
                if link[1] not in ids | written:
                    where = f"{path}:{data.lineno + data.data.count(chr(10), 0, link.start())}"
                    near = meant(link[1], sorted(ids | written))
                    cause = f"the link '#{link[1]}' leads to nothing in the page and is taken out{near}"
                    problems.add(Problem("template", where, cause))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _lost(node: nodes.Node) -> Iterator[int]:
    """The line of the first words at the top of a template that extends another."""
    for inner in node.nodes if isinstance(node, nodes.Output) else ():
        if isinstance(inner, nodes.TemplateData) and inner.data.strip():
            before = inner.data[: len(inner.data) - len(inner.data.lstrip())]
            yield inner.lineno + before.count("\n")


def _check_asset(theme: LoadedTheme, file: str, where: str, problems: Problems) -> None:
    if theme.find(file) is None:
        problems.add(missing_file(theme, file, where))


def missing_file(theme: LoadedTheme, file: str, where: str) -> Problem:
    """A picture that is not in the theme's folders, with the one that was probably meant."""
    near = meant(file, there(theme))
    return Problem(
        "theme", where, f"there is no file '{file}' in the theme or its parents{near}", rule="missing file"
    )


def there(theme: LoadedTheme) -> list[str]:
    """The files of a theme and its parents by their names in it."""
    return sorted({path.relative_to(one).as_posix() for one in theme.folders for path in files((one,))})


def mention(texts: Mapping[Path, str], name: str, but: Path) -> bool:
    """Whether any file but one says a name."""
    return any(name in text for path, text in texts.items() if path != but)

"""The sandbox that templates run in: what they can reach, how values are printed, how mistakes are told."""

from __future__ import annotations

import dataclasses
import re
import textwrap
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import (
    BaseLoader,
    StrictUndefined,
    TemplateNotFound,
    pass_context,
)
from jinja2.exceptions import SecurityError
from markupsafe import Markup
from markupsafe import escape as escape_html

from briefing.configuration.strict_yaml import meant
from briefing.errors import BriefingError, TemplateError
from briefing.rendering.context import Meta, Passage, Reference
from briefing.rendering.differences import compared
from briefing.rendering.escape import markdown, one_line, visible, web_address
from briefing.rendering.language import ENGLISH, Language, direction
from briefing.rendering.limits import TooMuchError, collect, limited, text_of
from briefing.rendering.prose import prose_html, prose_markdown, prose_text
from briefing.rendering.sandbox import Compiled, Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping

    from jinja2.runtime import Context

    from briefing.model import Citation, Source
    from briefing.rendering.theme import LoadedTheme

TEXT_WIDTH = 78
ENDLESS = "it extends or includes itself, or a macro calls itself"
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_LONG_WORD = re.compile(r"\S{30}")  # too wide for a line of the page; such words alone may be broken

# Filters that would let unescaped text through, make links of an article's words, or differ from run to run.
_UNSAFE_FILTERS = ("safe", "urlize", "random", "pprint", "xmlattr")
_COMPILED: dict[tuple[str, str], Any] = {}  # of this process; never on disk
TEMPLATE_BYTES = 500_000  # ten times the longest stock template

_ESCAPES: dict[str, Callable[[str], str]] = {
    "html": lambda text: str(escape_html(visible(text))),
    "md": markdown,
    "txt": one_line,
}


_PROSE: dict[str, Callable[[str], str]] = {
    "html": prose_html,
    "md": prose_markdown,
    "txt": lambda text: prose_text(text, TEXT_WIDTH),
}


class _Loader(BaseLoader):
    """Templates from the folders of a theme and its parents, and from nowhere else."""

    def __init__(self, theme: LoadedTheme) -> None:
        self._theme = theme
        self.sizes: dict[str, int] = {}  # characters by name

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002 # Jinja passes it
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """A template's text and path, and whether it is still the same."""
        path = self._theme.find(template)
        if path is None:
            raise TemplateNotFound(template)
        changed = path.stat().st_mtime_ns

        def current() -> bool:
            return self._theme.find(template) == path and path.stat().st_mtime_ns == changed

        if path.stat().st_size > TEMPLATE_BYTES:
            raise TooMuchError(f"{template}: larger than {TEMPLATE_BYTES:,} bytes, the most of a template")
        text = path.read_text(encoding="utf-8")
        self.sizes[template] = len(text)
        return text, str(path), current


class _Missing(StrictUndefined):
    """A name that is not there: the message says which names are."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_hint:
            return self._undefined_hint
        if self._undefined_obj is jinja2.utils.missing:
            return f"'{name}' is not defined; a template sees: {_names(name, ['brief', 'meta', 'vars'])}"
        return _no_such_field(self._undefined_obj, name)


def _no_such_field(value: object, name: str) -> str:
    if value is None:
        return f"unknown (None) has no field '{name}': test for it with 'if' first"
    what = "mapping" if isinstance(value, Mapping) else type(value).__name__
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value)]
    elif isinstance(value, Mapping):
        names = [str(key) for key in value]
    else:
        return f"{what} has no field '{name}'"
    return f"{what} has no field '{name}'; it has: {_names(name, names)}"


def _names(name: str, names: list[str]) -> str:
    """The names that there are, and the one that was probably meant."""
    return f"{', '.join(names) or 'nothing'}{meant(name, names)}"


@lru_cache(maxsize=32)
def environment(theme: LoadedTheme, kind: str) -> jinja2.Environment:
    """The environment for a theme and one of "html", "md", "txt".

    Templates changed on disk are read again.
    """
    made = Sandbox(
        loader=_Loader(theme),
        undefined=_Missing,
        bytecode_cache=Compiled(kind, _COMPILED),
        autoescape=True,
        finalize=_printer(_ESCAPES[kind]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    for name in _UNSAFE_FILTERS:
        made.filters.pop(name)
    made.tests["long_worded"] = lambda text: _LONG_WORD.search(text) is not None
    made.globals.clear()
    made.globals.update({name: jinja2.defaults.DEFAULT_NAMESPACE[name] for name in ("range", "namespace")})
    made.globals.update({"_": _gettext, "ngettext": _ngettext})
    made.filters.update(_filters(theme, kind))
    made.limit_filters()
    return made


def _ready(text: str) -> Markup:
    """Text that this module has escaped for its format, and that is not to be escaped again."""
    return Markup(text)  # noqa: S704 # every caller escapes


def _printer(escape: Callable[[str], str]) -> Callable[[Any], Any]:
    """How a value is printed: None as nothing, text escaped for the format wherever a template prints it."""

    def printed(value: Any) -> Any:
        if value is None:
            return Markup("")
        if isinstance(value, jinja2.Undefined):
            return value
        text = text_of(value)
        return value if isinstance(value, Markup) else _ready(escape(text))

    return printed


def _filters(theme: LoadedTheme, kind: str) -> MutableMapping[str, Callable[..., Any]]:
    escape = _ESCAPES[kind]
    return {
        "address": lambda url: _address(url, kind),
        "around": _around,
        "asset": theme.asset,
        "compared": compared,
        "counted": pass_context(lambda context, number, noun: _words(context).counted(number, noun)),
        "day": pass_context(lambda context, value: _words(context).day(value)),
        "days": pass_context(lambda context, period: _words(context).days(period.start, period.end)),
        "direction": direction,
        **dict.fromkeys(("e", "escape", "forceescape"), lambda text: _ready(escape(str(text)))),
        "flush_right": lambda text: _ready(one_line(str(text)).rjust(TEXT_WIDTH)),
        "foreign": _foreign,
        "instant": pass_context(lambda context, moment: _words(context).instant(moment)),
        "iso": lambda moment: moment.isoformat(),
        "markdown": lambda text: _ready(_PROSE[kind](str(text))),
        "number": pass_context(lambda context, value: _words(context).number(value)),
        "references": _references,
        "short_day": pass_context(lambda context, value: _words(context).short_day(value)),
        "status": _status,
        "titled": pass_context(lambda context, figure: _words(context).titled(figure)),
        "word": pass_context(lambda context, key: _words(context).word(key)),
        "wrapped": _wrapped,
    }


def _address(url: str | None, kind: str) -> str | None:
    """A web address that may be linked to, None for any other; in Markdown between angle brackets."""
    address = web_address(url)
    if address is None or kind == "html":
        return address
    return _ready(f"<{address}>" if kind == "md" else address)


def _words(context: Context) -> Language:
    meta: Meta = context["meta"]
    return meta.words


@pass_context
def _gettext(context: Context, message: str, /, **values: object) -> str:
    """A message of the furniture in the page's language."""
    return _words(context).gettext(message, **_alike(context, values))


@pass_context
def _ngettext(context: Context, one: str, many: str, number: int, /, **values: object) -> str:
    """A message that depends on a number, in the page's language."""
    return _words(context).ngettext(one, many, number, **_alike(context, values))


def _alike(context: Context, values: dict[str, object]) -> dict[str, object]:
    """The values of a message: where one is ready for its format, all are made so."""
    if not any(isinstance(value, Markup) for value in values.values()):
        return values
    escape = context.environment.filters["escape"]
    return {name: value if isinstance(value, Markup) else escape(value) for name, value in values.items()}


@pass_context
def _references(context: Context, citations: Iterable[Citation]) -> tuple[Reference, ...]:
    """The endnotes that citations lead to, each once, in the order of the citations."""
    meta: Meta = context["meta"]
    cited: dict[str, dict[Citation, None]] = {}
    for citation in citations:
        cited.setdefault(citation.source, {})[citation] = None
    return tuple(
        Reference(meta.numbers[key], meta.sources[key], tuple(_passage(meta.sources[key], c) for c in there))
        for key, there in cited.items()
        if key in meta.sources
    )


def _passage(source: Source, citation: Citation) -> Passage:
    """A citation with what stands around it in its source."""
    around = next(
        (c for c in source.context if c.start <= citation.start and citation.end <= c.end), citation
    )
    before, after = citation.start - around.start, citation.end - around.start
    return Passage(around.text[:before], citation.text, around.text[after:])


@pass_context
def _foreign(context: Context, cited: Citation | str | None = None) -> str | None:
    """The language of a citation's source, or of a source by its id, where it is not the page's.

    None stands for a source of which no language is known.
    """
    meta: Meta = context["meta"]
    source = meta.sources.get(cited if isinstance(cited, str) else cited.source) if cited else None
    stated = source.language if source else None
    language = stated if stated and _LANGUAGE_TAG.fullmatch(stated) else ENGLISH
    return language if language.partition("-")[0] != meta.language.partition("-")[0] else None


@pass_context
def _status(context: Context, item: str, section: str) -> str | None:
    """Whether an item of a section is "new" or "updated" since the previous edition, else None."""
    meta: Meta = context["meta"]
    return meta.changed.get((section, item))


def _around(text: str, words: str) -> tuple[str, str, str]:
    """``text`` as what stands before ``words``, the words as printed, what stands after.

    If absent all before.
    """
    printed = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) if words else None
    return (text[: printed.start()], printed[0], text[printed.end() :]) if printed else (text, "", "")


def _wrapped(text: str, indent: int = 0, first: str = "", width: int = TEXT_WIDTH) -> Markup:
    """Text broken into lines of ``width`` columns, all but the first indented; ``first`` opens the first."""
    lines = textwrap.wrap(
        one_line(str(text)),
        width,
        initial_indent=first.ljust(indent),
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return _ready("\n".join(line.rstrip() for line in lines))


def compile_templates(theme: LoadedTheme, kind: str) -> None:
    """Compile a theme's templates of one kind ahead of their use.

    A mistake in one is told when it is filled.
    """
    made = environment(theme, kind)
    for name in _template_names(theme, kind):
        with suppress(jinja2.TemplateError, OSError):
            made.get_template(name)


def _template_names(theme: LoadedTheme, kind: str) -> list[str]:
    folders = theme.folders
    return sorted({path.relative_to(one).as_posix() for one in folders for path in one.rglob(f"*.{kind}")})


def fill_template(theme: LoadedTheme, kind: str, names: Mapping[str, object]) -> str:
    """Render the theme's ``brief.KIND`` with ``names``.

    Raises TemplateError with the template's file and line.
    """
    try:
        with limited(sources=len(getattr(names.get("brief"), "sources", ()))):
            return collect(environment(theme, kind).get_template(f"brief.{kind}"), names)
    except Exception as error:
        where, cause, advice = _line_of(error, theme), str(error), None
        if isinstance(error, jinja2.TemplateSyntaxError):
            where = f"{error.filename or error.name}:{error.lineno}"
            cause = error.message or "syntax error"
        elif isinstance(error, TemplateNotFound):
            near = meant(str(error.name), _template_names(theme, kind))
            cause = f"there is no template '{error.message or error.name}'{near}"
        elif isinstance(error, TooMuchError):
            advice = "Look at the loops, macros and includes that lead to this line."
        elif isinstance(error, RecursionError):
            cause, advice = ENDLESS, "Look at what includes, extends or calls what."
        elif isinstance(error, SecurityError):
            cause = f"{error} (templates run in a sandbox)"
        elif isinstance(error, BriefingError):
            where, cause, advice = error.where or where, error.cause, error.advice
        elif not isinstance(error, jinja2.UndefinedError):
            cause = f"{type(error).__name__}: {error}"
        raise TemplateError("template", where=where, cause=cause, advice=advice) from error


def _line_of(error: Exception, theme: LoadedTheme) -> str | None:
    """File and line of the innermost template that an error passed through."""
    folders = tuple(str(folder) for folder in theme.folders)
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(folders)
    ]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else None

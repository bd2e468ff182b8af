"""From a Brief to HTML, PDF, Markdown and plain text.

Nothing is written to disk and nothing fetched. Jinja is loaded when something is rendered, WeasyPrint when
that is a PDF.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, overload

from briefing.brief.contract import to_json
from briefing.errors import RenderError
from briefing.rendering.theme import STYLES, LoadedTheme, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.model import Brief

__all__ = ["FORMATS", "Theme", "prepare", "render"]

FORMATS = ("html", "pdf", "md", "txt")

# What a template puts between these two comments is for a screen alone; setting it unseen would cost time in
# every PDF.
_SCREEN_MARK = re.compile(r"<!--/?screen-->\n?")
_SCREEN_ONLY = re.compile(r"<!--screen-->.*?<!--/screen-->\n?", re.DOTALL)
_ID = re.compile(r'\sid="([^"]+)"')
_INTERNAL = re.compile(r'\shref="#([^"]+)"')


@overload
def render(
    brief: Brief,
    format: Literal["pdf"],
    *,
    theme: Theme | LoadedTheme | None = None,
    vars: Mapping[str, Any] | None = None,
) -> bytes: ...
@overload
def render(
    brief: Brief,
    format: Literal["html", "md", "txt"] = "html",
    *,
    theme: Theme | LoadedTheme | None = None,
    vars: Mapping[str, Any] | None = None,
) -> str: ...
@overload
def render(
    brief: Brief,
    format: str,
    *,
    theme: Theme | LoadedTheme | None = None,
    vars: Mapping[str, Any] | None = None,
) -> str | bytes: ...
def render(
    brief: Brief,
    format: str = "html",  # noqa: A002 # the name that the library promises
    *,
    theme: Theme | LoadedTheme | None = None,
    vars: Mapping[str, Any] | None = None,  # noqa: A002 # the name that templates know
) -> str | bytes:
    """Render ``brief`` as "html", "md" or "txt" (text) or as "pdf" (bytes).

    ``theme`` says which templates (None: the stock ones), ``vars`` are the user's own values for them. The
    same arguments give the same result. Raises TemplateError for a mistake in a template or style sheet, with
    file and line, RenderError where the format is unknown or cannot be made on this machine.
    """
    if format not in FORMATS:
        raise RenderError("format", cause=f"'{format}' is none of {', '.join(FORMATS)}")
    loaded = theme if isinstance(theme, LoadedTheme) else (theme or Theme()).load()
    values = {**loaded.values(), **(vars or {})}
    if format == "pdf":
        from briefing.rendering.pdf import pdf_from_html

        return pdf_from_html(
            _without_dead_links(_SCREEN_ONLY.sub("", _text(brief, "html", loaded, values))),
            styles=[loaded.style("pdf"), loaded.style("house-pdf")],
            folders=loaded.folders,
            made_at=brief.edition.generated_at,
            attachment=(f"{brief.focus.id}.json", to_json(brief)),
        )
    made = _text(brief, format, loaded, values)
    if format != "html":
        return made
    page = _without_dead_links(_SCREEN_MARK.sub("", made))
    if loaded.inline_styles:
        from briefing.rendering.inline import inline_styles

        return inline_styles(page)
    return page


def prepare(theme: Theme, formats: Iterable[str]) -> None:
    """Compile the templates of these formats ahead of time, as ``render`` would have to do."""
    from briefing.rendering.environment import compile_templates

    loaded = theme.load()
    for kind in dict.fromkeys("html" if name == "pdf" else name for name in formats if name in FORMATS):
        compile_templates(loaded, kind)


def _text(brief: Brief, kind: str, theme: LoadedTheme, values: Mapping[str, Any]) -> str:
    from markupsafe import Markup

    from briefing.rendering.context import make_meta
    from briefing.rendering.environment import fill_template
    from briefing.rendering.language import load_language

    sheets = STYLES if kind == "html" else ()
    styles = {name: Markup(theme.style(name)) for name in sheets}  # noqa: S704 # the theme's own
    meta = make_meta(brief, theme, kind, styles, load_language(brief.focus.language, theme))
    made = fill_template(theme, kind, {"brief": brief, "vars": values, "meta": meta})
    return made.rstrip("\n") + "\n"


def _without_dead_links(html: str) -> str:
    """Take the target from each link to a part of the page that a theme left out."""
    there = set(_ID.findall(html))
    return _INTERNAL.sub(lambda link: link[0] if link[1] in there else "", html)

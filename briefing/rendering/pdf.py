"""From the HTML page to PDF, with WeasyPrint: the packaged fonts, no network, no warning let pass."""

from __future__ import annotations

import logging
import os
import re
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from briefing.configuration.resources import fonts, pango_command
from briefing.errors import RenderError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

# Family, the packages' folder, file, weight, style. Each face costs time in every PDF: these are all the page
# uses.
FACES = (
    ("Source Serif Pro", "source_serif_pro", "SourceSerifPro-Regular", 400, "normal"),
    ("Source Serif Pro", "source_serif_pro", "SourceSerifPro-It", 400, "italic"),
    ("Source Serif Pro", "source_serif_pro", "SourceSerifPro-Semibold", 600, "normal"),
    ("Source Sans Pro", "source_sans_pro", "SourceSansPro-Regular", 400, "normal"),
    ("Source Sans Pro", "source_sans_pro", "SourceSansPro-Semibold", 600, "normal"),
)
VARIANT = "pdf/ua-1"

# What WeasyPrint says about the machine's libraries and fonts and not about the page: an emoji in an article
# must not cost the reader the PDF.
_MACHINE = re.compile(
    r"Using fontTools instead of HarfBuzz|Please install HarfBuzz"
    r"|Too many glyphs missing|\.notdef glyph rendered"
)
_BEYOND_PDF = "A style sheet or template asks for what PDF cannot give, or for a file outside the theme."


def pdf_from_html(
    html: str,
    *,
    styles: Iterable[str],
    folders: Iterable[Path],
    made_at: datetime,
    attachment: tuple[str, bytes] | None = None,
) -> bytes:
    """Set ``html`` as a tagged PDF. ``styles`` are style sheets for this format alone.

    ``attachment`` is the name and content of a file that the PDF carries: the brief's data, so that it can be
    verified.

    ``folders`` are all that files are read from, besides the packaged fonts. ``made_at`` is the
    instant that stands for the making, so that the same page gives the same bytes. Raises TemplateError for
    anything that WeasyPrint complains of, RenderError where WeasyPrint cannot run.
    """
    weasyprint = _weasyprint()
    faces = _font_faces()
    allowed = [*folders, *(fonts(folder) for folder in dict.fromkeys(face[1] for face in FACES))]
    fetcher = _fetcher(allowed)
    with complaints() as told, _source_date(made_at):
        configuration = weasyprint.text.fonts.FontConfiguration()
        sheets = [
            weasyprint.CSS(string=css, font_config=configuration, url_fetcher=fetcher)
            for css in (faces, *styles)
        ]
        page = weasyprint.HTML(string=html, url_fetcher=fetcher)
        attached = [_attached(weasyprint, *attachment, made_at)] if attachment else []
        made: bytes = page.write_pdf(
            stylesheets=sheets, font_config=configuration, pdf_variant=VARIANT, attachments=attached
        )
    if told:
        raise TemplateError(
            "PDF",
            cause="; ".join(dict.fromkeys(told)),
            advice=_BEYOND_PDF,
        )
    return made


def _weasyprint() -> Any:
    try:
        import weasyprint
        import weasyprint.text.fonts
    except OSError as error:
        raise RenderError(
            "PDF", cause=f"Pango cannot be loaded ({error})", advice=f"Install Pango: {pango_command()}"
        ) from error
    return weasyprint


def _attached(weasyprint: Any, name: str, content: bytes, made_at: datetime) -> Any:
    return weasyprint.Attachment(
        string=content,
        name=name,
        description="the data of this brief, with every citation",
        created=made_at,
        modified=made_at,
        relationship="Data",
    )


def _font_faces() -> str:
    rules = []
    for family, folder, file, weight, style in FACES:
        source = f'url("{(fonts(folder) / f"{file}.ttf").as_uri()}")'
        face = f'font-family: "{family}"; font-weight: {weight}; font-style: {style}; src: {source}'
        rules.append(f"@font-face {{ {face} }}")
    return "\n".join(rules)


def _fetcher(folders: Iterable[Path]) -> Any:
    """A fetcher that reads data: addresses and files inside ``folders``, and refuses everything else."""
    from weasyprint.urls import URLFetcher

    roots = tuple(folder.resolve() for folder in folders)

    class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme == "file":
                path = Path(url2pathname(parts.path)).resolve()
                inside = any(path.is_relative_to(root) for root in roots)
                if parts.netloc not in ("", "localhost") or not inside:
                    raise ValueError(f"{url} is outside the theme's folders")
            elif parts.scheme != "data":
                raise ValueError(f"{url} is not a file of the theme")
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols=("file", "data"), allow_redirects=False)


@contextmanager
def complaints() -> Iterator[list[str]]:
    """What WeasyPrint logs, in this thread, at the level of a warning or above."""
    told: list[str] = []
    thread = threading.get_ident()

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            if record.thread == thread and not _MACHINE.search(message):
                told.append(message)

    collector = Collector(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(collector)
    try:
        yield told
    finally:
        logger.removeHandler(collector)


@contextmanager
def _source_date(made_at: datetime) -> Iterator[None]:
    """SOURCE_DATE_EPOCH for the time of the rendering: fontTools dates the fonts that it saves by it."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(made_at.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before

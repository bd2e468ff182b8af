"""What a rendered PDF must be: titled, tagged, in a language, marked on every page."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

from briefing.themes.pages import Finding, no_marking

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_pdf(made: bytes, handling: str | None) -> Iterator[Finding]:
    """The rules that hold for every PDF."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    reader = PdfReader(io.BytesIO(made))
    root = reader.root_object
    if not (reader.metadata and (reader.metadata.title or "").strip()):
        yield Finding("title", None, "the PDF has no title", "Keep the block page_title, in <title>.")
    if not root.get("/Lang"):
        yield Finding(
            "lang", None, "the PDF does not say its language", 'Write: <html lang="{{ meta.language }}">'
        )
    if "/StructTreeRoot" not in root:
        yield Finding("tags", None, "the PDF is not tagged")
    for number, page in enumerate(reader.pages, 1) if handling else ():
        if "".join((handling or "").split()) not in "".join(page.extract_text().split()):
            found = no_marking(handling or "", f"page {number} of {len(reader.pages)} of the PDF")
            yield Finding(
                "marking",
                None,
                found.cause,
                "Keep the block marking, and position: running(marking) in pdf.css.",
            )
            return

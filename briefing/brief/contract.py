"""A Brief as JSON and back: the form in which it is kept, forwarded and verified."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefing.errors import OutputError
from briefing.model import CONTRACT, Brief

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def to_json(brief: Brief) -> bytes:
    """The brief as indented UTF-8 JSON, ending with a line break."""
    return _adapter().dump_json(brief, indent=1) + b"\n"


def from_json(content: bytes | str, *, name: str = "brief") -> Brief:
    """Read a brief back; ``name`` is how it is called in errors. Raises OutputError for anything else."""
    from pydantic import ValidationError

    try:
        brief = _adapter().validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the file"
        raise OutputError(
            "brief", where=name, cause=f"not a brief of this program: {field}: {first['msg']}"
        ) from error
    if brief.contract > CONTRACT:
        raise OutputError(
            "brief",
            where=name,
            cause=f"made by a newer version (contract {brief.contract}; this one knows {CONTRACT})",
        )
    return brief


def from_pdf(content: bytes, *, name: str = "brief") -> Brief:
    """Read back the brief that a PDF carries as its attachment. Raises OutputError where there is none."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        attached = PdfReader(BytesIO(content)).attachments
        data = next((versions[0] for file, versions in attached.items() if file.endswith(".json")), None)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise OutputError("brief", where=name, cause=f"not a readable PDF: {error}") from error
    if data is None:
        raise OutputError(
            "brief",
            where=name,
            cause="the PDF carries no brief as its attachment",
            advice="Some programs drop attachments when they save a PDF; name the JSON file instead.",
        )
    return from_json(data, name=name)


def json_schema() -> dict[str, Any]:
    """The contract as JSON Schema (draft 2020-12)."""
    return _adapter().json_schema()


@cache
def _adapter() -> TypeAdapter[Brief]:
    from pydantic import TypeAdapter

    return TypeAdapter(Brief)

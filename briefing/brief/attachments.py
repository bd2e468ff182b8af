"""The files inside a PDF, wherever in it they are hung up, and what in it could act by itself."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader

# What a PDF that prints a brief never has: it would run, open or fetch something, or show what it likes.
ACTIVE = {
    "/JavaScript": "JavaScript",
    "/JS": "JavaScript",
    "/OpenAction": "an action when it is opened",
    "/AA": "actions of its own",
    "/Launch": "a program to start",
    "/SubmitForm": "a form that is sent",
    "/ImportData": "data that is fetched",
    "/GoToR": "a jump into another file",
    "/GoToE": "a jump into another file",
    "/RichMedia": "a film or sound",
    "/Movie": "a film or sound",
    "/Sound": "a film or sound",
    "/Rendition": "a film or sound",
    "/AcroForm": "form fields",
    "/XFA": "form fields",
    "/OCProperties": "layers that can be switched",
}


def opened(content: bytes) -> PdfReader:
    """A reader of a PDF that is whole. Raises ValueError for what is none."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(BytesIO(content))
        _ = reader.trailer["/Root"], len(reader.pages)
    except Exception as error:  # a damaged file raises whatever its decoder meets first
        raise ValueError(_cause(error)) from error
    return reader


def embedded(content: bytes) -> list[tuple[frozenset[str], bytes]]:
    """Every file that a PDF carries, with the names that it has there. Raises ValueError."""
    reader = opened(content)
    try:
        return _files(reader)
    except Exception as error:  # as above
        raise ValueError(_cause(error)) from error


def active_parts(reader: PdfReader) -> list[str]:
    """What in a PDF could act by itself or be switched, each once, in words."""
    found = set()
    for _, value in _objects(reader):
        if isinstance(value, dict):
            said = [value[key] for key in ("/S", "/Subtype") if key in value]
            found |= {ACTIVE[word] for word in (*value, *said) if isinstance(word, str) and word in ACTIVE}
    return sorted(found)


def appended(content: bytes) -> int:
    """How many times a PDF was saved on top of itself after it was made."""
    twice = b"/Linearized" in content[:1024]  # such a file has two tables from the beginning
    return max(0, content.count(b"startxref") - (2 if twice else 1))


def _files(reader: PdfReader) -> list[tuple[frozenset[str], bytes]]:
    names: dict[int, set[str]] = {}
    streams: dict[int, Any] = {}
    for number, value in _objects(reader):
        if not isinstance(value, dict):
            continue
        if value.get("/Type") == "/EmbeddedFile":
            streams.setdefault(number, value)
        held = value.get("/EF")
        if held is None:
            continue
        called = {str(value[key]) for key in ("/F", "/UF", "/DOS", "/Mac", "/Unix") if key in value}
        for reference in held.get_object().values():
            stream = reference.get_object()
            known = getattr(reference, "idnum", id(stream))
            streams[known] = stream
            names.setdefault(known, set()).update(called)
    return [(frozenset(names.get(number, ())), stream.get_data()) for number, stream in streams.items()]


def _objects(reader: PdfReader) -> Iterator[tuple[int, Any]]:
    """Every object of a PDF with its number, and the values inside it that have none of their own."""
    from pypdf.generic import IndirectObject

    numbers = {(number, held) for held, table in reader.xref.items() for number in table}
    for number, held in sorted(numbers | {(number, 0) for number in reader.xref_objStm}):
        waiting: list[Any] = [IndirectObject(number, held, reader).get_object()]
        while waiting:
            value = waiting.pop()
            yield number, value
            # What is referred to is no dict or list here, and has its own turn.
            inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
            waiting += [one for one in inside if isinstance(one, (dict, list))]


def _cause(error: Exception) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:200]

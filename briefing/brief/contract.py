"""A Brief as JSON and back: the form in which it is kept, forwarded and verified.

What is read is refused, in one line, where two readers could understand it differently: a key that stands
twice, NaN, an instant without a zone, a second attachment of a PDF.
"""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from briefing.brief.attachments import embedded
from briefing.errors import OutputError
from briefing.model import CONTRACT, Brief

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SAFE = 2**53  # beyond it, JSON's readers do not agree on a number


def to_json(brief: Brief) -> bytes:
    """The brief as indented UTF-8 JSON, ending with a line break."""
    return _adapter().dump_json(brief, indent=1) + b"\n"


def fingerprint(brief: Brief) -> str:
    """The SHA-256 of a brief's JSON, hexadecimal."""
    return hashlib.sha256(to_json(brief)).hexdigest()


def to_tree(brief: Brief) -> dict[str, Any]:
    """The brief as the values that its JSON has."""
    tree: dict[str, Any] = _adapter().dump_python(brief, mode="json")
    return tree


def read_tree(content: bytes | str, *, name: str = "brief") -> Any:
    """The values in a JSON file; ``name`` is how it is called in errors.

    Raises OutputError for what is no JSON, is not UTF-8, nests too deeply, has a key twice, or a number that
    JSON does not have.
    """
    try:
        text = content.decode() if isinstance(content, bytes) else content
        return json.loads(
            text, object_pairs_hook=_each_once, parse_constant=_no_number, parse_int=_int, parse_float=_float
        )
    except RecursionError:
        raise _no_brief(name, "it nests too deeply") from None
    except UnicodeDecodeError as error:
        raise _no_brief(name, f"not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise _no_brief(name, f"not JSON: {error.msg}, line {error.lineno}") from error
    except ValueError as error:
        raise _no_brief(name, str(error)) from error


def from_json(content: bytes | str, *, name: str = "brief") -> Brief:
    """Read a brief back; ``name`` is how it is called in errors. Raises OutputError for anything else.

    Names that this version does not know are passed over: a later one may have added them.
    """
    from pydantic import ValidationError

    tree = read_tree(content, name=name)
    number = tree.get("contract", CONTRACT) if isinstance(tree, dict) else CONTRACT
    if isinstance(number, int) and number != CONTRACT:
        made = "a newer" if number > CONTRACT else "no known"
        cause = f"made by {made} version (contract {number}; this one knows {CONTRACT})"
        raise OutputError("brief", where=name, cause=cause)
    try:
        brief = _adapter().validate_json(content, strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the file"
        raise _no_brief(name, f"{field}: {first['msg']}") from error
    if brief.edition.generated_at.utcoffset() != timedelta():
        raise _no_brief(name, "edition.generated_at: an instant in UTC is needed: 2022-02-16T00:00:00Z")
    return brief


def from_pdf(content: bytes, *, name: str = "brief") -> Brief:
    """Read back the brief that a PDF carries as its one attachment. Raises OutputError where it has none."""
    return from_json(json_in_pdf(content, name=name), name=name)


def json_in_pdf(content: bytes, *, name: str = "brief") -> bytes:
    """The JSON that a PDF carries. Raises OutputError unless it is its one attachment, under its own name."""
    try:
        files = embedded(content)
    except ValueError as error:
        raise OutputError("brief", where=name, cause=f"not a readable PDF: {error}") from error
    if not files:
        raise OutputError(
            "brief",
            where=name,
            cause="the PDF carries no brief as its attachment",
            advice="Some programs drop attachments when they save a PDF; name the JSON file instead.",
        )
    if len(files) > 1:
        cause = f"the PDF has {len(files)} attachments; a brief's has one, its data, and none can be believed"
        raise OutputError("brief", where=name, cause=cause)
    ((names, data),) = files
    expected = {f"{from_json(data, name=name).focus.id}.json"}
    if names != expected:
        called = ", ".join(sorted(names)) or "nothing"
        cause = f"the PDF's attachment is called {called}, not {expected.pop()}"
        raise OutputError("brief", where=name, cause=cause)
    return data


def json_schema() -> dict[str, Any]:
    """The contract as JSON Schema (draft 2020-12)."""
    return _adapter().json_schema()


def _no_brief(name: str, cause: str) -> OutputError:
    return OutputError("brief", where=name, cause=f"not a brief of this program: {cause}")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    block = dict(pairs)
    if len(block) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one block")
    return block


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _int(digits: str) -> int:
    if len(digits) > len(str(SAFE)) + 1 or abs(int(digits)) > SAFE:
        raise ValueError(f"a number is too large: {digits[:20]}…")
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if abs(number) > SAFE:
        raise ValueError(f"a number is too large: {digits[:20]}")
    return number


@cache
def _adapter() -> TypeAdapter[Brief]:
    from pydantic import TypeAdapter

    return TypeAdapter(Brief)

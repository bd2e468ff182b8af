"""Where two briefs differ, value by value, as their JSON has them: the path, the id, and both values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefing.brief.contract import to_tree
from briefing.proof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.model import Brief

SHOWN_CHARS = 60  # of a value, in a message
UNKNOWN = "this version knows no such name"


def differences(given: Any, expected: Any, where: str = "") -> Iterator[str]:
    """A line for each value of ``given`` that is not as ``expected``. 1, 1.0 and true are three values."""
    if isinstance(given, dict) and isinstance(expected, dict):
        for name in [*expected, *(name for name in given if name not in expected)]:
            path = f"{where}.{name}" if where else name
            if name not in given:
                yield f"{path}: left out; {_made(expected[name])}"
            elif name not in expected:
                yield f"{path}: {UNKNOWN}"
            else:
                yield from differences(given[name], expected[name], path)
    elif isinstance(given, list) and isinstance(expected, list):
        yield from _lists(given, expected, where)
    elif type(given) is not type(expected) or given != expected:
        yield f"{where}: {_shown(given)}; {_made(expected)}"


def compare_with_itself(tree: Any, brief: Brief) -> Verdict:
    """A file's values against the brief that was read from them, where that cannot be made again.

    A name that this version does not know may be a later one's. One that is missing was not known to an
    earlier one.
    """
    lines = [line for line in differences(tree, to_tree(brief)) if ": left out; " not in line]
    unknown = tuple(line for line in lines if line.endswith(UNKNOWN))
    return Verdict(false=tuple(line for line in lines if line not in unknown), unproven=unknown)


def _lists(given: list[Any], expected: list[Any], where: str) -> Iterator[str]:
    """Items with ids are compared by them, others by their places."""
    there, should = _by_id(given), _by_id(expected)
    if there is None or should is None:
        if len(given) != len(expected):
            yield f"{where}: {len(given)} items; made again there are {len(expected)}"
        for place, (one, other) in enumerate(zip(given, expected, strict=False)):
            yield from differences(one, other, f"{where}[{place}]")
        return
    for name, item in should.items():
        if name not in there:
            yield f"{where}[{name}]: left out; {_made(item.get('text') or item)}"
        else:
            yield from differences(there[name], item, f"{where}[{name}]")
    for name, item in there.items():
        if name not in should:
            yield f"{where}[{name}]: not in it when it is made again: {_shown(item.get('text') or item)}"
    if there.keys() == should.keys() and list(there) != list(should):
        yield f"{where}: in another order than when it is made again"


def _by_id(items: list[Any]) -> dict[str, dict[str, Any]] | None:
    """The items by their ids; None where one has none, or shares it."""
    ids = [item.get("id") for item in items if isinstance(item, dict)]
    named = [one for one in ids if isinstance(one, str)]
    whole = len(named) == len(items) == len(set(named))
    return {item["id"]: item for item in items} if whole else None


def _made(value: Any) -> str:
    return f"made again it is {_shown(value)}"


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS]}…"

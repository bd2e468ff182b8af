"""One bad thing harms one thing: what many things are made into, without those that break it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from briefing.errors import BriefingError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = TypeVar("Item")
Made = TypeVar("Made")


def made_without(
    items: Sequence[Item], make: Callable[[Sequence[Item]], Made]
) -> tuple[Made | None, list[tuple[Item | None, Exception]]]:
    """``make(items)`` or, where that raises, the same of the items that do not raise alone.

    Returns what was made and the items left out, each with what it raised, RecursionError and MemoryError
    included. Where the others still raise together nothing is made (None), and the last of the list has no
    item. A BriefingError is a person's to mend, and goes through.
    """
    broken: list[tuple[Item | None, Exception]] = []
    try:
        return make(items), broken
    except BriefingError:
        raise
    except Exception as error:
        whole = error
    sound = []
    for item in items:
        try:
            make((item,))
        except Exception as error:
            broken.append((item, error))
        else:
            sound.append(item)
    if broken:
        try:
            return make(tuple(sound)), broken
        except Exception as error:
            whole = error
    return None, [*broken, (None, whole)]

"""Which actions show what somebody did: asserted by the source, and not said, thought or possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.reading.lexicon import english

if TYPE_CHECKING:
    from briefing.model import Action


def is_deed(action: Action) -> bool:
    """Whether an action tells what a known actor did (or did not do), as the source itself asserts it."""
    words = english()
    first = action.verb.split()[0] if action.verb else ""
    return (
        action.main
        and action.agent is not None
        and not action.reported
        and action.modality is None
        and (action.agent_text or "").casefold() not in words["own_voice"]
        and (first not in words["speech"] or first in words["word_and_deed"])
        and first not in words["state_verb"]
        and first not in words["including"]
    )

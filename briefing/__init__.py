"""A dated, cited situation brief from a folder of news reports.

The names below are the library; each is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.library import actions as actions
    from briefing.library import actors as actors
    from briefing.library import compose as compose
    from briefing.library import figures as figures
    from briefing.library import key_sentences as key_sentences
    from briefing.library import mentions as mentions
    from briefing.library import news as news
    from briefing.library import outlook as outlook
    from briefing.library import quotes as quotes
    from briefing.library import read as read
    from briefing.library import same_facts as same_facts
    from briefing.library import same_story as same_story
    from briefing.library import terms as terms
    from briefing.library import time_expressions as time_expressions
    from briefing.library import timeline as timeline
    from briefing.model import Article as Article
    from briefing.model import Brief as Brief
    from briefing.rendering import render as render

_LIBRARY = (
    "actions",
    "actors",
    "compose",
    "figures",
    "key_sentences",
    "mentions",
    "news",
    "outlook",
    "quotes",
    "read",
    "same_facts",
    "same_story",
    "terms",
    "time_expressions",
    "timeline",
)
_HOME = {
    "render": "rendering",
    **dict.fromkeys(("Article", "Brief"), "model"),
    **dict.fromkeys(_LIBRARY, "library"),
}


def __getattr__(name: str) -> Any:
    """Load a name of the library when it is asked for, so that importing the package costs nothing."""
    if name in _HOME:
        return getattr(import_module(f"briefing.{_HOME[name]}"), name)
    raise AttributeError(f"module 'briefing' has no attribute '{name}'")

"""Who appears in the articles: people, organisations and states, merged over articles and spellings."""

from briefing.extract.actors.assembly import extract_actors

__all__ = ["extract_actors"]

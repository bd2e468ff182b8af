"""Facts: which passages of different reports tell the same, and which of them an earlier report has told."""

from briefing.facts.lasting import lasting_facts, places, those_of
from briefing.facts.news import find_news
from briefing.facts.passages import read_reports
from briefing.facts.same import find_facts, find_tellings

__all__ = ["find_facts", "find_news", "find_tellings", "lasting_facts", "places", "read_reports", "those_of"]

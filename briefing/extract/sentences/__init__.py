"""The sentences that say most of what all articles say, and which of them can be read alone."""

from __future__ import annotations

from briefing.extract.sentences.central import key_sentences, rank_sentences
from briefing.extract.sentences.standalone import why_not_alone

__all__ = ["key_sentences", "rank_sentences", "why_not_alone"]

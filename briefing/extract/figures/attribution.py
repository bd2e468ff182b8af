"""Who gives a number, and when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.places import Places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from briefing.model import Citation, Mention, Quote, TimeExpression

_words = str.split  # word lists are easier to read as running text

REPORTING = frozenset(
    _words(
        "say tell estimate claim report announce state warn believe add note calculate reckon put predict forecast assess declare"
        " insist argue confirm suggest count project reveal show find"
    )
)
ESTIMATES = frozenset(_words("estimate figure count tally assessment projection forecast"))
MAX_CLIMB = 12
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Attribution:
    """Looks up the speaker and the date of a passage among quotations, mentions and time expressions."""

    def __init__(
        self, quotes: Sequence[Quote], mentions: Sequence[Mention], times: Sequence[TimeExpression]
    ) -> None:
        self._said = Places.of((piece, quote.speaker) for quote in quotes for piece in quote.citations)
        self._named = Places.of((mention.citation, mention.actor) for mention in mentions)
        self._days: dict[str, list[tuple[int, str]]] = {}
        for time in times:
            if time.value and _DAY.match(time.value):
                self._days.setdefault(time.citation.source, []).append((time.citation.start, time.value[:10]))

    def speaker(self, source: str, doc: Doc, index: int) -> str | None:
        """The actor who gives the number at token ``index``: whose estimate, quotation or report it is."""
        token = doc[index]
        estimate = self._estimate(source, token)
        if estimate:
            return estimate
        quoted = self._said.innermost(source, token.idx)
        return quoted[2] if quoted else self._reporter(source, token)

    def date(self, citation: Citation) -> str | None:
        """The one day that the sentence names, None where it names none or several."""
        days = {day for at, day in self._days.get(citation.source, ()) if citation.start <= at < citation.end}
        return days.pop() if len(days) == 1 else None

    def _estimate(self, source: str, token: Token) -> str | None:
        """The owner in "a U.S. estimate of 130,000 troops"."""
        for _ in range(4):
            if token.head.i == token.i:
                return None
            token = token.head
            if token.lemma_.lower() in ESTIMATES and token.pos_ == "NOUN":
                owners = [
                    child for child in token.children if child.dep_ in ("compound", "poss", "amod", "nmod")
                ]
                found = (self._named.actor(source, owner.idx) for owner in owners)
                return next((actor for actor in found if actor), None)
        return None

    def _reporter(self, source: str, token: Token) -> str | None:
        """The subject of the reporting verb above a number: "Ukraine estimates 7% ...", "analysts said ..."."""
        for _ in range(MAX_CLIMB):
            if token.pos_ == "VERB" and token.lemma_.lower() in REPORTING:
                subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
                if subject is not None:
                    return self._named.actor(source, subject.idx)
            if token.head.i == token.i:
                return None
            token = token.head
        return None

"""Who gives a number, and when."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from briefing.reading.owners import Places

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
_DATED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T)")


class Attribution:
    """Looks up the speaker and the date of a number among quotations, mentions and time expressions."""

    def __init__(
        self, quotes: Sequence[Quote], mentions: Sequence[Mention], times: Sequence[TimeExpression]
    ) -> None:
        self._quotes = {quote.id: quote for quote in quotes}
        self._said = Places.of((piece, quote.id) for quote in quotes for piece in quote.citations)
        self._named = Places.of((mention.citation, mention.actor) for mention in mentions)
        self._times: dict[str, list[tuple[int, str]]] = {}
        for time in sorted(times, key=lambda time: time.citation.start):
            found = _DATED.match(time.value) if time.value and time.type in ("DATE", "TIME") else None
            if found:
                self._times.setdefault(time.citation.source, []).append((time.citation.start, found[0]))

    def speaker(self, source: str, doc: Doc, index: int) -> str | None:
        """The actor who gives the number at token ``index``: whose estimate, quotation or report it is."""
        token = doc[index]
        estimate = self._estimate(source, token)
        if estimate:
            return estimate
        quote = self._quote(source, token.idx)
        return quote.speaker if quote else self._reporter(source, token)

    def date(self, citation: Citation, doc: Doc, index: int) -> str | None:
        """The date that the number at token ``index`` hangs on, as precise as it is given; None where there is none.

        It is that of the number's own clause or of one above it, the nearest first; in a quotation else that of the saying
        ("Mr Johnson said yesterday: ...").
        """
        found = self._hanging(citation, doc, doc[index])
        quote = None if found else self._quote(citation.source, doc[index].idx)
        if (
            quote is None
            or quote.speaker_citation is None
            or quote.speaker_citation.source != citation.source
        ):
            return found
        at = quote.speaker_citation.start
        if citation.start <= at < citation.end:
            return None
        frame = doc.char_span(at, at + 1, alignment_mode="expand")
        return self._hanging(_bounds(citation, frame[0]), doc, frame[0]) if frame else None

    def _quote(self, source: str, position: int) -> Quote | None:
        place = self._said.innermost(source, position)
        return self._quotes[place[2]] if place and place[2] else None

    def _hanging(self, citation: Citation, doc: Doc, token: Token) -> str | None:
        """The date whose clause is nearest above ``token``; None where two of one clause differ."""
        times = self._times.get(citation.source, ())
        start = bisect_right(times, (citation.start, ""))
        inside = [time for time in times[start:] if time[0] < citation.end]
        if not inside:
            return None
        above = {token.i: 0}
        for steps in range(1, 2 * MAX_CLIMB):
            token = token.head
            if token.i in above:
                break
            above[token.i] = steps
        nearest: dict[int, set[str]] = {}
        for at, value in inside:
            span = doc.char_span(at, at + 1, alignment_mode="expand")
            clause = _clause(span[0]) if span and not _bounds_a_period(span[0]) else None
            if clause is not None and clause.i in above:
                nearest.setdefault(above[clause.i], set()).add(value)
        values = nearest[min(nearest)] if nearest else set()
        return values.pop() if len(values) == 1 else None

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
        """The subject of the reporting verb above a number, or after "according to": "Ukraine estimates 7% ..."."""
        beside = False  # in a clause of its own that is added with "and" or "but"
        for _ in range(MAX_CLIMB):
            for child in token.children:
                if child.lower_ == "according":
                    authority = next((word for word in child.subtree if word.dep_ == "pobj"), None)
                    return self._named.actor(source, authority.idx) if authority is not None else None
            subject = next((child for child in token.children if child.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is not None and token.pos_ == "VERB" and token.lemma_.lower() in REPORTING:
                return None if beside else self._named.actor(source, subject.idx)
            if token.head.i == token.i:
                return None
            beside = token.dep_ == "conj" and (beside or subject is not None)
            token = token.head
        return None


def _bounds(citation: Citation, token: Token) -> Citation:
    """The sentence of a token, as a citation of the same source."""
    sentence = token.sent
    return type(citation)(citation.source, sentence.start_char, sentence.end_char, sentence.text)


def _bounds_a_period(token: Token) -> bool:
    """Whether a time only begins or ends a period, or is compared with ("since 1905", "by 2026", "up 12% on last year")."""
    before = token.nbor(-1).lower_ if token.i else ""
    return token.lower_ in _BOUNDS or before in _BOUNDS or (before == "on" and token.lower_ == "last")


_BOUNDS = frozenset(_words("since after before until till by from than between through following"))


def _clause(token: Token) -> Token:
    """The verb that a time expression belongs to, the root where there is none."""
    for _ in range(MAX_CLIMB):
        if token.pos_ in ("VERB", "AUX") or token.head.i == token.i:
            break
        token = token.head
    return token

"""Who gives a number, and when."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from briefing.reading.owners import Owners

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.model import Mention, Quote, TimeExpression
    from briefing.reading.annotation import AnnotatedArticle
    from briefing.reading.tokens import Tokens

_DATED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T)")
_OWNING = ("compound", "poss", "amod", "nmod")  # relations of "U.S." to its estimate


class Attribution:
    """Looks up the speaker and the date of a number among quotations, mentions and time expressions."""

    def __init__(
        self, quotes: Sequence[Quote], mentions: Sequence[Mention], times: Sequence[TimeExpression]
    ) -> None:
        self._quotes = {quote.id: quote for quote in quotes}
        self._said = Owners.of((piece, quote.id) for quote in quotes for piece in quote.citations)
        self._named = Owners.of((mention.citation, mention.actor) for mention in mentions)
        self._times: dict[str, list[tuple[int, str]]] = {}
        for time in sorted(times, key=lambda time: time.citation.start):
            dated = _DATED.match(time.value) if time.value and time.type in ("DATE", "TIME") else None
            if dated:
                self._times.setdefault(time.citation.source, []).append((time.citation.start, dated[0]))

    def speaker(self, one: AnnotatedArticle, token: int) -> str | None:
        """The actor who gives the number at ``token``: whose estimate, quotation or report it is."""
        source, tokens = one.article.id, one.tokens
        estimate = self._estimate(source, tokens, token)
        if estimate:
            return estimate
        quote = self._quote(source, tokens.start[token])
        if quote:
            return quote.speaker
        clause = one.clauses.around(token)
        if clause.cue is None or clause.reporter is None:
            return None
        cue = {tokens.lemma[clause.cue], tokens.lower[clause.cue]}
        gives = not cue.isdisjoint(tokens.lexicon["give_number"])
        return self._named.actor(source, tokens.start[clause.reporter]) if gives else None

    def date(self, source: str, tokens: Tokens, token: int) -> str | None:
        """The date that the number at ``token`` hangs on, as precise as it is given; None for no date.

        It is that of the number's own clause or of one above it, the nearest first; in a quotation else that
        of the saying ("Mr Johnson said yesterday: ...").
        """
        date = self._hanging(source, tokens, token)
        quote = None if date else self._quote(source, tokens.start[token])
        speaker = quote.speaker_citation if quote else None
        if speaker is None or speaker.source != source:
            return date
        frame = tokens.after(speaker.start)
        if frame == len(tokens) or tokens.sentence[frame] == tokens.sentence[token]:
            return None
        return self._hanging(source, tokens, frame)

    def _quote(self, source: str, position: int) -> Quote | None:
        said = self._said.innermost(source, position)
        return self._quotes[said.owner] if said and said.owner else None

    def _hanging(self, source: str, tokens: Tokens, token: int) -> str | None:
        """The date whose clause is nearest above ``token``; None where two of one clause differ."""
        dates = list(self._dates(source, tokens, tokens.sentence[token]))
        if not dates:
            return None
        above = {verb: steps for steps, verb in enumerate(tokens.ancestors(token))}
        above[token] = -1
        nearest: dict[int, set[str]] = {}
        for clause, value in dates:
            if clause in above:
                nearest.setdefault(above[clause], set()).add(value)
        values = nearest[min(nearest)] if nearest else set()
        return values.pop() if len(values) == 1 else None

    def _dates(self, source: str, tokens: Tokens, sentence: int) -> Iterator[tuple[int, str]]:
        """The dates of a sentence, each with the verb that it belongs to."""
        first, after = tokens.bounds[sentence]
        times = self._times.get(source, [])
        begin, end = (bisect_left(times, (offset, "")) for offset in tokens.slice(first, after - 1))
        for at, value in times[begin:end]:
            token = tokens.after(at)
            if not _bounds_a_period(tokens, token):
                yield tokens.verb_above(token), value

    def _estimate(self, source: str, tokens: Tokens, token: int) -> str | None:
        """The owner in "a U.S. estimate of 130,000 troops"."""
        for head in tokens.ancestors(token):
            if tokens.lemma[head] in tokens.lexicon["estimate_noun"] and tokens.pos[head] == "NOUN":
                owning = (kid for kid in tokens.kids[head] if tokens.relation[kid] in _OWNING)
                actors = (self._named.actor(source, tokens.start[kid]) for kid in owning)
                return next((actor for actor in actors if actor), None)
        return None


def _bounds_a_period(tokens: Tokens, token: int) -> bool:
    """Whether a time only bounds a period or is compared with: "since 1905", "up 12% on last year"."""
    before = tokens.lower[token - 1] if token else ""
    word = tokens.lower[token]
    return not tokens.lexicon["period_bound"].isdisjoint((word, before)) or (before, word) == ("on", "last")

"""Who takes which position: whole sentences, with the words in them that are the speaker's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.model import Citation
from briefing.rendering.view import place_of, printed_in, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.model import Actor, Brief, Quote

QUOTES_PER_SPEAKER = 2
SPEAKERS = 10
# Words. A shorter quotation comes after the others of its day; without its sentence it says nothing.
SHORTEST_QUOTE = 5
SAID = (
    0.7  # confidence; below it are thoughts and acts that a source ascribes, which come after what was said
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a sentence: the speaker's (``said``), or those around them."""

    text: str
    said: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Unbroken sentences in which somebody's words stand, in runs that are these words or are not."""

    citation: Citation
    runs: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said in the same sentences: ``quote`` is the first of the quotations in them."""

    quote: Quote
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """A speaker with the statements to show, the newest first, and the first quotation of each.

    ``more`` counts the quotations not shown.
    """

    actor: Actor
    quotes: tuple[Quote, ...]
    more: int
    statements: tuple[Statement, ...]


def positions(brief: Brief) -> tuple[Position, ...]:
    """Who said what: the sides of the matter first, as the brief orders them, then whom a key point quotes.

    Those who tell the news take no position; people of whom no source says what they are come last. However
    many speak, those whom a key point quotes are among them.
    """
    shown, most = wanted(brief, "positions")
    if not shown:
        return ()
    spoken, age = _spoken(brief)
    heard = _heard(brief)

    def place(actor: Actor) -> int:
        known = (actor.principal, actor.id in heard, bool(actor.roles), True)
        return known.index(True)

    speakers = [actor for actor in brief.actors if actor.principal or not actor.outlet]
    speakers = sorted((actor for actor in speakers if actor.id in spoken), key=place)
    chosen = sorted(speakers, key=lambda actor: actor.id not in heard)[:SPEAKERS]
    room = _room([min(len(spoken[actor.id]), QUOTES_PER_SPEAKER) for actor in chosen], most)
    shares = {actor.id: share for actor, share in zip(chosen, room, strict=True) if share}
    return tuple(
        _position(actor, spoken[actor.id], shares[actor.id], age) for actor in speakers if actor.id in shares
    )


def _room(wanted: Sequence[int], most: int | None) -> list[int]:
    """How many statements each speaker has room for: one each, as long as there is room, then one more."""
    given = [0] * len(wanted)
    left = sum(wanted) if most is None else most
    for turn in range(max(wanted, default=0)):
        for number, count in enumerate(wanted):
            if turn < count and left:
                given[number] += 1
                left -= 1
    return given


def _spoken(brief: Brief) -> tuple[dict[str, list[list[Quote]]], Callable[[Quote], int]]:
    """The quotations of each speaker, those in the same sentences together, the best first; how old one is.

    An utterance that was printed often stands once.
    """
    seen: set[tuple[str, int, int]] = set()
    spoken: dict[str, list[list[Quote]]] = {}
    for quote in brief.quotes:
        passages = {place_of(citation) for citation in printed_in(quote)}
        readable = bool(quote.sentences) or len(quote.text.split()) >= SHORTEST_QUOTE
        if quote.speaker is not None and readable and not passages & seen:
            _put(quote, spoken.setdefault(quote.speaker, []))
        seen |= passages
    days = {source.id: source.published for source in brief.sources}

    def age(quote: Quote) -> int:
        day = days.get(quote.citations[0].source) if quote.citations else None
        return -day.toordinal() if day else 0

    def rank(quote: Quote) -> tuple[bool, int, bool, int, bool, float]:
        """What was said, the newest, no scrap, what several print, direct speech, the surer attribution."""
        scrap = len(quote.text.split()) < SHORTEST_QUOTE
        order = -len(quote.variants), quote.kind != "direct", -quote.confidence
        return quote.confidence < SAID, age(quote), scrap, *order

    for together in spoken.values():
        together.sort(key=lambda quotes: min(map(rank, quotes)))
    return spoken, age


def _put(quote: Quote, together: list[list[Quote]]) -> None:
    """Put a quotation to those that stand in the same sentences, else for itself."""
    same = [quotes for quotes in together if any(_touch(one, quote) for one in quotes)]
    for quotes in same:
        together.remove(quotes)
    together.append([one for quotes in same for one in quotes] + [quote])


def _touch(one: Quote, other: Quote) -> bool:
    return any(_overlap(a, b) for a in one.sentences for b in other.sentences)


def _overlap(one: Citation, other: Citation) -> bool:
    return one.source == other.source and one.start < other.end and other.start < one.end


def _heard(brief: Brief) -> frozenset[str]:
    """The ids of those who speak in a key point."""
    points = [point.citations[0] for point in brief.key_points if point.citations]
    return frozenset(
        quote.speaker
        for quote in brief.quotes
        if quote.speaker and any(_overlap(point, cited) for point in points for cited in printed_in(quote))
    )


def _position(
    actor: Actor, spoken: Sequence[Sequence[Quote]], most: int, age: Callable[[Quote], int]
) -> Position:
    newest_first = sorted(spoken[:most], key=lambda quotes: min(map(age, quotes)))
    statements = tuple(map(_statement, newest_first))
    left = sum(map(len, spoken[most:]))
    return Position(actor, tuple(one.quote for one in statements), left, statements)


def _statement(quotes: Sequence[Quote]) -> Statement:
    """The sentences of quotations, each once; without them the words alone."""
    told = sorted((c for quote in quotes for c in quote.citations), key=_start)
    first = min(quotes, key=lambda quote: [c.start for c in quote.citations])
    joined: list[Citation] = []
    for cited in sorted((c for q in quotes for c in q.sentences or q.citations), key=_start):
        if joined and _overlap(joined[-1], cited):
            joined[-1] = _together(joined[-1], cited)
        else:
            joined.append(cited)
    return Statement(first, tuple(Stretch(cited, _runs(cited, told)) for cited in joined))


def _together(one: Citation, other: Citation) -> Citation:
    """Two passages of which the second begins in the first, as one."""
    rest = other.text[one.end - other.start :] if other.end > one.end else ""
    return Citation(one.source, one.start, max(one.end, other.end), one.text + rest)


def _runs(sentence: Citation, told: Sequence[Citation]) -> tuple[Words, ...]:
    """A sentence in the speaker's words and those around them; white space between the former is theirs."""
    runs: list[Words] = []
    at = sentence.start
    for cited in told:
        start, end = max(cited.start, at), min(cited.end, sentence.end)
        if cited.source != sentence.source or end <= start:
            continue
        between = sentence.text[at - sentence.start : start - sentence.start]
        words = sentence.text[start - sentence.start : end - sentence.start]
        if runs and not between.strip():
            runs[-1] = Words(runs[-1].text + between + words, said=True)
        else:
            runs += [Words(between, said=False)] if between else []
            runs.append(Words(words, said=True))
        at = end
    rest = sentence.text[at - sentence.start :]
    return (*runs, Words(rest, said=False)) if rest else tuple(runs)


def _start(cited: Citation) -> int:
    return cited.start

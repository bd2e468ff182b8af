"""One utterance as different outlets printed it: the same speaker's same words of one day, put together.

Ellipses and square or round brackets inside a quotation are the outlet's own marks of shortening and
insertion, not the speaker's words; they count for nothing when utterances are compared. Quotes carry no
language: the words are English's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from briefing.model import Variant
from briefing.reading.lexicon import english
from briefing.reading.marks import find_quotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefing.model import Citation, Quote, TimeExpression

# What is shared is counted in content words: function words weigh nothing.
LEAST_COVER = 0.6  # more than this share of the shorter printing's must stand in the longer one, in order
LONG_SHARED = 5  # from here on more than half is enough, since outlets translate and shorten
LEAST_COVER_LONG = 0.5
LEAST_SHARED = 2
LEAST_SHARED_UNSURE = 4  # the same where the speaker is known of one printing only
SHORT = 5  # words: of a shorter fragment every content word must stand in the other, in whatever order
LEAST_RUN = 4  # words side by side in both, where a content word of the shorter one is missing in the longer
MOST_SPREAD = 2  # times the shorter printing's words: how far its words may be strewn over the longer one
MOST_PARTS = 3  # of an utterance, each with its own printings beside each other
MOST_DAYS = 1  # between the reports of one utterance, where no sentence gives its day
MOST_COMPARED = 2000  # printings that one is compared with; those of a common word in hundreds of articles

_TOKEN = re.compile(r"\[[^\]]*\]|\([^)]*\)|\.{3,}|…|[\w’'%-]+|[^\w\s]")
_WORD = re.compile(r"\w")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ENDING = re.compile(r"(?<=\w{4})(?:s|ed|ing|est|er|ly)$")


class _Occasion(NamedTuple):
    """When words were spoken: the days that the sentences around them give, and the day of the report."""

    told: frozenset[date]
    printed: date | None


@dataclass(frozen=True, slots=True)
class _Printing:
    """A quotation ready for comparison.

    ``fragments`` are the words inside each pair of quotation marks, as stems, without what the outlet put in;
    ``content`` are those that carry meaning; ``named`` are the capitalised words that name the speaker.
    """

    quote: Quote
    fragments: tuple[tuple[str, ...], ...]
    source: str
    family: str
    named: frozenset[str]
    content: frozenset[str]
    occasion: _Occasion

    @property
    def length(self) -> int:
        """Count the quoted words."""
        return sum(map(len, self.fragments))


def merge_variants(
    quotes: Sequence[Quote],
    *,
    publishers: Mapping[str, str] = {},
    published: Mapping[str, date | None] = {},
    times: Sequence[TimeExpression] = (),
) -> tuple[Quote, ...]:
    """Put together the printings of one utterance by different outlets.

    ``publishers`` maps a source id to its publisher's family; a source without an entry is a family of its
    own. ``published`` gives the days of the sources, ``times`` the days in their text. Two quotes from
    different sources are the same utterance where the speaker and the occasion are the same and the quoted
    words of one stand, for the most part and in order, in the other; words outside quotation marks do not
    count. The longest printing is the text; ``variants`` has one printing of each source, this one first,
    where at least two families print it, and stays empty elsewhere. What else of it a source prints stays a
    quote of its own. The order of the quotes is kept, and each keeps its id. The measure is a containment
    after [Broder1997], over content words in order.
    """
    days = _days(times)
    printings = [
        _printing(quote, publishers, _Occasion(_told(quote, days), published.get(_source(quote))))
        for quote in quotes
    ]
    found = (quote for group in _utterances(printings) for quote in _side_by_side(group))
    merged = {quote.id: quote for quote in found}
    return tuple(merged[quote.id] for quote in quotes if quote.id in merged)


def _days(times: Iterable[TimeExpression]) -> dict[str, list[tuple[Citation, date]]]:
    """The expressions of each source that stand for one day."""
    days: dict[str, list[tuple[Citation, date]]] = {}
    for time in times:
        if time.value and (day := _DAY.match(time.value)):
            days.setdefault(time.citation.source, []).append((time.citation, date.fromisoformat(day[0])))
    return days


def _told(quote: Quote, days: Mapping[str, Sequence[tuple[Citation, date]]]) -> frozenset[date]:
    """The days that the sentences of a quotation give outside its words."""
    return frozenset(
        day
        for sentence in quote.sentences
        for where, day in days.get(sentence.source, ())
        if sentence.start <= where.start < sentence.end
        and not any(words.start <= where.start < words.end for words in quote.citations)
    )


def _utterances(printings: Sequence[_Printing]) -> list[list[_Printing]]:
    """The printings by utterance; those whose group was joined last come last.

    Only printings of another source with a content word in common are looked at, so that what one article
    says costs nothing here.
    """
    groups: dict[int, list[int]] = {}  # by the number of the printing that joined it last
    home: list[int] = []
    holding: dict[str, dict[str, list[int]]] = {}  # content word: source: printings
    occasions: dict[int, set[_Occasion]] = {}  # those of each group's printings
    for number, printing in enumerate(printings):
        same: set[int] = set()
        apart: set[int] = set()
        own = {printing.occasion}
        for other in _others(printing, holding):
            group = home[other]
            if group in same or group in apart:
                continue
            if not all(_same_day(a, b) for a in occasions[group] for b in own):
                apart.add(group)
            elif _same_utterance(printing, printings[other]):
                same.add(group)
                own |= occasions[group]
        joined = [member for group in sorted(same) for member in groups.pop(group)]
        groups[number] = [*joined, number]
        occasions[number] = own
        home.append(number)
        for member in joined:
            home[member] = number
        for word in printing.content:
            holding.setdefault(word, {}).setdefault(printing.source, []).append(number)
    return [[printings[member] for member in group] for group in groups.values()]


def _others(printing: _Printing, holding: Mapping[str, Mapping[str, list[int]]]) -> list[int]:
    """The printings of other sources that have a content word of this one, the last ones of very many."""
    found = {
        other
        for word in printing.content
        for source, others in holding.get(word, {}).items()
        if source != printing.source
        for other in others
    }
    return sorted(found)[-MOST_COMPARED:]


def _is_edit(token: str) -> bool:
    return token[0] in "[…" or token.startswith("...") or (token[0] == "(" and len(token) > 1)


def _plain(printed: str) -> str:
    """A word for comparison, in small letters; "" for punctuation and for what the outlet put in."""
    if _is_edit(printed) or (not _WORD.search(printed) and printed != "%"):
        return ""
    word = printed.lower().strip("’'-")
    return english().table("spoken_signs").get(word, word.replace("’", "'"))


def _source(quote: Quote) -> str:
    return quote.citations[0].source if quote.citations else ""


def _printing(quote: Quote, publishers: Mapping[str, str], occasion: _Occasion) -> _Printing:
    source = _source(quote)
    cited = quote.speaker_citation.text if quote.speaker_citation else ""
    words = english()
    named = {word.lower() for word in re.findall(r"\b[A-Z][\w-]+", cited)}
    named -= words["utterance_title"] | words["function_word"]
    texts = [c.text for c in quote.citations]
    if quote.kind == "indirect":
        texts = [text[span.start : span.end] for text in texts for span in find_quotations(text).spans]
    fragments = (tuple(_stem(w) for t in _TOKEN.findall(text) if (w := _plain(t))) for text in texts)
    long = tuple(f for f in fragments if len(f) > 1)
    content = frozenset(word for fragment in long for word in fragment) - words["function_word"]
    return _Printing(quote, long, source, publishers.get(source, source), frozenset(named), content, occasion)


def _stem(word: str) -> str:
    return _ENDING.sub("", word.removesuffix("'s"))


def _same_utterance(one: _Printing, two: _Printing) -> bool:
    """Whether two sources print the same words of the same speaker."""
    if one.source == two.source or one.content.isdisjoint(two.content):
        return False
    least = _speaker_threshold(one, two)
    return least is not None and any(
        _shared(short, long) >= least
        for a in one.fragments
        for b in two.fragments
        for short, long in [sorted((a, b), key=len)]
    )


def _same_day(one: _Occasion, two: _Occasion) -> bool:
    """Whether words of two occasions can be spoken on one day.

    Days that the sentences give decide; a report's words are else those of its day or the day before.
    Without either, nothing speaks against it.
    """
    if one.told and two.told:
        return not one.told.isdisjoint(two.told)
    first, second = (each.told or frozenset(filter(None, [each.printed])) for each in (one, two))
    if not (first and second):
        return True
    return any(abs((a - b).days) <= MOST_DAYS for a in first for b in second)


def _speaker_threshold(one: _Printing, two: _Printing) -> int | None:
    """How much two printings must share for their speakers to be one; None where the speakers differ."""
    if one.quote.speaker and two.quote.speaker:
        return LEAST_SHARED if one.quote.speaker == two.quote.speaker else None
    if one.named and two.named:
        return LEAST_SHARED if one.named & two.named else None
    return LEAST_SHARED_UNSURE


def _shared(short: Sequence[str], long: Sequence[str]) -> int:
    """How many content words two fragments share; 0 where the longer one lacks most of the shorter one."""
    function_words = english()["function_word"]
    content = set(short) - function_words
    if len(short) <= SHORT:
        positions = [long.index(word) for word in content if word in long]
        if (
            content
            and len(positions) == len(content)
            and max(positions) - min(positions) < MOST_SPREAD * len(short)
        ):
            return len(content)
    if len(content.intersection(long)) < LEAST_SHARED:
        return 0  # the comparison below costs much more
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    told = [b for b in blocks if not function_words.issuperset(short[b.a : b.a + b.size])]
    if not told or told[-1].b + told[-1].size - told[0].b > MOST_SPREAD * len(short):
        return 0
    shared = sum(word in content for b in told for word in short[b.a : b.a + b.size])
    if content.difference(long) and max(b.size for b in told) < LEAST_RUN:
        return 0
    cover = LEAST_COVER_LONG if shared >= LONG_SHARED else LEAST_COVER
    return shared if shared > cover * sum(word in content for word in short) else 0


def _side_by_side(group: Sequence[_Printing], parts: int = MOST_PARTS) -> Iterator[Quote]:
    """The quotes of an utterance: the longest printing with those of the same words, and then what is left.

    What is left is printed twice by one source, or is another part of the utterance.
    """
    main = max(group, key=lambda p: (p.length, p.quote.confidence))
    first, beside = _beside(main, [p for p in group if p.source != main.source])
    yield _with_variants(main, first, beside)
    taken = {main.quote.id, *(printing.quote.id for printing, _ in beside)}
    left = [printing for printing in group if printing.quote.id not in taken]
    if not beside or parts == 1:
        yield from (printing.quote for printing in left)
    else:
        for other in _utterances(left):
            yield from _side_by_side(other, parts - 1)


def _beside(
    main: _Printing, others: Sequence[_Printing]
) -> tuple[Citation | None, list[tuple[_Printing, Citation]]]:
    """The piece of a printing that most families print as well, and of each other source how it prints it."""
    if not others:
        return next(iter(main.quote.citations), None), []
    found = []
    for piece, words in _pieces(main):
        best: dict[str, tuple[tuple[int, int], _Printing, Citation]] = {}
        for printing in others:
            for cited, printed in _pieces(printing):
                if _same_utterance(words, printed):
                    likeness = len(words.content & printed.content), len(cited.text)
                    if printing.source not in best or likeness > best[printing.source][0]:
                        best[printing.source] = likeness, printing, cited
        found.append((piece, [(printing, cited) for _, printing, cited in best.values()]))
    return max(found, key=lambda row: (len({p.family for p, _ in row[1]}), len(row[0].text)))


def _pieces(printing: _Printing) -> Iterator[tuple[Citation, _Printing]]:
    """Each piece of a printing, and as a printing of its own."""
    for cited in printing.quote.citations:
        alone = replace(printing.quote, citations=(cited,))
        yield cited, _printing(alone, {printing.source: printing.family}, printing.occasion)


def _with_variants(
    main: _Printing, first: Citation | None, beside: Sequence[tuple[_Printing, Citation]]
) -> Quote:
    if first is None or not {p.family for p, _ in beside} - {main.family}:
        return main.quote
    speaker = main.quote.speaker or next((p.quote.speaker for p, _ in beside if p.quote.speaker), None)
    printed = (first, *(cited for _, cited in beside))
    return replace(main.quote, speaker=speaker, variants=tuple(Variant(c.text, c) for c in printed))

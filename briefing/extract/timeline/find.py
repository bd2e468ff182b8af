"""Where the time expressions of a text stand, and whether what matched is one."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from briefing.extract.timeline.grammar import DAY, MONTHS, OPENING, TELLING, master
from briefing.extract.timeline.resolve import RESOLVERS
from briefing.extract.timeline.tense import direction

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from briefing.extract.timeline.context import Context
    from briefing.model import TimexType

_words = str.split  # word lists are easier to read as running text

Column = npt.NDArray[np.uint64]

REACH = 9  # tokens from the first word of an expression to the word that betrays it
_DATE_SHAPE = re.compile(
    r"(?:d{4}|[^\w\s]dd|.?d{2,4}x|d{1,2}[:./]d{1,2}.*|d{4}-d.*|x+-d{4}|d{4}[-–/]d{2,4})$"
)
_DIGIT_SHAPE = re.compile(r"[^\w\s]?d")
_TIME_PREPOSITION = frozenset(
    _words(
        "in of since until till by last next this from to through and between during for early late mid before after around and or early"
    )
)
_DETERMINERS = frozenset({"the", "(", "its", "their", "his", "her", "a", "this"})
_RELATIVE = frozenset({"date", "month", "weekday", "quarter", "season", "holiday", "unit", "span"})
_TWO_DAYS = re.compile(rf"({DAY})(?: ?[-–—] ?| to | and | or )({DAY})")
_THEN_DAY = re.compile(r",? (?:on )?(?:the )?")
_NAMED_EVENT = re.compile(
    r",? (?:terrorist |terror )?(?:attacks?|bombings?|atrocit|hijack|conspirac|victims|families|survivors|commission|memorial)",
    re.IGNORECASE,
)
_NO_SPAN = re.compile(r"(?:the )?(?:last (?:minute|second|hour)|(?:first|final|opening) \w+)", re.IGNORECASE)
_TITLE = re.compile(r"day (?:Morning|Afternoon|Evening|Night)$")  # "Saturday Night Live"
_FRACTION = re.compile(r" of\b")


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression as found: half-open character offsets, first token, class of the grammar, type and value."""

    start: int
    end: int
    token: int
    kind: str
    type: TimexType
    value: str | None


def find_timexes(text: str, doc: Doc, context: Context) -> list[Timex]:
    """Find the time expressions of ``text`` (the text of ``doc``) in text order, each resolved with what stands before it."""
    if not len(doc):
        return []
    columns: Column = doc.to_array(["LOWER", "SHAPE", "IDX", "SENT_START"]).astype(np.uint64)
    starts = columns[:, 2].tolist()
    sentences = columns[columns[:, 3] == 1, 2].tolist()
    match = master().match
    timexes: list[Timex] = []
    done = sentence = 0
    for index in _candidates(doc, columns[:, 0], columns[:, 1]):
        start = starts[index]
        if start < done or not (found := match(text, start)) or not found.lastgroup:
            continue
        if named := found.lastgroup == "date" and _NAMED_EVENT.match(text, found.end()):
            done = named.end()
        if named or "\n" in found[0] or not _is_time(text, doc, index, found, found.lastgroup):
            continue
        if (here := sentences[bisect_right(sentences, start) - 1]) != sentence:
            sentence = here
            context.sentence_year = None
        done = found.end()
        timexes += _resolved(text, doc, index, found, context)
        last = timexes[-1]
        if last.kind == "year" and last.value and text[sentence:start] in ("In ", "Of "):
            context.sentence_year = int(last.value)
    return [_on_its_day(text, timex, timexes[place + 1 : place + 2]) for place, timex in enumerate(timexes)]


def _resolved(text: str, doc: Doc, index: int, found: re.Match[str], context: Context) -> list[Timex]:
    """The expression with its value; two where it names two days ("3 and 5 May")."""
    kind = found.lastgroup or ""
    words = found[0].lower()
    start, end = found.span()
    ahead = direction(_anchor(doc, index, end)) if kind in _RELATIVE else 0
    if kind == "count" and _is_rate(doc, index, text, found):
        kind = "set"
    timexes = []
    if kind == "date" and (pair := _TWO_DAYS.search(words)):
        type_, value = RESOLVERS[kind](words[: pair.end(1)] + words[pair.end(2) :], context, ahead)
        timexes.append(Timex(start, start + pair.end(1), index, kind, type_, value))
        start += pair.start(2)
    type_, value = RESOLVERS[kind](words, context, ahead)
    context.note(value)
    timexes.append(Timex(start, end, index, kind, type_, value))
    return timexes


def _on_its_day(text: str, timex: Timex, following: list[Timex]) -> Timex:
    """The time of day on the day that follows it: "at 18:00 GMT on Monday"."""
    if timex.kind != "clock" or not timex.value or not following or not following[0].value:
        return timex
    day = following[0].value
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day) or not _THEN_DAY.fullmatch(
        text, timex.end, following[0].start
    ):
        return timex
    return replace(timex, value=day + timex.value[10:])


def _candidates(doc: Doc, words: Column, shapes: Column) -> list[int]:
    """Indices of the tokens at which an expression may begin: a telling word is at most REACH tokens away."""
    known = np.unique(shapes)
    strings = doc.vocab.strings
    names = [strings[shape] for shape in known.tolist()]
    telling = np.isin(words, _hashes(TELLING))
    telling |= np.isin(shapes, known[[bool(_DATE_SHAPE.match(name)) for name in names]])
    begins = telling | np.isin(words, _hashes(OPENING))
    begins |= np.isin(shapes, known[[bool(_DIGIT_SHAPE.match(name)) for name in names]])
    near = telling.copy()
    for step in range(1, min(REACH, len(words))):
        near[:-step] |= telling[step:]
    found: list[int] = np.flatnonzero(near & begins).tolist()
    return found


@cache
def _hashes(words: frozenset[str]) -> Column:
    from spacy.strings import get_string_id

    return np.array(sorted(get_string_id(word) for word in words), dtype=np.uint64)


def _anchor(doc: Doc, index: int, end: int) -> Token:
    """The last token of the expression: the word that hangs on the rest of the sentence."""
    last = index
    while last + 1 < len(doc) and doc[last + 1].idx < end:
        last += 1
    token = doc[last]
    while index <= token.head.i <= last and token.head.i != token.i:
        token = token.head
    return token


def _is_time(text: str, doc: Doc, index: int, found: re.Match[str], kind: str) -> bool:
    """Whether what the grammar matched is a time expression here."""
    words = found[0]
    before = text[max(0, found.start() - 12) : found.start()]
    previous = before.split()[-1].lower() if before.split() else ""
    token = doc[index]
    if kind == "year":
        return _is_year(doc, index, words, previous)
    if kind == "month":
        return _is_month(doc, index, found, previous)
    if kind == "unit" and words.lower() == "the day":
        return _names_day(text, found.start())
    if kind == "weekday":
        return token.ent_type_ not in ("WORK_OF_ART", "ORG", "PRODUCT", "PERSON") and not _TITLE.search(words)
    if kind == "deictic":  # capitalised inside a sentence it is a title: "the Today programme"
        return (
            not words[0].isupper() or bool(token.is_sent_start) or before[-1:] in "“‘\"'(" or words.isupper()
        )
    if kind == "season":
        return _is_season(token, words)
    if kind in ("count", "shift", "span", "quarter"):
        return not (kind == "span" and _NO_SPAN.fullmatch(words)) and not _is_fraction(
            text, found, words.lower()
        )
    return True


def _is_season(token: Token, words: str) -> bool:
    """A season with a determiner or year; "fall" and a bare season only where the language model sees a time."""
    if any(map(str.isdigit, words)) or (" " in words and "fall" not in words.lower()):
        return True
    return token.ent_type_ in ("DATE", "TIME") and token.pos_ in ("NOUN", "PROPN", "DET", "ADJ")


def _is_fraction(text: str, found: re.Match[str], words: str) -> bool:
    """Whether it is a number and no time: "a quarter of the troops", "a second meeting", "half of"."""
    if words.endswith(("a second", "one second", "the second")):
        return True
    if words.endswith(("quarter", "quarters", "half")):
        several = "secutive" in words or "straight" in words or "successive" in words
        return (not several and bool(_FRACTION.match(text, found.end()))) or words in (
            "a quarter",
            "three quarters",
            "one quarter",
            "a half",
        )
    return False


def _is_year(doc: Doc, index: int, words: str, previous: str) -> bool:
    """Four digits are a year where the language model sees a date, or where a preposition of time precedes."""
    token = doc[index]
    if words[0] in "'’‘":
        return previous in _TIME_PREPOSITION or token.ent_type_ == "DATE"
    if not words[0].isdigit():
        return True
    counts = (
        index + 1 < len(doc) and doc[index + 1].tag_ == "NNS"
    )  # "2000 troops", but "the 2013 demonstrations"
    if counts and previous not in _TIME_PREPOSITION and previous not in _DETERMINERS:
        return False
    if token.ent_type_ in ("DATE", "TIME", "EVENT"):
        return True
    if token.ent_type_ in ("CARDINAL", "QUANTITY", "MONEY", "PERCENT", "PRODUCT"):
        return previous in ("in", "since") and not (index + 1 < len(doc) and doc[index + 1].pos_ == "NOUN")
    return previous in _TIME_PREPOSITION or previous in _DETERMINERS


def _is_month(doc: Doc, index: int, found: re.Match[str], previous: str) -> bool:
    """A capitalised month that is nobody's name and no verb."""
    words = found[0]
    if _YEAR_INSIDE.search(words):
        return True
    if (
        doc[index].dep_ == "conj"
        and doc[index].head.pos_ == "PROPN"
        and not _MONTH_INSIDE.match(doc[index].head.text)
    ):
        return False  # "Trump and May last met"
    name = _MONTH_INSIDE.search(words)
    if not name or not name[0][0].isupper():
        return False
    if len(name[0]) < 4 and name[0] != "May":
        return name[0].endswith(".") or doc[index].ent_type_ == "DATE"
    if " " in words or "-" in words:
        return doc[index].ent_type_ != "PERSON"
    if words == "May" and doc[index].dep_ in ("nsubj", "nsubjpass", "dobj"):
        return False  # "accused May of bowing"
    if name[0] in ("May", "March", "April", "June", "August"):
        return doc[index].ent_type_ == "DATE" or (
            previous in _TIME_PREPOSITION and doc[index].ent_type_ != "PERSON"
        )
    return doc[index].ent_type_ not in ("PERSON", "ORG", "GPE")


_YEAR_INSIDE = re.compile(r"\d{4}")
_MONTH_INSIDE = re.compile(
    r"\b(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?", re.IGNORECASE
)


def _names_day(text: str, start: int) -> bool:
    """Whether "the day" is a date: something ends or happens on it."""
    return bool(
        re.search(
            r"\b(?:end\w*|finish\w*|clos\w*|for|on|during|in|of) $",
            text[max(0, start - 12) : start],
            re.IGNORECASE,
        )
    )


def _is_rate(doc: Doc, index: int, text: str, found: re.Match[str]) -> bool:
    """Whether "a year" is said of a number ("15 a year", "ten portions a day"); alone it lasts one."""
    if not _ONE_UNIT.fullmatch(found[0]) or doc[index].is_sent_start or _FROM_THEN.match(text, found.end()):
        return False
    return doc[index - 1].pos_ in ("NOUN", "NUM", "SYM") or doc[index - 1].lower_ in ("once", "twice", "%")


_ONE_UNIT = re.compile(r"an? (?:day|week|month|year|hour|minute|night)", re.IGNORECASE)
_FROM_THEN = re.compile(r" (?:after|before|ago|earlier|later|of|in)\b")

"""Where the time expressions of a text stand, and whether what matched is one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from briefing.extract.timeline import calendar
from briefing.extract.timeline.context import Context
from briefing.extract.timeline.grammar import (
    BEFORE_YEAR,
    ENDS_THEN,
    FROM_THEN,
    IN_YEAR,
    JOINED,
    NAMED_EVENT,
    NO_SPAN,
    NUMBERED,
    OF,
    OFTEN,
    ON_DAY,
    ONE_UNIT,
    PART_OF_WHOLE,
    PROGRAMME,
    TWO_DAYS,
    YEAR,
    abbreviations,
    grammar_of,
)
from briefing.extract.timeline.resolve import RESOLVERS
from briefing.extract.timeline.tense import direction
from briefing.reading.grammar import CALENDAR, NAMING, SUBJECTS
from briefing.reading.marks import MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import TimexType
    from briefing.reading.tokens import Tokens

REACH = 9  # tokens from the first word of an expression to the word that betrays it: a guard on time
_DATE_SHAPE = re.compile(
    r"(?:d{4}|[^\w\s]dd|.?d{2,4}x|d{1,2}[:./]d{1,2}.*|d{4}-d.*|x+-d{4}|d{4}[-–/]d{2,4})$"
)
_DIGIT_SHAPE = re.compile(r"[^\w\s]?d")
_DAY_VALUE = re.compile(r"\d{4}-\d\d-\d\d")
_RELATIVE = frozenset({"date", "month", "weekday", "quarter", "season", "holiday", "unit", "span"})
_AMOUNTS = frozenset({"CARDINAL", "QUANTITY", "MONEY", "PERCENT", "PRODUCT"})


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression: half-open character offsets, class of the grammar, type and value.

    ``of_noun`` is whether it says when a thing was, not when something was done: "Tuesday's attacks".
    """

    start: int
    end: int
    kind: str
    type: TimexType
    value: str | None
    of_noun: bool = False


def find_timexes(tokens: Tokens, published: date | None) -> list[Timex]:
    """Find the time expressions of a text in text order, each resolved with what stands before it."""
    text = tokens.text
    grammar = grammar_of(tokens.lexicon)
    context = Context(grammar, published)
    timexes: list[Timex] = []
    done = 0
    sentence = -1
    for token in _candidates(tokens):
        start = tokens.start[token]
        if start < done or not (match := grammar.expression.match(text, start)):
            continue
        if named := match.lastgroup == "date" and NAMED_EVENT.match(text, match.end()):
            done = named.end()
        if named or "\n" in match[0] or not _is_time(tokens, token, match):
            continue
        if tokens.sentence[token] != sentence:
            sentence = tokens.sentence[token]
            context.sentence_year = None
        done = match.end()
        timexes += _resolved(tokens, token, match, context)
        last = timexes[-1]
        opening = tokens.start[tokens.bounds[sentence][0]]
        if last.kind == "year" and last.value and IN_YEAR.fullmatch(text, opening, start):
            context.sentence_year = int(last.value)
    timexes = _in_turn(text, _of_one_day(text, timexes))
    return [_on_its_day(text, timex, after) for timex, after in zip_longest(timexes, timexes[1:])]


def _of_one_day(text: str, timexes: Sequence[Timex]) -> list[Timex]:
    """The expressions, a weekday that a thing has on the day that the report's verbs give that weekday.

    In "was to take part in Tuesday's attacks" the verb looks ahead, and the attacks are over.
    """
    days: dict[str, Counter[str]] = defaultdict(Counter)
    for timex in timexes:
        if timex.kind == "weekday" and timex.value and not timex.of_noun:
            days[text[timex.start : timex.end].lower()][timex.value[:10]] += 1

    def settled(timex: Timex) -> Timex:
        known = days.get(text[timex.start : timex.end].lower())
        if not (timex.of_noun and timex.value and known):
            return timex
        return replace(timex, value=known.most_common(1)[0][0] + timex.value[10:])

    return [settled(timex) for timex in timexes]


def _resolved(tokens: Tokens, token: int, match: re.Match[str], context: Context) -> list[Timex]:
    """The expression with its value; two where it names two days ("3 and 5 May")."""
    kind = match.lastgroup or ""
    words = match[0].lower()
    start, end = match.span()
    anchor = _anchor(tokens, token, end)
    of_noun = kind in {"weekday", "date"} and tokens.pos[tokens.head[anchor]] in NAMING
    ahead = direction(tokens, anchor) if kind in _RELATIVE and not (kind == "date" and of_noun) else 0
    if kind == "count" and _is_rate(tokens, token, match):
        kind = "set"
    timexes = []
    if kind == "date" and (pair := TWO_DAYS.search(words)):
        type_, value = RESOLVERS[kind](words[: pair.end(1)] + words[pair.end(2) :], context, ahead)
        timexes.append(Timex(start, start + pair.end(1), kind, type_, value))
        start += pair.start(2)
    type_, value = RESOLVERS[kind](words, context, ahead)
    context.note(value)
    timexes.append(Timex(start, end, kind, type_, value, of_noun))
    return timexes


def _in_turn(text: str, timexes: Sequence[Timex]) -> list[Timex]:
    """The expressions, the second of two joined weekdays counted from the first: "on Thursday and Friday"."""
    turned: list[Timex] = []
    for timex in timexes:
        last = turned[-1] if turned else None
        joined = last and JOINED.fullmatch(text, last.end, timex.start)
        turned.append(_next_day(last, timex) if last and joined else timex)
    return turned


def _next_day(first: Timex, second: Timex) -> Timex:
    """The second of two expressions, where both are weekdays, on the next such day after the first."""
    if not (first.kind == second.kind == "weekday" and first.value and second.value):
        return second
    before, weekday = (date.fromisoformat(value[:10]) for value in (first.value, second.value))
    day = calendar.weekday_near(before, weekday.weekday(), 1, same_day=False)
    return replace(second, value=day.isoformat() + second.value[10:])


def _on_its_day(text: str, timex: Timex, following: Timex | None) -> Timex:
    """The time of day on the day that follows it: "at 18:00 GMT on Monday"."""
    if timex.kind != "clock" or not timex.value or not following:
        return timex
    day = _DAY_VALUE.fullmatch(following.value or "")
    if not day or not ON_DAY.fullmatch(text, timex.end, following.start):
        return timex
    return replace(timex, value=day[0] + timex.value[10:])


def _candidates(tokens: Tokens) -> list[int]:
    """The tokens at which an expression may begin: a telling word is less than REACH tokens away."""
    telling, opening = tokens.lexicon["telling_time"], tokens.lexicon["opening_time"]
    shapes = set(tokens.shape)
    dates = {shape for shape in shapes if _DATE_SHAPE.match(shape)}
    digits = {shape for shape in shapes if _DIGIT_SHAPE.match(shape)}
    tells = [
        token
        for token, (word, shape) in enumerate(zip(tokens.lower, tokens.shape, strict=True))
        if word in telling or shape in dates
    ]
    begins = set(tells)
    done = 0
    for telling_token in tells:
        for token in range(max(done, telling_token - REACH + 1), telling_token):
            if tokens.lower[token] in opening or tokens.shape[token] in digits:
                begins.add(token)
        done = telling_token + 1
    return sorted(begins)


def _anchor(tokens: Tokens, token: int, end: int) -> int:
    """The token of the expression that hangs on the rest of the sentence."""
    last = max(token, tokens.last_before(end))
    anchor = last
    while token <= tokens.head[anchor] <= last and tokens.head[anchor] != anchor:
        anchor = tokens.head[anchor]
    return anchor


def _is_time(tokens: Tokens, token: int, match: re.Match[str]) -> bool:
    """Whether what the grammar matched is a time expression here."""
    kind, words, small = match.lastgroup, match[0], match[0].lower()
    if kind == "year":
        return _is_year(tokens, token, words)
    if kind == "month":
        return _is_month(tokens, token, words)
    if kind == "unit" and small == "the day":
        return ENDS_THEN.search(tokens.text, max(0, match.start() - 12), match.start()) is not None
    if kind == "weekday":
        is_name = tokens.entity[token] in {"WORK_OF_ART", "ORG", "PRODUCT", "PERSON"}
        return not is_name and not PROGRAMME.search(words)
    if kind == "deictic":  # capitalised inside a sentence it is a title: "the Today programme"
        before = tokens.text[match.start() - 1 : match.start()]
        opens = tokens.opens_sentence(token) or before in MARKS + "("
        return not words[0].isupper() or opens or words.isupper()
    if kind == "season":
        return _is_season(tokens, token, small)
    if kind in {"count", "shift", "span", "quarter"}:  # "a quarter of the troops", "a second meeting"
        of_whole = PART_OF_WHOLE.match(small) and OF.match(tokens.text, match.end())
        return (
            not (kind == "span" and NO_SPAN.fullmatch(small)) and not NUMBERED.match(small) and not of_whole
        )
    return True


def _is_season(tokens: Tokens, token: int, words: str) -> bool:
    """A season with a determiner or year; "fall" and a bare season only where the model sees a time."""
    if any(map(str.isdigit, words)) or (" " in words and "fall" not in words):
        return True
    return tokens.entity[token] in CALENDAR and tokens.pos[token] in {"NOUN", "PROPN", "DET", "ADJ"}


def _is_year(tokens: Tokens, token: int, words: str) -> bool:
    """Four digits are a year where the model sees a date, or where a preposition of time precedes."""
    previous = tokens.lower[token - 1] if token else ""
    timely = previous in tokens.lexicon["time_preposition"]
    entity = tokens.entity[token]
    if words[0] in "'’‘":
        return timely or entity == "DATE"
    if not words[0].isdigit():
        return True
    modifies = timely or previous in tokens.lexicon["determiner"] or previous == "("
    last = token + 1 == len(tokens)
    if not modifies and not last and tokens.form[token + 1] == "NNS":
        return False  # "2000 troops", but "the 2013 demonstrations"
    if entity in CALENDAR or entity == "EVENT":
        return True
    if entity in _AMOUNTS:
        return BEFORE_YEAR.fullmatch(previous) is not None and (last or tokens.pos[token + 1] != "NOUN")
    return modifies


def _is_month(tokens: Tokens, token: int, words: str) -> bool:
    """A capitalised month that is nobody's name and no verb."""
    if YEAR.search(words):
        return True
    month = grammar_of(tokens.lexicon).month
    head, relation, entity = tokens.head[token], tokens.relation[token], tokens.entity[token]
    if relation == "conj" and tokens.pos[head] == "PROPN" and not month.match(tokens.word[head]):
        return False  # "Trump and May last met"
    name = month.search(words)
    if not name or not name[0][0].isupper():
        return False
    small = name[0].lower()
    if len(small) < 4 and small in abbreviations(tokens.lexicon.table("months")):
        return entity == "DATE"
    if " " in words or "-" in words:
        return entity != "PERSON"
    if small not in tokens.lexicon["doubtful_month"]:
        return entity not in {"PERSON", "ORG", "GPE"}
    if words == "May" and (relation in SUBJECTS or relation == "dobj"):
        return False  # "accused May of bowing"
    timely = token > 0 and tokens.lower[token - 1] in tokens.lexicon["time_preposition"]
    return entity == "DATE" or (timely and entity != "PERSON")


def _is_rate(tokens: Tokens, token: int, match: re.Match[str]) -> bool:
    """Whether "a year" is said of a number ("15 a year", "ten portions a day"); alone it lasts one."""
    if not ONE_UNIT.fullmatch(match[0].lower()) or FROM_THEN.match(tokens.text, match.end()):
        return False
    if tokens.opens_sentence(token):
        return False
    return tokens.pos[token - 1] in {"NOUN", "NUM", "SYM"} or bool(OFTEN.fullmatch(tokens.lower[token - 1]))

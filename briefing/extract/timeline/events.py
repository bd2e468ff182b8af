"""From dated expressions to dated events: which of them date what happened, and which events are one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.timeline.dating import counted_from, date_of
from briefing.extract.timeline.grammar import AWAY, BETWEEN, FROM_WHEN, GENITIVE, LEAD, PRONOUN, TO
from briefing.extract.timeline.speech import statement
from briefing.extract.timeline.tense import direction
from briefing.reading.grammar import (
    AUXILIARIES,
    CALENDAR,
    NAMING,
    PRESENT,
    REPORTED_CLAUSES,
    SUBJECTS,
    VERBAL,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefing.model import Citation, Precision, TimeExpression
    from briefing.reading.annotation import AnnotatedArticle
    from briefing.reading.owners import Owners
    from briefing.reading.tokens import Tokens

SHARED_WORDS, SHARED_NAMES = 4, 2  # at least, by two tellings of one event; so many names of one meeting
MOST_COMPARED = 2000  # tellings that one is compared with for one word in common
SAME_EVENT = 0.6  # share of the shorter telling's words that the other has too
MEETING = "meeting"  # stands for every word of that class


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence's telling of one dated event. ``names`` and ``words`` are of the part that is dated.

    ``planned`` is whether the event was still to come when the sentence was printed.
    """

    date: str
    planned: bool
    expression: str
    citation: Citation
    rank: int  # 0: the date belongs to the main verb, 1: to another verb, 2: to a noun
    names: frozenset[str]
    people: frozenset[str]
    words: frozenset[str]


def tellings(
    annotated: AnnotatedArticle, times: Sequence[TimeExpression], spoken: Owners
) -> Iterator[Telling]:
    """Yield the dated events of one article in text order, none of them out of direct speech.

    ``times`` are all its expressions, in text order; ``spoken`` is direct speech that may have no marks.
    """
    tokens, source = annotated.tokens, annotated.article.id
    seen: set[tuple[int, str]] = set()
    named: tuple[int, str | None] = (-1, None)  # a sentence, and the last day that it has named
    for index, time in enumerate(times):
        start = time.citation.start
        if annotated.quotations.at(start) or spoken.innermost(source, start):
            continue
        if index and _is_range(tokens.text, times[index - 1], time):
            continue  # the end of a range: its beginning dates the event
        sentence = tokens.sentence[tokens.after(start)]
        dated = _dated(annotated, time, before=named[1] if named[0] == sentence else None)
        if dated is None:
            continue
        when, governor = dated
        if time.type == "DATE" and precision(when) == "day":
            named = sentence, when
        passage = None if governor is None or (sentence, when) in seen else statement(annotated, sentence)
        if governor is None or passage is None:
            continue
        seen.add((sentence, when))
        names, people, words = _content(tokens, governor, time)
        noun = tokens.pos[governor] in NAMING
        yield Telling(
            date=when,
            planned=_is_ahead(annotated, time, when),
            expression=_expression(tokens, times, index),
            citation=annotated.article.cite(*passage),
            rank=2 if noun else 0 if tokens.head[governor] == governor else 1,
            names=names,
            people=people,
            words=words,
        )


def _dated(
    annotated: AnnotatedArticle, time: TimeExpression, *, before: str | None
) -> tuple[str, int | None] | None:
    """The date that an expression gives, and the word for what it dates, if that is what happens."""
    tokens, published = annotated.tokens, annotated.article.published
    counted = counted_from(tokens, time, before, published)
    if counted:
        return counted if _happens(annotated, counted[1]) else None
    when = date_of(time, published)
    if when is None:
        return None
    past = published is None or when < published.isoformat()[: len(when)]
    token = tokens.after(time.citation.start)
    governor = _governor(tokens, token, time.citation.end)
    if governor is not None and past and published:
        governor = _noun_between(tokens, governor, token) or governor
    if governor is None or not _happens(annotated, governor):
        # Only the past is certain to have happened.
        governor = _noun_before(tokens, token) if past and precision(when) != "day" else None
    return when, governor


def _is_ahead(annotated: AnnotatedArticle, time: TimeExpression, when: str) -> bool:
    """Whether a date lies ahead of the report: a later day, or the same one and the words look ahead."""
    published = annotated.article.published
    day = published.isoformat()[: len(when)] if published else when
    tokens = annotated.tokens
    return when > day or (when == day and direction(tokens, tokens.after(time.citation.start)) > 0)


def _noun_between(tokens: Tokens, verb: int, token: int) -> int | None:
    """The event noun that a past day dates where the verb tells of now: "follows talks on Thursday"."""
    if tokens.form[verb] not in PRESENT:
        return None
    nouns = (
        word
        for word in range(token - 1, verb, -1)
        if tokens.pos[word] == "NOUN" and _is_event_noun(tokens, word) and verb in tokens.ancestors(word)
    )
    return next(nouns, None)


def _expression(tokens: Tokens, times: Sequence[TimeExpression], index: int) -> str:
    """An expression with its preposition, and to the end of a range that it begins."""
    text, time = tokens.text, times[index]
    start, end = time.citation.start, time.citation.end
    counts = FROM_WHEN.match(text, end)
    if counts and time.type == "DURATION":
        end = counts.end(1)
    elif not counts and index + 1 < len(times) and _is_range(text, time, times[index + 1]):
        end = times[index + 1].citation.end
    first, _ = tokens.bounds[tokens.sentence[tokens.after(start)]]
    lead = LEAD.search(text, max(tokens.start[first], start - 20), start)
    # In "it kicked in two years ago" and "in last night's debate" the preposition belongs to something else.
    apart = AWAY.search(time.citation.text.lower()) or GENITIVE.match(text, end)
    return text[lead.start() if lead and not apart else start : end]


def merged(told: Iterable[Telling]) -> list[list[Telling]]:
    """Put the tellings of the same event together: groups by date, the best telling of each group first."""
    days: dict[str, list[Telling]] = {}
    for telling in told:
        days.setdefault(telling.date, []).append(telling)
    events = [group for day in days.values() for group in _events(day)]
    for group in events:
        group.sort(key=lambda telling: (telling.planned, telling.rank, _begins_with_pronoun(telling)))
    return sorted(events, key=lambda group: group[0].date)


def _begins_with_pronoun(telling: Telling) -> bool:
    return PRONOUN.match(telling.citation.text) is not None


Content = tuple[frozenset[str], frozenset[str], frozenset[str]]  # names, people and words


def _events(day: Sequence[Telling]) -> list[list[Telling]]:
    """The tellings of one day by event. Tellings of the same words are compared with others once."""
    contents: dict[Content, list[Telling]] = {}
    for telling in day:
        contents.setdefault((telling.names, telling.people, telling.words), []).append(telling)
    alike = _alike([tellings[0] for tellings in contents.values()])
    number_of = {content: number for number, content in enumerate(contents)}
    groups: dict[int, list[Telling]] = {}  # in the order of their first telling
    home: dict[int, int] = {}  # of a group that has gone into another
    holding: list[set[int]] = [set() for _ in contents]  # of each content the groups that have it
    for count, telling in enumerate(day):
        number = number_of[telling.names, telling.people, telling.words]
        homes = sorted({_home(home, group) for like in alike[number] for group in holding[like]})
        if not homes:
            groups[count] = [telling]
            holding[number].add(count)
            continue
        for other in homes[1:]:
            groups[homes[0]].extend(groups.pop(other))
            home[other] = homes[0]
        for like in alike[number]:
            if holding[like]:
                holding[like] = {homes[0]}
        holding[number] |= {homes[0]}
        groups[homes[0]].append(telling)
    return list(groups.values())


def _home(home: Mapping[int, int], group: int) -> int:
    while group in home:
        group = home[group]
    return group


def _alike(tellings: Sequence[Telling]) -> list[list[int]]:
    """For each telling those that are of the same event, by number, itself included where it is long enough.

    Two tellings with so many words in common have one besides the commonest words of either, so that only
    those are looked at which share one of the others.
    """
    common = Counter(word for telling in tellings for word in telling.words)
    names = Counter(name for telling in tellings for name in telling.names)
    keys = [
        [
            *_rarer(telling.words, common, SHARED_WORDS),
            *(
                f"name {name}"
                for name in _rarer(telling.names, names, SHARED_NAMES)
                if MEETING in telling.words
            ),
            *(f"person {name}" for name in telling.people if MEETING in telling.words),
        ]
        for telling in tellings
    ]
    holding: dict[str, list[int]] = {}
    for number, having in enumerate(keys):
        for key in having:
            holding.setdefault(key, []).append(number)
    alike = []
    for telling, having in zip(tellings, keys, strict=True):
        near = {number for key in having for number in holding[key][-MOST_COMPARED:]}
        alike.append([number for number in near if _same_event(telling, tellings[number])])
    return alike


def _rarer(words: frozenset[str], count: Mapping[str, int], shared: int) -> list[str]:
    """The words without the commonest, of which two that share ``shared`` words may share all but one."""
    return sorted(words, key=lambda word: (count[word], word))[: max(len(words) - shared + 1, 0)]


def precision(date: str) -> Precision:
    """How precise an ISO date is."""
    return "day" if len(date) == 10 else "month" if len(date) == 7 else "year"


def _is_range(text: str, first: TimeExpression, second: TimeExpression) -> bool:
    """Whether two expressions are the ends of a range: "3-5 May", "2014 to 2016", "between May and July"."""
    start, end = first.citation.start, first.citation.end
    if text[end : second.citation.start].strip() == "and":
        return BETWEEN.search(text, max(0, start - 8), start) is not None
    return TO.fullmatch(text, end, second.citation.start) is not None


def _governor(tokens: Tokens, token: int, end: int) -> int | None:
    """The verb or event noun that the expression from ``token`` to offset ``end`` dates, None for neither."""
    first, last = token, max(token, tokens.last_before(end))
    while token < tokens.head[token] <= last:
        token = tokens.head[token]
    if _names_thing(tokens, token) or _is_no_time_of(tokens, token):
        return None
    for at in tokens.upward(token):
        above = tokens.head[at]
        if not first <= at <= last:
            if tokens.pos[at] in VERBAL:
                return above if tokens.relation[at] in AUXILIARIES else at
            if tokens.pos[at] in NAMING and _is_event_noun(tokens, at):
                return at
            modifies = tokens.relation[at] in {"poss", "compound"} and tokens.pos[at] == "PROPN"
            if modifies and tokens.pos[above] not in NAMING:
                return None
    return None


def _names_thing(tokens: Tokens, token: int) -> bool:
    """Whether the date is a part of what a thing is called: "the Christmas tree", "her 2003 book"."""
    thing = tokens.head[token]
    modifies = tokens.relation[token] in {"compound", "nmod", "amod", "nummod"} and thing > token
    return modifies and tokens.pos[thing] in NAMING and not _is_event_noun(tokens, thing)


def _is_no_time_of(tokens: Tokens, token: int) -> bool:
    """Whether the date is not when something happens: "toward November", "premiums rose for 2016"."""
    preposition = tokens.head[token]
    word = tokens.lower[preposition]
    if tokens.relation[token] != "pobj" or word not in tokens.lexicon["not_when"]:
        return False
    return word != "for" or tokens.lemma[tokens.head[preposition]] not in tokens.lexicon["arrange"]


def _noun_before(tokens: Tokens, token: int) -> int | None:
    """The event noun right before "in 2014", to which the parser did not attach it."""
    noun = token - 2
    if noun < 0 or tokens.pos[token - 1] != "ADP" or tokens.pos[noun] not in NAMING:
        return None
    return noun if _is_event_noun(tokens, noun) else None


def _is_event_noun(tokens: Tokens, token: int) -> bool:
    lemma, lexicon = tokens.lemma[token], tokens.lexicon
    happens = lemma in lexicon["event_noun"] or lemma.endswith(tuple(lexicon["event_ending"]))
    return happens and lemma not in lexicon["not_event"]


def _happens(annotated: AnnotatedArticle, governor: int) -> bool:
    """Whether the verb, or that above a noun, states something rather than supposing, hoping or denying it.

    What will happen has a date, too, so that of the clause's modalities only those count that leave it open.
    """
    tokens, status = annotated.tokens, annotated.clauses.status
    lexicon = tokens.lexicon
    verb = governor
    while tokens.pos[verb] in NAMING and tokens.head[verb] != verb and tokens.relation[verb] in SUBJECTS:
        verb = tokens.head[verb]
    if tokens.pos[verb] not in VERBAL:
        return True
    modality = status.modality(verb)
    # Of negations only the verb's own counts: "reported no arrests on Monday" dates something.
    if (
        tokens.child(verb, "neg") is not None
        or modality in lexicon["not_fact"]
        or modality in lexicon["condition"]
    ):
        return False
    for below in tokens.upward(verb):
        head, relation = tokens.head[below], tokens.relation[below]
        if relation in {"relcl", "appos"}:
            return True
        if relation == "acl" and tokens.form[below] == "VBN":
            return True  # "a sentiment reflected in warnings": said of a noun, whatever is thought of it
        if relation in REPORTED_CLAUSES and tokens.lemma[head] in lexicon["unsure"]:
            return False
        infinitive = relation in {"xcomp", "advcl"} and "to" in tokens.helpers(below)
        if infinitive and any(tokens.lower[kid] in lexicon["not_fact"] for kid in tokens.kids[head]):
            return False  # "he may wait until February to decide"
    return True


def _content(
    tokens: Tokens, governor: int, time: TimeExpression
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Names, those of people, and lemmas of the content words, of the part of the sentence that is dated."""
    names, people, words = set(), set(), set()
    lexicon = tokens.lexicon
    part: Iterable[int] = range(*tokens.bounds[tokens.sentence[governor]])
    if tokens.pos[governor] in NAMING:
        clauses = (kid for kid in tokens.kids[governor] if tokens.relation[kid] in {"relcl", "acl", "advcl"})
        outside = {token for clause in clauses for token in tokens.subtree(clause)}
        part = [token for token in tokens.subtree(governor) if token not in outside]
    for token in part:
        entity = tokens.entity[token]
        inside = time.citation.start <= tokens.start[token] < time.citation.end
        if inside or entity in CALENDAR or not tokens.word[token].isalpha():
            continue
        if tokens.pos[token] == "PROPN" and entity in {"GPE", "ORG", "FAC"}:
            names.add(tokens.lower[token])
        elif tokens.pos[token] == "PROPN" and entity == "PERSON" and _ends_name(tokens, token):
            names.add(tokens.lower[token])
            people.add(tokens.lower[token])
        if (tokens.pos[token] in NAMING or tokens.pos[token] == "VERB") and not tokens.stop[token]:
            lemma = tokens.lemma[token]
            words.add(MEETING if lemma in lexicon["meeting"] else lemma)
    return frozenset(names), frozenset(people), frozenset(words)


def _ends_name(tokens: Tokens, token: int) -> bool:
    after = token + 1
    return after == len(tokens) or not tokens.entity[after] or tokens.opens_entity[after]


def _same_event(one: Telling, other: Telling) -> bool:
    """Same date, and either two names and a kind of event in common or most words of the shorter one."""
    if one.date != other.date:
        return False
    if MEETING in one.words & other.words and (
        len(one.names & other.names) >= SHARED_NAMES
        or (one.people & other.people and (one.people <= other.people or other.people <= one.people))
    ):
        return True
    common = len(one.words & other.words)
    return common >= SHARED_WORDS and common >= SAME_EVENT * min(len(one.words), len(other.words))

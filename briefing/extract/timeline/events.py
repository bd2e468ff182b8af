"""From dated expressions to dated events: which expression dates something that happened, and the same event told twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.timeline.dating import FROM_WHEN, counted_from, date_of
from briefing.extract.timeline.speech import end_of_speech, quoted, stands_alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from briefing.extract.timeline.find import Timex
    from briefing.model import Article, Citation, Precision

_words = str.split  # word lists are easier to read as running text

MAX_CLIMB = 10
SAME_EVENT = 0.6  # share of the shorter telling's words that the other has too
_LEAD = re.compile(
    r"(?:\b(?:on|in|at|since|until|till|by|during|from|before|after|between|late|early|around|about|through) )+$",
    re.IGNORECASE,
)
_RANGE = re.compile(r" ?[-–—] ?| (?:to|until|till|through) ")
_NOT_FACT = frozenset(_words("may might could can should must"))
_UNSURE = frozenset(_words("deny hope fear worry wonder doubt believe think suppose imagine speculate wish"))
_NOT_WHEN = frozenset(_words("toward towards for about like than"))
_ARRANGED = frozenset(
    _words("schedule plan set slate expect book fix arrange call due time target meeting summit talk hearing")
)
_CONDITION = frozenset({"if", "unless", "whether"})
_MEETING = frozenset(_words("talk meeting negotiation summit visit conversation discussion meet conference"))
_EVENT_NOUNS = frozenset(
    _words(
        "war attack attacks talk talks meeting visit summit speech strike raid coup riot protest demonstration rally election vote referendum"
        " deal treaty accord accords agreement ceasefire truce pact crisis crash disaster earthquake storm flood fire murder killing"
        " assassination poisoning invasion annexation collapse fall revolution uprising offensive battle siege explosion bombing blast"
        " arrest trial verdict sentence ruling launch landing flight release report statement announcement decision debate hearing"
        " ceremony anniversary conference games olympics championship tournament match final match genocide massacre famine outbreak pandemic"
        " resignation appointment merger takeover sale purchase closure opening signing taking capture withdrawal retreat mutiny"
    )
)
_EVENT_ENDINGS = ("tion", "sion", "ment", "ing", "ance", "ence")
_NOT_EVENTS = frozenset(
    _words(
        "building thing something morning evening king ring wing spring government parliament department apartment element document president"
        " resident nation station region million billion population section position audience science sentence instance distance"
    )
)


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence's telling of one dated event. ``names`` and ``words`` are of the part that the date belongs to."""

    date: str
    expression: str
    citation: Citation
    rank: int  # 0: the date belongs to the main verb, 1: to another verb, 2: to a noun
    names: frozenset[str]
    people: frozenset[str]
    words: frozenset[str]


def tellings(
    article: Article, doc: Doc, timexes: Sequence[Timex], spoken: Sequence[tuple[int, int]]
) -> Iterator[Telling]:
    """Yield the dated events of one article in text order. ``spoken`` are the spans of direct speech."""
    text = article.text
    seen: set[tuple[int, str]] = set()
    named: tuple[int, str | None] = (-1, None)  # a sentence, and the last day that it has named
    for place, timex in enumerate(timexes):
        if timex.type == "SET" or not timex.value or timex.value.endswith("_REF"):
            continue
        if any(start <= timex.start < end for start, end in spoken) or quoted(text, timex.start):
            continue
        sentence = doc[timex.token].sent
        if place and _is_range(text, timexes[place - 1], timex):
            continue  # the end of a range: its beginning dates the event
        found = _dated(doc, timex, article, before=named[1] if named[0] == sentence.start_char else None)
        if found is None:
            continue
        when, governor = found
        if timex.type == "DATE" and len(when) == 10:
            named = sentence.start_char, when
        if governor is None or (sentence.start_char, when) in seen or not stands_alone(sentence, text):
            continue
        seen.add((sentence.start_char, when))
        end = _end_of_range(text, timexes, place)
        yield _telling(article, sentence, governor, timex, date=when, end=end)


def _dated(
    doc: Doc, timex: Timex, article: Article, *, before: str | None
) -> tuple[str, Token | None] | None:
    """The date that an expression gives, and the word for what it gives it to, if that is something that happens."""
    counted = counted_from(article.text, doc, timex, before, article.published)
    if counted:
        return counted if _happens(counted[1]) else None
    when = date_of(timex, article.text[timex.start : timex.end], article.published)
    if when is None:
        return None
    governor = _governor(doc, timex)
    if governor is not None and article.published and when < article.published.isoformat()[: len(when)]:
        governor = _noun_between(governor, timex) or governor
    if governor is None or not _happens(governor):
        governor = _noun_before(doc, timex, when, article)
    return when, governor


def _noun_between(verb: Token, timex: Timex) -> Token | None:
    """The event noun to which a past day belongs where the verb tells of now: "His visit comes after talks on Thursday"."""
    if verb.tag_ not in ("VBZ", "VBP"):
        return None
    nouns = [t for t in verb.subtree if verb.i < t.i < timex.token and t.pos_ == "NOUN" and _is_event_noun(t)]
    return nouns[-1] if nouns else None


def _telling(
    article: Article, sentence: Span, governor: Token, timex: Timex, *, date: str, end: int
) -> Telling:
    text = article.text
    lead = _LEAD.search(text, max(sentence.start_char, timex.start - 20), timex.start)
    if text.startswith(("'s", "’s"), end) or timex.kind == "shift":
        lead = None  # "it kicked in two years ago"; "in last night's debate": the preposition belongs to the debate
    rank = 2 if governor.pos_ in ("NOUN", "PROPN") else 0 if governor.head.i == governor.i else 1
    names, people, words = _content(governor, sentence, timex)
    return Telling(
        date=date,
        expression=text[lead.start() if lead else timex.start : end],
        citation=article.cite(sentence.start_char, end_of_speech(sentence, text)),
        rank=rank,
        names=names,
        people=people,
        words=words,
    )


def merged(found: Iterable[Telling]) -> list[list[Telling]]:
    """Put the tellings of the same event together: groups by date, the best telling of each group first."""
    days: dict[str, list[list[Telling]]] = {}
    for telling in found:
        groups = days.setdefault(telling.date, [])
        homes = [group for group in groups if any(_same_event(telling, other) for other in group)]
        if not homes:
            groups.append([telling])
            continue
        for other in homes[1:]:
            homes[0].extend(other)
            groups.remove(other)
        homes[0].append(telling)
    events = [group for groups in days.values() for group in groups]
    for group in events:
        group.sort(
            key=lambda telling: (telling.rank, _PRONOUN_FIRST.match(telling.citation.text) is not None)
        )
    return sorted(events, key=lambda group: group[0].date)


_PRONOUN_FIRST = re.compile(r"(?:he|she|it|they|his|her|its|their|this|that|these|those)\b", re.IGNORECASE)


def precision(date: str) -> Precision:
    """How precise an ISO date is."""
    return "day" if len(date) == 10 else "month" if len(date) == 7 else "year"


def _is_range(text: str, first: Timex, second: Timex) -> bool:
    """Whether two expressions are the ends of a range: "3-5 May", "from 2014 to 2016", "between May and July"."""
    joined = text[first.end : second.start]
    if joined.strip() == "and":
        return text[max(0, first.start - 8) : first.start].lower() == "between "
    return _RANGE.fullmatch(joined) is not None


def _end_of_range(text: str, timexes: Sequence[Timex], place: int) -> int:
    here = timexes[place]
    if counts := FROM_WHEN.match(text, here.end):
        return counts.end(1) if here.type == "DURATION" else here.end
    if place + 1 < len(timexes) and _is_range(text, here, timexes[place + 1]):
        return timexes[place + 1].end
    return here.end


def _governor(doc: Doc, timex: Timex) -> Token | None:
    """The verb or event noun that the expression dates, None where it dates neither."""
    token = doc[timex.token]
    while (
        token.i + 1 < len(doc)
        and doc[token.i + 1].idx < timex.end
        and token.head.i > token.i
        and token.head.idx < timex.end
    ):
        token = token.head
    if _names_thing(token) or _is_no_time_of(token):
        return None
    for _ in range(MAX_CLIMB):
        if not (timex.start <= token.idx < timex.end):
            if token.pos_ in ("VERB", "AUX"):
                return token if token.dep_ not in ("aux", "auxpass") else token.head
            if token.pos_ in ("NOUN", "PROPN") and _is_event_noun(token):
                return token
            if (
                token.dep_ in ("poss", "compound")
                and token.pos_ == "PROPN"
                and token.head.pos_ not in ("NOUN", "PROPN")
            ):
                return None
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _names_thing(token: Token) -> bool:
    """Whether the date is a part of what a thing is called: "the Christmas tree", "her 2003 book", "Sept. 11 theories"."""
    thing = token.head
    modifies = token.dep_ in ("compound", "nmod", "amod", "nummod") and thing.i > token.i
    return modifies and thing.pos_ in ("NOUN", "PROPN") and not _is_event_noun(thing)


def _is_no_time_of(token: Token) -> bool:
    """Whether the date is not when something happens: "marching toward November", "premiums rose for 2016"."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.lower_ not in _NOT_WHEN:
        return False
    return preposition.lower_ != "for" or preposition.head.lemma_.lower() not in _ARRANGED


def _noun_before(doc: Doc, timex: Timex, date: str, article: Article) -> Token | None:
    """The event noun right before "in 2014", to which the parser did not attach it. Only the past is certain to have happened."""
    if (
        len(date) == 10
        or timex.token < 2
        or (article.published and date >= article.published.isoformat()[: len(date)])
    ):
        return None
    preposition, noun = doc[timex.token - 1], doc[timex.token - 2]
    return (
        noun
        if preposition.pos_ == "ADP" and noun.pos_ in ("NOUN", "PROPN") and _is_event_noun(noun)
        else None
    )


def _is_event_noun(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return (lemma in _EVENT_NOUNS or lemma.endswith(_EVENT_ENDINGS)) and lemma not in _NOT_EVENTS


def _happens(governor: Token) -> bool:
    """Whether the verb, or the verb above a noun, states something rather than supposing, hoping or denying it."""
    verb = governor
    while verb.pos_ in ("NOUN", "PROPN") and verb.head.i != verb.i and verb.dep_ in ("nsubj", "nsubjpass"):
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX"):
        return True
    for child in verb.children:
        if (
            child.dep_ == "neg"
            or (child.dep_ in ("aux", "auxpass") and child.lower_ in _NOT_FACT)
            or child.lower_ in _CONDITION
        ):
            return False
    above = verb
    for _ in range(MAX_CLIMB):
        if above.head.i == above.i or above.dep_ in ("relcl", "appos"):
            return True
        if above.dep_ == "acl" and above.tag_ == "VBN":
            return True  # "a sentiment reflected in warnings": said of a noun, whatever is thought of it
        if above.dep_ in ("ccomp", "xcomp") and above.head.lemma_.lower() in _UNSURE:
            return False
        if _is_infinitive(above) and any(t.lower_ in _NOT_FACT for t in above.head.children):
            return False  # "he may wait until February to decide"
        above = above.head
    return True


def _is_infinitive(verb: Token) -> bool:
    return verb.dep_ in ("xcomp", "advcl") and any(
        t.dep_ == "aux" and t.lower_ == "to" for t in verb.children
    )


def _content(
    governor: Token, sentence: Span, timex: Timex
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Names, those of people, and lemmas of the content words, of the part of the sentence that the date belongs to."""
    names, people, words = set(), set(), set()
    part: Iterable[Token] = sentence
    if governor.pos_ in ("NOUN", "PROPN"):
        outside = {
            t.i
            for child in governor.children
            if child.dep_ in ("relcl", "acl", "advcl")
            for t in child.subtree
        }
        part = [token for token in governor.subtree if token.i not in outside]
    for token in part:
        if timex.start <= token.idx < timex.end or not token.is_alpha or token.ent_type_ in ("DATE", "TIME"):
            continue
        if token.pos_ == "PROPN" and token.ent_type_ in ("GPE", "ORG", "FAC"):
            names.add(token.lower_)
        elif token.pos_ == "PROPN" and token.ent_type_ == "PERSON" and _ends_name(token):
            names.add(token.lower_)
            people.add(token.lower_)
        if token.pos_ in ("NOUN", "PROPN", "VERB") and not token.is_stop:
            lemma = token.lemma_.lower()
            words.add("meeting" if lemma in _MEETING else lemma)
    return frozenset(names), frozenset(people), frozenset(words)


def _ends_name(token: Token) -> bool:
    return token.i + 1 == len(token.doc) or token.nbor().ent_iob_ != "I"


def _same_event(one: Telling, other: Telling) -> bool:
    """Same date, and either two names and a kind of event in common or most words of the shorter one."""
    if one.date != other.date:
        return False
    if "meeting" in one.words & other.words and (
        len(one.names & other.names) >= 2
        or (one.people & other.people and (one.people <= other.people or other.people <= one.people))
    ):
        return True
    common = len(one.words & other.words)
    return common >= 4 and common >= SAME_EVENT * min(len(one.words), len(other.words))

"""Findings and a focus to one Brief: what is about the focus, in the order in which a reader wants it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from briefing.brief.calendar import timeline
from briefing.brief.choice import STANDING, choose_key_points, report_weights
from briefing.brief.context import with_context
from briefing.brief.figures import choose_figures
from briefing.brief.focus import ABOUT
from briefing.extract.actions import is_deed
from briefing.facts import those_of
from briefing.model import (
    Action,
    Background,
    Brief,
    Edition,
    FocusInfo,
    KeyPoint,
    Note,
    Section,
    Source,
)
from briefing.reading.datelines import dateline_end
from briefing.reading.lexicon import english
from briefing.reading.similarity import same_statement
from briefing.sections import BY_NAME, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from datetime import date

    from briefing.brief.choice import Choice
    from briefing.brief.focus import Relevance
    from briefing.configuration.project import FocusConfig
    from briefing.model import (
        Actor,
        Article,
        Citation,
        Event,
        Fact,
        Findings,
        KeySentence,
        Outlook,
        Quote,
        Telling,
    )

Told = TypeVar("Told", "Event", "Outlook", "Action")

OPENING_WORDS = 12  # of a source without a title
FEWEST_TOLD = 4  # words of an indirect quotation
_CUT_OFF = re.compile(
    r"(?i)(?:\b(?:but|and|or|that|to|of|the|an?|in|on|for|with|by|as|which|who|if)|[-–—])\W*$"
)
_NO_SUBJECT = re.compile(
    r"(?i)(?:is|are|was|were|has|have|had|does|did)\b(?! (?:there|it)\b)"
    r"|(?:what|how|who|where|why)\b(?:\W+\S+){1,6}$"
)
STILL_EXPECTED_DAYS = 1  # how old what is to come on no given day may be, against the newest report
LEAST_ACTOR_MENTIONS = 2  # in passages about the focus, for an actor that neither it nor a quotation names


def compose(
    articles: Sequence[Article],
    findings: Findings,
    focus: FocusConfig,
    *,
    weighed: Relevance,
    edition: Edition,
    tellings: Sequence[Telling] = (),
    facts: Sequence[Fact] = (),
    read_before: Container[str] = (),
    as_before: Sequence[Citation] | None = None,
    notes: Sequence[Note] = (),
) -> Brief:
    """Put a first edition together: every key point is new, and nothing is compared (see changes.compare).

    ``articles`` are the sources, numbered, ``weighed`` what the focus makes of them; the citations in
    ``findings``, ``tellings`` and ``facts`` name them. ``read_before`` are the ids of those that an
    earlier edition had; ``as_before`` are its key points, where no article is news. ``notes`` come before
    those made here.
    """
    shown = focus.shown
    actions = tuple(a for a in findings.actions if a.agent and weighed.of(a.citations) >= ABOUT)
    deeds = tuple(action for action in actions if is_deed(action))
    choices = choose_key_points(
        findings.sentences,
        weighed,
        articles,
        most=shown.get("key_points", 0),
        tellings=tellings,
        read_before=read_before,
        as_before=as_before,
        deeds=deeds,
    )
    # On a day without news the reports of the last day with news are still those that count.
    newest = max((a.published for a in articles if a.published), default=None)
    old = {a.id for a in articles if a.id in read_before and (as_before is None or a.published != newest)}
    weight = report_weights(articles, old)
    latest = _latest(articles) & {name for name, worth in weight.items() if worth >= STANDING}
    calendar = timeline(
        findings.timeline,
        weighed,
        articles,
        tellings=tellings,
        sentences=findings.sentences,
        as_of=edition.as_of,
        most=shown.get("timeline", 0),
    )
    ahead = [
        o
        for o in findings.outlook
        if _is_ahead(o, findings.timeline, latest, edition.as_of) and not _came_about(o, calendar)
    ]
    speakers = _trusted(findings.quotes, focus.minimum_confidence)
    ranked = _with_deeds(_ranked_actors(findings, weighed, focus), deeds, findings.sentences)
    own = {actor.id for actor in ranked if actor.name in {named.name for named in focus.actors}}
    quotes = _quotes(speakers, weighed, ranked, own)
    taken = tuple(choice.citation for choice in choices)
    chosen = frozenset(taken)
    facts = those_of(f for f in facts if weighed.of(f.citations) >= ABOUT or chosen & {*f.citations})
    told_by = {citation: fact.id for fact in facts for citation in fact.citations}
    brief = Brief(
        focus=FocusInfo(focus.id, focus.title, focus.handling, focus.language),
        edition=edition,
        sources=tuple(_source(article) for article in articles),
        facts=facts,
        key_points=tuple(
            _key_point(number, choice, told_by.get(choice.citation))
            for number, choice in enumerate(choices, 1)
        ),
        actors=ranked,
        quotes=quotes,
        actions=tuple(_without_dateline(action, articles) for action in actions),
        timeline=tuple(_without_dateline(event, articles) for event in calendar),
        figures=choose_figures(
            findings.figures,
            weighed,
            own=own,
            standing={name for name, worth in weight.items() if worth >= STANDING},
            pointed=chosen,
            since=edition.period.start,
        ),
        outlook=tuple(
            _without_dateline(item, articles) for item in _outlook(ahead, weighed, shown.get("outlook", 0))
        ),
        background=_background(findings, weighed, taken, shown.get("background", 0)),
        coverage={f"K{number}": choice.publishers for number, choice in enumerate(choices, 1)},
        terms=findings.terms[: shown.get("terms", 0)],
        sections=tuple(Section(BY_NAME[name].contract, most) for name, most in shown.items()),
    )
    brief = with_context(_without_hidden(brief, shown), articles)
    return replace(brief, notes=(*notes, *_source_notes(articles), *_empty_notes(brief)))


def _source(article: Article) -> Source:
    words = article.text.split()
    return Source(
        id=article.id,
        sha256=article.sha256,
        words=len(words),
        title=article.title,
        opening=None if article.title else article.text[: len(" ".join(words[:OPENING_WORDS]))],
        publisher=article.publisher,
        family=article.family,
        published=article.published,
        url=article.url,
        file=article.file,
        affiliation=article.affiliation,
        reliability=article.reliability,
        language=article.language,
        encoding=article.encoding,
        copies=article.copies,
    )


def _key_point(number: int, choice: Choice, fact: str | None) -> KeyPoint:
    return KeyPoint(
        id=f"K{number}",
        text=choice.citation.text,
        citations=(choice.citation, *choice.also),
        publishers=choice.independent,
        status="new",
        reason=choice.reason,
        terms=choice.terms,
        rank=choice.rank,
        candidates=choice.candidates,
        deeds=choice.deeds,
        fact=fact,
    )


def _trusted(quotes: Iterable[Quote], least: float) -> tuple[Quote, ...]:
    """The quotes, without a speaker where the attribution is less sure than the focus wants it."""
    return tuple(q if q.confidence >= least else replace(q, speaker=None) for q in quotes)


def _ranked_actors(findings: Findings, weighed: Relevance, focus: FocusConfig) -> tuple[Actor, ...]:
    """All actors: the focus's own first, then by how often passages about the focus name them."""
    named: dict[str, int] = {}
    for mention in findings.mentions:
        if mention.form == "name" and weighed.of([mention.citation]) >= ABOUT:
            named[mention.actor] = named.get(mention.actor, 0) + 1
    speaking = {q.speaker for q in findings.quotes if weighed.of(q.citations) >= ABOUT}
    own = [actor.name for actor in focus.actors]
    outlets = english()["outlet"]  # those who tell the news are no actors in it

    def rank(actor: Actor) -> tuple[int, int, int]:
        turn = own.index(actor.name) if actor.name in own else len(own)
        return turn, -named.get(actor.id, 0), -actor.mentions

    def principal(actor: Actor) -> bool:
        if actor.name.casefold() in outlets and actor.name not in own:
            return False
        if actor.kind == "place" and actor.speaks_for is None and actor.id not in speaking:
            return False
        seen = named.get(actor.id, 0)
        return seen > 0 and (actor.name in own or actor.id in speaking or seen >= LEAST_ACTOR_MENTIONS)

    return tuple(
        replace(actor, principal=principal(actor), outlet=actor.name.casefold() in outlets)
        for actor in sorted(findings.actors, key=rank)
    )


def _with_deeds(
    actors: Iterable[Actor], deeds: Sequence[Action], sentences: Iterable[KeySentence]
) -> tuple[Actor, ...]:
    """The actors, each principal with what it did: one action a sentence, the most central sentence first."""
    scores = {(s.citation.source, s.citation.start): s.score for s in sentences}
    done: dict[str, dict[tuple[str, int], Action]] = {}
    for deed in deeds:
        start = deed.citations[0].source, deed.citations[0].start
        done.setdefault(deed.agent or "", {}).setdefault(start, deed)

    def ids(actor: Actor) -> tuple[str, ...]:
        told = done.get(actor.id, {}) if actor.principal else {}
        return tuple(told[start].id for start in sorted(told, key=lambda start: -scores.get(start, 0.0)))

    return tuple(replace(actor, actions=ids(actor)) for actor in actors)


def _quotes(
    quotes: Iterable[Quote], weighed: Relevance, actors: Sequence[Actor], own: Container[str | None]
) -> tuple[Quote, ...]:
    """Quotes about the focus, as of key points, or by the actors that it is about.

    Speakers are in the order of the actors, unknown ones last.
    """
    order = {actor.id: turn for turn, actor in enumerate(actors)}
    about = [
        quote
        for quote in quotes
        if (quote.variants or _says_something(quote))
        and (
            quote.speaker in own
            or any(
                weighed.of(cited) >= ABOUT
                for cited in (quote.citations, *([v.citation] for v in quote.variants))
            )
            or any(map(weighed.goes_on, quote.citations))
        )
    ]
    about = _without_nested(about)
    return tuple(sorted(about, key=lambda quote: order.get(quote.speaker or "", len(order))))


def _says_something(quote: Quote) -> bool:
    """Whether an indirect quotation can be read as it stands; half a clause ("was waged by") cannot.

    With quotation marks in it, the words are the speaker's own and are kept whatever they are.
    """
    if quote.kind == "direct" or any(mark in quote.text for mark in '“‘"«'):
        return True
    words = quote.text.split()
    return len(words) >= FEWEST_TOLD and not (_CUT_OFF.search(quote.text) or _NO_SUBJECT.match(quote.text))


def _without_nested(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes, without those that are part of another by the same speaker ("she thinks it should be")."""
    spoken: dict[tuple[str | None, str], list[Citation]] = {}
    for quote in quotes:
        for cited in quote.citations:
            spoken.setdefault((quote.speaker, cited.source), []).append(cited)

    def inside(quote: Quote) -> bool:
        return not quote.variants and all(
            any(
                other.start <= cited.start and cited.end <= other.end and other != cited
                for other in spoken[quote.speaker, cited.source]
            )
            for cited in quote.citations
        )

    return [quote for quote in quotes if quote.speaker is None or not inside(quote)]


def _without_dateline(item: Told, articles: Sequence[Article]) -> Told:
    """An item whose passage begins behind the dateline: "KYIV (Reuters) - " tells where it was written."""
    cited = item.citations[0]
    article = next(article for article in articles if article.id == cited.source)
    told = article.cite(dateline_end(article.text, cited.start, cited.end), cited.end)
    citations = (told, *item.citations[1:])
    if isinstance(item, Action):
        return replace(item, citations=citations)
    return replace(item, text=told.text, citations=citations)


def _latest(articles: Sequence[Article]) -> frozenset[str]:
    """The ids of the reports of the newest day and the day before, and of those without a day."""
    newest = max((a.published for a in articles if a.published), default=None)
    return frozenset(
        a.id
        for a in articles
        if newest is None or a.published is None or (newest - a.published).days <= STILL_EXPECTED_DAYS
    )


def _is_ahead(item: Outlook, events: Iterable[Event], latest: Container[str], as_of: date) -> bool:
    """Whether what is said to come may still come on the as-of day.

    With a day for which it is planned in the passage, that day decides; else the newest reports do: an
    expectation that they do not repeat has come true or has not.
    """
    inside = [e for e in events if any(_overlap(cited, item.citations) for cited in e.citations)]
    days = [event.date for event in inside if event.planned and event.precision == "day"]
    if days:
        return max(days) >= as_of.isoformat()
    return any(citation.source in latest for citation in item.citations)


def _came_about(item: Outlook, calendar: Iterable[Event]) -> bool:
    """Whether another passage tells of the same day and fact that it has happened."""
    happened = (event for event in calendar if not event.planned)
    return any(_overlap(cited, item.citations) for event in happened for cited in event.citations[1:])


def _overlap(one: Citation, others: Iterable[Citation]) -> bool:
    return any(one.source == c.source and one.start < c.end and c.start < one.end for c in others)


def _outlook(items: Iterable[Outlook], weighed: Relevance, most: int | None) -> tuple[Outlook, ...]:
    """What is most about the focus, as of key points; of equals what somebody says and several print."""
    about = {
        item: worth
        for item in items
        if not weighed.is_background(item.citations)
        and (worth := max(weighed.of(item.citations), *map(weighed.about, item.citations))) >= ABOUT
    }
    best = sorted(about, key=lambda o: (about[o], o.speaker is not None, len(o.citations)), reverse=True)
    chosen = set(best[:most])
    return tuple(item for item in about if item in chosen)


def _background(
    findings: Findings, weighed: Relevance, taken: Sequence[Citation], most: int | None
) -> tuple[Background, ...]:
    """The most central passages that the focus marks as context, in text order, none of them twice."""
    about = [s for s in findings.sentences if weighed.is_background([s.citation]) and s.citation not in taken]
    best: list[Citation] = []
    for sentence in sorted(about, key=lambda s: (-len(weighed.hits([s.citation])), -s.score)):
        if most is not None and len(best) >= most:
            break
        if not any(same_statement(sentence.text, other.text) for other in best):
            best.append(sentence.citation)
    ordered = [s.citation for s in about if s.citation in best]
    return tuple(Background(f"B{n}", c.text, (c,)) for n, c in enumerate(ordered, 1))


def _without_hidden(brief: Brief, shown: Container[str]) -> Brief:
    """Empty the lists of which the focus switches off every section."""
    needed = {section.items for section in SECTIONS if section.name in shown}
    unneeded = {section.items for section in SECTIONS if section.items} - needed
    return replace(brief, **{name: type(getattr(brief, name))() for name in unneeded if name})


def _source_notes(articles: Sequence[Article]) -> Iterable[Note]:
    for article in articles:
        if article.published is None:
            yield Note("undated", "no date of publication: relative dates in it are not resolved", article.id)
        if article.publisher is None:
            yield Note(
                "unknown-publisher",
                "publisher not known: it adds nothing to the count of independent publishers",
                article.id,
            )


def _empty_notes(brief: Brief) -> Iterable[Note]:
    for section in brief.sections:
        if not getattr(brief, section.name, True):
            yield Note("empty", section.name)

"""Who is reported to have said what: quoted words and reported clauses, with their speakers."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from briefing.extract.quotes.attach import Scene, attach
from briefing.extract.quotes.frame import Frame
from briefing.extract.quotes.frames import find_frames
from briefing.extract.quotes.labels import labelled
from briefing.extract.quotes.speakers import Speaker
from briefing.extract.quotes.statements import Statement, make_statements
from briefing.extract.quotes.titles import is_title
from briefing.extract.quotes.variants import merge_variants
from briefing.model import Quote
from briefing.reading.datelines import dateline_end
from briefing.reading.marks import Span
from briefing.reading.owners import actors_by_token

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.model import Article, Citation, Mention
    from briefing.reading.annotation import AnnotatedArticle
    from briefing.reading.tokens import Tokens

__all__ = ["extract_quotes", "merge_variants"]


def extract_quotes(
    annotated: Sequence[AnnotatedArticle], *, mentions: Sequence[Mention] = ()
) -> tuple[Quote, ...]:
    """Find quotations, direct and indirect, and who speaks them.

    Returns the quotes of all articles in text order, with the ids "Q1", "Q2", ... A quote's citations are the
    pieces of what one reporting word reports: quoted words with their marks as printed, or the reported
    clause, and every quotation that goes on with it in the same or the next paragraphs. ``speaker`` is the
    actor of the mention that overlaps the head of the speaker's words (of a relative pronoun: of the noun
    before it), else of the name in apposition; it is None where ``mentions`` has none there, and for
    documents ("the report said"). ``confidence`` is how often the pattern that fired is right, 0 to 1. Where
    one passes on what another said (a speech inside a reported clause, "according to", "quoted ... as
    saying", "citing"), the innermost is the speaker and the nearest around it the reporter; what only repeats
    the two is left out.

    Quotation marks, reporting words and the parse are combined as in [Pouliquen2007] and [Pareti2013];
    indirect speech covers beliefs and plans as in [Newell2018].
    """
    by_source: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_source.setdefault(mention.citation.source, []).append(mention)
    quotes: list[Quote] = []
    for item in annotated:
        words = item.tokens
        named = actors_by_token(words, by_source.get(item.article.id, ()))
        for statement in _statements(item):
            quotes.append(_quote(f"Q{len(quotes) + 1}", item.article, words, statement, named))
    return tuple(quotes)


def _statements(annotated: AnnotatedArticle) -> list[Statement]:
    """Find one text's quotations and frames, and put them together."""
    words = annotated.tokens
    if not len(words):
        return []
    spoken = _transcript(words)
    spans = [
        span
        for span in annotated.quotations.spans
        if _tokens(words, span) and not any(p.start < span.end and span.start < p.end for p in spoken)
    ]
    spans = sorted([*spans, *spoken], key=lambda span: span.start)
    ranges = [_tokens(words, span) or (0, 0) for span in spans]
    quoted = [-1] * len(words)
    for number, (first, last) in enumerate(ranges):
        quoted[first : last + 1] = [number] * (last + 1 - first)
    breaks = [line_break.start() for line_break in re.finditer("\n", words.text)]
    lines = [bisect_right(breaks, words.start[first]) for first, _ in words.bounds]
    written = sorted(
        {line for line, (a, _) in zip(lines, words.bounds, strict=True) if words.pos[a] != "SPACE"}
    )
    frames = find_frames(annotated.clauses, quoted)
    labels = {number: spoken[span] for number, span in enumerate(spans) if span in spoken}
    paragraphs = [bisect_right(written, line) for line in lines]
    titles = frozenset(
        number for number, span in enumerate(spans) if is_title(words.text, span, words.lexicon)
    )
    scene = Scene(words, spans, ranges, quoted, frames, paragraphs, labels, titles)
    return make_statements(scene, attach(scene))


def _transcript(words: Tokens) -> dict[Span, Frame]:
    """Find the paragraphs of a transcript, each with the frame of its label."""
    labels = {}
    for name, pieces in labelled(words.text):
        first, last = words.after(name[0]), words.last_before(name[1])
        frame = Frame(last, last + 1, last + 1, Speaker(first, last, last), True, "label")
        labels.update({Span(a, b, opened=False, closed=False): frame for a, b in pieces})
    return labels


def _tokens(words: Tokens, span: Span) -> tuple[int, int] | None:
    """Return the first and the last token of a quotation."""
    first, last = words.after(span.start), words.last_before(span.end)
    return (first, last) if first <= last else None


def _quote(
    name: str, article: Article, words: Tokens, statement: Statement, named: Mapping[int, str]
) -> Quote:
    citations = tuple(article.cite(start, end) for start, end in statement.pieces)
    speaker = statement.speaker
    actor = _actor(words, speaker, named)
    reporter, reporting = _reporter(words, statement, named, actor)
    return Quote(
        id=name,
        text=" ".join(citation.text for citation in citations),
        kind=statement.kind,
        citations=citations,
        confidence=statement.confidence,
        speaker=actor,
        speaker_citation=article.cite(*words.slice(speaker.first, speaker.last)) if speaker else None,
        reported_by=reporting,
        reported_by_citation=article.cite(*words.slice(reporter.first, reporter.last)) if reporter else None,
        cue=statement.cue,
        sentences=_sentences(article, words, statement),
    )


def _sentences(article: Article, words: Tokens, statement: Statement) -> tuple[Citation, ...]:
    """Return the whole sentences of the pieces, one citation for each unbroken stretch, without datelines.

    A speaker right behind a sentence of quoted words belongs to it: “No!” Lee said.
    """
    told: set[int] = set()
    for start, end in statement.pieces:
        first, last = words.after(start), words.last_before(end)
        told.update(range(words.sentence[first], words.sentence[last] + 1))
    if statement.speaker and words.sentence[statement.speaker.head] - 1 in told:
        told.add(words.sentence[statement.speaker.head])
    stretches: list[tuple[int, int]] = []
    for number in sorted(told):
        start, end = words.slice(words.bounds[number][0], words.last_word(number))
        if stretches and number - 1 in told and "\n" not in article.text[stretches[-1][1] : start]:
            stretches[-1] = stretches[-1][0], end
        else:
            stretches.append((start, end))
    opened = [
        (min(dateline_end(article.text, *span), _first(statement, span)), span[1]) for span in stretches
    ]
    return tuple(article.cite(start, end) for start, end in opened)


def _first(statement: Statement, stretch: tuple[int, int]) -> int:
    """Return where the words in a stretch begin."""
    return min((start for start, _ in statement.pieces if stretch[0] <= start), default=stretch[1])


def _reporter(
    words: Tokens, statement: Statement, named: Mapping[int, str], speaker: str | None
) -> tuple[Speaker | None, str | None]:
    """Return who passes on what the speaker said, as words and as an actor; a speaker does not report itself.

    A pronoun may well stand for the one who reports ("Wallace said he told Shoigu"), unless both are known to
    be others.
    """
    if statement.reporter is None or statement.speaker is None:
        return None, None
    actor = _actor(words, statement.reporter, named)
    nested = statement.frame is None or statement.frame.around is None
    pronoun = nested and words.pos[statement.speaker.head] == "PRON" and statement.speaker.antecedent is None
    if (speaker and speaker == actor) or (pronoun and (speaker is None or actor is None)):
        return None, None
    start, end = words.slice(statement.reporter.first, statement.reporter.last)
    if any(a <= start and end <= b for a, b in statement.pieces):
        return (
            None,
            None,
        )  # whose words they are stands inside the words: "Lee said it was false, the agency reported"
    return statement.reporter, actor


def _actor(words: Tokens, speaker: Speaker | None, named: Mapping[int, str]) -> str | None:
    """Return the actor mentioned at the speaker's head or at a name in apposition; documents are none."""
    if speaker is None or (
        words.pos[speaker.head] == "NOUN" and words.lemma[speaker.head] in words.lexicon["document"]
    ):
        return None
    told = (named.get(t) for t in (speaker.antecedent, speaker.head, speaker.apposition) if t is not None)
    return next(filter(None, told), None)

"""What comes next: statements about the future with the speaker's own hedge.

A hedge here is the word that makes a statement one about the future and says how firmly it is made, which is wider than
[Hyland1998], where it marks a lack of full commitment: a modal ("will",
"may"), or a verb of expecting, planning, promising or threatening with what is expected, planned ...
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.outlook.hedges import candidates, hedge_at
from briefing.extract.outlook.nouns import noun_hedge_at
from briefing.extract.outlook.passages import content_of, is_readable, whole
from briefing.extract.outlook.speakers import speaker_at
from briefing.model import Outlook
from briefing.reading.owners import Places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from briefing.model import Citation, Mention, Quote
    from briefing.reading.annotation import AnnotatedArticle

__all__ = ["extract_outlook"]

SAME_STATEMENT = 0.8  # share of the shorter printing's content words that the other has too
LONGEST_SENTENCE = 300  # tokens; what is longer is a list without stops
LEAST_SHARED = 6  # content words; fewer may be alike by chance


@dataclass(frozen=True, slots=True)
class Statement:
    """One passage about the future. ``words`` are its content words, for finding other printings of it."""

    citation: Citation
    hedge: str
    speaker: str | None
    words: frozenset[str]


def extract_outlook(
    annotated: Sequence[AnnotatedArticle], *, quotes: Sequence[Quote] = (), mentions: Sequence[Mention] = ()
) -> tuple[Outlook, ...]:
    """Find the statements about what will or may happen, in article and then text order, each statement once.

    Only passages that can be read alone are taken: whole sentences, quotations complete, no pronoun for an unnamed subject.
    ``quotes`` and ``mentions`` tell whose statement it is; ``speaker`` is None where nobody is reported to say so.
    """
    said = Places.of((piece, quote.speaker) for quote in quotes for piece in quote.citations)
    named = Places.of((mention.citation, mention.actor) for mention in mentions)
    found = [statement for one in annotated for statement in _statements(one, said, named)]
    return tuple(
        Outlook(
            id=f"O{number}",
            text=group[0].citation.text,
            hedge=group[0].hedge,
            citations=tuple(dict.fromkeys(statement.citation for statement in group)),
            speaker=next((statement.speaker for statement in group if statement.speaker), None),
        )
        for number, group in enumerate(_merged(found), start=1)
    )


def _statements(one: AnnotatedArticle, said: Places, named: Places) -> Iterator[Statement]:
    """The statements of one article, at most one a sentence."""
    doc, article = one.doc, one.article
    done = -1
    for token, (start, end) in _hedges(doc):
        if token.idx < done:
            continue
        sentence = token.sent
        passage = whole(article, sentence)
        if passage is None:
            continue
        speaker = speaker_at(token, one.article.id, said, named)
        if is_readable(sentence, passage.text, speaker):
            done = passage.end
            yield Statement(passage, article.text[start:end], speaker, content_of(doc, passage))


def _hedges(doc: Doc) -> Iterator[tuple[Token, tuple[int, int]]]:
    """The first hedge of each sentence that has one; a noun only where no verb hedges."""
    sentences: dict[int, list[Token]] = {}
    for index in candidates(doc):
        sentences.setdefault(doc[index].sent.start, []).append(doc[index])
    for tokens in sentences.values():
        if len(tokens[0].sent) > LONGEST_SENTENCE:
            continue
        found = next(((token, hedge) for token in tokens if (hedge := hedge_at(token))), None)
        found = found or next(((token, hedge) for token in tokens if (hedge := noun_hedge_at(token))), None)
        if found:
            yield found


def _merged(found: Sequence[Statement]) -> list[list[Statement]]:
    """Group printings of the same statement, in the order of each group's first."""
    groups: list[list[Statement]] = []
    holding: dict[str, list[int]] = {}  # content word: groups whose first statement has it
    for statement in found:
        shared = Counter(group for word in sorted(statement.words) for group in holding.get(word, ()))
        home = next(
            (
                group
                for group, common in sorted(shared.items())
                if common
                >= max(LEAST_SHARED, SAME_STATEMENT * min(len(statement.words), len(groups[group][0].words)))
            ),
            None,
        )
        if home is not None:
            groups[home].append(statement)
            continue
        for word in statement.words:
            holding.setdefault(word, []).append(len(groups))
        groups.append([statement])
    return groups

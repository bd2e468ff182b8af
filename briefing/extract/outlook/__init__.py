"""What comes next: statements about the future with the speaker's own hedge.

A hedge here is the word that makes a statement one about the future and says how firmly it is made, which
is wider than [Hyland1998], where it marks a lack of full commitment: a modal ("will", "may"), or a verb of
expecting, planning, promising or threatening with what is expected, planned ...
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.outlook.hedges import candidates, hedge_at
from briefing.extract.outlook.nouns import noun_hedge_at
from briefing.extract.outlook.passages import content_of, is_readable, whole
from briefing.model import Outlook
from briefing.reading.owners import Owners

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.model import Citation, Mention, Quote
    from briefing.reading.annotation import AnnotatedArticle
    from briefing.reading.tokens import Tokens

__all__ = ["extract_outlook"]

SAME_STATEMENT = 0.8  # share of the shorter printing's content words that the other has too
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

    Only passages that can be read alone are taken: whole sentences, quotations complete, no pronoun for an
    unnamed subject. ``quotes`` and ``mentions`` tell whose statement it is; ``speaker`` is None where
    nobody is reported to say so.
    """
    said = Owners.of((piece, quote.speaker) for quote in quotes for piece in quote.citations)
    named = Owners.of((mention.citation, mention.actor) for mention in mentions)
    statements = [statement for one in annotated for statement in _statements(one, said, named)]
    return tuple(
        Outlook(
            id=f"O{number}",
            text=group[0].citation.text,
            hedge=group[0].hedge,
            citations=tuple(dict.fromkeys(statement.citation for statement in group)),
            speaker=next((statement.speaker for statement in group if statement.speaker), None),
        )
        for number, group in enumerate(_merged(statements), start=1)
    )


def _statements(one: AnnotatedArticle, said: Owners, named: Owners) -> Iterator[Statement]:
    """The statements of one article, at most one a sentence."""
    t = one.tokens
    done = -1
    for token, (start, end) in _hedges(t):
        if t.start[token] < done:
            continue
        passage = whole(one, t.sentence[token])
        if passage is None:
            continue
        speaker = _speaker_at(one, token, said, named)
        if is_readable(t, t.sentence[token], passage.text, speaker):
            done = passage.end
            yield Statement(passage, t.text[start:end], speaker, content_of(t, passage))


def _hedges(t: Tokens) -> Iterator[tuple[int, tuple[int, int]]]:
    """The first hedge of each sentence that has one; a noun only where no verb hedges."""
    by_sentence: dict[int, list[int]] = {}
    for token in candidates(t):
        by_sentence.setdefault(t.sentence[token], []).append(token)
    for hedging in by_sentence.values():
        verbs = ((token, hedge) for token in hedging if (hedge := hedge_at(t, token)))
        nouns = ((token, hedge) for token in hedging if (hedge := noun_hedge_at(t, token)))
        first_hedge = next(verbs, None) or next(nouns, None)
        if first_hedge:
            yield first_hedge


def _speaker_at(one: AnnotatedArticle, token: int, said: Owners, named: Owners) -> str | None:
    """Whose statement it is: the innermost quotation's speaker, else who reports or promises it."""
    source, starts = one.article.id, one.tokens.start
    quoted = said.innermost(source, starts[token])
    if quoted is not None:
        return quoted[2]
    reporter = one.clauses.around(token).reporter
    return None if reporter is None else named.actor(source, starts[reporter])


def _merged(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Group printings of the same statement, in the order of each group's first."""
    groups: list[list[Statement]] = []
    holding: dict[str, list[int]] = {}  # content word: groups whose first statement has it
    for statement in statements:
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

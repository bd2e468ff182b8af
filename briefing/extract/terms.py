"""What the articles are about: key terms over all of them together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import exp, fsum, log
from typing import TYPE_CHECKING

from briefing.model import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from briefing.reading.annotation import AnnotatedArticle

WORD_CLASSES = ("NOUN", "PROPN", "ADJ")
WORDS_PER_ARTICLE = 40  # words that are weighted in one article; the tail never reaches the top
CONSIDERED = 4  # candidates looked at for each term that is wanted
LONGEST = 4  # words in a term; longer noun phrases are titles with a name, or clauses in disguise
UNKNOWN = 1.0  # the weight of a word beyond the weighted ones: YAKE's scores rise towards 1 and above
LEAST = 1e-4  # a word's weight cannot fall below it, so that no single word drowns all others
ALIKE = 0.8  # the share of letters that two spellings of a first name have in common, at least
NUMERIC = frozenset({"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})
_TITLES = (
    "mr mrs ms miss dr prof professor sir lord lady dame president minister prime secretary general chancellor senator "
    "chairman chairwoman spokesman spokeswoman spokesperson colonel captain king queen prince princess mayor judge"
)
_EMPTY = (
    "thing way lot day week month year time hour minute today yesterday tomorrow morning evening night part number kind "
    "sort bit case point fact end people person man woman one something anyone side place area level statement report "
    "reporter journalist interview comment word question answer issue source photo picture video image caption monday "
    "tuesday wednesday thursday friday saturday sunday january february march april june july august september october "
    "november december percent cent article country matter moment chance role hand lot line word letter newspaper news agency example result reason"
)
TITLES = frozenset(_TITLES.split())
EMPTY = frozenset(_EMPTY.split())


@dataclass(slots=True)
class _Candidate:
    """A noun phrase in all its places: how it is printed, how heavy it is in each article, whom it names."""

    printed: Counter[str] = field(default_factory=Counter)
    weight: float = 0.0
    person: bool = False

    @property
    def text(self) -> str:
        """The term as it is printed most often, the first in the alphabet of equals."""
        return min(self.printed, key=lambda form: (-self.printed[form], form))


def extract_terms(annotated: Sequence[AnnotatedArticle], *, top: int = 20) -> tuple[Term, ...]:
    """Return up to ``top`` key terms, weightiest first; ``score`` is above 0, and 1 for the weightiest.

    Words are weighted by textacy's YAKE [Campos2020] in each article. Terms are whole noun phrases as printed most often,
    without articles, titles, dates and numbers. A phrase weighs the geometric mean of its words in each article, times its
    places there and a little more for each further word; the articles are summed, so what many of them speak of comes
    first. Of terms that name the same thing ("Shoigu", "Sergei Shoigu") the fuller is returned, with the weight of both.
    Raises ValueError where ``top`` is below 0.
    """
    if top < 0:
        raise ValueError(f"top must be 0 or more, not {top}")
    candidates: dict[str, _Candidate] = defaultdict(_Candidate)
    for one in annotated:
        _weigh(one.doc, one.article.text, candidates)
    ranked = sorted(candidates.items(), key=lambda item: (-item[1].weight, item[0]))
    chosen = _distinct(_merged(ranked[: top * CONSIDERED]), top)
    return tuple(Term(candidate.text, round(candidate.weight / chosen[0].weight, 4)) for candidate in chosen)


def _weigh(doc: Doc, text: str, candidates: dict[str, _Candidate]) -> None:
    """Add what an article says of each noun phrase in it."""
    places: dict[str, list[list[Token]]] = defaultdict(list)
    for phrase in _phrases(doc):
        places[" ".join(token.lower_ for token in phrase)].append(phrase)
    if not places:
        return
    weights = _word_weights(doc)
    for key, phrases in places.items():
        words = key.split(" ")
        mean = fsum(log(max(weights.get(word, UNKNOWN), LEAST)) for word in words) / len(words)
        candidate = candidates[key]
        candidate.weight += len(phrases) * exp(-mean) * len(words) ** 0.5
        for phrase in phrases:
            first, last = phrase[0], phrase[-1]
            candidate.printed[text[first.idx : last.idx + len(last)]] += 1
            candidate.person = candidate.person or last.ent_type_ == "PERSON"


def _word_weights(doc: Doc) -> dict[str, float]:
    """YAKE's weight of the words of one article: the lower, the more the article is about it."""
    from textacy.extract.keyterms.yake import yake

    try:
        return dict(yake(doc, normalize="lower", ngrams=1, include_pos=WORD_CLASSES, topn=WORDS_PER_ARTICLE))
    except (ValueError, ZeroDivisionError):  # the spread of a single word's counts: YAKE needs two words
        return {}


def _phrases(doc: Doc) -> Iterator[list[Token]]:
    """Yield the noun phrases of an article, cut down to what can be a term."""
    for chunk in doc.noun_chunks:
        yield from _pieces(chunk)


def _pieces(chunk: Iterable[Token]) -> Iterator[list[Token]]:
    """Split a noun phrase where a name begins or a word cannot belong to a term."""
    piece: list[Token] = []
    for token in chunk:
        names = token.ent_type_ == "PERSON" and token.ent_iob_ == "B"
        fits = token.pos_ in WORD_CLASSES and token.ent_type_ not in NUMERIC and token.is_alpha
        if names or not fits:
            yield from _trimmed(piece)
            piece = []
        if fits:
            piece.append(token)
    yield from _trimmed(piece)


def _trimmed(piece: list[Token]) -> Iterator[list[Token]]:
    while piece and (piece[-1].pos_ == "ADJ"):
        piece = piece[:-1]
    while piece and piece[0].ent_type_ == "PERSON" and piece[0].lower_ in TITLES:
        piece = piece[1:]
    if len(piece) == 1 and piece[0].lower_ in TITLES:
        return
    if piece and len(piece) <= LONGEST and piece[-1].lemma_.lower() not in EMPTY and len(piece[-1]) > 1:
        yield piece


def _merged(ranked: list[tuple[str, _Candidate]]) -> list[_Candidate]:
    """Put variants of one term together under the fuller name, heaviest first."""
    from textacy.extract.utils import aggregate_term_variants

    spelling: dict[str, str] = {}
    for group in aggregate_term_variants({key for key, _ in ranked}):
        spelling.update(dict.fromkeys(group, min(group)))
    merged: dict[str, tuple[str, _Candidate]] = {}  # each with the fullest of its keys
    for key, candidate in ranked:
        same = spelling[key]
        if candidate.person:
            same = next((k for k, (name, c) in merged.items() if c.person and _is_same_name(name, key)), same)
        if same in merged:
            name, heavier = merged[same]
            if candidate.person and len(key.split()) > len(name.split()):
                merged[same] = (key, heavier)
                heavier.printed = candidate.printed
            heavier.weight += candidate.weight
        else:
            merged[same] = (key, candidate)
    return [
        candidate for _, candidate in sorted(merged.values(), key=lambda item: (-item[1].weight, item[0]))
    ]


def _is_same_name(name: str, other: str) -> bool:
    """Whether two names may be one person's: the surname alone, or spelt almost alike ("Sergei", "Sergey")."""
    from textacy.similarity.edits import levenshtein

    first, last = name.rpartition(" ")[::2]
    other_first, other_last = other.rpartition(" ")[::2]
    if name == other or last != other_last:
        return False
    return not first or not other_first or float(levenshtein(first, other_first)) >= ALIKE


def _distinct(candidates: list[_Candidate], top: int) -> list[_Candidate]:
    """The first candidates of which none says less than another: no "secretary" beside "defence secretary"."""
    chosen: list[tuple[set[str], _Candidate]] = []
    for candidate in candidates:
        words = set(candidate.text.lower().split())
        if not any(words < other for other, _ in chosen):
            chosen.append((words, candidate))
            if len(chosen) == top:
                break
    return [candidate for _, candidate in chosen]

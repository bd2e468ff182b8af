"""Sentences with quotations: which make a whole statement, and where they end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.reading.grammar import TENSED

if TYPE_CHECKING:
    from briefing.reading.annotation import AnnotatedArticle
    from briefing.reading.marks import Span

LEAST_WORDS = 5  # a shorter sentence says too little to stand alone
_SPEECH = re.compile(r": (?=[“‘\"])")
_MARK = re.compile(r"[“”]|(?<=: )[‘\"]")
_ASKS = re.compile(r"[?:][”’\"]?$")


def statement(annotated: AnnotatedArticle, sentence: int) -> tuple[int, int] | None:
    """The offsets of a sentence, with the rest of a quotation that begins in it: "“We met. We won.”".

    None where it makes no whole statement: a question, no finite verb, or the broken half of a quotation.
    """
    tokens = annotated.tokens
    first, after = tokens.bounds[sentence]
    start, end = tokens.start[first], tokens.end[tokens.last_word(sentence)]
    if not any(tokens.form[token] in TENSED for token in range(first, after)):
        return None
    speech = _speech(annotated, start, end)
    if speech and speech.whole:
        end = max(end, speech.end)
    words = tokens.text[start:end]
    if len(words.split()) < LEAST_WORDS or _ASKS.search(words):
        return None
    goes_on = speech is not None and end == speech.end and annotated.quotations.runs_on(speech)
    return (start, end) if goes_on or not _is_broken(annotated, start, end) else None


def _speech(annotated: AnnotatedArticle, start: int, end: int) -> Span | None:
    """The quotation behind the colon of a sentence."""
    colon = _SPEECH.search(annotated.article.text, start, end)
    return annotated.quotations.at(colon.end()) if colon else None


def _is_broken(annotated: AnnotatedArticle, start: int, end: int) -> bool:
    """Whether a passage has only a part of a quotation, or a mark that stands alone."""
    marks = _MARK.finditer(annotated.article.text, start, end)
    alone = any(annotated.quotations.at(mark.start()) is None for mark in marks)
    return alone or annotated.quotations.cuts(start, end)

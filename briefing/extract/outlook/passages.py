"""Passages that can be read alone: whole sentences, quotations complete, a subject that is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.outlook.english import DANGLING

if TYPE_CHECKING:
    from briefing.model import Citation
    from briefing.reading.annotation import AnnotatedArticle
    from briefing.reading.tokens import Tokens

LEAST_WORDS = 6  # a shorter sentence does not say what is to happen
MOST_SENTENCES = 3  # of a quotation that has to be taken whole
_OPENING_MARKS = "‘“\"'"


def whole(one: AnnotatedArticle, sentence: int) -> Citation | None:
    """The sentence, or as many sentences as close the quotation that it opens; None for a broken half."""
    t, quotations = one.tokens, one.quotations
    start = t.start[t.bounds[sentence][0]]
    for last in range(sentence, min(sentence + MOST_SENTENCES, len(t.bounds))):
        end = t.end[t.last_word(last)]
        words = t.text[start:end]
        if "\n" in words or _asks_or_breaks_off(words) or quotations.strays_in(start, end):
            return None
        cut = [span for span in quotations.touching(start, end) if not span.whole or span.end > end]
        if any(span.start < start or not span.opened for span in quotations.touching(start, end)):
            return None
        if not cut or quotations.runs_on(cut[-1]):
            return one.article.cite(start, end)
        if not cut[-1].closed:
            return None
    return None


def _asks_or_breaks_off(words: str) -> bool:
    return not words or "?" in words or words.endswith((":", "…", "...", ","))


def is_readable(t: Tokens, sentence: int, words: str, speaker: str | None) -> bool:
    """Whether the passage can be read alone: long enough, and its subject is named or is the speaker."""
    if len(words.split()) < LEAST_WORDS or DANGLING.match(words):
        return False
    if not (words[0].isupper() or words[0] in _OPENING_MARKS):
        return False
    first, after = t.bounds[sentence]
    root = next(token for token in range(first, after) if t.head[token] == token)
    subject = t.child(root, "nsubj", "nsubjpass", "expl")
    pronouns, own = t.lexicon["outlook_pronoun"], t.lexicon["own_words"]
    opening = next((t.lower[token] for token in range(first, after) if t.word[token].isalpha()), "")
    if opening in pronouns and not (opening == "it" and _expletive(t, root, subject)):
        return False
    if subject is not None and t.lower[subject] in pronouns and not _expletive(t, root, subject):
        return "PROPN" in t.pos[first:subject]
    if opening in own or (subject is not None and t.lower[subject] in own):
        return speaker is not None and words[0] in _OPENING_MARKS
    return True


def _expletive(t: Tokens, root: int, subject: int | None) -> bool:
    """Whether the subject stands for nothing: "it is expected that", "there will be"."""
    if subject is None or t.lower[subject] not in ("it", "there"):
        return False
    return t.relation[subject] == "expl" or t.child(root, "ccomp", "csubj") is not None


def content_of(t: Tokens, passage: Citation) -> frozenset[str]:
    """Lemmas of the content words of a passage."""
    frame = t.lexicon["quotation_frame"]  # around a quotation, not of it
    return frozenset(
        t.lemma[token]
        for token in range(t.after(passage.start), t.first_at(passage.end))
        if t.word[token].isalpha() and not t.stop[token] and t.lower[token] not in frame
    )

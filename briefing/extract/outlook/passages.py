"""Passages that can be read alone: whole sentences, quotations complete, a subject that is named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from briefing.model import Article, Citation

_words = str.split  # word lists are easier to read as running text

LEAST_WORDS = 6  # a shorter sentence does not say what is to happen
MOST_SENTENCES = 3  # of a quotation that has to be taken whole
_PRONOUNS = frozenset(_words("he she it they this that these those his her its their him them such both"))
_OWN_WORDS = frozenset(_words("i we you my our us me"))
_DANGLING = re.compile(
    r"(?:and|but|or|so|also|then|here|there(?=,)|instead|otherwise|nor|yet|thus|hence)\b", re.IGNORECASE
)
_FRAME = frozenset(
    _words("said says say told tells added adds mr mrs ms sir")
)  # around a quotation, not of it
_CLOSING = re.compile(r"’(?!\w)")


def whole(article: Article, sentence: Span) -> Citation | None:
    """The sentence, or as many sentences as close the quotation that it opens; None for a broken half."""
    doc = sentence.doc
    text = article.text
    start, end = sentence.start_char, sentence.end_char
    last = sentence.end
    for _ in range(MOST_SENTENCES):
        words = text[start:end].strip()
        if "\n" in words:
            return None
        if _complete(words):
            return article.cite(start, end)
        if last >= len(doc) or "\n" in text[end - 1 : doc[last].idx + 1]:
            return article.cite(start, end) if _continues(text, start, end) else None
        following = doc[last].sent
        last, end = following.end, following.end_char
    return None


def _continues(text: str, start: int, end: int) -> bool:
    """Whether a quotation runs on in the next paragraph, which then opens with its mark again: the print closes only the last."""
    words = text[start:end].strip()
    following = text[end : end + 4].lstrip()[:1]
    if not words.endswith((".", "!")) or not following or following not in '“‘"':
        return False
    closing = {"“": "”", "‘": "’", '"': '"'}[following]
    opens = words.rfind(following)
    return opens >= 0 and not re.search(rf"(?<=[.,!?\w]){closing}(?!\w)", words[opens + 1 :])


def _complete(words: str) -> bool:
    """Whether every quotation mark is closed, and none that was opened before."""
    if not words or words[0] in "’”)" or "?" in words or words.endswith((":", "…", "...", ",")):
        return False
    if words.count("“") != words.count("”") or words.count('"') % 2 or words.find("”") < words.find("“"):
        return False
    closing = [found.start() for found in _CLOSING.finditer(words)]
    opening = words.rfind("‘")
    if opening < 0:
        return not re.search(r"[,.!?]’(?!\w)", words)
    return bool(closing) and closing[-1] > opening


def is_readable(sentence: Span, words: str, speaker: str | None) -> bool:
    """Whether the passage can be read alone: long enough, and its subject is named or is the speaker."""
    if (
        len(words.split()) < LEAST_WORDS
        or _DANGLING.match(words)
        or not (words[0].isupper() or words[0] in "‘“\"'")
    ):
        return False
    subject = next(
        (child for child in sentence.root.children if child.dep_ in ("nsubj", "nsubjpass", "expl")), None
    )
    opening = next((token.lower_ for token in sentence if token.is_alpha), "")
    if opening in _PRONOUNS and not (opening == "it" and _expletive(sentence, subject)):
        return False
    if subject is not None and subject.lower_ in _PRONOUNS and not _expletive(sentence, subject):
        return any(token.pos_ == "PROPN" for token in sentence.doc[sentence.start : subject.i])
    if opening in _OWN_WORDS or (subject is not None and subject.lower_ in _OWN_WORDS):
        return speaker is not None and words[0] in "‘“\"'"
    return True


def _expletive(sentence: Span, subject: Token | None) -> bool:
    """Whether the subject stands for nothing: "it is expected that", "there will be"."""
    if subject is None or subject.lower_ not in ("it", "there"):
        return False
    return subject.dep_ == "expl" or any(child.dep_ in ("ccomp", "csubj") for child in sentence.root.children)


def content_of(doc: Doc, passage: Citation) -> frozenset[str]:
    """Lemmas of the content words of a passage."""
    first = doc.char_span(passage.start, passage.end, alignment_mode="expand")
    return frozenset(
        token.lemma_.lower()
        for token in first or ()
        if token.is_alpha and not token.is_stop and token.lower_ not in _FRAME
    )

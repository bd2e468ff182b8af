"""Sentences with quotations: which make a whole statement, and where they end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span

LEAST_WORDS = 5  # a shorter sentence says too little to stand alone
MOST_WORDS = 80  # a quotation that makes a passage longer than this is left out
_CLOSING = re.compile(r"’(?!\w)")
_NEXT_LINE = re.compile(r"[^\S\n]*\n\s*")
_SPEECH = re.compile(r": ([“‘\"])")
_CLOSES = {
    "“": re.compile("”"),
    '"': re.compile('"'),
    "‘": re.compile(r"(?<=[.,!?…])’(?!\w)"),
}


def stands_alone(sentence: Span, text: str) -> bool:
    """A whole statement with a finite verb: no question, no broken half of a quotation."""
    words = text[sentence.start_char : end_of_speech(sentence, text)].strip()
    if len(words.split()) < LEAST_WORDS or words.endswith(("?", ":", "?”", "?’", '?"')):
        return False
    if not _balanced(words) and not _goes_on(sentence, text):
        return False
    return any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in sentence)


def _speech_opened(sentence: Span, text: str) -> str:
    """The mark of a quotation that follows the sentence's colon and that it does not close, "" for none."""
    opened = _SPEECH.search(text, sentence.start_char, sentence.end_char)
    return (
        opened[1] if opened and not _balanced(text[sentence.start_char : sentence.end_char].strip()) else ""
    )


def end_of_speech(sentence: Span, text: str) -> int:
    """Where the sentence ends, with the rest of a short quotation that begins in it: "He said on Monday: “We met. We won.”"."""
    mark = _speech_opened(sentence, text)
    line = text.find("\n", sentence.start_char)
    line = len(text) if line < 0 else line
    if mark:
        closed = _CLOSES[mark].search(text, sentence.end_char - 1, line)
        if closed and len(text[sentence.start_char : closed.end()].split()) <= MOST_WORDS:
            return closed.end()
    return sentence.end_char


def _goes_on(sentence: Span, text: str) -> bool:
    """Whether the quotation goes on in the next paragraph, and so is left open at the end of this one as it should be."""
    mark = _speech_opened(sentence, text)
    if not mark:
        return False
    end = sentence.start_char + len(text[sentence.start_char : sentence.end_char].rstrip())
    following = _NEXT_LINE.match(text, end)
    return following is not None and text.startswith(mark, following.end())


def _balanced(words: str) -> bool:
    """Whether every quotation that is opened is closed; an apostrophe between or after letters closes none."""
    if words.count("“") != words.count("”") or words.count('"') % 2 or words[0] in "’”":
        return False
    closing = [found.start() for found in _CLOSING.finditer(words)]
    opening = words.rfind("‘")
    if opening < 0:
        return not re.search(r"[,.!?]’(?!\w)", words)
    return bool(closing) and closing[-1] > opening


def quoted(text: str, position: int) -> bool:
    """Whether ``position`` stands inside quotation marks that were opened in its paragraph."""
    before = text[text.rfind("\n", 0, position) + 1 : position]
    if before.rfind("“") > before.rfind("”") or before.count('"') % 2:
        return True
    opening = before.rfind("‘")
    return opening >= 0 and not any(found.start() > opening for found in _CLOSING.finditer(before))

"""The printed form of a name: how two of them are compared, and whether it may be a date."""

from __future__ import annotations

import re
import unicodedata

from briefing.extract.actors.lexicon import MONTHS_AND_DAYS

# "A.Q. Khan": initials are words of their own, except where they are a state's.
_INITIALS = re.compile(r"^(?!U\.[SKN]\.|E\.U\.|D\.C\.)(?:[A-Z]\.){2,3}(?= [A-Z][a-z])")


def fold(words: str) -> str:
    """Fold a name for comparison: case, diacritics, dots, "the", kinds of apostrophe and white space do not count."""
    words = _INITIALS.sub(lambda found: found[0].replace(".", ". "), words)
    flat = unicodedata.normalize("NFKD", words.replace("’", "'")) if not words.isascii() else words
    flat = (
        "".join(c for c in flat if not unicodedata.combining(c))
        .casefold()
        .replace(".", "")
        .replace("\u00ad", "")
    )
    flat = " ".join(flat.split())
    return flat.removeprefix("the ")


def is_month(form: str) -> bool:
    """Whether a name might be a date instead: Theresa May, Tuesday Weld."""
    return form.casefold() in MONTHS_AND_DAYS

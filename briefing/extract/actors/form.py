"""How English prints names: possessives, abbreviations, initials, sounds, and what no name looks like.

These patterns are a grammar of English; another language has its own.
"""

from __future__ import annotations

import re
import unicodedata

POSSESSIVES = ("'s", "’s")
PARTICIPLE_ENDINGS = ("ing", "ed")
NEVER_A_NAME = re.compile(r"@|://|www\.|\A#|\n|\A\S+ism\Z", re.IGNORECASE)  # addresses, "Mormonism"
OFFICE = re.compile(r"^(?P<kind>department|ministry) (?:of|for) (?:the )?(?P<what>.+)$")
# "A.Q. Khan": initials are words of their own, except where they are a state's.
_INITIALS = re.compile(r"^(?!U\.[SKN]\.|E\.U\.|D\.C\.)(?:[A-Z]\.){2,3}(?= [A-Z][a-z])")
_BEFORE = re.compile(r"^[^\w]+")
_AFTER = re.compile(
    r"(?:[’']s|[’'`]|[^\w.)]|(?<![A-Z])\.(?<!Jr\.)(?<!Sr\.)(?<!Inc\.)(?<!Ltd\.)(?<!Co\.)(?<!Corp\.))+$"
)
_SOUNDS = (
    ("tsch", "ch"), ("tch", "ch"), ("sch", "sh"), ("kh", "h"), ("ph", "f"), ("ck", "k"), ("ks", "x"),
    ("dj", "j"), ("w", "v"), ("ou", "u"), ("oe", "o"), ("ue", "u"), ("ae", "a"), ("iy", "y"), ("ij", "y"),
    ("ii", "y"), ("yi", "y"), ("j", "i"), ("y", "i"),
)  # fmt: skip


def fold(words: str) -> str:
    """Fold a name for comparison: case, diacritics, dots, "the", apostrophes and white space do not count."""
    words = _INITIALS.sub(lambda initials: initials[0].replace(".", ". "), words)
    if not words.isascii():
        flat = unicodedata.normalize("NFKD", words.replace("’", "'"))
        words = "".join(c for c in flat if not unicodedata.combining(c))
    flat = " ".join(words.casefold().replace(".", "").replace("\u00ad", "").split())
    return flat.removeprefix("the ")


def bare_range(printed: str) -> tuple[int, int]:
    """Where the name begins and ends in what is printed: without the marks around it and a possessive."""
    end = len(_AFTER.sub("", printed))
    begin = len(printed) - len(_BEFORE.sub("", printed))
    slash = printed.find("/", begin, end)
    return begin, slash if slash > begin else end


def without_possessive(word: str) -> str:
    """A word without "'s"."""
    return word[:-2] if word.endswith(POSSESSIVES) else word


def transliterated(word: str) -> str:
    """What the spellings of a foreign name share: "zelenskiy", "zelenskyy" -> "zelenski"."""
    if word.startswith("ye"):
        word = word[1:]
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", word)


def plural(noun: str) -> str:
    """The plural of a regular noun."""
    return f"{noun}s"

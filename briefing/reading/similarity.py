"""How alike two passages are, by their words: pure functions of strings, the same for every caller.

Words are compared by a light stem that also levels what outlets spell differently: plural and tense endings,
British and American forms, and the transliterated endings of names (Zelenskiy, Zelensky, Zelenskyy).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from briefing.reading.lexicon import english
from briefing.reading.marks import find_quotations

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME_WEIGHT = 2.0  # a name or number says more about what a sentence is about than another word
ALIKE = 0.55  # weighted Dice from which two sentences say the same
CONTAINED = 0.8  # share of the shorter sentence's weight from which the longer one says it too
FEWEST_SHARED = 4  # words that two sentences must share at least, to say the same by their words alone
FEWEST_QUOTED = 2  # words that they must share in any case
FEWEST_BESIDES = 2  # words besides a quotation that both print
NEGATED_WORDS = 3  # how far a negation reaches
RUN = 5  # words in a row
FEWEST_RUNS = 6  # runs of five words that both have: ten words in a row
SHARED_RUNS = 0.4  # share of the shorter sentence's runs

_WORD = re.compile(r"[^\W_]+(?:[.,:’'-][^\W_]+)*")
_NUMBER = re.compile(r"\d[\d.,]*")


class _Words(NamedTuple):
    """The words of a language that a comparison asks about, in small letters."""

    stop: frozenset[str]
    negations: frozenset[str]
    calendar: frozenset[str]  # days and months
    numbers: Mapping[str, str]  # to their digits
    synonyms: Mapping[str, str]  # from stem to stem


@cache
def _words() -> _Words:
    """English's, whatever the passages: strings carry no language."""
    lexicon = english()
    numbers = lexicon.table("units_of_numbers")
    return _Words(
        stop=lexicon["stop"],
        negations=lexicon["negation"],
        calendar=frozenset({*lexicon.table("weekdays"), *lexicon.table("months")}),
        # "one" is a pronoun more often than a count
        numbers={word: value for word, value in numbers.items() if word != "one"},
        synonyms=lexicon.table("synonyms"),
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a passage as they are compared.

    ``words`` are the stems of the content words, names and numbers included; ``names`` those printed with a
    capital inside the sentence; ``numbers`` as digits; ``negated`` the content words next after a negation;
    ``quoted`` the stems of each quotation of two words or more, with blanks; ``runs`` hashes of every five
    words in a row.
    """

    words: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    negated: frozenset[str]
    quoted: tuple[str, ...]
    runs: frozenset[int]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Level a word's ending and spelling; made for comparing words, not for reading.

    >>> [stem(w) for w in ("Minister's", "ministries", "Zelenskyy", "Zelenskiy", "defence", "talks")]
    ['minister', 'ministri', 'zelenski', 'zelenski', 'defens', 'talk']
    """
    if not word.isascii():
        parts = unicodedata.normalize("NFKD", word.replace("’", "'"))
        word = "".join(c for c in parts if not unicodedata.combining(c))
    word = word.lower().removesuffix("'s").removesuffix("'")
    if len(word) < 4 or not word.isalpha():
        return word
    word = re.sub(r"(?:sse|xe|che|she)s$", lambda m: m[0][:-2], word) if word.endswith("es") else word
    word = word[:-3] + "y" if word.endswith("ies") else word
    word = word[:-1] if word.endswith("s") and word[-2] not in "su" else word
    word = re.sub(r"ence$", "ense", word)
    word = re.sub(r"our(?=$|ed$|ing$)", "or", word)
    word = re.sub(r"is(?=(?:e|ed|er|ing|ation)$)", "iz", word)
    if len(word) > 5 and (cut := re.match(r"(.*[aeiouy].*?[^e]?)(?:ing|ed)$", word)):
        word = re.sub(r"([bdgmnprt])\1$", r"\1", cut[1])
    return re.sub(r"[iyj]+$", "i", word.removesuffix("e"))


@lru_cache(maxsize=1 << 14)
def wording(text: str) -> Wording:
    """Take a passage apart for comparison, without days: one's "Friday" is another's "yesterday"."""
    known = _words()
    words: list[str] = []
    names: set[str] = set()
    numbers: set[str] = set()
    negated: set[str] = set()
    scope = 0  # how many words a negation still reaches
    for at, matched in enumerate(_WORD.finditer(text)):
        word, low = matched[0], matched[0].lower()
        number = number_of(low)
        if low in known.negations or low.endswith(("n't", "n’t")):
            scope = NEGATED_WORDS + 1
        elif number is not None:
            numbers.add(number)
            words.append(number)
        elif low not in known.stop and len(low) > 1 and not (low in known.calendar and word[0].isupper()):
            words.append(level(word))
            if word[0].isupper() and at:
                names.add(words[-1])
            if scope:
                negated.add(words[-1])
        scope = max(0, scope - 1)
    quotations = (text[span.start : span.end] for span in find_quotations(text).spans)
    quoted = tuple(said for quotation in quotations if (said := _said(quotation)))
    runs = frozenset(shingles(text, RUN))
    return Wording(frozenset(words), frozenset(names), frozenset(numbers), frozenset(negated), quoted, runs)


def level(word: str) -> str:
    """The stem of a word, the same for words that outlets use for each other (lexicon: ``synonyms``)."""
    stemmed = stem(word)
    return _words().synonyms.get(stemmed, stemmed)


def number_of(word: str) -> str | None:
    """A number's digits, None for any other word: "130,000-plus" is 130000, "ten" is 10."""
    if digits := _NUMBER.match(word):
        return digits[0].replace(",", "").rstrip(".")
    return _words().numbers.get(word)


def _said(quotation: str) -> str:
    """All words of a quotation as stems with blanks around; "" for one word, stop words only, or a title."""
    words = [word[0] for word in _WORD.finditer(quotation)]
    if len(words) < FEWEST_QUOTED or not any(w.islower() and w not in _words().stop for w in words):
        return ""
    return f" {' '.join(map(stem, words))} "


def same_statement(one: str, other: str) -> bool:
    """Whether two sentences say the same; made to be right when it says yes.

    They do when they share long runs of words, when both print the same words in quotation marks about the
    same people or things, when most of their content words are the same, or when the longer one holds nearly
    all of the shorter one. They do not when their numbers differ, when one negates what the other does not,
    or, without such runs, when less than half of the names are common.
    """
    a, b = wording(one), wording(other)
    shared = a.words & b.words
    if len(shared) < FEWEST_QUOTED or _conflict(a, b):
        return False
    runs = len(a.runs & b.runs)
    if runs >= FEWEST_RUNS and runs >= SHARED_RUNS * min(len(a.runs), len(b.runs)):
        return True
    if not _same_names(a, b):
        return False
    if _same_quotation(a, b, shared):
        return True
    names = a.names | b.names | a.numbers | b.numbers
    if len(shared) < FEWEST_SHARED or shared <= names:
        return False
    both, of_a, of_b = (_weight(words, names) for words in (shared, a.words, b.words))
    if 2 * both / (of_a + of_b) >= ALIKE:
        return True
    shorter = a if of_a <= of_b else b
    plain = shorter.words - names
    if len(shared) <= FEWEST_SHARED or both < CONTAINED * min(of_a, of_b):
        return False
    return len(plain & shared) >= CONTAINED * len(plain)


def own_words(one: str, other: str) -> frozenset[str]:
    """The words that two sentences have in common, apart from names and from what both quote.

    Where one quotation is most of what one of them says, it is theirs.
    """
    a, b = wording(one), wording(other)
    said, heard = (
        frozenset(word for quotation in side.quoted for word in quotation.split()) for side in (a, b)
    )
    shared = a.words & b.words
    quoted = said & heard & shared
    if 2 * len(quoted) > min(len(a.words), len(b.words)):
        return shared
    return shared - (a.names | b.names | quoted - a.numbers)


def shingles(text: str, size: int) -> tuple[int, ...]:
    """Hashes of every ``size`` neighbouring words in text order, without case and punctuation [Broder1997].

    A text with fewer words has one, an empty one none. The hashes are the same in every run.
    """
    words = [word[0] for word in _WORD.finditer(text.lower())]
    if len(words) < size:
        return (crc32(" ".join(words).encode()),) if words else ()
    return tuple(crc32(" ".join(words[n : n + size]).encode()) for n in range(len(words) - size + 1))


def story_terms(text: str) -> dict[str, bool]:
    """What a report is about: the stems of its content words and of pairs of neighbours; true for a name.

    A word is a name where it has a capital that the beginning of a sentence or quotation does not explain.
    Days and months are left out, since all reports of a week share them.
    """
    capital: Counter[str] = Counter()
    count: Counter[str] = Counter()
    pairs: dict[str, bool] = {}
    known = _words()
    before, since = "", 0  # the last content word, and how many words ago it was
    for matched in _WORD.finditer(text):
        word = matched[0]
        low = word.lower()
        since += 1
        if low in known.stop or len(low) < 2 or low.removesuffix("'s").removesuffix("’s") in known.calendar:
            continue
        stemmed = stem(word)
        count[stemmed] += 1
        capital[stemmed] += word[0].isupper() and not _begins(text, matched.start())
        if before and since <= 2:
            pairs[f"{before} {stemmed}"] = False
        before, since = stemmed, 0
    return {word: 2 * capital[word] > n for word, n in count.items()} | pairs


def _begins(text: str, at: int) -> bool:
    """Whether a sentence, quotation or line begins at an offset."""
    previous = text[max(0, at - 2) : at]
    return not previous or "\n" in previous or previous.rstrip()[-1:] in tuple('.!?:"“”‘')


def _weight(words: frozenset[str], names: frozenset[str]) -> float:
    return len(words) + (NAME_WEIGHT - 1) * len(words & names)


def _conflict(a: Wording, b: Wording) -> bool:
    """Whether both have numbers and none in common, or one negates a word that the other affirms."""
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return True
    return bool((a.negated - b.negated) & b.words or (b.negated - a.negated) & a.words)


def _same_names(a: Wording, b: Wording) -> bool:
    """Whether at least half of the names of one stand in the other; true where one has no names."""
    if not a.names or not b.names:
        return True
    # A name at the beginning of a sentence is among the words, but not among the names.
    return 2 * len(a.names & b.words) >= len(a.names) or 2 * len(b.names & a.words) >= len(b.names)


def _same_quotation(a: Wording, b: Wording, shared: frozenset[str]) -> bool:
    """Whether both quote the same words, and share a name or two other words besides."""
    for mine in a.quoted:
        for other in b.quoted:
            if mine in other or other in mine or sorted(mine.split()) == sorted(other.split()):
                besides = shared.difference(mine.split(), other.split())
                if len(besides) >= FEWEST_BESIDES or besides & (a.names | b.names):
                    return True
    return False

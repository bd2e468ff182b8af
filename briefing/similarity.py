"""How alike two passages are, by their words: pure functions of strings, the same for every caller.

Words are compared by a light stem that also levels what outlets spell differently: plural and tense endings, British and
American forms, and the transliterated endings of names (Zelenskiy, Zelensky, Zelenskyy).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NAME_WEIGHT = 2.0  # a name or number says more about what a sentence is about than another word
ALIKE = 0.55  # weighted Dice from which two sentences say the same
CONTAINED = 0.8  # share of the shorter sentence's weight from which the longer one says it too
FEWEST_SHARED = 4  # words that two sentences must share at least, to say the same by their words alone
FEWEST_QUOTED = 2  # words of a quotation that both print

_WORD = re.compile(r"[^\W_]+(?:[.,:’'-][^\W_]+)*")
_NUMBER = re.compile(r"\d[\d.,]*")
_QUOTED = re.compile(r"“([^“”\n]+)”|\"([^\"\n]+)\"|(?<![\w])‘([^‘\n]+?)’(?!\w)|''(.+?)''|«([^«»]+)»")
_NEGATIONS = frozenset({"not", "no", "never", "nor", "neither", "none", "nobody", "nothing", "cannot", "without"})
_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
    if value > 1  # "zero" and "one" are words more often than counts
}

# The closed classes of English, auxiliaries, and the verbs and nouns of reporting, which every report has.
STOP_WORDS = frozenset(
    """
    a about above across after again against ago all almost along already also although always am amid among an and
    another any anyone anything are around as at away back be became because become been before behind being below between
    both but by came can come comes could did do does doing done down during each either else even ever every everything far few
    first following for former from further get gets getting go goes going gone got had has have having he her here hers herself
    him himself his how however i if in including indeed instead into is it its itself just last late later least less
    let like made make makes making many may me meanwhile might mine more most mr mrs ms much must my myself near new next
    now of off often on once one only onto or other others our ours ourselves out over own part per perhaps put quite
    rather really same say saying says said see seen several she should since so some someone something soon still such
    take taken takes taking tell telling tells than that the their theirs them themselves then there therefore these they
    thing things this those though through throughout thus to today together told tomorrow too took toward towards under
    until up upon us use used using very via was way we well went were what whatever when where whether which while who whom
    whose why will with within would yesterday yet you your yours yourself added according
    """.split()
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a passage as they are compared.

    ``words`` are the stems of the content words, names and numbers included; ``names`` those printed with a capital inside the
    sentence; ``numbers`` as digits; ``quoted`` the content words of each quotation; ``negated`` whether it negates.
    """

    words: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    quoted: tuple[frozenset[str], ...]
    negated: bool


def stem(word: str) -> str:
    """Level a word's ending and spelling; made for comparing words, not for reading.

    >>> [stem(w) for w in ("Minister's", "ministries", "Zelenskyy", "Zelenskiy", "defence", "defense", "talked", "talks")]
    ['minister', 'ministri', 'zelenski', 'zelenski', 'defens', 'defens', 'talk', 'talk']
    """
    return _stem(word)


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
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
    """Take a passage apart for comparison."""
    words, names, numbers, negated = [], set(), set(), False
    first = True
    for found in _WORD.finditer(text):
        word = found[0]
        low = word.lower()
        if low in _NEGATIONS or low.endswith(("n't", "n’t")):
            negated = True
        elif _NUMBER.match(word):
            digits = re.match(r"[\d.,]*\d", word.replace(",", ""))
            numbers.add(digits[0] if digits else word)
            words.append(digits[0] if digits else low)
        elif low in _NUMBER_WORDS:
            numbers.add(_NUMBER_WORDS[low])
            words.append(_NUMBER_WORDS[low])
        elif low not in STOP_WORDS and len(low) > 1:
            stemmed = _stem(word)
            words.append(stemmed)
            if word[0].isupper() and not first:
                names.add(stemmed)
        first = False
    quoted = []
    for found in _QUOTED.finditer(text):
        said = next(group for group in found.groups() if group is not None)
        content = frozenset(_stem(w[0]) for w in _WORD.finditer(said) if w[0].lower() not in STOP_WORDS)
        if len(content) >= FEWEST_QUOTED:
            quoted.append(content)
    return Wording(frozenset(words), frozenset(names), frozenset(numbers), tuple(quoted), negated)


def word_weights(texts: Iterable[str]) -> dict[str, float]:
    """Weigh words by how few of the texts (sentences, say) have them: 1 for one in a hundred, less for more frequent ones."""
    found = [wording(text).words for text in texts]
    counts = Counter(word for words in found for word in words)
    full = math.log(1 + max(len(found), 100))
    return {word: math.log(1 + max(len(found), 100) / n) / full for word, n in counts.items()}


def likeness(one: str, other: str, *, weights: Mapping[str, float] | None = None) -> float:
    """Weighted Dice of the content words of two passages, 0 to 1; names and numbers count double.

    ``weights`` (from ``word_weights``) makes what many sentences have count less.
    """
    a, b = wording(one), wording(other)
    if not a.words or not b.words:
        return float(one.split() == other.split() and bool(one.strip()))
    names = a.names | b.names | a.numbers | b.numbers
    shared = _weight(a.words & b.words, names, weights)
    return 2 * shared / (_weight(a.words, names, weights) + _weight(b.words, names, weights))


def same_statement(one: str, other: str, *, weights: Mapping[str, float] | None = None) -> bool:
    """Whether two sentences say the same; made to be right when it says yes.

    They do when most of their words are the same, when the longer one holds nearly all of the shorter one, or when
    both print the same words in quotation marks about the same. They do not when their numbers or their names differ,
    or when only one of them negates.
    """
    a, b = wording(one), wording(other)
    shared = a.words & b.words
    if len(shared) < FEWEST_QUOTED or _conflict(a, b):
        return False
    if _same_quotation(a, b, shared):
        return True
    if len(shared) < FEWEST_SHARED or a.negated != b.negated:
        return False
    names = a.names | b.names | a.numbers | b.numbers
    both, of_a, of_b = (_weight(words, names, weights) for words in (shared, a.words, b.words))
    if 2 * both / (of_a + of_b) >= ALIKE:
        return True
    return len(shared) > FEWEST_SHARED and both / min(of_a, of_b) >= CONTAINED


def same_statements(texts: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Every pair of positions ``(i, j)``, i < j, whose texts say the same, with weights from the texts themselves.

    Only texts that share an uncommon word are compared, so that thousands of sentences take seconds.
    """
    weights = word_weights(texts)
    holders: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for word in wording(text).words:
            holders[word].append(place)
    common: Counter[tuple[int, int]] = Counter()
    most = max(20, len(texts) // 20)
    for places in holders.values():
        if len(places) <= most:
            common.update((i, j) for n, i in enumerate(places) for j in places[n + 1 :])
    pairs = sorted(pair for pair, shared in common.items() if shared >= FEWEST_QUOTED)
    return tuple((i, j) for i, j in pairs if same_statement(texts[i], texts[j], weights=weights))


def corroborations(
    target: str, candidates: Sequence[str], *, weights: Mapping[str, float] | None = None
) -> tuple[int, ...]:
    """The positions of the candidates that say what ``target`` says, the most alike first."""
    same = [n for n, text in enumerate(candidates) if same_statement(target, text, weights=weights)]
    return tuple(sorted(same, key=lambda n: (-likeness(target, candidates[n], weights=weights), n)))


def shingles(text: str, size: int) -> tuple[int, ...]:
    """Hashes of every ``size`` neighbouring words in text order, without letter case and punctuation [Broder1997].

    A text with fewer words has one, an empty one none. The hashes are the same in every run.
    """
    words = [found[0] for found in _WORD.finditer(text.lower())]
    if len(words) < size:
        return (crc32(" ".join(words).encode()),) if words else ()
    return tuple(crc32(" ".join(words[n : n + size]).encode()) for n in range(len(words) - size + 1))


def _weight(words: Iterable[str], names: frozenset[str], weights: Mapping[str, float] | None) -> float:
    if weights is None:
        return sum(NAME_WEIGHT if word in names else 1.0 for word in words)
    return sum((NAME_WEIGHT if word in names else 1.0) * weights.get(word, 1.0) for word in sorted(words))


def _conflict(a: Wording, b: Wording) -> bool:
    """Whether names or numbers speak against it: both have some, and less than half of the fewer are common."""
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return True
    if not a.names or not b.names:
        return False
    # A name at the beginning of a sentence is among the words, but not among the names.
    shared = sum(name in b.words for name in a.names), sum(name in a.words for name in b.names)
    return max(shared[0] / len(a.names), shared[1] / len(b.names)) < 0.5


def _same_quotation(a: Wording, b: Wording, shared: frozenset[str]) -> bool:
    """Whether a quotation in one stands in the other, and both name somebody or something else alike."""
    for mine, others in ((a, b), (b, a)):
        for said in mine.quoted:
            if not said <= others.words or not any(len(said & other) >= FEWEST_QUOTED for other in others.quoted):
                continue
            besides = shared - said
            if len(besides) >= 2 or any(word in mine.names or word in others.names for word in besides):
                return True
    return False


__all__ = [
    "Wording",
    "corroborations",
    "likeness",
    "same_statement",
    "same_statements",
    "shingles",
    "stem",
    "word_weights",
    "wording",
]

"""Where proper names stand: the language model's entities and the capitals that it missed, repaired."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefing.extract.actors.form import POSSESSIVES
from briefing.reading.grammar import NAME_FORMS, TENSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.reading.lexicon import Lexicon
    from briefing.reading.tokens import Tokens

_KEPT = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "NORP"})
_PERHAPS_PERSON = ("PERSON", "")
_NO_NAME = TENSED | {"PRP", "PRP$", "WP", "WRB", "WDT", "TO"}
# Labels of two neighbours that are parts of one name.
_ONE_NAME = (
    ("PERSON", ""),
    ("", "PERSON"),
    ("ORG", ""),
    ("ORG", "PRODUCT"),
    ("ORG", "ORG"),
    ("PERSON", "PERSON"),
)


class Stretch(NamedTuple):
    """Tokens ``first`` to ``last`` (half-open) with the label of their entity, "" for none."""

    first: int
    last: int
    label: str


@cache
def titles(lexicon: Lexicon) -> frozenset[str]:
    """Titles that are printed before a name, courtesy titles among them."""
    return lexicon["name_title"].union(lexicon.table("honorifics"))


@cache
def _portfolio_words(lexicon: Lexicon) -> frozenset[str]:
    """The words of "of State for Foreign and Commonwealth Affairs"."""
    linking = (lexicon.table(name) for name in ("articles", "role_prepositions"))
    return lexicon["portfolio"].union(lexicon["name_joint"], *linking)


def is_title(tokens: Tokens, token: int) -> bool:
    """Tell a title before a name, with or without its full stop."""
    return tokens.lower[token].rstrip(".") in titles(tokens.lexicon)


def find_stretches(tokens: Tokens) -> Iterator[Stretch]:
    """The stretches that may be names, in text order, free of articles, titles, offices and possessives."""
    for stretch in _merged(tokens):
        for piece in _pieces(tokens, stretch):
            bare = _trimmed(tokens, _without_titles(tokens, piece))
            if bare.first < bare.last:
                yield bare


def _merged(tokens: Tokens) -> list[Stretch]:
    """Entities and uncovered runs of proper nouns, adjoining ones put together where they are one name."""
    particles = tokens.lexicon["particle"]
    stretches = [Stretch(*entity) for entity in tokens.entities() if entity[2] in _KEPT]
    stretches += _runs(tokens)
    stretches.sort()
    merged: list[Stretch] = []
    for stretch in stretches:
        first, last, label = stretch
        if label in ("PERSON", "", "ORG", "GPE") and first and tokens.lower[first - 1] in particles:
            stretch = _with_particles(tokens, stretch)  # noqa: PLW2901 (it begins earlier)
            first, last, label = stretch
            if merged and merged[-1].last >= first and merged[-1].label in _PERHAPS_PERSON:
                merged[-1] = Stretch(merged[-1].first, last, "PERSON")
                continue
        if merged and merged[-1].last == first and not tokens.opens_sentence(first):
            joint = _joined(tokens, merged[-1], stretch)
            if joint:
                merged[-1] = joint
                continue
        merged.append(Stretch(first, _with_syllable(tokens, stretch), label))
    return merged


def _with_particles(tokens: Tokens, stretch: Stretch) -> Stretch:
    """A surname with its particles, if a first name or a title stands before: "von der Leyen"."""
    lexicon = tokens.lexicon
    i = stretch.first
    while i and tokens.lower[i - 1] in lexicon["particle"] and tokens.word[i - 1].islower():
        i -= 1
    if i == stretch.first or not i or tokens.sentence[i - 1] != tokens.sentence[stretch.first]:
        return stretch
    if tokens.lower[i - 1] in lexicon.genders or is_title(tokens, i - 1) or tokens.entity[i - 1] == "PERSON":
        return Stretch(i, stretch.last, "PERSON")
    return stretch


def _with_syllable(tokens: Tokens, stretch: Stretch) -> int:
    """Where a Korean name ends of which the entity has the last syllable cut off: "Moon Jae-in"."""
    first, last, label = stretch
    if (
        label != "PERSON"
        or last + 1 >= len(tokens)
        or tokens.lower[first] not in tokens.lexicon["family_name"]
    ):
        return last
    joined = (
        tokens.word[last] == "-" and tokens.end[last - 1] == tokens.start[last] == tokens.start[last + 1] - 1
    )
    return last + 2 if joined else last


def _runs(tokens: Tokens) -> list[Stretch]:
    """Runs of capitalised proper nouns outside of every entity, none over the end of a sentence."""
    runs: list[Stretch] = []
    for i, form in enumerate(tokens.form):
        if form not in NAME_FORMS or tokens.entity[i] or not tokens.word[i][0].isupper():
            continue
        if runs and runs[-1].last == i and not tokens.opens_sentence(i):
            runs[-1] = Stretch(runs[-1].first, i + 1, "")
        else:
            runs.append(Stretch(i, i + 1, ""))
    return runs


def _joined(tokens: Tokens, left: Stretch, right: Stretch) -> Stretch | None:
    """One stretch for two neighbours that are parts of one name, else None."""
    lexicon = tokens.lexicon
    before = left.last - 1
    if (
        tokens.lower[right.first] in lexicon["person_role"]
        or tokens.lower[before] in lexicon["person_role"]
        or is_title(tokens, before)
        or not tokens.word[right.first][0].isupper()
    ):
        return None
    labels = (left.label, right.label)
    if "NORP" in labels or not tokens.word[before][-1].isalnum():
        return None
    kinds = lexicon["organisation_word"]
    if left.label and not kinds.isdisjoint(tokens.lower[right.first : right.last]):
        return Stretch(left.first, right.last, "ORG")
    if labels in _ONE_NAME:
        return Stretch(left.first, right.last, left.label or right.label)
    return None


def _pieces(tokens: Tokens, stretch: Stretch) -> list[Stretch]:
    """Split a stretch at punctuation, line breaks and, for people, at dashes, "and" and possessives."""
    pieces = []
    start, last, label = stretch
    for i in range(start, last):
        if _cuts(tokens, i, label):
            pieces.append(Stretch(start, i, label))
            start = i + 1
    pieces.append(Stretch(start, last, label))
    return [piece for piece in pieces if piece.first < piece.last]


def _cuts(tokens: Tokens, i: int, label: str) -> bool:
    """Whether a token inside an entity belongs to no name."""
    word, lower, form = tokens.word[i], tokens.lower[i], tokens.form[i]
    lexicon = tokens.lexicon
    if word.isspace() or word in ',;:()[]–—"“”' or form == "POS":
        return True
    if label in ("PERSON", "FAC", "GPE", "") and (
        lower in lexicon["name_joint"] or lower in POSSESSIVES or word in ("/", "--")
    ):
        return True
    if label in _PERHAPS_PERSON and form in _NO_NAME and lower not in lexicon["particle"]:
        return True
    return word == "-" and i > 0 and tokens.end[i - 1] < tokens.start[i]


def _without_titles(tokens: Tokens, piece: Stretch) -> Stretch:
    """Skip "the", and what stands before a person's name inside a piece: "British Prime Minister", "Mr"."""
    lexicon, lower = tokens.lexicon, tokens.lower
    first, last, label = piece
    while first < last and lower[first] in lexicon.table("articles"):
        first += 1
    while label in _PERHAPS_PERSON and first < last and _stands_before(tokens, first, last):
        first += 1
    cut = _after_titles(tokens, Stretch(first, last, label))
    organisation = not lexicon["organisation_word"].isdisjoint(lower[cut:last])
    if cut < last and organisation and label != "PERSON" and lower[cut] not in lexicon.genders:
        return Stretch(first, last, label)
    if cut == last:
        return Stretch(last if cut > first else first, last, label)
    if cut > first and lexicon.table("role_prepositions").get(lower[cut]) == "own":
        cut += 1
        while cut < last and lower[cut] in _portfolio_words(lexicon):
            cut += 1
    while (
        label in _PERHAPS_PERSON
        and cut + 1 < last
        and (lower[cut] in lexicon["portfolio"] or lower[cut] in lexicon["creed"])
    ):
        cut += 1
    return Stretch(cut, last, label)


def _after_titles(tokens: Tokens, piece: Stretch) -> int:
    """The token behind the last title or office of a piece, its first token where there is none."""
    lexicon, lower = tokens.lexicon, tokens.lower
    first, last, label = piece
    cut = first
    for i in range(first, last):
        bare = lower[i].rstrip(".")
        if bare in lexicon.genders and i + 1 < last and label in _PERHAPS_PERSON:
            break  # the name begins here ("Dean Smith", "Stacy Dean Stephens")
        named = i + 1 < last and (label == "PERSON" or lower[i + 1] in lexicon.genders)
        office = bare in lexicon["person_role"] or bare in lexicon["name_title"]
        if bare in lexicon.table("honorifics") or (office and (named or i + 1 == last or label == "")):
            cut = i + 1
    return cut


def _stands_before(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a capitalised word only stands before the name: "Follow Gillian Wong", "Though Derek knew"."""
    lexicon, word = tokens.lexicon, tokens.lower[first]
    if word in lexicon["before_name"]:
        return True
    return word in lexicon["opening_word"] and first + 1 < last and tokens.lower[first + 1] in lexicon.genders


def _trimmed(tokens: Tokens, piece: Stretch) -> Stretch:
    """A piece without the words in small letters at its ends."""
    first, last, label = piece
    while first < last and not (
        tokens.word[first][0].isupper()
        or tokens.word[first][0].isdigit()
        or tokens.lower[first] in tokens.lexicon["particle"]
    ):
        first += 1
    while first < last and not any(c.isupper() or c.isdigit() for c in tokens.word[last - 1]):
        if (
            last - first > 2
            and tokens.word[last - 2] == "-"
            and tokens.start[last - 1] == tokens.end[last - 2]
        ):
            break  # "Moon Jae-in"
        last -= 1
    return Stretch(first, last, label)

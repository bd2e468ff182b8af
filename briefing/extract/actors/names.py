"""Find the proper names of one article: spaCy's entities, repaired, and the runs of capitalised words that it missed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.actors.form import fold, is_month
from briefing.extract.actors.lexicon import (
    BEFORE_NAMES,
    CREEDS,
    FAMILY_NAMES,
    FIRST_NAMES,
    HONORIFICS,
    MONTHS_AND_DAYS,
    NAME_TITLES,
    NOT_ACTORS,
    OPENING_WORDS,
    ORGANISATION_WORDS,
    PARTICLES,
    PERSON_ROLES,
    PORTFOLIOS,
    RELATIVES,
    SAYING,
    word_set,
)
from briefing.extract.actors.states import DEMONYMS, SEATS, STATES

if TYPE_CHECKING:
    from briefing.extract.actors.text import Text

_KEPT = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "NORP"})
_JUNK = (
    NOT_ACTORS
    | CREEDS
    | MONTHS_AND_DAYS
    | PORTFOLIOS
    | frozenset(HONORIFICS)
    | (NAME_TITLES - {"major", "judge"})
)
MOST_CHARS = 80  # a longer "name" is a heading
_NO_NAME = frozenset({"VBD", "VBZ", "VBP", "MD", "PRP", "PRP$", "WP", "WRB", "WDT", "TO"})
# Labels of two neighbours that are parts of one name.
_ONE_NAME = (
    ("PERSON", ""),
    ("", "PERSON"),
    ("ORG", ""),
    ("ORG", "PRODUCT"),
    ("ORG", "ORG"),
    ("PERSON", "PERSON"),
)
_UNSURE = frozenset({"PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
_TAIL = re.compile(
    r"(?:[’']s|[’'`]|[^\w.)]|(?<![A-Z])\.(?<!Jr\.)(?<!Sr\.)(?<!Inc\.)(?<!Ltd\.)(?<!Co\.)(?<!Corp\.))+$"
)
_HEAD = re.compile(r"^[^\w]+")
_BEFORE_NAMES = word_set("former then acting vice deputy prime first second new late")


@dataclass(slots=True)
class Name:
    """A proper name in a text.

    ``first`` and ``last`` are tokens (half-open) and ``begin`` and ``end`` characters of the bare name; ``start`` includes
    the courtesy or office title printed before it. ``key`` is the form folded for comparison, ``label`` spaCy's ("" for
    none), ``titles`` the titles before it, ``acts`` whether it is a verb's subject or
    owns something, ``says`` whether that verb says or decides.
    """

    text: Text
    first: int
    last: int
    begin: int
    end: int
    label: str
    start: int = 0
    form: str = ""
    key: str = ""
    honorific: str = ""
    titles: tuple[str, ...] = ()
    acts: bool = False
    says: bool = False
    article: bool = False
    relative: bool = False

    @property
    def head(self) -> int:
        """The token that the rest of the sentence hangs on."""
        return self.last - 1


def find_names(text: Text) -> list[Name]:
    """Return the names of one article in text order; they never overlap or cross a line break."""
    names = []
    for first, last, label in _spans(text):
        for name in _repaired(text, first, last, label):
            describe(text, name)
            names.append(name)
    return names


def _spans(text: Text) -> list[tuple[int, int, str]]:
    """Return entities and uncovered runs of proper nouns, adjoining ones put together where they are one name."""
    spans = [(first, last, label) for first, last, label in text.ents if label in _KEPT]
    spans += _runs(text)
    spans.sort()
    merged: list[tuple[int, int, str]] = []
    for first, last, label in spans:
        if label in ("PERSON", "", "ORG", "GPE") and first and text.lower[first - 1] in PARTICLES:
            first, label = _with_particles(text, first, label)  # noqa: PLW2901 (the name begins earlier)
            if merged and merged[-1][1] >= first and merged[-1][2] in ("PERSON", ""):
                merged[-1] = (merged[-1][0], last, "PERSON")
                continue
        if merged and merged[-1][1] == first and text.sentences[first] == text.sentences[first - 1]:
            joint = _joined(text, merged[-1], (first, last, label))
            if joint:
                merged[-1] = joint
                continue
        merged.append((first, _with_syllable(text, first, last, label), label))
    return merged


def _with_particles(text: Text, first: int, label: str) -> tuple[int, str]:
    """Where a surname with particles begins, if a first name or a title stands before: "von der Leyen"."""
    i = first
    while i and text.lower[i - 1] in PARTICLES and text.words[i - 1].islower():
        i -= 1
    if i == first or not i or text.sentences[i - 1] != text.sentences[first]:
        return first, label
    before = text.lower[i - 1]
    if before in FIRST_NAMES or _is_title(before) or text.entity[i - 1] == "PERSON":
        return i, "PERSON"
    return first, label


def _with_syllable(text: Text, first: int, last: int, label: str) -> int:
    """Where a Korean name ends of which the entity has the last syllable cut off: "Moon Jae-in"."""
    if label != "PERSON" or text.lower[first] not in FAMILY_NAMES or last + 1 >= len(text.words):
        return last
    joined = text.words[last] == "-" and text.ends[last - 1] == text.starts[last] == text.starts[last + 1] - 1
    return last + 2 if joined else last


def _runs(text: Text) -> list[tuple[int, int, str]]:
    """Runs of capitalised proper nouns outside of every entity."""
    found = []
    first = -1
    for i, tag in enumerate(text.tags):
        inside = tag in ("NNP", "NNPS") and not text.entity[i] and text.words[i][0].isupper()
        if inside and first >= 0 and text.sentences[i] != text.sentences[first]:
            found.append((first, i, ""))
            first = i
        elif inside and first < 0:
            first = i
        elif not inside and first >= 0:
            found.append((first, i, ""))
            first = -1
    if first >= 0:
        found.append((first, len(text.tags), ""))
    return found


def _joined(
    text: Text, left: tuple[int, int, str], right: tuple[int, int, str]
) -> tuple[int, int, str] | None:
    """One span for two neighbours that are parts of one name, else None."""
    word, before = text.lower[right[0]], text.lower[left[1] - 1]
    if (
        word in PERSON_ROLES
        or before in PERSON_ROLES
        or _is_title(before)
        or not text.words[right[0]][0].isupper()
    ):
        return None
    labels = (left[2], right[2])
    if "NORP" in labels or not text.words[left[1] - 1][-1].isalnum():
        return None
    if any(w in ORGANISATION_WORDS for w in text.lower[right[0] : right[1]]) and labels[0] != "":
        return (left[0], right[1], "ORG")
    if labels in _ONE_NAME:
        return (left[0], right[1], labels[0] or labels[1])
    return None


def _is_title(word: str) -> bool:
    bare = word.rstrip(".")
    return bare in HONORIFICS or bare in NAME_TITLES


def _repaired(text: Text, first: int, last: int, label: str) -> list[Name]:
    """Cut what is not name off a span: articles, titles, offices, possessives; split it at commas and line breaks."""
    found = []
    for a, b in _pieces(text, first, last, label):
        a, b = _without_titles(text, a, b, label)  # noqa: PLW2901 (the trimmed piece replaces the piece)
        while a < b and not (
            text.words[a][0].isupper() or text.words[a][0].isdigit() or text.lower[a] in PARTICLES
        ):
            a += 1  # noqa: PLW2901 (trimming)
        while a < b and not any(c.isupper() or c.isdigit() for c in text.words[b - 1]):
            if b - a > 2 and text.words[b - 2] == "-" and text.starts[b - 1] == text.ends[b - 2]:
                break  # "Moon Jae-in"
            b -= 1  # noqa: PLW2901 (trimming)
        if a >= b:
            continue
        begin, end = text.starts[a], text.ends[b - 1]
        printed = text.article.text[begin:end]
        end = begin + len(_TAIL.sub("", printed))
        begin += len(printed) - len(_HEAD.sub("", printed))
        if "/" in printed and (slash := text.article.text.find("/", begin, end)) > begin:
            end = slash
        form = text.article.text[begin:end]
        if is_month(form) and (label == "PERSON" or (a and _is_title(text.lower[a - 1]))):
            found.append(Name(text, a, b, begin, end, "PERSON"))
        elif (
            end - begin >= 2
            and not _is_dateline(text, a, b, form)
            and not _is_junk(form)
            and not _is_pair(form)
        ):
            found.append(Name(text, a, b, begin, end, "" if label in _UNSURE else label))
    return found


def _pieces(text: Text, first: int, last: int, label: str) -> list[tuple[int, int]]:
    """Split a span at punctuation, line breaks and, for people, at dashes, "and" and possessives."""
    pieces = []
    start = first
    for i in range(first, last):
        word = text.words[i]
        lower = text.lower[i]
        cut = word.isspace() or word in ',;:()[]–—"“”' or text.tags[i] == "POS"
        if label in ("PERSON", "FAC", "GPE", "") and (
            lower in ("and", "with", "'s", "’s") or word in ("/", "--")
        ):
            cut = True
        if label in ("PERSON", "") and text.tags[i] in _NO_NAME and lower not in PARTICLES:
            cut = True
        if word == "-" and i and text.ends[i - 1] < text.starts[i]:
            cut = True
        if cut:
            pieces.append((start, i))
            start = i + 1
    pieces.append((start, last))
    return [(a, b) for a, b in pieces if a < b]


def _without_titles(text: Text, first: int, last: int, label: str) -> tuple[int, int]:
    """Skip "the", and what stands before a person's name inside the span: "British Prime Minister", "Mr"."""
    while first < last and text.lower[first] in ("the", "a", "an"):
        first += 1
    while label in ("PERSON", "") and first < last and _stands_before(text, first, last):
        first += 1
    cut = first
    for i in range(first, last):
        bare = text.lower[i].rstrip(".")
        if bare in FIRST_NAMES and i + 1 < last and label in ("PERSON", ""):
            break  # the name begins here ("Dean Smith", "Stacy Dean Stephens")
        named = i + 1 < last and (label == "PERSON" or text.lower[i + 1] in FIRST_NAMES)
        office = bare in PERSON_ROLES or bare in NAME_TITLES
        if bare in HONORIFICS or (office and (named or i + 1 == last or label == "")):
            cut = i + 1
    organisation = any(w in ORGANISATION_WORDS for w in text.lower[cut:last])
    if cut < last and organisation and label != "PERSON" and text.lower[cut] not in FIRST_NAMES:
        return first, last
    if cut == last:
        return (last, last) if cut > first else (first, last)
    if cut > first and text.lower[cut] == "of":
        cut += 1
        while cut < last and text.lower[cut] in PORTFOLIOS | {"and", "the", "for"}:
            cut += 1
    while label in ("PERSON", "") and cut + 1 < last and text.lower[cut] in PORTFOLIOS | CREEDS:
        cut += 1
    return cut, last


def _stands_before(text: Text, first: int, last: int) -> bool:
    """Whether a capitalised word only stands before the name: "Follow Gillian Wong", "Though Derek knew"."""
    word = text.lower[first]
    return word in BEFORE_NAMES or (
        word in OPENING_WORDS and first + 1 < last and text.lower[first + 1] in FIRST_NAMES
    )


def _is_junk(form: str) -> bool:
    """Dates, numbers, titles, creeds, furniture, capitalised headings and web addresses are no names."""
    key = form.casefold().strip(".")
    if key in _JUNK or key.removesuffix("s") in CREEDS or not any(c.isalpha() for c in key):
        return True
    if key in DEMONYMS and key not in STATES:
        return True
    if key.endswith("ism") and " " not in key:
        return True  # "Mormonism"
    address = "@" in key or "://" in key or "www." in key or key.startswith("#")
    return address or "\n" in form or len(form) > MOST_CHARS


def _is_dateline(text: Text, first: int, last: int, form: str) -> bool:
    """Whether the name only says where the report was written: "WASHINGTON -" at the beginning of a paragraph."""
    if not form.isupper() or len(form) < 4 or (first and "\n" not in text.words[first - 1]):
        return False
    return last < len(text.words) and text.words[last] in (",", "(", "—", "–", "-", "--", "/")


def _is_pair(form: str) -> bool:
    """Two actors with a hyphen between ("Trump-Russia"): the second search finds each."""
    parts = form.split("-")
    return (
        len(parts) == 2
        and any(fold(part) in STATES or fold(part) in SEATS for part in parts)
        and fold(form) not in STATES
    )


def describe(text: Text, name: Name) -> None:
    """Fill in what stands around a name."""
    source = text.article.text
    name.form = " ".join(source[name.begin : name.end].split())
    name.key = fold(name.form)
    name.start = name.begin
    i = name.first - 1
    sentence = text.sentences[name.first]
    titles: list[str] = []
    while i >= 0 and text.sentences[i] == sentence and len(titles) < 3:
        bare = text.lower[i].rstrip(".")
        if (
            (bare in HONORIFICS and not (bare == "miss" and text.words[i][0].islower()))  # "I miss Barry"
            or (bare in NAME_TITLES and text.words[i][0].isupper())
            or (titles and bare in _BEFORE_NAMES)
        ):
            titles.append(bare)
            i -= 1
            continue
        if bare in PERSON_ROLES and not titles:
            titles.append(bare)
        break
    name.article = i >= 0 and text.lower[i] == "the" and not titles
    name.titles = tuple(titles)
    name.honorific = next((t for t in titles if t in HONORIFICS), "")
    kin = name.first - 2 if name.first > 1 and text.words[name.first - 1] == "," else name.first - 1
    name.relative = kin >= 0 and text.lower[kin] in RELATIVES and text.sentences[kin] == sentence
    name.start = _mention_start(text, name, len(titles))
    head = name.head
    dep = text.deps[head]
    name.acts = dep == "poss"
    if dep == "dobj":  # "Tehran warned Washington"
        name.says = text.lemmas[text.heads[head]].lower() in SAYING
    if dep in ("nsubj", "nsubjpass") or (dep == "conj" and text.deps[text.heads[head]] == "nsubj"):
        verb = text.heads[head] if dep != "conj" else text.heads[text.heads[head]]
        name.acts = text.tags[verb][:1] == "V"
        name.says = name.acts and text.lemmas[verb].lower() in SAYING and dep != "nsubjpass"


def shorten(name: Name, form: str) -> None:
    """Cut a name to the ``form`` that it begins or ends with."""
    begin = name.text.article.text.find(form, name.begin, name.end)
    if begin < 0:
        return
    if begin > name.begin:
        name.begin = begin
        name.first = name.text.token_at(begin)
    name.end = begin + len(form)
    name.last = max(name.first + 1, name.text.token_at(name.end))
    describe(name.text, name)


def _mention_start(text: Text, name: Name, count: int) -> int:
    """Where the mention begins: titles belong to it unless they are the end of a longer description."""
    if not count or not (text.words[name.first - 1][0].isupper() or name.honorific):
        return name.begin
    first = name.first - count
    chain = [text.lower[i].rstrip(".") for i in range(first, name.first)]
    if all(word in HONORIFICS for word in chain):
        return text.starts[first]
    before = first - 1
    modified = (
        before >= 0
        and text.sentences[before] == text.sentences[name.first]
        and (
            text.tags[before] in ("JJ", "NN", "NNP", "NNPS", "POS", "PRP$", "HYPH")
            and text.ends[before] + 1 == text.starts[first]
        )
    )
    titled = all(w in HONORIFICS or w in NAME_TITLES or w in _BEFORE_NAMES for w in chain)
    if modified or not titled or len(chain) > 1 or chain[0] in ("minister", "secretary"):
        for i in range(name.first - 1, first - 1, -1):
            if text.lower[i].rstrip(".") not in HONORIFICS:
                return text.starts[i + 1]
    return text.starts[first]

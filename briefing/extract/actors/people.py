"""Which names are of one person: spellings, first names, initials, generations, and surnames alone.

A full name joins a person where surname and first name agree; a surname alone goes to the person so called in the same
article, then to the one in the other articles, and to nobody where two could be meant.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from briefing.extract.actors.lexicon import (
    FAMILY_NAMES,
    FEMALE_NAMES,
    FIRST_NAME_GROUPS,
    FIRST_NAME_TITLES,
    FIRST_NAMES,
    GENERATIONS,
    HONORIFICS,
    MALE_NAMES,
    PARTICLES,
    RELATIVES,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.extract.actors.names import Name

SLIP_LETTERS = 7  # a surname shorter than this that differs by a letter is another surname (Hansen, Hanson)
CLEAR_LEAD = 0.8  # how far the best candidate for a surname must lead the next one, on the scale of `_score`

# Outlets print or leave out these; "Jr" and "Sr" tell father and son apart.
_OMITTED = frozenset({"", "iii", "iv"})
_SOUNDS = (
    ("tsch", "ch"), ("tch", "ch"), ("sch", "sh"), ("kh", "h"), ("ph", "f"), ("ck", "k"), ("ks", "x"), ("dj", "j"),
    ("w", "v"), ("ou", "u"), ("oe", "o"), ("ue", "u"), ("ae", "a"), ("iy", "y"), ("ij", "y"), ("ii", "y"), ("yi", "y"),
    ("j", "i"), ("y", "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonName:
    """A folded full name in its parts. ``last`` keeps particles ("von der leyen")."""

    first: str
    middle: tuple[str, ...]
    last: str
    generation: str


@dataclass(slots=True)
class Person:
    """Names found to be of one person, as folded forms with their counts."""

    names: list[str] = field(default_factory=list)
    parsed: list[PersonName] = field(default_factory=list)
    weight: float = 0.0
    gender: str = ""
    titles: set[str] = field(default_factory=set)
    relative: bool = False
    number: int = 0


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """Reduce a folded name to what transliterations of it share: "zelenskiy", "zelenskyy" -> "zelenski"."""
    if word in FAMILY_NAMES:
        return word  # "Zhou" and "Zhu" are two surnames
    if word.startswith("ye"):
        word = word[1:]
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", word)


def parse(key: str) -> PersonName | None:
    """Split a folded name; None where there is no first name with a surname."""
    words = key.split()
    generation = ""
    if len(words) > 1 and words[-1] in GENERATIONS:
        generation = words.pop()
    if len(words) < 2 or (words[0] in PARTICLES and words[0] not in FIRST_NAMES):
        return None
    if _family_first(words):
        return PersonName("".join(words[1:]).replace("-", ""), (), words[0], generation)
    at = next(
        (i for i in range(1, len(words) - 1) if words[i] in PARTICLES and words[i] != "ben"), len(words) - 1
    )
    return PersonName(words[0], tuple(words[1:at]), " ".join(words[at:]), generation)


def _family_first(words: Sequence[str]) -> bool:
    """Whether the first word is the surname, as in "Xi Jinping", "Kim Jong Un" and "Moon Jae-in"."""
    if words[0] not in FAMILY_NAMES or any(word in FIRST_NAMES for word in words[1:]):
        return False
    return words[0] not in FIRST_NAMES or len(words) == 3 or "-" in words[-1]


def first_names_agree(a: str, b: str) -> bool:
    """Whether two first names can be one person's, given the same surname."""
    if a == b or (a[0] == b[0] and min(len(a), len(b)) == 1):
        return True
    if FIRST_NAME_GROUPS.get(a, frozenset()) & FIRST_NAME_GROUPS.get(b, frozenset()):
        return True
    if sound(a) == sound(b):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) >= 3 and long.startswith(short) and gender_of_name(short) in ("", gender_of_name(long)):
        return True
    return len(short) >= 6 and short[-1] == long[-1] and OSA.distance(a, b, score_cutoff=1) <= 1


def gender_of_name(first: str) -> str:
    """Return "m", "f", or "" where the first name does not tell."""
    male, female = first in MALE_NAMES, first in FEMALE_NAMES
    return "" if male == female else "m" if male else "f"


def is_slip(a: str, b: str) -> bool:
    """Whether two surnames differ by one slip of the keys inside the word."""
    if min(len(a), len(b)) < SLIP_LETTERS or a[0] != b[0]:
        return False
    return len(a) == len(b) and OSA.distance(a, b, score_cutoff=1) <= 1


def same_person(a: PersonName, b: PersonName) -> bool:
    """Whether two full names can be of one person."""
    if a.generation != b.generation and {a.generation, b.generation} - _OMITTED:
        return False
    if not _middles_agree(a.middle, b.middle):
        return False
    if sound(a.last) == sound(b.last):
        return first_names_agree(a.first, b.first)
    if a.first == b.first and is_slip(a.last, b.last):
        return True
    return _compound(a, b) or _compound(b, a)


def _middles_agree(a: Sequence[str], b: Sequence[str]) -> bool:
    """Middle names or initials may be missing, but must not contradict each other."""
    if not a or not b:
        return True
    return all(any(x[0] == y[0] and (len(x) == 1 or len(y) == 1 or x == y) for y in b) for x in a) or all(
        any(x[0] == y[0] and (len(x) == 1 or len(y) == 1 or x == y) for y in a) for x in b
    )


def _compound(long: PersonName, short: PersonName) -> bool:
    """Two surnames, one of them left out: "Enrique Peña Nieto" and "Enrique Peña", "Peña Nieto"."""
    if not long.middle or short.middle:
        return False
    if long.middle[-1] == short.first and long.last == short.last and short.first not in FIRST_NAMES:
        return True
    return long.first == short.first and short.last == long.middle[-1] and len(short.last) > 1


def _labels(name: PersonName) -> tuple[str, ...]:
    """Under what a name is shelved, so that it is compared with its likes only: surnames, then the first name."""
    return (
        f"last {sound(name.last)}",
        *(f"last {sound(word)}" for word in name.middle[-1:]),
        f"first {name.first}",
    )


def group_full_names(counts: dict[str, int], known: Iterable[Sequence[str]]) -> list[Person]:
    """Group full names, the frequent ones first, so that a rare spelling joins a common one. Known people come first."""
    people = []
    for aliases in known:
        person = Person(names=list(aliases))
        person.parsed = [name for alias in aliases if (name := parse(alias))]
        people.append(person)
    taken = {alias for person in people for alias in person.names}
    shelves: dict[str, list[Person]] = {}
    for person in people:
        for label in sorted({label for name in person.parsed for label in _labels(name)}):
            shelves.setdefault(label, []).append(person)
    for key in sorted(counts, key=lambda k: (-counts[k], -len(k), k)):
        name = parse(key)
        if name is None or key in taken:
            continue
        near = [person for label in _labels(name) for person in shelves.get(label, ())]
        for person in near:
            if all(same_person(name, other) for other in person.parsed):
                break
        else:
            person = Person()
            people.append(person)
        person.names.append(key)
        person.parsed.append(name)
        for label in _labels(name):
            shelf = shelves.setdefault(label, [])
            if not any(other is person for other in shelf):
                shelf.append(person)
    for number, person in enumerate(people):
        person.number = number
        person.gender = next((g for name in person.parsed if (g := gender_of_name(name.first))), "")
    return people


class Register:
    """The people of all articles, and the search for the one whom a short name means."""

    def __init__(self, people: list[Person]) -> None:
        self.people = people
        self.by_name = {key: person for person in reversed(people) for key in person.names}
        self.by_last: dict[str, list[Person]] = {}
        self.by_first: dict[str, list[Person]] = {}
        self.slips: dict[str, list[Person]] = {}
        for person in people:
            for last in sorted({last for name in person.parsed for last in _surnames(name)}):
                self.by_last.setdefault(last, []).append(person)
            for first in sorted({name.first for name in person.parsed}):
                self.by_first.setdefault(first, []).append(person)

    def settle(self, articles: Sequence[Sequence[Name]]) -> list[list[Person | None]]:
        """Return the person of each name, article by article, None for nobody."""
        self._weigh(articles)
        return [self._settle_article(names) for names in articles]

    def _weigh(self, articles: Sequence[Sequence[Name]]) -> None:
        """How often each person is surely named: by full name, or as the one holder of a surname in an article."""
        for names in articles:
            local = {id(p): p for name in names if (p := self.by_name.get(name.key))}
            for name in names:
                person = self.by_name.get(name.key)
                if person is None:
                    holders = [p for p in self.by_last.get(sound(name.key), ()) if id(p) in local]
                    person = holders[0] if len(holders) == 1 else None
                if person:
                    person.weight += 1
                    person.relative = person.relative or name.relative
                    if name.key in self.by_name:  # a surname may yet turn out to be somebody else's
                        person.titles.update(t for t in name.titles if t not in HONORIFICS)
                    person.gender = person.gender or HONORIFICS.get(name.honorific, "")

    def _settle_article(self, names: Sequence[Name]) -> list[Person | None]:
        full = {
            id(p): at for at, name in reversed(list(enumerate(names))) if (p := self.by_name.get(name.key))
        }
        used: Counter[int] = Counter()
        found: list[Person | None] = []
        for at, name in enumerate(names):
            person = self.by_name.get(name.key)
            if (person is None and parse(name.key) is None) or (
                name.key.split()[-1] in GENERATIONS and person is None
            ):
                person = self._short(name, at, names, full, used)
                if person:
                    used[id(person)] += 1
            found.append(person)
        return found

    def _short(
        self, name: Name, at: int, names: Sequence[Name], full: dict[int, int], used: Counter[int]
    ) -> Person | None:
        """Find the person whom a name of one part means."""
        words = name.key.split()
        generation = words.pop() if len(words) > 1 and words[-1] in GENERATIONS else ""
        key = " ".join(words)
        first_named = [p for p in self.by_first.get(key, ()) if id(p) in full]
        if name.honorific in FIRST_NAME_TITLES and first_named:
            return self._best(name, at, first_named, full, used)
        candidates = self._called(name, key, generation, {p for p, first in full.items() if first < at})
        if candidates and not (first_named and not any(p.parsed for p in candidates)):
            return self._best(name, at, candidates, full, used)
        gender = HONORIFICS.get(name.honorific, "")
        if first_named and (not gender or key not in FIRST_NAMES):
            return self._best(name, at, first_named, full, used)
        family = {word for other in names for word in other.key.split()}
        elsewhere = self.by_first.get(key, ())
        if len(elsewhere) == 1 and not gender and any(n.last in family for n in elsewhere[0].parsed):
            return elsewhere[0]
        if key not in self.slips:
            self.slips[key] = [p for p in self.people if any(is_slip(key, n.last) for n in p.parsed)]
        if self.slips[key]:
            return self._best(name, at, self.slips[key], full, used)
        return self._alone(name.key)

    def _called(self, name: Name, key: str, generation: str, before: set[int]) -> list[Person]:
        """The people with this surname whom the titles before it do not rule out; ``before`` are those introduced."""
        gender = HONORIFICS.get(name.honorific, "")
        people = [p for p in self.by_last.get(sound(key), ()) if _has_generation(p, generation)]
        people = [p for p in people if not (gender and p.gender and p.gender != gender)]
        offices = {title for title in name.titles if title not in HONORIFICS and title not in RELATIVES}
        if offices:  # "President Trump" is not Ivanka Trump, who is introduced as a daughter, or later on
            people = [
                p
                for p in people
                if offices & p.titles or not (p.relative or (p.gender == "f" and id(p) not in before))
            ]
        return people

    def _best(
        self, name: Name, at: int, candidates: Sequence[Person], full: dict[int, int], used: Counter[int]
    ) -> Person | None:
        """The best candidate, None where it does not lead clearly."""
        if len(candidates) == 1:
            return candidates[0]
        total = sum(p.weight for p in candidates) or 1.0
        offices = {t for t in name.titles if t not in HONORIFICS}

        def score(p: Person) -> float:
            here = full.get(id(p))
            return (
                2.0 * (here is not None)
                + 3.0 * (here is not None and here <= at)
                + 3.0 * p.weight / total
                + 3.0 * bool(offices & p.titles)
                + 4.0 * (used[id(p)] > 0)
                + 1.5 * (bool(used) and used[id(p)] == max(used[id(q)] for q in candidates) > 0)
            )

        ranked = sorted(candidates, key=lambda p: (-score(p), p.number))
        return ranked[0] if score(ranked[0]) - score(ranked[1]) >= CLEAR_LEAD else None

    def _alone(self, key: str) -> Person:
        """A person known by one name only."""
        last = sound(key.removeprefix("al "))  # "Al Sharpton" is no Arabic surname, nor told from one
        person = next((p for p in self.by_last.get(last, ()) if not p.parsed), None)
        if person is None:
            person = Person(names=[key], number=len(self.people))
            self.people.append(person)
            self.by_last.setdefault(last, []).append(person)
        person.weight += 1
        return person


def _surnames(name: PersonName) -> set[str]:
    """What can stand for the surname: "von der leyen" and "leyen", "peña nieto", "peña" and "nieto"."""
    found = {sound(name.last), sound(name.last.split()[-1])}
    particle, _, rest = name.last.split()[-1].partition("-")
    if particle in PARTICLES and rest:
        found.add(sound(rest))  # "al-Assad"
    if name.middle and len(name.middle[-1]) > 1:
        found.add(sound(f"{name.middle[-1]} {name.last}"))
        if name.middle[-1] not in FIRST_NAMES:
            found.add(sound(name.middle[-1]))
    return found


def _has_generation(person: Person, generation: str) -> bool:
    """Whether the person's names carry this "Jr", or none where there is none."""
    return any(name.generation == generation for name in person.parsed) or not (person.parsed or generation)

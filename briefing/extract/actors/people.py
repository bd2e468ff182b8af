"""Which names are of one person: spellings, first names, initials, generations, and surnames alone.

A full name joins a person where surname and first name agree; a surname alone goes to the person so called
in the same article, then to the one in the other articles, and to nobody where two could be meant.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from briefing.extract.actors.form import transliterated

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from briefing.extract.actors.names import Name
    from briefing.reading.lexicon import Lexicon

SLIP_LETTERS = 7  # a surname shorter than this that differs by a letter is another surname (Hansen, Hanson)
CLEAR_LEAD = 0.8  # how far the best candidate for a surname must lead the next one, on the scale of `_score`


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
def sound(word: str, lexicon: Lexicon) -> str:
    """Reduce a folded name to what transliterations of it share: "Zhou" and "Zhu" stay two surnames."""
    return word if word in lexicon["family_name"] else transliterated(word)


def parse(key: str, lexicon: Lexicon) -> PersonName | None:
    """Split a folded name; None where there is no first name with a surname."""
    words = key.split()
    generation = ""
    if len(words) > 1 and words[-1] in lexicon["generation"]:
        generation = words.pop()
    if len(words) < 2 or (words[0] in lexicon["particle"] and words[0] not in lexicon.genders):
        return None
    if _family_first(words, lexicon):
        return PersonName("".join(words[1:]).replace("-", ""), (), words[0], generation)
    at = next(
        (
            i
            for i in range(1, len(words) - 1)
            if words[i] in lexicon["particle"] and words[i] not in lexicon.genders
        ),
        len(words) - 1,
    )
    return PersonName(words[0], tuple(words[1:at]), " ".join(words[at:]), generation)


def _family_first(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the first word is the surname, as in "Xi Jinping", "Kim Jong Un" and "Moon Jae-in"."""
    if words[0] not in lexicon["family_name"] or any(word in lexicon.genders for word in words[1:]):
        return False
    return words[0] not in lexicon.genders or len(words) == 3 or "-" in words[-1]


def first_names_agree(a: str, b: str, lexicon: Lexicon) -> bool:
    """Whether two first names can be one person's, given the same surname."""
    if _same_or_initial(a, b):
        return True
    same = lexicon.same_name
    if same.get(a, frozenset()) & same.get(b, frozenset()) or sound(a, lexicon) == sound(b, lexicon):
        return True
    short, long = sorted((a, b), key=len)
    genders = [gender_of_name(name, lexicon) for name in (short, long)]
    if len(short) >= 3 and long.startswith(short) and genders[0] in ("", genders[1]):
        return True
    return len(short) >= 6 and short[-1] == long[-1] and OSA.distance(a, b, score_cutoff=1) <= 1


def gender_of_name(first: str, lexicon: Lexicon) -> str:
    """Return "m", "f", or "" where the first name does not tell."""
    told = lexicon.genders.get(first, "")
    return told if told in ("m", "f") else ""


def is_slip(a: str, b: str) -> bool:
    """Whether two surnames differ by one slip of the keys inside the word."""
    if min(len(a), len(b)) < SLIP_LETTERS or a[0] != b[0]:
        return False
    return len(a) == len(b) and OSA.distance(a, b, score_cutoff=1) <= 1


def same_person(a: PersonName, b: PersonName, lexicon: Lexicon) -> bool:
    """Whether two full names can be of one person."""
    told = {a.generation, b.generation} - lexicon["generation_left_out"] - {""}
    if a.generation != b.generation and told:
        return False
    if not _middles_agree(a.middle, b.middle):
        return False
    if sound(a.last, lexicon) == sound(b.last, lexicon):
        return first_names_agree(a.first, b.first, lexicon)
    if a.first == b.first and is_slip(a.last, b.last):
        return True
    return _compound(a, b, lexicon) or _compound(b, a, lexicon)


def _middles_agree(a: Sequence[str], b: Sequence[str]) -> bool:
    """Middle names or initials may be missing, but must not contradict each other."""
    if not a or not b:
        return True
    return _each_has_match(a, b) or _each_has_match(b, a)


def _each_has_match(a: Sequence[str], b: Sequence[str]) -> bool:
    return all(any(_same_or_initial(x, y) for y in b) for x in a)


def _same_or_initial(a: str, b: str) -> bool:
    return a == b or (a[0] == b[0] and min(len(a), len(b)) == 1)


def _compound(long: PersonName, short: PersonName, lexicon: Lexicon) -> bool:
    """Two surnames, one of them left out: "Enrique Peña Nieto" and "Enrique Peña", "Peña Nieto"."""
    if not long.middle or short.middle:
        return False
    if long.middle[-1] == short.first and long.last == short.last and short.first not in lexicon.genders:
        return True
    return long.first == short.first and short.last == long.middle[-1] and len(short.last) > 1


def _labels(name: PersonName, lexicon: Lexicon) -> tuple[str, ...]:
    """Under what a name is shelved, to be compared with its likes only: surnames, then the first name."""
    return (
        f"last {sound(name.last, lexicon)}",
        *(f"last {sound(word, lexicon)}" for word in name.middle[-1:]),
        f"first {name.first}",
    )


def group_full_names(
    counts: dict[str, int], known: Iterable[Sequence[str]], lexicon: Lexicon
) -> list[Person]:
    """Group full names, known people and frequent names first: a rare spelling joins a common one."""
    people = []
    for aliases in known:
        parsed = [name for alias in aliases if (name := parse(alias, lexicon))]
        people.append(Person(names=list(aliases), parsed=parsed))
    taken = {alias for person in people for alias in person.names}
    shelves: dict[str, list[Person]] = {}
    for person in people:
        for label in sorted({label for name in person.parsed for label in _labels(name, lexicon)}):
            shelves.setdefault(label, []).append(person)
    for key in sorted(counts, key=lambda k: (-counts[k], -len(k), k)):
        name = parse(key, lexicon)
        if name is None or key in taken:
            continue
        labels = _labels(name, lexicon)
        near = (person for label in labels for person in shelves.get(label, ()))
        alike = (p for p in near if all(same_person(name, other, lexicon) for other in p.parsed))
        person = next(alike, None) or Person()
        if not person.names:
            people.append(person)
        person.names.append(key)
        person.parsed.append(name)
        for label in labels:
            shelf = shelves.setdefault(label, [])
            if not any(other is person for other in shelf):
                shelf.append(person)
    for number, person in enumerate(people):
        person.number = number
        told = (gender_of_name(name.first, lexicon) for name in person.parsed)
        person.gender = next(filter(None, told), "")
    return people


class Register:
    """The people of all articles, and the search for the one whom a short name means."""

    def __init__(self, people: list[Person], lexicon: Lexicon) -> None:
        self.people = people
        self.lexicon = lexicon
        self.by_name = {key: person for person in reversed(people) for key in person.names}
        self.by_last: dict[str, list[Person]] = {}
        self.by_first: dict[str, list[Person]] = {}
        self.by_remains: dict[str, list[tuple[str, Person]]] = {}
        for person in people:
            for surname in sorted({name.last for name in person.parsed}):
                for remains in _remains(surname):
                    self.by_remains.setdefault(remains, []).append((surname, person))
            for last in sorted({last for name in person.parsed for last in _surnames(name, lexicon)}):
                self.by_last.setdefault(last, []).append(person)
            for first in sorted({name.first for name in person.parsed}):
                self.by_first.setdefault(first, []).append(person)

    def settle(self, articles: Sequence[Sequence[Name]]) -> list[list[Person | None]]:
        """Return the person of each name, article by article, None for nobody."""
        self._weigh(articles)
        return [self._settle_article(names) for names in articles]

    def _weigh(self, articles: Sequence[Sequence[Name]]) -> None:
        """How often each person is surely named: by full name, or as an article's one holder of a surname."""
        for names in articles:
            local = {id(p): p for name in names if (p := self.by_name.get(name.key))}
            for name in names:
                person = self.by_name.get(name.key)
                if person is None:
                    holders = [
                        p for p in self.by_last.get(sound(name.key, self.lexicon), ()) if id(p) in local
                    ]
                    person = holders[0] if len(holders) == 1 else None
                if person:
                    person.weight += 1
                    person.relative = person.relative or name.relative
                    if name.key in self.by_name:  # a surname may yet turn out to be somebody else's
                        person.titles.update(name.offices)
                    person.gender = person.gender or name.gender

    def _settle_article(self, names: Sequence[Name]) -> list[Person | None]:
        full = {
            id(p): at for at, name in reversed(list(enumerate(names))) if (p := self.by_name.get(name.key))
        }
        used: Counter[int] = Counter()
        settled: list[Person | None] = []
        words = {word for name in names for word in name.key.split()}
        for at, name in enumerate(names):
            person = self.by_name.get(name.key)
            if (person is None and parse(name.key, self.lexicon) is None) or (
                name.key.split()[-1] in self.lexicon["generation"] and person is None
            ):
                person = self._short(name, at, words, full, used)
                if person:
                    used[id(person)] += 1
            settled.append(person)
        return settled

    def _short(
        self, name: Name, at: int, named: Container[str], full: dict[int, int], used: Counter[int]
    ) -> Person | None:
        """Find the person whom a name of one part means; ``named`` are the words of the article's names."""
        words = name.key.split()
        generation = words.pop() if len(words) > 1 and words[-1] in self.lexicon["generation"] else ""
        key = " ".join(words)
        first_named = [p for p in self.by_first.get(key, ()) if id(p) in full]
        if name.honorific in self.lexicon["first_name_title"] and first_named:
            return self._best(name, at, first_named, full, used)
        candidates = self._called(name, key, generation, lambda p: full.get(id(p), at) < at)
        if candidates and not (first_named and not any(p.parsed for p in candidates)):
            return self._best(name, at, candidates, full, used)
        gender = name.gender
        if first_named and (not gender or key not in self.lexicon.genders):
            return self._best(name, at, first_named, full, used)
        elsewhere = self.by_first.get(key, ())
        if len(elsewhere) == 1 and not gender and any(n.last in named for n in elsewhere[0].parsed):
            return elsewhere[0]
        misprinted = self._misprinted(key)
        if misprinted:
            return self._best(name, at, misprinted, full, used)
        return self._alone(name.key)

    def _misprinted(self, key: str) -> list[Person]:
        """The people whose surname differs by a slip, in their order."""
        near = (one for remains in _remains(key) for one in self.by_remains.get(remains, ()))
        fits = {person.number: person for surname, person in near if is_slip(key, surname)}
        return [fits[number] for number in sorted(fits)]

    def _called(
        self, name: Name, key: str, generation: str, is_introduced: Callable[[Person], bool]
    ) -> list[Person]:
        """The people with this surname whom its titles do not rule out."""
        gender = name.gender
        people = [p for p in self.by_last.get(sound(key, self.lexicon), ()) if _has_generation(p, generation)]
        people = [p for p in people if not (gender and p.gender and p.gender != gender)]
        offices = set(name.offices) - self.lexicon["relative_role"]
        if offices:  # "President Trump" is not Ivanka Trump, who is introduced as a daughter, or later on
            people = [
                p
                for p in people
                if offices & p.titles or not (p.relative or (p.gender == "f" and not is_introduced(p)))
            ]
        return people

    def _best(
        self, name: Name, at: int, candidates: Sequence[Person], full: dict[int, int], used: Counter[int]
    ) -> Person | None:
        """The best candidate, None where it does not lead clearly."""
        if len(candidates) == 1:
            return candidates[0]
        total = sum(p.weight for p in candidates) or 1.0
        offices = set(name.offices)

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
        last = sound(
            key.removeprefix("al "), self.lexicon
        )  # "Al Sharpton" is no Arabic surname, nor told from one
        person = next((p for p in self.by_last.get(last, ()) if not p.parsed), None)
        if person is None:
            person = Person(names=[key], number=len(self.people))
            self.people.append(person)
            self.by_last.setdefault(last, []).append(person)
        person.weight += 1
        return person


def _remains(surname: str) -> Iterator[str]:
    """What a surname has in common with each slip of it: all but two neighbouring letters."""
    if len(surname) >= SLIP_LETTERS:
        for at in range(1, len(surname) - 1):
            yield f"{surname[:at]} {surname[at + 2 :]}"


def _surnames(name: PersonName, lexicon: Lexicon) -> set[str]:
    """What can stand for the surname: "von der leyen" and "leyen", "peña nieto", "peña" and "nieto"."""
    surnames = {sound(name.last, lexicon), sound(name.last.split()[-1], lexicon)}
    particle, _, rest = name.last.split()[-1].partition("-")
    if particle in lexicon["particle"] and rest:
        surnames.add(sound(rest, lexicon))  # "al-Assad"
    if name.middle and len(name.middle[-1]) > 1:
        surnames.add(sound(f"{name.middle[-1]} {name.last}", lexicon))
        if name.middle[-1] not in lexicon.genders:
            surnames.add(sound(name.middle[-1], lexicon))
    return surnames


def _has_generation(person: Person, generation: str) -> bool:
    """Whether the person's names carry this "Jr", or none where there is none."""
    return any(name.generation == generation for name in person.parsed) or not (person.parsed or generation)

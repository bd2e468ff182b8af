"""The words of a language that rules ask about, as data: one folder a language, read strictly and once.

``words.yaml`` has each word once with its classes, ``values.yaml`` tables from words to what they stand
for, ``names.yaml`` first names, ``states.yaml`` the states of the world. A text in a language without a
folder has no lexicon, and nothing is found in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.configuration.strict_yaml import load_bundled_yaml, meant
from briefing.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefing.configuration.strict_yaml import Origin

DEFAULT_LANGUAGE = "en"  # of a text that does not say
_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, eq=False)
class States:
    """The states of the world, by casefolded words: names, people and things, seats of government."""

    names: Mapping[str, str]
    people: Mapping[str, str]
    seats: Mapping[str, str]

    def of(self, word: str) -> str | None:
        """The state that a word points to: its name, a demonym ("British") or a seat of government."""
        key = word.casefold()
        return self.names.get(key) or self.people.get(key) or self.seats.get(key)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of one language. ``lexicon["say"]`` are the words of a class, all in small letters.

    ``genders`` has the first names, each with "m", "f" or "mf"; ``same_name`` the numbers of the groups of
    names that are forms of one.
    """

    language: str
    classes: Mapping[str, frozenset[str]]
    tables: Mapping[str, Mapping[str, str]]
    genders: Mapping[str, str]
    same_name: Mapping[str, frozenset[int]]
    states: States

    def __getitem__(self, name: str) -> frozenset[str]:
        """The words of a class and of the classes that it takes in. Raises KeyError for an unknown class."""
        return self.classes[name]

    def table(self, name: str) -> Mapping[str, str]:
        """A table from words to what they stand for. Raises KeyError for a table unknown."""
        return self.tables[name]

    @property
    def lemmas(self) -> Mapping[str, str]:
        """Forms that the language model reduces to the wrong word, each with the right one."""
        return self.tables["lemmas"]


def lexicon_of(language: str | None) -> Lexicon | None:
    """The lexicon of a BCP 47 tag, by its first part ("en-GB": English); None where there is none."""
    name = (language or DEFAULT_LANGUAGE).partition("-")[0].lower()
    return _load(name) if (_FOLDER / name / "words.yaml").is_file() else None


def english() -> Lexicon:
    """The lexicon of English, which words without a text of their own are compared by."""
    return _load(DEFAULT_LANGUAGE)


@cache
def _load(name: str) -> Lexicon:
    return read_lexicon(_FOLDER / name)


def read_lexicon(folder: Path) -> Lexicon:
    """Read a language's folder. Raises ConfigError with every mistake, by file and line."""
    files = {
        name: load_bundled_yaml(folder / f"{name}.yaml", f"{folder.name}/{name}.yaml")
        for name in ("words", "values", "names", "states")
    }
    mistakes = [*_mistakes_in_words(files["words"]), *_mistakes_in_values(files["values"])]
    if mistakes:
        raise ConfigError.of(mistakes)
    return Lexicon(
        language=folder.name,
        classes=_classes(files["words"].value),
        tables={
            name: {word: str(value) for word, value in table.items()}
            for name, table in files["values"].value.items()
        },
        genders=files["names"].value["first_names"],
        same_name=_same_names(files["names"].value["same_name"]),
        states=_states(files["states"].value),
    )


def _mistakes_in_words(origin: Origin) -> Iterator[str]:
    """A class that no word has or that is not described, a word without a class."""
    known, words = origin.value["classes"], origin.value["words"]
    used = {name for given in words.values() for name in str(given or "").split()}
    for word, given in words.items():
        where = f"{origin.name}:{origin.line(('words', word))}: {word}"
        if not isinstance(given, str):
            yield f"{where}: expected the names of its classes"
            continue
        for name in given.split():
            if name not in known:
                yield f"{where}: no such class: {name}{meant(name, list(known))}"
    for name, about in known.items():
        where = f"{origin.name}:{origin.line(('classes', name))}: {name}"
        includes = _taken_in(about)
        if name not in used and not includes:
            yield f"{where}: no word has this class"
        yield from (
            f"{where}: takes in {other}, which is no class" for other in includes if other not in known
        )


def _taken_in(about: Any) -> Iterable[str]:
    """The classes that a class takes in, from its description or its mapping."""
    return about.get("includes", ()) if isinstance(about, dict) else ()


def _mistakes_in_values(origin: Origin) -> Iterator[str]:
    for name, table in origin.value.items():
        for word, value in table.items():
            if not isinstance(value, (str, int)) or isinstance(value, bool):
                yield f"{origin.name}:{origin.line((name, word))}: {name}.{word}: expected a word or a number"


def _classes(given: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The words of each class, with those of the classes that it takes in."""
    own: dict[str, set[str]] = {name: set() for name in given["classes"]}
    for word, names in given["words"].items():
        for name in names.split():
            own[name].add(word)

    def whole(name: str) -> set[str]:
        return own[name].union(*(whole(other) for other in _taken_in(given["classes"][name])))

    return {name: frozenset(whole(name)) for name in own}


def _same_names(groups: tuple[str, ...]) -> dict[str, frozenset[int]]:
    numbers: dict[str, set[int]] = {}
    for number, names in enumerate(groups):
        for name in names.split():
            numbers.setdefault(name, set()).add(number)
    return {name: frozenset(found) for name, found in numbers.items()}


def _states(given: Mapping[str, Mapping[str, tuple[str, ...]]]) -> States:
    names: dict[str, str] = {}
    people: dict[str, str] = {}
    seats: dict[str, str] = {}
    for state, about in given.items():
        names |= {name.casefold(): state for name in (state, *about.get("names", ()))}
        people |= {word.casefold(): state for word in about.get("people", ())}
        seats |= {word.casefold(): state for word in about.get("seats", ())}
    return States(names, people, seats)

"""Decide for each printed form, from all its places together, whether it names a person, an organisation or a place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.extract.actors.lexicon import (
    BODIES,
    COMPANY_OFFICES,
    COMPANY_TAILS,
    EVENTS,
    FAMILY_NAMES,
    FIRST_NAMES,
    GENERATIONS,
    HONORIFICS,
    INTRODUCING,
    ORGANISATION_ROLES,
    ORGANISATION_WORDS,
    PLACES,
    REGIONS,
    THINGS,
)
from briefing.extract.actors.people import sound
from briefing.extract.actors.states import DEMONYMS, PERSONS_TOO, SEATS, STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.actors.names import Name
    from briefing.model import ActorKind

CALLED = 8  # as many places where it has the officers of a company
MOST_PERSON_WORDS = 5  # a longer run of capitals is a heading or an organisation


@dataclass(slots=True)
class Evidence:
    """What the texts show about one form: how often it stands, spaCy's labels, titles before it, what it does.

    ``introduced`` counts a full name behind a noun that only people are called ("candidate Carly Fiorina").
    """

    count: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    honorific: int = 0
    titled: int = 0
    introduced: int = 0
    acts: int = 0
    says: int = 0
    article: int = 0
    offices: int = 0
    forms: Counter[str] = field(default_factory=Counter)


def gather(names: Sequence[Name]) -> dict[str, Evidence]:
    """Count the evidence for each folded form."""
    found: dict[str, Evidence] = {}
    for name in names:
        seen = found.setdefault(name.key, Evidence())
        seen.count += 1
        seen.labels[name.label] += 1
        seen.honorific += bool(name.honorific)
        seen.titled += any(title not in HONORIFICS for title in name.titles)
        seen.introduced += " " in name.key and any(title in INTRODUCING for title in name.titles)
        seen.acts += name.acts
        seen.says += name.says
        seen.article += name.article
        seen.offices += _is_called_company(name)
        seen.forms[name.form] += 1
    return found


def _is_called_company(name: Name) -> int:
    """How surely it is an organisation: "a company called Knightscope" (CALLED), "airline Ryanair", "Knightscope CEO" (1)."""
    text, i = name.text, name.last
    words = text.lower[i : i + 3]
    before = name.first - 1
    if (
        before > 0
        and text.lower[before] in ("called", "named")
        and text.lower[before - 1] in ORGANISATION_ROLES
    ):
        return CALLED
    if before >= 0 and text.lower[before] in ORGANISATION_ROLES and text.ends[before] + 1 == name.begin:
        return text.sentences[before] == text.sentences[name.first]
    if not words or text.sentences[i] != text.sentences[name.first]:
        return False
    if words[0] in COMPANY_OFFICES or (words[0] == "chief" and words[1:2] in (["executive"], ["financial"])):
        return True
    possessive = words[0] in ("'s", "’s") or text.lower[name.last - 1].endswith(("'s", "’s"))
    return possessive and (words[-1] in COMPANY_OFFICES or words[1:2] == ["ceo"])


def decide_kinds(evidence: dict[str, Evidence]) -> dict[str, ActorKind]:
    """Return the kind of each form that names an actor; forms that name none are left out."""
    kinds: dict[str, ActorKind] = {}
    for key, seen in evidence.items():
        kind = _kind_of_form(key, seen)
        if kind:
            kinds[key] = kind
    _follow_surnames(kinds, evidence)
    _follow_companies(kinds, evidence)
    _drop_things(kinds, evidence)
    return kinds


def _kind_of_form(key: str, seen: Evidence) -> ActorKind | None:
    words = key.split()
    persons, organisations = seen.labels["PERSON"], seen.labels["ORG"]
    places = seen.labels["GPE"] + seen.labels["LOC"] + seen.labels["FAC"]
    if known := _known(key, seen):
        return known
    if words[0] in EVENTS or words[-1] in THINGS or all(word in DEMONYMS for word in words):
        return None
    if len(words) == 1 and words[0] in ORGANISATION_WORDS:
        return None
    if _is_organisation_name(words) and not (words[0] in FIRST_NAMES and persons > organisations):
        return "organisation"
    if len(words) > MOST_PERSON_WORDS:
        return "organisation" if organisations else None
    if _is_titled(seen) or _has_first_name(words, seen):
        return "person"
    return _majority(words, seen, persons=persons, organisations=organisations, places=places)


def _is_titled(seen: Evidence) -> bool:
    """A title before a name makes a person of it, unless spaCy sees organisations more often."""
    persons, titled = seen.labels["PERSON"], seen.honorific or seen.titled
    if seen.introduced and seen.introduced >= seen.labels["ORG"]:
        return True
    if not titled or not (persons or seen.honorific or seen.says):
        return False
    return persons + titled > seen.labels["ORG"]


def _has_first_name(words: Sequence[str], seen: Evidence) -> bool:
    """A known first name before a surname; places that are first names do not count ("Georgia Tech")."""
    if words[0] not in FIRST_NAMES or words[0] in PLACES or words[0] in STATES or seen.article:
        return False
    return len(words) == 2 or (len(words) == 3 and seen.labels["ORG"] <= seen.labels["PERSON"] + 1)


def _known(key: str, seen: Evidence) -> ActorKind | None:
    """Kinds that general knowledge settles."""
    if key in BODIES:
        return "organisation"
    if key in STATES or key in SEATS or key in PLACES or key in REGIONS:
        return "person" if key in PERSONS_TOO and seen.honorific else "place"
    return None


def _is_organisation_name(words: Sequence[str]) -> bool:
    """The head of the name is a kind of organisation: its last word, or the word before "of" or "for"."""
    if len(words) < 2:
        return False
    if words[-1] in ORGANISATION_WORDS:
        return True
    return any(b in ("of", "for", "on") and a in ORGANISATION_WORDS for a, b in pairwise(words))


def _majority(
    words: Sequence[str], seen: Evidence, *, persons: int, organisations: int, places: int
) -> ActorKind | None:
    """What spaCy says most often; a lone word that does nothing is not worth an actor."""
    most = max(persons, organisations, places)
    if most == 0:
        return None
    if seen.labels["NORP"] >= most:
        return None
    if (
        seen.offices
        and len(words) < 3
        and not seen.honorific
        and 2 * seen.offices + organisations > persons / 2
    ):
        return "organisation"
    if persons == most and any(map(str.isdigit, words[-1])):
        return None  # a product: "Knightscope K5"
    if persons == most and all(word[0].isalpha() for word in words):
        form = seen.forms.most_common(1)[0][0]
        if form.isupper() and len(words) == 1:
            return "organisation"
        return "person" if len(words) > 1 or seen.acts or persons > 1 else None
    return "organisation" if organisations == most else "place"


def _follow_surnames(kinds: dict[str, ActorKind], evidence: dict[str, Evidence]) -> None:
    """A lone word that ends or begins a person's full name names that person, whatever its own labels say."""
    surnames, first_names = set(), set()
    for key, kind in kinds.items():
        words = key.split()
        if kind == "person" and len(words) > 1:
            surnames.add(sound(words[-1]))
            first_names.add(words[0])
    companies = {key.split()[0] for key, kind in kinds.items() if kind == "organisation" and " " in key}
    for key, seen in evidence.items():
        persons, places = seen.labels["PERSON"], seen.labels["GPE"]
        if " " in key or (
            _known(key, seen) not in (None, "person") and not (key in PERSONS_TOO and persons > places)
        ):
            continue
        firm = key in companies and seen.labels["ORG"] > 2 * (persons + seen.honorific + seen.says)
        if key.endswith("s") and sound(key[:-1]) in surnames and sound(key) not in surnames:
            kinds.pop(key, None)  # a family: "the Romneys"
        elif (sound(key) in surnames and not firm) or (
            key in first_names
            and (kinds.get(key) == "person" or (kinds.get(key) == "organisation" and not firm))
        ):
            kinds[key] = "person"


def _follow_companies(kinds: dict[str, ActorKind], evidence: dict[str, Evidence]) -> None:
    """An unknown "place" that begins the name of a company ("AirTran Airways") is the company."""
    for key, kind in list(kinds.items()):
        first, _, rest = key.partition(" ")
        unknown = kinds.get(first) == "place" and _known(first, evidence[first]) is None
        if kind == "organisation" and unknown and rest in COMPANY_TAILS:
            kinds[first] = "organisation"


def _drop_things(kinds: dict[str, ActorKind], evidence: dict[str, Evidence]) -> None:
    """What begins with somebody's surname and says nothing is a thing of theirs ("Comey Memos")."""
    begins = Counter(key.split()[0] for key, kind in kinds.items() if kind == "person" and " " in key)
    for key, kind in list(kinds.items()):
        first, _, rest = key.partition(" ")
        if kind != "person" or not rest or kinds.get(first) != "person":
            continue
        if first in FIRST_NAMES or first in FAMILY_NAMES:  # "Hu Jintao"
            continue
        thing = begins[first] == 1 and rest not in GENERATIONS and kinds.get(rest) != "person"
        if thing and not evidence[key].says and evidence[first].count > evidence[key].count:
            del kinds[key]

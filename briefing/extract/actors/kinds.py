"""Decide for each printed form, from all its mentions, if it names a person, an organisation or a place."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.extract.actors.form import POSSESSIVES
from briefing.extract.actors.people import sound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.actors.names import Name
    from briefing.model import ActorKind
    from briefing.reading.lexicon import Lexicon

MOST_PERSON_WORDS = 5  # a longer run of capitals is a heading or an organisation


@dataclass(slots=True)
class Evidence:
    """What the texts show about one form: how often it stands, its labels, titles before it, what it does.

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
    offices: int = 0  # mentions with the officers of a company
    called: bool = False  # "a firm called X" stands somewhere
    forms: Counter[str] = field(default_factory=Counter)


def gather(names: Sequence[Name]) -> dict[str, Evidence]:
    """Count the evidence for each folded form."""
    evidence: defaultdict[str, Evidence] = defaultdict(Evidence)
    for name in names:
        seen = evidence[name.key]
        seen.count += 1
        seen.labels[name.label] += 1
        seen.honorific += bool(name.honorific)
        seen.titled += bool(name.offices)
        introducing = name.tokens.lexicon["introducing"]
        seen.introduced += " " in name.key and not introducing.isdisjoint(name.titles)
        seen.acts += name.acts
        seen.says += name.says
        seen.article += name.article
        seen.offices += _is_company(name)
        seen.called |= _is_called_company(name)
        seen.forms[name.form] += 1
    return dict(evidence)


def _is_called_company(name: Name) -> bool:
    """Whether "a firm called" stands before a name."""
    lower, lexicon, before = name.tokens.lower, name.tokens.lexicon, name.first - 1
    return (
        before > 0
        and lower[before] in lexicon["called"]
        and lower[before - 1] in lexicon["organisation_role"]
    )


def _is_company(name: Name) -> bool:
    """Whether what stands beside a name is a company's: "airline Ryanair", "X CEO", "X's shares"."""
    tokens, lexicon, after = name.tokens, name.tokens.lexicon, name.last
    offices, before = lexicon["company_office"], name.first - 1
    kinds = lexicon["organisation_role"]
    if before >= 0 and tokens.lower[before] in kinds and tokens.end[before] + 1 == name.begin:
        return tokens.sentence[before] == tokens.sentence[name.first]
    words = tokens.lower[after : after + 3]
    if not words or tokens.sentence[after] != tokens.sentence[name.first]:
        return False
    second = words[1] if len(words) > 1 else ""
    if words[0] in offices or (words[0] in lexicon["chief"] and second in lexicon["chief_of"]):
        return True
    possessive = words[0] in POSSESSIVES or tokens.lower[after - 1].endswith(POSSESSIVES)
    return possessive and (words[-1] in offices or second in lexicon["company_only"])


def decide_kinds(evidence: dict[str, Evidence], lexicon: Lexicon) -> dict[str, ActorKind]:
    """Return the kind of each form that names an actor; forms that name none are left out."""
    kinds: dict[str, ActorKind] = {}
    for key, seen in evidence.items():
        kind = _kind_of_form(key, seen, lexicon)
        if kind:
            kinds[key] = kind
    _follow_surnames(kinds, evidence, lexicon)
    _follow_companies(kinds, evidence, lexicon)
    _drop_things(kinds, evidence, lexicon)
    return kinds


def _kind_of_form(key: str, seen: Evidence, lexicon: Lexicon) -> ActorKind | None:
    words = key.split()
    persons, organisations = seen.labels["PERSON"], seen.labels["ORG"]
    places = seen.labels["GPE"] + seen.labels["LOC"] + seen.labels["FAC"]
    if known := _known(key, seen, lexicon):
        return known
    if (
        words[0] in lexicon["event_word"]
        or words[-1] in lexicon["thing_word"]
        or all(word in lexicon.states.people for word in words)
    ):
        return None
    if len(words) == 1 and words[0] in lexicon["organisation_word"]:
        return None
    if _is_organisation_name(words, lexicon) and not (
        words[0] in lexicon.genders and persons > organisations
    ):
        return "organisation"
    if len(words) > MOST_PERSON_WORDS:
        return "organisation" if organisations else None
    if _is_titled(seen) or _has_first_name(words, seen, lexicon):
        return "person"
    return _majority(words, seen, persons=persons, organisations=organisations, places=places)


def _is_titled(seen: Evidence) -> bool:
    """A title before a name makes a person of it, unless organisations are seen more often."""
    persons, titled = seen.labels["PERSON"], seen.honorific or seen.titled
    if seen.introduced and seen.introduced >= seen.labels["ORG"]:
        return True
    if not titled or not (persons or seen.honorific or seen.says):
        return False
    return persons + titled > seen.labels["ORG"]


def _has_first_name(words: Sequence[str], seen: Evidence, lexicon: Lexicon) -> bool:
    """A known first name before a surname; places that are first names do not count ("Georgia Tech")."""
    if (
        words[0] not in lexicon.genders
        or words[0] in lexicon["not_actor_place"]
        or words[0] in lexicon.states.names
        or seen.article
    ):
        return False
    return len(words) == 2 or (len(words) == 3 and seen.labels["ORG"] <= seen.labels["PERSON"] + 1)


def _known(key: str, seen: Evidence, lexicon: Lexicon) -> ActorKind | None:
    """Kinds that general knowledge settles."""
    if key in lexicon.table("bodies"):
        return "organisation"
    if (
        key in lexicon.states.names
        or key in lexicon.states.seats
        or key in lexicon["not_actor_place"]
        or key in lexicon["acting_region"]
    ):
        return "person" if key in lexicon["person_or_state"] and seen.honorific else "place"
    return None


def _is_organisation_name(words: Sequence[str], lexicon: Lexicon) -> bool:
    """The head of the name is a kind of organisation: its last word, or the word before "of" or "for"."""
    if len(words) < 2:
        return False
    if words[-1] in lexicon["organisation_word"]:
        return True
    return any(
        b in lexicon.table("role_prepositions") and a in lexicon["organisation_word"]
        for a, b in pairwise(words)
    )


def _majority(
    words: Sequence[str], seen: Evidence, *, persons: int, organisations: int, places: int
) -> ActorKind | None:
    """What the language model says most often; a lone word that does nothing is not worth an actor."""
    most = max(persons, organisations, places)
    if most == 0:
        return None
    if seen.labels["NORP"] >= most:
        return None
    company = seen.called or (seen.offices and 2 * seen.offices + organisations > persons / 2)
    if company and len(words) < 3 and not seen.honorific:
        return "organisation"
    if persons == most and any(map(str.isdigit, words[-1])):
        return None  # a product: "Knightscope K5"
    if persons == most and all(word[0].isalpha() for word in words):
        form = seen.forms.most_common(1)[0][0]
        if form.isupper() and len(words) == 1:
            return "organisation"
        return "person" if len(words) > 1 or seen.acts or persons > 1 else None
    return "organisation" if organisations == most else "place"


def _follow_surnames(kinds: dict[str, ActorKind], evidence: dict[str, Evidence], lexicon: Lexicon) -> None:
    """A lone word that ends or begins a person's full name names that person, whatever its own labels say."""
    surnames, first_names = set(), set()
    for key, kind in kinds.items():
        words = key.split()
        if kind == "person" and len(words) > 1:
            surnames.add(sound(words[-1], lexicon))
            first_names.add(words[0])
    companies = {key.split()[0] for key, kind in kinds.items() if kind == "organisation" and " " in key}
    for key, seen in evidence.items():
        persons, places = seen.labels["PERSON"], seen.labels["GPE"]
        if " " in key or (
            _known(key, seen, lexicon) not in (None, "person")
            and not (key in lexicon["person_or_state"] and persons > places)
        ):
            continue
        firm = key in companies and seen.labels["ORG"] > 2 * (persons + seen.honorific + seen.says)
        if key.endswith("s") and sound(key[:-1], lexicon) in surnames and sound(key, lexicon) not in surnames:
            kinds.pop(key, None)  # a family: "the Romneys"
        elif (sound(key, lexicon) in surnames and not firm) or (
            key in first_names
            and (kinds.get(key) == "person" or (kinds.get(key) == "organisation" and not firm))
        ):
            kinds[key] = "person"


def _follow_companies(kinds: dict[str, ActorKind], evidence: dict[str, Evidence], lexicon: Lexicon) -> None:
    """An unknown "place" that begins the name of a company ("AirTran Airways") is the company."""
    for key, kind in list(kinds.items()):
        first, _, rest = key.partition(" ")
        unknown = kinds.get(first) == "place" and _known(first, evidence[first], lexicon) is None
        if kind == "organisation" and unknown and rest in lexicon["company_tail"]:
            kinds[first] = "organisation"


def _drop_things(kinds: dict[str, ActorKind], evidence: dict[str, Evidence], lexicon: Lexicon) -> None:
    """What begins with somebody's surname and says nothing is a thing of theirs ("Comey Memos")."""
    begins = Counter(key.split()[0] for key, kind in kinds.items() if kind == "person" and " " in key)
    for key, kind in list(kinds.items()):
        first, _, rest = key.partition(" ")
        if kind != "person" or not rest or kinds.get(first) != "person":
            continue
        if first in lexicon.genders or first in lexicon["family_name"]:  # "Hu Jintao"
            continue
        thing = begins[first] == 1 and rest not in lexicon["generation"] and kinds.get(rest) != "person"
        if thing and not evidence[key].says and evidence[first].count > evidence[key].count:
            del kinds[key]

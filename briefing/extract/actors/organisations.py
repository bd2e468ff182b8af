"""Which names are of one organisation or place: acronyms, ministries, short forms, states, seats of government."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.extract.actors.lexicon import (
    BODIES,
    COMPANY_TAILS,
    FIRST_NAMES,
    LEGAL_FORMS,
    ORGANISATION_WORDS,
    PLACES,
)
from briefing.extract.actors.states import DEMONYMS, SPELLINGS, STATES, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.extract.actors.kinds import Evidence
    from briefing.extract.actors.names import Name

_BRITISH = {
    "defence": "defense",
    "labour": "labor",
    "organisation": "organization",
    "centre": "center",
    "programme": "program",
}
_OFFICE = re.compile(r"^(?P<kind>department|ministry) (?:of|for) (?:the )?(?P<what>.+)$")


def place_key(key: str) -> str:
    """One key for all names of a place ("kiev", "kyiv"; "uk", "britain")."""
    key = SPELLINGS.get(key, key)
    return STATES.get(key, key).casefold()


def group_organisations(
    evidence: dict[str, Evidence], keys: Iterable[str], articles: Sequence[Sequence[Name]]
) -> dict[str, str]:
    """Return for each folded form the form that stands for its organisation."""
    groups = _Groups(sorted(keys))
    plain: dict[str, list[str]] = defaultdict(list)
    for key in groups.keys:
        plain[_plain(key)].append(key)
    for same in plain.values():
        groups.unite(same)
    _unite_states(groups)
    _unite_acronyms(groups, evidence, articles)
    _unite_short_forms(groups, articles)
    return {key: groups.find(key) for key in groups.keys}


class _Groups:
    """Disjoint sets of forms."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        self._parent = {key: key for key in keys}

    def find(self, key: str) -> str:
        while self._parent[key] != key:
            key = self._parent[key]
        return key

    def unite(self, keys: Iterable[str]) -> None:
        roots = sorted({self.find(key) for key in keys})
        for root in roots[1:]:
            self._parent[root] = roots[0]


def _plain(key: str) -> str:
    """A form without legal form, American spelling, ministries as "X ministry", known bodies by their letters."""
    if key in BODIES:
        return BODIES[key].casefold()
    words = [_BRITISH.get(word, word) for word in key.replace(",", "").split()]
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    plain = " ".join(words)
    state, rest = _state_first(plain)
    if found := _OFFICE.match(rest):
        rest = f"{found['what']} {found['kind']}"
    elif rest in BODIES:
        rest = BODIES[rest].casefold()
    return f"{state}: {rest}" if state else rest


def _state_first(plain: str) -> tuple[str, str]:
    """Split "russian defense ministry" into ("Russia", "defense ministry")."""
    words = plain.replace("'s", "").split()
    for count in (2, 1):
        state = STATES.get(" ".join(words[:count])) or DEMONYMS.get(" ".join(words[:count]))
        if state and len(words) > count:
            rest = " ".join(words[count:])
            if (
                rest in BODIES
                or len(words) > count + 1
                or rest in ("congress", "senate", "parliament", "treasury")
            ):
                return state, rest
    return "", plain


def _unite_states(groups: _Groups) -> None:
    """Unite "Defense Ministry" with that of the one state whose defence ministry the articles name."""
    holders: dict[str, list[tuple[str, str]]] = defaultdict(list)  # form without state -> (state, form)
    members = {_plain(key): key for key in groups.keys}
    members |= {key: key for key in groups.keys}
    for key in groups.keys:
        state, _, rest = _plain(key).partition(": ")
        if rest:
            holders[rest].append((state, key))
        words = key.split()
        for count in (1, 2):
            state_named = state_of(" ".join(words[:count]))
            if state_named and len(words) > count:
                holders[" ".join(words[count:])].append((state_named, key))
    for rest, found in holders.items():
        if rest in members and len({state for state, _ in found}) == 1:
            groups.unite([members[rest], *(key for _, key in found)])


def _unite_acronyms(
    groups: _Groups, evidence: dict[str, Evidence], articles: Sequence[Sequence[Name]]
) -> None:
    """Letters and the name that they stand for, from "(ECB)" behind the name, else from its initials."""
    members = set(groups.keys)
    for names in articles:
        for long, short in pairwise(names):
            if long.key in members and short.key in members and _bracketed(long, short):
                groups.unite([long.key, short.key])
    together: dict[str, set[int]] = defaultdict(set)
    for number, names in enumerate(articles):
        for name in names:
            together[name.key].add(number)
    by_initials: dict[str, list[str]] = defaultdict(list)
    for key in groups.keys:
        for letters in _initials(key):
            by_initials[letters].append(key)
    for key in groups.keys:
        if (
            " " not in key
            and len(key) > 2
            and evidence[key].forms.most_common(1)[0][0].replace(".", "").isupper()
        ):
            full = {groups.find(k) for k in by_initials.get(key, ()) if together[k] & together[key]}
            if len(full) == 1:
                groups.unite([key, *full])


def _bracketed(long: Name, short: Name) -> bool:
    """Whether the second name stands in brackets right behind the first and has its first letter, or its words."""
    between = long.text.article.text[long.end : short.begin]
    if between.strip() != "(" or not short.form.replace(".", "")[:2].isupper():
        return False
    letters = short.key.replace(" ", "")
    return (
        len(letters) < len(long.key)
        and all(c in long.key for c in letters)
        and letters[0] in {w[0] for w in long.key.split()}
    )


def _initials(key: str) -> set[str]:
    words = key.replace("-", " ").replace("&", " ").split()
    if len(words) < 3:
        return set()
    short = [w for w in words if w not in ("of", "the", "and", "for", "on", "in")]
    return {"".join(w[0] for w in words), "".join(w[0] for w in short)}


def _unite_short_forms(groups: _Groups, articles: Sequence[Sequence[Name]]) -> None:
    """Unite "Northrop" with Northrop Grumman where an article names that first, "AirTran" with AirTran Airways anywhere."""
    together: dict[str, dict[int, int]] = defaultdict(dict)  # form -> article -> where first
    for number, names in enumerate(articles):
        for at, name in enumerate(names):
            together[name.key].setdefault(number, at)
    longer: dict[str, list[str]] = defaultdict(list)
    for key in groups.keys:
        words = key.split()
        for count in range(1, len(words)):
            longer[" ".join(words[:count])].append(key)
    for key in groups.keys:
        if key in longer and not _is_general(key):
            groups.unite([key, *_long_forms(groups, key, longer[key], together)])


def _long_forms(
    groups: _Groups, key: str, longer: Sequence[str], together: dict[str, dict[int, int]]
) -> list[str]:
    """The longer forms of the same organisation: more words of a company's kind, or the one name introduced before."""
    rests = {long: long.split()[len(key.split()) :] for long in longer}
    same = [long for long in longer if all(word in COMPANY_TAILS or word in STATES for word in rests[long])]
    before = [
        long for long in longer if any(together[long].get(n, at) < at for n, at in together[key].items())
    ]
    one = len({groups.find(long) for long in before} - {groups.find(key)}) == 1
    if one and all(len(rests[long]) == 1 and rests[long][0] not in ORGANISATION_WORDS for long in before):
        same += before
    return same


def _is_general(key: str) -> bool:
    """Words too general to be the short form of one name."""
    return key in PLACES or state_of(key) is not None or key in ORGANISATION_WORDS or key in FIRST_NAMES or key in (
        "national", "international", "federal", "general", "royal", "first", "central", "supreme", "high", "european",
        "american", "world", "united", "air", "new", "south", "north", "east", "west", "black", "democratic", "social",
    )  # fmt: skip

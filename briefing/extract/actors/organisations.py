"""Which names are of one organisation or place: acronyms, ministries, short forms, states and their seats."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.extract.actors.form import OFFICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.extract.actors.kinds import Evidence
    from briefing.extract.actors.names import Name
    from briefing.reading.lexicon import Lexicon


def place_key(key: str, lexicon: Lexicon) -> str:
    """One key for all names of a place ("kiev", "kyiv"; "uk", "britain")."""
    key = lexicon.table("spellings").get(key, key)
    return lexicon.states.names.get(key, key).casefold()


def group_organisations(
    evidence: dict[str, Evidence], keys: Iterable[str], articles: Sequence[Sequence[Name]], lexicon: Lexicon
) -> dict[str, str]:
    """Return for each folded form the form that stands for its organisation."""
    groups = _Groups(sorted(keys), lexicon)
    same: dict[str, list[str]] = defaultdict(list)
    for key, plain in groups.plain.items():
        same[plain].append(key)
    for alike in same.values():
        groups.unite(alike)
    _unite_states(groups)
    _unite_acronyms(groups, evidence, articles)
    _unite_short_forms(groups, articles)
    return {key: groups.find(key) for key in groups.plain}


class _Groups:
    """Disjoint sets of forms; ``plain`` has each with its plain form, in the order of the alphabet."""

    def __init__(self, keys: list[str], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.plain = {key: _plain(key, lexicon) for key in keys}
        self._parent = {key: key for key in keys}

    def find(self, key: str) -> str:
        while self._parent[key] != key:
            key = self._parent[key]
        return key

    def unite(self, keys: Iterable[str]) -> None:
        roots = sorted({self.find(key) for key in keys})
        for root in roots[1:]:
            self._parent[root] = roots[0]


def _plain(key: str, lexicon: Lexicon) -> str:
    """A form without legal form, in American spelling, ministries as "X ministry", bodies as letters."""
    bodies, american = lexicon.table("bodies"), lexicon.table("american")
    if key in bodies:
        return bodies[key].casefold()
    words = [american.get(word, word) for word in key.replace(",", "").split()]
    while len(words) > 1 and words[-1] in lexicon["legal_form"]:
        words.pop()
    plain = " ".join(words)
    state, rest = _state_first(plain, lexicon)
    if office := OFFICE.match(rest):
        rest = f"{office['what']} {office['kind']}"
    elif rest in bodies:
        rest = bodies[rest].casefold()
    return f"{state}: {rest}" if state else rest


def _state_first(plain: str, lexicon: Lexicon) -> tuple[str, str]:
    """Split "russian defense ministry" into ("Russia", "defense ministry")."""
    states = lexicon.states
    words = plain.replace("'s", "").split()
    for count in (2, 1):
        begin, rest = " ".join(words[:count]), " ".join(words[count:])
        state = states.names.get(begin) or states.people.get(begin)
        if state and (
            len(words) > count + 1 or rest in lexicon.table("bodies") or rest in lexicon["state_body"]
        ):
            return state, rest
    return "", plain


def _unite_states(groups: _Groups) -> None:
    """Unite "Defense Ministry" with that of the one state whose defence ministry the articles name."""
    holders: dict[str, list[tuple[str, str]]] = defaultdict(list)  # form without state -> (state, form)
    members = {plain: key for key, plain in groups.plain.items()}
    members |= {key: key for key in groups.plain}
    for key, plain in groups.plain.items():
        state, _, rest = plain.partition(": ")
        if rest:
            holders[rest].append((state, key))
        words = key.split()
        for count in (1, 2):
            state_named = groups.lexicon.states.of(" ".join(words[:count]))
            if state_named and len(words) > count:
                holders[" ".join(words[count:])].append((state_named, key))
    for rest, held in holders.items():
        if rest in members and len({state for state, _ in held}) == 1:
            groups.unite([members[rest], *(key for _, key in held)])


def _unite_acronyms(
    groups: _Groups, evidence: dict[str, Evidence], articles: Sequence[Sequence[Name]]
) -> None:
    """Letters and the name that they stand for, from "(ECB)" behind the name, else from its initials."""
    members = groups.plain
    for names in articles:
        for long, short in pairwise(names):
            if long.key in members and short.key in members and _bracketed(long, short):
                groups.unite([long.key, short.key])
    together: dict[str, set[int]] = defaultdict(set)
    for number, names in enumerate(articles):
        for name in names:
            together[name.key].add(number)
    by_initials: dict[str, list[str]] = defaultdict(list)
    for key in groups.plain:
        for letters in _initials(key, groups.lexicon):
            by_initials[letters].append(key)
    for key in groups.plain:
        if (
            " " not in key
            and len(key) > 2
            and evidence[key].forms.most_common(1)[0][0].replace(".", "").isupper()
        ):
            full = {groups.find(k) for k in by_initials.get(key, ()) if together[k] & together[key]}
            if len(full) == 1:
                groups.unite([key, *full])


def _bracketed(long: Name, short: Name) -> bool:
    """Whether the second name stands in brackets right behind the first and is made of its letters."""
    between = long.tokens.text[long.end : short.begin]
    if between.strip() != "(" or not short.form.replace(".", "")[:2].isupper():
        return False
    letters = short.key.replace(" ", "")
    return (
        len(letters) < len(long.key)
        and all(c in long.key for c in letters)
        and letters[0] in {w[0] for w in long.key.split()}
    )


def _initials(key: str, lexicon: Lexicon) -> set[str]:
    """The letters that may stand for a name, with and without those of its small words."""
    words = key.replace("-", " ").replace("&", " ").split()
    if len(words) < 3:
        return set()
    short = [w for w in words if w not in lexicon["function_word"]]
    return {"".join(w[0] for w in words), "".join(w[0] for w in short)}


def _unite_short_forms(groups: _Groups, articles: Sequence[Sequence[Name]]) -> None:
    """Unite "Northrop" with Northrop Grumman where that is named first, "AirTran" with AirTran Airways."""
    together: dict[str, dict[int, int]] = defaultdict(dict)  # form -> article -> where first
    for number, names in enumerate(articles):
        for at, name in enumerate(names):
            together[name.key].setdefault(number, at)
    longer: dict[str, list[str]] = defaultdict(list)
    for key in groups.plain:
        words = key.split()
        for count in range(1, len(words)):
            longer[" ".join(words[:count])].append(key)
    for key in groups.plain:
        if key in longer and not _is_general(key, groups.lexicon):
            groups.unite([key, *_long_forms(groups, key, longer[key], together)])


def _long_forms(
    groups: _Groups, key: str, longer: Sequence[str], together: dict[str, dict[int, int]]
) -> list[str]:
    """The longer forms of the same organisation: with words of a company's kind, or introduced before."""
    lexicon = groups.lexicon
    rests = {long: long.split()[len(key.split()) :] for long in longer}
    tails = lexicon["company_tail"]
    same = [long for long in longer if all(w in tails or w in lexicon.states.names for w in rests[long])]
    before = [
        long for long in longer if any(together[long].get(n, at) < at for n, at in together[key].items())
    ]
    one = len({groups.find(long) for long in before} - {groups.find(key)}) == 1
    kinds = lexicon["organisation_word"]
    if one and all(len(rests[long]) == 1 and rests[long][0] not in kinds for long in before):
        same += before
    return same


def _is_general(key: str, lexicon: Lexicon) -> bool:
    """Words too general to be the short form of one name."""
    classes = ("not_actor_place", "organisation_word", "general_word")
    return (
        any(key in lexicon[name] for name in classes)
        or key in lexicon.genders
        or lexicon.states.of(key) is not None
    )

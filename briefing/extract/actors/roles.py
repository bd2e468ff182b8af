"""Roles from the text: what stands in apposition to a name, before it or behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.extract.actors.lexicon import GENERIC_ROLES, KINSHIP, MOODS, PERSON_ROLES
from briefing.model import Citation, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.actors.names import Name
    from briefing.extract.actors.phrases import Phrase
    from briefing.extract.actors.text import Text
    from briefing.model import ActorKind

_ENDS_APPOSITION = frozenset(
    {",", ".", ";", ":", ")", "-", "–", "—", "?", "!", "”", '"', "’", "'", "and", "who", "which", "whose"}
)
_OPENS_APPOSITION = frozenset({",", "(", "-", "–", "—", "--"})
_FINITE = frozenset({"VBD", "VBZ", "MD", "VBP"})
_VERBS = _FINITE | {"VBN", "VBG"}


@dataclass(slots=True)
class Apposition:
    """A phrase that stands beside a name. ``name`` is the name's number among those of the article."""

    phrase: Phrase
    name: int
    last: int


@dataclass(slots=True)
class Profile:
    """What all articles say of one actor: role nouns, states and further words; and the places that say it."""

    roles: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    cited: list[tuple[Citation, int]] = field(default_factory=list)


def find_appositions(
    text: Text, names: Sequence[Name], kinds: Sequence[ActorKind], phrases: Sequence[Phrase]
) -> list[Apposition]:
    """Pair phrases with the names that they stand beside; each phrase belongs to one name at most.

    ``kinds`` are those of the names' actors: a person is no company, and a place has no role.
    """
    starts = {text.token_at(name.start): i for i, name in enumerate(names)}
    bare = {name.first: i for i, name in enumerate(names)}
    ends = {name.last: i for i, name in enumerate(names)}
    found = []
    for phrase in phrases:
        hit = _before_name(text, phrase, starts, bare)
        beside = hit is not None and text.words[hit[1]] != ","
        behind = None if beside else _after_name(text, phrase, ends)
        if hit is None or (behind and _opens_sentence(text, names[behind[0]].first)):
            hit = behind or hit  # "Ann Lee, the lawyer for its only prisoner, Jo Roe, said": that is Lee
        if hit and not phrase.person and text.words[phrase.head][0].isupper():
            continue  # the next name of a list ("Department of Defense, State Department")
        if hit and kinds[hit[0]] == ("person" if phrase.person else "organisation"):
            found.append(Apposition(phrase, hit[0], hit[1]))
    return found


def _before_name(
    text: Text, phrase: Phrase, starts: dict[int, int], bare: dict[int, int]
) -> tuple[int, int] | None:
    """Find the name after a phrase: "NATO chief Jens Stoltenberg", "the French president, Emmanuel Macron,"."""
    at = starts.get(phrase.last, bare.get(phrase.last))
    if at is not None and _same_sentence(text, phrase.head, phrase.last):
        return at, phrase.last
    possessed = any(text.tags[i] == "POS" for i in range(phrase.first, phrase.head))
    if phrase.determiner in ("a", "an", "") and not possessed:
        return None
    for last in (phrase.last, phrase.open_end):
        at = starts.get(last + 1)
        if at is None or text.words[last] != "," or not _same_sentence(text, phrase.head, last + 1):
            continue
        if not PERSON_ROLES.isdisjoint(text.lower[phrase.last : last]):
            continue  # "the emir to his son, Sheik Tamim": that is the son
        after = _after_capitals(text, last + 1)
        if phrase.person and text.tags[after] in _FINITE and not _opens_sentence(text, phrase.start):
            continue  # "to support Clinton as the nominee, Devine suggested"
        if possessed or text.lower[after] not in ("and", "&"):
            return at, last
    return None


def _after_capitals(text: Text, first: int) -> int:
    """The token behind a name; the last one of the text where none is."""
    i = first
    while i + 1 < len(text.words) and (text.tags[i] in ("NNP", "NNPS", "HYPH") or text.deps[i] == "compound"):
        i += 1
    return i


def _opens_sentence(text: Text, i: int) -> bool:
    return i == 0 or text.sentences[i - 1] != text.sentences[i]


def _after_name(text: Text, phrase: Phrase, ends: dict[int, int]) -> tuple[int, int] | None:
    """Find the name before a phrase: "Ben Wallace, UK defence secretary,", "Valery Gerasimov - the Chief of Staff."."""
    before = phrase.start - 1
    at = ends.get(before)
    if before < 1 or at is None or not _same_sentence(text, before - 1, phrase.head):
        return None
    if text.words[before] not in _OPENS_APPOSITION:
        return None
    for last in (phrase.wide_end, phrase.open_end, phrase.last):
        if last >= len(text.words) or not _same_sentence(text, phrase.head, last):
            return at, last
        if text.tags[last] in _FINITE and _begins_clause(text, phrase, before):
            return None
        if text.words[last].isspace() or text.words[last] in _ENDS_APPOSITION or text.tags[last] in _VERBS:
            return at, last
    return None


def _begins_clause(text: Text, phrase: Phrase, mark: int) -> bool:
    """Whether the phrase is itself the subject: "hours after the talks with Putin, the president said ..."."""
    opens = next((i for i in range(mark, 0, -1) if text.sentences[i - 1] != text.sentences[mark]), 0)
    named_first = all(text.tags[i] in ("NNP", "NNPS", "HYPH") for i in range(opens, mark))
    return text.deps[phrase.head] in ("nsubj", "nsubjpass") and not named_first


def _same_sentence(text: Text, a: int, b: int) -> bool:
    return b >= len(text.sentences) or text.sentences[a] == text.sentences[b]


def cite_role(text: Text, apposition: Apposition) -> Citation:
    """Cite the words of a role, without the article before it."""
    phrase = apposition.phrase
    first = phrase.first
    while first < phrase.head and text.lower[first] in MOODS:
        first += 1
    return text.article.cite(text.starts[first], text.ends[apposition.last - 1])


def note_role(profile: Profile, text: Text, apposition: Apposition) -> None:
    """Add an apposition to what is known of an actor."""
    phrase = apposition.phrase
    profile.roles.add(phrase.role)
    profile.states |= phrase.states
    profile.words |= phrase.words
    if phrase.role.split()[-1] != "counterpart":
        citation = cite_role(text, apposition)
        profile.cited.append((citation, len(phrase.words) + 2 * len(phrase.states)))


OFFICES = (PERSON_ROLES | GENERIC_ROLES) - {"figure", "man", "woman"}


def roles_of(profile: Profile) -> tuple[Role, ...]:
    """Roles, the most informative first; one that another says with more words is left out."""
    groups: dict[str, list[tuple[Citation, int]]] = {}
    for citation, weight in profile.cited:
        if citation.text.casefold() in KINSHIP:
            continue  # "mother": whose?
        groups.setdefault(_comparable(citation.text), []).append((citation, weight))
    kept = []
    for key, cited in groups.items():
        words = set(key.split())
        if not any(words < set(other.split()) for other in groups):
            vague = not words & OFFICES  # "right-hand man", "influential figure"
            weight = max(weight for _, weight in cited)
            kept.append((vague, -min(weight, 4) - 0.5 * min(len(cited), 4), cited))
    kept.sort(key=lambda item: item[:2])
    return tuple(Role(cited[0][0].text, tuple(citation for citation, _ in cited)) for *_, cited in kept)


def _comparable(words: str) -> str:
    flat = words.casefold().replace("’", "'").replace("'s", "").replace("defense", "defence").replace(".", "")
    return " ".join(w for w in flat.split() if w not in ("the", "of", "a"))

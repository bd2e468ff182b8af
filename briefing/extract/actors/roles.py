"""Roles from the text: what stands in apposition to a name, before it or behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from briefing.model import Citation, Role
from briefing.reading.grammar import NAME_FORMS, PARTICIPLES, RELATIVES, SUBJECTS, TENSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.extract.actors.names import Name
    from briefing.extract.actors.phrases import Phrase
    from briefing.model import ActorKind
    from briefing.reading.annotation import AnnotatedArticle
    from briefing.reading.lexicon import Lexicon
    from briefing.reading.tokens import Tokens

_OPENING_MARKS = frozenset({",", "(", "-", "–", "—", "--"})
_CLOSING_MARKS = frozenset({",", ".", ";", ":", ")", "-", "–", "—", "?", "!", "”", '"', "’", "'"})
# The first word behind an apposition: a verb, "and", "who".
_BEHIND = TENSED | PARTICIPLES | RELATIVES | {"CC", "WP$"}
_IN_NAMES = NAME_FORMS | {"HYPH"}


@dataclass(slots=True)
class Apposition:
    """A phrase that stands beside a name. ``name`` is the name's number among those of the article."""

    phrase: Phrase
    name: int
    last: int


@dataclass(frozen=True, slots=True)
class Told:
    """A passage that says a role: how much it says, its words for comparison, whether one is an office."""

    citation: Citation
    weight: int
    words: tuple[str, ...]
    office: bool


@dataclass(slots=True)
class Profile:
    """What all articles say of one actor: role nouns, states, further words, and the passages that say it."""

    roles: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)


class _Beside(NamedTuple):
    """The number of the name that a phrase stands at, and the token where the phrase ends there."""

    name: int
    last: int


def find_appositions(
    tokens: Tokens, names: Sequence[Name], kinds: Sequence[ActorKind], phrases: Sequence[Phrase]
) -> list[Apposition]:
    """Pair phrases with the names that they stand beside; each phrase belongs to one name at most.

    ``kinds`` are those of the names' actors: a person is no company, and a place has no role.
    """
    starts = {tokens.first_at(name.start): i for i, name in enumerate(names)}
    bare = {name.first: i for i, name in enumerate(names)}
    ends = {name.last: i for i, name in enumerate(names)}
    appositions = []
    for phrase in phrases:
        beside = _before_name(tokens, phrase, starts, bare)
        if beside is None or tokens.word[beside.last] == ",":
            behind = _after_name(tokens, phrase, ends)
            if beside is None or (behind and tokens.opens_sentence(names[behind.name].first)):
                # "Ann Lee, the lawyer for its only prisoner, Jo Roe, said": that is Lee
                beside = behind or beside
        if beside is None or (not phrase.person and tokens.word[phrase.head][0].isupper()):
            continue  # the next name of a list ("Department of Defense, State Department")
        if kinds[beside.name] == ("person" if phrase.person else "organisation"):
            appositions.append(Apposition(phrase, beside.name, beside.last))
    return appositions


def _before_name(
    tokens: Tokens, phrase: Phrase, starts: dict[int, int], bare: dict[int, int]
) -> _Beside | None:
    """Find the name after a phrase: "NATO chief Jens Stoltenberg", "the president, Emmanuel Macron,"."""
    name = starts.get(phrase.last, bare.get(phrase.last))
    if name is not None and _same_sentence(tokens, phrase.head, phrase.last):
        return _Beside(name, phrase.last)
    possessed = "POS" in tokens.form[phrase.first : phrase.head]
    article = tokens.lexicon.table("articles").get(phrase.determiner, phrase.determiner)
    if article in ("indefinite", "") and not possessed:
        return None
    for last in (phrase.last, phrase.open_end):
        name = starts.get(last + 1)
        if name is None or tokens.word[last] != "," or not _same_sentence(tokens, phrase.head, last + 1):
            continue
        if not tokens.lexicon["person_role"].isdisjoint(tokens.lower[phrase.last : last]):
            continue  # "the emir to his son, Sheik Tamim": that is the son
        after = _after_capitals(tokens, last + 1)
        if phrase.person and tokens.form[after] in TENSED and not tokens.opens_sentence(phrase.start):
            continue  # "to support Clinton as the nominee, Devine suggested"
        if possessed or tokens.form[after] != "CC":
            return _Beside(name, last)
    return None


def _after_capitals(tokens: Tokens, first: int) -> int:
    """The token behind a name; the last one of the text where none is."""
    i = first
    while i + 1 < len(tokens) and (tokens.form[i] in _IN_NAMES or tokens.relation[i] == "compound"):
        i += 1
    return i


def _after_name(tokens: Tokens, phrase: Phrase, ends: dict[int, int]) -> _Beside | None:
    """Find the name before a phrase: "Wallace, UK defence secretary,", "Gerasimov - the Chief of Staff."."""
    before = phrase.start - 1
    name = ends.get(before)
    if before < 1 or name is None or not _same_sentence(tokens, before - 1, phrase.head):
        return None
    if tokens.word[before] not in _OPENING_MARKS:
        return None
    for last in (phrase.wide_end, phrase.open_end, phrase.last):
        if last >= len(tokens) or not _same_sentence(tokens, phrase.head, last):
            return _Beside(name, last)
        if tokens.form[last] in TENSED and _begins_clause(tokens, phrase, before):
            return None
        word = tokens.word[last]
        if word.isspace() or word in _CLOSING_MARKS or tokens.form[last] in _BEHIND:
            return _Beside(name, last)
    return None


def _begins_clause(tokens: Tokens, phrase: Phrase, mark: int) -> bool:
    """Whether the phrase is itself the subject: "after talks with Putin, the president said ..."."""
    opens, _ = tokens.bounds[tokens.sentence[mark]]
    named_first = _IN_NAMES.issuperset(tokens.form[opens:mark])
    return tokens.relation[phrase.head] in SUBJECTS and not named_first


def _same_sentence(tokens: Tokens, a: int, b: int) -> bool:
    return b >= len(tokens) or tokens.sentence[a] == tokens.sentence[b]


def note_role(profile: Profile, annotated: AnnotatedArticle, apposition: Apposition) -> None:
    """Add an apposition to what is known of an actor; article and mood before the role are not cited."""
    phrase, tokens = apposition.phrase, annotated.tokens
    lexicon = tokens.lexicon
    profile.roles.add(phrase.role)
    profile.states |= phrase.states
    profile.words |= phrase.words
    first = phrase.first
    while first < phrase.head and tokens.lower[first] in lexicon["mood"]:
        first += 1
    citation = annotated.article.cite(*tokens.slice(first, apposition.last - 1))
    whose = (
        phrase.role.split()[-1] in lexicon["counterpart"] or citation.text.casefold() in lexicon["kinship"]
    )
    if not whose:
        words = _comparable(citation.text, lexicon)
        office = not (lexicon["person_role"] - lexicon["vague_role"]).isdisjoint(words)
        weight = len(phrase.words) + 2 * len(phrase.states)
        profile.told.append(Told(citation, weight, words, office))


def roles_of(told: Iterable[Told]) -> tuple[Role, ...]:
    """Roles, the most informative first; one that another says with more words is left out."""
    groups: dict[tuple[str, ...], list[Told]] = {}
    for one in told:
        groups.setdefault(one.words, []).append(one)
    kept = [alike for words, alike in groups.items() if not any(set(words) < set(other) for other in groups)]
    kept.sort(key=_vagueness)
    return tuple(Role(alike[0].citation.text, tuple(one.citation for one in alike)) for alike in kept)


def _vagueness(told: Sequence[Told]) -> tuple[bool, float]:
    """The order of roles: an office before a "right-hand man", then what says most, and most often."""
    weight = max(one.weight for one in told)
    return not told[0].office, -min(weight, 4) - 0.5 * min(len(told), 4)


def _comparable(role: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The words of a role that tell it from others, in one spelling."""
    american = lexicon.table("american")
    flat = role.casefold().replace("’", "'").replace("'s", "").replace(".", "")
    return tuple(american.get(w, w) for w in flat.split() if w not in lexicon["function_word"])

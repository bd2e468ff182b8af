"""Phrases that say what somebody is: "the UK defence secretary", "Putin's right-hand man", "head of MI6"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.extract.actors.lexicon import HONORIFICS, ORGANISATION_ROLES, PERSON_ROLES, word_set
from briefing.extract.actors.states import DEMONYMS, SEATS, STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.actors.text import Text

MOST_TOKENS = 14  # a longer phrase is a clause that was misread
_NOUNS = frozenset({"NN", "NNP", "NNPS", "NNS"})
_MODIFIERS = _NOUNS | frozenset({"JJ", "JJS", "JJR", "HYPH", "POS", "VBN", "VBG", "AFX"})
_DETERMINERS = word_set("the a an his her their its our my your")
_INSIDE = _NOUNS | frozenset({"DT", "JJ", "JJS", "POS", "HYPH", "CD", "PRP$", "AFX", "$"})
_ROLES = PERSON_ROLES | ORGANISATION_ROLES
_ADVERBS = frozenset({"-", "then", "ex", "most", "late"})
_OPEN_TAGS = frozenset({"POS", "DT", "HYPH", "IN", "TO", "CC", "PRP$"})
_DAYS = frozenset({"yesterday", "today", "tomorrow", "tonight"})
_OWN = frozenset({"of", "for"})
_LOOSE = frozenset({"to", "at", "in", "on", "from", "with"})
FREE, TITLE = -1, -2  # what owners says of a token that is no person's name
_SPELLING = {"defence": "defense", "labour": "labor", "centre": "center", "ceo": "chief executive"}
_EMPTY = word_set("""former then ex current new late longtime long-time own top senior then- the a an of for to at in and 's ’s - his her
    their its first fired ousted acting outgoing incoming newly elected newly-elected embattled veteran fellow most""")
# A word before the head that makes another office of it.
_COMPOUNDS = word_set(
    """prime vice deputy attorney secretary director press assistant under executive general interior"""
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``first`` to ``last`` (half-open, without the determiner at ``start``) with the role noun ``head``.

    ``role`` is the noun with what makes another office of it ("prime minister"); ``states`` and ``words`` are what the
    phrase says besides; ``open_end`` is where the phrase would end with the prepositional phrases after it,
    ``wide_end`` with those about other people ("adviser to President Obama").
    """

    first: int
    last: int
    start: int
    head: int
    determiner: str
    role: str
    person: bool
    states: frozenset[str]
    words: frozenset[str]
    open_end: int
    wide_end: int


def find_phrases(text: Text, owners: Sequence[int]) -> list[Phrase]:
    """Return the role phrases of an article in text order.

    ``owners`` has for each token the number of the person's name that covers it, ``TITLE`` for a title
    before such a name, ``FREE`` for any other token.
    """
    found: list[Phrase] = []
    for i, word in enumerate(text.lower):
        if word not in _ROLES or owners[i] >= 0 or text.tags[i] not in ("NN", "NNP"):
            continue
        if _is_head(text, owners, i):
            phrase = _phrase(text, owners, i)
            if phrase.last - phrase.first <= MOST_TOKENS:
                found.append(phrase)
    return _coordinated(text, found)


def _is_head(text: Text, owners: Sequence[int], i: int) -> bool:
    """Whether the role noun ends its noun group; a person's name or an organisation's may follow."""
    after = i + 1
    if after >= len(text.words) or text.sentences[after] != text.sentences[i]:
        return True
    tag = text.tags[after]
    if owners[after] >= 0 or (
        tag in ("NNP", "NNPS") and text.words[after][0].isupper() and text.lower[after] not in PERSON_ROLES
    ):
        return True
    if tag == "HYPH" or text.lower[after] in PERSON_ROLES:
        return False
    if text.lower[after] in _DAYS:
        return True  # "Moscow's top diplomat yesterday"
    return tag not in ("NN", "NNS", "NNP")


def _phrase(text: Text, owners: Sequence[int], head: int) -> Phrase:
    first = _left(text, owners, head)
    determiner = ""
    start = first
    if first and text.sentences[first - 1] == text.sentences[head] and text.lower[first - 1] in _DETERMINERS:
        determiner = text.lower[first - 1]
        start = first - 1
    last = _right(text, owners, head, _OWN)
    open_end = _right(text, owners, head, _OWN | _LOOSE)
    wide_end = _right(text, owners, head, _OWN | _LOOSE, people=True)
    role = text.lower[head]
    if head > first and text.lower[head - 1] in _COMPOUNDS:
        role = f"{text.lower[head - 1]} {role}"
    states, words = _content(text, first, last, head, head - 1 if " " in role else head)
    return Phrase(
        first=first,
        last=last,
        start=start,
        head=head,
        determiner=determiner,
        role=role,
        person=text.lower[head] in PERSON_ROLES,
        states=states,
        words=words,
        open_end=open_end,
        wide_end=wide_end,
    )


def _content(
    text: Text, first: int, last: int, head: int, role: int
) -> tuple[frozenset[str], frozenset[str]]:
    """The states, and the further words, that a phrase names beside the noun from ``role`` to ``head``."""
    states, words = set(), set()
    paired = -1
    for i in range(first, last):
        if i == paired:
            continue  # the second word of "North Korean"
        word = text.lower[i]
        state = _state(f"{word} {text.lower[i + 1]}") if i + 1 < last else None
        if state:
            paired = i + 1
        elif text.words[i][0].isupper():
            state = _state(word)
        if state:
            states.add(state)
        elif not role <= i <= head and word not in _EMPTY:
            words.add(_SPELLING.get(word, word).replace(".", ""))
    return frozenset(states), frozenset(words)


def _state(word: str) -> str | None:
    return STATES.get(word) or DEMONYMS.get(word) or SEATS.get(word)


def _left(text: Text, owners: Sequence[int], head: int) -> int:
    """The first token of the noun group, possessor included."""
    i = head
    sentence = text.sentences[head]
    while i and text.sentences[i - 1] == sentence and not _stops(text, owners, i):
        i -= 1
    if i > 1 and "-" in (text.words[i], text.words[i - 1]) and text.ends[i - 1] == text.starts[i]:
        i -= 1 if text.words[i] == "-" else 2  # "newly-minted president"
    while i < head and (text.tags[i] in ("POS", "HYPH", "VBG") or not text.words[i][0].isalnum()):
        i += 1
    return i


def _stops(text: Text, owners: Sequence[int], i: int) -> bool:
    """Whether the noun group begins at token ``i``: what stands before belongs to something else."""
    before = i - 1
    tag, word = text.tags[before], text.words[before]
    possessor = text.tags[i] == "POS" or word.endswith(("'s", "’s"))
    compound = text.deps[before] == "compound" and text.heads[before] >= i
    if owners[before] >= 0 and not possessor and not compound:
        return True
    if word.isspace() or "@" in word or word in "“\"‘'":
        return True
    if text.lower[i] in ("former", "then") and tag in ("NN", "NNS"):
        return True  # "candidate former Secretary of State": two phrases
    modifies = tag in _MODIFIERS and not (tag in ("VBG", "VBN") and text.tags[i] not in _NOUNS)
    if not modifies and text.lower[before] not in _ADVERBS:
        return True
    if not text.words[i][0].isupper() or word[0].isupper():
        return False
    # "in some ways President Putin", "presidential candidate Texas Senator Ted Cruz"
    if tag in ("VBN", "VBG"):  # "alerted Senate Minority Leader", but "the fired FBI director"
        return not before or text.lower[before - 1] not in _DETERMINERS
    return tag in ("NN", "NNS")


def _right(
    text: Text, owners: Sequence[int], head: int, prepositions: frozenset[str], *, people: bool = False
) -> int:
    """The end of the phrase with the prepositional phrases of these prepositions; ``people`` may stand in them."""
    last = head + 1
    sentence = text.sentences[head]
    count = len(text.words)
    while last + 1 < count and text.sentences[last] == sentence and text.lower[last] in prepositions:
        i = last + 1
        while (
            i < count and text.sentences[i] == sentence and (people or owners[i] == FREE) and _inside(text, i)
        ):
            i += 1
        nouns = any(text.tags[k] in _NOUNS for k in range(last + 1, i))
        if not nouns or (i < count and owners[i] != FREE and text.lower[i - 1] in PERSON_ROLES):
            break  # "delegate for presumptive nominee Donald Trump": the nominee is Trump, the delegate is not
        last = i
    while text.tags[last - 1] in _OPEN_TAGS or text.lower[last - 1].rstrip(".") in HONORIFICS:
        last -= 1
    return max(last, head + 1)


def _inside(text: Text, i: int) -> bool:
    """Whether a token goes on with a prepositional phrase."""
    if text.tags[i] != "CC":
        return text.tags[i] in _INSIDE and not text.words[i].isspace()
    joins = i + 1 < len(text.words) and text.words[i - 1][0].isupper() and text.words[i + 1][0].isupper()
    return joins and text.tags[i + 1] in _INSIDE


def _coordinated(text: Text, phrases: list[Phrase]) -> list[Phrase]:
    """Put "foreign minister and chief negotiator" together: two offices of one person, the second without article."""
    joined: list[Phrase] = []
    for phrase in phrases:
        before = joined[-1] if joined else None
        if before and phrase.head < before.last:
            continue  # a role noun inside "head of the party"
        if before and _continues(text, before, phrase):
            states = before.states | phrase.states
            joined[-1] = replace(
                before, last=phrase.last, states=states, open_end=phrase.open_end, wide_end=phrase.wide_end
            )
        else:
            joined.append(phrase)
    return joined


def _continues(text: Text, before: Phrase, phrase: Phrase) -> bool:
    if phrase.determiner or phrase.person != before.person or phrase.first != before.last + 1:
        return False
    return text.lower[before.last] == "and"

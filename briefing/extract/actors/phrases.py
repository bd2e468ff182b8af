"""Phrases that say what somebody is: "the UK defence secretary", "Putin's right-hand man", "head of MI6"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from briefing.extract.actors.form import POSSESSIVES
from briefing.reading.grammar import NAME_FORMS, NOUN_FORMS, PARTICIPLES

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from briefing.reading.lexicon import Lexicon
    from briefing.reading.tokens import Tokens

_MODIFIERS = NOUN_FORMS | {"JJ", "JJS", "JJR", "HYPH", "POS", "VBN", "VBG", "AFX"}
_INSIDE = NOUN_FORMS | {"DT", "JJ", "JJS", "POS", "HYPH", "CD", "PRP$", "AFX", "$"}
_OPEN_FORMS = frozenset({"POS", "DT", "HYPH", "IN", "TO", "CC", "PRP$"})  # at the end of a phrase
FREE, TITLE = -1, -2  # what owners says of a token that is no person's name


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``first`` to ``last`` (half-open, the determiner at ``start`` left out), the role noun ``head``.

    ``role`` is the noun with what makes another office of it ("prime minister"); ``states`` and ``words``
    are what the phrase says besides; ``open_end`` is where the phrase would end with the prepositional
    phrases after it, ``wide_end`` with those about other people ("adviser to President Obama").
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


def find_phrases(tokens: Tokens, owners: Sequence[int]) -> list[Phrase]:
    """Return the role phrases of an article in text order.

    ``owners`` has for each token the number of the person's name that covers it, ``TITLE`` for a title
    before such a name, ``FREE`` for any other token.
    """
    roles = _role_nouns(tokens.lexicon)
    phrases: list[Phrase] = []
    for i, word in enumerate(tokens.lower):
        if word not in roles or owners[i] >= 0 or tokens.form[i] not in ("NN", "NNP"):
            continue
        if _is_head(tokens, owners, i):
            phrases.append(_phrase(tokens, owners, i))
    return _coordinated(tokens, phrases)


@cache
def _role_nouns(lexicon: Lexicon) -> frozenset[str]:
    return lexicon["person_role"] | lexicon["organisation_role"]


def _is_head(tokens: Tokens, owners: Sequence[int], i: int) -> bool:
    """Whether the role noun ends its noun group; a person's name or an organisation's may follow."""
    after = i + 1
    if after >= len(tokens.word) or tokens.sentence[after] != tokens.sentence[i]:
        return True
    form, office = tokens.form[after], tokens.lower[after] in tokens.lexicon["person_role"]
    if owners[after] >= 0 or (form in NAME_FORMS and tokens.word[after][0].isupper() and not office):
        return True
    if form == "HYPH" or office:
        return False
    if tokens.lower[after] in tokens.lexicon["near_day"]:
        return True  # "Moscow's top diplomat yesterday"
    return form not in ("NN", "NNS", "NNP")


def _phrase(tokens: Tokens, owners: Sequence[int], head: int) -> Phrase:
    lexicon, lower = tokens.lexicon, tokens.lower
    linking = lexicon.table("role_prepositions")
    own = frozenset(word for word, kind in linking.items() if kind == "own")
    first = start = _left(tokens, owners, head)
    determiner = ""
    if not tokens.opens_sentence(first) and lower[first - 1] in lexicon["phrase_determiner"]:
        determiner = lower[first - 1]
        start = first - 1
    last = _right(tokens, owners, head, own)
    compound = head > first and lower[head - 1] in lexicon["role_compound"]
    states, words = _content(tokens, (first, last), (head - 1 if compound else head, head))
    return Phrase(
        first=first,
        last=last,
        start=start,
        head=head,
        determiner=determiner,
        role=f"{lower[head - 1]} {lower[head]}" if compound else lower[head],
        person=lower[head] in lexicon["person_role"],
        states=states,
        words=words,
        open_end=_right(tokens, owners, head, linking),
        wide_end=_right(tokens, owners, head, linking, people=True),
    )


def _content(
    tokens: Tokens, phrase: tuple[int, int], role: tuple[int, int]
) -> tuple[frozenset[str], frozenset[str]]:
    """The states and further words of a phrase (half-open) beside its role (first and last token)."""
    lexicon, lower = tokens.lexicon, tokens.lower
    state_of, american = lexicon.states.of, lexicon.table("american")
    states, words = set(), set()
    paired = -1
    for i in range(*phrase):
        if i == paired:
            continue  # the second word of "North Korean"
        word = lower[i]
        state = state_of(f"{word} {lower[i + 1]}") if i + 1 < phrase[1] else None
        if state:
            paired = i + 1
        elif tokens.word[i][0].isupper():
            state = state_of(word)
        if state:
            states.add(state)
        elif not role[0] <= i <= role[1] and word not in lexicon["empty_in_role"] and word != "-":
            words.add(american.get(word, word).replace(".", ""))
    return frozenset(states), frozenset(words)


def _left(tokens: Tokens, owners: Sequence[int], head: int) -> int:
    """The first token of the noun group, possessor included."""
    i = head
    while not tokens.opens_sentence(i) and not _stops(tokens, owners, i):
        i -= 1
    if i > 1 and "-" in (tokens.word[i], tokens.word[i - 1]) and tokens.end[i - 1] == tokens.start[i]:
        i -= 1 if tokens.word[i] == "-" else 2  # "newly-minted president"
    while i < head and (tokens.form[i] in ("POS", "HYPH", "VBG") or not tokens.word[i][0].isalnum()):
        i += 1
    return i


def _stops(tokens: Tokens, owners: Sequence[int], i: int) -> bool:
    """Whether the noun group begins at token ``i``: what stands before belongs to something else."""
    lexicon, before = tokens.lexicon, i - 1
    form, word = tokens.form[before], tokens.word[before]
    possessor = tokens.form[i] == "POS" or word.endswith(POSSESSIVES)
    compound = tokens.relation[before] == "compound" and tokens.head[before] >= i
    if owners[before] >= 0 and not possessor and not compound:
        return True
    if word.isspace() or "@" in word or word in "“\"‘'":
        return True
    if tokens.lower[i] in lexicon["former"] and form in ("NN", "NNS"):
        return True  # "candidate former Secretary of State": two phrases
    modifies = form in _MODIFIERS and (form not in PARTICIPLES or tokens.form[i] in NOUN_FORMS)
    if not modifies and word != "-" and tokens.lower[before] not in lexicon["role_adverb"]:
        return True
    if not tokens.word[i][0].isupper() or word[0].isupper():
        return False
    # "in some ways President Putin", "presidential candidate Texas Senator Ted Cruz"
    if form in PARTICIPLES:  # "alerted Senate Minority Leader", but "the fired FBI director"
        return not before or tokens.lower[before - 1] not in lexicon["phrase_determiner"]
    return form in ("NN", "NNS")


def _right(
    tokens: Tokens, owners: Sequence[int], head: int, prepositions: Container[str], *, people: bool = False
) -> int:
    """The end of the phrase with what these prepositions add; ``people``: names may stand in it."""
    lexicon, lower = tokens.lexicon, tokens.lower
    last = head + 1
    after = tokens.bounds[tokens.sentence[head]][1]
    while last + 1 < len(tokens) and last < after and lower[last] in prepositions:
        i = last + 1
        while i < after and (people or owners[i] == FREE) and _inside(tokens, i):
            i += 1
        nouns = any(tokens.form[k] in NOUN_FORMS for k in range(last + 1, i))
        followed = i < len(tokens) and owners[i] != FREE
        if not nouns or (followed and lower[i - 1] in lexicon["person_role"]):
            break  # "delegate for presumptive nominee Donald Trump": the delegate is not Trump
        last = i
    courtesy = lexicon.table("honorifics")
    while tokens.form[last - 1] in _OPEN_FORMS or lower[last - 1].rstrip(".") in courtesy:
        last -= 1
    return max(last, head + 1)


def _inside(tokens: Tokens, i: int) -> bool:
    """Whether a token goes on with a prepositional phrase."""
    if tokens.form[i] != "CC":
        return tokens.form[i] in _INSIDE and not tokens.word[i].isspace()
    joins = i + 1 < len(tokens) and tokens.word[i - 1][0].isupper() and tokens.word[i + 1][0].isupper()
    return joins and tokens.form[i + 1] in _INSIDE


def _coordinated(tokens: Tokens, phrases: list[Phrase]) -> list[Phrase]:
    """Put "foreign minister and chief negotiator" together: one person, the second without article."""
    joined: list[Phrase] = []
    for phrase in phrases:
        before = joined[-1] if joined else None
        if before and phrase.head < before.last:
            continue  # a role noun inside "head of the party"
        if before and _continues(tokens, before, phrase):
            states = before.states | phrase.states
            joined[-1] = replace(
                before, last=phrase.last, states=states, open_end=phrase.open_end, wide_end=phrase.wide_end
            )
        else:
            joined.append(phrase)
    return joined


def _continues(tokens: Tokens, before: Phrase, phrase: Phrase) -> bool:
    if phrase.determiner or phrase.person != before.person or phrase.first != before.last + 1:
        return False
    return tokens.form[before.last] == "CC" and tokens.lower[before.last] in tokens.lexicon["name_joint"]

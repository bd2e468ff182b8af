"""The proper names of one article, and what stands around each: titles, the verb that it acts in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing.extract.actors.form import NEVER_A_NAME, bare_range, fold
from briefing.extract.actors.stretches import Stretch, find_stretches, is_title, titles
from briefing.reading.grammar import SUBJECTS

if TYPE_CHECKING:
    from briefing.reading.lexicon import Lexicon
    from briefing.reading.tokens import Tokens

_UNSURE = frozenset({"PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
_MODIFIERS = frozenset({"JJ", "NN", "NNP", "NNPS", "POS", "PRP$", "HYPH"})  # before a title


@dataclass(slots=True)
class Name:
    """A proper name in a text.

    ``first`` and ``last`` are tokens (half-open) and ``begin`` and ``end`` characters of the bare name;
    ``start`` includes the courtesy or office title printed before it. ``key`` is the form folded for
    comparison, ``label`` that of the entity ("" for none), ``titles`` the titles before it, the nearest
    first, ``acts`` whether it is a verb's subject or owns something, ``says`` whether it speaks, decides or
    is spoken to.
    """

    tokens: Tokens
    first: int
    last: int
    begin: int
    end: int
    label: str
    start: int = 0
    form: str = ""
    key: str = ""
    honorific: str = ""
    titles: tuple[str, ...] = ()
    acts: bool = False
    says: bool = False
    article: bool = False
    relative: bool = False

    @property
    def head(self) -> int:
        """The token that the rest of the sentence hangs on."""
        return self.last - 1

    @property
    def gender(self) -> str:
        """What the courtesy title tells: "m", "f" or ""."""
        told = self.tokens.lexicon.table("honorifics").get(self.honorific, "")
        return told if told in ("m", "f") else ""

    @property
    def offices(self) -> tuple[str, ...]:
        """The titles that are no mere courtesy."""
        courtesy = self.tokens.lexicon.table("honorifics")
        return tuple(title for title in self.titles if title not in courtesy)

    @property
    def country(self) -> str | None:
        """The state that it is a name of."""
        return self.tokens.lexicon.states.names.get(self.key)


def find_names(tokens: Tokens) -> list[Name]:
    """Return the names of one article in text order; they never overlap or cross a line break."""
    names = [name for stretch in find_stretches(tokens) if (name := _read_name(tokens, stretch))]
    for name in names:
        describe(name)
    return names


def _read_name(tokens: Tokens, stretch: Stretch) -> Name | None:
    """The bare name of a stretch; None for a date, a dateline and what else capitals are used for."""
    first, last, label = stretch
    offset = tokens.start[first]
    begin, end = bare_range(tokens.text[offset : tokens.end[last - 1]])
    begin, end = offset + begin, offset + end
    form = tokens.text[begin:end]
    if form.casefold() in tokens.lexicon["month_or_day"] and (
        label == "PERSON" or (first and is_title(tokens, first - 1))
    ):
        return Name(tokens, first, last, begin, end, "PERSON")
    if end - begin < 2 or first in tokens.datelines:
        return None
    if _is_junk(form, tokens.lexicon) or _is_pair(form, tokens.lexicon):
        return None
    return Name(tokens, first, last, begin, end, "" if label in _UNSURE else label)


@cache
def _junk(lexicon: Lexicon) -> frozenset[str]:
    """Words that are no name by themselves."""
    classes = (lexicon[name] for name in ("not_actor", "creed", "month_or_day", "portfolio"))
    return (titles(lexicon) - lexicon["title_or_name"]).union(*classes)


def _is_junk(form: str, lexicon: Lexicon) -> bool:
    """Dates, numbers, titles, creeds, furniture, capitalised headings and web addresses are no names."""
    key = form.casefold().strip(".")
    if key in _junk(lexicon) or key.removesuffix("s") in lexicon["creed"]:
        return True
    if key in lexicon.states.people and key not in lexicon.states.names:
        return True
    return not any(c.isalpha() for c in key) or bool(NEVER_A_NAME.search(key))


def _is_pair(form: str, lexicon: Lexicon) -> bool:
    """Two actors with a hyphen between ("Trump-Russia"): the second search finds each."""
    states = lexicon.states
    parts = [fold(part) for part in form.split("-")]
    return (
        len(parts) == 2
        and any(part in states.names or part in states.seats for part in parts)
        and fold(form) not in states.names
    )


def describe(name: Name) -> None:
    """Fill in what stands around a name."""
    tokens, lexicon = name.tokens, name.tokens.lexicon
    first, sentence = name.first, tokens.sentence[name.first]
    name.form = " ".join(tokens.text[name.begin : name.end].split())
    name.key = fold(name.form)
    name.titles = tuple(_titles_before(tokens, first))
    name.honorific = next((title for title in name.titles if title in lexicon.table("honorifics")), "")
    before = first - 1 - len(name.titles)
    name.article = (
        not name.titles and before >= 0 and lexicon.table("articles").get(tokens.lower[before]) == "definite"
    )
    kin = first - 2 if first > 1 and tokens.word[first - 1] == "," else first - 1
    name.relative = (
        kin >= 0 and tokens.lower[kin] in lexicon["relative_role"] and tokens.sentence[kin] == sentence
    )
    name.start = _mention_start(name)
    name.acts, name.says = _deed(tokens, name.head)


def _titles_before(tokens: Tokens, first: int) -> list[str]:
    """The titles before a name, the nearest first; of words for roles in small letters the nearest alone."""
    lexicon, courtesy = tokens.lexicon, tokens.lexicon.table("honorifics")
    sentence = tokens.sentence[first]
    before: list[str] = []
    for i in range(first - 1, -1, -1):
        if tokens.sentence[i] != sentence:
            break
        bare = tokens.lower[i].rstrip(".")
        capital = not tokens.word[i][0].islower()
        if (
            (bare in courtesy and (capital or bare not in lexicon["courtesy_or_verb"]))  # "I miss Barry"
            or (bare in lexicon["name_title"] and tokens.word[i][0].isupper())
            or (before and bare in lexicon["name_modifier"])
        ):
            before.append(bare)
            continue
        if bare in lexicon["person_role"] and not before:
            before.append(bare)
        break
    return before


def _deed(tokens: Tokens, head: int) -> tuple[bool, bool]:
    """Whether a name acts, as a subject or owner, and whether it speaks, decides or is spoken to."""
    lexicon = tokens.lexicon
    relation, above = tokens.relation[head], tokens.head[head]
    if relation == "dobj":  # "Tehran warned Washington"
        return False, tokens.lemma[above] in lexicon["act_on_somebody"]
    if relation == "conj" and tokens.relation[above] == "nsubj":
        above = tokens.head[above]
    elif relation not in SUBJECTS:
        return relation == "poss", False
    acts = tokens.form[above][:1] == "V"
    return acts, acts and tokens.lemma[above] in lexicon["act_in_words"] and relation != "nsubjpass"


def shorten(name: Name, form: str) -> None:
    """Cut a name to the ``form`` that it begins or ends with."""
    begin = name.tokens.text.find(form, name.begin, name.end)
    if begin < 0:
        return
    if begin > name.begin:
        name.begin = begin
        name.first = name.tokens.first_at(begin)
    name.end = begin + len(form)
    name.last = max(name.first + 1, name.tokens.first_at(name.end))
    describe(name)


def _mention_start(name: Name) -> int:
    """Where the mention begins: titles belong to it unless they are the end of a longer description."""
    tokens, lexicon = name.tokens, name.tokens.lexicon
    first = name.first - len(name.titles)
    if not name.titles or not (tokens.word[name.first - 1][0].isupper() or name.honorific):
        return name.begin
    courtesy = [title in lexicon.table("honorifics") for title in name.titles]  # the nearest first
    if all(courtesy):
        return tokens.start[first]
    before = first - 1
    modified = (
        before >= 0
        and tokens.sentence[before] == tokens.sentence[name.first]
        and tokens.form[before] in _MODIFIERS
        and tokens.end[before] + 1 == tokens.start[first]
    )
    titled = all(t in titles(lexicon) or t in lexicon["name_modifier"] for t in name.titles)
    alone = len(name.titles) == 1 and name.titles[0] not in lexicon["high_office"]
    if modified or not titled or not alone:
        return tokens.start[name.first - courtesy.index(False)]
    return tokens.start[first]

"""One article's words as a table: what the language model says of each, read once for all findings."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from briefing.reading.datelines import find_datelines
from briefing.reading.grammar import AUXILIARIES, GRAMMARS, SUBJECTS, VERBAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc

    from briefing.reading.lexicon import Lexicon

# Columns of spaCy: the first are names, the others numbers.
_NAMES: list[int | str] = ["ORTH", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "SHAPE"]
_NUMBERS: list[int | str] = ["HEAD", "IDX", "SENT_START", "ENT_IOB", "IS_STOP", "LIKE_NUM"]
_BEGINS = 3  # spaCy's code for the first token of an entity
MOST_STEPS = 100  # up a tree: a guard on time; a deeper one is a chain without stops, made or misread

# What a short noun phrase does without before its head word, and where it ends after it.
_BEFORE = frozenset({"advcl", "advmod", "cc", "mark", "parataxis", "preconj", "prep", "punct"})
_AFTER = frozenset(
    {"acl", "advcl", "advmod", "appos", "cc", "conj", "neg", "parataxis", "prep", "punct", "relcl"}
)


@dataclass(frozen=True, eq=False)
class Tokens:
    """The tokens of a text; every list has one entry a token, and a token is its number in the text.

    Offsets are characters of ``text``, half-open. The labels are those of ``briefing.reading.grammar``.
    """

    text: str
    lexicon: Lexicon
    word: list[str]  # as printed
    lower: list[str]  # casefolded
    lemma: list[str]  # in small letters
    pos: list[str]  # part of speech of Universal Dependencies
    form: list[str]  # tag of the Penn Treebank
    relation: list[str]  # dependency label of ClearNLP
    entity: list[str]  # entity type of OntoNotes, "" outside
    shape: list[str]  # spaCy's: "dddd" for 2022, "Xxxxx" for Moscow
    head: list[int]  # the token that it hangs on, itself for the root of a sentence
    kids: list[list[int]]  # the tokens that hang on it, in text order
    start: list[int]
    end: list[int]
    sentence: list[int]  # number of its sentence, from 0
    bounds: list[tuple[int, int]]  # of each sentence: first token, token after the last
    opens_entity: list[bool]
    stop: list[bool]  # one of the commonest words of the language
    numeric: list[bool]  # digits or a number word

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.start)

    # --- where ------------------------------------------------------------------------------------

    def first_at(self, offset: int) -> int:
        """Return the first token that starts at or after a character offset."""
        return bisect_left(self.start, offset)

    def last_before(self, offset: int) -> int:
        """Return the last token that starts before a character offset, -1 where there is none."""
        return bisect_left(self.start, offset) - 1

    def after(self, offset: int) -> int:
        """Return the first token that ends after a character offset."""
        return bisect_right(self.end, offset)

    def slice(self, first: int, last: int) -> tuple[int, int]:
        """Return the character range from the first to the last of two tokens."""
        return self.start[first], self.end[last]

    def opens_sentence(self, token: int) -> bool:
        """Tell the first token of a sentence."""
        return self.bounds[self.sentence[token]][0] == token

    def last_word(self, sentence: int) -> int:
        """Return the last token of a sentence, white space at its end not counted."""
        first, after = self.bounds[sentence]
        while after - 1 > first and self.pos[after - 1] == "SPACE":
            after -= 1
        return after - 1

    # --- what -------------------------------------------------------------------------------------

    def is_word(self, token: int) -> bool:
        """Tell a word from punctuation and white space, as the language model sees it."""
        return self.pos[token] not in ("PUNCT", "SPACE")

    def is_mark(self, token: int) -> bool:
        """Tell punctuation by its characters."""
        return all(unicodedata.category(character)[0] == "P" for character in self.word[token])

    # --- the tree ---------------------------------------------------------------------------------

    def child(self, token: int, *relations: str) -> int | None:
        """Return the first child with one of these relations."""
        for kid in self.kids[token]:
            if self.relation[kid] in relations:
                return kid
        return None

    def subject(self, verb: int) -> int | None:
        """Return the subject of a verb, the nearest of two ("the mail, which she said ...")."""
        subjects = [kid for kid in self.kids[verb] if self.relation[kid] in SUBJECTS]
        return min(subjects, key=lambda kid: (abs(kid - verb), kid)) if subjects else None

    def helpers(self, verb: int) -> set[str]:
        """The auxiliaries of a verb, in small letters."""
        return {self.lower[kid] for kid in self.kids[verb] if self.relation[kid] in AUXILIARIES}

    def upward(self, token: int) -> Iterator[int]:
        """A token and those above it, the nearest first, up to the root or ``MOST_STEPS`` steps."""
        for _ in range(MOST_STEPS):
            yield token
            if self.head[token] == token:
                break
            token = self.head[token]

    def ancestors(self, token: int) -> Iterator[int]:
        """The tokens above a token, the nearest first."""
        return islice(self.upward(token), 1, None)

    def verb_above(self, token: int) -> int:
        """The nearest verb of a token and those above it; where there is none, the last of them."""
        at = token
        for at in self.upward(token):
            if self.pos[at] in VERBAL:
                break
        return at

    def subtree(self, token: int) -> Iterator[int]:
        """A token with all that hangs on it, in text order."""
        pending = [token]
        below = []
        while pending:
            below.append(pending.pop())
            pending += self.kids[below[-1]]
        yield from sorted(below)

    @cached_property
    def top_down(self) -> list[int]:
        """All tokens, every one after its head."""
        pending = [token for token, head in enumerate(self.head) if head == token]
        order = []
        while pending:
            order.append(pending.pop())
            pending += self.kids[order[-1]]
        return order

    @cached_property
    def _below(self) -> tuple[list[int], list[int]]:
        """The place of each token in an order in which what hangs on it follows, and where that ends."""
        place, after = [0] * len(self), [1] * len(self)
        for token in reversed(self.top_down):
            if self.head[token] != token:
                after[self.head[token]] += after[token]  # so far, how many hang on it
        free = 0
        begins = [0] * len(self)
        for token in self.top_down:
            head = self.head[token]
            if head == token:
                place[token], free = free, free + after[token]
            else:
                place[token] = begins[head]
                begins[head] += after[token]
            begins[token] = place[token] + 1
        return place, [first + count for first, count in zip(place, after, strict=True)]

    def is_above(self, above: int, token: int) -> bool:
        """Whether a token is above another one, or the same."""
        place, after = self._below
        return place[above] <= place[token] < after[above]

    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        lefts, rights = list(range(len(self))), list(range(len(self)))
        for token in reversed(self.top_down):  # children before their heads
            head = self.head[token]
            lefts[head] = min(lefts[head], lefts[token])
            rights[head] = max(rights[head], rights[token])
        return lefts, rights

    @cached_property
    def left(self) -> list[int]:
        """The first token of each token's subtree."""
        return self._edges[0]

    @cached_property
    def right(self) -> list[int]:
        """The last token of each token's subtree."""
        return self._edges[1]

    def short_phrase(self, head: int) -> tuple[int, int]:
        """Return the first and last token of the noun phrase without what follows its head word."""
        first = last = head
        for kid in self.kids[head]:
            if kid < head:
                if self.relation[kid] not in _BEFORE:
                    first = min(first, self.left[kid])
            elif self.relation[kid] in _AFTER:
                break
            else:
                last = self.right[kid]
        return first, last

    @cached_property
    def datelines(self) -> dict[int, int]:
        """The tokens of datelines, each with the first token behind the dash."""
        behind: dict[int, int] = {}
        for start, end in find_datelines(self.text):
            first, after = self.first_at(start), self.first_at(end)
            if after < len(self):
                behind.update(dict.fromkeys(range(first, after), after))
        return behind

    # --- entities ---------------------------------------------------------------------------------

    def entities(self) -> list[tuple[int, int, str]]:
        """The named entities: first token, token after the last, type."""
        spans: list[tuple[int, int, str]] = []
        for token, label in enumerate(self.entity):
            if label and self.opens_entity[token]:
                spans.append((token, token + 1, label))
            elif label and spans and spans[-1][1] == token:
                spans[-1] = (spans[-1][0], token + 1, spans[-1][2])
        return spans


def read_tokens(doc: Doc, lexicon: Lexicon) -> Tokens:
    """Read spaCy's analysis into a table; labels go through the table of the pipeline's language."""
    size = len(doc)
    strings = doc.vocab.strings
    # One array for all columns: reading token by token makes a Python object for each, which costs more
    # than the rest.
    columns = doc.to_array(_NAMES).T.tolist() if size else [[]] * len(_NAMES)
    numbers = doc.to_array(_NUMBERS).astype("int64").T.tolist() if size else [[]] * len(_NUMBERS)
    names: dict[int, str] = {key: strings[key] if key else "" for column in columns for key in set(column)}
    lowered = {key: name.casefold() for key, name in names.items()}
    orths, lemmas, pos, tags, labels, entities, shapes = columns
    shifts, start, begins, iob, stop, numeric = numbers
    grammar = GRAMMARS.get(doc.lang_, GRAMMARS["en"])
    word = [names[key] for key in orths]
    lower = [lowered[key] for key in orths]
    head = [token + shift for token, shift in enumerate(shifts)]
    kids: list[list[int]] = [[] for _ in head]
    for token, above in enumerate(head):
        if above != token:
            kids[above].append(token)
    firsts = [token for token, mark in enumerate(begins) if mark == 1 or token == 0]
    bounds = list(pairwise([*firsts, size])) if size else []
    mended = lexicon.lemmas
    return Tokens(
        text=doc.text,
        lexicon=lexicon,
        word=word,
        lower=lower,
        lemma=[mended.get(small) or lowered[key] for small, key in zip(lower, lemmas, strict=True)],
        pos=[names[key] for key in pos],
        form=_translated(tags, names, grammar.forms),
        relation=_translated(labels, names, grammar.relations),
        entity=_translated(entities, names, grammar.entities),
        shape=[names[key] for key in shapes],
        head=head,
        kids=kids,
        start=start,
        end=[at + len(printed) for at, printed in zip(start, word, strict=True)],
        sentence=[number for number, (first, after) in enumerate(bounds) for _ in range(first, after)],
        bounds=bounds,
        opens_entity=[code == _BEGINS for code in iob],
        stop=list(map(bool, stop)),
        numeric=list(map(bool, numeric)),
    )


def _translated(column: list[int], names: Mapping[int, str], table: Mapping[str, str]) -> list[str]:
    """The labels of a column in the terms of the rules."""
    labels = {key: table.get(names[key], names[key]) for key in set(column)}
    return [labels[key] for key in column]

"""Search the texts again for the names that were found elsewhere, and missed by the language model here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.actors.form import is_month
from briefing.extract.actors.lexicon import word_set
from briefing.extract.actors.names import Name, describe

if TYPE_CHECKING:
    from briefing.extract.actors.text import Text

_BEFORE_DATES = word_set(
    """in since last next until till by on from late early mid - this during before after through every"""
)


def search_again(text: Text, names: list[Name], forms: dict[str, list[str]]) -> list[Name]:
    """Add the places where one of the printed ``forms`` (by its first word) stands outside of every name found so far.

    A form that is also a date ("May") counts where no preposition or number makes it one.
    """
    covered = [False] * len(text.words)
    for name in names:
        covered[name.first : name.last] = [True] * (name.last - name.first)
    source = text.article.text
    added = []
    skip = 0
    for i, word in enumerate(text.words):
        if i < skip or covered[i] or not word[0].isupper():
            continue
        bare = word[:-2] if word.endswith(("'s", "’s")) else word
        for form in forms.get(bare, ()):
            begin = text.starts[i]
            end = begin + len(form)
            if not source.startswith(form, begin) or source[end : end + 1].isalnum():
                continue
            if is_month(form) and not _may_be_person(text, i):
                continue
            last = max(i + 1, text.token_at(end))
            name = Name(text, i, last, begin, end, "")
            describe(text, name)
            added.append(name)
            skip = last
            break
    return sorted([*names, *added], key=lambda name: name.begin) if added else names


def _may_be_person(text: Text, i: int) -> bool:
    """Whether "May" is a name here: nothing around it makes a date or a verb of it."""
    before = text.lower[i - 1] if i else ""
    after = text.lower[i + 1] if i + 1 < len(text.words) else ""
    further = text.lower[i + 2] if i + 2 < len(text.words) else ""
    begins = i == 0 or text.sentences[i - 1] != text.sentences[i]
    if begins and text.tags[i] == "MD" and text.tags[min(i + 1, len(text.tags) - 1)] == "PRP":
        return False
    if after[:1].isdigit() or before[:1].isdigit() or (after in ("of", ",") and further[:1].isdigit()):
        return False
    return before not in _BEFORE_DATES and after not in ("last", "next", "this")

"""Search the texts again for the names that were found elsewhere, and missed by the language model here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.actors.form import without_possessive
from briefing.extract.actors.names import Name, describe

if TYPE_CHECKING:
    from briefing.reading.tokens import Tokens


def search_again(tokens: Tokens, names: list[Name], forms: dict[str, list[str]]) -> list[Name]:
    """Add where one of the printed ``forms`` (by its first word) stands outside of every name found so far.

    A form that is also a date ("May") counts where no preposition or number makes it one.
    """
    covered = [False] * len(tokens)
    for name in names:
        covered[name.first : name.last] = [True] * (name.last - name.first)
    added: list[Name] = []
    for i, word in enumerate(tokens.word):
        if covered[i] or not word[0].isupper() or (added and i < added[-1].last):
            continue
        form = next((f for f in forms.get(without_possessive(word), ()) if _stands(tokens, i, f)), None)
        if form:
            begin = tokens.start[i]
            end = begin + len(form)
            name = Name(tokens, i, max(i + 1, tokens.first_at(end)), begin, end, "")
            describe(name)
            added.append(name)
    return sorted([*names, *added], key=lambda name: name.begin) if added else names


def _stands(tokens: Tokens, i: int, form: str) -> bool:
    """Whether a form stands at a token, as a name and as whole words."""
    begin = tokens.start[i]
    if not tokens.text.startswith(form, begin) or tokens.text[(end := begin + len(form)) : end + 1].isalnum():
        return False
    return form.casefold() not in tokens.lexicon["month_or_day"] or _may_be_person(tokens, i)


def _may_be_person(tokens: Tokens, i: int) -> bool:
    """Whether "May" is a name here: nothing around it makes a date or a verb of it."""
    lexicon = tokens.lexicon
    before = tokens.lower[i - 1] if i else ""
    after, further = [*tokens.lower[i + 1 : i + 3], "", ""][:2]
    if tokens.opens_sentence(i) and tokens.form[i] == "MD" and tokens.form[i + 1 : i + 2] == ["PRP"]:
        return False
    if after[:1].isdigit() or before[:1].isdigit() or (after in ("of", ",") and further[:1].isdigit()):
        return False
    return before != "-" and before not in lexicon["before_date"] and after not in lexicon["after_month"]

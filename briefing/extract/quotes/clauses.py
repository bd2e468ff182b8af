"""Which clause, infinitive or object a reporting word takes as its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.reading.grammar import OBJECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.reading.tokens import Tokens

Range = tuple[int, int]  # the first and the last token


def complements(words: Tokens, quoted: Sequence[int], verb: int, lemma: str, *, passive: bool) -> list[Range]:
    """The clause, infinitive or object that the verb reports, from its first to its last word."""
    chosen: list[int] = []
    objects: list[int] = []
    for c in words.kids[verb]:
        if c < verb:
            continue
        dep = words.relation[c]
        if dep in OBJECTS:
            objects.append(c)
        elif _is_complement(words, lemma, c, dep, passive=passive) or (
            chosen and lemma == "call" and dep in ("advcl", "xcomp") and is_infinitive(words, c)
        ):
            chosen.append(c)
    if objects and not passive:
        infinitive = bool(chosen) and is_infinitive(words, chosen[0]) and lemma in words.lexicon["request"]
        naming = bool(chosen) and lemma in words.lexicon["keep_object"]
        named = lemma in words.lexicon["name_as"] and any(
            quoted[i] >= 0 for o in objects for i in range(o, words.right[o] + 1)
        )
        alone = not chosen and (lemma in words.lexicon["speech_act"] or named)
        if infinitive or naming or alone:
            chosen = sorted([*objects, *chosen])
    if not chosen or (lemma in words.lexicon["name_as"] and not objects and words.lower[chosen[0]] == "as"):
        return []
    first, last = min(words.left[c] for c in chosen), max(words.right[c] for c in chosen)
    return [(max(first, verb + 1), last)]


def prepositions(words: Tokens, lemma: str) -> list[str]:
    """The prepositions after which a verb has what it reports: "warned of"."""
    return words.lexicon.table("prepositions").get(lemma, "").split()


def is_infinitive(words: Tokens, verb: int) -> bool:
    """Tell an infinitive with "to"."""
    return any(words.lower[c] == "to" and words.relation[c] == "aux" for c in words.kids[verb])


def _is_complement(words: Tokens, lemma: str, child: int, dep: str, *, passive: bool) -> bool:
    if dep == "ccomp":
        return lemma in words.lexicon["report_clause"]
    if dep == "xcomp":
        if is_infinitive(words, child):
            return lemma in words.lexicon["report_infinitive"] or (
                passive and lemma in words.lexicon["report_of_subject"]
            )
        return lemma in (
            words.lexicon["report_gerund"] if words.form[child] == "VBG" else words.lexicon["name_as"]
        )
    if dep in ("oprd", "acomp"):
        return lemma in words.lexicon["name_as"]
    if dep == "prep":
        name = words.lower[child]
        return name in prepositions(words, lemma) or (name == "as" and lemma in words.lexicon["name_as"])
    return False


def introduced(words: Tokens, clause: int) -> bool:
    """A that-clause or an infinitive."""
    return any(words.lower[c] in words.lexicon["clause_opener"] for c in words.kids[clause] if c < clause)

"""What reports without a verb of saying: "according to", a noun with its clause, an adjective."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.quotes.clauses import introduced
from briefing.extract.quotes.frame import Frame
from briefing.extract.quotes.speakers import Speaker, by_parse, noun_phrase
from briefing.reading.grammar import REPORTED_CLAUSES, TENSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.reading.tokens import Tokens


def according_frame(words: Tokens, quoted: Sequence[int], at: int) -> Frame | None:
    """In "according to X", X speaks the rest of the sentence."""
    to = at + 1
    if words.lower[to : to + 1] not in (["to"], ["of"]):
        return None
    head = words.child(to, "pobj")
    if head is None:
        head = words.child(at, "pobj")
    if head is None or quoted[head] >= 0:
        return None
    speaker = noun_phrase(words, quoted, head)
    if speaker is None:
        return None
    first, last = words.bounds[words.sentence[at]]
    if not any(words.is_word(i) for i in range(first, at)):
        speaker = _without_subject(words, speaker)
    start = at - 2 if words.lower[to] == "of" else at  # "in the words of"
    frame = Frame(at, start, to, speaker, speech=True, rule="according")
    before, after = (first, start - 1), (speaker.last + 1, last - 1)
    inserted = (
        start > first + 1
        and words.lower[start - 1] == ","
        and words.lower[start - 2] in words.lexicon["lead_in"]
    )
    if sum(words.is_word(i) for i in range(first, start)) > 1 and not inserted:
        frame.content.append(before)
        rest = words.lower[after[0]] if after[0] < last else ""
        if rest == "," and after[1] - after[0] > 3:
            frame.content.append(after)
    elif sum(words.is_word(i) for i in range(*after)) > 1:
        frame.content.append(after)
    return frame


def _without_subject(words: Tokens, speaker: Speaker) -> Speaker:
    """Take from the name behind "According to" the subject of the sentence, where the parse joins the two."""
    commas = [i for i in range(speaker.head + 1, speaker.last) if words.lower[i] == ","]
    behind = speaker.last + 1
    while behind < len(words) and (words.lower[behind] == "," or words.pos[behind] == "ADV"):
        behind += 1
    if not commas or behind >= len(words) or words.form[behind] not in TENSED:
        return speaker
    return Speaker(speaker.first, commas[0] - 1, speaker.head)


def terms_frame(words: Tokens, quoted: Sequence[int], under: int) -> Frame | None:
    """In "Under the treaty, “foreign forces” must leave" the treaty speaks, where its words are quoted."""
    head = words.child(under, "pobj")
    if head is None or words.lemma[head] not in words.lexicon["agreed_terms"] or quoted[head] >= 0:
        return None
    speaker = noun_phrase(words, quoted, head)
    end = words.bounds[words.sentence[under]][1] - 1
    if speaker is None or end <= speaker.last + 2 or words.lower[speaker.last + 1] != ",":
        return None
    content = (speaker.last + 2, end)
    if all(quoted[i] < 0 for i in range(content[0], end + 1)):
        return None
    return Frame(under, under, under, speaker, speech=True, rule="terms", content=[content])


def noun_frame(words: Tokens, quoted: Sequence[int], noun: int) -> Frame | None:
    """In "Russia's claim that ..." and "expressed hope that ..." the owner speaks the clause."""
    clause = next((c for c in words.kids[noun] if c > noun and _is_content(words, c)), None)
    if clause is None:
        return None
    owner = words.child(noun, "poss")
    if owner is None:
        owner = _maker(words, noun, clause)
    speaker = None
    first = last = noun
    if owner is not None:
        speaker = noun_phrase(words, quoted, owner)
    elif words.relation[noun] == "dobj" and words.lemma[words.head[noun]] in words.lexicon["light_verb"]:
        verb = words.head[noun]
        speaker, _ = by_parse(words, quoted, verb)
        first = verb
    if speaker is None:
        return None
    return Frame(
        noun, first, last, speaker, False, "noun", content=[(words.left[clause], words.right[clause])]
    )


def _is_content(words: Tokens, clause: int) -> bool:
    """Tell what a noun reports, "the claim that he lied", from what it is, "the claim that he made"."""
    if words.relation[clause] in ("acl", "ccomp"):
        return introduced(words, clause) or words.lower[words.left[clause] - 1] == "that"
    return words.relation[clause] == "relcl" and any(
        words.lower[c] == "that" and words.relation[c] == "mark" for c in words.kids[clause]
    )


def _maker(words: Tokens, noun: int, clause: int) -> int | None:
    """The head of who is named between a noun and its clause: "a warning from the ministry that ..."."""
    for c in words.kids[noun]:
        if noun < c < clause and words.relation[c] in ("prep", "agent") and words.lower[c] in ("from", "by"):
            return words.child(c, "pobj")
    return None


def is_relative_cue(words: Tokens, token: int) -> bool:
    """Whether a word taken for a plural is the verb in "which Wallace claims would only be useful"."""
    if words.form[token] != "NNS":
        return False
    before = [i for i in range(max(token - 4, 0), token) if words.form[i] == "WDT"]
    named = bool(before) and all(words.pos[i] == "PROPN" for i in range(before[-1] + 1, token))
    return named and before[-1] < token - 1 and words.form[token + 1 : token + 2] == ["MD"]


def relative_frame(words: Tokens, quoted: Sequence[int], cue: int) -> Frame | None:
    """In "which Wallace claims would be useful" the name speaks the rest of the clause."""
    end = words.bounds[words.sentence[cue]][1]
    last = next((i for i in range(cue + 1, end) if words.lower[i] in (",", ".", ";")), end) - 1
    speaker = noun_phrase(words, quoted, cue - 1)
    return Frame(cue, cue, cue, speaker, True, "verb", content=[(cue + 1, last)]) if speaker else None


def adjective_frame(words: Tokens, quoted: Sequence[int], adjective: int) -> Frame | None:
    """In "is confident that ..." and "was reluctant to ..." the subject speaks."""
    verb = words.head[adjective]
    if words.relation[adjective] != "acomp" or quoted[verb] >= 0:
        return None
    clause = next(
        (
            c
            for c in (*words.kids[adjective], *words.kids[verb])
            if c > adjective
            and (
                (words.relation[c] in REPORTED_CLAUSES and introduced(words, c))
                or (words.relation[c] == "prep" and words.lower[c] in words.lexicon["stance_preposition"])
            )
        ),
        None,
    )
    if clause is None:
        return None
    speaker, _ = by_parse(words, quoted, verb)
    if speaker is None:
        return None
    return Frame(
        adjective,
        verb,
        adjective,
        speaker,
        False,
        "adjective",
        content=[(words.left[clause], words.right[clause])],
    )

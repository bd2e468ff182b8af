"""Who passes on what another one said: "Tass quoted him as saying", "Tass said, citing an official"."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from briefing.extract.quotes.speakers import noun_phrase
from briefing.reading.grammar import PARTICIPLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.quotes.frame import Frame
    from briefing.extract.quotes.speakers import Speaker
    from briefing.reading.tokens import Tokens

_ASIDES = frozenset({"advcl", "relcl", "acl"})
_PASSED_ON = frozenset({"verb", "parenthetical", "according", "noun"})


def read_out(words: Tokens, quoted: Sequence[int], frame: Frame) -> int | None:
    """Make "Tass quoted him as saying" his saying and Tass the reporter; return the token of "quoted"."""
    cue, head = frame.cue, words.head[frame.cue]
    if words.lemma[cue] == "quote":
        verb = cue
    elif words.form[cue] == "VBG" and words.lower[head] == "as":
        verb = words.head[head]
        if words.pos[verb] != "VERB":
            verb = words.head[verb]
        if words.lemma[verb] not in words.lexicon["quoted_as"] or quoted[verb] >= 0 or verb > cue:
            return None
    else:
        return None
    passive = words.child(verb, "auxpass", "nsubjpass") is not None
    spoken = words.child(verb, "nsubjpass") if passive else words.child(verb, "dobj")
    speaker = noun_phrase(words, quoted, spoken) if spoken is not None else None
    if speaker is None:
        return None
    subject = _passive_agent(words, verb, cue) if passive else words.subject(verb)
    frame.reporter = noun_phrase(words, quoted, subject) if subject is not None else None
    frame.speaker, frame.asserted = speaker, True
    named = [speaker, *([frame.reporter] if frame.reporter else [])]
    firsts, lasts = [s.first for s in named], [s.last for s in named]
    frame.around = min([frame.first, verb, *firsts]), max([frame.last, verb, *lasts])
    return verb if verb != cue else None


def _passive_agent(words: Tokens, *verbs: int) -> int | None:
    """Return the head of "by the agency" below one of the verbs."""
    for verb in verbs:
        for c in words.kids[verb]:
            if words.lower[c] == "by" and (agent := words.child(c, "pobj")) is not None:
                return agent
    return None


def pass_on(words: Tokens, quoted: Sequence[int], frames: list[Frame]) -> list[Frame]:
    """Give each frame its reporter, and take out "citing X" where X has become the speaker.

    A frame inside the reported clause of another has that one's speaker as its reporter, the nearest of
    several.
    """
    consumed: set[int] = set()
    asides = _asides(words)
    for _, group in groupby(frames, key=lambda frame: words.sentence[frame.cue]):
        here = list(group)
        if len(here) < 2:
            continue
        for frame in here:
            if frame.rule == "according":
                _divide(frame, here)
        for frame in here:
            if words.lemma[frame.cue] == "cite" and words.form[frame.cue] in PARTICIPLES:
                consumed |= _cited(words, quoted, frame, here)
        for frame in here:
            if frame.reporter is None and frame.speaker is not None:
                frame.reporter = _around(words, frame, here, asides)
    for frame in frames:
        if (
            frame.reporter is None
            and frame.speaker is not None
            and (head := _beside(words, frame)) is not None
        ):
            frame.reporter = noun_phrase(words, quoted, head)
    return [frame for frame in frames if frame.cue not in consumed]


def _divide(according: Frame, here: Sequence[Frame]) -> None:
    """Keep "according to" and the speech whose clause holds it apart.

    In "He noted that, according to the police, it was late" the police speak within his clause; at the end of
    a sentence ("She said it was late, according to the police") they speak all of it.
    """
    inside = any(a > according.cue for a, _ in according.content)
    for outer in here:
        if outer is according or outer.rule != "verb" or not (outer.speech and outer.asserted):
            continue
        for a, b in outer.content:
            if not a <= according.cue <= b:
                continue
            if inside:
                clipped = [(max(a, c), min(b, d)) for c, d in according.content]
                according.content = [(c, d) for c, d in clipped if c <= d]
            else:
                outer.content = [
                    (c, min(d, according.start - 1)) for c, d in outer.content if c < according.start
                ]
            break


def _around(
    words: Tokens, frame: Frame, here: Sequence[Frame], asides: Sequence[int | None]
) -> Speaker | None:
    """Return the speaker of the nearest speech whose reported clause holds this frame, if it is another."""
    holding = [
        (b - a, outer.speaker)
        for outer in here
        if outer is not frame and outer.speaker and outer.asserted and outer.rule in _PASSED_ON
        if words.lower[outer.speaker.head] not in words.lexicon["nobody_pronoun"]
        for a, b in outer.content
        if a <= frame.cue <= b
        and (outer.speech or outer.rule == "noun")
        and _belongs(words, frame.cue, outer.cue, asides[frame.cue])
    ]
    if not holding or frame.speaker is None:
        return None
    nearest = min(holding, key=lambda held: held[0])[1]
    same = frame.speaker.head == nearest.head or words.lower[frame.speaker.head] == words.lower[nearest.head]
    return None if same else nearest


def _beside(words: Tokens, frame: Frame) -> int | None:
    """The head of "Tass" in "the envoy, quoted by Tass, said" and in "As Tass reported, the envoy said"."""
    if frame.speaker is None:
        return None
    for c in words.kids[frame.speaker.head]:
        if (
            words.form[c] == "VBN"
            and words.relation[c] == "acl"
            and words.lemma[c] in words.lexicon["quoted_as"]
        ):
            return _passive_agent(words, c)
    for c in words.kids[frame.cue]:
        if words.relation[c] == "advcl" and words.lemma[c] == "report" and words.lower[words.left[c]] == "as":
            return words.subject(c)
    return None


def _asides(words: Tokens) -> list[int | None]:
    """The head of the nearest aside around each token, None for a token in none."""
    nearest: list[int | None] = [None] * len(words)
    for token in words.top_down:
        head = words.head[token]
        if head != token:
            nearest[token] = token if words.relation[token] in _ASIDES else nearest[head]
    return nearest


def _belongs(words: Tokens, inner: int, outer: int, aside: int | None) -> bool:
    """Whether a word is part of what is reported, and not of an aside, which may be the paper's own.

    ``aside`` is the head of the nearest aside around the inner word: what reports it stands in that.
    """
    return aside is None or (words.is_above(outer, inner) and words.is_above(aside, outer))


def _cited(words: Tokens, quoted: Sequence[int], citing: Frame, here: Sequence[Frame]) -> set[int]:
    """Make who is cited the speaker of "…, Tass reported, citing X"; return the cues that are used up.

    A person that reports keeps its own words unless it cites a person without a name: "citing Reagan" gives a
    reason.
    """
    head = words.child(citing.cue, "dobj")
    if head is None or citing.speaker is None or citing.spans:
        return set()
    source = words.lemma[head] in words.lexicon["unnamed_source"]
    cited = noun_phrase(words, quoted, head)
    for frame in here:
        outer = frame.speaker
        if frame is citing or not frame.speech or outer is None or outer.head != citing.speaker.head:
            continue
        person = words.entity[outer.head] == "PERSON" or words.pos[outer.head] == "PRON"
        named = words.pos[head] == "PROPN" and words.entity[head] in ("PERSON", "ORG")
        if cited and frame.asserted and (source or (named and not person)):
            frame.speaker, frame.reporter = cited, outer
            frame.around = min(frame.first, outer.first), max(frame.last, outer.last)
            return {citing.cue}
    return set()

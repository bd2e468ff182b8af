"""Who reports what in a sentence: a reporting verb, noun or "according to", its speaker and the reported clause."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.extract.quotes import cues
from briefing.extract.quotes.clauses import Range, complements, introduced
from briefing.extract.quotes.speakers import Speaker, by_order, by_parse, noun_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.quotes.words import Words

_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "MD"})
_DASHES = frozenset({"-", "–", "—", "--"})
_CLOSING = frozenset({"”", "’", '"', "'", "''"})


@dataclass(slots=True)
class Frame:
    """A reporting word and what belongs to it: all numbers are tokens.

    ``first`` and ``last`` are the cue with its auxiliaries and particle, ``content`` what is reported as far as the parse
    tells, ``spans`` the quotations that are attached later. ``speech`` tells whether it can introduce quoted words, ``form`` of a
    verb whether a clause says what was said ("saying") or thought ("thinking") or whether the verb is the act itself ("act"), ``asserted`` whether it says that something was said ("would warn" does not).
    """

    cue: int
    first: int
    last: int
    speaker: Speaker | None
    speech: bool
    rule: str
    form: str = "act"
    asserted: bool = True
    content: list[Range] = field(default_factory=list)
    spans: list[int] = field(default_factory=list)

    @property
    def start(self) -> int:
        """The first token of cue and speaker."""
        return min(self.first, self.speaker.first) if self.speaker and self.near else self.first

    @property
    def stop(self) -> int:
        """The last token of cue and speaker."""
        return max(self.last, self.speaker.last) if self.speaker and self.near else self.last

    @property
    def near(self) -> bool:
        """Whether the speaker stands beside the cue."""
        s = self.speaker
        if s is None:
            return False
        end = s.reach if s.reach < self.first else s.last
        return -3 <= self.first - end <= 4 or -1 <= s.first - self.last <= 4


def find_frames(words: Words, quoted: Sequence[int]) -> list[Frame]:
    """Find the reporting words outside quotations. ``quoted`` has each token's quotation, -1 outside."""
    found = []
    for i, lemma in enumerate(words.lemma):
        if quoted[i] >= 0:
            continue
        pos = words.pos[i]
        frame = None
        if lemma == "put" and words.lower[i + 1 : i + 2] == ["it"]:
            frame = _verb_frame(words, quoted, i, "say")
            if frame:
                frame.last = i + 1
        elif pos in ("VERB", "AUX") and lemma in cues.ANY_VERB:
            frame = _verb_frame(words, quoted, i, lemma)
        elif words.lower[i] == "according" or words.lower[max(i - 2, 0) : i + 1] == ["in", "the", "words"]:
            frame = _according_frame(words, quoted, i)
        elif pos == "NOUN" and lemma in cues.SPEECH and words.tag[i] == "NNS" and _is_relative_cue(words, i):
            frame = _relative_frame(words, quoted, i)
        elif pos == "NOUN" and lemma in cues.NOUNS:
            frame = _noun_frame(words, quoted, i)
        elif pos == "ADJ" and lemma in cues.BE_ADJECTIVES:
            frame = _adjective_frame(words, quoted, i)
        if frame:
            found.append(frame)
    return _settled(words, found)


def any_frame(
    words: Words, quoted: Sequence[int], begin: int, end: int, *, last: bool = False
) -> Frame | None:
    """The first (or last) verb with a subject of its own in a range of tokens, whatever the verb."""
    for i in range(end - 1, begin - 1, -1) if last else range(begin, end):
        if words.pos[i] == "VERB" and quoted[i] < 0 and words.tag[i] in ("VBD", "VBZ", "VBP", "VBN", "VBG"):
            subject = words.child(i, "nsubj")
            speaker = noun_phrase(words, quoted, subject) if subject is not None else None
            if speaker and begin <= speaker.head < end:
                return Frame(i, *_cue_range(words, i), speaker, True, "verb")
    return None


def _settled(words: Words, frames: list[Frame]) -> list[Frame]:
    """Give "..., adding that" to the speaker of the sentence, and end the clause before it there."""
    by_cue = {frame.cue: frame for frame in frames}
    for place, frame in enumerate(frames):
        shared = by_cue.get(words.head[frame.cue]) if words.dep[frame.cue] == "conj" else None
        if shared and frame.rule == "verb" and words.subject(frame.cue) is None:
            frame.speaker = shared.speaker  # "..., pointing to X and saying Y"
        for outer in reversed(frames[:place]):
            if words.sentence[outer.cue] != words.sentence[frame.cue]:
                break
            if outer.speech and outer.speaker and _participle_start(words, frame) == outer.stop + 1:
                frame.speaker, frame.asserted = outer.speaker, True  # "..., he added, saying ..."
                break
            if not any(a < frame.cue <= b for a, b in outer.content if a > outer.cue):
                continue
            cut: int | None
            if frame.rule == "parenthetical" and frame.content[0][0] <= outer.cue:
                cut = frame.start
            else:
                cut = _participle_start(words, frame) if outer.speech else None
            if cut is not None and outer.speaker and frame.rule != "parenthetical":
                frame.speaker, frame.asserted = outer.speaker, True
            elif cut is None:
                cut = _coordinated(words, frame, outer)
            if cut is not None:
                outer.content = [(a, min(b, cut - 1)) for a, b in outer.content if a < cut]
    # "expressed hope that ..." counts once, as hope
    expressed = {f.first for f in frames if f.rule == "noun" and f.first != f.cue}
    return [f for f in frames if (f.speech or f.content) and (f.rule != "verb" or f.cue not in expressed)]


def _participle_start(words: Words, frame: Frame) -> int | None:
    """Where ", adding" or "while accusing" begins; None for another verb."""
    cue = frame.cue
    if words.tag[cue] != "VBG" or words.subject(cue) is not None or words.child(cue, "aux") is not None:
        return None
    at = cue - 1
    while at > 0 and (words.pos[at] == "ADV" or words.lower[at] in _CLOSING):
        at -= 1
    return at if words.lower[at] in (",", "while", "–", "—", "--") else None


def _coordinated(words: Words, frame: Frame, outer: Frame) -> int | None:
    """Where "and called on ..." begins that goes with the reporting verb and not with an infinitive or gerund before it."""
    cue = frame.cue
    head = words.head[cue]
    if words.dep[cue] != "conj" or words.tag[cue] not in ("VBD", "VBZ", "VBP") or head <= outer.cue:
        return None
    conjunction = max((i for i in range(head, cue) if words.pos[i] == "CCONJ"), default=cue)
    if words.child(cue, "nsubj") is not None:
        # "..., and he praised ...": a new sentence but for the full stop
        before = {words.lower[conjunction - 1], words.lower[conjunction - 2]}
        return conjunction if "," in before and words.head[head] == outer.cue else None
    dashes = [i for i in range(outer.cue, cue) if words.lower[i] in _DASHES]
    aside = (
        len(dashes) > 1 and dashes[0] < head < dashes[-1]
    )  # "regards X - which was Y - as Z and has called on"
    if words.tag[head] not in ("VB", "VBG") and not aside:
        return None
    frame.speaker = outer.speaker
    return conjunction


def _verb_frame(words: Words, quoted: Sequence[int], verb: int, lemma: str) -> Frame | None:
    speaker, passive = by_parse(words, quoted, verb)
    if passive and speaker is None and words.dep[verb] in ("advcl", "acl", "amod"):
        return None  # "Asked about the talks, ...": somebody else's question
    if speaker is None and not passive and words.tag[verb] in ("VBD", "VBZ", "VBP", "VBN"):
        speaker = by_order(words, quoted, verb)
    first, last = _cue_range(words, verb)
    frame = Frame(verb, first, last, speaker, lemma in cues.SPEECH | cues.QUOTING or lemma == "think", "verb")
    frame.content = complements(words, quoted, verb, lemma, passive=passive)
    begin = verb + 1
    if (
        frame.content
        and frame.content[0][0] == begin
        and words.lower[begin] in cues.PREPOSITIONS.get(lemma, ())
    ):
        frame.last, frame.content = begin, [(begin + 1, frame.content[0][1])]  # "called on": the cue
    frame.asserted = _is_asserted(words, frame)
    if words.child(verb, "ccomp") is not None:
        frame.form = "saying" if lemma in cues.SPEECH else "thinking"
    if not frame.content and lemma in cues.SPEECH | cues.CLAUSE and not passive:
        frame.content = _parenthetical(words, frame)
        frame.rule = "parenthetical" if frame.content else "verb"
    return frame


def _is_asserted(words: Words, frame: Frame) -> bool:
    """Whether something is said to be said: not in "would warn", nor in "Underlining the risk, analysts left"."""
    cue = frame.cue
    if words.tag[cue] == "VB":
        if words.dep[cue] == "xcomp" and words.lemma[words.head[cue]] in cues.PHASES:
            return True
        return any(words.dep[c] == "neg" or words.lemma[c] == "do" for c in words.children[cue])
    if frame.speaker is None and words.child(cue, "auxpass") is None:
        return False
    return cue != words.bounds[words.sentence[cue]][0] or words.tag[cue] not in ("VBG", "VBN")


def _cue_range(words: Words, verb: int) -> Range:
    """The verb with the auxiliaries, negation and particle around it."""
    around = [
        c
        for c in words.children[verb]
        if words.dep[c] in ("aux", "auxpass", "neg", "prt") and abs(c - verb) <= 4
    ]
    return min([verb, *around]), max([verb, *(c for c in around if c == verb + 1)])


def _parenthetical(words: Words, frame: Frame) -> list[Range]:
    """The rest of the sentence around ", he said," or before ", he said"."""
    if frame.speaker is None or not frame.near or not _stands_alone(words, frame):
        return []
    first, last = words.bounds[words.sentence[frame.cue]]
    start, stop = frame.start, frame.stop
    while (
        stop + 1 < last and words.pos[stop + 1] in ("ADV", "ADP") and words.lower[stop + 1] in ("also", "too")
    ):
        stop += 1
    if words.lower[start - 1 : start] == ["as"]:
        start -= 1
    before = [i for i in range(first, start) if words.is_word(i)]
    comma = start > first and words.lower[start - 1] in (",", "–", "—", "-", "--")
    if not before and words.lower[frame.first - 1 : frame.first] != ["as"]:
        return []
    if before and not comma and words.lower[start] != "as":
        return []
    closing = next(
        (i for i in range(stop + 1, last) if words.lower[i] in (",", "–", "—", "--", ".", ";")), last
    )
    if closing - stop > 12:
        return []
    pieces = [(first, start - 1)] if before else []
    if closing < last and words.lower[closing] != "." and words.dep[frame.cue] != "ROOT":
        pieces.append((closing + 1, last - 1))
    clause = any(words.tag[i] in _FINITE for a, b in pieces for i in range(a, b + 1))
    return [p for p in pieces if p[0] <= p[1]] if clause else []


def _stands_alone(words: Words, frame: Frame) -> bool:
    """Whether a reporting verb leaves what it reports to the rest of the sentence: "he said", not "he said so"."""
    cue = frame.cue
    if frame.speaker is None or words.lower[frame.speaker.head] == "you" or words.tag[cue] not in _FINITE:
        return False
    addressed = words.lemma[cue] in ("tell", "remind", "assure", "inform", "advise")
    return not any(
        c > cue and (words.dep[c] in ("ccomp", "xcomp") or (words.dep[c] == "dobj" and not addressed))
        for c in words.children[cue]
    )


def _according_frame(words: Words, quoted: Sequence[int], at: int) -> Frame | None:
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
    start = at - 2 if words.lower[to] == "of" else at  # "in the words of"
    frame = Frame(at, start, to, speaker, speech=True, rule="according")
    before, after = (first, start - 1), (speaker.last + 1, last - 1)
    if sum(words.is_word(i) for i in range(first, start)) > 1:
        frame.content.append(before)
        rest = words.lower[after[0]] if after[0] < last else ""
        if rest == "," and after[1] - after[0] > 3:
            frame.content.append(after)
    elif sum(words.is_word(i) for i in range(*after)) > 1:
        frame.content.append(after)
    return frame


def _noun_frame(words: Words, quoted: Sequence[int], noun: int) -> Frame | None:
    """In "Russia's claim that ..." and "expressed hope that ..." the clause is the content, the owner the speaker."""
    clause = next(
        (
            c
            for c in words.children[noun]
            if c > noun and words.dep[c] in ("acl", "ccomp") and introduced(words, c)
        ),
        None,
    )
    if clause is None:
        return None
    owner = words.child(noun, "poss")
    speaker = None
    first = last = noun
    if owner is not None:
        speaker = noun_phrase(words, quoted, owner)
    elif words.dep[noun] == "dobj" and words.lemma[words.head[noun]] in cues.LIGHT_VERBS:
        verb = words.head[noun]
        speaker, _ = by_parse(words, quoted, verb)
        first = verb
    if speaker is None:
        return None
    return Frame(
        noun, first, last, speaker, False, "noun", content=[(words.left[clause], words.right[clause])]
    )


def _is_relative_cue(words: Words, token: int) -> bool:
    """Whether a word taken for a plural is the verb in "which Wallace claims would only be useful"."""
    before = [i for i in range(max(token - 4, 0), token) if words.tag[i] == "WDT"]
    named = bool(before) and all(words.pos[i] == "PROPN" for i in range(before[-1] + 1, token))
    return named and before[-1] < token - 1 and words.tag[token + 1 : token + 2] == ["MD"]


def _relative_frame(words: Words, quoted: Sequence[int], cue: int) -> Frame | None:
    end = words.bounds[words.sentence[cue]][1]
    last = next((i for i in range(cue + 1, end) if words.lower[i] in (",", ".", ";")), end) - 1
    speaker = noun_phrase(words, quoted, cue - 1)
    return Frame(cue, cue, cue, speaker, True, "verb", content=[(cue + 1, last)]) if speaker else None


def _adjective_frame(words: Words, quoted: Sequence[int], adjective: int) -> Frame | None:
    """In "is confident that ..." and "was reluctant to ..." the subject speaks."""
    verb = words.head[adjective]
    if words.dep[adjective] != "acomp" or quoted[verb] >= 0:
        return None
    clause = next(
        (
            c
            for c in (*words.children[adjective], *words.children[verb])
            if c > adjective
            and (
                (words.dep[c] in ("ccomp", "xcomp") and introduced(words, c))
                or (words.dep[c] == "prep" and words.lower[c] in ("about", "of", "at", "with"))
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

"""Who reports what in a sentence: a reporting word, its speaker and the reported clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.quotes.clauses import Range, complements, prepositions
from briefing.extract.quotes.frame import DASHES, Frame
from briefing.extract.quotes.phrases import (
    according_frame,
    adjective_frame,
    is_relative_cue,
    noun_frame,
    relative_frame,
    terms_frame,
)
from briefing.extract.quotes.reporters import pass_on, read_out
from briefing.extract.quotes.speakers import by_order, by_parse, noun_phrase
from briefing.reading.grammar import FINITE, PARTICIPLES, TENSED, VERBAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.reading.clauses import Clauses
    from briefing.reading.tokens import Tokens

_FINITE = TENSED | {"VBN"}
_CLOSING = frozenset({"”", "’", '"', "'", "''"})


def find_frames(clauses: Clauses, quoted: Sequence[int]) -> list[Frame]:
    """Find the reporting words outside quotations. ``quoted`` has each token's quotation, -1 outside."""
    words = clauses.tokens
    outside = (token for token in range(len(words)) if quoted[token] < 0)
    frames = [frame for token in outside if (frame := _frame(clauses, quoted, token))]
    quoting = {read_out(words, quoted, frame) for frame in frames}
    frames = [frame for frame in frames if frame.cue not in quoting]
    return pass_on(words, quoted, _settled(words, frames))


def _frame(clauses: Clauses, quoted: Sequence[int], token: int) -> Frame | None:
    """The frame of a token that is a reporting word."""
    words = clauses.tokens
    pos, lemma, lower = words.pos[token], words.lemma[token], words.lower[token]
    if lemma == "put" and words.lower[token + 1 : token + 2] == ["it"]:
        frame = _verb_frame(clauses, quoted, token, "say")
        if frame:
            frame.last = token + 1
        return frame
    if pos in VERBAL and (lemma in words.lexicon["reporting"] or prepositions(words, lemma)):
        return _verb_frame(clauses, quoted, token, lemma)
    if lower == "according" or words.lower[max(token - 2, 0) : token + 1] == ["in", "the", "words"]:
        return according_frame(words, quoted, token)
    if lower == "under" and words.opens_sentence(token):
        return terms_frame(words, quoted, token)
    if pos == "NOUN" and lemma in words.lexicon["say"] and is_relative_cue(words, token):
        return relative_frame(words, quoted, token)
    if pos == "NOUN" and lemma in words.lexicon["statement_noun"]:
        return noun_frame(words, quoted, token)
    if pos == "ADJ" and lemma in words.lexicon["stance"]:
        return adjective_frame(words, quoted, token)
    return None


def any_frame(
    words: Tokens, quoted: Sequence[int], begin: int, end: int, *, last: bool = False
) -> Frame | None:
    """The first (or last) verb with a subject of its own in a range of tokens, whatever the verb."""
    for i in range(end - 1, begin - 1, -1) if last else range(begin, end):
        if words.pos[i] == "VERB" and quoted[i] < 0 and words.form[i] in FINITE | PARTICIPLES:
            subject = words.child(i, "nsubj")
            speaker = noun_phrase(words, quoted, subject) if subject is not None else None
            if speaker and begin <= speaker.head < end:
                return Frame(i, *_cue_range(words, i), speaker, True, "verb")
    return None


def _settled(words: Tokens, frames: list[Frame]) -> list[Frame]:
    """Give "..., adding that" to the speaker of the sentence, and end the clause before it there."""
    by_cue = {frame.cue: frame for frame in frames}
    earlier: list[Frame] = []
    for frame in frames:
        shared = by_cue.get(words.head[frame.cue]) if words.relation[frame.cue] == "conj" else None
        if shared and frame.rule == "verb" and words.subject(frame.cue) is None:
            frame.speaker = shared.speaker  # "..., pointing to X and saying Y"
        for outer in reversed(earlier):
            if words.sentence[outer.cue] != words.sentence[frame.cue]:
                break
            if outer.speech and outer.speaker and _participle_start(words, frame) == outer.stop + 1:
                _hand_over(outer, frame)
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
                if outer.content[-1][0] == cut + 1 == frame.cue and frame.content:
                    frame.content = [
                        (frame.content[0][0], outer.content[-1][1])
                    ]  # "he added, saying that ..., ..."
            elif cut is None:
                cut = _coordinated(words, frame, outer)
            if cut is not None:
                outer.content = [(a, min(b, cut - 1)) for a, b in outer.content if a < cut]
        earlier.append(frame)
    others = {words.sentence[f.cue] for f in frames if f.rule != "terms"}
    frames = [f for f in frames if f.rule != "terms" or words.sentence[f.cue] not in others]
    # "expressed hope that ..." counts once, as hope
    expressed = {f.first for f in frames if f.rule == "noun" and f.first != f.cue}
    return [f for f in frames if (f.speech or f.content) and (f.rule != "verb" or f.cue not in expressed)]


def _hand_over(outer: Frame, frame: Frame) -> None:
    """In "..., he added, saying ..." the second verb has the first one's speaker, and all that follows."""
    frame.speaker, frame.asserted = outer.speaker, True
    if frame.content and outer.content and outer.content[0][0] == frame.cue:
        frame.content, outer.content = [(frame.content[0][0], outer.content[-1][1])], []


def _participle_start(words: Tokens, frame: Frame) -> int | None:
    """Where ", adding" or "while accusing" begins; None for another verb."""
    cue = frame.cue
    if (
        frame.rule == "according"
        or words.form[cue] != "VBG"
        or words.subject(cue) is not None
        or words.child(cue, "aux") is not None
    ):
        return None
    at = cue - 1
    while at > 0 and (words.pos[at] == "ADV" or words.lower[at] in _CLOSING):
        at -= 1
    return at if words.lower[at] in (",", "while", "–", "—", "--") else None


def _coordinated(words: Tokens, frame: Frame, outer: Frame) -> int | None:
    """Where "and called on ..." begins that goes with the reporting verb, not an infinitive before it."""
    cue = frame.cue
    head = words.head[cue]
    perfect = words.form[cue] == "VBN" and words.form[frame.first] in FINITE  # "and has called on"
    finite = perfect or words.form[cue] in FINITE
    if words.relation[cue] != "conj" or not finite or head <= outer.cue:
        return None
    conjunction = max((i for i in range(head, cue) if words.pos[i] == "CCONJ"), default=cue)
    if words.child(cue, "nsubj") is not None:
        # "..., and he praised ...": a new sentence but for the full stop
        before = {words.lower[conjunction - 1], words.lower[conjunction - 2]}
        return conjunction if "," in before and words.head[head] == outer.cue else None
    dashes = [i for i in range(outer.cue, cue) if words.lower[i] in DASHES]
    aside = (
        len(dashes) > 1 and dashes[0] < head < dashes[-1]
    )  # "regards X - which was Y - as Z and has called on"
    if words.form[head] not in ("VB", "VBG") and not aside:
        return None
    frame.speaker = outer.speaker
    return conjunction


def _verb_frame(clauses: Clauses, quoted: Sequence[int], verb: int, lemma: str) -> Frame | None:
    """The frame of a verb; ``lemma`` is the verb by whose rules it takes what it reports."""
    words = clauses.tokens
    speaker, passive = by_parse(words, quoted, verb)
    if passive and speaker is None and words.relation[verb] in ("advcl", "acl", "amod"):
        return None  # "Asked about the talks, ...": somebody else's question
    if speaker is None and not passive and words.form[verb] in FINITE | {"VBN"}:
        speaker = by_order(words, quoted, verb)
    first, last = _cue_range(words, verb)
    frame = Frame(verb, first, last, speaker, lemma in words.lexicon["quoting"], "verb")
    frame.content = complements(words, quoted, verb, lemma, passive=passive)
    begin = verb + 1
    if frame.content and frame.content[0][0] == begin and words.lower[begin] in prepositions(words, lemma):
        frame.last, frame.content = begin, [(begin + 1, frame.content[0][1])]  # "called on": the cue
    if passive and speaker is None and frame.content and lemma in words.lexicon["report_of_subject"]:
        frame.content = _with_subject(words, quoted, frame)
    frame.asserted = _is_asserted(clauses, frame)
    if words.child(verb, "ccomp") is not None:
        frame.form = "saying" if lemma in words.lexicon["say"] else "thinking"
    if not frame.content and lemma in words.lexicon["say_or_think"] and not passive:
        frame.content = _parenthetical(words, frame)
        frame.rule = "parenthetical" if frame.content else "verb"
    return frame


def _with_subject(words: Tokens, quoted: Sequence[int], frame: Frame) -> list[Range]:
    """The content with the subject that it is about: "He" and "to resign" of "He is expected to resign"."""
    if words.child(frame.cue, "xcomp") is None:
        return frame.content
    subject = words.child(frame.cue, "nsubjpass")
    about = noun_phrase(words, quoted, subject) if subject is not None else None
    if about is None or about.last >= frame.first:
        return []
    return frame.content if about.antecedent is not None else [(about.first, about.last), *frame.content]


def _is_asserted(clauses: Clauses, frame: Frame) -> bool:
    """Whether it is said that something is said: not in "would warn", nor in "Underlining it, they left"."""
    words, cue = clauses.tokens, frame.cue
    if clauses.status.modality(cue) is not None and words.child(cue, "neg") is None:
        return False  # "would not comment" tells more than "would comment"
    if frame.speaker is None and words.child(cue, "auxpass") is None:
        return False
    return not words.opens_sentence(cue) or words.form[cue] not in PARTICIPLES


def _cue_range(words: Tokens, verb: int) -> Range:
    """The verb with the auxiliaries, negation and particle around it."""
    around = [
        c
        for c in words.kids[verb]
        if words.relation[c] in ("aux", "auxpass", "neg", "prt") and abs(c - verb) <= 4
    ]
    return min([verb, *around]), max([verb, *(c for c in around if c == verb + 1)])


def _parenthetical(words: Tokens, frame: Frame) -> list[Range]:
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
    comma = start > first and (words.lower[start - 1] == "," or words.lower[start - 1] in DASHES)
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
    if closing < last and words.lower[closing] != "." and words.relation[frame.cue] != "ROOT":
        pieces.append((closing + 1, last - 1))
    clause = any(words.form[i] in _FINITE for a, b in pieces for i in range(a, b + 1))
    return [p for p in pieces if p[0] <= p[1]] if clause else []


def _stands_alone(words: Tokens, frame: Frame) -> bool:
    """Whether a verb leaves what it reports to the rest of the sentence: "he said", not "he said so"."""
    cue = frame.cue
    if frame.speaker is None or words.lower[frame.speaker.head] == "you" or words.form[cue] not in _FINITE:
        return False
    addressed = words.lemma[cue] in words.lexicon["address"]
    return not any(
        c > cue
        and (words.relation[c] in ("ccomp", "xcomp") or (words.relation[c] == "dobj" and not addressed))
        for c in words.kids[cue]
    )

"""From frames and quotations to statements: which words are reported, and how sure the speaker is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from briefing.extract.quotes.attach import FURTHEST, MOST_JOINING
from briefing.reading.grammar import PARTICIPLES
from briefing.reading.marks import MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.quotes.attach import Link, Scene
    from briefing.extract.quotes.frame import Frame
    from briefing.extract.quotes.speakers import Speaker
    from briefing.reading.marks import Span

# How often content and speaker are both right for each pattern, on news with marked quotations [Newell2018].
CONFIDENCE = {
    "after": 0.95,
    "label": 0.9,
    "according": 0.9,
    "before": 0.85,
    "within": 0.85,
    "saying": 0.85,
    "parenthetical": 0.85,
    "colon": 0.8,
    "after another verb": 0.75,
    "sentence before": 0.7,
    "thinking": 0.6,
    "act": 0.5,
    "nearby": 0.45,
    "terms": 0.4,
    "adjective": 0.4,
    "named": 0.35,
    "noun": 0.35,
}
NO_SPEAKER = 0.35  # attributed to nobody: that this is right
LEAST_ASIDE = 2  # words: the same for quoted words beside a speech
LEAST_ALONE = 4  # words: a shorter quotation that nobody speaks is a word used at a distance
DIRECT_SHARE = 0.85  # of the reported characters inside quotation marks
LEAST_OUTSIDE = 2  # words of a clause outside the marks that make it more than its quotation


@dataclass(slots=True)
class Statement:
    """Reported words: ``pieces`` are half-open offsets, in text order."""

    pieces: list[tuple[int, int]]
    kind: Literal["direct", "indirect"]
    speaker: Speaker | None
    cue: str | None
    confidence: float
    rule: str
    frame: Frame | None = None

    @property
    def reporter(self) -> Speaker | None:
        """Who passes on what the speaker said."""
        return self.frame.reporter if self.frame else None


def make_statements(scene: Scene, links: Sequence[Link]) -> list[Statement]:
    """Make a statement of each frame that reports and of each quotation that stands alone, in text order."""
    owners = _owners(links)
    statements = []
    frames = {id(f): f for f in (*scene.frames, *(owner for owner in owners if owner))}
    siblings: dict[int, list[Frame]] = {}
    for frame in scene.frames:
        siblings.setdefault(scene.words.sentence[frame.cue], []).append(frame)
    for frame in frames.values():
        beside = siblings.get(scene.words.sentence[frame.cue], ())
        if _told_within(scene, frame, beside) or _repeats(scene, frame, beside):
            continue
        statement = _of_frame(scene, frame, links)
        if statement:
            statements.append(statement)
    statements += [
        s
        for number, owner in enumerate(owners)
        if owner is None and number not in scene.titles and (s := _alone(scene, number))
    ]
    statements += [
        s for number, link in enumerate(links) if link.rule == "nearby" and (s := _aside(scene, link, number))
    ]
    return sorted(_unique(statements), key=lambda s: (s.pieces[0], s.pieces[-1]))


def _owners(links: Sequence[Link]) -> list[Frame | None]:
    """Follow continued quotations back to the frame that introduced the first of them."""
    owners: list[Frame | None] = []
    for number, link in enumerate(links):
        owner = link.frame
        if owner is None and link.previous is not None:
            owner = owners[link.previous]
        owners.append(owner)
        if owner is not None and link.rule != "nearby":
            owner.spans.append(number)
    return owners


def _told_within(scene: Scene, frame: Frame, siblings: Sequence[Frame]) -> bool:
    """Whether a speech around this frame has the quotation in its clause: "She says it shows “…”" is hers."""
    if frame.spans or not frame.content:
        return False
    if frame.reporter and frame.form == "saying" and frame.speaker and not _pronoun(scene, frame.speaker):
        return False  # "Johnson said that Putin had called it “…”"
    (first, last), begin = frame.content[-1], frame.cue
    held = {scene.quoted[i] for i in range(first, last + 1)} - {-1}
    around = (
        f for f in siblings if f.speech and f is not frame and any(a <= begin <= b for a, b in f.content)
    )
    return bool(held) and any(not held.isdisjoint(f.spans) for f in around)


def _repeats(scene: Scene, frame: Frame, siblings: Sequence[Frame]) -> bool:
    """Whether all that "according to" has is said to be another's, whose reporter it is."""
    if frame.rule != "according" or frame.spans:
        return False
    told = [f for f in siblings if f is not frame and f.speech and f.reporter is frame.speaker]
    parts = [(f.start, f.stop) for f in told] + [piece for f in told for piece in f.content]
    return bool(told) and not any(
        scene.words.is_word(i) and scene.quoted[i] < 0 and not any(a <= i <= b for a, b in parts)
        for first, last in frame.content
        for i in range(first, last + 1)
    )


def _pronoun(scene: Scene, speaker: Speaker) -> bool:
    return scene.words.pos[speaker.head] == "PRON"


def _of_frame(scene: Scene, frame: Frame, links: Sequence[Link]) -> Statement | None:
    words = scene.words
    pieces = [words.slice(a, b) for a, b in frame.content]
    rule = frame.rule
    if frame.spans and links[frame.spans[0]].rule == "within" and frame.cue in _openers(scene, frame):
        return None  # "Underlining the “risk”, analysts said": the paper's own words
    if frame.spans:
        rule = links[frame.spans[0]].rule
        pieces = _with_quotations(scene, frame, links)
    elif frame.asserted:
        pieces = [_closed(scene, a, b) for a, b in pieces]
    else:
        return None
    pieces = _trimmed(scene, pieces)
    if not pieces:
        return None
    sure = CONFIDENCE[frame.form if rule == "verb" else rule] if frame.speaker else NO_SPEAKER
    return Statement(pieces, _kind(scene, pieces), frame.speaker, _cue(scene, frame), sure, rule, frame)


def _openers(scene: Scene, frame: Frame) -> tuple[int, ...]:
    """The participle that opens the frame's sentence, where it does."""
    first = scene.words.bounds[scene.words.sentence[frame.cue]][0]
    return (first,) if scene.words.form[first] in PARTICIPLES else ()


def _with_quotations(scene: Scene, frame: Frame, links: Sequence[Link]) -> list[tuple[int, int]]:
    """The reported clause together with the quotations in and around it."""
    words = scene.words
    pieces: list[tuple[int, int]] = []
    clause = [words.slice(a, b) for a, b in frame.content if a > frame.cue]
    for number in frame.spans:
        link, span = links[number], scene.spans[number]
        start, end = span.start, span.end
        if link.rule == "after":
            start = _clause_start(scene, links, number)
        elif link.rule in ("before", "within", "named"):
            for a, b in clause or [words.slice(a, b) for a, b in frame.content]:
                if a <= end and start <= b:
                    start, end = _widened(scene, (a, b), (start, end))
        pieces.append(_closed(scene, start, end))
    return _joined(scene, frame, links, _merged(pieces))


def _joined(
    scene: Scene, frame: Frame, links: Sequence[Link], pieces: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Close the gap between two quoted pieces of one clause."""
    for one, two in pairwise(frame.spans):
        ends = scene.ranges[one][1], scene.ranges[two][0]
        if links[two].rule == "within" and two == one + 1 and ends[1] - ends[0] <= MOST_JOINING + 1:
            pieces = _merged([*pieces, (scene.spans[one].start, scene.spans[two].end)])
    return pieces


def _closed(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Add the rest of a quotation in which the clause ends, at least its closing mark."""
    for span in _spans_in(scene, start, end):
        if end < span.end:
            return start, span.end
    return start, end


def _clause_start(scene: Scene, links: Sequence[Link], number: int) -> int:
    """Where the sentence begins whose end is quoted: "The risk is “real,” he said"."""
    words, first, start = scene.words, scene.ranges[number][0], scene.spans[number].start
    begin = words.bounds[words.sentence[first]][0]
    barrier = max((i for i in range(begin, first) if words.lower[i] in ("(", ":", ";")), default=begin)
    outside = [i for i in range(barrier, first) if words.is_word(i) or scene.quoted[i] >= 0]
    taken = any(links[scene.quoted[i]].rule in ("before", "after") for i in outside if scene.quoted[i] >= 0)
    fragment = words.is_word(first - 1) or _first_letter(words.text, start).islower()
    if taken or not fragment or len(outside) < LEAST_OUTSIDE:
        return start
    return words.start[outside[0]]


def _first_letter(text: str, start: int) -> str:
    return next((character for character in text[start : start + FURTHEST] if character.isalpha()), "A")


def _widened(scene: Scene, clause: tuple[int, int], span: tuple[int, int]) -> tuple[int, int]:
    """Widen a quotation to its clause on each side where the clause has words of its own."""
    text = scene.words.text
    start, end = span
    if len(text[clause[0] : start].split()) >= 1 and clause[0] < start:
        start = clause[0]
    if len(text[end : clause[1]].split()) >= LEAST_OUTSIDE and clause[1] > end:
        end = clause[1]
    return start, end


def _merged(pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _trimmed(scene: Scene, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut the pieces at line breaks, and datelines and final stops off."""
    words, text = scene.words, scene.words.text
    kept = []
    for piece, end in pieces:
        token = words.after(piece)
        while token in words.datelines and words.start[token] < end:
            token += 1
        at = max(piece, words.start[token]) if token < len(words) else end
        for line in text[at:end].splitlines(keepends=True):
            a, b = at, at + len(line)
            at = b
            while a < b and (text[a].isspace() or text[a] in ",;:.–—"):
                a += 1
            while b > a and (
                text[b - 1].isspace() or (text[b - 1] in ",;:.–—" and not _in_quote(scene, b - 1))
            ):
                b -= 1
            if any(char.isalnum() for char in text[a:b]):
                kept.append((a, b))
    return kept


def _in_quote(scene: Scene, offset: int) -> bool:
    return any(span.start <= offset < span.end for span in _spans_in(scene, offset, offset + 1))


def _spans_in(scene: Scene, start: int, end: int) -> Sequence[Span]:
    """The quotations that overlap a range of characters."""
    first = bisect_right(scene.spans, start, key=lambda span: span.end)
    last = bisect_left(scene.spans, end, key=lambda span: span.start)
    return scene.spans[first:last]


def _kind(scene: Scene, pieces: Sequence[tuple[int, int]]) -> Literal["direct", "indirect"]:
    total = sum(end - start for start, end in pieces)
    inside = sum(
        min(end, s.end) - max(start, s.start) for start, end in pieces for s in _spans_in(scene, start, end)
    )
    return "direct" if inside >= DIRECT_SHARE * total else "indirect"


def _alone(scene: Scene, number: int) -> Statement | None:
    """A quotation that nobody is said to speak."""
    span = scene.spans[number]
    words, first = scene.words, scene.ranges[number][0]
    begin = words.bounds[words.sentence[first]][0]
    if len(words.text[span.start : span.end].split()) < LEAST_ALONE:
        return None
    led = words.text.endswith(":", 0, span.start)
    if not led and any(words.is_word(i) for i in range(begin, first)):
        return None
    pieces = _trimmed(scene, [(span.start, span.end)])
    return Statement(pieces, "direct", None, None, NO_SPEAKER, "none") if pieces else None


def _aside(scene: Scene, link: Link, number: int) -> Statement | None:
    """Quoted words beside a speech: "... said after the “frank” talks"."""
    span, frame = scene.spans[number], link.frame
    said = scene.words.text[span.start : span.end].strip(MARKS + ".,;:").split()
    if frame is None or len(said) < LEAST_ASIDE or all(word[0].isupper() for word in said if len(word) > 3):
        return None  # one word, or a title: CNN’s “State of the Union”
    pieces = _trimmed(scene, [(span.start, span.end)])
    return Statement(
        pieces, "direct", frame.speaker, _cue(scene, frame), CONFIDENCE["nearby"], "nearby", frame
    )


def _cue(scene: Scene, frame: Frame) -> str | None:
    words = scene.words
    return None if frame.rule == "label" else words.text[slice(*words.slice(frame.first, frame.last))]


def _unique(statements: Sequence[Statement]) -> list[Statement]:
    """Of statements with the same words keep the surer one."""
    best: dict[tuple[tuple[int, int], ...], Statement] = {}
    for statement in statements:
        key = tuple(statement.pieces)
        if key not in best or statement.confidence > best[key].confidence:
            best[key] = statement
    return list(best.values())

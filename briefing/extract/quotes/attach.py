"""Which reporting words a quotation belongs to, and which quotation goes on with the one before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from briefing.extract.quotes.frame import DASHES, Frame
from briefing.extract.quotes.frames import any_frame
from briefing.extract.quotes.labels import byline, name_before_colon
from briefing.extract.quotes.speakers import Speaker
from briefing.reading.grammar import OBJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.reading.marks import Span
    from briefing.reading.tokens import Tokens

FURTHEST = 200  # characters from a mark to the first letter that it has to do with
MOST_JOINING = 4  # tokens between two quoted pieces of one clause
_SPOKEN = frozenset({"before", "after", "goes on", "colon", "next paragraph", "after another verb"})
_ALPHANUMERIC = re.compile(r"[^\W_]")
_BETWEEN = DASHES | {",", ":"}


@dataclass(frozen=True, slots=True)
class Link:
    """How a quotation found its frame or its predecessor. ``rule`` names the pattern that fired."""

    rule: str
    frame: Frame | None = None
    previous: int | None = None  # the number of the quotation that this one continues


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that is known of one text.

    ``ranges`` are the quotations as first and last token, ``lines`` each sentence's paragraph.
    """

    words: Tokens
    spans: Sequence[Span]
    ranges: Sequence[tuple[int, int]]
    quoted: Sequence[int]
    frames: Sequence[Frame]
    lines: Sequence[int]
    labels: Mapping[int, Frame]  # the label of each paragraph of a transcript
    titles: frozenset[int]  # quoted words that are the title of a work
    _paragraphs: dict[int, Paragraph] = field(default_factory=dict)

    def line(self, token: int) -> int:
        """Return the number of a token's paragraph."""
        return self.lines[self.words.sentence[token]]

    def paragraph(self, line: int) -> Paragraph:
        """The paragraph of a number; one without tokens where there is none."""
        known = self._paragraphs.get(line)
        if known is None:
            words = self.words
            numbers = range(bisect_left(self.lines, line), bisect_right(self.lines, line))
            tokens = [i for n in numbers for i in range(*words.bounds[n]) if words.pos[i] != "SPACE"]
            last = max((i for i in tokens if self.quoted[i] >= 0), default=-1)
            filled = all(self.quoted[i] >= 0 or not words.is_word(i) for i in tokens)
            known = self._paragraphs[line] = Paragraph(tokens, last, filled)
        return known


class Paragraph(NamedTuple):
    """The tokens of a paragraph, without line breaks; the last one that is quoted, if any (-1)."""

    tokens: list[int]
    last_quoted: int
    filled: bool  # all its words are quoted


@dataclass(slots=True)
class Linked:
    """The links of the quotations so far.

    ``spoken`` is the last quotation of the paragraph ``line``, that of the newest link, which stands beside
    its reporting words or goes on with one.
    """

    links: list[Link] = field(default_factory=list)
    line: int = -1
    spoken: int | None = None

    def add(self, link: Link, line: int) -> None:
        """Add the link of the next quotation, which ends in that paragraph."""
        if line != self.line:
            self.line, self.spoken = line, None
        if link.rule in _SPOKEN:
            self.spoken = len(self.links)
        self.links.append(link)

    def spoken_in(self, line: int) -> int | None:
        """The last such quotation of a paragraph, where that is the one of the newest link."""
        return self.spoken if line == self.line else None


def attach(scene: Scene) -> list[Link]:
    """Give every quotation its link, in text order."""
    linked = Linked()
    by_sentence: dict[int, list[Frame]] = {}
    for frame in scene.frames:
        by_sentence.setdefault(scene.words.sentence[frame.cue], []).append(frame)
    for number in range(len(scene.spans)):
        label = scene.labels.get(number)
        if number in scene.titles:
            link = Link("title")
        else:
            link = Link("label", label) if label else _link(scene, by_sentence, linked, number)
        linked.add(link, scene.line(scene.ranges[number][1]))
    return linked.links


def _link(scene: Scene, by_sentence: dict[int, list[Frame]], linked: Linked, number: int) -> Link:
    words, (first, last) = scene.words, scene.ranges[number]
    here = by_sentence.get(words.sentence[first], [])
    behind = list(by_sentence.get(words.sentence[last], []))
    following = words.sentence[last] + 1
    if following < len(words.bounds) and words.bounds[following][0] <= last + 2 and _reads_on(scene, last):
        behind += by_sentence.get(following, [])
    within = _within(here, first, last)
    adjacent = _introduced(scene, here, first)
    if adjacent and (
        within is None
        or within is adjacent
        or words.lower[first - 1] in (",", ":")
        or (adjacent.reporter and adjacent.form == "saying" and _begins_large(words, first))
    ):
        return Link("before", adjacent)
    after = _followed(scene, behind, last)
    if after and not (
        after.content
        and after.content[0][0] > after.cue
        and (within or not (_comma(scene, last) or _clause_before_comma(scene, first, last)))
    ):
        return Link("after", after)
    if within:
        return Link("within", within)
    joined = _joined(scene, linked.links, number)
    if joined:
        return joined
    other = _by_any_verb(scene, by_sentence, first, last)
    if other:
        return other
    if not _starts_sentence(words, first):
        nearby = _nearby(here, first)
        return Link("nearby", nearby) if nearby else Link("none")
    signed = _signed(scene, number)
    return Link("label", signed) if signed else _continued(scene, by_sentence, linked, number)


def _reads_on(scene: Scene, last: int) -> bool:
    """Whether the sentence goes on behind a quotation although the splitter ended it there."""
    words = scene.words
    if last + 1 >= len(words) or not words.is_word(last + 1) or scene.line(last + 1) != scene.line(last):
        return False
    return words.text[words.start[last + 1]].islower() or not {
        words.lower[last],
        words.lower[last - 1],
    }.isdisjoint((",", "?", "!", "…", "..."))


def _comma(scene: Scene, last: int) -> bool:
    """Whether a quotation ends with the comma that leads to its reporting words."""
    return not {scene.words.lower[last], scene.words.lower[last - 1]}.isdisjoint((",", "?", "!"))


def _clause_before_comma(scene: Scene, first: int, last: int) -> bool:
    """Whether a quotation begins its sentence and a comma follows its marks, as British papers print it."""
    words = scene.words
    return words.lower[last + 1 : last + 2] == [","] and _starts_sentence(words, first)


def _introduced(scene: Scene, here: Sequence[Frame], first: int) -> Frame | None:
    """The frame right before a quotation: "X said: ", "X said that ", "X told Y, "."""
    words = scene.words
    for frame in reversed(here):
        if frame.stop >= first or not (frame.speech or frame.content):
            continue
        ends = [b for a, b in frame.content if frame.cue < a and b < first and frame.rule == "verb"]
        if words.lemma[frame.cue] in words.lexicon["address"]:
            ends += [
                words.right[c]
                for c in words.kids[frame.cue]
                if words.relation[c] in OBJECTS and frame.cue < words.right[c] < first
            ]
        between = range(max([frame.stop, *ends]) + 1, first)
        if any(scene.quoted[i] >= 0 and scene.quoted[i] not in scene.titles for i in between):
            return None
        if len(between) == 0 or (len(between) <= 2 and all(_links(words, i) for i in between)):
            return frame
        leads = frame.speech and words.lower[first - 1] in (",", ":")  # "said in a statement on Friday:"
        return frame if leads else None
    return None


def _links(words: Tokens, token: int) -> bool:
    """Whether a token may stand between a reporting word and the quotation that it introduces."""
    return words.lower[token] in _BETWEEN or words.lower[token] in words.lexicon["quote_link"]


def _followed(scene: Scene, behind: Sequence[Frame], last: int) -> Frame | None:
    """The frame right behind a quotation: ", said X", ", X said"."""
    words = scene.words
    at = last + 1
    while at < len(words) and (words.lower[at] == "," or words.lower[at] in DASHES):
        at += 1
    for frame in behind:
        if not frame.speech or not frame.near or frame.start <= last:
            continue
        gap = [
            i
            for i in range(at, frame.start)
            if words.pos[i] != "ADV" or words.lower[i] in words.lexicon["clause_link"]
        ]
        return None if gap else frame
    return None


def _within(here: Sequence[Frame], first: int, last: int) -> Frame | None:
    """The outermost speech whose reported clause holds the quotation."""
    holding = [f for f in here if any(a <= last and first <= b for a, b in f.content)]
    finite = [f for f in holding if f.asserted] or holding
    return next((f for f in finite if f.speech), finite[0] if finite else None)


def _joined(scene: Scene, links: Sequence[Link], number: int) -> Link | None:
    """A second piece of the same clause: "he was “disgusting” and “a con”"."""
    words, first = scene.words, scene.ranges[number][0]
    if not number or words.sentence[scene.ranges[number - 1][1]] != words.sentence[first]:
        return None
    between = range(scene.ranges[number - 1][1] + 1, first)
    link = links[number - 1]
    if link.frame is None or link.rule not in ("within", "before") or len(between) > MOST_JOINING:
        return None
    joins = any(words.pos[i] == "CCONJ" for i in between)
    return Link("within", link.frame) if joins and link.frame.cue < first else None


def _by_any_verb(scene: Scene, by_sentence: dict[int, list[Frame]], first: int, last: int) -> Link | None:
    """A quotation that stands beside a verb of no class: "…," X shrugged; X went on: "…"; hit X as a "…"."""
    words = scene.words
    begin = words.bounds[words.sentence[first]][0]
    if _starts_sentence(words, first) and _comma(scene, last) and _reads_on(scene, last):
        end = words.bounds[words.sentence[last + 1]][1]
        frame = any_frame(words, scene.quoted, last + 1, end)
        return Link("after another verb", frame) if frame and frame.near else None
    before = first - 1 if first > begin else _before_sentence(words, first)
    if before is not None and words.lower[before] == ":" and scene.line(first) - scene.line(before) <= 1:
        begin = words.bounds[words.sentence[before]][0]
        frame = _last_speech(by_sentence.get(words.sentence[before], ()), before) or any_frame(
            words, scene.quoted, begin, before, last=True
        )
        frame = frame or name_before_colon(words, begin, before)
        return Link("colon", frame) if frame else None
    while before is not None and before > begin and words.pos[before] in ("DET", "ADJ", "ADV"):
        before -= 1
    if before is not None and before > begin and words.lower[before] in words.lexicon["name_link"]:
        frame = any_frame(words, scene.quoted, begin, before)
        if frame:
            frame.content = [(frame.cue + 1, last)]
        return Link("named", frame) if frame else None
    return None


def _last_speech(here: Sequence[Frame], end: int) -> Frame | None:
    speech = [f for f in here if f.cue < end and f.speech and f.speaker]
    return speech[-1] if speech else None


def _starts_sentence(words: Tokens, first: int) -> bool:
    """Whether a quotation begins its sentence, also where a full stop before the mark was missed."""
    if not any(words.is_word(i) for i in range(words.bounds[words.sentence[first]][0], first)):
        return True
    return words.text[words.end[first - 1] - 1] == "." and _begins_large(words, first)


def _begins_large(words: Tokens, first: int) -> bool:
    """Whether what begins at a token begins with a capital, as a quoted sentence does."""
    begins = _ALPHANUMERIC.search(words.text, words.start[first], words.start[first] + FURTHEST)
    return begins is not None and begins[0].isupper()


def _nearby(here: Sequence[Frame], first: int) -> Frame | None:
    """The nearest speech of the sentence."""
    speech = [f for f in here if f.speech and f.speaker and f.asserted]
    if not speech:
        return None
    return min(speech, key=lambda f: (abs(f.cue - first), f.cue))


def _signed(scene: Scene, number: int) -> Frame | None:
    """A quotation that fills its paragraph, with the name behind it or on the next line or the one before."""
    words, (first, last) = scene.words, scene.ranges[number]
    line = scene.line(first)
    own = scene.paragraph(line)
    behind = bisect_right(own.tokens, last)
    reads_on = behind < len(own.tokens)
    above = scene.paragraph(line - 1) if line else None
    for paragraph, begin in ((own, behind), (None if reads_on else scene.paragraph(line + 1), 0), (above, 0)):
        if paragraph and begin < len(paragraph.tokens) and paragraph.last_quoted < paragraph.tokens[begin]:
            name = byline(words, paragraph.tokens[begin], paragraph.tokens[-1])
            if name and (paragraph is not own or not words.text[words.start[last + 1]].isalnum()):
                return Frame(
                    name[1], name[1] + 1, name[1] + 1, Speaker(*name, name[1]), speech=True, rule="label"
                )
    return None


def _continued(scene: Scene, by_sentence: dict[int, list[Frame]], linked: Linked, number: int) -> Link:
    """A quotation without reporting words goes on with the one before, where nothing stands between."""
    words, (first, _) = scene.words, scene.ranges[number]
    line = scene.line(first)
    if number:
        spoken = linked.spoken_in(line)
        if spoken is not None:
            between = words.sentence[first] - words.sentence[scene.ranges[spoken][1]]
            return Link("goes on" if between <= 1 else "later", previous=spoken)
    opening = _before_sentence(words, first)
    if opening is not None:
        frames = by_sentence.get(words.sentence[opening], [])
        if words.lower[opening] == ":" and (speech := [f for f in frames if f.speech and f.speaker]):
            return Link("colon", speech[-1])
        spoken = linked.spoken_in(line - 1)
        if spoken is not None and scene.line(opening) == line - 1 and _goes_on(scene, spoken, first):
            return Link("next paragraph", previous=spoken)
        speech = [f for f in frames if f.speech and f.speaker]
        if speech and (scene.line(opening) == line or scene.paragraph(line).filled):
            return Link("sentence before", speech[-1])
    return Link("none")


def _goes_on(scene: Scene, spoken: int, first: int) -> bool:
    """Whether the quotation of the paragraph before was left open, or this one is quoted throughout."""
    return not scene.spans[spoken].closed or scene.paragraph(scene.line(first)).filled


def _before_sentence(words: Tokens, first: int) -> int | None:
    """The last token, white space aside, of the sentence before."""
    at = words.bounds[words.sentence[first]][0] - 1
    while at >= 0 and words.pos[at] == "SPACE":
        at -= 1
    return at if at >= 0 else None

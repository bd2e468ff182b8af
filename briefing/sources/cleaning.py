"""From a report as it was saved to its body: paragraphs kept, headlines apart, page furniture removed.

Cleaning removes and never rewrites. White space aside, every paragraph that it returns stands in what it was
given, so that a passage can be found again in the file.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from briefing.model import Heading
from briefing.reading.sentences import split_sentences

HEADLINE_WORDS = 20  # a longer line is text, whatever it ends with
SUBHEAD_WORDS = 12
TITLE_CASE_CHARS, TITLE_CASE_WORDS = 4, 5  # shorter words are small in titles; a few capitals are names
TEASER_LINES = 4  # picture credit, caption and headline after "Read more"
REPEAT_CHARS = 20  # a shorter sentence may well stand twice

_DATE_LINE = re.compile(r"^\s*date[ :]\s*(\d{4}-\d\d-\d\d)\b[ .,:;–-]*", re.IGNORECASE)
_ENDS = re.compile(r"[.?!…:;,][\"'”’»)\]]*$|[\"”’»]$")
_BULLET = re.compile(r"^(?:[-–—•*·▪]|\(?\d{1,2}[.)])\s")
_WORD = re.compile(r"\w+")

# Lines that belong to the page and not to the report. Each pattern must match from the beginning of the line.
_FURNITURE = re.compile(
    r"""(?ix)
    (?:post|leave|add|write)\ (?:a|your)\ comment\b.{0,40}$
  | (?:\d+\ )?comments?\ ?(?:\(\d+\)|\d+)?$
  | got\ a\ (?:news\ )?(?:story|tip)\b
  | (?:do\ you\ )?know\ more\?\ .{0,80}(?:contact|email|e-mail)\b
  | follow\ (?:us|[\w.@]+(?:\ \w+){0,2})\ on
    \ (?:twitter|facebook|x|instagram|telegram|social|youtube|linkedin|bluesky)\b
  | (?:like|find|join|visit)\ us\ on\b
  | for\ more\ (?:stories|news|information|on\ this)\b.{0,60}\b(?:check|visit|click|see|go\ to|sign\ up)\b
  | (?:sign\ up|subscribe|register)\b.{0,60}
    \b(?:newsletter|alerts?|briefings?|updates|bulletin|e-?mails?|here|today|now)\b
  | (?:click|tap|press)\ here\b
  | get\ in\ touch\ with\ our\b
  | this\ is\ a\ (?:breaking|developing)(?:\ news)?\ story\b
  | (?:please\ )?check\ back\ (?:shortly|soon|later)\b
  | about\ [\w-]+(?:\ [\w-]+)?\.$
  | (?:share|tweet|print|e-?mail|save|copy\ link)
    (?:\ (?:this|on|via|it|link|article|story|page|facebook|twitter|whatsapp))*$
  | (?:advertisement|sponsored(?:\ content)?|promoted(?:\ content)?|skip\ advert
    |article\ continues\ below.{0,20})$
  | (?:related|recommended|trending|most\ (?:read|popular|viewed)|more\ (?:from|on\ this)
    |you\ may\ also\ like|editor['’]s\ picks?)
    (?:\ [\w'’]+){0,4}:?$
  | (?:we|this\ (?:site|website))\ uses?\ cookies\b
  | (?:all\ rights\ reserved|terms\ of\ (?:use|service)|privacy\ policy|accept\ (?:all\ )?cookies)\b.{0,60}$
  | (?:©|\(c\)\ |copyright\ (?:©|\(c\)|\d{4})).{0,160}$
  | (?:file\ )?(?:photo|image|picture|pic|video)s?(?:\ (?:credit|by|courtesy(?:\ of)?))?\s*[:/]\s.{0,160}$
  | credit:\s.{0,120}$
  | .{0,220}(?:©|\((?:photo|image|picture|pic|credit|file)s?\s?[:/]).{0,120}$
  | .{0,160}\b(?:via|/)
    \ ?(?:getty(?:\ images)?|afp|reuters|ap|epa(?:-efe)?|shutterstock|pa(?:\ wire)?|tass|sputnik)\)?$
  | (?:image|media)\ (?:copyright|source|caption|playback)\b
  | (?:photos?|videos?|images?|close|listen|gallery|slideshow|play(?:\ video)?)$
  | (?:/\ ?)?updated\ by\ .{0,80}$
  | breaking\ news\ (?:e-?mails|alerts)\b.{0,160}$
  | embed\b.{0,300}\bcopy\ this\ code\b
  | (?:hide|toggle|show|view)\ caption\b
  | .*\bhide\ caption\ \d+\ of\ \d+\b
  | (?:video\ )?\(?\d{1,2}:[0-5]\d(?::[0-5]\d)?\)?$
  | \((?:additional\ )?(?:reporting|writing|editing)\ by\ .{1,300}\)$
  | (?:additional\ )?(?:reporting|writing|editing)\ by\ [^.?!]{1,300}$
  | enlarge\ this\ image\b
  | (?:just\ watched|must\ watch|must\ see|story\ highlights|replay\ more\ videos)\b
  | photos:\ .{0,80}\ photos:\ .+
  | (?:previous|next)\ (?:next|slide|photo)\b.{0,200}$
  | (?:contributing|contributors?|(?:additional\ )?(?:reporting|writing|editing)(?:\ by)?)\s?:.{0,200}$
  | .{1,400}\bcontributed\ to\ this\ (?:report|story|article)\b.{0,80}$
  | .{1,80}\breported\ from\ .{1,80};.{1,200}\bwrote\ (?:it\ |from\ )
  | .{1,160}\bto\ bring\ you\ the\ (?:latest|most)\b
  | join\ us\ (?:at|on|for|live)\b.{0,80}\b(?:live|video|chat|facebook|twitter|discussion)\b
    """
)
# What a picture shows, told by the credit at the line's end: cut off before it, with the photographer, or
# after a stroke. An agency's name alone is not enough, since some papers end a report with it.
_CAPTION = re.compile(
    r"""(?x)
    (?:\.\.\.|…)\ ?\((?:Associated\ Press|AP|AFP|Reuters|EPA|UPI|Getty\ Images)\)$
  | \((?:AP|AFP|Reuters|EPA|UPI|PA|Xinhua|Getty|Associated\ Press)
    (?:\ (?:[Ff]ile\ )?(?:[Pp]hoto|[Pp]ool|[Ii]mages?)\b|\ ?/)
    [^()]{0,80}\)(?:\ \([\w\ ]{2,30}\))?$
  | \b(?:REUTERS|AFP|EPA|AP|Reuters|Getty|Xinhua)(?:\ Images|\ Photo)?
    \ ?/\ ?[A-Z][\w.’'-]*(?:\ [A-Z][\w.’'-]*){0,4}\)?$
  | \b[Pp]hotograph:\ .{1,80}$
    """
)
# Who made the report, told after its last sentence.
_AGENCY_TAIL = re.compile(
    r"(?<=[.!?\"”’])\s*\((?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by [^()]{1,300}\)$"
)
_READ_MORE = re.compile(
    r"(?i)(?:read|see|watch|learn)\s(?:more|also|next|now)\b[\s:.>»…-]*(?P<teaser>.{0,140})$|related:?\s*$"
)
_PICTURE = re.compile(r"©|(?i:\b(?:getty|reuters|afp)\b)")

# Where two sentences were glued together: a small letter, the mark, then the capital of the next sentence.
_GLUED = re.compile(
    r"(?P<end>[a-z]{2}[\])]?[.!?]|[a-z]{2}[.!?][”’])(?=[A-Z](?:[a-z’']|\s))"
    r"|(?P<before>[a-z]{2}[.!?])(?=[“‘][A-Z\[(])"
    r"|(?P<straight>[a-z]{2}[.!?])\"(?=[A-Z\[(])"
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning finds. ``text`` is the body, its paragraphs divided by blank lines."""

    text: str
    title: str | None = None
    published: date | None = None
    headings: tuple[Heading, ...] = ()


def clean(raw: str) -> Cleaned:
    """Clean the text of one report. An empty ``text`` in the result means that there is no report in it."""
    published = None
    if dated := _DATE_LINE.match(raw):
        with suppress(ValueError):  # there is no such day: the line is text
            published = date.fromisoformat(dated[1])
            raw = raw[dated.end() :]
    paragraphs = _without_repeats(_without_furniture(_blocks(raw)))
    title, paragraphs = _headline(paragraphs)
    text = ""
    headings = []
    for n, paragraph in enumerate(paragraphs, 1):
        if _is_subhead(paragraph, last=n == len(paragraphs)):
            headings.append(Heading(len(text) + 2 if text else 0, paragraph))
        else:
            text += ("\n\n" if text else "") + paragraph
    return Cleaned(text, title, published, tuple(headings))


def unglue(paragraph: str) -> str:
    """Put back the blank that was lost between two sentences (``said.Shoigu asked``, ``Shoigu."I hope``)."""

    def divide(glued: re.Match[str]) -> str:
        if glued["straight"] is None:
            return f"{glued[0]} "
        closes = paragraph.count('"', 0, glued.end("straight")) % 2 == 1
        return f'{glued["straight"]}" ' if closes else f'{glued["straight"]} "'

    return _GLUED.sub(divide, paragraph)


def _blocks(raw: str) -> list[list[str]]:
    """Lines with their white space evened out, grouped where the report leaves a line blank."""
    blocks: list[list[str]] = [[]]
    for line in raw.splitlines():
        words = " ".join(line.split())
        if words:
            blocks[-1].append(words)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _without_furniture(blocks: list[list[str]]) -> list[str]:
    """The lines of the report itself, and of each "Read more" nothing that it leads to."""
    spaced = len(blocks) > 1 and len(blocks) >= sum(map(len, blocks)) / 3
    kept = []
    for block in blocks:
        teaser = 0  # how many of the next lines may belong to a teaser
        for line in block:
            if teaser and (spaced or _PICTURE.search(line) or not _ENDS.search(line)):
                teaser -= 1
                continue
            teaser = 0
            if more := _READ_MORE.match(line):
                if not more["teaser"]:
                    teaser = TEASER_LINES
                    continue
                if not _ENDS.search(line):
                    continue
            if not (_FURNITURE.match(line) or _CAPTION.search(line)):
                kept.append(unglue(_AGENCY_TAIL.sub("", line)))
    return kept


def _without_repeats(paragraphs: list[str]) -> list[str]:
    """Drop a paragraph of which every sentence stands again further down: a teaser told before the report."""
    squeezed = ["".join(paragraph.split()) for paragraph in paragraphs]
    sentences = [
        ["".join(paragraph[a:b].split()) for a, b in split_sentences(paragraph)]
        if len(short) >= REPEAT_CHARS
        else []
        for paragraph, short in zip(paragraphs, squeezed, strict=True)
    ]
    last = _last_places(sentences, "\n".join(squeezed))
    kept = []
    after = 0
    for paragraph, short, told in zip(paragraphs, squeezed, sentences, strict=True):
        after += len(short) + 1
        if not told or not all(last.get(sentence, -1) >= after for sentence in told):
            kept.append(paragraph)
    return kept


def _last_places(sentences: list[list[str]], text: str) -> dict[str, int]:
    """Where each sentence that is long enough stands last in a text, whatever it is a part of there.

    The text is gone through once: only where it goes on as a sentence begins is it compared, and by each
    length that such sentences have.
    """
    beginning: dict[str, dict[int, set[str]]] = {}
    for told in sentences:
        for sentence in told:
            if len(sentence) >= REPEAT_CHARS:
                lengths = beginning.setdefault(sentence[:REPEAT_CHARS], {})
                lengths.setdefault(len(sentence), set()).add(sentence)
    last: dict[str, int] = {}
    for at in range(len(text) - REPEAT_CHARS + 1) if beginning else ():
        for length, those in beginning.get(text[at : at + REPEAT_CHARS], {}).items():
            if (found := text[at : at + length]) in those:
                last[found] = at
    return last


def _headline(paragraphs: list[str]) -> tuple[str | None, list[str]]:
    """Split the headline, and a second one below it, from the body."""
    lines = 0
    while lines < min(2, len(paragraphs) - 1) and (
        _is_headline(paragraphs[lines], HEADLINE_WORDS) or _is_in_title_case(paragraphs[lines])
    ):
        lines += 1
    return (paragraphs[0] if lines else None), paragraphs[lines:]


def _is_headline(line: str, most_words: int) -> bool:
    """A short line that does not end like a sentence."""
    return not _ENDS.search(line) and not _BULLET.match(line) and 1 <= len(_WORD.findall(line)) <= most_words


def _is_in_title_case(line: str) -> bool:
    """A line whose longer words all have a capital, whatever its end: "Senator Speaks After Vote."."""
    words = _WORD.findall(line)
    longer = [word for word in words if len(word) >= TITLE_CASE_CHARS and not word.isdigit()]
    if not len(words) <= HEADLINE_WORDS or len(longer) < TITLE_CASE_WORDS:
        return False
    return all(word[0].isupper() for word in longer)


def _is_subhead(line: str, *, last: bool) -> bool:
    """A headline inside the body; a short question standing alone is one, too."""
    if last:
        return False
    if line.endswith("?") and not re.search(r"[\"“”‘«»]", line):
        return len(_WORD.findall(line)) <= SUBHEAD_WORDS
    return _is_headline(line, SUBHEAD_WORDS)

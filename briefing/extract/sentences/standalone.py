"""Whether a passage can be read without what stands before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import numpy as np

from briefing.extract.sentences.marks import Region, quotations, touching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span, Token

    from briefing.annotate import AnnotatedArticle

Flaw = Literal[
    "fragment", "furniture", "question", "quotation", "connective", "pronoun", "description", "first person"
]

FEWEST_WORDS = 5
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})  # Penn Treebank tags of the verbs that make a sentence
HE_OR_SHE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
THIRD = HE_OR_SHE | {"they", "them", "their", "theirs", "it", "its"}
FIRST = frozenset({"i", "we", "me", "us", "my", "our", "ours", "mine"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
NAMING = frozenset({"PROPN", "NOUN"})
SPEAKERS = frozenset({"he", "she", "they"})
PLACES = frozenset({"GPE", "LOC", "NORP"})  # "he" is none of these
PAIRS = frozenset({"both", "either", "neither"})
POINTING = frozenset({"this", "that", "these", "those", "such"})
_TIMES = "day week weekend month year decade century season spring summer autumn fall winter morning afternoon evening night"
TIMES = frozenset(_TIMES.split())
_BEFORE = "“‘\"'«([—–-… \t"  # what may stand before the first word

_FURNITURE = re.compile(
    r"""(?ix)
    https?://|\bwww\.|\bpic\.twitter\.com|(?:^|\s)@\w|©|\ball\ rights\ reserved\b|\bcookies?\ (?:policy|settings)\b
  | \b(?:click|tap)\ (?:here|on|to|the)\b|\b(?:sign|log)\ (?:up|in)\ (?:for|to|with)\ (?:our|your|the)\b
  | \bsubscribe\b|\bnewsletters?\b|\b(?:internet\ archive|wayback\ machine|web\ ?crawl\w*|crawl\ data)\b
  | ^(?:file|photo|image|picture|video|caption|enlarge\ image|advertisement|related|read\ more|watch)\s?[:(]
  | \((?:photo|image|picture|file)s?\b[^)]*\)|\bgetty\ images\b
  | ^in\ this\ (?:[\w.,-]+\ ){0,6}(?:photo|image|picture|frame|screenshot)
    """
)
_CONNECTIVE = re.compile(
    r"""(?ix)
    (?:but|and|or|nor|yet|so|however|nevertheless|nonetheless|moreover|furthermore|therefore|thus|hence|consequently
      |accordingly|additionally|besides|meanwhile|instead|otherwise|likewise|similarly|conversely|indeed|also|then
      |afterwards?|thereafter|still|plus|because\ of\ (?:this|that)
      |in\ (?:addition|contrast|turn|response|return|fact|other\ words|that\ case|particular|the\ meantime)
      |by\ contrast|as\ a\ (?:result|consequence)|as\ such|for\ (?:example|instance|(?:this|that)\ reason)
      |on\ the\ (?:other\ hand|contrary)|at\ the\ same\ time|even\ so|that\ said|after\ (?:that|this|all)|to\ that\ end
    )\b(?!\ (?:of|to)\b)
    """
)
# An "it" that stands for the clause after it, or for nothing.
_EMPTY_IT = re.compile(
    r"""(?ix)
    it(?:\ (?:is|was|will\ be|would\ be|has\ been|had\ been|remains?|remained|seems?|seemed|appears?|appeared|became)|['’]s)
    (?:\ (?:not|also|still|now|[a-z]+ly))?
    (?:\ (?:that|to|whether|as\ (?:if|though))\b
      |(?:\ [\w-]+){1,4}\ (?:that|to|whether|how|why|when|who|if|since)\b|\ the\ first\ (?:time|day)\b)
    """
)
# People and things that the report has named before: no name, no attribute, only the noun and its verb.
_NAMED_BEFORE = re.compile(
    r"""(?ix)
    the\ (?:
        (?:two|three|four|five|pair|duo|trio|couple|latter|former|same|others?|\d+(?:st|nd|rd|th)|move|decision|announcement
          |comments?|remarks?|statement|incident|report|document|letter|video|footage|post|minister|spokes(?:man|woman|person)
          |officials?|lawmakers?|senator|governor|mayor|general|leader|diplomat|politician|company|firm|agency|group
          |organi[sz]ation|man|woman|boy|girl|child|teen(?:ager)?|victims?|suspects?|officers?|actor|actress|singer|author)
        \ (?:also\ |then\ |later\ |now\ |was\ |were\ |is\ |are\ |had\ |has\ |have\ |did\ )*
        (?:is|was|are|were|be(?:en|ing)?|said|says|told|tells|had|has|have|will|would|could|may|might|can|did|does|do
          |came|comes|took|takes|made|makes|went|goes|left|got|gave|gives|[a-z]+ed)\b
      | (?:two|three|four|five)\ (?:men|women|sides|leaders|ministers|countries|officials|teams|companies)\b
      | (?:latter|pair|duo|trio|other\ (?:two|side|party|man|woman))\b
    )
    """
)
# "a similar note of caution": similar to what stood before, unless it says to what.
_LIKE_BEFORE = re.compile(r"(?i)\ba similar (?!.{0,60}\b(?:to|between|among)\b)")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$|[\"”’»]$")
_ASKS = re.compile(r"\?[\"'”’»)\]]*$")
_SPACES = re.compile(r"\s+")


def is_readable_alone(annotated: AnnotatedArticle, start: int, end: int) -> bool:
    """Whether the passage ``[start, end)`` of an article (character offsets) is understood without what precedes it."""
    return why_not_alone(annotated, start, end) is None


def why_not_alone(annotated: AnnotatedArticle, start: int, end: int) -> Flaw | None:
    """Name what keeps the passage ``[start, end)`` (character offsets) from being read alone; None: nothing.

    "fragment": too short, unfinished, or without a finite verb; "furniture": of the page, not of the report;
    "question"; "quotation": a part of one, or one without its speaker; "connective": it opens with "But", "However";
    "pronoun": it opens with one, or its subject is one that names nobody in the passage, or it points back ("these
    demands"); "description": "the two men"; "first person": the reporter's own "I" and "we".
    """
    doc, text = annotated.doc, annotated.article.text
    if not 0 <= start < end <= len(text) or not len(doc):
        return "fragment"
    # Doc.char_span builds the whole text again each time, and this is asked for every candidate.
    offsets = doc.to_array("IDX")
    first = int(np.searchsorted(offsets, start, side="right")) - 1
    last = int(np.searchsorted(offsets, end, side="left"))
    return flaw(doc[max(0, first) : last], text)


def flaw(span: Span, whole: str) -> Flaw | None:
    """``why_not_alone`` for a spaCy span of the text ``whole``."""
    start, end = span.start_char, span.end_char
    text = whole[start:end].rstrip()
    if len(text.split()) < FEWEST_WORDS or not _ENDS.search(text):
        return "fragment"
    if _FURNITURE.search(text):
        return "furniture"
    if _ASKS.search(text):
        return "question"
    inside = touching(quotations(whole), whole, start, end)
    if _broken_quotation(text, start, start + len(text), inside):
        return "quotation"
    opening = _SPACES.sub(" ", text.lstrip(_BEFORE))
    if _CONNECTIVE.match(opening):
        return "connective"
    if _NAMED_BEFORE.match(opening) or _LIKE_BEFORE.search(opening):
        return "description"
    return _flaw_of_grammar(span, opening, inside)


def _broken_quotation(text: str, start: int, end: int, regions: Sequence[Region]) -> bool:
    """Whether a quotation is cut by the passage's edges, lacks a mark, or is all there is."""
    quoted = 0
    for region in regions:
        if not region.closed or region.start < start or region.end > end:
            return True
        quoted += region.end - region.start
    # Brackets count with the quotations: half of a parenthesis is as little to be read alone.
    if text.count("(") != text.count(")") or text.count("[") != text.count("]"):
        return True
    return quoted > 0 and len(text) - quoted < 4


def _flaw_of_grammar(span: Span, opening: str, regions: Sequence[Region]) -> Flaw | None:
    """What the passage refers to: pronouns without a name before them, the reporter's own "we", no verb."""
    tokens = [t for t in span if not (t.is_space or t.is_punct)]
    if not any(t.tag_ in FINITE for t in tokens):
        return "fragment"
    if tokens[0].lower_ in THIRD and not _EMPTY_IT.match(opening):
        return "pronoun"
    if tokens[0].lower_ in PAIRS and len(tokens) > 1 and tokens[1].pos_ != "PROPN":
        return "pronoun"
    own = [t for t in tokens if not any(r.start <= t.idx < r.end for r in regions)]
    if any(t.lower_ in FIRST and t.text != "US" for t in own):
        return "first person"
    if _points_back(tokens[0], own):
        return "pronoun"
    return "pronoun" if _has_loose_pronoun(own) else None


def _points_back(first: Token, own: Sequence[Token]) -> bool:
    """Whether "this", "those demands" and their like point at something that the passage has not named."""
    named: set[int] = set()
    for token in own:
        if token.lower_ in POINTING:
            head = token.head
            if token.dep_ == "det":
                if head.lemma_.lower() not in TIMES and head.lemma not in named:
                    return True
            elif token.i == first.i and token.dep_ in SUBJECTS:
                return True
        elif token.pos_ in NAMING:
            named.add(token.lemma)
    return False


def _has_loose_pronoun(own: Sequence[Token]) -> bool:
    """Whether a "he" or "they" stands before everybody whom it could mean.

    "Asked whether he believed it, Mr Wallace said ..." is complete: the sentence names its subject after the pronoun.
    """
    for place, token in enumerate(own):
        if token.pos_ in NAMING:
            if token.ent_type_ not in PLACES and (token.pos_ == "PROPN" or token.dep_ in SUBJECTS):
                return any(_is_late_speaker(t) for t in own[place + 1 :])
        elif token.lower_ in HE_OR_SHE or token.lower_ == "they":
            if token.dep_ in SUBJECTS and token.head.dep_ == "ROOT":
                return True
            return not any(
                t.pos_ in NAMING and t.dep_ in SUBJECTS and t.head.dep_ == "ROOT" for t in own[place + 1 :]
            )
    return False


def _is_late_speaker(token: Token) -> bool:
    """Whether a pronoun is the speaker after the words: "Russia is increasing its forces, he added"."""
    verb = token.head
    return (
        token.lower_ in SPEAKERS
        and token.dep_ in SUBJECTS
        and verb.dep_ == "ROOT"
        and any(child.dep_ == "ccomp" and child.i < token.i for child in verb.children)
    )

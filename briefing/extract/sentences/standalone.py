"""Whether a passage can be read without what stands before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import numpy as np

from briefing.extract.sentences.marks import Region, quotations, touching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span, Token

    from briefing.reading.annotation import AnnotatedArticle

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
_words = str.split  # word lists are easier to read as running text
_TIMES = "day week weekend month year decade century season spring summer autumn fall winter morning afternoon evening night"
TIMES = frozenset(_words(_TIMES))
CALENDAR = frozenset({"DATE", "TIME"})
PLURAL = frozenset({"NNS", "NNPS"})
MODIFIERS = frozenset({"compound", "amod", "nmod"})
PRESENT = frozenset({"VBZ", "VBP"})
TELLS = frozenset(
    _words("say tell add write explain note warn announce claim deny insist admit argue report reveal ask")
)
# "The law takes effect on June 3, 2024."
ARRANGED = frozenset(
    _words("take begin start open end close expire resume go come fall schedule set slate expect plan be")
)
# What there is one of, or what is meant as a kind, wherever the sentence stands.
ONLY_ONES = frozenset(
    _words(
        """world earth planet globe sun moon sky sea ocean air weather climate environment internet web economy public media press
    poor rich elderly young past present future law truth fact idea way reason question answer aim goal number rest majority bulk
    chance likelihood risk odds end start beginning day night week weekend month year decade century morning afternoon evening
    time left right west east north south"""
    )
)
# "CARACAS (Reuters) - ", "FAIRHOPE, Ala. — ", "(CNN) ": where the report was written, and by whom.
_DATELINE = re.compile(
    r"""(?x)
    (?: [A-Z][A-Z.’'-]{2,}(?:\ [A-Z][A-Z.’'-]+){0,3} (?:,\ [A-Z][\w.’'-]+(?:\ [A-Z][\w.]+)?){0,2}
        \ ? (?:\([A-Z][^()]{1,30}\)\ ?(?:--?|[–—:])|[–—]|--|(?<=[\w.])\ -(?=\ ))
      | [A-Z][\w.’'-]+(?:\ [A-Z][\w.’'-]+){0,3}(?:,\ [A-Z][\w.’'-]+){0,2}(?:,\ [A-Z][a-z]{2,8}\.?\ \d{1,2})?\ ?
        \((?:AP|AFP|CNN|Reuters|UPI|Xinhua|Bloomberg|dpa|ANSA)\)\ ?(?:--?|[–—])
      | \((?:AP|AFP|CNN|Reuters|UPI|Xinhua|Bloomberg)\)\ ?(?:--?|[–—])? )
    \ ?(?=["“‘']?[A-Z])
    """
)
# Where the splitter took the point of an abbreviation for the end: "said Det.-Sgt." | "Susan Gomes, of the homicide squad".
_RANK = re.compile(
    r"\b(?:Mrs?|Ms|Dr|Prof|Rev|Hon|Gov|Govs|Sens?|Reps?|Pres|Lt|Sgt|Cpl|Pvt|Col|Gen|Capt|Maj|Adm|Cmdr|Det|Insp|Supt|St|Nos?)\.$"
)
# "trade deal will be among the topics"; a name may begin small: "al-Qaida", "iPhone".
_SMALL = re.compile(r"(?!(?:al|el|de|von|van|bin)\b|\w+-?[A-Z])[a-z]")
_BEFORE = "“‘\"'«([—–-… \t"  # what may stand before the first word

_FURNITURE = re.compile(
    r"""(?ix)
    https?://|\bwww\.|\bpic\.twitter\.com|(?:^|\s)@\w|©|\ball\ rights\ reserved\b|\bcookies?\ (?:policy|settings)\b
  | \b(?:click|tap)\ (?:here|on|to|the)\b|\b(?:sign|log)\ (?:up|in)\ (?:for|to|with)\ (?:our|your|the)\b
  | \bsubscribe\b|\bnewsletters?\b|\b(?:internet\ archive|wayback\ machine|web\ ?crawl\w*|crawl\ data)\b
  | ^(?:file|photo|image|picture|video|caption|enlarge\ image|advertisement|related|read\ more|watch)\s?[:(]
  | \((?:photo|image|picture|file)s?\b[^)]*\)|\bgetty\ images\b
  | ^in\ this\ (?:[\w.,-]+\ ){0,6}(?:photo|image|picture|frame|screenshot)
  | \((?:pictured|left|right|above|below|cent(?:re|er)|top|bottom)(?:\ (?:left|right|cent(?:re|er)))?\)
  | \b(?:pictured|see|shown)\ (?:above|below|left|right)\b|\b(?:see|view)\ the\ (?:map|graphic|gallery|video)\b
  | ^(?:(?:\S+\ ){0,4}updated?|correction|clarification|editor['’]s\ note)\s?:|^\(?this\ version\ correct
  | ^(?:[\w.’'-]+\ ){0,4}(?:reporters?|correspondents?|columnists?)\ (?:[A-Z][^.]{3,80}\ )
    (?:discuss(?:es)?|reports?|explains?|looks?\ (?:at|back)|talks?\ (?:about|to|with))\b
  | ^as\ (?:\w+\ )?(?:we|the\ \w+)\ (?:has|have|had\ )?(?:previously\ |first\ )?(?:reported|noted|wrote)
    """
)
_DAY_AT_END = re.compile(
    r"(?i)(?:, |\bon )(?:jan|feb|march|april|may|june|july|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}, \d{4}\W*$"
)
_CONNECTIVE = re.compile(
    r"""(?ix)
    (?:but|and|or|nor|yet|so|however|nevertheless|nonetheless|moreover|furthermore|therefore|thus|hence|consequently
      |accordingly|additionally|besides|meanwhile|instead|otherwise|likewise|similarly|conversely|indeed|also|then
      |afterwards?|thereafter|still|plus|because\ of\ (?:this|that)
      |in\ any\ (?:case|event)|in\ (?:addition|contrast|turn|response|return|fact|other\ words|that\ case|particular|the\ meantime)
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
_ONE_OF_A_KIND = re.compile(
    r"(?i)it \w+ (?:now )?the (?:latest|only|last|second|third|biggest|largest|oldest)\b"
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
  | (?:another|others|(?:doing|to\ do)\ so|case\ in\ point)\b
  | \w+\ (?:\w+\ )?(?:that\ )?doing\ so\b
  | (?:sir|dame)\ [\w’'-]+\ (?=[a-z])|.{0,60},\ (?:sir|dame)\ [\w’'-]+\ (?:said|told|added|wrote|warned)\b
    """
)
# "a similar note of caution": similar to what stood before, unless it says to what.
_LIKE_BEFORE = re.compile(r"(?i)\ba similar (?!.{0,60}\b(?:to|between|among)\b)")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$|[\"”’»]$")
_ASKS = re.compile(r"\?[\"'”’»)\]]*$")
_SPACES = re.compile(r"\s+")


def begins_at(text: str, start: int, end: int) -> int:
    """Where a sentence ``[start, end)`` begins to say something: behind the dateline, if it has one."""
    found = _DATELINE.match(text, start, end)
    return found.end() if found else start


def is_readable_alone(annotated: AnnotatedArticle, start: int, end: int) -> bool:
    """Whether the passage ``[start, end)`` of an article (character offsets) is understood without what precedes it."""
    return why_not_alone(annotated, start, end) is None


def why_not_alone(annotated: AnnotatedArticle, start: int, end: int) -> Flaw | None:
    """Name what keeps the passage ``[start, end)`` (character offsets) from being read alone; None: nothing.

    "fragment": too short, unfinished, or without a finite verb; "furniture": of the page, not of the report;
    "question"; "quotation": a part of one, or one without its speaker; "connective": it opens with "But", "However";
    "pronoun": it opens with one, or its subject is one that names nobody in the passage, or it points back ("these
    demands"); "description": its subject, or what it opens with, is a thing that the reader is thought to know ("the two
    men", "the troops", "Asked about the comments"); "first person": the reporter's own "I", "we" and "here".
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
    start, end = begins_at(whole, span.start_char, span.end_char), span.end_char
    text = whole[start:end].rstrip()
    if len(text.split()) < FEWEST_WORDS or not _ENDS.search(text) or _is_cut(whole, start, text):
        return "fragment"
    if _FURNITURE.search(text) or _is_caption(span, text):
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
    return _flaw_of_grammar(span, start, opening, inside)


def _is_cut(whole: str, start: int, text: str) -> bool:
    """Whether the splitter cut the passage off behind a rank or title, or it begins in the middle of a sentence."""
    before = whole[max(0, start - 12) : start].rstrip(" ")
    return bool(_RANK.search(text) or _RANK.search(before) or _SMALL.match(text))


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


def _flaw_of_grammar(span: Span, start: int, opening: str, regions: Sequence[Region]) -> Flaw | None:
    """What the passage refers to: pronouns without a name before them, the reporter's own "we", no verb."""
    tokens = [t for t in span if t.idx >= start and not (t.is_space or t.is_punct)]
    if not any(t.tag_ in FINITE for t in tokens) or _has_no_clause(span.root, tokens):
        return "fragment"
    if tokens[0].lower_ in THIRD and not _EMPTY_IT.match(opening):
        return "pronoun"
    if tokens[0].lower_ in PAIRS and len(tokens) > 1 and tokens[1].pos_ != "PROPN":
        return "pronoun"
    own = [t for t in tokens if not any(r.start <= t.idx < r.end for r in regions)]
    if any((t.lower_ in FIRST and t.text != "US") or t.lower_ == "here" for t in own):
        return "first person"
    if _points_back(tokens[0], own) or _has_loose_pronoun(own):
        return "pronoun"
    return "description" if _has_known_subject(own) else None


def _is_caption(span: Span, text: str) -> bool:
    """Whether it tells what a picture shows: in the present tense, with a full date at its end."""
    root = span.root
    if not _DAY_AT_END.search(text) or root.lemma_.lower() in ARRANGED:
        return False
    return root.tag_ in PRESENT or any(
        t.dep_ in ("aux", "auxpass") and t.tag_ in PRESENT for t in root.children
    )


def _has_no_clause(root: Token, tokens: Sequence[Token]) -> bool:
    """Whether the only verbs hang on a noun that nothing is said of: "Pictures showing soldiers who filled the square."."""
    if root.pos_ not in NAMING:
        return False
    finite = [t if t.dep_ not in ("aux", "auxpass") else t.head for t in tokens if t.tag_ in FINITE]
    return all(any(above.dep_ in ("relcl", "acl") for above in (t, *t.ancestors)) for t in finite)


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
    one = several = False  # whether somebody, or some people or a body of people, stand before
    for place, token in enumerate(own):
        if token.pos_ in NAMING:
            stands_out = _is_name(token) or token.dep_ in SUBJECTS
            alone = token.ent_type_ == "PERSON" and token.dep_ != "conj"
            several = several or token.tag_ in PLURAL or (stands_out and not alone)
            one = one or (stands_out and token.ent_type_ not in PLACES and token.tag_ not in PLURAL)
        elif (token.lower_ in HE_OR_SHE and not one) or (token.lower_ == "they" and not several):
            if token.dep_ in SUBJECTS and token.head.dep_ == "ROOT":
                return True
            subject = next((t for t in own[place + 1 :] if t.dep_ in SUBJECTS and _is_main(t.head)), None)
            return subject is None or subject.pos_ not in NAMING
        elif _is_late_speaker(token) or (not several and _is_loose_it(token)):
            return True
    return False


def _is_loose_it(token: Token) -> bool:
    """Whether an "it" is what the sentence is about and stands for a thing ("On Friday it closed the plant")."""
    if token.lower_ != "it" or token.dep_ not in SUBJECTS or token.head.dep_ != "ROOT":
        return False
    words = token.doc[token.i : token.i + 8].text
    return _ONE_OF_A_KIND.match(words) is not None or not _EMPTY_IT.match(words)


def _is_main(verb: Token) -> bool:
    """Whether a verb is the sentence's, stands beside it, or is what the sentence reports."""
    return verb.dep_ == "ROOT" or (verb.dep_ in ("ccomp", "conj") and verb.head.dep_ == "ROOT")


def _is_late_speaker(token: Token) -> bool:
    """Whether a pronoun is the speaker after the words: "Russia is increasing its forces, he added"."""
    verb = token.head
    return (
        token.lower_ in SPEAKERS
        and token.dep_ in SUBJECTS
        and verb.dep_ == "ROOT"
        and any(child.dep_ == "ccomp" and child.i < token.i for child in verb.children)
    )


def _has_known_subject(own: Sequence[Token]) -> bool:
    """Whether what the sentence is about is a thing that the reader is thought to know: "The troops will be as close".

    The subject of the main clause, of what is said there, and whatever stands first, count.
    """
    first = next((t for t in own if t.dep_ in SUBJECTS), None)
    named = False
    if own and any(_is_thought_known(noun, named) for noun in _objects_in_front(own[0])):
        return True
    for token in own:
        if token.dep_ in SUBJECTS:
            above = token.head
            told = above.dep_ == "ccomp" and above.head.dep_ == "ROOT"
            if (token is first or above.dep_ == "ROOT" or told) and _is_thought_known(token, named):
                return True
        elif (
            token.dep_ in ("dobj", "dative") and token.head.dep_ == "ROOT" and _is_thought_known(token, named)
        ):
            return True
        named = named or (_is_name(token) and token.dep_ not in MODIFIERS)
    return False


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.ent_type_ not in CALENDAR


def _objects_in_front(first: Token) -> list[Token]:
    """What the opening is about: "Asked about the comments, Mr Wallace said", "After the talks, he flew"."""
    if first.dep_ not in ("advcl", "prep") or first.head.i < first.i:
        return []
    heads = [first, *(t for t in first.children if t.dep_ == "prep" and t.i > first.i)]
    return [t for head in heads for t in head.children if t.dep_ in ("dobj", "pobj")]


def _is_thought_known(noun: Token, named: bool) -> bool:
    """Whether a noun with "the" is neither the only one of its kind nor told from the others of it by what stands beside it.

    Whoever speaks must be named there, or at least whose officer it is. ``named``: a name stands before in the sentence,
    which a singular noun may stand for.
    """
    if noun.tag_ not in ("NN", "NNS") or noun.lemma_.lower() in ONLY_ONES:
        return False
    beside = list(noun.children)
    if not any(t.lower_ == "the" and t.dep_ == "det" for t in beside) or (named and noun.tag_ == "NN"):
        return False
    inside = [t for t in noun.subtree if t.i != noun.left_edge.i]
    if any(t.pos_ == "PROPN" and t.ent_type_ not in CALENDAR for t in inside):
        return False
    if any(t.ent_type_ in PLACES or t.dep_ == "poss" or t.tag_ == "JJS" for t in inside):
        return False
    if noun.head.lemma_.lower() in TELLS:
        return True
    return not any(t.i > noun.i and _tells_apart(t) for t in beside)


def _tells_apart(token: Token) -> bool:
    """Whether what hangs on a noun says which one is meant; a day does not ("the talks on Friday")."""
    if token.dep_ == "prep":
        return not all(t.ent_type_ in CALENDAR for t in token.children)
    return token.dep_ in ("relcl", "acl", "appos")

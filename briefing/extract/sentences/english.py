"""Patterns of English for sentences that cannot be read alone, and for what is no text."""

from __future__ import annotations

import re

# Where the splitter took an abbreviation's point for the end: "said Det.-Sgt." | "Susan Gomes, of the".
RANK = re.compile(
    r"\b(?:Mrs?|Ms|Dr|Prof|Rev|Hon|Govs?|Sens?|Reps?|Pres|Lt|Sgt|Cpl|Pvt|Col|Gen|Capt|Maj|Adm|Cmdr|Det"
    r"|Insp|Supt|St|Nos?)\.$"
)
# "trade deal will be among the topics"; a name may begin small: "al-Qaida", "iPhone".
SMALL = re.compile(r"(?!(?:al|el|de|von|van|bin)\b|\w+-?[A-Z])[a-z]")
# What belongs to the page and not to the report.
FURNITURE = re.compile(
    r"""(?ix)
    https?://|\bwww\.|\bpic\.twitter\.com|(?:^|\s)@\w|©|\ball\ rights\ reserved\b
    |\bcookies?\ (?:policy|settings)\b
  | \b(?:click|tap)\ (?:here|on|to|the)\b|\b(?:sign|log)\ (?:up|in)\ (?:for|to|with)\ (?:our|your|the)\b
  | \bsubscribe\b|\bnewsletters?\b|\b(?:internet\ archive|wayback\ machine|web\ ?crawl\w*|crawl\ data)\b
  | ^(?:file|photo|image|picture|video|caption|enlarge\ image|advertisement|related|read\ more|watch)\s?[:(]
  | \((?:photo|image|picture|file)s?\b[^)]*\)|\bgetty\ images\b
  | ^in\ this\ (?:[\w.,-]+\ ){0,6}(?:photo|image|picture|frame|screenshot)
  | \((?:pictured|left|right|above|below|cent(?:re|er)|top|bottom)(?:\ (?:left|right|cent(?:re|er)))?\)
  | \b(?:pictured|see|shown)\ (?:above|below|left|right)\b
  | \b(?:see|view)\ the\ (?:map|graphic|gallery|video)\b
  | ^(?:(?:\S+\ ){0,4}updated?|correction|clarification|editor['’]s\ note)\s?:|^\(?this\ version\ correct
  | ^(?:[\w.’'-]+\ ){0,4}(?:reporters?|correspondents?|columnists?)\ (?:[A-Z][^.]{3,80}\ )
    (?:discuss(?:es)?|reports?|explains?|looks?\ (?:at|back)|talks?\ (?:about|to|with))\b
  | ^as\ (?:\w+\ )?(?:we|the\ \w+)\ (?:has|have|had\ )?(?:previously\ |first\ )?(?:reported|noted|wrote)
    """
)
DAY_AT_END = re.compile(
    r"(?i)(?:, |\bon )(?:jan|feb|march|april|may|june|july|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}, \d{4}\W*$"
)
# What joins a sentence to the one before.
CONNECTIVE = re.compile(
    r"""(?ix)
    (?:but|and|or|nor|yet|so|however|nevertheless|nonetheless|moreover|furthermore|therefore|thus
      |hence|consequently|accordingly|additionally|besides|meanwhile|instead|otherwise|likewise|similarly
      |conversely|indeed|also|then
      |afterwards?|thereafter|still|plus|because\ of\ (?:this|that)
      |in\ any\ (?:case|event)|in\ (?:addition|contrast|turn|response|return|fact
         |other\ words|that\ case|particular|the\ meantime)
      |by\ contrast|as\ a\ (?:result|consequence)|as\ such|for\ (?:example|instance|(?:this|that)\ reason)
      |on\ the\ (?:other\ hand|contrary)|at\ the\ same\ time|even\ so|that\ said
      |after\ (?:that|this|all)|to\ that\ end
    )\b(?!\ (?:of|to)\b)
    """
)
# An "it" that stands for the clause after it, or for nothing.
EMPTY_IT = re.compile(
    r"""(?ix)
    it(?:\ (?:is|was|will\ be|would\ be|has\ been|had\ been|remains?|remained
       |seems?|seemed|appears?|appeared|became)|['’]s)
    (?:\ (?:not|also|still|now|[a-z]+ly))?
    (?:\ (?:that|to|whether|as\ (?:if|though))\b
      |(?:\ [\w-]+){1,4}\ (?:that|to|whether|how|why|when|who|if|since)\b|\ the\ first\ (?:time|day)\b)
    """
)
ONE_OF_A_KIND = re.compile(
    r"(?i)it \w+ (?:now )?the (?:latest|only|last|second|third|biggest|largest|oldest)\b"
)
# People and things that the report has named before: no name, no attribute, only the noun and its verb.
NAMED_BEFORE = re.compile(
    r"""(?ix)
    the\ (?:
        (?:two|three|four|five|pair|duo|trio|couple|latter|former|same|others?|\d+(?:st|nd|rd|th)
          |move|decision|announcement|comments?|remarks?|statement|incident|report|document|letter|video
          |footage|post|minister|spokes(?:man|woman|person)|officials?|lawmakers?|senator|governor|mayor
          |general|leader|diplomat|politician|company|firm|agency|group|organi[sz]ation|man|woman|boy|girl
          |child|teen(?:ager)?|victims?|suspects?|officers?|actor|actress|singer|author)
        \ (?:also\ |then\ |later\ |now\ |was\ |were\ |is\ |are\ |had\ |has\ |have\ |did\ )*
        (?:is|was|are|were|be(?:en|ing)?|said|says|told|tells|had|has|have|will|would|could
          |may|might|can|did|does|do
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
LIKE_BEFORE = re.compile(r"(?i)\ba similar (?!.{0,60}\b(?:to|between|among)\b)")

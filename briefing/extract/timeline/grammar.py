"""The grammar of English time expressions: one regular expression with a named group for each class.

What is English about time stands here, in patterns, and in the lexicon, whose words they are built from. The
types are those of TIMEX3 [Pustejovsky2003], with SET, which TimeML 1.1 added; the layered patterns (words,
units, whole expressions) are in the manner of rule-based taggers such as HeidelTime and SUTime [Strotgen2013]
[Chang2012].
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.reading.lexicon import Lexicon

# --- parts: a name in angle brackets is a pattern named before it, or words of the lexicon ---------

_PARTS = {
    "named_day": r"(?:<weekday>|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?",
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w:%]|[.,/]\d|-(?!\d))",
    "to": r"(?: ?[-–—] ?| to | and | or )",
    "year": r"(?:1[5-9]|20|21)\d\d(?![\d%]|[.,:]\d|-\w)",
    "that_year": "(?:this year|last year|next year)",
    "unit": "(?:<unit_word>s?)",
    "word_number": "(?:<tens>(?:[ -]<ones>)?|<small>)",
    "past_unit": r"(?:<unit>\b)",
    "number": r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|<word_number>)",
    "range": "(?:<number>(?:(?: ?[-–—] ?| to | or )<number>)?(?: and a half)?)",
    "count": "(?:<range>|half an?|an? (?:couple of|few|dozen|half)|dozens of|several|many|an?|some)",
    "roughly": "(?:about|around|nearly|almost|roughly|approximately|some|over|under|more than|less than"
    "|fewer than|at least|at most|up to|just|only|exactly|well over|just over|just under)",
    "kind": "(?:straight|consecutive|successive|full|whole|more|trading|working|business|calendar|long"
    "|further|additional|extra|solid|turbulent)",
    "early": "(?:(?:very )?(?:early|late|mid|earlier|later|sometime)(?: in| on|-)?"
    "|(?:the )?(?:start|beginning|end|middle|rest|remainder|close) of|by the end of)",
    "which": "(?:this past|this coming|this|last|next|past|previous|following|coming|preceding"
    "|(?:the )?(?:same|very same|current|following|previous|coming|preceding|subsequent|next))",
    "half_day": r"(?:a\.?m\b\.?|p\.?m\b\.?)",
    "zone": "(?:utc|gmt|bst|cet|cest|est|edt|et|pst|pdt|pt|msk"
    r"|local time|moscow time|eastern time|eastern|pacific|london time)\b",
}

# --- classes: of what matches, the first in this order counts --------------------------------------

_CLASSES = {
    "iso": r"(?<![\d-])\d{4}-(?:0\d|1[0-2])-[0-3]\d(?:t\d\d:\d\d(?::\d\d)?z?)?(?![\d-])",
    "slash": r"(?<![\d/.])(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|\d{1,2}\.\d{1,2}\.\d{4})(?![\d/])",
    "date": r"(?:<named_day>,? )?(?:the )?(?:<day><to>)?<day> (?:of )?<month>(?:,? <year>)?(?!\w)"
    r"|(?:<named_day>,? )?<month> (?:the )?<day>(?:<to><day>(?! (?:of )?<month>))?(?:(?:, ?| )<year>)?(?!\w)",
    "month": r"(?:<early> ?)?(?:<which> )?<month>(?:(?: of|,)? (?:<year>|<that_year>))?(?!\w)",
    "weekday": r"(?:<early> )?(?:<which> )?<weekday>(?:s\b(?!['’])|(?: <part>)?)(?!\w)",
    "deictic": "the day (?:after tomorrow|before yesterday)"
    r"|(?:(?:earlier|later|early|late) )?(?:today|tonight|tomorrow|yesterday)\b(?: <part>)?"
    "|(?:(?:earlier|later|early|late) )?(?:this|last|that|the same) <part>(?! of)|overnight",
    "quarter": "(?:the )?(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th)[ -]"
    r"(?:(?:fiscal|financial) )?(?:quarter|half)"
    r"(?: of (?:fiscal )?(?:<year>|<that_year>|the year)|,? <year>)?(?!-?\w)"
    r"|q[1-4](?:,? (?:of )?<year>)?(?!\w)|<year>[ -]q[1-4](?!\w)",
    "season": r"(?:(?:early|late|mid)[ -](?:in the )?)?(?:(?:<which>|the) )?<season>"
    r"(?:(?: of)? <year>)?(?! of)(?!\w|-)",
    "holiday": r"<holiday>(?:,? <year>)?(?!\w)",
    "ages": "(?:(?:early|mid|late)[ -]|(?:the )(?:early|mid|late)[ -]|the )?"
    r"(?:(?:1[5-9]|20)\d0['’]?s|['’‘][1-9]0s)(?!\w)"
    r"|(?:the )?(?:(?:early|mid|late)[ -])?(?:1[5-9]|20|21)(?:th|st)[ -]century(?!\w)",
    "year": r"(?<![\d.,:/$£€#-])(?:(?:pre|post|mid)-|"
    "(?:(?:early|late|mid|fiscal|(?:fiscal|calendar|the) year|<early>) ))?"
    r"<year>(?:[-–/](?:(?:1[5-9]|20)\d\d|\d\d)(?!\d))?(?!\w)|(?<![\w])['’‘]\d\d(?![\w'’])",
    "set": "(?:(?:once|twice|<number> times|several times) )?"
    r"(?:every|each|per)(?: other)? (?:<number> )?(?:<unit>|<weekday>)s?(?!\w)"
    r"|(?:once|twice|<number> times|several times) an? <unit>|<rate>(?!\w)",
    "shift": "(?:<roughly> )?<count> <unit> (?:ago|earlier|later|previously|from now|hence|back)"
    r"(?! than)(?!\w)|(?:<roughly> )?<count> <unit> before(?=[.,;:)”’\"])"
    r"|the (?:day|week|month|year) before(?=[.,;:)”’\"])",
    "span": "(?:the |these )?(?:last|past|next|coming|previous|preceding|following|first|final|opening)"
    r"(?: <roughly>)?(?: <count>)?(?: <kind>)* <unit>(?!\w)",
    "unit": "(?:<early> )?(?:<which>|that) (?:(?:fiscal|financial|calendar) )?"
    r"(?:day|week|weekend|month|quarter|year|decade|century)(?!\w|-)"
    "|(?:<early> )?the (?:day|week|weekend|month|year)"
    r"(?! (?:of|when|that|after|before|to|in which))(?!\w|-)",
    "single": "(?:single[ -](?:day|week|month|year)"
    "|(?:a )?(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"(?: (?:consecutive|straight|successive))? (?:day|week|month|year))(?!\w)",
    "count": "(?<!-)(?:<roughly> )?<count>(?: <kind>)*"
    r"(?: <unit>(?:-(?:long|old))?|-<unit>(?:-(?:long|old))?|-<unit>)(?!\w)",
    "clock": r"(?<![\d.:$£€])(?:(?:[01]?\d|2[0-3])"
    r"(?::[0-5]\d(?::[0-5]\d)?(?: ?<half_day>)?|\.[0-5]\d(?= ?(?:<half_day>|<zone>)) ?(?:<half_day>)?)"
    r"(?: hours)?(?: \(gmt ?[+-] ?\d+\)| \(<zone>\)| <zone>)?)(?![\d%])"
    r"|(?<![\d.:$£€,])(?:1[0-2]|[1-9]) ?<half_day>(?: \(<zone>\)| <zone>)?"
    r"|(?<![\d.:$£€,])(?:[01]\d|2[0-3])[0-5]\d (?:hours )?<zone>|<hour>(?!\w)|<number> o['’]clock",
    "vague": "(?:recently|nowadays|these days|at the moment|at present|for the time being|at this time"
    r"|in the past(?! (?:\d|\w+ (?:[\w-]+ )?<past_unit>|<past_unit>))|the distant past|at one point"
    "|the (?:near(?:est)?|foreseeable|immediate|not[ -]too[ -]distant) (?:future|term)|near future|near term"
    "|in (?:the )?future|recent(?: <unit>)?|the coming (?:days|weeks|months|years)"
    r"|coming (?:days|weeks|months|years)|over the years)(?!\w|-)",
    "bare": r"(?:(?<=\bfor )|(?<=\bin )|(?<=\bin just )|(?<=\bwithin )|(?<=\bover )|(?<=\bafter )"
    r"|(?<=\btakes )|(?<=\btake )|(?<=\btook ))"
    r"(?:many )?(?:minutes|hours|days|weeks|months|years|decades|centuries)(?!\w|-| old)",
}

# --- words inside an expression, in small letters --------------------------------------------------

YEAR = re.compile(rf"(?<!\d){_PARTS['year']}(?!\d)")
DAY = re.compile(rf"(?<!\d)({_PARTS['day']})")
TWO_DAYS = re.compile(rf"({_PARTS['day']}){_PARTS['to']}({_PARTS['day']})")
CENTURY = re.compile(r"(\d\d)(?:th|st)[- ]century")
QUARTER = re.compile(r"q([1-4])")
CLOCK = re.compile(rf"(\d{{1,2}})(?:[:.](\d\d))?\s*({_PARTS['half_day']})?")
UNIVERSAL = re.compile(r"\b(?:utc|gmt)\)?$")
NEAR = re.compile(r"\b(?:this|last|next)\b")
THIS = re.compile(r"\bthis\b")
BACK = re.compile(r"\b(?:last|past|previous|preceding)\b")
AHEAD = re.compile(r"\b(?:next|coming|following|subsequent)\b")
SAME = re.compile(r"\b(?:same|that)\b")
FROM_TEXT = re.compile(r"\b(?:following|subsequent|previous|preceding|the next)\b")
THAT_YEAR = re.compile(_PARTS["that_year"])
FROM_NOW = re.compile(r"(?:ago|from now|hence)$")
BEFORE = re.compile(r"(?:ago|earlier|before|previously|back)$")
_AWAY = " (?:ago|earlier|later|previously|from now|hence|back|before)$"
AWAY = re.compile(_AWAY)
LATELY = re.compile(r"(?:the |these )?(?:last|past) ")
OPENING = re.compile(r"(?:the )?(?:first|final|opening)\b")
POINTING = re.compile(
    r"\b(?:the|these|last|past|next|coming|previous|preceding|following|first|final|opening)\b"
)
COUNTED = re.compile(r"\d|\b(?:few|several|couple|dozen|half)\b")
UNCOUNTED = re.compile(r"\b(?:several|few|many|some|dozens)\b")
COUPLE = re.compile(r"\bcouple\b")
HALF = re.compile(r"\bhalf (?:an? )|\ban? half\b(?!-)")
AND_A_HALF = re.compile("and a half")
EACH = re.compile(r"\b(?:every|each|per|an?)\b")
TO_COME = re.compile("future|term|coming")
GONE = re.compile("recent|past|point")
ABOUT_THEN = re.compile(
    rf"(?:pre|post)-|.*\b(?:decade|centur)|.*\b(?:week|fortnight|hour|minute|second)s?{_AWAY}"
)

# --- what matches and is no time --------------------------------------------------------------------

NAMED_EVENT = re.compile(
    r",? (?:terrorist |terror )?"
    "(?:attacks?|bombings?|atrocit|hijack|conspirac|victims|families|survivors|commission|memorial)",
    re.IGNORECASE,
)
NO_SPAN = re.compile(r"(?:the )?(?:last (?:minute|second|hour)|(?:first|final|opening) \w+)")
PROGRAMME = re.compile(r"day (?:Morning|Afternoon|Evening|Night)$")  # "Saturday Night Live"
NUMBERED = re.compile(r"(?:.* )?(?:a|one|the) second$|(?:a|three|one) quarters?$|a half$")
PART_OF_WHOLE = re.compile(r"(?!.*(?:secutive|straight|successive)).*(?:quarters?|half)$")
OF = re.compile(r" of\b")
# Before "the day" that something ends or happens on.
ENDS_THEN = re.compile(r"\b(?:end\w*|finish\w*|clos\w*|for|on|during|in|of) $", re.IGNORECASE)
ONE_UNIT = re.compile(r"an? (?:day|week|month|year|hour|minute|night)")
BEFORE_YEAR = re.compile("in|since")
OFTEN = re.compile("once|twice|%")
FROM_THEN = re.compile(r" (?:after|before|ago|earlier|later|of|in)\b")

# --- around an expression ---------------------------------------------------------------------------

ON_DAY = re.compile(r",? (?:on )?(?:the )?")
IN_YEAR = re.compile(r"(?:In|Of) ")  # "In 2014, ... in March"
FROM_WHEN = re.compile(r" (after|before) ")
LEAD = re.compile(
    r"(?:\b(?:on|in|at|since|until|till|by|during|from|before|after|between|late|early|around|about"
    "|through) )+$",
    re.IGNORECASE,
)
GENITIVE = re.compile("['’]s")
TO = re.compile(r" ?[-–—] ?| (?:to|until|till|through) ")
JOINED = re.compile(r" (?:and|or) (?:on )?|/|, ")
BETWEEN = re.compile(r"between $", re.IGNORECASE)
COMES = re.compile(
    r"(?:it|this|that|(?:the|his|her|its|their) (?:\w+ ){1,3})(?: also)? ?comes? (?:just |only |barely )?",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"(?:he|she|it|they|his|her|its|their|this|that|these|those)\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False, slots=True)
class TimeGrammar:
    """The patterns that are built from the words of one lexicon."""

    lexicon: Lexicon
    expression: re.Pattern[str]  # every time expression; the class is the match's ``lastgroup``
    month: re.Pattern[str]
    unit: re.Pattern[str]  # with its singular as the first group


@cache
def grammar_of(lexicon: Lexicon) -> TimeGrammar:
    """The patterns of a lexicon."""
    months, small = lexicon.table("months"), lexicon.table("units_of_numbers")
    short = abbreviations(months)
    named = {
        "month": _any(rf"{name}\b\.?" if name in short else name for name in months),
        "weekday": _any(lexicon.table("weekdays")),
        "part": _any(lexicon.table("day_parts")),
        "season": _any(lexicon.table("seasons")),
        "holiday": _any(re.escape(name).replace("'", "['’]") for name in lexicon.table("holidays")),
        "rate": _any(lexicon.table("rates")),
        "hour": _any(lexicon.table("hours")),
        "unit_word": _any(lexicon.table("durations")),
        "tens": _any(lexicon.table("tens")),
        "small": _any(small),
        "ones": _any(word for word, number in small.items() if 1 <= int(number) <= 9),
    }
    for name, pattern in _PARTS.items():
        named[name] = _filled(pattern, named)
    body = "|".join(f"(?P<{name}>{_filled(pattern, named)})" for name, pattern in _CLASSES.items())
    return TimeGrammar(
        lexicon,
        expression=re.compile(rf"(?<!\w)(?:{body})", re.IGNORECASE),
        month=re.compile(rf"\b{_any(months)}\b\.?", re.IGNORECASE),
        unit=re.compile(rf"({_any(lexicon.table('durations'))})s?\b"),
    )


def abbreviations(months: Mapping[str, str]) -> set[str]:
    """The names of months that have a longer one."""
    return {
        name
        for name, number in months.items()
        if any(same == number and len(longer) > len(name) for longer, same in months.items())
    }


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


def _filled(pattern: str, named: Mapping[str, str]) -> str:
    return re.sub(r"<([a-z_]+)>", lambda name: named[name[1]], pattern)

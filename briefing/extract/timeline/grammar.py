"""The grammar of English time expressions: one regular expression with a named group for each class.

The types are those of TIMEX3 [Pustejovsky2003], with SET, which TimeML 1.1 added; the layered patterns (words, units, whole
expressions) are in the manner of rule-based taggers such as HeidelTime and SUTime [Strotgen2013] [Chang2012].
"""

from __future__ import annotations

import re
from functools import cache

_words = str.split  # word lists are easier to read as running text

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
HOLIDAYS = {  # feasts that fall on the same day every year
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "st patrick's day": (3, 17),
    "st. patrick's day": (3, 17),
    "may day": (5, 1),
    "fourth of july": (7, 4),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "armistice day": (11, 11),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
SMALL = {
    word: number
    for number, word in enumerate(
        _words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
            " seventeen eighteen nineteen"
        )
    )
}
TENS = {
    word: 10 * n
    for n, word in enumerate(_words("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
UNITS = {  # unit: what precedes and follows the number in a TIMEX3 duration, and how often the unit is counted
    "second": ("PT", "S", 1),
    "minute": ("PT", "M", 1),
    "hour": ("PT", "H", 1),
    "day": ("P", "D", 1),
    "night": ("P", "D", 1),
    "week": ("P", "W", 1),
    "fortnight": ("P", "W", 2),
    "weekend": ("P", "WE", 1),
    "month": ("P", "M", 1),
    "quarter": ("P", "Q", 1),
    "year": ("P", "Y", 1),
    "decade": ("P", "Y", 10),
    "century": ("P", "Y", 100),
}

_ABBREVIATED = frozenset({name for name in MONTHS if len(name) < 5} - {"may", "june", "july"})
MONTH = (
    "(?:"
    + "|".join(sorted((n + (r"\b\.?" if n in _ABBREVIATED else "") for n in MONTHS), key=len, reverse=True))
    + ")"
)
WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
NAMED_DAY = rf"(?:{WEEKDAY}|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w:%]|[.,/]\d|-(?!\d))"
YEAR = r"(?:1[5-9]|20|21)\d\d(?![\d%]|[.,:]\d|-\w)"
PART = "(?:morning|afternoon|evening|night)"
UNIT = "(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|weekends?|months?|quarters?|years?|decades?|century|centuries)"
SEASON = "(?:spring|summer|autumn|fall|winter)"
WORD_NUMBER = rf"(?:(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(list(SMALL)[1:10])}))?|{'|'.join(sorted(SMALL, key=len, reverse=True))})"
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{WORD_NUMBER})"
RANGE = rf"{NUMBER}(?:(?: ?[-–—] ?| to | or ){NUMBER})?(?: and a half)?"
COUNT = rf"(?:{RANGE}|half an?|an? (?:couple of|few|dozen|half)|dozens of|several|many|an?|some)"
ROUGHLY = "(?:about|around|nearly|almost|roughly|approximately|some|over|under|more than|less than|fewer than|at least|at most|up to|just|only|exactly|well over|just over|just under)"
KIND = "(?:straight|consecutive|successive|full|whole|more|trading|working|business|calendar|long|further|additional|extra|solid|turbulent)"
EARLY = r"(?:(?:very )?(?:early|late|mid|earlier|later|sometime)(?: in| on|-)?|(?:the )?(?:start|beginning|end|middle|rest|remainder|close) of|by the end of)"
WHICH = r"(?:this past|this coming|this|last|next|past|previous|following|coming|preceding|(?:the )?(?:same|very same|current|following|previous|coming|preceding|subsequent|next))"
APM = r"(?:a\.?m\b\.?|p\.?m\b\.?)"
ZONE = r"(?:utc|gmt|bst|cet|cest|est|edt|et|pst|pdt|pt|msk|local time|moscow time|eastern time|eastern|pacific|london time)\b"

_CLASSES = {
    "iso": r"(?<![\d-])\d{4}-(?:0\d|1[0-2])-[0-3]\d(?:t\d\d:\d\d(?::\d\d)?z?)?(?![\d-])",
    "slash": r"(?<![\d/.])(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|\d{1,2}\.\d{1,2}\.\d{4})(?![\d/])",
    "date": rf"(?:{NAMED_DAY},? )?(?:the )?(?:{DAY}(?: ?[-–—] ?| to | and | or ))?{DAY} (?:of )?{MONTH}(?:,? {YEAR})?(?!\w)"
    rf"|(?:{NAMED_DAY},? )?{MONTH} (?:the )?{DAY}(?:(?: ?[-–—] ?| to | and | or ){DAY}(?! (?:of )?{MONTH}))?(?:(?:, ?| ){YEAR})?(?!\w)",
    "month": rf"(?:{EARLY} ?)?(?:{WHICH} )?{MONTH}(?:(?: of|,)? (?:{YEAR}|this year|last year|next year))?(?!\w)",
    "weekday": rf"(?:{EARLY} )?(?:{WHICH} )?{WEEKDAY}(?:s\b(?!['’])|(?: {PART})?)(?!\w)",
    "deictic": rf"the day (?:after tomorrow|before yesterday)|(?:(?:earlier|later|early|late) )?(?:today|tonight|tomorrow|yesterday)\b(?: {PART})?"
    rf"|(?:(?:earlier|later|early|late) )?(?:this|last|that|the same) {PART}(?! of)|overnight",
    "quarter": rf"(?:the )?(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th)[ -](?:(?:fiscal|financial) )?(?:quarter|half)(?: of (?:fiscal )?(?:{YEAR}|this year|last year|next year|the year)|,? (?:{YEAR}))?(?!-?\w)"
    rf"|q[1-4](?:,? (?:of )?{YEAR})?(?!\w)|{YEAR}[ -]q[1-4](?!\w)",
    "season": rf"(?:(?:early|late|mid)[ -](?:in the )?)?(?:(?:{WHICH}|the) )?{SEASON}(?:(?: of)? {YEAR})?(?! of)(?!\w|-)",
    "holiday": rf"(?:{'|'.join(sorted((h.replace(chr(39), '[’' + chr(39) + ']') for h in HOLIDAYS), key=len, reverse=True))})(?:,? {YEAR})?(?!\w)",
    "ages": r"(?:(?:early|mid|late)[ -]|(?:the )(?:early|mid|late)[ -]|the )?(?:(?:1[5-9]|20)\d0['’]?s|['’‘][1-9]0s)(?!\w)"
    r"|(?:the )?(?:(?:early|mid|late)[ -])?(?:1[5-9]|20|21)(?:th|st)[ -]century(?!\w)",
    "year": rf"(?<![\d.,:/$£€#-])(?:(?:pre|post|mid)-|(?:(?:early|late|mid|fiscal|(?:fiscal|calendar|the) year|{EARLY}) ))?{YEAR}(?:[-–/](?:(?:1[5-9]|20)\d\d|\d\d)(?!\d))?(?!\w)|(?<![\w])['’‘]\d\d(?![\w'’])",
    "set": rf"(?:(?:once|twice|{NUMBER} times|several times) )?(?:every|each|per)(?: other)? (?:{NUMBER} )?(?:{UNIT}|{WEEKDAY})s?(?!\w)"
    rf"|(?:once|twice|{NUMBER} times|several times) an? {UNIT}|(?:hourly|nightly|daily|weekly|monthly|yearly|annually|annual|quarterly)(?!\w)",
    "shift": rf"(?:{ROUGHLY} )?{COUNT} {UNIT} (?:ago|earlier|later|previously|from now|hence|back)(?! than)(?!\w)"
    rf"|(?:{ROUGHLY} )?{COUNT} {UNIT} before(?=[.,;:)”’\"])|the (?:day|week|month|year) before(?=[.,;:)”’\"])",
    "span": rf"(?:the |these )?(?:last|past|next|coming|previous|preceding|following|first|final|opening)(?: {ROUGHLY})?(?: {COUNT})?(?: {KIND})* {UNIT}(?!\w)",
    "unit": rf"(?:{EARLY} )?(?:{WHICH}|that) (?:(?:fiscal|financial|calendar) )?(?:day|week|weekend|month|quarter|year|decade|century)(?!\w|-)"
    rf"|(?:{EARLY} )?the (?:day|week|weekend|month|year)(?! (?:of|when|that|after|before|to|in which))(?!\w|-)",
    "single": r"(?:single[ -](?:day|week|month|year)|(?:a )?(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?: (?:consecutive|straight|successive))? (?:day|week|month|year))(?!\w)",
    "count": rf"(?<!-)(?:{ROUGHLY} )?{COUNT}(?: {KIND})*(?: {UNIT}(?:-(?:long|old))?|-{UNIT}(?:-(?:long|old))?|-{UNIT})(?!\w)",
    "clock": rf"(?<![\d.:$£€])(?:(?:[01]?\d|2[0-3])(?::[0-5]\d(?::[0-5]\d)?(?: ?{APM})?|\.[0-5]\d(?= ?(?:{APM}|{ZONE})) ?(?:{APM})?)(?: hours)?(?: \(gmt ?[+-] ?\d+\)| \({ZONE}\)| {ZONE})?)(?![\d%])"
    rf"|(?<![\d.:$£€,])(?:1[0-2]|[1-9]) ?{APM}(?: \({ZONE}\)| {ZONE})?|(?<![\d.:$£€,])(?:[01]\d|2[0-3])[0-5]\d (?:hours )?{ZONE}|(?:noon|midday|midnight)(?!\w)|{NUMBER} o['’]clock",
    "vague": rf"(?:recently|nowadays|these days|at the moment|at present|for the time being|at this time|in the past(?! (?:\d|\w+ (?:[\w-]+ )?(?:second|minute|hour|day|week|month|year|decade|quarter)s?\b|(?:second|minute|hour|day|week|month|year|decade|quarter)s?\b))|the distant past|at one point|the (?:near(?:est)?|foreseeable|immediate|not[ -]too[ -]distant) (?:future|term)|near future|near term|in (?:the )?future|recent(?: {UNIT})?|the coming (?:days|weeks|months|years)|coming (?:days|weeks|months|years)|over the years)(?!\w|-)",
    "bare": r"(?:(?<=\bfor )|(?<=\bin )|(?<=\bin just )|(?<=\bwithin )|(?<=\bover )|(?<=\bafter )|(?<=\btakes )|(?<=\btake )|(?<=\btook ))(?:many )?(?:minutes|hours|days|weeks|months|years|decades|centuries)(?!\w|-| old)",
}


@cache
def master() -> re.Pattern[str]:
    """Return the expression that finds every time expression; the matching class is the match's ``lastgroup``."""
    body = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _CLASSES.items())
    return re.compile(rf"(?<!\w)(?:{body})", re.IGNORECASE)


# Every expression without digits that tell has one of these words ...
TELLING = frozenset(
    {*WEEKDAYS, *SEASONS, *MONTHS, *ORDINALS, "century", "centuries"}
    | {f"{name}." for name in _ABBREVIATED}
    | {f"{name}s" for name in WEEKDAYS}
    | {f"{unit}{ending}" for unit in UNITS for ending in ("", "s")}
    | {word for feast in HOLIDAYS for word in feast.split() if word not in ("day", "of", "new", "year's")}
    | set(
        _words(
            "today tonight tomorrow yesterday overnight morning afternoon evening noon midday midnight half q1 q2 q3 q4"
        )
    )
    | set(
        _words(
            "hourly nightly daily weekly monthly yearly annually annual quarterly recently recent nowadays"
        )
    )
    | set(
        _words(
            "moment present being past point future term coming a.m. p.m. a.m p.m am pm ' ’ ‘ o'clock o’clock utc gmt"
        )
    )
)
# ... and begins with one of them or with one of these.
OPENING = frozenset(
    {
        *SMALL,
        *TENS,
        *ORDINALS,
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "final",
        "opening",
        "single",
    }
    | set(
        _words(
            "the a an this these that last next past previous following coming preceding same very current"
        )
    )
    | set(
        _words(
            "early late mid earlier later sometime start beginning end middle rest remainder close by mid- pre post"
        )
    )
    | set(
        _words(
            "half several dozens many some every each per once twice about around nearly almost roughly approximately"
        )
    )
    | set(
        _words(
            "over under more less fewer at up just only exactly well in for right near new st st. tues wed thu thurs fri sat sun mon"
        )
    )
)

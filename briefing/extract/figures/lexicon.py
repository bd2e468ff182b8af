"""Words about numbers: measures, synonyms of what is counted, and what makes a number part of a name."""

from __future__ import annotations

_words = str.split  # word lists are easier to read as running text

MEASURES = {
    "mile": "miles", "km": "km", "kilometre": "km", "kilometer": "km", "metre": "metres", "meter": "metres", "m": "metres",
    "foot": "feet", "feet": "feet", "ton": "tons", "tonne": "tonnes", "kg": "kg", "kilogram": "kg", "barrel": "barrels",
    "acre": "acres", "hectare": "hectares", "degree": "degrees", "mph": "mph", "kmh": "km/h", "litre": "litres", "megawatt": "MW",
    "gigawatt": "GW", "point": "points", "g": "g", "gram": "g", "lb": "pounds", "pound": "pounds", "cm": "cm", "inch": "inches",
    "ft": "feet", "tonnes": "tonnes", "barrels": "barrels",
}  # fmt: skip
TIMES = frozenset(
    _words("second minute hour day night week fortnight month quarter year decade century weekend")
)
SAME_THING = {
    word: name
    for name, words in {
        "troops": "troop force soldier serviceman servicewoman personnel trooper servicemember marine",
        "people": "people person civilian citizen man woman individual resident",
        "deaths": "death fatality",
        "dead": "dead",
        "votes": "vote ballot",
        "planes": "plane aircraft jet aeroplane airplane",
        "tanks": "tank",
        "ships": "ship vessel warship",
    }.items()
    for word in words.split()
}
DONE_TO = {  # what happens to the object of a verb, or to the subject of its passive
    verb: name
    for name, verbs in {
        "killed": "kill murder massacre slay execute behead",
        "injured": "injure wound hurt",
        "arrested": "arrest detain jail imprison",
        "displaced": "displace evacuate",
        "rescued": "rescue",
        "infected": "infect",
    }.items()
    for verb in verbs.split()
}
BEFALLS = {
    "die": "killed",
    "perish": "killed",
    "drown": "killed",
    "flee": "displaced",
}  # what happens to a subject
STATES = {"dead": "killed", "missing": "missing", "injured": "injured", "wounded": "injured", "homeless": "homeless"}  # fmt: skip
COSTING_LIVES = frozenset(_words("claim cost take lose"))
TOLLS = frozenset(_words("toll"))
CASUALTIES = {
    "dead": "killed", "death": "killed", "fatality": "killed", "killed": "killed", "casualty": "casualty", "victim": "victim",
    "hostage": "hostage", "prisoner": "prisoner", "injured": "injured", "injury": "injured", "wounded": "injured", "missing": "missing",
}  # fmt: skip
EVERYBODY = frozenset(_words("people person individual human man woman victim life"))  # no group of their own
FURTHER = frozenset(_words("other another additional extra further"))  # a count on top of one given before
NAME_BEFORE = frozenset(
    _words(
        "no no. number page chapter article resolution phase day round level tier section act group channel radio road route flight"
        " age ages aged room interstate highway route block apartment"
    )
)
LEVELS = frozenset(
    _words(
        "rise fall climb drop increase decrease stand reach total number hit jump grow exceed surpass top slump shrink swell decline"
    )
)
MONTHS = frozenset(
    _words(
        "january february march april may june july august september october november december"
        " jan feb mar apr jun jul aug sep sept oct nov dec jan. feb. aug. sept. oct. nov. dec."
    )
)
PRICES = LEVELS | frozenset(_words("cost be sell fetch trade"))  # whose subject a sum of money is said of
PROPORTIONS = frozenset(_words("be"))  # "turnout was 60 per cent"
TERMS = frozenset(_words("prison jail custody"))  # what years and months are spent in
LONG = frozenset(
    _words(
        "sentence term ban suspension talk meeting call conversation siege standoff ceasefire truce drive flight walk"
    )
)
VAGUE = frozenset(  # a sum is not of these
    _words(
        "response return exchange total all cash addition order fact part advance line turn place year month week day time"
    )
)
NO_NOUN = frozenset(
    _words("one other time first thing way something lot kind sort photo image comment slide")
)


LEAD_WORDS = frozenset(
    _words(
        "over more than at least up to about around some nearly almost roughly approximately an estimated perhaps well"
    )
)
NATIONS = {  # one state's names, as they stand beside what is counted
    word: name
    for name, words in {
        "us": "us u.s. usa america american americans",
        "uk": "uk u.k. britain british britons",
    }.items()
    for word in words.split()
}
SAYS_NOTHING = frozenset(  # alone, for what is counted
    _words(
        "estimated estimates totaling totalling total totaled totalled valued value values amounting amount figure figures number numbers"
        " sum sums size worth put some according"
    )
)

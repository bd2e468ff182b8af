"""Words about numbers: measures, synonyms of what is counted, and what makes a number part of a name."""

from __future__ import annotations

_words = str.split  # word lists are easier to read as running text

MEASURES = {
    "mile": "miles", "km": "km", "kilometre": "km", "kilometer": "km", "metre": "metres", "meter": "metres", "m": "metres",
    "foot": "feet", "feet": "feet", "ton": "tons", "tonne": "tonnes", "kg": "kg", "kilogram": "kg", "barrel": "barrels",
    "acre": "acres", "hectare": "hectares", "degree": "degrees", "mph": "mph", "kmh": "km/h", "litre": "litres", "megawatt": "MW",
    "gigawatt": "GW", "point": "points",
}  # fmt: skip
TIMES = frozenset(
    _words("second minute hour day night week fortnight month quarter year decade century weekend")
)
SAME_THING = {
    word: name
    for name, words in {
        "troops": "troop force soldier serviceman servicewoman personnel trooper servicemember",
        "people": "people person civilian citizen man woman",
        "deaths": "death fatality",
        "dead": "dead",
        "votes": "vote ballot",
        "planes": "plane aircraft jet aeroplane airplane",
        "tanks": "tank",
        "ships": "ship vessel warship",
    }.items()
    for word in words.split()
}
OUTCOMES = {
    verb: name
    for name, verbs in {
        "killed": "kill die perish murder massacre",
        "injured": "injure wound hurt",
        "arrested": "arrest detain jail imprison",
        "displaced": "displace evacuate flee",
        "missing": "miss",
        "infected": "infect",
    }.items()
    for verb in verbs.split()
}
CASUALTIES = frozenset(
    _words("dead death fatality casualty victim hostage killed injured wounded missing injury prisoner")
)
NAME_BEFORE = frozenset(
    _words(
        "no no. number page chapter article resolution phase day round level tier section act group channel radio road route flight"
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
NO_NOUN = frozenset(_words("one other time first thing point way something lot kind sort"))


LEAD_WORDS = frozenset(
    _words(
        "over more than at least up to about around some nearly almost roughly approximately an estimated perhaps well"
    )
)

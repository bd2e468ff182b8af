"""page furniture"""

# One item a line: a table to be read.
# fmt: off

from corpus.expected import Coming, Counted, Said, Seen, Story, When, Who

EXPECTED = Story(
    acts_in=(),
    quotes=(
        Said(1, "Emil Rask", "told", "direct", "“I saw the lighthouse too late,” “It was there, and then it was over us.”"),
        Said(1, None, "ordered", "indirect", "the ship to be towed to Karlen on Thursday"),
        Said(1, None, "said", "indirect", "The strait will be closed until Friday, but small boats may pass"),
    ),
    actors=(
        Who("Emil Rask", "person", frozenset(), frozenset({1})),
    ),
    times=(
        When(1, "Tuesday morning", "TIME", "2023-05-02TMO"),
        When(1, "noon", "TIME", "2023-05-03T12:00"),
        When(1, "Thursday", "DATE", "2023-05-04"),
        When(1, "Friday", "DATE", "2023-05-05"),
    ),
    figures=(
        Counted("agreed", frozenset({Seen(1, "80 people", 80, 80, "people", None)})),
        Counted("agreed", frozenset({Seen(1, "hole of two metres", 2, 2, "metres", None)})),
    ),
    outlook=(
        Coming("will", None, frozenset({(1, "The company will examine the")})),
        Coming("will", None, frozenset({(1, "The strait will be closed")})),
    ),
    alone=(
        (1, "The ferry Anneli ran aground"),
        (1, "All 80 people on board"),
        (1, "“I saw the lighthouse too"),
        (1, "Divers found a hole of"),
        (1, "Passengers were given tea and"),
    ),
    central=(
        (1, "The ferry Anneli ran aground"),
        (1, "All 80 people on board"),
    ),
    terms=(
        "ferry",
        "Sandholm",
        "lighthouse",
        "fog",
        "coastguard",
        "Emil Rask",
        "strait",
    ),
)

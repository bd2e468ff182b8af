"""Reports as they are saved from a page, without front matter."""

# One item a line: a table to be read.
# fmt: off

from corpus.expected import Coming, Counted, Means, Said, Seen, Story, When, Who

EXPECTED = Story(
    acts_in=(),
    quotes=(
        Said(1, None, "ordered", "indirect", "the ship to be towed to Karlen on Thursday"),
        Said(1, None, "said", "indirect", "The strait will be closed until Friday, but small boats may pass"),
        Said(1, "Emil Rask", "told", "direct", "“I saw the lighthouse too late,” “It was there, and then it was over us.”"),
        Said(2, None, "apologised", "indirect", "to the 80 people who had been on board"),
        Said(2, "Karin Loft", "said", "indirect", "that the captain had left the company"),
        Said(2, "Karin Loft", "said", "direct", "“He asked to go, and I let him go,”"),
        Said(3, None, "said", "indirect", "She will stay there for six weeks"),
    ),
    actors=(
        Who("Emil Rask", "person", frozenset(), frozenset({1, 2})),
        Who("Karin Loft", "person", frozenset(), frozenset({2})),
    ),
    times=(
        When(1, "Tuesday morning", "TIME", "2023-05-02TMO"),
        When(1, "noon", "TIME", "2023-05-03T12:00"),
        When(1, "Thursday", "DATE", "2023-05-04"),
        When(1, "Friday", "DATE", "2023-05-05"),
        When(2, "Thursday", "DATE", "2023-05-04"),
        When(3, "Tuesday", "DATE", "2023-05-02"),
        When(3, "Thursday evening", "TIME", "2023-05-04TEV"),
        When(3, "six weeks", "DURATION", "P6W"),
    ),
    figures=(
        Counted("agreed", frozenset({Seen(1, "hole of two metres", 2, 2, "metres", None)})),
        Counted("agreed", frozenset({Seen(1, "80 people", 80, 80, "people", None), Seen(2, "80 people", 80, 80, "people", None), Seen(3, "80 people", 80, 80, "people", None)})),
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
        (3, "Two tugs brought the Anneli"),
        (3, "The ferry that ran aground"),
        (2, "The company that owns the"),
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
    references=(
        Means(2, "Its director, Karin Loft, said t", "Karin Loft"),
        Means(2, "the captain had left the company", "Emil Rask"),
        Means(2, "she said.", "Karin Loft"),
    ),
)

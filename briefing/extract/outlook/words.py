"""Word lists of statements about the future."""

from __future__ import annotations

import re

_words = str.split  # word lists are easier to read as running text

MODALS = frozenset(_words("will 'll ’ll wo shall would 'd ’d may might could"))
PROMISES = frozenset(  # what somebody commits to, hopes or fears (the model takes "hoped" for a form of "hop")
    _words(
        "plan hope hop hoped hoping intend aim threaten vow pledge promise expect anticipate predict forecast prepare fear agree"
    )
)
AWAITED = frozenset(
    _words(
        "expect set due schedule slate plan likely unlikely poised ready prepared willing unwilling bound certain going about"
    )
)
FORESEEN = frozenset(_words("warn risk hope hop hoped hoping"))  # with "of", a gerund or "for"
CHANCES = frozenset(_words("prospect possibility risk threat likelihood chance danger spectre specter"))
RESOLVES = frozenset(_words("readiness willingness intention determination plan pledge promise vow threat"))
NOUNS = CHANCES | RESOLVES
TRIGGERS = MODALS | PROMISES | AWAITED | FORESEEN | NOUNS

REPORTING = frozenset(
    _words(
        "say tell warn believe think declare announce claim insist argue add suggest promise predict hope expect know fear stress"
        " state confirm report emphasise emphasize vow pledge reiterate retort maintain explain reckon estimate note"
        " reveal disclose assure admit acknowledge caution signal indicate conclude assert contend write tweet concede understand"
    )
)
BELIEFS = frozenset(
    _words(
        "belief fear hope expectation threat warning promise pledge possibility risk prospect chance likelihood concern danger"
        " assurance prediction forecast"
    )
)
PROPOSALS = frozenset(  # what has effects once it comes about: "the bill would ban ..."
    _words(
        "bill law legislation act deal plan proposal measure agreement treaty accord approval move step amendment merger ban tariff"
        " sanction resolution rule regulation attack invasion war strike rejection victory defeat cut withdrawal decision project"
        " budget ceasefire truce embargo settlement reform package scheme postponement referendum"
    )
)
CONSEQUENCES = frozenset(  # what an open possibility leads to
    _words(
        "lead face result cost mean become trigger cause threaten bring end spark affect force jeopardise jeopardize undermine delay"
        " rise fall climb drop hit lose win happen begin start resume collapse erupt escalate spread worsen prompt provoke deter"
        " derail plunge see attack invade strike impose destroy damage drive push extend expand withdraw send deploy join leave"
    )
)
POLITE = frozenset(
    _words("like say rather think love prefer advise recommend want wish argue agree describe call suggest")
)
TOLD = frozenset(  # what somebody "would not" do when asked
    _words(
        "say tell comment talk speak discuss elaborate disclose reveal specify speculate confirm identify name answer respond explain"
        " detail divulge release"
    )
)
KNOWING = frozenset(  # "he will know that ..." guesses at the present
    _words("think know remember recall realise realize appreciate understand")
)
HABITUAL = frozenset(
    _words("often usually sometimes typically frequently occasionally always generally normally")
)
QUESTION_WORDS = frozenset(_words("who whom whose what which how when where why whether"))
SEEMING = frozenset(_words("be seem look appear ’ 's ’s 're ’re"))
BETWEEN = frozenset(_words("not n't n’t now also still widely very more less most all never"))
SURE_CLAUSE = frozenset(_words("hope hop hoped hoping fear expect anticipate predict"))
STANDING = frozenset(_words("be remain recede grow rise increase loom fade diminish persist fall"))
VOICED = frozenset(
    _words("announce declare express reiterate confirm outline unveil signal repeat state voice reaffirm")
)

SOON = re.compile(
    r"\b(?:soon|next|coming|tomorrow|tonight|eventually|shortly|imminent(?:ly)?|future|upcoming|any (?:moment|time|day)"
    r"|as (?:early|soon) as|by (?:the end|next|late|early|mid|\d{4})|within (?:days|weeks|hours|months|an?)|later (?:this|in|on)"
    r"|this (?:week|weekend|month|year|summer|autumn|winter|spring|evening|afternoon))\b",
    re.IGNORECASE,
)
THEN = re.compile(  # what was to come then has come, or not
    r"\b(?:ahead of|previously|at the time|originally|initially|in (?:19|20)\d\d|last (?:month|year)|had (?:\w+ )?(?:said|promised|told|vowed|warned))\b",
    re.IGNORECASE,
)

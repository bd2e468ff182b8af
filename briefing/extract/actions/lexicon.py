"""Words that decide who is the agent of what: general English, each list with what its words do."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- verbs ----------------------------------------------------------------------------------------

# Verbs that take what is said or thought as their object, also where the words stand before them.
SPEECH = _words(
    "accept acknowledge add admit advise agree allege announce answer argue ask assert assure believe boast caution "
    "claim comment complain concede conclude confirm contend continue cry declare demand deny determine disclose "
    "emphasise emphasize estimate exclaim expect explain express fear find hint hope imply indicate inform insist joke "
    "know lament maintain mean mention note observe predict promise propose quip read recall remark repeat reply report "
    "respond reveal say see shout show signal speculate state stress suggest suspect tell testify think tweet "
    "understand urge vow warn whisper wonder write yell"
)
# Of these, the ones whose clause is so, or is asked, and not only said.
FACTIVE = _words("ask determine find know mean read recall see show")
# "is said to have left"
HEARSAY = _words("allege believe claim estimate report rumor rumour say think understand")
# Verbs that take a person and a clause: "told Antara that ...".
TELLING = _words("advise ask assure convince inform notify persuade promise remind show teach tell warn")
# Verbs that make, or ask, somebody to do something.
CAUSING = _words(
    "advise allow ask cause command enable encourage force get help instruct invite let make order permit persuade "
    "press push require tell train urge warn"
)
# Verbs whose object does not become the subject of the infinitive: "threatened them to leave".
SUBJECT_CONTROL = _words("need pledge promise take threaten use vow")
# Verbs whose passive subject belongs to the infinitive after it: "the storm is expected to come".
RAISING = _words(
    "allege believe claim estimate expect forecast hope know mean predict project report rumor rumour say schedule see "
    "set suppose think tip understand"
)
# Verbs with "from", "of" or "for" and a participle that their object is to do: "accused Russia of planning".
OBJECT_PARTICIPLE = _words(
    "accuse acquit arrest ban bar blame block charge condemn convict criticise criticize deter discourage exclude fine "
    "keep praise prevent prohibit stop suspect thank"
)
APPEALS = _words("appeal call count plead rely wait")  # "called on Moscow to withdraw"
BECOMING = _words("become remain")  # what follows is said of the subject, and still answers "became what?"
# What is begun, kept up or brought about has happened: these verbs take nothing from what they control.
IMPLICATIVE = _words(
    "appear become begin catch cause cease come continue enable find finish force get go happen hear help keep leave let "
    "make manage pause proceed prove remain resume see seem send sit spend stand start stop turn use watch"
)
# What is only denied, weighed or feared, said with a participle: "denied planning".
UNREAL = _words("avoid consider contemplate deny favor favour fear mull oppose propose resist risk suggest")
AUXILIARIES = _words("aux auxpass")

# --- nouns ----------------------------------------------------------------------------------------

# Nouns that a purpose hangs on, so that who acts in the clause is who acts in the purpose.
PURPOSES = _words("attempt bid campaign chance effort fight move order plan push")
# Nouns that say how an infinitive is meant; after any other it is a purpose.
INTENTIONS = _words(
    "ability agreement aim ambition attempt bid call chance commitment decision demand desire determination duty effort "
    "failure goal hope intention invitation need obligation offer opportunity order plan pledge power promise proposal "
    "readiness refusal request right threat vow willingness wish"
)
# Words that only count the noun after "of": the phrase needs both.
COUNTING = _words(
    "all any billion both couple dozen each few group half handful hundred kind lot majority many member million most "
    "none number one part people plenty range rest scores series several some sort ten thousand three two type variety"
)
MEASURES = frozenset({"DATE", "TIME", "PERCENT", "QUANTITY"})  # "lasted two days": how long, and not what

# --- small words ----------------------------------------------------------------------------------

# Participles that are prepositions: what stands before them takes in what follows.
INCLUDING = _words("concerning containing featuring following including involving regarding")
ADVERBIAL_MARKS = _words("after although as because before once since than though unless until while")
CONDITIONS = _words("if lest unless whether")
NOBODY = _words("neither no nobody none nothing")
MODALS = {
    "'ll": "will",
    "’ll": "will",
    "'d": "would",
    "’d": "would",
    "wo": "will",
    "ca": "can",
    "sha": "shall",
}
# Forms that spaCy's rules reduce to the wrong verb.
LEMMAS = {"hopes": "hope", "hoped": "hope", "hoping": "hope"}

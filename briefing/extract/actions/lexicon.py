"""Words that decide who is the agent of what: general English, each list with what its words do."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- verbs ----------------------------------------------------------------------------------------

# Verbs that take what is said or thought as their object, also where the words stand before them.
SPEECH = _words(
    "accept acknowledge add admit advise affirm agree allege announce answer argue ask assert assure believe boast caution "
    "claim comment complain concede conclude confirm contend continue counter cry declare demand deny determine disclose "
    "emphasise emphasize estimate exclaim expect explain express fear find hint hope imply indicate inform insist joke "
    "know lament maintain mean mention note observe predict promise propose quip read recall remark repeat reply report "
    "reiterate respond retort reveal say see shout show signal speculate state stress suggest suspect tell testify think tweet "
    "underline underscore understand urge vow warn whisper wonder write yell"
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
SUBJECT_CONTROL = _words("need pledge promise spend take threaten use vow waste")
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
# What one does with words; as a participle it is said of whoever speaks: "said the talks had failed, blaming Kyiv".
SPEECH_ACTS = SPEECH | _words(
    "accuse blame call cite condemn criticise criticize defend describe dismiss praise quote rebuff reject reiterate thank"
)
# Verbs and nouns that ask for what the clause after them says: "demanded that Russia withdraw".
MANDATES = _words(
    "ask demand insist insistence order propose proposal recommend recommendation request require requirement suggest urge"
)
# What one is praised, blamed or paid for, or goes back to, has happened.
FACTIVE_GOVERNORS = _words(
    "admit apologise apologize blame celebrate condemn confess congratulate convict credit criticise criticize excuse fault "
    "fine forgive honor honour know pay praise punish regret resort resume return reward sack thank"
)
# What one insists or counts on is to come; on and in what else one acts, one does it.
RESOLVED = _words("count decide depend focus insist plan vote work")
# What one is charged with: "counts of stealing".
OFFENCES = _words("act case charge count crime offence offense suspicion")
# Verbs that are active before an infinitive, also after "and" and a passive: "was informed and offered to help".
WILLING = _words(
    "agree attempt begin choose continue decide decline fail intend manage offer opt plan pledge prepare promise refuse "
    "seek start threaten try vow want"
)
APPEALS = _words("appeal call count plead rely wait")  # "called on Moscow to withdraw"
BECOMING = _words("become remain")  # what follows is said of the subject, and still answers "became what?"
# What is begun, kept up or brought about has happened: these verbs take nothing from what they control.
IMPLICATIVE = _words(
    "appear become begin catch cause cease come continue enable find finish force get go happen hear help keep leave let "
    "make manage pause proceed prove remain resume see seem send sit spend stand start stop turn use watch"
)
# What is only denied, weighed or feared, said with a participle: "denied planning".
UNREAL = _words(
    "avoid consider contemplate delay deny discuss favor favour fear imagine mull oppose postpone propose resist risk rule suggest"
)
AUXILIARIES = _words("aux auxpass")

# Verbs that a measure completes ("took two weeks"); after any other it says how long or how far.
MEASURING = _words("cost exceed gain hit lose need reach require save serve spend take total waste watch")

# --- nouns ----------------------------------------------------------------------------------------

# Nouns that a purpose hangs on, so that who acts in the clause is who acts in the purpose.
PURPOSES = _words("attempt bid campaign chance effort fight move order plan push")
# Nouns that say how an infinitive is meant; after any other it is a purpose.
INTENTIONS = _words(
    "ability agreement aim ambition attempt bid call chance commitment decision demand desire determination duty effort "
    "failure goal hope intention invitation need obligation offer opportunity order plan pledge power promise proposal "
    "readiness refusal request right threat vow willingness wish"
)
AIMS = INTENTIONS | _words(
    "job mission objective policy purpose role strategy task"
)  # "the aim is to win": whose?
# Things that say something themselves: "a statement saying". After any other noun it is the author who says so.
WRITINGS = _words(
    "announcement article banner call caption document e-mail editorial email law letter memo message note notice order "
    "paper placard post poster press recording report resolution ruling sign signal speech statement study text tweet "
    "video warning"
)
# Nouns that leave open whether what "of" or "for" adds to them will happen, or has: "the risk of losing".
PROSPECTS = INTENTIONS | _words(
    "accusation allegation charge claim danger fear hint idea likelihood option possibility probability prospect purpose "
    "risk suspicion talk way"
)
CAPABLE = _words("capable close committed dedicated devoted open opposed prone")  # "capable of launching"
# Words that only count the noun after "of": the phrase needs both.
COUNTING = _words(
    "all any billion both couple dozen each few group half handful hundred kind lot majority many member million most "
    "none number one part people plenty range rest scores series several some sort ten thousand three two type variety"
)
MEASURES = frozenset({"DATE", "TIME", "PERCENT", "QUANTITY"})  # "lasted two days": how long, and not what

# --- small words ----------------------------------------------------------------------------------

# Participles that are prepositions: what stands before them takes in what follows.
# What somebody is, has, feels or thinks, and verbs that only carry another: none of them is a deed.
STATES = _words(
    "appear be become believe come concern consider contain continue expect feel fear follow get go have hear hope include "
    "involve know lack like look mean need own regard remain see seem speak suppose think try understand want wonder"
)
OWN_VOICE = _words("i me my we us our you your")  # words of a quotation, whoever speaks
INCLUDING = _words("concerning containing featuring following including involving regarding")
ADVERBIAL_MARKS = _words("after although as because before once since than though unless until while")
# Prepositions that say how, when or where something is done, so that it is done if the rest is.
CIRCUMSTANCES = _words("after before besides by despite in on since through until upon when while without")
WITHOUT = _words("instead rather without")
OWN_PLANS = _words(
    "agreement custom law plan procedure protocol rule schedule tradition"
)  # "according to plan"
EXCEPTIONS = _words("but except unless without")  # what they begin belongs to what is said
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
LEMMAS = {"hopes": "hope", "hoped": "hope", "hoping": "hope", "having": "have", "’ve": "have", "'ve": "have"}

"""The reporting words of English: what each may take as the words, thoughts or plans that it reports.

Speech comes with quoted words, a clause or an object; the other verbs report a thought, wish or plan as a clause or infinitive.
The classes follow the reporting verbs of [Bergler1991] and [Quirk1985] (chapters 14 and 16).
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# They introduce quoted words, and take a that-clause as well.
SPEECH = _words(
    """
    acknowledge add admit advise affirm agree allege announce answer argue ask assert assure attest aver beg blog boast
    brag bemoan caution charge chide clarify claim comment complain concede conclude concur confess confide confirm contend
    convey counter cry declare demand deny describe disclose elaborate email emphasise emphasize exclaim exhort explain
    explode fume gripe guess grumble hint inform inquire insist instruct interject interrupt intone jest joke lament laugh
    maintain mention mock mumble murmur muse note object observe offer opine order plead pledge point post
    posit preach predict proclaim promise pronounce propose protest quip quote rail read reaffirm reason reassure recall
    recommend recount refer reflect reiterate rejoin relate remark remember remind repeat reply report request respond
    restate retort reveal rule say shout signal specify speculate state stress submit
    suggest sum swear taunt tease tell testify text theorise theorize thunder tout tweet urge utter venture volunteer vow wail
    warn wonder write underline underscore
    """
)

# These report in company of quoted words only: "…," he continued.
QUOTING = _words(
    "begin bark continue cry laugh mutter respond roar scoff scream sigh snap sneer stammer whisper yell"
)

# They report a thought, a feeling or a finding as a clause.
CLAUSE = _words(
    """
    anticipate assess assume believe calculate conclude consider decide deem determine discover doubt envision estimate
    expect fear feel figure find forecast foresee hear hope imagine imply indicate infer judge know learn pray prefer
    presume prove realise realize reckon recognise recognize regret resolve see sense show suppose suspect think
    understand want wish worry demonstrate
    """
)

# They take an infinitive: promises, wishes, plans, refusals.
INFINITIVE = _words(
    """
    agree aim aspire beg choose claim commit consent decide decline demand desire expect hope intend offer plan pledge prefer
    profess promise propose refuse resolve seek swear threaten undertake volunteer vow want wish
    """
)

# They take a gerund: "denied having plans".
GERUND = _words(
    "acknowledge admit consider deny favor favour mention oppose propose recommend regret report suggest support"
)

# In the passive they report of their subject, and nobody says so: "is expected to resign", "was said to be angry".
OF_SUBJECT = _words(
    """
    allege assume believe claim consider deem estimate expect fear forecast know predict presume project report rumor rumour
    say suppose suspect think tip understand
    """
)

# They take a person and an infinitive: "urged Kyiv to withdraw".
REQUEST = _words(
    """
    advise ask authorise authorize beg beseech caution challenge command convince dare direct encourage exhort expect implore instruct
    invite lobby order permit persuade petition press pressure prod push remind request tell urge warn want
    """
)

# Speech acts with their object alone: "condemned the attack", "denies the claims".
OBJECT = _words(
    """
    acclaim accuse acknowledge address admit advocate affirm announce applaud assail attack attribute back bash belittle bemoan
    berate blame blast champion chastise chide cite commend condemn confirm congratulate contest contradict credit criticise
    criticize dismiss debate decry defend demand denounce deny deplore deride describe detail disavow discuss dispute
    disparage echo emphasise emphasize endorse explain express extol favor favour hail highlight impugn insult lambast lament laud
    mention mock oppose outline pan praise prefer promote propose protest question rebuff rebuke rebut recall recommend
    refute reiterate reject repeat report reprimand repudiate request reveal ridicule salute scold slam stress suggest support tout
    underline underscore voice warn welcome reference
    """
)

# Their object is who is spoken to: "told Reuters".
ADDRESSING = _words("advise assure inform remind tell")

# They give a name or a view: "called the talks constructive", "described it as a farce".
NAMING = _words(
    """
    brand call cast characterise characterize denounce depict describe dismiss dub label paint perceive portray praise regard
    view hail deride cite interpret
    """
)

# These keep their object before the preposition: "accused Kyiv of ...".
WITH_OBJECT = _words("accuse blame criticise criticize praise")

# What follows a preposition is the content: verb to prepositions.
PREPOSITIONS: dict[str, frozenset[str]] = {
    "accuse": _words("of"),
    "advocate": _words("for"),
    "agree": _words("with on to"),
    "allude": _words("to"),
    "apologise": _words("for to"),
    "apologize": _words("for to"),
    "appeal": _words("for to"),
    "argue": _words("for against about"),
    "ask": _words("for about"),
    "blame": _words("for on"),
    "boast": _words("about of"),
    "brag": _words("about of"),
    "call": _words("for on upon"),
    "campaign": _words("for against"),
    "care": _words("about"),
    "caution": _words("against about"),
    "comment": _words("on about upon"),
    "complain": _words("about of"),
    "criticise": _words("for over"),
    "criticize": _words("for over"),
    "disagree": _words("with on about"),
    "elaborate": _words("on"),
    "gripe": _words("about"),
    "hint": _words("at"),
    "inquire": _words("about"),
    "insist": _words("on upon"),
    "joke": _words("about"),
    "know": _words("about of"),
    "lash": _words("at"),
    "object": _words("to"),
    "plead": _words("for with"),
    "point": _words("to at"),
    "praise": _words("for"),
    "press": _words("for"),
    "protest": _words("against"),
    "push": _words("for"),
    "rail": _words("against at"),
    "react": _words("to"),
    "refer": _words("to"),
    "reflect": _words("on"),
    "remind": _words("of about"),
    "side": _words("with"),
    "speak": _words("of about against"),
    "speculate": _words("about on"),
    "talk": _words("about of"),
    "think": _words("about of"),
    "tweet": _words("about"),
    "warn": _words("of against about"),
    "wonder": _words("about"),
    "worry": _words("about over"),
    "write": _words("about of"),
}

# Nouns that carry a clause or infinitive: "the claim that ...", "expressed hope that ...".
NOUNS = _words(
    """
    accusation admission agreement allegation announcement appeal argument assertion assessment assumption assurance belief call
    charge claim comment complaint concern conclusion confirmation contention conviction criticism decision declaration demand denial
    desire determination doubt estimate expectation explanation fear feeling finding forecast guess hint hope idea impression
    indication insistence intention message notion objection offer opinion plan plea pledge prediction promise proposal
    proposition question recommendation refusal reminder reply request response rumor rumour sense sentiment signal statement
    suggestion suspicion testimony theory thought threat understanding view vow warning willingness wish worry
    """
)
BE_ADJECTIVES = _words(
    """
    adamant afraid anxious aware certain confident concerned convinced doubtful eager hopeful keen optimistic pessimistic positive proud
    ready reluctant sceptical skeptical sorry sure surprised unaware unsure uncertain unwilling willing worried clear disappointed
    glad happy pleased determined critical supportive
    """
)
PHASES = _words("begin cease come continue go start")  # "continue to believe" is to believe
LIGHT_VERBS = _words(
    "express make issue give raise voice deliver repeat have reiterate offer share convey send hold"
)

CLAUSES = SPEECH | CLAUSE | REQUEST | INFINITIVE | NAMING
INFINITIVES = SPEECH | REQUEST | INFINITIVE
KEEPING_OBJECT = NAMING | WITH_OBJECT
SAYING = SPEECH | QUOTING | {"think"}
PARENTHETICAL = SPEECH | CLAUSE
ANY_VERB = SPEECH | QUOTING | CLAUSE | INFINITIVE | REQUEST | OBJECT | NAMING | PREPOSITIONS.keys()
RELATIVES = _words("who which that whom")

# What sides agree on: "Under the treaty, ...".
TERMS = _words(
    "accord act agreement ceasefire contract convention deal law pact plan proposal protocol resolution treaty truce"
)

# People without a name that are cited: ", citing a senior official".
SOURCES = _words(
    """
    adviser advisor aide ambassador analyst authority commander diplomat envoy eyewitness executive expert governor insider
    investigator lawmaker lawyer leader mayor minister ministry officer official people person police president prosecutor representative
    resident researcher scientist secretary source spokesman spokesperson spokeswoman witness
    """
)

DOCUMENTS = _words(
    """
    statement letter memo email e-mail message tweet post note report memorandum release press_release video comment website petition
    article column editorial blog speech remark text communique communiqué ad advertisement order
    """
)

# Where something is said: "said the company in a statement".
OCCASIONS = DOCUMENTS - _words("order ad advertisement petition website") | _words(
    "interview conference briefing podcast broadcast call"
)

"""General English and news vocabulary: titles, roles, kinds of organisations, first names. Nothing here is learned from data."""

from __future__ import annotations


def word_set(listed: str) -> frozenset[str]:
    """Return the words of a list that is written with blanks between them."""
    return frozenset(listed.split())


# Courtesy titles; they are part of a mention and tell the gender ("m", "f" or "").
HONORIFICS = {
    "mr": "m", "mister": "m", "mrs": "f", "ms": "f", "miss": "f", "mx": "", "dr": "", "prof": "", "sir": "m", "dame": "f",
    "lord": "m", "lady": "f", "baroness": "f", "baron": "m", "pope": "m", "king": "m", "queen": "f", "prince": "m",
    "princess": "f", "duke": "m", "duchess": "f", "father": "m", "sister": "f", "rev": "", "reverend": "", "sheikh": "m", "sheik": "m",
    "ayatollah": "m", "imam": "m", "rabbi": "", "hon": "", "comrade": "", "madame": "f", "monsieur": "m", "herr": "m", "frau": "f", "señor": "m",
    "sultan": "m", "emir": "m", "saint": "", "cardinal": "m", "archbishop": "", "bishop": "", "mullah": "m",
}  # fmt: skip

# Titles before a first name alone ("Sir John", "Prince Harry").
FIRST_NAME_TITLES = word_set(
    "sir dame lord lady pope king queen prince princess duke duchess sheikh sheik father sister baroness"
)

# Capitalised titles of one word that newspapers print as part of a name ("President Putin").
NAME_TITLES = word_set("""president senator sen congressman congresswoman rep representative gov governor mayor chancellor premier gen
    general adm admiral col colonel maj major capt captain lt lieutenant sgt sergeant cpl corporal pvt private
    judge justice professor detective inspector commissioner ambassador secretary minister speaker councillor
    councilman councilwoman deputy sheriff commander chairman director pm seaman airman sn pfc spc ssgt sfc lcpl det insp""")

# Heads of phrases that say what a person is.
PERSON_ROLES = word_set("""accountant activist actor actress admiral adviser advisor aide agent ally ambassador analyst anchor appointee
    archbishop architect artist assistant astronaut athlete attaché attorney author banker baron baroness billionaire bishop
    blogger boss boxer broadcaster brother businessman businesswoman businessperson campaigner candidate captain
    cardinal caretaker ceo cfo coo cto chair chairman chairperson chairwoman champion chancellor chef chief cleric coach
    co-chair co-chairman co-founder cofounder colonel columnist comedian commander commissioner comptroller congressman
    congresswoman consul consultant coordinator co-ordinator coroner correspondent councillor councilman
    councilwoman counsel counsellor counselor counterpart creator critic curator daughter dean defector
    defendant delegate democrat deputy designer detective dictator diplomat director director-general dissident
    doctor driver economist editor editor-in-chief emir emissary emperor engineer entrepreneur envoy executive expert
    father fighter filmmaker financier fireman firefighter foe footballer founder frontman fugitive general
    goalkeeper governor head heir historian hostage husband insider inspector inventor investigator investor
    journalist judge justice king lawmaker lawyer leader lecturer legislator lieutenant lobbyist magistrate magnate
    major manager man marshal mayor mediator member mentor midfielder millionaire minister mogul monarch mother mp mep msp
    musician negotiator nephew niece nominee novelist nurse officer official oligarch ombudsman opponent organizer organiser
    owner painter paramedic parliamentarian partner pastor patriarch pediatrician philanthropist philosopher photographer
    physician physicist pilot player poet policeman politician pollster pontiff pope predecessor premier presenter president
    president-elect priest prince princess principal producer professor programmer prosecutor protester
    psychiatrist psychologist pundit queen rabbi ranger rapper rebel receptionist recruiter referee refugee reporter
    representative republican researcher rival ruler runner scholar scientist screenwriter seaman secretary
    secretary-general senator sergeant sheikh sheriff singer sister skipper sociologist soldier solicitor son speaker
    spokesman spokesperson spokeswoman star statesman strategist striker strongman student successor sultan superintendent
    supervisor surgeon suspect teacher technician theorist trader trainer treasurer trustee tsar tycoon undersecretary
    under-secretary veteran vice-chairman vice-chancellor vice-president victim vp warden warlord whistleblower wife
    resident commentator playwright winner witness woman worker writer boy girl cousin czar right-hand-man""")

# Nouns right before a full name that only people are called; a rival, a partner or an owner may be a company.
INTRODUCING = word_set("""activist actor actress adviser advisor aide analyst attorney author candidate columnist comedian commentator
    correspondent dissident economist ex-president frontman historian journalist lawmaker lawyer mp nominee physicist playwright
    policeman politician professor prosecutor psychologist rapper reporter researcher resident scientist senator singer
    spokesman spokesperson spokeswoman strategist student teacher writer""")

# Heads that only point at somebody whose role is known by another word.
GENERIC_ROLES = frozenset(
    {"leader", "minister", "official", "chief", "politician", "head", "boss", "diplomat", "executive"}
)

# Roles that stand for one another in the press.
ROLE_CLASSES = {
    "president": "leader", "premier": "leader", "chancellor": "leader", "king": "leader", "queen": "leader", "emir": "leader",
    "prime minister": "leader", "dictator": "leader", "ruler": "leader", "monarch": "leader", "strongman": "leader",
    "secretary": "minister", "chairman": "chief", "chairwoman": "chief", "ceo": "chief", "director": "chief",
    "head": "chief", "boss": "chief", "commissioner": "chief", "governor": "chief", "director-general": "chief",
    "secretary-general": "chief", "executive": "chief", "commander": "chief", "advisor": "adviser",
}  # fmt: skip

FEMALE_ROLES = word_set("""actress baroness businesswoman chairwoman congresswoman councilwoman daughter mother niece princess queen sister
    spokeswoman wife woman girl""")
MALE_ROLES = word_set("""baron brother businessman chairman congressman councilman emir father husband king nephew policeman prince son
    spokesman statesman strongman man boy""")

# A relative shares the surname of somebody who is better known.
RELATIVES = word_set(
    "daughter son wife husband brother sister mother father nephew niece cousin widow widower lady"
)

# What says nothing of somebody where it does not say whose.
KINSHIP = RELATIVES | word_set("""grandmother grandfather grandson granddaughter uncle aunt fiance fiancee girlfriend boyfriend friend neighbor
    neighbour colleague predecessor successor counterpart rival opponent""")
# How somebody was that day: no role.
MOODS = word_set("""angry anguished beaming combative defiant elated emotional exhausted furious grim happy jubilant sad shaken smiling
    somber sombre tearful triumphant visibly weary worried""")

# Heads of phrases that say what an organisation is.
ORGANISATION_ROLES = word_set("""agency airframer airline airliner alliance arm army association authority bank bloc body broadcaster brokerage
    builder bureau carmaker carrier chain charity club coalition college commission committee company conglomerate
    consortium contractor corporation council court daily department developer distributor exchange federation firm force
    foundation fund giant government group insurer institute institution lab laboratory lender magazine maker manufacturer militia
    ministry movement network newspaper ngo nonprofit operator organisation organization outlet paper parent parliament
    party planemaker producer provider publication publisher regulator retailer rival service startup start-up station
    store studio subsidiary supplier syndicate tabloid team think-tank tribunal union unit university utility
    watchdog weekly website""")

# A word that makes a name the name of an organisation.
ORGANISATION_WORDS = word_set("""academy administration agency airlines airline airways alliance army assembly associates association authority
    automobile aviation bank board broadcasting brigade bureau cabinet caucus center centre chamber church club co
    coalition college commission committee communications company conference congress consortium
    corp corps corporation council court department directorate enterprises exchange federation forces foundation front
    fund group guard headquarters holdings hospital house inc industries information institute insurance
    international investors journal laboratory laboratories league limited llc llp ltd magazine ministry
    mission motors museum navy network news newspaper office organisation organization parliament partners party plc
    police politburo post press publishing radio reserve review school secretariat senate service services society
    solutions squad studios systems team technologies technology television times trust tribunal tv union university watch
    gmbh ag sa nv n.v. institution treasury herald tribune telegraph gazette duma knesset bundestag
    kongress foundation initiative organisations airforce""")
LEGAL_FORMS = word_set(
    "inc corp corporation co company ltd limited plc llc llp gmbh ag sa nv spa holdings group incorporated se pjsc oao"
)

# Words that a company may add to its name without becoming another one.
COMPANY_TAILS = LEGAL_FORMS | word_set("""airlines airways airline motors motor international industries systems communications computer computers energy
    electric electronics oil gas petroleum bank banking financial technologies technology media entertainment commercial
    airplanes aircraft aerospace defense space pharmaceuticals stores foods steel news newspaper magazine agency group of
    north america europe and & worldwide global services team""")

# Bodies that the press names by letters, so that name and letters meet even where no text spells them out.
BODIES = {
    "nato": "NATO", "north atlantic treaty organization": "NATO", "north atlantic treaty organisation": "NATO",
    "north atlantic alliance": "NATO", "eu": "EU", "european union": "EU", "un": "UN", "united nations": "UN",
    "imf": "IMF", "international monetary fund": "IMF", "who": "WHO", "world health organization": "WHO",
    "world health organisation": "WHO", "wto": "WTO", "world trade organization": "WTO", "fbi": "FBI",
    "federal bureau of investigation": "FBI", "cia": "CIA", "central intelligence agency": "CIA",
    "osce": "OSCE", "organization for security and co-operation in europe": "OSCE", "ecb": "ECB",
    "european central bank": "ECB", "bbc": "BBC", "british broadcasting corporation": "BBC", "iaea": "IAEA",
    "international atomic energy agency": "IAEA", "fed": "Fed", "federal reserve": "Fed", "gop": "GOP",
    "republican party": "GOP", "nsa": "NSA", "national security agency": "NSA", "nasa": "NASA", "pentagon": "Pentagon", "twitter": "Twitter", "facebook": "Facebook", "google": "Google", "youtube": "YouTube",
    "instagram": "Instagram", "whatsapp": "WhatsApp", "microsoft": "Microsoft", "reuters": "Reuters",
    "department of defense": "Pentagon", "defense department": "Pentagon", "raf": "RAF", "royal air force": "RAF",
    "usaf": "USAF", "united states air force": "USAF", "us air force": "USAF", "associated press": "AP",
    "european commission": "European Commission", "agence france-presse": "AFP", "afp": "AFP",
    "al-qaeda": "al-Qaeda", "al qaeda": "al-Qaeda", "al-qaida": "al-Qaeda", "al qaida": "al-Qaeda", "al-shabaab": "al-Shabaab",
    "al shabaab": "al-Shabaab", "al-shabab": "al-Shabaab", "al shabab": "al-Shabaab", "taliban": "Taliban",
    "taleban": "Taliban", "hezbollah": "Hezbollah", "hizbollah": "Hezbollah", "hizbullah": "Hezbollah", "hamas": "Hamas",
    "isis": "Islamic State", "isil": "Islamic State", "daesh": "Islamic State", "islamic state": "Islamic State",
    "boko haram": "Boko Haram", "lockheed martin": "Lockheed Martin", "morgan stanley": "Morgan Stanley",
    "wells fargo": "Wells Fargo", "merrill lynch": "Merrill Lynch", "philip morris": "Philip Morris",
    "charles schwab": "Charles Schwab", "eli lilly": "Eli Lilly", "coca-cola": "Coca-Cola", "coca cola": "Coca-Cola",
    "louis vuitton": "Louis Vuitton", "johnson & johnson": "Johnson & Johnson",
    "johnson and johnson": "Johnson & Johnson", "gm": "GM", "general motors": "GM", "ibm": "IBM", "uaw": "UAW", "united auto workers": "UAW",
    "eurogroup": "Eurogroup", "nyt": "NYT", "new york times": "NYT",
    "faa": "FAA", "federal aviation administration": "FAA", "sec": "SEC", "securities and exchange commission": "SEC",
}  # fmt: skip

SAYING = word_set("""accuse acknowledge add admit agree allege announce answer argue ask assert believe call caution charge cite claim
    comment complain concede conclude condemn confirm contend continue counter criticize criticise declare decline
    defend demand deny describe disclose dismiss emphasise emphasize estimate expect explain express hope indicate
    insist joke maintain mention note object observe offer order pledge point praise predict promise pronounce
    propose question read reaffirm recall recommend refuse reiterate reject remark repeat reply report request respond
    retort reveal say signal speak state stress suggest tell testify think threaten told tweet urge vow want
    warn welcome wonder write decide plan seek try consider reckon quip hint""")

MALE_NAMES = word_set("""aaron abdul abdullah abraham adam adrian ahmad ahmed alan albert alberto alec alejandro aleksandr aleksei alex
    alexander alexandre alexei alexey alfred ali allan allen amir anatoly anders andre andreas andrei andrew andrey andriy
    andrzej andy angel angus anthony antoine anton antonio antony anwar arnold arthur artur barack barry bashar ben benedict
    benjamin bernard bernie bert bill billy bob bobby boris brad bradley brandon brendan brent brett brian bruce bruno bryan
    byron calvin cameron carl carlo carlos cecil cesar charles charlie chester chris christian christoph christophe christopher
    chuck clarence claude clay clement cliff clifford clint clive clyde colin conor craig curtis cyril dale damian dan
    daniel danny darren dave david dean dennis denis derek devin diego dieter dirk dmitri dmitriy dmitry dmytro dominic dominique donald
    douglas drew duncan dwight earl ed eddie edgar eduardo edward edwin elias elijah elliott elon emil emmanuel enrique
    eric erik ernest ernesto eugene evan evgeny felipe felix fernando fidel floyd francesco francis francisco francois françois
    frank franklin franz fred frederick fritz gabriel gareth gary gavin gennady geoff geoffrey george georges gerald gerard
    gerhard giovanni giuseppe glen glenn gordon graham greg gregory guido guillermo gustavo guy hamid hank hans harold harry
    harvey hassan hector heinrich helmut henri henry herbert herman horst howard hugh hugo hussein ian ibrahim igor
    ilya imran isaac ismail ivan jack jacob jacques jair jake jamal james jamie jan jared jason javier jay jean jeff jeffrey
    jens jeremy jerome jerry jesse jesus jim jimmy joachim joe joel johan johann johannes john johnny jon jonas jonathan
    jorge jose josé josef joseph josh joshua juan julian julio jurgen jürgen justin karl kayode keith keir ken kenneth kevin
    khalid khaled kirill klaus kofi konstantin kurt kyle lance larry lars laurence laurent lawrence lee len leo leon leonard
    leonid leroy leslie lewis liam lionel lloyd louis luca lucas luigi luis luiz lukas luke mahmoud maksim malcolm manuel
    marc marcel marcelo marco marcos marcus mario marion mark marko markus marshall martin marvin mateusz matt matteo matthew
    maurice max maxim mehmet mel melvin micah michael michel miguel mick mike mikhail milos mitch mitt mohamed mohammad
    mohammed mohammad-javad moritz morris muhammad mustafa nathan neal ned neil nelson nicholas nick nicolas nicolás nigel
    nikita nikolai nikolay noah noel norman oleg oleksandr oleksiy oliver olivier olaf omar oscar osama otto pablo paolo
    pascal pat patrick paul pavel pavlo pedro pete peter petr petro phil philip philippe phillip pierre piotr rafael rahul
    ralph ramon ramzan randall randy raul ray raymond reggie rene reza ricardo richard rick ricky riyad rob robert roberto
    robin rod roderick rodney rodrigo roger roland rolf roman ron ronald ross roy rudolf rudy rupert russell ryan saad saddam
    sadiq salman salvador sam sami samuel scott sean sebastian serge sergei sergey sergio serhii serhiy seth shane shaun shawn
    shinzo sidney silvio simon stan stanislav stanley stefan stephan stephen steve steven stewart stuart sylvester tariq
    taras ted terence terrence terry theo theodore thierry thomas tim timothy tobias toby todd tom tomas tommy toni tony
    travis trevor umar vadim valery valentin vernon viktor victor vincent vitali vitaly vitaliy vladimir volodymyr
    vyacheslav wade wallace walter warren wayne werner wesley wilfried will willem william willie wladimir wolfgang xavier
    yasser yevgeny yuri yuriy yusuf yves zach zachary zbigniew benyamin binyamin yitzhak ehud ariel moshe shimon avigdor
    recep tayyip narendra manmohan rajiv ashraf hosni nouri jalal bashir mahathir goodluck jacob thabo jean-claude jean-yves jean-luc jean-marie michał guy jyrki pekka sauli stefano giorgio romano mariano
    satya sundar larry tim sergio dieter alistair alastair gerry boutros ban hamza yahya abu rex reince
    jarrod devon jaroslav josep antónio antonio ulf magnus gunnar bjorn björn mateus ahmet bill gilbert rowan justin""")
FEMALE_NAMES = word_set("""abigail ada adele adriana agnes aisha alexandra alice alicia alison allison amanda amber amelia amy ana anastasia andrea
    angela angelina anita ann anna anne annegret annalena annette annie antonia april ashley audrey aung barbara beata beatrice
    becky benazir bernadette beth betsy betty beverly bonnie brenda bridget brigitte britney camilla candace carla carmen carol
    carole caroline carolyn carrie catherine cathy cecilia charlotte chelsea cheryl chloe christiane christina christine cindy
    claire clara claudia condoleezza connie constance cristina crystal cynthia daisy dana danielle dawn deborah debra
    delia denise diana diane dianne dolores donna doris dorothy edith eileen elaine eleanor elena elisabeth eliza elizabeth
    ella ellen elsa emily emma erica erika erin estelle esther ethel eva evelyn faith fatima federica felicity fiona
    florence frances francesca gabriela gail geraldine gertrude gillian gina giorgia gladys gloria grace greta gwen hannah
    harriet hazel heather heidi helen helena helene helga hilary hillary hope ida ilhan imelda indira ines ingrid irene irina
    iris isabel isabella isabelle ivanka jacinda jackie jacqueline jane janet janice jasmine jeanne jeannette jen
    jenna jennifer jenny jessica jill jo joan joanna joanne jodie josephine joy joyce juanita judith judy julia julie juliet
    kamala karen karin karine kate katherine kathleen kathryn kathy katie katrina kay kaye kayleigh kelly kellyanne kerry kim
    kimberly kirsten kirstjen kristalina kristen kristin kristina laura lauren leila lena leslie liliana lillian linda lindsay
    lisa liz liza lois loretta lori lorraine louise lucia lucy ludmila luisa lydia lynn lynne mabel madeleine madeline
    maggie malala mandy manuela marcia margaret margarita margot maria mariana marianne marie marilyn marina marine
    marion marissa marjorie marta martha martina mary maryam maureen maxine megan meghan melania melanie melinda melissa
    mercedes meredith mette mia michele michelle mildred mila miranda miriam moira molly monica monika muriel myra nadia nadine
    nancy naomi natalia natalie natasha nicola nicole nina nora norma olena olga olivia oksana pamela park patricia patsy paula
    pauline peggy penelope penny phyllis polly priti priyanka rachel rebecca renee rhonda rita roberta rosa rosalind rose
    rosemary roxanne ruby ruth sabine sabrina sally samantha sandra sandy sanna sara sarah saira selma serena shannon
    sharon sheila shelly sherry shirley silvia simone sofia sonia sonya sophia sophie stacey stacy stella stephanie
    stormy sue susan susanna susanne suzanne svetlana sylvia sylvie tamara tammy tanya tara tatiana teresa tess tessa thelma
    theresa tiffany tina tracey tracy tulsi tzipi ursula valentina valeria valerie vanessa vera veronica vicki victoria
    viola violet virginia vivian wanda wendy whitney wilma winnie yasmin yolanda yulia yvette yvonne zainab zoe""")
FIRST_NAMES = MALE_NAMES | FEMALE_NAMES

# Surnames that stand before the first name in Chinese, Korean and Vietnamese names.
FAMILY_NAMES = word_set(
    """kim lee park moon xi li wang zhang chen liu hu wen jiang deng mao nguyen choi chung jung ban roh kang yoon han cho
    hong zhao zhou wu xu sun zhu lin guo luo song tang yang yi tran pham le bo zhou tsai lai ri pak hwang shin jang goh"""
)

# Forms of one first name. They count only where the surname is the same.
_SAME_FIRST_NAMES = """
vladimir volodymyr wladimir uladzimir vova
sergei serhiy serhii sergey siarhei serge sergii
alexander oleksandr aliaksandr alexandr aleksandr sasha alexandre aleksander alex
alexei oleksiy aleksei alexey oleksii alexis
mikhail mykhailo michail
nikolai mykola nikolay nicolas nicholas nick
dmitry dmytro dmitri dmitriy dimitri
yuri yuriy iurii yury
andrei andriy andrey andrii
petro pyotr petr
yevgeny evgeny yevhen evgeni yevgeni
vitali vitaliy vitaly vitalii
mohammed muhammad mohamed mohammad muhammed mahomed
yulia julia yuliya iulia
elena olena yelena
kirill kyrylo
pavel pavlo
binyamin benjamin benyamin ben bibi benny
elizabeth liz lizzie beth betty elisabeth eliza
joseph joe joey
robert bob rob bobby robbie bert
william bill will billy willie liam
richard dick rick richie ricky rich
james jim jimmy jamie
john jack johnny jon
thomas tom tommy
charles charlie chuck
edward ed eddie ted ned
theodore ted teddy
michael mike mick mickey
david dave davey
daniel dan danny
stephen steve steven stephan
anthony tony antony
christopher chris kit
matthew matt
andrew andy drew
kenneth ken kenny
donald don donnie
ronald ron ronnie
lawrence larry laurence
gerald gerry jerry
jeffrey jeff geoffrey geoff
gregory greg
timothy tim
samuel sam sammy
benedict ben
frederick fred freddie fritz
henry harry hank
peter pete
philip phil phillip
patrick pat paddy
raymond ray
douglas doug
walter walt
nathaniel nathan nate
zachary zach zack
joshua josh
jonathan jon jonny
abraham abe
alan al allan allen
albert al bert
alfred al fred
arnold arnie
catherine kate katherine kathryn kathy cathy katie katharine
margaret maggie peggy meg
deborah debbie debra
barbara barb
susan sue susie suzanne
patricia pat patty trish
jennifer jen jenny
rebecca becky
victoria vicky
alexandra alex sandra sasha
samantha sam
christine chris chrissy christina
pamela pam
judith judy
hillary hilary
theresa teresa tess
nicholas nick
rudolph rudy rudolf
vincent vince
bernard bernie
mitchell mitch
randolph randy
randall randy
leonard len lenny leo
luis louis
george georgy georgi
"""


def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_SAME_FIRST_NAMES.strip().splitlines()):
        for name in line.split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


FIRST_NAME_GROUPS = _groups()

PARTICLES = word_set(
    "van von der den de del della di da dos du la le al el bin ibn ben ter ten af av zu bint vander vanden"
)
GENERATIONS = word_set("jr sr jnr snr junior senior ii iii iv")

MONTHS_AND_DAYS = word_set("""january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun
    today tomorrow yesterday tonight christmas easter""")

# Capitalised words that name no actor: furniture, periods, languages, sections, units.
NOT_ACTORS = word_set("""i ok pm am gmt utc cet bst est edt et pt gdp covid covid-19 coronavirus breaking exclusive update updated photo photos video
    image images advertisement subscribe newsletter read more share comment comments related live watch click here
    internet web god bible quran brexit english p.m a.m p.m. a.m. afternoon morning evening night week month year
    constitution republic state states government cabinet opposition north south east northern southern
    eastern western highway avenue street road boulevard ceo cfo coo mp mps gen sen rep dr mr mrs ms q a u.s.-led tv
    who what when where why how the this that these those it he she they we you his her their its our my and but or if in on
    at for from by with mom mum dad mummy mommy daddy mama papa grandma grandpa lol omg universe email emails inbox""")
# What may open a sentence before a surname, and be taken for a first name.
OPENING_WORDS = word_set("""though although while despite because when if since as after before unlike like meanwhile however but and so yet
    how why what even only both with without class embed""")
# Furniture, imperatives and the states of datelines that capitals join to the name behind them ("Follow Gillian Wong", "Enlarge Image Anton").
BEFORE_NAMES = word_set("""advertisement breaking by continue copyright corrects email enlarge exclusive file follow image images meet photo
    photograph photos picture read sign story updated via video watch
    ala. ariz. ark. calif. colo. conn. del. fla. ga. ill. ind. kan. ky. la. mass. md. mich. minn. miss. mo. mont. neb. nev. okla. ore. pa. tenn.
    tex. va. vt. wash. wis. wyo. n.c. n.d. n.h. n.j. n.m. n.y. r.i. s.c. s.d. w.va.""")
# Places below or beside a state: never a person or an organisation, and an actor only where they act.
PLACES = word_set("""alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa
    kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada
    ohio oklahoma oregon pennsylvania tennessee texas utah vermont wisconsin wyoming ontario quebec alberta manitoba
    bavaria catalonia chechnya crimea donbas donbass donetsk luhansk gaza kashmir kurdistan tibet xinjiang transnistria
    siberia sicily sardinia normandy flanders wallonia queensland tasmania darfur punjab sindh chicago boston
    houston dallas philadelphia seattle denver atlanta miami detroit brussels geneva zurich frankfurt munich hamburg
    cologne milan naples turin venice barcelona seville marseille lyon strasbourg manchester birmingham liverpool leeds
    glasgow edinburgh cardiff belfast sydney melbourne brisbane perth toronto montreal vancouver calgary istanbul mumbai
    kolkata chennai bangalore shanghai shenzhen guangzhou osaka karachi lahore kandahar basra mosul aleppo kharkiv odesa
    odessa lviv mariupol donetsk sevastopol simferopol petersburg vladivostok sochi dubai johannesburg lagos asia africa
    antarctica scandinavia balkans caucasus eurasia americas""") | {
    "new york", "new york city", "new jersey", "new mexico", "new hampshire", "north carolina", "south carolina",
    "north dakota", "south dakota", "west virginia", "rhode island", "los angeles", "san francisco", "las vegas",
    "san diego", "new orleans", "west bank", "gaza strip", "st petersburg", "saint petersburg", "middle east",
    "north america", "south america", "latin america", "eastern europe", "western europe", "central europe", "central asia",
    "southeast asia", "hollywood", "silicon valley", "wall street", "persian gulf", "black sea", "baltic sea",
}  # fmt: skip
# Storms and the like bear people's names.
EVENTS = frozenset({"hurricane", "superstorm", "storm", "typhoon", "cyclone", "operation", "tropical"})
# A name that ends so is the name of a thing.
THINGS = word_set(
    """show tower act bill plan doctrine law memo memos book tour building award prize street avenue road bridge war summit
    treaty accord accords agreement deal championship championships cup games festival bowl day days election elections
    game movie film song album airport station stadium building palace hotel divisions
    falls ribbon medal qualification highway colony municipal county township islands mountains ship ships videos nights skills areas girls"""
)
# Regions that are said to act.
REGIONS = frozenset({"west"})

# Ministries and the like, in "Minister of Defence Sergey Shoigu".
PORTFOLIOS = word_set("""defence defense state interior finance justice health education energy transport transportation trade
    commerce agriculture labor labour treasury foreign affairs security homeland economy environment culture tourism
    information industry planning war home housing veterans exchequer""")

# Adjectives before a name that are no part of it ("Socialist Maduro").
CREEDS = word_set("""socialist republican democrat democratic conservative labour tory liberal communist christian muslim jewish catholic
    independent libertarian marxist nationalist mormon sunni shiite shia protestant evangelical hindu buddhist sikh orthodox
    latino hispanic african-american asian arab kurd kurdish islamist nazi islamic islam fascist zionist caucasian african""")
# Offices in a company: whose officer somebody is, is an organisation.
COMPANY_OFFICES = word_set("ceo cfo coo chairman chairwoman founder cofounder co-founder executive")

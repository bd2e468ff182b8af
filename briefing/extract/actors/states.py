"""The states of the world: their names, what their people and things are called, and where their governments sit.

General knowledge, one line a state: name | other names | demonyms and adjectives | seats of government. A seat is listed where
news English lets it act for the government ("Moscow denied"); Brussels is left out, because it acts for the Union.
"""

from __future__ import annotations

_TABLE = """
Afghanistan||Afghan,Afghans|Kabul
Albania||Albanian,Albanians|Tirana
Algeria||Algerian,Algerians|Algiers
Andorra||Andorran,Andorrans|
Angola||Angolan,Angolans|Luanda
Argentina||Argentine,Argentinian,Argentines,Argentinians|Buenos Aires
Armenia||Armenian,Armenians|Yerevan
Australia||Australian,Australians,Aussie|Canberra
Austria||Austrian,Austrians|Vienna
Azerbaijan||Azerbaijani,Azeri,Azerbaijanis|Baku
Bahamas||Bahamian,Bahamians|Nassau
Bahrain||Bahraini,Bahrainis|Manama
Bangladesh||Bangladeshi,Bangladeshis|Dhaka
Barbados||Barbadian,Barbadians|Bridgetown
Belarus|Belorussia,Byelorussia|Belarusian,Belarusians,Belarussian,Belorussian|Minsk
Belgium||Belgian,Belgians|
Belize||Belizean,Belizeans|Belmopan
Benin||Beninese|Porto-Novo
Bhutan||Bhutanese|Thimphu
Bolivia||Bolivian,Bolivians|La Paz
Bosnia and Herzegovina|Bosnia,Bosnia-Herzegovina|Bosnian,Bosnians|Sarajevo
Botswana||Motswana,Batswana|Gaborone
Brazil||Brazilian,Brazilians|Brasilia,Brasília
Brunei||Bruneian,Bruneians|
Bulgaria||Bulgarian,Bulgarians|Sofia
Burkina Faso||Burkinabe|Ouagadougou
Burundi||Burundian,Burundians|Bujumbura,Gitega
Cambodia||Cambodian,Cambodians|Phnom Penh
Cameroon||Cameroonian,Cameroonians|Yaounde,Yaoundé
Canada||Canadian,Canadians|Ottawa
Cape Verde|Cabo Verde|Cape Verdean|Praia
Central African Republic||Central African|Bangui
Chad||Chadian,Chadians|N'Djamena
Chile||Chilean,Chileans|
China|People's Republic of China,PRC,mainland China|Chinese|Beijing,Peking
Colombia||Colombian,Colombians|Bogota,Bogotá
Comoros||Comorian|Moroni
Costa Rica||Costa Rican,Costa Ricans|
Croatia||Croatian,Croat,Croatians,Croats|Zagreb
Cuba||Cuban,Cubans|Havana
Cyprus||Cypriot,Cypriots|Nicosia
Czech Republic|Czechia|Czech,Czechs|Prague
Democratic Republic of the Congo|Democratic Republic of Congo,DR Congo,DRC|Congolese|Kinshasa
Denmark||Danish,Dane,Danes|Copenhagen
Djibouti||Djiboutian|
Dominican Republic||Dominican,Dominicans|Santo Domingo
East Timor|Timor-Leste|Timorese,East Timorese|Dili
Ecuador||Ecuadorian,Ecuadorean,Ecuadorians|Quito
Egypt||Egyptian,Egyptians|Cairo
El Salvador||Salvadoran,Salvadorans|San Salvador
Equatorial Guinea||Equatoguinean|Malabo
Eritrea||Eritrean,Eritreans|Asmara
Estonia||Estonian,Estonians|Tallinn
Eswatini|Swaziland|Swazi,Swazis|Mbabane
Ethiopia||Ethiopian,Ethiopians|Addis Ababa
Fiji||Fijian,Fijians|Suva
Finland||Finnish,Finn,Finns|Helsinki
France||French,Frenchman,Frenchwoman|Paris,Elysee,Élysée,Elysee Palace,Élysée Palace,Quai d'Orsay
Gabon||Gabonese|Libreville
Gambia||Gambian,Gambians|Banjul
Georgia||Georgian,Georgians|Tbilisi
Germany||German,Germans|Berlin,Bonn
Ghana||Ghanaian,Ghanaians|Accra
Greece||Greek,Greeks|Athens
Grenada||Grenadian,Grenadians|
Guatemala||Guatemalan,Guatemalans|
Guinea||Guinean,Guineans|Conakry
Guinea-Bissau||Bissau-Guinean|Bissau
Guyana||Guyanese|
Haiti||Haitian,Haitians|Port-au-Prince
Honduras||Honduran,Hondurans|Tegucigalpa
Hong Kong||Hong Konger,Hong Kongers|
Hungary||Hungarian,Hungarians|Budapest
Iceland||Icelandic,Icelander,Icelanders|Reykjavik
India||Indian,Indians|New Delhi,Delhi
Indonesia||Indonesian,Indonesians|Jakarta
Iran|Islamic Republic of Iran,Islamic Republic|Iranian,Iranians|Tehran,Teheran
Iraq||Iraqi,Iraqis|Baghdad
Ireland|Republic of Ireland,Irish Republic|Irish,Irishman,Irishwoman|Dublin
Israel||Israeli,Israelis|Jerusalem,Tel Aviv
Italy||Italian,Italians|Rome
Ivory Coast|Cote d'Ivoire,Côte d'Ivoire|Ivorian,Ivorians|Yamoussoukro
Jamaica||Jamaican,Jamaicans|
Japan||Japanese|Tokyo
Jordan||Jordanian,Jordanians|Amman
Kazakhstan||Kazakh,Kazakhs,Kazakhstani|Astana,Nur-Sultan
Kenya||Kenyan,Kenyans|Nairobi
Kosovo||Kosovar,Kosovan,Kosovars|Pristina
Kuwait||Kuwaiti,Kuwaitis|
Kyrgyzstan||Kyrgyz,Kyrgyzstani|Bishkek
Laos||Lao,Laotian,Laotians|Vientiane
Latvia||Latvian,Latvians|Riga
Lebanon||Lebanese|Beirut
Lesotho||Basotho|Maseru
Liberia||Liberian,Liberians|Monrovia
Libya||Libyan,Libyans|Tripoli
Liechtenstein||Liechtensteiner|Vaduz
Lithuania||Lithuanian,Lithuanians|Vilnius
Luxembourg||Luxembourgish,Luxembourger|
Madagascar||Malagasy|Antananarivo
Malawi||Malawian,Malawians|Lilongwe
Malaysia||Malaysian,Malaysians|Kuala Lumpur,Putrajaya
Maldives||Maldivian,Maldivians|
Mali||Malian,Malians|Bamako
Malta||Maltese|Valletta
Marshall Islands||Marshallese|Majuro
Mauritania||Mauritanian,Mauritanians|Nouakchott
Mauritius||Mauritian,Mauritians|
Mexico||Mexican,Mexicans|Mexico City
Micronesia||Micronesian,Micronesians|Palikir
Moldova||Moldovan,Moldovans|Chisinau,Chișinău
Monaco||Monegasque|
Mongolia||Mongolian,Mongolians|Ulaanbaatar,Ulan Bator
Montenegro||Montenegrin,Montenegrins|Podgorica
Morocco||Moroccan,Moroccans|Rabat
Mozambique||Mozambican,Mozambicans|Maputo
Myanmar|Burma|Burmese|Naypyidaw,Yangon,Rangoon
Namibia||Namibian,Namibians|Windhoek
Nauru||Nauruan|
Nepal||Nepali,Nepalese|Kathmandu
Netherlands|Holland|Dutch,Dutchman|The Hague
New Zealand||New Zealander,New Zealanders,Kiwi|Wellington
Nicaragua||Nicaraguan,Nicaraguans|Managua
Niger||Nigerien|Niamey
Nigeria||Nigerian,Nigerians|Abuja
North Korea|Democratic People's Republic of Korea,DPRK|North Korean,North Koreans|Pyongyang
North Macedonia|Macedonia|Macedonian,Macedonians|Skopje
Norway||Norwegian,Norwegians|Oslo
Oman||Omani,Omanis|Muscat
Pakistan||Pakistani,Pakistanis|Islamabad
Palau||Palauan|
Palestine|State of Palestine,Palestinian Authority|Palestinian,Palestinians|Ramallah
Panama||Panamanian,Panamanians|Panama City
Papua New Guinea||Papua New Guinean|Port Moresby
Paraguay||Paraguayan,Paraguayans|Asuncion,Asunción
Peru||Peruvian,Peruvians|Lima
Philippines||Filipino,Philippine,Filipinos|Manila,Malacanang
Poland||Polish,Pole,Poles|Warsaw
Portugal||Portuguese|Lisbon
Qatar||Qatari,Qataris|Doha
Republic of the Congo|Congo-Brazzaville,Congo||Brazzaville
Romania||Romanian,Romanians|Bucharest
Russia|Russian Federation|Russian,Russians|Moscow,Kremlin
Rwanda||Rwandan,Rwandans|Kigali
Saint Lucia|St Lucia,St. Lucia|Saint Lucian|Castries
Samoa||Samoan,Samoans|Apia
San Marino||Sammarinese|
Saudi Arabia|Kingdom of Saudi Arabia|Saudi,Saudis,Saudi Arabian|Riyadh
Senegal||Senegalese|Dakar
Serbia||Serbian,Serb,Serbs,Serbians|Belgrade
Seychelles||Seychellois|
Sierra Leone||Sierra Leonean|Freetown
Singapore||Singaporean,Singaporeans|
Slovakia|Slovak Republic|Slovak,Slovakian,Slovaks|Bratislava
Slovenia||Slovenian,Slovene,Slovenes|Ljubljana
Solomon Islands||Solomon Islander|Honiara
Somalia||Somali,Somalian,Somalis|Mogadishu
South Africa||South African,South Africans|Pretoria
South Korea|Republic of Korea,Korea|South Korean,Korean,South Koreans|Seoul,Blue House
South Sudan||South Sudanese|Juba
Soviet Union|USSR,U.S.S.R.|Soviet,Soviets|
Spain||Spanish,Spaniard,Spaniards|Madrid
Sri Lanka||Sri Lankan,Sri Lankans|Colombo
Sudan||Sudanese|Khartoum
Suriname||Surinamese|Paramaribo
Sweden||Swedish,Swede,Swedes|Stockholm
Switzerland||Swiss|Bern,Berne
Syria|Syrian Arab Republic|Syrian,Syrians|Damascus
Taiwan|Republic of China|Taiwanese|Taipei
Tajikistan||Tajik,Tajiks|Dushanbe
Tanzania||Tanzanian,Tanzanians|Dodoma
Thailand||Thai,Thais|Bangkok
Togo||Togolese|Lome,Lomé
Tonga||Tongan,Tongans|Nuku'alofa
Trinidad and Tobago||Trinidadian|Port of Spain
Tunisia||Tunisian,Tunisians|Tunis
Turkey|Türkiye,Turkiye|Turkish,Turk,Turks|Ankara
Turkmenistan||Turkmen|Ashgabat
Tuvalu||Tuvaluan|Funafuti
Uganda||Ugandan,Ugandans|Kampala
Ukraine||Ukrainian,Ukrainians|Kyiv,Kiev,Bankova
United Arab Emirates|UAE,U.A.E.,Emirates|Emirati,Emiratis|Abu Dhabi
United Kingdom|UK,U.K.,Britain,Great Britain|British,Briton,Britons,Brit,Brits|London,Downing Street,No 10,No. 10,Number 10,Number Ten,Whitehall,Westminster
United States|US,U.S.,U.S,USA,U.S.A.,United States of America,America|American,Americans|Washington,Washington DC,Washington D.C.,White House,Capitol Hill,Foggy Bottom
Uruguay||Uruguayan,Uruguayans|Montevideo
Uzbekistan||Uzbek,Uzbeks|Tashkent
Vanuatu||Ni-Vanuatu|Port Vila
Vatican|Holy See,Vatican City||
Venezuela||Venezuelan,Venezuelans|Caracas
Vietnam|Viet Nam|Vietnamese|Hanoi
Yemen||Yemeni,Yemenis|Sanaa,Sana'a
Zambia||Zambian,Zambians|Lusaka
Zimbabwe||Zimbabwean,Zimbabweans|Harare
England||English,Englishman|
Scotland||Scottish,Scot,Scots|Holyrood
Wales||Welsh|
Northern Ireland||Northern Irish|Stormont
Europe||European,Europeans|
"""

# Names that are also common first names or surnames: the text decides whether a person is meant.
PERSONS_TOO = frozenset({"chad", "jordan", "israel", "georgia", "kenya", "cuba", "france", "ireland", "england", "wales",
                         "london", "paris", "sofia", "berlin", "havana", "washington", "wellington", "lima", "rome", "vienna",
                         "dakar", "juba", "doha", "holland", "scotland", "athens", "victoria", "moon", "guinea"})  # fmt: skip

# Different spellings of one place, each to the spelling that stands for all.
SPELLINGS = {
    "kiev": "kyiv", "peking": "beijing", "teheran": "tehran", "burma": "myanmar", "rangoon": "yangon", "delhi": "new delhi",
    "berne": "bern", "brasília": "brasilia", "bogotá": "bogota", "asunción": "asuncion", "yaoundé": "yaounde",
    "lomé": "lome", "chișinău": "chisinau", "ulan bator": "ulaanbaatar", "sana'a": "sanaa", "nur-sultan": "astana",
    "élysée": "elysee", "elysee palace": "elysee", "élysée palace": "elysee",
    "no 10": "downing street", "no. 10": "downing street", "number 10": "downing street",
    "number ten": "downing street", "washington dc": "washington", "washington d.c.": "washington",

}  # fmt: skip


def _parse() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    seats: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        state, others, people, capitals = line.split("|")
        for name in (state, *filter(None, others.split(","))):
            names[name.casefold()] = state
        demonyms.update(dict.fromkeys((w.casefold() for w in people.split(",") if w), state))
        seats.update(dict.fromkeys((w.strip().casefold() for w in capitals.split(",") if w.strip()), state))
    return names, demonyms, seats


# casefolded name, demonym or seat -> the state's name
STATES, DEMONYMS, SEATS = _parse()


def state_of(word: str) -> str | None:
    """Return the state that a word points to: its name, a demonym or adjective ("British"), or a seat of government."""
    key = word.casefold()
    return STATES.get(key) or DEMONYMS.get(key) or SEATS.get(key)

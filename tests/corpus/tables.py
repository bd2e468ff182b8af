"""What the program makes of the corpus: the score of each finding, and the thresholds' own decisions.

The scores are measured against the stories' expectations; half an item more or less leaves the band. What is mistaken is listed
as such.
"""

# One item a line: a table to be read.
# fmt: off

BANDS = {
    "quotes": (0.7784, 0.7629),
    "sure_quotes": (0.7832, 0.6914),
    "printings": (1.0, 0.3158),
    "actors": (0.7177, 0.7876),
    "references": (0.8789, 0.6577),
    "actions": (0.7527, 0.7649),
    "times": (0.9141, 0.9078),
    "dated": (0.9175, 0.9418),
    "told_together": (1.0000, 0.2535),
    "expressions": (0.7833, 0.9276),
    "figures": (0.7914, 0.6232),
    "agreements": (0.7288, 0.2363),
    "outlook": (0.7500, 0.7105),
    "alone": (0.8622, 0.8938),
}
BRIER = 0.1773
READ = {
    "border_incident": [
        ('Shots at Rask crossing, two soldiers dead', 888, ()),
        ('Castria Says Morwenian Patrol Opened Fire First', 1319, ()),
        ('Monitors find both sides fired at Rask', 995, ()),
        (None, 1041, ()),
    ],
    "dam_failure": [
        ('Dam bursts above Oslin, at least 12 dead', 1027, ()),
        ('Twelve die as dam bursts in Verania', 950, ()),
        ('Dam bursts in Verania', 337, ()),
        ('Oslin counts its dead', 1066, ()),
        ('Veranian dam toll reaches 31 as questions grow over warnings', 1033, ()),
        ('Verania arrests dam chief', 1168, ('What is the Tarvel dam?',)),
        ('Red Cross appeals for Oslin', 701, ()),
    ],
    "election": [
        ("Brandt's Social Union ahead in Lorvania vote", 941, ()),
        ("Lorvania's election goes to a recount in two districts", 1050, ()),
        ('Brandt opens coalition talks', 1035, ()),
        ('The Brandts: a family and an election', 1620, ()),
        ('Homeland party says it will not be ignored', 970, ()),
    ],
    "ministers_talks": [
        ('Varkov and Leland meet in Halden over grain corridor', 1010, ()),
        ('Foreign Minister Varkova Defends Honest Talks With Morwenia in Halden', 816, ()),
        ('Leland says "long way to go" after talks with Castria', 1005, ()),
        ('Analysis: what Halden did not settle', 1094, ('Who wants what?',)),
        ('Interview with Thomas Leland', 739, ('VOSS: Did you get what you went for?', 'VOSS: And the president?', 'VOSS: Will there be ships in June?')),
        ('PORT OF SARN WAITS FOR WORD FROM HALDEN', 1043, ()),
    ],
    "other_bank": [
        ('Tresk central bank leaves rate at 4%', 701, ()),
        ('Hron holds his nerve', 589, ()),
    ],
    "other_dam": [
        ('Engineers inspect dams after Oslin disaster', 1133, ()),
        ('River Tamer floods lower town of Brenk', 691, ()),
    ],
    "outbreak": [
        ('Cholera kills nine in Port Saros', 803, ()),
        ('Mbele cholera cases pass 700', 1002, ()),
        ('Vaccine reaches Port Saros as deaths climb to 29', 961, ()),
        ('Mbele declares end of cholera outbreak', 688, ()),
        ('Charity says Mbele undercounted cholera deaths', 876, ()),
    ],
    "page_furniture": [
        ('Ferry With 80 People on Board Runs Aground Off Sandholm in Thick Fog, and Nobody Is Hurt', 715, ('Date: 2023-05-03', 'The island where nobody locks a door', 'What the Shipping Company Says About the Fog', 'How long will the strait now stay closed to ships?')),
        ('Shipping Company Says ‘Sorry for the Fog’ After Anneli Wreck.', 239, ()),
        (None, 241, ()),
    ],
    "rail_strike": [
        ('Rail union calls strike for Tuesday', 1022, ()),
        ('Stations empty as rail strike begins', 1484, ()),
        ('NorthLine raises pay offer as strike ends', 1527, ()),
        ('Rail workers vote to accept 7 per cent', 841, ()),
        ('Union calls rail strike', 688, ()),
    ],
    "rate_rise": [
        ('Bank of Selvany raises rate to 3.5%', 947, ()),
        ("Mortgage holders count cost of Selvany's ninth rate rise", 888, ()),
        ('Rate-setter says Selvany risks needless recession', 877, ()),
        ('Selvany lifts key rate', 297, ()),
        ('Selvany bank hikes rate', 494, ()),
    ],
    "ship_seizure": [
        ('Gunmen seize tanker with 23 crew off Ormel', 959, ()),
        ('Hadra Front demands release of prisoners for Calder Star', 1030, ()),
        ('UN envoy in Hadra for talks over tanker crew', 964, ()),
        ('Tanker crew freed after 19 days', 1026, ()),
        ('Tanker seized off Ormel', 368, ()),
        ('Armed men grab tanker', 552, ()),
    ],
}
CENTRAL = {
    "border_incident": 0.951,
    "dam_failure": 0.91,
    "election": 0.878,
    "ministers_talks": 0.905,
    "other_bank": 0.95,
    "other_dam": 0.865,
    "outbreak": 0.871,
    "page_furniture": 1.0,
    "rail_strike": 0.853,
    "rate_rise": 0.881,
    "ship_seizure": 0.872,
}
TERMS = {
    "border_incident": 0.506,
    "dam_failure": 0.61,
    "election": 0.681,
    "ministers_talks": 0.543,
    "other_bank": 0.22,
    "other_dam": 0.532,
    "outbreak": 0.719,
    "page_furniture": 0.308,
    "rail_strike": 0.682,
    "rate_rise": 0.382,
    "ship_seizure": 0.669,
}
KEY_SENTENCES = {
    "border_incident": (
        (1, 'Two soldiers were killed and'),
        (1, "Castria's defence ministry said that"),
        (1, '“Our men fired back, as'),
        (3, 'International monitors who visited the'),
        (3, "'We found 212 cartridges on"),
    ),
    "dam_failure": (
        (1, 'A dam above the town'),
        (1, 'Rescuers in boats pulled more'),
        (1, '“The wall went in less'),
        (5, 'Rescue teams searched the mud'),
        (4, 'Ilse Marant, the mayor of'),
    ),
    "election": (
        (1, 'The Social Union of Anna'),
        (1, 'With 92% of ballots counted,'),
        (1, "Brandt's brother, Peter Brandt, who"),
        (5, "The leader of Lorvania's far-right"),
        (5, '“They can pretend that 470,000'),
    ),
    "ministers_talks": (
        (1, 'The foreign ministers of Castria'),
        (1, "Elena Varkov, Castria's foreign minister,"),
        (1, '"We are not friends, but'),
        (1, '"I believe we can open'),
        (3, 'Thomas Leland returned from Halden'),
        (3, 'The foreign minister spent five'),
    ),
    "other_bank": (
        (1, 'The National Bank of Tresk'),
        (1, 'Prices rose 5.2% in May'),
        (1, 'Governor Pavel Hron said that'),
        (1, 'The mark fell 0.3% against'),
        (1, 'The bank raised its forecast'),
        (1, 'It still expects inflation to'),
        (1, '“At last somebody has taken'),
    ),
    "other_dam": (
        (1, 'Engineers have begun to inspect'),
        (1, 'Divers found two cracks in'),
        (1, 'The programme will cost 90'),
        (1, 'The ministry published a list'),
    ),
    "outbreak": (
        (3, 'The first 21,500 doses of'),
        (3, 'The health ministry of Mbele'),
        (3, '"The curve is bending," Health'),
        (3, 'Dr Joseph Okello, who runs'),
        (1, 'At least nine people have'),
        (1, 'The first patient, a fisherman,'),
    ),
    "page_furniture": (
        (1, 'The ferry Anneli ran aground'),
        (1, 'All 80 people on board'),
        (1, '“I saw the lighthouse too'),
        (1, 'It ordered the ship to'),
        (1, 'A spokesman said so. A'),
        (1, 'The strait will be closed'),
        (3, 'The ferry that ran aground'),
        (3, 'Two tugs brought the Anneli'),
    ),
    "rail_strike": (
        (1, 'Rail workers will walk out'),
        (1, 'The RWU, which has 22,000'),
        (1, '“Our members cannot eat promises,”'),
        (1, 'Its chief executive, Robert Hale,'),
        (2, 'Most trains stood still this'),
        (2, 'NorthLine said that it had'),
    ),
    "rate_rise": (
        (1, 'The Bank of Selvany raised'),
        (1, 'Inflation fell to 6.1% in'),
        (1, '“We are not at the'),
        (1, 'The decision was taken by'),
        (1, 'Two members wanted half a'),
    ),
    "ship_seizure": (
        (4, 'The 22 sailors of the'),
        (4, 'They walked down the gangway'),
        (4, '‘I told them I’d be'),
        (3, 'A United Nations envoy arrived'),
        (3, 'Maria Santos, a former president'),
    ),
}
COPIES = [[('dam_failure/1', 1.0), ('dam_failure/2', 0.723), ('dam_failure/3', 1.0)],
 [('ship_seizure/1', 1.0), ('ship_seizure/5', 0.923), ('ship_seizure/6', 0.654)]]
STORIES_MISTAKEN = ({('dam_failure/1', 'other_dam/2'), ('dam_failure/2', 'other_dam/2'), ('dam_failure/3', 'other_dam/2'), ('dam_failure/4', 'other_dam/2'), ('dam_failure/5', 'other_dam/2'), ('dam_failure/6', 'other_dam/2'), ('dam_failure/7', 'other_dam/2')}, {('other_dam/1', 'other_dam/2'), ('outbreak/1', 'outbreak/4'), ('outbreak/2', 'outbreak/4'), ('outbreak/3', 'outbreak/4'), ('outbreak/4', 'outbreak/5')})
TWO_STORIES_MISTAKEN = {('border_incident', 'other_dam'): (0, 1),
 ('border_incident', 'outbreak'): (0, 4),
 ('dam_failure', 'other_dam'): (7, 1),
 ('dam_failure', 'outbreak'): (0, 4),
 ('election', 'other_dam'): (0, 1),
 ('election', 'outbreak'): (0, 4),
 ('ministers_talks', 'other_dam'): (0, 1),
 ('ministers_talks', 'outbreak'): (0, 4),
 ('other_bank', 'other_dam'): (0, 1),
 ('other_bank', 'outbreak'): (0, 4),
 ('other_bank', 'rate_rise'): (10, 0),
 ('other_dam', 'outbreak'): (0, 5),
 ('other_dam', 'page_furniture'): (0, 1),
 ('other_dam', 'rail_strike'): (0, 1),
 ('other_dam', 'rate_rise'): (0, 1),
 ('other_dam', 'ship_seizure'): (0, 1),
 ('outbreak', 'page_furniture'): (0, 4),
 ('outbreak', 'rail_strike'): (0, 4),
 ('outbreak', 'rate_rise'): (0, 4),
 ('outbreak', 'ship_seizure'): (0, 4)}
APART = {('dam_failure/6', 'dam_failure/7'), ('ministers_talks/2', 'ministers_talks/6'), ('other_dam/1', 'other_dam/2'), ('outbreak/1', 'outbreak/4'), ('outbreak/2', 'outbreak/4'), ('outbreak/3', 'outbreak/4'), ('outbreak/4', 'outbreak/5'), ('rail_strike/4', 'rail_strike/5')}
ALIKE = (('border_incident', 'ministers_talks'), ('dam_failure', 'other_dam'), ('other_bank', 'rate_rise'))
TOGETHER = {('border_incident/1', 'ministers_talks/1'), ('border_incident/1', 'ministers_talks/2'), ('border_incident/1', 'ministers_talks/3'), ('border_incident/1', 'ministers_talks/4'), ('border_incident/1', 'ministers_talks/5'), ('border_incident/2', 'ministers_talks/1'), ('border_incident/2', 'ministers_talks/2'), ('border_incident/2', 'ministers_talks/3'), ('border_incident/2', 'ministers_talks/5'), ('border_incident/3', 'ministers_talks/1'), ('border_incident/3', 'ministers_talks/2'), ('border_incident/3', 'ministers_talks/3'), ('border_incident/3', 'ministers_talks/5'), ('border_incident/4', 'ministers_talks/1'), ('border_incident/4', 'ministers_talks/2'), ('border_incident/4', 'ministers_talks/3'), ('border_incident/4', 'ministers_talks/4'), ('border_incident/4', 'ministers_talks/5'), ('dam_failure/1', 'other_dam/2'), ('dam_failure/2', 'other_dam/2'), ('dam_failure/3', 'other_dam/2'), ('dam_failure/4', 'other_dam/2'), ('other_bank/1', 'rate_rise/1'), ('other_bank/1', 'rate_rise/2'), ('other_bank/1', 'rate_rise/4'), ('other_bank/1', 'rate_rise/5')}

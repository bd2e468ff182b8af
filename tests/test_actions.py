from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefing.extract.actions import extract_actions, is_deed
from briefing.extract.actors import extract_actors
from briefing.model import Action, Article, Mention
from briefing.reading.annotation import annotate
from briefing.sources.cleaning import clean

SEEDS = Path(__file__).parent.parent / "seeds"


def find(text: str, *, mentions: tuple[Mention, ...] = ()) -> tuple[Action, ...]:
    return extract_actions(annotate([Article(id="S1", text=text)]), mentions=mentions)


def only(text: str, verb: str) -> Action:
    found = [action for action in find(text) if action.verb == verb]
    assert len(found) == 1, [(a.verb, a.agent_text, a.patient_text) for a in find(text)]
    return found[0]


ARGUMENTS = {
    "active": ("The army attacked the village.", "attack", "The army", "the village"),
    "passive": ("The village was attacked by the army.", "attack", "the army", "The village"),
    "passive without agent": ("Three bridges were destroyed.", "destroy", None, "Three bridges"),
    "by a date is no agent": ("The bridge was rebuilt by Friday.", "rebuild", None, "The bridge"),
    "second verb shares the subject": (
        "The minister visited Kyiv and met the president.",
        "meet",
        "The minister",
        "the president",
    ),
    "relative clause": ("The group that attacked the ship has fled.", "attack", "The group", "the ship"),
    "relative clause, object": (
        "Engineers inspected the bridge which soldiers destroyed.",
        "destroy",
        "soldiers",
        "the bridge",
    ),
    "relative clause without a pronoun": (
        "The treaty the president signed has expired.",
        "sign",
        "the president",
        "The treaty",
    ),
    "reduced clause, active": (
        "Soldiers guarding the embassy opened fire.",
        "guard",
        "Soldiers",
        "the embassy",
    ),
    "reduced clause, passive": (
        "The attacks launched by the rebels killed ten people.",
        "launch",
        "the rebels",
        "The attacks",
    ),
    "participle": (
        "Wallace spoke to reporters, defending the deliveries.",
        "defend",
        "Wallace",
        "the deliveries",
    ),
    "subject control": ("Kyiv refused to open negotiations.", "open", "Kyiv", "negotiations"),
    "object control": ("The US urged its citizens to leave Ukraine.", "leave", "its citizens", "Ukraine"),
    "who is urged": ("The US urged its citizens to leave Ukraine.", "urge", "The US", "its citizens"),
    "appeal": ("London called on Moscow to release the sailors.", "release", "Moscow", "the sailors"),
    "accusation": (
        "Kozak accused Kyiv of sabotaging the talks.",
        "sabotage",
        "Kyiv",
        "the talks",
    ),
    "after a preposition": (
        "The minister left after signing the accord.",
        "sign",
        "The minister",
        "the accord",
    ),
    "purpose": (
        "The prime minister flew to Brussels to meet allies.",
        "meet",
        "The prime minister",
        "allies",
    ),
    "what is said": (
        "The minister said that the troops had left.",
        "say",
        "The minister",
        "that the troops had left",
    ),
    "said afterwards": (
        "The talks have failed, the minister said.",
        "say",
        "the minister",
        "The talks have failed",
    ),
    "particle": ("The police carried out a raid.", "carry out", "The police", "a raid"),
    "counting noun": ("Thousands of people left the city.", "leave", "Thousands of people", "the city"),
    "time is no object": ("The talks lasted nine hours.", "last", "The talks", None),
    "what one is charged with": (
        "Prosecutors charged Smith with three counts of stealing cars.",
        "steal",
        "Smith",
        "cars",
    ),
    "who is accused of a plan": (
        "Western countries accused Russia of a plan to invade Ukraine.",
        "invade",
        "Russia",
        "Ukraine",
    ),
    "by is no accusation": (
        "The team kept the game open by forcing its rivals to run.",
        "force",
        "The team",
        "its rivals",
    ),
    "going on to say": (
        "The minister said the talks had failed, blaming Moscow.",
        "blame",
        "The minister",
        "Moscow",
    ),
    "second modal of what is said": (
        "Officials say the deal would be costly and would harm trade.",
        "harm",
        "the deal",
        "trade",
    ),
    "there is nobody": ("There is no plan to invade Ukraine.", "invade", None, "Ukraine"),
    "having done": ("Having finished second, Ukraine left the field.", "finish", "Ukraine", None),
    "shared object": ("The rebels attacked and destroyed the bridge.", "attack", "The rebels", "the bridge"),
    "measured": ("The repairs will take two weeks.", "take", "The repairs", "two weeks"),
    "dateline": ("BEIJING (Reuters) - The minister met the envoy.", "meet", "The minister", "the envoy"),
    "afterthought": (
        "The minister said that the troops had left, despite all the warnings.",
        "say",
        "The minister",
        "that the troops had left",
    ),
    "condition": (
        "The minister said that the army would attack, unless the rebels left.",
        "say",
        "The minister",
        "that the army would attack, unless the rebels left",
    ),
    "hoping is not hopping": ("He hopes that the talks succeed.", "hope", "He", "that the talks succeed"),
}


@pytest.mark.parametrize(("text", "verb", "agent", "patient"), ARGUMENTS.values(), ids=ARGUMENTS.keys())
def test_agent_and_patient_are_roles_and_not_grammar(
    text: str, verb: str, agent: str | None, patient: str | None
) -> None:
    action = only(text, verb)
    assert (action.agent_text, action.patient_text) == (agent, patient)


def test_coordinated_agents_act_one_by_one() -> None:
    found = [a for a in find("Wallace and Radakin met Shoigu.") if a.verb == "meet"]
    assert [(a.agent_text, a.patient_text) for a in found] == [("Wallace", "Shoigu"), ("Radakin", "Shoigu")]


def test_who_is_told_and_what_are_two_patients() -> None:
    found = [a for a in find("The minister told reporters that the talks had failed.") if a.verb == "tell"]
    assert [a.patient_text for a in found] == ["reporters", "that the talks had failed"]


def test_an_announcing_it_is_no_patient() -> None:
    assert "It" not in {a.patient_text for a in find("It is expected that the two countries will agree.")}


STATUS = {
    "fact": ("The army attacked the village.", "attack", False, None, False),
    "negated": ("The army did not attack the village.", "attack", True, None, False),
    "never": ("The army never attacked the village.", "attack", True, None, False),
    "nobody": ("Nobody attacked the village.", "attack", True, None, False),
    "no subject": ("No troops crossed the border.", "cross", True, None, False),
    "modal": ("The army may attack the village.", "attack", False, "may", False),
    "short modal": ("They’ll attack the village.", "attack", False, "will", False),
    "short negated modal": ("The army won't attack the village.", "attack", True, "will", False),
    "control": ("Kyiv refused to open negotiations.", "open", False, "refuse", False),
    "negated control": ("Russia is not planning to invade Ukraine.", "invade", True, "plan", False),
    "object control": ("The US urged citizens to leave Ukraine.", "leave", False, "urge", False),
    "implied": ("The army began to shell the village.", "shell", False, None, False),
    "noun": ("Russia has a plan to invade Ukraine.", "invade", False, "plan", False),
    "condition": ("Britain will act if Russia invades Ukraine.", "invade", False, "if", False),
    "purpose": ("He flew to Brussels to meet allies.", "meet", False, "to", False),
    "denied": ("The company denied paying bribes.", "pay", False, "deny", False),
    "said": ("The minister said the army had attacked the village.", "attack", False, None, True),
    "said afterwards": ("The army attacked the village, the minister said.", "attack", False, None, True),
    "quoted": ("‘The army attacked the village at dawn,’ he said.", "attack", False, None, True),
    "according": ("According to Kyiv, the army attacked the village.", "attack", False, None, True),
    "known": ("They know that the army attacked the village.", "attack", False, None, False),
    "hearsay": ("The army is said to have attacked the village.", "attack", False, "say", True),
    "accused": ("Kozak accused Kyiv of sabotaging the talks.", "sabotage", False, "accuse", False),
    "charged": ("He was charged with two counts of stealing cars.", "steal", False, "charge", False),
    "warned": ("He warned against threatening Russia.", "threaten", False, "warn", False),
    "hindered": ("Britain blocked firms from raising capital.", "raise", False, "block", False),
    "by doing": ("Israel may retaliate by bombing Iran.", "bomb", False, "may", False),
    "with a result": ("The attack would fail, killing thousands of people.", "kill", False, "would", False),
    "demanded": ("They demanded that Russia withdraw its troops.", "withdraw", False, "demand", True),
    "no intention": ("They had no intention of invading Ukraine.", "invade", True, "intention", False),
    "no object": ("Police found no signs of entry.", "find", True, None, False),
    "without": ("He left without signing the accord.", "sign", True, None, False),
    "or": ("The army did not attack or shell the village.", "shell", True, None, False),
    "nor": ("She declined, nor would she discuss motives.", "discuss", True, "would", False),
    "yet to": ("The president has yet to sign the bill.", "sign", True, "have", False),
    "inverted condition": (
        "Had the army attacked the village, it would have lost.",
        "attack",
        False,
        "if",
        False,
    ),
    "second modal": ("He said it would be costly and would fail.", "fail", False, "would", True),
    "according, inside": (
        "Some of the concerns, according to Wallace, have been heard.",
        "hear",
        False,
        None,
        True,
    ),
    "according to plan": ("The talks are proceeding according to plan.", "proceed", False, None, False),
    "saying itself": ("The minister said the army had attacked the village.", "say", False, None, False),
}


@pytest.mark.parametrize(
    ("text", "verb", "negated", "modality", "reported"), STATUS.values(), ids=STATUS.keys()
)
def test_what_is_no_plain_fact_says_so(
    text: str, verb: str, negated: bool, modality: str | None, reported: bool
) -> None:
    action = only(text, verb)
    assert (action.negated, action.modality, action.reported) == (negated, modality, reported)


def test_the_agent_is_the_actor_whose_mention_holds_the_head_word() -> None:
    article = Article(id="S1", text="Ben Wallace’s office said he had met Shoigu.")
    spans = {"A1": (0, 11), "A2": (0, 20), "A3": (26, 28)}
    mentions = tuple(Mention(actor, article.cite(*span), "name") for actor, span in spans.items())
    found = {action.verb: action for action in find(article.text, mentions=mentions)}
    assert found["say"].agent == "A2"
    assert found["say"].agent_text == "Ben Wallace’s office"
    assert found["meet"].agent == "A3"


def test_mentions_in_another_article_count_there_only() -> None:
    other = Article(id="S2", text="The army left.")
    mentions = (Mention("A1", other.cite(0, 8), "name"),)
    assert [action.agent for action in find("The army left.", mentions=mentions)] == [None]


def test_ids_run_through_all_articles() -> None:
    articles = [Article(id=f"S{n}", text="The army attacked. The rebels fled.") for n in (1, 2)]
    found = extract_actions(annotate(articles))
    assert [action.id for action in found] == ["V1", "V2", "V3", "V4"]
    assert [action.citations[0].source for action in found] == ["S1", "S1", "S2", "S2"]


@pytest.fixture(scope="module")
def seeds() -> list[Article]:
    articles = []
    for number, path in enumerate(sorted(SEEDS.glob("*.txt")), start=1):
        with path.open(newline="", encoding="utf-8") as file:
            articles.append(
                Article(id=f"S{number}", text=clean(file.read()).text, published=date(2022, 2, 11))
            )
    return articles


def test_seeds_tell_who_did_what(seeds: list[Article]) -> None:
    found = extract_actions(annotate(seeds))
    told = {(a.agent_text, a.modality, a.verb, a.patient_text) for a in found}
    assert told >= {
        ("Sergei Shoigu", None, "attack", "the UK’s deliveries"),
        ("it", "plan", "launch", "an invasion"),
        ("its foreign ministry", None, "publish", "a document"),
        ("Wallace", None, "defend", "British deliveries"),
        ("Kyiv", "refuse", "open", "direct negotiations"),
        ("Kyiv", "accuse", "sabotage", "the talks"),
        ("Russia", None, "annex", "Crimea"),
        ("admiral Tony Radakin", None, "join", "The defence secretary"),
        ("British military trainers", "would", "return", None),
    }
    places = {article.id: article.text for article in seeds}
    for action in found:
        for cited in (
            *action.citations,
            action.verb_citation,
            action.agent_citation,
            action.patient_citation,
        ):
            if cited is not None:
                assert places[cited.source][cited.start : cited.end] == cited.text
                assert cited.text
                assert "\n" not in cited.text


DEGENERATE = {
    "empty": "",
    "blank": " \n\n ",
    "word": "Attack",
    "marks": "“”‘’\"'''' ... — ?!",
    "open quotation": "“He said they attacked",
    "verbs only": "said said said said, said to say saying said by",
    "loop": "who who which that that who said which who",
    "chinese": "俄罗斯国防部长周五在莫斯科会见了英国国防大臣。",
    "hebrew": "שר ההגנה נפגש עם עמיתו במוסקבה",
    "emoji": "🚀 attacked 🏘️ and 🔥 burned",
    "by the end": "It was attacked by",
    "relative at the end": "The men who",
    "markdown": "# Talks\n\n* troops massed near * said\n\n> by by by",
    "dateline only": "KYIV (AP) — ",
    "dateline before no noun": "KYIV — Left.\nLONDON, Ontario (AP) — In and of by said.\nPARIS—WHO — SAID - HE",
    "dateline before a verb": "MOSCOW, Russia - Attacking\nKYIV, Ukraine — Kellogg Co. of which they said attacked",
    "deep": "He said that " * 600,
    "deep control": "They want to try to " * 400,
    "long": "The army attacked the village and " * 400 + "left.",
}


@pytest.mark.parametrize("text", DEGENERATE.values(), ids=DEGENERATE.keys())
def test_no_text_breaks_it(text: str) -> None:
    for action in find(text):
        for cited in (
            *action.citations,
            action.verb_citation,
            action.agent_citation,
            action.patient_citation,
        ):
            assert cited is None or (text[cited.start : cited.end] == cited.text and "\n" not in cited.text)


def test_nothing_of_no_articles() -> None:
    assert extract_actions(()) == ()


@pytest.mark.parametrize(
    ("text", "verb", "deed"),
    [
        ("Wallace laid flowers at the tomb.", "lay", True),
        ("Wallace flew to Moscow and met Shoigu.", "meet", True),
        ("Wallace did not meet Shoigu.", "meet", True),
        ("Wallace said that Putin left Moscow.", "leave", False),  # reported
        ("Wallace said little.", "say", False),
        ("Wallace may meet Shoigu.", "meet", False),
        ("Wallace is a soldier.", "be", False),
        ("“I met Shoigu,” Wallace said.", "meet", False),
        ("The guards left after Wallace met Shoigu.", "meet", False),  # not the main clause
    ],
)
def test_what_somebody_did_is_told_from_what_is_said_or_possible(text, verb, deed):
    article = Article(id="S1", text=text, published=date(2022, 2, 11))
    annotated = annotate([article])
    _, mentions = extract_actors(annotated)
    found = [action for action in extract_actions(annotated, mentions=mentions) if action.verb == verb]
    assert any(is_deed(action) for action in found) is deed


@pytest.mark.parametrize(
    ("text", "verb", "reported"),
    [
        ("The army “liberated” the village.", "liberate", False),
        ("The army “has liberated” the village.", "liberate", False),
        ("“Soldiers attacked villages.”", "attack", True),
    ],
)
def test_one_or_two_quoted_words_are_the_sources_own_statement(text: str, verb: str, reported: bool) -> None:
    assert only(text, verb).reported is reported

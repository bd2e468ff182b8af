"""What all findings stand on: quotation marks, datelines, the words of a language, clauses."""

from __future__ import annotations

import ast
import re
import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefing.reading.lexicon as lexicons
from briefing.errors import ConfigError
from briefing.extract.actions import extract_actions
from briefing.extract.actors import extract_actors
from briefing.extract.figures import extract_figures
from briefing.extract.outlook import extract_outlook
from briefing.extract.quotes import extract_quotes
from briefing.extract.timeline import extract_time_expressions, extract_timeline
from briefing.model import Article
from briefing.reading.annotation import AnnotatedArticle, annotate
from briefing.reading.clauses import is_passive
from briefing.reading.datelines import dateline_end, find_datelines
from briefing.reading.lexicon import english, lexicon_of, read_lexicon
from briefing.reading.marks import find_quotations

BRIEFING = Path(lexicons.__file__).parents[2]
ENGLISH = BRIEFING / "reading" / "lexicon" / "en"


def annotated(text: str) -> AnnotatedArticle:
    return annotate([Article(id="S1", text=text, published=date(2022, 2, 14))])[0]


# --- marks ----------------------------------------------------------------------------------------


def quoted(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_quotations(text).spans]


@given(st.text(alphabet="ab .,\n\"'“”‘’„«»`?s", max_size=60))
def test_every_character_has_one_answer(text: str) -> None:
    quotations = find_quotations(text)
    assert all(one.end <= two.start for one, two in pairwise(quotations.spans))
    for span in quotations.spans:
        assert "\n" not in text[span.start : span.end]
    for offset in range(len(text)):
        around = [span for span in quotations.spans if span.start <= offset < span.end]
        assert around == ([quotations.at(offset)] if quotations.at(offset) else [])
        assert list(quotations.touching(offset, offset + 1)) == around
    assert all(quotations.at(span.start) and quotations.at(span.end - 1) for span in quotations.inner)


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("“She told us ‘never again’ and left,” he said.", "“She told us ‘never again’ and left,”", "‘never again’"),
        ("‘She told us “never again” and left,’ he said.", "‘She told us “never again” and left,’", "“never again”"),
        ("\"She told us 'never again' and left,\" he said.", "\"She told us 'never again' and left,\"", "'never again'"),
        ("''She told us 'never again' and left,'' he said.", "''She told us 'never again' and left,''", "'never again'"),
    ],
)  # fmt: skip
def test_the_outermost_of_nested_quotations_counts(text: str, outer: str, inner: str) -> None:
    quotations = find_quotations(text)
    assert quoted(text) == [outer]
    assert [text[span.start : span.end] for span in quotations.inner] == [inner]


@pytest.mark.parametrize(
    "said", ["“We go now.”", "„We go now.”", "«We go now.»", "‘We go now.’", '"We go now."', "'We go now.'",
             "''We go now.''", "``We go now.''"],
)  # fmt: skip
def test_all_sorts_of_marks(said: str) -> None:
    assert quoted(f"He said: {said} Then he left.") == [said]
    assert quoted(f"He said: {said}") == [said]
    assert quoted(f"{said[:-2]},{said[-1]} he said.") or said.endswith("''")


@pytest.mark.parametrize(
    "text",
    [
        "The allies’ plan isn’t ready and the minister’s reply won’t come.",
        "The allies' plan isn't ready and the minister's reply won't come.",
        "In the ’90s they played rock ’n’ roll ’til late.",
        'The board is 5" thick and he is 6\'2" tall.',
    ],
)
def test_apostrophes_and_inches_quote_nothing(text: str) -> None:
    assert quoted(text) == []


def test_a_lost_mark_is_told_and_cuts_every_passage() -> None:
    quotations = find_quotations(
        "Peace is far away from us,” he said. “We wait and see. Nobody came.", [36, 54, 67]
    )
    first, second = quotations.spans
    assert (first.opened, first.closed, first.start) == (False, True, 0)
    assert (second.opened, second.closed, second.end) == (True, False, 67)  # it began its paragraph
    assert quotations.cuts(0, 67)


def test_a_quotation_inside_a_sentence_ends_with_it_where_its_mark_was_lost() -> None:
    text = "The “plan was bad. Nobody came to see it."
    assert [text[span.start : span.end] for span in find_quotations(text, [18, 42]).spans] == [
        "“plan was bad."
    ]


def test_a_passage_is_cut_only_where_it_has_a_part_of_a_quotation() -> None:
    text = "He said “we go now” and left."
    quotations = find_quotations(text)
    assert not quotations.cuts(0, len(text))
    assert not quotations.cuts(20, len(text))
    assert quotations.cuts(0, 12)


def test_a_paragraph_that_goes_on() -> None:
    quotations = find_quotations("“We are ready.\n\n“We will win,” he said.")
    open_one, last = quotations.spans
    assert quotations.runs_on(open_one)
    assert not quotations.runs_on(last)
    single = find_quotations("“We are ready.\n\nNobody came.")
    assert not any(single.runs_on(span) for span in single.spans)


# --- datelines ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "opening",
    [
        "KYIV — ",
        "KYIV, Ukraine — ",
        "KYIV, Ukraine -- ",
        "KYIV, Ukraine (AP) — ",
        "KYIV, Feb 11 (Reuters) - ",
        "KYIV/MOSCOW, Feb 11 (Reuters) - ",
        "KYIV, 11 February (AFP) – ",
        "KYIV (Reuters) - ",
        "KYIV – ",
        "KYIV - ",
        "NEW YORK (AP) — ",
        "NEW YORK, Feb. 11, 2022 (UPI) -- ",
        "WASHINGTON, D.C. — ",
        "ST. LOUIS, Mo. — ",
        "PORT-AU-PRINCE, Haiti (AP) — ",
        "Kyiv, Ukraine (CNN) — ",
        "London (CNN) -- ",
        "Moscow (AFP) - ",
        "MOSCOW, February 11. /TASS/. ",
        "MOSCOW, February 11 /TASS/ ",
        "MINSK /BelTA/. ",
        "PARIS: ",
        "NEW DELHI: ",
        "BEIJING, Feb. 11 (Xinhua) -- ",
        "(Reuters) - ",
        "(Bloomberg) -- ",
        "(CNN)",
        "BERLIN (dpa) - ",
        "BRUSSELS (AP): ",
    ],
)
def test_openings_that_are_datelines(opening: str) -> None:
    text = f"{opening}The army attacked the village on Friday."
    assert text[dateline_end(text, 0) :] == "The army attacked the village on Friday."


@pytest.mark.parametrize(
    "text",
    [
        "The army attacked the village – and then it left.",
        "NATO said on Friday that it would stay.",
        "NATO’s answer – Nobody knows it.",
        "BREAKING: The army attacked the village.",
        "VOSS: The army attacked the village.",
        "Paris: The army attacked the village.",
        "PARIS: the army attacked the village.",
        "AND/OR: The army attacked the village.",
        "UK and US – Both sides agreed.",
        "Wallace (UK) - The minister spoke.",
        "“KYIV — That is where we stay,” he said.",
        "Kyiv — The city waits.",
        "A US-led mission - The first of three - ended.",
        "Kyiv, Moscow and Minsk - Three cities wait.",
        "The minister (Reuters reported) - left.",
    ],
)
def test_openings_that_are_none(text: str) -> None:
    assert dateline_end(text, 0) == 0


def test_every_line_may_open_with_a_dateline() -> None:
    text = "Talks fail\n\nKYIV (AP) — The talks failed.\n\nMOSCOW (AP) — Moscow denied it."
    assert [text[start:end] for start, end in find_datelines(text)] == ["KYIV (AP) — ", "MOSCOW (AP) — "]


# --- the words of a language ----------------------------------------------------------------------


def copy_of_english(folder: Path, file: str, old: str, new: str) -> Path:
    """A copy of English's folder with a change in one file."""
    copied = Path(shutil.copytree(ENGLISH, folder / "en"))
    text = (copied / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    (copied / file).write_text(text.replace(old, new), encoding="utf-8")
    return copied


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("words.yaml", "\n  accept: speech\n", "\n  accept:\n", "accept: expected the names of its classes"),
        ("words.yaml", "\n  accept: speech\n", "\n  accept: [speech]\n", "accept: expected the names of its classes"),
        ("words.yaml", "\n  accept: speech\n", "\n  accept: speach\n", "accept: no such class: speach; did you mean speech?"),
        ("words.yaml", "\nclasses:", "\nclasses:\n  unheard: nobody has it\n#", "unheard: no word has this class"),
        ("words.yaml", "includes: [name_as, blame_for]", "includes: [name_as, blame]", "keep_object: takes in blame, which is no class"),
        ("words.yaml", "\n  accept: speech\n", "\n  accept: speech\n  accept: say\n", "accept"),
        ("values.yaml", "\n  hoped: hope\n", "\n  hoped: yes\n", "lemmas.hoped: expected a word or a number"),
        ("values.yaml", "\n  hoped: hope\n", "\n  hoped: [hope]\n", "lemmas.hoped: expected a word or a number"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_and_line(
    tmp_path: Path, file: str, old: str, new: str, told: str
) -> None:
    folder = copy_of_english(tmp_path, file, old, new)
    with pytest.raises(ConfigError) as raised:
        read_lexicon(folder)
    lines = (folder / file).read_text(encoding="utf-8").split("\n")
    name, number, message = re.search(r"(en/\w+\.yaml):(\d+):? (.*)", str(raised.value), re.DOTALL).groups()
    assert name == f"en/{file}"
    assert told in message
    assert told.partition(":")[0].rpartition(".")[2] in lines[int(number) - 1]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    folder = copy_of_english(tmp_path, "words.yaml", "\n  accept: speech\n", "\n  accept: speach pact\n")
    with pytest.raises(ConfigError) as raised:
        read_lexicon(folder)
    assert {"speach", "pact"} <= set(re.findall(r"no such class: (\w+)", str(raised.value)))


def test_a_class_has_the_words_of_those_that_it_takes_in() -> None:
    words = english()
    assert words["say"] | words["think"] | words["utter"] <= words["speech"]
    assert lexicon_of("en-GB") is words
    assert lexicon_of(None) is words
    assert lexicon_of("de") is None


def source_of_rules() -> list[tuple[Path, ast.Module]]:
    files = [path for room in ("extract", "reading") for path in sorted((BRIEFING / room).rglob("*.py"))]
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in files]


def test_every_class_and_table_is_asked_for() -> None:
    asked = {
        node.value
        for path in BRIEFING.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    about = lexicons.load_bundled_yaml(ENGLISH / "words.yaml", "en/words.yaml").value["classes"]
    included = {name for one in about.values() if isinstance(one, dict) for name in one.get("includes", ())}
    assert not set(english().classes) - asked - included
    assert not set(english().tables) - asked


def test_every_class_and_table_that_is_asked_for_is_there() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in BRIEFING.rglob("*.py"))
    assert set(re.findall(r'lexicon\["(\w+)"\]', source)) <= set(english().classes)
    assert set(re.findall(r'\.table\("(\w+)"\)', source)) <= set(english().tables)


def test_no_word_list_has_returned() -> None:
    """A set of more than a dozen small words, or a string of nothing else, is knowledge of a language."""
    lists = [
        f"{path.name}:{node.lineno}"
        for path, tree in source_of_rules()
        for node in ast.walk(tree)
        if len(small_words(node)) > 12
    ]
    assert not lists


SMALL_WORD = re.compile(r"[^\W\d_A-Z][^\W\d_A-Z.’'-]*")


def small_words(node: ast.AST) -> list[str]:
    """The words in small letters of a set; those of a string that has nothing but such words."""
    if isinstance(node, ast.Set):
        texts = [one.value for one in node.elts if isinstance(one, ast.Constant)]
        return [text for text in texts if isinstance(text, str) and SMALL_WORD.fullmatch(text)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        words = node.value.split()
        return words if all(map(SMALL_WORD.fullmatch, words)) else []
    return []


@pytest.mark.parametrize(
    "source", ["{" + ", ".join(map(repr, "abcdefghijklm")) + "}", f"words({' '.join('abcdefghijklm')!r})"]
)
def test_a_word_list_would_be_seen(source: str) -> None:
    assert max(len(small_words(node)) for node in ast.walk(ast.parse(source))) == 13


@pytest.fixture
def with_a_new_verb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """English with one verb of saying more."""
    assert not any("expound" in words for words in english().classes.values())
    copy_of_english(tmp_path, "words.yaml", "\nwords:\n", "\nwords:\n  expound: say\n")
    monkeypatch.setattr(lexicons, "_FOLDER", tmp_path)
    lexicons._load.cache_clear()
    yield
    lexicons._load.cache_clear()


EXPOUNDED = (
    "Maria Lopez expounded that the army had attacked the village. "
    "Maria Lopez expounded that 45 people had died in the flood. "
    "Maria Lopez expounded that the talks will resume in spring. "
    "Texas expounded that the plant had closed. "
    "In May 2021 “the old mine that had fed the whole of the valley for a hundred years was sold by its owners,” "
    "Maria Lopez expounded."
)


def what_is_found(text: str) -> dict[str, object]:
    """What each finding makes of the verb: whom it hears, what it takes for said, and so dates nothing by."""
    articles = [annotated(text)]
    actors, mentions = extract_actors(articles)
    quotes = extract_quotes(articles, mentions=mentions)
    times = extract_time_expressions(articles)
    figures = extract_figures(articles, quotes=quotes, mentions=mentions, times=times)
    outlook = extract_outlook(articles, quotes=quotes, mentions=mentions)
    timeline = extract_timeline(articles, quotes=quotes, times=times)
    reported = {action.verb: action.reported for action in extract_actions(articles)}
    return {
        "actors": [actor.name for actor in actors],
        "quotes": sum(quote.cue == "expounded" for quote in quotes),
        "actions": [reported[verb] for verb in ("attack", "die", "resume", "close")],
        "figures": [one.speaker for figure in figures for one in figure.observations],
        "outlook": [one.speaker for one in outlook],
        "timeline": [event.date for event in timeline],
    }


def test_a_verb_that_is_in_no_class_says_nothing() -> None:
    assert what_is_found(EXPOUNDED) == {
        "actors": ["Maria Lopez"],
        "quotes": 0,
        "actions": [False] * 4,
        "figures": [None],
        "outlook": [None],
        "timeline": ["2021-05"],
    }


@pytest.mark.usefixtures("with_a_new_verb")
def test_a_new_verb_of_saying_is_a_line_of_the_lexicon_and_nothing_else() -> None:
    assert what_is_found(EXPOUNDED) == {
        "actors": ["Maria Lopez", "Texas"],
        "quotes": 5,
        "actions": [True] * 4,
        "figures": ["A1"],
        "outlook": ["A1"],
        "timeline": [],
    }


# --- clauses --------------------------------------------------------------------------------------


def verb_of(text: str, word: str) -> tuple[AnnotatedArticle, int]:
    article = annotated(text)
    return article, article.tokens.lower.index(word)


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("The army attacked the village.", "attacked", False),
        ("The army has attacked the village.", "attacked", False),
        ("The village was attacked.", "attacked", True),
        ("The village was attacked and burned.", "burned", True),
        ("The army attacked the village and burned the bridge.", "burned", False),
        ("The village attacked by the army is empty.", "attacked", True),
    ],
)
def test_voice(text: str, verb: str, passive: bool) -> None:
    article, token = verb_of(text, verb)
    assert is_passive(article.tokens, token) is passive


@pytest.mark.parametrize(
    ("text", "verb", "negated"),
    [
        ("The army attacked the village.", "attacked", False),
        ("The army did not attack the village.", "attack", True),
        ("No troops attacked the village.", "attacked", True),
        ("The army left without attacking the village.", "attacking", True),
        ("The army has yet to attack the village.", "attack", True),
    ],
)
def test_negation(text: str, verb: str, negated: bool) -> None:
    article, token = verb_of(text, verb)
    assert article.clauses.status.negated(token) is negated


@pytest.mark.parametrize(
    ("text", "verb", "modality"),
    [
        ("The army attacked the village.", "attacked", None),
        ("The army would attack the village.", "attack", "would"),
        ("The army refused to attack the village.", "attack", "refuse"),
        ("The army began to attack the village.", "attack", None),
        ("If the army attacked the village, people would flee.", "attacked", "if"),
        ("The talks ended on Friday, with both ministers accusing the rebels of lies.", "accusing", None),
        ("The talks would end with both ministers accusing the rebels of lies.", "accusing", "would"),
    ],
)
def test_modality(text: str, verb: str, modality: str | None) -> None:
    article, token = verb_of(text, verb)
    assert article.clauses.status.modality(token) == modality


@pytest.mark.parametrize(
    ("text", "verb", "cue", "reporter"),
    [
        ("The army attacked the village.", "attacked", None, None),
        ("The minister said the army attacked the village.", "attacked", "said", "minister"),
        ("The army attacked the village, the minister said.", "attacked", "said", "minister"),
        ("The army attacked the village, according to the minister.", "attacked", "according", "minister"),
        ("The minister said the talks failed, but the army attacked the village.", "attacked", None, None),
    ],
)
def test_who_reports_a_clause(text: str, verb: str, cue: str | None, reporter: str | None) -> None:
    article, token = verb_of(text, verb)
    clause, words = article.clauses.around(token), article.tokens.lower
    said = (None if one is None else words[one] for one in (clause.cue, clause.reporter))
    assert tuple(said) == (cue, reporter)


def test_a_chain_without_stops_is_climbed_a_hundred_steps() -> None:
    """A guard on time."""
    article, token = verb_of(f"He wants {'to want ' * 115}to go.", "go")
    above = list(article.tokens.upward(token))
    assert len(above) == 100
    assert above[0] == token
    assert len(list(article.tokens.upward(above[40]))) > 60

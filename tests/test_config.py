"""Configuration: every mistake in one go, in words that say what to do. These tests pin the words."""

from __future__ import annotations

import pytest

from briefing.configuration.project import effective, load_project
from briefing.configuration.strict_yaml import load_yaml
from briefing.errors import ConfigError

BRIEFING = "sources:\n  - type: folder\n    path: reports\n"
FOCUS = "title: Talks\nterms: [talks, treaty]\n"


@pytest.fixture
def make(tmp_path):
    def write(briefing: str = BRIEFING, **focuses: str):
        (tmp_path / "config" / "focus").mkdir(parents=True)
        (tmp_path / "config" / "briefing.yaml").write_text(briefing, encoding="utf-8")
        for name, text in (focuses or {"talks": FOCUS}).items():
            (tmp_path / "config" / "focus" / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def mistakes(root) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_project(root)
    assert caught.value.exit_status == 2
    return list(caught.value.mistakes)


def test_the_smallest_focus_is_a_title_and_two_terms(make):
    (focus,) = load_project(make()).focuses
    assert (focus.id, focus.title, focus.terms) == ("talks", "Talks", ("talks", "treaty"))
    assert focus.window_days == 7
    assert "json" in focus.formats


def test_every_mistake_of_every_file_is_told_in_one_go(make):
    root = make(
        "sources:\n  - type: folder\n    pth: seeds\nlanguage_modell: x\noutput: NO\npublishers:\n  RT: {famly: x}\n",
        a="titel: X\nterms: []\nsections:\n  keypoints: {most: 3}\nwindow_days: '7'\nactors:\n  - name: 1.10\n",
        b="title: X\nterms: [a\n",
        c="title: X\ntitle: Y\nterms: [a]\n",
        d="title: &x X\nterms: [*x]\n",
        e="- just\n- a list\n",
    )
    assert mistakes(root) == [
        "config/briefing.yaml:2: sources.1.path: this key is needed",
        "config/briefing.yaml:3: sources.1.pth: no such key; did you mean path?",
        "config/briefing.yaml:4: language_modell: no such key; did you mean language_model?",
        "config/briefing.yaml:5: output: expected words; YAML reads yes, no, on and off as false: put them in quotes",
        "config/briefing.yaml:7: publishers.RT.famly: no such key; did you mean family?",
        "config/focus/a.yaml:1: titel: no such key; did you mean title?",
        "config/focus/a.yaml:1: title: this key is needed",
        "config/focus/a.yaml:2: terms: at least one is needed",
        "config/focus/a.yaml:4: sections.keypoints: no such key; did you mean key_points?",
        "config/focus/a.yaml:5: window_days: expected a whole number; got '7'",
        "config/focus/a.yaml:7: actors.1.name: expected words, got 1.1: put it in quotes, or YAML reads it as a number or a date",
        "config/focus/b.yaml:3: expected ',' or ']', but got '<stream end>'",
        "config/focus/c.yaml:2: the key title stands here a second time",
        "config/focus/d.yaml:2: aliases (*name) are not supported here",
        "config/focus/e.yaml:1: the file must be a list of keys and values, such as: title: …",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("handling: TLP:AMBRE", "did you mean TLP:AMBER?"),
        ("formats: [html, docx]", "formats.2: expected one of html, pdf, md, txt, json, mail; got 'docx'"),
        (
            "recipients: [nobody]",
            "recipients.1: not a mail address: it is not of the form name@domain or Name <name@domain>; got 'nobody'",
        ),
        ('recipients: ["a@b.org\\r\\nBcc: x@y.org"]', "recipients.1: not a mail address: it holds control"),
        ('recipients: ["a@b.org, c@d.org"]', "recipients.1: not a mail address: it is more than one address"),
        ("recipients: [1]", "recipients.1: expected words, got 1: put it in quotes"),
        ("window_days: 0", "window_days: expected greater than or equal to 1; got 0"),
        ("id: ../etc/passwd", "id: not in the form expected here; got '../etc/passwd'"),
        ("enabled: maybe", "enabled: expected true or false; got 'maybe'"),
        ("1: x", "the key 1 must be in quotes, or YAML does not read it as words"),
        ("window_days: 2022-02-30", "day is out of range"),
    ],
)
def test_what_was_expected(make, line, told):
    (mistake,) = mistakes(make(talks=FOCUS + line + "\n"))
    assert told in mistake
    assert mistake.startswith("config/focus/talks.yaml")


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("quotes: {most: 3}", "quotes: no such key; did you mean positions?"),
        ("variants: {most: 3}", "variants: no such key; did you mean how_quoted?"),
        (
            "coverage: {most: 3}",
            "coverage.most: no such key; coverage has a row for each of key_points; set sections.key_points.most instead",
        ),
        (
            "sources: {show: false}",
            "sources: no such key; the theme decides on it: see sections in theme.yaml",
        ),
        ("actors: {most: null}", "actors.most: expected a whole number; got None"),
        ("terms: {most: 0}", "terms.most: expected greater than or equal to 1; got 0"),
        ("terms: {mots: 3}", "terms.mots: no such key; did you mean most?"),
    ],
)
def test_a_section_that_is_not_there_or_cannot_be_sized(make, section, told):
    (mistake,) = mistakes(make(talks=f"{FOCUS}sections:\n  {section}\n"))
    assert mistake == f"config/focus/talks.yaml:4: sections.{told}"


def test_no_configuration_says_how_to_make_one(tmp_path):
    with pytest.raises(ConfigError, match="briefing init DIR"):
        load_project(tmp_path)


def test_no_focus(make):
    root = make()
    (root / "config" / "focus" / "talks.yaml").unlink()
    assert mistakes(root) == ["config/focus: no *.yaml file in it; a focus needs a title and a list of terms"]


def test_two_focuses_with_one_id(make):
    assert mistakes(make(a=FOCUS, b=FOCUS + "id: a\n")) == ["config/focus: two focuses have the id a"]


def test_a_file_in_another_encoding(make):
    root = make()
    (root / "config" / "focus" / "talks.yaml").write_bytes("title: Café\n".encode("cp1252"))
    (mistake,) = mistakes(root)
    assert mistake.startswith("config/focus/talks.yaml: cannot be read")


def test_an_unknown_focus_names_those_there_are(make):
    with pytest.raises(ConfigError, match="did you mean talks") as caught:
        load_project(make()).focus("talk")
    assert "Known: talks" in str(caught.value)


def test_the_configuration_in_force_says_where_it_comes_from(make):
    lines = dict(effective(load_project(make())))
    assert lines["sources.1.path: reports"] == "config/briefing.yaml:3"
    assert lines["focus talks: terms: talks, treaty"] == "config/focus/talks.yaml:2"
    assert lines["focus talks: window_days: 7"] == "default"


def test_a_bomb_of_aliases_is_refused():
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    with pytest.raises(ConfigError, match=r"bomb\.yaml:2: aliases"):
        load_yaml(bomb, "bomb.yaml")


def test_brackets_a_thousand_deep_are_refused():
    with pytest.raises(ConfigError):
        load_yaml("a: " + "[" * 5000, "deep.yaml")


def test_the_shipped_configuration_is_right(project):
    assert [focus.id for focus in project.focuses] == ["minsk-accords", "wallace-shoigu"]

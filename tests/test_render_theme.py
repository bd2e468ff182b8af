"""Themes: one block, one style sheet or one word is changed alone; mistakes are told with file and line."""

from __future__ import annotations

import dataclasses
import importlib.util
import re
import typing
from pathlib import Path

import pytest
import tinyhtml5

from briefing import model
from briefing.configuration.resources import bundled
from briefing.errors import RenderError, TemplateError
from briefing.rendering import FORMATS, Theme, context, endnotes, positions, render, view
from briefing.rendering.environment import environment

ROOT = Path(__file__).resolve().parents[1]


def _load(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


example = _load("brief_example")
BRIEF = example.example_brief()


@pytest.fixture
def theme(tmp_path):
    """Write files of a user's template folder, and give the theme."""

    def write(**files):
        for name, text in files.items():
            path = tmp_path / "sitrep" / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Theme((tmp_path,))

    return write


def test_one_block_is_overridden_by_a_file_of_the_same_name(theme):
    own = theme(
        brief_dot_html='{% extends "stock/sitrep/brief.html" %}{% block footer %}<p>Desk, ext. 4</p>{% endblock %}'
    )
    html = render(BRIEF, theme=own)
    assert "<p>Desk, ext. 4</p>" in html
    assert "Made by situation-brief" not in html
    assert html.replace("<p>Desk, ext. 4</p>", "") != html
    assert 'id="timeline"' in html
    assert "Made by situation-brief" in render(BRIEF, "md", theme=own)


def test_sections_are_moved_and_dropped(theme):
    own = theme(
        brief_dot_html='{% extends "stock/sitrep/brief.html" %}{% block sections %}{{ self.timeline() }}{{ self.key_points() }}{{ self.sources() }}{% endblock %}'
    )
    html = render(BRIEF, theme=own)
    assert re.findall(r'<section id="([\w-]+)"', html) == ["timeline", "key-points", "sources"]


def test_links_to_dropped_sections_go_with_them(theme):
    own = theme(brief_dot_html='{% extends "stock/sitrep/brief.html" %}{% block sources %}{% endblock %}')
    html = render(BRIEF, theme=own)
    assert 'href="#s1"' not in html
    assert not set(re.findall(r'href="#([^"]+)"', html)) - set(re.findall(r' id="([^"]+)"', html))
    assert render(BRIEF, "pdf", theme=own)[:5] == b"%PDF-"


def test_one_section_file_is_replaced(theme):
    html = render(
        BRIEF, theme=theme(sections__outlook_dot_html="<p>{{ brief.outlook | length }} to come</p>")
    )
    assert "<p>4 to come</p>" in html
    assert 'id="background"' in html


def test_one_style_sheet_is_replaced(theme):
    html = render(BRIEF, theme=theme(colours_dot_css=":root { --paper: #fffff0; --ink: #000001 }"))
    assert "#fffff0" in html
    assert "--alert: #9b1c1c" in html
    assert ".masthead" in html


def test_pictures_take_the_themes_colours(theme):
    html = render(BRIEF, theme=theme(colours_dot_css=":root { --accent: #7a1f1f }"))
    assert 'fill="#7a1f1f"' in html
    assert 'fill="#17324d"' not in html


def test_one_word_is_replaced(theme):
    own = theme(theme_dot_yaml="words: {Key points: In brief}")
    assert "<h2>In brief</h2>" in render(BRIEF, theme=own)
    assert "## In brief" in render(BRIEF, "md", theme=own)
    assert "<h2>Timeline</h2>" in render(BRIEF, theme=own)


def test_a_changed_file_is_read_again(theme):
    own = theme(sections__outlook_dot_html="one")
    assert "one<" in render(BRIEF, theme=own).replace("\n", "")
    path = own.folders[0] / "sitrep/sections/outlook.html"
    path.write_text("second version")
    import os

    os.utime(path, (1, 1))
    assert "second version" in render(BRIEF, theme=own)


def test_pictures_of_the_theme_go_into_the_page(theme):
    own = theme(
        brief_dot_html='{% extends "stock/sitrep/brief.html" %}{% block logo %}<img alt="Desk" src="{{ "logo.svg" | asset }}">{% endblock %}',
        logo_dot_svg='<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><path d="M0 0h9v9z"/></svg>',
        house_dot_css='h1 { background: url("logo.svg") }',
    )
    html = render(BRIEF, theme=own)
    assert html.count("data:image/svg+xml;base64,") == 2
    assert "logo.svg" not in html
    assert render(example.empty_brief(), "pdf", theme=own)[:5] == b"%PDF-"


def test_vars_reach_the_template_and_are_escaped(theme):
    own = theme(sections__outlook_dot_html="<p>{{ vars.contact }}</p>")
    assert "<p>a &lt;b&gt;</p>" in render(BRIEF, theme=own, vars={"contact": "a <b>"})


def test_assessment_is_markdown_that_cannot_act():
    written = """First *word* <b>.

- one
- two

# no heading
![no](http://x.org/y.png) [no](javascript:alert(1)) [yes](https://example.org/) {{ brief }}
<script>no</script>"""
    html = render(BRIEF, vars={"assessment": written})
    shown = html[html.index('id="assessment"') : html.index('id="key-points"')]
    assert "<em>word</em> &lt;b&gt;" in shown
    assert "<li>one</li>" in shown
    assert '<a href="https://example.org/">yes</a>' in shown
    for word in ("<script", "<img", 'href="javascript', "<h1"):
        assert word not in shown
    assert "{{ brief }}" in shown
    assert 'id="assessment"' not in render(BRIEF)
    assert "\\<script\\>no" in render(BRIEF, "md", vars={"assessment": written})
    assert "- one\n- two" in render(BRIEF, "txt", vars={"assessment": written})


def test_contact_and_disclaimer_are_printed_where_there_are_any():
    values = {"contact": "Desk, [mail](mailto:desk@example.org) <b>", "disclaimer": "*Not* for release."}
    html = render(BRIEF, vars=values)
    assert '<a href="mailto:desk@example.org">mail</a> &lt;b&gt;' in html
    assert "<em>Not</em> for release." in html
    assert "*Not* for release." in render(BRIEF, "txt", vars=values)
    assert 'class="contact"' not in render(BRIEF)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            "\n\n{{ brief.key_pionts }}",
            ["outlook.html:3", "Brief has no field 'key_pionts'", "did you mean key_points?", "timeline"],
        ),
        ("{{ breif }}", ["outlook.html:1", "'breif' is not defined", "did you mean brief?"]),
        ("{{ meta.nosuch }}", ["outlook.html:1", "Meta has no field 'nosuch'"]),
        ("{{ vars.nosuch }}", ["outlook.html:1", "mapping has no field 'nosuch'", "it has: contact"]),
        ("{{ brief.edition.previous.nosuch }}", ["outlook.html:1", "date has no field 'nosuch'"]),
        ("{{ brief.focus.handling.title.x }}", ["outlook.html:1", "has no field 'x'"]),
        (
            "{% for x in brief.outlook %}\n{{ x.speeker }}{% endfor %}",
            ["outlook.html:2", "Outlook has no field 'speeker'", "speaker"],
        ),
        ("{% if %}", ["outlook.html:1"]),
        ("{{ brief.outlook | nosuch }}", ["outlook.html:1", "nosuch"]),
        ('{% include "sitrep/nosuch.html" %}', ["outlook.html:1", "sitrep/nosuch.html"]),
        ("{{ brief.outlook + 1 }}", ["outlook.html:1", "TypeError"]),
        ('{{ "nosuch.png" | asset }}', ["outlook.html:1", "nosuch.png"]),
    ],
)
def test_mistakes_are_told_with_file_line_and_fields(theme, source, words):
    with pytest.raises(TemplateError) as caught:
        render(BRIEF, theme=theme(sections__outlook_dot_html=source), vars={"contact": "x"})
    for word in words:
        assert word in str(caught.value)


def test_a_field_of_an_unknown_value_says_so(theme):
    with pytest.raises(TemplateError, match=r"unknown \(None\) has no field 'year'"):
        render(
            example.empty_brief(), theme=theme(sections__outlook_dot_html="{{ brief.edition.previous.year }}")
        )


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ brief.__init__.__globals__ }}",
        "{{ render.__globals__ }}",
        "{{ brief.edition.as_of.today() }}",
        "{{ brief.edition.generated_at.now() }}",
        "{{ meta.numbers.update({'S1': 7}) }}",
        "{{ brief.coverage.clear() }}",
        "{{ '{0.__class__}'.format(brief) }}",
        "{{ brief.focus.title | safe }}",
        "{{ brief.focus.title | urlize }}",
        "{{ [1, 2] | random }}",
        "{{ lipsum() }}",
        '{% include "/etc/passwd" %}',
        '{% include "../../etc/passwd" %}',
        '{% include "stock/../../pyproject.toml" %}',
        '{% import "os" as os %}',
        '{{ "../../secret.txt" | asset }}',
        '{{ "/etc/passwd" | asset }}',
    ],
)
def test_templates_stay_in_their_sandbox(theme, source):
    with pytest.raises(TemplateError):
        render(BRIEF, theme=theme(sections__outlook_dot_html=source))


def test_escaping_cannot_be_switched_off(theme):
    source = "{% autoescape false %}{{ vars.x }}{{ (vars.x ~ '!') | upper }}{% endautoescape %}"
    html = render(BRIEF, theme=theme(sections__outlook_dot_html=source), vars={"x": "<b>"})
    assert "&lt;b&gt;&lt;B&gt;!" in html


def test_links_out_of_the_folder_are_not_followed(theme, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("classified words")
    own = theme(sections__outlook_dot_html='{% include "sitrep/leak.html" %}')
    (own.folders[0] / "sitrep/leak.html").symlink_to(outside)
    (own.folders[0] / "sitrep/house.css").symlink_to(outside)
    with pytest.raises(TemplateError):
        render(BRIEF, theme=own)
    (own.folders[0] / "sitrep/sections/outlook.html").write_text("none")
    assert "classified words" not in render(BRIEF, theme=own)


def test_style_sheets_cannot_end_their_element(theme):
    html = render(BRIEF, theme=theme(house_dot_css="/* </style><script>x</script> */"))
    assert [
        node.tag
        for node in tinyhtml5.parse(html, namespace_html_elements=False).iter()
        if node.tag == "script"
    ] == []


def test_unknown_template_folder_and_format_are_told(tmp_path):
    with pytest.raises(TemplateError, match=r"did you mean sitrep\?"):
        render(BRIEF, theme=Theme(name="sitrap"))
    with pytest.raises(TemplateError, match="there is no such folder"):
        render(BRIEF, theme=Theme((tmp_path / "nosuch",)))
    with pytest.raises(RenderError, match="'docx' is none of html, pdf, md, txt"):
        render(BRIEF, "docx")


def test_a_theme_of_another_name_takes_the_rest_from_the_stock_one(tmp_path):
    (tmp_path / "house").mkdir()
    (tmp_path / "house/brief.html").write_text(
        '{% extends "stock/sitrep/brief.html" %}{% block footer %}House{% endblock %}'
    )
    own = Theme((tmp_path,), "house")
    assert "House" in render(BRIEF, theme=own)
    assert render(BRIEF, "md", theme=own) == render(BRIEF, "md")


def test_mistakes_in_theme_yaml_are_told_with_file_and_line(theme):
    with pytest.raises(TemplateError, match=r"theme\.yaml:2: wrods: no such key; did you mean words\?"):
        render(BRIEF, theme=theme(theme_dot_yaml="extends: sitrep\nwrods: {}"))
    with pytest.raises(TemplateError, match=r"theme\.yaml:1: words\.Key points: expected words, got 3"):
        render(BRIEF, theme=theme(theme_dot_yaml="words: {Key points: 3}"))
    with pytest.raises(TemplateError, match=r"twice there: notes"):
        render(BRIEF, theme=theme(theme_dot_yaml="sections: [notes, key_points, notes]"))


def test_a_theme_is_one_file(tmp_path):
    own = tmp_path / "desk"
    own.mkdir()
    (own / "theme.yaml").write_text(
        """
extends: sitrep
logo: logo.svg
logo_text: The Desk
colours: {accent: "#7a1f1f"}
dark_colours: {accent: "#ffb0b0"}
sections: [timeline, key_points, sources]
words: {Timeline: Day by day}
vars: {paper: letter}
"""
    )
    (own / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    html = render(BRIEF, theme=Theme((tmp_path,), "desk"))
    assert re.findall(r'<section id="([\w-]+)"', html) == ["timeline", "key-points", "sources"]
    assert '<img src="data:image/svg+xml;base64,' in html
    assert 'alt="The Desk"' in html
    assert "<h2>Day by day</h2>" in html
    assert "--accent: #7a1f1f" in html
    assert "--accent: #ffb0b0" in html
    assert "@page { size: letter }" in html
    assert "size: letter" not in render(BRIEF, theme=Theme((tmp_path,), "desk"), vars={"paper": "A4"})


def test_a_theme_may_extend_another(tmp_path):
    for name, text in {
        "house/theme.yaml": "words: {Timeline: Days, Figures: Numbers}",
        "house/sections/notes.html": "house notes",
        "house/brief.html": '{% extends "sitrep/brief.html" %}{% block footer %}House{% endblock %}',
        "desk/theme.yaml": "extends: house\nwords: {Timeline: Desk days}",
        "desk/brief.html": '{% extends "house/brief.html" %}{% block footer %}Desk of {{ super() }}{% endblock %}',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    html = render(BRIEF, theme=Theme((tmp_path,), "desk"))
    for words in ("<h2>Desk days</h2>", "<h2>Numbers</h2>", "house notes", "Desk of House"):
        assert words in html


def test_a_theme_that_extends_itself_is_told(tmp_path):
    for name, parent in {"one": "two", "two": "one"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "theme.yaml").write_text(f"extends: {parent}")
    with pytest.raises(TemplateError, match="extends itself by way of one → two"):
        render(BRIEF, theme=Theme((tmp_path,), "one"))


def test_a_section_of_ones_own(theme):
    own = theme(
        theme_dot_yaml="sections: [key_points, contacts]",
        sections__contacts_dot_html='<section id="contacts">{{ brief.edition.number }}</section>',
    )
    assert '<section id="contacts">2</section>' in render(BRIEF, theme=own)
    assert "Key points" in render(BRIEF, "txt", theme=own) or "KEY POINTS" in render(BRIEF, "txt", theme=own)
    missing = theme(theme_dot_yaml="sections: [key_points, keypionts]")
    with pytest.raises(
        TemplateError,
        match=r"there is no template 'sections/keypionts\.html'; did you mean sections/key_points\.html\?",
    ):
        render(BRIEF, theme=missing)


def test_words_of_a_catalogue_of_ones_own(theme):
    own = theme(locale__es__LC_MESSAGES__brief_dot_po='msgid "Key points"\nmsgstr "Lo esencial"\n')
    brief = dataclasses.replace(BRIEF, focus=dataclasses.replace(BRIEF.focus, language="es"))
    html = render(brief, theme=own)
    assert '<html lang="es">' in html
    assert "<h2>Lo esencial</h2>" in html
    assert "16\u00a0de febrero de 2022" in html
    with pytest.raises(TemplateError, match="no theme has words in it"):
        render(brief)
    with pytest.raises(TemplateError, match="no such language"):
        render(dataclasses.replace(brief, focus=dataclasses.replace(BRIEF.focus, language="qqx")))


# --- what is documented ---------------------------------------------------------------------------


def _blocks():
    stock = bundled("templates")
    return {
        name
        for path in stock.rglob("brief.*")
        for name in re.findall(r"{%-? *block (\w+)", path.read_text(encoding="utf-8"))
    }


def _types_of_the_contract(kind=model.Brief, seen=None):
    seen = {} if seen is None else seen
    if kind.__name__ not in seen:
        seen[kind.__name__] = kind
        for hint in typing.get_type_hints(kind).values():
            for part in (hint, *_parts(hint)):
                if dataclasses.is_dataclass(part):
                    _types_of_the_contract(part, seen)
    return seen


def _parts(hint):
    for part in typing.get_args(hint):
        yield part
        yield from _parts(part)


def test_every_block_filter_and_style_sheet_is_documented():
    text = (ROOT / "docs/templates.md").read_text(encoding="utf-8")
    for name in _blocks():
        assert f"`{name}`" in text, name
    stock = bundled("templates") / "sitrep"
    for path in [*stock.glob("*.css"), *stock.glob("sections/*")]:
        assert path.name in text, path.name
    own = set(environment(Theme().load(), "html").filters) - set(
        __import__("jinja2").defaults.DEFAULT_FILTERS
    )
    for name in own:
        assert f"`{name}`" in text, name
    for field in dataclasses.fields(context.Meta):
        assert f"`meta.{field.name}`" in text, field.name


def test_every_field_of_what_meta_holds_is_documented():
    text = (ROOT / "docs/templates.md").read_text(encoding="utf-8")
    for kind in (
        view.Deeds,
        positions.Position,
        positions.Statement,
        positions.Stretch,
        positions.Words,
        view.Difference,
        view.Printing,
        view.Utterance,
        view.Coverage,
        view.CoverageRow,
        endnotes.Endnote,
        endnotes.Place,
        view.News,
        view.Outlet,
        context.Reference,
    ):
        for field in dataclasses.fields(kind):
            assert f"`{field.name}`" in text, f"{kind.__name__}.{field.name}"


def test_every_field_of_the_contract_is_documented():
    text = (ROOT / "docs/contract.md").read_text(encoding="utf-8")
    for kind in _types_of_the_contract().values():
        section = re.search(rf"^##+ {kind.__name__}\b.*?(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
        assert section, kind.__name__
        for field in dataclasses.fields(kind):
            assert f"`{field.name}`" in section[0], f"{kind.__name__}.{field.name}"


def test_every_format_is_made():
    for kind in FORMATS:
        assert render(example.empty_brief(), kind)

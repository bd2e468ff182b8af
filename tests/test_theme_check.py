"""The check of themes: every kind of mistake is found, with file and line, and the stock themes have none."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import typing

import pytest

from briefing import model
from briefing.brief.contract import from_json, to_json
from briefing.errors import ConfigError, TemplateError
from briefing.rendering import Theme
from briefing.themes import samples
from briefing.themes.check import check_theme, find_theme, themes_of_project
from briefing.themes.check_pages import check_hostile_markdown, check_page, read_page
from briefing.themes.check_styles import contrast

TEXT = ("html", "md", "txt")
MISTAKES = {
    "theme.yaml": """extends: sitrep
colours: {accnt: "#ff0000", quiet: "#bbbbbb"}
sections: [key_points, keypionts, contacts, timeline, positions, sources]
words:
  Keypoints: In brief
  Edition %(n)s: No. %(no)s
logo: lgo.svg
wrods: {}
""",
    "brief.html": """{% extends "sitrep/brief.html" %}
outside
{% block keypoints %}x{% endblock %}
{% block footer %}
<p>{{ vars.contact }}</p>
{% endblock %}
""",
    "brief.md": """{% extends "sitrep/brief.md" %}
{% block footer %}{% for s in brief.sources %}
[x]({{ s.url }}){% endfor %}{% endblock %}
""",
    "brief.txt": """{% extends "sitrep/brief.txt" %}
{% block marking %}{% endblock %}
{% block marking_end %}{% endblock %}
""",
    "sections/contacts.html": """<section id="contacts">
<h4>Contacts</h4>
{% for source in brief.sources %}
<p id="c">
<a href="{{ source.url }}">{{ source.publisher }}</a>
<b title={{ source.title }}>b</b>
<i style="color: {{ source.publisher }}">i</i>
<img src="https://example.org/x.png">
<{{ source.publisher | default("x") }}>
</p>
{% endfor %}
<svg viewBox="0 0 9 9"></svg>
<p aria-labelledby="nothing">
<a href="#contcts">x</a>
<style>p:after { content: "{{ brief.sources | map(attribute="publisher") | join(" ") }}" }</style>
{{ "map.svg" | asset }}
</section>
""",
    "sections/timeline.html": "{% for event in brief.timeline %}\n{{ event.dat }}{% endfor %}",
    "sections/positions.html": "\n{% if %}",
    "sections/keypoints.html": "x",
    "sections/sources.html": "{% for source in brief.sources %}\n\n{{ source.published.year }}{% endfor %}",
    "hose.css": "p { color: red }",
    "spare.png": "",
    "house.css": """/* url(nothing.svg) */
h1 {
  clip-path: inset(50%);
  background: url(https://example.org/a.png)
}
p { background: url("mpa.svg") }
@import "other.css";
""",
    "locale/es/LC_MESSAGES/brief.po": 'msgid "Key pionts"\nmsgstr "x"\n\nmsgid "Edition %(n)s"\nmsgstr "Ed. %(x)s"\n',
}


def _check(theme, **more):
    """A check with fewer than 200 sources: the number is the stock themes' to stand."""
    with pytest.MonkeyPatch.context() as patch:
        few = samples.many_sources(12)
        patch.setattr(samples, "many_sources", lambda: few)
        return check_theme(theme, **more)


def _write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Theme((folder.parent,), folder.name)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """One run over a theme with a mistake of every kind."""
    folder = tmp_path_factory.mktemp("themes") / "bad"
    problems = _check(_write(folder, MISTAKES), formats=TEXT)
    return [str(problem).replace(f"{folder}/", "") for problem in problems]


@pytest.mark.parametrize(
    "words",
    [
        "theme: theme.yaml:8: wrods: no such key; did you mean words?",
        "colours: theme.yaml:2: no style sheet uses a colour 'accnt'; did you mean accent?",
        "sections: theme.yaml:3: there is no section 'keypionts'; did you mean key_points?",
        "words: theme.yaml:5: no template says 'Keypoints'; did you mean Key points?",
        "words: theme.yaml:6: 'No. %(no)s' has a placeholder %(no)s for which there is no value; there are: %(n)s",
        "theme: theme.yaml:7: there is no file 'lgo.svg' in the theme or its parents",
        "warning: template: brief.html:2: what stands outside of blocks is not printed",
        "template: brief.html:3: block 'keypoints' is in no parent and is never printed; did you mean key_points?",
        "template: brief.html:5: mapping has no field 'contact'",
        "md: brief.md:3: an article's words became a link or markup: [x](javascript:",
        "txt: brief.txt:2: the handling marking 'TLP:AMBER+STRICT' is not on the txt page",
        "template: sections/positions.html:2: Expected an expression",
        "template: sections/timeline.html:2: Event has no field 'dat'; it has: id, date, precision, expression, text, citations, main, planned; did you mean date?",
        "template: sections/sources.html:3: unknown (None) has no field 'year': test for it with 'if' first",
        "theme: sections/contacts.html:16: there is no file 'map.svg'",
        "theme: sections/keypoints.html: is used by nothing; did you mean sections/key_points.html?",
        "theme: hose.css: is used by nothing; did you mean house.css?",
        "warning: theme: spare.png: is used by nothing",
        "style sheet: house.css:3: PDF: Ignored `clip-path: inset(50%)`, unknown property.",
        "style sheet: house.css:4: url(https://example.org/a.png) is outside of the theme",
        "theme: house.css:6: there is no file 'mpa.svg' in the theme or its parents",
        "style sheet: house.css:7: @import is not followed",
        "template: sections/contacts.html:14: the link '#contcts' leads to nothing in the page and is taken out; did you mean contacts?",
        "warning: words: locale/es/LC_MESSAGES/brief.po:1: no template says 'Key pionts'; did you mean Key points?",
        "warning: colours: theme.yaml:2: quiet (#bbbbbb) on paper (#ffffff) has a contrast of 1.9; words need 4.5",
    ],
)
def test_each_mistake_is_told_with_its_place(told, words):
    assert [line for line in told if line.startswith(words)], "\n".join(told)


def test_each_mistake_is_told_once(told):
    places = [line.partition("\n")[0] for line in told]
    assert len(places) == len(set(places))
    assert sum("timeline.html" in line for line in places) == 1
    assert sum("brief.html:5" in line for line in places) == 1


def test_errors_come_before_warnings(told):
    kinds = [line.startswith("warning: ") for line in told]
    assert kinds == sorted(kinds)
    assert set(kinds) == {False, True}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """One run over a theme whose templates work, and whose pages are wrong."""
    folder = tmp_path_factory.mktemp("themes") / "pages"
    contacts = MISTAKES["sections/contacts.html"].replace('{{ "map.svg" | asset }}\n', "")
    files = {
        "theme.yaml": "sections: [key_points, contacts]",
        "brief.html": """{% extends "sitrep/brief.html" %}
{% block page_title %}{% endblock %}
{% block masthead %}<p>no heading</p>{% endblock %}
{% block marking %}{% endblock %}
{% block marking_end %}{% endblock %}
""",
        "sections/contacts.html": contacts,
    }
    return [str(one).replace(f"{folder}/", "") for one in _check(_write(folder, files), formats=("html",))]


@pytest.mark.parametrize(
    "words",
    [
        "page: brief.html:2: the page has no title",
        "page: brief.html:3: the page has no <h1>",
        "page: brief.html:4: the handling marking 'TLP:AMBER+STRICT' is not on the page",
        "page: sections/contacts.html:2: <h4> follows <h2>: a level is left out",
        "page: sections/contacts.html:4: the id 'c' is there 5 times",
        "page: sections/contacts.html:5: href of <a> takes any address from an article: javascript:",
        "page: sections/contacts.html:6: text of an article became attributes of <b>",
        'page: sections/contacts.html:7: text of an article stands in style="…" of <i>',
        "page: sections/contacts.html:8: a picture has no text for those who cannot see it",
        "page: sections/contacts.html:8: <img> fetches https://example.org/x.png",
        "text of an article became an element <zzhurt>",
        "page: sections/contacts.html:12: a drawing has no text for those who cannot see it",
        "page: sections/contacts.html:13: aria-labelledby names 'nothing', and no element has that id",
        "page: sections/contacts.html:15: text of an article stands in a style sheet or script",
    ],
)
def test_what_is_wrong_with_a_page_is_told_with_the_template_line(pages, words):
    assert [line for line in pages if words in line], "\n".join(pages)


def test_the_pdf_is_looked_into(tmp_path):
    files = {
        "brief.html": """{% extends "sitrep/brief.html" %}
{% block page_title %}{% endblock %}
{% block sections %}
<p style="text-wrap: balance">x</p>
{% endblock %}
""",
    }
    told = [str(one) for one in _check(_write(tmp_path / "house", files), formats=("pdf",))]
    assert [line for line in told if "brief.html:4: Ignored `text-wrap: balance" in line], told
    files = {
        "brief.html": files["brief.html"].replace(' style="text-wrap: balance"', ""),
        "pdf.css": ".marking { display: none }",
    }
    told = [str(one) for one in _check(_write(tmp_path / "house", files), formats=("pdf",))]
    assert [line for line in told if "is not on page 1 of 1 of the PDF" in line], told
    assert [line for line in told if "brief.html:2: the PDF has no title" in line], told


def test_a_good_theme_has_no_problem(tmp_path):
    files = {
        "theme.yaml": """extends: sitrep
logo: logo.svg
logo_text: The Desk
colours: {accent: "#7a1f1f"}
sections: [key_points, contacts, timeline, sources]
words: {Key points: In brief, Edition %(n)s: No. %(n)s}
vars: {contact: desk@example.org}
""",
        "README.md": "How this theme came about.",
        "logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>',
        "map.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        "sections/contacts.html": '<section id="contacts"><h2>Contacts</h2><p>{{ vars.contact }}, {{ vars.room }}</p></section>',
        "brief.html": '{% extends "sitrep/brief.html" %}\n{# a remark #}\n{% block footer %}<p><img alt="A map" src="{{ "map.svg" | asset }}"></p>{{ super() }}{% endblock %}',
        "house.css": "h2 { color: #7a1f1f }",
        "locale/es/LC_MESSAGES/brief.po": 'msgid "Key points"\nmsgstr "Lo esencial"\n',
    }
    theme = _write(tmp_path / "house", files)
    assert [str(one) for one in _check(theme, values=[{"room": 4}])] == []
    assert "mapping has no field 'room'" in str(_check(theme, formats=("html",))[0])


def test_a_logo_without_words_is_told(tmp_path):
    files = {
        "theme.yaml": "logo: logo.svg",
        "logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    }
    told = [str(one) for one in _check(_write(tmp_path / "house", files), formats=("html",))]
    assert len(told) == 1
    assert "theme.yaml:1: the logo has no logo_text" in told[0]


@pytest.mark.parametrize("name", sorted(Theme().names()))
def test_the_stock_themes_have_no_problem(name):
    assert [str(one) for one in check_theme(find_theme(name, ())) if not one.warning] == []


def test_a_section_by_its_name_in_the_data_is_told(tmp_path):
    theme = _write(tmp_path / "house", {"theme.yaml": "sections: [quotes, variants, actions, sources]"})
    told = [str(one) for one in _check(theme, formats=("html",))]
    assert [line for line in told if "no section 'quotes'; did you mean positions?" in line]
    assert [line for line in told if "no section 'variants'; did you mean how_quoted?" in line]
    assert [line for line in told if "no section 'actions'" in line]


def test_a_file_that_extends_itself_is_told(tmp_path):
    theme = _write(tmp_path / "sitrep", {"brief.html": '{% extends "sitrep/brief.html" %}'})
    told = [str(one) for one in _check(theme, formats=("html",))]
    assert [
        line
        for line in told
        if "it extends or includes itself" in line and '"stock/sitrep/brief.html"' in line
    ]


def test_the_files_after_a_broken_theme_yaml_are_checked_too(tmp_path):
    files = {"theme.yaml": "extends: sitrap\nsections: {", "sections/notes.html": "{{ nosuch }}"}
    told = [str(one) for one in _check(_write(tmp_path / "house", files), formats=("html",))]
    assert [line for line in told if "theme.yaml:" in line]
    assert [line for line in told if "notes.html:1: 'nosuch' is not defined" in line]
    files["theme.yaml"] = "extends: sitrap"
    told = [str(one) for one in _check(_write(tmp_path / "house", files), formats=("html",))]
    assert [line for line in told if "theme.yaml:1: extends: there is no theme 'sitrap'" in line]


def test_themes_are_found_by_name_and_by_folder(tmp_path):
    _write(tmp_path / "house", {"theme.yaml": ""})
    assert find_theme("house", [tmp_path]).name == "house"
    assert find_theme(str(tmp_path / "house"), []).load().folders[0] == tmp_path / "house"
    assert themes_of_project([tmp_path], ["onepager"]) == ("house", "onepager")
    with pytest.raises(TemplateError, match=r"did you mean house\?"):
        find_theme("huose", [tmp_path])
    with pytest.raises(ConfigError, match="Name one of: house"):
        find_theme(str(tmp_path), [])


# --- the briefs -------------------------------------------------------------------------------------

BRIEFS = [
    samples.full_brief, samples.empty_brief, samples.first_edition, samples.unchanged_edition,
    samples.one_source, samples.many_sources, samples.bare_brief, samples.long_words,
    samples.hostile_brief, samples.in_scripts,
]  # fmt: skip


@pytest.mark.parametrize("make", BRIEFS, ids=lambda make: make.__name__)
def test_the_briefs_are_briefs(make):
    assert from_json(to_json(make())) == make()


def _fields(value, path=""):
    """Each field of the contract in a value, as (type.field, value)."""
    if dataclasses.is_dataclass(value):
        for one in dataclasses.fields(value):
            inner = getattr(value, one.name)
            yield f"{type(value).__name__}.{one.name}", inner
            yield from _fields(inner)
    elif isinstance(value, tuple):
        for one in value:
            yield from _fields(one)


def test_the_full_brief_fills_every_field_of_the_contract():
    filled = {name for name, value in _fields(samples.full_brief()) if value not in (None, ())}
    named = {name for name, _ in _fields(samples.full_brief())}
    assert named - filled == {"Brief.sections"}
    assert "Variant.citation" in filled


def test_the_hostile_brief_is_hostile_in_every_text():
    hurt, plain = set(), set()
    for name, value in _fields(samples.hostile_brief()):
        texts = (
            [value]
            if isinstance(value, str)
            else [one for one in value if isinstance(one, str)]
            if isinstance(value, tuple)
            else []
        )
        for text in texts:
            (hurt if samples.MARK in text else plain).add(name)
    assert plain - hurt == {
        "FocusInfo.id", "FocusInfo.language", "Source.id", "Source.sha256", "Citation.source", "Fact.id", "Fact.standing", "Fact.event_date",
        "Fact.precision", "Fact.status", "Fact.replaces", "Fact.replaced_by", "KeyPoint.id", "KeyPoint.status", "KeyPoint.deeds", "KeyPoint.fact",
        "Actor.id", "Actor.kind", "Actor.sources", "Actor.actions", "Quote.id", "Quote.kind", "Quote.speaker", "Quote.reported_by", "Action.id",
        "Action.agent", "Event.id", "Event.date", "Event.precision", "Figure.id", "Figure.agreement", "Observation.speaker",
        "Figure.outcome", "Observation.date", "Outlook.id", "Outlook.speaker", "Background.id", "Change.kind", "Change.id", "Note.kind",
    }  # fmt: skip


def test_the_bare_brief_lacks_every_optional_field():
    brief = samples.bare_brief()
    for kind in (
        model.Source,
        model.KeyPoint,
        model.Quote,
        model.Outlook,
        model.Observation,
        model.FocusInfo,
    ):
        hints = typing.get_type_hints(kind)
        for name, value in _fields(brief):
            owner, _, field = name.partition(".")
            if owner == kind.__name__ and type(None) in typing.get_args(hints[field]):
                assert value is None, name
    assert brief.quotes
    assert brief.sources


# --- the rules --------------------------------------------------------------------------------------


def test_contrast_is_that_of_wcag():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "white") == pytest.approx(4.48, abs=0.01)
    assert contrast("no colour", "white") is None


def test_the_dark_colours_of_theme_yaml_are_read_as_they_are(tmp_path):
    files = {
        "theme.yaml": 'dark_colours: {ink: "#444444"}',
        "screen.css": "@media (prefers-color-scheme: dark) { :root { --paper: #222; --link: #eee } }",
    }
    colours = _write(tmp_path / "house", files).load().dark_colours
    assert (colours["paper"], colours["ink"], colours["link"]) == ("#222", "#444444", "#eee")
    told = [str(one) for one in _check(_write(tmp_path / "house", files), formats=())]
    assert [
        line for line in told if "in the dark, ink (#444444) on paper (#222) has a contrast of 1.6" in line
    ]


def test_offsets_of_a_page_are_those_of_its_text():
    html = '<html lang="en"><title>t</title>\n<h1>é</h1>\n <img src="data:,x"><p>a &amp; b</p>'
    page = read_page(html)
    assert [html[one.at : one.at + 3] for one in page.elements] == ["<ht", "<ti", "<h1", "<im", "<p>"]
    assert [finding.rule for finding in check_page(page, "a & b")] == ["alt"]
    assert page.title == "t"


@pytest.mark.parametrize(
    ("text", "hostile"),
    [
        ("[x](javascript:zzhurt)", True),
        ("<javascript:zzhurt>", True),
        ("<zzhurt>", True),
        (r"\[x\](javascript:zzhurt)", False),
        (r"\<zzhurt", False),
        ("<https://example.org/zzhurt>", False),
        ("[x](https://example.org/zzhurt)", False),
    ],
)
def test_markup_in_markdown_is_seen(text, hostile):
    assert bool(list(check_hostile_markdown(text))) == hostile


# --- the command ------------------------------------------------------------------------------------


def _run(*arguments, cwd):
    command = [sys.executable, "-m", "briefing", "templates", "check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def test_the_command_prints_problems_and_fails(tmp_path):
    _write(tmp_path / "house", {"house.css": "h1 { clip-path: none }"})
    done = _run("house", "--format", "txt", cwd=tmp_path)
    assert done.stdout.splitlines() == [
        "style sheet: house/house.css:1: PDF: Ignored `clip-path: none`, unknown property.",
        "  What is for screens alone belongs into screen.css.",
        "house: 1 problem",
    ]
    assert (done.returncode, done.stderr) == (1, "")
    (tmp_path / "house/house.css").write_text("")
    done = _run("house", "--format", "txt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "house: no problems\n")


def test_without_project_and_name_the_command_says_so(tmp_path):
    done = _run(cwd=tmp_path)
    assert done.returncode == 2
    assert "Name a theme, or its folder." in done.stderr


def test_a_project_checks_its_own_themes(tmp_path):
    _write(
        tmp_path / "config", {"briefing.yaml": "templates: templates\nsources: [{type: folder, path: .}]\n"}
    )
    _write(tmp_path / "config/focus", {"a.yaml": "title: A\nterms: [b]\ntemplate: house\nvars: {x: 1}\n"})
    _write(tmp_path / "templates/house", {"sections/notes.html": "{{ vars.x }}"})
    done = _run("--format", "txt", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "house: no problems\n", "")

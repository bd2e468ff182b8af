"""A theme that is not to be trusted: it stays in its folder, reaches little, ends, and is told what could act."""

from __future__ import annotations

import base64
import builtins
import os
import shutil
import subprocess
import sys

import pytest

from briefing.errors import TemplateError
from briefing.rendering import Theme, limits, render
from briefing.themes import check, samples
from briefing.themes.check import check_theme
from briefing.themes.check_pages import check_page, read_page

BRIEF = samples.full_brief()


@pytest.fixture
def house(tmp_path):
    """Write files of a theme "house", and give it."""

    def write(**files):
        for name, text in {"theme.yaml": "extends: sitrep\n", **files}.items():
            path = tmp_path / "house" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Theme((tmp_path,), "house")

    return write


@pytest.fixture
def few(monkeypatch):
    """Checks with one brief instead of sixteen."""
    cases = [check.Case("a full brief", BRIEF)]
    monkeypatch.setattr(check, "cases", lambda *_: cases)


# --- what a template can do ---------------------------------------------------------------------------------

TOO_MUCH = [
    "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "{% for a in range(99999) recursive %}{{ loop(range(99999)) }}{% endfor %}",
    "{% for i in range(99999) %}{{ range(99999) | sum }}{% endfor %}",
    '{% for i in range(99999) %}{% if "q" in ("x" * 2000000) %}{% endif %}{% endfor %}',
    "{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
    '{% set ns = namespace(x="x") %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}',
    "{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
    "{% set x %}{% for i in range(99999) %}" + "long " * 5000 + "{% endfor %}{% endset %}",
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    '{% include "sections/outlook.html" %}',
    '{{ "x" * 10**9 }}',
    "{{ [1] * 10**9 }}",
    "{{ [[1] * 99999] * 99999 }}",
    "{{ 9 ** (9 ** 9) }}",
    "{{ 10 ** 1000 * 10 ** 1000 }}",
    '{{ "%1000000000d" % 1 }}',
    '{{ "%*d" % (1000000000, 1) }}',
    '{{ "%1000000000d" | format(1) }}',
    '{{ "{:1000000000}".format(1) }}',
    '{{ "x".center(10 ** 9) }}',
    '{{ "x" | center(10 ** 9) }}',
    "{% filter center(1000000000) %}x{% endfilter %}",
    '{{ "x" | indent(10 ** 9, true) }}',
    '{{ "x" | wrapped(10 ** 9) }}',
    '{{ ("a b " * 9999) | wordwrap(1, wrapstring="x" * 99999) }}',
    "{{ [1] | batch(10 ** 9, 1) | list }}",
    "{{ [1] | slice(10 ** 9) | list }}",
    '{{ 1.5 | round(10 ** 9, "ceil") }}',
    '{{ ("x" * 1000000) | replace("x", "y" * 1000000) }}',
    '{{ ("x" * 1000000).replace("x", "y" * 1000000) }}',
    '{{ ("x" * 1000000).translate("".maketrans({"x": "y" * 1000000})) }}',
    '{{ range(99999) | join("x" * 1000000) }}',
    '{{ range(99999) | map("center", 9999) | list | length }}',
    "{{ ([range(99999) | list] * 99999) | sum(start=[]) }}",
    '{{ {"a": 1} | tojson(indent=10 ** 9) }}',
    '{{ ("*" * 1000000) | markdown }}',
    '{{ ("\\t" * 100000).expandtabs(100000) }}',
    "{{ 5 .to_bytes(1000000000, 'big') }}",
]


@pytest.mark.parametrize("source", TOO_MUCH)
def test_what_takes_too_much_is_told_with_its_line(house, source, monkeypatch):
    """Without limits each of these takes minutes, or gigabytes, or both."""
    monkeypatch.setattr(limits, "STEPS", 300_000)
    with pytest.raises(TemplateError) as told:
        render(BRIEF, theme=house(**{"sections/outlook.html": f"<p>\n{source}</p>"}))
    assert str(told.value.where).endswith(("sections/outlook.html:1", "sections/outlook.html:2"))
    assert "\n" not in told.value.cause


def test_includes_that_double_are_told(house, monkeypatch):
    monkeypatch.setattr(limits, "STEPS", 300_000)
    files = {
        f"a{n}.html": f'{{% include "a{n + 1}.html" %}}{{% include "a{n + 1}.html" %}}' for n in range(40)
    }
    own = house(**files, **{"a40.html": "", "sections/outlook.html": '{% include "a0.html" %}'})
    with pytest.raises(TemplateError, match="steps"):
        render(BRIEF, theme=own)


def test_a_file_beyond_all_size_is_told(house):
    with pytest.raises(TemplateError, match="larger than 500,000 bytes"):
        render(BRIEF, theme=house(**{"sections/outlook.html": "x" * 600_000}))
    with pytest.raises(TemplateError, match=r"house\.css: is larger than 10 MB"):
        render(
            BRIEF, theme=house(**{"sections/outlook.html": "", "house.css": "/*" + "x" * 11_000_000 + "*/"})
        )


@pytest.mark.parametrize("name", ["sitrep", "onepager"])
def test_a_long_brief_is_far_from_the_limit(name, monkeypatch):
    monkeypatch.setattr(limits, "STEPS", limits.STEPS // 10)
    monkeypatch.setattr(limits, "STEPS_A_SOURCE", limits.STEPS_A_SOURCE // 2)
    assert render(samples.many_sources(200), theme=Theme(name=name))


# --- what a template can reach ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "{{ meta.words.translations.install() }}",
        "{{ meta.words.translations }}",
        "{{ meta.words.locale }}",
        "{{ meta['words']['translations'] }}",
        "{{ meta.words | attr('translations') }}",
        "{{ meta.words.gettext.__globals__ }}",
        "{{ namespace.mro() }}",
        "{{ range.count }}",
        "{{ _.__globals__ }}",
        "{{ ngettext.__code__ }}",
        "{{ loop }}{% for x in [1] %}{{ loop._iterable }}{% endfor %}",
        "{% macro m() %}{% endmacro %}{{ m._func }}",
        "{{ self._TemplateReference__context }}",
        "{{ brief.edition.generated_at.tzinfo }}",
        "{{ brief.edition.as_of.max }}",
        "{{ brief.__class__ }}",
        "{{ (1).real }}",
        "{{ ('x').__class__.format }}",
        "{{ 'x'.format_map({}) }}",
        "{{ range }}",
        "{{ namespace(a=1) }}",
    ],
)
def test_only_values_are_in_reach(house, source):
    before = dict(vars(builtins))
    with pytest.raises(TemplateError):
        render(BRIEF, theme=house(**{"sections/outlook.html": source}))
    assert vars(builtins) == before


def test_nothing_of_a_template_is_kept_on_disk(tmp_path, house):
    render(BRIEF, theme=house(**{"sections/outlook.html": "x"}))
    assert sorted(path.name for path in (tmp_path / "house").rglob("*") if path.is_file()) == [
        "outlook.html", "theme.yaml",
    ]  # fmt: skip


def test_a_picture_that_changes_is_read_again(tmp_path, house):
    """Compiled code is shared by all themes of the process: nothing of one theme is folded into it."""
    own = house(**{"sections/outlook.html": '{{ "a.svg" | asset }}', "a.svg": "<svg/>"})
    first = render(BRIEF, theme=own)
    (tmp_path / "house/a.svg").write_text("<svg></svg>")
    assert base64.b64encode(b"<svg></svg>").decode() in render(BRIEF, theme=own)
    assert base64.b64encode(b"<svg></svg>").decode() not in first


# --- a theme stays in its folder ----------------------------------------------------------------------------

SECRET = "root:x:0:0:secret"


@pytest.fixture
def outside(tmp_path_factory):
    folder = tmp_path_factory.mktemp("outside")
    for name in ("shadow", "theme.yaml", "house.css", "a.svg", "brief.html"):
        (folder / name).write_text(SECRET)
    (folder / "LC_MESSAGES").mkdir()
    (folder / "LC_MESSAGES/brief.po").write_text(f'msgid "Key points"\nmsgstr "{SECRET}"\n')
    return folder


def test_a_theme_that_is_a_link_out_of_its_folder_is_refused(tmp_path, outside):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/evil").symlink_to(outside, target_is_directory=True)
    theme = Theme((tmp_path / "templates",), "evil")
    for use in (lambda: render(BRIEF, theme=theme), lambda: check_theme(theme)):
        with pytest.raises(TemplateError, match="is a link that leads out of") as told:
            use()
        assert SECRET not in str(told.value)
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "templates", "check", "templates/evil"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert SECRET not in done.stdout + done.stderr


def test_the_list_of_themes_does_not_list_what_a_link_leads_to(tmp_path, outside, root):
    shutil.copytree(root / "config", tmp_path / "config")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/evil").symlink_to(outside, target_is_directory=True)
    for command, status in (("check", 1), ("list", 0)):
        done = subprocess.run(
            [sys.executable, "-m", "briefing", "templates", command, "--project", str(tmp_path)],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert SECRET not in done.stdout + done.stderr
        assert "shadow" not in done.stdout + done.stderr
        assert done.returncode == status, done.stderr


@pytest.mark.parametrize(
    "link_out",
    [
        ("leak.html", "shadow", '{% include "leak.html" %}'),
        ("leak.html", "shadow", '{% import "leak.html" as x %}{{ x }}'),
        ("a.svg", "a.svg", '{{ "a.svg" | asset }}'),
        ("deep", ".", '{% include "deep/shadow" %}'),
        ("deep", ".", '{{ "deep/shadow" | asset }}'),
        ("house.css", "house.css", "x"),
        ("locale/es/LC_MESSAGES", "LC_MESSAGES", "x"),
        ("theme.yaml", "theme.yaml", "x"),
    ],
)
def test_links_that_lead_out_are_never_read_and_always_named(house, outside, few, link_out):
    name, target, source = link_out
    own = house(**{"sections/outlook.html": source})
    link = own.folders[0] / "house" / name
    link.unlink(missing_ok=True)
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside / target)
    try:
        made = render(BRIEF, theme=own)
    except TemplateError as error:
        made = str(error)
    assert SECRET not in made
    assert base64.b64encode(SECRET.encode()).decode() not in made
    told = [str(one) for one in check_theme(own, formats=("html",))]
    assert any(name in one and "leads out of the theme" in one for one in told)
    assert SECRET not in "".join(told)


# --- what could act is named --------------------------------------------------------------------------------

ACTING = [
    "<script>alert(1)</script>",
    "<script src=x.js></script>",
    '<p onclick="alert(1)">x</p>',
    "<svg aria-hidden=true onload=alert(1)></svg>",
    '<svg aria-hidden="true"><script>1</script></svg>',
    '<svg aria-hidden="true"><animate attributeName="href" values="javascript:x"/></svg>',
    '<svg aria-hidden="true"><image href="http://example.org/x.png"/></svg>',
    '<svg aria-hidden="true"><use xlink:href="//example.org/x.svg#a"/></svg>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#115;cript:alert(1)">x</a>',
    '<a href=" java\tscript:alert(1)">x</a>',
    '<a href="data:text/html,<b>x</b>">x</a>',
    '<a href="//example.org/">x</a>',
    '<a href="https://example.org/" ping="https://example.org/seen">x</a>',
    '<img alt="x" src="http://example.org/x.png">',
    '<img alt="x" src="//example.org/x.png">',
    '<img alt="x" src="x.png" srcset="https://example.org/x.png 2x">',
    '<img alt="x" src="data:image/svg+xml,%3Csvg onload=alert(1)%3E">',
    f'<img alt="x" src="data:image/svg+xml;base64,{base64.b64encode(b"<svg><script>1</script></svg>").decode()}">',
    '<meta http-equiv="refresh" content="0;url=https://example.org/">',
    '<form action="https://example.org/"><input name="x"></form>',
    '<iframe src="https://example.org/"></iframe>',
    '<iframe srcdoc="<b>x</b>"></iframe>',
    '<object data="https://example.org/x"></object>',
    '<embed src="x.swf">',
    '<base href="https://example.org/">',
    '<link rel="stylesheet" href="https://example.org/x.css">',
    '<link rel="preconnect" href="https://example.org/">',
    '<video poster="https://example.org/x.png"></video>',
    '<p style="background: url(https://example.org/x.png)">x</p>',
    '<p style="background: u\\72l(https://example.org/x.png)">x</p>',
    "<p style=\"background: image-set('https://example.org/x.png' 1x)\">x</p>",
    "<style>@import 'https://example.org/x.css';</style>",
    '<style>p { background: url("//example.org/x.png") }</style>',
    "<style>p { behavior: url(x.htc) }</style>",
    '<table background="https://example.org/x.png"><tr><td>x</td></tr></table>',
    '{% if brief.focus.id == "never" %}<script>alert(1)</script>{% endif %}',
    "{{ '<scr' ~ 'ipt>' }}<b onclick=alert(1)>x</b>",
]


@pytest.mark.parametrize("source", ACTING[:-2])
def test_what_acts_or_fetches_in_a_page_is_found(source):
    page = f'<html lang="en"><title>x</title><h1>x</h1>\n{source}</html>'
    assert [one for one in check_page(read_page(page), None) if one.rule in ("active", "fetches")]


@pytest.mark.parametrize("mail", [False, True], ids=["page", "mail"])
@pytest.mark.parametrize("source", [*ACTING[:-2:6], *ACTING[-2:]])
def test_what_acts_or_fetches_in_a_page_is_named_with_its_line(house, source, mail, few):
    own = house(
        **{
            "theme.yaml": f"extends: {'newsletter' if mail else 'sitrep'}\n",
            "sections/key_points.html": f'<section id="key-points">\n{source}\n</section>',
        }
    )
    told = [str(one) for one in check_theme(own, formats=("html",)) if not one.warning]
    assert [one for one in told if "sections/key_points.html:2" in one], told


@pytest.mark.parametrize(
    "source",
    [
        "![x](https://example.org/x.png)",
        "![x](//example.org/x.png)",
        "[x](javascript:alert)",
        "<script>alert(1)</script>",
        "<img src=https://example.org/x.png>",
        "<b onclick=alert(1)>x</b>",
        "[x]: javascript:alert(1)\n\n[x]",
        "\x1b[31mred",
    ],
)
def test_what_acts_or_fetches_in_markdown_is_named(house, source, few):
    text = f'{{% extends "sitrep/brief.md" %}}\n{{% block footer %}}\n\n{source}\n\n{{% endblock %}}\n'
    told = [str(one) for one in check_theme(house(**{"brief.md": text}), formats=("md",)) if not one.warning]
    assert [one for one in told if "brief.md" in one or one.startswith("md: ")], told


@pytest.mark.parametrize(
    "source", ["javascript:alert(1)", "<script>x</script>", "\x1b[31mred", "file:///etc/passwd"]
)
def test_what_acts_in_text_is_named(house, source, few):
    text = f'{{% extends "sitrep/brief.txt" %}}\n{{% block footer %}}\n{source}\n{{% endblock %}}\n'
    told = [
        str(one) for one in check_theme(house(**{"brief.txt": text}), formats=("txt",)) if not one.warning
    ]
    assert [one for one in told if "brief.txt:3" in one], told


def test_an_address_of_the_themes_own_is_a_warning_in_every_format(house, few):
    files = {
        f"brief.{kind}": f'{{% extends "sitrep/brief.{kind}" %}}\n{{% block footer %}}\nhttp://example.org/{kind}\n'
        "{% endblock %}\n"
        for kind in ("html", "md", "txt")
    }
    told = [str(one) for one in check_theme(house(**files), formats=("html", "md", "txt")) if one.warning]
    for kind in ("html", "md", "txt"):
        assert any(
            f"brief.{kind}:3: an address of the theme's own: http://example.org/{kind}" in one for one in told
        )


def test_a_drawing_that_acts_is_named(house, few):
    own = house(
        **{
            "a.svg": '<svg xmlns="http://www.w3.org/2000/svg">\n<script>1</script></svg>',
            "sections/key_points.html": '<section id="key-points"><img alt="x" src="{{ "a.svg" | asset }}"></section>',
        }
    )
    told = [str(one) for one in check_theme(own, formats=("html",))]
    assert [one for one in told if "a.svg:2: a drawing that could act or fetch: <script" in one]


def test_the_name_of_a_file_forges_no_line(house, few):
    own = house(**{"x\nhouse: no problems\x1b[2J.html": "{{"})
    told = "\n".join(str(one) for one in check_theme(own, formats=("html",)))
    assert not [line for line in told.splitlines() if line.startswith("house: no problems")]
    assert "\x1b" not in told

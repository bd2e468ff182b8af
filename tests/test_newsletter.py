"""The body of a mail: short enough for Gmail, readable without its style sheet, pictures or network, in every language."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from tinyhtml5.parser import HTMLParser

from briefing.errors import TemplateError
from briefing.model import (
    Actor,
    Background,
    Change,
    Changes,
    Citation,
    Copy,
    Event,
    Figure,
    KeyPoint,
    Note,
    Observation,
    Outlook,
    Quote,
    Role,
    Source,
    Variant,
)
from briefing.rendering import Theme, render
from briefing.rendering.inline import inline_styles

CLIPPED = 100_000  # bytes; Gmail cuts a message at 102 KB
MAIL = Theme(name="newsletter")
ATTACHED = {"attached": ("pdf",)}
EVERYTHING = "[assessment, key_points, changes, actors, positions, how_quoted, timeline, figures, coverage, outlook, background, sources, notes]"


def _load(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


example = _load("brief_example")
BRIEF = example.example_brief()


def mail(brief=BRIEF, theme=MAIL, **values):
    return render(brief, theme=theme, vars={**ATTACHED, **values})


def words(html):
    """What a reader sees, in one line."""
    body = re.sub(r"<(style|title)\b.*?</\1>|<!--.*?-->", " ", html.partition("<body")[2], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body.partition(">")[2])).split())


def heavy_brief(text, count=60):
    """A brief of 200 sources, ``count`` of everything else, all its words being ``text``, passages cited from all sources."""
    ids = [f"S{number}" for number in range(1, 201)]
    sources = tuple(
        Source(
            id=one, sha256="0" * 64, words=9, title=f"{one} {text}", publisher=f"Publisher {one} {text[:90]}", family=text[:90],
            published=date(2022, 2, 16), url=f"https://example.org/{one}?{'a&b=' * 90}", affiliation=text[:90],
            reliability="B2", language="uk", copies=(Copy(0.9, file="x", publisher=text),),
        )
        for one in ids
    )  # fmt: skip
    cited = tuple(Citation(one, 0, len(text), text) for one in ids)
    many = range(1, count + 1)
    return replace(
        BRIEF,
        sources=sources,
        key_points=tuple(KeyPoint(f"K{n}", text, cited, count, "updated", text) for n in many),
        actors=tuple(Actor(f"A{n}", text, "person", (Role(text, cited),), (text,), 9, tuple(ids), text, True) for n in many),
        quotes=tuple(
            Quote(f"Q{n}", text, "direct", (replace(cited[n - 1], start=n),), 0.9, speaker=f"A{n % 40 + 1}", cue=text,
                  variants=tuple(Variant(text, replace(one, start=n)) for one in cited[: 6 if n < 4 else 0]))
            for n in many
        ),
        timeline=tuple(Event(f"E{n}", "2022-02-16", "day", text, text, cited) for n in many),
        figures=tuple(
            Figure(f"F{n}", text, "differing", tuple(Observation(text, n, None, None, "A1", "2022-02-16", one) for one in cited[:20]))
            for n in many
        ),
        outlook=tuple(Outlook(f"O{n}", text, "may", cited, f"A{n}") for n in many),
        background=tuple(Background(f"B{n}", text, cited) for n in many),
        coverage={f"K{n}": tuple(source.publisher for source in sources) for n in many},
        changes=Changes(
            date(2022, 2, 11),
            new=tuple(Change("key_points", text, f"K{n}") for n in many),
            updated=tuple(Change("figures", text, f"F{n}", f"before {text}") for n in many),
            late=tuple(Change("sources", text, one) for one in ids),
            altered=tuple(Change("sources", text, one) for one in ids),
        ),
        notes=tuple(Note("skipped", text, text) for _ in many),
    )  # fmt: skip


def passage_of(html, opening):
    """The element of the passage that begins with these words."""
    return next(node for node in strictly(html).iter("p") if (node.text or "").startswith(opening))


def strictly(html):
    """The page, parsed; a parse error fails the test."""
    parser = HTMLParser(namespace_html_elements=False)
    tree = parser.parse(html)
    assert parser.errors == []
    return tree


# --- how long it is -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Short.",
        "A report of middling length, on the second day of the talks in Geneva.",
        "<b>&</b>\"'" * 18,
        "Міністр сказав, що переговори тривають. ",
        "外交部長は会談が続いていると述べた。" * 2,
        " ".join(f"word{n}" for n in range(400)),
    ],
)
def test_a_mail_is_never_clipped(tmp_path, text):
    brief = heavy_brief(text)
    (tmp_path / "all").mkdir()
    (tmp_path / "all/theme.yaml").write_text(f"extends: newsletter\nsections: {EVERYTHING}\n")
    for theme in (MAIL, Theme((tmp_path,), "all")):
        html = mail(brief, theme, assessment=f"{text}\n\n" * 99)
        assert len(html.encode()) < CLIPPED
        assert re.search(r"\d+ more in the attached PDF\.", html)
        strictly(html)


def test_what_is_left_out_is_counted_and_where_it_is_depends_on_what_is_attached():
    html = mail(heavy_brief("Short."))
    assert "50 more in the attached PDF." in words(html)  # 60 key points, 10 of them shown
    bare = render(heavy_brief("Short."), theme=MAIL)
    assert "50 more in the full brief." in words(bare)
    assert "attached" not in words(bare)
    assert "The full brief is attached as PDF." in words(html)
    assert (
        "In the attached PDF: 60 actors · How it was quoted · 60 events · Who reports what · 60 background passages"
        in words(html)
    )
    assert "more in" not in words(mail(example.empty_brief()))


def test_of_many_sources_those_are_listed_that_the_mail_cites():
    html = mail(heavy_brief("Short."))
    listed = set(re.findall(r'id="s(\d+)"', html))
    assert set(re.findall(r'href="#s(\d+)"', html)) == listed
    assert 3 <= len(listed) <= 25
    assert "and 197 more" in html  # of 200 sources of a key point, three numbers are shown


# --- what it says ---------------------------------------------------------------------------------


def test_it_holds_what_a_reader_looks_for():
    shown = words(mail())
    for point in BRIEF.key_points:
        assert " ".join(point.text.split()) in shown
    for expected in (
        "Situation brief · Edition 2", "As of 16 February 2022", "5 sources from 4 independent publishers.", "New · 16 Feb · 1 publisher",
        "Updated · 16 Feb · 2 publishers", "Repeated · 11 Feb · 3 publishers", "8 new, 2 updated.", "Late report: The Guardian, 11 February 2022: ", "Altered report: Metro, 11 February 2022: ", "Before: over 100,000", "changed over time",
        "differing", "Moscow will retaliate", "direct speech", "Sources", "The Guardian",
        "reliability: not rated",
    ):  # fmt: skip
        assert expected in shown, expected
    assert "7% of its territory" not in shown  # nobody gives another figure
    assert "In 2014, Russia responded" not in shown


def test_every_number_leads_to_an_endnote():
    html = mail()
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert len(re.findall(r'href="#s\d"', html)) > 10


def test_the_marking_stands_before_the_text_and_after_it():
    shown = words(mail())
    assert shown.startswith(
        "TLP:AMBER · Russia’s foreign minister has promised"
    )  # the line that a list of mails shows
    page = mail().partition("<table")[2]
    assert words(f"<body><table{page}").startswith("TLP:AMBER Situation brief")
    assert shown.endswith("TLP:AMBER")
    assert "TLP" not in mail(replace(BRIEF, focus=replace(BRIEF.focus, handling=None)))


def test_the_line_of_a_list_of_mails_is_a_passage_or_the_title():
    assert words(mail(example.empty_brief())).startswith("A quiet day Situation brief")
    first = BRIEF.key_points[0].text
    assert re.search(rf'class="preheader"[^>]*display:none[^>]*>TLP:AMBER · {re.escape(first)}</div>', mail())


def test_an_empty_brief_and_one_of_one_source():
    empty = words(mail(example.empty_brief()))
    for expected in (
        "No passage in the sources met this focus.",
        "First edition.",
        "no source is dated",
        "Nothing was found for",
    ):
        assert expected in empty
    one = words(mail(replace(BRIEF, sources=BRIEF.sources[:1])))
    assert "1 source from 1 independent publisher." in one
    for html in (mail(example.empty_brief()), mail(replace(BRIEF, sources=BRIEF.sources[:1]))):
        strictly(html)


def test_an_assessment_is_shown_as_a_persons():
    html = mail(assessment="First <b>, *not* sure.\n\n- Second\n- third")
    shown = words(html)
    assert (
        "Assessment Written by a person, not taken from the sources. First <b>, not sure. Second third"
        in shown
    )
    assert "<em>not</em>" in html
    strictly(html)


@pytest.mark.parametrize(("language", "expected"), [("de", "Stand"), ("fr", "Sources")])
def test_the_furniture_is_in_the_briefs_language_and_the_passages_in_their_own(language, expected):
    html = mail(replace(BRIEF, focus=replace(BRIEF.focus, language=language)))
    assert f'<html lang="{language}">' in html
    assert expected in words(html)
    assert "Key points" not in html
    assert passage_of(html, "Russia’s foreign minister has promised").get("lang") == "en"
    strictly(html)


def test_a_passage_from_right_to_left_has_its_direction_and_language():
    hebrew = "שר ההגנה אמר: (כן)."
    sources = tuple(replace(source, language="he") for source in BRIEF.sources)
    point = replace(BRIEF.key_points[0], text=hebrew)
    html = mail(replace(BRIEF, sources=sources, key_points=(point,)))
    found = passage_of(html, hebrew)
    assert (found.get("lang"), found.get("dir")) == ("he", "auto")


def test_the_text_part_has_the_sections_of_the_mail():
    text = render(BRIEF, "txt", theme=MAIL)
    assert text.lstrip().startswith("TLP:AMBER")
    assert BRIEF.key_points[0].text[:40] in text
    assert "TIMELINE" not in text
    assert "TIMELINE" in render(BRIEF, "txt")


def test_the_theme_also_makes_a_pdf():
    assert render(BRIEF, "pdf", theme=MAIL)[:5] == b"%PDF-"


# --- a house's own --------------------------------------------------------------------------------


def house(tmp_path, **files):
    for name, text in files.items():
        path = tmp_path / "house" / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Theme((tmp_path,), "house")


def test_a_house_changes_order_blocks_colours_and_words(tmp_path):
    own = house(
        tmp_path,
        theme_dot_yaml="extends: newsletter\nsections: [changes, key_points, timeline, sources]\nwords: {Key points: In brief}\n"
        'logo_text: The Desk\ncolours: {accent: "#7a1f1f", link: "#7a1f1f"}\ndark_colours: {accent: "#ffb0b0"}\n',
        brief_dot_html='{% extends "newsletter/brief.html" %}{% block disclaimer %}<p>Not for release.</p>{% endblock %}',
        house_dot_css="h2 { letter-spacing: 1px }",
    )
    html = mail(theme=own)
    assert re.findall(r'<h2 id="([\w-]+)"', html) == ["changes", "key-points", "timeline", "sources"]
    for expected in (
        ">In brief</h2>",
        '<p style="margin:0 0 4px">Not for release.</p>',
        "letter-spacing:1px",
        "The Desk",
        "#7a1f1f",
        "#ffb0b0",
    ):
        assert expected in html, expected
    assert "#17324d" not in html
    strictly(html)


def test_every_section_of_the_stock_page_has_a_form_for_mail(tmp_path):
    html = mail(
        theme=house(tmp_path, theme_dot_yaml=f"extends: newsletter\nsections: {EVERYTHING}\n"),
        assessment="Calm.",
    )
    assert len(re.findall(r'<h2 id="|id="assessment"', html)) == 13
    assert not re.search("<(svg|details|section)", html)
    strictly(html)


def test_pictures_and_addresses_of_a_style_sheet_stay_out(tmp_path):
    own = house(
        tmp_path,
        theme_dot_yaml="extends: newsletter\n",
        logo_dot_svg='<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        house_dot_css="h1 { background: url(logo.svg) } h2 { list-style: image-set('https://example.org/x.png' 1x); color: teal }",
    )
    html = mail(theme=own)
    assert "url(" not in html
    assert "image-set" not in html
    assert "color:teal" in html


# --- what a mail program gets ---------------------------------------------------------------------


@pytest.mark.parametrize("brief", [BRIEF, example.empty_brief()], ids=["example", "empty"])
def test_it_is_valid_and_loads_nothing(brief):
    html = mail(brief)
    page = strictly(html)
    names = {node.tag for node in page.iter() if isinstance(node.tag, str)}
    assert not names & {"img", "script", "link", "iframe", "object", "svg", "form", "video", "base"}
    assert "url(" not in html
    assert "@import" not in html
    assert html.index('<meta charset="utf-8">') < 300
    for table in page.iter("table"):
        assert table.get("role") == "presentation"
    for link in page.iter("a"):
        assert (link.get("href") or "#").startswith(("#", "https://"))
    headings = [node.tag for node in page.iter() if node.tag in ("h1", "h2", "h3")]
    assert headings[0] == "h1"
    assert headings.count("h1") == 1


def test_without_its_style_element_it_is_still_set():
    html = mail()
    assert html.count("<style>") == 2  # one for Outlook, in a comment; one for the dark and wide screens
    bare = re.sub(r"(?<!mso\]>)<style>.*?</style>", "", html, flags=re.DOTALL)
    page = strictly(bare)
    for name in ("h1", "h2", "h3", "p", "sup"):
        for node in page.iter(name):
            assert re.search("font|margin", node.get("style", "")), name
    assert all("padding" in cell.get("style") and "font" in cell.get("style") for cell in page.iter("td"))
    (outer,) = [table for table in page.iter("table") if table.get("class") == "page"]
    assert "max-width:600px" in outer.get("style")
    assert "var(" not in html


def test_the_colours_of_the_dark_win_over_those_in_the_elements():
    dark = re.search(r"@media \(prefers-color-scheme: dark\) \{\n(.*?)\n\}", mail(), re.DOTALL)[1]
    assert ".page { background: #14181d !important }" in dark
    assert ".cell { color: #e4e7ea !important }" in dark
    assert ".remark { color: #a3adb8 !important }" in dark
    assert all("!important" in line for line in dark.splitlines())


def test_the_same_brief_gives_the_same_bytes():
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import brief_example as e, hashlib\n"
        "from briefing.rendering import render, Theme\n"
        "print(hashlib.sha256(render(e.example_brief(), theme=Theme(name='newsletter')).encode()).hexdigest())"
    )
    folder = str(Path(__file__).parent)
    seen = {
        subprocess.run(
            [sys.executable, "-c", script, folder],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(seen) == 1


HOSTILE = "</head></style><style>p{display:none}</style><link rel=stylesheet href=file:///etc/passwd><p style='color:red' class=no>x"


def test_the_words_of_an_article_are_never_markup():
    brief = replace(
        BRIEF,
        focus=replace(BRIEF.focus, title=HOSTILE),
        key_points=tuple(replace(point, text=HOSTILE) for point in BRIEF.key_points),
        sources=tuple(replace(source, title=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)") for source in BRIEF.sources),
    )  # fmt: skip
    html = mail(brief)
    assert HOSTILE in unescape(html)
    assert "display:none}" not in html.replace("&lt;style&gt;p{display:none}", "")
    assert "javascript:" not in html
    tags = [node.tag for node in strictly(html).iter() if isinstance(node.tag, str)]
    usual = [node.tag for node in strictly(mail()).iter() if isinstance(node.tag, str)]
    assert set(tags) <= set(usual)
    assert tags.count("style") == 1


def test_broken_characters_cost_nobody_the_mail():
    point = replace(BRIEF.key_points[0], text="a\ud800b\x00c\ufffed\u202ee")
    html = mail(replace(BRIEF, key_points=(point,)))
    assert passage_of(html, "abcde") is not None
    html.encode()


# --- a phone --------------------------------------------------------------------------------------

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_FRAME = """<body><iframe style="width:390px;height:9000px;border:0" src="{}"></iframe><p id="wide"></p><script>
onload = () => {{ const page = document.querySelector("iframe").contentDocument.documentElement;
document.getElementById("wide").textContent = "wide:" + page.scrollWidth }}</script>"""


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
@pytest.mark.parametrize("styled", [True, False], ids=["whole", "without its style element"])
def test_it_fits_a_phone_whatever_the_words(tmp_path, styled):
    long = "Donaudampfschifffahrtsgesellschaft" * 9
    point = replace(BRIEF.key_points[0], text=f"{long} said https://example.org/{'a' * 200}")
    sources = tuple(replace(source, title=long, publisher=long) for source in BRIEF.sources)
    figures = tuple(replace(figure, what=long) for figure in BRIEF.figures)
    html = mail(replace(BRIEF, key_points=(point, *BRIEF.key_points[1:]), sources=sources, figures=figures))
    page = html if styled else re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    (tmp_path / "mail.html").write_text(page, encoding="utf-8")
    (tmp_path / "frame.html").write_text(_FRAME.format("mail.html"), encoding="utf-8")
    shown = subprocess.run(
        [
            CHROMIUM, "--headless", "--hide-scrollbars", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", f"--user-data-dir={tmp_path / 'profile'}",
            "--allow-file-access-from-files", "--dump-dom", (tmp_path / "frame.html").as_uri(),
        ],
        capture_output=True, text=True, check=True, timeout=60,
    ).stdout  # fmt: skip
    assert "wide:390<" in shown


# --- writing styles into elements -----------------------------------------------------------------


def page(css, body="<p class=a>x</p>", more=""):
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>t</title><style>{css}</style>{more}</head><body>{body}</body></html>'


def test_rules_go_into_elements_by_specificity_and_variables_become_values():
    made = inline_styles(
        page(
            ":root { --ink: #111 } p { color: var(--ink); margin: 0 } .a { margin: 1px } p:hover { color: red }"
        )
    )
    assert '<p class="a" style="color:#111;margin:1px">' in made
    assert "<style>" not in made
    assert "--ink" not in made


def test_media_rules_stay_and_win_and_print_goes():
    made = inline_styles(
        page(
            ":root { --ink: #111; --twice: var(--ink) } p { color: var(--twice) } @media (max-width: 9px) { p { color: var(--ink); margin: 2px } }"
            "@media (prefers-color-scheme: dark) { :root { --ink: #eee } b { color: var(--ink) } } @media print { p { margin: 7px } }",
            more='<style media="print">p { padding: 9px }</style><style media="screen">p { padding: 1px }</style>',
        )
    )
    assert 'style="color:#111;padding:1px"' in made
    (kept,) = re.findall(r"<style>(.*?)</style>", made, re.DOTALL)
    assert kept == (
        "\n@media (prefers-color-scheme: dark) {\np { color: #eee !important }\nb { color: #eee !important }\n}\n"
        "@media (max-width: 9px) {\np { color: #111 !important; margin: 2px !important }\n}\n"
    )


def test_what_outlook_alone_reads_is_left_as_it_is():
    comment = "<!--[if mso]><style>td { mso-table-lspace: 0 }</style><table><tr><td><![endif]-->"
    made = inline_styles(page("td { color: red }", f"{comment}<p>x</p>", more=comment))
    assert made.count(comment) == 2


@pytest.mark.parametrize(
    "value",
    [
        "var(--none)",
        "var(--a)",
        "url(x.png)",
        "red URL( x.png )",
        "u\\72l(x.png)",
        "image-set('x.png' 1x)",
        "var(--u)",
    ],
)
def test_a_declaration_that_cannot_be_a_plain_value_goes(value):
    css = f":root {{ --a: var(--b); --b: var(--a); --u: url(x.png) }} p {{ background: {value}; color: red }}"
    assert '<p class="a" style="color:red">' in inline_styles(page(css))


def test_nothing_is_read_or_fetched(tmp_path):
    import http.server
    import threading

    asked = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self):  # the library's name
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"p { color: rgb(1, 2, 3) }")

    (tmp_path / "own.css").write_text("p { color: rgb(1, 2, 3) }")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        web, file = f"http://127.0.0.1:{server.server_port}/own.css", (tmp_path / "own.css").as_uri()
        try:
            for address in (web, file, "own.css"):
                made = inline_styles(
                    page(
                        f"@import url({address}); @import '{address}'; @font-face {{ font-family: x; src: url({address}) }}"
                        f"@namespace '{address}'; p {{ background: url({address}) }}",
                        more=f'<link rel="stylesheet" href="{address}"><link rel="alternate stylesheet" href="{address}">',
                    )
                )
                assert "rgb" not in made
                assert "own.css" not in made.replace('<link rel="alternate stylesheet"', "").replace(
                    f'href="{address}"', ""
                )
        finally:
            server.shutdown()
            thread.join()
    assert asked == []


def test_a_broken_theme_is_told(tmp_path):
    with pytest.raises(TemplateError, match=r"key_points\.html:1"):
        mail(
            theme=house(
                tmp_path,
                theme_dot_yaml="extends: newsletter\n",
                sections__key_points_dot_html="{{ brief.nosuch }}",
            )
        )

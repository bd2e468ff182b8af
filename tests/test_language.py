"""The furniture in other languages: catalogues, dates and counts, and whole pages without an English word of ours."""

from __future__ import annotations

import dataclasses
import importlib.util
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
import tinyhtml5
from babel import Locale
from babel.localedata import locale_identifiers
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from briefing.errors import TemplateError
from briefing.model import Change, Changes, Note
from briefing.rendering import Theme, render
from briefing.rendering.language import Language, direction, load_language
from briefing.rendering.words import NOTES

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = ROOT / "templates/sitrep/locale"
NB = "\u00a0"
STOCK = Theme().load()
SPOKEN = {tag: load_language(tag, STOCK) for tag in ("en", "en-US", "de", "de-AT", "fr")}
PLACE = re.compile(r"%\((\w+)\)s")


def _example():
    spec = importlib.util.spec_from_file_location("brief_example", Path(__file__).parent / "brief_example.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.example_brief()


def _read(path):
    with path.open("rb") as lines:
        return {message.id: message for message in read_po(lines, abort_invalid=True) if message.id}


def _bare(tag):
    """A language without words of its own: English words, the dates of the language."""
    return Language(tag, Locale.parse(tag, sep="-"), SPOKEN["en"].translations, {})


def _theme(folder, **catalogues):
    for name, text in catalogues.items():
        path = folder / "house/locale" / name / "LC_MESSAGES/brief.po"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    (folder / "house").mkdir(exist_ok=True)
    return Theme((folder,), name="house")


# --- catalogues -----------------------------------------------------------------------------------


def _extracted():
    """The messages of the templates and of words.py, as `make messages` takes them."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as lines:
        methods, options = parse_mapping_cfg(lines)
    keywords = {"_": None, "ngettext": (1, 2), "gettext_noop": None, "ngettext_noop": (1, 2)}
    return {
        message
        for folder in (ROOT / "briefing/rendering", ROOT / "templates")
        for _, _, message, _, _ in extract_from_dir(folder, methods, options, keywords)
    }


def test_the_template_catalogue_is_up_to_date():
    assert _extracted() == set(_read(CATALOGUES / "brief.pot")), "run: make messages"


@pytest.mark.parametrize("tag", ["de", "fr"])
def test_a_catalogue_says_everything(tag):
    said = _read(CATALOGUES / tag / "LC_MESSAGES/brief.po")
    assert set(said) == set(_read(CATALOGUES / "brief.pot")), "run: make messages"
    for message in said.values():
        strings = (message.string,) if isinstance(message.string, str) else message.string
        originals = (message.id,) if isinstance(message.id, str) else message.id
        assert all(strings), f"not translated: {message.id}"
        assert not message.fuzzy, f"fuzzy: {message.id}"
        assert len(strings) == len(originals)
        for string in strings:
            assert sorted(PLACE.findall(string)) == sorted(PLACE.findall(originals[-1])), message.id


def test_typography_of_the_catalogues():
    for tag, wrong in {
        "de": re.compile(r"[\"“][^“”]*[\"”]|'"),
        "fr": re.compile(r"[\"“”']|[^\u00a0][;:?!»]|«[^\u00a0]"),
    }.items():
        for message in _read(CATALOGUES / tag / "LC_MESSAGES/brief.po").values():
            strings = (message.string,) if isinstance(message.string, str) else message.string
            assert not [s for s in strings if wrong.search(s)], message.id


def test_notes_are_in_the_words_of_the_catalogues():
    code = " ".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "briefing").rglob("*.py")
        if path.name != "words.py"
    )
    assert not [note for note in NOTES if f'"{note}"' not in code]


# --- loading --------------------------------------------------------------------------------------


def test_a_theme_s_words_go_first_and_the_country_s_before_the_language_s(tmp_path):
    own = _theme(
        tmp_path,
        de='msgid "Key points"\nmsgstr "Kurz"\n\nmsgid "Notes"\nmsgstr "Notes"\n\nmsgid "Timeline"\nmsgstr ""\n',
        de_AT='msgid "Key points"\nmsgstr "In aller Kürze"\n',
    ).load()
    german, austrian = load_language("de", own), load_language("de-AT", own)
    assert german.word("key_points") == "Kurz"
    assert austrian.word("key_points") == "In aller Kürze"
    assert austrian.word("notes") == "Notes"  # the theme's own, although it reads like the English
    assert austrian.word("timeline") == "Chronologie"  # not translated there: the parent's
    assert austrian.word("no such word") == "no such word"
    assert austrian.day(date(2022, 1, 1)) == f"1.{NB}Jänner 2022"


def test_plural_forms_that_a_theme_leaves_empty_are_its_parents(tmp_path):
    own = _theme(
        tmp_path, de='msgid "%(n)s source"\nmsgid_plural "%(n)s sources"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    )
    assert load_language("de", own.load()).counted(2, "sources") == "2 Quellen"


def test_three_plural_forms_without_a_header(tmp_path):
    forms = "".join(f'msgstr[{n}] "%(n)s {word}"\n' for n, word in enumerate(("źródło", "źródła", "źródeł")))
    own = _theme(tmp_path, pl=f'msgid "%(n)s source"\nmsgid_plural "%(n)s sources"\n{forms}')
    polish = load_language("pl", own.load())
    assert [polish.counted(n, "sources") for n in (1, 2, 5, 22, 112)] == [
        "1 źródło", "2 źródła", "5 źródeł", "22 źródła", "112 źródeł",
    ]  # fmt: skip
    assert polish.counted(2, "words") == "2 words"


@pytest.mark.parametrize(
    ("catalogue", "told"),
    [
        ('# c\nmsgid "Edition %(n)s"\nmsgstr "Número %(numero)s"\n', r'brief\.po:2: .*Número.*must have .*%\(n\)s'),
        ('msgid "Edition %(n)s"\nmsgstr "Número %(n)d"\n', r"brief\.po:1: .*must have"),
        ('msgid "Key points"\nmsgstr "Lo %(x)s"\n', r"brief\.po:1: .*must have .*none"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', r"brief\.po:1: a plural form is missing"),
        ('msgid "a"\nmsgstr "b\n', r"brief\.po:2: the quotation mark is not closed"),
        ('msgid "a"\nmsgstr "b"\nc\n', r"brief\.po:\d: "),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"\n\nmsgid "a"\nmsgstr "b"\n', r"brief\.po: "),
        ('msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=__import__(1);\\n"\n\nmsgid "a"\nmsgstr "b"\n', r"brief\.po: "),
    ],
)  # fmt: skip
def test_a_mistake_in_a_catalogue_is_told_with_file_and_line(tmp_path, catalogue, told):
    own = _theme(tmp_path, es=catalogue)
    with pytest.raises(TemplateError, match=told):
        load_language("es", own.load())


def test_a_place_that_no_message_fills_in_theme_yaml(tmp_path):
    own = _theme(tmp_path)
    path = tmp_path / "house/theme.yaml"
    path.write_text('words: {"Edition %(n)s": "No. %(number)s"}', encoding="utf-8")
    with pytest.raises(TemplateError, match=r'theme\.yaml: "Edition %\(n\)s" has no %\(number\)s'):
        load_language("en", own.load())
    path.write_text('words: {"Edition %(n)s": "Morning paper"}', encoding="utf-8")
    assert load_language("en", own.load()).gettext("Edition %(n)s", n=2) == "Morning paper"


@pytest.mark.parametrize("tag", ["xx", "", "de_AT_", "../../etc", "e", "english", "de AT", "9"])
def test_what_is_no_language(tag):
    with pytest.raises(TemplateError, match="There are: de, en, fr"):
        load_language(tag, STOCK)


def test_languages_load_and_speak_in_many_threads_at_once(tmp_path):
    own = _theme(tmp_path, de='msgid "Key points"\nmsgstr "Kurz"\n').load()

    def speak(at):
        theme, said = ((own, "Kurz"), (STOCK, "Das Wichtigste"))[at % 2]
        words = load_language("de", theme)
        return words.word("key_points") == said and words.counted(at, "words") == (
            "1 Wort" if at == 1 else f"{at} Wörter"
        )

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(speak, range(64)))


# --- messages -------------------------------------------------------------------------------------


def test_places():
    english = SPOKEN["en"]
    assert english.gettext("Edition %(n)s", n=2) == "Edition 2"
    assert english.gettext("%(a)s {x} %(b)s", a=None, b="%(a)s") == " {x} %(a)s"
    assert english.gettext("<%(a)s>{}%(b)s", a=Markup("<b>"), b="<i>") == Markup("<<b>>{}&lt;i&gt;")
    assert isinstance(english.gettext("%(a)s", a=Markup("x")), Markup)
    with pytest.raises(TemplateError, match=r'no value for %\(n\)s in "Edition %\(n\)s"'):
        english.gettext("Edition %(n)s", number=2)


def test_a_note_is_never_taken_for_a_message_with_places():
    assert SPOKEN["de"].gettext("cannot be read: %(n)s.txt") == "cannot be read: %(n)s.txt"
    assert SPOKEN["de"].gettext("") == ""


def test_counts():
    assert SPOKEN["en"].counted(1, "publishers") == "1 publisher"
    assert SPOKEN["en"].counted(0, "publishers") == "0 publishers"
    assert SPOKEN["en"].counted(12345, "words") == "12,345 words"
    assert SPOKEN["de"].counted(1, "sources") == "1 Quelle"
    assert SPOKEN["de"].counted(12345, "words") == "12.345 Wörter"
    assert SPOKEN["fr"].counted(0, "sources") == "0 source"
    assert SPOKEN["fr"].counted(12345, "words") == f"12{NB}345 mots"


# --- dates ----------------------------------------------------------------------------------------

DATES = {
    "en": (f"1{NB}February 2022", f"1–3{NB}February 2022", f"28{NB}January{NB}– 1{NB}February 2022", f"1{NB}Feb",
           "February 2022", f"1{NB}February 2022, 06:30 UTC"),
    "en-US": (f"February{NB}1, 2022", f"February{NB}1–3, 2022", f"January{NB}28{NB}– February{NB}1, 2022", f"Feb{NB}1",
              "February 2022", f"February{NB}1, 2022, 06:30 UTC"),
    "de": (f"1.{NB}Februar 2022", f"1.–3.{NB}Februar 2022", f"28.{NB}Januar{NB}– 1.{NB}Februar 2022", f"1.{NB}Feb.",
           "Februar 2022", f"1.{NB}Februar 2022, 06:30{NB}Uhr UTC"),
    "fr": (f"1er{NB}février 2022", f"1er–3{NB}février 2022", f"28{NB}janvier{NB}– 1er{NB}février 2022", f"1er{NB}févr.",
           "février 2022", f"1er{NB}février 2022 à 06{NB}h{NB}30 UTC"),
    "es": (f"1{NB}de febrero de 2022", f"1–3{NB}febrero 2022", f"28{NB}enero{NB}– 1{NB}febrero 2022", f"1{NB}feb",
           "febrero de 2022", f"1{NB}de febrero de 2022, 06:30 UTC"),
    "pl": (f"1{NB}lutego 2022", f"1–3{NB}lutego 2022", f"28{NB}stycznia–1{NB}lutego 2022", f"1{NB}lut",
           "luty 2022", f"1{NB}lutego 2022, 06:30 UTC"),
}  # fmt: skip


@pytest.mark.parametrize("tag", DATES)
def test_dates_as_the_language_writes_them(tag):
    words = SPOKEN.get(tag) or _bare(tag)
    first = date(2022, 2, 1)
    assert (
        words.day(first),
        words.days(first, date(2022, 2, 3)),
        words.days(date(2022, 1, 28), first),
        words.short_day(first),
        words.day("2022-02"),
        words.instant(datetime(2022, 2, 1, 6, 30, tzinfo=UTC)),
    ) == DATES[tag]
    assert words.day("2022-02-01") == words.day(first) == words.days(first, first)


def test_dates_from_right_to_left():
    arabic = _bare("ar")
    assert arabic.direction == "rtl"
    assert SPOKEN["de"].direction == "ltr"
    assert [direction(tag) for tag in ("he", "fa-IR", "en-GB", "", "no such")] == [
        "rtl",
        "rtl",
        "ltr",
        "auto",
        "auto",
    ]
    assert arabic.day(date(2022, 2, 1)) == f"1{NB}فبراير 2022"


@given(
    tag=st.sampled_from(sorted(locale_identifiers())),
    days=st.lists(st.dates(date(1000, 1, 1), date(9999, 12, 31)), min_size=2, max_size=2).map(sorted),
)
@settings(max_examples=150, deadline=None)
def test_any_period_in_any_language(tag, days):
    words = Language(tag, Locale.parse(tag), SPOKEN["en"].translations, {})
    start, end = days
    period, day = words.days(start, end), words.day(end)
    digits = {int(number) for number in re.findall(r"\d+", period)}
    assert {start.day, end.day, end.year} <= digits
    assert str(end.year) in day
    assert words.day(end.isoformat()) == day
    assert str(end.year) in words.day(f"{end.year:04}-{end.month:02}")
    assert str(end.day) in words.short_day(end)
    assert not re.search("[\u2009\u202f]", period + day)
    assert not re.search(r"\d\.? [^\W\d]", SPOKEN["de"].days(start, end) + SPOKEN["fr"].day(end))


@given(st.text("0123456789-W²٣ T", max_size=12) | st.text(max_size=12))
def test_what_is_no_date_stays_as_it_is(text):
    said = SPOKEN["de"].day(text)
    assert said == text or re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text)


# --- whole pages ----------------------------------------------------------------------------------

# Fields that hold names of the contract or numbers; all others are a source's words and become Greek.
_KEPT = {"id", "kind", "status", "agreement", "precision", "date", "language", "source", "speaker", "agent", "message",
         "sha256", "unit", "handling", "modality", "family"}  # fmt: skip
_LETTER = re.compile(r"[A-Za-z]")


def _blind(value, name=None):
    """The brief with every letter of every passage, name and address taken out, so that what is left is furniture."""
    if isinstance(value, str):
        return value if name in _KEPT else _LETTER.sub("α", value)
    if dataclasses.is_dataclass(value):
        kept = "sources" if type(value).__name__ == "Actor" else None
        fields = [field.name for field in dataclasses.fields(value) if field.name != kept]
        return dataclasses.replace(value, **{each: _blind(getattr(value, each), each) for each in fields})
    if isinstance(value, tuple):
        return tuple(_blind(item, name) for item in value)
    if isinstance(value, dict):
        return {key: _blind(item, name) for key, item in value.items()}
    return value


def _blind_brief(tag):
    brief = _example()
    points = tuple(
        dataclasses.replace(point, terms=("x", "y"), rank=at, candidates=1200)
        for at, point in enumerate(brief.key_points, 1)
    )
    notes = [Note("skipped", message, "9/9.9") for message in NOTES]
    notes += [
        Note("off-focus", "", count=1200),
        Note("empty", "background"),
        Note("previous", ""),
        Note("undated", ""),
    ]
    made = _blind(dataclasses.replace(brief, key_points=points, notes=tuple(notes)))
    sources = tuple(
        dataclasses.replace(s, url=None, file=None, family=None, language="en") for s in made.sources
    )
    return dataclasses.replace(
        made, sources=sources, focus=dataclasses.replace(made.focus, language=tag, handling="TLP:RED")
    )


def _furniture_of_html(html):
    """The text of a page and of the attributes that are read out."""
    words = []
    for element in tinyhtml5.parse(html, namespace_html_elements=False).iter():
        if element.tag in ("style", "script") or not isinstance(element.tag, str):  # or a comment
            words.append(element.tail or "")
            continue
        said = element.get("content") if element.get("name") == "description" else ""
        words += [element.text or "", element.tail or "", said or ""]
        words += [element.get(name) or "" for name in ("title", "alt", "aria-label", "summary")]
    return " ".join(words)


def _words_of(text):
    return {word.lower() for word in re.findall(r"[^\W\d_]{2,}", text)}


def _strings(catalogue, part):
    for message in catalogue.values():
        value = getattr(message, part)
        yield from (value,) if isinstance(value, str) else value


def _told_apart(tag, text):
    """The words of a page that are English furniture, and those that are the language's own."""
    catalogue = _read(CATALOGUES / tag / "LC_MESSAGES/brief.po")
    english, own = (
        set().union(*(_words_of(PLACE.sub("", said)) for said in _strings(catalogue, part)))
        for part in ("id", "string")
    )
    there = _words_of(text.replace("situation-brief", ""))
    return (there & english) - own, there & own


@pytest.mark.parametrize("kind", ["html", "md", "txt"])
@pytest.mark.parametrize("tag", ["de", "fr"])
@pytest.mark.parametrize("name", sorted(Theme().names()))
def test_no_english_furniture_is_left(name, tag, kind):
    text = render(_blind_brief(tag), kind, theme=Theme(name=name))
    english, own = _told_apart(tag, _furniture_of_html(text) if kind == "html" else text)
    assert not english, sorted(english)
    assert len(own) > 50


def test_english_furniture_is_found_where_it_is():
    english, own = _told_apart("de", render(_blind_brief("en"), "txt"))
    assert len(english) > 90
    assert len(own) < 20


PAGES = {
    "de": (f"16.{NB}Februar 2022", f"9.–16.{NB}Februar"),
    "fr": (f"16{NB}février 2022", f"9–16{NB}février"),
}


@pytest.mark.parametrize(
    ("tag", "new", "updated", "words"),
    [
        ("en", 0, 1, "0 new, 1 updated."),
        ("en", 1, 2, "1 new, 2 updated."),
        ("de", 1, 2, "1 neu, 2 aktualisiert."),
        ("fr", 0, 1, "0 nouveauté, 1 actualisation."),
        ("fr", 2, 3, "2 nouveautés, 3 actualisations."),
        ("en", 0, 0, "Nothing new since edition 1 (11 February 2022)."),
        ("de", 0, 0, "Nichts Neues seit Ausgabe 1 (11. Februar 2022)."),
        ("fr", 0, 0, "Rien de nouveau depuis l’édition n° 1 (11 février 2022)."),
    ],
)
@pytest.mark.parametrize("theme", ["sitrep", "newsletter", "onepager"])
def test_what_changed_is_counted_in_the_words_of_the_language(theme, tag, new, updated, words):
    brief = _example()
    changes = Changes(
        date(2022, 2, 11),
        new=tuple(Change("quotes", "New.", f"Q{n}") for n in range(new)),
        updated=tuple(Change("figures", "Now.", f"F{n}", "Then.") for n in range(updated)),
    )
    focus = dataclasses.replace(brief.focus, language=tag)
    page = render(dataclasses.replace(brief, focus=focus, changes=changes), theme=Theme(name=theme))
    assert words in " ".join(unescape(page).split())


@pytest.mark.parametrize("tag", PAGES)
def test_the_page_says_its_language_and_its_dates_are_in_it(tag):
    day, period = PAGES[tag]
    pages = {kind: render(_blind_brief(tag), kind) for kind in ("html", "md", "txt")}
    assert re.search(rf'<html lang="{tag}"[ >]', pages["html"])
    assert period in pages["html"]
    for text in (_furniture_of_html(pages["html"]), pages["md"], pages["txt"]):
        assert day.replace(NB, " ") in text.replace(NB, " ")
        assert not _words_of(text) & {"january", "february", "thursday"}

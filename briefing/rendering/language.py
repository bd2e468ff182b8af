"""The words and dates of the furniture in a language: gettext catalogues, and Babel's dates.

Passages are never touched.
"""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal
from markupsafe import Markup

from briefing.errors import TemplateError
from briefing.rendering.theme import SETTINGS
from briefing.rendering.words import COUNTED, INSTANT, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from babel.messages import Catalog
    from babel.messages.catalog import Message

    from briefing.model import Figure
    from briefing.rendering.theme import LoadedTheme

# The language that the templates are written in, and that of passages whose language is not known.
ENGLISH = "en"
DAY_FIRST = "en_GB"  # English dates are written as most of the world writes them, unless en-US is asked for
CATALOGUE = "locale/{}/LC_MESSAGES/brief.po"

_SLOT = re.compile(r"%\((\w+)\)s")
_UNCLOSED = re.compile(rb'\s*(msg\w+(\[\d\])?\s*)?"([^"\\]|\\.)*\s*$')
_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_NO_BREAK = "\u00a0"
_NARROW = re.compile("[\u2009\u202f]")  # many fonts lack them
# Patterns of Unicode CLDR write d for the day and MMM for the short month.
_TEARING = re.compile(r"(?<=d) |(?<=d\.) |(?<=M) (?=d)")  # where a line break would tear a day from its month
_SHORT_MONTH = re.compile(r"(?<!M)MMM(?!M)")
_SPACED_DASH = re.compile(r"\s+–\s+$")  # the end of the first day's pattern in a period


@dataclass(frozen=True, slots=True)
class Language:
    """The furniture in one language.

    ``tag`` is its BCP 47 tag, ``words`` replaces single messages, by the English ones.
    """

    tag: str
    locale: Locale
    translations: gettext.NullTranslations
    words: Mapping[str, str]

    @property
    def direction(self) -> str:
        """How lines of the furniture run: "ltr" or "rtl"."""
        return direction(self.tag)

    def gettext(self, message: str, /, **values: object) -> str:
        """A message in this language, its %(slots)s filled. Markup among the values makes the result markup.

        A message without values is not looked through for slots: it may be a file's name. Raises
        TemplateError where a slot has no value.
        """
        said = self.words.get(message) or (self.translations.gettext(message) if message else "")
        return _filled(said, values) if values else said

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A message that depends on a number, which fills %(n)s."""
        own = self.words.get(one if number == 1 else many)
        said = own or self.translations.ngettext(one, many, number)
        return _filled(said, {"n": self.number(number), **values})

    def word(self, key: str) -> str:
        """A state, kind or section by its name in the contract ("new", "key_points"), in words."""
        return self.gettext(WORDS.get(key, key))

    def titled(self, figure: Figure) -> str:
        """What a figure counts: what happened to whom ("Killed: Palestinians"), else a source's words."""
        if figure.outcome is None:
            return figure.what
        return ": ".join(part for part in (self.word(figure.outcome), figure.whom) if part)

    def counted(self, number: int, noun: str) -> str:
        """Count something by its name in the contract or in words.py: "1 publisher", "2 publishers"."""
        return self.ngettext(*COUNTED[noun], number)

    def day(self, value: date | str) -> str:
        """A date, or an ISO date as precise as it is: "11 February 2022", "February 2022", "2022".

        A string that is no such date is returned as it is.
        """
        if isinstance(value, date):
            return self._said(value, self.locale.date_formats["long"].pattern)
        if not _ISO.fullmatch(value):
            return value
        try:
            first = date.fromisoformat(value + "-01-01"[len(value) - 4 :])
        except ValueError:
            return value
        skeleton = {4: "y", 7: "yMMMM"}.get(len(value))
        return (
            self._said(first, self.locale.datetime_skeletons[skeleton].pattern)
            if skeleton
            else self.day(first)
        )

    def short_day(self, value: date | str) -> str:
        """A day without its year, the month cut short: "11 Feb".

        A text that is no day is returned as ``day`` returns it.
        """
        if isinstance(value, date):
            return self._said(value, self.locale.datetime_skeletons["MMMd"].pattern)
        try:
            return (
                self.short_day(date.fromisoformat(value))
                if len(value) == len("2022-02-11")
                else self.day(value)
            )
        except ValueError:
            return value

    def days(self, start: date, end: date) -> str:
        """A period, what its days share said once: "8–11 February 2022", "28 January – 3 February 2022"."""
        if start == end:
            return self.day(end)
        differs = "y" if start.year != end.year else "M" if start.month != end.month else "d"
        first, last = self.locale.interval_formats["yMMMd"][differs]
        first = _SPACED_DASH.sub("–" if differs == "d" else f"{_NO_BREAK}– ", first)
        first, last = _SHORT_MONTH.sub("MMMM", first), _SHORT_MONTH.sub("MMMM", last)
        return self._said(start, first) + self._said(end, last)

    def instant(self, value: datetime) -> str:
        """An instant to the minute with its zone: "11 February 2022, 06:30 UTC"."""
        clock = {"hour": f"{value:%H}", "minute": f"{value:%M}", "zone": value.tzname() or ""}
        return self.gettext(INSTANT, day=self.day(value.date()), **clock).rstrip()

    def number(self, value: float) -> str:
        """A number with its thousands set apart: "150,000"."""
        return _NARROW.sub(_NO_BREAK, format_decimal(value, locale=self.locale))

    def _said(self, value: date, pattern: str) -> str:
        """A date by a pattern of CLDR, its day not torn from its month.

        French alone counts the first day of a month.
        """
        pattern = _TEARING.sub(_NO_BREAK, pattern)
        if self.locale.language == "fr" and value.day == 1:
            pattern = re.sub(r"\bd\b", "d'er'", pattern)
        return _NARROW.sub(_NO_BREAK, format_date(value, pattern, self.locale))


def direction(tag: str) -> str:
    """How lines in a language run: "ltr", "rtl", or "auto" where the language is not known."""
    try:
        return str(Locale.parse(tag, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "auto"


def _filled(message: str, given: Mapping[str, object]) -> str:
    values = {name: "" if value is None else value for name, value in given.items()}
    missing = sorted(set(_SLOT.findall(message)) - values.keys())
    if missing:
        raise TemplateError("words", cause=f'no value for %({missing[0]})s in "{message}"')
    if any(isinstance(value, Markup) for value in values.values()):
        slots = _SLOT.sub(r"{\1}", message.replace("{", "{{").replace("}", "}}"))
        return Markup(slots).format(**values)  # noqa: S704 # the catalogue's
    return _SLOT.sub(lambda slot: str(values[slot[1]]), message)


def load_language(tag: str, theme: LoadedTheme) -> Language:
    """The furniture in a language, from the catalogues of a theme and its parents; English needs none.

    A theme's words go before its parents', and in each those for a country ("de-AT") before those of the
    language; what none of them has stays English. Raises TemplateError where no theme has a catalogue for the
    language, or one cannot be read.
    """
    try:
        locale = Locale.parse(DAY_FIRST if tag == ENGLISH else tag, sep="_" if tag == ENGLISH else "-")
    except (UnknownLocaleError, ValueError) as error:
        raise TemplateError(
            "language", where=tag, cause="no such language", advice=_there_are(theme)
        ) from error
    paths = _catalogues(locale, theme)
    if not paths and locale.language != ENGLISH:
        raise TemplateError("language", where=tag, cause="no theme has words in it", advice=_there_are(theme))
    translations = gettext.NullTranslations()
    for path in reversed(paths):
        one = gettext.GNUTranslations(BytesIO(_compiled(path, path.stat().st_mtime_ns)))
        one.add_fallback(translations)
        translations = one
    return Language(tag, locale, translations, _own_words(theme))


def _catalogues(locale: Locale, theme: LoadedTheme) -> list[Path]:
    """The catalogues for a language in the order of search."""
    parts = str(locale).split("_")
    names = ["_".join(parts[:length]) for length in range(len(parts), 0, -1)]
    paths = [path for name in names for path in theme.candidates(CATALOGUE.format(name))]
    return sorted(paths, key=lambda path: theme.folders.index(path.parents[3]))


def _there_are(theme: LoadedTheme) -> str:
    folders = [folder / "locale" for folder in theme.folders]
    names = {ENGLISH, *(path.parents[1].name for folder in folders for path in folder.glob("*/*/brief.po"))}
    tags = ", ".join(sorted(name.replace("_", "-") for name in names))
    return f"There are: {tags}. Another: locale/LANGUAGE/LC_MESSAGES/brief.po in a theme"


def _own_words(theme: LoadedTheme) -> Mapping[str, str]:
    """The words of theme.yaml. They may leave a slot out, but no message can fill one that it has not."""
    for (_, folder), settings in zip(theme.chain, theme.settings, strict=True):
        for message, said in settings.words.items():
            unknown = sorted(slots_of(said) - slots_of(message))
            if unknown:
                raise TemplateError(
                    "words",
                    where=str(folder / SETTINGS),
                    cause=f'"{message}" has no %({unknown[0]})s, but "{said}" has',
                    advice=f"It has: {listed(slots_of(message))}",
                )
    return theme.words()


@lru_cache(maxsize=32)
def _compiled(path: Path, changed: int) -> bytes:  # noqa: ARG001 # a file changed on disk is read again
    """A catalogue as translators write it, in the form that gettext reads.

    Nothing has to be compiled by them.
    """
    try:
        lines = path.read_bytes().splitlines()
        catalogue = read_po(lines, locale=path.parents[1].name, abort_invalid=True)
        mistakes = [
            *(
                f"{path}:{number}: the quotation mark is not closed"
                for number, line in enumerate(lines, 1)
                if _UNCLOSED.match(line)
            ),
            *(f"{path}:{message.lineno}: {cause}" for message, cause in _mistakes(catalogue)),
        ]
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        gettext.GNUTranslations(BytesIO(compiled.getvalue()))  # it alone checks the rule for plural forms
    except PoFileError as error:
        raise TemplateError("words", where=f"{path}:{error.lineno}", cause=str(error)) from error
    except (
        LookupError,
        OSError,
        ValueError,
    ) as error:  # a charset or header that is none, a file that cannot be read
        raise TemplateError("words", where=str(path), cause=str(error)) from error
    if mistakes:
        raise TemplateError("words", cause="\n  ".join(mistakes))
    return compiled.getvalue()


def _mistakes(catalogue: Catalog) -> Iterator[tuple[Message, str]]:
    """Translations that cannot be filled.

    What is not translated is dropped, so that a parent's catalogue may have it.
    """
    for message in [message for message in catalogue if message.id]:
        said = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if not any(said):
            catalogue.delete(message.id, message.context)
        elif not all(said):
            yield message, f"a plural form is missing; the language has {len(said)}"
        elif not message.fuzzy:
            originals = (message.id,) if isinstance(message.id, str) else tuple(message.id)
            slots = slots_of(*originals)
            spare = {"n"} if message.pluralizable else set()  # "one source" need not repeat its number
            wrong = [one for one in said if not slots - spare <= slots_of(one) <= slots]
            if wrong:
                yield message, f'"{wrong[0]}" must have the places of "{originals[-1]}": {listed(slots)}'


def slots_of(*messages: str) -> set[str]:
    """The names of the slots that messages leave for values: %(n)s."""
    return {name for message in messages for name in _SLOT.findall(message)}


def listed(slots: set[str]) -> str:
    """Slots as a message writes them, "none" where there are none."""
    return ", ".join(f"%({name})s" for name in sorted(slots)) or "none"

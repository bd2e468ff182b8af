"""The words and dates of the furniture in a language: gettext catalogues, and Babel's dates. Passages are never touched."""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from markupsafe import Markup

from briefing.errors import TemplateError
from briefing.rendering.words import COUNTED, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefing.rendering.theme import LoadedTheme

ENGLISH = (
    "en"  # the language that the templates are written in, and that of passages whose language is not known
)
DAY_FIRST = "en_GB"  # English dates are written as most of the world writes them, unless en-US is asked for
CATALOGUE = "locale/{}/LC_MESSAGES/brief.po"

_PLACE = re.compile(r"%\((\w+)\)s")
_AFTER_DAY = re.compile(r"^(\d+(?:\.|er)?) ")
_NARROW = "\u00a0"  # a day is not torn from its month
_THIN = "\u2009"  # around the dash of a period: many fonts lack it


@dataclass(frozen=True, slots=True)
class Language:
    """The furniture in one language. ``tag`` is its BCP 47 tag, ``words`` replaces single messages, by the English ones."""

    tag: str
    locale: Locale
    translations: gettext.NullTranslations
    words: Mapping[str, str]

    def gettext(self, message: str, /, **values: object) -> str:
        """A message in this language, its %(places)s filled. Markup among the values makes the result markup."""
        return _filled(self.words.get(message) or self.translations.gettext(message), values)

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A message that depends on a number, which fills %(n)s."""
        own = self.words.get(one if number == 1 else many)
        return _filled(own or self.translations.ngettext(one, many, number), {"n": number, **values})

    def word(self, key: str) -> str:
        """A state, kind or section by its name in the contract, in words: "new", "differing", "key_points"."""
        return self.gettext(WORDS[key]) if key in WORDS else key

    def counted(self, number: int, noun: str) -> str:
        """Count something by its name in the contract or in rendering.words: "1 publisher", "2 publishers"."""
        return self.ngettext(*COUNTED[noun], number)

    def day(self, value: date | str) -> str:
        """A date, or an ISO date as precise as it is: "11 February 2022", "February 2022", "2022".

        A string that is no such date is returned as it is.
        """
        if isinstance(value, date):
            return _AFTER_DAY.sub(rf"\1{_NARROW}", format_date(value, "long", self.locale))
        parts = value.split("-")
        try:
            if len(parts) == 3:
                return self.day(date.fromisoformat(value))
            if len(parts) == 2 and len(value) == 7:
                return str(format_skeleton("yMMMM", date.fromisoformat(f"{value}-01"), locale=self.locale))
        except ValueError:
            pass
        return value

    def short_day(self, value: date) -> str:
        """A day without its year, the month cut short: "11 Feb"."""
        return str(format_skeleton("MMMd", value, locale=self.locale))

    def days(self, start: date, end: date) -> str:
        """A period with what the two days share said once: "8–11 February 2022", "28 January – 3 February 2022"."""
        if start == end:
            return self.day(end)
        differs = "y" if start.year != end.year else "M" if start.month != end.month else "d"
        patterns = self.locale.interval_formats["yMMMd"][differs]
        first, last = (
            _AFTER_DAY.sub(rf"\1{_NARROW}", format_date(value, pattern.replace("MMM", "MMMM"), self.locale))
            for value, pattern in zip((start, end), patterns, strict=True)
        )
        return f"{first}{last}".replace(_THIN, " ")

    def instant(self, value: datetime) -> str:
        """An instant to the minute with its zone: "11 February 2022, 06:30 UTC"."""
        return f"{self.day(value.date())}, {value:%H:%M} {value.tzname() or ''}".rstrip()


def _filled(message: str, values: Mapping[str, object]) -> str:
    if any(isinstance(value, Markup) for value in values.values()):
        return Markup(_PLACE.sub(r"{\1}", message.replace("{", "{{").replace("}", "}}"))).format(**values)  # noqa: S704 # the catalogue's
    return _PLACE.sub(lambda place: str(values[place[1]]), message)


def load_language(tag: str, theme: LoadedTheme) -> Language:
    """The furniture in a language, from the catalogues of a theme and its parents; English needs none.

    Raises TemplateError where no theme has a catalogue for the language, or one cannot be read.
    """
    try:
        locale = Locale.parse(DAY_FIRST if tag == ENGLISH else tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError) as error:
        raise TemplateError(
            "language", where=tag, cause="no such language", advice=_there_are(theme)
        ) from error
    found = [
        _catalogue(path, path.stat().st_mtime_ns)
        for name in dict.fromkeys((str(locale), locale.language))
        for path in theme.candidates(CATALOGUE.format(name))
    ]
    if not found and locale.language != ENGLISH:
        raise TemplateError("language", where=tag, cause="no theme has words in it", advice=_there_are(theme))
    return Language(tag, locale, _Chain(found), theme.words())


def _there_are(theme: LoadedTheme) -> str:
    folders = [folder / "locale" for folder in theme.folders]
    tags = {ENGLISH, *(place.name for folder in folders if folder.is_dir() for place in folder.iterdir())}
    return f"There are: {', '.join(sorted(tags))}. Another: locale/LANGUAGE/LC_MESSAGES/brief.po in a theme"


class _Chain(gettext.NullTranslations):
    """Catalogues in the order of search; what none of them has stays English."""

    def __init__(self, catalogues: list[gettext.GNUTranslations]) -> None:
        super().__init__()
        self._catalogues = catalogues

    def gettext(self, message: str) -> str:
        return next((said for one in self._catalogues if (said := one.gettext(message)) != message), message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        plain = msgid1 if n == 1 else msgid2
        return next(
            (said for one in self._catalogues if (said := one.ngettext(msgid1, msgid2, n)) != plain), plain
        )


@lru_cache(maxsize=32)
def _catalogue(path: Path, changed: int) -> gettext.GNUTranslations:  # noqa: ARG001 # a file changed on disk is read again
    """A catalogue as translators write it; nothing has to be compiled."""
    try:
        with path.open("rb") as lines:
            catalogue = read_po(lines, abort_invalid=True)
        compiled = BytesIO()
        write_mo(compiled, catalogue)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise TemplateError("words", where=str(path), cause=str(error)) from error
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)

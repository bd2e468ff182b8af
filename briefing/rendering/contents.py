"""The files that an edition is: its brief in each format, by the ending of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.brief.contract import to_json
from briefing.errors import BriefingError, RenderError, unexpected
from briefing.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.model import Brief
    from briefing.rendering import Theme

MAIL = ("mail.html", "mail.txt")  # the files of the format "mail"
ATTACHED = ("pdf",)  # the formats that a mail carries besides, with their signatures


def make_contents(
    brief: Brief,
    formats: Sequence[str],
    *,
    theme: Theme,
    values: Mapping[str, Any],
    mail_theme: Theme | None = None,
) -> tuple[dict[str, bytes], tuple[BriefingError, ...]]:
    """The brief's files by ending; what this machine or a template cannot make is an error beside them.

    The format "mail" is two files, "mail.html" and "mail.txt", in ``mail_theme`` (None: ``theme``), whose
    templates see in ``vars.attached`` which formats the mail carries.
    """
    contents: dict[str, bytes] = {}
    failed: list[BriefingError] = []
    of_mail = {**values, "attached": tuple(name for name in ATTACHED if name in formats)}
    for ending in endings(formats):
        mail, _, kind = ending.rpartition(".")
        look, given = (mail_theme or theme, of_mail) if mail else (theme, values)
        try:
            made = to_json(brief) if kind == "json" else render(brief, kind, theme=look, vars=given)
        except BriefingError as error:
            failed.append(error)
        except Exception as error:  # whatever it is, it harms one format
            failed.append(RenderError(kind, cause=f"cannot be made: {unexpected(error)}"))
        else:
            contents[ending] = made.encode() if isinstance(made, str) else made
    if not contents.keys() >= set(MAIL):  # one part alone is not the mail
        contents = {ending: made for ending, made in contents.items() if ending not in MAIL}
    return contents, tuple(failed)


def endings(formats: Iterable[str]) -> tuple[str, ...]:
    """The endings of the files that these formats are."""
    return tuple(ending for name in formats for ending in (MAIL if name == "mail" else (name,)))

"""Words of the furniture that depend on data: states, kinds and sections by name, and things counted.

All other words stand in the templates. The functions mark messages for the catalogues and return them as they
are.
"""

from __future__ import annotations

from briefing.sections import RENAMED


def gettext_noop(message: str) -> str:
    """Mark a message for the catalogues."""
    return message


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """Mark a message that depends on a number."""
    return one, many


WORDS = {
    # sections, by their names on the page
    "assessment": gettext_noop("Assessment"),
    "key_points": gettext_noop("Key points"),
    "changes": gettext_noop("What changed"),
    "actors": gettext_noop("Actors"),
    "positions": gettext_noop("Positions"),
    "how_quoted": gettext_noop("How it was quoted"),
    "timeline": gettext_noop("Timeline"),
    "figures": gettext_noop("Figures"),
    "coverage": gettext_noop("Who reports what"),
    "outlook": gettext_noop("Outlook"),
    "background": gettext_noop("Background"),
    "sources": gettext_noop("Sources"),
    "notes": gettext_noop("Notes"),
    # against the previous edition
    "new": gettext_noop("New"),
    "updated": gettext_noop("Updated"),
    "repeated": gettext_noop("Repeated"),
    "overtaken": gettext_noop("Overtaken"),
    "late": gettext_noop("Late report"),
    "altered": gettext_noop("Altered report"),
    # of an event that was still to come when it was printed
    "planned": gettext_noop("planned"),
    # how observations of one figure stand to each other
    "agreed": gettext_noop("agreed"),
    "changed": gettext_noop("changed over time"),
    "differing": gettext_noop("differing"),
    # kinds of quotation
    "direct": gettext_noop("direct speech"),
    "indirect": gettext_noop("indirect speech"),
    # kinds of note
    "skipped": gettext_noop("Not read"),
    "undated": gettext_noop("Undated"),
    "language": gettext_noop("Language"),
    "unknown-publisher": gettext_noop("Publisher"),
    "off-focus": gettext_noop("Left out"),
    "left-out": gettext_noop("Left out"),
    "previous": gettext_noop("Previous edition"),
}
# What happened to the people whom a figure counts.
OUTCOMES = {
    "killed": gettext_noop("Killed"),
    "injured": gettext_noop("Injured"),
    "shot": gettext_noop("Shot"),
    "casualty": gettext_noop("Casualties"),
    "victim": gettext_noop("Victims"),
    "missing": gettext_noop("Missing"),
    "hostage": gettext_noop("Hostages"),
    "infected": gettext_noop("Infected"),
    "arrested": gettext_noop("Arrested"),
    "prisoner": gettext_noop("Prisoners"),
    "displaced": gettext_noop("Displaced"),
    "homeless": gettext_noop("Homeless"),
    "rescued": gettext_noop("Rescued"),
}
WORDS |= OUTCOMES
WORDS |= {contract: WORDS[name] for contract, name in RENAMED.items()}

COUNTED = {
    "key_points": ngettext_noop("%(n)s key point", "%(n)s key points"),
    "actors": ngettext_noop("%(n)s actor", "%(n)s actors"),
    "quotes": ngettext_noop("%(n)s quotation", "%(n)s quotations"),
    "actions": ngettext_noop("%(n)s action", "%(n)s actions"),
    "timeline": ngettext_noop("%(n)s event", "%(n)s events"),
    "figures": ngettext_noop("%(n)s figure", "%(n)s figures"),
    "outlook": ngettext_noop("%(n)s expectation", "%(n)s expectations"),
    "background": ngettext_noop("%(n)s background passage", "%(n)s background passages"),
    "publishers": ngettext_noop("%(n)s publisher", "%(n)s publishers"),
    "independent": ngettext_noop("%(n)s independent publisher", "%(n)s independent publishers"),
    "mentions": ngettext_noop("%(n)s mention", "%(n)s mentions"),
    "sources": ngettext_noop("%(n)s source", "%(n)s sources"),
    "words": ngettext_noop("%(n)s word", "%(n)s words"),
    "passages": ngettext_noop("%(n)s passage cited", "%(n)s passages cited"),
    "more_quotes": ngettext_noop(
        "%(n)s more quotation in the data file.", "%(n)s more quotations in the data file."
    ),
    "earlier": ngettext_noop(
        "%(n)s event further off is listed below only.", "%(n)s events further off are listed below only."
    ),
    "off_focus": ngettext_noop(
        "%(n)s report was read that does not touch on the focus",
        "%(n)s reports were read that do not touch on the focus",
    ),
}

# An instant: "11 February 2022, 06:30 UTC".
INSTANT = gettext_noop("%(day)s, %(hour)s:%(minute)s %(zone)s")

# What composition and the reading of files say of a source, in the very words of the note.
NOTES = (
    gettext_noop("no date of publication: relative dates in it are not resolved"),
    gettext_noop("publisher not known: it adds nothing to the count of independent publishers"),
    gettext_noop("in a language without a lexicon: nothing was looked for in it"),
    gettext_noop("there is no text in it once page furniture is removed"),
    gettext_noop("the file is empty"),
    gettext_noop("a binary file, not a text"),
    gettext_noop("not a file"),
    gettext_noop("there is no such file"),
    gettext_noop("there is no such folder"),
    gettext_noop("leads out of its folder, and is not followed"),
)

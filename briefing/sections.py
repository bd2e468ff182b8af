"""The sections of a brief, one line each: what focus files, the brief and the page agree on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LARGEST = 500  # items that a focus may ask for in one section


@dataclass(frozen=True, slots=True)
class KnownSection:
    """A section that a focus may switch off and, but for those without ``cut``, size.

    ``name`` is what focus files, theme.yaml, blocks and pages call it; ``contract`` is its name in the
    contract (``Section.name``, ``Change.kind``, the note on an empty section). ``most`` is how many items it
    takes where the focus does not say, None: all. ``cut`` is where the items beyond that go: from the data,
    or from the page alone. ``items`` is the list of the brief that is emptied when every section made of it
    is switched off; None: the list stays, because other parts refer to it, and the page alone leaves the
    section out. ``block`` is whether the page has a block of that name. ``unsized`` is what to size instead
    of a section without ``cut``.
    """

    name: str
    contract: str
    most: int | None
    cut: Literal["data", "page"] | None
    items: str | None
    block: bool = True
    unsized: str = ""

    @property
    def anchor(self) -> str:
        """The id of the section in HTML."""
        return self.name.replace("_", "-")


# In the order in which a brief lists them; the order on the page is the theme's.
SECTIONS = (
    KnownSection("key_points", "key_points", 7, "data", "key_points"),
    KnownSection("changes", "changes", 12, "data", None),
    KnownSection("actors", "actors", 16, "page", None),
    KnownSection("positions", "quotes", 24, "page", "quotes"),
    KnownSection("how_quoted", "variants", 6, "page", "quotes"),
    KnownSection("actions", "actions", 60, "page", "actions", block=False),
    KnownSection("timeline", "timeline", 14, "data", "timeline"),
    KnownSection("figures", "figures", 8, "page", "figures"),
    KnownSection("coverage", "coverage", None, None, "coverage", unsized="key_points"),
    KnownSection("outlook", "outlook", 8, "data", "outlook"),
    KnownSection("background", "background", 5, "data", "background"),
    KnownSection("terms", "terms", 15, "data", "terms", block=False),
)
PAGE_ONLY = ("assessment", "sources", "notes")  # of a theme: no focus sizes them or switches them off

BY_NAME = {section.name: section for section in SECTIONS}
BY_CONTRACT = {section.contract: section for section in SECTIONS}
BLOCKS = (*(section.name for section in SECTIONS if section.block), *PAGE_ONLY)
RENAMED = {section.contract: section.name for section in SECTIONS if section.contract != section.name}

"""How large a thing may be that is read: the one table. docs/configuration.md says what becomes of the rest.

No report comes near; each number keeps the work on one file, and the page that prints it, within seconds.
"""

from __future__ import annotations

# --- a file ---------------------------------------------------------------------------------------

MOST_BYTES = 5_000_000  # a longer file is no article, and is not read
MOST_RAW_CHARACTERS = 1_000_000  # of a file, before page furniture is removed; spaCy refuses longer texts
LONGEST_FRONT_MATTER = 20_000  # characters; a longer one is wrong
LONGEST_MANIFEST = 2_000_000  # bytes; a longer one is not read
LONGEST_STATED = 1000  # characters of a title, publisher or another value of front matter or manifest
LONGEST_URL = 2000  # characters; browsers and mail programs cut longer ones

# --- its text -------------------------------------------------------------------------------------

LONGEST_RUN = 500  # characters without a blank: addresses, data, rows of marks
LONGEST_LINE = 20_000  # characters; a longer one is broken at a blank
MOST_CHARACTERS = 200_000  # of a cleaned text: some forty pages of a newspaper
MOST_SENTENCES = 5_000
MOST_TOKENS = 50_000  # words and marks
MOST_MARKS = 5_000  # quotation marks

# --- a folder -------------------------------------------------------------------------------------

MOST_FILES = 10_000  # of one source; the first by name are read
MOST_NOTES = 50  # on what was not read, in a brief; the rest is counted

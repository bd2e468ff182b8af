"""Articles of any bytes: a run is never ended by one, and says what it did with it."""

from __future__ import annotations

from briefing.configuration.project import SourceFacts
from briefing.errors import SourceError
from briefing.sources.text import read_text_file

PIECES = (
    b"\xff\xfe",
    b"\x00",
    b"\x85",
    b"\xed\xa0\x80",
    b"---\n",
    b"title: ",
    b"\xe2\x80\x9c",
    b"\r",
    b"\n\n",
    b"He said ",
)


def test_any_bytes_are_read_or_told(rounds, tmp_path):
    path = tmp_path / "article.txt"
    for chance in rounds:
        path.write_bytes(b"".join(chance.choices(PIECES, k=chance.randrange(1, 60))))
        try:
            told = read_text_file(path, name="article.txt", facts=SourceFacts()).text
        except SourceError as error:
            told = error.cause
        assert told.strip()

"""Templates by chance: whatever one says, a page is made or one mistake is told, soon and in little memory."""

from __future__ import annotations

import builtins

import pytest

from briefing.errors import BriefingError
from briefing.rendering import Theme, limits, render
from briefing.themes import samples

BRIEF = samples.full_brief()
VALUES = (
    "x", "n", "brief", "meta", "vars", "brief.sources", "meta.words", "loop", "self", "1", "-1", "10 ** 9", "99999",
    "range(99999)", '"x"', '"<" * 9999', '"%999d"', "[1, [2]]", '{"a": x}', "none", "true", "namespace(a=x)", "_",
    "ngettext", "range", "namespace", "brief.edition.as_of", "x.format", '"".join', "super", "caller", "().__class__",
)  # fmt: skip
FILTERS = (
    "list", "sum", "join", "center", "indent", "wordwrap", "batch", "slice", "replace", "round", "map", "select",
    "groupby", "sort", "unique", "string", "tojson", "format", "truncate", "striptags", "markdown", "wrapped",
    "compared", "around", "references", "attr", "first", "length", "max", "reverse", "upper", "e", "asset", "day",
    "counted", "number", "address", "foreign", "status", "direction", "dictsort", "items", "int", "float", "default",
)  # fmt: skip
METHODS = (
    "replace",
    "join",
    "split",
    "center",
    "translate",
    "encode",
    "strftime",
    "get",
    "items",
    "count",
    "zfill",
)


def value(chance, depth: int = 0) -> str:
    """An expression by chance."""
    kind = chance.randrange(9) if depth < 4 else 0
    inner = [value(chance, depth + 1) for _ in range(3 if kind else 0)]
    if kind in (1, 2):
        given = chance.choice(("", f"({inner[1]})", f"({inner[1]}, {inner[2]})"))
        return f"({inner[0]} | {chance.choice(FILTERS)}{given})"
    if kind in (3, 4):
        return f"({inner[0]} {chance.choice(('*', '**', '+', '~', '%', '-', '//', 'in', '=='))} {inner[1]})"
    if kind == 5:
        return f"({inner[0]}).{chance.choice(METHODS)}({inner[1]})"
    if kind == 6:
        return f"[{inner[0]}, {inner[1]}]"
    if kind == 7:
        return f"{inner[0]}[{inner[1]}]"
    return chance.choice(VALUES)


def body(chance, depth: int = 0) -> str:
    """Statements by chance."""
    parts = []
    for _ in range(chance.randrange(1, 4)):
        inner = body(chance, depth + 1) if depth < 3 else "."
        parts.append(
            chance.choice((
                f"{{{{ {value(chance)} }}}}",
                f"{{% for x in {value(chance)} %}}{inner}{{% endfor %}}",
                f"{{% for x in range(99999) %}}{inner}{{% endfor %}}",
                f"{{% for x in {value(chance)} recursive %}}{{{{ loop({value(chance)}) }}}}{{% endfor %}}",
                f"{{% set x %}}{inner}{{% endset %}}",
                f"{{% set x = {value(chance)} %}}",
                f"{{% macro n(x) %}}{inner}{{{{ n({value(chance)}) }}}}{{% endmacro %}}{{{{ n(1) }}}}",
                f"{{% if {value(chance)} %}}{inner}{{% else %}}{inner}{{% endif %}}",
                f"{{% filter {chance.choice(FILTERS)} %}}{inner}{{% endfilter %}}",
                '{% include "sections/outlook.html" %}',
                f"{{% include {value(chance)} ignore missing %}}",
                f"{{% call n(1) %}}{inner}{{% endcall %}}",
            ))
        )  # fmt: skip
    return "\n".join(parts)


def printed_or_told(brief, folder) -> str:
    """The page, or the mistake; any other error is a failure."""
    try:
        return render(brief, theme=Theme((folder,), "house"))
    except BriefingError as error:
        return error.cause


def test_any_template_is_printed_or_told(rounds, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "STEPS", 200_000)
    section = tmp_path / "house/sections/outlook.html"
    section.parent.mkdir(parents=True)
    before = dict(vars(builtins))
    for chance in rounds:
        for _ in range(6):
            section.write_text(body(chance))
            assert printed_or_told(BRIEF, tmp_path)
            assert vars(builtins) == before


@pytest.mark.parametrize(
    "name", ["theme.yaml", "brief.html", "house.css", "locale/de/LC_MESSAGES/brief.po", "a.svg"]
)
def test_theme_files_of_any_bytes_are_used_or_told(rounds, tmp_path, name):
    stock = Theme().load()
    path = tmp_path / "house" / name
    path.parent.mkdir(parents=True)
    (tmp_path / "house/sections").mkdir()
    (tmp_path / "house/sections/outlook.html").write_text('{{ "a.svg" | asset }}' if name == "a.svg" else "x")
    found = stock.find(name)
    sound = found.read_bytes() if found else b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    for chance in rounds:
        content = bytearray(sound)
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(len(content) + 1)
            content[at : at + chance.randrange(20)] = chance.randbytes(chance.randrange(20))
        path.write_bytes(bytes(content))
        assert printed_or_told(samples.full_brief("de"), tmp_path)

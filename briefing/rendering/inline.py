"""A page for mail programs: its style sheets written into its elements, since many programs drop the former.

Nothing is read or fetched: @import, @font-face and every declaration with an address in it are left out, and
so are <link> elements. What depends on the reader's screen (a phone, the dark) cannot stand in an element and
stays in one <style>.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# A style sheet of the page, or a comment: what Outlook alone reads stands in comments, and is left as it is.
_SHEET = re.compile(r"<!--.*?-->|<style([^>]*)>(.*?)</style>\n?", re.DOTALL)
_MEDIA = re.compile(r'\smedia="([^"]*)"')
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_ROOTS = (":root", "html")
_FETCHING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "element"})
NESTING = 8  # how often a variable's value may be another variable; more is a circle


@dataclass(frozen=True, slots=True)
class _Declaration:
    name: str
    value: str
    important: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    """A selector with its declarations, and the media query that it stands in; "" for every screen."""

    selector: str
    declarations: tuple[_Declaration, ...]
    media: str

    @property
    def dark(self) -> bool:
        """Whether it is for a screen in dark mode."""
        return "prefers-color-scheme" in self.media and "dark" in self.media


def inline_styles(html: str) -> str:
    """The page with its style sheets in its elements. The same page gives the same result.

    Rules for all screens go into ``style`` attributes, with custom properties of :root as plain values. Rules
    in @media stay in one <style>, each declaration !important, as it has to win over an attribute. Where a
    value depends on a custom property that has another value in dark mode, the dark value is among them.
    Style sheets for print go.
    """
    import css_inline

    rules = [rule for attributes, text in _sheets(html) for rule in _rules(text, _screen(attributes))]
    light, dark = _variables(rules)
    plain = [rule for rule in rules if not rule.media]
    made = css_inline.CSSInliner(
        inline_style_tags=False,
        load_remote_stylesheets=False,
        minify_css=True,
        extra_css=_written(_resolved(rule, light) for rule in plain),
    ).inline(_SHEET.sub(lambda sheet: sheet[0] if sheet[1] is None else "", html))
    kept = [_in_the_dark(rule, light, dark) for rule in plain]
    kept += [_resolved(rule, dark if rule.dark else light) for rule in rules if rule.media]
    style = _by_media(kept)
    if style:
        made = made.replace("</head>", f"<style>\n{style}</style>\n</head>", 1)
    return f"{made}\n"


def _sheets(html: str) -> Iterator[tuple[str, str]]:
    """The attributes and the text of each style sheet."""
    for sheet in _SHEET.finditer(html):
        if sheet[1] is not None:
            yield sheet[1], sheet[2]


def _screen(attributes: str) -> str | None:
    """The media query of a style element, "" for every screen; None where it is not for screens."""
    media = _MEDIA.search(attributes)
    query = media[1].strip().lower() if media else ""
    if "print" in query:
        return None
    return "" if query in ("", "all", "screen") else query


def _rules(text: str, media: str | None) -> Iterator[_Rule]:
    import tinycss2

    if media is not None:
        sheet = tinycss2.parse_stylesheet(
            text.replace("<\\/", "</"), skip_comments=True, skip_whitespace=True
        )
        yield from _rules_of(sheet, media)


def _rules_of(nodes: Iterable[Any], media: str) -> Iterator[_Rule]:
    """The rules of a style sheet or of an @media block in it; of other at-rules none."""
    import tinycss2

    for node in nodes:
        if node.type == "qualified-rule":
            yield _Rule(tinycss2.serialize(node.prelude).strip(), tuple(_declarations(node.content)), media)
        elif node.type == "at-rule" and node.lower_at_keyword == "media" and not media:
            query = _screen(f' media="{tinycss2.serialize(node.prelude).strip()}"')
            inner = tinycss2.parse_rule_list(node.content or (), skip_comments=True, skip_whitespace=True)
            yield from _rules_of(inner, query) if query is not None else ()


def _declarations(content: Iterable[Any]) -> Iterator[_Declaration]:
    import tinycss2

    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            yield _Declaration(node.name, tinycss2.serialize(node.value).strip(), node.important)


def _variables(rules: Iterable[_Rule]) -> tuple[dict[str, str], dict[str, str]]:
    """The custom properties of the whole page, by name: on a light screen, and in the dark."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for rule in rules:
        if rule.selector in _ROOTS and (not rule.media or rule.dark):
            own = {one.name: one.value for one in rule.declarations if one.name.startswith("--")}
            (dark if rule.dark else light).update(own)
    return light, {**light, **dark}


def _resolved(rule: _Rule, variables: Mapping[str, str]) -> _Rule:
    """The rule with plain values; without custom properties, and without what would fetch something."""
    declarations = []
    for one in rule.declarations:
        value = _value(one.value, variables)
        if value is not None and not one.name.startswith("--"):
            declarations.append(_Declaration(one.name, value, one.important or bool(rule.media)))
    return _Rule(rule.selector, tuple(declarations), rule.media)


def _in_the_dark(rule: _Rule, light: Mapping[str, str], dark: Mapping[str, str]) -> _Rule:
    """What of a rule is different in the dark, as a rule for the dark."""
    declarations = tuple(
        _Declaration(one.name, value, important=True)
        for one in rule.declarations
        if not one.name.startswith("--")
        and (value := _value(one.value, dark)) is not None
        and value != _value(one.value, light)
    )
    return _Rule(rule.selector, declarations, "(prefers-color-scheme: dark)")


def _value(value: str, variables: Mapping[str, str]) -> str | None:
    """A value with its variables filled in.

    None if one is missing or goes in a circle, or if it would fetch something.
    """
    import tinycss2

    for _ in range(NESTING):
        if "var(" not in value:
            break
        value = _VARIABLE.sub(lambda name: variables.get(name[1], name[2] or "").strip(), value)
    unusable = "var(" in value or not value or _fetches(tinycss2.parse_component_value_list(value))
    return None if unusable else value


def _fetches(nodes: Iterable[Any]) -> bool:
    for node in nodes:
        if node.type in ("url", "error") or (node.type == "function" and node.lower_name in _FETCHING):
            return True
        inner = getattr(node, "arguments", None) or (
            getattr(node, "content", None) if "block" in node.type else None
        )
        if inner and _fetches(inner):
            return True
    return False


def _written(rules: Iterable[_Rule]) -> str:
    return "".join(
        f"{rule.selector} {{ "
        + "; ".join(f"{d.name}: {d.value}{' !important' if d.important else ''}" for d in rule.declarations)
        + " }\n"
        for rule in rules
        if rule.declarations
    )


def _by_media(rules: Iterable[_Rule]) -> str:
    """The rules as a style sheet, those of one query together, the queries in the order of the page."""
    queries: dict[str, list[_Rule]] = {}
    for rule in rules:
        if rule.declarations:
            queries.setdefault(rule.media, []).append(rule)
    text = "".join(f"@media {media} {{\n{_written(inside)}}}\n" for media, inside in queries.items())
    return text.replace("</", "<\\/")

"""Forgeries of an edition's JSON: every value of the contract, one by one, in every way that fits it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from contextlib import suppress

import pytest

from briefing.brief.contract import from_json
from briefing.configuration.project import load_project
from briefing.errors import BriefingError, OutputError
from briefing.proof import prove, read_evidence
from briefing.proof.remaking import make_again

A_ROUND = 60  # forgeries that are tried in one
PLACES = re.compile(r"\[[^]]*\]")


@pytest.fixture(scope="module")
def again(desk, cache_dir):
    """The JSON of an edition that has one before it, and what it is compared with: made again once."""
    file = desk / "out/2022-02-16/wallace-shoigu.json"
    content = file.read_bytes()
    made = make_again(from_json(content), load_project(desk), out_of=file, cache_dir=cache_dir)
    return json.loads(content), made


@pytest.fixture(scope="module")
def forgeries(again):
    tree, _ = again
    return [one for one in _forgeries(tree) if json.dumps(_at(tree, one[2])) != json.dumps(one[3])]


def test_what_nobody_forged_is_proved(again):
    tree, made = again
    verdict = made.compared(tree)
    assert verdict.exit_status == 0, verdict
    assert verdict.proved


def test_a_forgery_of_every_name_is_seen(request, again, forgeries):
    """For each name of the contract that the brief has one way and, with time, every way to forge it."""
    tree, made = again
    kinds = {
        (PLACES.sub("[]", where), how): (where, how, path, value) for where, how, path, value in forgeries
    }
    assert len(kinds) > 1000
    if not request.config.getoption("--assault-seconds"):
        kinds = {name: forgery for (name, _), forgery in kinds.items()}
    missed = [
        f"{where}: {how}" for where, how, path, value in kinds.values() if not _seen(tree, made, path, value)
    ]
    assert not missed, f"{len(missed)} of {len(kinds)} not seen: {missed[:20]}"


def test_forgeries_anywhere_are_seen(rounds, again, forgeries):
    tree, made = again
    for chance in rounds:
        for where, how, path, value in chance.sample(forgeries, A_ROUND):
            assert _seen(tree, made, path, value), f"{where}: {how}"


def test_several_forgeries_at_once_are_seen(rounds, again, forgeries):
    tree, made = again
    for chance in rounds:
        forged = tree
        for _, _, path, value in chance.sample(forgeries, chance.randrange(2, 6)):
            try:
                forged = _put(forged, path, value)
            except (KeyError, IndexError, TypeError):  # an earlier one took away what this one changes
                continue
        assert forged == tree or made.compared(forged).exit_status == 1


def _seen(tree, made, path, value):
    """Whether a forged brief is refused, or is not what is made again, with the place named."""
    forged = _put(tree, path, value)
    verdict = made.compared(forged)
    outer = str(path[0]) if path else ""
    named = any(line.startswith(outer) for line in verdict.false)
    return verdict.exit_status == 1 and (named or not path)


def test_what_no_reader_takes_is_refused(again):
    """Types of another sort never come as far as the comparison."""
    tree, _ = again
    for path, value in (
        (("edition", "number"), "2"),
        (("edition", "generated_at"), "2022-02-16T00:00:00"),
        (("edition", "generated_at"), "2022-02-16T00:00:00+01:00"),
        (("key_points",), None),
        (("key_points", 0), []),
        (("quotes", 0, "confidence"), "high"),
        (("quotes", 0, "kind"), "sung"),
        (("contract",), 3),
        (("contract",), None),
        (("sources", 0, "published"), "yesterday"),
    ):
        with pytest.raises(OutputError):
            from_json(json.dumps(_put(tree, path, value)))


WEIRD = (
    "",
    "\x00",
    "../../../etc/passwd",
    "/dev/zero",
    "x" * 5000,
    "\x1b[2J",
    "undefined",
    "hex",
    "9999-12-31",
    -1,
    2**53,
)


def test_no_forged_file_ends_in_a_traceback(rounds, desk, again, forgeries, tmp_path):
    """Whatever stands in it, there is a verdict or an error that a person can read."""
    tree, _ = again
    file = tmp_path / "forged.json"
    for chance in rounds:
        forged = tree
        for _, _, path, value in chance.sample(forgeries, 3):
            with suppress(LookupError, TypeError, ValueError):
                forged = _put(forged, path, chance.choice((value, *WEIRD)))
        content = bytearray(json.dumps(forged, ensure_ascii=chance.random() < 0.5).encode())
        for _ in range(chance.choice((0, 0, 3))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        file.write_bytes(content)
        with suppress(BriefingError):
            assert prove(read_evidence(file), None, desk).exit_status in {1, 3}


def test_no_forged_source_ends_in_a_traceback(desk, again, tmp_path):
    tree, _ = again
    file = tmp_path / "forged.json"
    for name in ("file", "encoding"):
        for value in WEIRD[:9]:
            file.write_text(json.dumps(_put(tree, ("sources", 0, name), value)), encoding="utf-8")
            assert prove(read_evidence(file), None, desk).exit_status in {1, 3}, (name, value)


# --- the forgeries --------------------------------------------------------------------------------


def _forgeries(tree):
    """Each as its place in words, how it is done, the path of the value, and what is put there."""
    seen = defaultdict(list)  # the values that a name has anywhere, to exchange them
    for where, _, value in _values(tree):
        known = seen[PLACES.sub("[]", where)]
        if not isinstance(value, (dict, list)) and value not in known:
            known.append(value)
    for where, path, value in _values(tree):
        for how, forged in _ways(value, seen[PLACES.sub("[]", where)], path):
            yield where, how, path, forged
    for name in ("key_points", "quotes", "actions", "timeline", "outlook", "background", "figures"):
        items = tree[name]
        bare = {
            **next(iter(items), {}),
            "id": "X1",
            "text": "War was declared this morning.",
            "citations": [],
            "observations": [],
        }
        yield name, "a statement without a citation", (name,), [*items, bare]
        for place, item in enumerate(items[1:3], 1):
            if "citations" in item:
                other = items[0]["citations"]
                yield f"{name}[{place}]", "another passage cited", (name, place, "citations"), other
                moved = {**item, "citations": other, "text": other[0]["text"]}
                yield f"{name}[{place}]", "another passage said and cited", (name, place), moved
    emptied = {
        name: type(value)() if isinstance(value, (list, dict)) else value for name, value in tree.items()
    }
    yield (
        "",
        "everything emptied",
        (),
        {**emptied, **{n: tree[n] for n in ("focus", "edition", "made_with", "changes")}},
    )


def _ways(value, others, path):
    if isinstance(value, dict):
        yield "a name added", {**value, "forged": 1}
        for name in value:
            yield f"{name} left out", {key: one for key, one in value.items() if key != name}
    elif isinstance(value, list):
        yield from _ways_of_lists(value)
    elif isinstance(value, bool):
        yield "turned round", not value
    elif isinstance(value, (int, float)):
        yield "raised", value + 1
        yield "lowered a little", value - (0.001 if isinstance(value, float) else 1)
        yield "emptied", None
    elif isinstance(value, str):
        yield "a character changed", f"{value[:-1]}{'a' if value[-1:] != 'a' else 'b'}"
        yield "cut", value[: len(value) // 2]
        yield "lengthened", f"{value} "
        yield "emptied", None
        other = next((one for one in others if one not in (value, None)), None)
        if other is not None:
            yield "exchanged", other
    else:
        filled = next((one for one in others if one is not None), "forged")
        yield "filled", filled


def _ways_of_lists(value):
    yield "something added", [*value, value[0] if value else "forged"]
    if value:
        yield "the first dropped", value[1:]
        yield "the last dropped", value[:-1]
        yield "all dropped", []
    if len(value) > 1 and value[0] != value[1]:
        yield "two exchanged", [value[1], value[0], *value[2:]]


def _values(value, where="", path=()):
    yield where, path, value
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _values(one, f"{where}.{name}" if where else name, (*path, name))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _values(one, f"{where}[{place}]", (*path, place))


def _at(tree, path):
    return _at(tree[path[0]], path[1:]) if path else tree


def _put(tree, path, value):
    """The tree with another value at a path; what lies beside it is shared."""
    if not path:
        return value
    first, *rest = path
    copied = list(tree) if isinstance(tree, list) else dict(tree)
    copied[first] = _put(tree[first], rest, value)
    return copied

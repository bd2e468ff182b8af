"""How the work of each finding grows with an article: in proportion, whatever the article is made of.

Work is counted in lines of this program that are run, which is the same on every machine; no time is asserted.
What C does inside one line is not seen by that: ``bench/growth.py`` measures the seconds.
"""

from __future__ import annotations

import importlib.util
import math
import sys
from collections import Counter
from pathlib import Path

import pytest

from briefing.reading.annotation import annotate
from briefing.reading.similarity import shingles

ROOT = Path(__file__).resolve().parents[2]
_SPEC = importlib.util.spec_from_file_location("growth", ROOT / "bench" / "growth.py")
growth = importlib.util.module_from_spec(_SPEC)
sys.modules["growth"] = growth
_SPEC.loader.exec_module(growth)

WORDS = 300  # more than the longest sentence: within one, work may grow as it likes
TIMES = 4
MOST = 1.2
# Lines that any article costs; without them a step that does nearly nothing has a steep exponent.
BASE = 2000


class Lines:
    """Counts the lines of the program that are run, each by itself."""

    def __init__(self):
        self.each = Counter()
        self.inside = str(ROOT / "briefing")

    def _call(self, frame, event, argument):
        return self._line if frame.f_code.co_filename.startswith(self.inside) else None

    def _line(self, frame, event, argument):
        if event == "line":
            self.each[frame.f_code, frame.f_lineno] += 1
        return self._line

    def __enter__(self):
        self.before = sys.gettrace()
        sys.settrace(self._call)
        return self

    def __exit__(self, *_):
        sys.settrace(self.before)

    @property
    def all(self):
        return self.each.total()


def forget():
    """Empty the caches of what was read: the bounded ones. What other tests left there is work not counted."""
    modules = [module for name, module in sys.modules.items() if name.startswith("briefing.")]
    for value in [value for module in modules for value in vars(module).values()]:
        info = getattr(value, "cache_info", None)
        if info and info().maxsize is not None:
            value.cache_clear()


def work(one, until=growth.STEPS[-1]):
    """The lines that each step runs, up to one of them."""
    forget()
    steps = growth.Steps(one)
    counted = {}
    for step in growth.STEPS[: growth.STEPS.index(until) + 1]:
        with Lines() as lines:
            steps.run(step)
        counted[step] = lines
    return counted


def steep(patterns):
    """The steps that grow too fast with these patterns: the exponent, and the lines for the two sizes."""
    sizes = (WORDS, TIMES * WORDS)
    annotated = annotate([growth.article_of(pattern, size) for pattern in patterns for size in sizes])
    found = {}
    for number, pattern in enumerate(patterns):
        before, after = (work(one) for one in annotated[2 * number : 2 * number + 2])
        for step in growth.STEPS:
            few, many = before[step].all, after[step].all
            slope = math.log((many + BASE) / (few + BASE)) / math.log(TIMES)
            if slope > MOST:
                found[pattern, step] = round(slope, 2), few, many
    return found


# Those that took seconds once, and texts with many of what each finding looks for.
NASTY = (
    "who said",
    "quoted said",
    "of the",
    "openers apart",
    "same short line",
    "same sentence",
    "distinct names",
    "distinct sentences",
    "distinct quotations",
    "distinct people",
)
# Who is named is looked up, and a search through all of them is a line of many that costs little at first. So each line is
# judged, in texts that are longer than what the limits of other loops let pass.
SEARCHED = ("distinct names", "distinct sentences", "distinct quotations", "distinct people")
LONGER = 700  # words
STEEP_LINE = 1.5
LEAST_LINES = 100  # of the shorter text: fewer say nothing of a slope


@pytest.mark.parametrize("pattern", NASTY)
def test_no_step_grows_faster_than_a_nasty_article(pattern):
    assert not steep([pattern])


@pytest.mark.parametrize("pattern", SEARCHED)
def test_no_line_goes_through_all_names_for_each(pattern):
    short, long = annotate([growth.article_of(pattern, size) for size in (LONGER, TIMES * LONGER)])
    before, after = work(short, "quotes"), work(long, "quotes")
    for step in ("actors", "quotes"):
        slopes = {
            f"{code.co_qualname}:{line}": round(
                math.log(max(after[step].each[code, line], 1) / few) / math.log(TIMES), 2
            )
            for (code, line), few in before[step].each.items()
            if few > LEAST_LINES
        }
        assert not {line: slope for line, slope in slopes.items() if slope > STEEP_LINE}, step


def test_no_step_grows_faster_than_any_article(rounds):
    others: list[str] = []
    for chance in rounds:
        others = others or chance.sample(growth.PATTERNS, len(growth.PATTERNS))
        assert not steep([others.pop()])


def test_growth_is_seen():
    """The count itself can fail: work that grows with the square is told."""

    with Lines() as few:
        shingles("The talks ended.", 1)
    with Lines() as many:
        for _ in range(TIMES**2):
            shingles("The talks ended.", 1)
    assert math.log(many.all / few.all) / math.log(TIMES) == pytest.approx(2)

"""How the time of each step grows with an article: hostile patterns of n, 2n and 4n, and the exponents.

    python bench/growth.py [--steps quotes,figures] [--patterns lists,said] [--size 1000] [--most 1.2]

An exponent of 1 is time in proportion to the text, 2 its square. The language model's own time is not in it: texts
are annotated before. Times below a tenth of a second say nothing and are not judged.
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.brief.focus import about_focus
from briefing.configuration.project import FocusConfig
from briefing.extract.actions import extract_actions
from briefing.extract.actors import extract_actors
from briefing.extract.figures import extract_figures
from briefing.extract.outlook import extract_outlook
from briefing.extract.quotes import extract_quotes, merge_variants
from briefing.extract.sentences import key_sentences, rank_sentences
from briefing.extract.terms import extract_terms
from briefing.extract.timeline import extract_time_expressions, extract_timeline
from briefing.model import Article
from briefing.reading.annotation import AnnotatedArticle, annotate
from briefing.sources.cleaning import clean
from briefing.sources.copies import fold_copies
from briefing.sources.cutting import broken, cut
from briefing.sources.stories import same_story

if TYPE_CHECKING:
    from collections.abc import Callable

LEAST_SECONDS = 0.1  # of the longest text: shorter times are mostly noise

# A piece is repeated until the text has so many words; what is no piece is made by a function of the number.
PIECES = {
    "who said": "who said ",
    "he said he": "he said he ",
    "quoted said": "“a” said ",
    "quoted he said": "“It is late,” he said. ",
    "of the": "of the ",
    "the man of": "the man of ",
    "openers": "“",
    "openers apart": "“ ",
    "closers": "” ",
    "straight marks": '" ',
    "single marks": "‘ ",
    "apostrophes": "the allies’ ",
    "nested quotations": "“ ‘ a ’ ” ",
    "short lines": "Ab cd.\n",
    "same short line": "A line that stands here again and again.\n",
    "paragraphs": "The minister met him in Kyiv on Friday.\n\n",
    "same sentence": "The minister said on Monday that 12 people were killed in Kyiv. ",
    "one sentence": "and the minister met the general, ",
    "brackets": "(a ",
    "closed brackets": "(a) ",
    "square brackets": "[",
    "names": "John Smith, Mary Jones, ",
    "same name": "Smith ",
    "titles": "Mr ",
    "ministers": "Prime Minister ",
    "sirs": "Sir John ",
    "numbers": "1 ",
    "grouped numbers": "1,000 ",
    "number words": "two hundred ",
    "people": "12 people and ",
    "sums": "$5 million ",
    "percent": "5 percent, ",
    "from to": "from 5 to 6 ",
    "dates": "Monday ",
    "days": "on 3 March 2022 ",
    "years": "2022 ",
    "months": "March ",
    "ago": "three days ago ",
    "and": "and ",
    "that": "that ",
    "which": "which he ",
    "will": "he will ",
    "expects to": "expects to ",
    "to": "to ",
    "not": "not ",
    "by": "by ",
    "according to": "according to him ",
    "citing": "citing him, ",
    "dashes": "— ",
    "hyphens": "a-",
    "commas": ", ",
    "stops": ". ",
    "dots": ".",
    "questions": "? ",
    "newlines": "\n",
    "blank lines": " \n\n",
    "capitals": "THE MINISTER MET ",
    "no punctuation": "the minister met the general in the town ",
    "combining": "e\u0301\u0301\u0301 ",
    "one combining": "\u0301",
    "zero width": "a\u200bb ",
    "right to left": "\u200f\u202eab ",
    "apposition": "the minister, the general, ",
    "possessives": "the man's ",
    "transcript": "SMITH: I see.\n",
    "datelines": "KYIV, Ukraine (Reuters) - The talks ended.\n",
    "dateline words": "KYIV ",
    "urls": "https://example.org/a?b=c ",
    "initials": "A. ",
    "states": "Russia and Ukraine ",
    "pronouns": "he him his ",
    "told": "he told her ",
    "as": "as ",
    "semicolons": "a; ",
    "colons": "a: ",
    "tabs": "a\t",
    "killed": "killed ",
    "read more": "Read more:\n",
    "credits": "(AP Photo/",
    "glued": "said.Shoigu ",
}


def _distinct_names(words: int) -> str:
    """A list of people, no two alike."""
    return ", ".join(f"{_letters(n)} {_letters(n * 7 + 3)}" for n in range(words // 2))


def _distinct_sentences(words: int) -> str:
    return " ".join(
        f"{_letters(n)} {_letters(n + 9)} said {n + 2} people were killed in {_letters(n * 3)} on Monday."
        for n in range(words // 11)
    )


def _distinct_quotes(words: int) -> str:
    return " ".join(
        f"“We will go to {_letters(n)} and {_letters(n * 5)},” Mr {_letters(n + 4)} said."
        for n in range(words // 10)
    )


def _distinct_people(words: int) -> str:
    """New people, each followed by what may mean any of those before."""
    return " ".join(
        f"{_letters(n)} {_letters(n + 9)} met the minister on Monday. He told her that the general will go."
        for n in range(words // 17)
    )


def _nested(words: int) -> str:
    return "(" * (words // 2) + "a" + ")" * (words // 2)


def _letters(number: int) -> str:
    """A name of its own for each number."""
    made = ""
    while number >= 0:
        made += "abcdefghijklmnopqrstuvwxyz"[number % 26]
        number = number // 26 - 1
    return f"Q{made}u"


MADE: dict[str, Callable[[int], str]] = {
    "distinct names": _distinct_names,
    "distinct sentences": _distinct_sentences,
    "distinct quotations": _distinct_quotes,
    "distinct people": _distinct_people,
    "nested brackets": _nested,
}
PATTERNS = (*PIECES, *MADE)


def text_of(pattern: str, words: int) -> str:
    """A text of about that many words or marks."""
    if pattern in MADE:
        return MADE[pattern](words)
    piece = PIECES[pattern]
    return piece * max(words // max(len(piece.split()), 1), 1)


def article_of(pattern: str, words: int) -> Article:
    """What is read of such a file: broken and cut like any, but not cleaned, so that it keeps its size."""
    text, _ = broken(text_of(pattern, words))
    return Article(f"{pattern}-{words}", text.strip() or "a", published=date(2022, 2, 16))


@dataclass
class Steps:
    """The steps of one article, in their order; each hangs on those before it, whose time is not in its own."""

    one: AnnotatedArticle

    def __post_init__(self) -> None:
        self.found: dict[str, Any] = {}

    def run(self, step: str) -> None:
        """Do one step."""
        self.found[step] = getattr(self, f"_{step}")()

    def _reading(self) -> Any:
        return clean(broken(self.one.article.text)[0])

    def _cutting(self) -> Any:
        return cut(self.found["reading"])

    def _choosing(self) -> Any:
        focus = FocusConfig(title="The talks", terms=("talks", "minister", "said", "Ukraine"))
        return about_focus(fold_copies([self.one.article, self.one.article]), focus)

    def _stories(self) -> Any:
        return same_story([self.one.article, self.one.article])

    def _tokens(self) -> Any:
        tokens = self.one.tokens
        return tokens.left, tokens.top_down, tokens.datelines, tokens.entities()

    def _quotations(self) -> Any:
        return self.one.quotations

    def _clauses(self) -> Any:
        return self.one.clauses.all

    def _actors(self) -> Any:
        return extract_actors([self.one])

    @property
    def _told(self) -> dict[str, Any]:
        return {"quotes": self.found["quotes"], "mentions": self.found["actors"][1]}

    def _quotes(self) -> Any:
        return extract_quotes([self.one], mentions=self.found["actors"][1])

    def _variants(self) -> Any:
        return merge_variants(self.found["quotes"])

    def _actions(self) -> Any:
        return extract_actions([self.one], mentions=self.found["actors"][1])

    def _times(self) -> Any:
        return extract_time_expressions([self.one])

    def _timeline(self) -> Any:
        return extract_timeline([self.one], quotes=self.found["quotes"], times=self.found["times"])

    def _figures(self) -> Any:
        return extract_figures([self.one], **self._told, times=self.found["times"])

    def _outlook(self) -> Any:
        return extract_outlook([self.one], **self._told)

    def _sentences(self) -> Any:
        return rank_sentences([self.one], alone=True)

    def _key(self) -> Any:
        return key_sentences([self.one])

    def _terms(self) -> Any:
        return extract_terms([self.one])


STEPS = (
    "reading",
    "cutting",
    "choosing",
    "stories",
    "tokens",
    "quotations",
    "clauses",
    "actors",
    "quotes",
    "variants",
    "actions",
    "times",
    "timeline",
    "figures",
    "outlook",
    "sentences",
    "key",
    "terms",
)


KEPT = ("tokens", "quotations", "clauses")  # made once an article: a second time costs nothing


def _timed(steps: Steps, step: str) -> float:
    began = time.process_time()  # of a machine that others use as well
    steps.run(step)
    return time.process_time() - began


def exponent(sizes: list[int], costs: list[float]) -> float:
    """The slope from the first to the last size."""
    if costs[0] <= 0 or costs[-1] <= 0:
        return 0.0
    return math.log(costs[-1] / costs[0]) / math.log(sizes[-1] / sizes[0])


def main() -> int:
    """Print the seconds and exponents of each pattern and step; 1 where one is beyond ``--most``."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--patterns", default=",".join(PATTERNS))
    options.add_argument("--steps", default=",".join(STEPS))
    options.add_argument("--size", type=int, default=1000)
    options.add_argument("--most", type=float, default=1.2)
    options.add_argument("--cache", type=Path)
    given = options.parse_args()
    shown = given.steps.split(",")
    worst: dict[str, tuple[float, str]] = {}
    failed = 0
    warm = Steps(annotate([article_of("distinct sentences", 50)])[0])
    for step in STEPS:
        warm.run(step)  # what is compiled and loaded at its first use
    for pattern in given.patterns.split(","):
        sizes = [given.size, 2 * given.size, 4 * given.size]
        seconds: dict[str, list[float]] = {step: [] for step in STEPS}
        gc.collect()
        annotated = annotate([article_of(pattern, size) for size in sizes], cache_dir=given.cache)
        gc.disable()  # it comes when it likes; whatever unpacks an annotation turns it on
        for one in annotated:
            steps = Steps(one)
            for step in STEPS:
                seconds[step].append(min(_timed(steps, step) for _ in range(1 if step in KEPT else 3)))
        for step in shown:
            if seconds[step][-1] < LEAST_SECONDS:
                continue
            slope = exponent(sizes, seconds[step])
            worst[step] = max(worst.get(step, (0.0, "")), (slope, pattern))
            beyond = slope > given.most
            failed += beyond
            if beyond or seconds[step][-1] > 1:
                told = " ".join(f"{s:8.3f}" for s in seconds[step])
                print(f"{'!' if beyond else ' '} {pattern:20} {step:11} {told} s  n^{slope:.2f}", flush=True)
    print("the steepest of each step:")
    for step, (slope, pattern) in worst.items():
        print(f"  {step:11} n^{slope:.2f}  {pattern}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

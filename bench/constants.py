"""Which tuned constants the tests guard: each is doubled and halved in a copy of the program, and the tests run there.

    python bench/constants.py [--only PART ...] [--jobs N] [--list]

A constant is a name in capitals at module level with a number or numbers. The corpus's tests run first, and where they see
nothing the tests of the finding itself. It is caught where a test fails, where the program stops with an error, or where it
takes too long. PART is a piece of "briefing/...py:NAME"; without it the rooms are looked at whose findings the corpus holds.
The model is loaded and each text annotated once, before the processes part.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import multiprocessing
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("brief", "extract", "facts", "reading", "sources")
CODES = frozenset({"FREE", "TITLE", "_BEGINS"})  # numbers that stand for something and measure nothing
COPY = "briefing-constants-"  # what the name of a copy begins with
BESIDE = ("config", "seeds", "templates", "README.md", "docs")  # what the tests read beside the program
CORPUS = {  # the corpus's tests that a constant can reach, as for pytest -k; the first beginning that fits a file
    "briefing/brief/": "brief",
    "briefing/facts/": "brief",
    "briefing/extract/sentences/": "key_sentences or central or alone or brief",
    "briefing/extract/terms": "terms or brief",
    "briefing/extract/": "not furniture and not copies and not stories and not terms and not central",
    "briefing/sources/cleaning": "furniture",
    "briefing/sources/copies": "copies or stories or key_sentences or brief",
    "briefing/": "",
}
OWN = {  # the tests of the finding itself, the same way
    "briefing/brief/verification": "verify",
    "briefing/brief/": "select",
    "briefing/facts/": "facts",
    "briefing/extract/quotes/variants": "variants",
    "briefing/reading/similarity": "similarity",
    "briefing/reading/": "reading",
    "briefing/sources/cleaning": "clean",
    "briefing/sources/text": "sources",
    "briefing/sources/": "dedupe",
    **{
        f"briefing/extract/{name}": name
        for name in ("actions", "actors", "figures", "outlook", "quotes", "sentences", "terms", "timeline")
    },
}
IDLE = ("cacheprovider", "xdist", "hypothesispytest")  # plugins that cost seconds and are not needed
MOST_SECONDS = 120  # of one run; a loop without end is caught, too
NAME = re.compile(r"_?[A-Z][A-Z0-9_]*")


class Constant(NamedTuple):
    """A name and the numbers that it is given, as half-open places in the bytes of its file."""

    file: str
    line: int
    name: str
    text: str
    numbers: tuple[tuple[int, int], ...]

    @property
    def label(self) -> str:
        """Where it stands, and its name."""
        return f"{self.file}:{self.line} {self.name}"


class Trial(NamedTuple):
    """A constant and what is done to it, "doubled" or "halved"; no constant: the program as it is."""

    constant: Constant | None
    factor: str


class Verdict(NamedTuple):
    """``caught`` says by what, "" where by nothing, None where the change makes no difference to the number."""

    trial: Trial
    caught: str | None


def constants(root: Path) -> Iterator[Constant]:
    for path in sorted((root / "briefing").rglob("*.py")):
        source = path.read_bytes()
        starts = [0, *(found.end() for found in re.finditer(rb"\n", source))]
        for statement in ast.parse(source).body:
            for name, value in _named(statement):
                parts = value.elts if isinstance(value, ast.Tuple) else [value]
                if parts and name not in CODES and all(map(_is_number, parts)):
                    places = [
                        (
                            starts[p.lineno - 1] + p.col_offset,
                            starts[(p.end_lineno or 1) - 1] + (p.end_col_offset or 0),
                        )
                        for p in parts
                    ]
                    file = path.relative_to(root).as_posix()
                    yield Constant(file, statement.lineno, name, ast.unparse(value), tuple(places))


def _named(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """The names in capitals that a statement gives a value, each with its own: "A, B = 1, 2" are two."""
    if isinstance(statement, ast.AnnAssign) and statement.value:
        pairs = [(statement.target, statement.value)]
    elif isinstance(statement, ast.Assign):
        pairs = [(target, statement.value) for target in statement.targets]
    else:
        return
    for target, value in pairs:
        if isinstance(target, ast.Name) and NAME.fullmatch(target.id):
            yield target.id, value
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for one, own in zip(target.elts, value.elts, strict=False):
                if isinstance(one, ast.Name) and NAME.fullmatch(one.id):
                    yield one.id, own


def _is_number(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant):
        return type(value.value) in (int, float)
    if isinstance(value, ast.UnaryOp):
        return _is_number(value.operand)
    return isinstance(value, ast.BinOp) and _is_number(value.left) and _is_number(value.right)


def changed(source: bytes, constant: Constant, factor: str) -> bytes | None:
    """The source with the constant doubled or halved, whole numbers to whole numbers; None where that changes nothing."""
    made = source
    for start, end in reversed(constant.numbers):
        text = source[start:end].decode()
        value = eval(text, {"__builtins__": {}})  # a number in our own source
        other = value * 2 if factor == "doubled" else value // 2 if isinstance(value, int) else value / 2
        made = made[:start] + repr(other).encode() + made[end:]
    return made if made != source else None


# --- one trial in a process of its own ------------------------------------------------------------


class Remembering:
    """A spaCy pipeline that analyses each text once. It has what briefing.reading.annotation asks of one."""

    def __init__(self, nlp) -> None:
        self.nlp = nlp
        self.make_doc = nlp.make_doc
        self.known: dict[tuple[str, tuple[int, ...]], object] = {}

    def pipe(self, docs):
        """Yield the docs with their analysis."""
        for doc in docs:
            key = doc.text, tuple(token.i for token in doc if token.is_sent_start)
            if key not in self.known:
                (self.known[key],) = self.nlp.pipe([doc])
            yield self.known[key]


def warm_up() -> None:
    """Load what every trial needs, and annotate the corpus, so that the processes forked from this one find it."""
    import pytest  # noqa: F401  # so that it is loaded
    import spacy
    import textacy.extract.keyterms.yake
    import textacy.similarity  # noqa: F401

    from briefing.reading.annotation import DEFAULT_MODEL, resolve

    remembering = Remembering(spacy.load(resolve(DEFAULT_MODEL)))
    spacy.load = lambda *_, **__: remembering
    import briefing
    from briefing.library import annotate

    annotate([briefing.read(path) for path in sorted((ROOT / "tests/corpus").glob("*/*.txt"))])


class First:
    """A pytest plugin that keeps the name of the first test that fails."""

    name = ""

    def pytest_runtest_logreport(self, report) -> None:
        """Take what pytest tells of each test."""
        if report.failed and not self.name:
            self.name = report.nodeid.rpartition("::")[2]


def run(trial: Trial) -> Verdict:
    """Run the tests in a copy of the program with one constant changed; without one every test that any of them needs."""
    with tempfile.TemporaryDirectory(prefix=COPY) as scratch:
        if not _copied(trial, Path(scratch)):
            return Verdict(trial, None)
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] in {"briefing", "corpus", "tests"} or _is_of_a_copy(module):
                del sys.modules[name]
        sys.path[0] = scratch
        os.chdir(scratch)
        signal.alarm(MOST_SECONDS if trial.constant else 0)
        try:
            caught = next(filter(None, map(_first_failure, _choices(trial.constant))), "")
        except TimeoutError:
            caught = "time"
        finally:
            signal.alarm(0)
            os.chdir(ROOT)
    return Verdict(trial, caught)


def _copied(trial: Trial, copy: Path) -> bool:
    """Whether a copy of the program was made that differs from it as the trial says."""
    for name in ("briefing", "tests"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy2(ROOT / "pyproject.toml", copy)
    for name in BESIDE:
        (copy / name).symlink_to(ROOT / name)
    if trial.constant:
        path = copy / trial.constant.file
        source = changed(path.read_bytes(), trial.constant, trial.factor)
        if source is None:
            return False
        path.write_bytes(source)
        os.utime(path, (time.time(), time.time() + 10))  # so that no compiled file passes for it
    return True


def _is_of_a_copy(module: object) -> bool:
    return COPY in (getattr(module, "__file__", None) or "")


def _choices(constant: Constant | None) -> list[list[str]]:
    """The tests to be run, one choice after the other, as pytest's arguments."""
    if constant is None:
        return [["tests/test_corpus.py", *sorted({f"tests/test_{name}.py" for name in OWN.values()})]]
    wanted, own = (
        next(value for begin, value in table.items() if constant.file.startswith(begin))
        for table in (CORPUS, OWN)
    )
    return [["tests/test_corpus.py", "-k", wanted], [f"tests/test_{own}.py"]]


def _first_failure(choice: list[str]) -> str:
    """The first test that fails, "" where none does."""
    import pytest

    first = First()
    options = ["-x", "-q", "--assert=plain", *(word for plugin in IDLE for word in ("-p", f"no:{plugin}"))]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = pytest.main([*options, *choice], plugins=[first])
    return "" if code == 0 else first.name or "error"


def _too_long(*_: object) -> None:
    raise TimeoutError


def _tell(verdicts: Iterable[Verdict]) -> None:
    found: dict[Constant, dict[str, str | None]] = {}
    for verdict in verdicts:
        constant = verdict.trial.constant
        if constant:
            found.setdefault(constant, {})[verdict.trial.factor] = verdict.caught
            if len(found[constant]) == 2:
                row = (f"{factor}: {_word(found[constant][factor])}" for factor in ("doubled", "halved"))
                print(f"{constant.label} = {constant.text} | {' | '.join(row)}", flush=True)
    for factor in ("doubled", "halved"):
        told = [caught[factor] for caught in found.values() if caught.get(factor) is not None]
        print(f"{factor}: {sum(map(bool, told))} of {len(told)} caught")
    lost = [one.label for one, caught in found.items() if not any(caught.values())]
    print(f"caught by nothing: {len(lost)}", *lost, sep="\n  ")


def _word(caught: str | None) -> str:
    return "-" if caught is None else caught or "NOT CAUGHT"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    chosen = [
        c
        for c in constants(ROOT)
        if any(part in f"{c.file}:{c.name}" for part in args.only)
        or (not args.only and c.file.split("/")[1] in ROOMS)
    ]
    if args.list:
        print(*(f"{c.label} = {c.text}" for c in chosen), f"{len(chosen)} constants", sep="\n")
        return
    sys.path.insert(0, str(ROOT))
    warm_up()
    signal.signal(signal.SIGALRM, _too_long)
    trials = [Trial(c, factor) for c in chosen for factor in ("doubled", "halved")]
    begun = time.perf_counter()
    plain = run(Trial(None, ""))  # here, so that the texts of all tests are remembered
    if plain.caught:
        sys.exit(f"the tests fail as the program is: {plain.caught}")
    print(f"one run of all tests without a change: {time.perf_counter() - begun:.1f} s", flush=True)
    with multiprocessing.get_context("fork").Pool(args.jobs, maxtasksperchild=1) as pool:
        _tell(pool.imap(run, trials))


if __name__ == "__main__":
    main()

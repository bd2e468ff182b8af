"""Predict, score and compare every task of a quality folder.

    python bench/quality.py DIR [--report docs/quality.md] [--task TASK ...] [--skip-baselines]

DIR holds score.py, baselines.py and data/TASK/{inputs,gold}.jsonl. Ours are this library's own functions, through
predict.py, which reads the inputs alone. Seconds count annotation and findings, not the loading of the language model.
Where DIR has data/situations as well, whole briefs are scored by its run_situations.sh. The last table times the language
model and all findings on the same text, in this process.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import predict

Row = dict[str, Any]

SHOWN = {  # the figures of each task that the report prints: column of score.py -> heading
    "quotes": {"F1": "content F1", "speaker_F1": "content + speaker F1", "speaker_acc": "speaker accuracy"},
    "key_sentences": {"R1": "ROUGE-1", "R2": "ROUGE-2", "RL": "ROUGE-L"},
    "actors": {"found": "found", "B3": "B³", "MUC": "MUC", "CEAFe": "CEAFe", "CoNLL": "CoNLL F1"},
    "dates": {"F1": "F1", "P": "P", "R": "R"},
    "roles": {"F1": "F1", "P": "P", "R": "R"},
    "same_story": {"pair_F1": "pairwise F1", "pair_P": "P", "pair_R": "R", "B3_F1": "B³ F1"},
    "same_fact": {
        "F1": "F1",
        "P": "P",
        "R": "R",
        "mean_F1": "mean F1 of topics",
        "balanced_F1": "balanced F1",
        "false_alarms": "two events joined",
    },
    "news": {"F1": "F1", "P": "P", "R": "R", "right_date": "right date"},
}
TIMED_WORDS = 40_000
ARTICLES_TOGETHER = 5
MARK = "<!-- measured: everything below this line is written by bench/quality.py -->"


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def words_in(record: Row) -> int:
    parts = record["before"] + record["now"] if "now" in record else record.get("articles", [record])
    return sum(len(part["text"].split()) for part in parts)


def scored(folder: Path, task: str, predictions: Path) -> list[Row]:
    command = [
        sys.executable,
        str(folder / "score.py"),
        task,
        str(predictions),
        "--data",
        str(folder / "data"),
        "--json",
    ]
    found: list[Row] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def ours(folder: Path, task: str, scratch: Path) -> tuple[list[Row], float]:
    """Our rows, and the seconds per 1,000 words."""
    from briefing import library
    from briefing.reading.annotation import load

    load()
    library.forget()  # tasks may share texts, and each must pay for its own
    inputs = read(folder / "data" / task / "inputs.jsonl")
    begun = time.perf_counter()
    answers = list(predict.TASKS[task](inputs))
    seconds = time.perf_counter() - begun
    path = scratch / f"{task}.jsonl"
    path.write_text(
        "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers), encoding="utf-8"
    )
    return scored(folder, task, path), 1000 * seconds / sum(map(words_in, inputs))


def baseline_names(folder: Path, task: str) -> list[str]:
    listed = subprocess.run(
        [sys.executable, str(folder / "baselines.py"), "--help"], check=True, capture_output=True, text=True
    ).stdout
    found = re.search(rf"\b{task}: ([^;]+)", " ".join(listed.split()))
    names = re.findall(r"\w+", re.split(r"\s(?:options|--|-h)", found[1])[0]) if found else []
    return [name for name in names if not name.endswith("_gold")]  # those are given the mentions


def baseline(folder: Path, task: str, name: str, scratch: Path) -> tuple[list[Row], float] | None:
    """A peer's rows and seconds per 1,000 words; None where it needs a package that is not installed."""
    path = scratch / f"{task}-{name}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        command = [sys.executable, str(folder / "baselines.py"), task, name, "--data", str(folder / "data")]
        done = subprocess.run(command, check=False, stdout=file, stderr=subprocess.PIPE, text=True)
    errors = done.stderr
    if done.returncode:
        print(f"quality: {task}: {name} is left out: {errors.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    seconds = re.search(r"([\d.]+) s per 1000 words", errors)
    return scored(folder, task, path), float(seconds[1]) if seconds else float("nan")


def table(task: str, systems: dict[str, tuple[list[Row], float]]) -> list[str]:
    columns = SHOWN[task]
    lines = [
        f"| system | rows | {' | '.join(columns.values())} | s per 1,000 words |",
        "|---" * (len(columns) + 3) + "|",
    ]
    for number in range(len(next(iter(systems.values()))[0])):
        for name, (rows, seconds) in systems.items():
            row = rows[number]
            cells = [figure(row.get(column)) for column in columns]
            shown = f"**{name}**" if name == "ours" else name
            lines.append(f"| {shown} | {row['row']} | {' | '.join(cells)} | {seconds:.3f} |")
    return lines


def figure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.1f}" if value > 1 else f"{value:.3f}"


def situations(folder: Path, scratch: Path) -> list[str]:
    """Whole briefs in two editions, beside the first sentences of the reports, as the folder's own script prints them."""
    command = ["sh", str(folder / "run_situations.sh"), str(Path(sys.executable).with_name("briefing"))]
    done = subprocess.run(
        [*command, str(folder / "data" / "situations"), str(scratch / "situations")],
        check=True,
        capture_output=True,
        text=True,
    )
    lines, system = [], "ours"
    for line in done.stdout.splitlines():
        cells = re.split(r" {2,}", line.strip())
        if line.startswith("peer: "):
            system = line.removeprefix("peer: ")
        elif line.startswith("situation") and not lines:
            lines += [
                "| system | edition " + "".join(f"| {cell} " for cell in cells[2:]) + "|",
                "|---" * len(cells) + "|",
            ]
        elif line.startswith("ALL"):
            lines.append(f"| {system} | {cells[1]} " + "".join(f"| {cell} " for cell in cells[2:]) + "|")
    return lines


def findings_beside_the_model(folder: Path) -> list[str]:
    """All findings against the language model on the same text, side by side in this process."""
    from briefing.extract.findings import Found
    from briefing.facts import find_tellings, read_reports
    from briefing.reading.annotation import AnnotatedArticle, load
    from briefing.reading.sentences import split_sentences

    articles, words = [], 0
    for record in read(folder / "data" / "quotes" / "inputs.jsonl"):
        if words < TIMED_WORDS:
            articles.append(predict.article(record))
            words += words_in(record)
    nlp = load()
    Found([AnnotatedArticle(articles[0], nlp(articles[0].text))]).all()  # imports and caches do not count
    model = found = 0.0
    for start in range(0, len(articles), ARTICLES_TOGETHER):
        group = articles[start : start + ARTICLES_TOGETHER]
        begun = time.perf_counter()
        docs = [nlp.make_doc(article.text) for article in group]
        for doc in docs:
            starts = {first for first, _ in split_sentences(doc.text)}
            for token in doc:
                token.is_sent_start = token.i == 0 or token.idx in starts
        annotated = [AnnotatedArticle(a, d) for a, d in zip(group, nlp.pipe(docs), strict=True)]
        middle = time.perf_counter()
        Found(annotated).all()
        find_tellings(read_reports(annotated))
        model, found = model + middle - begun, found + time.perf_counter() - middle
    per_model, per_findings = 1000 * model / words, 1000 * found / words
    told = f"{words:,} words in groups of {ARTICLES_TOGETHER} articles: language model {per_model:.3f} s, "
    told += (
        f"all findings and facts {per_findings:.3f} s per 1,000 words; findings / model = {found / model:.2f}"
    )
    return [told]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--task", action="append", choices=list(SHOWN))
    parser.add_argument("--skip-baselines", action="store_true")
    args = parser.parse_args()
    if not (args.folder / "score.py").is_file():
        sys.exit(f"quality: {args.folder}: there is no quality folder here (score.py, baselines.py, data/)")
    lines: list[str] = []

    def tell(*more: str) -> None:
        lines.extend(more)
        print("\n".join(more), flush=True)

    with tempfile.TemporaryDirectory() as scratch:
        for task in args.task or SHOWN:
            systems = {"ours": ours(args.folder, task, Path(scratch))}
            if not args.skip_baselines:
                peers = {
                    name: baseline(args.folder, task, name, Path(scratch))
                    for name in baseline_names(args.folder, task)
                }
                systems |= {name: peer for name, peer in peers.items() if peer}
            tell("", f"### {task.replace('_', ' ')}", "", *table(task, systems))
        if (args.folder / "data" / "situations").is_dir() and not args.task:
            tell("", "### situations", "", *situations(args.folder, Path(scratch)))
        tell("", "### speed", "", *findings_beside_the_model(args.folder))
    if args.report:
        text = args.report.read_text(encoding="utf-8")
        args.report.write_text(
            text[: text.index(MARK) + len(MARK)] + "\n" + "\n".join(lines) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()

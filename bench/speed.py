"""One edition of one focus beside its floor, in turn, each in a process of its own.

    python bench/speed.py [--runs N] [--project DIR] [--focus ID] [--date YYYY-MM-DD]

The floor is what no program of this kind can do without: importing spaCy, loading the model, nlp.pipe over the same
articles and WeasyPrint over the same HTML. The first edition finds an empty cache; the new one has all its articles to
annotate, as on any morning, in a cache folder that is there; the repeated one finds its annotations too, and loads no language
model. The ratio is taken pair by pair; the median is the figure to quote.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FLOOR = """
import sys
from pathlib import Path
import spacy
nlp = spacy.load(sys.argv[1])
texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[3:]]
for doc in nlp.pipe(texts):
    pass
import weasyprint
weasyprint.HTML(filename=sys.argv[2]).write_pdf(sys.argv[2] + ".floor.pdf")
"""


def seconds(command: list[str], environ: dict[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, env=environ, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def articles(project: Path, json_file: Path) -> list[str]:
    """The files of the sources that the edition read."""
    from briefing.brief.editions import read_brief

    return [str(project / source.file) for source in read_brief(json_file).sources if source.file]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--project", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--focus", default="wallace-shoigu")
    parser.add_argument("--date", default="2022-02-16")
    args = parser.parse_args()

    from briefing.configuration.project import load_project
    from briefing.reading.annotation import resolve

    project = load_project(args.project)
    output = args.project / project.settings.output / args.date
    edition = [
        sys.executable, "-m", "briefing", "daily",
        "--project", str(args.project), "--focus", args.focus, "--date", args.date,
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        warm_env = {**os.environ, "BRIEFING_CACHE_DIR": f"{scratch}/warm"}
        seconds(edition, warm_env)
        page = Path(scratch) / "page.html"
        page.write_bytes((output / f"{args.focus}.html").read_bytes())
        files = articles(args.project, output / f"{args.focus}.json")
        floor = [sys.executable, "-c", FLOOR, resolve(project.settings.language_model), str(page), *files]
        rows = []
        for run in range(args.runs + 1):
            caches = {
                "first": f"{scratch}/first-{run}",
                "new": f"{scratch}/new-{run}",
                "repeated": f"{scratch}/warm",
            }
            Path(caches["new"]).mkdir(mode=0o700)
            row = {"floor": seconds(floor, dict(os.environ))}
            for name, cache in caches.items():
                row[name] = seconds(edition, {**os.environ, "BRIEFING_CACHE_DIR": cache})
            if run:  # the first fills the disk cache, and does not count
                rows.append(row)
                print(
                    f"run {run}: " + ", ".join(f"{name} {taken:.2f} s" for name, taken in row.items()),
                    flush=True,
                )
    for name in ("first", "new", "repeated"):
        ratios = [row[name] / row["floor"] for row in rows]
        middle, low, high = statistics.median(ratios), min(ratios), max(ratios)
        print(f"{name} edition / floor: median {middle:.2f} (lowest {low:.2f}, highest {high:.2f})")


if __name__ == "__main__":
    main()

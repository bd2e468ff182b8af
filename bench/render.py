"""The PDF of a long brief beside what WeasyPrint alone takes for the same HTML, in turn, in one process.

    python bench/render.py [--runs N] [--brief FILE.json] [--template NAME]

Without a brief one is made from seeds/, every section as long as it gets. Ours fills the templates, sets the packaged fonts,
tags the PDF for PDF/UA and attaches the data; WeasyPrint alone gets the finished HTML, as it was set for paper, and none of that.
Processor time is counted, which other work on the machine disturbs little. The ratio is taken pair by pair; the median is the
figure to quote.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import pypdfium2
import weasyprint

import briefing
from briefing.brief.editions import read_brief
from briefing.configuration.project import FocusConfig, load_project
from briefing.rendering import Theme, render
from briefing.sections import LARGEST, SECTIONS
from briefing.sources import read_sources

if TYPE_CHECKING:
    from briefing.model import Brief

ROOT = Path(__file__).resolve().parent.parent


def long_brief() -> Brief:
    """Both focuses of this checkout in one, over all seeds, with every section at its full length."""
    project = load_project(ROOT)
    first, second = (project.focus(name).model_dump() for name in ("wallace-shoigu", "minsk-accords"))
    both = {key: (*first[key], *second[key]) for key in ("actors", "terms")}
    longest = {section.name: {"most": LARGEST} for section in SECTIONS if section.cut}
    wanted = FocusConfig.model_validate({**first, **both, "sections": longest}, strict=False)
    articles, _ = read_sources(project.settings, project.root)
    return briefing.compose(articles, wanted)


def page_set(brief: Brief, theme: Theme) -> str:
    """The HTML that our PDF of a brief is set from."""
    with mock.patch("briefing.rendering.pdf.pdf_from_html", side_effect=lambda html, **_: html):
        return str(render(brief, "pdf", theme=theme))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--brief", type=Path)
    parser.add_argument("--template", default="sitrep")
    args = parser.parse_args()
    brief = read_brief(args.brief) if args.brief else long_brief()
    theme = Theme(name=args.template)
    made = render(brief, "pdf", theme=theme)
    html = page_set(brief, theme)
    weasyprint.HTML(string=html).write_pdf()
    document = pypdfium2.PdfDocument(made)
    print(
        f"{args.template}: {len(document)} pages, {len(brief.sources)} sources, {len(html) / 1000:.0f} kB of HTML"
    )
    ratios = []
    for run in range(1, args.runs + 1):
        begun = time.process_time()
        render(brief, "pdf", theme=theme)
        ours = time.process_time() - begun
        begun = time.process_time()
        weasyprint.HTML(string=html).write_pdf()
        alone = time.process_time() - begun
        ratios.append(ours / alone)
        print(
            f"run {run}: ours {ours:.2f} s, WeasyPrint alone {alone:.2f} s, ratio {ratios[-1]:.2f}",
            flush=True,
        )
    middle, low, high = statistics.median(ratios), min(ratios), max(ratios)
    print(f"ours / WeasyPrint alone: median {middle:.2f} (lowest {low:.2f}, highest {high:.2f})")


if __name__ == "__main__":
    main()

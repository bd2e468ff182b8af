"""Make the pictures of the documentation: the first page of an edition as PNG.

python docs/picture.py out/2022-02-16/wallace-shoigu.pdf docs/images/wallace-shoigu.png
python docs/picture.py --examples out/2022-02-16/wallace-shoigu.json docs/examples

The second form renders the brief with each example and writes the picture beside its theme.yaml.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

WIDTH = 900  # pixels, of the README's picture
EXAMPLE_WIDTH = 800
COLOURS = 64
# What a desk would write into its focus: without it these examples do not show all that they do.
MARKINGS = {"cable": "OFFICIAL-SENSITIVE"}
VARS = {"cable": {"from": "Embassy Moscow", "to": "Ministry, Eastern Europe Department"}}


def main() -> None:
    """Make one picture, or those of the examples."""
    if sys.argv[1] == "--examples":
        picture_examples(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        pdf, picture = sys.argv[1:]
        first_page(pdf, picture, WIDTH)


def picture_examples(brief_file: Path, folder: Path) -> None:
    """Render the brief in ``brief_file`` with each theme in ``folder``."""
    from briefing.brief.editions import read_brief
    from briefing.rendering import Theme, render

    brief = read_brief(brief_file)
    for path in sorted(folder.glob("*/theme.yaml")):
        name = path.parent.name
        marked = replace(brief, focus=replace(brief.focus, handling=MARKINGS.get(name)))
        pdf = render(marked, "pdf", theme=Theme((folder,), name), vars=VARS.get(name, {}))
        first_page(pdf, path.parent / "picture.png", EXAMPLE_WIDTH)


def first_page(pdf: str | bytes, picture: str | Path, width: int) -> None:
    """Draw page one, edged so that white paper stands out on a white page."""
    page = pypdfium2.PdfDocument(pdf)[0]
    image = page.render(scale=width / page.get_width()).to_pil()
    edged = ImageOps.expand(image, border=1, fill=(190, 196, 204))
    edged.convert("P", palette=Image.Palette.ADAPTIVE, colors=COLOURS).save(picture, optimize=True)


if __name__ == "__main__":
    main()

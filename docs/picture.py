"""Make the README's picture: the first page of an edition's PDF as PNG.

python docs/picture.py out/2022-02-16/wallace-shoigu.pdf docs/images/wallace-shoigu.png
"""

from __future__ import annotations

import sys

import pypdfium2
from PIL import Image, ImageOps

WIDTH = 900  # pixels


def main() -> None:
    """Render page one, edged so that white paper stands out on a white page."""
    pdf, picture = sys.argv[1:]
    page = pypdfium2.PdfDocument(pdf)[0]
    image = page.render(scale=WIDTH / page.get_width()).to_pil()
    edged = ImageOps.expand(image, border=1, fill=(190, 196, 204))
    edged.convert("P", palette=Image.Palette.ADAPTIVE, colors=32).save(picture, optimize=True)


if __name__ == "__main__":
    main()

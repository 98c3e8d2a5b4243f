"""The site's icons, painted from the mark: ``python -m veje.tegninger.ikoner``.

The files are kept in ``static/``; run this again only if the mark or its colours change.
"""

from pathlib import Path

from PIL import Image, ImageDraw

from .farver import FARVER, PAPIR
from .logo import HEIGHT, MARK, WIDTH
from .pensel import OVERSIZE, paint

STATIC = Path(__file__).resolve().parents[2] / "static"

#: The mark on its own, the lower thread really broken: a tab has a ground we do not know.
FAVICON_SVG = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 34" fill="none" stroke-width="4.6" \
stroke-linecap="round">
<style>
.a {{ stroke: {FARVER[1].dyb} }} .b {{ stroke: {FARVER[8].dyb} }} .c {{ stroke: {FARVER[5].dyb} }}
@media (prefers-color-scheme: dark) {{
.a {{ stroke: {FARVER[1].lys} }} .b {{ stroke: {FARVER[8].lys} }} .c {{ stroke: {FARVER[5].lys} }}
}}
</style>
<path class="c" d="M3 17h4.5M26.5 17h4.5"/>
<path class="a" d="M3 7C6.7 7 9.8 9.1 12.6 12M21.4 22C24.2 24.9 27.3 27 31 27"/>
<path class="b" d="M3 27C14.5 27 19.5 7 31 7"/>
</svg>
"""


def _icon(size: int, *, share: float, corner: float = 0) -> Image.Image:
    """The mark in the middle of a papir tile."""
    large = size * OVERSIZE
    image = Image.new("RGBA", (large, large), PAPIR if not corner else (0, 0, 0, 0))
    if corner:
        tile = ImageDraw.Draw(image)
        tile.rounded_rectangle((0, 0, large - 1, large - 1), radius=large * corner, fill=PAPIR)
    scale = large * share / WIDTH
    left, top = (large - WIDTH * scale) / 2, (large - HEIGHT * scale) / 2
    paint(
        image,
        MARK,
        lambda point: (left + point[0] * scale, top + point[1] * scale),
        scale,
        lambda vej: PAPIR if vej is None else FARVER[vej].dyb,
    )
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _flat(size: int, *, share: float) -> Image.Image:
    """Without transparency and with few colours, for the files to be small."""
    return _icon(size, share=share).convert("RGB").quantize(64)


def save_icons(static: Path = STATIC) -> None:
    """Write every icon file."""
    folder = static / "img"
    folder.mkdir(parents=True, exist_ok=True)
    (static / "favicon.svg").write_text(FAVICON_SVG, encoding="utf-8")
    _icon(32, share=0.86, corner=0.2).save(folder / "favicon-32.png", optimize=True)
    _flat(180, share=0.68).save(folder / "apple-touch-icon.png", optimize=True)
    for size in (192, 512):
        _flat(size, share=0.62).save(folder / f"icon-{size}.png", optimize=True)
    small = [_icon(size, share=0.86, corner=0.2) for size in (16, 32, 48)]
    small[-1].save(
        static / "favicon.ico", sizes=[icon.size for icon in small], append_images=small[:-1]
    )


if __name__ == "__main__":
    save_icons()

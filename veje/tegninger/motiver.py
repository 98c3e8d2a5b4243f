"""Motiver: one line drawing for each vej, which says what the vej says."""

from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_DOTS: Final = 'stroke-dasharray="0 12"'

#: What stands inside each drawing, in a frame of 200 by 60. Where a line passes under another
#: it is really broken, since the ground below is not ours to know.
MOTIFS: Final[dict[int, str]] = {
    # Two lines clash, cross and go on as one.
    1: (
        '<path d="M4 9C46 9 54 51 96 51S132 30 160 30H196"/>'
        '<path d="M4 51C21 51 32.3 44 42.4 36.3M57.6 23.7C67.7 16 79 9 96 9C138 9 132 30 160 30"/>'
    ),
    # A line runs to an open circle and goes on as dots.
    2: f'<path d="M4 30H76M119.5 16.5A22 22 0 1 0 119.5 43.5"/><path d="M112 30H197" {_DOTS}/>',
    # A knot that is not cut.
    3: (
        '<path d="M4 32C40 32 58 31 84 37C89.1 38.2 94.6 39.6 100.2 40.8'
        "M119 44.1C134.1 45.5 146 42.5 146 27C146 0 118 4 98 4C81.8 4 68.2 11.9 63.6 24"
        "M63.6 42.6C67.5 52.3 77.7 56 91 56C108 56 112 27 136 24"
        'M155.3 24C168.5 25.7 179.3 30 196 30"/>'
    ),
    # One line becomes several, and none of them ends.
    4: (
        '<path d="M4 30H34C64 30 62 14 92 14C116 14 114 6 138 6H196'
        "M92 14C116 14 114 22 138 22H196"
        "M34 30C64 30 62 46 92 46C116 46 114 38 138 38H196"
        'M92 46C116 46 114 54 138 54H196"/>'
    ),
    # Two lines side by side all the way.
    5: '<path d="M4 28C38 4 70 4 100 20S162 36 196 12M4 48C38 24 70 24 100 40S162 56 196 32"/>',
    # One long, slow wave.
    6: '<path d="M4 30C37 2 67 2 100 30S163 58 196 30"/>',
    # Several lines from places of their own become one, which is stronger.
    7: (
        '<path d="M4 6H40C90 6 82 28 124 28M24 22H50C84 22 92 28 124 28'
        'M12 38H50C84 38 92 32 124 32M34 54H46C92 54 82 32 124 32"/>'
        '<path d="M124 30H194" stroke-width="10"/>'
    ),
    # A line takes a step down and goes on level with the others.
    8: '<path d="M4 6H66C98 6 84 30 116 30H196M4 42H196M4 54H196"/>',
    # A winding way whose last stretch is only dotted.
    9: (
        '<path d="M4 46C30 46 32 14 56 14C80 14 82 46 106 46C118 46 124.5 38 131 30"/>'
        f'<path d="M140 20.1C144.3 16.5 149.3 14 156 14C180 14 180 34 197 38" {_DOTS}/>'
    ),
    # A straight line, and beside it a faint one that winds.
    10: (
        '<path d="M4 14H196"/>'
        '<path d="M4 44C16 44 20 33 36 33S52 55 68 55S84 33 100 33'
        'S116 55 132 55S148 33 164 33S184 44 196 44" opacity=".4"/>'
    ),
}


def motif_svg(number: int, *, alt: str = "", class_name: str = "motiv") -> SafeString:
    """The vej's drawing: silent decoration, or an image with a name if it is given one.

    Raises ValueError for a number that is not a vej's.
    """
    if number not in MOTIFS:
        raise ValueError(f"No motif for vej {number!r}")
    role = mark_safe('role="img"' if alt else 'aria-hidden="true"')  # noqa: S308  (constants)
    title = format_html("<title>{}</title>", alt) if alt else ""
    return format_html(
        '<svg class="{}" viewBox="0 0 200 60" fill="none" stroke="currentColor" stroke-width="6"'
        ' stroke-linecap="round" stroke-linejoin="round" focusable="false" {}>{}{}</svg>',
        class_name,
        role,
        title,
        mark_safe(MOTIFS[number]),  # noqa: S308  (constants above)
    )

"""Everything that is drawn: the braid, the ten motifs, the covers, the mark, the share image."""

from .deling import share_image
from .farver import FARVER
from .fletning import braid_svg
from .logo import logo_svg
from .motiver import MOTIFS, motif_svg
from .omslag import cover_svg
from .styrke import spread_svg, strength_svg

__all__ = [
    "FARVER",
    "MOTIFS",
    "braid_svg",
    "cover_svg",
    "logo_svg",
    "motif_svg",
    "share_image",
    "spread_svg",
    "strength_svg",
]

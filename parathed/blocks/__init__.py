"""Blocks that only the readiness test uses."""

from .skalvi import ManglerBlock, RegelBlock, SkalViSpoergsmaalBlock, UdfaldBlock
from .test import MoedepunktBlock, NiveauBlock, SpoergsmaalBlock

__all__ = [
    "ManglerBlock",
    "MoedepunktBlock",
    "NiveauBlock",
    "RegelBlock",
    "SkalViSpoergsmaalBlock",
    "SpoergsmaalBlock",
    "UdfaldBlock",
]

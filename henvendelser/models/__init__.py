"""The contact page and the inquiries that come through it."""

from .dagsmail import Dagsmail
from .haendelser import Haendelse
from .henvendelse import Besked, Henvendelse, Moedeform, new_reference
from .kontakt import KontaktPage
from .moeder import Moede, OensketTid, Tidsforslag
from .sagstal import Sagstal
from .svarskabelon import Svarskabelon

__all__ = [
    "Besked",
    "Dagsmail",
    "Haendelse",
    "Henvendelse",
    "KontaktPage",
    "Moede",
    "Moedeform",
    "OensketTid",
    "Sagstal",
    "Svarskabelon",
    "Tidsforslag",
    "new_reference",
]

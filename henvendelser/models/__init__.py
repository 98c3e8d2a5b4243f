"""The contact page and the inquiries that come through it."""

from .henvendelse import Besked, Henvendelse, new_reference
from .kontakt import KontaktPage

__all__ = ["Besked", "Henvendelse", "KontaktPage", "new_reference"]

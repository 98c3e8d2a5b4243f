"""Everything that is drawn: the braid, the ten motifs, the covers, the mark."""
from .fletning import braid_svg

"""The catalogue: courses and events with dates, and consulting without."""

from .afholdelser import Afholdelse, Moededag
from .arrangementer import ArrangementIndexPage, ArrangementPage
from .kalenderspor import FjernetDag
from .undervisere import Underviser, Undervisning
from .ydelser import YdelseIndexPage, YdelsePage

__all__ = [
    "Afholdelse",
    "ArrangementIndexPage",
    "ArrangementPage",
    "FjernetDag",
    "Moededag",
    "Underviser",
    "Undervisning",
    "YdelseIndexPage",
    "YdelsePage",
]

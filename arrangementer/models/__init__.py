"""The catalogue: courses and events with dates, and consulting without."""

from .afholdelser import Afholdelse, Moededag
from .arrangementer import ArrangementIndexPage, ArrangementPage
from .ydelser import YdelseIndexPage, YdelsePage

__all__ = [
    "Afholdelse",
    "ArrangementIndexPage",
    "ArrangementPage",
    "Moededag",
    "YdelseIndexPage",
    "YdelsePage",
]

"""The catalogue: courses and events with dates, consulting without, and who is signed up."""

from .afholdelser import Afholdelse
from .arrangementer import ArrangementPage
from .evalueringer import Evaluering
from .kalenderspor import FjernetDag
from .kataloger import ArrangementIndexPage
from .moededage import Moededag
from .tilmeldinger import Behov, Deltager, Tilmelding
from .undervisere import Underviser, Undervisning
from .ventelister import Interesse, Mailspor, Tilbud, Udmelding
from .ydelser import YdelseIndexPage, YdelsePage

__all__ = [
    "Afholdelse",
    "ArrangementIndexPage",
    "ArrangementPage",
    "Behov",
    "Deltager",
    "Evaluering",
    "FjernetDag",
    "Interesse",
    "Mailspor",
    "Moededag",
    "Tilbud",
    "Tilmelding",
    "Udmelding",
    "Underviser",
    "Undervisning",
    "YdelseIndexPage",
    "YdelsePage",
]

"""The readiness test, its versions, »Skal det her samskabes?« and the teams that take the test."""

from .skalvi import SkalViPage
from .statistik import GivetNoegle, Statistik
from .team import BrugtNoegle, Team, Teamrunde
from .test import ParathedstestPage
from .versioner import Testversion

__all__ = [
    "BrugtNoegle",
    "GivetNoegle",
    "ParathedstestPage",
    "SkalViPage",
    "Statistik",
    "Team",
    "Teamrunde",
    "Testversion",
]

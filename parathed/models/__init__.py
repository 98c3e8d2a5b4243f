"""The readiness test, its versions, »Skal det her samskabes?« and the teams that take the test."""

from .skalvi import SkalViPage
from .team import BrugtNoegle, Team, Teamrunde
from .test import ParathedstestPage
from .versioner import Testversion

__all__ = [
    "BrugtNoegle",
    "ParathedstestPage",
    "SkalViPage",
    "Team",
    "Teamrunde",
    "Testversion",
]

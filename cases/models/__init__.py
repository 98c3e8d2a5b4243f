"""Municipalities' stories, told with what went well and what did not."""

from .cases import CasePage
from .liste import CaseIndexPage
from .lister import Deltagertype, Metode
from .oensker import Oenske

__all__ = ["CaseIndexPage", "CasePage", "Deltagertype", "Metode", "Oenske"]

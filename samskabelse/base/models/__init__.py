"""The shared floor: pages' common fields, pictures, documents and the site's settings."""

from .files import Billede, Billedudgave, Dokument
from .indstillinger import Indstillinger, MenuPunkt
from .licens import LicenceMixin
from .pages import BasePage, ExampleMixin

__all__ = [
    "BasePage",
    "Billede",
    "Billedudgave",
    "Dokument",
    "ExampleMixin",
    "Indstillinger",
    "LicenceMixin",
    "MenuPunkt",
]

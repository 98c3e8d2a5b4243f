"""Viden: articles to read, and publications in chapters."""

from .artikler import ArtikelPage
from .kilder import Aendring, Kilde, Note
from .lister import ArtikelIndexPage, PublikationIndexPage
from .publikationer import KapitelPage, PublikationPage
from .viden import VidenIndexPage

__all__ = [
    "Aendring",
    "ArtikelIndexPage",
    "ArtikelPage",
    "KapitelPage",
    "Kilde",
    "Note",
    "PublikationIndexPage",
    "PublikationPage",
    "VidenIndexPage",
]

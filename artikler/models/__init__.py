"""Viden: articles to read, and publications in chapters."""

from .artikler import ArtikelPage
from .kilder import Kilde
from .lister import ArtikelIndexPage, PublikationIndexPage
from .publikationer import KapitelPage, PublikationPage
from .viden import VidenIndexPage

__all__ = [
    "ArtikelIndexPage",
    "ArtikelPage",
    "KapitelPage",
    "Kilde",
    "PublikationIndexPage",
    "PublikationPage",
    "VidenIndexPage",
]

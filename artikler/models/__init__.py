"""Viden: articles to read, and publications in chapters."""

from .artikler import ArtikelIndexPage, ArtikelPage, VidenIndexPage
from .kilder import Kilde
from .publikationer import KapitelPage, PublikationIndexPage, PublikationPage

__all__ = [
    "ArtikelIndexPage",
    "ArtikelPage",
    "KapitelPage",
    "Kilde",
    "PublikationIndexPage",
    "PublikationPage",
    "VidenIndexPage",
]

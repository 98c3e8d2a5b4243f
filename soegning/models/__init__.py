"""The index, the words in it, the text of documents, and what editors keep about searches."""

from samskabelse.base.kept import watch

from .dokumenter import DokumentTekst
from .indeks import IndexEntry, IndexText, IndexWord
from .redaktionelt import Fremhaevelse, SoegningUdenHit

__all__ = [
    "DokumentTekst",
    "Fremhaevelse",
    "IndexEntry",
    "IndexText",
    "IndexWord",
    "SoegningUdenHit",
]

watch(DokumentTekst, Fremhaevelse)

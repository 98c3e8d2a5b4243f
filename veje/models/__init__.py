"""The spine: the ten veje, the threads that tie pages to them, and topics."""

from samskabelse.base.facetter import watch

from .emner import Emne, Maalgruppe, TopicsMixin
from .traade import Traad, TraadMixin
from .veje import VejIndexPage, VejPage

__all__ = [
    "Emne",
    "Maalgruppe",
    "TopicsMixin",
    "Traad",
    "TraadMixin",
    "VejIndexPage",
    "VejPage",
]

watch(Traad, Emne, Maalgruppe)

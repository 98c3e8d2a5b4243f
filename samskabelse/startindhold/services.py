"""Putting all of the starting content in."""

from django.db import transaction

from redaktion.groups import ensure_groups
from soegning.indeks import all_at_once

from . import grundlag, sider, texts, tilbud
from .indlaes import Loader


def load() -> list[str]:
    """Load everything that isn't loaded yet, and return the keys of what was new."""
    loader = Loader()
    with transaction.atomic(), all_at_once():
        home = grundlag.load(loader)
        if home is not None:
            indexes = sider.load_tree(loader, home)
            texts.load(loader, indexes)
            tilbud.load(loader, indexes)
            sider.load_pages(loader, home, indexes)
            loader.finish()
            sider.load_menus(loader, home, indexes)
            # Last: what a group may do hangs on the pages of the tree.
            ensure_groups()
    return loader.made

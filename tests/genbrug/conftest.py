"""Colleagues with a browser, as the tests of the editors' admin have them."""

from tests.redaktion.conftest import browser_of, tree

__all__ = ["browser_of", "tree"]

"""Colleagues with a browser, as the tests of the editors' admin have them."""

from tests.redaktion.conftest import administrator, browser_of, tree

__all__ = ["administrator", "browser_of", "tree"]

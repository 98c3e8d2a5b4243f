"""Addresses with a host, for what leaves the site: feeds, data, structured data.

The host is the site's own, from its settings in the database, and never the one that the visitor
asked for.
"""

from wagtail.models import Site


def root_url() -> str:
    """Return »https://www.example.dk«. Wagtail keeps it in its cache, so it asks nothing."""
    paths = Site.get_site_root_paths()
    return paths[0].root_url if paths else ""


def absolute(path: str) -> str:
    """Return a path of ours with the site's host; what has a host already is left alone."""
    return f"{root_url()}{path}" if path.startswith("/") and path[1:2] != "/" else path

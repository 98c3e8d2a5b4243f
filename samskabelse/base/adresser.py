"""Addresses with a host, for what leaves the site (feeds, data), and pages by their address.

The host is the site's own, from its settings in the database, and never the one that the visitor
asked for.
"""

from wagtail.models import Page, Site
from wagtail.query import PageQuerySet


def root_url() -> str:
    """Return »https://www.example.dk«. Wagtail keeps it in its cache, so it asks nothing."""
    paths = Site.get_site_root_paths()
    return paths[0].root_url if paths else ""


def absolute(path: str) -> str:
    """Return a path of ours with the site's host; what has a host already is left alone."""
    return f"{root_url()}{path}" if path.startswith("/") and path[1:2] != "/" else path


def pages_at(*url_paths: str) -> PageQuerySet:
    """Return the pages at these of Wagtail's paths (»/forside/cases/«), however many there are.

    Each ends in its page's slug, which has an index; the path itself has none.
    """
    slugs = {path.rstrip("/").rpartition("/")[2] for path in url_paths}
    return Page.objects.filter(slug__in=slugs, url_path__in=url_paths)

"""The site's settings where no request is at hand: in services and in the worker."""

from samskabelse.base.models import Indstillinger


def current() -> Indstillinger:
    """Return what editors have set, or the defaults where nobody has set anything yet."""
    rows = Indstillinger.objects.filter(site__is_default_site=True)
    return rows.first() or Indstillinger()

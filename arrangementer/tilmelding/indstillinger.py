"""The site's settings where no request is at hand: in services and in the worker."""

from wagtail.models import Site

from samskabelse.base.models import Indstillinger


def current() -> Indstillinger:
    site = Site.objects.filter(is_default_site=True).first()
    return Indstillinger.for_site(site) if site else Indstillinger()

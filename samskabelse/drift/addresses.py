"""The visitor's network address, believed only as far as the proxies in front are ours."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104  (a placeholder, nothing is bound)


def client_address(request: HttpRequest) -> str:
    """Return the address to count attempts by.

    ``X-Forwarded-For`` is ignored unless TRUSTED_PROXY_COUNT says how many of its last entries our
    own proxies wrote.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXY_COUNT:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(hops) >= settings.TRUSTED_PROXY_COUNT:
            address = hops[-settings.TRUSTED_PROXY_COUNT]
    try:
        return str(ipaddress.ip_address(address.strip()))
    except ValueError:
        return UNKNOWN

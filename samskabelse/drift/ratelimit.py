"""How often an address may post a form. Counted in the cache under a hash, kept nowhere else."""

import ipaddress
import logging

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .addresses import client_address

logger = logging.getLogger(__name__)

SALT = "drift.ratelimit"


def allowed(request: HttpRequest, name: str, limit: int = 10, seconds: int = 600) -> bool:
    """Count one more from the visitor's address, and say whether it is within the limit.

    The span begins with the first one. When the cache is away nobody is held back: a visitor's
    message is worth more than the limit.
    """
    key = f"{SALT}.{name}.{_hash(network_of(client_address(request)))}"
    try:
        cache.add(key, 0, seconds)
        return cache.incr(key) <= limit
    except ValueError:  # ran out between the two
        return True
    except Exception:
        logger.warning("The rate limit of %s could not be counted", name, exc_info=True)
        return True


def network_of(address: str) -> str:
    """Return what one visitor holds: an IPv4 address, or the /64 around an IPv6 address."""
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _hash(value: str) -> str:
    return salted_hmac(SALT, value, algorithm="sha256").hexdigest()[:32]

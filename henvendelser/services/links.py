"""Where a visitor comes from, and the private link that leads back to what they wrote."""

import hashlib

from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from wagtail.models import Page, Site

from samskabelse.base.adresser import pages_at
from samskabelse.base.visibility import answering

from ..models.henvendelse import Henvendelse

TOKEN_SALT = "henvendelser.status"  # noqa: S105  (not a secret)
LONGEST_OM = 200


def origin_of(request: HttpRequest) -> Page | None:
    """Return the live page that led to the form: ``?om=<number or path>``, or the field."""
    value = (request.POST if request.method == "POST" else request.GET).get("om", "")
    if value.isascii() and value.isdigit() and len(value) <= 9:
        return answering(Page.objects).filter(pk=int(value), depth__gt=1).first()
    site = Site.find_for_request(request)
    if site and value.startswith("/") and len(value) <= LONGEST_OM:
        root = site.root_page.url_path.rstrip("/")
        return answering(pages_at(f"{root}/{value.strip('/')}/".replace("//", "/"))).first()
    return None


def status_token(reference: str) -> str:
    """Return the secret of an inquiry's private link: 256 bits, made with the site's key.

    Made rather than drawn, so that every later mail can carry the link while the database only
    holds its hash. Hexadecimal, since that is what the log masks wherever it stands.
    """
    return salted_hmac(TOKEN_SALT, reference, algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def status_url(inquiry: Henvendelse) -> str:
    return reverse("henvendelse_status", args=[status_token(inquiry.reference)])


def find(token: str) -> Henvendelse | None:
    return Henvendelse.objects.filter(token_hash=hash_of(token)).first()

"""Private links. Each carries a secret made with the site's key; the database holds its hash.

Made rather than drawn, so that every later mail can carry the link. Hexadecimal, since that is
what the log masks wherever it stands in a path.
"""

import hashlib

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from ..models import Afholdelse, Deltager, Interesse, Tilbud, Tilmelding

CONTACT_SALT = "arrangementer.tilmelding"
PARTICIPANT_SALT = "arrangementer.deltager"
OFFER_SALT = "arrangementer.tilbud"
EVALUATION_SALT = "arrangementer.evaluering"
INTEREST_SALT = "arrangementer.interesse"
LONGEST_ID = 12


def token_of(salt: str, value: object) -> str:
    return salted_hmac(salt, str(value), algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def absolute(path: str) -> str:
    """Return the address for a mail: the site's own, never what a request claims."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


# --- The contact's link -----------------------------------------------------------------------


def contact_token(number: str) -> str:
    return token_of(CONTACT_SALT, number)


def contact_url(tilmelding: Tilmelding) -> str:
    return reverse("tilmelding_privat", args=[contact_token(tilmelding.number)])


def find_tilmelding(token: str) -> Tilmelding | None:
    rows = Tilmelding.objects.select_related("afholdelse__page", "kommune")
    return rows.filter(token_hash=hash_of(token), billed_seats=None).first()


# --- Links with a number in front: whose, and the secret that proves it -------------------------


def _signed(salt: str, pk: int) -> str:
    return f"{pk}-{token_of(salt, pk)}"


def _read(salt: str, token: str) -> int | None:
    number, _dash, secret = token.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_ID):
        return None
    return int(number) if constant_time_compare(secret, token_of(salt, int(number))) else None


def participant_url(deltager: Deltager) -> str:
    return reverse("tilmelding_deltager", args=[_signed(PARTICIPANT_SALT, deltager.pk)])


def find_deltager(token: str) -> Deltager | None:
    pk = _read(PARTICIPANT_SALT, token)
    rows = Deltager.objects.select_related("tilmelding", "afholdelse__page", "behov")
    return rows.filter(pk=pk).first() if pk else None


def home_of(deltager: Deltager) -> str:
    """Return the contact's page, or the participant's own where the contact has been erased."""
    order = deltager.tilmelding
    return contact_url(order) if order.contact_email else participant_url(deltager)


def offer_url(tilbud: Tilbud) -> str:
    return reverse("tilmelding_tilbud", args=[_signed(OFFER_SALT, tilbud.pk)])


def find_tilbud(token: str) -> Tilbud | None:
    pk = _read(OFFER_SALT, token)
    rows = Tilbud.objects.select_related("deltager__tilmelding", "deltager__afholdelse__page")
    return rows.filter(pk=pk).first() if pk else None


def evaluation_url(afholdelse: Afholdelse) -> str:
    """The same for all on the date: nothing in it tells who answers."""
    return reverse("evaluering", args=[_signed(EVALUATION_SALT, afholdelse.pk)])


def find_evaluated(token: str) -> Afholdelse | None:
    pk = _read(EVALUATION_SALT, token)
    return Afholdelse.objects.select_related("page").filter(pk=pk).first() if pk else None


# --- The interest list ------------------------------------------------------------------------


def interest_token(page_pk: int, email: str) -> str:
    return token_of(INTEREST_SALT, f"{page_pk}:{email.lower()}")


def interest_url(interesse: Interesse) -> str:
    return reverse("interesse_bekraeft", args=[interest_token(interesse.page_id, interesse.email)])


def find_interesse(token: str) -> Interesse | None:
    return Interesse.objects.select_related("page").filter(token_hash=hash_of(token)).first()


# --- Public pages -----------------------------------------------------------------------------


def page_path(afholdelse: Afholdelse) -> str:
    parts = afholdelse.page.get_url_parts()
    return parts[2] if parts else "/"


def sign_up_url(afholdelse: Afholdelse) -> str:
    return reverse("tilmelding", args=[afholdelse.page.slug, afholdelse.pk])

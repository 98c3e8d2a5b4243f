"""What happens to a team: made, answered, shown, run again, and in the end deleted."""

import datetime as dt
import hashlib
import secrets
import uuid
from collections.abc import Sequence
from enum import Enum
from typing import Any

from dateutil.relativedelta import relativedelta
from django.conf import settings as django_settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format

from samskabelse.base.models import Indstillinger
from samskabelse.outbox.mailskabeloner import render_mail
from samskabelse.outbox.services import queue_mail

from ..fordeling import counts_with, no_counts
from ..models.team import MOST_ANSWERS, BrugtNoegle, Team, Teamrunde
from ..models.versioner import Testversion

TOKEN_SALT = "parathed.team.organiser"  # noqa: S105  (not a secret)
KEY_SALT = "parathed.team.browser"
#: When the organiser is reminded that the test can be run again.
AGAIN_AFTER = relativedelta(months=6)


class Outcome(Enum):
    """What became of an answer."""

    COUNTED = "counted"
    ALREADY = "already"
    CLOSED = "closed"


# --- Links and keys ---------------------------------------------------------------------------


def organiser_token(team: Team) -> str:
    """Return the secret of the organiser's link: 256 bits, made with the site's key.

    Made rather than drawn, so that a later mail can carry it while the database holds its hash.
    Hexadecimal, since that is what the log masks wherever it stands.
    """
    return salted_hmac(TOKEN_SALT, team.code, algorithm="sha256").hexdigest()


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def find_by_token(token: str) -> Team | None:
    return Team.objects.filter(token_hash=hash_of(token)).first()


def find_by_code(code: str) -> Team | None:
    """Return the team of a code, however it was typed."""
    letters = "".join(letter for letter in code.upper() if letter.isascii() and letter.isalnum())
    if len(letters) != 8:
        return None
    return Team.objects.filter(code=f"{letters[:4]}-{letters[4:]}").first()


def new_key(round_: Teamrunde) -> str:
    """Return a browser's key to answer a round once: random, and signed so as not to be made up."""
    value = f"{round_.pk}.{secrets.token_hex(16)}"
    return signing.Signer(salt=KEY_SALT).sign(value)


def is_key_of(round_: Teamrunde, key: str) -> bool:
    try:
        value = signing.Signer(salt=KEY_SALT).unsign(key)
    except signing.BadSignature:
        return False
    return value.partition(".")[0] == str(round_.pk)


def is_used(round_: Teamrunde, key: str) -> bool:
    return round_.used_keys.filter(key_hash=hash_of(key)).exists()


# --- Made -------------------------------------------------------------------------------------


def create(
    data: dict[str, Any], version: Testversion, settings: Indstillinger, address: str
) -> Team:
    """Make a team with its first round, and mail its organiser the private link.

    ``data`` is a valid form's; sent twice it gives the team of the first time. ``address`` is
    that of the team pages.
    """
    name, email, key = data["navn"], data["email"], data["noegle"]
    submission_key = uuid.uuid5(key, f"{name}\0{email}")
    existing = Team.objects.filter(submission_key=submission_key).first()
    if existing:
        return existing
    today = timezone.localdate()
    team = Team(
        name=name,
        email=email,
        submission_key=submission_key,
        delete_on=today + relativedelta(months=settings.team_months),
    )
    team.token_hash = hash_of(organiser_token(team))
    try:
        with transaction.atomic():
            team.save(force_insert=True)
            open_round(team, 1, version)
            if email:
                queue(team, "teamtest-link", settings, address)
    except IntegrityError:
        # Another process was faster with the same key.
        existing = Team.objects.filter(submission_key=submission_key).first()
        if existing is None:
            raise
        return existing
    return team


def open_round(team: Team, number: int, version: Testversion) -> Teamrunde:
    empty = no_counts(len(version.definition.questions))
    return Teamrunde.objects.create(team=team, number=number, version=version, counts=empty)


def latest_round(team: Team) -> Teamrunde:
    return team.rounds.select_related("version").order_by("-number")[0]


def queue(team: Team, template: str, settings: Indstillinger, address: str) -> None:
    """Queue a mail to the organiser; it is deleted with the team."""
    values = {
        "hold": team.name,
        "link": f"{address}leder/{organiser_token(team)}/",
        "deltagerlink": f"{address}{team.code}/",
        "kode": team.code,
        "slettes": date_format(team.delete_on, "j. F Y"),
        "telefon": settings.phone,
    }
    subject, text = render_mail(template, values)
    team.mails.add(queue_mail(to=team.email, subject=subject, text=text))


# --- Answered ---------------------------------------------------------------------------------


def record(round_: Teamrunde, key: str, answers: Sequence[int]) -> Outcome:
    """Count the answers of one browser, once.

    The round's row is held while the counts change, so that answers that come at once all count.
    Only sums are written: the answers themselves are never in the database.
    """
    with transaction.atomic():
        held = Teamrunde.objects.select_for_update().get(pk=round_.pk)
        if not held.is_open or held.answers >= MOST_ANSWERS:
            return Outcome.CLOSED
        _row, is_new = BrugtNoegle.objects.get_or_create(round=held, key_hash=hash_of(key))
        if not is_new:
            return Outcome.ALREADY
        held.counts = counts_with(held.counts, answers)
        held.answers += 1
        held.save(update_fields=["counts", "answers"])
    return Outcome.COUNTED


# --- Shown and run again ----------------------------------------------------------------------


def close(team: Team) -> bool:
    """Close the round for answers and show it for good; False while there are too few.

    The traces of the browsers have done their work and are deleted.
    """
    with transaction.atomic():
        held = team.rounds.select_for_update().order_by("-number")[0]
        if held.is_open:
            if not held.may_be_shown:
                return False
            held.closed_on = timezone.localdate()
            held.save(update_fields=["closed_on"])
            held.used_keys.all().delete()
    return True


def run_again(team: Team, version: Testversion) -> None:
    """Open the next round, unless one is open already."""
    with transaction.atomic():
        held = Team.objects.select_for_update().get(pk=team.pk)
        last = latest_round(held)
        if not last.is_open:
            open_round(held, last.number + 1, version)


def remind(address: str = "") -> int:
    """Remind organisers, once, that half a year has passed. Run by the worker."""
    base = address or f"{django_settings.WAGTAILADMIN_BASE_URL}/test/team/"
    settings = Indstillinger.objects.order_by("-site__is_default_site").first()
    latest = timezone.localdate() - AGAIN_AFTER
    due = (
        Team.objects.filter(reminded_at=None, rounds__number=1, rounds__closed_on__lte=latest)
        .exclude(email="")
        .exclude(rounds__number=2)
        .distinct()
    )
    amount = 0
    for team in due if settings else []:
        with transaction.atomic():
            held = Team.objects.select_for_update().filter(pk=team.pk, reminded_at=None).first()
            if held is None:
                continue
            queue(held, "teamtest-igen", settings, base)
            held.reminded_at = timezone.now()
            held.save(update_fields=["reminded_at"])
            amount += 1
    return amount


# --- Deleted ----------------------------------------------------------------------------------


def erase(team: Team) -> None:
    """Delete the team, its rounds, and the mails about it, sent or not."""
    with transaction.atomic():
        team.mails.all().delete()
        team.delete()


class TeamHolder:
    """The organisers' addresses, for the registry of personal data."""

    name = "Teamtest"

    def find(self, email: str) -> list[dict[str, Any]]:
        return [
            {
                "hold": team.name,
                "email": team.email,
                "oprettet": timezone.localdate(team.created_at).isoformat(),
                "slettes": team.delete_on.isoformat(),
            }
            for team in Team.objects.filter(email__iexact=email)
        ]

    def erase(self, email: str) -> int:
        """Forget the address; the colleagues' result stays with those who have its links."""
        teams = list(Team.objects.filter(email__iexact=email))
        for team in teams:
            team.mails.all().delete()
            team.email = ""
            team.save(update_fields=["email"])
        return len(teams)

    def purge(self, today: dt.date) -> int:
        due = list(Team.objects.filter(delete_on__lte=today))
        for team in due:
            erase(team)
        return len(due)

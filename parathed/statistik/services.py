"""Giving a test to the statistic, and showing what has gathered."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from typing import Any, Final

from django.core import signing
from django.db import transaction
from django.utils import timezone

from kommuner.models import Region

from ..definition import Definition
from ..fordeling import counts_with, no_counts
from ..models.statistik import GivetNoegle, Statistik, wording_of
from ..models.versioner import Testversion
from . import regler

KEY_SALT = "parathed.statistik"
#: Traces of given tests are kept a day longer than their keys can be used.
KEY_AGE = dt.timedelta(days=1)

TYPES: Final = ("kommune", "region", "stat", "forening", "andet")
SIZES: Final = ("under_50", "fra_50", "fra_500", "fra_5000")


def regions() -> list[str]:
    """Return the names of the regions that stand today."""
    today = timezone.localdate()
    return [
        region.name
        for region in Region.objects.all()
        if (region.valid_from is None or region.valid_from <= today)
        and (region.valid_until is None or region.valid_until >= today)
    ]


# --- Given ------------------------------------------------------------------------------------


def new_key() -> str:
    """Return a key to give one result once: random, and tied to nothing."""
    return signing.TimestampSigner(salt=KEY_SALT).sign(secrets.token_hex(16))


def is_key(key: str) -> bool:
    try:
        signing.TimestampSigner(salt=KEY_SALT).unsign(key, max_age=KEY_AGE)
    except signing.BadSignature:
        return False
    return True


def give(version: Testversion, answers: Sequence[int], groups: dict[str, str], key: str) -> bool:
    """Add the answers to the counts of all and of the groups; False when the key is used.

    ``groups`` are those that were named, by dimension. The rows are always held in the same
    order, so that two who give at once wait for each other and never stop each other.
    """
    wording = wording_of(version.definition)
    with transaction.atomic():
        _row, is_new = GivetNoegle.objects.get_or_create(
            key_hash=hashlib.sha256(key.encode()).hexdigest()
        )
        if not is_new:
            return False
        for dimension, value in [(Statistik.Dimension.ALLE, ""), *sorted(groups.items())]:
            Statistik.objects.get_or_create(
                wording=wording,
                dimension=dimension,
                value=value,
                defaults={"version": version, "counts": no_counts(len(answers))},
            )
            held = Statistik.objects.select_for_update().get(
                wording=wording, dimension=dimension, value=value
            )
            held.counts = counts_with(held.counts, answers)
            held.answers += 1
            held.save(update_fields=["counts", "answers"])
    return True


# --- Shown ------------------------------------------------------------------------------------


def publish() -> int:
    """Show anew the groups that enough have been added to. Run by the worker, once a day."""
    amount = 0
    for pk in Statistik.objects.values_list("pk", flat=True):
        with transaction.atomic():
            held = Statistik.objects.select_for_update().get(pk=pk)
            if regler.is_due(held.answers, held.shown_answers):
                held.shown = regler.to_show(held.counts)
                held.shown_answers = held.answers
                held.shown_on = timezone.localdate()
                held.save(update_fields=["shown", "shown_answers", "shown_on"])
                amount += 1
    return amount


def shown() -> list[Statistik]:
    """Return all groups that may be seen, the newest questions first."""
    order = {name: place for place, name in enumerate(Statistik.Dimension.values)}
    rows = Statistik.objects.exclude(shown_on=None).select_related("version")
    places = {value: place for place, value in enumerate((*TYPES, *SIZES))}
    return sorted(
        rows,
        key=lambda row: (
            -row.version.number,
            order[row.dimension],
            places.get(row.value, 0),
            row.value,
        ),
    )


def shown_for(definition: Definition, groups: dict[str, str]) -> list[Statistik]:
    """Return what can be seen of all and of the named groups, to the same questions."""
    wanted = {(Statistik.Dimension.ALLE, ""), *groups.items()}
    wording = wording_of(definition)
    rows = Statistik.objects.filter(wording=wording).exclude(shown_on=None)
    found = [row for row in rows if (row.dimension, row.value) in wanted]
    _all, *named = Statistik.Dimension.values
    order = [*named, _all]
    return sorted(found, key=lambda row: order.index(row.dimension))


def names_of(groups: dict[str, str], *, without: Sequence[Statistik]) -> list[str]:
    """Return the names of the groups that are not among those."""
    seen = {(row.dimension, row.value) for row in without}
    return [
        Statistik(dimension=dimension, value=value).name
        for dimension, value in groups.items()
        if (dimension, value) not in seen
    ]


class KeyHolder:
    """The traces of given tests; they belong to nobody and are gone the next day."""

    name = "Teststatistik"

    def find(self, _email: str) -> list[dict[str, Any]]:
        return []

    def erase(self, _email: str) -> int:
        return 0

    def purge(self, today: dt.date) -> int:
        amount, _by_model = GivetNoegle.objects.filter(day__lt=today - KEY_AGE).delete()
        return amount

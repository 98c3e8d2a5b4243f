"""What is coming up in the catalogue, and how it stands with the seats."""

from django.db import models
from django.db.models import Count, F, IntegerField, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from samskabelse.base.models import Indstillinger


class ArrangementQuerySet(PageQuerySet):
    def with_next_start(self) -> "ArrangementQuerySet":
        """Annotate ``next_start``: the first start that is still ahead and not cancelled."""
        ahead = Q(afholdelser__ends_at__gte=timezone.now()) & ~Q(afholdelser__status="aflyst")
        return self.annotate(next_start=Min("afholdelser__starts_at", filter=ahead))

    def upcoming(self) -> "ArrangementQuerySet":
        """Pages with a date ahead, the nearest first."""
        return self.with_next_start().exclude(next_start=None).order_by("next_start", "pk")

    def soonest_first(self) -> "ArrangementQuerySet":
        """All pages: those with a date ahead first, the nearest on top."""
        return self.with_next_start().order_by(F("next_start").asc(nulls_last=True), "title", "pk")


class AfholdelseQuerySet(models.QuerySet):
    def with_counts(self) -> "AfholdelseQuerySet":
        """Fetch along the numbers that ``pladser.seats_of`` and the admin's list go by.

        ``seats_taken`` counts seats that are given away or on offer, ``seats_waiting`` the
        waiting list.
        """
        few = Indstillinger.objects.filter(site__is_default_site=True).values("few_seats")
        return self.annotate(
            seats_taken=self._number_of("plads", "tilbudt"),
            seats_waiting=self._number_of("venteliste"),
            few_seats=Subquery(few[:1]),
        )

    def _number_of(self, *statuses: str) -> Coalesce:
        participants = self.model._meta.get_field("deltagere").related_model.objects
        rows = participants.filter(afholdelse=OuterRef("pk"), status__in=statuses).order_by()
        numbers = rows.values("afholdelse").annotate(number=Count("pk")).values("number")
        return Coalesce(Subquery(numbers, output_field=IntegerField()), 0)

    def upcoming(self) -> "AfholdelseQuerySet":
        return self.filter(ends_at__gte=timezone.now())

    def past(self) -> "AfholdelseQuerySet":
        return self.filter(ends_at__lt=timezone.now())

    def with_free_seats(self) -> "AfholdelseQuerySet":
        """Those one can sign up for without having to wait. Needs ``with_counts()``."""
        room = Q(seats=None) | Q(seats__gt=F("seats_taken"))
        return self.filter(room, status="aaben", starts_at__gt=timezone.now())


ArrangementManager = PageManager.from_queryset(ArrangementQuerySet)
AfholdelseManager = models.Manager.from_queryset(AfholdelseQuerySet)

"""What is coming up in the catalogue."""

from django.db.models import F, Min, Q
from django.utils import timezone
from wagtail.models import PageManager
from wagtail.query import PageQuerySet


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


ArrangementManager = PageManager.from_queryset(ArrangementQuerySet)

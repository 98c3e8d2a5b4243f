"""All dates with how it stands, and the search among them and their participants."""

from typing import Any

from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from samskabelse.base.pagination import paginate

from ...models import Afholdelse, Deltager
from .adgang import CHANGE
from .sider import AdminPage

LONGEST_QUERY = 200
MOST_WORDS = 10
MOST_FOUND = 50
PER_PAGE = 50


class DatesPage(AdminPage):
    """Upcoming dates first, the others behind a tab; a search looks through all of them."""

    template_name = "arrangementer/admin/datoer.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shown = self.request.GET.get("vis", "")
        query = self.request.GET.get("q", "").replace("\0", "")[:LONGEST_QUERY].strip()
        now = timezone.now()
        lists = {
            "": (Q(ends_at__gte=now) | Q(ends_at=None)) & ~Q(status=Afholdelse.Status.CANCELLED),
            "tidligere": Q(ends_at__lt=now) & ~Q(status=Afholdelse.Status.CANCELLED),
            "aflyst": Q(status=Afholdelse.Status.CANCELLED),
        }
        shown = shown if shown in lists else ""
        wanted = matching(query) if query else lists[shown]
        rows = Afholdelse.objects.with_counts().select_related("page").filter(wanted)
        results = paginate(
            rows.order_by("-starts_at" if query or shown else "starts_at", "pk"),
            self.request,
            per_page=PER_PAGE,
        )
        add_revenue(results)
        labels = {"": _("Upcoming"), "tidligere": _("Past"), "aflyst": _("Cancelled")}
        context |= {
            "results": results,
            "tabs": [(key, label, key == shown) for key, label in labels.items()],
            "query": query,
            "found": find_people(query) if query else [],
            "most": MOST_FOUND,
            "may_change": self.request.user.has_perm(CHANGE),
        }
        return context


def matching(query: str) -> Q:
    """Look for each word in the course's title and the place."""
    wanted = Q()
    for word in query.split()[:MOST_WORDS]:
        wanted &= Q(page__title__icontains=word) | Q(place__icontains=word)
    return wanted


def add_revenue(dates: Any) -> None:
    """Give each date what its seats bring in, at the prices that were agreed."""
    pays = Q(status=Deltager.Status.PLADS) | Q(owes=True)
    rows = Deltager.objects.filter(pays, afholdelse__in=[date.pk for date in dates]).order_by()
    sums = rows.values("afholdelse").annotate(total=Sum("tilmelding__price"))
    by_date = dict(sums.values_list("afholdelse", "total"))
    for date in dates:
        date.revenue = by_date.get(date.pk, 0)


def find_people(query: str) -> list[Deltager]:
    matches = (
        Q(name__icontains=query)
        | Q(email__icontains=query)
        | Q(tilmelding__employer__icontains=query)
        | Q(tilmelding__number__iexact=query)
        | Q(tilmelding__contact_name__icontains=query)
        | Q(tilmelding__contact_email__icontains=query)
    )
    rows = Deltager.objects.filter(matches).select_related("tilmelding", "afholdelse__page")
    return list(rows.order_by("-pk")[:MOST_FOUND])

"""A field that a case still names is not deleted; what a draft alone names counts too."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail.admin import messages

from cases.models import CasePage
from kommuner.models import Omraade

MOST_BUTTONS = 5


def keep_those_in_use(request: HttpRequest, rows: Sequence[Any]) -> HttpResponse | None:
    """Say which cases must get another field first."""
    keys = [row.pk for row in rows if isinstance(row, Omraade)]
    named_by = Q(omraade__in=keys) | Q(latest_revision__content__omraade__in=keys)
    cases = CasePage.objects.filter(named_by).order_by("title") if keys else CasePage.objects.none()
    if not cases:
        return None
    text = ngettext(
        "Nothing is deleted: %(count)d case is in the field, perhaps in a draft only. "
        "Choose another field there first.",
        "Nothing is deleted: %(count)d cases are in the field, perhaps in a draft only. "
        "Choose another field there first.",
        len(cases),
    )
    buttons = [
        messages.button(reverse("wagtailadmin_pages:edit", args=[case.pk]), case.draft_title)
        for case in cases[:MOST_BUTTONS]
    ]
    messages.error(request, text % {"count": len(cases)}, buttons=buttons)
    return redirect(reverse("wagtailsnippets_kommuner_omraade:list"))

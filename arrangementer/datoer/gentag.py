"""Hold a date again: one form, the days to look through, and then they are made."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page

from ..models import Afholdelse
from . import gem
from .formularer import RepeatForm


def permissions(page: Page, request: HttpRequest) -> Any:
    """Return what the user may do with the page; who may not change it is turned away."""
    tester = page.permissions_for_user(request.user)
    if not tester.can_edit() or tester.page_locked():
        raise PermissionDenied
    return tester


@require_http_methods(["GET", "POST"])
def repeat(request: HttpRequest, pk: int) -> HttpResponse:
    date = get_object_or_404(Afholdelse.objects.select_related("page"), pk=pk)
    may = permissions(date.page, request)
    form = RepeatForm(request.POST or None, date=date)
    if not may.can_publish():
        del form.fields["udgiv"]
    if "tilbage" in request.POST:
        return show(request, date, form)
    if request.method == "POST" and form.is_valid():
        if "opret" in request.POST:
            return make(request, date, form)
        return show(request, date, form, plans=form.cleaned_data["plans"])
    return show(request, date, form, status=422 if form.is_bound else 200)


def make(request: HttpRequest, date: Afholdelse, form: RepeatForm) -> HttpResponse:
    plans = form.cleaned_data["plans"]
    wants = form.cleaned_data.get("udgiv", False)
    is_published = gem.repeat(date, plans, request.user, publish=wants)
    words = {"count": len(plans), "title": date.page.get_admin_display_title()}
    done = ngettext(
        "%(count)s date was added to »%(title)s«.",
        "%(count)s dates were added to »%(title)s«.",
        len(plans),
    )
    if is_published:
        messages.success(request, done % words)
    else:
        waits = _("They are in the draft: the page must be published.")
        messages.warning(request, f"{done % words} {waits}")
        return redirect("wagtailadmin_pages:edit", date.page_id)
    return redirect(reverse("afholdelser:index"))


def show(
    request: HttpRequest,
    date: Afholdelse,
    form: RepeatForm,
    *,
    plans: Any = None,
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "arrangementer/admin/gentag.html",
        {
            "date": date,
            "form": form,
            "plans": plans,
            "back_url": reverse("afholdelser:index"),
            "page_title": _("Hold it again"),
        },
        status=status,
    )

"""Reports that are this site's own."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from cases.models import CasePage
from cases.opfoelgning import to_follow_up

#: In good time to write to those who were there.
AHEAD = dt.timedelta(days=60)


def edit_url(case: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[case.pk])


class OpfoelgningView(ReportView):
    """Cases whose year has passed, or soon has, without a word of how it went."""

    page_title = _("Cases to follow up")
    header_icon = "calendar-check"
    index_url_name = "opfoelgning"
    index_results_url_name = "opfoelgning_results"
    permission_policy = page_permission_policy
    any_permission_required = ["change", "publish"]
    no_results_message = _("No case is to be followed up within the next two months.")
    columns = [
        TitleColumn("title", label=_("Title"), get_url=edit_url),
        DateColumn("due", label=_("Due")),
        Column("follow_up_missing", label=_("What the page says")),
        Column("contact_name", label=_("Whom to ask")),
        Column("contact_email", label=_("Their e-mail")),
    ]
    list_export = ["title", "due", "contact_name", "contact_email"]
    export_headings = {
        "title": _("Title"),
        "due": _("Due"),
        "contact_name": _("Whom to ask"),
        "contact_email": _("Their e-mail"),
    }

    @classmethod
    def may_be_seen_by(cls, user: Any) -> bool:
        may: bool = cls.permission_policy.user_has_any_permission(user, cls.any_permission_required)
        return may

    def get_queryset(self) -> QuerySet[CasePage]:
        mine = page_permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        return to_follow_up(timezone.localdate() + AHEAD).filter(pk__in=mine.values("pk"))

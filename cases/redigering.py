"""What the editor of a case is told before it is saved."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

FIRST_YEAR = 1970


class CasePageForm(WagtailAdminPageForm):
    """Checks that need today's date, or two fields at once."""

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        last = timezone.localdate().year + 1
        if year is not None and not FIRST_YEAR <= year <= last:
            words = {"first": FIRST_YEAR, "last": last}
            raise ValidationError(_("Write a year from %(first)d to %(last)d.") % words)
        return year

    def clean_followed_up_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["followed_up_on"]
        today = timezone.localdate()
        if day and (day.year, day.month) > (today.year, today.month):
            raise ValidationError(_("This month is yet to come. When was the case followed up?"))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        is_draft = self.is_deferred_validation
        if cleaned.get("followed_up_on") and not cleaned.get("follow_up") and not is_draft:
            self.add_error(
                "follow_up", _("Write how it went, or take the month of the follow-up away.")
            )
        return cleaned

"""What the editor of a course is told before it is saved."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class ArrangementPageForm(WagtailAdminPageForm):
    """Checks that span several dates, or a date and its days."""

    def is_valid(self) -> bool:
        return super().is_valid() and self._dates_can_stand

    @cached_property
    def _dates_can_stand(self) -> bool:
        """Say at the date itself what is wrong: the formsets are checked by now."""
        formset = self.formsets["afholdelser"]
        kept = [form for form in formset.forms if form not in formset.deleted_forms]
        for form in kept:
            self._deadline_is_before_the_days(form)
        self._dates_in_use_are_kept({form.instance.pk for form in kept if form.instance.pk})
        return not self.errors and not any(form.errors for form in kept)

    def _deadline_is_before_the_days(self, form: Any) -> None:
        deadline = form.cleaned_data.get("deadline")
        days = [
            day.cleaned_data["date"]
            for day in form.formsets["days"].forms
            if day.cleaned_data.get("date") and not day.cleaned_data.get("DELETE")
        ]
        if deadline and days and deadline > min(days):
            form.add_error("deadline", _("The deadline must lie before the first day."))

    def _dates_in_use_are_kept(self, kept: set[int]) -> None:
        dates = self.instance._meta.get_field("afholdelser").related_model
        if not self.instance.pk:
            return
        standing = {row.pk: row for row in dates.objects.filter(page=self.instance.pk)}
        for pk in sorted(dates.in_use(set(standing) - kept)):
            text = _("Somebody is signed up for %(date)s. Set it to cancelled; don't remove it.")
            self.add_error(None, text % {"date": standing[pk]})

"""What a course administrator fills in to hold a date again."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Afholdelse
from . import serie

#: As they are written in Denmark; the first is how the form writes them.
FORMATS = ("%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d")
#: Nobody plans further ahead.
MOST_AHEAD = dt.timedelta(days=5 * 366)


def read_date(text: str) -> dt.date | None:
    for form in FORMATS:
        try:
            return dt.datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None


class RepeatForm(forms.Form):
    """On chosen dates, or in a rhythm."""

    CHOSEN = "datoer"

    hvordan = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[
            (CHOSEN, gettext_lazy("On the dates I write")),
            ("ugentlig", gettext_lazy("Every week")),
            ("hver_anden_uge", gettext_lazy("Every other week")),
            ("maanedlig", gettext_lazy("Every month, on the same weekday of the month")),
        ],
        initial=CHOSEN,
        widget=forms.RadioSelect,
    )
    datoer = forms.CharField(
        label=gettext_lazy("First days"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One a line, such as 14.01.2027. The other days follow by themselves."
        ),
    )
    antal = forms.IntegerField(
        label=gettext_lazy("How many"), required=False, min_value=1, max_value=serie.MOST
    )
    flyt = forms.BooleanField(
        label=gettext_lazy("Move days that fall on a weekend or a holiday to the next working day"),
        required=False,
        initial=True,
    )
    udgiv = forms.BooleanField(label=gettext_lazy("Publish at once"), required=False, initial=True)

    def __init__(self, *args: Any, date: Afholdelse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.date = date

    @property
    def times(self) -> list[serie.Times]:
        return [serie.Times(day.date, day.start, day.end) for day in self.date.days_in_order]

    def clean_datoer(self) -> list[dt.date]:
        lines = [line.strip() for line in self.cleaned_data["datoer"].splitlines() if line.strip()]
        found = []
        for line in lines:
            day = read_date(line)
            if day is None:
                raise forms.ValidationError(
                    _("»%(line)s« is no date. Write it as 14.01.2027.") % {"line": line[:40]}
                )
            found.append(day)
        if len(found) > serie.MOST:
            raise forms.ValidationError(_("Make %(most)s at most at once.") % {"most": serie.MOST})
        return sorted(set(found))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        rhythm = data.get("hvordan")
        if not self.times:
            self.add_error(None, _("The date has no days to repeat."))
        elif rhythm == self.CHOSEN and "datoer" in data:
            data["starts"] = data["datoer"]
            if not data["starts"]:
                self.add_error("datoer", _("Write at least one date."))
        elif rhythm in serie.RHYTHMS and "antal" in data:
            if not data["antal"]:
                self.add_error("antal", _("Write how many."))
            else:
                data["starts"] = serie.starts_of(self.times[0].date, rhythm, data["antal"])
        if data.get("starts") and not self.errors:
            data["plans"] = serie.plan(self.times, data["starts"], data["flyt"])
            self._can_be_held(data["plans"])
        return data

    def _can_be_held(self, plans: list[list[serie.PlannedDay]]) -> None:
        today = timezone.localdate()
        first_days = [days[0].date for days in plans]
        taken = {
            (row.place, row.days_in_order[0].date)
            for row in self.date.page.afholdelser.prefetch_related("days")
            if row.days_in_order
        }
        for day in first_days:
            words = {"date": date_format(day, "j. F Y")}
            if day < today:
                self.add_error(None, _("%(date)s is over.") % words)
            elif day > today + MOST_AHEAD:
                self.add_error(None, _("%(date)s is too far ahead.") % words)
            elif (self.date.place, day) in taken or first_days.count(day) > 1:
                self.add_error(None, _("There is one on %(date)s already.") % words)

"""What colleagues fill in at an inquiry. Each form knows which version it was made from."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samskabelse.base.validators import PlainTextValidator, one_line
from samskabelse.base.workdays import is_working_day, working_days_after
from samskabelse.users.models import User

from ..models import Henvendelse, Moede, Moedeform, OensketTid, Svarskabelon
from ..models.moeder import LONGEST_PLACE
from .adgang import colleagues

Status = Henvendelse.Status
#: As they stand in lists to choose from; within a sentence they have no capital.
STATUSES = [(status.value, capfirst(status.label)) for status in Status]

LONGEST_REPLY = 10_000
LONGEST_NOTE = 5_000
LONGEST_VERSION = 2_147_483_647
FURTHEST = dt.timedelta(days=365)
DAYS_TO_CHOOSE = 5
PROPOSALS = 3

LENGTHS = [(minutes, str(minutes)) for minutes in (15, 30, 45, 60, 90, 120, 180)]
HOURS = {
    OensketTid.Tidspunkt.FORMIDDAG: dt.time(9),
    OensketTid.Tidspunkt.EFTERMIDDAG: dt.time(13),
}

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\u0085\u2028\u2029]")


class TextField(forms.CharField):
    """Text of many lines; line breaks are made alike, nothing else is touched."""

    widget = forms.Textarea(attrs={"rows": 6})
    default_validators = [PlainTextValidator()]
    default_error_messages = {"required": gettext_lazy("Write a text.")}

    def to_python(self, value: Any) -> str:
        return super().to_python(_LINE_BREAKS.sub("\n", str(value or "")))


class SagForm(forms.Form):
    """A form at one inquiry. ``name`` tells its fields apart from those of the others."""

    name = ""
    seen = forms.IntegerField(min_value=0, max_value=LONGEST_VERSION, widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, inquiry: Henvendelse, user: User, data: Any = None) -> None:
        self.inquiry, self.user = inquiry, user
        initial = {"seen": inquiry.version, **self.first_values()}
        super().__init__(data, initial=initial, auto_id=f"{self.name}_%s")
        for field in self.fields.values():
            # A cap cuts pasted text unseen; the server says how much is too much.
            field.widget.attrs.pop("maxlength", None)
        self.prepare()

    def first_values(self) -> dict[str, Any]:
        return {}

    def prepare(self) -> None:
        """Fill in the choices; called when all fields are there."""

    def catch_up(self) -> None:
        """Let the next sending go through: its sender has been told what happened."""
        self.data = self.data.copy()
        self.data["seen"] = str(self.inquiry.version)


class StatusForm(SagForm):
    name = "status"
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=STATUSES,
        error_messages=dict.fromkeys(
            ["invalid_choice", "required"], gettext_lazy("Choose a status from the list.")
        ),
    )

    def first_values(self) -> dict[str, Any]:
        return {"status": self.inquiry.status}


class ColleagueField(forms.ModelChoiceField):
    default_error_messages = {
        "invalid_choice": gettext_lazy("Choose a colleague from the list."),
        "required": gettext_lazy("Choose a colleague from the list."),
    }


class AssignForm(SagForm):
    name = "tildel"
    assignee = ColleagueField(
        label=gettext_lazy("Assigned to"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody"),
    )

    def first_values(self) -> dict[str, Any]:
        return {"assignee": self.inquiry.assignee_id}

    def prepare(self) -> None:
        self.fields["assignee"].queryset = colleagues()


class NoteForm(SagForm):
    name = "notat"
    text = TextField(
        label=gettext_lazy("Note"),
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy(
            "Only colleagues see it. But whoever wrote has a right to see what stands about them."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReplyForm(SagForm):
    """The answer. A template is put in after what is already written."""

    name = "svar"
    template = forms.ModelChoiceField(
        label=gettext_lazy("Reply template"),
        queryset=Svarskabelon.objects.all(),
        required=False,
        empty_label=gettext_lazy("Choose a template"),
    )
    text = TextField(
        label=gettext_lazy("Your reply"),
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=gettext_lazy("Greeting, private link and signature are put around it."),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("The case afterwards"),
        choices=[
            (Status.AFVENTER.value, gettext_lazy("Waits for the sender")),
            (Status.AFSLUTTET.value, gettext_lazy("Closed")),
            (Status.I_GANG.value, gettext_lazy("In progress: we owe more")),
        ],
        error_messages=dict.fromkeys(
            ["invalid_choice", "required"], gettext_lazy("Choose a status from the list.")
        ),
    )

    def first_values(self) -> dict[str, Any]:
        return {"status": Status.AFVENTER.value}

    def with_text(self, text: str) -> "ReplyForm":
        """Return the form with the text after what is written."""
        data = self.data.copy()
        written = str(data.get("text", "")).rstrip()
        data["text"] = f"{written}\n\n{text}" if written else text
        data["template"] = ""
        return ReplyForm(self.inquiry, self.user, data)


class DanishDateTimeField(forms.DateTimeField):
    """The browser's own picker of day and time; typed, as 2026-12-03 9.00."""

    default_error_messages = {
        "invalid": gettext_lazy("Choose a day and a time."),
        "required": gettext_lazy("Choose a day and a time."),
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(
            format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", "step": "300"}
        )
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H.%M", "%d-%m-%Y %H.%M"]
        super().__init__(widget=widget, input_formats=formats, **kwargs)

    def validate(self, value: dt.datetime | None) -> None:
        super().validate(value)
        if value is None:
            return
        if value <= timezone.now():
            raise ValidationError(_("That time has passed. Choose a later one."))
        if value > timezone.now() + FURTHEST:
            raise ValidationError(_("That is more than a year ahead. Choose an earlier time."))
        if not is_working_day(timezone.localdate(value)):
            raise ValidationError(_("That is not a working day. Choose another one."))


class TimeForm(SagForm):
    """What meetings and proposals have in common: how long, how, where, with whom."""

    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Length in minutes"), choices=LENGTHS, coerce=int
    )
    moedeform = forms.ChoiceField(label=gettext_lazy("Form of meeting"), choices=Moedeform.choices)
    place = forms.CharField(
        label=gettext_lazy("Place or link"),
        required=False,
        max_length=LONGEST_PLACE,
        validators=[one_line],
        help_text=gettext_lazy("An address or a link to the online meeting. Not for a call."),
    )
    host = ColleagueField(label=gettext_lazy("Who holds it"), queryset=User.objects.none())

    def prepare(self) -> None:
        self.fields["host"].queryset = colleagues()

    def first_values(self) -> dict[str, Any]:
        return {
            "minutes": 30,
            "moedeform": self.inquiry.moedeform or Moedeform.ONLINE.value,
            "host": self.inquiry.assignee_id or self.user.pk,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needs_place = data.get("moedeform", Moedeform.TELEFON) != Moedeform.TELEFON
        if needs_place and not data.get("place") and "place" not in self.errors:
            self.add_error("place", _("Write where it is, or the link to it."))
        return data


class ProposeForm(TimeForm):
    """Up to three times, beginning with those that the visitor wished for."""

    name = "tider"
    time_1 = DanishDateTimeField(label=gettext_lazy("Time 1"))
    time_2 = DanishDateTimeField(label=gettext_lazy("Time 2"), required=False)
    time_3 = DanishDateTimeField(label=gettext_lazy("Time 3"), required=False)
    answer_by = forms.DateField(
        label=gettext_lazy("Choose at the latest"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        help_text=gettext_lazy("After that day the times are given free."),
        error_messages={"invalid": gettext_lazy("Choose a day.")},
    )

    field_order = ["seen", "time_1", "time_2", "time_3", "minutes", "moedeform", "place", "host"]

    def first_values(self) -> dict[str, Any]:
        today = timezone.localdate()
        ahead = [wish for wish in self.inquiry.wished_times.all() if wish.date > today]
        wished = {
            f"time_{number}": f"{wish.date:%Y-%m-%d}T{HOURS[wish.part_of_day]:%H:%M}"
            for number, wish in enumerate(ahead[:PROPOSALS], start=1)
        }
        last = working_days_after(today, DAYS_TO_CHOOSE)
        if ahead:
            last = min(last, min(wish.date for wish in ahead) - dt.timedelta(days=1))
        return {**super().first_values(), **wished, "answer_by": last}

    def times(self) -> list[dt.datetime]:
        values = [self.cleaned_data.get(f"time_{number}") for number in range(1, PROPOSALS + 1)]
        return [value for value in values if value]

    def clean_answer_by(self) -> dt.date:
        day = self.cleaned_data["answer_by"]
        if day < timezone.localdate():
            raise ValidationError(_("That day has passed. Choose a later one."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        seen: set[dt.datetime] = set()
        for number in range(1, PROPOSALS + 1):
            value = data.get(f"time_{number}")
            if value and value in seen:
                self.add_error(f"time_{number}", _("That time stands above already."))
            elif value:
                seen.add(value)
        last = data.get("answer_by")
        if seen and last and last > timezone.localdate(min(seen)):
            self.add_error("answer_by", _("Choose a day before the first of the times."))
        return data


class MeetingForm(TimeForm):
    """Book a meeting, or change the one that is agreed."""

    name = "moede"
    starts_at = DanishDateTimeField(label=gettext_lazy("Day and time"))
    text = TextField(
        label=gettext_lazy("A word to the sender"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Stands in the mail when a meeting is changed."),
    )

    field_order = ["seen", "starts_at", "minutes", "moedeform", "place", "host", "text"]

    def __init__(
        self, inquiry: Henvendelse, user: User, data: Any = None, meeting: Moede | None = None
    ) -> None:
        self.meeting = meeting
        super().__init__(inquiry, user, data)
        if meeting is None:
            del self.fields["text"]

    def first_values(self) -> dict[str, Any]:
        if self.meeting is None:
            return super().first_values()
        lengths = dict(LENGTHS)
        return {
            "starts_at": timezone.localtime(self.meeting.starts_at),
            "minutes": self.meeting.minutes if self.meeting.minutes in lengths else 30,
            "moedeform": self.meeting.moedeform,
            "place": self.meeting.place,
            "host": self.meeting.host_id,
        }


class CancelForm(SagForm):
    name = "aflys"
    text = TextField(
        label=gettext_lazy("A word to the sender"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Stands in the mail that cancels the meeting."),
    )


class MergeForm(SagForm):
    """Which inquiry goes on in this one: one of the sender's, or any by its number."""

    name = "saml"
    reference = forms.CharField(
        label=gettext_lazy("Case number"),
        max_length=20,
        error_messages={"required": gettext_lazy("Write the number of the other inquiry.")},
        help_text=gettext_lazy("The other one is closed and shown here. It can be undone."),
    )

    def clean_reference(self) -> Henvendelse:
        reference = self.cleaned_data["reference"].strip().upper()
        other = Henvendelse.objects.filter(reference=reference.replace("\0", "")).first()
        if other is None or other == self.inquiry:
            raise ValidationError(_("There is no other inquiry with that number."))
        return other

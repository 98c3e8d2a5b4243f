"""The fields of the contact form: what people type, understood and checked."""

import datetime as dt
import re
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import date_format

from samskabelse.base.tekster import lazy_tekst, tekst
from samskabelse.base.validators import PlainTextValidator, holds_cpr, no_cpr
from samskabelse.base.workdays import day_off_name, is_working_day

from .models.henvendelse import LONGEST_MESSAGE

FELTER = "kontakt.felter"
LONGEST_PHONE_TYPED = 40
LONGEST_DATE_TYPED = 40

#: Days from today on which a meeting may be wished for.
SOONEST, LATEST = 2, 90

# What comes along when text is pasted from a document and nobody can see or take out: soft
# hyphens, zero-width spaces, direction marks, byte order marks.
_PASTED = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\u0085\u2028\u2029]")
_PHONE = re.compile(r"\(?\+?[0-9\s().\-]+")
_WRITTEN_DATE = re.compile(r"(\d{1,2})\.? ([a-zæøå]{3,9})\.? (\d{4})")
_MONTHS = {str(name)[:3].lower(): number for number, name in MONTHS.items()}


def texts(field: str) -> dict[str, Any]:
    return {
        "label": lazy_tekst(f"{FELTER}.{field}.label"),
        "help_text": lazy_tekst(f"{FELTER}.{field}.hjaelp"),
    }


class BeskedField(forms.CharField):
    """Text of many lines, rid of the invisible marks that pasted text brings along."""

    widget = forms.Textarea(attrs={"rows": 7})
    default_error_messages = {"required": lazy_tekst(f"{FELTER}.besked.fejl.mangler")}
    default_validators = [PlainTextValidator(), no_cpr]

    def to_python(self, value: Any) -> str:
        return super().to_python(_LINE_BREAKS.sub("\n", str(value or "")).translate(_PASTED))

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > LONGEST_MESSAGE:
            raise ValidationError(
                tekst(f"{FELTER}.besked.fejl.for_lang", antal=len(value) - LONGEST_MESSAGE)
            )


class TelefonField(forms.CharField):
    """Takes Danish numbers as eight digits, and any country's after a plus."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        if not typed.startswith("+") and holds_cpr(typed):
            raise ValidationError(tekst("formularer.cpr"), code="cpr")
        number = None
        # Looked at first: the library reads letters as digits and drops what follows a slash.
        if len(typed) <= LONGEST_PHONE_TYPED and _PHONE.fullmatch(typed):
            try:
                number = phonenumbers.parse(typed, "DK")
            except phonenumbers.NumberParseException:
                number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError(tekst(f"{FELTER}.telefon.fejl.ugyldig"))
        if number.country_code == 45:
            digits = phonenumbers.national_significant_number(number)
            return f"{digits[:4]} {digits[4:]}"
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


class OriginInput(forms.CheckboxInput):
    """A tick that carries the page's number; untick it, and nothing is sent."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)


def wish_limits() -> tuple[dt.date, dt.date]:
    """Return the first and the last day that may be wished for."""
    today = timezone.localdate()
    return today + dt.timedelta(days=SOONEST), today + dt.timedelta(days=LATEST)


class OensketDatoField(forms.DateField):
    """A working day from the day after tomorrow; the browser's own calendar, or typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m-%Y", "%d/%m/%Y"],
            error_messages={"invalid": lazy_tekst("formularer.dato_ugyldig")},
            **kwargs,
        )

    def to_python(self, value: Any) -> dt.date | None:
        typed = " ".join(str(value or "").split()).lower()
        if len(typed) > LONGEST_DATE_TYPED or not typed.isascii():
            typed = typed[:LONGEST_DATE_TYPED]  # no such date is that long
        written = _WRITTEN_DATE.fullmatch(typed)
        if written and written[2][:3] in _MONTHS:
            typed = f"{written[3]}-{_MONTHS[written[2][:3]]}-{written[1]}"
        return super().to_python(typed)

    def validate(self, value: dt.date | None) -> None:
        if value is None:
            return
        first, last = wish_limits()
        key = f"{FELTER}.tid.fejl"
        if value < timezone.localdate():
            raise ValidationError(tekst(f"{key}.fortid"))
        if value < first:
            raise ValidationError(tekst(f"{key}.for_taet", dato=date_format(first, "j. F Y")))
        if value > last:
            raise ValidationError(tekst(f"{key}.for_langt", dato=date_format(last, "j. F Y")))
        if value.weekday() >= 5:
            raise ValidationError(tekst(f"{key}.weekend"))
        if not is_working_day(value):
            raise ValidationError(tekst(f"{key}.helligdag", helligdag=day_off_name(value)))

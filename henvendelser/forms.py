"""The contact form. Field names in POST are part of the contract."""

import uuid
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from wagtail.models import Page

from samskabelse.base.tekster import lazy_tekst, tekst
from samskabelse.base.validators import OneLineValidator, PlainTextValidator

from .models import Henvendelse

FELTER = "kontakt.felter"
SHORTEST_MESSAGE = 5


def texts(field: str) -> dict[str, str]:
    return {
        "label": lazy_tekst(f"{FELTER}.{field}.label"),
        "help_text": lazy_tekst(f"{FELTER}.{field}.hjaelp"),
    }


class KontaktForm(forms.Form):
    """What a visitor writes to COK."""

    emne = forms.ChoiceField(
        choices=Henvendelse.Emne.choices,
        required=False,
        error_messages={"invalid_choice": lazy_tekst(f"{FELTER}.emne.fejl.ugyldig")},
        **texts("emne"),
    )
    besked = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": lazy_tekst(f"{FELTER}.besked.fejl.mangler")},
        validators=[PlainTextValidator()],
        **texts("besked"),
    )
    navn = forms.CharField(
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": lazy_tekst(f"{FELTER}.navn.fejl.mangler")},
        validators=[OneLineValidator(f"{FELTER}.navn.fejl.ugyldig")],
        **texts("navn"),
    )
    email = forms.EmailField(
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        max_length=254,
        error_messages={
            "required": lazy_tekst(f"{FELTER}.email.fejl.mangler"),
            "invalid": lazy_tekst(f"{FELTER}.email.fejl.ugyldig"),
        },
        **texts("email"),
    )
    telefon = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        **texts("telefon"),
    )
    organisation = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        validators=[OneLineValidator()],
        **texts("organisation"),
    )
    noegle = forms.UUIDField(required=False, widget=forms.HiddenInput)
    om = forms.IntegerField(required=False, widget=forms.HiddenInput)

    #: Longest text of each field; the database holds the same limits.
    longest = {"navn": 120, "organisation": 160}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The server's Danish error is better than the browser's: lengths are not capped there.
        self.use_required_attribute = False
        self.fields["email"].error_messages["max_length"] = tekst(
            f"{FELTER}.email.fejl.for_lang", maks=254
        )

    @staticmethod
    def fresh(request: HttpRequest, origin: Page | None) -> dict[str, Any]:
        """Return the values of an empty form: its own key, and where the visitor came from."""
        emne = request.GET.get("emne", "")
        return {
            "noegle": uuid.uuid4(),
            "emne": emne if emne in Henvendelse.Emne.values else Henvendelse.Emne.MOEDE,
            "om": origin.pk if origin else None,
        }

    def clean_emne(self) -> str:
        return self.cleaned_data["emne"] or Henvendelse.Emne.ANDET

    def clean_noegle(self) -> uuid.UUID:
        return self.cleaned_data["noegle"] or uuid.uuid4()

    def clean_navn(self) -> str:
        return self._short_enough("navn")

    def clean_organisation(self) -> str:
        return self._short_enough("organisation")

    def clean_besked(self) -> str:
        message = self.cleaned_data["besked"].replace("\r\n", "\n")
        longest = Henvendelse._meta.get_field("message").max_length
        if len(message) > longest:
            raise ValidationError(
                tekst(f"{FELTER}.besked.fejl.for_lang", antal=len(message) - longest)
            )
        if len(message) < SHORTEST_MESSAGE:
            raise ValidationError(tekst(f"{FELTER}.besked.fejl.for_kort"))
        return message

    def clean_telefon(self) -> str:
        """Take Danish numbers as eight digits, and any country's after a plus."""
        typed = self.cleaned_data["telefon"]
        if not typed:
            return ""
        try:
            number = phonenumbers.parse(typed[:40], "DK")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError(tekst(f"{FELTER}.telefon.fejl.ugyldig"))
        if number.country_code == 45:
            digits = str(number.national_number)
            return f"{digits[:4]} {digits[4:]}"
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)

    def _short_enough(self, field: str) -> str:
        value = self.cleaned_data[field]
        if len(value) > self.longest[field]:
            raise ValidationError(
                tekst(f"{FELTER}.{field}.fejl.for_lang", maks=self.longest[field])
            )
        return value

"""The contact form. Field names in POST are part of the contract."""

import re
import uuid
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, QueryDict
from wagtail.models import Page

from samskabelse.base.tekster import lazy_tekst, tekst
from samskabelse.base.validators import OneLineValidator, PlainTextValidator, one_line

from .models.henvendelse import (
    LONGEST_EMAIL,
    LONGEST_MESSAGE,
    LONGEST_NAME,
    LONGEST_ORGANISATION,
    Henvendelse,
)

FELTER = "kontakt.felter"
SHORTEST_MESSAGE = 5
LONGEST_PHONE_TYPED = 40

# What comes along when text is pasted from a document and nobody can see or take out: soft
# hyphens, zero-width spaces, direction marks, byte order marks.
_PASTED = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\u0085\u2028\u2029]")
_PHONE = re.compile(r"\(?\+?[0-9\s().\-]+")


def refuse_nul(request: HttpRequest) -> None:
    """Answer 400 to what no browser sends, and no database column takes."""
    if any("\0" in value for _key, values in request.POST.lists() for value in values):
        raise BadRequest("NUL")


def texts(field: str) -> dict[str, str]:
    return {
        "label": lazy_tekst(f"{FELTER}.{field}.label"),
        "help_text": lazy_tekst(f"{FELTER}.{field}.hjaelp"),
    }


class BeskedField(forms.CharField):
    """Text of many lines, rid of the invisible marks that pasted text brings along."""

    widget = forms.Textarea(attrs={"rows": 7})
    default_error_messages = {"required": lazy_tekst(f"{FELTER}.besked.fejl.mangler")}
    default_validators = [PlainTextValidator()]

    def to_python(self, value: Any) -> str:
        return super().to_python(_LINE_BREAKS.sub("\n", str(value or "")).translate(_PASTED))

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > LONGEST_MESSAGE:
            raise ValidationError(
                tekst(f"{FELTER}.besked.fejl.for_lang", antal=len(value) - LONGEST_MESSAGE)
            )


class OriginInput(forms.CheckboxInput):
    """A tick that carries the page's number; untick it, and nothing is sent."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)


class KontaktForm(forms.Form):
    """What a visitor writes to COK."""

    om = forms.IntegerField(
        required=False, widget=OriginInput, label=lazy_tekst("kontakt.fra_side_ja")
    )
    emne = forms.ChoiceField(
        choices=Henvendelse.Emne.choices,
        required=False,
        error_messages={"invalid_choice": lazy_tekst(f"{FELTER}.emne.fejl.ugyldig")},
        **texts("emne"),
    )
    besked = BeskedField(**texts("besked"))
    navn = forms.CharField(
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": lazy_tekst(f"{FELTER}.navn.fejl.mangler")},
        validators=[OneLineValidator(f"{FELTER}.navn.fejl.ugyldig")],
        **texts("navn"),
    )
    email = forms.EmailField(
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
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
        validators=[one_line],
        **texts("organisation"),
    )
    noegle = forms.UUIDField(widget=forms.HiddenInput)

    # The server's Danish errors are better than the browser's, and a cap cuts pasted text unseen.
    use_required_attribute = False

    def __init__(
        self, data: QueryDict | None = None, *, origin: Page | None = None, **kwargs: Any
    ) -> None:
        if data is not None:
            data = data.copy()
            # A garbled key is our matter, not an error that the visitor could mend.
            data["noegle"] = str(readable_key(data.get("noegle", "")))
        super().__init__(data, **kwargs)
        if origin is None:
            del self.fields["om"]
        self.fields["email"].widget.attrs.pop("maxlength", None)

    @classmethod
    def fresh(cls, request: HttpRequest, origin: Page | None) -> "KontaktForm":
        """Return an empty form: its own key, and where the visitor came from."""
        emne = request.GET.get("emne", "")
        return cls(
            origin=origin,
            initial={
                "noegle": uuid.uuid4(),
                "emne": emne if emne in Henvendelse.Emne.values else Henvendelse.Emne.MOEDE,
                "om": origin.pk if origin else None,
            },
        )

    def clean_emne(self) -> str:
        return self.cleaned_data["emne"] or Henvendelse.Emne.ANDET

    def clean_besked(self) -> str:
        if len(self.cleaned_data["besked"]) < SHORTEST_MESSAGE:
            raise ValidationError(tekst(f"{FELTER}.besked.fejl.for_kort"))
        return self.cleaned_data["besked"]

    def clean_navn(self) -> str:
        return self._short_enough("navn", LONGEST_NAME)

    def clean_organisation(self) -> str:
        return self._short_enough("organisation", LONGEST_ORGANISATION)

    def clean_email(self) -> str:
        email = self._short_enough("email", LONGEST_EMAIL)
        # »"a\x01b"@example.dk« is an address by the book.
        OneLineValidator(f"{FELTER}.email.fejl.ugyldig")(email)
        return email

    def clean_telefon(self) -> str:
        """Take Danish numbers as eight digits, and any country's after a plus."""
        typed = self.cleaned_data["telefon"]
        if not typed:
            return ""
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

    def _short_enough(self, field: str, longest: int) -> str:
        value = self.cleaned_data[field]
        if len(value) > longest:
            raise ValidationError(tekst(f"{FELTER}.{field}.fejl.for_lang", maks=longest))
        return value


class SvarForm(forms.Form):
    """What a visitor adds through the private link. »Ja« is an answer: no shortest length."""

    besked = BeskedField(label=lazy_tekst("henvendelse_status.svar.label"))

    use_required_attribute = False


def readable_key(value: str) -> uuid.UUID:
    """Return the form's key; a missing or garbled one is replaced, so no message is lost."""
    try:
        return uuid.UUID(value)
    except ValueError:
        return uuid.uuid4()

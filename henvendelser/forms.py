"""The contact form. Field names in POST are part of the contract."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, QueryDict
from wagtail.models import Page

from kommuner.forms import KommuneField
from samskabelse.base.formularer import SpamGuardMixin
from samskabelse.base.tekster import lazy_tekst, tekst
from samskabelse.base.validators import OneLineValidator, no_cpr, one_line

from .felter import (
    FELTER,
    BeskedField,
    OensketDatoField,
    OriginInput,
    TelefonField,
    texts,
    wish_limits,
)
from .models.henvendelse import (
    LONGEST_EMAIL,
    LONGEST_MESSAGE,
    LONGEST_NAME,
    LONGEST_ORGANISATION,
    Henvendelse,
    Moedeform,
)
from .models.moeder import OensketTid

Emne = Henvendelse.Emne

SHORTEST_MESSAGE = 5
WISHES = (1, 2, 3)
MEETING_FIELDS = [
    "moedeform",
    *(f"tid_{number}{half}" for number in WISHES for half in ("", "_del")),
]

#: What a visitor from such a page most likely writes about, when the link does not say.
SUBJECT_OF_ORIGIN = {"arrangementpage": Emne.KURSUS, "ydelsepage": Emne.RAADGIVNING}


def refuse_nul(request: HttpRequest) -> None:
    """Answer 400 to what no browser sends, and no database column takes."""
    if any("\0" in value for _key, values in request.POST.lists() for value in values):
        raise BadRequest("NUL")


def part_of_day() -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=OensketTid.Tidspunkt.choices,
        required=False,
        label=lazy_tekst(f"{FELTER}.tid.klokkeslaet_label"),
        error_messages={"invalid_choice": lazy_tekst(f"{FELTER}.moedeform.fejl.ugyldig")},
    )


class KontaktForm(SpamGuardMixin, forms.Form):
    """What a visitor writes to COK."""

    om = forms.IntegerField(
        required=False, widget=OriginInput, label=lazy_tekst("kontakt.fra_side_ja")
    )
    emne = forms.ChoiceField(
        choices=Emne.choices,
        required=False,
        error_messages={"invalid_choice": lazy_tekst(f"{FELTER}.emne.fejl.ugyldig")},
        **texts("emne"),
    )
    moedeform = forms.ChoiceField(
        choices=[("", lazy_tekst(f"{FELTER}.moedeform.ligegyldigt")), *Moedeform.choices],
        required=False,
        error_messages={"invalid_choice": lazy_tekst(f"{FELTER}.moedeform.fejl.ugyldig")},
        **texts("moedeform"),
    )
    tid_1 = OensketDatoField(label=lazy_tekst(f"{FELTER}.tid.dato_label"))
    tid_1_del = part_of_day()
    tid_2 = OensketDatoField(label=lazy_tekst(f"{FELTER}.tid.dato_label"))
    tid_2_del = part_of_day()
    tid_3 = OensketDatoField(label=lazy_tekst(f"{FELTER}.tid.dato_label"))
    tid_3_del = part_of_day()
    besked = BeskedField(**texts("besked"))
    navn = forms.CharField(
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": lazy_tekst(f"{FELTER}.navn.fejl.mangler")},
        validators=[OneLineValidator(f"{FELTER}.navn.fejl.ugyldig"), no_cpr],
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
    telefon = TelefonField(required=False, **texts("telefon"))
    organisation = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        validators=[one_line, no_cpr],
        **texts("organisation"),
    )
    kommune = KommuneField(required=False)
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
        first, last = wish_limits()
        for number in WISHES:
            self.fields[f"tid_{number}"].widget.attrs |= {
                "min": first.isoformat(),
                "max": last.isoformat(),
            }

    @classmethod
    def fresh(cls, request: HttpRequest, origin: Page | None) -> "KontaktForm":
        """Return an unsent form: its own key, where the visitor came from, words brought along."""
        brought = request.POST if request.method == "POST" else request.GET
        emne = brought.get("emne", "")
        if emne not in Emne.values:
            model = origin.cached_content_type.model if origin else ""
            emne = SUBJECT_OF_ORIGIN.get(model, Emne.MOEDE)
        return cls(
            origin=origin,
            initial={
                "noegle": uuid.uuid4(),
                "emne": emne,
                "om": origin.pk if origin else None,
                "besked": request.POST.get("besked", "")[:LONGEST_MESSAGE],
            },
        )

    @property
    def wishes(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Return each wished time's heading, date and half of the day, for the template."""
        return [
            (
                tekst(f"{FELTER}.tid.label", nr=number),
                self[f"tid_{number}"],
                self[f"tid_{number}_del"],
            )
            for number in WISHES
        ]

    def clean(self) -> dict[str, Any]:
        """Gather the wished times in the order they were given; the same one twice is told.

        With another subject than a meeting the page has put them away: what can't be seen can't
        be mended, so a time that won't do is left out.
        """
        data = super().clean() or self.cleaned_data
        wished: list[tuple[Any, str]] = []
        for number in WISHES:
            date = data.get(f"tid_{number}")
            part = data.get(f"tid_{number}_del") or OensketTid.Tidspunkt.FORMIDDAG
            if date is None:
                continue
            if (date, part) in wished:
                self.add_error(f"tid_{number}", tekst(f"{FELTER}.tid.fejl.ens"))
            wished.append((date, part))
        if data.get("emne") not in {None, Emne.MOEDE}:
            for name in MEETING_FIELDS:
                self.errors.pop(name, None)
        data["tider"] = list(dict.fromkeys(wished))
        return data

    def clean_emne(self) -> str:
        return self.cleaned_data["emne"] or Emne.ANDET

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
        no_cpr(email)
        return email

    def _short_enough(self, field: str, longest: int) -> str:
        value = self.cleaned_data[field]
        if len(value) > longest:
            raise ValidationError(tekst(f"{FELTER}.{field}.fejl.for_lang", maks=longest))
        return value


class SvarForm(forms.Form):
    """What a visitor adds through the private link. »Ja« is an answer: no shortest length."""

    besked = BeskedField(label=lazy_tekst("henvendelse_status.svar.label"))

    use_required_attribute = False


class AfslagForm(forms.Form):
    """That no proposed time will do, and perhaps what would."""

    besked = BeskedField(
        required=False, label=lazy_tekst("henvendelse_status.tidsforslag.foreslaa")
    )

    use_required_attribute = False


def readable_key(value: str) -> uuid.UUID:
    """Return the form's key; a missing or garbled one is replaced, so no message is lost."""
    try:
        return uuid.UUID(value)
    except ValueError:
        return uuid.uuid4()

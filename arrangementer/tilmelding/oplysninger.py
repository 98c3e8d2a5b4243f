"""The contact and the invoice of a sign-up: as the customer writes them, and as COK mends them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kommuner.forms import KommuneField
from samskabelse.base.tekster import lazy_tekst, tekst

from ..models import Tilmelding
from ..models.tilmeldinger import LONGEST_EMPLOYER, LONGEST_INVOICE_TEXT, LONGEST_REFERENCE
from . import mails, numre
from .felter import LineField, MailField, NameField, PhoneField, described
from .pladser import locked

KEY = "tilmelding"
NUMBER_TYPED = 40

#: The form's names, and the columns they fill.
CONTACT = {
    "kontakt_navn": "contact_name",
    "kontakt_email": "contact_email",
    "kontakt_telefon": "contact_phone",
}
EMPLOYER = {"arbejdsgiver": "employer", "kommune": "kommune"}
INVOICE = {
    "ean": "ean",
    "cvr": "cvr",
    "rekvisition": "order_number",
    "reference": "reference",
    "fakturatekst": "invoice_text",
}
COLUMNS = CONTACT | EMPLOYER | INVOICE


class OplysningerForm(forms.Form):
    """Who is written to, and where the invoice goes. What costs nothing asks for no invoice."""

    kontakt_navn = NameField(f"{KEY}.kontakt.kontakt_navn", autocomplete="name")
    kontakt_email = MailField(f"{KEY}.kontakt.kontakt_email", autocomplete="email")
    kontakt_telefon = PhoneField(f"{KEY}.kontakt.kontakt_telefon")
    arbejdsgiver = LineField(
        f"{KEY}.faktura.arbejdsgiver", LONGEST_EMPLOYER, autocomplete="organization"
    )
    kommune = KommuneField(required=False)
    ean = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        **described(f"{KEY}.faktura.ean"),
    )
    cvr = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        **described(f"{KEY}.faktura.cvr"),
    )
    rekvisition = LineField(f"{KEY}.faktura.rekvisition", LONGEST_REFERENCE, required=False)
    reference = LineField(f"{KEY}.faktura.reference", LONGEST_REFERENCE, required=False)
    fakturatekst = LineField(f"{KEY}.faktura.fakturatekst", LONGEST_INVOICE_TEXT, required=False)

    # The server's Danish errors are better than the browser's, and a cap cuts pasted text unseen.
    use_required_attribute = False

    def __init__(self, *args: Any, price: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.price = price
        if not price:
            for name in INVOICE:
                del self.fields[name]

    def clean_ean(self) -> str:
        return self._number("ean", numre.ean)

    def clean_cvr(self) -> str:
        return self._number("cvr", numre.cvr)

    def _number(self, field: str, read: Any) -> str:
        typed = self.cleaned_data[field]
        if not typed:
            return ""
        if len(typed) > NUMBER_TYPED:
            raise ValidationError(tekst(f"{KEY}.faktura.{field}.fejl.laengde", antal=len(typed)))
        return str(read(typed))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_told = data.get("ean") or data.get("cvr") or {"ean", "cvr"} & set(self.errors)
        if self.price and not is_told:
            self.add_error("ean", tekst(f"{KEY}.faktura.ean_eller_cvr"))
        return data

    @property
    def details(self) -> dict[str, Any]:
        """Return what was written, by column."""
        data = self.cleaned_data
        return {column: data[name] for name, column in COLUMNS.items() if name in data}


class RetTilmeldingForm(OplysningerForm):
    """The same by COK's people. Who has been erased gets no new name: their link ended."""

    def __init__(self, *args: Any, tilmelding: Tilmelding, **kwargs: Any) -> None:
        initial = {name: getattr(tilmelding, column) for name, column in COLUMNS.items()}
        super().__init__(*args, initial=initial, price=tilmelding.price, **kwargs)
        name_contact(self)
        if not tilmelding.contact_email:
            for name in CONTACT:
                del self.fields[name]


def name_contact(form: OplysningerForm) -> None:
    """Speak of the contact as of somebody else: it is not the customer who writes."""
    for name in CONTACT:
        field = form.fields[name]
        field.label = lazy_tekst(f"tilmelding_admin.kontakt.{name}.label")
        field.help_text = ""
        if field.required:
            text = lazy_tekst(f"tilmelding_admin.kontakt.{name}.mangler")
            field.error_messages["required"] = text


def correct(tilmelding: Tilmelding, details: dict[str, Any]) -> None:
    """Store what was mended. A new contact gets a receipt, with the link to the sign-up."""
    with locked(tilmelding.afholdelse_id) as afholdelse:
        row = Tilmelding.objects.get(pk=tilmelding.pk)
        before = row.contact_email
        if not before:  # erased in the meantime
            details = {k: v for k, v in details.items() if k not in CONTACT.values()}
        for column, value in details.items():
            setattr(row, column, value)
        row.save(update_fields=list(details))
        if row.contact_email.lower() != before.lower():
            mails.to_contact(row, afholdelse, extra=row.contact_email.lower())

"""The small forms behind a private link: a colleague, a correction, needs."""

from typing import Any

from django import forms

from samskabelse.base.tekster import lazy_tekst, tekst

from ..models import Deltager
from ..models.tilmeldinger import LONGEST_TITLE
from .felter import LineField, MailField, NameField, NeedField, words

PEOPLE = "tilmelding.deltagere"


class KollegaForm(forms.Form):
    """Who takes the seat over."""

    navn = NameField(
        f"{PEOPLE}.navn",
        label=lazy_tekst("overdrag.navn"),
        error_messages={"required": lazy_tekst("overdrag.fejl.navn_mangler")},
    )
    email = MailField(
        f"{PEOPLE}.email",
        label=lazy_tekst("overdrag.email"),
        help_text="",
        error_messages={"required": lazy_tekst("overdrag.fejl.email_mangler")},
    )

    use_required_attribute = False

    def __init__(self, *args: Any, deltager: Deltager, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deltager = deltager
        for name in ("navn", "email"):
            text = lazy_tekst(f"overdrag.fejl.{name}_mangler")
            self.fields[name].error_messages["required"] = text

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email.lower() == self.deltager.email.lower():
            raise forms.ValidationError(tekst("overdrag.fejl.samme"))
        return email


class RetForm(forms.Form):
    """What was written about one participant."""

    navn = NameField(f"{PEOPLE}.navn")
    email = MailField(f"{PEOPLE}.email")
    stilling = LineField(f"{PEOPLE}.stilling", LONGEST_TITLE, required=False)

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("navn", "email"):
            key = f"{PEOPLE}.{name}.fejl.mangler_uden_nummer"
            self.fields[name].error_messages["required"] = lazy_tekst(key)


class BehovForm(forms.Form):
    """Food and needs. All of it emptied takes the consent back."""

    kost = NeedField(f"{PEOPLE}.kost")
    hensyn = NeedField(f"{PEOPLE}.hensyn")
    samtykke = forms.BooleanField(
        required=False, label=lazy_tekst(f"{PEOPLE}.samtykke_hensyn.label")
    )

    use_required_attribute = False

    def __init__(self, *args: Any, needs_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kost"].help_text = tekst(f"{PEOPLE}.kost.hjaelp", antal=needs_days)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("kost") or data.get("hensyn")) and not data.get("samtykke"):
            self.add_error("samtykke", words(f"{PEOPLE}.samtykke_hensyn", "mangler"))
        return data

"""The wish for a case: what it should be about, chosen from what the site knows."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from kommuner.forms import KommuneField
from kommuner.models import Omraade
from samskabelse.base.formularer import SpamGuardMixin
from samskabelse.base.slugs import danish_slugify
from samskabelse.base.tekster import lazy_tekst
from veje import facetter
from veje.models import VejPage

from .models.lister import Deltagertype, Metode

FILTRE = "cases_liste.filtre"


class SlugChoice(forms.ModelChoiceField):
    """A row chosen by its name as an address says it."""

    def prepare_value(self, value: Any) -> Any:
        return danish_slugify(value.name) if hasattr(value, "name") else value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        for row in self.queryset.all():
            if danish_slugify(row.name) == value:
                return row
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


def slug_choice(name: str, rows: Any) -> SlugChoice:
    return SlugChoice(
        queryset=rows,
        required=False,
        label=lazy_tekst(f"{FILTRE}.{name}.label"),
        empty_label=lazy_tekst(f"{FILTRE}.{name}.alle"),
        error_messages={"invalid_choice": lazy_tekst("formularer.valg_ugyldigt")},
    )


class VejChoice(forms.ModelChoiceField):
    def label_from_instance(self, vej: VejPage) -> str:
        return f"#{vej.number} {vej.title}"


class OenskeForm(SpamGuardMixin, forms.Form):
    """At least one thing must be chosen. Nothing is typed, so nothing personal can be."""

    omraade = slug_choice("omraade", Omraade.objects.all())
    vej = VejChoice(
        queryset=VejPage.objects.none(),
        to_field_name="number",
        required=False,
        label=lazy_tekst(f"{FILTRE}.vej.label"),
        empty_label=lazy_tekst(f"{FILTRE}.vej.alle"),
        error_messages={"invalid_choice": lazy_tekst("formularer.valg_ugyldigt")},
    )
    metode = slug_choice("metode", Metode.objects.all())
    deltagere = slug_choice("deltagere", Deltagertype.objects.all())
    kommune = KommuneField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Those that strangers may see now, not when the site started.
        self.fields["vej"].queryset = facetter.veje().defer("body")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(name) for name in self.wishes()):
            raise ValidationError(lazy_tekst("oensk.mangler"), code="required")
        return cleaned

    @staticmethod
    def wishes() -> list[str]:
        return ["omraade", "vej", "metode", "deltagere", "kommune"]

    @property
    def query(self) -> str:
        """The wish as the list's own address says it."""
        query = QueryDict(mutable=True)
        for name in self.wishes():
            row = self.cleaned_data[name]
            if row:
                query[name] = str(row.number) if name == "vej" else danish_slugify(row.name)
        return query.urlencode()

    @property
    def in_words(self) -> str:
        rows = [self.cleaned_data[name] for name in self.wishes()]
        names = [
            f"#{row.number} {row.title}" if hasattr(row, "title") else row for row in rows if row
        ]
        return " · ".join(str(name) for name in names)

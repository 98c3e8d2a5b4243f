"""The sign-up form. Field names in POST are part of the contract.

The participants have no management form: their rows are read from the names that were posted, so
that a form with rows added and removed, with or without a script, is always read as it was sent.
"""

import re
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from samskabelse.base.formularer import SpamGuardMixin
from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import lazy_tekst, tekst

from ..models import Afholdelse
from ..models.tilmeldinger import LONGEST_TITLE
from .felter import LineField, MailField, NameField, NeedField, words
from .oplysninger import KEY, OplysningerForm
from .pladser import Order, Person

MOST_PEOPLE = 20
#: What is shown again of a post with too many; the rest of it is not a form any more.
MOST_ROWS = 60

_ROW = re.compile(r"deltagere-(-?\d{1,12})-(?:navn|email|stilling|kost|hensyn|samtykke)\Z")
_COUNT = ("deltagere-TOTAL_FORMS", "antal_deltagere")


class DeltagerForm(forms.Form):
    """One participant."""

    navn = NameField(f"{KEY}.deltagere.navn")
    email = MailField(f"{KEY}.deltagere.email")
    stilling = LineField(f"{KEY}.deltagere.stilling", LONGEST_TITLE, required=False)
    kost = NeedField(f"{KEY}.deltagere.kost")
    hensyn = NeedField(f"{KEY}.deltagere.hensyn")
    samtykke = forms.BooleanField(
        required=False, label=lazy_tekst(f"{KEY}.deltagere.samtykke_hensyn.label")
    )

    use_required_attribute = False

    def __init__(self, *args: Any, number: int = 1, needs_days: int = 7, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        for name in ("navn", "email"):
            self.fields[name].error_messages["required"] = tekst(
                f"{KEY}.deltagere.{name}.fejl.mangler", nr=number
            )
        self.fields["email"].widget.attrs.pop("maxlength", None)
        self.fields["kost"].help_text = tekst(f"{KEY}.deltagere.kost.hjaelp", antal=needs_days)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("kost") or data.get("hensyn")) and not data.get("samtykke"):
            self.add_error("samtykke", words(f"{KEY}.deltagere.samtykke_hensyn", "mangler"))
        return data

    @property
    def is_empty(self) -> bool:
        return not any(
            str(self.data.get(self.add_prefix(name), "")).strip() for name in self.fields
        )

    @property
    def has_needs(self) -> bool:
        """Tell whether something was written about needs, so that they are shown unfolded."""
        return self._typed("kost", "hensyn", "samtykke")

    def _typed(self, *names: str) -> bool:
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in names)

    @property
    def person(self) -> Person:
        data = self.cleaned_data
        return Person(data["navn"], data["email"], data["stilling"], data["kost"], data["hensyn"])


class TilmeldingForm(SpamGuardMixin, OplysningerForm):
    """The contact, the invoice, the terms; the participants stand in `rows`."""

    selv_med = forms.BooleanField(required=False, label=lazy_tekst(f"{KEY}.kontakt.selv_med"))
    resten_paa_venteliste = forms.BooleanField(
        required=False, label=lazy_tekst(f"{KEY}.deltagere.resten_paa_venteliste")
    )
    accept = forms.BooleanField(
        label=lazy_tekst(f"{KEY}.accept.label"),
        error_messages={"required": lazy_tekst(f"{KEY}.accept.fejl.mangler")},
    )
    noegle = forms.CharField(required=False, widget=forms.HiddenInput)

    # The server's Danish errors are better than the browser's, and a cap cuts pasted text unseen.
    use_required_attribute = False

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        afholdelse: Afholdelse,
        settings: Indstillinger,
        free: int | None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {"noegle": str(uuid.uuid4())})
        super().__init__(data, price=afholdelse.price, **kwargs)
        self.afholdelse, self.settings, self.free = afholdelse, settings, free
        self.is_short = False
        self.rows = list(self._rows())

    # --- Rows -----------------------------------------------------------------------------

    def _rows(self) -> Iterator[DeltagerForm]:
        days = self.settings.needs_days
        if not self.is_bound:
            yield DeltagerForm(prefix="deltagere-0", number=1, needs_days=days)
            return
        found = (_ROW.match(name) for name in self.data)
        indexes = sorted({int(match[1]) for match in found if match})[:MOST_ROWS]
        rows = [DeltagerForm(self.data, prefix=f"deltagere-{index}") for index in indexes]
        kept = [row for row in rows if not row.is_empty] or rows[:1]
        if not kept and not self.data.get("selv_med"):
            kept = [DeltagerForm(self.data, prefix="deltagere-0")]
        for number, row in enumerate(kept, 1):
            yield DeltagerForm(self.data, prefix=row.prefix, number=number, needs_days=days)

    @property
    def has_invoice_details(self) -> bool:
        """Tell whether the folded fields of the invoice hold something."""
        return any(str(self.data.get(name, "")).strip() for name in ("reference", "fakturatekst"))

    def add_row(self) -> DeltagerForm:
        """Put an empty row below the others, as the button without a script does."""
        used = [int(row.prefix.rpartition("deltagere-")[2]) for row in self.rows]
        row = DeltagerForm(
            prefix=f"deltagere-{max([*used, -1]) + 1}",
            number=len(self.rows) + 1,
            needs_days=self.settings.needs_days,
        )
        self.rows.append(row)
        return row

    def judge_nothing(self) -> None:
        """Show what was typed without an error: a row came or went, and nobody has sent it yet."""
        self._errors = ErrorDict()
        for row in self.rows:
            if row.is_bound:
                row._errors = ErrorDict()

    # --- Checks ---------------------------------------------------------------------------

    def is_valid(self) -> bool:
        """Check the contact and every row, so that all errors are told at once."""
        is_whole = super().is_valid()
        rows = [row for row in self.people_rows if not row.is_valid()]
        return is_whole and not rows

    @property
    def people_rows(self) -> Sequence[DeltagerForm]:
        """The rows that count: an empty first row is none when the contact comes alone."""
        if self.data.get("selv_med"):
            return [row for row in self.rows if not row.is_empty]
        return self.rows

    @property
    def error_count(self) -> int:
        own = sum(len(errors) if name == "__all__" else 1 for name, errors in self.errors.items())
        return own + sum(len(row.errors) for row in self.people_rows)

    @property
    def fields_in_error(self) -> list[forms.BoundField]:
        """Return the fields to mend as they stand on the page: contact, participants, invoice."""
        above = {"kontakt_navn", "kontakt_email", "kontakt_telefon", "resten_paa_venteliste"}
        own = list(self)
        fields = [
            *(field for field in own if field.name in above),
            *(field for row in self.people_rows for field in row),
            *(field for field in own if field.name not in above),
        ]
        return [field for field in fields if field.errors]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        count = len(self.people_rows) + bool(data.get("selv_med"))
        stated = self._stated_count()
        if count > MOST_PEOPLE or stated > MOST_PEOPLE:
            self.add_error(None, tekst(f"{KEY}.deltagere.for_mange", maks=MOST_PEOPLE))
        elif count < 1 or stated < 1:
            self.add_error(None, tekst(f"{KEY}.deltagere.mindst_en"))
        self._no_doubles(data)
        if self.free and count > self.free:
            self.is_short = True
            if not data.get("resten_paa_venteliste"):
                key = f"{KEY}.deltagere.flere_end_pladser.{'en' if self.free == 1 else 'flere'}"
                self.add_error("resten_paa_venteliste", tekst(key, ledige=self.free, oensket=count))
        return data

    def _stated_count(self) -> int:
        """Read a number of participants where one is posted; what is no number is far too many."""
        for name in _COUNT:
            if name in self.data:
                typed = str(self.data[name]).strip()
                is_number = re.fullmatch(r"-?\d{1,15}", typed, re.ASCII)
                return int(typed) if is_number else MOST_PEOPLE + 1
        return 1

    def _no_doubles(self, data: dict[str, Any]) -> None:
        seen = {data.get("kontakt_email", "").lower()} if data.get("selv_med") else set()
        for row in self.people_rows:
            if not row.is_valid():
                continue
            email = row.cleaned_data["email"].lower()
            if email in seen:
                row.add_error("email", words(f"{KEY}.deltagere.email", "dobbelt"))
            seen.add(email)

    def refuse(self, emails: Sequence[str]) -> None:
        """Say at each row that its participant is signed up already."""
        key = f"{KEY}.deltagere.email.fejl.allerede_tilmeldt"
        wanted = {email.lower() for email in emails}
        for row in self.people_rows:
            email = row.cleaned_data["email"]
            if email.lower() in wanted:
                row.add_error("email", tekst(key, email=email))
                wanted.discard(email.lower())
        for email in emails:
            if email.lower() in wanted:
                self.add_error("kontakt_email", tekst(key, email=email))

    # --- What comes out -------------------------------------------------------------------

    @property
    def people(self) -> list[Person]:
        data = self.cleaned_data
        people = [row.person for row in self.people_rows]
        if data["selv_med"]:
            people.insert(0, Person(data["kontakt_navn"], data["kontakt_email"]))
        return people

    def order(self) -> Order:
        key = readable_key(self.cleaned_data["noegle"])
        return Order(people=self.people, key=key, **self.details)

    def carried(self) -> list[tuple[str, str]]:
        """Return what the page before the sign-up carries along: all that was posted, once."""
        left_out = {"csrfmiddlewaretoken", "handling", "bekraeftet", *_COUNT}
        return [(name, self.data[name]) for name in self.data if name not in left_out]


def readable_key(value: str) -> uuid.UUID:
    """Return the form's key; a missing or garbled one is replaced, so no sign-up is lost."""
    try:
        return uuid.UUID(value)
    except ValueError:
        return uuid.uuid4()

"""What visitors send. Field names in POST are Danish ASCII words."""

from typing import Any

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, QueryDict

from samskabelse.base.tekster import lazy_tekst, tekst
from samskabelse.base.validators import OneLineValidator

from .definition import Definition, Spoergsmaal
from .kode import Kode, UnreadableCode, decode
from .models.team import LONGEST_EMAIL, LONGEST_NAME
from .scoring import DONT_KNOW
from .statistik import services as statistik

ANYWAY = "alligevel"


def refuse_nul(request: HttpRequest) -> None:
    """Answer 400 to what no browser sends, and no database column takes."""
    if any("\0" in value for _key, values in request.POST.lists() for value in values):
        raise BadRequest("NUL")


def name_of(place: int) -> str:
    return f"svar{place + 1}"


class TestForm(forms.Form):
    """The answers to a version's questions, ``svar1`` to ``svar10``; 0 is »ved ikke«.

    A missing answer is asked for once; sent with ``alligevel`` it counts as »ved ikke«.
    """

    __test__ = False  # not pytest's

    def __init__(
        self, definition: Definition, data: QueryDict | dict[str, str] | None = None
    ) -> None:
        super().__init__(data, auto_id="%s")
        self.definition = definition
        self.anyway = data is not None and ANYWAY in data
        for place, question in enumerate(definition.questions):
            steps = [(step, text) for step, text in enumerate(question.steps, start=1)]
            self.fields[name_of(place)] = forms.TypedChoiceField(
                label=question.question,
                choices=[*steps, (DONT_KNOW, lazy_tekst("parathed.ved_ikke"))],
                widget=forms.RadioSelect,
                coerce=int,
                required=not self.anyway,
                empty_value=DONT_KNOW,
                error_messages={
                    "required": tekst("parathed.fejl.mangler", nr=place + 1),
                    "invalid_choice": tekst("parathed.fejl.ugyldig", nr=place + 1),
                },
            )

    @classmethod
    def of_answers(cls, definition: Definition, answers: tuple[int, ...]) -> "TestForm":
        """Return a form that is filled in and shows no errors."""
        data = {name_of(place): str(answer) for place, answer in enumerate(answers)}
        return cls(definition, data)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.anyway and not self.errors and not any(cleaned.values()):
            raise ValidationError(tekst("parathed.fejl.ingen"))
        return cleaned

    @property
    def answers(self) -> tuple[int, ...]:
        return tuple(
            self.cleaned_data[name_of(place)] for place in range(len(self.definition.questions))
        )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What the template shows of each question."""
        amount = len(self.definition.questions)
        return [
            self._row(place, question, amount)
            for place, question in enumerate(self.definition.questions)
        ]

    def _row(self, place: int, question: Spoergsmaal, amount: int) -> dict[str, Any]:
        field = self[name_of(place)]
        chosen = str(field.data) if field.data is not None else ""
        return {
            "field": field,
            "question": question,
            "place": place + 1,
            "amount": amount,
            "previous": name_of(place - 1) if place else "",
            "next": name_of(place + 1) if place + 1 < amount else "",
            "steps": [
                (str(step), text, chosen == str(step))
                for step, text in enumerate(question.steps, start=1)
            ],
            "dont_know": chosen == str(DONT_KNOW),
        }


class KodeForm(forms.Form):
    """A result's code, typed or taken from the link."""

    kode = forms.CharField(
        label=lazy_tekst("parathed.kode.label"),
        help_text=lazy_tekst("parathed.kode.hjaelp"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": lazy_tekst("parathed.kode.fejl.mangler")},
    )

    use_required_attribute = False

    def clean_kode(self) -> Kode:
        try:
            return decode(self.cleaned_data["kode"])
        except UnreadableCode:
            raise ValidationError(tekst("parathed.kode.fejl.ugyldig")) from None


class StatistikForm(forms.Form):
    """Whom to be compared with, and whether to be counted among them: not unless it is ticked."""

    type = forms.ChoiceField(label=lazy_tekst("statistik.felter.type"), required=False)
    stoerrelse = forms.ChoiceField(label=lazy_tekst("statistik.felter.stoerrelse"), required=False)
    region = forms.ChoiceField(label=lazy_tekst("statistik.felter.region"), required=False)
    giv = forms.BooleanField(
        label=lazy_tekst("statistik.felter.giv"),
        help_text=lazy_tekst("statistik.felter.giv_hjaelp"),
        required=False,
    )
    noegle = forms.CharField(required=False, widget=forms.HiddenInput)

    use_required_attribute = False
    GROUPS = ("type", "stoerrelse", "region")

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="statistik-%s", **kwargs)
        values = {
            "type": [(one, tekst(f"statistik.type.{one}")) for one in statistik.TYPES],
            "stoerrelse": [(one, tekst(f"statistik.stoerrelse.{one}")) for one in statistik.SIZES],
            "region": [(one, one) for one in statistik.regions()],
        }
        for name in self.GROUPS:
            field = self.fields[name]
            field.choices = [("", tekst("statistik.felter.uoplyst")), *values[name]]
            field.error_messages["invalid_choice"] = tekst("formularer.valg_ugyldigt")

    @property
    def groups(self) -> dict[str, str]:
        """What was named, by dimension."""
        named = {name: self.cleaned_data[name] for name in self.GROUPS}
        return {name: value for name, value in named.items() if value}


class SkalViForm(forms.Form):
    """One choice for each question about the task; named by the questions' short names."""

    def __init__(self, questions: Any, data: QueryDict | None = None) -> None:
        super().__init__(data)
        for block in questions:
            row = block.value
            self.fields[row["key"]] = forms.ChoiceField(
                label=row["question"],
                help_text=row["hint"],
                choices=[(answer["key"], answer["text"]) for answer in row["answers"]],
                widget=forms.RadioSelect,
                error_messages={
                    "required": tekst("skal_vi.fejl.mangler", spoergsmaal=row["question"]),
                    "invalid_choice": lazy_tekst("formularer.valg_ugyldigt"),
                },
            )

    use_required_attribute = False


class TeamForm(forms.Form):
    """A new team: what to call it, and where its private link may be sent."""

    navn = forms.CharField(
        label=lazy_tekst("team.felter.navn.label"),
        help_text=lazy_tekst("team.felter.navn.hjaelp"),
        max_length=LONGEST_NAME,
        validators=[OneLineValidator("team.felter.navn.fejl.ugyldig")],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": lazy_tekst("team.felter.navn.fejl.mangler"),
            "max_length": tekst("team.felter.navn.fejl.for_lang", maks=LONGEST_NAME),
        },
    )
    email = forms.EmailField(
        label=lazy_tekst("team.felter.email.label"),
        help_text=lazy_tekst("team.felter.email.hjaelp"),
        required=False,
        max_length=LONGEST_EMAIL,
        validators=[OneLineValidator("kontakt.felter.email.fejl.ugyldig")],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": lazy_tekst("kontakt.felter.email.fejl.ugyldig"),
            "max_length": tekst("kontakt.felter.email.fejl.for_lang", maks=LONGEST_EMAIL),
        },
    )
    noegle = forms.UUIDField(widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("navn", "email"):
            # A cap cuts pasted text unseen; the server's Danish error says so instead.
            self.fields[name].widget.attrs.pop("maxlength", None)


class HoldkodeForm(forms.Form):
    """The code of a team that one is asked to join."""

    kode = forms.CharField(
        label=lazy_tekst("team.deltag.kode_label"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": lazy_tekst("team.deltag.kode_mangler")},
    )

    use_required_attribute = False

"""The fields that the forms of sign-up share. Labels and errors stand in the microcopy."""

import re
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest

from samskabelse.base.tekster import MissingText, entry, lazy_tekst, tekst
from samskabelse.base.validators import OneLineValidator, no_cpr, one_line, plain_text

from ..models.tilmeldinger import LONGEST_EMAIL, LONGEST_NAME, LONGEST_NEED

LONGEST_PHONE_TYPED = 40
_PHONE = re.compile(r"\(?\+?[0-9\s().\-]+")
# Soft hyphens, zero-width spaces and direction marks come along with pasted text.
_PASTED = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\u0085\u2028\u2029]")


def refuse_nul(request: HttpRequest) -> None:
    """Answer 400 to what no browser sends, and no database column takes."""
    if any("\0" in value for _key, values in request.POST.lists() for value in values):
        raise BadRequest("NUL")


def has_words(key: str, name: str) -> bool:
    """Tell whether the microcopy has an error of that name for the field."""
    try:
        entry(f"{key}.fejl.{name}")
    except MissingText:
        return False
    return True


def words(key: str, name: str) -> str:
    return lazy_tekst(f"{key}.fejl.{name}")


def described(key: str) -> dict[str, Any]:
    texts: dict[str, Any] = {"label": lazy_tekst(f"{key}.label")}
    if "hjaelp" in entry(key):
        texts["help_text"] = lazy_tekst(f"{key}.hjaelp")
    return texts


class LineField(forms.CharField):
    """One line, no longer than the column, without a CPR number."""

    def __init__(self, key: str, longest: int, *, autocomplete: str = "", **kwargs: Any) -> None:
        self.key, self.longest = key, longest
        attrs = {"autocomplete": autocomplete} if autocomplete else {}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**{**described(key), **kwargs})
        if self.required and has_words(key, "mangler"):
            self.error_messages["required"] = words(key, "mangler")

    def to_python(self, value: Any) -> str:
        return str(super().to_python(str(value or "").translate(_PASTED)))

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.longest:
            own = has_words(self.key, "for_lang")
            text = f"{self.key}.fejl.for_lang" if own else "formularer.felt_for_langt"
            raise ValidationError(tekst(text, maks=self.longest))

    def run_validators(self, value: str) -> None:
        super().run_validators(value)
        if value:
            own = has_words(self.key, "ugyldig")
            rule = OneLineValidator(f"{self.key}.fejl.ugyldig") if own else one_line
            rule(value)
            no_cpr(value)


class MailField(LineField):
    """Exactly one address."""

    def __init__(self, key: str, **kwargs: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": kwargs.pop("autocomplete", "off")})
        super().__init__(key, LONGEST_EMAIL, widget=widget, **kwargs)

    def run_validators(self, value: str) -> None:
        if not value:
            return
        field = forms.EmailField(error_messages={"invalid": words(self.key, "ugyldig")})
        field.clean(value)
        OneLineValidator(f"{self.key}.fejl.ugyldig")(value)


class PhoneField(LineField):
    """Danish numbers as eight digits, and any country's after a plus."""

    def __init__(self, key: str, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
        super().__init__(key, LONGEST_PHONE_TYPED, widget=widget, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        typed = self.to_python(value)
        if not typed:
            return ""
        number = None
        if len(typed) <= LONGEST_PHONE_TYPED and _PHONE.fullmatch(typed):
            try:
                number = phonenumbers.parse(typed, "DK")
            except phonenumbers.NumberParseException:
                number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError(words(self.key, "ugyldig"))
        if number.country_code == 45:
            digits = phonenumbers.national_significant_number(number)
            return f"{digits[:4]} {digits[4:]}"
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


class NeedField(forms.CharField):
    """Some lines, about food or needs or what one thought. Never a CPR number."""

    def __init__(self, key: str, *, longest: int = LONGEST_NEED, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            **{**described(key), **kwargs},
        )

    def to_python(self, value: Any) -> str:
        text = _LINE_BREAKS.sub("\n", str(value or "")).translate(_PASTED)
        return str(super().to_python(text))

    def run_validators(self, value: str) -> None:
        if len(value) > self.longest:
            raise ValidationError(tekst("formularer.felt_for_langt", maks=self.longest))
        plain_text(value)
        no_cpr(value)


class NameField(LineField):
    def __init__(self, key: str, **kwargs: Any) -> None:
        super().__init__(key, LONGEST_NAME, **kwargs)

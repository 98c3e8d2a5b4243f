"""A municipality in a form: one of 98 in a list, which a script lets people type their way into."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samskabelse.base.slugs import danish_slugify
from samskabelse.base.tekster import lazy_tekst

from .models import Kommune

FELT = "kontakt.felter.kommune"
_ENDINGS = ("-kommune", "-regionskommune")


class KommuneSelect(forms.Select):
    """A select that keeps what was typed into it, also when no municipality is called that."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"data-module": "kommune", **(attrs or {})}, choices)

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        groups = super().optgroups(name, value, attrs)
        known = {str(option["value"]) for _name, options, _index in groups for option in options}
        for index, typed in enumerate(one for one in value if one not in known):
            option = self.create_option(name, typed, typed, True, len(groups) + index)
            groups.append((None, [option], len(groups)))
        return groups


class KommuneField(forms.ModelChoiceField):
    """Takes a municipality's code, or its name as people or addresses write it."""

    widget = KommuneSelect
    default_error_messages = {"invalid_choice": lazy_tekst(f"{FELT}.fejl.ugyldig")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", lazy_tekst(f"{FELT}.label"))
        kwargs.setdefault("help_text", lazy_tekst(f"{FELT}.hjaelp"))
        kwargs.setdefault("empty_label", lazy_tekst(f"{FELT}.vaelg"))
        super().__init__(queryset=Kommune.objects.all(), to_field_name="code", **kwargs)

    def to_python(self, value: Any) -> Kommune | None:
        if value in self.empty_values or not str(value).strip():
            return None
        if isinstance(value, Kommune):
            return value
        found = self._named(str(value))
        if found is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return found

    def prepare_value(self, value: Any) -> Any:
        """Return the code of what was posted by name, so that the list shows it as chosen."""
        if isinstance(value, str) and value.strip():
            found = self._named(value)
            return found.code if found else value.strip()
        return super().prepare_value(value)

    def _named(self, typed: str) -> Kommune | None:
        # Compared as addresses write them: SQLite's own comparison knows no Æ from æ.
        wanted, code = danish_slugify(typed), typed.strip().zfill(4)
        for kommune in self.queryset.all():
            name = danish_slugify(kommune.name)
            names = {name, danish_slugify(kommune.full_name), *(name + end for end in _ENDINGS)}
            if wanted in names or code == kommune.code:
                return kommune
        return None

"""The fields in braces that reply templates may hold."""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

NAMES = ("navn", "reference", "emne", "svar_senest", "medarbejder", "telefon")

_FIELD = re.compile(r"\{([^{}\n]{0,40})\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill each field once and literally; what is no field is left as it stands."""
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)


def unknown_fields(text: str) -> list[str]:
    return [found for found in _FIELD.findall(text) if found not in NAMES]


def validate_fields(text: str) -> None:
    """Refuse a field that nothing would fill: the visitor would read its braces."""
    unknown = unknown_fields(text)
    if unknown:
        raise ValidationError(
            _("{%(name)s} is not a field. Use %(fields)s.")
            % {"name": unknown[0], "fields": ", ".join(f"{{{name}}}" for name in NAMES)}
        )

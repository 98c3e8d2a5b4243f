"""What a record holds: each field once, with its type for the description and its value."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from samskabelse.base.tekster import tekst

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
TEXTS: Schema = {"type": "array", "items": TEXT}
MAYBE_NUMBER: Schema = {"type": ["integer", "null"]}
NUMBER: Schema = {"type": "integer"}
YES_OR_NO: Schema = {"type": "boolean"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
MAYBE_ADDRESS: Schema = {"type": ["string", "null"], "format": "uri"}
MAYBE_DATE: Schema = {"type": ["string", "null"], "format": "date"}
MAYBE_TIME: Schema = {"type": ["string", "null"], "format": "date-time"}
UUID: Schema = {"type": "string", "format": "uuid"}


def one_of(values: Sequence[str]) -> Schema:
    return {"type": ["string", "null"], "enum": [*values, None]}


def record(**fields: Schema) -> Schema:
    """Return the schema of an object that always has all of the fields and no others."""
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def many(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


@dataclass(frozen=True)
class Field:
    """One field of a record. Its description stands in the microcopy under ``api.felter``."""

    name: str
    schema: Schema
    value: Callable[[Any], Any]

    @property
    def description(self) -> str:
        return tekst(f"api.felter.{self.name}")

    def read(self, row: Any) -> Any:
        return plain(self.value(row))


def attribute(name: str, schema: Schema, of: str) -> Field:
    """A field that is an attribute of the row; what is empty is unknown."""
    return Field(name, schema, lambda row: getattr(row, of, None))


def plain(value: Any) -> Any:
    """Return what JSON can hold: times in Danish time with their zone, empty text as null."""
    if value == "":
        return None
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value


def read(fields: Sequence[Field], row: Any) -> dict[str, Any]:
    return {field.name: field.read(row) for field in fields}


def schema_of(fields: Sequence[Field]) -> Schema:
    described = {field.name: {**field.schema, "description": field.description} for field in fields}
    return record(**described)

"""A small reader of JSON Schema: as much of it as the API's own description uses."""

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlsplit

TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}
KNOWN = {"type", "format", "enum", "items", "properties", "required", "additionalProperties"}


def is_of(value: Any, name: str) -> bool:
    return isinstance(value, TYPES[name]) and not (name == "integer" and isinstance(value, bool))


def is_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


FORMATS = {
    "date": dt.date.fromisoformat,
    "date-time": lambda text: dt.datetime.fromisoformat(text).utcoffset() is not None,
    "uuid": uuid.UUID,
    "uri": is_address,
}


def problems(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$") -> list[str]:
    """Return what in the value is not as the schema says."""
    if "$ref" in schema:
        schema = root["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    unknown = set(schema) - KNOWN - {"description"}
    assert not unknown, f"The reader does not know {unknown}"
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(is_of(value, name) for name in types):
        return [f"{at}: {value!r} is not {types}"]
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{at}: {value!r} is not among {schema['enum']}")
    if isinstance(value, str) and "format" in schema and not FORMATS[schema["format"]](value):
        found.append(f"{at}: {value!r} is no {schema['format']}")
    if isinstance(value, list):
        for number, item in enumerate(value):
            found += problems(item, schema["items"], root, f"{at}[{number}]")
    if isinstance(value, dict):
        fields = schema["properties"]
        found += [f"{at}.{name} is missing" for name in schema["required"] if name not in value]
        found += [f"{at}.{name} is not described" for name in value if name not in fields]
        for name, item in value.items():
            if name in fields:
                found += problems(item, fields[name], root, f"{at}.{name}")
    return found

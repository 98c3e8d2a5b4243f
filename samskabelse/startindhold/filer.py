"""Reading the content files: YAML, or Markdown with YAML on top."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings


@dataclass(frozen=True, slots=True)
class Document:
    """One content file: its name, its fields and the text below them."""

    name: str
    fields: dict[str, Any]
    text: str = ""


def folder() -> Path:
    return Path(settings.START_CONTENT_DIR)


def read(path: Path) -> Document:
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".yaml":
        return Document(path.stem, yaml.safe_load(content))
    _before, fields, text = content.split("---\n", 2)
    return Document(path.stem, yaml.safe_load(fields), text.strip())


def read_all(pattern: str) -> list[Document]:
    """Return the files that match, in the order of their names."""
    return [read(path) for path in sorted(folder().glob(pattern))]

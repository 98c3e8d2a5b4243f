"""Whether an uploaded document is what its name says: told by its content, not by its ending."""

import zipfile
from pathlib import PurePath
from typing import BinaryIO

HEAD = 4096
#: What only a page, a drawing or a program begins with, or hides in a file of another kind.
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<?php", b"<?=")


def is_what_it_says(name: str, content: BinaryIO) -> bool:
    """Tell whether the content is of the kind that the file's ending promises, and of no other.

    Reads the beginning and a packed file's table of contents; leaves ``content`` at its start.
    """
    ending = PurePath(name).suffix.lower()
    head = content.read(HEAD)
    content.seek(0)
    packed = zipfile.is_zipfile(content)
    try:
        if ending == ".pdf":
            return head.startswith(b"%PDF-") and not packed and not _holds_markup(head)
        if ending in {".txt", ".csv"}:
            return b"\0" not in head and not packed and not _holds_markup(head)
        return packed and head.startswith(b"PK\x03\x04") and _is_office_file(ending, content)
    finally:
        content.seek(0)


def _holds_markup(head: bytes) -> bool:
    lowered = head.lower()
    return any(mark in lowered for mark in MARKUP)


def _is_office_file(ending: str, content: BinaryIO) -> bool:
    """Tell whether a packed file has the parts of the office format it is named after."""
    try:
        with zipfile.ZipFile(content) as archive:
            names = set(archive.namelist())
            if ending in {".odt", ".ods", ".odp"}:
                kind = archive.read("mimetype")[:200] if "mimetype" in names else b""
                return kind.startswith(b"application/vnd.oasis.opendocument.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return False
    part = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/"}.get(ending)
    return (
        part is not None
        and "[Content_Types].xml" in names
        and any(name.startswith(part) for name in names)
    )

"""Reading the text of PDF documents: in the background, one at a time, within limits.

A PDF can be made to eat all the memory and time there is, so each is read by a process of its
own (`soegning.pdf_tekst`), which is stopped when it takes too much of either.
"""

import logging
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.db.models import F
from wagtail.documents import get_document_model
from wagtail.models import Collection, ReferenceIndex

from . import indeks
from .models import DokumentTekst

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[1]
LONGEST_FILE = 30 * 1024 * 1024
LONGEST_TEXT = 200_000
SECONDS = 30


def read_missing(seconds: float = 20.0) -> int:
    """Read documents whose file hasn't been read, until the time is spent.

    The worker has other errands. Returns how many were read.
    """
    until = time.monotonic() + seconds
    done = 0
    documents = (
        get_document_model()
        .objects.filter(file__iendswith=".pdf")
        .exclude(pk__in=DokumentTekst.objects.filter(file=F("document__file")).values("pk"))
    )
    for document in documents.order_by("-pk")[:50]:
        read(document)
        done += 1
        if time.monotonic() > until:
            break
    return done


def read(document: Any) -> DokumentTekst:
    """Read one document and index the pages that lead to it."""
    State = DokumentTekst.State
    text, state = "", State.FAILED
    try:
        if document.file.size <= LONGEST_FILE:
            with document.file.open("rb") as file:
                text = extract(file.read())
            state = State.READ if text.strip() else State.EMPTY
    except (OSError, subprocess.SubprocessError):
        logger.warning("Document %s could not be read", document.pk)
    row, _new = DokumentTekst.objects.update_or_create(
        pk=document.pk, defaults={"file": document.file.name, "state": state, "text": text}
    )
    indeks.update(pages_with(document))
    return row


def extract(content: bytes) -> str:
    """Return the text of a PDF. Raises SubprocessError when it takes too long or too much."""
    done = subprocess.run(  # noqa: S603  (our own module, no shell)
        [sys.executable, "-m", "soegning.pdf_tekst", str(LONGEST_TEXT)],
        input=content,
        capture_output=True,
        timeout=SECONDS,
        check=True,
        cwd=ROOT,
    )
    return done.stdout.decode("utf-8", "replace").replace("\0", " ")[:LONGEST_TEXT]


def pages_with(*documents: Any) -> list[int]:
    """Return the pages that lead to the documents, live or not: `indeks` decides."""
    found: list[int] = []
    for document in documents:
        references = ReferenceIndex.get_references_to(document)
        rows = references.filter(base_content_type__app_label="wagtailcore").filter(
            base_content_type__model="page"
        )
        found += [int(pk) for pk in rows.values_list("object_id", flat=True)]
    return found


def forget_other_file(document: Any) -> None:
    """The file, the title or the collection may be another: what was read may hold no longer."""
    row = DokumentTekst.objects.filter(pk=document.pk).first()
    if row is None:
        return
    if row.file != document.file.name:
        row.delete()
    indeks.update(pages_with(document))


def collection_changed(collection: Collection) -> None:
    """A collection has been closed or opened: its documents' texts leave or come back."""
    below = collection.get_descendants(inclusive=True)
    documents = get_document_model().objects.filter(collection__in=below)
    read_ones = documents.filter(pk__in=DokumentTekst.objects.exclude(text="").values("pk"))
    indeks.update(pages_with(*read_ones))

"""What an editor may not upload as a document."""

import io
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samskabelse.base.dokumentfiler import is_what_it_says
from samskabelse.base.models import Dokument

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF"
PAGE = b"<!DOCTYPE html><script>alert(1)</script>"
DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


def packed(**parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


WORD = packed(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
SHEET = packed(**{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"})
OPEN = packed(mimetype="application/vnd.oasis.opendocument.text")
PROGRAM = packed(**{"META-INF/MANIFEST.MF": "Main-Class: A"})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("A.PDF", PDF),
        ("a.docx", WORD),
        ("a.xlsx", SHEET),
        ("a.odt", OPEN),
        ("a.txt", "Ærø, 3 < 4".encode()),
        ("a.csv", b"navn;antal\nAne;3"),
        ("tom.txt", b""),
    ],
)
def test_document_that_is_what_it_says(name, content):
    file = io.BytesIO(content)

    assert is_what_it_says(name, file)
    assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PAGE),
        ("a.pdf", DRAWING),
        ("a.pdf", b"<?php system(1);"),
        ("a.pdf", b"%PDF-1.7\n" + PAGE),
        ("a.pdf", PDF + PROGRAM),
        ("a.pdf", b""),
        ("a.docx", PDF),
        ("a.docx", SHEET),
        ("a.docx", PROGRAM),
        ("a.docx", PAGE + WORD),
        ("a.xlsx", WORD),
        ("a.odt", WORD),
        ("a.pptx", WORD[:200]),
        ("a.txt", PAGE),
        ("a.csv", DRAWING),
        ("a.csv", b"\x7fELF\0\0"),
        ("a.txt", PROGRAM),
        ("a.html", PAGE),
    ],
)
def test_document_of_another_kind_is_refused(name, content):
    assert not is_what_it_says(name, io.BytesIO(content))


@pytest.mark.django_db
def test_editor_is_told_and_nothing_is_stored(client):
    client.force_login(get_user_model().objects.create_superuser("admin", "a@example.dk", "x"))

    for name in ("wagtaildocs:add", "wagtaildocs:add_multiple"):
        field = "files[]" if name.endswith("multiple") else "file"
        form = {"title": "Vejledning", field: SimpleUploadedFile("vejledning.pdf", PAGE)}
        response = client.post(reverse(name), form, headers={"X-Requested-With": "XMLHttpRequest"})

        assert "Filens indhold er af en anden slags" in response.content.decode(), name
    assert not Dokument.objects.exists()

"""The text of a PDF is found on the pages that lead to it, and nowhere it may not be read."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction
from weasyprint import HTML

from samskabelse.base.models import Dokument
from soegning.dokumenter import read_missing
from soegning.models import DokumentTekst, IndexWord
from tests import factories
from tests.pages import soup_of, visible_text

pytestmark = pytest.mark.django_db

TEXT = """
    <html lang="da"><title>Rapport</title><p>Borgerne i Ærø bad om kvæsturråd og ikke om mere.</p>
    <p style="break-before: page">På side to står der ambolt&shy;smed.</p></html>
"""


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def document(content: bytes, title: str = "Rapport om råd") -> Dokument:
    return Dokument.objects.create(title=title, file=ContentFile(content, name="rapport.pdf"))


def page_with(document: Dokument) -> None:
    link = f'<p>Læs <a linktype="document" id="{document.pk}">rapporten</a>.</p>'
    factories.case(
        factories.empty_site(), "Åben dør", body=[{"type": "text", "value": link}]
    ).save_revision().publish()


def found(client: Client, query: str) -> list[str]:
    soup = soup_of(client, f"/soeg/?q={query}")
    return [visible_text(row) for row in soup.select("ol.liste > li")]


def test_page_is_found_by_the_text_of_its_pdf(client: Client) -> None:
    page_with(document(HTML(string=TEXT).write_pdf()))
    assert found(client, "kvæsturråd") == []

    assert read_missing() == 1

    for query in ("kvæsturråd", "kvaesturraad", "Ærø", "amboltsmed"):
        [row] = found(client, query)
        assert "Åben dør" in row, query
        assert "Rapport om råd" in row, query
    assert read_missing() == 0


def test_pdf_of_a_closed_collection_is_not_found(client: Client) -> None:
    closed = Collection.get_first_root_node().add_child(name="Internt")
    report = document(HTML(string=TEXT).write_pdf())
    page_with(report)
    read_missing()
    assert found(client, "kvæsturråd")
    report.collection = closed
    report.save()

    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")

    assert found(client, "kvæsturråd") == []
    assert not IndexWord.objects.filter(word="kvaesturraad").exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnothing", b"\0" * 5000])
def test_file_that_cannot_be_read_is_left_alone(content: bytes) -> None:
    report = document(content)

    assert read_missing() == 1
    assert read_missing() == 0
    assert DokumentTekst.objects.get(pk=report.pk).state == "kan_ikke_laeses"

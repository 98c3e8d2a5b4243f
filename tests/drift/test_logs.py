"""Nothing that a visitor typed reaches a log."""

import logging
import re

import pytest

from samskabelse.drift.logs import PrivateRecord, RequestIdFilter, mask_path, request_id

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drift.urls")]

NAME, EMAIL = "Plantine Prøvedatter", "plantine@example.dk"


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False
    return client


def probe(visitor):
    """Send the planted name and address every way there is."""
    both = {"navn": NAME, "email": EMAIL}
    visitor.post("/fejler/", both)
    visitor.post(f"/fejler/?navn={NAME}", both)
    visitor.get("/findes-ikke/", both)
    visitor.get(f"/{NAME}/{EMAIL}/")
    visitor.get("/indhold/", both, headers={"host": EMAIL.replace("@", ".")})
    visitor.post("/formular/", both, headers={"origin": f"https://{EMAIL}"})
    visitor.post("/formular/", {f"{EMAIL}{number}": NAME for number in range(1100)})
    visitor.post("/database/", both)


def test_no_name_and_no_address_in_the_logs(visitor, caplog):
    caplog.set_level(logging.DEBUG)

    probe(visitor)

    assert caplog.records
    assert not re.search("plantine|prøvedatter|Pr%C3%B8vedatter|datter", caplog.text, re.I)


def test_an_error_is_still_found(visitor, caplog):
    visitor.post("/fejler/", {"navn": NAME})

    assert "ValueError" in caplog.text
    assert "in broken" in caplog.text
    assert "/fejler/" in caplog.text


def test_the_factory_is_in_use():
    assert logging.getLogRecordFactory() is PrivateRecord


@pytest.mark.parametrize(
    ("path", "masked"),
    [
        ("/cases/solroed-kommune/", "/cases/solroed-kommune/"),
        ("/soeg/?q=anna", "/soeg/"),
        ("/henvendelse/Xy12-abC_dEfghijkl/", "/henvendelse/…/"),
        ("/anna@example.dk/", "/…/"),
        ("/x/0123456789abcdef0123/", "/x/…/"),
        ("/x/8c5b8a2e-5a56-4d0c-9d57-0f6e1f6b7c11/", "/x/…/"),
        ("/" + "a" * 200, "/…"),
    ],
)
def test_paths_are_masked(path, masked):
    assert mask_path(path) == masked


def test_refusals_carry_the_request_id(visitor, caplog):
    caplog.handler.addFilter(RequestIdFilter())

    response = visitor.get("/findes-ikke/")

    assert response["X-Request-ID"] in {record.request_id for record in caplog.records}


def test_records_carry_the_request_id():
    record = logging.makeLogRecord({})
    token = request_id.set("abc")
    try:
        assert RequestIdFilter().filter(record)
    finally:
        request_id.reset(token)

    assert record.request_id == "abc"

"""Visitors' text is shown as text everywhere, and stands in no log."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client

from henvendelser import services
from henvendelser.models import Besked, Henvendelse
from samskabelse.outbox.delivery import send_due

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "</textarea><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% debug %}",
]


def is_harmless(html: str) -> bool:
    """Say whether nothing of the payloads became markup."""
    soup = BeautifulSoup(html, "html.parser")
    scripts = [tag for tag in soup.find_all(["script", "svg", "img"]) if "alert" in str(tag)]
    handlers = [tag for tag in soup.find_all(True) if {"onerror", "onload"} & set(tag.attrs)]
    links = [tag for tag in soup.find_all("a") if "alert(1)" in tag.get("href", "")]
    return not (scripts or handlers or links)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_stays_text_in_what_the_address_carries(client, home, payload):
    for query in ({"om": payload}, {"emne": payload}, {"n": payload}):
        for page in ("/kontakt/", "/kontakt/tak/", "/henvendelse/slettet/"):
            assert is_harmless(client.get(page, query).content.decode()), (page, query)


PLANTED = ["Plantetnavn", "plantet@kommune.dk", "Plantetbesked", "31323334", "Plantetsted"]


def test_no_log_holds_what_a_visitor_typed(client, send, staff, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    name, email, message, phone, organisation = PLANTED
    typed = {"navn": name, "email": email, "telefon": phone, "organisation": organisation}

    answer = send(besked=message, **typed)
    inquiry = Henvendelse.objects.get()
    link = services.status_url(inquiry)
    token = link.split("/")[2]
    client.get(answer["Location"])
    send(besked="", **typed)  # 422
    send(besked=f"{message}\0", **typed)  # 400
    Client(enforce_csrf_checks=True).post("/kontakt/", {"besked": message, **typed})  # 403
    client.put("/kontakt/", f"navn={name}")
    client.get(link)
    client.get(link.rstrip("/"))
    client.post(link, {"besked": f"{message} mere"})
    client.post(link, {"besked": ""})  # 422
    client.post(link, {"besked": f"{message}\0"})  # 400
    Client(enforce_csrf_checks=True).post(link, {"besked": message})  # 403
    client.get(f"{link}findes-ikke/")  # 404 of the page tree
    client.post("/henvendelse/slettet/")  # 405
    staff.get("/admin/henvendelser/", {"q": name})
    staff.get(f"/admin/henvendelser/{inquiry.pk}/")
    staff.post(f"/admin/henvendelser/{inquiry.pk}/status/", {"status": "x"})
    send_due()
    client.post(f"{link}slet/")
    client.get(link)  # 404
    client.get(link.replace(token, token[:-1]))  # 404
    call_command("check", verbosity=0)

    written = caplog.text + "".join(capfd.readouterr())
    assert "/kontakt/" in written  # the probes were logged
    found = [planted for planted in [*PLANTED, token, token[:40]] if planted in written]
    assert found == []


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "utf-32", "latin-1", "findes-ikke"])
@pytest.mark.parametrize("place", ["form", "private link"])
def test_another_encoding_is_refused_everywhere(client, inquiry, link, charset, place):
    path = "/kontakt/" if place == "form" else link
    body = "besked=Hej med dig&navn=Ane&email=a@x.dk".encode("utf-16")
    kind = f"application/x-www-form-urlencoded; charset={charset}"

    answer = client.generic("POST", path, body, kind)

    assert answer.status_code == 400
    assert 'lang="da"' in answer.text
    assert Henvendelse.objects.count() == 1
    assert not Besked.objects.exists()

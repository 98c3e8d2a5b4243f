"""What goes wrong for real: a mail server that is away, and processes that are killed.

The site runs as in production, in processes of its own, with a real mail server on the other side.
"""

import http.client
import itertools
import os
import re
import signal
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.db import connection

from henvendelser.models import Henvendelse
from samskabelse.outbox.models import Mail
from tests.mailserver import MailServer
from tests.processes import background_worker, free_port, start, wait_for, web_workers

from .conftest import TEAM, VALID

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = re.compile(r"Dit sagsnummer er (S-\w{4}-\w{4})\.")


class Site:
    """The running site as its visitors reach it, each from an address of their own."""

    def __init__(self, port: int) -> None:
        self.port = port
        headers, body = self.ask("GET", "/kontakt/")
        self.cookie = headers["Set-Cookie"].partition(";")[0]
        field = BeautifulSoup(body, "html.parser").find("input", {"name": "csrfmiddlewaretoken"})
        self.token = str(field["value"])

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[Any, str]:
        call = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            call.request(method, path, body or None, headers)
            answer = call.getresponse()
            assert answer.status in {200, 303}, answer.status
            return answer.headers, answer.read().decode()
        finally:
            call.close()

    def write(self, number: int, key: uuid.UUID) -> str:
        """Post an inquiry, and return the number that its receipt shows."""
        fields = {"noegle": key, "csrfmiddlewaretoken": self.token, "email": address(number)}
        headers, _body = self.ask(
            "POST",
            "/kontakt/",
            urlencode({**VALID, **fields}),
            **{
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": self.cookie,
                "X-Forwarded-For": f"10.0.{number // 200}.{number % 200}",
            },
        )
        _headers, page = self.ask("GET", headers["Location"])
        found = NUMBER.search(page)
        assert found, page
        return found[1]


def address(number: int) -> str:
    return f"person-{number}@kommune.dk"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.close()


@pytest.fixture
def database(in_threads, site_settings) -> Callable[[Callable[[], Any]], Any]:
    """Ask the database that the site runs on; the contact page is in it."""

    def ask(question: Callable[[], Any]) -> Any:
        (answer,) = in_threads(1, question)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return ask


@pytest.fixture
def process(database, mail_server, tmp_path) -> Iterator[Any]:
    database(lambda: None)  # SQLite's is a file from now on
    name, port = connection.settings_dict["NAME"], free_port()
    where = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        where = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
    running = start(
        tmp_path,
        "serve",
        DATABASE_URL=where,
        EMAIL_URL=f"smtp://127.0.0.1:{mail_server.port}",
        PORT=str(port),
        TRUSTED_PROXY_COUNT="1",
        LOG_LEVEL="CRITICAL",
    )
    running.port = port
    yield running
    running.terminate()
    said = running.communicate(timeout=60)[0]
    assert "Traceback" not in said, said


@pytest.fixture
def site(process) -> Site:
    def answers() -> bool:
        try:
            Site(process.port)
        except OSError:
            return False
        return True

    assert wait_for(answers, 90), process.poll()
    return Site(process.port)


def stored() -> list[str]:
    return list(Henvendelse.objects.values_list("reference", flat=True))


def all_sent() -> bool:
    return not Mail.objects.exclude(status=Mail.Status.SENT).exists()


def test_a_mail_server_that_is_away_keeps_no_inquiry_back(site, mail_server, database):
    told = [site.write(number, uuid.uuid4()) for number in range(50)]  # it refuses
    mail_server.hang()
    assert wait_for(lambda: mail_server.held, 60)
    told += [site.write(number, uuid.uuid4()) for number in range(50, 100)]

    assert len(set(told)) == 100
    assert sorted(database(stored)) == sorted(told)
    assert mail_server.letters == []

    mail_server.work()
    assert wait_for(lambda: database(all_sent), 180)
    receipts = [letter.to for letter in mail_server.letters if letter.to != TEAM]
    assert sorted(receipts) == sorted(map(address, range(100)))
    assert len(mail_server.letters) == 200
    assert len({letter.message_id for letter in mail_server.letters}) == 200


def test_killed_workers_lose_nothing_that_a_receipt_was_shown_for(
    site, process, mail_server, database
):
    mail_server.hang()
    mail_server.work()
    told: dict[int, str] = {}
    numbers = itertools.count()

    def visit() -> None:
        while (number := next(numbers)) < 200:
            key = uuid.uuid4()
            while number not in told:
                try:
                    told[number] = site.write(number, key)
                except (OSError, http.client.HTTPException):
                    continue  # killed with our request in hand: sent again, as people do

    visitors = [threading.Thread(target=visit, daemon=True) for _i in range(8)]
    for visitor in visitors:
        visitor.start()
    kills = 0
    for count in (40, 90, 140):
        assert wait_for(lambda: len(told) >= count, 120)  # noqa: B023  (asked at once)
        for victim in (background_worker(process.pid), *web_workers(process.pid)[:1]):
            if victim:
                os.kill(victim, signal.SIGKILL)
        kills += 1
    for visitor in visitors:
        visitor.join(120)

    assert sorted(told) == list(range(200))
    assert sorted(database(stored)) == sorted(told.values())
    # What a killed worker had in hand is free again when its lease runs out.
    database(lambda: Mail.objects.update(claimed_until=None))
    assert wait_for(lambda: database(all_sent), 180)
    arrived = Counter(mail_server.letters)
    assert {letter.to for letter in arrived} == {TEAM, *map(address, range(200))}
    assert len(arrived) == 400
    assert arrived.total() - len(arrived) <= kills

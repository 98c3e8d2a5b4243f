"""A site that really runs, and what is left of answers in its data and in all that it says."""

import http.cookiejar
import re
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from parathed import kode
from parathed.models import ParathedstestPage
from tests.parathed.conftest import ANSWERS, posted
from tests.processes import free_port, start, wait_for

pytestmark = [pytest.mark.browser]

#: Answers that no counter or date looks like.
DIGITS = "".join(map(str, ANSWERS))
PLANTED = "plantine.member@kommune.example"


class Visitor:
    """A browser without a screen: keeps cookies, sends the form's token."""

    def __init__(self, site: str) -> None:
        self.site = site
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def get(self, path: str) -> str:
        with self.opener.open(urllib.parse.urljoin(self.site, path), timeout=60) as answer:
            self.address = answer.geturl()
            return answer.read().decode()

    def post(self, form_at: str, path: str, data: dict[str, str]) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(form_at))
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1] if token else "", **data})
        address = urllib.parse.urljoin(self.site, path)
        # Our own server.
        request = urllib.request.Request(address, body.encode(), {"Referer": address})  # noqa: S310
        try:
            with self.opener.open(request, timeout=60) as answer:
                self.address = answer.geturl()
                return answer.read().decode(errors="replace")
        except urllib.error.HTTPError as refusal:
            return refusal.read().decode(errors="replace")


def is_up(site: str) -> bool:
    try:
        # Our own server.
        with urllib.request.urlopen(f"{site}livez", timeout=5) as answer:  # noqa: S310
            return answer.status == 200
    except OSError:
        return False


def rows_of(path: Path) -> dict[str, list[Any]]:
    """Return every row of the database by table, as whoever holds the file sees them."""
    with closing(sqlite3.connect(path)) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        # The names are the database's own.
        return {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names}  # noqa: S608


def changed(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> set[str]:
    """Return our tables that a visitor can fill whose rows are others; the worker writes too."""
    ours = ("parathed_", "henvendelser_", "outbox_", "django_session")
    return {name for name in after if name.startswith(ours) and before[name] != after[name]}


def test_a_running_site_keeps_nothing_of_a_test_and_no_address_of_a_member(
    live_site: Any, tmp_path: Path
) -> None:
    code = kode.encode(ParathedstestPage.objects.get().current_version().number, ANSWERS)
    database = tmp_path / "db.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM INTO '{database}'")
    port = free_port()
    site = f"http://127.0.0.1:{port}/"
    said = tmp_path / "said.log"
    # With the log of all requests that the site itself leaves out.
    process = start(tmp_path, "serve", PORT=str(port), GUNICORN_CMD_ARGS="--access-logfile -")
    try:
        assert wait_for(lambda: is_up(site), 120)
        visitor = Visitor(site)
        visitor.get("/test/")
        before = rows_of(database)

        result = visitor.post("/test/", "/test/resultat/", posted())
        again = visitor.post("/test/resultat/", "/test/resultat/", {"kode": code})
        visitor.post("/test/resultat/", "/test/", {"kode": code})
        visitor.post("/test/resultat/", "/test/resultat/pdf/", {"kode": code})
        compared = {"kode": code, "sammenlign": "1", "type": "kommune"}
        visitor.post("/test/resultat/", "/test/resultat/", compared)
        wrong = visitor.post("/test/resultat/", "/test/resultat/", {"kode": f"{code[:-1]}x"})
        after = rows_of(database)

        assert code in result
        assert code in again
        assert 'role="alert"' in wrong
        assert changed(before, after) == set()

        # A member who writes an address where none is asked for.
        visitor.post("/test/team/", "/test/team/", {"navn": "Plantede", "email": ""})
        private = urllib.parse.urlsplit(visitor.address).path
        join = re.search(r"/test/team/[A-Z0-9]{4}-[A-Z0-9]{4}/", visitor.get(private))
        assert join
        member = Visitor(site)
        answered = posted() | {"email": PLANTED, "navn": PLANTED}
        member.get(f"{join[0]}svar/")
        member.post(f"{join[0]}svar/", f"{join[0]}svar/", answered)
        assert '{"antal": 1}' in visitor.get(f"{private}antal/")
    finally:
        process.terminate()
        said.write_text(process.communicate(timeout=60)[0])

    log = said.read_text()
    assert "/test/resultat/" in log  # the access log is on: silence proves nothing
    for secret in (code, DIGITS, DIGITS[:5], DIGITS[5:], PLANTED, quote(PLANTED)):
        assert secret not in log
    assert private.rstrip("/").rpartition("/")[2] not in without_requests(log)
    assert join[0] not in without_requests(log)
    for path in tmp_path.rglob("*"):
        content = path.read_bytes() if path.is_file() and path != said else b""
        for secret in (code, DIGITS, PLANTED):
            assert secret.encode() not in content, path
    cookies = [cookie.value or "" for cookie in jar_of(member) if cookie.name == "deltager"]
    assert cookies
    assert cookies[0] not in log


def without_requests(log: str) -> str:
    return "\n".join(
        line for line in log.splitlines() if '" 200 ' not in line and '" 303 ' not in line
    )


def jar_of(visitor: Visitor) -> http.cookiejar.CookieJar:
    return next(
        handler.cookiejar
        for handler in visitor.opener.handlers
        if isinstance(handler, urllib.request.HTTPCookieProcessor)
    )

"""From »Send« to the receipt, while the mail server takes every call and says nothing."""

import http.client
import itertools
import re
import secrets
import string
import threading
import time
import uuid
from urllib.parse import urlencode, urlsplit

from maaling import CLIENTS, Goal, Measure, Row, Sample, answers_within

SENT = "hundrede henvendelser"
COUNT = 100
#: Milliseconds that each receipt is shown within.
WITHIN = 1000.0
#: Whoever sends sooner than this after the form was fetched is taken for a robot.
SECONDS_TO_WRITE = 2.5

FIELDS = {
    "emne": "moede",
    "besked": "Vi vil gerne høre, hvordan andre er gået i gang.",
    "navn": "Ane Østergård",
    "organisation": "Kultur og Fritid",
}


def measures() -> dict[str, Measure]:
    return {SENT: send_all}


def goals(small: dict[str, Row], large: dict[str, Row], _database: str) -> list[Goal]:
    return [answers_within("kvittering", row, WITHIN) for row in (small[SENT], large[SENT])]


def send_all(site: str, _seconds: float) -> Sample:
    """Send a hundred inquiries from eight clients, each from an address of its own."""
    numbers, times = itertools.count(), []
    wrong: list[str] = []

    def send() -> None:
        connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=120)
        cookie, hidden = form(connection)
        time.sleep(SECONDS_TO_WRITE)
        connection.close()  # the server has hung up meanwhile; the next request calls again
        while (number := next(numbers)) < COUNT and not wrong:
            begun = time.monotonic()
            page = receipt(connection, cookie, hidden, number)
            times.append((time.monotonic() - begun) * 1000)
            if "Dit sagsnummer er" not in page:
                wrong.append(page)
        connection.close()

    clients = [threading.Thread(target=send) for _ in range(CLIENTS)]
    begun = time.monotonic()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    if wrong or len(times) != COUNT:
        instead = re.sub(r"<[^>]+>|\s+", " ", "".join(wrong[:1]).partition("<main")[2])
        raise SystemExit(f"kvittering: {len(times)} af {COUNT} {instead[:400]}")
    return Sample(times, time.monotonic() - begun - SECONDS_TO_WRITE)


def form(connection: http.client.HTTPConnection) -> tuple[str, dict[str, str]]:
    """Return the form's cookie and what it carries along unseen."""
    connection.request("GET", "/kontakt/")
    answer = connection.getresponse()
    page = answer.read().decode()
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    return answer.headers["Set-Cookie"].partition(";")[0], dict(found)


def receipt(
    connection: http.client.HTTPConnection, cookie: str, hidden: dict[str, str], number: int
) -> str:
    # In letters: now and then ten digits are somebody's CPR number, which the form turns away.
    name = "".join(secrets.choice(string.ascii_lowercase) for _letter in range(16))
    unique = {"email": f"{name}@kommune.dk", "noegle": str(uuid.uuid4())}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": cookie,
        "X-Forwarded-For": f"10.{uuid.uuid4().int % 250}.{number // 250}.{number % 250}",
    }
    body = urlencode({**FIELDS, **hidden, **unique})
    connection.request("POST", "/kontakt/", body, headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    if answer.status != http.HTTPStatus.SEE_OTHER:
        return page
    connection.request("GET", answer.headers["Location"], headers={"Cookie": cookie})
    return connection.getresponse().read().decode()

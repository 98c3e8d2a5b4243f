"""Kept answers: the same bytes for everybody, and never a moment longer than they are true."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import PageViewRestriction

from arrangementer.models import Underviser, Undervisning
from samskabelse.base import kept
from samskabelse.base.models import Indstillinger
from samskabelse.drift import pagecache
from samskabelse.drift.pagecache import PARTS, SHARED, PageCache
from soegning.models import SoegningUdenHit
from tests import factories

pytestmark = pytest.mark.django_db


@dataclass
class Said:
    status: str
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(application: Callable[..., Any], path: str = "/", **environ: Any) -> Said:
    said: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], *more: Any) -> None:
        said.update(status=status, headers=dict(headers))

    method = environ.pop("REQUEST_METHOD", "GET")
    request = RequestFactory().generic(method, path, **environ)
    request.environ.pop("HTTP_COOKIE", None)
    body = application({**request.environ, **environ}, start_response)
    return Said(said["status"], said["headers"], b"".join(body))


@dataclass
class Counting:
    """An application that says how often it was asked."""

    status: str = "200 OK"
    is_shared: bool = True
    headers: list[tuple[str, str]] = field(default_factory=lambda: [("Vary", "Accept-Encoding")])
    until: dt.datetime | None = None
    asked: int = 0
    closed: int = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        self.asked += 1
        if self.is_shared:
            environ[SHARED] = self.until or timezone.now() + dt.timedelta(hours=1)
        start_response(self.status, [*self.headers, ("X-Request-ID", f"made-{self.asked}")])
        return Body(self)


@dataclass
class Body:
    of: Counting

    def __iter__(self) -> Iterator[bytes]:
        yield b"answer "
        yield str(self.of.asked).encode()

    def close(self) -> None:
        self.of.closed += 1


def asked_twice(counting: Counting, **environ: Any) -> bool:
    cache = PageCache(counting)
    ask(cache, **environ)
    ask(cache, **environ)
    return counting.asked == 2


def test_the_second_visitor_gets_the_same_bytes_under_another_number():
    counting = Counting()
    cache = PageCache(counting)

    first, second = ask(cache), ask(cache)

    assert (counting.asked, counting.closed) == (1, 1)
    assert first.body == second.body == b"answer 1"
    assert first.headers.pop("X-Request-ID") == "made-1"
    assert len(second.headers.pop("X-Request-ID")) == 12
    assert first.headers == second.headers


def test_only_the_head_is_sent_to_who_asks_for_it():
    counting = Counting()
    cache = PageCache(counting)
    ask(cache)

    assert ask(cache, REQUEST_METHOD="HEAD").body == b""
    assert ask(cache).body == b"answer 1"
    assert counting.asked == 1


@pytest.mark.parametrize(
    "counting",
    [
        Counting(is_shared=False),
        Counting(status="404 Not Found"),
        Counting(status="302 Found"),
        Counting(headers=[("Set-Cookie", "csrftoken=x")]),
        Counting(headers=[("Vary", "Cookie, Accept-Encoding")]),
        Counting(headers=[("Cache-Control", "no-store, private")]),
        Counting(headers=[("cache-control", "private")]),
    ],
    ids=lambda counting: f"{counting.is_shared} {counting.status} {counting.headers}",
)
def test_what_is_not_for_everybody_is_made_for_each(counting):
    assert asked_twice(counting)


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=x"},
        {"HTTP_COOKIE": f"{settings.CSRF_COOKIE_NAME}=x; messages=y"},
        {"HTTP_AUTHORIZATION": "Basic eDp5"},
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "HEAD"},
        {"HTTP_RANGE": "bytes=0-1"},
        {"HTTP_CACHE_CONTROL": "no-cache"},
        {"HTTP_PRAGMA": "no-cache"},
        {"QUERY_STRING": "q=" + "a" * 400},
    ],
    ids=str,
)
def test_who_is_no_stranger_or_wants_it_new_is_asked_for(environ):
    assert asked_twice(Counting(), **environ)


def test_a_form_token_alone_makes_nobody_known():
    assert not asked_twice(Counting(), HTTP_COOKIE=f"{settings.CSRF_COOKIE_NAME}=x")


@pytest.mark.parametrize(
    "other",
    [
        {"HTTP_HOST": "andet.dk"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"QUERY_STRING": "side=2"},
        {"PATH_INFO": "/cases/"},
        {"SCRIPT_NAME": "/andet"},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
        {"HTTP_ACCEPT_ENCODING": "br, gzip"},
    ],
    ids=str,
)
def test_what_an_answer_hangs_on_keeps_it_apart(other):
    counting = Counting()
    cache = PageCache(counting)
    ask(cache)

    assert ask(cache, **other).body == b"answer 2"


def test_it_ends_by_itself_and_with_any_change(monkeypatch):
    counting = Counting()
    cache = PageCache(counting)
    ask(cache)
    kept.forget()

    assert ask(cache).body == b"answer 2"
    monkeypatch.setattr(pagecache.time, "monotonic", lambda: float("inf"))
    assert ask(cache).body == b"answer 3"


def test_it_ends_when_what_it_shows_does(monkeypatch):
    counting = Counting(until=timezone.now() + dt.timedelta(seconds=3))
    cache = PageCache(counting)
    ask(cache)
    now = pagecache.time.monotonic()
    monkeypatch.setattr(pagecache.time, "monotonic", lambda: now + 2)
    assert ask(cache).body == b"answer 1"

    monkeypatch.setattr(pagecache.time, "monotonic", lambda: now + 4)
    assert ask(cache).body == b"answer 2"


def test_pages_are_made_as_before_while_the_shared_cache_is_down(monkeypatch):
    def fail(_key: str) -> None:
        raise ConnectionError

    monkeypatch.setattr(kept.cache, "get", fail)

    assert asked_twice(Counting())


def test_it_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(pagecache, "MOST_PAGES", 3)
    monkeypatch.setattr(pagecache, "MOST_BYTES", 8)
    counting = Counting()
    cache = PageCache(counting)
    for number in range(9):
        ask(cache, f"/{number}/")
    assert len(cache.answers) == 3

    ask(cache, "/ti/")
    ask(cache, "/ti/")
    assert counting.asked == 11, "nine bytes are too many"


# --- The site itself ----------------------------------------------------------------------------


@pytest.fixture
def tree() -> factories.Tree:
    return factories.empty_site()


@pytest.fixture
def site(monkeypatch) -> PageCache:
    # A test's transaction is not ended by a request.
    monkeypatch.setattr("django.core.handlers.wsgi.signals.request_started.send", lambda **_: None)
    monkeypatch.setattr("django.http.response.signals.request_finished.send", lambda **_: None)
    return PageCache(WSGIHandler())


def kept_paths(site: PageCache) -> set[str]:
    return {key[PARTS.index("PATH_INFO")] for key in site.answers}


def test_every_list_and_page_is_kept(site, tree):
    case = factories.case(tree, "Et værested")
    paths = {
        page.url
        for page in (tree.home, tree.veje, tree.cases, case, tree.viden, tree.arrangementer)
    }
    for path in paths:
        assert ask(site, path).status == "200 OK"

    assert kept_paths(site) == paths


def test_a_change_is_seen_at_once(site, tree):
    case = factories.case(tree, "Et værested")
    assert "Et værested" in ask(site, case.url).text
    assert "Et værested" in ask(site, tree.cases.url).text

    case.title = "To væresteder"
    case.save_revision().publish()
    assert "To væresteder" in ask(site, case.url).text
    assert "To væresteder" in ask(site, tree.cases.url).text
    assert case.url in ask(site, "/soeg/?q=v%C3%A6resteder").text

    case.unpublish()
    assert ask(site, case.url).status == "404 Not Found"
    assert "To væresteder" not in ask(site, tree.cases.url).text
    assert case.url not in ask(site, "/soeg/?q=v%C3%A6resteder").text


def test_no_page_is_shown_beyond_its_own_end_or_that_of_another_on_it(site, tree):
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        case = factories.case(tree, "Et værested", expire_at=now + dt.timedelta(seconds=9))
        paths = [case.url, tree.cases.url, "/soeg/?q=v%C3%A6rested"]
        assert all(case.url in ask(site, path).text for path in paths)
        ends = {answer.until for answer in site.answers.values()}
        assert len(site.answers) == 3
        assert max(ends) <= pagecache.time.monotonic() + 9

        clock.shift(9)
        site.answers.clear()

        assert not any(case.url in ask(site, path).text for path in paths[1:])
        assert ask(site, case.url).status == "404 Not Found"


def test_a_page_that_becomes_private_is_closed_at_once(site, tree):
    case = factories.case(tree, "Et værested")
    ask(site, case.url)
    PageViewRestriction.objects.create(page=case, restriction_type="password", password="x")

    assert "Et værested" not in ask(site, case.url).text
    assert case.url not in kept_paths(site)


def test_what_stands_around_and_beside_a_page_is_seen_at_once(site, tree):
    course = factories.arrangement(tree, "Et kursus")
    teacher = Underviser.objects.create(name="Bo Lærer")
    Undervisning.objects.create(page=course, underviser=teacher)
    assert "Bo Lærer" in ask(site, course.url).text
    settings_row = Indstillinger.objects.create(site=tree.home.get_site(), phone="1122 3344")
    assert "1122 3344" in ask(site, course.url).text.replace("\N{NO-BREAK SPACE}", " ")
    settings_row.phone = "5566 7788"
    settings_row.save()
    assert "5566 7788" in ask(site, course.url).text.replace("\N{NO-BREAK SPACE}", " ")
    teacher.name = "Ib Lærer"
    teacher.save()
    assert "Ib Lærer" in ask(site, course.url).text


def test_forms_and_private_addresses_are_never_kept(site, tree):
    for path in (tree.kontakt.url, "/konto/login/", "/admin/", "/livez", "/readyz", "/test/team/"):
        ask(site, path)

    assert kept_paths(site) == set()


def test_words_without_hits_are_counted_each_time(site, tree):
    for _time in range(2):
        ask(site, "/soeg/?q=zebrafisk")

    assert SoegningUdenHit.objects.get().times == 2


def test_nothing_of_who_asks_is_in_a_kept_page(site, tree):
    """Two visitors as different as can be are sent the same bytes."""
    plain = ask(site, "/cases/")
    other = PageCache(WSGIHandler())
    odd = ask(
        other,
        "/cases/",
        HTTP_USER_AGENT="Andet",
        HTTP_ACCEPT_LANGUAGE="en",
        HTTP_REFERER="https://andet.dk/",
        HTTP_X_FORWARDED_HOST="andet.dk",
        REMOTE_ADDR="192.0.2.7",
    )

    assert plain.body == odd.body

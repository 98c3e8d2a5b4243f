"""The worker runs its jobs, survives their failures and stops when told."""

import os
import signal
import socket
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from samskabelse.drift import jobs, server
from samskabelse.drift.management.commands import worker
from tests import factories
from tests.processes import (
    background_worker,
    free_port,
    handles_term,
    lives,
    members,
    start,
    wait_for,
    web_workers,
)

pytestmark = pytest.mark.one_database


def test_every_job_can_be_loaded():
    assert {job.name for job in worker.load_jobs()} >= {"send_mail", "publish_scheduled"}


def test_what_is_planned_comes_within_seconds_of_its_time():
    job = next(job for job in worker.load_jobs() if job.name == "publish_scheduled")

    assert job.every <= 10


@pytest.mark.django_db
def test_every_job_of_ours_runs():
    for job in worker.load_jobs():
        if job.name in {"send_mail", "publish_scheduled", "purge_personal_data", "clear_sessions"}:
            job.run()


def test_one_failing_job_never_stops_the_others(monkeypatch, caplog):
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    stop, runs, planted = threading.Event(), [], "plantine@example.dk"

    def fail():
        raise ValueError(planted)

    def run():
        runs.append(1)
        if len(runs) == 3:
            stop.set()

    worker.work([worker.Job("broken", 0.01, fail), worker.Job("fine", 0.01, run)], stop)

    assert len(runs) == 3
    assert "Job broken failed" in caplog.text
    assert planted not in caplog.text


def test_a_failed_job_is_tried_again_before_its_day_is_over(monkeypatch):
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    job = worker.Job("daily", 86_400, lambda: 1 / 0)

    job.work(now=0.0)

    assert job.due == worker.SOONEST_RETRY


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_stops_when_told(tmp_path, number):
    # Without tables every job fails, and nobody reads the pipe while it runs.
    process = start(tmp_path, "worker", LOG_LEVEL="CRITICAL")
    try:
        assert wait_for(lambda: handles_term(process.pid))
        time.sleep(0.5)

        told = time.monotonic()
        process.send_signal(number)
        process.wait(10)

        assert process.returncode == 0
        assert time.monotonic() - told < 3
    finally:
        process.kill()


def test_a_taken_port_is_one_clear_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(tmp_path, "serve", PORT=str(port))
        said = process.communicate(timeout=60)[0]

    assert process.returncode == 1
    assert f"Port {port}" in said
    assert len(said.strip().splitlines()) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_serve_leaves_nobody_behind(tmp_path, number):
    # Nobody reads the pipe while it runs, and without tables there is much to say.
    process = start(tmp_path, "serve", PORT=str(free_port()), LOG_LEVEL="CRITICAL")
    try:
        # gunicorn, its two workers and the background worker
        assert wait_for(lambda: len(members(process.pid)) >= 4), process.poll()
        children = members(process.pid)

        process.send_signal(number)
        process.wait(45)

        assert wait_for(lambda: not any(lives(pid) for pid in children))
        assert process.returncode == (0 if number != signal.SIGKILL else -signal.SIGKILL)
    finally:
        process.kill()


def test_serve_starts_a_dead_worker_again(tmp_path):
    # Nobody reads the pipe while it runs, and without tables there is much to say.
    process = start(tmp_path, "serve", PORT=str(free_port()), LOG_LEVEL="CRITICAL")

    try:
        assert wait_for(lambda: background_worker(process.pid))
        first = background_worker(process.pid)
        os.kill(first, signal.SIGKILL)

        assert wait_for(lambda: background_worker(process.pid) not in {None, first})
    finally:
        process.terminate()
        process.wait(45)


def test_hup_loads_the_site_anew_and_turns_nobody_away(tmp_path):
    port = free_port()
    process = start(tmp_path, "serve", PORT=str(port), LOG_LEVEL="CRITICAL")
    statuses, done = [], threading.Event()

    def ask():
        while not done.is_set():
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=30) as answer:
                statuses.append(answer.status)

    try:
        assert wait_for(lambda: len(web_workers(process.pid)) == 2)
        before = {background_worker(process.pid), *web_workers(process.pid)}
        with ThreadPoolExecutor(2) as visitors:
            asking = [visitors.submit(ask) for _ in range(2)]
            process.send_signal(signal.SIGHUP)
            try:
                assert wait_for(lambda: not any(lives(pid) for pid in before), 40)
                assert wait_for(lambda: len(web_workers(process.pid)) == 2)
                asked = len(statuses)
                assert wait_for(lambda: len(statuses) > asked + 10), asking
            finally:
                done.set()
        # A visitor who was turned away is an error of theirs.
        assert all(visitor.result() is None for visitor in asking)

        assert set(statuses) == {200}
        assert wait_for(lambda: background_worker(process.pid) not in {None, *before})
        process.terminate()
        assert process.wait(45) == 0
    finally:
        process.kill()


def test_gunicorn_believes_no_proxy_unasked():
    config = server.Web(server.gunicorn_options(3)).cfg

    assert config.forwarded_allow_ips == []
    assert config.accesslog is None


@pytest.mark.django_db
class TestScheduledPublishing:
    @pytest.fixture
    def late(self) -> datetime:
        return timezone.now() - timedelta(hours=1)

    def test_page_that_fails_keeps_no_other_back(self, late, monkeypatch, caplog):
        tree = factories.empty_site()
        broken, fine = (factories.artikel(tree, title, live=False) for title in ("Én", "To"))
        for minutes, page in enumerate((broken, fine)):
            revision = page.save_revision()
            revision.approved_go_live_at = late + timedelta(minutes=minutes)
            revision.save()
        as_object = Revision.as_object

        def unreadable(revision):
            if revision.object_id == str(broken.pk):
                raise ValueError
            return as_object(revision)

        monkeypatch.setattr(Revision, "as_object", unreadable)

        with pytest.raises(RuntimeError, match="1 scheduled change"):
            jobs.publish_scheduled()

        fine.refresh_from_db()
        assert fine.live
        assert "A scheduled change failed" in caplog.text

    def test_page_is_taken_down_when_its_time_is_over(self, late):
        page = factories.artikel(factories.empty_site(), expire_at=late)

        jobs.publish_scheduled()

        page.refresh_from_db()
        assert (page.live, page.expired) == (False, True)

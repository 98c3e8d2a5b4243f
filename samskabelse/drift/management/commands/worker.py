"""The background worker: mail, scheduled publishing and the nightly broom."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

LONGEST_NAP = 1.0
SOONEST_RETRY = 60.0


@dataclass
class Job:
    name: str
    every: float
    run: Callable[[], Any]
    due: float = 0.0

    def work(self, now: float) -> None:
        """Run once. A failure is logged, retried soon and never stops the others."""
        close_old_connections()
        try:
            self.run()
            self.due = now + self.every
        except Exception:
            logger.exception("Job %s failed", self.name)
            self.due = now + min(max(self.every, 5.0), SOONEST_RETRY)
        finally:
            close_old_connections()


def load_jobs() -> list[Job]:
    return [Job(name, every, import_string(path)) for name, every, path in settings.WORKER_JOBS]


def work(jobs: list[Job], stop: threading.Event) -> None:
    """Run each job when it is due, one after the other, until told to stop."""
    while not stop.is_set():
        for job in jobs:
            if stop.is_set():
                return
            if job.due <= time.monotonic():
                job.work(time.monotonic())
        wait = min((job.due for job in jobs), default=0.0) - time.monotonic()
        stop.wait(min(max(wait, 0.05), LONGEST_NAP))


class Command(BaseCommand):
    help = "Run the jobs in WORKER_JOBS until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        work(load_jobs(), stop)

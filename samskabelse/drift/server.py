"""Run the site as in production: gunicorn and the worker, living and dying together.

Needs the settings but none of the apps, so that ``python -m samskabelse.drift.server`` is up at
once; ``manage.py serve`` is the same thing.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from types import FrameType

from django.conf import settings

from samskabelse.settings.env import settings_module, stop

GRACE = 30
TICK = 0.2
WORKER_PAUSE = 2.0
PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask Linux to end this process when its parent is gone, however that went."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def port_problem(host: str, port: int) -> str:
    """Return in Danish why the address can't be used, or nothing."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return f"Port {port} kræver særlige rettigheder. Vælg en anden, fx PORT=8000."
        except OSError:
            return f"Port {port} på {host} er optaget eller findes ikke. Vælg en anden med PORT=…"
    return ""


def gunicorn_command() -> list[str]:
    host = f"[{settings.BIND}]" if ":" in settings.BIND else settings.BIND
    return [
        sys.executable, "-m", "gunicorn", "samskabelse.wsgi:application",
        "--bind", f"{host}:{settings.PORT}",
        "--worker-class", "gthread",
        "--workers", str(settings.WEB_CONCURRENCY),
        "--threads", "4",
        "--timeout", "60",
        "--graceful-timeout", str(GRACE),
        "--max-requests", "10000",
        "--max-requests-jitter", "1000",
        # Addresses are personal data: no access log, and no proxy is believed unasked.
        "--forwarded-allow-ips", settings.FORWARDED_ALLOW_IPS,
        # It would be made in the folder of the code, which a container keeps read-only.
        "--no-control-socket",
        "--log-level", "warning",
    ]  # fmt: skip


def worker_command() -> list[str]:
    return [sys.executable, str(settings.ROOT / "manage.py"), "worker"]


class Supervisor:
    """Starts the two, restarts the worker, passes signals on and leaves nobody behind."""

    def __init__(self) -> None:
        self.stopping = False
        self.reloading = False
        self.gunicorn: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGHUP, self._reload)
        try:
            self.gunicorn = self._start(gunicorn_command())
            self.worker = self._start(worker_command())
            worker_born = time.monotonic()
            while not self.stopping and self.gunicorn.poll() is None:
                if self.reloading:
                    self.reloading = False
                    self.gunicorn.send_signal(signal.SIGHUP)
                    self.worker.terminate()
                if self.worker.poll() is not None and time.monotonic() > worker_born + WORKER_PAUSE:
                    self.worker = self._start(worker_command())
                    worker_born = time.monotonic()
                time.sleep(TICK)
        finally:
            self._end()
        return 0 if self.stopping else 1

    def _start(self, command: list[str]) -> "subprocess.Popen[bytes]":
        """Start in a group of its own, so that Ctrl-C reaches only us and we decide the order."""
        return subprocess.Popen(  # noqa: S603  (a fixed command)
            command,
            cwd=settings.ROOT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509  (no threads here)
        )

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _reload(self, number: int, frame: FrameType | None) -> None:
        self.reloading = True

    def _end(self) -> None:
        """Ask both to finish what they hold, then end what is left of their groups."""
        children = [child for child in (self.gunicorn, self.worker) if child]
        for child in children:
            with suppress(ProcessLookupError):
                child.terminate()
        deadline = time.monotonic() + GRACE + 5
        for child in children:
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
        for child in children:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def serve() -> int:
    """Run until stopped; return the exit code."""
    if problem := port_problem(settings.BIND, settings.PORT):
        stop(problem)
    return Supervisor().run()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    sys.exit(serve())

"""Run the site as in production: gunicorn and the worker, living and dying together.

Whoever starts it has loaded the site already, as ``bin/start.py`` and ``manage.py serve`` have.
Both are forked from that process, so that the site is loaded once, and each of gunicorn's workers
is up at once. HUP loads the site anew, as its code is then, without turning a visitor away.
"""

import ctypes
import gc
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from samskabelse.settings.env import stop

GRACE = 30
TICK = 0.2
WORKER_PAUSE = 2.0
BACKLOG = 2048
PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15
#: Objects that are new before the youngest generation is looked through, and how often in turn.
COLLECTED_AFTER = (10_000, 10, 20)
#: What `ps` and `top` call the two; at most 15 letters.
WEB, WORKER = "samskabelse-web", "samskabelse-job"
#: Leads what was started before a HUP over to what comes after it: the socket, then processes.
INHERITED = "SAMSKABELSE_INHERITED"


def die_with_parent() -> None:
    """Ask Linux to end this process when its parent is gone, however that went."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address. Raises OSError when it can't be had."""
    found = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
    except OSError:
        found.close()
        raise
    return found


def port_problem(host: str, port: int) -> str:
    """Return in Danish why the address can't be used, or nothing. After a HUP it is ours."""
    if INHERITED in os.environ:
        return ""
    try:
        listening_socket(host, port).close()
    except PermissionError:
        return f"Port {port} kræver særlige rettigheder. Vælg en anden, fx PORT=8000."
    except OSError:
        return f"Port {port} på {host} er optaget eller findes ikke. Vælg en anden med PORT=…"
    return ""


def gunicorn_options(listening: int) -> dict[str, Any]:
    """Return how the site is served from a socket that is given by its file descriptor."""
    return {
        "bind": f"fd://{listening}",
        "preload_app": True,
        "worker_class": "gthread",
        "workers": settings.WEB_CONCURRENCY,
        "threads": 4,
        "timeout": 60,
        "graceful_timeout": GRACE,
        # Days apart on a busy site: whoever asks just then finds a connection closed.
        "max_requests": 250_000,
        "max_requests_jitter": 50_000,
        # Addresses are personal data: no access log, and no proxy is believed unasked.
        "accesslog": None,
        "forwarded_allow_ips": settings.FORWARDED_ALLOW_IPS,
        # It would be made in the folder of the code, which a container keeps read-only.
        "control_socket_disable": True,
        "loglevel": "warning",
    }


class Web(BaseApplication):
    """Gunicorn, given its options here instead of on a command line."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        # Models can be imported by now; all the views are, before gunicorn's workers part.
        from samskabelse.wsgi import application  # noqa: PLC0415  (needs the apps)

        get_resolver().url_patterns  # noqa: B018  (asking imports them)
        spare_the_collector()
        return application


def spare_the_collector() -> None:
    """Have Python look for garbage among what answers leave behind, not among the site itself.

    Looking through all that is loaded takes a fifth of a second, in which nobody gets an answer.
    Processes that are forked afterwards share its memory, too.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)


def web(listening: int) -> None:
    Web(gunicorn_options(listening)).run()


def worker() -> None:
    call_command("worker")


def _become(name: str, run: Callable[..., None], *given: Any) -> None:
    """Be the child: in a group of its own, so that Ctrl-C reaches only the parent, who decides."""
    os.setsid()
    die_with_parent()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_NAME, name.encode())
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    run(*given)


class Supervisor:
    """Starts the two, restarts the worker, passes signals on and leaves nobody behind."""

    def __init__(self) -> None:
        self.stopping = False
        self.reloading = False
        self.listening, self.outgoing = self._inherit()
        self.web: BaseProcess | None = None
        self.worker: BaseProcess | None = None

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGHUP, self._reload)
        # Two processes can't speak over one connection.
        connections.close_all()
        try:
            self.web = self._start(WEB, web, self.listening)
            self.worker = self._start(WORKER, worker)
            worker_born = time.monotonic()
            for pid in self.outgoing:
                self._tell(pid, signal.SIGTERM)
            while not self.stopping and self.web.is_alive():
                self.outgoing = [pid for pid in self.outgoing if not self._is_gone(pid)]
                if self.reloading and not self.outgoing:
                    self._load_anew(self.web, self.worker)
                if not self.worker.is_alive() and time.monotonic() > worker_born + WORKER_PAUSE:
                    self.worker = self._start(WORKER, worker)
                    worker_born = time.monotonic()
                time.sleep(TICK)
        finally:
            self._end()
        return 0 if self.stopping else 1

    def _inherit(self) -> tuple[int, list[int]]:
        """Return the socket to serve from and the processes that served from it before a HUP."""
        numbers = [int(number) for number in os.environ.pop(INHERITED, "").split()]
        if numbers:
            return numbers[0], numbers[1:]
        made = listening_socket(settings.BIND, settings.PORT)
        made.listen(BACKLOG)
        # From here on it is known by its number alone, and closed by nobody unasked.
        return made.detach(), []

    def _load_anew(self, *now: BaseProcess) -> None:
        """Begin again in this same process; who serves now goes on until others are there."""
        pids = [str(child.pid) for child in now if child.is_alive()]
        os.environ[INHERITED] = " ".join([str(self.listening), *pids])
        os.set_inheritable(self.listening, True)
        # What is ignored stays ignored until the site is loaded; a second HUP would end it.
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606  (ourselves)

    def _start(self, name: str, run: Callable[..., None], *given: Any) -> BaseProcess:
        fork = multiprocessing.get_context("fork")
        child = fork.Process(target=_become, args=(name, run, *given), name=name)
        child.start()
        return child

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _reload(self, number: int, frame: FrameType | None) -> None:
        self.reloading = True

    def _tell(self, pid: int, number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)

    def _is_gone(self, pid: int) -> bool:
        with suppress(ChildProcessError):
            return os.waitpid(pid, os.WNOHANG)[0] == pid
        return True

    def _end(self) -> None:
        """Ask all to finish what they hold, then end what is left of their groups."""
        children = [child for child in (self.web, self.worker) if child and child.pid]
        for child in children:
            child.terminate()
        deadline = time.monotonic() + GRACE + 5
        for child in children:
            child.join(max(0.1, deadline - time.monotonic()))
        while any(not self._is_gone(pid) for pid in self.outgoing) and time.monotonic() < deadline:
            time.sleep(TICK)
        for pid in [*(child.pid for child in children if child.pid), *self.outgoing]:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
        for child in children:
            child.join()


def serve() -> int:
    """Run until stopped; return the exit code."""
    if problem := port_problem(settings.BIND, settings.PORT):
        stop(problem)
    return Supervisor().run()

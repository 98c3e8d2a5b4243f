"""Processes of the site, started as a server starts them, for what only processes can show."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings

from samskabelse.drift import server


def start(folder: Path, command: str, **environment: str) -> "subprocess.Popen[str]":
    """Start a management command with data of its own and nothing else from around us."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.Popen(  # noqa: S603  (our own command)
        [sys.executable, "manage.py", command],
        cwd=settings.ROOT,
        env=keep | {"DATA_DIR": str(folder), "PYTHONUTF8": "1"} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def wait_for(condition: Callable[[], Any], seconds: float = 20.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def members(leader: int) -> list[int]:
    """Return the living children of a process and their children."""
    found, unread = [], [leader]
    while unread:
        pid = unread.pop()
        try:
            with open(f"/proc/{pid}/task/{pid}/children") as file:
                children = [int(child) for child in file.read().split()]
        except OSError:
            continue
        found += children
        unread += children
    return found


def named(leader: int, name: str) -> list[int]:
    """Return the processes below one that go by a name, as `ps` says it, parents first."""
    found = []
    for pid in members(leader):
        with suppress(OSError):
            if Path(f"/proc/{pid}/comm").read_text().strip() == name:
                found.append(pid)
    return found


def background_worker(leader: int) -> int | None:
    """Return the process that sends the mails."""
    return next(iter(named(leader, server.WORKER)), None)


def web_workers(leader: int) -> list[int]:
    """Return the processes that answer requests: those below gunicorn's own."""
    return sorted(pid for pid in named(leader, server.WEB) if not members(pid))


def lives(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def handles_term(pid: int) -> bool:
    """Say whether the process has got as far as catching TERM."""
    try:
        with open(f"/proc/{pid}/status") as file:
            caught = next(line for line in file if line.startswith("SigCgt"))
    except (OSError, StopIteration):
        return False
    return bool(int(caught.split()[1], 16) & (1 << (signal.SIGTERM - 1)))

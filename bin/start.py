#!/usr/bin/env python3
"""Prepare the site and hand the process over to `manage.py serve`; called by `make run`.

With ``--udvikling`` it becomes the development server instead (`make dev`). What can be wrong with
the surroundings is found first and said in one line.
"""
# ruff: noqa: T201, S606  (speaks to the person at the terminal; becomes the server by exec)

import ctypes
import hashlib
import io
import os
import signal
import socket
import sys
import tempfile
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError

ROOT = Path(__file__).resolve().parents[1]
os.chdir(ROOT)
sys.path.insert(0, str(ROOT))

try:
    from samskabelse.settings import env
except (ImproperlyConfigured, ValueError) as error:
    sys.exit(f"Samskabelse kan ikke starte: en indstilling kan ikke læses: {error}")


def end_with_parent() -> None:
    """Let the kernel send TERM when make is killed outright, so that no server is left behind."""
    if sys.platform == "linux" and "MAKELEVEL" in os.environ:
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def check_port() -> None:
    advice = "Vælg en anden: make run PORT=8001."
    with socket.socket() as probe:
        # As gunicorn does: a port that was left a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", env.PORT))
        except OverflowError:
            env.stop(f"PORT skal være et tal mellem 1 og 65535, ikke {env.PORT}. {advice}")
        except PermissionError:
            env.stop(f"port {env.PORT} må kun bruges af root. {advice}")
        except OSError:
            env.stop(f"port {env.PORT} er optaget. {advice}")


def check_data_dir() -> None:
    try:
        with tempfile.TemporaryFile(dir=env.DATA_DIR):
            pass
    except OSError as error:
        env.stop(f"DATA_DIR ({env.DATA_DIR}) kan ikke skrives til: {error.strerror}.")


def static_state() -> str:
    """Return a fingerprint of every static file: where it is, how long and how new."""
    state = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = os.stat(storage.path(path))
            state.update(f"{storage.path(path)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return state.hexdigest()


def collect_static() -> None:
    """Collect the static files unless they are as they were at the last start."""
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_suffix(".sha256")
    state = static_state()
    if not root.exists() or not stamp.exists() or stamp.read_text() != state:
        print("Samler stylesheets, billeder og scripts …", flush=True)
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(state)


def prepare(settings_module: str) -> str:
    """Bring database, content and files up to date; return the line about a new administrator."""
    os.environ["DJANGO_SETTINGS_MODULE"] = settings_module
    django.setup()
    said = io.StringIO()
    try:
        print("Gør databasen klar …", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
        print("Lægger startindholdet ind …", flush=True)
        call_command("load_start_content", verbosity=0)
        if not settings.DEBUG:
            collect_static()
        call_command("ensure_admin", stdout=said)
    except DatabaseError as error:
        env.stop(f"databasen kan ikke bruges: {str(error).splitlines()[0]}")
    except CommandError as error:
        env.stop(str(error))
    return said.getvalue().strip()


def announce(administrator: str) -> None:
    print()
    print(f"Forsiden:       {env.SITE_URL}/")
    print(f"Administration: {env.SITE_URL}/admin/")
    if administrator:
        print(f"{administrator}  (vises kun denne ene gang)")
    print(f"Data ligger i:  {env.DATA_DIR}")
    if env.PRODUCTION:
        print(f"Serveren lytter på 127.0.0.1:{env.PORT}.")
    print("Stop med Ctrl-C.\n", flush=True)


def main() -> None:
    end_with_parent()
    check_port()
    check_data_dir()
    if sys.argv[1:] == ["--udvikling"]:
        announce(prepare("samskabelse.settings.dev"))
        command = ["runserver", f"127.0.0.1:{env.PORT}"]
    else:
        announce(prepare(env.settings_module()))
        command = ["serve"]
    os.execv(sys.executable, [sys.executable, "manage.py", *command])


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)

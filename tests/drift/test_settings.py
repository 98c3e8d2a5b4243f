"""Production stops at start, naming what is missing; the first run needs nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.one_database

GOOD = {
    "PRODUCTION": "1",
    "SECRET_KEY": "aB3-" * 15 + "xyzæø",
    "ALLOWED_HOSTS": "samskabelse.example.dk",
    "SITE_URL": "https://samskabelse.example.dk",
}


PRODUCTION = "import samskabelse.settings.production as s; print(s.SITE_URL)"


def start(
    tmp_path: Path, code: str = PRODUCTION, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Import settings in a process of its own: those of production, unless the code says others."""
    keep = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    return subprocess.run(  # noqa: S603  (our own code, given above)
        [sys.executable, "-c", code],
        cwd=settings.ROOT,
        env=keep | {"DATA_DIR": str(tmp_path), "PYTHONUTF8": "1"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_production_starts_with_what_it_needs(tmp_path):
    done = start(tmp_path, **GOOD)

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "https://samskabelse.example.dk"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "kort"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + "aB3x" * 15}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "a.example.dk,*"}, "ALLOWED_HOSTS"),
        ({"SITE_URL": ""}, "SITE_URL"),
        ({"SITE_URL": "http://samskabelse.example.dk"}, "SITE_URL"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"EMAIL_URL": "consolemail://"}, "EMAIL_URL"),
    ],
)
def test_production_refuses_to_start(tmp_path, change, named):
    done = start(tmp_path, **GOOD | change)

    assert done.returncode == 1
    assert named in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PRODUCTION", "maybe"),
        ("WEB_CONCURRENCY", "0"),
        ("TRUSTED_PROXY_COUNT", "-1"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "mysql://name:hemmelig@localhost/base"),
        ("CACHE_URL", "nonsense"),
        ("EMAIL_URL", "smtp://name:hemmelig@host:abc"),
        ("STORAGE_URL", "s3://KEY:hemmelig@host"),
        ("SENTRY_DSN", "nonsense"),
        ("SITE_URL", "www.example.dk"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_variable_is_named_in_one_line(tmp_path, name, value):
    done = start(tmp_path, "import samskabelse.settings.base", **{name: value})

    assert done.returncode == 1
    assert name in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "hemmelig" not in done.stderr


def test_all_that_is_missing_is_named_at_once(tmp_path):
    done = start(tmp_path, PRODUCTION="1")

    assert all(name in done.stderr for name in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"))


def test_the_secret_key_is_made_once_and_read_by_nobody_else(tmp_path):
    command = [sys.executable, "-c", "import samskabelse.settings.env as e; print(e.SECRET_KEY)"]
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    both = [
        subprocess.Popen(  # noqa: S603  (our own code, given above)
            command, cwd=settings.ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]

    keys = {process.communicate(timeout=60)[0].strip() for process in both}

    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"secret_key"}


def test_empty_variable_counts_as_not_set(tmp_path):
    """A line left empty in .env, or by the tests' own script, is no value."""
    empty = dict.fromkeys(["ADMIN_USERNAME", "PORT", "WEB_CONCURRENCY", "DATABASE_URL"], "")
    code = (
        "import samskabelse.settings.base as s;"
        "print(s.ADMIN_USERNAME, s.PORT, s.WEB_CONCURRENCY, s.DATABASES['default']['NAME'])"
    )

    done = start(tmp_path, code, **empty)

    assert done.stdout.split() == ["admin", "8000", "2", str(tmp_path / "db.sqlite3")], done.stderr

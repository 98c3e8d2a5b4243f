"""The one place where environment variables are read; the contract lists them.

Everything has a type and a default here. With ``PRODUCTION=1`` the values that must not be
guessed are required, and the process stops at start, naming all that are missing at once.
"""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn
from urllib.parse import parse_qs, unquote, urlsplit

import environ

TRUE, FALSE = {"1", "true", "yes", "on", "ja"}, {"0", "false", "no", "off", "nej"}

ROOT = Path(__file__).resolve().parents[2]

environ.Env.read_env(ROOT / ".env")
env = environ.Env()
# A variable that is set to nothing counts as not set, as a line left empty in .env means.
env.ENVIRON = {name: value for name, value in os.environ.items() if value}


def stop(message: str) -> NoReturn:
    """End the process with one clear line instead of a traceback."""
    sys.stderr.write(f"Samskabelse kan ikke starte: {message}\n")
    raise SystemExit(1)


def truth(name: str) -> bool:
    """Return a yes or a no; what is neither must not pass for a no."""
    value = env.str(name, default="0").lower()
    if value not in TRUE | FALSE:
        stop(f"{name} skal være 1 eller 0, ikke {value}.")
    return value in TRUE


def number(name: str, default: int, lowest: int, highest: int) -> int:
    value = env.str(name, default=str(default))
    if not value.isdecimal() or not lowest <= int(value) <= highest:
        stop(f"{name} skal være et tal mellem {lowest} og {highest}, ikke {value}.")
    return int(value)


def address(name: str, schemes: str, default: str = "", *, host: bool = True) -> str:
    """Return an address of one of the schemes, else stop: what reads it would only fail later.

    The message leaves the value out, since it may hold a password.
    """
    url: str = env.str(name, default=default)
    try:
        parts = urlsplit(url)
        good = (
            parts.scheme in schemes.split() and (parts.port or 1) and (parts.hostname or not host)
        )
    except ValueError:
        good = False
    if url and not good:
        stop(
            f"{name} skal være en hel adresse, der begynder med {'://, '.join(schemes.split())}://."
        )
    return url


def settings_module() -> str:
    return "samskabelse.settings.production" if PRODUCTION else "samskabelse.settings.base"


def data_dir() -> Path:
    """Return the folder of everything that must be kept, made if it is missing."""
    folder = Path(env.str("DATA_DIR", default="var"))
    folder = folder if folder.is_absolute() else ROOT / folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(f"DATA_DIR ({folder}) kan ikke oprettes: {error.strerror}.")
    if not os.access(folder, os.W_OK | os.X_OK):
        stop(f"DATA_DIR ({folder}) kan ikke skrives til.")
    return folder


def kept_secret_key(folder: Path) -> str:
    """Return the secret key of this installation, made with mode 600 at the first start."""
    path = folder / "secret_key"
    draft = folder / f".secret_key-{os.getpid()}"
    try:
        if not path.exists():
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(50))
            # A link, not a rename: of two processes starting at once, the first one's key stands.
            with suppress(FileExistsError):
                os.link(draft, path)
            draft.unlink()
        return path.read_text().strip()
    except OSError as error:
        stop(f"{path} kan ikke skrives: {error.strerror}.")


def email_settings(folder: Path) -> dict[str, object]:
    """Return Django's EMAIL_* settings for ``EMAIL_URL``; without one, files in ``mail/``."""
    url = address("EMAIL_URL", "smtp smtps")
    if not url:
        return {
            "EMAIL_BACKEND": "samskabelse.outbox.backends.EmlFileBackend",
            "EMAIL_FILE_PATH": str(folder / "mail"),
        }
    parts = urlsplit(url)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parse_qs(parts.query).get("tls", ["0"])[0] == "1",
        "EMAIL_TIMEOUT": 15,
    }


def storage_settings() -> dict[str, object] | None:
    """Return the S3-compatible store of ``STORAGE_URL``, or None when files are kept locally.

    The form is ``s3://KEY:SECRET@HOST/BUCKET``.
    """
    url = address("STORAGE_URL", "s3")
    if not url:
        return None
    parts = urlsplit(url)
    bucket = parts.path.strip("/")
    if not bucket:
        stop("STORAGE_URL skal have formen s3://NØGLE:HEMMELIGHED@VÆRT/SPAND.")
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "endpoint_url": f"https://{parts.hostname}" + (f":{parts.port}" if parts.port else ""),
            "bucket_name": bucket,
            "file_overwrite": False,
        },
    }


PRODUCTION = truth("PRODUCTION")
PORT = number("PORT", 8000, 1, 65535)
DATA_DIR = data_dir()
DATABASE_URL = address("DATABASE_URL", "postgres postgresql sqlite", host=False)
CACHE_URL = address("CACHE_URL", "redis rediss")
SITE_URL = address("SITE_URL", "http https", "" if PRODUCTION else f"http://127.0.0.1:{PORT}")
SITE_URL = SITE_URL.rstrip("/")
SENTRY_DSN = address("SENTRY_DSN", "http https")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1"])
SECRET_KEY = env.str("SECRET_KEY", default="")
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO").upper()
if LOG_LEVEL not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
    stop("LOG_LEVEL skal være DEBUG, INFO, WARNING, ERROR eller CRITICAL.")
ADMIN_USERNAME = env.str("ADMIN_USERNAME", default="admin")
ADMIN_PASSWORD = env.str("ADMIN_PASSWORD", default="")
BIND = env.str("BIND", default="127.0.0.1")
WEB_CONCURRENCY = number("WEB_CONCURRENCY", 2, 1, 64)
# Whom gunicorn believes about X-Forwarded-Proto, and how many entries of X-Forwarded-For our own
# proxies wrote. Nobody and none, unless the deployment says so.
FORWARDED_ALLOW_IPS = env.str("FORWARDED_ALLOW_IPS", default="")
TRUSTED_PROXY_COUNT = number("TRUSTED_PROXY_COUNT", 0, 0, 9)

if not SECRET_KEY and not PRODUCTION:
    SECRET_KEY = kept_secret_key(DATA_DIR)

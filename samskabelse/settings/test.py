"""Tests: a throw-away data folder, fast hashing, plain static files."""

import atexit
import shutil
import tempfile
from pathlib import Path

from .base import *  # noqa: F403  (settings are inherited whole by design)
from .base import STORAGES

_scratch = Path(tempfile.mkdtemp(prefix="samskabelse-test-"))
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)

SECRET_KEY = "only-for-tests"  # noqa: S105  (signs nothing that lasts)
DATA_DIR = _scratch
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
MEDIA_ROOT = _scratch / "media"
STATIC_ROOT = _scratch / "static"
STATIC_ROOT.mkdir()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_FILE_PATH = str(_scratch / "mail")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WAGTAILADMIN_BASE_URL = "http://testserver"

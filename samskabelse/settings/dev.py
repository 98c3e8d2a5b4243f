"""Development: reload, debug toolbar, style guide."""

from .base import *  # noqa: F403  (settings are inherited whole by design)
from .base import INSTALLED_APPS, MIDDLEWARE, STORAGES

DEBUG = True
INSTALLED_APPS = [*INSTALLED_APPS, "debug_toolbar"]
MIDDLEWARE = ["debug_toolbar.middleware.DebugToolbarMiddleware", *MIDDLEWARE]
INTERNAL_IPS = ["127.0.0.1"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

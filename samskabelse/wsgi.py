"""The WSGI application that gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from samskabelse.settings.env import settings_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())

application = get_wsgi_application()

if not settings.DEBUG:
    # Models can be imported from here on, not above.
    from samskabelse.drift.pagecache import PageCache
    from samskabelse.drift.turns import InTurn

    application = PageCache(InTurn(application))

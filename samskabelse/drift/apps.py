from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class DriftConfig(AppConfig):
    name = "samskabelse.drift"
    verbose_name = _("Operations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks, logs  # noqa: F401  (checks register; models are loaded first)

        if not settings.DEBUG:
            logs.keep_private()

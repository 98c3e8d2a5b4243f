from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "samskabelse.outbox"
    verbose_name = _("Outbox")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported from here on, not above.
        from samskabelse.drift import persondata

        from . import files  # noqa: F401  (listens to deletions)
        from .persondata import Mails

        persondata.register(Mails())

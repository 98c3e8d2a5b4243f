from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DriftConfig(AppConfig):
    name = "samskabelse.drift"
    verbose_name = _("Operations")
    default_auto_field = "django.db.models.BigAutoField"

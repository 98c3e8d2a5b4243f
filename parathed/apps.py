from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParathedConfig(AppConfig):
    name = "parathed"
    verbose_name = _("Readiness test")
    default_auto_field = "django.db.models.BigAutoField"

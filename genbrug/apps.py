from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GenbrugConfig(AppConfig):
    name = "genbrug"
    verbose_name = _("Reuse")
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForsideConfig(AppConfig):
    name = "forside"
    verbose_name = _("Landing page")
    default_auto_field = "django.db.models.BigAutoField"

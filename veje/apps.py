from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VejeConfig(AppConfig):
    name = "veje"
    verbose_name = _("Ten ways")
    default_auto_field = "django.db.models.BigAutoField"

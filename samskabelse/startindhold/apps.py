from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StartindholdConfig(AppConfig):
    name = "samskabelse.startindhold"
    verbose_name = _("Starting content")
    default_auto_field = "django.db.models.BigAutoField"

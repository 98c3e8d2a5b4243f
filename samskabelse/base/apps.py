from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BaseConfig(AppConfig):
    name = "samskabelse.base"
    verbose_name = _("Base")
    default_auto_field = "django.db.models.BigAutoField"

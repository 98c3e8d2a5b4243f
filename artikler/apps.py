from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArtiklerConfig(AppConfig):
    name = "artikler"
    verbose_name = _("Articles and publications")
    default_auto_field = "django.db.models.BigAutoField"

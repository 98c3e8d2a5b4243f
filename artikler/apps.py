from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArtiklerConfig(AppConfig):
    name = "artikler"
    verbose_name = _("Articles and publications")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from veje import indeks

        indeks.register("omraade", "artikelpage__emner__name")
        indeks.register("omraade", "publikationpage__emner__name")

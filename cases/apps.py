from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Cases")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from veje import indeks

        indeks.register("omraade", "casepage__omraade__name")
        indeks.register("kommune", "casepage__kommuner__name")

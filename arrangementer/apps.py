from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArrangementerConfig(AppConfig):
    name = "arrangementer"
    verbose_name = _("Courses and events")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from veje import indeks  # noqa: PLC0415  (models load before apps are ready)

        indeks.register("omraade", "arrangementpage__emner__name")

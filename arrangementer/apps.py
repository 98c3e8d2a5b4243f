from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArrangementerConfig(AppConfig):
    name = "arrangementer"
    verbose_name = _("Courses and events")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models load before apps are ready.
        from samskabelse.drift import persondata
        from veje import indeks

        from .tilmelding.opbevaring import Holder

        indeks.register("omraade", "arrangementpage__emner__name")
        persondata.register(Holder())

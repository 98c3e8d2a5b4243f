from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParathedConfig(AppConfig):
    name = "parathed"
    verbose_name = _("Readiness test")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are loaded first.
        from samskabelse.drift import persondata  # noqa: PLC0415

        from . import signals  # noqa: F401, PLC0415  (registers)
        from .statistik.services import KeyHolder  # noqa: PLC0415
        from .team.services import TeamHolder  # noqa: PLC0415

        persondata.register(TeamHolder())
        persondata.register(KeyHolder())

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParathedConfig(AppConfig):
    name = "parathed"
    verbose_name = _("Readiness test")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are loaded first.
        from samskabelse.drift import persondata
        from veje import spine

        from . import proev, signals  # noqa: F401  (registers)
        from .statistik.services import KeyHolder
        from .team.services import TeamHolder

        persondata.register(TeamHolder())
        persondata.register(KeyHolder())
        spine.register(proev.on_vej)

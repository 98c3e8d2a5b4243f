from django.apps import AppConfig
from django.db.models import CharField, TextField
from django.db.models.functions import Length
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class BaseConfig(AppConfig):
    name = "samskabelse.base"
    verbose_name = _("Base")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Constraints limit texts by ``name__length__lte``, since SQLite ignores varchar(n).
        CharField.register_lookup(Length)
        TextField.register_lookup(Length)

        # Models load before apps are ready.
        from . import kept
        from .billedfiler import measure_first
        from .models import Billede, Billedudgave, Dokument
        from .renditions import prepare

        measure_first()
        post_save.connect(prepare, sender=Billede)
        # The sizes of a photo come after it.
        kept.watch(Billede, Billedudgave, Dokument)
        kept.listen()

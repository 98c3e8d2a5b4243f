from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SoegningConfig(AppConfig):
    name = "soegning"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported from here on, not above.
        from samskabelse.base import fritekst

        from . import signaler
        from .citationstegn import double_quotation_marks
        from .lister import matching_pages

        double_quotation_marks()
        signaler.connect(self)
        fritekst.register(matching_pages)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RedaktionConfig(AppConfig):
    name = "redaktion"
    verbose_name = _("Editorial")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Spell every address field of the admin in Danish, before any form is built."""
        from django.db import models
        from wagtail.admin.forms.models import register_form_field_override

        from samskabelse.base.models import BasePage

        from .widgets import DanishCopyForm, DanishSlugInput

        register_form_field_override(models.SlugField, override={"widget": DanishSlugInput})
        BasePage.copy_form_class = DanishCopyForm

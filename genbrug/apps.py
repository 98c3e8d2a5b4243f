from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class GenbrugConfig(AppConfig):
    name = "genbrug"
    verbose_name = _("Reuse")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported from here on, not above.
        from wagtail.contrib.redirects.models import Redirect

        from .doede import forget_redirected

        post_save.connect(forget_redirected, sender=Redirect)

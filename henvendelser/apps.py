from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HenvendelserConfig(AppConfig):
    name = "henvendelser"
    verbose_name = _("Inquiries")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported from here on, not above.
        from samskabelse.drift import persondata
        from samskabelse.outbox.signals import mail_given_up

        from . import services
        from .persondata import Henvendelser

        persondata.register(Henvendelser())
        mail_given_up.connect(
            lambda mail, **_kwargs: services.mail_failed(mail),
            dispatch_uid="henvendelser",
            weak=False,
        )

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RedaktionConfig(AppConfig):
    name = "redaktion"
    verbose_name = _("Editorial")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported from here on, not above.
        from .etiketter import name_labels_in_danish
        from .rettigheder import name_permissions
        from .widgets import spell_addresses_in_danish

        name_labels_in_danish()
        spell_addresses_in_danish()
        # For every app: the permissions of the last one are made after its own call.
        post_migrate.connect(name_permissions)

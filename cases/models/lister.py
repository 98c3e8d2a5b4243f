"""Short lists that cases choose from."""

from django.utils.translation import gettext_lazy as _

from veje.models.emner import Named


class Deltagertype(Named):
    """A kind of people who took part, such as Forældre. Editors keep the list."""

    class Meta(Named.Meta):
        verbose_name = _("kind of participants")
        verbose_name_plural = _("kinds of participants")


class Metode(Named):
    """A way of working together, such as Dialogspil. Editors keep the list."""

    class Meta(Named.Meta):
        verbose_name = _("method")
        verbose_name_plural = _("methods")

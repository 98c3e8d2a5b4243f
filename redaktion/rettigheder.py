"""Danish names for the permissions that Django names in English when it makes them."""

from typing import Any

from django.contrib.auth.models import Permission
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

NAMES = {
    "Can add": _("Can add %(name)s"),
    "Can change": _("Can change %(name)s"),
    "Can delete": _("Can delete %(name)s"),
    "Can view": _("Can view %(name)s"),
}


def name_permissions(using: str, **kwargs: Any) -> None:
    """Rename what a migration has just made; a screen reader says these names."""
    permissions = Permission.objects.using(using).select_related("content_type")
    # Called once for each app: those that begin in Danish have their name already.
    permissions = permissions.exclude(name__startswith="Kan ")
    with override("da"):
        for permission in permissions:
            name = danish_name(permission)
            if name != permission.name:
                permission.name = name
                permission.save(update_fields=["name"])


def danish_name(permission: Permission) -> str:
    model = permission.content_type.model_class()
    beginning = " ".join(permission.name.split(" ")[:2])
    if beginning in NAMES and model is not None:
        return str(NAMES[beginning] % {"name": model._meta.verbose_name})
    # Wagtail's own for pages: »Publish any page«.
    return gettext(permission.name)

"""Danish names for the permissions that Django names in English when it makes them."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

NAMES = {
    "Can add": _("Can add %(name)s"),
    "Can change": _("Can change %(name)s"),
    "Can delete": _("Can delete %(name)s"),
    "Can view": _("Can view %(name)s"),
}


def name_permissions(using: str, **kwargs: Any) -> None:
    """Rename what a migration has just made; a screen reader says these names."""
    english = Q()
    for beginning in NAMES:
        english |= Q(name__startswith=f"{beginning} ")
    permissions = Permission.objects.using(using).filter(english).select_related("content_type")
    with override("da"):
        for permission in permissions:
            model = permission.content_type.model_class()
            beginning = " ".join(permission.name.split(" ")[:2])
            if model is not None:
                permission.name = NAMES[beginning] % {"name": model._meta.verbose_name}
                permission.save(update_fields=["name"])

"""Who may come in, and who can have a case."""

from django.db import models

from samskabelse.users.models import User

SEE = "henvendelser.view_henvendelse"
CHANGE = "henvendelser.change_henvendelse"
DELETE = "henvendelser.delete_henvendelse"
SEE_TEMPLATES = "henvendelser.view_svarskabelon"


def colleagues() -> models.QuerySet[User]:
    """Return everybody who may answer inquiries."""
    return User.objects.with_perm(CHANGE, backend="django.contrib.auth.backends.ModelBackend")

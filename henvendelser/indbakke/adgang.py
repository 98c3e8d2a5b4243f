"""Who may come in, and who can have a case."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse

from samskabelse.drift import errors
from samskabelse.users.models import User

View = Callable[..., HttpResponse]


def allowed_to(action: str, view: View, model: str = "henvendelse") -> View:
    """Answer 403 without the permission, the same whether the inquiry exists or not."""
    permission = f"henvendelser.{action}_{model}"

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(permission):
            return errors.permission_denied(request)
        return view(request, *args, **kwargs)

    return guarded


def colleagues() -> models.QuerySet[User]:
    """Return everybody who may answer inquiries."""
    return User.objects.with_perm(
        "henvendelser.change_henvendelse", backend="django.contrib.auth.backends.ModelBackend"
    )

"""Who may come in at an address of the admin."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from . import errors

View = Callable[..., HttpResponse]


def allowed_to(permission: str, view: View) -> View:
    """Answer 403 without the permission, before anything is looked up."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(permission):
            return errors.permission_denied(request)
        return view(request, *args, **kwargs)

    return guarded

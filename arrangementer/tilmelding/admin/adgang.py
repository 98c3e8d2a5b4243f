"""Who may see and change participants."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from samskabelse.drift import errors

View = Callable[..., HttpResponse]

SEE = "arrangementer.view_tilmelding"
CHANGE = "arrangementer.change_tilmelding"


def allowed_to(permission: str, view: View) -> View:
    """Answer 403 without the permission, the same whether the date exists or not."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(permission):
            return errors.permission_denied(request)
        return view(request, *args, **kwargs)

    return guarded

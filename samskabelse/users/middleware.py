"""One door into the administration: the login page with its lock and its second factor."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

ADMIN_PREFIX = "/admin/"

# Wagtail's own ways of logging in know neither the lock nor the second factor.
SIDE_DOORS = {
    "wagtailadmin_login": "account_login",
    "wagtailcore_login": "account_login",
    "wagtailadmin_password_reset": "account_reset_password",
    "wagtailadmin_password_reset_done": "account_reset_password",
    "wagtailadmin_password_reset_confirm": "account_reset_password",
    "wagtailadmin_password_reset_complete": "account_reset_password",
}


class AdminDoorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        target = SIDE_DOORS.get(match.view_name) if match else None
        if target == "account_login":
            return redirect_to_login(self._safe_next(request), target)
        if target:
            return redirect(target)
        if request.path_info.startswith(ADMIN_PREFIX) and self._lacks_second_factor(request):
            return redirect("mfa_index")
        return None

    def _safe_next(self, request: HttpRequest) -> str:
        url = request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure()):
            return url
        return settings.LOGIN_REDIRECT_URL

    def _lacks_second_factor(self, request: HttpRequest) -> bool:
        return (
            settings.LOGIN_REQUIRES_SECOND_FACTOR
            and request.user.is_authenticated
            and not is_mfa_enabled(
                request.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
            )
        )

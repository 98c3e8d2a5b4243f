"""allauth's views, answering as the contract says: an invalid form is a 422."""

from typing import Any

from allauth.account import views as account_views
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache


class InvalidIs422:
    """Answer an invalid form with 422, the form and its errors."""

    def form_invalid(self, form: Any) -> HttpResponse:
        # A mixin: the view beside it has the method.
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if response.status_code == 200:
            response.status_code = 422
        return response


class LoginView(InvalidIs422, account_views.LoginView):
    pass


class PasswordResetView(InvalidIs422, account_views.PasswordResetView):
    pass


class PasswordResetFromKeyView(InvalidIs422, account_views.PasswordResetFromKeyView):
    pass


class PasswordChangeView(InvalidIs422, account_views.PasswordChangeView):
    pass


@method_decorator(never_cache, name="dispatch")
class ReauthenticateView(InvalidIs422, account_views.ReauthenticateView):
    pass

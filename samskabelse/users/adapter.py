"""What the site decides for allauth: no sign-up, our lock, our mails."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import lazystr

from samskabelse.base.tekster import tekst
from samskabelse.drift.addresses import client_address
from samskabelse.drift.errors import login_locked
from samskabelse.outbox.services import queue_mail

from .backends import find_user


class _LockedText:
    def __str__(self) -> str:
        return tekst("fejlsider.login_laast.tekst", minutter=settings.LOGIN_LOCK_MINUTES)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": lazystr(_LockedText()),
        # One wording, whatever was typed.
        "username_password_mismatch": "Brugernavnet eller adgangskoden passer ikke.",
        "email_password_mismatch": "Brugernavnet eller adgangskoden passer ikke.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt against the user, however the login was spelt, and the address."""
        login = credentials.get("username") or credentials.get("email") or ""
        user = find_user(login)
        try:
            super().pre_authenticate(request, username=user.email if user else login)
        except ValidationError as error:
            raise ImmediateHttpResponse(login_locked(request)) from error

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Say nothing about what the page itself shows: that one is now in, or out."""
        if message_template not in {
            "account/messages/logged_in.txt",
            "account/messages/logged_out.txt",
        }:
            super().add_message(request, level, message_template, *args, **kwargs)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address in the mail: from the settings, never from the Host header."""
        path = reverse(
            "account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"}
        ).replace("UID-KEY", key)
        return settings.WAGTAILADMIN_BASE_URL + path

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the mail in the outbox: the answer takes as long whoever asked."""
        subject = render_to_string(f"{template_prefix}_subject.txt", context)
        text = render_to_string(f"{template_prefix}_message.txt", context)
        queue_mail(to=email, subject=" ".join(subject.split()), text=text.strip() + "\n")

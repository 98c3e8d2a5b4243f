"""The account pages that are needed, under allauth's own names. No sign-up, no e-mail pages."""

from allauth.account import views as account_views
from django.urls import include, path, re_path

from . import views

urlpatterns = [
    path("login/", views.LoginView.as_view(), name="account_login"),
    path("logout/", account_views.logout, name="account_logout"),
    path("inaktiv/", account_views.account_inactive, name="account_inactive"),
    path("bekraeft/", views.ReauthenticateView.as_view(), name="account_reauthenticate"),
    path("adgangskode/skift/", views.PasswordChangeView.as_view(), name="account_change_password"),
    path("adgangskode/saet/", account_views.password_set, name="account_set_password"),
    path("adgangskode/glemt/", views.PasswordResetView.as_view(), name="account_reset_password"),
    path(
        "adgangskode/glemt/sendt/",
        account_views.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "adgangskode/ny/gemt/",
        account_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^adgangskode/ny/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.PasswordResetFromKeyView.as_view(),
        name="account_reset_password_from_key",
    ),
    path("totrin/", include("allauth.mfa.urls")),
]

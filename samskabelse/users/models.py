"""The people who log in: editors, moderators and those who answer inquiries."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A colleague with a login. Nothing personal beyond name and e-mail address."""

    email = models.EmailField(
        _("email address"),
        unique=True,
        error_messages={"unique": _("A user with that email address already exists.")},
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["first_name", "last_name", "username"]
        constraints = [
            # One may log in by e-mail address, whatever its capitals.
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_is_unique",
                violation_error_message=_("A user with that email address already exists."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

"""The login form, with limits on what is hashed and looked up."""

from typing import Any

from allauth.account import forms as allauth_forms
from django.core.validators import MaxLengthValidator

LONGEST_LOGIN = 254
LONGEST_PASSWORD = 1024


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = "Brugernavn eller e-mail"
        login.widget.attrs["autocomplete"] = "username"
        for field, longest in ((login, LONGEST_LOGIN), (password, LONGEST_PASSWORD)):
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["maxlength"] = str(longest)
            field.validators.append(MaxLengthValidator(longest))

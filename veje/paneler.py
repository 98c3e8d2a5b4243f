"""How editors tie a page to its veje."""

from typing import Any

from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel


class TraadFormSet(BaseChildFormSet):
    """The threads of a page, with errors in plain words."""

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["reason"].error_messages["required"] = _(
            "Write why the page hangs on this way. You can save a draft without it."
        )

    def get_unique_error_message(self, unique_check: tuple[str, ...]) -> str:
        return _("You have chosen the same way twice.")

    def get_form_error(self) -> str:
        return _("This way is chosen already.")


class TraadPanel(InlinePanel):
    """The threads of a page, checked by `TraadFormSet`."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = TraadFormSet
        return options

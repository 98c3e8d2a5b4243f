"""The form that leads a dead address on."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.contrib.redirects.forms import RedirectForm


class ViderestilForm(RedirectForm):
    """One way on and no more: to a page or to an address."""

    def clean(self) -> dict[str, Any] | None:
        cleaned: dict[str, Any] | None = super().clean()
        page, link = (self.cleaned_data.get(name) for name in ("redirect_page", "redirect_link"))
        if page and link:
            self.add_error("redirect_link", _("Choose a page or write an address, not both."))
        if not page and not link and not self.errors:
            self.add_error("redirect_page", _("Choose the page that the address shall lead to."))
        return cleaned

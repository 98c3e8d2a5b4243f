"""The admin's address field, which spells like `samskabelse.base.slugs`."""

from typing import Any

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.widgets import SlugInput

from samskabelse.base.models import BasePage

#: What the browser replaces before Wagtail's own cleaning: letters, then signs, then dashes and
#: spaces, which Python's slugify joins and drops at the ends, and Wagtail's does not.
LETTERS = [
    ("[æÆäÄ]", "ae"),
    ("[øØöÖœŒ]", "oe"),
    ("[åÅ]", "aa"),
    ("[üÜýÝÿ]", "y"),
    ("[éèêëÉÈÊË]", "e"),
    ("[áàâãÁÀÂÃ]", "a"),
    ("[óòôõÓÒÔÕ]", "o"),
    ("[íìîïÍÌÎÏ]", "i"),
    ("[úùûÚÙÛ]", "u"),
    ("[çÇ]", "c"),
    ("[ñÑ]", "n"),
    ("[ðÐ]", "d"),
    ("[þÞ]", "th"),
    ("ß", "ss"),
    (r"[!-,./:-@\[-^`{-~«»…“”„’‘·•]+", ""),
    (r"[\s–—-]+", "-"),
    (r"^[_-]+|[_-]+$", ""),
]


class DanishSlugInput(SlugInput):
    """Turn »Ældre på øen« into ``aeldre-paa-oeen`` while the title is typed, and when left."""

    def __init__(
        self, attrs: dict[str, Any] | None = None, formatters: Any = None, locale: Any = "da"
    ) -> None:
        super().__init__(attrs, formatters=formatters or LETTERS, locale=locale)


class DanishCopyForm(CopyForm):
    """Copying a page asks for a new address; it is spelt by the same rule."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_slug"].widget = DanishSlugInput()


def spell_addresses_in_danish() -> None:
    """Let every form of the admin use the field; called before any of them is built."""
    register_form_field_override(models.SlugField, override={"widget": DanishSlugInput})
    BasePage.copy_form_class = DanishCopyForm

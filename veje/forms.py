"""Forms of the veje in the admin."""

from typing import Any

from wagtail.admin.forms.pages import CopyForm


class VejCopyForm(CopyForm):
    """A copy has no number until it gets one of its own; so it begins as a draft."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)

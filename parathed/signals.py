"""Publishing the test makes a version of it, so that what was answered can always be read."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from .models import ParathedstestPage


@receiver(page_published, sender=ParathedstestPage)
def keep_version(instance: ParathedstestPage, **_kwargs: Any) -> None:
    instance.current_version()

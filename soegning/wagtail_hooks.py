"""Registers the admin's two lists about searches."""

from wagtail import hooks

from .viewsets import SoegningViewSetGroup


@hooks.register("register_admin_viewset")
def register_searches() -> SoegningViewSetGroup:
    return SoegningViewSetGroup()

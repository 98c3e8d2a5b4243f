"""Registers the list of addresses that lead nowhere."""

from wagtail import hooks

from .viewsets import DoedeViewSet


@hooks.register("register_admin_viewset")
def register_list() -> DoedeViewSet:
    return DoedeViewSet()

"""The worker's errands that are not an app's own."""

from django.core.management import call_command


def publish_scheduled() -> None:
    """Publish and unpublish pages whose time has come; without this, nothing happens at all."""
    call_command("publish_scheduled", verbosity=0)


def clear_sessions() -> None:
    call_command("clearsessions", verbosity=0)

"""What the shared floor registers with Wagtail."""

from wagtail import hooks

from .links import LivePageLinkHandler


@hooks.register("register_rich_text_features", order=10)
def link_to_live_pages(features) -> None:
    features.register_link_type(LivePageLinkHandler)

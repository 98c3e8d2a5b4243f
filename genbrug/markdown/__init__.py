"""Pages as Markdown: the same words, without the layout."""

from .sider import body, document

__all__ = ["body", "document"]

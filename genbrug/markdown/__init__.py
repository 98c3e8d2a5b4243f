"""Pages as Markdown: the same words, without the layout."""

from .sider import body, document, document_below

__all__ = ["body", "document", "document_below"]

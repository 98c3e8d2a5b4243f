"""The Danish ones."""

"""Limits that hold in the database too."""

from django.db import models
from django.db.models import Q


def at_most(field: str, length: int, name: str) -> models.CheckConstraint:
    """Limit a text in the database as well: SQLite ignores varchar(n)."""
    return models.CheckConstraint(condition=Q(**{f"{field}__length__lte": length}), name=name)

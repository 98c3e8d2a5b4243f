"""One at a time: the row is held, and whoever comes second learns what has happened."""

from typing import TYPE_CHECKING, NamedTuple

from samskabelse.users.models import User

from ..models.henvendelse import Henvendelse

if TYPE_CHECKING:
    from ..models.haendelser import Haendelse


class By(NamedTuple):
    """Who does it: nobody for the visitor and the site itself.

    ``seen`` is the version of the inquiry that the form was made from.
    """

    user: User | None = None
    seen: int | None = None


#: The visitor, or the site itself.
VISITOR = By()


class ChangedMeanwhile(Exception):
    """Something happened after the form was made. ``events`` tells what, and who did it."""

    def __init__(self, events: "list[Haendelse]") -> None:
        super().__init__()
        self.events = events


def lock(inquiry: Henvendelse, seen: int | None = None) -> None:
    """Read the row again and hold it; raises DoesNotExist when it was deleted meanwhile.

    Raises ChangedMeanwhile when the row has moved on from what was ``seen``, before anything is
    done.
    """
    inquiry.refresh_from_db(from_queryset=Henvendelse.objects.select_for_update())
    if seen is not None and seen != inquiry.version:
        newer = inquiry.events.filter(version__gt=seen).select_related("actor")
        raise ChangedMeanwhile(list(newer))

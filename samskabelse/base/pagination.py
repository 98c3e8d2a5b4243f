"""Pages of a list that bear any ``?page=``."""

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.http import HttpRequest

PER_PAGE = 12


def paginate(items, request: HttpRequest, per_page: int = PER_PAGE) -> ResultPage:
    """Return the asked page; the first or the last where the number makes no sense."""
    return Paginator(items, per_page).get_page(request.GET.get("page"))

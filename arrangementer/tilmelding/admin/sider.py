"""What the admin's pages about participants share: the date, the way back, the tools."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ...models import Afholdelse
from .adgang import CHANGE


class AdminPage(WagtailAdminTemplateMixin, TemplateView):
    """A page of ours inside the admin's frame."""

    header_icon = "group"

    def get_page_title(self) -> str:
        return _("Sign-ups")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = [{"url": reverse("tilmeldinger:index"), "label": _("Sign-ups")}]
        return [*self.breadcrumbs_items, *here, *self.trail()]

    def trail(self) -> list[dict[str, Any]]:
        return []


class DatePage(AdminPage):
    """A page about one date."""

    heading = ""

    @cached_property
    def date(self) -> Afholdelse:
        rows = Afholdelse.objects.with_counts().select_related("page").prefetch_related("days")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def home(self) -> str:
        return reverse("tilmeldinger:dato", args=[self.date.pk])

    def get_page_title(self) -> str:
        return str(self.date.page.title)

    def get_page_subtitle(self) -> str:
        return self.heading or str(self.date)

    def trail(self) -> list[dict[str, Any]]:
        label = f"{self.date.page.title}, {self.date.date_text}"
        steps = [{"url": self.home, "label": label}]
        return [*steps, {"url": "", "label": self.heading}] if self.heading else steps

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"date": self.date, "home": self.home, **super().get_context_data(**kwargs)}
        context["may_change"] = self.request.user.has_perm(CHANGE)
        return context

    def tools(self) -> list[tuple[str, str]]:
        """Return the date's other pages, as pairs of words and address."""
        pages = [
            (_("Attendance list"), "liste"),
            (_("Name badges"), "skilte"),
            (_("Participants as Excel"), "eksport"),
            (_("Invoice basis as Excel"), "faktura"),
        ]
        if self.date.is_past:
            pages.append((_("Evaluations"), "evalueringer"))
        if self.request.user.has_perm(CHANGE):
            pages += [(_("Write to all"), "mail"), (_("Hold it again"), "gentag")]
            if not self.date.is_cancelled and not self.date.is_past:
                if not self.date.has_started:
                    pages.insert(0, (_("Sign up by hand"), "tilmeld"))
                pages.append((_("Cancel the date"), "aflys"))
        return [
            (label, reverse(f"tilmeldinger:{name}", args=[self.date.pk])) for label, name in pages
        ]

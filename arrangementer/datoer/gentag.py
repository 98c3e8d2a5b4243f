"""Hold a date again: one form, the days to look through, and then they are made."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from ..tilmelding.admin.sider import DatePage
from . import gem
from .formularer import RepeatForm


class RepeatPage(DatePage):
    template_name = "arrangementer/admin/gentag.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.heading = _("Hold it again")

    @cached_property
    def may(self) -> Any:
        return self.date.page.permissions_for_user(self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn away who may not change the page: the new dates stand on it."""
        if not self.may.can_edit() or self.may.page_locked():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form(self) -> RepeatForm:
        form = RepeatForm(self.request.POST or None, date=self.date)
        if not self.may.can_publish():
            del form.fields["udgiv"]
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", self.form())
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form()
        if "tilbage" in request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        if "opret" in request.POST:
            return self.make(form)
        plans = form.cleaned_data["plans"]
        return self.render_to_response(self.get_context_data(form=form, plans=plans))

    def make(self, form: RepeatForm) -> HttpResponse:
        plans = form.cleaned_data["plans"]
        wants = form.cleaned_data.get("udgiv", False)
        is_published = gem.repeat(self.date, plans, self.request.user, publish=wants)
        words = {"count": len(plans), "title": self.date.page.get_admin_display_title()}
        done = ngettext(
            "%(count)s date was added to »%(title)s«.",
            "%(count)s dates were added to »%(title)s«.",
            len(plans),
        )
        if is_published:
            messages.success(self.request, done % words)
            return redirect("tilmeldinger:index")
        waits = _("They are in the draft: the page must be published.")
        messages.warning(self.request, f"{done % words} {waits}")
        return redirect("wagtailadmin_pages:edit", self.date.page_id)

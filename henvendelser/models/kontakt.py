"""The contact form, and its receipt."""

import datetime as dt
import logging
from typing import Any

from django.core import signing
from django.db import InterfaceError, OperationalError, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page
from wagtail.search import index

from samskabelse.base.models import BasePage, Indstillinger
from samskabelse.base.tekster import tekst
from samskabelse.drift import errors
from samskabelse.drift.ratelimit import allowed

from ..felter import wish_limits
from ..forms import KontaktForm, refuse_nul
from ..services import origin_of, receive, status_url
from ..spam import is_suspected
from .henvendelse import Henvendelse

logger = logging.getLogger(__name__)

RECEIPT_SALT = "henvendelser.receipt"
RECEIPT_MAX_AGE = dt.timedelta(days=1)

#: How often one address may post the form.
MOST_POSTS, SPAN_SECONDS = 10, 600


class KontaktPage(RoutablePageMixin, BasePage):
    """The contact form, its receipt, and nothing else."""

    meeting_note = models.TextField(
        _("about the meeting"),
        max_length=400,
        blank=True,
        help_text=_("What an informal meeting is. Stands beside the form."),
    )

    max_count = 1
    parent_page_types = ["forside.ForsidePage"]
    subpage_types: list[str] = []
    page_description = _("The contact form.")

    class Meta:
        verbose_name = _("contact page")

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("meeting_note")], heading=_("Beside the form")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("meeting_note")]

    @property
    def sections(self) -> list[tuple[str, Any]]:
        settings = Indstillinger.objects.filter(site__root_page=self.get_parent()).first()
        settings = settings or Indstillinger()
        texts = [
            tekst("sidefod.kontakt_tekst"),
            settings.phone,
            tekst("kontakt.svarloefte", antal=settings.answer_days),
            self.meeting_note,
        ]
        return [("", text) for text in texts]

    @path("")
    def form_view(self, request: HttpRequest) -> HttpResponse:
        """Show the form, or store a valid one and lead to the receipt."""
        origin = origin_of(request)
        if request.method != "POST":
            response = self.form_page(request, KontaktForm.fresh(request, origin), origin)
            # Without a query nothing on the page was chosen by whoever led here.
            response.reflects_nothing = not request.GET
            return response
        refuse_nul(request)
        if "forudfyld" in request.POST:
            # Another page of ours brings words along, to be changed and sent by the visitor.
            return self.form_page(request, KontaktForm.fresh(request, origin), origin)
        if not allowed(request, "kontakt", MOST_POSTS, SPAN_SECONDS):
            return errors.too_many_requests(request, minutes=SPAN_SECONDS // 60)
        form = KontaktForm(request.POST, origin=origin)
        if not form.is_valid():
            return self.form_page(request, form, origin, status=422)
        try:
            inquiry = receive(
                form.cleaned_data,
                Indstillinger.for_request(request),
                is_suspected=is_suspected(form),
            )
        except (OperationalError, InterfaceError):
            # The database is locked, full or away: never a false receipt, and the text is kept.
            logger.exception("An inquiry could not be stored")
            return self.form_page(
                request,
                form,
                origin,
                status=503,
                template="henvendelser/kontakt_ikke_gemt.html",
            )
        receipt = signing.dumps(inquiry.reference, salt=RECEIPT_SALT)
        return HttpResponseRedirect(f"{self.get_url(request)}tak/?n={receipt}", status=303)

    @path("tak/")
    def thanks_view(self, request: HttpRequest) -> HttpResponse:
        """The receipt. Its address is signed: no stranger's number, and no false receipt.

        Without one, or when it is old, the form is shown instead.
        """
        try:
            reference = signing.loads(
                request.GET.get("n", ""), salt=RECEIPT_SALT, max_age=RECEIPT_MAX_AGE
            )
        except signing.BadSignature:
            return self.form_page(request, KontaktForm.fresh(request, None), None)
        inquiry = Henvendelse.objects.filter(reference=reference).first()
        response = self.page(
            request,
            "henvendelser/kontakt_tak.html",
            reference=reference,
            inquiry=inquiry,
            answer_by=date_format(inquiry.answer_by, "j. F Y") if inquiry else "",
            status_url=status_url(inquiry) if inquiry else "",
        )
        response["X-Robots-Tag"] = "noindex"
        return response

    def form_page(
        self,
        request: HttpRequest,
        form: KontaktForm,
        origin: Page | None,
        *,
        status: int = 200,
        template: str = "henvendelser/kontakt_page.html",
    ) -> HttpResponse:
        first, last = (date_format(day, "j. F Y") for day in wish_limits())
        return self.page(
            request,
            template,
            status=status,
            form=form,
            origin=origin,
            first_day=first,
            last_day=last,
        )

    def page(
        self, request: HttpRequest, template: str, *, status: int = 200, **extra: Any
    ) -> HttpResponse:
        context = {
            **self.get_context(request),
            "settings": Indstillinger.for_request(request),
            **extra,
        }
        response = TemplateResponse(request, template, context, status=status)
        add_never_cache_headers(response)
        return response

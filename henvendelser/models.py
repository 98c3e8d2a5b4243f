"""The contact page and the inquiries that come through it."""

import datetime as dt
import secrets
from typing import Any

from django.core import signing
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page
from wagtail.search import index

from samskabelse.base.models import BasePage, Indstillinger
from samskabelse.base.tekster import lazy_tekst
from samskabelse.base.validators import one_line, plain_text

#: No 0/O, 1/I/L: the number is read aloud on the phone.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RECEIPT_SALT = "henvendelser.receipt"
RECEIPT_MAX_AGE = dt.timedelta(days=2)


def new_reference() -> str:
    """Return a number that can't be guessed from another: ``S-7KQ4-M2XD``."""
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _i in range(8))
    return f"S-{letters[:4]}-{letters[4:]}"


class Henvendelse(models.Model):
    """What a visitor wrote, and where COK is with it."""

    class Status(models.TextChoices):
        NY = "ny", _("new")
        I_GANG = "i_gang", _("in progress")
        AFVENTER = "afventer", _("waiting for the visitor")
        MOEDE_AFTALT = "moede_aftalt", _("meeting agreed")
        AFSLUTTET = "afsluttet", _("closed")
        SPAM = "spam", _("spam")

    class Emne(models.TextChoices):
        MOEDE = "moede", lazy_tekst("kontakt.felter.emne.valg.moede")
        KURSUS = "kursus", lazy_tekst("kontakt.felter.emne.valg.kursus")
        RAADGIVNING = "raadgivning", lazy_tekst("kontakt.felter.emne.valg.raadgivning")
        CASE = "case", lazy_tekst("kontakt.felter.emne.valg.case")
        SIDEN = "siden", lazy_tekst("kontakt.felter.emne.valg.siden")
        DATA = "data", lazy_tekst("kontakt.felter.emne.valg.data")
        ANDET = "andet", lazy_tekst("kontakt.felter.emne.valg.andet")

    reference = models.CharField(
        _("case number"), max_length=12, unique=True, default=new_reference, editable=False
    )
    submission_key = models.UUIDField(unique=True, editable=False)
    created_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    emne = models.CharField(_("subject"), max_length=20, choices=Emne, default=Emne.ANDET)
    name = models.CharField(_("name"), max_length=120, validators=[one_line])
    email = models.EmailField(_("e-mail"), max_length=254)
    phone = models.CharField(_("phone"), max_length=30, blank=True, validators=[one_line])
    organisation = models.CharField(
        _("workplace or association"), max_length=160, blank=True, validators=[one_line]
    )
    message = models.TextField(_("message"), max_length=5000, validators=[plain_text])
    origin = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("came from"),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.NY)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    delete_on = models.DateField(_("is deleted"), db_index=True, editable=False)

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "-created_at"], name="henvendelse_status")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(message__length__lte=5000), name="henvendelse_message_length"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.get_emne_display()}"


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

    @path("")
    def form_view(self, request: HttpRequest) -> HttpResponse:
        """Show the form, or store a valid one and lead to the receipt."""
        from .forms import KontaktForm
        from .services import origin_of, receive

        origin = origin_of(request)
        if request.method != "POST":
            form = KontaktForm(initial=KontaktForm.fresh(request, origin))
            return self.page(request, form, origin)
        form = KontaktForm(request.POST)
        if not form.is_valid():
            return self.page(request, form, origin, status=422)
        inquiry = receive(form.cleaned_data, Indstillinger.for_request(request))
        token = signing.dumps(inquiry.reference, salt=RECEIPT_SALT)
        return HttpResponseRedirect(f"{self.url}tak/?n={token}", status=303)

    @path("tak/")
    def thanks_view(self, request: HttpRequest) -> HttpResponse:
        """The receipt. Its address is signed, so that it shows no stranger's number."""
        try:
            reference = signing.loads(
                request.GET.get("n", ""), salt=RECEIPT_SALT, max_age=RECEIPT_MAX_AGE
            )
        except signing.BadSignature:
            reference = ""
        return self.page(
            request,
            None,
            None,
            template="henvendelser/kontakt_tak.html",
            reference=reference,
            inquiry=Henvendelse.objects.filter(reference=reference).first(),
        )

    def page(
        self,
        request: HttpRequest,
        form: Any,
        origin: Page | None,
        *,
        status: int = 200,
        template: str = "henvendelser/kontakt_page.html",
        **extra: Any,
    ) -> HttpResponse:
        settings = Indstillinger.for_request(request)
        context = {
            **self.get_context(request),
            "form": form,
            "origin": origin,
            "settings": settings,
            **extra,
        }
        response = TemplateResponse(request, template, context, status=status)
        add_never_cache_headers(response)
        return response

"""The interest list: one mail about a new date, to who has confirmed the address."""

import datetime as dt
import logging

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from wagtail.models import Page

from samskabelse.base.formularer import SpamGuardMixin
from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import lazy_tekst, tekst
from samskabelse.base.visibility import visible
from samskabelse.drift import errors
from samskabelse.drift.ratelimit import allowed
from samskabelse.outbox.mailskabeloner import render_mail
from samskabelse.outbox.services import queue_mail

from ..models import Afholdelse, ArrangementIndexPage, ArrangementPage, Interesse
from . import fakta, links
from .felter import MailField, refuse_nul
from .indstillinger import current

logger = logging.getLogger(__name__)

CONFIRM_HOURS = 72


class InteresseForm(SpamGuardMixin):
    email = MailField(
        "tilmelding.kontakt.kontakt_email",
        label=lazy_tekst("interesseliste.email"),
        autocomplete="email",
        error_messages={"required": lazy_tekst("interesseliste.mangler")},
    )

    use_required_attribute = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["required"] = lazy_tekst("interesseliste.mangler")


# --- Pages ------------------------------------------------------------------------------------


def for_all(request: HttpRequest) -> HttpResponse:
    return write_down(request, visible(ArrangementIndexPage.objects).first())


def for_page(request: HttpRequest, slug: str) -> HttpResponse:
    return write_down(request, visible(ArrangementPage.objects).filter(slug=slug).first())


def write_down(request: HttpRequest, page: Page | None) -> HttpResponse:
    """Show the form, or store the address and ask its owner by mail."""
    if page is None:
        raise Http404
    form = InteresseForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return answer(request, page, form=form)
    refuse_nul(request)
    if not form.is_valid():
        return answer(request, page, status=422, form=form)
    if not allowed(request, "interesse"):
        return errors.too_many_requests(request, minutes=10)
    if not form.is_trapped:
        add(page, form.cleaned_data["email"])
    # The same whether the address was there or not: nobody reads it from here.
    return HttpResponseRedirect(f"{request.path}?sendt=1", status=303)


def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the owner of the address; one press puts it on the list, another takes it off."""
    interesse = links.find_interesse(token)
    if interesse is None:
        return answer(request, None, status=404)
    if request.method == "POST":
        refuse_nul(request)
        if request.POST.get("svar") == "slet":
            interesse.delete()
            return answer(request, None, text=tekst("interesseliste.afmeldt"))
        if interesse.confirmed_at is None:
            interesse.confirmed_at = timezone.now()
            interesse.save(update_fields=["confirmed_at"])
        return HttpResponseRedirect(request.path, status=303)
    return answer(request, interesse.page, interesse=interesse)


def answer(
    request: HttpRequest, page: Page | None, *, status: int = 200, **context: object
) -> HttpResponse:
    path = page.get_url_parts()[2] if page else "/arrangementer/"
    context |= {
        "about": page,
        "about_url": path,
        "was_sent": "sendt" in request.GET,
        "months": Indstillinger.for_request(request).interest_months,
        "breadcrumbs": [
            (tekst("menu.foerste_led"), "/"),
            (tekst("menu.punkter.arrangementer"), "/arrangementer/"),
        ],
    }
    if isinstance(page, ArrangementPage):
        context["breadcrumbs"].append((page.title, path))
    name = "arrangementer/tilmelding/interesse.html"
    response = TemplateResponse(request, name, context, status=status)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "strict-origin"
    return response


# --- Services ---------------------------------------------------------------------------------


def add(page: Page, email: str) -> None:
    """Write the address down and ask its owner; one that is there is asked once more at most."""
    newest = Afholdelse.objects.aggregate(most=Max("pk"))["most"] or 0
    row = Interesse(
        page_id=page.pk,
        email=email,
        last_known_date=newest,
        token_hash=links.hash_of(links.interest_token(page.pk, email)),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            ask_owner(row, page)
    except IntegrityError:
        return  # on the list, or asked already: no second mail to somebody who may be a stranger


def ask_owner(row: Interesse, page: Page) -> None:
    values = {
        "titel": page.title,
        "bekraeft_link": links.absolute(links.interest_url(row)),
        "bekraeft_timer": CONFIRM_HOURS,
    }
    subject, text = render_mail("interesseliste-bekraeft", values)
    queue_mail(to=row.email, subject=subject, text=text)


def announce_new_dates() -> int:
    """Mail everyone whose wished-for date is out, and delete the wish. Run by the worker."""
    told = 0
    for pk in Interesse.objects.exclude(confirmed_at=None).values_list("pk", flat=True):
        with transaction.atomic():
            row = (
                Interesse.objects.select_for_update(of=("self",))
                .select_related("page")
                .filter(pk=pk)
                .first()
            )
            date = new_date_for(row) if row else None
            if row is None or date is None:
                continue
            tell(row, date)
            row.delete()
            told += 1
    return told


def new_date_for(row: Interesse) -> Afholdelse | None:
    """Return the first open date that came after the wish, on the page or below it."""
    pages = visible(ArrangementPage.objects).filter(path__startswith=row.page.path)
    dates = Afholdelse.objects.select_related("page").filter(
        pk__gt=row.last_known_date,
        page__in=pages,
        status=Afholdelse.Status.OPEN,
        starts_at__gt=timezone.now(),
    )
    return dates.order_by("starts_at").first()


def tell(row: Interesse, date: Afholdelse) -> None:
    path = links.page_path(date)
    values = {
        **fakta.of_date(date),
        "interesse_link": links.absolute(f"{path}interesse/"),
        "telefon": current().phone,
    }
    subject, text = render_mail("ny-dato", values)
    queue_mail(to=row.email, subject=subject, text=text)


def purge(today: dt.date, months: int) -> int:
    """Delete addresses nobody confirmed, and wishes that were not met in time."""
    from_then = timezone.now() - dt.timedelta(hours=CONFIRM_HOURS)
    count = Interesse.objects.filter(confirmed_at=None, created_at__lte=from_then).delete()[0]
    for row in Interesse.objects.exclude(confirmed_at=None):
        if fakta.months_after(timezone.localdate(row.confirmed_at), months) <= today:
            count += row.delete()[0]
    return count

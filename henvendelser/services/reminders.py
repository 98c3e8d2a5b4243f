"""A mail on working days to the team when answers are overdue. Nothing personal is in it."""

import datetime as dt

from django.conf import settings as django_settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Site

from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import tekst
from samskabelse.base.workdays import is_working_day
from samskabelse.outbox.mailskabeloner import render_mail
from samskabelse.outbox.services import queue_mail

from ..models.dagsmail import Dagsmail
from ..models.henvendelse import Henvendelse
from ..querysets import HenvendelseQuerySet

TEMPLATE = "overskredet-svarfrist"
NOT_BEFORE = dt.time(7)  # when people come to work
MOST_LINES = 50
KEPT = dt.timedelta(days=60)


def tell_overdue() -> bool:
    """Queue the day's mail once, on a working day, when something is overdue. Run by the worker."""
    now = timezone.localtime()
    today = now.date()
    if not is_working_day(today) or now.time() < NOT_BEFORE:
        return False
    if Dagsmail.objects.filter(day=today).exists():
        return False
    site = Site.objects.filter(is_default_site=True).first()
    settings = Indstillinger.for_site(site) if site else None
    with transaction.atomic():
        _row, is_new = Dagsmail.objects.get_or_create(day=today)
        Dagsmail.objects.filter(day__lt=today - KEPT).delete()
        overdue = Henvendelse.objects.overdue(today)
        count = overdue.count()
        if not is_new or not count or settings is None or not settings.team_email:
            return False
        subject, text = render_mail(
            TEMPLATE,
            {
                "antal_overskredet": tekst("mail.antal_overskredet", antal=count),
                "liste_overskredet": lines(overdue),
                "liste_i_dag": lines(Henvendelse.objects.due_on(today)),
                "indbakke_link": inbox_link(),
            },
        )
        queue_mail(to=settings.team_email, subject=subject, text=text)
    return True


def lines(inquiries: HenvendelseQuerySet) -> str:
    """Return a line each, the most overdue first."""
    rows = inquiries.select_related("assignee").order_by("answer_by", "created_at")[:MOST_LINES]
    told = [
        tekst(
            "mail.linje_overskredet",
            sagsnr=one.reference,
            emne=one.get_emne_display(),
            svar_senest=date_format(one.answer_by, "j. F"),
            medarbejder=str(one.assignee) if one.assignee else tekst("mail.ingen_har_den"),
        )
        for one in rows
    ]
    rest = inquiries.count() - len(told)
    if rest > 0:
        told.append(tekst("mail.og_flere", antal=rest))
    return "\n".join(told) or tekst("mail.intet")


def inbox_link() -> str:
    return (
        f"{django_settings.WAGTAILADMIN_BASE_URL}{reverse('henvendelser:index')}?frist=overskredet"
    )

"""The editor's form, filled in as the browser sends it."""

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from arrangementer.models import Afholdelse, ArrangementPage


def form_data(page: ArrangementPage, dates: list[dict]) -> dict:
    data = {
        "title": page.title,
        "slug": page.slug,
        "type": page.type,
        "teaser": "",
        "description": rich_text("<p>Tekst</p>"),
        "outcomes": streamfield([]),
        "programme": streamfield([]),
        "terms": streamfield([]),
        "traade": inline_formset([]),
        "undervisninger": inline_formset([]),
        "comments": inline_formset([]),
        "afholdelser": inline_formset(dates, initial=sum("id" in date for date in dates)),
    }
    return nested_form_data(data)


def date_data(row: Afholdelse, **changes: object) -> dict:
    days = [
        {"id": day.pk, "date": day.date.isoformat(), "start": "09:00", "end": "16:00"}
        for day in row.days.all()
    ]
    data = {
        "id": row.pk,
        "form": row.form,
        "place": row.place,
        "language": row.language,
        "price": row.price,
        "status": row.status,
        "days": inline_formset(days, initial=len(days)),
    }
    return {**data, **changes}


def edit(client: Client, page: ArrangementPage, dates: list[dict]) -> str:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = {**form_data(page, dates), "action-publish": "1"}
    return client.post(address, data, follow=True).content.decode()

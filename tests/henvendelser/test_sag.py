"""What a colleague does at an inquiry: assign, note, reply, book, merge; and two at once."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from henvendelser import services
from henvendelser.models import Henvendelse, Moede, OensketTid, Svarskabelon
from henvendelser.services import By
from kommuner.models import Kommune, Region
from redaktion import groups
from samskabelse.base.workdays import working_days_after
from samskabelse.outbox.models import Mail
from tests.pages import query_count, soup_of

from .conftest import PERSONAL, act

INBOX = "/admin/henvendelser/"


@pytest.fixture
def mette(person):
    user = person(groups.HENVENDELSER)
    user.first_name, user.last_name = "Mette", "Holm"
    user.save()
    return user


@pytest.fixture
def jonas(person):
    user = person(groups.HENVENDELSER)
    user.first_name, user.last_name, user.email = "Jonas", "Bro", "jonas@example.dk"
    user.save()
    return user


@pytest.fixture
def at_mettes(mette) -> Client:
    browser = Client()
    browser.force_login(mette)
    return browser


def page_of(browser: Client, inquiry: Henvendelse) -> BeautifulSoup:
    return soup_of(browser, f"{INBOX}{inquiry.pk}/")


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def kinds(inquiry: Henvendelse) -> list[str]:
    return [event.kind for event in inquiry.events.order_by("pk")]


def next_working_day(hour: int = 9) -> str:
    return f"{working_days_after(timezone.localdate(), 8)}T{hour:02}:00"


# --- Read, assigned, noted --------------------------------------------------------------------


def test_opening_it_takes_the_unread_mark_away_and_says_who(at_mettes, inquiry):
    assert "(1)" in at_mettes.get(INBOX).content.decode()

    page_of(at_mettes, inquiry)
    page_of(at_mettes, inquiry)

    inquiry.refresh_from_db()
    assert not inquiry.is_unread
    assert kinds(inquiry).count("laest") == 1
    assert "Henvendelser (1)" not in at_mettes.get(INBOX).content.decode()
    act(at_mettes, inquiry, "ulaest")
    inquiry.refresh_from_db()
    assert inquiry.is_unread


def test_who_may_only_look_leaves_the_mark(inquiry, person):
    user = person(groups.HENVENDELSER)
    user.groups.clear()
    names = ["view_henvendelse", "access_admin"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    browser = Client()
    browser.force_login(user)

    shown = page_of(browser, inquiry)

    inquiry.refresh_from_db()
    assert inquiry.is_unread
    assert not shown.main.select("form[action*='henvendelser/']:not([role=search])")


def test_whoever_takes_a_new_case_begins_it(at_mettes, inquiry, mette):
    act(at_mettes, inquiry, "tildel", assignee=mette.pk)

    inquiry.refresh_from_db()
    assert (inquiry.assignee, inquiry.status) == (mette, "i_gang")
    act(at_mettes, inquiry, "tildel", assignee="")
    inquiry.refresh_from_db()
    assert (inquiry.assignee, inquiry.status) == (None, "i_gang")


def test_only_those_who_answer_inquiries_can_have_one(at_mettes, inquiry, person):
    outsider = person(groups.GODKENDERE)

    response = act(at_mettes, inquiry, "tildel", assignee=outsider.pk)

    assert response.status_code == 422
    assert "Vælg en medarbejder fra listen." in response.content.decode()


def test_a_note_stands_in_the_timeline_and_in_no_mail(at_mettes, inquiry):
    before = Mail.objects.count()

    act(at_mettes, inquiry, "notat", text="Ringede.\nHun er på kursus.")
    act(at_mettes, inquiry, "notat", text="Ringede.\nHun er på kursus.")

    shown = [
        text.text for text in page_of(at_mettes, inquiry).select(".tidslinje__punkt--notat div div")
    ]
    assert shown == ["Ringede.\nHun er på kursus."]
    assert Mail.objects.count() == before


# --- Replies ----------------------------------------------------------------------------------


def test_a_reply_is_mailed_and_kept(at_mettes, inquiry, mette, site_settings):
    act(at_mettes, inquiry, "svar", text="Det er i marts.\n\nSkal vi ringe?", status="afventer")

    inquiry.refresh_from_db()
    mail = Mail.objects.filter(to=inquiry.email).latest("pk")
    assert mail.subject == f"Svar på din henvendelse ({inquiry.reference})"
    assert "Det er i marts.\n\nSkal vi ringe?" in mail.body_text
    assert "Mette Holm" in mail.body_text
    assert services.status_url(inquiry) in mail.body_text
    assert mail.reply_to == site_settings.team_email
    assert (inquiry.status, inquiry.assignee) == ("afventer", mette)
    assert inquiry.answered_at
    assert "Det er i marts." in page_of(at_mettes, inquiry).select_one(".tidslinje").text


def test_a_reply_in_a_case_that_stays_open_promises_anew(at_mettes, inquiry):
    Henvendelse.objects.update(answer_by=timezone.localdate() - dt.timedelta(days=9))

    act(at_mettes, inquiry, "svar", text="Vi ser på det.", status="i_gang")

    inquiry.refresh_from_db()
    assert not inquiry.is_late


def test_a_double_click_sends_one_reply(at_mettes, inquiry):
    sent = {"seen": inquiry.version, "text": "Tak for sidst.", "status": "afventer"}
    for _time in range(2):
        assert at_mettes.post(f"{INBOX}{inquiry.pk}/svar/", sent).status_code == 302

    assert kinds(inquiry).count("svar") == 1
    assert Mail.objects.filter(to=inquiry.email).count() == 2  # receipt and reply


def test_the_mail_can_be_seen_before_it_is_sent(at_mettes, inquiry):
    before = Mail.objects.count()

    shown = soup(act(at_mettes, inquiry, "svar", text="<b>Hej</b>", status="afventer", vis="1"))

    letter = shown.select_one("#forhaandsvisning")
    assert f"Svar på din henvendelse ({inquiry.reference})" in letter.text
    assert "Hej Ane Østergård" in letter.text
    assert "<b>Hej</b>" in letter.text
    assert shown.select_one("#svar_text").text.strip() == "<b>Hej</b>"
    assert Mail.objects.count() == before


def test_a_template_goes_in_after_what_is_written(at_mettes, inquiry):
    template = Svarskabelon.objects.create(
        name="Tak", text="Hej {navn}, sagen hedder {reference} ({emne}). Ring på {telefon}. {andet}"
    )

    shown = soup(
        act(
            at_mettes,
            inquiry,
            "svar",
            text="Skrevet.",
            template=template.pk,
            skabelon="1",
            status="afventer",
        )
    )

    text = shown.select_one("#svar_text").text.strip()
    assert text.startswith("Skrevet.\n\nHej Ane Østergård, sagen hedder " + inquiry.reference)
    assert "(Kurser og arrangementer)" in text
    assert text.endswith("{andet}")
    assert kinds(inquiry).count("svar") == 0


def test_braces_in_what_a_visitor_wrote_are_left(at_mettes, send, mette, site_settings):
    send(navn="{telefon}")
    inquiry = Henvendelse.objects.get()

    assert services.fill_template("{navn}", inquiry, mette, site_settings) == "{telefon}"


def test_templates_are_kept_by_those_who_answer(at_mettes, home):
    new = at_mettes.post(
        "/admin/svarskabeloner/new/", {"name": "Tak", "text": "Hej {navn}"}, follow=True
    )
    wrong = at_mettes.post("/admin/svarskabeloner/new/", {"name": "Nej", "text": "Hej {fornavn}"})

    assert "Tak" in new.content.decode()
    assert "{fornavn} er ikke et felt." in wrong.content.decode()
    assert [template.name for template in Svarskabelon.objects.all()] == ["Tak"]


# --- Times and meetings -----------------------------------------------------------------------


def test_the_form_begins_with_the_times_that_were_wished_for(at_mettes, inquiry):
    day = working_days_after(timezone.localdate(), 2)
    OensketTid.objects.create(inquiry=inquiry, date=day, part_of_day="eftermiddag", order=1)

    shown = page_of(at_mettes, inquiry)

    assert shown.select_one("#tider_time_1")["value"] == f"{day}T13:00"
    assert shown.select_one("#tider_answer_by")["value"] < f"{day}"
    assert "eftermiddag" in shown.select_one("section[aria-labelledby=moede]").text


def test_times_are_proposed_from_the_page(at_mettes, inquiry, mette):
    response = act(
        at_mettes,
        inquiry,
        "tider",
        time_1=next_working_day(),
        time_2=next_working_day(13),
        minutes=30,
        moedeform="telefon",
        place="",
        host=mette.pk,
        answer_by=working_days_after(timezone.localdate(), 3),
    )

    assert response.status_code == 302
    assert len(services.open_proposals(inquiry)) == 2


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"time_1": ""}, "Vælg en dag og et tidspunkt."),
        ({"time_1": "i morgen"}, "Vælg en dag og et tidspunkt."),
        ({"time_1": "2020-01-02T09:00"}, "Tidspunktet er passeret."),
        ({"time_1": "9999-01-02T09:00"}, "mere end et år frem"),
        ({"time_1": "SATURDAY"}, "ikke en hverdag"),
        ({"time_2": "SAME"}, "Den tid står der allerede."),
        ({"moedeform": "online"}, "linket til det"),
        ({"answer_by": "2020-01-02"}, "Dagen er passeret."),
        ({"place": "a\nb", "moedeform": "online"}, "én linje"),
        ({"place": "x" * 301}, "300"),
    ],
)
def test_what_is_wrong_with_the_times_is_told_and_nothing_is_lost(
    at_mettes, inquiry, mette, changed, error
):
    saturday = timezone.localdate() + dt.timedelta(days=12 - timezone.localdate().weekday())
    words = {"SATURDAY": f"{saturday}T09:00", "SAME": next_working_day()}
    typed = {
        "time_1": next_working_day(),
        "minutes": 30,
        "moedeform": "telefon",
        "place": "",
        "host": mette.pk,
        "answer_by": working_days_after(timezone.localdate(), 3),
        **{name: words.get(value, value) for name, value in changed.items()},
    }

    response = act(at_mettes, inquiry, "tider", **typed)

    assert response.status_code == 422
    text = response.content.decode()
    assert error in text
    assert soup(response).select_one("details[open] #tider_time_1")["value"] == typed["time_1"]
    assert services.open_proposals(inquiry) == []


def test_a_meeting_is_booked_changed_and_cancelled_from_the_page(at_mettes, inquiry, mette):
    typed = {
        "starts_at": next_working_day(),
        "minutes": 60,
        "moedeform": "telefon",
        "host": mette.pk,
    }
    act(at_mettes, inquiry, "moede", **typed)
    act(at_mettes, inquiry, "moede", **{**typed, "minutes": 30, "text": "Kortere."})
    meeting = Moede.objects.get()
    assert (meeting.minutes, meeting.sequence, meeting.state) == (30, 1, "aftalt")

    act(at_mettes, inquiry, "moede/aflys", text="Syg.")

    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.state) == (2, "aflyst")


def test_a_colleague_is_not_booked_twice(at_mettes, inquiry, send, mette):
    typed = {
        "starts_at": next_working_day(),
        "minutes": 60,
        "moedeform": "telefon",
        "host": mette.pk,
    }
    act(at_mettes, inquiry, "moede", **typed)
    send(besked="En anden henvendelse.")
    other = Henvendelse.objects.exclude(pk=inquiry.pk).get()

    response = act(at_mettes, other, "moede", **typed)

    assert response.status_code == 422
    assert "et andet møde på det tidspunkt" in response.content.decode()
    assert Moede.objects.count() == 1


# --- Two at once ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "typed", "field"),
    [
        ("svar", {"text": "Mit lange svar", "status": "afventer"}, "#svar_text"),
        ("status", {"status": "afsluttet"}, "#status_status [selected]"),
        ("tildel", {"assignee": ""}, "#tildel_assignee"),
    ],
)
def test_the_second_is_told_and_keeps_what_was_typed(
    *, at_mettes, inquiry, jonas, site_settings, action, typed, field
):
    seen = inquiry.version
    services.reply(inquiry, "Jeg nåede det først.", site_settings, By(jonas), status="i_gang")
    events = inquiry.events.count()

    response = at_mettes.post(f"{INBOX}{inquiry.pk}/{action}/", {"seen": seen, **typed})

    shown = soup(response)
    assert response.status_code == 409
    told = shown.select_one("[role=alert]").text
    assert "Jonas Bro" in told
    assert "svar" in told
    kept = shown.select_one(field)
    assert any(str(value) in str(kept) for value in typed.values())
    assert inquiry.events.count() == events
    # Sent again from that page it goes through.
    again = shown.select_one(f"form[action*='{action}/'] input[name=seen]")["value"]
    second = at_mettes.post(f"{INBOX}{inquiry.pk}/{action}/", {"seen": again, **typed})
    assert second.status_code == 302


def test_the_visitors_message_counts_as_something_that_happened(at_mettes, inquiry, site_settings):
    seen = inquiry.version
    services.add_message(inquiry, "Glem det.", site_settings)

    sent = {"seen": seen, "text": "Svar", "status": "afventer"}
    response = at_mettes.post(f"{INBOX}{inquiry.pk}/svar/", sent)

    assert response.status_code == 409
    assert "Ane Østergård" in soup(response).select_one("[role=alert]").text


def test_reading_it_is_in_nobodys_way(at_mettes, inquiry, jonas):
    seen = inquiry.version
    services.mark_read(inquiry, jonas)

    sent = {"seen": seen, "text": "Svar", "status": "afventer"}
    assert at_mettes.post(f"{INBOX}{inquiry.pk}/svar/", sent).status_code == 302


def test_of_two_replies_at_the_same_moment_one_is_sent(
    in_threads, inquiry, mette, jonas, site_settings
):
    seen = inquiry.version
    people = iter([mette, jonas])

    def answer() -> None:
        user = next(people)
        one = Henvendelse.objects.get(pk=inquiry.pk)
        services.reply(one, f"Svar fra {user}", site_settings, By(user, seen))

    results = [type(result).__name__ for result in in_threads(2, answer)]

    assert sorted(results) == ["ChangedMeanwhile", "NoneType"]


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_a_garbled_form_changes_nothing(at_mettes, inquiry, seen):
    sent = {"seen": seen, "text": "Svar", "status": "afventer"}

    assert at_mettes.post(f"{INBOX}{inquiry.pk}/svar/", sent).status_code == 422
    assert kinds(inquiry).count("svar") == 0


def test_deleted_meanwhile_is_not_found(at_mettes, inquiry):
    pk = inquiry.pk
    inquiry.delete()

    assert at_mettes.post(f"{INBOX}{pk}/svar/", {"seen": 1, "text": "x"}).status_code == 404


# --- Merged -----------------------------------------------------------------------------------


@pytest.fixture
def two(send) -> tuple[Henvendelse, Henvendelse]:
    send(besked="Den første besked.")
    send(besked="Den anden besked.")
    first, second = Henvendelse.objects.order_by("pk")
    return first, second


def test_earlier_ones_of_the_same_sender_are_shown(at_mettes, two):
    first, second = two

    shown = page_of(at_mettes, second).select_one("section[aria-labelledby=tidligere]")

    assert first.reference in shown.text


def test_the_same_words_for_a_workplace_elsewhere_are_another_workplace(at_mettes, send, home):
    region, _new = Region.objects.get_or_create(name="Region Syd")
    for name in ("A", "B"):
        send(email=f"{name}@x.dk", besked=f"Hej fra {name}")
        kommune = Kommune.objects.create(code=f"99{name}", name=name, region=region)
        Henvendelse.objects.filter(email__iexact=f"{name}@x.dk").update(kommune=kommune)
    first, second = Henvendelse.objects.order_by("pk")

    assert first.reference not in page_of(at_mettes, second).main.text


def test_two_go_on_as_one(at_mettes, two, site_settings):
    first, second = two

    act(at_mettes, second, "saml", reference=first.reference.lower())

    first.refresh_from_db()
    assert (first.merged_into, first.status) == (second, "afsluttet")
    shown = page_of(at_mettes, second).select_one(".tidslinje").text
    assert "Den første besked." in shown
    assert "Den anden besked." in shown
    listed = at_mettes.get(f"{INBOX}?status=alle").content.decode()
    assert (first.reference in listed, second.reference in listed) == (False, True)
    assert second.reference in page_of(at_mettes, first).select_one(".besked").text


def test_what_is_written_to_the_merged_one_moves_the_other_on(at_mettes, two, site_settings):
    first, second = two
    act(at_mettes, second, "saml", reference=first.reference)
    act(at_mettes, second, "status", status="afsluttet")

    services.add_message(first, "Endnu en ting.", site_settings)

    second.refresh_from_db()
    assert (second.status, second.is_unread) == ("ny", True)
    assert "Endnu en ting." in page_of(at_mettes, second).select_one(".tidslinje").text


def test_merging_can_be_undone(at_mettes, two):
    first, second = two
    act(at_mettes, second, "saml", reference=first.reference)

    act(at_mettes, first, "skil")

    first.refresh_from_db()
    assert (first.merged_into, first.status) == (None, "i_gang")
    assert "Den første besked." not in page_of(at_mettes, second).select_one(".tidslinje").text


@pytest.mark.one_database
@pytest.mark.parametrize("reference", ["", "S-XXXX-XXXX", "SELF", "\x00", "S-XXXX-XXXX" * 9])
def test_what_cannot_be_merged_is_told(at_mettes, two, reference):
    _first, second = two
    typed = second.reference if reference == "SELF" else reference

    assert act(at_mettes, second, "saml", reference=typed).status_code == 422
    assert not Henvendelse.objects.exclude(merged_into=None).exists()


def test_a_merged_one_is_not_merged_again(at_mettes, two, send):
    first, second = two
    send(besked="Den tredje besked.")
    third = Henvendelse.objects.get(message="Den tredje besked.")
    act(at_mettes, second, "saml", reference=first.reference)

    assert act(at_mettes, third, "saml", reference=first.reference).status_code == 422
    # But what goes on in another takes its own along.
    act(at_mettes, third, "saml", reference=second.reference)
    first.refresh_from_db()
    assert first.merged_into == third


def test_deleting_takes_what_the_same_person_wrote_and_leaves_another_persons(
    two, send, mette, site_settings
):
    first, second = two
    send(email="bo@x.dk", navn="Bo", besked="Den tredje besked.")
    bos = Henvendelse.objects.get(email="bo@x.dk")
    for other in (first, bos):
        services.merge(other, second, site_settings, By(mette))

    services.erase(second)

    bos.refresh_from_db()
    assert list(Henvendelse.objects.all()) == [bos]
    assert bos.merged_into is None
    assert bos.delete_on <= timezone.localdate() + dt.timedelta(days=366)
    # Nobody had answered: Bo is still owed it, and somebody sees that.
    assert (bos.status, bos.is_unread) == ("i_gang", True)
    assert bos.answer_by >= timezone.localdate()
    gone = bos.events.get(kind="anonymiseret")
    assert gone.summary == f"{second.reference} er slettet med alt, hvad afsenderen skrev."


def test_the_case_that_stays_says_that_another_persons_part_is_deleted(
    at_mettes, two, send, mette, site_settings
):
    first, _second = two
    send(email="bo@x.dk", navn="Bo", besked="Den tredje besked.")
    bos = Henvendelse.objects.get(email="bo@x.dk")
    services.merge(bos, first, site_settings, By(mette))

    services.erase_all_from("bo@x.dk")

    shown = page_of(at_mettes, first).select_one(".tidslinje").text
    assert f"{bos.reference} er slettet" in shown
    assert "Den tredje besked." not in shown


# --- Shown and logged -------------------------------------------------------------------------


def test_a_mail_that_was_given_up_stands_out(at_mettes, inquiry):
    mail = Mail.objects.get(to=inquiry.email)
    Mail.objects.filter(pk=mail.pk).update(status="opgivet")
    services.mark_read(inquiry, inquiry.assignee)

    services.mail_failed(mail)

    inquiry.refresh_from_db()
    assert inquiry.is_unread
    shown = page_of(at_mettes, inquiry).select_one(".tidslinje").text
    assert "kunne ikke leveres" in shown


def test_a_long_history_costs_the_same(at_mettes, inquiry, mette, site_settings):
    address = f"{INBOX}{inquiry.pk}/"
    services.add_message(inquiry, "Besked", site_settings)
    services.reply(inquiry, "Svar", site_settings, By(mette))
    at_mettes.get(address)
    few = query_count(at_mettes, address)
    for number in range(20):
        services.add_message(inquiry, f"Besked {number}", site_settings)
        services.reply(inquiry, f"Svar {number}", site_settings, By(mette))
    at_mettes.get(address)

    assert query_count(at_mettes, address) == few


def test_all_that_is_done_is_logged_without_a_person(at_mettes, two, mette):
    first, inquiry = two
    act(at_mettes, inquiry, "tildel", assignee=mette.pk)
    act(at_mettes, inquiry, "svar", text="Hemmeligt svar", status="i_gang")
    act(
        at_mettes,
        inquiry,
        "moede",
        starts_at=next_working_day(),
        minutes=60,
        moedeform="telefon",
        host=mette.pk,
    )
    act(at_mettes, inquiry, "saml", reference=first.reference)

    entries = ModelLogEntry.objects.filter(action__startswith="henvendelser.")
    done = {entry.action.partition(".")[2] for entry in entries}
    assert {"assign", "reply", "meeting", "status", "merge"} <= done
    assert {entry.user for entry in entries} == {mette}
    told = " ".join(f"{entry.label} {entry.data}" for entry in entries)
    assert [part for part in [*PERSONAL, "Hemmeligt"] if part in told] == []

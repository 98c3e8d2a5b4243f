"""Times proposed, chosen, declined; a meeting agreed, moved, cancelled, in both calendars."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from icalendar import Calendar

from henvendelser import services
from henvendelser.models import Henvendelse, Moede, Tidsforslag
from henvendelser.services import By, Offer, Plan
from redaktion import groups
from samskabelse.outbox.delivery import build_message
from samskabelse.outbox.models import Mail

from .conftest import PERSONAL, TEAM

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOW = dt.datetime(2026, 12, 1, 10, tzinfo=COPENHAGEN)
FIRST = dt.datetime(2026, 12, 10, 9, tzinfo=COPENHAGEN)
SECOND = dt.datetime(2027, 6, 10, 13, tzinfo=COPENHAGEN)  # summer time
LINK = "https://moede.example.dk/abc"


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def mette(person):
    user = person(groups.HENVENDELSER)
    user.first_name, user.last_name = "Mette", "Holm"
    user.save()
    return user


@pytest.fixture
def offer(mette) -> Offer:
    return Offer([FIRST, SECOND], 45, "online", LINK, mette, dt.date(2026, 12, 8))


@pytest.fixture
def plan(mette) -> Plan:
    return Plan(FIRST, 30, "online", LINK, mette)


def mails_to(address: str) -> list[Mail]:
    return list(Mail.objects.filter(to=address).order_by("pk"))


def calendar_of(mail: Mail) -> tuple[str, Calendar]:
    """The calendar file as the receiver's program reads it, out of the finished mail."""
    (part,) = [
        part
        for part in build_message(mail).message().walk()
        if part.get_content_type() == "text/calendar"
    ]
    return part.get_param("method"), Calendar.from_ical(part.get_payload(decode=True))


def event_of(mail: Mail):
    _method, calendar = calendar_of(mail)
    (event,) = calendar.walk("VEVENT")
    return event


# --- Proposed ---------------------------------------------------------------------------------


def test_proposed_times_are_mailed_and_the_case_waits(inquiry, offer, mette, site_settings):
    services.propose(inquiry, offer, site_settings, By(mette))

    inquiry.refresh_from_db()
    assert inquiry.status == "afventer"
    assert inquiry.answered_at
    mail = mails_to(inquiry.email)[-1]
    for words in ("10. december 2026 kl. 9.00", "10. juni 2027 kl. 13.00", "8. december 2026"):
        assert words in mail.body_text
    assert "Mette Holm" in mail.body_text
    assert "45 minutter" in mail.body_text
    assert [one.starts_at for one in services.open_proposals(inquiry)] == [FIRST, SECOND]


def test_new_times_take_the_place_of_those_that_wait(inquiry, offer, mette, site_settings):
    services.propose(inquiry, offer, site_settings, By(mette))
    services.propose(inquiry, offer._replace(times=[SECOND]), site_settings, By(mette))

    assert [one.starts_at for one in services.open_proposals(inquiry)] == [SECOND]


def test_the_chosen_time_is_the_meeting(inquiry, offer, mette, site_settings):
    first, second = services.propose(inquiry, offer, site_settings, By(mette))

    meeting = services.confirm(first, site_settings)

    inquiry.refresh_from_db()
    second.refresh_from_db()
    assert (meeting.starts_at, meeting.place, meeting.host) == (FIRST, LINK, mette)
    assert (inquiry.status, inquiry.is_unread) == ("moede_aftalt", True)
    assert second.state == "frigivet"
    with pytest.raises(services.ProposalClosed):
        services.confirm(second, site_settings)


def test_choosing_twice_is_choosing_once(inquiry, offer, mette, site_settings):
    first, _second = services.propose(inquiry, offer, site_settings, By(mette))

    assert services.confirm(first, site_settings) == services.confirm(first, site_settings)

    assert Moede.objects.count() == 1
    assert len(mails_to(inquiry.email)) == 3  # receipt, proposal, confirmation


def test_a_time_can_be_chosen_until_its_day(inquiry, offer, mette, site_settings):
    first, _second = services.propose(inquiry, offer, site_settings, By(mette))

    with time_machine.travel(NOW + dt.timedelta(days=8)), pytest.raises(services.ProposalClosed):
        services.confirm(first, site_settings)
    with time_machine.travel(NOW + dt.timedelta(days=7)):
        assert services.confirm(first, site_settings)


def test_a_time_that_was_taken_meanwhile_is_given_free(
    *, inquiry, send, offer, plan, mette, site_settings
):
    first, second = services.propose(inquiry, offer, site_settings, By(mette))
    send(besked="En anden henvendelse.")
    other = Henvendelse.objects.exclude(pk=inquiry.pk).get()
    services.agree(other, plan._replace(minutes=60), site_settings, By(mette))

    with pytest.raises(services.TimeTaken):
        services.confirm(first, site_settings)

    assert [one.pk for one in services.open_proposals(inquiry)] == [second.pk]
    assert services.confirm(second, site_settings)


def test_two_visitors_cannot_both_get_the_colleague(
    *, in_threads, inquiry, send, offer, mette, site_settings
):
    send(besked="En anden henvendelse.")
    proposals = [
        services.propose(one, offer, site_settings, By(mette))[0]
        for one in Henvendelse.objects.order_by("pk")
    ]
    turns = iter(proposals)

    found = in_threads(
        2, lambda: services.confirm(Tidsforslag.objects.get(pk=next(turns).pk), site_settings)
    )

    assert sorted(type(result).__name__ for result in found) == ["Moede", "TimeTaken"]


def test_when_none_suits_the_case_is_ours_again(inquiry, offer, mette, site_settings):
    services.propose(inquiry, offer, site_settings, By(mette))

    with time_machine.travel(NOW + dt.timedelta(days=3)):
        services.decline(inquiry, site_settings, "Kun om torsdagen.")
        services.decline(inquiry, site_settings, "Kun om torsdagen.")

        inquiry.refresh_from_db()
        assert (inquiry.status, inquiry.is_unread, inquiry.is_late) == ("i_gang", True, False)
    assert services.open_proposals(inquiry) == []
    assert [message.text for message in inquiry.messages.all()] == ["Kun om torsdagen."]
    assert "skrevet mere" in mails_to(TEAM)[-1].body_text


# --- In the calendar --------------------------------------------------------------------------


def test_the_invitation_is_read_as_it_was_meant(inquiry, plan, mette, site_settings):
    services.agree(inquiry, plan, site_settings, By(mette))

    mail = mails_to(inquiry.email)[-1]
    method, calendar = calendar_of(mail)
    event = event_of(mail)
    assert method == calendar["METHOD"] == "REQUEST"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Copenhagen"]
    assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert event["DTSTART"].dt == FIRST
    assert event["DTEND"].dt == FIRST + dt.timedelta(minutes=30)
    assert event["LOCATION"] == LINK
    assert event["ATTENDEE"] == f"mailto:{inquiry.email}"
    assert event["ORGANIZER"] == f"mailto:{TEAM}"
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")
    # Calendars are shared: the private link is in the mail alone.
    assert "/henvendelse/" not in calendar.to_ical().decode()
    assert "/henvendelse/" in mail.body_text


def test_a_change_and_a_cancellation_reach_the_same_event(inquiry, plan, mette, site_settings):
    services.agree(inquiry, plan, site_settings, By(mette))
    moved = plan._replace(starts_at=SECOND)
    services.agree(inquiry, moved, site_settings, By(mette), text="Jeg blev forhindret.")
    services.cancel(services.agreed_meeting(inquiry), site_settings, By(mette), text="Desværre.")

    mails = mails_to(inquiry.email)[1:]
    events = [event_of(mail) for mail in mails]
    assert len({event["UID"] for event in events}) == 1
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
    assert [event["STATUS"] for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [calendar_of(mail)[0] for mail in mails] == ["REQUEST", "REQUEST", "CANCEL"]
    assert events[1]["DTSTART"].dt.utcoffset() == dt.timedelta(hours=2)
    assert "Før: 10. december 2026 kl. 9.00" in mails[1].body_text
    assert "Jeg blev forhindret." in mails[1].body_text
    assert "Desværre." in mails[2].body_text
    inquiry.refresh_from_db()
    assert inquiry.status == "i_gang"


def test_the_same_meeting_again_tells_nobody(inquiry, plan, mette, site_settings):
    services.agree(inquiry, plan, site_settings, By(mette))
    before = Mail.objects.count()

    services.agree(inquiry, plan, site_settings, By(mette))

    assert Mail.objects.count() == before


def test_the_colleague_gets_it_too_without_the_senders_name(inquiry, plan, mette, site_settings):
    services.agree(inquiry, plan, site_settings, By(mette))

    (mail,) = mails_to(mette.email)
    assert event_of(mail)["ATTENDEE"] == f"mailto:{mette.email}"
    whole = mail.subject + mail.body_text + str(mail.attachments)
    assert [part for part in PERSONAL if part in whole] == []


def test_another_colleague_takes_over_in_both_calendars(
    inquiry, plan, mette, person, site_settings
):
    jonas = person(groups.HENVENDELSER)
    jonas.email = "jonas@example.dk"
    jonas.save()
    services.agree(inquiry, plan, site_settings, By(mette))

    services.agree(inquiry, plan._replace(host=jonas), site_settings, By(mette))

    assert calendar_of(mails_to(mette.email)[-1])[0] == "CANCEL"
    assert calendar_of(mails_to("jonas@example.dk")[-1])[0] == "REQUEST"


def test_the_visitor_cancels_and_the_team_sees_it(inquiry, plan, mette, site_settings):
    meeting = services.agree(inquiry, plan, site_settings, By(mette))
    services.mark_read(inquiry, mette)

    services.cancel(meeting, site_settings)
    services.cancel(meeting, site_settings)

    inquiry.refresh_from_db()
    assert inquiry.is_unread
    assert [calendar_of(mail)[0] for mail in mails_to(mette.email)] == ["REQUEST", "CANCEL"]


@pytest.mark.parametrize("way", ["withdraw", "erase_at_request"])
def test_withdrawing_and_deleting_take_the_meeting_out(inquiry, plan, mette, site_settings, way):
    services.agree(inquiry, plan, site_settings, By(mette))

    getattr(services, way)(inquiry, site_settings)

    for address in (inquiry.email, mette.email):
        assert calendar_of(mails_to(address)[-1])[0] == "CANCEL"
    if way == "erase_at_request":
        assert not Henvendelse.objects.exists()
        assert "Ane" not in str(Mail.objects.filter(to=mette.email).values_list())


def test_a_meeting_that_moved_by_the_visitors_choice_is_the_same_event(
    inquiry, offer, plan, mette, site_settings
):
    before = services.agree(inquiry, plan, site_settings, By(mette))
    _first, second = services.propose(inquiry, offer, site_settings, By(mette))

    after = services.confirm(second, site_settings)

    assert (after.uid, after.sequence, after.starts_at) == (before.uid, 1, SECOND)
    assert timezone.localtime(after.starts_at).hour == 13

"""The private link and its times: wished, proposed, chosen, declined, cancelled, handed out."""

import datetime as dt
import json

import icalendar
import pytest
from django.test import Client
from django.utils import timezone

from henvendelser import services
from henvendelser.models import Besked, Henvendelse, Moede, Tidsforslag
from henvendelser.services import By, Offer
from samskabelse.outbox.models import Mail
from samskabelse.users.models import User
from tests.pages import soup_of, visible_text

from .conftest import link_in


@pytest.fixture
def host(db):
    return User.objects.create_user(
        "bo", "bo@cok.example.dk", "x", first_name="Bo", last_name="Juhl"
    )


@pytest.fixture
def proposed(inquiry, host, site_settings):
    """Two times that COK has proposed."""
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=7)
    offer = Offer(
        times=[start, start + dt.timedelta(days=1)],
        minutes=45,
        moedeform="online",
        place="https://example.dk/moede",
        host=host,
        answer_by=timezone.localdate() + dt.timedelta(days=5),
    )
    return services.propose(inquiry, offer, site_settings, By(host))


def test_a_proposed_time_is_chosen_and_its_calendar_file_read_back(client, link, inquiry, proposed):
    text = visible_text(soup_of(client, link))
    assert "Vælg en tid" in text
    assert proposed[0].when in text.replace("\xa0", " ")

    answer = client.post(f"{link}vaelg/", {"forslag": proposed[1].pk})
    shown = visible_text(soup_of(client, answer["Location"])).replace("\xa0", " ")
    file = client.get(f"{link}moede.ics")

    assert answer.status_code == 303
    assert "Mødet er aftalt." in shown
    assert f"Vi ses {proposed[1].when}, online." in shown
    assert "Bo Juhl" in shown
    event = icalendar.Calendar.from_ical(file.content).walk("VEVENT")[0]
    assert event["DTSTART"].dt == proposed[1].starts_at
    assert "no-store" in file["Cache-Control"]
    assert Henvendelse.objects.get().status == "moede_aftalt"


def test_chosen_twice_is_one_meeting(client, link, proposed):
    for _i in range(2):
        assert client.post(f"{link}vaelg/", {"forslag": proposed[0].pk}).status_code == 303

    assert Moede.objects.count() == 1


def test_a_time_that_was_taken_meanwhile_is_told(client, link, inquiry, proposed, host):
    other = Henvendelse.objects.get(pk=inquiry.pk)
    other.pk, other.submission_key, other.token_hash = None, "1" * 32, "x"
    other.reference = "S-AAAA-BBBB"
    other.save(force_insert=True)
    Moede.objects.create(
        inquiry=other,
        uid="u",
        starts_at=proposed[0].starts_at,
        minutes=60,
        moedeform="online",
        host=host,
    )

    answer = client.post(f"{link}vaelg/", {"forslag": proposed[0].pk})

    assert answer.status_code == 409
    assert "Den tid er lige blevet optaget." in answer.content.decode()
    assert Moede.objects.filter(inquiry=inquiry).count() == 0


def test_another_inquirys_time_cannot_be_chosen(client, link, inquiry, proposed):
    other = Henvendelse.objects.get(pk=inquiry.pk)
    other.pk, other.submission_key, other.token_hash = None, "1" * 32, "x"
    other.reference = "S-AAAA-BBBB"
    other.save(force_insert=True)
    Tidsforslag.objects.filter(pk=proposed[0].pk).update(inquiry=other)

    for number in [proposed[0].pk, "", "0", "abc", "9" * 30, "٣", "-1"]:
        answer = client.post(f"{link}vaelg/", {"forslag": number})
        assert answer.status_code == 409, number

    assert Moede.objects.count() == 0


def test_none_fits_and_what_would_is_kept(client, link, inquiry, proposed):
    answer = client.post(f"{link}afslaa/", {"besked": "Helst en mandag."})

    shown = visible_text(soup_of(client, answer["Location"]))
    assert "Vi finder en anden tid" in shown
    assert "Helst en mandag." in shown
    assert Besked.objects.get().text == "Helst en mandag."
    assert {one.state for one in Tidsforslag.objects.all()} == {"afslaaet"}


def test_what_is_written_with_the_refusal_is_checked_too(client, link, proposed):
    answer = client.post(f"{link}afslaa/", {"besked": "Mit CPR er 010190-1234"})

    assert answer.status_code == 422
    assert "ligner et CPR-nummer" in answer.content.decode()
    assert Besked.objects.count() == 0
    assert Tidsforslag.objects.filter(state="aaben").count() == 2


def test_a_meeting_is_cancelled_after_being_asked(client, link, inquiry, proposed):
    client.post(f"{link}vaelg/", {"forslag": proposed[0].pk})

    assert "Vil du aflyse mødet" in client.get(f"{link}aflys/").content.decode()
    assert Moede.objects.get().state == "aftalt"
    answer = client.post(f"{link}aflys/")

    assert "Mødet er aflyst." in client.get(answer["Location"]).content.decode()
    assert Moede.objects.get().state == "aflyst"
    assert client.get(f"{link}moede.ics").status_code == 404


def test_gets_change_nothing(client, link, proposed):
    for place in ["vaelg/", "afslaa/"]:
        assert client.get(f"{link}{place}?forslag={proposed[0].pk}").status_code == 303

    assert {one.state for one in Tidsforslag.objects.all()} == {"aaben"}


def test_our_reply_and_the_wishes_stand_on_the_page(client, send, site_settings, host):
    monday = timezone.localdate() + dt.timedelta(days=14)
    monday -= dt.timedelta(days=monday.weekday())
    day = monday.isoformat()
    answer = send(emne="moede", moedeform="hos_jer", tid_1=day, tid_1_del="eftermiddag")
    inquiry = Henvendelse.objects.get()
    services.reply(inquiry, "Vi kommer gerne.", site_settings, By(host))
    link = link_in(Mail.objects.filter(to=inquiry.email).first().body_text)

    text = visible_text(soup_of(client, link)).replace("\xa0", " ")

    assert answer.status_code == 303
    assert "Du har foreslået (hos jer):" in text
    assert ", eftermiddag" in text
    assert "Vi kommer gerne." in text


def test_all_that_is_kept_is_handed_out(client, link, inquiry, proposed):
    client.post(link, {"besked": "En ting mere."})

    answer = client.get(f"{link}data.json")

    kept = json.loads(answer.content)
    assert kept["email"] == inquiry.email
    assert kept["besked"] == inquiry.message
    assert kept["tilfoejet"][0]["besked"] == "En ting mere."
    assert len(kept["foreslaaede_tider"]) == 2
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]


def test_a_stranger_gets_nothing_at_any_of_the_addresses(link, proposed):
    wrong = link.replace(link.split("/")[2], "0" * 64)
    for place in ["", "vaelg/", "afslaa/", "aflys/", "moede.ics", "data.json", "slet/"]:
        for method in ("get", "post"):
            answer = getattr(Client(), method)(f"{wrong}{place}", {"forslag": proposed[0].pk})
            assert answer.status_code == 404, place
            assert answer["X-Robots-Tag"] == "noindex"
            assert "Ane" not in answer.content.decode()


def test_posts_through_the_link_are_limited(client, link):
    answers = [client.post(link, {"besked": ""}).status_code for _i in range(31)]

    assert answers[-1] == 429
    assert set(answers[:-1]) == {422}

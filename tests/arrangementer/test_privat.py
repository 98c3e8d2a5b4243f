"""The private links: what the contact and each participant may do, and what strangers may not."""

import re

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from arrangementer.models import Behov, Deltager, Interesse, Tilbud, Tilmelding
from arrangementer.tilmelding import afbud, interesse, links, pladser, varsler
from samskabelse.outbox.models import Mail
from tests import factories

from .conftest import order, person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def text_of(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def link_in(mail: Mail, path: str) -> str:
    found = re.search(rf"^http://testserver({path}\S+)$", mail.body_text, re.MULTILINE)
    assert found, mail.body_text
    return found[1]


@pytest.fixture
def date(make_date):
    return make_date(seats=2)


@pytest.fixture
def tilmelding(date) -> Tilmelding:
    people = [
        pladser.Person("Ane Østergård", "ane@kommune.dk", food="Vegetar"),
        pladser.Person("Bo Holm", "bo@kommune.dk"),
    ]
    return pladser.sign_up(date.pk, order(*people))


@pytest.fixture
def home(tilmelding) -> str:
    """The contact's link, taken from the receipt as the contact does."""
    return link_in(Mail.objects.get(to="mette@kommune.dk"), "/tilmelding/")


@pytest.fixture
def own(tilmelding) -> str:
    return link_in(Mail.objects.get(to="ane@kommune.dk"), "/tilmelding/deltager/")


def test_the_page_shows_everything_and_is_kept_by_nobody(client, home, tilmelding):
    response = client.get(home)

    words = ("Ane Østergård", "Bo Holm", "Tilmeldt", tilmelding.number, "5790000000005")
    assert [word for word in words if word not in text_of(response)] == []
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "strict-origin"


def test_a_get_changes_nothing(client, home, own, tilmelding):
    pk = tilmelding.deltagere.first().pk
    for action in ("overdrag", "ret", "behov", "afmeld"):
        assert client.get(f"{home}{pk}/{action}/").status_code == 200
    assert client.get(f"{own}afmeld/").status_code == 200
    assert client.get(f"{home}slet/").status_code == 200

    assert tilmelding.deltagere.seated().count() == 2
    assert Behov.objects.count() == 1


def test_a_seat_is_handed_over_after_one_more_question(client, home, tilmelding):
    pk = tilmelding.deltagere.first().pk
    posted = {"navn": "Cille Dam", "email": "cille@kommune.dk"}

    asked = client.post(f"{home}{pk}/overdrag/", posted)
    assert "Skal Cille Dam have pladsen i stedet for Ane Østergård?" in text_of(asked)
    assert tilmelding.deltagere.seated().filter(name="Ane Østergård").exists()
    done = client.post(f"{home}{pk}/overdrag/", posted | {"bekraeftet": "1"})

    assert done.status_code == 303
    assert "Pladsen er givet videre." in text_of(client.get(done["Location"]))
    assert not Behov.objects.exists()
    new = Mail.objects.get(to="cille@kommune.dk")
    assert client.get(link_in(new, "/tilmelding/deltager/")).status_code == 200


@pytest.mark.parametrize(
    ("posted", "error"),
    [
        ({"navn": "", "email": "c@kommune.dk"}, "Skriv kollegaens navn."),
        ({"navn": "C", "email": ""}, "Skriv kollegaens mailadresse."),
        ({"navn": "C", "email": "c"}, "Mailadressen ser ikke rigtig ud."),
        ({"navn": "C", "email": "ANE@kommune.dk"}, "Det er den person, der har pladsen nu."),
        ({"navn": "C", "email": "bo@kommune.dk", "bekraeftet": "1"}, "C er allerede tilmeldt."),
    ],
)
def test_a_colleague_must_be_somebody_else(client, home, tilmelding, posted, error):
    pk = tilmelding.deltagere.first().pk

    response = client.post(f"{home}{pk}/overdrag/", posted)

    assert response.status_code == 422
    assert error in text_of(response)


def test_cancelling_says_what_it_costs(client, home, tilmelding, date):
    pk = tilmelding.deltagere.first().pk
    type(date).objects.filter(pk=date.pk).update(deadline=timezone.localdate())
    assert "Det koster ikke noget." in text_of(client.get(f"{home}{pk}/afmeld/"))

    with time_machine.travel(timezone.now() + timezone.timedelta(days=1), tick=False):
        assert "Du skal betale 4.950 kr." in text_of(client.get(f"{home}{pk}/afmeld/"))
        done = client.post(f"{home}{pk}/afmeld/")

    assert "Du er meldt fra." in text_of(client.get(done["Location"]))
    mail = Mail.objects.get(to="mette@kommune.dk", subject__startswith="Meldt fra")
    assert "Derfor sender vi fakturaen på 4.950 kr. ekskl. moms." in mail.body_text
    assert (
        "fakturaen"
        not in Mail.objects.get(to="ane@kommune.dk", subject__startswith="Meldt").body_text
    )


def test_names_and_addresses_are_mended(client, home, tilmelding):
    pk = tilmelding.deltagere.first().pk
    posted = {"navn": "Ane Ø. Lund", "email": "ane.lund@kommune.dk", "stilling": "Leder"}

    client.post(f"{home}{pk}/ret/", posted)

    row = Deltager.objects.get(pk=pk)
    assert (row.name, row.email, row.job_title) == ("Ane Ø. Lund", "ane.lund@kommune.dk", "Leder")
    assert Mail.objects.get(to="ane.lund@kommune.dk").subject.startswith("Du er tilmeldt")


def test_a_participant_writes_and_takes_back_needs(client, own):
    client.post(f"{own}behov/", {"kost": "Vegan", "hensyn": "Rampe", "samtykke": "on"})
    assert Behov.objects.get().considerations == "Rampe"
    refused = client.post(f"{own}behov/", {"kost": "Vegan", "hensyn": ""})
    assert refused.status_code == 422

    client.post(f"{own}behov/", {"kost": "", "hensyn": ""})

    assert not Behov.objects.exists()


def test_a_participant_sees_nothing_of_the_others_or_the_invoice(client, own):
    page = client.get(own)

    seen = page.content.decode()
    assert "Vegetar" in seen
    assert [w for w in ("Bo Holm", "5790000000005", "mette@kommune.dk") if w in seen] == []
    assert client.get(f"{own}ret/").status_code == 404


def test_the_contact_deletes_the_sign_up(client, home, tilmelding):
    done = client.post(f"{home}slet/")

    assert "Oplysningerne er slettet" in text_of(client.get(done["Location"]))
    assert client.get(home).status_code == 404
    assert not Deltager.objects.exists()


def test_wrong_links_are_all_alike(client, home, own, tilmelding):
    other = pladser.sign_up(tilmelding.afholdelse_id, order(person(5)))
    stranger = other.deltagere.get().pk
    number, _dash, secret = own.rstrip("/").rpartition("/")[2].partition("-")
    wrong = [
        "/tilmelding/x/",
        f"/tilmelding/{'a' * 64}/",
        f"/tilmelding/deltager/{int(number) + 1}-{secret}/",
        f"/tilmelding/deltager/{number}/",
        f"/tilmelding/deltager/{'9' * 30}-{secret}/",
        "/tilmelding/deltager/-/",
        f"/tilmelding/tilbud/{number}-{secret}/",
        f"{home}{stranger}/afmeld/",
        "/interesse/x/",
    ]

    answers = [(client.get(path).status_code, client.post(path).status_code) for path in wrong]

    assert answers == [(404, 404)] * len(wrong)
    assert client.get(f"{home}{tilmelding.deltagere.first().pk}/hop/").status_code == 404


def test_posts_without_a_token_are_refused(home, tilmelding):
    pk = tilmelding.deltagere.first().pk
    guarded = Client(enforce_csrf_checks=True)

    assert guarded.post(f"{home}{pk}/afmeld/").status_code == 403
    assert tilmelding.deltagere.seated().count() == 2


def test_a_cancelled_date_speaks_of_neither_terms_nor_the_calendar(client, home, own, date):
    before = text_of(client.get(home))
    assert "Det er gratis at melde fra" in before
    assert "Læg det i kalenderen" in before

    varsler.call_off(date.pk, "")
    after = text_of(client.get(home))

    assert "Arrangementet er aflyst. I skal ikke betale." in after
    assert "melde fra" not in after
    assert "Læg det i kalenderen" not in after
    assert "Meld fra" not in text_of(client.get(own))


def test_nothing_happens_after_the_date_has_begun(client, home, tilmelding, date):
    pk = tilmelding.deltagere.first().pk

    with time_machine.travel(date.starts_at, tick=False):
        done = client.post(f"{home}{pk}/afmeld/")
        assert "Arrangementet er begyndt." in text_of(client.get(done["Location"]))
        late = {"navn": "C", "email": "c@kommune.dk", "bekraeftet": "1"}
        client.post(f"{home}{pk}/overdrag/", late)

    assert tilmelding.deltagere.seated().count() == 2


# --- Offers -----------------------------------------------------------------------------------


@pytest.fixture
def offer(tilmelding) -> str:
    """The link of an offer, taken from its mail."""
    pladser.sign_up(tilmelding.afholdelse_id, order(person(3), contact_email="tre@kommune.dk"))
    afbud.cancel(tilmelding.deltagere.first())
    mail = Mail.objects.get(to="tre@kommune.dk", subject__startswith="Der er en plads")
    return link_in(mail, "/tilmelding/tilbud/")


def test_an_offer_is_taken_by_a_button_alone(client, offer):
    page = client.get(offer)
    assert "Der er blevet en plads til dig" in text_of(page)
    assert "Pladsen er til Deltager 3." in text_of(page)
    assert Tilbud.objects.get().status == "aabent"

    done = client.post(offer, {"svar": "ja"})

    assert "Pladsen er din." in text_of(client.get(done["Location"]))
    assert Tilbud.objects.get().deltager.status == "plads"
    assert "Du har allerede svaret." in text_of(client.get(offer))


def test_an_offer_after_its_time_is_gone(client, offer):
    with time_machine.travel(Tilbud.objects.get().expires_at, tick=False):
        assert client.get(offer).status_code == 410
        late = client.post(offer, {"svar": "ja"})

    assert late.status_code == 410
    assert "Fristen er udløbet" in text_of(late)
    assert Tilbud.objects.get().deltager.status == "tilbudt"


def test_an_offer_is_declined(client, offer):
    client.post(offer, {"svar": "hvad"})
    assert Tilbud.objects.get().status == "aabent"

    done = client.post(offer, {"svar": "nej"})

    assert "Pladsen går videre til den næste." in text_of(client.get(done["Location"]))


def test_who_let_the_offer_run_out_rejoins_from_the_page(client, offer):
    row = Tilbud.objects.get()
    with time_machine.travel(row.expires_at, tick=False):
        afbud.expire_due()
        home = links.contact_url(row.deltager.tilmelding)
        page = client.get(home)
        assert "Skriv dig på listen igen" in text_of(page)
        done = client.post(f"{home}{row.deltager_id}/igen/")

        assert "Du er på venteliste igen." in text_of(client.get(done["Location"]))


# --- The interest list ------------------------------------------------------------------------


def test_interest_is_confirmed_by_the_owner_and_met_by_a_new_date(client, date):
    path = f"/arrangementer/{date.page.slug}/interesse/"
    assert client.post(path, {"email": "galt"}).status_code == 422
    for _i in range(2):
        sent = client.post(path, {"email": "ida@kommune.dk"})
        assert sent.status_code == 303
    assert "Vi har sendt en mail." in text_of(client.get(sent["Location"]))
    [asked] = Mail.objects.filter(to="ida@kommune.dk")
    link = link_in(asked, "/interesse/")

    client.get(link)
    assert Interesse.objects.get().confirmed_at is None
    client.post(link, {"svar": "ja"})
    assert "Du er på listen." in text_of(client.get(link))
    assert interesse.announce_new_dates() == 0
    new = factories.afholdelse(date.page, 200)
    assert interesse.announce_new_dates() == 1
    assert interesse.announce_new_dates() == 0

    mail = Mail.objects.get(to="ida@kommune.dk", subject__startswith="Ny dato")
    assert new.date_text in mail.body_text
    assert not Interesse.objects.exists()
    assert client.get(link).status_code == 404


def test_unconfirmed_interest_gets_no_mail(date):
    interesse.add(date.page, "ida@kommune.dk")
    factories.afholdelse(date.page, 200)

    assert interesse.announce_new_dates() == 0


def test_drafts_and_closed_dates_are_announced_to_nobody(client, tree, date):
    interesse.add(tree.arrangementer, "ida@kommune.dk")
    Interesse.objects.update(confirmed_at=timezone.now())
    factories.afholdelse(date.page, 200, status="lukket")
    hidden = factories.arrangement(tree, "Kladde", live=False)
    factories.afholdelse(hidden, 100)
    assert interesse.announce_new_dates() == 0

    factories.afholdelse(factories.arrangement(tree, "Noget nyt"), 100)

    assert interesse.announce_new_dates() == 1


def test_a_wish_is_taken_back(client, date):
    interesse.add(date.page, "ida@kommune.dk")
    link = links.interest_url(Interesse.objects.get())

    answer = client.post(link, {"svar": "slet"})

    assert "Du er slettet fra listen." in text_of(answer)
    assert not Interesse.objects.exists()

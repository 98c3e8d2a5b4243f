"""The writer's templates, filled once and literally."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from samskabelse.outbox import mailskabeloner
from samskabelse.outbox.mailskabeloner import UnknownMail, render_mail


@pytest.fixture
def template(tmp_path, settings):
    """Write the template `prove` and return a function that fills it."""
    settings.MAIL_TEMPLATES_DIR = tmp_path
    mailskabeloner._template.cache_clear()

    def fill(text, **values):
        (tmp_path / "prove.txt").write_text(text, encoding="utf-8")
        return render_mail("prove", values)

    yield fill
    mailskabeloner._template.cache_clear()


def test_subject_and_text(template):
    subject, text = template("Hej {navn}\n\nKære {navn}\n\nFarvel\n", navn="Åse")

    assert subject == "Hej Åse"
    assert text == "Kære Åse\n\nFarvel\n"


def test_a_line_with_only_an_empty_placeholder_is_left_out(template):
    _, text = template("S\n\nEn\n\n{besked}\n\nTo {besked}.\n", besked="")

    assert text == "En\n\nTo .\n"


def test_values_keep_their_own_lines(template):
    _, text = template("S\n\nDeltagere:\n{deltagere}\n", deltagere="Anna\n\nBo")

    assert text == "Deltagere:\nAnna\n\nBo\n"


def test_braces_from_a_visitor_stay_as_they_are(template):
    subject, text = template("{a}\n\n{a} {b}\n", a="{b} {0} {a.__class__} %s", b="nej")

    assert subject == "{b} {0} {a.__class__} %s"
    assert text == "{b} {0} {a.__class__} %s nej\n"


def test_the_subject_is_one_line_whatever_is_put_in(template):
    assert template("Om {a}\n\nx\n", a="et\r\nBcc: to")[0] == "Om et Bcc: to"


def test_a_forgotten_value_is_an_error(template):
    with pytest.raises(KeyError):
        template("S\n\n{navn}\n")


@pytest.mark.parametrize("name", ["findes-ikke", "../mikrotekster", "/etc/passwd", ""])
def test_unknown_mails_are_refused(name):
    with pytest.raises(UnknownMail):
        render_mail(name, {})


@pytest.mark.parametrize(
    "path", sorted(Path(settings.MAIL_TEMPLATES_DIR).glob("*.txt")), ids=lambda path: path.stem
)
def test_every_mail_of_the_site_can_be_filled(path):
    names = re.findall(r"\{(\w+)\}", path.read_text(encoding="utf-8"))

    subject, text = render_mail(path.stem, {name: f"[{name}]" for name in names})

    assert subject
    assert not re.search(r"[{}]", subject + text)

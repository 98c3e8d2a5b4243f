"""HTML of long lists."""

from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import mark_safe

from samskabelse.base.html import html_of_rows


def test_it_escapes_as_django_does() -> None:
    pattern = '<option value="{}"{}>{}</option>'
    rows = [
        ("1", mark_safe(" selected"), "Ældre & børn"),
        (2, "", '<script>alert("»hej«")</script>'),
        ("'", mark_safe("&amp;"), None),
    ]

    assert html_of_rows(pattern, rows) == format_html_join("", pattern, rows)


def test_what_it_returns_is_not_escaped_again() -> None:
    assert conditional_escape(html_of_rows("<b>{}</b>", [["<"]])) == "<b>&lt;</b>"

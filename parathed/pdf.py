"""The result on paper: a tagged PDF, made by WeasyPrint where the poster can be made too."""

from typing import Any, Final

from django.template.loader import render_to_string

from samskabelse.base.pdf import write
from veje.plakat import available
from veje.tegninger import FARVER

__all__ = ["FILE_NAME", "available", "result_pdf"]

FILE_NAME: Final = "er-i-klar-til-samskabelse.pdf"


def result_pdf(context: dict[str, Any]) -> bytes:
    """Return the PDF. It is kept nowhere: it is the visitor's answers."""
    html = render_to_string("parathed/resultat_pdf.html", context)
    css = render_to_string("parathed/resultat_pdf.css") + "".join(
        f'[data-vej="{number}"]{{--dyb:{colour.dyb};--bleg:{colour.bleg}}}'
        for number, colour in FARVER.items()
        if number
    )
    return write(html, css)

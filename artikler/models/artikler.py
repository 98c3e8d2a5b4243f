"""Articles."""

from django.utils.translation import gettext_lazy as _

from .texts import TextPage


class ArtikelPage(TextPage):
    """An article: one thought, well told, with its sources."""

    kind = "artikel"
    way_out = "/kontakt/?emne=andet"
    parent_page_types = ["artikler.ArtikelIndexPage"]
    page_description = _("A text to read, with its sources.")

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

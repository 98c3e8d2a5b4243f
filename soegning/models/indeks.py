"""One row a page that strangers may see, and the words that the pages are written with."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class IndexEntry(models.Model):
    """What a page is found by. Made and removed by `soegning.indeks` alone.

    ``terms`` holds every stem once, some of them again with a mark in front: ``t:`` stands in the
    title, ``l:`` in the title or the lines that lead in, ``w:`` is a word of the title as written,
    ``k:`` is the kind of page and ``v:`` a vej. So one full-text column answers all questions, and
    alike on both databases. It stands last: SQLite need not read it to get at the others.
    """

    #: The better kind of page and the newer page has the higher number: the order of equal hits,
    #: and on SQLite the order that the full-text table holds its rows in.
    place = models.BigIntegerField(primary_key=True)
    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    #: Bit n is set when the page hangs on vej n.
    veje = models.PositiveSmallIntegerField(default=0)
    expire_at = models.DateTimeField(null=True)
    kicker = models.CharField(max_length=255)
    badge = models.CharField(max_length=40)
    written_at = models.DateTimeField()
    #: Of the analysis that made the row.
    version = models.PositiveSmallIntegerField()
    title_key = models.CharField(max_length=255, db_index=True)
    slug = models.CharField(max_length=255)
    title_terms = models.TextField()
    lead_terms = models.TextField()
    terms = models.TextField()

    class Meta:
        verbose_name = _("page in the search index")

    def __str__(self) -> str:
        return self.title_key


class IndexText(models.Model):
    """The page's text as it is read, for excerpts, and its words, to count them out again."""

    entry = models.OneToOneField(
        IndexEntry, on_delete=models.CASCADE, primary_key=True, related_name="text"
    )
    title = models.CharField(max_length=255)
    #: The lines on the page's card.
    summary = models.TextField()
    body = models.TextField()
    #: Name and text of each document.
    files = models.JSONField(default=list)
    words = models.TextField()
    #: Those that lead in, in their order, and those that the text comes back to.
    lead_words = models.TextField()

    class Meta:
        verbose_name = _("text in the search index")

    def __str__(self) -> str:
        return self.title


class IndexWord(models.Model):
    """A word of the site, on how many pages it stands, and what it is put together from."""

    word = models.CharField(max_length=48, primary_key=True)
    #: As it is written, with æ, ø and å: what »Mente du …« shows.
    shown = models.CharField(max_length=48)
    stem = models.CharField(max_length=48, db_index=True)
    parts = models.CharField(max_length=120)
    length = models.PositiveSmallIntegerField()
    pages = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("word in the search index")

    def __str__(self) -> str:
        return self.shown

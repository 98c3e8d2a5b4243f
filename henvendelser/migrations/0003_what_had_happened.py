"""Give the inquiries that are there the events they would have had."""

from django.db import migrations


def write_events(apps, schema_editor):
    Besked = apps.get_model("henvendelser", "Besked")
    Haendelse = apps.get_model("henvendelser", "Haendelse")
    Henvendelse = apps.get_model("henvendelser", "Henvendelse")
    known = Haendelse.objects.filter(kind="besked").values("message_id")
    Haendelse.objects.bulk_create(
        Haendelse(
            inquiry_id=message.inquiry_id,
            kind="besked",
            message=message,
            created_at=message.created_at,
        )
        for message in Besked.objects.exclude(pk__in=known)
    )
    Henvendelse.objects.exclude(status="ny").update(is_unread=False)


class Migration(migrations.Migration):
    dependencies = [("henvendelser", "0002_inbox")]

    # Back again nothing is lost: the messages themselves stand.
    operations = [migrations.RunPython(write_events, migrations.RunPython.noop, elidable=True)]

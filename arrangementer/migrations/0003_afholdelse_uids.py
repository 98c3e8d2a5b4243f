import uuid

from django.db import migrations


def give_each_its_own(apps, schema_editor):
    Afholdelse = apps.get_model("arrangementer", "Afholdelse")
    for row in Afholdelse.objects.filter(uid=None).iterator():
        row.uid = uuid.uuid4()
        row.save(update_fields=["uid"])


class Migration(migrations.Migration):
    dependencies = [("arrangementer", "0002_afholdelse_identity")]

    operations = [migrations.RunPython(give_each_its_own, migrations.RunPython.noop)]

"""Say of the municipalities that are there how they are sorted: Aabenraa among å, last."""

from django.db import migrations

from samskabelse.base.facetindeks import danish


def tell(apps, schema_editor):
    Kommune = apps.get_model("kommuner", "Kommune")
    for kommune in Kommune.objects.all():
        kommune.sorted_as = danish(kommune.name)
        kommune.save(update_fields=["sorted_as"])


class Migration(migrations.Migration):
    dependencies = [("kommuner", "0004_sorted_as")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]

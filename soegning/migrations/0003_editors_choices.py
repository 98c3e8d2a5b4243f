from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Replace

OLD, NEW = "fremhævet resultat", "redaktionens valg"


def renamed(old, new):
    """Permissions keep the name that the model had when they were made."""

    def rename(apps, schema_editor):
        permissions = apps.get_model("auth", "Permission").objects
        permissions.filter(
            content_type__app_label="soegning", content_type__model="fremhaevelse"
        ).update(name=Replace(F("name"), Value(old), Value(new)))

    return rename


class Migration(migrations.Migration):
    dependencies = [
        ("soegning", "0002_rettigheder"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="fremhaevelse",
            options={
                "ordering": ["words", "order", "pk"],
                "verbose_name": "editors' choice",
                "verbose_name_plural": "editors' choices",
            },
        ),
        migrations.RunPython(renamed(OLD, NEW), renamed(NEW, OLD)),
    ]

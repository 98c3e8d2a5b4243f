from django.db import migrations


def renamed(old, new):
    """The collection of all files is seen in the admin alone, where files are put into one."""

    def rename(apps, schema_editor):
        collections = apps.get_model("wagtailcore", "Collection").objects
        collections.filter(depth=1, name=old).update(name=new)

    return rename


class Migration(migrations.Migration):
    dependencies = [
        ("forside", "0002_danish_name_of_the_root"),
    ]

    operations = [
        migrations.RunPython(renamed("Root", "Alle filer"), renamed("Alle filer", "Root")),
    ]

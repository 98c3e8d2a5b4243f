from django.db import migrations


def renamed(old, new):
    """The root of all pages is seen in the admin alone, at the top of the tree."""

    def rename(apps, schema_editor):
        pages = apps.get_model("wagtailcore", "Page").objects
        pages.filter(depth=1, title=old).update(title=new, draft_title=new)

    return rename


class Migration(migrations.Migration):
    dependencies = [
        ("forside", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(renamed("Root", "Alle sider"), renamed("Alle sider", "Root")),
    ]

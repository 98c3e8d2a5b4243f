"""Let those who answer inquiries keep the reply templates, on sites that have the group already."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUP = "Henvendelser"


def give_permissions(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    group = groups.filter(name=GROUP).first()
    if group is None:
        return
    config = apps.get_app_config("henvendelser")
    config.models_module = True
    create_permissions(config, verbosity=0, using=schema_editor.connection.alias, apps=apps)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    group.permissions.add(
        *permissions.using(schema_editor.connection.alias).filter(
            content_type__app_label="henvendelser", content_type__model="svarskabelon"
        )
    )


class Migration(migrations.Migration):
    dependencies = [
        ("henvendelser", "0004_mail_of_the_day"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    # Back again a permission too many does no harm: the model is gone.
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop, elidable=True)]

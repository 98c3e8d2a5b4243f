"""Let course administrators see and change sign-ups, on sites that have the group already."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUP = "Kursusadministratorer"


def give_permissions(apps, schema_editor):
    using = schema_editor.connection.alias
    group = apps.get_model("auth", "Group").objects.using(using).filter(name=GROUP).first()
    if group is None:
        return
    config = apps.get_app_config("arrangementer")
    config.models_module = True
    create_permissions(config, verbosity=0, using=using, apps=apps)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    group.permissions.add(
        *permissions.filter(
            content_type__app_label="arrangementer",
            codename__in=["view_tilmelding", "change_tilmelding"],
        )
    )


class Migration(migrations.Migration):
    dependencies = [
        ("arrangementer", "0007_sign_up_permissions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    # Back again a permission too many does no harm: the model is gone.
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop, elidable=True)]

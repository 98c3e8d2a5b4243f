"""Let those who answer inquiries send mails again and erase a person, also on existing sites."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUP = "Henvendelser"


def give_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    group = apps.get_model("auth", "Group").objects.using(alias).filter(name=GROUP).first()
    if group is None:
        return
    config = apps.get_app_config("outbox")
    config.models_module = True
    create_permissions(config, verbosity=0, using=alias, apps=apps)
    config.models_module = None
    group.permissions.add(
        *apps.get_model("auth", "Permission")
        .objects.using(alias)
        .filter(
            content_type__app_label="outbox", codename__in=["change_mail", "use_persondata"]
        )
    )


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    # Back again a permission too many does no harm.
    operations = [
        migrations.AlterModelOptions(
            name="mail",
            options={
                "ordering": ["-created_at", "-pk"],
                "permissions": [("use_persondata", "Kan finde, udlevere og slette persondata")],
                "verbose_name": "mail",
                "verbose_name_plural": "mails",
            },
        ),
        migrations.RunPython(give_permissions, migrations.RunPython.noop, elidable=True),
    ]

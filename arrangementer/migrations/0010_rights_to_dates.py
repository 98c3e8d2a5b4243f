"""Let the groups of a site that is running keep the list of teachers."""

from django.apps import apps as all_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

RIGHTS = {
    "Redaktører": ["add_underviser", "change_underviser"],
    "Godkendere": ["add_underviser", "change_underviser", "delete_underviser"],
    "Kursusadministratorer": [
        "add_underviser",
        "change_underviser",
        "delete_underviser",
    ],
}


def give(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    groups = list(Group.objects.filter(name__in=RIGHTS))
    if not groups:
        return
    # Django makes the rights after all migrations; here they are needed before.
    create_permissions(all_apps.get_app_config("arrangementer"), apps=apps, verbosity=0)
    for group in groups:
        rights = Permission.objects.filter(
            content_type__app_label="arrangementer", codename__in=RIGHTS[group.name]
        )
        group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [
        ("arrangementer", "0009_evaluations"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]

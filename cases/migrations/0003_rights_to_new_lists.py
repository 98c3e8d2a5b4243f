"""Let the groups of a site that is running keep the list of methods, and see what is wished for."""

from django.apps import apps as all_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

RIGHTS = {
    "Redaktører": ["add_metode", "change_metode", "view_oenske"],
    "Godkendere": ["add_metode", "change_metode", "delete_metode", "view_oenske"],
}


def give(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    groups = list(Group.objects.filter(name__in=RIGHTS))
    if not groups:
        return
    # Django makes the rights after all migrations; here they are needed before.
    config = all_apps.get_app_config("cases")
    create_permissions(config, apps=apps, verbosity=0)
    for group in groups:
        rights = Permission.objects.filter(
            content_type__app_label="cases", codename__in=RIGHTS[group.name]
        )
        group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_honest_facts"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]

"""Give the editors' groups of sites that have them already their rights to searches."""

from django.apps import apps as current
from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ["Redaktører", "Godkendere"]
RIGHTS = [
    "add_fremhaevelse",
    "change_fremhaevelse",
    "delete_fremhaevelse",
    "view_soegningudenhit",
    "delete_soegningudenhit",
]


def give(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    groups = Group.objects.filter(name__in=GROUPS)
    if not groups:
        return
    # Permissions are usually made after all migrations.
    create_permissions(current.get_app_config("soegning"), verbosity=0)
    rights = Permission.objects.filter(content_type__app_label="soegning", codename__in=RIGHTS)
    for group in groups:
        group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [
        ("soegning", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]

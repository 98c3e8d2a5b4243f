import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("arrangementer", "0003_afholdelse_uids")]

    operations = [
        migrations.AlterField(
            model_name="afholdelse",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]

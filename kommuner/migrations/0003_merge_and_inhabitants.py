"""Tell sites that are running which regions merge on 1 January 2027, and how large places are."""

import datetime as dt

from django.db import migrations

MERGED = ["Region Hovedstaden", "Region Sjælland"]
LAST_DAY = dt.date(2026, 12, 31)
THOUSANDS = {
    "0101": 667, "0147": 105, "0151": 53, "0153": 40, "0155": 15, "0157": 75, "0159": 70,
    "0161": 24, "0163": 30, "0165": 28, "0167": 54, "0169": 59, "0173": 59, "0175": 45,
    "0183": 24, "0185": 43, "0187": 18, "0190": 42, "0201": 26, "0210": 42, "0217": 64,
    "0219": 55, "0223": 25, "0230": 58, "0240": 45, "0250": 47, "0253": 52, "0259": 63,
    "0260": 32, "0265": 92, "0269": 24, "0270": 42, "0306": 33, "0316": 74, "0320": 38,
    "0326": 49, "0329": 36, "0330": 80, "0336": 24, "0340": 30, "0350": 29, "0360": 39,
    "0370": 84, "0376": 60, "0390": 45, "0400": 39, "0410": 40, "0420": 41, "0430": 52,
    "0440": 24, "0450": 32, "0461": 210, "0479": 60, "0480": 30, "0482": 12, "0492": 6,
    "0510": 55, "0530": 27, "0540": 74, "0550": 36, "0561": 116, "0563": 3, "0573": 50,
    "0575": 43, "0580": 59, "0607": 53, "0615": 98, "0621": 96, "0630": 123, "0657": 90,
    "0661": 59, "0665": 19, "0671": 21, "0706": 44, "0707": 37, "0710": 50, "0727": 24,
    "0730": 99, "0740": 101, "0741": 4, "0746": 66, "0751": 373, "0756": 43, "0760": 56,
    "0766": 48, "0773": 20, "0779": 45, "0787": 43, "0791": 98, "0810": 37, "0813": 58,
    "0820": 36, "0825": 2, "0840": 31, "0846": 42, "0849": 39, "0851": 224, "0860": 63,
}


def tell(apps, schema_editor):
    Region = apps.get_model("kommuner", "Region")
    Kommune = apps.get_model("kommuner", "Kommune")
    merged = Region.objects.filter(name__in=MERGED, successor=None)
    if merged.exists():
        east, _new = Region.objects.get_or_create(
            name="Region Østdanmark", defaults={"valid_from": LAST_DAY + dt.timedelta(days=1)}
        )
        merged.update(valid_until=LAST_DAY, successor=east)
    for kommune in Kommune.objects.filter(population=None):
        kommune.population = THOUSANDS.get(kommune.code)
        kommune.save(update_fields=["population"])


class Migration(migrations.Migration):
    dependencies = [("kommuner", "0002_regions_that_merge")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
